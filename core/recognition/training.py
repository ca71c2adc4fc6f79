"""Training: templates, calibration and threshold from confirmed faces, kept as versioned sessions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.engine import Database
from core.db.queries import require_session
from core.db.schema import TemplateRow, TrainingSessionRow, new_id
from core.db.vectors import Vectors, pack_vector
from core.errors import TrainingError
from core.jobs import JobContext
from core.recognition.calibration import Calibration, fit
from core.recognition.examples import (
    Examples,
    PackTraits,
    confusable_pairs,
    load_examples,
    template,
)
from core.recognition.validation import cross_validate, curve_of, threshold_for
from core.settings import Settings
from core.types import (
    ConfusablePair,
    CurvePoint,
    PlayerId,
    PlayerReadiness,
    SessionId,
    TrainingPlan,
    TrainingSession,
)

# As many faces of a player are used whatever their quality: a player's references are few and chosen.
ALWAYS_USED = 5


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """A finished training."""

    changes: Changes
    session: TrainingSession


class Training:
    """Training sessions of a library."""

    def __init__(
        self, database: Database, settings: Callable[[], Settings], traits: Callable[[], PackTraits]
    ) -> None:
        self._database = database
        self._settings = settings
        self._traits = traits

    def prepare(self) -> TrainingPlan:
        """What `execute` would train on: faces per player, what is left out and why, who is alike.

        Raises:
            ModelPackError: the active pack is not installed.
        """
        traits = self._traits()
        with self._database.read() as session:
            examples = load_examples(session, traits)
        usable = examples.only(_usable(examples, self._settings().min_training_quality))
        readiness = [
            _readiness(examples, usable, traits.calibration, index) for index in range(len(examples.players))
        ]
        return TrainingPlan(traits.pack_id, tuple(readiness), confusable_pairs(usable))

    def execute(self, context: JobContext, precision_target: float | None = None) -> TrainingReport:
        """Train on every usable confirmed face, and make the new session the active one.

        Args:
            context: progress and cancel.
            precision_target: share of automatic tags that shall be right; None for the setting.

        Raises:
            InvalidValueError: the precision asked for is out of range.
            TrainingError: nobody has a usable confirmed face.
            CancelledError: a stop was asked for; nothing was stored.
        """
        traits, settings = self._traits(), self._settings()
        if precision_target is not None:
            settings = settings.updated(precision_target=precision_target)
        with self._database.read() as session:
            examples = load_examples(session, traits)
        examples = examples.only(_usable(examples, settings.min_training_quality))
        if not len(examples.faces):
            raise TrainingError(
                "There is no confirmed face to train on. Enrol players from reference photos, "
                "or confirm some faces, and train again."
            )
        trained = _train(examples, traits.calibration, settings.precision_target, context)
        with self._database.write() as session:
            row = TrainingSessionRow(id=new_id(), pack_id=traits.pack_id, figures=trained.figures)
            session.add(row)
            session.flush()
            for (player_id, _), vector in zip(trained.players, trained.templates, strict=True):
                session.add(TemplateRow(session_id=row.id, player_id=player_id, vector=pack_vector(vector)))
            _activate(session, row)
            return TrainingReport(Changes(sessions=True), session_of(row))

    def status(self, session_id: SessionId) -> TrainingSession:
        """A session.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._database.read() as session:
            return session_of(require_session(session, session_id))

    def history(self) -> list[TrainingSession]:
        """Every session, the newest first."""
        with self._database.read() as session:
            rows = session.scalars(select(TrainingSessionRow).order_by(TrainingSessionRow.created_at.desc()))
            return [session_of(row) for row in rows]

    def activate(self, session_id: SessionId) -> Changes:
        """Make a session the one that recognition uses.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._database.write() as session:
            _activate(session, require_session(session, session_id))
        return Changes(sessions=True)


@dataclass(frozen=True, slots=True)
class _Trained:
    players: tuple[tuple[PlayerId, str], ...]
    templates: Vectors
    figures: dict[str, Any]


def _train(examples: Examples, prior: Calibration, target: float, context: JobContext) -> _Trained:
    steps = 3
    context.progress("Training", 0, steps)
    present = [index for index in range(len(examples.players)) if len(examples.of(index))]
    templates = np.stack([template(examples, examples.of(index)) for index in present])
    context.progress("Training", 1, steps)
    trials = cross_validate(examples)
    calibration = fit(trials, prior)
    context.progress("Training", 2, steps)
    curve = curve_of(trials, calibration)
    figures = {
        "players": len(present),
        "faces": len(examples.faces),
        "precision_target": target,
        "threshold": threshold_for(curve, target),
        "calibration": asdict(calibration),
        "trials": trials.count,
        "curve": [asdict(point) for point in curve],
        "confusable": [asdict(pair) for pair in confusable_pairs(examples)],
    }
    context.progress("Training", steps, steps)
    return _Trained(tuple(examples.players[index] for index in present), templates, figures)


def _usable(examples: Examples, least_quality: float) -> NDArray[np.bool_]:
    """Faces good enough, and the best few of each player whatever they are like.

    Somebody chose those few; it is among many confirmed faces that blurred ones do harm.
    """
    keep: NDArray[np.bool_] = examples.quality >= least_quality
    for index in range(len(examples.players)):
        rows = examples.of(index)
        keep[rows[np.argsort(-examples.quality[rows], kind="stable")[:ALWAYS_USED]]] = True
    return keep


def _readiness(examples: Examples, usable: Examples, calibration: Calibration, index: int) -> PlayerReadiness:
    player_id, name = examples.players[index]
    rows = usable.of(index)
    return PlayerReadiness(
        player_id=player_id,
        player=name,
        faces=len(examples.of(index)),
        low_quality=len(examples.of(index)) - len(rows),
        outliers=tuple(usable.faces[row] for row in _outliers(usable, rows, calibration)),
    )


def _outliers(examples: Examples, rows: NDArray[np.int64], calibration: Calibration) -> list[np.int64]:
    """Faces that look like somebody else than the rest of the player's: probably mislabelled."""
    if len(rows) < 3:
        return []
    found = []
    for row in rows:
        rest = template(examples, rows[rows != row])
        evidence = calibration.slope * float(examples.embeddings[row] @ rest) + calibration.intercept
        if evidence < 0:
            found.append(row)
    return found


def _activate(session: Session, row: TrainingSessionRow) -> None:
    session.execute(update(TrainingSessionRow).values(active=False))
    row.active = True


def session_of(row: TrainingSessionRow) -> TrainingSession:
    """A session's row as a domain type."""
    figures = row.figures
    return TrainingSession(
        id=SessionId(row.id),
        pack_id=row.pack_id,
        created_at=row.created_at,
        players=figures["players"],
        faces=figures["faces"],
        precision_target=figures["precision_target"],
        threshold=figures["threshold"],
        trials=figures["trials"],
        curve=tuple(CurvePoint(**point) for point in figures["curve"]),
        confusable=tuple(ConfusablePair(**pair) for pair in figures["confusable"]),
        active=row.active,
    )
