"""How the boxes and names of faces, and words, are painted over a photo."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from core.types import Face, FaceState
from desktop.models.face_grid import percent_sure
from desktop.theme import DARK
from desktop.views.parts import LINES, MARKS, state_words

translate = QCoreApplication.translate

# Boxes and labels stand on a dark outline in both themes, so the dark theme's colours do.
OUTLINE = QColor(12, 14, 17, 215)
PADDING = QPointF(7, 3)
HANDLE = 9.0
WIDEST_NOTICE = 460
WRAPS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter
LEAST_WITH_HANDLES = 28.0


def paint_box(painter: QPainter, box: QRectF, state: FaceState, *, strong: bool, selected: bool) -> None:
    """The box of a face: a thin line, or a strong one where it is looked at."""
    wide = (2.0 if is_small(box) else 3.0) if strong else 1.2
    # Of a strong line the inner edge is where a thin one runs: it must not cover a small face.
    line = box.adjusted(-wide / 2, -wide / 2, wide / 2, wide / 2)
    # A dark line under the coloured one shows on light kit and on dark.
    painter.setPen(QPen(OUTLINE, wide + 2))
    painter.drawRoundedRect(line, 4, 4)
    colour = QColor(DARK.accent_hover) if selected else DARK.state(state)
    painter.setPen(QPen(colour, wide, LINES[state]))
    painter.drawRoundedRect(line, 4, 4)


def is_small(box: QRectF) -> bool:
    """Whether handles would cover the face; zoomed in on, it is no longer."""
    return min(box.width(), box.height()) < LEAST_WITH_HANDLES


def face_words(face: Face, *, in_full: bool) -> str:
    """Who a face is; in full also how that is known."""
    name = face.player or translate("PhotoCanvas", "Who is this?")
    words = f"{MARKS[face.state]} {name}"
    sure = percent_sure(face) if face.player else ""
    if in_full:
        return "  ·  ".join(part for part in (words, state_words(face.state), sure) if part)
    return f"{words}  {sure}" if face.state is FaceState.SUGGESTED and sure else words


def paint_label(painter: QPainter, box: QRectF, words: str, state: FaceState, room: QRectF) -> None:
    """Words under a box, or over it where there is no room below."""
    chip = _chip(painter, words)
    chip.moveCenter(box.center())
    chip.moveTop(box.bottom() + 4)
    if chip.bottom() > room.bottom():
        chip.moveBottom(box.top() - 4)
    _paint_chip(painter, _within(chip, room), words, DARK.state(state))


def paint_hint(painter: QPainter, words: str, room: QRectF) -> None:
    """Words in lines at the top of the photo."""
    chip = _lines(painter, words, room)
    chip.moveTop(room.top() + 10)
    _paint_chip(painter, chip, words, QColor(DARK.text), WRAPS)


def paint_notice(painter: QPainter, words: str, room: QRectF) -> None:
    """Words in lines at the bottom of the photo."""
    chip = _lines(painter, words, room)
    chip.moveBottom(room.bottom() - 18)
    _paint_chip(painter, chip, words, QColor(DARK.text), WRAPS)


def paint_handles(painter: QPainter, box: QRectF) -> None:
    """What the corners of a box are drawn by."""
    painter.setPen(QPen(OUTLINE, 1.5))
    painter.setBrush(QColor(DARK.text))
    for corner in corners(box):
        handle = QRectF(0, 0, HANDLE, HANDLE)
        handle.moveCenter(corner)
        painter.drawRect(handle)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_drag(painter: QPainter, box: QRectF) -> None:
    """A box that follows the pointer."""
    for pen in (QPen(OUTLINE, 3.5), QPen(QColor(DARK.accent_hover), 1.8, Qt.PenStyle.DashLine)):
        painter.setPen(pen)
        painter.drawRect(box)


def paint_focus(painter: QPainter, room: QRectF) -> None:
    """A frame around what has the keyboard."""
    painter.setPen(QPen(QColor(DARK.accent_hover), 2.0))
    painter.drawRect(room.adjusted(1, 1, -1, -1))


def corners(box: QRectF) -> tuple[QPointF, QPointF, QPointF, QPointF]:
    """Top left, top right, bottom right, bottom left: the one across is two further on."""
    return (box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft())


def _chip(painter: QPainter, words: str) -> QRectF:
    metrics = QFontMetricsF(painter.font())
    return QRectF(
        0, 0, metrics.horizontalAdvance(words) + 2 * PADDING.x(), metrics.height() + 2 * PADDING.y()
    )


def _lines(painter: QPainter, words: str, room: QRectF) -> QRectF:
    widest = QRectF(0, 0, min(WIDEST_NOTICE, room.width() - 40), room.height())
    chip = QFontMetricsF(painter.font()).boundingRect(widest, WRAPS, words).adjusted(-14, -9, 14, 9)
    chip.moveCenter(room.center())
    return chip


def _within(chip: QRectF, room: QRectF) -> QRectF:
    """The chip moved sideways as far as it would be cut off."""
    if chip.right() > room.right() - 4:
        chip.moveRight(room.right() - 4)
    if chip.left() < room.left() + 4:
        chip.moveLeft(room.left() + 4)
    return chip


def _paint_chip(
    painter: QPainter,
    chip: QRectF,
    words: str,
    colour: QColor,
    flags: int | Qt.AlignmentFlag = Qt.AlignmentFlag.AlignCenter,
) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(OUTLINE)
    painter.drawRoundedRect(chip, 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(colour)
    painter.drawText(chip, flags, words)
