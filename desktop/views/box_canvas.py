"""Pictures in which a face can be boxed: always, or where that was asked for; and a box put right."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from core.types import Box
from desktop.views.face_boxes import HANDLE, corners, is_small, paint_drag, paint_handles, paint_hint
from desktop.views.photo_canvas import CLICK_PX, PhotoCanvas

# So far from a line or a corner the pointer still means it.
REACH = 5.0
DIAGONALS = (Qt.CursorShape.SizeFDiagCursor, Qt.CursorShape.SizeBDiagCursor)


@dataclass(frozen=True, slots=True)
class Drag:
    """A box that the pointer changes since it was pressed at `begun`: one corner, or all of it."""

    begun: QPointF
    fixed: QPointF
    corner: QPointF
    whole: bool = False
    face_id: str = ""

    def at(self, pointer: QPointF) -> QRectF:
        """The box while the pointer is there."""
        shift = pointer - self.begun
        fixed = self.fixed + shift if self.whole else self.fixed
        return QRectF(fixed, self.corner + shift).normalized()


class BoxCanvas(PhotoCanvas):
    """Dragging draws a box instead of moving the picture; the wheel zooms."""

    box_drawn = Signal(object)
    """A `core.types.Box` in fractions of the picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drag: Drag | None = None
        self._at = QPointF()

    def grip(self, at: QPointF, keys: Qt.KeyboardModifier) -> Drag | None:  # noqa: ARG002
        """What a press there begins; None moves the picture."""
        return Drag(at, at, at)

    def dropped(self, drag: Drag, box: Box) -> None:  # noqa: ARG002
        """A box was drawn or changed."""
        self.box_drawn.emit(box)

    def cancel(self) -> bool:
        """Let go of the box under the pointer; whether there was one."""
        dragged, self._drag = self._drag is not None, None
        self.update()
        return dragged

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click, a box or a move begins."""
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._at = event.position()
            self._drag = self.grip(event.position(), event.modifiers())
            self.forget_hovered()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Change the box, move the picture, or show what a press would do."""
        if self._drag is None:
            super().mouseMoveEvent(event)
            return
        self._at = event.position()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on a face, or the end of a box."""
        drag, self._drag = self._drag, None
        self.update()
        if drag is None or (event.position() - drag.begun).manhattanLength() <= CLICK_PX:
            super().mouseReleaseEvent(event)
            return
        self._pressed = None
        box = self._boxed(drag.at(event.position()))
        if box.w > 0 and box.h > 0:
            self.dropped(drag, box)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Two clicks are two clicks where boxes are drawn."""
        if self.grip(event.position(), event.modifiers()) is not None:
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom, unless a box is held."""
        if self._drag is None:
            super().wheelEvent(event)

    def _boxed(self, drawn: QRectF) -> Box:
        """What was drawn, as far as it is on the picture."""
        first, last = self._to_photo(drawn.topLeft()), self._to_photo(drawn.bottomRight())
        inside = QRectF(first, last).intersected(QRectF(0, 0, 1, 1))
        return Box(inside.x(), inside.y(), inside.width(), inside.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The picture, and the box under the pointer."""
        super().paintEvent(event)
        if self._drag is not None:
            paint_drag(QPainter(self), self._drag.at(self._at))


class EditCanvas(BoxCanvas):
    """Draws a box in drawing mode or with Ctrl; the chosen face's box is changed by corners and edges."""

    box_changed = Signal(str, object)
    """The id of the face, and its new `core.types.Box`."""

    def __init__(self) -> None:
        super().__init__()
        self._drawing = False

    def set_drawing(self, wanted: bool) -> None:
        """Whether dragging draws a box."""
        self._drawing = wanted
        self.setCursor(Qt.CursorShape.CrossCursor if wanted else Qt.CursorShape.ArrowCursor)
        self.update()

    def grip(self, at: QPointF, keys: Qt.KeyboardModifier) -> Drag | None:
        """A new box, or a corner or an edge of the chosen one; None moves the picture."""
        if self._drawing or keys & Qt.KeyboardModifier.ControlModifier:
            return super().grip(at, keys)
        box = self._changeable()
        if box is None or self._selected is None:
            return None
        four = corners(box)
        corner = self._corner(box, at)
        if corner is not None:
            return Drag(at, four[corner - 2], four[corner], face_id=self._selected)
        if _on_edge(box, at):
            return Drag(at, box.topLeft(), box.bottomRight(), whole=True, face_id=self._selected)
        return None

    def cursor_at(self, at: QPointF) -> Qt.CursorShape:
        """A cross where a box would be drawn, arrows where one would be changed."""
        if self._drawing:
            return Qt.CursorShape.CrossCursor
        box = self._changeable()
        if box is not None:
            corner = self._corner(box, at)
            if corner is not None:
                return DIAGONALS[corner % 2]
            if _on_edge(box, at):
                return Qt.CursorShape.SizeAllCursor
        return super().cursor_at(at)

    def dropped(self, drag: Drag, box: Box) -> None:
        """A box was drawn or changed."""
        if drag.face_id:
            self.box_changed.emit(drag.face_id, box)
        else:
            super().dropped(drag, box)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The picture with handles at the chosen box."""
        super().paintEvent(event)
        painter = QPainter(self)
        box = self._changeable()
        if self._drawing:
            paint_hint(painter, self.tr("Drag a box around the face"), QRectF(self.rect()))
        elif box is not None and self._drag is None:
            paint_handles(painter, box)

    def _changeable(self) -> QRectF | None:
        """The chosen box, where it is large enough on the screen to be changed."""
        box = self.rect_of(self._selected)
        return box if box is not None and not is_small(box) else None

    def _corner(self, box: QRectF, at: QPointF) -> int | None:
        """The number of the corner at a point."""
        for number, corner in enumerate(corners(box)):
            apart = at - corner
            if max(abs(apart.x()), abs(apart.y())) <= HANDLE / 2 + REACH / 2:
                return number
        return None


def _on_edge(box: QRectF, at: QPointF) -> bool:
    """Whether a point is at the line of a box; more of the inside is for clicks on small ones."""
    inner = min(REACH, box.width() / 5, box.height() / 5)
    near = box.adjusted(-REACH, -REACH, REACH, REACH).contains(at)
    return near and not box.adjusted(inner, inner, -inner, -inner).contains(at)
