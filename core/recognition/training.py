"""Training: templates, calibration and threshold from confirmed faces, kept as versioned sessions."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC
from functools import partial
from typing import Any

import numpy as np
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.engine import Database
from core.db.queries import require_session
from core.db.schema import PlayerRow, TemplateRow, TrainingSessionRow, new_id, now
from core.db.vectors import Vectors, pack_vector
from core.errors import CancelledError, InvalidValueError, TrainingError
from core.jobs import JobContext
from core.recognition.calibration import fit
from core.recognition.examples import (
    PackTraits,
    confusable_pairs,
    load_examples,
    template,
)
from core.recognition.selection import Selection, select_examples
from core.recognition.templates import DOUBTFUL, LAST_ANSWER, figures_without, last_answer
from core.recognition.validation import cross_validate, curve_of, threshold_for
from core.settings import Settings
from core.types import (
    ConfusablePair,
    CurvePoint,
    PlayerId,
    SessionComparison,
    SessionId,
    TrainingPlan,
    TrainingSession,
    TrainingStatus,
)
from core.words import said

# How often a running session writes how far it is, and after how long a silence it counts as dead.
TOUCH_INTERVAL_S = 1.0
SILENT_S = 60.0


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
        selection = select_examples(examples, self._settings().min_training_quality, traits.calibration)
        return TrainingPlan(traits.pack_id, selection.readiness, confusable_pairs(selection.used))

    def execute(self, context: JobContext, precision_target: float | None = None) -> TrainingReport:
        """Train on every usable confirmed face, and make the new session the active one.

        While it runs, `status` and `history` tell how far it is, in other processes too.

        Args:
            context: progress and cancel.
            precision_target: share of automatic tags that shall be right; None for the setting.

        Raises:
            InvalidValueError: the precision asked for is out of range.
            TrainingError: nobody has a usable confirmed face.
            CancelledError: a stop was asked for; the session before stays the active one.
            ModelPackError: the active pack is not installed.
        """
        traits, settings = self._traits(), self._settings()
        if precision_target is not None:
            settings = settings.updated(precision_target=precision_target)
        with self._database.read() as session:
            last = last_answer(session)
            examples = load_examples(session, traits)
        selection = select_examples(examples, settings.min_training_quality, traits.calibration)
        if not len(selection.used.faces):
            raise TrainingError(
                said(
                    "There is no confirmed face to train on. Enrol players from reference photos, "
                    "or confirm some faces, and train again."
                )
            )
        run = _Run(self._database, self._begin(traits.pack_id, settings, last), context)
        try:
            trained = _train(selection, traits, settings.precision_target, run)
        except BaseException as exc:
            self._fail(run.session_id, exc)
            raise
        return self._finish(run.session_id, trained)

    def status(self, session_id: SessionId) -> TrainingSession:
        """A session, of a running one how far it is.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._database.read() as session:
            return session_of(require_session(session, session_id))

    def history(self) -> list[TrainingSession]:
        """Every session that was not deleted, the newest first."""
        with self._database.read() as session:
            rows = session.scalars(
                select(TrainingSessionRow)
                .where(~TrainingSessionRow.deleted)
                .order_by(TrainingSessionRow.created_at.desc(), TrainingSessionRow.id.desc())
            )
            return [session_of(row) for row in rows]

    def compare(self, first: SessionId, second: SessionId) -> SessionComparison:
        """Two sessions side by side.

        Raises:
            NotFoundError: there is none with one of the ids.
        """
        with self._database.read() as session:
            rows = [require_session(session, session_id) for session_id in (first, second)]
            players = [_players(session, row) for row in rows]
        one, other = map(session_of, rows)
        return SessionComparison(
            first=one,
            second=other,
            only_first=_without(players[0], players[1]),
            only_second=_without(players[1], players[0]),
            confusable_only_first=_pairs_without(one, other),
            confusable_only_second=_pairs_without(other, one),
        )

    def activate(self, session_id: SessionId) -> Changes:
        """Make a session the one that recognition uses.

        Raises:
            NotFoundError: there is none with this id.
            InvalidValueError: it did not come to its end, or was deleted.
        """
        with self._database.write() as session:
            row = require_session(session, session_id)
            if row.deleted:
                raise InvalidValueError("session", said("it was deleted; bring it back first."))
            if row.status != TrainingStatus.DONE.value:
                raise InvalidValueError("session", said("only a finished session can be made active."))
            _activate(session, row)
        return Changes(sessions=True)

    def delete(self, session_id: SessionId) -> Changes:
        """Take a session out of the history; `restore` brings it back.

        Raises:
            NotFoundError: there is none with this id.
            InvalidValueError: it is the active one.
        """
        with self._database.write() as session:
            row = require_session(session, session_id)
            if row.active:
                raise InvalidValueError("session", said("it is in use; make another one active first."))
            row.deleted = True
        return Changes(sessions=True)

    def restore(self, session_id: SessionId) -> Changes:
        """Bring a deleted session back into the history.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._database.write() as session:
            require_session(session, session_id).deleted = False
        return Changes(sessions=True)

    def _begin(self, pack_id: str, settings: Settings, last: int) -> SessionId:
        parameters = {
            "precision_target": settings.precision_target,
            "min_quality": settings.min_training_quality,
            LAST_ANSWER: last,
        }
        with self._database.write() as session:
            row = TrainingSessionRow(
                id=new_id(), pack_id=pack_id, status=TrainingStatus.RUNNING.value, parameters=parameters
            )
            session.add(row)
            return SessionId(row.id)

    def _finish(self, session_id: SessionId, trained: _Trained) -> TrainingReport:
        with self._database.write() as session:
            row = require_session(session, session_id)
            there = set(session.scalars(select(PlayerRow.id)))
            for (player_id, name), vector in zip(trained.players, trained.templates, strict=True):
                if player_id in there:
                    stored = pack_vector(vector, trained.templates.shape[1], name)
                    session.add(TemplateRow(session_id=row.id, player_id=player_id, vector=stored))
            erased = {player_id for player_id, _ in trained.players} - there
            others = [name for player_id, name in trained.players if player_id in there]
            row.figures = figures_without(trained.figures, erased, others)
            row.status = TrainingStatus.DONE.value
            _activate(session, row)
            return TrainingReport(Changes(sessions=True), session_of(row))

    def _fail(self, session_id: SessionId, problem: BaseException) -> None:
        stopped = isinstance(problem, CancelledError)
        with self._database.write() as session:
            row = require_session(session, session_id)
            row.status = (TrainingStatus.STOPPED if stopped else TrainingStatus.FAILED).value
            row.problem = "" if stopped else f"{type(problem).__name__}: {problem}"


class _Run:
    """A running training: tells its context how far it is, and now and then its row."""

    def __init__(self, database: Database, session_id: SessionId, context: JobContext) -> None:
        self.session_id = session_id
        self._database = database
        self._context = context
        self._touched = -TOUCH_INTERVAL_S

    def progress(self, step: str, done: int, total: int) -> None:
        """Report `done` of `total` units of `step`; a checkpoint too.

        Raises:
            CancelledError: a stop was asked for.
        """
        self._context.progress(step, done, total)
        if time.monotonic() - self._touched < TOUCH_INTERVAL_S:
            return
        self._touched = time.monotonic()
        with self._database.write() as session:
            row = require_session(session, self.session_id)
            row.step, row.step_done, row.step_total, row.touched_at = step, done, total, now()


@dataclass(frozen=True, slots=True)
class _Trained:
    players: tuple[tuple[PlayerId, str], ...]
    templates: Vectors
    figures: dict[str, Any]


def _train(selection: Selection, traits: PackTraits, target: float, run: _Run) -> _Trained:
    examples = selection.used
    present = [index for index in range(len(examples.players)) if len(examples.of(index))]
    templates = np.stack([template(examples, examples.of(index)) for index in present])
    # Two people under one name would have all others' tags be too few, or too many.
    trials = cross_validate(selection.certain, partial(run.progress, "Cross-validating"))
    run.progress(said("Calibrating"), 0, 1)
    calibration = fit(trials, traits.calibration, traits.trials)
    curve = curve_of(trials, calibration)
    run.progress(said("Calibrating"), 1, 1)
    figures = {
        "players": len(present),
        "faces": len(examples.faces),
        "threshold": threshold_for(curve, target),
        "calibration": asdict(calibration),
        "trials": trials.count,
        "tried": int(trials.enrolled.sum()),
        "curve": [asdict(point) for point in curve],
        "confusable": [asdict(pair) for pair in confusable_pairs(examples)],
        DOUBTFUL: list(selection.doubtful),
    }
    return _Trained(tuple(examples.players[index] for index in present), templates, figures)


def _players(session: Session, row: TrainingSessionRow) -> dict[str, str]:
    """The players that a session knows, by their ids; two may share a name."""
    names = session.execute(
        select(PlayerRow.id, PlayerRow.name)
        .join(TemplateRow, TemplateRow.player_id == PlayerRow.id)
        .where(TemplateRow.session_id == row.id)
    )
    return dict(names.all())


def _without(players: Mapping[str, str], others: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(name for player_id, name in players.items() if player_id not in others))


def _pairs_without(one: TrainingSession, other: TrainingSession) -> tuple[ConfusablePair, ...]:
    """The pairs that one session confuses and the other does not."""
    known = {frozenset((pair.first, pair.second)) for pair in other.confusable}
    return tuple(pair for pair in one.confusable if frozenset((pair.first, pair.second)) not in known)


def _activate(session: Session, row: TrainingSessionRow) -> None:
    session.execute(update(TrainingSessionRow).values(active=False))
    row.active = True


def session_of(row: TrainingSessionRow) -> TrainingSession:
    """A session's row as a domain type."""
    figures = {**row.figures}
    figures.pop("calibration", None)
    figures[DOUBTFUL] = len(figures.get(DOUBTFUL, ()))
    figures["curve"] = tuple(CurvePoint(**point) for point in figures.get("curve", ()))
    figures["confusable"] = tuple(ConfusablePair(**pair) for pair in figures.get("confusable", ()))
    return TrainingSession(
        id=SessionId(row.id),
        pack_id=row.pack_id,
        created_at=row.created_at.replace(tzinfo=UTC),
        status=_status(row),
        precision_target=row.parameters["precision_target"],
        min_quality=row.parameters.get("min_quality"),
        active=row.active,
        step=row.step,
        step_done=row.step_done,
        step_total=row.step_total,
        problem=row.problem,
        **figures,
    )


def _status(row: TrainingSessionRow) -> TrainingStatus:
    """Where it stands; one that says it runs and has said nothing for long was interrupted.

    So was one that spoke long after now: a clock was set back since.
    """
    status = TrainingStatus(row.status)
    silent = row.touched_at is None or abs((now() - row.touched_at).total_seconds()) > SILENT_S
    return TrainingStatus.INTERRUPTED if status is TrainingStatus.RUNNING and silent else status
