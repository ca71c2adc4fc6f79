"""The faces about which people of the team disagree: look at each, and settle it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QHeaderView, QVBoxLayout, QWidget

from core.changes import Changes
from core.errors import PlayertagError
from core.types import Conflict, FaceId, Role
from desktop import teamwork
from desktop.answers import Answers
from desktop.document import Document, Latest
from desktop.keys import Keymap
from desktop.models import roles
from desktop.models.conflicts import FACE, ConflictsModel
from desktop.models.names import Names
from desktop.readings import Disputes, Standing
from desktop.thumbnails import Pictures
from desktop.verdicts import Answer
from desktop.views.conflict_card import ConflictCard
from desktop.views.parts import bar, button, label
from desktop.views.photo_peek import PhotoPeek
from desktop.views.reading_order import step
from desktop.views.tables import plain_table
from desktop.views.team_dialogs import refusal

CROP, ROW, FACE_WIDTH = 56, 66, 88


class ConflictsDialog(QDialog):
    """A row a face, with what each said of it last; below it what the selected one may be."""

    def __init__(
        self,
        document: Document,
        answers: Answers,
        thumbnails: Pictures,
        crops: Pictures,
        names: Names,
        keys: Keymap,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Conflicts"))
        self.resize(820, 640)
        self._answers = answers
        self._wanted: FaceId | None = None
        self._settled: FaceId | None = None
        self._may_answer = self._answered = False
        self.conflicts = ConflictsModel(crops, self)
        self.table = plain_table(self.conflicts, self.tr("Conflicts"))
        self.words, self.problem = label("", "quiet"), label("", "problem")
        self.card = ConflictCard(document, crops, names, keys)
        self.undo_button = button(self.tr("Undo"), answers.undo)
        self.redo_button = button(self.tr("Redo"), answers.redo)
        self.photo_button = button(self.tr("Show the photo"), self.show_photo)
        self.photo_button.setDefault(True)
        self._lay_out()
        self.peek = PhotoPeek(document, thumbnails, self)
        self._reading = Latest(document, self)
        self._listen(document)
        acts = {**self.card.acts(), "undo": answers.undo, "redo": answers.redo}
        for name, act in acts.items():
            keys.bind(f"conflicts.{name}", self, act)
        self._read()
        self._update()
        self.table.setFocus()

    def _lay_out(self) -> None:
        self.table.setIconSize(QSize(CROP, CROP))
        self.table.verticalHeader().setDefaultSectionSize(ROW)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(FACE, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(FACE, FACE_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        for words in (self.words, self.problem):
            words.setWordWrap(True)
            layout.addWidget(words)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.card)
        close = button(self.tr("Close"), self.reject)
        acts = (self.undo_button, self.redo_button, None, close, self.photo_button)
        layout.addWidget(bar("plainBar", *acts, margins=(0, 0)))

    def _listen(self, document: Document) -> None:
        self.peek.closed.connect(self.table.setFocus)
        self.table.doubleClicked.connect(self.show_photo)
        self.table.selectionModel().selectionChanged.connect(self._update)
        self.card.answered.connect(self._answers.give)
        self.card.name.left.connect(self.table.setFocus)
        self._answers.given.connect(self._on_given)
        self._answers.taken_back.connect(self._on_taken_back)
        self._answers.written.connect(self._read)
        document.changed.connect(self._on_changed)
        document.problem.connect(self._on_problem)

    def chosen(self) -> Conflict | None:
        """The conflict that is selected."""
        rows = self.table.selectionModel().selectedRows()
        conflict = rows[0].data(roles.CONFLICT) if rows else None
        return conflict if isinstance(conflict, Conflict) else None

    @Slot()
    def show_photo(self) -> None:
        """The whole photo over the table."""
        conflict = self.chosen()
        if conflict is not None:
            self.peek.open(conflict.face)
            self.peek.close_button.setFocus()

    @Slot(object, object)
    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if (changes.faces or changes.players) and not self._answers.pending:
            self._read()

    @Slot()
    def _read(self) -> None:
        self._reading.ask(teamwork.read_standing(), self._on_read, self._on_unread)

    @Slot(object)
    def _on_read(self, standing: Standing) -> None:
        self._may_answer = standing.team is not None and standing.team.may(Role.REVIEWER)
        self._show(standing.disputes)

    @Slot(object)
    def _on_given(self, answer: Answer) -> None:
        """What is answered is settled at once; how it stands is read when it is written."""
        self._answered = True
        self._reading.drop()
        self._say("")
        self._show(self.conflicts.disputes.without({face.id for face in answer.faces}))
        self.table.setFocus()

    @Slot(object)
    def _on_taken_back(self, answer: Answer) -> None:
        self._reading.drop()
        self._wanted = next((face.id for face in answer.faces), None)
        self._update()

    def _show(self, disputes: Disputes) -> None:
        """Show these; the one that was selected stays so, else the one that has come to its place is."""
        before, at = self.chosen(), max(self.table.currentIndex().row(), 0)
        answered, self._answered = self._answered, False
        wanted = self._wanted or (before.face.id if before else None)
        self.conflicts.show_disputes(disputes)
        faces = [conflict.face.id for conflict in disputes.conflicts]
        if self._wanted in faces:
            self._wanted = None
        if before is not None and before.face.id not in faces and not answered and self._wanted is None:
            self.table.clearSelection()  # somebody else settled it: no key is to mean another one by itself
            self._settled = before.face.id
        elif faces and not (self._settled and before is None):
            self.table.selectRow(faces.index(wanted) if wanted in faces else min(at, len(faces) - 1))
        self._update()

    def _words(self) -> str:
        if self._settled and self.chosen() is None:
            return self.tr("Somebody else has settled that one. Choose the next.")
        if not self.conflicts.rows():
            return self.tr("Nobody disagrees about a face.")
        if not self._may_answer:
            return self.tr("Whoever may answer settles these; as a viewer you only look.")
        return self.tr("Say who is right: the next answer of anybody settles it for all.")

    @Slot(object)
    def _on_unread(self, error: PlayertagError) -> None:
        self._say(refusal(error))

    @Slot(str, object)
    def _on_problem(self, _title: str, error: PlayertagError) -> None:
        self._say(refusal(error))

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    @Slot()
    def _update(self) -> None:
        conflict = self.chosen()
        if conflict is not None:
            self._settled = None
        self.words.setText(self._words())
        self.problem.setVisible(bool(self.problem.text()))
        self.card.show_conflict(conflict, self.conflicts.disputes)
        self.card.setEnabled(self._may_answer)
        self.photo_button.setEnabled(conflict is not None)
        for made, answer in (
            (self.undo_button, self._answers.next_undo),
            (self.redo_button, self._answers.next_redo),
        ):
            made.setEnabled(answer is not None)
            made.setToolTip(answer.title if answer is not None else "")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The photo goes on covering the table."""
        super().resizeEvent(event)
        self.peek.cover()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab leads along what is seen: the sides of each conflict are made anew."""
        return step(self, forward)

    def reject(self) -> None:
        """Escape leaves the photo first."""
        if self.peek.isVisible():
            self.peek.leave()
        else:
            super().reject()
