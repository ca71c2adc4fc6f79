"""Parts of lists, and choices with their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from core.errors import InvalidValueError
from core.words import said

Item = TypeVar("Item")

LARGEST_INT = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is wanted: `limit` items from `offset` on, None for all."""

    offset: int = 0
    limit: int | None = None

    def __post_init__(self) -> None:
        """Refuse what is no part of any list.

        Raises:
            InvalidValueError: a number below 0, or beyond what a database can count to.
        """
        for name, number in (("offset", self.offset), ("limit", self.limit)):
            if number is not None and not 0 <= number <= LARGEST_INT:
                raise InvalidValueError(name, said("a whole number from 0 to {most}.", most=LARGEST_INT))


@dataclass(frozen=True, slots=True)
class Paged(Generic[Item]):
    """A part of a list, and how long all of it is."""

    items: tuple[Item, ...]
    total: int
    offset: int


@dataclass(frozen=True, slots=True)
class Choice(Generic[Item]):
    """A value that a filter can ask for, what it is called, and how many photos have it."""

    value: Item
    name: str
    photos: int
