"""Which files of a folder are ready to be taken, in the order in which they came.

A file is ready when it has rested: for a moment where it ends as its kind does, for some seconds else. One
that could not be used then is waited for, longer each time, and taken again; it is never given up on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.types import FileFailure

QUICK_REST_S, REST_S, LONGEST_REST_S = 0.2, 5.0, 300.0
POLL_S = 1.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was when it was looked at."""

    size: int
    mtime_ns: int


@dataclass(slots=True)
class _Waiting:
    """A file that is not ready: as it has been since a time, and how long it is to rest."""

    seen: Seen
    since: float
    rest: float
    failure: FileFailure | None = None

    def ready_at(self, ends_whole: bool) -> float:
        return self.since + (QUICK_REST_S if ends_whole and self.failure is None else self.rest)


class Arrivals:
    """The files of one folder. Times are seconds of a clock that only goes on."""

    def __init__(self, taken: Mapping[Path, Seen], ends_whole: Callable[[Path], bool]) -> None:
        """Make it.

        Args:
            taken: files that need not be taken any more, as they were.
            ends_whole: whether a file ends as its kind does.
        """
        self._taken = dict(taken)
        self._ends_whole = ends_whole
        self._waiting: dict[Path, _Waiting] = {}

    @property
    def waiting(self) -> int:
        """How many files are not taken yet, or could not be."""
        return len(self._waiting)

    @property
    def failures(self) -> tuple[FileFailure, ...]:
        """Those of them that could not be used as they are, and why."""
        return tuple(one.failure for one in self._waiting.values() if one.failure is not None)

    def look(self, found: Mapping[Path, Seen], now: float) -> list[Path]:
        """The files that are ready, of all that are there now."""
        for path in self._waiting.keys() - found.keys():
            del self._waiting[path]
        for path, seen in sorted(found.items(), key=lambda one: (one[1].mtime_ns, one[0])):
            if self._taken.get(path) == seen:
                self._waiting.pop(path, None)
            elif path not in self._waiting or self._waiting[path].seen != seen:
                self._waiting[path] = _Waiting(seen, now, REST_S)
        return [path for path, one in self._waiting.items() if self._is_ready(path, one, now)]

    def _is_ready(self, path: Path, one: _Waiting, now: float) -> bool:
        return now >= one.ready_at(ends_whole=True) and now >= one.ready_at(self._ends_whole(path))

    def pause(self, now: float) -> float:
        """Seconds until another look is worth it, if nothing happens before."""
        soonest = (one.ready_at(ends_whole=True) - now for one in self._waiting.values())
        return min([POLL_S, *(wait for wait in soonest if wait > 0)])

    def take(self, paths: Iterable[Path]) -> None:
        """These were taken."""
        for path in paths:
            self._taken[path] = self._waiting.pop(path).seen

    def put_off(self, failure: FileFailure, now: float) -> None:
        """This one could not be used yet."""
        one = self._waiting[failure.path]
        one.failure = failure
        one.since, one.rest = now, min(2 * one.rest, LONGEST_REST_S)
