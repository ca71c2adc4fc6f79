"""Who the faces that nobody is named in may be, by what the players look like in these very photos.

A training session knows players from their references, which are portraits. Among the photos there are
faces by now that people have confirmed and the recogniser has tagged, in the same light and kit as those
still unknown; and a group of faces tells more than each of them. Nothing is tagged by this: it decides
what is asked together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from core.db.queries import embeddings
from core.db.vectors import Vectors, unit
from core.errors import TrainingError
from core.recognition.calibration import Calibration, Probabilities
from core.recognition.examples import PackTraits, load_examples
from core.recognition.history import labels
from core.recognition.templates import listed_in, load_templates, prior_by_roster
from core.types import Face, FaceId, FaceState, PlayerId


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest player of some faces; `odd` are those of them that look more like another one."""

    player_id: PlayerId
    player: str
    probability: float
    odd: frozenset[FaceId] = frozenset()


@dataclass(frozen=True, slots=True)
class Looks:
    """Players by name, and the mean of each one's faces, (P, D), of unit norm."""

    players: tuple[tuple[PlayerId, str], ...]
    matrix: Vectors


def guesses(
    session: Session,
    traits: PackTraits,
    groups: Sequence[Sequence[Face]],
    tagged: Sequence[Face],
    roster: Set[PlayerId],
) -> list[Guess | None]:
    """The likeliest player of each group of faces of one person; None where nothing is known.

    A player whom somebody rejected for a face of a group is not meant by it.

    Args:
        session: of the database.
        traits: the active pack's.
        groups: the faces in question.
        tagged: faces that the recogniser named surely; they show what players look like too.
        roster: who plays, and is likelier therefore; empty where everybody may.
    """
    looks = _looks(session, traits, tagged)
    group_of = {face.id: number for number, group in enumerate(groups) for face in group}
    ids, matrix = embeddings(session, list(group_of), traits.pack_id, traits.dimension)
    found: list[Guess | None] = [None] * len(groups)
    if not ids or not looks.players:
        return found
    known, of_face = np.unique([group_of[face_id] for face_id in ids], return_inverse=True)
    prior = prior_by_roster(listed_in(looks.players, roster))
    similarities = _means(matrix, of_face) @ looks.matrix.T
    probabilities = _calibration(session, traits).probabilities(similarities, prior)
    _rule_out(session, [groups[number] for number in known], looks, probabilities)
    best = probabilities.argmax(axis=1)
    own = (matrix @ looks.matrix.T).argmax(axis=1)
    odd: dict[int, set[FaceId]] = defaultdict(set)
    for face in np.flatnonzero(own != best[of_face]):
        odd[int(of_face[face])].add(ids[face])
    for row, number in enumerate(known.tolist()):
        player_id, name = looks.players[best[row]]
        found[number] = Guess(player_id, name, float(probabilities[row, best[row]]), frozenset(odd[row]))
    return found


def _looks(session: Session, traits: PackTraits, tagged: Sequence[Face]) -> Looks:
    examples = load_examples(session, traits)
    column = {player_id: index for index, (player_id, _) in enumerate(examples.players)}
    rows = {face.id: column[face.player_id] for face in tagged if face.player_id in column}
    ids, matrix = embeddings(session, list(rows), traits.pack_id, traits.dimension)
    sums = np.zeros((len(examples.players), traits.dimension), np.float32)
    np.add.at(sums, examples.player, examples.embeddings)
    np.add.at(sums, np.array([rows[face_id] for face_id in ids], np.int64), matrix)
    return Looks(examples.players, unit(sums))


def _means(matrix: Vectors, of_face: NDArray[np.int64]) -> Vectors:
    """The mean of each group's faces, of unit norm; `of_face` is the number of each face's group."""
    sums = np.zeros((int(of_face.max()) + 1, matrix.shape[1]), np.float32)
    np.add.at(sums, of_face, matrix)
    return unit(sums)


def _calibration(session: Session, traits: PackTraits) -> Calibration:
    try:
        return load_templates(session, traits).calibration
    except TrainingError:
        return traits.calibration


def _rule_out(
    session: Session, groups: Sequence[Sequence[Face]], looks: Looks, probabilities: Probabilities
) -> None:
    column = {player_id: index for index, (player_id, _) in enumerate(looks.players)}
    row_of: dict[FaceId, int] = {
        face.id: row for row, group in enumerate(groups) for face in group if face.state is FaceState.REJECTED
    }
    for face_id, label in labels(session, list(row_of)).items():
        for player_id in label.rejected & column.keys():
            probabilities[row_of[FaceId(face_id)], column[player_id]] = 0
