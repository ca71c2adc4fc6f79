"""How a photo is painted in the gallery: picture, names, and what is open, by shape and text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.types import BEST_RATING, NAMED, REJECTED_PHOTO, Face, FaceState, Photo, PhotoId, PlayerId
from desktop.models import roles
from desktop.models.face_grid import off_roster
from desktop.theme import Colours, colours, ink
from desktop.views.parts import MARKS

translate = QCoreApplication.translate

Index = QModelIndex | QPersistentModelIndex
GAP = 10
STAR_PX, PLATE_PX = 17, 22
# Of a rejected photo so much of the picture is to be seen.
FADED = 0.35
BADGES = (FaceState.CONFIRMED, FaceState.TAGGED, FaceState.SUGGESTED, FaceState.UNKNOWN)


CAPTIONS = 2000
CHOSEN = QStyle.StateFlag.State_Selected.value
HOVERED = QStyle.StateFlag.State_MouseOver.value
FOCUSED = QStyle.StateFlag.State_HasFocus.value
STATES = CHOSEN | HOVERED | FOCUSED


@dataclass(frozen=True, slots=True)
class Caption:
    """What is written below a photo, cut to a cell's width: who is in it, what is open, its file.

    A badge is where it begins, its words and the state that it counts.
    """

    photo: Photo
    roster: frozenset[PlayerId]
    names: str
    known: bool
    file: str
    badges: tuple[tuple[int, str, FaceState], ...]


class PhotoDelegate(QStyledItemDelegate):
    """Paints roles and nothing else; the cell's width is set by the gallery's slider.

    Stars are shown on photos that have some and on the one under the pointer, where a click gives them.
    """

    rated = Signal(str, int)
    """The id of a photo and the rating that was clicked for it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._metrics = parent.fontMetrics()
        self._line = self._metrics.height()
        self._captions: dict[PhotoId, Caption] = {}
        self._cards: dict[tuple[int, Colours, float], QPixmap] = {}
        self.set_width(210)

    def set_width(self, width: int) -> None:
        """Paint cells of this width."""
        picture = width - 2 * GAP
        self._place = QRect(GAP, GAP, picture, round(picture * 2 / 3))
        self._text = QRect(GAP + 2, self._place.bottom() + 7, picture - 4, self._line)
        self._cell = QSize(width, self._place.height() + 2 * self._line + 26)
        self._captions.clear()
        self._cards.clear()

    @property
    def cell(self) -> QSize:
        """A cell: a 3:2 picture over two lines of text."""
        return self._cell

    @property
    def picture_size(self) -> QSize:
        """The place of a picture; one that fits into it is painted as it is, which is four times as fast."""
        return self._place.size()

    @property
    def inside(self) -> QPoint:
        """From the corner of a cell to where it is surely hit."""
        return QPoint(self._cell.width() // 2, GAP)

    def stars(self, cell: QPoint) -> QRect:
        """Where the stars of a cell are, by its corner."""
        corner = self._place.translated(cell).bottomLeft() - QPoint(-4, PLATE_PX + 3)
        return QRect(corner, QSize(BEST_RATING * STAR_PX + 8, PLATE_PX))

    def editorEvent(  # noqa: N802
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """A click on a star gives the photo so many, and on the last one that it has, none."""
        photo: Photo | None = index.data(roles.PHOTO)
        released = event.type() == QEvent.Type.MouseButtonRelease
        if photo is None or not released or not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)
        place, at = self.stars(option.rect.topLeft()), event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton or not place.contains(at):
            return super().editorEvent(event, model, option, index)
        star = min(max((at.x() - place.x() - 4) // STAR_PX + 1, 1), BEST_RATING)
        self.rated.emit(photo.id, 0 if star == photo.rating else star)
        return True

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802
        """All the same, so that the view needs not ask for each."""
        return self._cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        theme = colours(option.palette)
        photo: Photo | None = index.data(roles.PHOTO)
        picture: QPixmap | None = index.data(roles.PICTURE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(option.rect.topLeft())
        painter.drawPixmap(0, 0, self._card(option.state.value & STATES, theme, painter))
        if picture is None:
            self._paint_no_picture(painter, bool(index.data(roles.PICTURE_MISSING)), theme)
        else:
            painter.setOpacity(FADED if photo is not None and photo.rating == REJECTED_PHOTO else 1)
            self._paint_picture(painter, picture)
            painter.setOpacity(1)
        if photo is not None:
            if photo.rating or option.state.value & HOVERED:
                self._paint_rating(painter, photo.rating, theme)
            self._paint_caption(painter, self._caption(photo, index.data(roles.ROSTER)), theme)
        painter.restore()

    def _card(self, state: int, theme: Colours, painter: QPainter) -> QPixmap:
        """What a cell in a state stands on; kept, since round corners take a fifth of painting a cell."""
        ratio = painter.device().devicePixelRatio()
        card = self._cards.get((state, theme, ratio))
        if card is None:
            card = QPixmap(self._cell * ratio)
            card.setDevicePixelRatio(ratio)
            card.fill(Qt.GlobalColor.transparent)
            on_card = QPainter(card)
            on_card.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_card(on_card, state, theme)
            on_card.end()
            self._cards[state, theme, ratio] = card
        return card

    def _paint_card(self, painter: QPainter, state: int, theme: Colours) -> None:
        card = QRect(QPoint(0, 0), self._cell).adjusted(3, 3, -3, -3)
        focused = bool(state & FOCUSED)
        if state & CHOSEN:
            painter.setPen(QPen(ink(theme.accent), 2 if focused else 1))
            painter.setBrush(ink(theme.selection))
        else:
            painter.setPen(QPen(ink(theme.accent), 1) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(ink(theme.raised if state & HOVERED else theme.panel))
        painter.drawRoundedRect(card, 7, 7)

    def _paint_no_picture(self, painter: QPainter, missing: bool, theme: Colours) -> None:
        painter.fillRect(self._place, ink(theme.field))
        if missing:
            painter.setPen(ink(theme.quiet))
            painter.drawText(self._place, Qt.AlignmentFlag.AlignCenter, self.tr("No picture here"))

    def _paint_picture(self, painter: QPainter, picture: QPixmap) -> None:
        size = picture.size().scaled(self._place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(QPoint(0, 0), size)
        target.moveCenter(self._place.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(target, picture)

    def _paint_rating(self, painter: QPainter, rating: int, theme: Colours) -> None:
        place = self.stars(QPoint())
        rejected = self.tr("✕ rejected")
        if rating == REJECTED_PHOTO:
            place.setWidth(self._metrics.horizontalAdvance(rejected) + 12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink(theme.panel))
        painter.drawRoundedRect(place, 5, 5)
        if rating == REJECTED_PHOTO:
            painter.setPen(ink(theme.text))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, rejected)
            return
        for star in range(BEST_RATING):
            slot = QRect(place.x() + 4 + star * STAR_PX, place.y(), STAR_PX, place.height())
            painter.setPen(ink(theme.suggested if star < rating else theme.quiet))
            painter.drawText(slot, Qt.AlignmentFlag.AlignCenter, "★" if star < rating else "☆")

    def _paint_caption(self, painter: QPainter, caption: Caption, theme: Colours) -> None:
        first = self._text.top() + self._metrics.ascent()
        second = first + self._line + 3
        painter.setPen(ink(theme.text if caption.known else theme.quiet))
        painter.drawText(self._text.left(), first, caption.names)
        for left, words, state in caption.badges:
            painter.setPen(theme.state(state))
            painter.drawText(left, second, words)
        painter.setPen(ink(theme.quiet))
        painter.drawText(self._text.left(), second, caption.file)

    def _caption(self, photo: Photo, roster: frozenset[PlayerId]) -> Caption:
        """What is written below a photo; kept, since a cell is painted again when its picture comes."""
        kept = self._captions.get(photo.id)
        if kept is not None and kept.photo is photo and kept.roster is roster:
            return kept
        if len(self._captions) >= CAPTIONS:
            self._captions.clear()
        made = self._captions[photo.id] = self._written(photo, roster)
        return made

    def _written(self, photo: Photo, roster: frozenset[PlayerId]) -> Caption:
        names = ", ".join(named(photo, roster))
        seen = any(face.state is not FaceState.NOT_A_FACE for face in photo.faces)
        quiet = self.tr("no names yet") if seen else self.tr("no faces")
        right, placed = self._text.right(), []
        for state, count in reversed(badges(photo.faces)):
            words = f"{MARKS[state]} {count}"
            left = right - self._metrics.horizontalAdvance(words)
            placed.append((left, words, state))
            right = left - 9
        return Caption(
            photo,
            roster,
            names=self._cut(names or quiet, self._text.width()),
            known=bool(names),
            file=self._cut(photo.file_name, right - self._text.left()),
            badges=tuple(placed),
        )

    def _cut(self, words: str, width: int) -> str:
        return self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)


def named(photo: Photo, roster: frozenset[PlayerId]) -> list[str]:
    """Who is in a photo: names given first, then those only suggested, with a question mark.

    With those who are not expected there it says so.
    """
    named_faces = [face for face in photo.faces if face.player]
    sure = [_name(face, "", roster) for face in named_faces if face.state in NAMED]
    maybe = [_name(face, "?", roster) for face in named_faces if face.state is FaceState.SUGGESTED]
    return list(dict.fromkeys(sure + maybe))


def _name(face: Face, mark: str, roster: frozenset[PlayerId]) -> str:
    name = f"{face.player}{mark}"
    words = translate("PhotoDelegate", "{name} (not expected here)")
    return words.format(name=name) if off_roster(face, roster) else name


def badges(faces: tuple[Face, ...]) -> list[tuple[FaceState, int]]:
    """How many faces are in which state, the states that matter in a fixed order."""
    counts = Counter(face.state for face in faces)
    counts[FaceState.UNKNOWN] += counts.pop(FaceState.REJECTED, 0)
    return [(state, counts[state]) for state in BADGES if counts[state]]
