"""The reviewer's answers: on screen at once, written behind, taken back and given again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from core.types import BatchId
from desktop import verdicts
from desktop.document import Document, Operation
from desktop.jobs import Job, JobState
from desktop.verdicts import Answer


class Answers(QObject):
    """Gives answers and remembers them for undo and redo."""

    given = Signal(object)
    """An `Answer` that was just given, for the first time or again; not yet written."""
    taken_back = Signal(object)
    """An `Answer` that was just taken back; not yet written."""
    written = Signal()
    """No answer is waiting to be written any more."""
    failed = Signal(object)
    """An `Answer` that could not be written: what it has changed on screen is not what the library holds."""

    told = Signal(str)
    """What undo or redo did, in a line."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self.where: Callable[[], str] = str
        """The name of the gallery in view; nothing where that is not one."""
        self._done: list[Answer] = []
        self._undone: list[Answer] = []
        self._writing: dict[Job, Answer] = {}

    @property
    def pending(self) -> bool:
        """Whether answers are waiting to be written."""
        return bool(self._writing)

    @property
    def next_undo(self) -> Answer | None:
        """The answer that `undo` would take back."""
        return self._done[-1] if self._done else None

    @property
    def next_redo(self) -> Answer | None:
        """The answer that `redo` would give again."""
        return self._undone[-1] if self._undone else None

    def give(self, answer: Answer) -> None:
        """Show the answer everywhere and write it behind."""
        answer.gallery = self.where()
        self._done.append(answer)
        self._undone.clear()
        self._write(answer, verdicts.give(answer))
        self.given.emit(answer)

    def note(self, answer: Answer) -> None:
        """Remember what was done elsewhere and is taken back there, which `undo` says before it goes on."""
        self._done.append(answer)

    def forget(self, batch: BatchId) -> None:
        """What was noted with this batch was taken back."""
        self._done = [one for one in self._done if not (one.elsewhere and one.batch == batch)]

    def undo(self) -> None:
        """Take the last answer back, and say so."""
        if self._done:
            answer = self._done.pop()
            if answer.elsewhere:
                self.told.emit(answer.elsewhere)
                return
            self._undone.append(answer)
            self._write(answer, verdicts.toggle(answer))
            self.taken_back.emit(answer)
            self._tell(answer, self.tr("Took back: {what}"), self.tr("Took back in {gallery}: {what}"))

    def redo(self) -> None:
        """Give the answer again that was taken back last, and say so."""
        if self._undone:
            answer = self._undone.pop()
            self._done.append(answer)
            self._write(answer, verdicts.toggle(answer))
            self.given.emit(answer)
            self._tell(answer, self.tr("Did again: {what}"), self.tr("Did again in {gallery}: {what}"))

    def _tell(self, answer: Answer, words: str, words_of_gallery: str) -> None:
        chosen = words_of_gallery if answer.gallery else words
        self.told.emit(chosen.format(gallery=answer.gallery, what=answer.title))

    def _write(self, answer: Answer, operation: Operation) -> None:
        if answer.call is None:
            return
        job = self._document.job(operation, initiator=self)
        self._writing[job] = answer
        job.ended.connect(self._on_ended)
        job.start()

    @Slot(object)
    def _on_ended(self, job: Job) -> None:
        answer = self._writing.pop(job)
        if job.state is not JobState.DONE:
            self._done = [one for one in self._done if one is not answer]
            self._undone = [one for one in self._undone if one is not answer]
            self.failed.emit(answer)
        if not self._writing:
            self.written.emit()
