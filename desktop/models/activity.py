"""The jobs that the activity area shows: those that run, and how the last ones ended."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QObject, Signal, Slot

from core.errors import PlayertagError
from core.jobs import Progress
from core.types import FileFailure
from desktop.document import Document, Offer, Operation
from desktop.jobs import Job, JobState, Lane
from desktop.language import in_user_language


class Entry(QObject):
    """One job as the activity area shows it; it outlives the job."""

    updated = Signal()
    finished = Signal(object)
    """The entry itself, when its job is over."""
    taken_up = Signal(object)
    """The `Offer` that the job ended with is to be acted on."""

    def __init__(self, operation: Operation, job: Job, parent: QObject) -> None:
        super().__init__(parent)
        self.operation = operation
        self.title = job.title
        self.state = JobState.WAITING
        self.progress: Progress | None = None
        self.paused = False
        self.stopping = False
        self.error: BaseException | None = None
        self.summary = ""
        self.failures: Sequence[FileFailure] = ()
        self.offer: Offer | None = None
        self.seconds = 0.0
        """How long the job ran, when it is over."""
        self._clock = QElapsedTimer()
        self._job: Job | None = job
        job.begun.connect(self._on_begun)
        job.progressed.connect(self._on_progress)
        job.ended.connect(self._on_ended)

    @property
    def live(self) -> bool:
        """Whether the job is waiting or running."""
        return self._job is not None

    @property
    def on_device(self) -> bool:
        """Whether the job runs the models just now."""
        return self.live and self.state is JobState.RUNNING and self.operation.lane is Lane.ENGINE

    def cancel(self) -> None:
        """Ask the job to stop."""
        if self._job is not None:
            self.stopping = True
            self._job.cancel()
            self.updated.emit()

    def pause(self, paused: bool) -> None:
        """Hold the job at its next checkpoint, or let it go on."""
        if self._job is not None:
            context = self._job.context
            (context.pause if paused else context.resume)()
            self.paused = paused
            self.updated.emit()

    def take_up(self) -> None:
        """Do what is offered, once."""
        if self.offer is not None:
            taken, self.offer = self.offer, None
            self.taken_up.emit(taken)
            self.updated.emit()

    @Slot()
    def _on_begun(self) -> None:
        self.state = JobState.RUNNING
        self._clock.start()
        self.updated.emit()

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        self.progress = progress
        self.updated.emit()

    @Slot(object)
    def _on_ended(self, job: Job) -> None:
        self.state = job.state
        self.error = job.error
        if job.state is JobState.DONE:
            self.summary = self.operation.summary(job.result)
            self.failures = getattr(job.result, "failures", ())
            self.offer = self.operation.offer(job.result)
        if self._clock.isValid():
            self.seconds = self._clock.elapsed() / 1000
        self._job = None
        self.updated.emit()
        self.finished.emit(self)

    def words(self) -> str:
        """How the job is doing: step, count, rate and time left, or how it ended."""
        if self.stopping and self.live:
            return self.tr("Stopping…")
        if self.paused and self.live:
            return self.tr("Paused")
        endings = {
            JobState.WAITING: self.tr("Waiting for its turn"),
            JobState.DONE: self.summary or self.tr("Done"),
            JobState.CANCELLED: self.tr("Stopped; what was finished until then is kept"),
            JobState.CRASHED: self.tr("Failed by a fault of Playertag"),
        }
        if isinstance(self.error, PlayertagError) and self.state is JobState.FAILED:
            return in_user_language(self.error.words)
        return endings.get(self.state) or self._running()

    def _running(self) -> str:
        progress = self.progress
        if progress is None:
            return self.tr("Starting…")
        count = self.tr("{step}: {done} of {total}").format(
            step=in_user_language(progress.step), done=progress.done, total=progress.total
        )
        if progress.eta_s is None or progress.done >= progress.total:
            return count
        rate = self.tr("{rate}/s").format(rate=f"{progress.rate:.1f}")
        return f"{count} · {rate} · {self._left(progress.eta_s)}"

    def _left(self, seconds: float) -> str:
        if seconds < 60:
            return self.tr("{n} s left").format(n=round(seconds))
        if seconds < 5400:
            return self.tr("{n} min left").format(n=round(seconds / 60))
        return self.tr("{n} h left").format(n=f"{seconds / 3600:.1f}")


class Activity(QObject):
    """The entries, the newest first; finished ones make room for later ones."""

    added = Signal(object)
    removed = Signal(object)
    updated = Signal()
    device_changed = Signal()
    finished = Signal(object)
    """An `Entry` whose job is over."""

    KEPT = 20

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._document = document
        self._device = ""
        document.began.connect(self._on_began)

    @property
    def entries(self) -> list[Entry]:
        """All entries, the newest first."""
        return list(self._entries)

    @property
    def live(self) -> list[Entry]:
        """Those whose job is waiting or running."""
        return [entry for entry in self._entries if entry.live]

    @property
    def device(self) -> str:
        """What the models run on, as it is shown; empty while nobody knows."""
        return self._device

    def set_device(self, name: str) -> None:
        """The models run on this."""
        self._device = name
        self.device_changed.emit()

    def clear_finished(self) -> None:
        """Let go of the jobs that are over."""
        self._let_go([entry for entry in self._entries if not entry.live])

    @Slot(object, object)
    def _on_began(self, operation: Operation, job: Job) -> None:
        entry = Entry(operation, job, self)
        entry.updated.connect(self.updated)
        entry.finished.connect(self.finished)
        entry.taken_up.connect(self._on_taken_up)
        self._entries.insert(0, entry)
        self.added.emit(entry)
        self._make_room()

    @Slot(object)
    def _on_taken_up(self, offer: Offer) -> None:
        offer.act(self._document)

    def _make_room(self) -> None:
        self._let_go([entry for entry in self._entries if not entry.live][self.KEPT :])

    def _let_go(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            self._entries.remove(entry)
            self.removed.emit(entry)
            entry.deleteLater()
        self.updated.emit()
