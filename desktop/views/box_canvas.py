"""A picture in which a face can be clicked or boxed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen

from core.types import Box
from desktop.theme import DARK
from desktop.views.photo_canvas import CLICK_PX, PhotoCanvas


class BoxCanvas(PhotoCanvas):
    """Dragging draws a box instead of moving the picture; the wheel zooms."""

    box_drawn = Signal(object)
    """A `core.types.Box` in fractions of the picture."""

    def __init__(self) -> None:
        super().__init__()
        self._from: QPointF | None = None
        self._to = QPointF()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click or a box begins."""
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._from = self._to = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Draw the box, or show what a click would do."""
        if self._from is None:
            super().mouseMoveEvent(event)
            return
        self._to = event.position()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on a face, or the end of a box."""
        begun, self._from = self._from, None
        self.update()
        if begun is None or (event.position() - begun).manhattanLength() <= CLICK_PX:
            super().mouseReleaseEvent(event)
            return
        self._pressed = None
        box = self._boxed(QRectF(begun, event.position()).normalized())
        if box.w > 0 and box.h > 0:
            self.box_drawn.emit(box)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Two clicks are two clicks here."""
        self.mousePressEvent(event)

    def _boxed(self, drawn: QRectF) -> Box:
        """What was drawn, as far as it is on the picture."""
        first, last = self._to_photo(drawn.topLeft()), self._to_photo(drawn.bottomRight())
        inside = QRectF(first, last).intersected(QRectF(0, 0, 1, 1))
        return Box(inside.x(), inside.y(), inside.width(), inside.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The picture, and the box that is being drawn."""
        super().paintEvent(event)
        if self._from is not None:
            painter = QPainter(self)
            painter.setPen(QPen(QColor(DARK.accent_hover), 1.5, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(self._from, self._to).normalized())
