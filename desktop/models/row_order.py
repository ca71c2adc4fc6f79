"""Which row each of many keys is in, while single ones go and come back."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable


class RowOrder:
    """Rows found by their keys; none is counted anew when a key goes or comes back to its place."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._rank = {key: rank for rank, key in enumerate(keys)}
        self._present = list(range(len(self._rank)))
        """The ranks of the keys that are there, in order; a key's row is its rank's place in it."""

    def row(self, key: str) -> int | None:
        """The row of a key, None where it is not there."""
        place = self.place(key)
        if place is None or place == len(self._present) or self._present[place] != self._rank[key]:
            return None
        return place

    def place(self, key: str) -> int | None:
        """The row that a key has or would come back to, None for one that never was there."""
        rank = self._rank.get(key)
        return None if rank is None else bisect_left(self._present, rank)

    def remove(self, first: int, last: int) -> None:
        """The keys of these rows go."""
        del self._present[first : last + 1]

    def bring_back(self, key: str) -> None:
        """A key that went comes back to its place.

        Raises:
            KeyError: if it never was there.
        """
        rank = self._rank[key]
        self._present.insert(bisect_left(self._present, rank), rank)
