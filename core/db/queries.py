"""Queries that more than one part of the engine asks, and rows turned into domain types."""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    ColumnExpressionArgument,
    Executable,
    Select,
    and_,
    bindparam,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from core.db.schema import (
    Base,
    EmbeddingRow,
    FaceRow,
    GalleryCameraRow,
    GalleryCountRow,
    GalleryPhotoRow,
    GalleryPlayerRow,
    GalleryRow,
    MatchRow,
    PhotoContentRow,
    PhotoFileRow,
    PhotoRow,
    PlayerRow,
    TeamRow,
    TrainingSessionRow,
    file_name_in,
)
from core.errors import NotAllowedError, NotFoundError
from core.ids import photo_id_of
from core.jobs import ordered_ahead
from core.jpeg import picture_digest
from core.types import (
    NAMED,
    OPEN_STATES,
    Box,
    Face,
    FaceId,
    Faces,
    FaceState,
    GalleryId,
    MatchId,
    Photo,
    PhotoId,
    PlayerId,
    Role,
    SessionId,
)
from core.words import said

if TYPE_CHECKING:
    from core.db.vectors import Vectors

# SQLite takes at most 32,766 values in one statement; chunks also keep memory flat.
CHUNK = 10_000

# What Playertag itself made of a photo's file, the photo, else the first one with this picture. Made once, as
# an import asks it three times a photo: to put a statement together takes longer than to answer it.
_FOUND: Executable = (
    union_all(
        select(
            PhotoContentRow.photo_id.label("id"), literal(0).label("rank"), literal(None).label("added")
        ).where(PhotoContentRow.digest == bindparam("name")),
        select(PhotoRow.id, literal(1), literal(None)).where(PhotoRow.id == bindparam("name")),
        select(PhotoRow.id, literal(2), PhotoRow.added_at).where(PhotoRow.picture == bindparam("picture")),
    )
    .order_by("rank", "added", "id")
    .limit(1)
)

STATES = {state.value: state for state in FaceState}
FACE_COLUMNS = (
    FaceRow.id,
    FaceRow.photo_id,
    FaceRow.x,
    FaceRow.y,
    FaceRow.w,
    FaceRow.h,
    FaceRow.state,
    FaceRow.quality,
    FaceRow.size_px,
    FaceRow.player_id,
    PlayerRow.name,
    FaceRow.probability,
    FaceRow.similarity,
    FaceRow.aside,
)
PHOTO_COLUMNS = (
    PhotoRow.id,
    PhotoRow.width,
    PhotoRow.height,
    PhotoRow.taken_at,
    PhotoRow.camera,
    PhotoRow.rating,
)

NAMED_STATES = tuple(sorted(state.value for state in NAMED))

Item = TypeVar("Item")
Row = TypeVar("Row", bound=Base)


def chunks(items: Sequence[Item], size: int = CHUNK) -> Iterator[Sequence[Item]]:
    """The items in runs that fit into one statement."""
    return (items[start : start + size] for start in range(0, len(items), size))


def rows_of(session: Session, query: Executable) -> Iterator[Any]:
    """The rows one by one as the driver gives them, text and numbers.

    Made into SQLAlchemy's own they take three times as long, and all at once much memory.
    """
    cursor: Any = session.connection().execute(query).cursor
    yield from cursor


def among(
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None], ids: Iterable[str]
) -> ColumnElement[bool]:
    """Whether a column is one of thousands of ids.

    They are handed over as one text: as values of the statement they take longer than SQLite does to find
    them.
    """
    listed = func.json_each(json.dumps(list(ids))).table_valued("value")
    return column.in_(select(listed.c.value))


def require_row(session: Session, table: type[Row], key: str, kind: str) -> Row:
    """A row by its key; `kind` says what it is, in words.

    Raises:
        NotFoundError: there is none.
    """
    row = session.get(table, key)
    if row is None:
        raise NotFoundError(kind, key)
    return row


def refuse_viewer(role: str) -> None:
    """See that a member with this role may change something.

    Raises:
        NotAllowedError: they only look.
    """
    if role == Role.VIEWER.value:
        raise NotAllowedError(
            said("In this team you are a viewer, who only looks: an owner can let you answer.")
        )


