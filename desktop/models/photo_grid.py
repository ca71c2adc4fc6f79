"""The photos of a gallery: ids in order, rows cached by the page."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QObject, Qt, Slot

from core.types import GalleryId, Photo, PhotoFilter, PhotoId, PlayerId
from desktop import operations
from desktop.document import Document, Latest
from desktop.jobs import THREADS, Job, Lane, Wishes
from desktop.models import roles
from desktop.models.counted import CountedModel
from desktop.models.roles import Index
from desktop.thumbnails import Pictures

PAGE = 120
PAGES_KEPT = 40
# Pages wished for that are read: those of the view, and what it has just left.
PAGES_WISHED = 3


class PhotoGridModel(CountedModel):
    """Photos with their faces and thumbnails; a row is read when it is first asked for."""

    def __init__(self, document: Document, pictures: Pictures, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._pictures = pictures
        self._ids: list[PhotoId] = []
        self._roster: frozenset[PlayerId] = frozenset()
        self._rows: dict[PhotoId, int] = {}
        self._pages: OrderedDict[int, list[Photo]] = OrderedDict()
        self._wishes: Wishes[int] = Wishes(PAGES_WISHED)
        self._reading: dict[Job, int] = {}
        self._latest = Latest(document, self)
        pictures.ready.connect(self._on_picture)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The roles of `desktop.models.roles` that concern a photo."""
        if not index.isValid():
            return None
        photo_id = self._ids[index.row()]
        if role == roles.PICTURE:
            return self._pictures.get(photo_id)
        if role == roles.PICTURE_MISSING:
            return self._pictures.missing(photo_id)
        if role == roles.PHOTO:
            return self._photo(index.row())
        if role == roles.ROSTER:
            return self._roster
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            photo = self._photo(index.row())
            return photo.path.name if photo else ""
        return None

    def show_gallery(self, gallery_id: GalleryId, wanted: PhotoFilter) -> None:
        """Show the photos of a gallery that pass the filter."""
        self._latest.ask(operations.photo_ids(gallery_id, wanted), self._on_ids)

    def set_roster(self, roster: frozenset[PlayerId]) -> None:
        """Players who are not on it are said to be so; an empty one takes everybody."""
        if roster != self._roster:
            self._roster = roster
            if self._ids:
                self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1), [roles.ROSTER])

    def refresh(self, photos: frozenset[PhotoId]) -> None:
        """Read the rows of these photos anew, the old ones staying on screen until then."""
        pages = {self._rows[photo] // PAGE for photo in photos if photo in self._rows}
        for page in pages & self._pages.keys():
            self._read(page)

    def photo_ids(self) -> list[PhotoId]:
        """All ids in order."""
        return list(self._ids)

    def row_of(self, photo_id: PhotoId) -> int | None:
        """The row of a photo, None where it isn't shown."""
        return self._rows.get(photo_id)

    def clear(self) -> None:
        """Show no photos."""
        self._latest.drop()
        self._set_ids([])

    def _photo(self, row: int) -> Photo | None:
        number, offset = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            if number not in self._reading.values():
                self._wishes.add(number)
                self._pump()
            return None
        self._pages.move_to_end(number)
        return page[offset]

    def _pump(self) -> None:
        """Read the page wished for last; not all that a dragged scroll bar passes by."""
        while len(self._reading) < THREADS[Lane.READ] and (pages := self._wishes.take(1)):
            self._read(pages[0])

    def _read(self, page: int) -> None:
        ids = self._ids[page * PAGE : (page + 1) * PAGE]
        job = self._document.job(operations.read_photos(ids))
        self._reading[job] = page
        job.ended.connect(self._on_page)
        job.start()

    @Slot(object)
    def _on_page(self, job: Job) -> None:
        page = self._reading.pop(job, None)
        self._pump()
        # The list may have changed while the page was being read.
        if page is None or not isinstance(job.result, list):
            return
        first = page * PAGE
        self._pages[page] = job.result
        if len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        self.dataChanged.emit(self.index(first), self.index(first + len(job.result) - 1))

    @Slot(object)
    def _on_ids(self, ids: list[PhotoId]) -> None:
        if ids == self._ids:
            self.refresh(frozenset(ids))
        else:
            self._set_ids(ids)

    def _set_ids(self, ids: list[PhotoId]) -> None:
        before = len(self._ids)
        if 0 < before < len(ids) and ids[:before] == self._ids:
            self._append(ids[before:])
            return
        self._ids = ids
        self._rows = {photo: row for row, photo in enumerate(ids)}
        self._pages.clear()
        self._reading.clear()
        self._wishes.clear()
        self.count_anew(len(ids))

    def _append(self, more: list[PhotoId]) -> None:
        """Photos at the end, as an import brings them: what is on screen stays where it is."""
        first = len(self._ids)
        # The page that was the last one is no longer whole.
        self._pages.pop(first // PAGE, None)
        self._reading.clear()
        self._wishes.clear()
        self._ids += more
        self._rows.update({photo: first + row for row, photo in enumerate(more)})
        self.insertRows(first, len(more))

    @Slot(str)
    def _on_picture(self, key: str) -> None:
        row = self._rows.get(PhotoId(key))
        if row is not None:
            index = self.index(row)
            self.dataChanged.emit(index, index, [roles.PICTURE])
