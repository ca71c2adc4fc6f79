"""Embeddings of faces that lack one, or whose photo is worth a second look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.engine import Database
from core.db.queries import chunks, require_gallery
from core.db.schema import EmbeddingRow, FaceRow, GalleryPhotoRow, PhotoFileRow
from core.errors import PhotoError
from core.indexing import Indexer
from core.jobs import JobContext
from core.recognition.vector_index import VectorIndex
from core.types import OPEN_STATES, FaceState, FileFailure, GalleryId, PhotoId
from core.words import said

VANISHED = said("The photo is no longer where it was. Import its folder again.")


@dataclass(frozen=True, slots=True)
class DescriptorReport:
    """What was done: photos looked at, faces that got an embedding or were added, files that failed."""

    changes: Changes
    photos: int
    faces: int
    failures: tuple[FileFailure, ...]


class Descriptors:
    """Makes embeddings for the pack in use."""

    def __init__(self, database: Database, indexer: Callable[[], Indexer], index: VectorIndex) -> None:
        self._database = database
        self._indexer = indexer
        self._index = index

    def generate(self, context: JobContext) -> DescriptorReport:
        """Embed every face, of references too, that has no embedding of the pack in use.

        Raises:
            ModelPackError: the model pack is not installed or was refused.
            CancelledError: a stop was asked for; what was embedded is kept.
        """
        indexer = self._indexer()
        with self._database.read() as session:
            has_one = exists().where(
                EmbeddingRow.face_id == FaceRow.id, EmbeddingRow.pack_id == indexer.pack_id
            )
            photos = session.scalars(select(FaceRow.photo_id).where(~has_one).distinct()).all()
            places, failures = places_of(session, [PhotoId(photo) for photo in photos])
        done: set[PhotoId] = set()
        faces = 0
        for item in indexer.index(list(places), context, places):
            if item.failure is not None:
                failures.append(item.failure)
            elif item.photo_id is not None and not item.known:
                done.add(item.photo_id)
                faces += item.faces
        return DescriptorReport(Changes(photos=frozenset(done)), len(done), faces, tuple(failures))

    def regenerate_unknown(self, gallery_id: GalleryId, context: JobContext) -> DescriptorReport:
        """Look again at the photos of a gallery in which a face is still unknown.

        For after a change of the pack or its settings. Faces that a person or the recogniser has ever
        spoken of stay, with their answers; the others are found anew.

        Raises:
            NotFoundError: there is no such gallery.
            ModelPackError: the model pack is not installed or was refused.
            CancelledError: a stop was asked for; photos done until then are kept.
        """
        indexer = self._indexer()
        with self._database.read() as session:
            photos = _photos_with_unknown(session, gallery_id)
            places, failures = places_of(session, photos)
        faces = 0
        done: set[PhotoId] = set()
        try:
            for path, photo_id in context.track(said("Looking again"), places.items(), len(places)):
                try:
                    faces += indexer.look_again(photo_id, path)
                    done.add(photo_id)
                except PhotoError as exc:
                    failures.append(FileFailure(path, exc.code, exc.reason))
        finally:  # a search meanwhile may have built one of what was there before
            self._index.forget()
        changes = Changes(photos=frozenset(done), galleries=frozenset({gallery_id}), clusters=True)
        return DescriptorReport(changes, len(done), faces, tuple(failures))


def _photos_with_unknown(session: Session, gallery_id: GalleryId) -> list[PhotoId]:
    require_gallery(session, gallery_id)
    unknown = [state.value for state in OPEN_STATES - {FaceState.TAGGED, FaceState.SUGGESTED}]
    rows = session.scalars(
        select(FaceRow.photo_id)
        .join(GalleryPhotoRow, GalleryPhotoRow.photo_id == FaceRow.photo_id)
        .where(GalleryPhotoRow.gallery_id == gallery_id, FaceRow.state.in_(unknown))
        .distinct()
        .order_by(FaceRow.photo_id)
    )
    return [PhotoId(photo_id) for photo_id in rows]


def places_of(
    session: Session, photo_ids: Sequence[PhotoId]
) -> tuple[dict[Path, PhotoId], list[FileFailure]]:
    """The photo of a file each, one that has not changed first; a failure for each that is nowhere."""
    known: dict[PhotoId, list[PhotoFileRow]] = {photo_id: [] for photo_id in photo_ids}
    for part in chunks(photo_ids):
        for file in session.scalars(select(PhotoFileRow).where(PhotoFileRow.photo_id.in_(part))):
            known[PhotoId(file.photo_id)].append(file)
    places: dict[Path, PhotoId] = {}
    failures: list[FileFailure] = []
    for photo_id, files in known.items():
        there = [file for file in files if Path(file.path).exists()]
        if there:
            places[Path(max(there, key=_is_unchanged).path)] = photo_id
        else:
            failures += [FileFailure(Path(file.path), "vanished", VANISHED) for file in files[:1]]
    return places, failures


def _is_unchanged(file: PhotoFileRow) -> bool:
    """Whether a file has the size and time that it had when its photo was read from it."""
    stat = Path(file.path).stat()
    return (stat.st_size, stat.st_mtime_ns) == (file.size, file.mtime_ns)