def refuse_viewers(session: Session) -> None:
    """See that the member of the library's team, if it is in one, may change something.

    Raises:
        NotAllowedError: they only look.
    """
    refuse_viewer(session.scalar(select(TeamRow.role).where(~TeamRow.left)) or "")


def require_gallery(session: Session, gallery_id: GalleryId) -> GalleryRow:
    """A gallery's row.

    Raises:
        NotFoundError: there is none with this id.
    """
    return require_row(session, GalleryRow, gallery_id, said("gallery"))


def require_match(session: Session, match_id: MatchId) -> MatchRow:
    """A match's row.

    Raises:
        NotFoundError: there is none with this id.
    """
    return require_row(session, MatchRow, match_id, said("match"))


def require_photo(session: Session, photo_id: PhotoId) -> PhotoRow:
    """A photo's row.

    Raises:
        NotFoundError: there is none with this id.
    """
    return require_row(session, PhotoRow, photo_id, said("photo"))


def require_photos(session: Session, photo_ids: Collection[PhotoId]) -> None:
    """See that all of these photos are there.

    Raises:
        NotFoundError: for the first id that is not.
    """
    ids = list(photo_ids)
    parts = (session.scalars(select(PhotoRow.id).where(PhotoRow.id.in_(part))) for part in chunks(ids))
    there = {photo_id for part in parts for photo_id in part}
    for photo_id in ids:
        if photo_id not in there:
            raise NotFoundError(said("photo"), photo_id)


def roster(session: Session, gallery_id: GalleryId) -> frozenset[PlayerId]:
    """The players of a gallery's roster; empty where it takes everybody.

    Raises:
        NotFoundError: there is no such gallery.
    """
    require_gallery(session, gallery_id)
    rows = session.scalars(
        select(GalleryPlayerRow.player_id).where(GalleryPlayerRow.gallery_id == gallery_id)
    )
    return frozenset(map(PlayerId, rows))


def count_faces(session: Session, gallery_id: GalleryId | None = None) -> dict[str, dict[FaceState, int]]:
    """How many faces of each state are in each gallery, or in one; by the gallery's id."""
    # Not grouped by the state: that would sort all faces by gallery and state, in twice the time.
    query = select(GalleryCountRow.gallery_id, GalleryCountRow.state, GalleryCountRow.faces)
    if gallery_id is not None:
        query = query.where(GalleryCountRow.gallery_id == gallery_id)
    counts: dict[str, dict[FaceState, int]] = {}
    for gallery, state, number in session.execute(query.where(GalleryCountRow.faces > 0)):
        counts.setdefault(gallery, {})[FaceState(state)] = number
    return counts


def count_aside(session: Session, gallery_id: GalleryId | None = None) -> dict[str, int]:
    """How many faces without an answer somebody put aside in each gallery, or in one; by the gallery's id."""
    still_open = FaceRow.state.in_([state.value for state in OPEN_STATES])
    # The few photos first: SQLite itself would look at the faces of each photo of a gallery.
    faces = Counter(
        photo for (photo,) in rows_of(session, select(FaceRow.photo_id).where(still_open, FaceRow.aside))
    )
    query = select(GalleryPhotoRow.gallery_id, GalleryPhotoRow.photo_id)
    query = query.where(among(GalleryPhotoRow.photo_id, faces))
    if gallery_id is not None:
        query = query.where(GalleryPhotoRow.gallery_id == gallery_id)
    counts: Counter[str] = Counter()
    for gallery, photo_id in rows_of(session, query):
        counts[gallery] += faces[photo_id]
    return counts


def require_player(session: Session, player_id: PlayerId) -> PlayerRow:
    """A player's row.

    Raises:
        NotFoundError: there is none with this id.
    """
    return require_row(session, PlayerRow, player_id, said("player"))


def require_session(session: Session, session_id: SessionId) -> TrainingSessionRow:
    """A training session's row.

    Raises:
        NotFoundError: there is none with this id.
    """
    return require_row(session, TrainingSessionRow, session_id, said("training session"))


def require_faces(session: Session, face_ids: Sequence[FaceId]) -> list[FaceRow]:
    """Faces' rows, in the order asked.

    Raises:
        NotFoundError: for the first id that is not there.
    """
    found: dict[str, FaceRow] = {}
    for part in chunks(face_ids):
        for row in session.scalars(select(FaceRow).where(FaceRow.id.in_(part))):
            found[row.id] = row
    for face_id in face_ids:
        if face_id not in found:
            raise NotFoundError(said("face"), face_id)
    return [found[face_id] for face_id in face_ids]


