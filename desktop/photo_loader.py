"""One photo at a time for a canvas: its faces from the library, its picture decoded off-thread."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from core.errors import PlayertagError
from core.types import Photo, PhotoId
from desktop import operations
from desktop.document import Document, Latest
from desktop.jobs import Job

# Sharp on a 2560-pixel screen; zooming in further decodes the whole photo.
SCREEN_SIDE = 2560
KEPT = 4


class PhotoLoader(QObject):
    """Reads the photo asked for last; what was asked for before is dropped."""

    read = Signal(object)
    """The `Photo` with its faces."""
    decoded = Signal(object)
    """A `QImage` of it; a sharper one may follow."""
    failed = Signal(str)

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._reading = Latest(document, self)
        self._decoding = Latest(document, self)
        self._kept: OrderedDict[PhotoId, QImage] = OrderedDict()
        self._ahead: dict[Job, PhotoId] = {}
        self._photo_id: PhotoId | None = None
        self._full = False

    def show(self, photo_id: PhotoId) -> None:
        """Read and decode this photo."""
        self._photo_id = photo_id
        self._full = False
        self.read_faces()
        kept = self._kept.get(photo_id)
        if kept is not None:
            self._decoding.drop()
            self.decoded.emit(kept)
        else:
            self._decode(SCREEN_SIDE)

    def read_faces(self) -> None:
        """Read the present photo anew."""
        if self._photo_id is not None:
            self._reading.ask(operations.read_photos([self._photo_id]), self._on_read)

    def sharpen(self, photo: Photo) -> None:
        """Decode the present photo in full, once."""
        longest = max(photo.width, photo.height)
        if not self._full and longest > SCREEN_SIDE:
            self._full = True
            self._decode(longest)

    def look_ahead(self, photo_id: PhotoId) -> None:
        """Decode a photo that will probably be asked for next."""
        if photo_id in self._kept or photo_id in self._ahead.values():
            return
        job = self._document.job(operations.decode(photo_id, SCREEN_SIDE))
        self._ahead[job] = photo_id
        job.ended.connect(self._on_ahead)
        job.start()

    def _decode(self, side: int) -> None:
        if self._photo_id is not None:
            operation = operations.decode(self._photo_id, side)
            self._decoding.ask(operation, self._on_decoded, self._on_failed)

    @Slot(object)
    def _on_read(self, photos: list[Photo]) -> None:
        if photos:
            self.read.emit(photos[0])

    @Slot(object)
    def _on_decoded(self, image: QImage) -> None:
        if self._photo_id is not None and not self._full:
            self._keep(self._photo_id, image)
        self.decoded.emit(image)

    @Slot(object)
    def _on_ahead(self, job: Job) -> None:
        photo_id = self._ahead.pop(job)
        if isinstance(job.result, QImage):
            self._keep(photo_id, job.result)

    def _keep(self, photo_id: PhotoId, image: QImage) -> None:
        self._kept[photo_id] = image
        self._kept.move_to_end(photo_id)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    @Slot(object)
    def _on_failed(self, error: PlayertagError) -> None:
        self.failed.emit(str(error))
