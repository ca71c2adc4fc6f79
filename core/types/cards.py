"""What is copied off cards."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.types.photos import FileFailure

CARD_TEMPLATE = "{date}/{camera}/{name}"
"""Where copies go unless somebody wants them elsewhere."""


@dataclass(frozen=True, slots=True)
class CardPlan:
    """What is to be copied: the pictures under a folder into one or two others, their paths by a template."""

    card: Path
    destinations: tuple[Path, ...]
    template: str = CARD_TEMPLATE


@dataclass(frozen=True, slots=True)
class Room:
    """A place for copies: the bytes that its disk takes in all, and those that are free there."""

    folder: Path
    needed: int
    free: int


@dataclass(frozen=True, slots=True)
class CardPreview:
    """What is on a card: pictures that are `new` and `known`, and the bytes of the new ones.

    With a picture goes what belongs to it, which is in the bytes too. `left` are other files, which stay.
    `first` is where the first picture of all would go, and `rooms` are the places for copies.
    """

    new: int
    known: int
    size: int
    left: int
    first: Path | None
    rooms: tuple[Room, ...]
    failures: tuple[FileFailure, ...]

    @property
    def short(self) -> Room | None:
        """The first place that has no room for what is new."""
        return next((room for room in self.rooms if room.free < room.needed), None)


@dataclass(frozen=True, slots=True)
class CardReport:
    """What was copied: pictures, the bytes of them and of what belongs to them; `known` were not.

    `places` are the pictures of the card that were copied, now or before, and are not in the library yet.
    """

    copied: int
    known: int
    size: int
    left: int
    places: tuple[Path, ...]
    failures: tuple[FileFailure, ...]
