"""Pictures in which a face can be boxed: always, or where that was asked for; and a box put right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from core.types import Box
from desktop.views.enter_key import ENTER
from desktop.views.face_boxes import (
    HANDLE,
    corners,
    is_small,
    paint_drag,
    paint_focus,
    paint_handles,
    paint_hint,
)
from desktop.views.photo_canvas import CLICK_PX, PhotoCanvas

# So far from a line or a corner the pointer still means it.
REACH = 5.0
ARROWS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
# Of what is seen: a box that waits for keys, and how far an arrow goes in a zoomed photo.
PLACED = 1 / 6
PANNED = 1 / 8
# Of its own side: how far a key moves a box, or makes it larger.
MOVED = 1 / 6
# A box is made no smaller by keys, in pixels of the screen.
SMALLEST = 8.0
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
    """Draws a box in drawing mode or with Ctrl; the chosen face's box is changed by corners and edges.

    In drawing mode a box waits in the middle of what is seen: while the photo has the focus, keys move
    it, change its size and take it. Without one the arrows move a zoomed photo.
    """

    box_changed = Signal(str, object)
    """The id of the face, and its new `core.types.Box`."""

    def __init__(self) -> None:
        super().__init__()
        self.placed: Box | None = None
        """The box that waits for keys in drawing mode."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_drawing(self, wanted: bool) -> None:
        """Whether dragging draws a box, and one waits for keys."""
        self.placed = self._boxed(self._middle()) if wanted else None
        self.setCursor(Qt.CursorShape.CrossCursor if wanted else Qt.CursorShape.ArrowCursor)
        self.update()

    def _middle(self) -> QRectF:
        """A square in the middle of what is seen."""
        side = min(self.width(), self.height()) * PLACED
        return QRectF(0, 0, side, side).translated(super().anchor() - QPointF(side, side) / 2)

    def anchor(self) -> QPointF:
        """The box that waits for keys stays where it is."""
        return self._box(self.placed).center() if self.placed is not None else super().anchor()

    def event(self, event: QEvent) -> bool:
        """Its keys are the photo's before they are keys of the view around."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._act(event) is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Change the box that waits, or move a zoomed photo."""
        act = self._act(event)
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _act(self, event: QKeyEvent) -> Callable[[], None] | None:
        way = ARROWS.get(Qt.Key(event.key()))
        keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = keys == Qt.KeyboardModifier.NoModifier
        if self.placed is None:
            return partial(self._pan, way) if way is not None and plain and self.is_zoomed else None
        if way is not None and plain:
            return partial(self._move_box, self.placed, way)
        if way is not None and keys == Qt.KeyboardModifier.ShiftModifier:
            return partial(self._size_box, self.placed, way)
        return partial(self.box_drawn.emit, self.placed) if event.key() in ENTER and plain else None

    def _pan(self, way: QPointF) -> None:
        self.pan(way * min(self.width(), self.height()) * PANNED)

    def _move_box(self, box: Box, way: QPointF) -> None:
        """The box stays on the photo, and the photo goes along where it would be out of sight."""
        x, y = box.x + way.x() * box.w * MOVED, box.y + way.y() * box.h * MOVED
        self.placed = Box(min(max(x, 0), 1 - box.w), min(max(y, 0), 1 - box.h), box.w, box.h)
        seen, room = self._box(self.placed), self.rect()
        beyond = QPointF(max(seen.right() - room.right(), 0), max(seen.bottom() - room.bottom(), 0))
        self.pan(beyond + QPointF(min(seen.left(), 0), min(seen.top(), 0)))

    def _size_box(self, box: Box, way: QPointF) -> None:
        """Right and down make it larger, left and up smaller, around its middle."""
        seen = self._box(box)
        by = QPointF(way.x() * seen.width(), way.y() * seen.height()) * MOVED / 2
        sized = seen.adjusted(-by.x(), -by.y(), by.x(), by.y())
        if min(sized.width(), sized.height()) >= SMALLEST:
            self.placed = self._boxed(sized)
        self.update()

    def grip(self, at: QPointF, keys: Qt.KeyboardModifier) -> Drag | None:
        """A new box, or a corner or an edge of the chosen one; None moves the picture."""
        if self.placed is not None or keys & Qt.KeyboardModifier.ControlModifier:
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
        if self.placed is not None:
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
        """The picture with handles at the chosen box, or the box that waits for keys."""
        super().paintEvent(event)
        painter = QPainter(self)
        box = self._changeable()
        if self.placed is not None:
            paint_hint(painter, self.hint(), QRectF(self.rect()))
            if self._drag is None:
                paint_drag(painter, self._box(self.placed))
        elif box is not None and self._drag is None:
            paint_handles(painter, box)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()))

    def hint(self) -> str:
        """What to do in drawing mode."""
        return self.tr(
            "Drag a box around the face. Or by keys: arrows move this box, Shift+arrows change its size, "
            "Enter takes it, Escape leaves."
        )

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
