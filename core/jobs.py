"""What a long operation is given: a way to tell how far it is, and to be asked to stop.

An operation is a plain function that runs on the thread that calls it. Who runs it on which thread
is the caller's business (`desktop.jobs` uses a QThreadPool, `core.cli` the main thread).
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from core.errors import CancelledError

Item = TypeVar("Item")
Result = TypeVar("Result")

# More than four reports a second can't be read, and each has the UI thread wait for the interpreter.
REPORT_INTERVAL_S = 0.25


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: `done` of `total` units of `step`; `rate` is in units a second."""

    step: str
    done: int
    total: int
    elapsed_s: float

    @property
    def rate(self) -> float:
        """Units a second since the step began; 0.0 before the first one is done."""
        return self.done / self.elapsed_s if self.elapsed_s > 0 else 0.0

    @property
    def eta_s(self) -> float | None:
        """Seconds left at the present rate, or None while there is no rate."""
        return (self.total - self.done) / self.rate if self.rate > 0 else None


def _ignore(_: Progress) -> None:
    return None


def _nobody() -> bool:
    return False


def _set_event() -> threading.Event:
    event = threading.Event()
    event.set()
    return event


@dataclass(slots=True)
class JobContext:
    """Progress and cancel for one run of one operation.

    `report` is called on the operation's own thread, at most four times a second, and once more when
    a step is complete. `cancel` and `pause` may be called from any thread. `awaited` says whether
    somebody waits for something else of the program right now; it is asked on any thread.
    """

    report: Callable[[Progress], None] = _ignore
    awaited: Callable[[], bool] = _nobody
    _cancelled: threading.Event = field(default_factory=threading.Event)
    _running: threading.Event = field(default_factory=_set_event)
    _step: str = ""
    _started: float = 0.0
    _reported: float = 0.0

    def cancel(self) -> None:
        """Ask the operation to stop at its next checkpoint."""
        self._cancelled.set()
        self._running.set()

    def pause(self) -> None:
        """Hold the operation at its next checkpoint until `resume` or `cancel`."""
        self._running.clear()

    def resume(self) -> None:
        """Let a paused operation go on."""
        self._running.set()

    @property
    def cancelled(self) -> bool:
        """Whether a stop was asked for."""
        return self._cancelled.is_set()

    @property
    def paused(self) -> bool:
        """Whether the operation is held, or will be at its next checkpoint."""
        return not self._running.is_set()

    def checkpoint(self) -> None:
        """Wait here while paused.

        Raises:
            CancelledError: a stop was asked for.
        """
        self._running.wait()
        if self.cancelled:
            raise CancelledError

    def within(self) -> JobContext:
        """One for a part of the operation: what stops or pauses this stops that, and it tells no progress."""
        return JobContext(awaited=self.awaited, _cancelled=self._cancelled, _running=self._running)

    def progress(self, step: str, done: int, total: int) -> None:
        """Report `done` of `total` units of `step`; a checkpoint too.

        Raises:
            CancelledError: a stop was asked for.
        """
        self.checkpoint()
        now = time.monotonic()
        if step != self._step:
            self._step, self._started, self._reported = step, now, 0.0
        if done >= total or now - self._reported >= REPORT_INTERVAL_S:
            self._reported = now
            self.report(Progress(step, done, total, now - self._started))

    def track(self, step: str, items: Iterable[Item], total: int) -> Iterator[Item]:
        """Pass the items on, reporting each as done when the next one is asked for.

        Raises:
            CancelledError: a stop was asked for.
        """
        self.progress(step, 0, total)
        for done, item in enumerate(items, start=1):
            yield item
            del item  # whoever took it may let go of it before the next one comes
            self.progress(step, done, total)


class _Places:
    """A semaphore whose places go to whoever has waited longest.

    A thread that leaves one of `threading.Semaphore` takes it again before another one has woken up.
    """

    def __init__(self, free: int) -> None:
        self._free = free
        self._waiting: deque[threading.Lock] = deque()
        self._changing = threading.Lock()

    def __enter__(self) -> None:
        with self._changing:
            if self._free:
                self._free -= 1
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()

    def __exit__(self, *_: object) -> None:
        with self._changing:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1


def giving_way(
    context: JobContext, function: Callable[[Item], Result], at_once: int
) -> Callable[[Item], Result]:
    """The function for the threads of a pool, of which so many go on while something else is awaited."""
    places = _Places(at_once)

    def call(item: Item) -> Result:
        with places if context.awaited() else nullcontext():
            return function(item)

    return call


def ordered_ahead(
    pool: ThreadPoolExecutor, function: Callable[[Item], Result], items: Iterable[Item], ahead: int
) -> Iterator[Result]:
    """`map` on a pool, in order, with never more than `ahead` results not yet taken."""
    for batch in ordered_batches(pool, function, items, ahead):
        yield from batch


def ordered_batches(
    pool: ThreadPoolExecutor, function: Callable[[Item], Result], items: Iterable[Item], ahead: int
) -> Generator[list[Result]]:
    """Like `ordered_ahead`, with those together that are done when the first of them is asked for."""
    coming, waiting = iter(items), deque[Future[Result]]()
    try:
        while True:
            for item in islice(coming, ahead + 1 - len(waiting)):
                waiting.append(pool.submit(function, item))
            if not waiting:
                return
            batch = [waiting.popleft().result()]
            while waiting and waiting[0].done():
                batch.append(waiting.popleft().result())
            yield batch
            del batch  # whoever took it may let go of it before the next one comes
    finally:
        for future in waiting:
            future.cancel()
