"""A photo with the boxes and names of its faces: zoomed by the wheel, moved by dragging."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from core.types import Box, Face, FaceId, FaceState
from desktop.theme import DARK, colours
from desktop.views.parts import LINES, MARKS

ZOOM_STEP = 1.25
ZOOM_MOST = 16.0
# A press that moves less than this is a click, not a drag.
CLICK_PX = 4
HIDDEN = frozenset({FaceState.IGNORED, FaceState.NOT_A_FACE})
LABEL = QColor(12, 14, 17, 215)
CHIP_PADDING = 5


class PhotoCanvas(QWidget):
    """Paints one photo. Zoom 1 is the whole photo; boxes are in fractions of it."""

    face_clicked = Signal(str)
    zoomed = Signal(float)
    """Pixels of the screen that a pixel of the photo takes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(240, 180)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Photo"))
        self._image: QImage | None = None
        self._size = QSizeF(3, 2)
        self._faces: tuple[Face, ...] = ()
        self._selected: FaceId | None = None
        self._message = ""
        self._zoom = 1.0
        self._centre = QPointF(0.5, 0.5)
        self._pressed: QPointF | None = None
        self._dragged = False

    def show_image(self, image: QImage | None, width: int, height: int) -> None:
        """Show a picture of a photo that is `width` by `height` pixels in full."""
        self._image = image
        self._size = QSizeF(max(width, 1), max(height, 1))
        self.update()

    def show_faces(self, faces: Sequence[Face], selected: FaceId | None) -> None:
        """Show these boxes, the small ones on top."""
        shown = [face for face in faces if face.state not in HIDDEN or face.id == selected]
        self._faces = tuple(sorted(shown, key=lambda face: -face.box.w * face.box.h))
        self._selected = selected
        self.update()

    def show_message(self, words: str) -> None:
        """Say why there is no picture, or no better one; nothing where `words` is empty."""
        self._message = words
        self.update()

    def fit(self) -> None:
        """Show the whole photo."""
        self._zoom, self._centre = 1.0, QPointF(0.5, 0.5)
        self._moved()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom in or out; the point of the photo under `at` stays there."""
        anchor = at if at is not None else QRectF(self.rect()).center()
        under = self._to_photo(anchor)
        self._zoom = min(max(self._zoom * factor, 1.0), ZOOM_MOST)
        target = self._target().size()
        offset = anchor - QRectF(self.rect()).center()
        self._centre = QPointF(
            under.x() - offset.x() / target.width(), under.y() - offset.y() / target.height()
        )
        self._moved()

    @property
    def message(self) -> str:
        """Why there is no picture, or no better one."""
        return self._message

    @property
    def scale(self) -> float:
        """Pixels of the screen that a pixel of the photo takes."""
        return self._target().width() / self._size.width() * self.devicePixelRatioF()

    def place_of(self, face_id: FaceId) -> QPointF | None:
        """Where the middle of a face is on the widget."""
        boxes = (self._box(face.box) for face in self._faces if face.id == face_id)
        box = next(boxes, None)
        return box.center() if box is not None else None

    def _moved(self) -> None:
        """Keep the photo on the widget, and tell."""
        target = self._target().size()
        half_x = min(self.width() / target.width() / 2, 0.5)
        half_y = min(self.height() / target.height() / 2, 0.5)
        self._centre = QPointF(
            min(max(self._centre.x(), half_x), 1 - half_x),
            min(max(self._centre.y(), half_y), 1 - half_y),
        )
        self.zoomed.emit(self.scale)
        self.update()

    def _target(self) -> QRectF:
        size = self._size.scaled(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        size *= self._zoom
        middle = QRectF(self.rect()).center()
        left = middle.x() - self._centre.x() * size.width()
        top = middle.y() - self._centre.y() * size.height()
        return QRectF(QPointF(left, top), size)

    def _to_photo(self, point: QPointF) -> QPointF:
        target = self._target()
        return QPointF(
            (point.x() - target.left()) / target.width(),
            (point.y() - target.top()) / target.height(),
        )

    def _box(self, box: Box) -> QRectF:
        target = self._target()
        return QRectF(
            target.left() + box.x * target.width(),
            target.top() + box.y * target.height(),
            box.w * target.width(),
            box.h * target.height(),
        )

    def _face_at(self, point: QPointF) -> Face | None:
        # The small ones are last: of two boxes at a point the smaller one is meant.
        hits = (face for face in reversed(self._faces) if self._box(face.box).contains(point))
        return next(hits, None)

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        """The photo, then the boxes, then their labels."""
        painter = QPainter(self)
        theme = colours(self.palette())
        painter.fillRect(self.rect(), QColor(theme.field))
        if self._image is None:
            painter.setPen(QColor(theme.quiet))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._message)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._target(), self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for face in self._faces:
            self._paint_box(painter, face)
        for face in self._faces:
            self._paint_label(painter, face)
        if self._message:
            self._paint_chip(painter, QPointF(self.width() / 2, 12), self._message, QColor(DARK.text))

    def _paint_box(self, painter: QPainter, face: Face) -> None:
        box = self._box(face.box)
        selected = face.id == self._selected
        # A dark line under the coloured one shows on light kit and on dark.
        painter.setPen(QPen(LABEL, 5.0 if selected else 3.5))
        painter.drawRoundedRect(box, 4, 4)
        colour = QColor(DARK.accent_hover) if selected else _on_dark(face.state)
        painter.setPen(QPen(colour, 3.0 if selected else 1.8, LINES[face.state]))
        painter.drawRoundedRect(box, 4, 4)

    def _paint_label(self, painter: QPainter, face: Face) -> None:
        if face.player is None and face.id != self._selected:
            return
        words = f"{MARKS[face.state]} {face.player or self.tr('Who is this?')}"
        if face.state is FaceState.SUGGESTED and face.probability is not None:
            words += f"  {round(face.probability * 100)} %"
        box = self._box(face.box)
        below = box.bottom() + 4
        height = QFontMetricsF(painter.font()).height() + CHIP_PADDING
        top = below if below + height < self.height() else box.top() - 4 - height
        self._paint_chip(painter, QPointF(box.center().x(), top), words, _on_dark(face.state))

    def _paint_chip(self, painter: QPainter, top: QPointF, words: str, colour: QColor) -> None:
        metrics = QFontMetricsF(painter.font())
        chip = QRectF(0, 0, metrics.horizontalAdvance(words) + 12, metrics.height() + CHIP_PADDING)
        chip.moveCenter(top)
        chip.moveTop(top.y())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(LABEL)
        painter.drawRoundedRect(chip, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(colour)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the photo on the widget."""
        super().resizeEvent(event)
        self._moved()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom at the pointer."""
        steps = event.angleDelta().y() / 120
        self.zoom_by(ZOOM_STEP**steps, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click or a drag begins."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag the photo, or show what a click would do."""
        if self._pressed is None:
            over = self._face_at(event.position()) is not None
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            return
        delta = event.position() - self._pressed
        if self._dragged or delta.manhattanLength() > CLICK_PX:
            self._dragged = True
            target = self._target().size()
            self._centre -= QPointF(delta.x() / target.width(), delta.y() / target.height())
            self._pressed = event.position()
            self._moved()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on a face, or the end of a drag."""
        if self._pressed is not None and not self._dragged:
            face = self._face_at(event.position())
            if face is not None:
                self.face_clicked.emit(face.id)
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """From the whole photo to one pixel for one pixel, and back."""
        if self._zoom > 1.0:
            self.fit()
        else:
            self.zoom_by(max(1 / self.scale, 2.0), event.position())


def _on_dark(state: FaceState) -> QColor:
    """Boxes and labels stand on a dark outline in both themes, so the dark theme's colours do."""
    return DARK.state(state)
