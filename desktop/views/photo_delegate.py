"""How a photo is painted in the gallery: picture, names, and what is open, by shape and text."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.types import Face, FaceState, Photo, PlayerId
from desktop.models import roles
from desktop.models.face_grid import off_roster
from desktop.theme import Colours, colours
from desktop.views.parts import MARKS

translate = QCoreApplication.translate

Index = QModelIndex | QPersistentModelIndex
GAP = 10
BADGES = (FaceState.CONFIRMED, FaceState.TAGGED, FaceState.SUGGESTED, FaceState.UNKNOWN)


class PhotoDelegate(QStyledItemDelegate):
    """Paints roles and nothing else; the cell's width is set by the gallery's slider."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._width = 210
        self._line = parent.fontMetrics().height()

    def set_width(self, width: int) -> None:
        """Paint cells of this width."""
        self._width = width

    @property
    def cell(self) -> QSize:
        """A cell: a 3:2 picture over two lines of text."""
        return QSize(self._width, self._picture().height() + 2 * self._line + 26)

    @property
    def picture_size(self) -> QSize:
        """The place of a picture; one that fits into it is painted as it is, which is four times as fast."""
        return self._picture().size()

    def _picture(self) -> QRect:
        width = self._width - 2 * GAP
        return QRect(GAP, GAP, width, round(width * 2 / 3))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802
        """All the same, so that the view needs not ask for each."""
        return self.cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        theme = colours(option.palette)
        photo: Photo | None = index.data(roles.PHOTO)
        picture: QPixmap | None = index.data(roles.PICTURE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter, option, theme)
        painter.translate(option.rect.topLeft())
        self._paint_picture(painter, picture, bool(index.data(roles.PICTURE_MISSING)), theme)
        if photo is not None:
            text = QRect(GAP + 2, self._picture().bottom() + 7, self._picture().width() - 4, 0)
            self._paint_names(painter, text, named(photo, index.data(roles.ROSTER)), photo, theme)
            self._paint_footer(painter, text.translated(0, self._line + 3), photo, theme)
        painter.restore()

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, theme: Colours) -> None:
        card = option.rect.adjusted(3, 3, -3, -3)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if chosen:
            painter.setPen(QPen(QColor(theme.accent), 2 if focused else 1))
            painter.setBrush(QColor(theme.selection))
        else:
            painter.setPen(QPen(QColor(theme.accent), 1) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.raised) if hovered else QColor(theme.panel))
        painter.drawRoundedRect(card, 7, 7)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_picture(
        self, painter: QPainter, picture: QPixmap | None, missing: bool, theme: Colours
    ) -> None:
        place = self._picture()
        if picture is None:
            painter.fillRect(place, QColor(theme.field))
            if missing:
                painter.setPen(QColor(theme.quiet))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.tr("File not found"))
            return
        size = picture.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(QPoint(0, 0), size)
        target.moveCenter(place.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(target, picture)

    def _paint_names(
        self, painter: QPainter, line: QRect, names: list[str], photo: Photo, theme: Colours
    ) -> None:
        quiet = self.tr("no faces") if not photo.faces else self.tr("no names yet")
        painter.setPen(QColor(theme.text if names else theme.quiet))
        self._line_of(painter, line, ", ".join(names) or quiet)

    def _paint_footer(self, painter: QPainter, line: QRect, photo: Photo, theme: Colours) -> None:
        right = line.right()
        for state, count in reversed(badges(photo.faces)):
            words = f"{MARKS[state]} {count}"
            width = painter.fontMetrics().horizontalAdvance(words)
            painter.setPen(theme.state(state))
            painter.drawText(right - width, line.top() + painter.fontMetrics().ascent(), words)
            right -= width + 9
        line.setRight(right)
        painter.setPen(QColor(theme.quiet))
        self._line_of(painter, line, photo.path.name)

    def _line_of(self, painter: QPainter, line: QRect, words: str) -> None:
        metrics = painter.fontMetrics()
        cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line.left(), line.top() + metrics.ascent(), cut)


def named(photo: Photo, roster: frozenset[PlayerId]) -> list[str]:
    """Who is in a photo: names given first, then those only suggested, with a question mark.

    With those who are not on the gallery's roster it says so.
    """
    named_faces = [face for face in photo.faces if face.player]
    sure = [_name(face, "", roster) for face in named_faces if _sure(face)]
    maybe = [_name(face, "?", roster) for face in named_faces if face.state is FaceState.SUGGESTED]
    return list(dict.fromkeys(sure + maybe))


def _name(face: Face, mark: str, roster: frozenset[PlayerId]) -> str:
    name = f"{face.player}{mark}"
    words = translate("PhotoDelegate", "{name} (not on the roster)")
    return words.format(name=name) if off_roster(face, roster) else name


def _sure(face: Face) -> bool:
    return face.state in (FaceState.CONFIRMED, FaceState.TAGGED)


def badges(faces: tuple[Face, ...]) -> list[tuple[FaceState, int]]:
    """How many faces are in which state, the states that matter in a fixed order."""
    counts = Counter(face.state for face in faces)
    counts[FaceState.UNKNOWN] += counts.pop(FaceState.REJECTED, 0)
    return [(state, counts[state]) for state in BADGES if counts[state]]
