"""Who the faces that nobody is named in may be, by what the players look like in these very photos.

A training session knows players from their references, which are portraits. Among the photos there are
faces by now that people have confirmed and the recogniser has tagged, in the same light and kit as those
still unknown; and a group of faces tells more than each of them. Nothing is tagged by this: it decides
what is asked together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
from sqlalchemy.orm import Session

from core.db.queries import chunks, embedding_parts
from core.db.vectors import Vectors, unit
from core.errors import TrainingError
from core.jobs import JobContext
from core.recognition.calibration import Calibration
from core.recognition.examples import PackTraits, load_examples
from core.recognition.history import labels
from core.recognition.templates import listed_in, load_templates, prior_by_roster
from core.types import FaceId, Faces, FaceState, PlayerId

ROWS_AT_ONCE = 512
GROUPS_AT_ONCE = 512
NONE_ODD = frozenset[FaceId]()


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest player of some faces; `odd` are those of them that look more like another one."""

    player_id: PlayerId
    player: str
    probability: float
    odd: frozenset[FaceId] = NONE_ODD


@dataclass(frozen=True, slots=True)
class Looks:
    """Players by name, and the mean of each one's faces, (P, D), of unit norm."""

    players: tuple[tuple[PlayerId, str], ...]
    matrix: Vectors


def guesses(
    session: Session,
    traits: PackTraits,
    faces: Faces,
    groups: Sequence[Sequence[int]],
    tagged: Sequence[int],
    roster: Set[PlayerId],
    context: JobContext,
) -> list[Guess | None]:
    """The likeliest player of each group of faces of one person; None where nothing is known.

    A player whom somebody rejected for a face of a group is not meant by it.

    Args:
        session: of the database.
        traits: the active pack's.
        faces: those in question, and those tagged.
        groups: the rows of the faces of each group.
        tagged: the rows of those that the recogniser named surely; they show what players look like too.
        roster: who plays, and is likelier therefore; empty where everybody may.
        context: is looked at for a stop.
    """
    looks = _looks(session, traits, {faces.ids[row]: faces.player_id(row) for row in tagged})
    found: list[Guess | None] = [None] * len(groups)
    if not looks.players:
        return found
    prior = prior_by_roster(listed_in(looks.players, roster))
    calibration = _calibration(session, traits)
    # In the order of the disk, and so many at once that their products with every player are small.
    in_order = sorted(range(len(groups)), key=lambda number: faces.ids[groups[number][0]])
    for numbers in chunks(in_order, GROUPS_AT_ONCE):
        context.checkpoint()
        part = [faces.take(groups[number]) for number in numbers]
        sums, own = _seen(session, traits, part, looks)
        shares, total = calibration.joint(unit(sums) @ looks.matrix.T, prior)
        for row, columns in _ruled_out(session, part, looks).items():
            shares[row, columns] = -np.inf
        chances = np.exp(shares.max(axis=1) - total)
        for row in np.flatnonzero(sums.any(axis=1)).tolist():
            best = int(shares[row].argmax())
            odd = frozenset(face_id for face_id in part[row].ids if own.get(face_id, best) != best)
            player_id, name = looks.players[best]
            found[numbers[row]] = Guess(player_id, name, float(chances[row]), odd or NONE_ODD)
    return found


def _looks(session: Session, traits: PackTraits, tagged: Mapping[FaceId, PlayerId | None]) -> Looks:
    examples = load_examples(session, traits)
    column = {player_id: index for index, (player_id, _) in enumerate(examples.players)}
    rows = {face_id: column[player_id] for face_id, player_id in tagged.items() if player_id in column}
    sums = np.zeros((len(examples.players), traits.dimension), np.float32)
    np.add.at(sums, examples.player, examples.embeddings)
    for ids, matrix in embedding_parts(session, list(rows), traits.pack_id, traits.dimension):
        np.add.at(sums, np.array([rows[face_id] for face_id in ids], np.int64), matrix)
    return Looks(examples.players, unit(sums))


def _seen(
    session: Session, traits: PackTraits, groups: Sequence[Faces], looks: Looks
) -> tuple[Vectors, dict[FaceId, int]]:
    """The sum of each group's embeddings, (G, D), 0 without any, and each face's own likeliest player."""
    group_of = {face_id: number for number, group in enumerate(groups) for face_id in group.ids}
    sums = np.zeros((len(groups), traits.dimension), np.float32)
    own: dict[FaceId, int] = {}
    for ids, matrix in embedding_parts(
        session, list(group_of), traits.pack_id, traits.dimension, ROWS_AT_ONCE
    ):
        np.add.at(sums, np.array([group_of[face_id] for face_id in ids], np.int64), matrix)
        own.update(zip(ids, (matrix @ looks.matrix.T).argmax(axis=1).tolist(), strict=True))
    return sums, own


def _calibration(session: Session, traits: PackTraits) -> Calibration:
    try:
        return load_templates(session, traits).calibration
    except TrainingError:
        return traits.calibration


def _ruled_out(session: Session, groups: Sequence[Faces], looks: Looks) -> dict[int, list[int]]:
    """The players, by their number, whom somebody rejected for a face of a group, by the group's."""
    column = {player_id: index for index, (player_id, _) in enumerate(looks.players)}
    row_of: dict[FaceId, int] = {
        face_id: number
        for number, group in enumerate(groups)
        for row, face_id in enumerate(group.ids)
        if group.state(row) is FaceState.REJECTED
    }
    found: dict[int, list[int]] = defaultdict(list)
    for face_id, label in labels(session, list(row_of)).items():
        found[row_of[FaceId(face_id)]] += [column[player] for player in label.rejected & column.keys()]
    return found
