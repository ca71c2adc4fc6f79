"""One photo at a time for a canvas: its faces from the library, its picture decoded off-thread."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from core.errors import CancelledError, PhotoError, PlayertagError
from core.types import Photo, PhotoId
from desktop import operations
from desktop.document import Document, Latest
from desktop.jobs import Job
from desktop.language import in_user_language
from desktop.thumbnails import Pictures

# Sharp on a 2560-pixel screen; zooming in further decodes the whole photo.
SCREEN_SIDE = 2560
# 17 MB each: the present one, those that are probably next, and one that was left.
KEPT = 5


class Sharpness(IntEnum):
    """How good the picture is that is shown."""

    NONE = 0
    THUMBNAIL = 1
    SCREEN = 2
    FULL = 3


class PhotoLoader(QObject):
    """Shows the photo asked for last, at once what there is of it, and better ones as they come."""

    read = Signal(object)
    """The `Photo` with its faces."""
    shown = Signal(QImage, int, int)
    """A picture of the photo, and its width and height in full; a sharper one may follow."""
    said = Signal(str)
    """Why there is no picture, or no better one; empty where all is well."""

    def __init__(self, document: Document, thumbnails: Pictures, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._thumbnails = thumbnails
        self._reading = Latest(document, self)
        self._sharpening = Latest(document, self)
        self._kept: dict[PhotoId, QImage] = {}
        self._loading: dict[Job, PhotoId] = {}
        self._wanted: Sequence[PhotoId] = ()
        self._photo: Photo | None = None
        self._image: QImage | None = None
        self._sharpness = Sharpness.NONE
        thumbnails.ready.connect(self._on_thumbnail)

    def show(self, photo_id: PhotoId, ahead: Sequence[PhotoId] = ()) -> None:
        """Show this photo; `ahead` are those that will probably be asked for next."""
        self._wanted = (photo_id, *ahead)
        self._photo = self._image = None
        self._sharpness = Sharpness.NONE
        self._sharpening.drop()
        self.read_faces()
        kept = self._kept.get(photo_id)
        if kept is not None:
            self._show(kept, Sharpness.SCREEN)
        else:
            self.said.emit(self.tr("Opening…"))
            self._on_thumbnail(photo_id)
        self._load()

    def read_faces(self) -> None:
        """Read the present photo anew."""
        if self._wanted:
            self._reading.ask(operations.read_photos(self._wanted[:1]), self._on_read)

    @Slot(float)
    def sharpen(self, scale: float) -> None:
        """Decode the present photo in full where `scale` pixels of the screen to one of its need it."""
        photo, image = self._photo, self._image
        if photo is None or image is None or self._sharpness is not Sharpness.SCREEN:
            return
        if scale > image.width() / photo.width and not self._sharpening.busy:
            full = operations.decode(photo.id, max(photo.width, photo.height))
            self._sharpening.ask(full, self._on_sharp)

    def _load(self) -> None:
        """Decode the present photo first, then those that may be next; not what was stepped past."""
        for job, photo_id in list(self._loading.items()):
            if photo_id not in self._wanted:
                job.drop()
        present = self._wanted[:1]
        self._start(self._wanted if self._kept.keys() >= set(present) else present)

    def _start(self, photo_ids: Sequence[PhotoId]) -> None:
        for photo_id in photo_ids:
            if photo_id not in self._kept and photo_id not in self._loading.values():
                job = self._document.job(operations.decode(photo_id, SCREEN_SIDE))
                self._loading[job] = photo_id
                job.ended.connect(self._on_loaded)
                job.start()

    @Slot(object)
    def _on_loaded(self, job: Job) -> None:
        photo_id = self._loading.pop(job)
        if photo_id not in self._wanted:
            return
        present = photo_id == self._wanted[0]
        if isinstance(job.result, QImage):
            self._keep(photo_id, job.result)
            if present:
                self._show(job.result, Sharpness.SCREEN)
                self._load()
        elif isinstance(job.error, CancelledError):  # stepped past, and back
            self._load()
        elif present and isinstance(job.error, PlayertagError):
            self.said.emit(self._reason(job.error))
            self._start(self._wanted[1:])

    def _keep(self, photo_id: PhotoId, image: QImage) -> None:
        self._kept[photo_id] = image
        passed = [kept for kept in self._kept if kept not in self._wanted]
        for old in passed[: max(len(self._kept) - KEPT, 0)]:
            del self._kept[old]

    def _show(self, image: QImage, sharpness: Sharpness) -> None:
        self._image, self._sharpness = image, sharpness
        photo = self._photo
        size = (photo.width, photo.height) if photo else (image.width(), image.height())
        if sharpness > Sharpness.THUMBNAIL:
            self.said.emit("")
        self.shown.emit(image, *size)

    def _reason(self, error: PlayertagError) -> str:
        if isinstance(error, PhotoError) and error.code == "vanished":
            return self.tr(
                "The file is not there any more. Its faces and names are kept. "
                "If it was moved, import its new folder and it is found again."
            )
        return in_user_language(error.words)

    @Slot(object)
    def _on_read(self, photos: list[Photo]) -> None:
        (self._photo,) = photos
        if self._image is not None:  # its size was a guess
            self.shown.emit(self._image, self._photo.width, self._photo.height)
        self.read.emit(self._photo)

    @Slot(object)
    def _on_sharp(self, image: QImage) -> None:
        self._show(image, Sharpness.FULL)

    @Slot(str)
    def _on_thumbnail(self, key: str) -> None:
        if self._wanted and key == self._wanted[0] and self._sharpness is Sharpness.NONE:
            picture = self._thumbnails.get(key)
            if picture is not None:
                self._show(picture.toImage(), Sharpness.THUMBNAIL)
