"""Reading the numbers that people wear, in the photos of a gallery."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import numpy as np
from sqlalchemy import exists, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.engine import Database
from core.db.queries import among, photo_of, require_gallery, require_photos, rows_of
from core.db.schema import FaceNumberRow, FaceRow, GalleryPhotoRow
from core.descriptors import places_of
from core.errors import PhotoError
from core.images import changed_photo
from core.imaging.decode import decode_photo, read_file
from core.indexing import looked_at
from core.jobs import JobContext
from core.looking import ENOUGH_PX, fine_for
from core.recognition.numbers import numbers_read
from core.types import Box, FaceId, FileFailure, GalleryId, PhotoId
from core.vision.numbers import NumberReader, Reading
from core.vision.session import LOOKING
from core.words import said


@dataclass(frozen=True, slots=True)
class NumberReport:
    """What was done: photos and faces looked at, numbers read, files that failed."""

    changes: Changes
    photos: int
    faces: int
    numbers: int
    failures: tuple[FileFailure, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """The faces of a photo, and what was read below each."""

    photo_id: PhotoId
    faces: Sequence[FaceId]
    numbers: Sequence[Reading | None]


class Numbers:
    """Reads shirt and bib numbers; recognition takes them as evidence beside the faces."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, gallery_id: GalleryId, context: JobContext) -> NumberReport:
        """Read the number below each face of a gallery below which none was looked for yet.

        Raises:
            NotFoundError: there is no such gallery.
            CancelledError: a stop was asked for; what was read is kept.
        """
        with self._database.read() as session:
            faces = _unread(session, gallery_id)
            places, failures = places_of(session, list(faces))
        read: list[_Read] = []
        with closing(self._read_all(places, faces, context)) as found:
            for item in context.track(said("Reading numbers"), found, len(places)):
                if isinstance(item, FileFailure):
                    failures.append(item)
                else:
                    self._store(item)
                    read.append(item)
        return NumberReport(
            Changes(photos=frozenset(item.photo_id for item in read)),
            photos=len(read),
            faces=sum(len(item.faces) for item in read),
            numbers=sum(number is not None for item in read for number in item.numbers),
            failures=tuple(failures),
        )

    def of(self, photo_ids: Sequence[PhotoId]) -> dict[FaceId, str]:
        """The digits that were read at the faces of some photos; without those at which none were.

        Raises:
            NotFoundError: one of the photos is not there.
        """
        with self._database.read() as session:
            require_photos(session, photo_ids)
            of_photos = select(FaceRow.id).where(among(FaceRow.photo_id, photo_ids))
            return numbers_read(session, [FaceId(face_id) for face_id in session.scalars(of_photos)])

    def _read_all(
        self, places: dict[Path, PhotoId], faces: dict[PhotoId, dict[FaceId, Box]], context: JobContext
    ) -> Generator[_Read | FileFailure]:
        """Read photo by photo, as many at once as there are cores: a reader computes on one."""
        readers: SimpleQueue[NumberReader] = SimpleQueue()
        for _ in range(min(LOOKING, len(places))):
            readers.put(NumberReader())

        def look_at(path: Path) -> _Read | FileFailure:
            reader = readers.get()
            try:
                return self._read_photo(reader, path, places[path], faces[places[path]])
            except PhotoError as exc:
                return FileFailure(path, exc.code, exc.reason)
            finally:
                readers.put(reader)

        with closing(looked_at(look_at, list(places), context)) as batches:
            for batch in batches:
                yield from batch

    def _read_photo(
        self, reader: NumberReader, path: Path, photo_id: PhotoId, faces: dict[FaceId, Box]
    ) -> _Read:
        data = read_file(path)
        with self._database.read() as session:
            if photo_of(session, data) != photo_id:
                raise changed_photo()
        photo = decode_photo(data, path.suffix, ENOUGH_PX)
        photo = fine_for(photo, [box.h * photo.height for box in faces.values()], data, path.suffix)
        height, width = photo.pixels.shape[:2]
        scale = np.array([width, height, width, height], np.float32)
        boxes = np.array([(box.x, box.y, box.w, box.h) for box in faces.values()], np.float32) * scale
        return _Read(photo_id, list(faces), reader.read(photo.pixels, boxes))

    def _store(self, item: _Read) -> None:
        rows = [
            {
                "face_id": face,
                "digits": number.digits if number else "",
                "score": number.score if number else 0.0,
            }
            for face, number in zip(item.faces, item.numbers, strict=True)
        ]
        with self._database.write() as session:
            # A face may be gone, or somebody may have read it meanwhile.
            there = select(FaceRow.id).where(FaceRow.id.in_(item.faces))
            known = set(session.scalars(there))
            if kept := [row for row in rows if row["face_id"] in known]:
                session.execute(insert(FaceNumberRow).on_conflict_do_nothing(), kept)


def _unread(session: Session, gallery_id: GalleryId) -> dict[PhotoId, dict[FaceId, Box]]:
    """The faces of the photos of a gallery in which not all were looked at."""
    require_gallery(session, gallery_id)
    of_gallery = select(GalleryPhotoRow.photo_id).where(GalleryPhotoRow.gallery_id == gallery_id)
    unread = ~exists().where(FaceNumberRow.face_id == FaceRow.id)
    photos = select(FaceRow.photo_id).where(unread, FaceRow.photo_id.in_(of_gallery)).distinct()
    query = select(FaceRow.photo_id, FaceRow.id, FaceRow.x, FaceRow.y, FaceRow.w, FaceRow.h)
    found: dict[PhotoId, dict[FaceId, Box]] = {}
    # All faces of a photo together: a number is the nearest one's.
    for photo_id, face_id, *box in rows_of(
        session, query.where(FaceRow.photo_id.in_(photos)).order_by(FaceRow.id)
    ):
        found.setdefault(PhotoId(photo_id), {})[FaceId(face_id)] = Box(*box)
    return found
