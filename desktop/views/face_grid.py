"""The grid of face crops: selected by clicks, keys and a rubber band, dragged where they belong."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import QColor, QDrag, QMouseEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from core.types import Face, FaceId
from desktop.models import roles
from desktop.models.face_grid import FaceGridModel
from desktop.models.roles import Index
from desktop.theme import colours
from desktop.views.face_delegates import CROP, GAP, CropDelegate, paint_picture
from desktop.views.grid import Grid

SMALLEST, LARGEST, STEP = 72, 232, 20
DRAGGED = 72


class FaceGrid(Grid):
    """The faces of a question.

    A drag that begins on a selected face takes all the selected ones along; one that begins on another
    face, or on one that is only offered, draws a rubber band. A click on the tick of a face adds it to the
    selected ones, or takes it out of them.
    """

    _cell = CROP + GAP
    """The width of a cell; Qt asks for it before there is anything to see."""

    def __init__(self, faces: FaceGridModel) -> None:
        super().__init__()
        self._faces = faces
        self._crops = CropDelegate(self)
        self._crops.ticks = True
        self.setModel(faces)
        self.setItemDelegate(self._crops)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionRectVisible(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setObjectName("faces")
        self.setAccessibleName(self.tr("Faces of the question"))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        # Always there, or how many cells a row has would depend on whether it is.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        faces.modelReset.connect(self._on_reset)

    def set_side(self, side: int) -> None:
        """Show the crops at another size; the current one stays in sight."""
        self._crops.side = min(max(side, SMALLEST), LARGEST)
        self._cell = self._crops.side + GAP
        self._count_columns()
        self.doItemsLayout()
        self.scrollTo(self.currentIndex())

    def selected(self) -> list[Face]:
        """The selected faces in order."""
        faces = self._faces.faces()
        return [faces[row] for row in sorted(index.row() for index in self.selectedIndexes())]

    def current(self) -> Face | None:
        """The face that the arrow keys have come to."""
        face = self.currentIndex().data(roles.FACE)
        return face if isinstance(face, Face) else None

    def come_to(self, row: int) -> None:
        """Make a face the current one, selecting nothing."""
        index = self._faces.index(row)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def select_faces(self, ids: Collection[FaceId]) -> None:
        """Select exactly these, in whose midst the current one stays."""
        wanted = QItemSelection()
        for row, face in enumerate(self._faces.faces()):
            if face.id in ids:
                wanted.select(self._faces.index(row), self._faces.index(row))
        self.selectionModel().select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    @Slot()
    def _on_reset(self) -> None:
        """In parts the cells are of several sizes."""
        self.setUniformItemSizes(not self._faces.index(0).data(roles.SECTION))

    def _count_columns(self) -> None:
        self._crops.columns = max((self.viewport().width() - 1) // self._cell, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """A row has more cells or fewer."""
        self._count_columns()
        super().resizeEvent(event)

    def visualRect(self, index: Index) -> QRect:  # noqa: N802
        """The cell of a face: what the last one of a part takes of its row beside that is a gap."""
        cell = super().visualRect(index)
        return cell.intersected(QRect(cell.topLeft(), QSize(self._cell, cell.height())))

    def indexAt(self, at: QPoint) -> QModelIndex:  # noqa: N802
        """The face there."""
        index = super().indexAt(at)
        return index if self.visualRect(index).contains(at) else QModelIndex()

    def pick(self, ids: Collection[FaceId]) -> None:
        """Select those of these that are there, where there are any, and go on from the first."""
        rows = [row for row, face in enumerate(self._faces.faces()) if face.id in ids]
        if rows:
            self.come_to(rows[0])
            self.select_faces(ids)

    def offer(self, face_id: FaceId) -> None:
        """Select a face that nobody has picked: it bears no tick, and gives way to the first that does."""
        self.select_faces({face_id})
        self._set_offered(face_id)

    def _set_offered(self, face_id: FaceId | None) -> None:
        self._crops.offered = face_id
        self.viewport().update()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802
        """What somebody selects is picked, the face that was offered too where it stays among them."""
        super().selectionChanged(selected, deselected)
        self._set_offered(None)

    def event(self, event: QEvent) -> bool:
        """The margin around the faces is theirs: a rubber band may begin and end there."""
        if not isinstance(event, QMouseEvent):
            return super().event(event)
        at = self.viewport().mapFrom(self, event.position())
        buttons, keys = (event.button(), event.buttons()), event.modifiers()
        return self.viewportEvent(QMouseEvent(event.type(), at, event.globalPosition(), *buttons, keys))

    @property
    def all_selected(self) -> bool:
        """Whether no face is left to select."""
        return len(self.selectedIndexes()) == self._faces.rowCount()

    @Slot()
    def select_all_or_none(self) -> None:
        """Select every face, or none where every one is selected already."""
        if self.all_selected:
            self.clearSelection()
        else:
            self.selectAll()
        self.setFocus()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tick a face, take the selected faces along, or begin to select others."""
        at = event.position().toPoint()
        on = self.indexAt(at)
        face, offered = on.data(roles.FACE), self._crops.offered
        self._set_offered(None)
        adds = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if face is not None and (adds or self._crops.tick(self.visualRect(on)).contains(at)):
            self._tick(on, only=offered is not None)
            return
        picked = face is not None and face.id != offered and self.selectionModel().isSelected(on)
        self.setDragEnabled(picked)
        super().mousePressEvent(event)

    def _tick(self, index: QModelIndex, *, only: bool) -> None:
        """Add a face to those selected, or take it out; `only` it where the other one was but offered."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect if only else flags.Toggle)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """On a tick it is two clicks."""
        at = event.position().toPoint()
        if self._crops.tick(self.visualRect(self.indexAt(at))).contains(at):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: N802
        """Show how many faces are dragged, and the first of them."""
        indexes = self.selectedIndexes()
        if indexes:
            drag = QDrag(self)
            drag.setMimeData(self._faces.mimeData(indexes))
            drag.setPixmap(self._badge(indexes))
            drag.setHotSpot(QPoint(DRAGGED // 2, DRAGGED // 2))
            drag.exec(actions)

    def _badge(self, indexes: list[QModelIndex]) -> QPixmap:
        theme = colours(self.palette())
        badge = QPixmap(DRAGGED + 12, DRAGGED + 12)
        badge.fill(Qt.GlobalColor.transparent)
        painter = QPainter(badge)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_picture(painter, QRect(0, 12, DRAGGED, DRAGGED), indexes[0].data(roles.PICTURE), theme)
        count = QRect(DRAGGED - 20, 0, 32, 24)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawRoundedRect(count, 12, 12)
        painter.setPen(QColor(theme.on_accent))
        painter.drawText(count, Qt.AlignmentFlag.AlignCenter, str(len(indexes)))
        painter.end()
        return badge
