"""The open questions as a list: of the gallery in view, or of all galleries."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QListView, QVBoxLayout

from core.types import WHOLE_LIBRARY, Gallery, GalleryId, WholeLibrary
from desktop.models.face_grid import QuestionModel
from desktop.views.face_delegates import QuestionDelegate
from desktop.views.parts import button, label


class QuestionSide(QFrame):
    """Whose questions are asked, the questions, and what makes more of them."""

    scope_changed = Signal()
    """The questions of another gallery are wanted, or of all."""
    find_wanted = Signal(object, str)
    """The gallery's id or `WHOLE_LIBRARY`, and its name: its unknown people are to be found."""

    def __init__(self, questions: QuestionModel) -> None:
        super().__init__()
        self._gallery: Gallery | None = None
        self.setObjectName("side")
        self.setFixedWidth(248)
        self.name_label = label("", "section")
        self.everything = QCheckBox(self.tr("All galleries"))
        self.everything.setToolTip(self.tr("Ask about every gallery together"))
        self.everything.toggled.connect(self._on_everything)
        self.list = QListView()
        self.list.setObjectName("questions")
        self.list.setModel(questions)
        self.list.setItemDelegate(QuestionDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("Open questions"))
        self.find_button = button(self.tr("Find unknown people"), self.find_people)
        head, foot = QVBoxLayout(), QVBoxLayout()
        head.setContentsMargins(14, 0, 14, 4)
        foot.setContentsMargins(12, 8, 12, 12)
        head.addWidget(self.name_label)
        head.addWidget(self.everything)
        foot.addWidget(self.find_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 1, 0)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)

    @property
    def scope(self) -> GalleryId | WholeLibrary | None:
        """Whose questions are asked; None where there is no gallery."""
        if self._gallery is None:
            return None
        return WHOLE_LIBRARY if self.everything.isChecked() else self._gallery.id

    @property
    def scope_name(self) -> str:
        """The same in words."""
        if self.everything.isChecked():
            return self.tr("all galleries")
        return self._gallery.name if self._gallery else ""

    @Slot(object)
    def show_gallery(self, gallery: Gallery | None) -> None:
        """Ask the questions of this gallery from now on, unless those of all are asked."""
        before, self._gallery = self.scope, gallery
        self.name_label.setText(self.scope_name.upper())
        if self.scope != before:
            self.scope_changed.emit()

    @Slot()
    def find_people(self) -> None:
        """Have the unknown people found."""
        if self.scope is not None:
            self.find_wanted.emit(self.scope, self.scope_name)

    @Slot()
    def _on_everything(self) -> None:
        self.name_label.setText(self.scope_name.upper())
        self.scope_changed.emit()
