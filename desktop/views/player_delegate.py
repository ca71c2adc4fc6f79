"""How a player is painted in the list: a face and the name."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.models import roles
from desktop.models.roles import Index
from desktop.theme import Colours, colours
from desktop.views.face_delegates import paint_picture

ROW = 44
SIDE = ROW - 8
LEFT = 10


def paint_face(painter: QPainter, place: QRect, picture: QPixmap | None, name: str, theme: Colours) -> None:
    """A player's face, or the first letter of the name where there is none."""
    paint_picture(painter, place, picture, theme)
    if picture is None:
        painter.setPen(QColor(theme.quiet))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name[:1].upper())


class PlayerDelegate(QStyledItemDelegate):
    """The name with the best face before it, or an empty place where there is none."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell; the style paints it, and leaves room for the face."""
        shifted = QStyleOptionViewItem(option)
        self.initStyleOption(shifted, index)
        words, shifted.text = shifted.text, ""
        style = option.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, shifted, painter, option.widget)
        theme = colours(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face = QRect(option.rect.left() + LEFT, option.rect.top() + (ROW - SIDE) // 2, SIDE, SIDE)
        paint_face(painter, face, index.data(roles.PICTURE), words, theme)
        place = option.rect.adjusted(LEFT + SIDE + 10, 0, -6, 0)
        painter.setPen(QColor(theme.text))
        cut = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
        painter.restore()
