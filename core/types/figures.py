"""Figures about a library, and the model packs to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.types.faces import FaceState
from core.types.ids import PlayerId, SessionId


@dataclass(frozen=True, slots=True)
class Amount:
    """Photos, the faces in them, and how many of those have a name (confirmed or tagged)."""

    photos: int
    faces: int
    named: int


@dataclass(frozen=True, slots=True)
class ReviewSpeed:
    """A reviewer's acts, the faces they settled, and the time between acts, pauses left out."""

    acts: int
    faces: int
    seconds: float

    @property
    def faces_per_hour(self) -> float | None:
        """Faces settled in an hour of reviewing; None where there is too little to tell."""
        return 3600 * self.faces / self.seconds if self.seconds else None


@dataclass(frozen=True, slots=True)
class PlayerFaces:
    """How many faces are named as a player; two players may share the name."""

    player_id: PlayerId
    player: str
    faces: int


@dataclass(frozen=True, slots=True)
class LibraryFigures:
    """Counts over a whole library.

    `by_player` counts confirmed and tagged faces, the most first, `by_day` is by the cameras' clocks; photos
    without a time are in no day. `session_id` is the training session in use.
    """

    photos: int
    faces: int
    players: int
    failures: int
    by_state: dict[FaceState, int]
    by_player: tuple[PlayerFaces, ...]
    by_gallery: dict[str, Amount]
    by_day: dict[date, Amount]
    pack: str
    session_id: SessionId | None
    review: ReviewSpeed


@dataclass(frozen=True, slots=True)
class PackChoice:
    """A model pack; `commercial` says whether it may be used for paid work.

    `licence` is one line, `terms` its text in full. What is not `installed` can be downloaded, which
    are so many `megabytes`; 0 where nobody knows.
    """

    id: str
    title: str
    licence: str
    commercial: bool
    installed: bool
    terms: str
    megabytes: int = 0
