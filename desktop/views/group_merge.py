"""Merging a group with another one or with a player: both side by side before it is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListView, QVBoxLayout, QWidget

from core.types import ClusterId, Face, Question, Reference
from desktop import operations, rostering
from desktop.document import Document, Latest
from desktop.models import roles
from desktop.models.face_grid import FaceGridModel, QuestionModel
from desktop.thumbnails import Pictures
from desktop.verdicts import once_a_photo
from desktop.views.face_delegates import CropDelegate, QuestionDelegate
from desktop.views.parts import button, label

SMALL = 76


class GroupMergeDialog(QDialog):
    """The group at the left, with whom in the middle, their faces at the right."""

    wanted = Signal(object)
    """The `Question` to merge with: a group, or a player's."""

    def __init__(
        self,
        document: Document,
        crops: Pictures,
        shown: Question,
        targets: Sequence[Question],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Merge the group"))
        self.resize(920, 560)
        self._shown = shown
        self._reading = Latest(document, self)
        self._ordering = Latest(document, self)
        self.here = FaceGridModel(crops, self)
        self.there = FaceGridModel(crops, self)
        self.targets = QuestionModel(crops, self)
        self.here.show_parts([("", shown.faces)])
        self.targets.set_questions(list(targets))
        self._build()
        self.list.selectionModel().currentChanged.connect(self._on_target)
        self._choose(0)
        if shown.cluster_id is not None:
            operation = operations.read_alike_groups(shown.cluster_id)
            self._ordering.ask(operation, self._on_alike, self._on_nothing)

    def _build(self) -> None:
        self.list = QListView()
        self.list.setObjectName("questions")
        self.list.setModel(self.targets)
        self.list.setItemDelegate(QuestionDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFixedWidth(236)
        self.list.setAccessibleName(self.tr("Merge with"))
        self.here_title, self.there_title = label("", "title"), label("", "title")
        columns = QHBoxLayout()
        columns.setSpacing(14)
        columns.addLayout(_column(self.here_title, _crops(self.here, self.tr("Faces of this group"))), 1)
        columns.addLayout(_column(label(self.tr("Merge with"), "title"), self.list))
        columns.addLayout(_column(self.there_title, _crops(self.there, self.tr("Faces there"))), 1)
        self.words = label("", "sentence")
        self.warning = label("", "problem")
        for one in (self.words, self.warning):
            one.setWordWrap(True)
        self.merge_button = button("", self._merge, "primary")
        self.merge_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(self.tr("Cancel"), self.reject))
        buttons.addWidget(self.merge_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.addLayout(columns, 1)
        layout.addWidget(self.words)
        layout.addWidget(self.warning)
        layout.addLayout(buttons)
        self.here_title.setText(self.tr("This group: {n}").format(n=len(self._shown.faces)))
        self.list.setFocus()

    def target(self) -> Question | None:
        """Whom the group would be merged with."""
        question = self.list.currentIndex().data(roles.QUESTION)
        return question if isinstance(question, Question) else None

    def _choose(self, row: int) -> None:
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(self.targets.index(row), flag)

    @Slot(object)
    def _on_alike(self, alike: list[tuple[ClusterId, float]]) -> None:
        """Groups by how much they are like this one, players after them."""
        place = {cluster_id: number for number, (cluster_id, _) in enumerate(alike)}
        ordered = self.targets.questions()
        ordered.sort(key=lambda one: place.get(one.cluster_id or ClusterId(""), len(place)))
        self.targets.set_questions(ordered)
        self._choose(0)

    @Slot(object)
    def _on_nothing(self, _: object) -> None:
        """The group has been answered meanwhile; the order stays as it is."""

    @Slot(QModelIndex, QModelIndex)
    def _on_target(self, _current: QModelIndex, _before: QModelIndex) -> None:
        target = self.target()
        if target is None:
            return
        title = self.tr("That group: {n}").format(n=len(target.faces))
        self.there_title.setText(title if target.player_id is None else target.player)
        if target.player_id is None:
            self._reading.drop()
            self._show(target.faces)
        else:
            self._show(())
            operation = rostering.read_references(target.player_id)
            self._reading.ask(operation, self._on_references, self._on_nothing)
        self._say(target)

    @Slot(object)
    def _on_references(self, references: Sequence[Reference]) -> None:
        self._show([reference.face for reference in references])

    def _show(self, faces: Sequence[Face]) -> None:
        self.there.show_parts([("", faces)])

    def _say(self, target: Question) -> None:
        """What would become of how many, and whose name stays."""
        here, there = self._shown.faces, target.faces
        both = {face.photo_id for face in here} & {face.photo_id for face in there}
        if target.player_id is None:
            words = self.tr("One group of {all}, without a name yet. Undo parts it again.")
            self.words.setText(words.format(all=len(here) + len(there)))
            merge = self.tr("Merge {n} and {m}").format(n=len(here), m=len(there))
            warning = self.tr("△  Photos that show both: {n}. Nobody is in a photo twice.")
            self.warning.setText(warning.format(n=len(both)) if both else "")
        else:
            once = len(once_a_photo(here))
            words = self.tr("The name {name} stays. Faces that get it: {n}. Undo takes it back.")
            self.words.setText(words.format(n=once, name=target.player))
            merge = self.tr("Confirm {n} as {name}").format(n=once, name=target.player)
            self.warning.setText("")
        self.warning.setVisible(bool(self.warning.text()))
        self.merge_button.setText(merge)

    @Slot()
    def _merge(self) -> None:
        target = self.target()
        self.accept()
        if target is not None:
            self.wanted.emit(target)


def _column(title: QWidget, content: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.addWidget(title)
    column.addWidget(content, 1)
    return column


def _crops(faces: FaceGridModel, name: str) -> QListView:
    """Crops to look at, not to select."""
    view = QListView()
    view.setObjectName("faces")
    view.setModel(faces)
    delegate = CropDelegate(view)
    delegate.side = SMALL
    view.setItemDelegate(delegate)
    view.setFlow(QListView.Flow.LeftToRight)
    view.setWrapping(True)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setUniformItemSizes(True)
    view.setSelectionMode(QListView.SelectionMode.NoSelection)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setAccessibleName(name)
    return view
