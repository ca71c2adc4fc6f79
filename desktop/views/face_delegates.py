"""How faces are painted: crops in the review grid, rows in a photo's list, questions in theirs."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QLocale, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.types import Face, FaceId, Question, QuestionKind
from desktop.models import roles
from desktop.models.face_grid import off_roster, percent_sure
from desktop.theme import Colours, colours
from desktop.views.painted import Painted
from desktop.views.parts import MARKS, state_words

Index = QModelIndex | QPersistentModelIndex
CROP = 116
GAP = 8
ROW = 60
SHADE = QColor(12, 14, 17, 200)
"""Behind what is to be read over a picture."""


def _selected(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_Selected)


def _current(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_HasFocus)


def _hovered(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_MouseOver)


def _same(picture: QPixmap | None) -> int:
    """A number that tells pictures apart."""
    return picture.cacheKey() if picture is not None else 0


def paint_picture(painter: QPainter, place: QRect, picture: QPixmap | None, theme: Colours) -> None:
    """A picture filling a rounded place, or an empty one while it is being loaded."""
    path = QPainterPath()
    path.addRoundedRect(place, 5, 5)
    if picture is None:
        painter.fillPath(path, QColor(theme.raised))
        return
    painter.save()
    painter.setClipPath(path)
    size = picture.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    target = QRect(0, 0, size.width(), size.height())
    target.moveCenter(place.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(target, picture)
    painter.restore()


class CropDelegate(QStyledItemDelegate):
    """A face crop with how sure the recogniser is; a frame and a check mark when selected.

    Over the crops of a part of the grid stands what it is.
    """

    side = CROP
    columns = 1
    """How many cells a row has room for, where parts of the grid begin rows of their own."""
    ticks = False
    """Whether a click on the mark of a face gives or takes it."""
    offered: FaceId | None = None
    """The face that is selected though nobody has ticked it: a frame alone says so."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """All the same, so that the view needs not ask for each; the last of a part takes all its row."""
        cell, over = self.side + GAP, self._over(option) if index.data(roles.SECTION) else 0
        part = index.data(roles.SECTION_ENDS)
        wide = self.columns - (part - 1) % self.columns if part else 1
        return QSize(cell * wide, cell + over)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        theme = colours(option.palette)
        place = self._place(option.rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if title := index.data(roles.SECTION_TITLE):
            self._paint_section(painter, option.rect, place.top(), title, theme)
        paint_picture(painter, place, index.data(roles.PICTURE), theme)
        if index.data(roles.PICTURE_MISSING):
            painter.setPen(QColor(theme.quiet))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.tr("no picture"))
        if words := self.chip(index):
            self._paint_chip(painter, place, words, Qt.AlignmentFlag.AlignRight)
        if digits := index.data(roles.NUMBER):
            self._paint_chip(
                painter, place, self.tr("№ {digits}").format(digits=digits), Qt.AlignmentFlag.AlignLeft
            )
        self._paint_frame(painter, option, place, theme, ticked=self._ticked(option, index))

    def _ticked(self, option: QStyleOptionViewItem, index: Index) -> bool:
        face: Face | None = index.data(roles.FACE)
        return _selected(option) and (face is None or face.id != self.offered)

    def _place(self, cell: QRect) -> QRect:
        """Where the crop is in its cell: of one that ends a part the cell goes on to the end of the row."""
        place = QRect(0, 0, self.side, self.side)
        place.moveBottomLeft(QPoint(cell.left() + GAP // 2, cell.bottom() - GAP // 2))
        return place

    def tick(self, cell: QRect) -> QRect:
        """Where the mark of a selected face is in its cell, which a click gives and takes."""
        return QRect(self._place(cell).topLeft() + QPoint(5, 5), QSize(20, 20))

    def _over(self, option: QStyleOptionViewItem) -> int:
        return option.fontMetrics.height() + GAP

    def _paint_section(self, painter: QPainter, cell: QRect, below: int, words: str, theme: Colours) -> None:
        """What the part is called, over its first face."""
        strip = QRect(cell.left() + GAP // 2, cell.top(), cell.width(), below - cell.top() - 3)
        painter.setPen(QColor(theme.text))
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, strip.width() - GAP)
        painter.drawText(strip, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)

    def chip(self, index: Index) -> str:
        """What stands in the corner: how sure the recogniser is."""
        face: Face = index.data(roles.FACE)
        sure = percent_sure(face)
        mark = "△ " if sure and off_roster(face, index.data(roles.ROSTER)) else ""
        return mark + sure

    def _paint_chip(self, painter: QPainter, place: QRect, words: str, edge: Qt.AlignmentFlag) -> None:
        metrics = painter.fontMetrics()
        size = QSize(metrics.horizontalAdvance(words) + 10, metrics.height() + 2)
        corner = edge | Qt.AlignmentFlag.AlignBottom
        within = place.adjusted(5, 5, -5, -5)
        chip = QStyle.alignedRect(Qt.LayoutDirection.LeftToRight, corner, size, within)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(SHADE)
        painter.drawRoundedRect(chip, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor("#e6e8ea"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_frame(
        self, painter: QPainter, option: QStyleOptionViewItem, place: QRect, theme: Colours, *, ticked: bool
    ) -> None:
        if _selected(option):
            painter.setPen(QPen(QColor(theme.accent), 3))
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 5, 5)
        if ticked or (self.ticks and _hovered(option)):
            self._paint_tick(painter, self.tick(option.rect), theme, given=ticked)
        if _current(option):
            painter.setPen(QPen(QColor(theme.text), 1, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(place.adjusted(-2, -2, 2, 2), 6, 6)

    def _paint_tick(self, painter: QPainter, tick: QRect, theme: Colours, *, given: bool) -> None:
        """The mark, or an empty place for it."""
        painter.setPen(Qt.PenStyle.NoPen if given else QPen(QColor("#e6e8ea"), 1.5))
        painter.setBrush(QColor(theme.accent) if given else SHADE)
        painter.drawEllipse(tick)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if given:
            painter.setPen(QColor(theme.on_accent))
            painter.drawText(tick, Qt.AlignmentFlag.AlignCenter, "✓")


class AlikeDelegate(CropDelegate):
    """A face of the library with how alike it is to the one in question."""

    def chip(self, index: Index) -> str:
        """The cosine."""
        return QLocale().toString(float(index.data(roles.COSINE)), "f", 2)


class RowDelegate(QStyledItemDelegate):
    """A row with a small crop at the left, a title and a quiet second line."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._painted = Painted()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802
        """All the same."""
        return QSize(200, ROW)

    def lines(self, index: Index, theme: Colours) -> tuple[str, str, str]:
        """The title, the second line and its colour."""
        raise NotImplementedError

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        theme = colours(option.palette)
        row = option.rect
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if _selected(option):
            painter.fillRect(row, QColor(theme.selection))
            painter.fillRect(QRect(row.left(), row.top(), 3, row.height()), QColor(theme.accent))
        picture: QPixmap | None = index.data(roles.PICTURE)
        title, second, colour = self.lines(index, theme)
        self._painted.draw(
            painter,
            row,
            (_same(picture), title, second, colour, theme.window),
            partial(self._paint_row, picture=picture, title=title, second=second, colour=colour, theme=theme),
        )
        if _current(option):
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.drawRect(row.adjusted(0, 0, -1, -1))

    def _paint_row(
        self,
        painter: QPainter,
        row: QRect,
        *,
        picture: QPixmap | None,
        title: str,
        second: str,
        colour: str,
        theme: Colours,
    ) -> None:
        side = row.height() - 12
        crop = QRect(12, 6, side, side)
        paint_picture(painter, crop, picture, theme)
        text = row.adjusted(crop.right() + 12, 9, -10, -9)
        self._text(painter, text, title, QColor(theme.text), bold=True)
        self._text(painter, text, second, QColor(colour), bold=False)

    def _text(self, painter: QPainter, place: QRect, words: str, colour: QColor, bold: bool) -> None:
        font = QFont(painter.font())
        font.setBold(bold)
        painter.save()
        painter.setFont(font)
        painter.setPen(colour)
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        edge = Qt.AlignmentFlag.AlignTop if bold else Qt.AlignmentFlag.AlignBottom
        painter.drawText(place, edge | Qt.AlignmentFlag.AlignLeft, cut)
        painter.restore()


