"""What the number that a person wears says of who they are: evidence beside the face, never instead of it.

A number that was read is the player's own, or by a slip of the reader somebody else's, or that of a person
on no roster. How often it is their own at confirmed faces is known, and how many numbers there are; both give
the likelihood ratio of "this player" against "anybody else" (Bayes), for those who wear that number and for
those who wear another one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db.queries import among, rows_of
from core.db.schema import FaceNumberRow, FaceRow, PlayerRow
from core.db.vectors import Vectors
from core.types import FaceId, FaceState, PlayerId

# Before anything was confirmed: eight numbers of ten are read right and at the right person.
AGREED_BEFORE, READ_BEFORE = 8, 10
# Of a hundred numbers or more, one is still read by chance: years, sponsors, numbers of other players.
LEAST_CHANCE = 0.01


@dataclass(frozen=True, slots=True)
class NumberEvidence:
    """The numbers of the players of a training, "" of those without, and what it says to see them.

    `same` and `other` are natural logs of likelihood ratios, for who wears the number read and for who
    wears another one.
    """

    numbers: Sequence[str]
    same: float
    other: float

    def of(self, read: Sequence[str]) -> Vectors:
        """The evidence for each player, (N, P), at faces below which these digits were read; "" for none."""
        theirs = np.array(self.numbers)
        seen = np.array([*map(plain, read)])[:, None]
        weights = np.where(theirs == seen, self.same, self.other)
        return np.where((theirs == "") | (seen == ""), 0.0, weights).astype(np.float32)


def number_evidence(session: Session, players: Sequence[tuple[PlayerId, str]]) -> NumberEvidence | None:
    """What numbers say of these players; None where none was read, or none of them has one."""
    if session.scalar(select(FaceNumberRow.face_id).where(FaceNumberRow.digits != "").limit(1)) is None:
        return None
    ids = [player_id for player_id, _ in players]
    rows = rows_of(session, select(PlayerRow.id, PlayerRow.number).where(among(PlayerRow.id, ids)))
    numbers = {player_id: plain(number) for player_id, number in rows}
    different = {number for number in numbers.values() if number}
    if not different:
        return None
    agreed, read = _agreement(session)
    right = (agreed + AGREED_BEFORE) / (read + READ_BEFORE)
    chance = max(1 / (len(different) + 1), LEAST_CHANCE)
    right = max(right, chance)  # where readings are of no use they say nothing
    return NumberEvidence(
        [numbers.get(player_id, "") for player_id in ids],
        math.log(right / chance),
        math.log((1 - right) / (1 - chance)),
    )


def numbers_read(session: Session, face_ids: Sequence[FaceId]) -> dict[FaceId, str]:
    """The digits that were read below some faces, of those with any."""
    query = select(FaceNumberRow.face_id, FaceNumberRow.digits)
    query = query.where(among(FaceNumberRow.face_id, face_ids), FaceNumberRow.digits != "")
    return dict(rows_of(session, query))


def plain(number: str) -> str:
    """A number as it is compared: its digits, without zeros in front; "" for what is none."""
    digits = number.strip().lstrip("#№ ")
    return digits.lstrip("0") or "0" if digits.isdecimal() else ""


def _agreement(session: Session) -> tuple[int, int]:
    """Of the confirmed faces with a number read and a player with a number: where it is theirs, and all."""
    query = (
        select(FaceNumberRow.digits, PlayerRow.number)
        .join(FaceRow, FaceRow.id == FaceNumberRow.face_id)
        .join(PlayerRow, PlayerRow.id == FaceRow.player_id)
        .where(FaceRow.state == FaceState.CONFIRMED.value, FaceNumberRow.digits != "", PlayerRow.number != "")
    )
    same = [plain(digits) == plain(number) for digits, number in rows_of(session, query) if plain(number)]
    return sum(same), len(same)
