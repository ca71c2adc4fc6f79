"""The photos of a gallery: ids in order, rows read by the page and kept by their id."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from core.types import GalleryId, Photo, PhotoFilter, PhotoId, PhotoSort, PlayerId
from desktop import browsing, operations
from desktop.document import Document, Latest, Operation
from desktop.jobs import Job, Wishes
from desktop.models import roles
from desktop.models.counted import CountedModel
from desktop.models.expected import NOWHERE, Narrower
from desktop.models.roles import Index
from desktop.thumbnails import Pictures

PAGE = 60
PHOTOS_KEPT = 80 * PAGE
FIRST = 4 * PAGE
# Qt takes as long as its square to put so many rows into a list; to count them anew takes no time.
MANY = 2000
# Pages wished for that are read: those of the view, and what it has just left.
PAGES_WISHED = 6
# So long after a jump another one means that the view passes by, and so long after the last it has arrived.
PASSING_MS = 40


class PhotoGridModel(CountedModel):
    """Photos with their faces and thumbnails; a row is read when it is first asked for."""

    leaving = Signal()
    """Other photos, or the same in another order, are about to take the place of these."""
    listed = Signal()
    """The photos that were asked for are there, and may be the same as before."""

    def __init__(self, document: Document, pictures: Pictures, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._pictures = pictures
        self._ids: list[PhotoId] = []
        self._roster: frozenset[PlayerId] = frozenset()
        self._narrower: Narrower = NOWHERE
        self._all: Operation | None = None
        self._rows: dict[PhotoId, int] = {}
        self._photos: OrderedDict[PhotoId, Photo] = OrderedDict()
        self._wishes: Wishes[int] = Wishes(PAGES_WISHED)
        self._reading: dict[Job, frozenset[PhotoId]] = {}
        self._latest = Latest(document, self)
        self._jumped = QTimer(self)
        self._jumped.setSingleShot(True)
        self._jumped.setInterval(PASSING_MS)
        self._jumped.timeout.connect(self._on_arrived)
        self._passing = False
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
            return self._narrower.get(photo_id, self._roster)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            photo = self._photo(index.row())
            return photo.file_name if photo else ""
        return None

    def show_gallery(
        self, gallery_id: GalleryId, wanted: PhotoFilter, sort: PhotoSort = browsing.BY_TIME
    ) -> None:
        """Show the photos of a gallery that pass the filter, in an order.

        Where there is nothing to see yet, the first screens do not wait for all of 100,000.
        """
        self._all = browsing.photo_ids(gallery_id, wanted, sort)
        if self._ids:
            self._latest.ask(self._all, self._on_ids)
        else:
            self._latest.ask(browsing.photo_ids(gallery_id, wanted, sort, FIRST), self._on_first)

    def show_photos(self, ids: list[PhotoId]) -> None:
        """Show these photos, in this order."""
        self._latest.drop()
        self._on_ids(ids)

    def set_roster(self, roster: frozenset[PlayerId], narrower: Narrower = NOWHERE) -> None:
        """Players who are not on it, or not expected in a photo, are said to be so; empty takes everybody."""
        if roster != self._roster or narrower is not self._narrower:
            self._roster, self._narrower = roster, narrower
            if self._ids:
                self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1), [roles.ROSTER])

    def refresh(self, photos: frozenset[PhotoId]) -> None:
        """Read these photos anew where they are at hand, the old ones staying on screen until then."""
        stale = [photo_id for photo_id in self._photos if photo_id in photos]
        for start in range(0, len(stale), PAGE):
            self._read(stale[start : start + PAGE])

    def show_ratings(self, ratings: Mapping[PhotoId, int]) -> None:
        """Show ratings that are yet to be written."""
        for photo_id in ratings.keys() & self._photos.keys():
            self._photos[photo_id] = replace(self._photos[photo_id], rating=ratings[photo_id])
        self._repaint(ratings)

    def photo_ids(self) -> list[PhotoId]:
        """All ids in order."""
        return list(self._ids)

    def row_of(self, photo_id: PhotoId) -> int | None:
        """The row of a photo, None where it is not among these."""
        return self._rows.get(photo_id)

    def id_at(self, row: int) -> PhotoId:
        """The photo in a row."""
        return self._ids[row]

    def known(self, photo_id: PhotoId) -> Photo | None:
        """A photo where it is at hand."""
        return self._photos.get(photo_id)

    def _photo(self, row: int) -> Photo | None:
        photo_id = self._ids[row]
        photo = self._photos.get(photo_id)
        if photo is not None:
            self._photos.move_to_end(photo_id)
        elif not any(photo_id in asked for asked in self._reading.values()):
            self._wishes.add(row // PAGE)
            self._pump()
        return photo

    def scroll(self) -> None:
        """Somebody scrolls: what works behind leaves more to the window."""
        self._document.attend()

    def jump(self) -> None:
        """The view shows quite other photos than before; after many jumps none of those between is loaded.

        To load what is seen for a sixtieth of a second keeps the interpreter from painting the next.
        """
        self._passing = self._jumped.isActive()
        self._pictures.hold(self._passing)
        self._jumped.start()

    @Slot()
    def _on_arrived(self) -> None:
        self._passing = False
        self._pictures.hold(False)
        self._pump()

    def _pump(self) -> None:
        """Read the page wished for last; not all that a dragged scroll bar passes by.

        One at a time: two would take turns at the interpreter, and with the pictures' and the window's.
        """
        if self._passing or self._reading:
            return
        for page in self._wishes.take(1):
            first = page * PAGE
            self._read(one for one in self._ids[first : first + PAGE] if one not in self._photos)

    def _read(self, ids: Iterable[PhotoId]) -> None:
        asked = list(ids)
        job = self._document.job(operations.read_photos(asked))
        self._reading[job] = frozenset(asked)
        job.ended.connect(self._on_read)
        job.start()

    @Slot(object)
    def _on_read(self, job: Job) -> None:
        self._reading.pop(job)
        self._pump()
        if not isinstance(job.result, list):
            return
        for photo in job.result:
            self._photos[photo.id] = photo
            self._photos.move_to_end(photo.id)
        while len(self._photos) > PHOTOS_KEPT:
            self._photos.popitem(last=False)
        self._repaint(photo.id for photo in job.result)

    def _repaint(self, photos: Iterable[PhotoId]) -> None:
        rows = [row for photo_id in photos if (row := self._rows.get(photo_id)) is not None]
        if rows:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))

    @Slot(object)
    def _on_first(self, ids: list[PhotoId]) -> None:
        self._on_ids(ids)
        if len(ids) == FIRST and self._all is not None:
            self._latest.ask(self._all, self._on_ids)

    @Slot(object)
    def _on_ids(self, ids: list[PhotoId]) -> None:
        if ids != self._ids:
            self._set_ids(ids)
        self.listed.emit()

    def _set_ids(self, ids: list[PhotoId]) -> None:
        before = len(self._ids)
        if 0 < before < len(ids) < before + MANY and ids[:before] == self._ids:
            # As an import brings them: what is on screen stays where it is.
            self._ids = ids
            self._rows.update({photo: before + row for row, photo in enumerate(ids[before:])})
            self.insertRows(before, len(ids) - before)
            return
        self.leaving.emit()
        self._ids = ids
        self._rows = {photo: row for row, photo in enumerate(ids)}
        self._wishes.clear()
        self.count_anew(len(ids))

    @Slot(str)
    def _on_picture(self, key: str) -> None:
        row = self._rows.get(PhotoId(key))
        if row is not None:
            index = self.index(row)
            self.dataChanged.emit(index, index, [roles.PICTURE])
