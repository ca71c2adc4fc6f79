"""The server as the sync sees it: a port, so that tests can have one in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from core.sync.wire import Entry, Key, Row, Table


@dataclass(frozen=True, slots=True)
class Held:
    """A row that the feed has by now: its number there, and the library that brought it first."""

    feed: int
    replica: str


class Remote(Protocol):
    """A tournament's feed. Every method may raise the errors below `core.errors.TeamError`."""

    def latest(self) -> int:
        """The highest number in the feed; everything below it is visible."""

    def entries(self, table: Table, after: int, upto: int, replica: str) -> Iterator[list[Entry]]:
        """The rows of a table above one number, up to another, in order, in parts.

        Without those that `replica` brought.
        """

    def batch(self) -> AbstractContextManager[None]:
        """All that is added within becomes visible at its end, or nothing of it."""

    def add(self, table: Table, rows: Sequence[Row], replica: str) -> Mapping[Key, Held]:
        """Add rows; what is there already, or refers to what is not, is left out.

        Returns:
            Of each row that is there by now, by its key.
        """

    def add_photos(
        self, photos: Sequence[Row], faces: Sequence[Row], replica: str
    ) -> tuple[Mapping[Key, Held], Mapping[Key, Held]]:
        """Add photos, each together with its faces: none of a photo that another library brought before.

        Returns:
            As `add`, of the photos and of the faces.
        """

    def tell_others(self) -> None:
        """Let those who wait for news know that there are some."""

    def remember(self, replica: str, stamp: str) -> str | None:
        """Remember the latest stamp of a library; the one remembered before, None where there was none."""
