"""A photo with the boxes and names of its faces: zoomed by the wheel, moved by dragging."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from core.types import Box, Face, FaceId, FaceState
from desktop.theme import colours
from desktop.views.face_boxes import face_words, paint_box, paint_label, paint_notice

ZOOM_STEP = 1.25
ZOOM_MOST = 16.0
# A press that moves less than this is a click, not a drag.
CLICK_PX = 4
HIDDEN = frozenset({FaceState.IGNORED, FaceState.NOT_A_FACE})


class Boxes(StrEnum):
    """Which boxes are seen."""

    NAMES = "names"
    """All, with names."""
    HOVER = "hover"
    """All, with the name of the one under the pointer and of the chosen one."""
    NONE = "none"


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
        self._hovered: FaceId | None = None
        self._boxes = Boxes.HOVER
        self._message = ""
        self._zoom = 1.0
        self._centre = QPointF(0.5, 0.5)
        self._pressed: QPointF | None = None
        self._dragged = False

    @Slot(QImage, int, int)
    def show_image(self, image: QImage | None, width: int, height: int) -> None:
        """Show a picture of a photo that is `width` by `height` pixels in full; None for no picture yet."""
        self._image = image
        self._size = QSizeF(max(width, 1), max(height, 1))
        self._moved()

    def show_faces(self, faces: Sequence[Face], selected: FaceId | None) -> None:
        """Show these boxes, the small ones on top."""
        shown = [face for face in faces if face.state not in HIDDEN or face.id == selected]
        self._faces = tuple(sorted(shown, key=lambda face: -face.box.w * face.box.h))
        self._selected = selected
        self.update()

    def show_boxes(self, which: Boxes) -> None:
        """Show these boxes."""
        self._boxes = which
        self.update()

    @property
    def boxes(self) -> Boxes:
        """Which boxes are seen."""
        return self._boxes

    @Slot(str)
    def show_message(self, words: str) -> None:
        """Say why there is no picture, or no better one; nothing where `words` is empty."""
        self._message = words
        self.update()

    def fit(self) -> None:
        """Show the whole photo."""
        self._zoom, self._centre = 1.0, QPointF(0.5, 0.5)
        self._moved()

    def anchor(self) -> QPointF:
        """The point that stays where it is when the photo is zoomed by keys."""
        return QRectF(self.rect()).center()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom in or out; the point of the photo under `at` stays there."""
        anchor = at if at is not None else self.anchor()
        under = self._to_photo(anchor)
        self._zoom = min(max(self._zoom * factor, 1.0), ZOOM_MOST)
        target = self._target().size()
        offset = anchor - QRectF(self.rect()).center()
        self._centre = QPointF(
            under.x() - offset.x() / target.width(), under.y() - offset.y() / target.height()
        )
        self._moved()

    def pan(self, by: QPointF) -> None:
        """See what is so many pixels of the screen further on."""
        target = self._target().size()
        self._centre += QPointF(by.x() / target.width(), by.y() / target.height())
        self._moved()

    @property
    def is_zoomed(self) -> bool:
        """Whether part of the photo is out of sight."""
        return self._zoom > 1.0

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
        box = self.rect_of(face_id)
        return box.center() if box is not None else None

    def rect_of(self, face_id: FaceId | None) -> QRectF | None:
        """Where the box of a face is on the widget; None where it is not seen."""
        boxes = (self._box(face.box) for face in self._faces if face.id == face_id)
        return next(boxes, None) if self._boxes is not Boxes.NONE else None

    def face_at(self, point: QPointF) -> Face | None:
        """The face at a point of the widget: of two, the smaller one is meant."""
        hits = (face for face in reversed(self._faces) if self._box(face.box).contains(point))
        return next(hits, None)

    def _moved(self) -> None:
        """Keep the photo on the widget, and tell."""
        target = self._target().size()
        half_x = min(self.width() / target.width() / 2, 0.5)
        half_y = min(self.height() / target.height() / 2, 0.5)
        self._centre = QPointF(
            min(max(self._centre.x(), half_x), 1 - half_x),
            min(max(self._centre.y(), half_y), 1 - half_y),
        )
        if self._image is not None:
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

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        """The photo, then the boxes, then their labels."""
        painter = QPainter(self)
        theme = colours(self.palette())
        painter.fillRect(self.rect(), QColor(theme.field))
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._target(), self._image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_faces(painter)
        if self._message:
            paint_notice(painter, self._message, QRectF(self.rect()))

    def _paint_faces(self, painter: QPainter) -> None:
        """Boxes, then labels over all of them, those that are looked at last."""
        if self._boxes is Boxes.NONE:
            return
        looked_at = (self._selected, self._hovered)
        faces = sorted(self._faces, key=lambda face: (face.id == self._hovered, face.id == self._selected))
        for face in faces:
            selected = face.id == self._selected
            paint_box(
                painter, self._box(face.box), face.state, strong=face.id in looked_at, selected=selected
            )
        for face in faces:
            if face.id in looked_at or (self._boxes is Boxes.NAMES and face.player):
                words = face_words(face, in_full=face.id == self._hovered)
                paint_label(painter, self._box(face.box), words, face.state, QRectF(self.rect()))

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
            self._hover(event.position())
            return
        delta = event.position() - self._pressed
        if self._dragged or delta.manhattanLength() > CLICK_PX:
            self._dragged = True
            self._pressed = event.position()
            self.pan(-delta)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Nothing is under the pointer any more."""
        super().leaveEvent(event)
        self.forget_hovered()

    def forget_hovered(self) -> None:
        """Name no face by the pointer for now."""
        self._hovered = None
        self.update()

    def _hover(self, at: QPointF) -> None:
        """Name the face under the pointer, and show what a press would do."""
        face = self.face_at(at)
        hovered = face.id if face is not None else None
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()
        self.setCursor(self.cursor_at(at))

    def cursor_at(self, at: QPointF) -> Qt.CursorShape:
        """What the pointer looks like there."""
        over = self.face_at(at) is not None
        return Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on a face, or the end of a drag."""
        if self._pressed is not None and not self._dragged:
            face = self.face_at(event.position())
            if face is not None:
                self.face_clicked.emit(face.id)
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """From the whole photo to one pixel for one pixel, and back."""
        if self.is_zoomed:
            self.fit()
        else:
            self.zoom_by(max(1 / self.scale, 2.0), event.position())
