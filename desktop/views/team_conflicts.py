"""The faces about which people of the team disagree, and the photo that each is in."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from core.changes import Changes
from core.errors import PlayertagError
from core.types import Conflict
from desktop import teamwork
from desktop.document import Document, Latest
from desktop.models import roles
from desktop.models.conflicts import FACE, ConflictsModel
from desktop.readings import Disputes
from desktop.thumbnails import Pictures
from desktop.views.parts import button, label
from desktop.views.photo_peek import PhotoPeek
from desktop.views.tables import plain_table
from desktop.views.team_dialogs import refusal

CROP, ROW, FACE_WIDTH = 72, 84, 104


class ConflictsDialog(QDialog):
    """A row a face, with what each said of it last."""

    def __init__(self, document: Document, thumbnails: Pictures, crops: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Conflicts"))
        self.resize(760, 560)
        self.conflicts = ConflictsModel(crops, self)
        self.table = plain_table(self.conflicts, self.tr("Conflicts"))
        self.words = label("", "quiet")
        self.words.setWordWrap(True)
        self.photo_button = button(self.tr("Show the photo"), self.show_photo, "primary")
        self.photo_button.setDefault(True)
        self.photo_button.setEnabled(False)
        self._lay_out()
        self.peek = PhotoPeek(document, thumbnails, self)
        self.peek.closed.connect(self.table.setFocus)
        self.table.doubleClicked.connect(self.show_photo)
        self.table.selectionModel().selectionChanged.connect(self._update)
        self._reading = Latest(document, self)
        document.changed.connect(self._on_changed)
        self._read()
        self.table.setFocus()

    def _lay_out(self) -> None:
        self.table.setIconSize(QSize(CROP, CROP))
        self.table.verticalHeader().setDefaultSectionSize(ROW)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(FACE, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(FACE, FACE_WIDTH)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(self.tr("Close"), self.reject))
        buttons.addWidget(self.photo_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.words)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)

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
        if changes.faces or changes.players:
            self._read()

    def _read(self) -> None:
        self._reading.ask(teamwork.read_conflicts(), self._on_read, self._on_unread)

    @Slot(object)
    def _on_read(self, read: Disputes) -> None:
        before = self.chosen()
        self.conflicts.show_disputes(read)
        some = self.tr("Whoever answers such a face next, in Review or in its photo, settles it for all.")
        self.words.setText(some if read.conflicts else self.tr("Nobody disagrees about a face."))
        faces = [conflict.face.id for conflict in read.conflicts]
        if faces:
            self.table.selectRow(faces.index(before.face.id) if before and before.face.id in faces else 0)
        self._update()

    @Slot(object)
    def _on_unread(self, error: PlayertagError) -> None:
        self.words.setText(refusal(error))

    @Slot()
    def _update(self) -> None:
        self.photo_button.setEnabled(self.chosen() is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The photo goes on covering the table."""
        super().resizeEvent(event)
        self.peek.cover()

    def reject(self) -> None:
        """Escape leaves the photo first."""
        if self.peek.isVisible():
            self.peek.leave()
        else:
            super().reject()
