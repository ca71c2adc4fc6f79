"""Pictures for the eye: thumbnails, crops of faces, a photo at a size for the screen."""

from __future__ import annotations

from pathlib import Path

from core.db.engine import Database
from core.db.queries import require_faces, require_photo
from core.errors import PhotoError
from core.imaging.decode import Picture, decode_photo, read_file
from core.imaging.thumbnails import THUMBNAIL_PX, face_crop, scaled, write_image
from core.types import Box, FaceId, PhotoId
from core.words import said


class Images:
    """Cached pictures of one library; what is missing is made from the original."""

    def __init__(self, database: Database, cache: Path) -> None:
        self._database = database
        self._cache = cache

    def thumbnail(self, photo_id: PhotoId) -> Path:
        """A JPEG of the photo, upright, 512 px on its longest side.

        Raises:
            NotFoundError: there is no such photo.
            PhotoError: it is not cached, and the original can't be read.
        """
        path = self._thumbnail_path(photo_id)
        if not path.exists():
            self.store_thumbnail(photo_id, self._original(photo_id))
        return path

    def crop(self, face_id: FaceId) -> Path:
        """A JPEG of the face with some margin, 160 px square.

        Raises:
            NotFoundError: there is no such face.
            PhotoError: it is not cached, and the original can't be read.
        """
        path = self._crop_path(face_id)
        if not path.exists():
            with self._database.read() as session:
                row = require_faces(session, [face_id])[0]
                photo_id, box = PhotoId(row.photo_id), Box(row.x, row.y, row.w, row.h)
            self.store_crop(face_id, self._original(photo_id), box)
        return path

    def photo(self, photo_id: PhotoId, longest_side: int) -> Picture:
        """The photo's pixels, upright RGB, (H, W, 3), scaled down to so many pixels.

        Raises:
            NotFoundError: there is no such photo.
            PhotoError: the original can't be read.
        """
        return scaled(self._original(photo_id), longest_side)

    def file(self, path: Path, longest_side: int) -> Picture:
        """The pixels of a picture file, which need not be of the library, scaled like `photo`'s.

        Raises:
            PhotoError: the file can't be used.
        """
        return scaled(decode_photo(read_file(path), path.suffix).pixels, longest_side)

    def store_thumbnail(self, photo_id: PhotoId, pixels: Picture) -> None:
        """Cache a photo's thumbnail, made from its pixels."""
        path = self._thumbnail_path(photo_id)
        if not path.exists():
            write_image(path, scaled(pixels, THUMBNAIL_PX))

    def store_crop(self, face_id: FaceId, pixels: Picture, box: Box) -> None:
        """Cache a face's crop, made from its photo's pixels."""
        write_image(self._crop_path(face_id), face_crop(pixels, box.x, box.y, box.w, box.h))

    # Folders of two hex digits keep each under a thousand files at 100,000 photos. A face's id
    # begins with the time, so its last digits are the ones that spread.
    def _thumbnail_path(self, photo_id: PhotoId) -> Path:
        return self._cache / "photos" / photo_id[:2] / f"{photo_id}.jpg"

    def _crop_path(self, face_id: FaceId) -> Path:
        return self._cache / "faces" / face_id[-2:] / f"{face_id}.jpg"

    def _original(self, photo_id: PhotoId) -> Picture:
        with self._database.read() as session:
            paths = [Path(file.path) for file in require_photo(session, photo_id).files]
        for path in paths:
            if path.exists():
                return decode_photo(read_file(path), path.suffix).pixels
        raise PhotoError("vanished", said("The photo is no longer where it was. Import its folder again."))
