"""From files to faces: read, decode, detect, embed, store.

Each photo is stored with all its faces in one transaction, so a run that is stopped anywhere, even
by a power cut, is gone on with by the next one: what is stored is left alone, the rest is done.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from types import MappingProxyType

import numpy as np
from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from core.db.engine import Database
from core.db.queries import among, chunks, photo_of, rows_of
from core.db.schema import (
    ClusterFaceRow,
    ClusterMoveRow,
    DecisionRow,
    EmbeddingRow,
    FaceRow,
    PhotoFileRow,
    PhotoRow,
    new_id,
)
from core.db.vectors import pack_vector
from core.errors import PhotoError
from core.images import Images, changed_photo
from core.imaging.decode import DecodedPhoto, decode_photo, read_file
from core.jobs import JobContext, ordered_ahead
from core.jpeg import picture_digest
from core.metadata.exif import read_shot
from core.types import Box, FaceId, FileFailure, PhotoId, Verdict
from core.vision.engine import FaceEngine, FaceObservation
from core.words import said

NOT_ASKED: Mapping[Path, PhotoId] = MappingProxyType({})

# Decoding releases the GIL and keeps the engine fed; on two cores a second one only takes its time. Each
# picture that is decoded ahead is one of 70 MB.
DECODERS = 2 if (os.cpu_count() or 1) > 2 else 1
DECODED_AHEAD = DECODERS
# Two looks at one face give boxes that overlap by more.
SAME_FACE_OVERLAP = 0.5
# A box drawn by hand and a detector's differ by forehead and ears; below this it is another face.
DRAWN_OVERLAP = 0.3


@dataclass(frozen=True, slots=True)
class IndexedFile:
    """A file after indexing: its photo, or why there is none. `known`: nothing had to be done."""

    path: Path
    photo_id: PhotoId | None = None
    known: bool = False
    faces: int = 0
    failure: FileFailure | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """A file as it was when it was seen last."""

    size: int
    mtime_ns: int
    photo_id: PhotoId


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A file read; decoded only where there is something to do with its pixels."""

    path: Path
    size: int
    mtime_ns: int
    photo_id: PhotoId
    photo: DecodedPhoto | None
    picture: str = ""


