"""The only place that puts work on a thread pool: lanes by resource, and jobs that report back.

A job is made on the UI thread and started apart from its making, so that a fast one can't end
before anybody listens. Its call runs on a pool thread; its signals are emitted on the UI thread.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from enum import Enum, StrEnum
from functools import cache
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QBuffer, QIODevice, QObject, QSize, Qt, QThread, QThreadPool, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QImageReader

from core.errors import CancelledError, PlayertagError
from core.jobs import JobContext, Progress

Key = TypeVar("Key")


class Lane(Enum):
    """What an operation needs for itself; two operations of a full lane wait for each other."""

    ENGINE = "engine"
    """The models and the accelerator."""
    CLUSTERING = "clustering"
    """All cores for a while."""
    WRITE = "write"
    """Small writes in the order they were asked for; finished, not dropped, when closing."""
    SYNC = "sync"
    """The line to the team's server."""
    WATCH = "watch"
    """The same while nothing is asked of it. One job has it as long as the window is open, and what somebody
    wants of the server, its members or to leave, is not to wait for that."""
    ARRIVALS = "arrivals"
    """The models too, for photos as they come. One job has it as long as a folder is watched."""
    ACCOUNT = "account"
    """A user who is at the browser, perhaps for minutes: nothing else is to wait for them."""
    FILES = "files"
    """Another program that reads and writes the photos' files."""
    READ = "read"
    IMAGES = "images"


# Lanes of what somebody looks at and waits for.
LOOKED_AT = frozenset({Lane.READ, Lane.IMAGES})
LULL_MS = 150
# Who scrolls or answers goes on with it: so long after the last of it, work behind takes all cores again.
AWAITED_S = 0.5
# Lanes of work for minutes, on all cores: it gives way to the window.
BEHIND = frozenset({Lane.ENGINE, Lane.CLUSTERING, Lane.ARRIVALS})
NICENESS = 10
# The window's thread lets the interpreter go at nearly every call of Qt, and waits for so long each time
# before it asks for it back.
SWITCH_S = 0.00005

THREADS = {
    Lane.ENGINE: 1,
    Lane.CLUSTERING: 1,
    Lane.WRITE: 1,
    Lane.SYNC: 1,
    Lane.WATCH: 1,
    Lane.ARRIVALS: 1,
    Lane.ACCOUNT: 1,
    Lane.FILES: 1,
    Lane.READ: 2,
    Lane.IMAGES: 2,
}


