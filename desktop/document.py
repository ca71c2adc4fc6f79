"""The open library as the window sees it: runs operations and tells every view what they changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from core.changes import Changes
from core.jobs import JobContext
from core.library import Library
from desktop.jobs import Job, Jobs, JobState, Lane

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be done next, in a word or two for a button."""

    words: str
    act: Callable[[Document], object]


@dataclass(frozen=True, slots=True)
class Operation:
    """What is to be done: prepared by a function of `desktop.operations`, run by a `Document`.

    `changes` takes the Changes out of the call's result, `summary` says that in words. A `shown`
    operation has a card in the activity area, and `offer` is what its result leads to. The failure of a
    `quiet` one is dealt with by whoever asked for it. Nobody waits for a `patient` one: it leaves the machine
    to what is being looked at. A `standing` one lasts as long as the library is open, and keeps nothing from
    being at rest.
    """

    title: str
    lane: Lane
    call: Callable[[Library, JobContext], Any]
    changes: Callable[[Any], Changes | None] = lambda _: None
    summary: Callable[[Any], str] = lambda _: ""
    offer: Callable[[Any], Offer | None] = lambda _: None
    shown: bool = False
    quiet: bool = False
    patient: bool = False
    standing: bool = False


def reading(title: str, call: Callable[[Library], object], *, quiet: bool = False) -> Operation:
    """A read of the library."""
    return Operation(title, Lane.READ, lambda library, _: call(library), quiet=quiet)


def patiently(operation: Operation) -> Operation:
    """The same operation, for which nobody waits."""
    return replace(operation, patient=True)


def writing(title: str, call: Callable[[Library], Changes], *, quiet: bool = False) -> Operation:
    """A small write that answers with what it changed."""
    return Operation(
        title, Lane.WRITE, lambda library, _: call(library), changes=lambda done: done, quiet=quiet
    )


def task(
    title: str,
    lane: Lane,
    call: Callable[[Library, JobContext], Any],
    summary: Callable[[Any], str],
    offer: Callable[[Any], Offer | None] = lambda _: None,
) -> Operation:
    """Work with a card in the activity area, whose report says what it changed."""
    return Operation(title, lane, call, lambda report: report.changes, summary, offer, shown=True)


def again(report: Any, operation: Operation) -> Offer | None:
    """To try the files again that failed, where any did."""
    if not report.failures:
        return None
    return Offer(translate("operations", "Try again"), lambda document: document.run(operation))


OTHERS = object()
"""The initiator of what others of the team changed."""


class Document(QObject):
    """An open library with its jobs."""

    changed = Signal(object, object)
    """The `Changes`, and the object that asked for them (None where nobody did)."""
    began = Signal(object, object)
    """A shown `Operation` and its `Job`, just before it starts."""
    tried = Signal(str)
    """The title of any operation that is asked for, perhaps once more."""
    problem = Signal(str, object)
    """The title of an operation and the `PlayertagError` that ended it."""
    idle = Signal()
    """Nothing is waiting or running any more, or nothing but what stands."""

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = Jobs(self)
        self._closed = False
        self._running: dict[Job, tuple[Operation, object]] = {}

    def job(self, operation: Operation, initiator: object = None) -> Job:
        """A job for the operation: connect to it, then `start` it."""
        library, call = self._library, operation.call
        job = self._jobs.make(
            operation.title, operation.lane, lambda context: call(library, context), patient=operation.patient
        )
        self._running[job] = (operation, initiator)
        job.ended.connect(self._on_ended)
        self.tried.emit(operation.title)
        if operation.shown:
            self.began.emit(operation, job)
        return job

    def run(self, operation: Operation, initiator: object = None) -> None:
        """Start an operation of which only the changes matter."""
        self.job(operation, initiator).start()

    def attend(self) -> None:
        """Somebody uses the window, and waits for nothing that a job would bring."""
        self._jobs.attend()

    @property
    def attended(self) -> bool:
        """Whether somebody scrolls or answers right now."""
        return self._jobs.awaited()

    def tell(self, changes: Changes, initiator: object = OTHERS) -> None:
        """Tell every view of what a job has changed that goes on, which most do for others of the team."""
        self.changed.emit(changes, initiator)

    @property
    def root(self) -> Path:
        """The library's folder."""
        return self._library.paths.root

    @property
    def busy(self) -> bool:
        """Whether anything is waiting or running that comes to an end by itself."""
        return not all(operation.standing for operation, _ in self._running.values())

    @property
    def stopped(self) -> bool:
        """Whether nothing at all is waiting or running."""
        return not self._running

    def stop(self) -> None:
        """Ask all but the writes to stop, now and from now on; `idle` tells when they have."""
        self._jobs.stop()

    def settle(self) -> None:
        """Stop all but the writes and wait until these are done: the computer may go off."""
        self._jobs.settle()

    def close(self) -> None:
        """Stop what runs, wait for it, and close the library; a second time does nothing."""
        if not self._closed:
            self._closed = True
            self._jobs.close()
            self._library.close()

    @Slot(object)
    def _on_ended(self, job: Job) -> None:
        operation, initiator = self._running.pop(job)
        if job.state is JobState.DONE:
            changes = operation.changes(job.result)
            if changes is not None:
                self.changed.emit(changes, initiator)
        elif job.state is JobState.FAILED and not operation.quiet:
            self.problem.emit(operation.title, job.error)
        if not self.busy:
            self.idle.emit()


class Latest(QObject):
    """Reads of one kind, of which only the last one asked for is of interest."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._job: Job | None = None

    def ask(
        self,
        operation: Operation,
        succeeded: Callable[..., None],
        failed: Callable[..., None] | None = None,
    ) -> None:
        """Start the read and drop the one before it; the slots are bound methods of QObjects."""
        self.drop()
        job = self._document.job(operation)
        self._job = job
        job.ended.connect(self._on_ended)
        job.succeeded.connect(succeeded)
        if failed is not None:
            job.failed.connect(failed)
        job.start()

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._job is not None

    def drop(self) -> None:
        """Nobody wants the present answer any more."""
        if self._job is not None:
            self._job.drop()

    @Slot(object)
    def _on_ended(self, job: Job) -> None:
        if job is self._job:
            self._job = None