class Indexer:
    """Brings files into the library with one face engine."""

    def __init__(self, database: Database, images: Images, engine: FaceEngine) -> None:
        self._database = database
        self._images = images
        self._engine = engine

    @property
    def pack_id(self) -> str:
        """The pack whose embeddings it makes."""
        return self._engine.pack_id

    def index(
        self, files: Sequence[Path], context: JobContext, photos: Mapping[Path, PhotoId] = NOT_ASKED
    ) -> Iterator[IndexedFile]:
        """Index the files, in order; each is stored for good when it is yielded.

        Args:
            files: picture files.
            context: progress and cancel.
            photos: what must be in a file; one that holds another photo by now is a failure.

        Raises:
            CancelledError: a stop was asked for; what was yielded is stored.
        """
        places = self._known_places(files)

        def load(path: Path) -> _Loaded | FileFailure:
            return self._load(path, places.get(str(path)), photos.get(path))

        with ThreadPoolExecutor(DECODERS, "decode") as pool:
            loaded = ordered_ahead(pool, load, files, DECODED_AHEAD)
            for item in context.track(said("Finding faces"), loaded, len(files)):
                if isinstance(item, FileFailure):
                    yield IndexedFile(item.path, failure=item)
                else:
                    faces = self._store(item)
                    yield IndexedFile(item.path, item.photo_id, faces is None, faces or 0)
                del item  # or its pixels would wait in memory for those of the next one

    def look_again(self, photo_id: PhotoId, path: Path) -> int:
        """Find and embed the faces of a stored photo anew; the number of faces that were added.

        Faces that anything was ever said of, or that a person put into another cluster, stay as they are,
        with a new embedding where they are found again. The others are moved to where they are found now,
        or removed where they are not.

        Raises:
            PhotoError: the file can't be used.
        """
        data = read_file(path)
        with self._database.read() as session:
            if photo_of(session, data) != photo_id:
                raise changed_photo()
        photo = decode_photo(data, path.suffix)
        height, width = photo.pixels.shape[:2]
        found = [
            face_row(photo_id, seen, self._engine, width, height)
            for seen in self._engine.observe(photo.pixels)
        ]
        with self._database.write() as session:
            known = session.scalars(select(FaceRow).where(FaceRow.photo_id == photo_id)).all()
            ids_known = [face.id for face in known]
            spoken = select(DecisionRow.face_id, DecisionRow.verdict)
            history = session.execute(spoken.where(DecisionRow.face_id.in_(ids_known))).all()
            arranged = select(ClusterMoveRow.face_id).where(ClusterMoveRow.face_id.in_(ids_known))
            answered = {face_id for face_id, _ in history} | set(session.scalars(arranged))
            drawn = {face_id for face_id, verdict in history if verdict == Verdict.DRAW}
            pairs = _same_faces(known, found, drawn)
            for old, new in pairs:
                _renew(session, old, new, keep_place=old.id in answered)
            for face in {*known} - {old for old, _ in pairs}:
                if face.id not in answered:
                    _remove(session, face)
            added = [face for face in found if face not in [new for _, new in pairs]]
            session.add_all(added)
            session.get_one(PhotoRow, photo_id).detected_by = self._engine.pack_id
            ids = [FaceId(face.id) for face in (*(old for old, _ in pairs), *added)]
            boxes = [box_of(face) for face in (*(old for old, _ in pairs), *added)]
        for face_id, box in zip(ids, boxes, strict=True):
            self._images.store_crop(face_id, photo.pixels, box)
        return len(added)

    def _known_places(self, files: Sequence[Path]) -> dict[str, _Place]:
        """Those of the files that were seen before, by path."""
        query = select(PhotoFileRow.path, PhotoFileRow.size, PhotoFileRow.mtime_ns, PhotoFileRow.photo_id)
        places: dict[str, _Place] = {}
        with self._database.read() as session:
            for part in chunks(list(map(str, files))):
                for path, *place in rows_of(session, query.where(among(PhotoFileRow.path, part))):
                    places[path] = _Place(*place)
        return places

    def _is_complete(self, photo_id: PhotoId) -> bool:
        """Whether a photo is stored, and each of its faces has an embedding of this engine's pack."""
        embedded = exists().where(
            EmbeddingRow.face_id == FaceRow.id, EmbeddingRow.pack_id == self._engine.pack_id
        )
        lacking = exists().where(FaceRow.photo_id == photo_id, ~embedded)
        with self._database.read() as session:
            return session.scalar(select(~lacking).where(PhotoRow.id == photo_id)) or False

    def _load(self, path: Path, seen: _Place | None, expected: PhotoId | None) -> _Loaded | FileFailure:
        """Runs on a decoding thread."""
        try:
            stat = path.stat()
            if not S_ISREG(stat.st_mode):
                return FileFailure(path, "not-a-file", said("This is a device or a pipe, not a file."))
            now = (stat.st_size, stat.st_mtime_ns)
            if seen is not None and (seen.size, seen.mtime_ns) == now and self._is_complete(seen.photo_id):
                return _Loaded(path, *now, seen.photo_id, None)
            data = read_file(path)
            with self._database.read() as session:
                known = photo_of(session, data)
            if expected not in (None, known):
                raise changed_photo()
            photo = None if self._is_complete(known) else decode_photo(data, path.suffix)
        except FileNotFoundError:
            return FileFailure(path, "vanished", said("The file is not there."))
        except PhotoError as exc:
            return FileFailure(path, exc.code, exc.reason)
        except OSError as exc:
            return FileFailure(
                path, "unreadable", said("The file can't be read: {reason}.", reason=exc.strerror)
            )
        if photo is not None:
            self._images.store_thumbnail(known, photo.pixels)
        return _Loaded(path, *now, known, photo, picture_digest(data) if photo else "")

    def _store(self, item: _Loaded) -> int | None:
        """Store what is new of a file; the number of faces worked on, None where none had to be."""
        if item.photo is None:
            with self._database.write() as session:
                _remember_place(session, item)
            return None
        with self._database.read() as session:
            rows = session.scalars(select(FaceRow).where(FaceRow.photo_id == item.photo_id)).all()
            known = session.get(PhotoRow, item.photo_id) is not None
        if known:
            return self._store_embeddings(item, item.photo, rows)
        return self._store_photo(item, item.photo)

    def _store_photo(self, item: _Loaded, photo: DecodedPhoto) -> int:
        """A photo seen for the first time."""
        height, width = photo.pixels.shape[:2]
        shot = read_shot(photo.exif)
        faces = [
            face_row(item.photo_id, observation, self._engine, width, height)
            for observation in self._engine.observe(photo.pixels)
        ]
        for face in faces:
            self._images.store_crop(FaceId(face.id), photo.pixels, box_of(face))
        with self._database.write() as session:
            if session.get(PhotoRow, item.photo_id) is not None:  # another process was faster
                _remember_place(session, item)
                return 0
            session.add(
                PhotoRow(
                    id=item.photo_id,
                    width=width,
                    height=height,
                    orientation=shot.orientation,
                    taken_at=shot.taken_at,
                    camera=shot.camera,
                    detected_by=self._engine.pack_id,
                    picture=item.picture,
                )
            )
            session.flush()
            session.add_all(faces)
            _remember_place(session, item)
        return len(faces)

    def _store_embeddings(self, item: _Loaded, photo: DecodedPhoto, faces: Sequence[FaceRow]) -> int:
        """A photo whose faces were found by another pack: their embeddings by this one."""
        height, width = photo.pixels.shape[:2]
        scale = np.array([width, height], np.float32)
        points = [np.array(face.landmarks, np.float32).reshape(5, 2) * scale for face in faces]
        vectors = self._engine.embed(photo.pixels, points, [face.quality for face in faces])
        with self._database.write() as session:
            for face, vector in zip(faces, vectors, strict=True):
                stored = pack_vector(vector, self._engine.dimension, face.id)
                session.merge(EmbeddingRow(face_id=face.id, pack_id=self._engine.pack_id, vector=stored))
            _remember_place(session, item)
        return len(faces)


