"""Who the faces that nobody is named in may be, by what the players look like in these very photos.

A training session knows players from their references, which are portraits. Among the photos there are
faces by now that people have confirmed and the recogniser has tagged, in the same light and kit as those
still unknown; and a group of faces tells more than each of them. Nothing is tagged by this: it decides
what is asked together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from core.db.queries import chunks, embedding_parts, embeddings, rows_of
from core.db.schema import FaceRow
from core.db.vectors import Vectors, unit
from core.errors import TrainingError
from core.jobs import JobContext
from core.recognition.calibration import Calibration, Floats, fit, lift
from core.recognition.consent import refused_in
from core.recognition.examples import Examples, PackTraits, load_examples
from core.recognition.history import labels
from core.recognition.templates import listed_in, load_templates, prior_by_roster
from core.recognition.validation import cross_validate
from core.types import OPEN_STATES, FaceId, Faces, FaceState, PlayerId

ROWS_AT_ONCE = 512
GROUPS_AT_ONCE = 512
OPEN = [state.value for state in OPEN_STATES]
# Pairs of a face and a player that a calibration is made of before the first training; half of them are of
# faces beside the named. More would tell no more, and take memory.
MOST_TRIED = 250_000
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

    A player whom somebody rejected for a face of a group is not meant by it, nor one who refused to be
    recognised in a gallery of it.

    Args:
        session: of the database.
        traits: the active pack's.
        faces: those in question, and those tagged.
        groups: the rows of the faces of each group.
        tagged: the rows of those that the recogniser named surely; they show what players look like too.
        roster: who plays, and is likelier therefore; empty where everybody may.
        context: is looked at for a stop.
    """
    examples = load_examples(session, traits)
    looks = _looks(session, traits, examples, {faces.ids[row]: faces.player(row)[0] for row in tagged})
    found: list[Guess | None] = [None] * len(groups)
    if not looks.players:
        return found
    prior = prior_by_roster(listed_in(looks.players, roster))
    nameless = sum(len(group) > 1 for group in groups)
    calibration = _calibration(session, traits, examples, looks, nameless)
    refused = refused_in(session, list(dict.fromkeys(faces.photo_ids)))
    guessing = _Guessing(session, traits, faces, looks, calibration, prior, refused)
    # In the order of the disk, and so many at once that their products with every player are small.
    in_order = sorted(range(len(groups)), key=lambda number: faces.ids[groups[number][0]])
    for numbers in chunks(in_order, GROUPS_AT_ONCE):
        context.checkpoint()
        part = guessing.of([groups[number] for number in numbers])
        for number, guess in zip(numbers, part, strict=True):
            found[number] = guess
    return found


@dataclass(frozen=True, slots=True)
class _Guessing:
    """What guesses are made by."""

    session: Session
    traits: PackTraits
    faces: Faces
    looks: Looks
    calibration: Calibration
    prior: Floats | None
    refused: Mapping[str, Set[PlayerId]]

    def of(self, groups: Sequence[Sequence[int]]) -> Iterator[Guess | None]:
        """The likeliest player of each group of rows."""
        sums, own = self._seen(groups)
        similarities = unit(sums) @ self.looks.matrix.T
        # Of several faces the mean tells as much as the best, or more.
        clearest = np.array([max(map(self.faces.quality, rows)) for rows in groups], np.float64)
        similarities += lift(clearest)[:, None].astype(np.float32)
        for number, columns in self._rejected(groups).items():
            similarities[number, columns] = -np.inf
        shares, total = self.calibration.joint(similarities, self.prior)
        # It may be they nevertheless: who looks like them is none the likelier.
        for number, columns in self._refusing(groups).items():
            shares[number, columns] = -np.inf
        best, chances = shares.argmax(axis=1).tolist(), np.exp(shares.max(axis=1) - total).tolist()
        # A face alone is its group: what it looks like by itself is known already.
        alike = similarities.argmax(axis=1).tolist()
        own.update((rows[0], alike[number]) for number, rows in enumerate(groups) if len(rows) == 1)
        seen = {*np.flatnonzero(sums.any(axis=1)).tolist()}
        for number, rows in enumerate(groups):
            yield self._guess(rows, best[number], chances[number], own) if number in seen else None

    def _guess(self, rows: Sequence[int], column: int, chance: float, own: Mapping[int, int]) -> Guess:
        odd = frozenset(self.faces.ids[row] for row in rows if own.get(row, column) != column)
        return Guess(*self.looks.players[column], chance, odd or NONE_ODD)

    def _seen(self, groups: Sequence[Sequence[int]]) -> tuple[Vectors, dict[int, int]]:
        """The sum of each group's embeddings, (G, D), 0 without any.

        And the likeliest player of each row of the groups of several, by itself.
        """
        place = {self.faces.ids[row]: (number, row) for number, rows in enumerate(groups) for row in rows}
        sums = np.zeros((len(groups), self.traits.dimension), np.float32)
        own: dict[int, int] = {}
        parts = embedding_parts(
            self.session, list(place), self.traits.pack_id, self.traits.dimension, ROWS_AT_ONCE
        )
        for ids, matrix in parts:
            numbers, rows = zip(*(place[face_id] for face_id in ids), strict=True)
            np.add.at(sums, np.array(numbers), matrix)
            several = [index for index, number in enumerate(numbers) if len(groups[number]) > 1]
            alike = (matrix[several] @ self.looks.matrix.T).argmax(axis=1).tolist()
            own.update((rows[index], column) for index, column in zip(several, alike, strict=True))
        return sums, own

    def _refusing(self, groups: Sequence[Sequence[int]]) -> dict[int, list[int]]:
        """The players, by their column, who refused for a gallery of a group, by its number."""
        if not self.refused:
            return {}
        refused = [
            {player for row in rows for player in self.refused.get(self.faces.photo_ids[row], ())}
            for rows in groups
        ]
        return {
            number: [index for index, (player_id, _) in enumerate(self.looks.players) if player_id in players]
            for number, players in enumerate(refused)
            if players
        }

    def _rejected(self, groups: Sequence[Sequence[int]]) -> dict[int, list[int]]:
        """The players, by their column, whom somebody rejected for a face of a group, by its number."""
        number_of = {
            self.faces.ids[row]: number
            for number, rows in enumerate(groups)
            for row in rows
            if self.faces.state(row) is FaceState.REJECTED
        }
        column = {player_id: index for index, (player_id, _) in enumerate(self.looks.players)}
        found: dict[int, list[int]] = defaultdict(list)
        for face_id, label in labels(self.session, list(number_of)).items():
            found[number_of[FaceId(face_id)]] += [column[player] for player in label.rejected & column.keys()]
        return found


