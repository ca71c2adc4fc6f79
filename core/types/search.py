"""What is looked for, and what is found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.types.ids import PhotoId, PlayerId


class TermKind(StrEnum):
    """What a part of a search was taken for."""

    PLAYER = "player"
    TEAM = "team"
    DAY = "day"
    FILE = "file"
    """A part of a file's name, where it is nothing else."""


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """A part of a search as it was understood; a photo has to fit every one.

    `text` is what was typed. Of a player or a team `players` are who is meant: one of them is enough.
    Of a day, `since` and `until` are from when on and before when, by the cameras' clocks.
    """

    kind: TermKind
    text: str
    players: frozenset[PlayerId] = frozenset()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What was understood, the players that are meant, and the photos that fit, by time."""

    terms: tuple[SearchTerm, ...]
    players: tuple[PlayerId, ...]
    photos: tuple[PhotoId, ...]