def embeddings(
    session: Session, face_ids: Sequence[str], pack_id: str, dimension: int
) -> tuple[list[FaceId], Vectors]:
    """The faces that have an embedding of a pack, in the order asked, and the matrix (N, D)."""
    import numpy as np

    from core.db.vectors import unpack_vectors

    row_of = {face_id: row for row, face_id in enumerate(face_ids)}
    matrix = np.empty((len(face_ids), dimension), np.float32)
    there = np.zeros(len(face_ids), bool)

    def put(part: tuple[list[FaceId], list[bytes]]) -> None:
        ids, stored = part
        rows = [row_of[face_id] for face_id in ids]
        matrix[rows], there[rows] = unpack_vectors(stored, dimension, ids), True

    parts = _stored_parts(session, face_ids, pack_id, CHUNK)
    if len(face_ids) <= CHUNK:
        deque(map(put, parts), 0)
    else:  # while one part is unpacked, the next one is read
        with ThreadPoolExecutor(1, "unpack") as pool:
            deque(ordered_ahead(pool, put, parts, 1), 0)
    present = [FaceId(face_id) for face_id, found in zip(face_ids, there, strict=True) if found]
    return present, matrix if len(present) == len(face_ids) else matrix[there]


def embedding_parts(
    session: Session, face_ids: Sequence[str], pack_id: str, dimension: int, size: int = CHUNK
) -> Iterator[tuple[list[FaceId], Vectors]]:
    """Faces that have an embedding of a pack, with these, by the part: for more than are to be in memory.

    They come in the order of their ids.
    """
    from core.db.vectors import unpack_vectors

    for present, stored in _stored_parts(session, face_ids, pack_id, size):
        yield present, unpack_vectors(stored, dimension, present)


def _stored_parts(
    session: Session, face_ids: Sequence[str], pack_id: str, size: int
) -> Iterator[tuple[list[FaceId], list[bytes]]]:
    """Faces that have an embedding of a pack, with these as they are stored, by the part.

    They come in the order of their ids, which is that of the disk: in any other one each part would be
    gathered from all over it.
    """
    for part in chunks(sorted(face_ids), size):
        query = select(EmbeddingRow.face_id, EmbeddingRow.vector).where(
            EmbeddingRow.pack_id == pack_id, among(EmbeddingRow.face_id, part)
        )
        stored: dict[str, bytes] = dict(rows_of(session, query))
        present = [FaceId(face_id) for face_id in part if face_id in stored]
        if present:
            yield present, [stored[face_id] for face_id in present]


def faces_in_order() -> Select[FaceRow]:
    """Faces in an order that a second run of the same import gives too; ids differ between runs."""
    return (
        select(FaceRow).options(joinedload(FaceRow.player)).order_by(FaceRow.photo_id, FaceRow.x, FaceRow.y)
    )


def face_of(row: FaceRow) -> Face:
    """A face's row as a domain type."""
    return Face(
        id=FaceId(row.id),
        photo_id=PhotoId(row.photo_id),
        box=Box(row.x, row.y, row.w, row.h),
        state=FaceState(row.state),
        quality=row.quality,
        size_px=row.size_px,
        player_id=PlayerId(row.player_id) if row.player_id else None,
        player=row.player.name if row.player else None,
        probability=row.probability,
        similarity=row.similarity,
        aside=row.aside,
    )


def faces_where(session: Session, *conditions: ColumnExpressionArgument[bool]) -> Faces:
    """Faces by conditions, in the order of `faces_in_order`.

    Without rows of the ORM, which take ten times the time and the memory where there are 100,000.
    """
    query = (
        select(*FACE_COLUMNS)
        .outerjoin(PlayerRow, PlayerRow.id == FaceRow.player_id)
        .where(*conditions)
        .order_by(FaceRow.photo_id, FaceRow.x, FaceRow.y)
    )
    return Faces.of_rows(
        (face_id, photo_id, (x, y, w, h), STATES[state], quality, size, player_id, *rest, bool(aside))
        for face_id, photo_id, x, y, w, h, state, quality, size, player_id, *rest, aside in rows_of(
            session, query
        )
    )


