"""The grid of a gallery's photos: its cells, what is selected, and where one is in it."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QListView, QStyle

from core.types import PhotoId
from desktop.models.photo_grid import PhotoGridModel
from desktop.thumbnails import Pictures
from desktop.views.grid import Grid
from desktop.views.photo_delegate import PhotoDelegate

SMALLEST, USUAL, LARGEST, STEP = 140, 210, 420, 20
Flag = QItemSelectionModel.SelectionFlag


class PhotoGrid(Grid):
    """Cells of about the wished width that fill the row; other photos leave selection and place be."""

    width_wished = Signal(int)
    """The width of a cell that the user would like."""
    picked = Signal()
    """Other photos are selected."""

    def __init__(self, photos: PhotoGridModel, thumbnails: Pictures) -> None:
        super().__init__()
        self.photos = photos
        self._thumbnails = thumbnails
        self.delegate = PhotoDelegate(self)
        self._width = USUAL
        self._selected: frozenset[PhotoId] = frozenset()
        self._before: list[PhotoId] = []
        self._row = 0
        self._top: tuple[PhotoId, int] | None = None
        self.setModel(photos)
        self.setItemDelegate(self.delegate)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setSelectionRectVisible(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Photos"))
        photos.leaving.connect(self._remember)
        photos.modelReset.connect(self._restore)
        self.selectionModel().selectionChanged.connect(self.picked)

    def set_cell_width(self, width: int) -> None:
        """Cells of about this width from now on; the photo at the top stays there."""
        self._width = width
        self._remember()
        self._fit()
        self._scroll_back()

    @property
    def cell_width(self) -> int:
        """The wished width."""
        return self._width

    def _fit(self) -> None:
        # Qt leaves room for the scroll bar whether it is there or not.
        extent = QStyle.PixelMetric.PM_ScrollBarExtent
        room = self.maximumViewportSize().width() - self.style().pixelMetric(extent, None, self) - 1
        self.delegate.set_width(room // max(room // self._width, 1))
        self._thumbnails.set_box(self.delegate.picture_size * self.devicePixelRatioF())
        self.setGridSize(self.delegate.cell)
        # A notch of the wheel is a row, not three quarters of what is seen.
        lines = max(QApplication.wheelScrollLines(), 1)
        self.verticalScrollBar().setSingleStep(self.delegate.cell.height() // lines)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fill the row anew."""
        super().resizeEvent(event)
        self._fit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        """Tell the photos, also when none of those that were seen is left."""
        super().scrollContentsBy(dx, dy)
        if dy:
            self.photos.scroll()
        if abs(dy) >= self.viewport().height():
            self.photos.jump()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """With Ctrl the cells grow and shrink."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.resize_cells(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def resize_cells(self, steps: int) -> None:
        """Larger cells, or smaller ones."""
        self.width_wished.emit(min(max(self._width + steps * STEP, SMALLEST), LARGEST))

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Typing looks for nothing here: it would read every photo of the gallery."""

    def selected_count(self) -> int:
        """How many photos are selected."""
        return sum(last - first + 1 for first, last in self._runs())

    def selected_ids(self) -> list[PhotoId]:
        """The photos that are selected, in their order."""
        runs = sorted(self._runs())
        return [self.photos.id_at(row) for first, last in runs for row in range(first, last + 1)]

    def _runs(self) -> list[tuple[int, int]]:
        """The first and the last row of each run of selected ones."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(number) for number in range(selection.count())]
        return [(one.top(), one.bottom()) for one in ranges]

    def show_photo(self, photo_id: PhotoId) -> None:
        """Go to a photo, and select it alone."""
        row = self.photos.row_of(photo_id)
        if row is not None:
            self.selectionModel().setCurrentIndex(self.photos.index(row), Flag.ClearAndSelect)

    @Slot()
    def _remember(self) -> None:
        """What is selected, which photo has the focus, and which is at the top.

        That one stays it for as long as it is where it was put: others that come before it move it along
        its row, and whichever is first in the row then would lead further up each time.
        """
        self._before = self.photos.photo_ids()
        self._selected = frozenset(self.selected_ids())
        self._row = self.currentIndex().row()
        if self._top is None or self._height_of(self._top[0]) != self._top[1]:
            top = self.indexAt(self.viewport().rect().topLeft() + self.delegate.inside)
            self._top = (self.photos.id_at(top.row()), self.visualRect(top).top()) if top.isValid() else None

    @Slot()
    def _restore(self) -> None:
        """The same by the photos' ids; in place of one that is gone, the next one that is not."""
        model = self.selectionModel()
        rows = sorted(row for one in self._selected if (row := self.photos.row_of(one)) is not None)
        model.select(self._selection(rows), Flag.ClearAndSelect)
        current = self._still_there(self._row)
        if current is not None:
            model.setCurrentIndex(self.photos.index(current), Flag.NoUpdate)
        self._scroll_back()
        self.picked.emit()

    def _still_there(self, row: int) -> int | None:
        """Where the photo is now that was in this row, or else the first after it that is there."""
        later = self._before[row:] if row >= 0 else []
        found = (self.photos.row_of(one) for one in later)
        return next((at for at in found if at is not None), None)

    def _selection(self, rows: list[int]) -> QItemSelection:
        """The rows as runs: a selection of 100,000 single ones would take seconds."""
        made = QItemSelection()
        for _, run in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
            numbers = [row for _, row in run]
            made.select(self.photos.index(numbers[0]), self.photos.index(numbers[-1]))
        return made

    def _height_of(self, photo_id: PhotoId) -> int | None:
        """Where the upper edge of a photo is in what is seen."""
        row = self.photos.row_of(photo_id)
        return self.visualRect(self.photos.index(row)).top() if row is not None else None

    def _scroll_back(self) -> None:
        if self._top is None:
            return
        photo_id, at = self._top
        row = self.photos.row_of(photo_id)
        if row is None:
            row = self._still_there(self._before.index(photo_id)) if photo_id in self._before else None
        if row is not None:
            self.executeDelayedItemsLayout()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(self.photos.index(row)).top() - at)