def _looks(
    session: Session, traits: PackTraits, examples: Examples, tagged: Mapping[FaceId, PlayerId | None]
) -> Looks:
    column = {player_id: index for index, (player_id, _) in enumerate(examples.players)}
    rows = {face_id: column[player_id] for face_id, player_id in tagged.items() if player_id in column}
    sums = np.zeros((len(examples.players), traits.dimension), np.float32)
    np.add.at(sums, examples.player, examples.embeddings)
    for ids, matrix in embedding_parts(session, list(rows), traits.pack_id, traits.dimension):
        np.add.at(sums, np.array([rows[face_id] for face_id in ids], np.int64), matrix)
    return Looks(examples.players, unit(sums))


def _calibration(
    session: Session, traits: PackTraits, examples: Examples, looks: Looks, nameless: int
) -> Calibration:
    """The active training's; before the first one, what those who have names by now tell of it.

    The pack's own is of single portraits: in photos of one match people are more alike, and means of their
    faces more still. And as long as few have names, most faces show nobody of them; `nameless` groups of
    faces tell how few these are.
    """
    try:
        return load_templates(session, traits).calibration
    except TrainingError:
        most = max(1, MOST_TRIED // 2 // len(looks.players))
        tried = examples.only(np.arange(len(examples.faces)) % (len(examples.faces) // most + 1) == 0)
        trials = cross_validate(tried, lambda _done, _total: None)
        others = _beside(session, traits, looks, most)
        fitted = fit(replace(trials, others=others), traits.calibration, traits.trials)
        named = len(looks.players) / (len(looks.players) + nameless)
        return replace(fitted, known_share=min(fitted.known_share, named))


def _beside(session: Session, traits: PackTraits, looks: Looks, most: int) -> Floats:
    """How much like each player some are who are with them in a photo, (M, P), lifted; else NaN.

    Nobody is in a photo twice, so these are other people, whoever they are.
    """
    named = aliased(FaceRow)
    query = (
        select(FaceRow.id, FaceRow.quality, named.player_id)
        .join(named, named.photo_id == FaceRow.photo_id)
        .where(named.state == FaceState.CONFIRMED.value, FaceRow.state.in_(OPEN))
        .order_by(FaceRow.photo_id, FaceRow.x, FaceRow.y)
        .limit(most)
    )
    column = {player_id: index for index, (player_id, _) in enumerate(looks.players)}
    pairs: defaultdict[str, list[int]] = defaultdict(list)
    qualities: dict[str, float] = {}
    for face_id, quality, player_id in rows_of(session, query):
        if player_id in column:
            pairs[face_id].append(column[player_id])
            qualities[face_id] = quality
    ids, matrix = embeddings(session, list(pairs), traits.pack_id, traits.dimension)
    found = np.full((len(ids), len(looks.players)), np.nan)
    for row, face_id in enumerate(ids):
        columns = pairs[face_id]
        found[row, columns] = looks.matrix[columns] @ matrix[row]
    return found + lift(np.array([qualities[face_id] for face_id in ids], np.float64))[:, None]