def _remember_place(session: Session, item: _Loaded) -> None:
    session.merge(
        PhotoFileRow(path=str(item.path), photo_id=item.photo_id, size=item.size, mtime_ns=item.mtime_ns)
    )


def _same_faces(
    known: Sequence[FaceRow], found: Sequence[FaceRow], drawn: Set[str]
) -> list[tuple[FaceRow, FaceRow]]:
    """Which face found is which known one: by overlap of their boxes, the best first.

    `drawn` are the ids of those whose box a person drew.
    """
    least = [DRAWN_OVERLAP if face.id in drawn else SAME_FACE_OVERLAP for face in known]
    same = same_places([box_of(face) for face in known], [box_of(face) for face in found], least)
    return [(known[i], found[j]) for i, j in same.items()]


def same_places(known: Sequence[Box], found: Sequence[Box], least: Sequence[float]) -> dict[int, int]:
    """Which box found is which known one, the best overlap first; `least` is that of each known one."""
    pairs = sorted(
        ((old.overlap(new), i, j) for i, old in enumerate(known) for j, new in enumerate(found)), reverse=True
    )
    same: dict[int, int] = {}
    for overlap, i, j in pairs:
        if overlap >= least[i] and i not in same and j not in same.values():
            same[i] = j
    return same


def _renew(session: Session, old: FaceRow, new: FaceRow, *, keep_place: bool) -> None:
    """Give a known face the embedding of what was found, and its place too unless that is to stay."""
    for embedding in new.embeddings:
        session.merge(EmbeddingRow(face_id=old.id, pack_id=embedding.pack_id, vector=embedding.vector))
    if not keep_place:
        for name in ("x", "y", "w", "h", "landmarks", "detection_score", "size_px", "quality"):
            setattr(old, name, getattr(new, name))


def _remove(session: Session, face: FaceRow) -> None:
    """Remove a face of which nothing was ever said."""
    for table in (ClusterFaceRow, EmbeddingRow):
        session.execute(delete(table).where(table.face_id == face.id))
    session.delete(face)


def box_of(face: FaceRow) -> Box:
    """The box of a face."""
    return Box(face.x, face.y, face.w, face.h)


def face_row(
    photo_id: PhotoId, seen: FaceObservation, engine: FaceEngine, width: int, height: int
) -> FaceRow:
    """A face's row with its embedding, boxes and landmarks in fractions of the photo."""
    x, y, w, h = (float(value) for value in seen.detection.box)
    landmarks = seen.detection.landmarks / np.array([width, height], np.float32)
    face_id = new_id()
    vector = pack_vector(seen.embedding, engine.dimension, face_id)
    return FaceRow(
        id=face_id,
        photo_id=photo_id,
        x=x / width,
        y=y / height,
        w=w / width,
        h=h / height,
        landmarks=[float(value) for value in landmarks.ravel()],
        detection_score=seen.detection.score,
        size_px=h,
        quality=seen.quality,
        embeddings=[EmbeddingRow(pack_id=engine.pack_id, vector=vector)],
    )
