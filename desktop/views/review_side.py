"""The open questions as a list: of the gallery in view, or of all galleries."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QCheckBox, QFrame, QListView, QPushButton, QVBoxLayout

from core.types import WHOLE_LIBRARY, FaceId, Gallery, GalleryId, PlayerId, Question, WholeLibrary
from desktop.models import roles
from desktop.models.face_grid import FACES, QuestionModel
from desktop.theme import colours
from desktop.views.face_delegates import QuestionDelegate
from desktop.views.parts import button, label


class QuestionList(QListView):
    """The questions; faces can be dropped on those that take them."""

    faces_dropped = Signal(object, object)
    """A list[FaceId], and the `Question` that they were dropped on."""

    def __init__(self, questions: QuestionModel) -> None:
        super().__init__()
        self.takes: Callable[[Question], bool] = lambda _: False
        self._target = QModelIndex()
        self.setObjectName("questions")
        self.setModel(questions)
        self.setItemDelegate(QuestionDelegate(self))
        self.setUniformItemSizes(True)
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Open questions"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Faces may be dropped, other things not."""
        if event.mimeData().hasFormat(FACES):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Mark the question under the pointer where it takes faces."""
        self._aim(self._taking(event.position().toPoint()))
        event.setAccepted(self._target.isValid())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002, N802
        """Mark nothing."""
        self._aim(QModelIndex())

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """The faces belong there."""
        target = self._taking(event.position().toPoint())
        self._aim(QModelIndex())
        if target.isValid():
            event.acceptProposedAction()
            self.faces_dropped.emit(dropped(event.mimeData()), target.data(roles.QUESTION))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """A frame around the question that would take the faces."""
        super().paintEvent(event)
        if self._target.isValid():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(colours(self.palette()).accent), 2))
            painter.drawRoundedRect(self.visualRect(self._target).adjusted(3, 3, -4, -4), 6, 6)

    def _taking(self, at: QPoint) -> QModelIndex:
        index = self.indexAt(at)
        question = index.data(roles.QUESTION)
        return index if isinstance(question, Question) and self.takes(question) else QModelIndex()

    def _aim(self, target: QModelIndex) -> None:
        self._target = target
        self.viewport().update()


class NewGroupButton(QPushButton):
    """Makes a group of the selected faces, and of those that are dropped on it."""

    faces_dropped = Signal(object)
    """A list[FaceId]."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoDefault(False)
        self.setAcceptDrops(True)
        self.setProperty("kind", "target")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Faces may be dropped, other things not."""
        if event.mimeData().hasFormat(FACES):
            event.acceptProposedAction()
            self.setDown(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002, N802
        """As before."""
        self.setDown(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """The faces are a group of their own."""
        self.setDown(False)
        event.acceptProposedAction()
        self.faces_dropped.emit(dropped(event.mimeData()))


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
        self.list = QuestionList(questions)
        self.new_group = NewGroupButton()
        self.aside_button = QPushButton()
        self.aside_button.setCheckable(True)
        self.aside_button.setAutoDefault(False)
        self.aside_button.setToolTip(self.tr("Faces that somebody was not sure of; they are not asked about"))
        self.aside_button.hide()
        self.find_button = button(self.tr("Find unknown people"), self.find_people)
        self._enable(there=False)
        head, foot = QVBoxLayout(), QVBoxLayout()
        head.setContentsMargins(14, 0, 14, 4)
        foot.setContentsMargins(12, 8, 12, 12)
        head.addWidget(self.name_label)
        head.addWidget(self.everything)
        for one in (self.new_group, self.aside_button, self.find_button):
            foot.addWidget(one)
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

    @property
    def gallery(self) -> Gallery | None:
        """The gallery whose questions are asked; None where there is none, or those of all are."""
        return None if self.everything.isChecked() else self._gallery

    @property
    def roster(self) -> frozenset[PlayerId]:
        """Who plays in the gallery; empty where everybody may, and where all galleries are shown."""
        return self.gallery.roster if self.gallery is not None else frozenset()

    @Slot(object)
    def show_gallery(self, gallery: Gallery | None) -> None:
        """Ask the questions of this gallery from now on, unless those of all are asked."""
        before, self._gallery = self.scope, gallery
        self.name_label.setText(self.scope_name.upper())
        self._enable(there=gallery is not None)
        if self.scope != before:
            self.scope_changed.emit()

    def _enable(self, *, there: bool) -> None:
        """Without a gallery there is nothing to choose from, and nobody to find."""
        self.everything.setEnabled(there)
        self.find_button.setEnabled(there)

    def say(self, group: bool, selected: int, aside: int, hint: str) -> None:
        """Say how many faces a new group would have, where one can be made, and how many are put aside."""
        some = group and selected
        words = self.tr("New group of {n}   {key}") if some else self.tr("New group: drop faces here")
        self.new_group.setText(words.format(n=selected, key=hint).rstrip())
        self.new_group.setEnabled(group)
        self.aside_button.setText(self.tr("Put aside: {n}").format(n=aside))
        self.aside_button.setVisible(aside > 0 or self.aside_button.isChecked())

    @Slot()
    def find_people(self) -> None:
        """Have the unknown people found."""
        if self.scope is not None:
            self.find_wanted.emit(self.scope, self.scope_name)

    @Slot()
    def _on_everything(self) -> None:
        self.name_label.setText(self.scope_name.upper())
        self.scope_changed.emit()


def dropped(data: QMimeData) -> list[FaceId]:
    """The faces that were dropped."""
    return [FaceId(line) for line in bytes(data.data(FACES).data()).decode().splitlines()]
