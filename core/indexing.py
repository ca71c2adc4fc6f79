"""From files to faces: read, decode, detect, embed, store.

Each photo is stored with all its faces in one transaction, so a run that is stopped anywhere, even
by a power cut, is gone on with by the next one: what is stored is left alone, the rest is done.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from stat import S_ISREG
from types import MappingProxyType
from typing import TypeVar

import numpy as np
from sqlalchemy import delete, exists, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from core.db.engine import Database
from core.db.queries import among, chunks, find_photo, photo_of, rows_of
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
from core.db.tombstones import erased_places
from core.db.vectors import pack_vector
from core.errors import PhotoError
from core.ids import photo_id_of
from core.images import Images, SmallPicture, changed_photo
from core.imaging.decode import decode_photo, read_file
from core.jobs import JobContext, giving_way, ordered_batches
from core.jpeg import picture_digest
from core.looking import ENOUGH_PX, fine_for, look
from core.metadata.exif import read_shot
from core.types import Box, FaceId, FileFailure, PhotoId, Verdict
from core.vision.engine import FaceEngine, FaceObservation
from core.vision.session import LOOKING, LOOKING_BESIDE
from core.words import said

NOT_ASKED: Mapping[Path, PhotoId] = MappingProxyType({})

Result = TypeVar("Result")
Along = Callable[["IndexedFile", Session], None]
"""What is written of a file in the transaction in which its photo is stored."""

# A thread takes a photo from its file to its faces, nearly all of it outside the interpreter. So many
# may be looked at before they are stored; by then they are small.
LOOKED_AHEAD = 4 * LOOKING
# Made once: to put a statement together takes longer than to carry it out.
_REMEMBERED = insert(PhotoFileRow)
_REMEMBERED = _REMEMBERED.on_conflict_do_update(
    index_elements=["path"],
    set_={name: _REMEMBERED.excluded[name] for name in ("photo_id", "size", "mtime_ns")},
)
# Two looks at one face give boxes that overlap by more.
SAME_FACE_OVERLAP = 0.5
# A box drawn by hand and a detector's differ by forehead and ears; below this it is another face.
DRAWN_OVERLAP = 0.3


@dataclass(frozen=True, slots=True)
class IndexedFile:
    """A file after indexing: its photo, or why there is none.

    `new`: the photo came with it. `known`: nothing had to be done.
    """

    path: Path
    photo_id: PhotoId | None = None
    new: bool = False
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
class _Seen:
    """A file looked at, and what there is to store: a new photo, or embeddings for one that is known.

    `qualities` are those of known faces by the pack of the embeddings: each pack tells it in its own way.
    """

    path: Path
    size: int
    mtime_ns: int
    photo_id: PhotoId
    photo: PhotoRow | None = None
    faces: Sequence[FaceRow] = ()
    embeddings: Sequence[EmbeddingRow] = ()
    qualities: Mapping[str, float] = field(default_factory=dict)
    pictures: Sequence[SmallPicture] = ()


def looked_at(
    look_at: Callable[[Path], Result], files: Sequence[Path], context: JobContext
) -> Generator[list[Result]]:
    """What a look at each file gives, in order, those together that are done; on as many threads as cores.

    While somebody waits for something else one core is left to that.
    """
    polite = giving_way(context, look_at, LOOKING_BESIDE)
    with (
        ThreadPoolExecutor(LOOKING, "look") as pool,
        closing(ordered_batches(pool, polite, files, LOOKED_AHEAD)) as batches,
    ):
        yield from batches


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
        self,
        files: Sequence[Path],
        context: JobContext,
        photos: Mapping[Path, PhotoId] = NOT_ASKED,
        along: Along | None = None,
    ) -> Iterator[IndexedFile]:
        """Index the files, in order; each is stored for good when it is yielded.

        Args:
            files: picture files.
            context: progress and cancel.
            photos: what must be in a file; one that holds another photo by now is a failure.
            along: is called with each file in the transaction that stores it.

        Raises:
            CancelledError: a stop was asked for; what was yielded is stored.
        """
        with closing(self._indexed(files, context, photos, along)) as indexed:
            yield from context.track(said("Finding faces"), indexed, len(files))

    def _indexed(
        self,
        files: Sequence[Path],
        context: JobContext,
        photos: Mapping[Path, PhotoId],
        along: Along | None,
    ) -> Generator[IndexedFile]:
        places = self._known_places(files)

        def look_at(path: Path) -> _Seen | FileFailure:
            return self._look_at(path, places.get(str(path)), photos.get(path))

        with closing(looked_at(look_at, files, context)) as batches:
            for batch in batches:
                yield from self._store(batch, along)

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
        photo, seen = look(self._engine, data, path.suffix)
        found = [face_row(photo_id, face, self._engine, photo.width, photo.height) for face in seen]
        with self._database.write() as session:
            found = _not_erased(session, photo_id, found)
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
            self._images.small_face(face_id, photo.pixels, box).keep()
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

    def _look_at(self, path: Path, place: _Place | None, expected: PhotoId | None) -> _Seen | FileFailure:
        """Look at a file and its faces; runs on a thread of its own."""
        try:
            stat = path.stat()
            if not S_ISREG(stat.st_mode):
                return FileFailure(path, "not-a-file", said("This is a device or a pipe, not a file."))
            now = (stat.st_size, stat.st_mtime_ns)
            same = place is not None and (place.size, place.mtime_ns) == now
            if place is not None and same and self._is_complete(place.photo_id):
                return _Seen(path, *now, place.photo_id)
            data = read_file(path)
            name, picture = photo_id_of(data), picture_digest(data)
            with self._database.read() as session:
                known = find_photo(session, name, picture)
            photo_id = known or name
            if expected not in (None, photo_id):
                raise changed_photo()
            seen = _Seen(path, *now, photo_id)
            if known is None:
                return self._seen_first(seen, data, picture)
            return seen if self._is_complete(photo_id) else self._seen_again(seen, data)
        except FileNotFoundError:
            return FileFailure(path, "vanished", said("The file is not there."))
        except PhotoError as exc:
            return FileFailure(path, exc.code, exc.reason)
        except OSError as exc:
            return FileFailure(
                path, "unreadable", said("The file can't be read: {reason}.", reason=exc.strerror)
            )

    def _seen_first(self, seen: _Seen, data: bytes, picture: str) -> _Seen:
        """A photo that is new, and its faces."""
        photo, found = look(self._engine, data, seen.path.suffix)
        faces = [face_row(seen.photo_id, face, self._engine, photo.width, photo.height) for face in found]
        crops = [self._images.small_face(FaceId(face.id), photo.pixels, box_of(face)) for face in faces]
        small = self._images.small_photo(seen.photo_id, photo.pixels)
        shot = read_shot(photo.exif)
        row = PhotoRow(
            id=seen.photo_id,
            width=photo.width,
            height=photo.height,
            orientation=shot.orientation,
            taken_at=shot.taken_at,
            camera=shot.camera,
            detected_by=self._engine.pack_id,
            picture=picture,
        )
        return replace(seen, photo=row, faces=faces, pictures=[*filter(None, [small]), *crops])

    def _seen_again(self, seen: _Seen, data: bytes) -> _Seen:
        """A photo whose faces were found by another pack: their embeddings by this one."""
        with self._database.read() as session:
            faces = session.scalars(select(FaceRow).where(FaceRow.photo_id == seen.photo_id)).all()
        suffix = seen.path.suffix
        photo = decode_photo(data, suffix, ENOUGH_PX)
        photo = fine_for(photo, [face.size_px for face in faces], data, suffix)
        small = self._images.small_photo(seen.photo_id, photo.pixels)
        height, width = photo.pixels.shape[:2]
        scale = np.array([width, height], np.float32)
        points = [np.array(face.landmarks, np.float32).reshape(5, 2) * scale for face in faces]
        vectors, qualities = self._engine.embed(photo.pixels, points)
        return replace(
            seen,
            pictures=[*filter(None, [small])],
            embeddings=[
                EmbeddingRow(
                    face_id=face.id,
                    pack_id=self._engine.pack_id,
                    vector=pack_vector(vector, self._engine.dimension, face.id),
                )
                for face, vector in zip(faces, vectors, strict=True)
            ],
            # Whoever drew a face that no detector finds did not show where its eyes are: it tells little.
            qualities={
                face.id: quality
                for face, quality in zip(faces, qualities.tolist(), strict=True)
                if face.detection_score > 0
            },
        )

    def _store(self, batch: Sequence[_Seen | FileFailure], along: Along | None) -> list[IndexedFile]:
        """Store what is new of some files, all or nothing."""
        stored: list[IndexedFile] = []
        pictures: list[SmallPicture] = []
        with self._database.write() as session:
            for item in batch:
                seen = item
                if isinstance(seen, _Seen):
                    seen = _still_new(session, seen)
                    _store_seen(session, seen)
                    pictures.extend(seen.pictures)
                stored.append(_indexed_file(seen))
                if along is not None:
                    along(stored[-1], session)
        # Only of what is stored: nobody would ever delete the pictures of faces that no library knows.
        for picture in pictures:
            picture.keep()
        return stored


def _still_new(session: Session, item: _Seen) -> _Seen:
    """What was looked at, without a photo that another file, or another process, has brought since."""
    if item.photo is None:
        return item
    known = find_photo(session, item.photo_id, item.photo.picture)
    return item if known is None else replace(item, photo_id=known, photo=None, faces=(), pictures=())


def _store_seen(session: Session, item: _Seen) -> None:
    if item.photo is not None:
        session.add(item.photo)
        session.flush()
        session.add_all(item.faces)
    elif session.get(PhotoFileRow, str(item.path)) is None:
        _forget_gone_files(session, item.photo_id)
    for embedding in item.embeddings:
        session.merge(embedding)
    for face_id, quality in item.qualities.items():
        session.execute(update(FaceRow).where(FaceRow.id == face_id).values(quality=quality))
    place = {"photo_id": item.photo_id, "size": item.size, "mtime_ns": item.mtime_ns}
    session.execute(_REMEMBERED, {"path": str(item.path), **place})


def _forget_gone_files(session: Session, photo_id: PhotoId) -> None:
    """A photo that comes from another place has moved there, unless it is where it was, too."""
    places = session.scalars(select(PhotoFileRow.path).where(PhotoFileRow.photo_id == photo_id)).all()
    gone = [path for path in places if not os.path.exists(path)]  # noqa: PTH110 - Path's raises of a lost share
    session.execute(delete(PhotoFileRow).where(PhotoFileRow.path.in_(gone)))


def _indexed_file(item: _Seen | FileFailure) -> IndexedFile:
    if isinstance(item, FileFailure):
        return IndexedFile(item.path, failure=item)
    worked_on = len(item.faces) + len(item.embeddings)
    new = item.photo is not None
    return IndexedFile(item.path, item.photo_id, new, not new and not item.embeddings, worked_on)


def _same_faces(
    known: Sequence[FaceRow], found: Sequence[FaceRow], drawn: Set[str]
) -> list[tuple[FaceRow, FaceRow]]:
    """Which face found is which known one: by overlap of their boxes, the best first.

    `drawn` are the ids of those whose box a person drew.
    """
    least = [DRAWN_OVERLAP if face.id in drawn else SAME_FACE_OVERLAP for face in known]
    same = same_places([box_of(face) for face in known], [box_of(face) for face in found], least)
    return [(known[i], found[j]) for i, j in same.items()]


def _not_erased(session: Session, photo_id: PhotoId, found: list[FaceRow]) -> list[FaceRow]:
    """The faces found that are not where one was erased."""
    erased = erased_places(session, photo_id)
    again = same_places(erased, [box_of(face) for face in found], [SAME_FACE_OVERLAP] * len(erased))
    return [face for place, face in enumerate(found) if place not in again.values()]


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
