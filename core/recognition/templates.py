"""The active training session at work: a template for each player, and what a similarity to it means."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.db.queries import among, embeddings, require_session, roster, rows_of
from core.db.schema import DecisionRow, FaceRow, GalleryPhotoRow, PlayerRow, TemplateRow, TrainingSessionRow
from core.db.vectors import Vectors, unit, unpack_vectors
from core.errors import TrainingError
from core.folding import folded
from core.recognition.calibration import Calibration, Floats, lift
from core.recognition.consent import disagrees_there, not_to_be_named
from core.recognition.examples import PackTraits
from core.types import Candidate, FaceState, GalleryId, PlayerId, SessionId, Verdict
from core.words import said

# So many faces of a gallery, drawn at random, tell how many of all show somebody known.
FACES_DRAWN = 1000
# Of the known faces in a gallery with a roster, the share that is expected to be of other players.
OFF_ROSTER_SHARE = 0.05
DOUBTFUL = "doubtful"
"""The figure of a training session that says who is only suggested."""
LAST_ANSWER = "last_answer"
"""The parameter of a training session that says which row of the history was the last that it knew."""


@dataclass(frozen=True, slots=True)
class Templates:
    """The active session at work: `matrix` (P, D) and who each row is.

    By those of the `doubtful`, made of faces of two people, nobody is tagged.
    """

    session_id: SessionId
    pack_id: str
    threshold: float
    calibration: Calibration
    players: tuple[tuple[PlayerId, str], ...]
    matrix: Vectors
    doubtful: frozenset[PlayerId] = frozenset()

    def prior(self, roster: Set[PlayerId]) -> Floats:
        """How likely each player is before anything was seen, (P,), in sum 1."""
        return prior_by_roster(self.on_roster(roster))

    def on_roster(self, roster: Set[PlayerId]) -> NDArray[np.bool_]:
        """Which players a roster names, (P,); an empty roster takes everybody."""
        return listed_in(self.players, roster)

    def to_tag(self, roster: Set[PlayerId]) -> NDArray[np.bool_]:
        """Which players are more than suggested with such a roster, (P,)."""
        sure = np.array([player_id not in self.doubtful for player_id, _ in self.players], bool)
        return np.asarray(self.on_roster(roster) & sure)


def listed_in(players: Sequence[tuple[PlayerId, str]], roster: Set[PlayerId]) -> NDArray[np.bool_]:
    """Which players a roster names, (P,); an empty roster takes everybody."""
    return np.array([not roster or player_id in roster for player_id, _ in players], bool)


def prior_by_roster(listed: NDArray[np.bool_]) -> Floats:
    """How likely each player is before anything was seen, (P,), in sum 1; `listed` are on the roster."""
    if listed.all() or not listed.any():
        return np.full(len(listed), 1 / max(len(listed), 1))
    prior = np.full(len(listed), OFF_ROSTER_SHARE / (~listed).sum())
    prior[listed] = (1 - OFF_ROSTER_SHARE) / listed.sum()
    return prior


def load_templates(session: Session, traits: PackTraits) -> Templates:
    """The active training session, without players merged since and those who do not agree.

    Raises:
        TrainingError: there is none, or it is of another model pack.
    """
    row = session.scalar(select(TrainingSessionRow).where(TrainingSessionRow.active))
    if row is None:
        raise TrainingError(said("Nothing was trained yet. Enrol players, then train."))
    if row.pack_id != traits.pack_id:
        raise TrainingError(
            said(
                "The active training is of the model pack '{pack_id}', and '{used}' is in use. Train "
                "again, make an earlier training of '{used}' the active one, or switch the pack back.",
                pack_id=row.pack_id,
                used=traits.pack_id,
            )
        )
    stored = session.execute(
        select(TemplateRow.vector, PlayerRow.id, PlayerRow.name)
        .join(PlayerRow, PlayerRow.id == TemplateRow.player_id)
        .where(TemplateRow.session_id == row.id, ~not_to_be_named())
        .order_by(PlayerRow.name, PlayerRow.id)
    ).all()
    return Templates(
        session_id=SessionId(row.id),
        pack_id=row.pack_id,
        threshold=row.figures["threshold"],
        calibration=Calibration(**row.figures["calibration"]),
        players=tuple((PlayerId(player_id), name) for _, player_id, name in stored),
        matrix=unpack_vectors([row[0] for row in stored], traits.dimension, [row[2] for row in stored]),
        doubtful=frozenset(map(PlayerId, row.figures.get(DOUBTFUL, ()))),
    )


def figures_without(
    figures: Mapping[str, Any], players: Collection[str], others: Iterable[str]
) -> dict[str, Any]:
    """What a training session says, without what it says of some players, by their ids.

    Where it calls players by their names only what says something of two of the `others` is kept.
    """
    called = {folded(name) for name in others}
    kept = {**figures}
    for name, is_kept in (
        ("confusable", lambda pair: {folded(pair["first"]), folded(pair["second"])} <= called),
        (DOUBTFUL, lambda player: player not in players),
    ):
        if name in kept:
            kept[name] = [*filter(is_kept, kept[name])]
    return kept


def calibration_in(session: Session, templates: Templates, gallery_id: GalleryId) -> Calibration:
    """What a similarity to the templates means in a gallery: where most are strangers it means less."""
    query = (
        select(FaceRow.id, FaceRow.quality)
        .join(GalleryPhotoRow, GalleryPhotoRow.photo_id == FaceRow.photo_id)
        .where(GalleryPhotoRow.gallery_id == gallery_id, FaceRow.state != FaceState.NOT_A_FACE.value)
        .order_by(GalleryPhotoRow.photo_id, FaceRow.x, FaceRow.y)  # what photos are called by is their digest
        .limit(FACES_DRAWN)
    )
    qualities: dict[str, float] = dict(rows_of(session, query))
    faces, matrix = embeddings(session, list(qualities), templates.pack_id, templates.matrix.shape[1])
    quality = np.array([qualities[face] for face in faces], np.float64)
    prior = templates.prior(roster(session, gallery_id))
    return templates.calibration.in_gallery(matrix @ templates.matrix.T, prior, lift(quality))


def last_answer(session: Session) -> int:
    """The row of the history that was written last, by whom ever."""
    return session.scalar(select(func.max(DecisionRow.id))) or 0


def named_since(session: Session, session_id: SessionId) -> int:
    """Faces that people have named, here or elsewhere, since a training session looked at them.

    Those too that it knew as somebody who was merged into another player since. 0 of a session of before
    that was noted.
    """
    known = require_session(session, session_id).parameters.get(LAST_ANSWER)
    if known is None:
        return 0
    trained = select(TemplateRow.player_id).where(TemplateRow.session_id == session_id)
    merged = select(PlayerRow.id).where(PlayerRow.merged_into.is_not(None), PlayerRow.merged)
    named = (
        select(func.count(DecisionRow.face_id.distinct()))
        .join(FaceRow, FaceRow.id == DecisionRow.face_id)
        .where(
            or_(
                DecisionRow.id > known,
                DecisionRow.player_id.in_(merged.intersect(trained)),
            ),
            DecisionRow.verdict == Verdict.CONFIRM,
            FaceRow.state == FaceState.CONFIRMED.value,
        )
    )
    return session.scalar(named) or 0


def with_newcomers(session: Session, templates: Templates) -> Templates:
    """The templates, and beside them the mean face of each player who was not there to be trained yet.

    Nothing is tagged by it: whoever was just named is among those to choose from for the next faces.
    """
    trained = select(TemplateRow.player_id).where(TemplateRow.session_id == templates.session_id)
    new = select(PlayerRow.id).where(~not_to_be_named(), PlayerRow.id.not_in(trained))
    rows = session.execute(
        select(FaceRow.id, PlayerRow.id, PlayerRow.name)
        .join(PlayerRow, PlayerRow.id == FaceRow.player_id)
        .where(FaceRow.state == FaceState.CONFIRMED.value, ~disagrees_there())
        .where(among(FaceRow.player_id, list(session.scalars(new))))
        .order_by(PlayerRow.name, PlayerRow.id, FaceRow.photo_id, FaceRow.x)
    ).all()
    of_face = {face_id: (PlayerId(player_id), name) for face_id, player_id, name in rows}
    dimension = templates.matrix.shape[1]
    faces, matrix = embeddings(session, list(of_face), templates.pack_id, dimension)
    if not faces:
        return templates
    players = tuple(dict.fromkeys(of_face[face_id] for face_id in faces))
    column = {player: number for number, player in enumerate(players)}
    sums = np.zeros((len(players), dimension), np.float32)
    np.add.at(sums, np.array([column[of_face[face_id]] for face_id in faces], np.int64), matrix)
    return replace(
        templates,
        players=(*templates.players, *players),
        matrix=np.concatenate([templates.matrix, unit(sums)]),
    )


def ranked(
    templates: Templates,
    matrix: Vectors,
    quality: Floats,
    k: int,
    prior: Floats | None = None,
    evidence: Vectors | None = None,
    ruled_out: Mapping[int, Sequence[int]] = MappingProxyType({}),
) -> list[tuple[Candidate, ...]]:
    """The `k` likeliest players of faces, by embedding, (N, D), and quality, (N,); the likeliest first.

    `prior` and `evidence` are as `Calibration.probabilities` takes them; `ruled_out` are the players, by
    column, whom a face does not show, by its row.
    """
    similarities = matrix @ templates.matrix.T
    for row, columns in ruled_out.items():
        similarities[row, columns] = -np.inf
    probabilities = templates.calibration.probabilities(
        similarities, prior, evidence=evidence, lifts=lift(quality)
    )
    best = np.argsort(-probabilities, axis=1, kind="stable")[:, :k]
    return [
        tuple(
            Candidate(
                player_id=templates.players[column][0],
                player=templates.players[column][1],
                probability=float(probabilities[row, column]),
                similarity=float(similarities[row, column]),
            )
            for column in columns
        )
        for row, columns in enumerate(best)
    ]