class Wishes(Generic[Key]):
    """What is to be loaded: the last wish first, while those that many have overtaken are dropped."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._keys: OrderedDict[Key, None] = OrderedDict()

    def add(self, key: Key, *, first: bool = True) -> None:
        """Wish for this before everything else, or when there is nothing else to wish for."""
        self._keys[key] = None
        self._keys.move_to_end(key, last=first)
        if len(self._keys) > self._limit:
            self._keys.popitem(last=False)

    def take(self, count: int) -> list[Key]:
        """The last wishes, so many at most, the last one first; they are no longer wished for."""
        return [self._keys.popitem()[0] for _ in range(min(count, len(self._keys)))]

    def keep(self, limit: int) -> None:
        """Drop all but so many at most, now and from now on."""
        self._limit = limit
        while len(self._keys) > limit:
            self._keys.popitem(last=False)

    def clear(self) -> None:
        """Wish for nothing."""
        self._keys.clear()


def _give_way() -> None:
    """Let this thread have what the window leaves of the processor; those that it starts, too."""
    if sys.platform == "linux":  # elsewhere the pool's priority does it
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


@cache
def _make_classes() -> None:
    """Have PySide make, on the UI thread, the classes that calls use on the pools' threads.

    It makes a class when that is first used, and from two threads at once it dies of it.
    """
    content = QBuffer()
    content.setData(b"")
    content.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(content)
    reader.setScaledSize(reader.size().scaled(QSize(1, 1), Qt.AspectRatioMode.KeepAspectRatio))
    reader.read().convertToFormat(QImage.Format.Format_RGB32)
    reader.errorString()
    QImage(bytes(4), 1, 1, 4, QImage.Format.Format_RGB888).convertToFormat(QImage.Format.Format_RGB32)


class JobState(StrEnum):
    """Where a job is in its life."""

    MADE = "made"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    CRASHED = "crashed"


LIVE_STATES = frozenset({JobState.WAITING, JobState.RUNNING})

Call = Callable[[JobContext], object]


class Job(QObject):
    """One run of one call. `ended` is the last signal, whatever the outcome."""

    begun = Signal()
    progressed = Signal(object)
    """A `core.jobs.Progress`."""
    succeeded = Signal(object)
    failed = Signal(object)
    """A `PlayertagError`."""
    cancelled = Signal()
    crashed = Signal(object)
    """Any other exception: a bug of ours, which goes to `sys.excepthook` as well."""
    ended = Signal(object)
    """The job itself."""

    # Emitted on the pool's thread, received on the UI thread.
    _began = Signal()
    _reported = Signal(object)
    _returned = Signal(object)
    _raised = Signal(object)

    def __init__(self, jobs: Jobs, title: str, lane: Lane, call: Call, *, patient: bool = False) -> None:
        # With a parent it is the event loop of the UI thread that deletes a job, never the thread
        # that lets go of the last reference.
        super().__init__(jobs)
        self.title = title
        self.lane = lane
        self.patient = patient
        self.state = JobState.MADE
        self.progress: Progress | None = None
        self.result: Any = None
        self.error: BaseException | None = None
        self.context = JobContext(report=self._reported.emit, awaited=jobs.awaited)
        self._jobs = jobs
        self._call = call
        self._dropped = False
        self._claim = threading.Lock()
        self._began.connect(self._on_began)
        self._reported.connect(self._on_reported)
        self._returned.connect(self._on_returned)
        self._raised.connect(self._on_raised)

    @property
    def live(self) -> bool:
        """Whether the job is waiting or running."""
        return self.state in LIVE_STATES

    def start(self) -> None:
        """Put the job into its lane."""
        self.state = JobState.WAITING
        self._jobs.submit(self)

    def cancel(self) -> None:
        """Ask the job to stop; one that has not begun ends at once."""
        self.context.cancel()
        if self._claim.acquire(blocking=False):
            self._on_raised(CancelledError())

    def drop(self) -> None:
        """Cancel, and let nobody but `ended` hear how it went: its answer is no longer wanted."""
        self._dropped = True
        self.cancel()

    def run(self) -> None:
        """Make the call on the present thread, unless cancelled before; for the pool."""
        if self._claim.acquire(blocking=False):
            self._run()
        # Said by another object than the job, which may be gone before this returns.
        self._jobs.through.emit(self)

    def _run(self) -> None:
        self._began.emit()
        if self.lane in BEHIND:
            _give_way()
        try:
            self.context.checkpoint()
            result = self._call(self.context)
        except BaseException as exc:  # noqa: BLE001  raised again where somebody can hear it: on the UI thread
            self._raised.emit(exc)
        else:
            self._returned.emit(result)

    @Slot()
    def _on_began(self) -> None:
        self.state = JobState.RUNNING
        self.begun.emit()

    @Slot(object)
    def _on_reported(self, progress: Progress) -> None:
        self.progress = progress
        if not self._dropped:
            self.progressed.emit(progress)

    @Slot(object)
    def _on_returned(self, result: object) -> None:
        self.result = result
        self.state = JobState.DONE
        if not self._dropped:
            self.succeeded.emit(result)
        self.ended.emit(self)

    @Slot(object)
    def _on_raised(self, error: BaseException) -> None:
        self.error = error
        if isinstance(error, CancelledError):
            self._end(JobState.CANCELLED, lambda: self.cancelled.emit())
        elif isinstance(error, PlayertagError):
            self._end(JobState.FAILED, lambda: self.failed.emit(error))
        else:
            self._end(JobState.CRASHED, lambda: self.crashed.emit(error))
            sys.excepthook(type(error), error, error.__traceback__)

    def _end(self, state: JobState, tell: Callable[[], None]) -> None:
        self.state = state
        if not self._dropped:
            tell()
        self.ended.emit(self)


class Jobs(QObject):
    """The lanes, and the jobs in them. Owns each job until it has ended.

    It has a parent, which holds it: were a job the last to do so, it would be deleted by the job that it is
    just deleting.
    """

    through = Signal(object)
    """A job that no thread is to touch any more; emitted on the pool's thread, received on the UI thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pools = {lane: self._pool(lane) for lane in Lane}
        self._live: set[Job] = set()
        self.through.connect(self._let_go)
        _make_classes()
        # Python work of the pools must not keep the UI thread waiting for the interpreter.
        sys.setswitchinterval(SWITCH_S)
        self._stopped = False
        self._asked = 0.0
        self._coming: list[Job] = []
        self._painted = QTimer(self)
        self._painted.setSingleShot(True)
        self._painted.timeout.connect(self._start_coming)
        self._patient: list[Job] = []
        self._lull = QTimer(self)
        self._lull.setSingleShot(True)
        self._lull.setInterval(LULL_MS)
        self._lull.timeout.connect(self._on_lull)

    def _pool(self, lane: Lane) -> QThreadPool:
        pool = QThreadPool(self)
        pool.setMaxThreadCount(THREADS[lane])
        pool.setObjectName(lane.value)
        if lane in BEHIND:
            pool.setThreadPriority(QThread.Priority.LowPriority)
        return pool

    def make(self, title: str, lane: Lane, call: Call, *, patient: bool = False) -> Job:
        """A job that has not been started; connect to it, then `start` it.

        A `patient` one is begun when nothing that somebody looks at has been loaded for a moment.
        """
        job = Job(self, title, lane, call, patient=patient)
        job.ended.connect(self._forget)
        return job

    def submit(self, job: Job) -> None:
        """Queue a job in its lane, behind what the window has yet to paint.

        The two would take the interpreter from each other: what a key has changed would be seen twice as
        late.
        """
        self._live.add(job)
        if self._stopped and job.lane is not Lane.WRITE:
            job.drop()
            job.run()  # no thread will
        elif job.patient:
            self._patient.append(job)
            self._lull.start()
        else:
            if job.lane is Lane.WRITE:
                self.attend()
            self._coming.append(job)
            if QThread.currentThread().loopLevel() == 0:  # nothing would be painted, and nothing started
                self._start_coming()
            else:
                # Timers come after what was posted, and to be painted is posted.
                self._painted.start()

    @Slot()
    def _start_coming(self) -> None:
        self._begin(self._coming)

    def _begin(self, jobs: list[Job]) -> None:
        """Give jobs to the pools of their lanes; the list is empty then."""
        for job in jobs:
            self._pools[job.lane].start(job.run)
        jobs.clear()

    @Slot()
    def _on_lull(self) -> None:
        if any(job.lane in LOOKED_AT and job not in self._patient for job in self._live):
            self._lull.start()
            return
        self._begin(self._patient)

    def attend(self) -> None:
        """Somebody uses the window: what works behind leaves more to it for a moment."""
        self._asked = time.monotonic()

    def awaited(self) -> bool:
        """Whether somebody uses the window right now; any thread may ask."""
        return time.monotonic() < self._asked + AWAITED_S

    @property
    def live(self) -> list[Job]:
        """The jobs that are waiting or running."""
        return list(self._live)

    def stop(self) -> None:
        """Ask everything but the writes to stop, now and from now on; waits for nothing."""
        self._stopped = True
        self._drop_all_but_writes()

    def settle(self) -> None:
        """Stop everything but the writes, and wait for these; what comes later runs as ever."""
        self._drop_all_but_writes()
        self._start_coming()
        self._pools[Lane.WRITE].waitForDone()

    def _drop_all_but_writes(self) -> None:
        for job in self.live:
            if job.lane is not Lane.WRITE:
                job.drop()

    def close(self) -> None:
        """Stop everything except writes already asked for, and wait for the threads to end."""
        self.stop()
        self._start_coming()
        for pool in self._pools.values():
            pool.waitForDone()

    @Slot(object)
    def _forget(self, job: Job) -> None:
        self._live.discard(job)
        if job in self._patient:  # given up before it was in a lane: no thread will run it
            self._patient.remove(job)
            job.run()

    @Slot(object)
    def _let_go(self, job: Job) -> None:
        """Delete a job, but not while who hears how it went waits for something else."""
        if job in self._live:
            job.ended.connect(job.deleteLater)
        else:
            job.deleteLater()
