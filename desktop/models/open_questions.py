"""The open questions of a gallery or of all, kept true while answers are still being written."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from core.types import GalleryId, WholeLibrary
from desktop import operations
from desktop.answers import Answers
from desktop.document import Document, Latest
from desktop.models.face_grid import Question, QuestionModel, questions
from desktop.readings import Questions
from desktop.thumbnails import Pictures
from desktop.verdicts import Answer


@dataclass(frozen=True, slots=True)
class Touched:
    """A question as it was before an answer, and where."""

    question: Question
    row: int


class OpenQuestions(QObject):
    """Takes answered faces out of the questions at once, and puts them back when taken back.

    What an answer has removed must not come back from a reading that began before it was written,
    so nothing is read while answers are pending.
    """

    loaded = Signal()
    """The questions were read."""
    restored = Signal(str)
    """The key of a question that an undone answer has put back."""

    def __init__(self, document: Document, answers: Answers, crops: Pictures, parent: QObject) -> None:
        super().__init__(parent)
        self.model = QuestionModel(crops, self)
        self._answers = answers
        self._scope: GalleryId | WholeLibrary | None = None
        self._touched: dict[int, list[Touched]] = {}
        self._reading = Latest(document, self)
        self._late = False
        answers.given.connect(self._on_given)
        answers.taken_back.connect(self._on_taken_back)
        answers.written.connect(self._on_written)
        answers.failed.connect(self._on_failed)

    def show(self, scope: GalleryId | WholeLibrary | None) -> None:
        """Read the questions of this gallery, or of all."""
        if scope != self._scope:
            self._touched.clear()
            self.model.set_questions([])
        self._scope = scope
        self.reload()

    def reload(self) -> None:
        """Read the questions, now or when the last answer has been written."""
        self._late = self._answers.pending
        if self._scope is not None and not self._late:
            self._reading.ask(operations.read_questions(self._scope), self._on_read)

    @Slot(object)
    def _on_read(self, read: Questions) -> None:
        self.model.set_questions(questions(read.clusters, read.suggestions))
        self.loaded.emit()

    @Slot(object)
    def _on_given(self, answer: Answer) -> None:
        if self._reading.busy:
            self._reading.drop()
            self._late = True
        self._late = self._late or not answer.faces
        gone = {face.id for face in answer.faces}
        touched = []
        for row, question in enumerate(self.model.questions()):
            if not gone.isdisjoint(face.id for face in question.faces):
                touched.append(Touched(question, row))
        for one in touched:
            self.model.settle(one.question.key, gone)
        self._touched[id(answer)] = touched

    @Slot(object)
    def _on_taken_back(self, answer: Answer) -> None:
        self._late = self._late or not answer.faces
        for one in self._touched.pop(id(answer), []):
            self.model.restore(one.question, one.row)
            self.restored.emit(one.question.key)

    @Slot()
    def _on_written(self) -> None:
        if self._late:
            self.reload()

    @Slot()
    def _on_failed(self) -> None:
        self._late = True