class FaceRowDelegate(RowDelegate):
    """A face of a photo: who it is, and how that is known."""

    def lines(self, index: Index, theme: Colours) -> tuple[str, str, str]:
        """The player and the state."""
        face: Face = index.data(roles.FACE)
        sure = percent_sure(face) if face.player is not None else ""
        words = f"{MARKS[face.state]}  {state_words(face.state)}  {sure}".rstrip()
        if off_roster(face, index.data(roles.ROSTER)):
            outside = self.tr("△  not expected here")
            words = f"{outside}  ·  {words}"
        if index.data(roles.DISPUTED):
            disputed = self.tr("⚠  people disagree")
            words = f"{disputed}  ·  {words}"
        return face.player or self.tr("Who is this?"), words, theme.state(face.state).name()


class QuestionDelegate(RowDelegate):
    """An open question: what is asked, and of how many faces."""

    def lines(self, index: Index, theme: Colours) -> tuple[str, str, str]:
        """The question and the count."""
        question: Question = index.data(roles.QUESTION)
        mark, colour = {
            QuestionKind.SUGGESTED: ("?", theme.suggested),
            QuestionKind.GROUP: ("○", theme.unknown),
            QuestionKind.ALONE: ("○", theme.unknown),
            QuestionKind.TAGGED: ("●", theme.tagged),
            QuestionKind.ASIDE: ("…", theme.quiet),
        }[question.kind]
        words = f"{mark}  {index.data(roles.COUNTS)}"
        return index.data(Qt.ItemDataRole.DisplayRole), words, colour
