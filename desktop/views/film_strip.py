"""The burst that a photo is of, as a strip below it."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from core.types import PhotoId
from desktop import drawing
from desktop.document import Document, Latest
from desktop.models import roles
from desktop.models.film import FilmModel
from desktop.theme import colours
from desktop.thumbnails import Pictures
from desktop.views.face_delegates import paint_picture
from desktop.views.parts import label

CELL = QSize(96, 68)
GAP = 4


class FilmDelegate(QStyledItemDelegate):
    """A thumbnail; a frame around the photo that is shown."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002, N802
        """All the same."""
        return CELL

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One photo."""
        theme = colours(option.palette)
        place: QRect = option.rect.adjusted(GAP, GAP, -GAP, -GAP)
        picture: QPixmap | None = index.data(roles.PICTURE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_picture(painter, _fitted(picture, place), picture, theme)
        if index.data(roles.PICTURE_MISSING):
            painter.setPen(QColor(theme.quiet))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.tr("no picture"))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(theme.accent), 3))
            painter.drawRoundedRect(place.adjusted(-1, -1, 1, 1), 5, 5)


def _fitted(picture: QPixmap | None, place: QRect) -> QRect:
    """The part of a place that a picture takes when all of it is to be seen, heads too."""
    if picture is None:
        return place
    size = picture.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
    target = QRect(QPoint(0, 0), size)
    target.moveCenter(place.center())
    return target


class FilmStrip(QFrame):
    """Shows the burst of a photo, and nothing where the photo is alone."""

    wanted = Signal(str)
    """The id of a photo of the burst that was clicked or stepped to."""

    def __init__(self, document: Document, thumbnails: Pictures) -> None:
        super().__init__()
        self.setObjectName("actions")
        self._reading = Latest(document, self)
        self._photo_id: PhotoId | None = None
        self.photos = FilmModel(thumbnails, self)
        self.title = label("", "quiet")
        self.list = self._make_list()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 4, 6, 4)
        layout.setSpacing(10)
        layout.addWidget(self.title)
        layout.addWidget(self.list, 1)
        self.list.clicked.connect(self._on_clicked)
        self.hide()

    def _make_list(self) -> QListView:
        made = QListView()
        made.setModel(self.photos)
        made.setItemDelegate(FilmDelegate(made))
        made.setFlow(QListView.Flow.LeftToRight)
        made.setUniformItemSizes(True)
        made.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setFixedHeight(CELL.height() + made.horizontalScrollBar().sizeHint().height())
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAccessibleName(self.tr("Photos of the burst"))
        return made

    def show_photo(self, photo_id: PhotoId) -> None:
        """Show the burst of this photo."""
        self._photo_id = photo_id
        if photo_id in self.photos.photo_ids():
            self._show_current()
        else:
            self._reading.ask(drawing.read_burst(photo_id), self._on_burst)

    def step(self, by: int) -> None:
        """Want the next photo of the burst, or the one before."""
        ids = self.photos.photo_ids()
        if self._photo_id in ids and 0 <= (at := ids.index(self._photo_id) + by) < len(ids):
            self.wanted.emit(ids[at])

    @Slot(object)
    def _on_burst(self, ids: tuple[PhotoId, ...]) -> None:
        self.photos.set_photos(ids)
        self._show_current()

    def _show_current(self) -> None:
        ids = self.photos.photo_ids()
        self.setVisible(len(ids) > 1)
        if self._photo_id in ids:
            at = ids.index(self._photo_id)
            current = self.photos.index(at)
            self.list.selectionModel().setCurrentIndex(
                current, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.list.scrollTo(current, QListView.ScrollHint.EnsureVisible)
            self.title.setText(self.tr("Burst\n{n} of {count}").format(n=at + 1, count=len(ids)))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.wanted.emit(self.photos.photo_ids()[index.row()])
