"""The open questions of a gallery or of all, kept true while answers are still being written."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from core.changes import Changes
from core.types import FaceId, Faces, GalleryId, Question, QuestionKind, WholeLibrary
from desktop import operations
from desktop.answers import Answers
from desktop.document import Document, Latest
from desktop.models.face_grid import QuestionModel
from desktop.readings import Asked
from desktop.thumbnails import Pictures
from desktop.verdicts import Answer

LONGEST_PAUSE_MS = 20_000
ASIDE = "aside"
"""The key of the one question that holds every face put aside."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A question as it was before an answer, and where; `tick` is when that was."""

    model: QuestionModel
    question: Question
    row: int
    tick: int


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
        self.aside = QuestionModel(crops, self)
        """The faces put aside, as one question; they are not asked about."""
        self._answers = answers
        self._scope: GalleryId | WholeLibrary | None = None
        self._touched: dict[int, list[Touched]] = {}
        self._left_out: dict[int, list[Touched]] = {}
        self._reading = Latest(document, self)
        self._reading_aside = Latest(document, self)
        self._elsewhere: dict[FaceId, int] = {}
        """When something else than the answers here has changed faces: others of the team, a job."""
        self._tick = 0
        self._late = False
        self.loading = False
        """Whether the questions are being replaced by those that were read."""
        self.answering = False
        """Whether an answer is being taken out of them, or put back."""
        self._took = QElapsedTimer()
        # As long as the last reading took: while answers come faster than that it would never end.
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._on_pause)
        document.changed.connect(self._on_changed)
        answers.given.connect(self._on_given)
        answers.taken_back.connect(self._on_taken_back)
        answers.written.connect(self._on_written)
        answers.failed.connect(self._on_failed)

    @property
    def faces(self) -> int:
        """Faces that are still asked about."""
        return self.model.faces

    @property
    def answers(self) -> int:
        """Answers that would settle all of them."""
        return self.model.answers

    def show(self, scope: GalleryId | WholeLibrary | None) -> None:
        """Ask the questions of this gallery from the next reading on, or those of all."""
        if scope != self._scope:
            self._elsewhere.clear()
            self._touched.clear()
            self._left_out.clear()
            self.model.set_questions([])
            self.aside.set_questions([])
        self._scope = scope

    def reload(self) -> None:
        """Read the questions, now or when the last answer has been written."""
        self._late = self._answers.pending
        if self._scope is not None and not self._late:
            self._took.start()
            self._reading.ask(operations.read_questions(self._scope), self._on_read)
            self._reading_aside.ask(operations.read_aside(self._scope), self._on_aside)

    @Slot(object)
    def _on_read(self, found: Asked) -> None:
        self._pause.setInterval(min(self._took.elapsed(), LONGEST_PAUSE_MS))
        self.loading = True
        try:
            self.model.set_questions([self._asked(one) for one in found.questions], found.asked_in)
        finally:
            self.loading = False
        self.loaded.emit()

    @Slot(object)
    def _on_aside(self, faces: Faces) -> None:
        self.aside.set_questions([Question(ASIDE, QuestionKind.ASIDE, faces)] if faces else [])

    def _asked(self, question: Question) -> Question:
        """A question without the faces that the reviewer has left out of it, while it has others."""
        out = self._out_of(question.key)
        if not out or out.isdisjoint(question.faces.ids):  # without the first, every face is looked at
            return question
        rest = question.without(out)
        return rest if rest.faces else question

    def left_out(self, question: Question) -> set[FaceId]:
        """The faces that the reviewer has left out of a question as it is shown."""
        return self._out_of(question.key).difference(question.faces.ids)

    def _out_of(self, key: str) -> set[FaceId]:
        out: set[FaceId] = set()
        for touched in self._left_out.values():
            out.update(*(one.question.faces.ids for one in touched if one.question.key == key))
        return out

    @Slot(object)
    def _on_given(self, answer: Answer) -> None:
        self.answering = True
        try:
            self._take_out(answer)
        finally:
            self.answering = False

    def _take_out(self, answer: Answer) -> None:
        for reading in (self._reading, self._reading_aside):
            if reading.busy:
                reading.drop()
                self._late = True
        self._go_on_pausing()
        self._late = self._late or not answer.faces or answer.regroups
        gone = {face.id for face in answer.faces}
        touched = [
            Touched(model, model.question(row), row, self._tick)
            for model in (self.model, self.aside)
            for row in model.rows_with(gone)
        ]
        for one in touched:
            one.model.settle(one.question.key, gone)
            # What was left out of a question is asked about when the rest of it is answered.
            self._late = self._late or bool(self._out_of(one.question.key))
        # Faces that somebody is not are asked about as another one when the rest is settled.
        self._late = self._late or not self.model.faces
        self._touched[id(answer)] = touched
        if answer.call is None:
            self._left_out[id(answer)] = [_only(one, gone) for one in touched]
        if answer.aside:
            self._put_aside(answer)

    def _put_aside(self, answer: Answer) -> None:
        before = self.aside.questions()
        present = before[0].faces if before else ()
        faces = Faces.of((*present, *answer.faces))
        self.aside.set_questions([Question(ASIDE, QuestionKind.ASIDE, faces)])

    @Slot(object)
    def _on_taken_back(self, answer: Answer) -> None:
        self.answering = True
        try:
            self._put_back(answer)
        finally:
            self.answering = False

    def _put_back(self, answer: Answer) -> None:
        self._go_on_pausing()
        self._late = self._late or not answer.faces or answer.regroups
        self._left_out.pop(id(answer), None)
        if answer.aside:
            self.aside.settle(ASIDE, {face.id for face in answer.faces})
        for one in self._touched.pop(id(answer), []):
            question = self._still_open(one)
            if question.faces:
                one.model.restore(question, one.row)
                self.restored.emit(question.key)

    def _still_open(self, touched: Touched) -> Question:
        """A question without what somebody else may have answered meanwhile: of that the library knows."""
        ids = touched.question.faces.ids
        changed = {face for face in ids if self._elsewhere.get(face, 0) > touched.tick}
        self._late = self._late or bool(changed)
        return touched.question.without(changed) if changed else touched.question

    @Slot(object, object)
    def _on_changed(self, changes: Changes, initiator: object) -> None:
        if initiator is not self._answers:
            self._tick += 1
            self._elsewhere.update(dict.fromkeys(changes.faces, self._tick))

    @Slot()
    def _on_written(self) -> None:
        if self._late:
            self._pause.start()

    def _go_on_pausing(self) -> None:
        if self._pause.isActive():
            self._pause.start()

    @Slot()
    def _on_pause(self) -> None:
        if self._late:
            self.reload()

    @Slot(object)
    def _on_failed(self, answer: Answer) -> None:
        """The faces are asked about again, at once as they were and then as the library has them."""
        self._on_taken_back(answer)
        self._late = True


def _only(touched: Touched, faces: set[FaceId]) -> Touched:
    """What was taken out of a question by these faces."""
    taken = Faces.of(face for face in touched.question.faces if face.id in faces)
    return replace(touched, question=replace(touched.question, faces=taken))
