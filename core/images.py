"""Pictures for the eye: thumbnails, crops of faces, a photo at a size for the screen.

Where a picture is cached, nothing that decodes is imported: the first screen of photos does not wait
for OpenCV and Pillow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from core.db.engine import Database
from core.db.queries import photo_of, require_faces, require_photo
from core.db.schema import FaceRow, FileWriteRow, PhotoRow
from core.errors import PhotoError
from core.files import translated_disk_errors, write_whole
from core.ids import photo_id_of
from core.types import Box, FaceId, PhotoId, PictureKind
from core.words import said

if TYPE_CHECKING:
    from core.imaging.decode import Picture

ELSEWHERE = "elsewhere"
"""Of what is wrong with a photo: its file is on another computer of the team."""


@dataclass(frozen=True, slots=True)
class SmallPicture:
    """A thumbnail or a crop as its file's content, and where it belongs."""

    path: Path
    content: bytes

    def keep(self) -> None:
        """Cache it.

        Raises:
            LibraryError: the disk is full or may not be written to.
        """
        write_whole(self.path, self.content)


class Images:
    """Cached pictures of one library; what is missing is made from the original."""

    def __init__(self, database: Database, cache: Path, originals: Path) -> None:
        """Make them.

        Args:
            database: the library's.
            cache: the folder of small pictures.
            originals: the folder of files that came from the team's store, which may be deleted too.
        """
        self._database = database
        self._cache, self._originals = cache, originals

    def check(self) -> str:
        """How many thumbnails and crops there are, in words; what is missing is made when it is looked at."""
        with self._database.read() as session:
            photos = list(session.scalars(select(PhotoRow.id)))
            faces = list(session.scalars(select(FaceRow.id)))
        thumbnails = sum(thumbnail_path(self._cache, PhotoId(one)).exists() for one in photos)
        crops = sum(crop_path(self._cache, FaceId(one)).exists() for one in faces)
        return said(
            "{thumbnails} of {photos} photos and {crops} of {faces} faces have one; others are made when "
            "they are looked at",
            thumbnails=thumbnails,
            photos=len(photos),
            crops=crops,
            faces=len(faces),
        )

    def thumbnail(self, photo_id: PhotoId) -> Path:
        """A JPEG of the photo, upright, 512 px on its longest side.

        Raises:
            NotFoundError: there is no such photo.
            PhotoError: it is not cached, and the original can't be read.
        """
        path = thumbnail_path(self._cache, photo_id)
        if not path.exists() and (made := self.small_photo(photo_id, self._original(photo_id))):
            made.keep()
        return path

    def preview(self, photo_id: PhotoId) -> Picture | None:
        """A first small picture of a photo whose thumbnail is yet to be made, quickly; None without one.

        Raises:
            NotFoundError: there is no such photo.
        """
        if thumbnail_path(self._cache, photo_id).exists():
            return None
        from core.imaging.decode import embedded_preview

        found = (embedded_preview(path) for path in self._paths(photo_id))
        return next((pixels for pixels in found if pixels is not None), None)

    def crop(self, face_id: FaceId) -> Path:
        """A JPEG of the face with some margin, 160 px square.

        Raises:
            NotFoundError: there is no such face.
            PhotoError: it is not cached, and the original can't be read.
        """
        path = crop_path(self._cache, face_id)
        if not path.exists():
            with self._database.read() as session:
                row = require_faces(session, [face_id])[0]
                photo_id, box = PhotoId(row.photo_id), Box(row.x, row.y, row.w, row.h)
            self.small_face(face_id, self._original(photo_id), box).keep()
        return path

    def photo(self, photo_id: PhotoId, longest_side: int) -> Picture:
        """The photo's pixels, upright RGB, (H, W, 3), scaled down to so many pixels.

        Raises:
            NotFoundError: there is no such photo.
            PhotoError: the original can't be read.
        """
        from core.imaging.thumbnails import scaled

        return scaled(self._original(photo_id), longest_side)

    def look(self, photo_id: PhotoId, longest_side: int) -> Picture:
        """Like `photo`, for the eye: where the original is on another computer, its preview if that has come.

        Raises:
            NotFoundError: there is no such photo.
            PhotoError: neither can be read.
        """
        try:
            return self.photo(photo_id, longest_side)
        except PhotoError as exc:
            preview = thumbnail_path(self._cache, photo_id)
            if exc.code != ELSEWHERE or not preview.exists():
                raise
            return _decoded(preview)

    def file(self, path: Path, longest_side: int) -> Picture:
        """The pixels of a picture file, which need not be of the library, scaled like `photo`'s.

        Raises:
            PhotoError: the file can't be used.
        """
        from core.imaging.thumbnails import scaled

        return scaled(_decoded(path), longest_side)

    def small_photo(self, photo_id: PhotoId, pixels: Picture) -> SmallPicture | None:
        """A photo's thumbnail, made from its pixels, to be kept; None where there is one."""
        from core.imaging.thumbnails import THUMBNAIL_PX, encoded, scaled

        path = thumbnail_path(self._cache, photo_id)
        return None if path.exists() else SmallPicture(path, encoded(scaled(pixels, THUMBNAIL_PX)))

    def small_face(self, face_id: FaceId, pixels: Picture, box: Box) -> SmallPicture:
        """A face's crop, made from its photo's pixels, to be kept."""
        from core.imaging.thumbnails import encoded, face_crop

        crop = face_crop(pixels, box.x, box.y, box.w, box.h)
        return SmallPicture(crop_path(self._cache, face_id), encoded(crop))

    def original(self, photo_id: PhotoId) -> bytes:
        """The content of the photo's file as it was before anything was written into it.

        Raises:
            NotFoundError: there is no such photo.
            PhotoError: the file can't be read, or is on another computer.
        """
        from core.metadata.patch import Patch

        content, _ = self._read_original(photo_id)
        while (name := photo_id_of(content)) != photo_id:
            with self._database.read() as session:
                row = session.scalar(select(FileWriteRow).where(FileWriteRow.after == name).limit(1))
            if row is None:
                raise changed_photo()
            content = Patch(row.before, row.after, row.start, row.end, row.stretch).undone(content)
        return content

    def cached(self, kind: PictureKind, thing: str) -> Path:
        """Where a crop of a face or a preview of a photo is, or would be."""
        if kind is PictureKind.CROP:
            return crop_path(self._cache, FaceId(thing))
        return thumbnail_path(self._cache, PhotoId(thing))

    def fetched(self, photo_id: PhotoId, suffix: str) -> Path:
        """Where an original of another computer is once it was fetched, or would be."""
        return self._originals / photo_id[:2] / f"{photo_id}{suffix}"

    def forget(self, face_ids: Iterable[FaceId], photo_ids: Iterable[PhotoId]) -> None:
        """Remove what is cached of faces and photos.

        Raises:
            LibraryError: the disk does not let us.
        """
        with translated_disk_errors(self._cache):
            for face in face_ids:
                crop_path(self._cache, face).unlink(missing_ok=True)
            for photo in photo_ids:
                thumbnail_path(self._cache, photo).unlink(missing_ok=True)
                for fetched in self.fetched(photo, "").parent.glob(f"{photo}*"):
                    fetched.unlink(missing_ok=True)

    def _original(self, photo_id: PhotoId) -> Picture:
        from core.imaging.decode import decode_photo

        content, suffix = self._read_original(photo_id)
        return decode_photo(content, suffix).pixels

    def _read_original(self, photo_id: PhotoId) -> tuple[bytes, str]:
        """The content of the photo's file, and its suffix."""
        from core.imaging.decode import read_file

        paths = self._paths(photo_id)
        there = [path for path in paths if path.exists()]
        known = [path for path in paths if path in there or not path.is_relative_to(self._originals)]
        for path in there:
            content = read_file(path)
            with self._database.read() as session:
                if photo_of(session, content) == photo_id:
                    return content, path.suffix
        if there:
            raise changed_photo()
        if known:
            raise PhotoError(
                "vanished", said("The photo is no longer where it was. Import its folder again.")
            )
        raise PhotoError(ELSEWHERE, said("The photo is on another computer of the team."))

    def _paths(self, photo_id: PhotoId) -> list[Path]:
        with self._database.read() as session:
            return [Path(file.path) for file in require_photo(session, photo_id).files]


def changed_photo() -> PhotoError:
    """For a file that no longer holds the photo that was imported from it."""
    return PhotoError("changed", said("The file has changed since it was imported. Import it again."))


def _decoded(path: Path) -> Picture:
    from core.imaging.decode import decode_photo, read_file

    return decode_photo(read_file(path), path.suffix).pixels


# Folders of two hex digits keep each under a thousand files at 100,000 photos. A face's id begins
# with the time, so its last digits are the ones that spread.
def thumbnail_path(cache: Path, photo_id: PhotoId) -> Path:
    """Where a photo's thumbnail is, or would be."""
    return cache / "photos" / photo_id[:2] / f"{photo_id}.jpg"


def crop_path(cache: Path, face_id: FaceId) -> Path:
    """Where a face's crop is, or would be."""
    return cache / "faces" / face_id[-2:] / f"{face_id}.jpg"