def photo_of(session: Session, content: bytes) -> PhotoId:
    """The photo that a file's content is, or would be: also where only its metadata were changed since."""
    name = photo_id_of(content)
    return find_photo(session, name, picture_digest(content)) or name


def find_photo(session: Session, name: PhotoId, picture: str) -> PhotoId | None:
    """The photo that a content is by its `photo_id_of` and its `picture_digest`; None where it is none."""
    found = session.scalar(_FOUND, {"name": name, "picture": picture or None})
    return PhotoId(found) if found else None


def photos_by_id(session: Session, photo_ids: Iterable[PhotoId]) -> list[Photo]:
    """Photos with their faces from left to right, in the order asked.

    Raises:
        NotFoundError: for the first id that is not there.
    """
    wanted = list(photo_ids)
    found: dict[str, Photo] = {}
    for part in chunks(wanted):
        paths, faces = _first_paths(session, part), _faces_of(session, part)
        elsewhere = names_elsewhere(session, [one for one in part if one not in paths])
        clocks = _clocks_of(session, part)
        for photo_id, width, height, taken_at, camera, rating in session.execute(
            select(*PHOTO_COLUMNS).where(PhotoRow.id.in_(part))
        ):
            path = Path(paths.get(photo_id, ""))
            name = path.name or elsewhere.get(photo_id, "")
            of_it = tuple(faces.get(photo_id, ()))
            one = PhotoId(photo_id)
            clock = timedelta(seconds=clocks.get(photo_id, 0))
            found[one] = Photo(one, path, name, width, height, taken_at, camera, of_it, rating, clock)
    for photo_id in wanted:
        if photo_id not in found:
            raise NotFoundError(said("photo"), photo_id)
    return [found[photo_id] for photo_id in wanted]


def _first_paths(session: Session, photo_ids: Sequence[PhotoId]) -> dict[str, str]:
    """Where each photo was seen, the first by name where it was seen in several places."""
    rows = select(PhotoFileRow.photo_id, func.min(PhotoFileRow.path)).group_by(PhotoFileRow.photo_id)
    return dict(session.execute(rows.where(PhotoFileRow.photo_id.in_(photo_ids))).all())


def _clocks_of(session: Session, photo_ids: Sequence[PhotoId]) -> dict[str, int]:
    """How many seconds the clock of each photo's camera is put on, of those with any in the first gallery."""
    rows = (
        select(GalleryPhotoRow.photo_id, GalleryCameraRow.clock_s)
        .join(PhotoRow, PhotoRow.id == GalleryPhotoRow.photo_id)
        .join(
            GalleryCameraRow,
            and_(
                GalleryCameraRow.gallery_id == GalleryPhotoRow.gallery_id,
                GalleryCameraRow.camera == PhotoRow.camera,
            ),
        )
        .where(GalleryPhotoRow.photo_id.in_(photo_ids))
        .order_by(GalleryPhotoRow.gallery_id.desc())
    )
    return dict(session.execute(rows).all())


def names_elsewhere(session: Session, photo_ids: Sequence[str] | None = None) -> dict[str, str]:
    """What the files of photos are called that are on other computers of the team only.

    Args:
        session: for reading.
        photo_ids: of these; None for all whose files are not on this computer.
    """
    named = select(GalleryPhotoRow.photo_id, GalleryPhotoRow.sort_key)
    if photo_ids is None:
        here = select(PhotoFileRow.photo_id)
        rows = list(rows_of(session, named.where(GalleryPhotoRow.photo_id.not_in(here))))
    else:
        rows = [
            row
            for part in chunks(photo_ids)
            for row in rows_of(session, named.where(among(GalleryPhotoRow.photo_id, part)))
        ]
    return {photo_id: file_name_in(sort_key) for photo_id, sort_key in sorted(rows, reverse=True)}


def _faces_of(session: Session, photo_ids: Sequence[PhotoId]) -> dict[str, list[Face]]:
    faces: dict[str, list[Face]] = {}
    for face in faces_where(session, FaceRow.photo_id.in_(photo_ids)):
        faces.setdefault(face.photo_id, []).append(face)
    return faces
