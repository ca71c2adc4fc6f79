"""How a gallery is painted in the list of galleries."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.types import OPEN_STATES, Gallery
from desktop.models import roles
from desktop.theme import colours

Index = QModelIndex | QPersistentModelIndex


def settled(gallery: Gallery) -> float:
    """The share of faces that a person has answered."""
    if not gallery.faces:
        return 0.0
    still_open = sum(gallery.by_state.get(state, 0) for state in OPEN_STATES)
    return 1 - still_open / gallery.faces


class GalleryDelegate(QStyledItemDelegate):
    """The name, the counts, and a thin bar: how much a person has answered."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802
        """All the same."""
        return QSize(200, 2 * option.fontMetrics.height() + 28)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        theme = colours(option.palette)
        gallery: Gallery = index.data(roles.GALLERY)
        row = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row, QColor(theme.selection))
            painter.fillRect(QRect(row.left(), row.top(), 3, row.height()), QColor(theme.accent))
        text = row.adjusted(14, 8, -12, -12)
        words = self.tr("Photos: {photos} · faces: {faces}") if gallery.faces else self.tr("Photos: {photos}")
        counts = words.format(photos=gallery.photos, faces=gallery.faces)
        painter.save()
        painter.setPen(QColor(theme.quiet))
        painter.drawText(text, Qt.AlignmentFlag.AlignBottom, counts)
        bold = QFont(painter.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(theme.text))
        name = painter.fontMetrics().elidedText(gallery.name, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignTop, name)
        painter.restore()
        bar = QRect(text.left(), row.bottom() - 7, text.width(), 3)
        painter.fillRect(bar, QColor(theme.line))
        bar.setWidth(round(bar.width() * settled(gallery)))
        painter.fillRect(bar, QColor(theme.confirmed))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.drawRect(row.adjusted(0, 0, -1, -1))
