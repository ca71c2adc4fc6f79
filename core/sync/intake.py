"""Taking in what others of the team did.

What comes is what any member may have written by hand: rows that refer to nothing are left out, and nothing
of the library's own is lost to them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.schedule import sort_these_anew
from core.ids import SHA256, UUID
from core.recognition.history import relabel
from core.sync import things, wire
from core.sync.adopting import adopt_decisions, adopt_faces
from core.sync.merge import DELETED
from core.sync.wire import Entry, Kind, Row, Table
from core.types import FaceId, GalleryId, PhotoId, PictureKind
from core.vision.model_packs import installed_packs

_FORMS = {
    wire.PHOTO: {"id": SHA256},
    wire.FACE: {"id": UUID},
    wire.PICTURE: {"kind": re.compile("|".join(PictureKind)), "digest": SHA256},
}
_NO_TIME = {"taken_at": None, "added_at": things.LONG_AGO, "at": things.LONG_AGO}
"""What a time is that no calendar has: the server's go further than Python's."""
_NOT_DELETED = "NOT EXISTS (SELECT 1 FROM revision WHERE kind = '{0}' AND thing = ?1 AND field = 'deleted')"
_ADD = {
    wire.PHOTO: (
        "INSERT OR IGNORE INTO photo "
        "(id, width, height, orientation, taken_at, camera, detected_by, added_at) "
        f"SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE {_NOT_DELETED.format('photo')}"
    ),
    wire.GALLERY_PHOTO: (
        "INSERT OR IGNORE INTO gallery_photo (gallery_id, photo_id, sort_key) SELECT ?1, ?2, ?3 "
        "WHERE EXISTS (SELECT 1 FROM gallery WHERE id = ?1) AND EXISTS (SELECT 1 FROM photo WHERE id = ?2)"
    ),
    wire.FACE: (
        "INSERT OR IGNORE INTO face (id, photo_id, x, y, w, h, landmarks, detection_score, size_px, quality, "
        "state) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'unknown' "
        f"WHERE EXISTS (SELECT 1 FROM photo WHERE id = ?2) AND {_NOT_DELETED.format('face')}"
    ),
    # The embedding of a face that two libraries found is that of the one that told first.
    wire.EMBEDDING: (
        "INSERT OR REPLACE INTO embedding (face_id, pack_id, vector) SELECT ?1, ?2, coalesce(?3, ?4) "
        "WHERE EXISTS (SELECT 1 FROM face WHERE id = ?1)"
    ),
    wire.PICTURE: (
        "INSERT OR IGNORE INTO picture (kind, thing, digest, size) SELECT ?1, ?2, ?3, ?4 "
        "WHERE EXISTS (SELECT 1 FROM face WHERE id = ?2 AND ?1 = 'crop') "
        "OR EXISTS (SELECT 1 FROM photo WHERE id = ?2 AND ?1 <> 'crop')"
    ),
    wire.REVISION: (
        "INSERT INTO revision (stamp, kind, thing, field, value, feed) SELECT ?1, ?2, ?3, ?4, ?5, ?6 "
        f"WHERE ?4 = '{DELETED}' OR NOT EXISTS "
        "(SELECT 1 FROM tombstone WHERE kind = 'player' AND id IN (?3, ?4)) "
        "ON CONFLICT DO UPDATE SET stamp = excluded.stamp, value = excluded.value, feed = excluded.feed "
        "WHERE excluded.stamp > revision.stamp"
    ),
    wire.DECISION: (
        "INSERT OR IGNORE INTO decision (stamp, batch_id, face_id, player_id, verdict, source, reason, at, "
        "probability, similarity, undoes, seen, feed, who) "
        "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
        "(SELECT id FROM decision WHERE stamp = ?11), ?12, ?13, ?14 "
        "WHERE EXISTS (SELECT 1 FROM face WHERE id = ?3) "
        "AND (?4 IS NULL OR EXISTS (SELECT 1 FROM player WHERE id = ?4))"
    ),
}


def take_in(session: Session, table: Table, entries: Sequence[Entry]) -> Changes:
    """Write a part of a table of the feed, as what others did; what the library did has its stamps by now."""
    if table in _FORMS:
        entries = [entry for entry in entries if _is_named_well(table, entry.row)]
    if table is wire.FACE:
        adopt_faces(session, [entry.row for entry in entries])
    if table is wire.REVISION:
        entries = [entry for entry in entries if things.fits(*entry.row[1:2], *entry.row[3:5])]
    values = [_values(table, entry) for entry in entries]
    if table is wire.EMBEDDING:
        values = _of_their_packs(values)
    if table is wire.DECISION:
        adopt_decisions(session, values)
    if values:
        session.connection().exec_driver_sql(_ADD[table], values)
    session.expire_all()
    return _FOLLOWING[table](session, [entry.row for entry in entries])


def _is_named_well(table: Table, row: Row) -> bool:
    """Whether what becomes the name of a file here is a name; a server that is ours refuses what is none."""
    values = dict(zip(table.columns, row, strict=True))
    return all(form.fullmatch(str(values[column])) for column, form in _FORMS[table].items())


def _values(table: Table, entry: Entry) -> Row:
    """What is stored of an entry."""
    row = tuple(
        value if kind is not Kind.TIME or things.is_time(value) else _NO_TIME[column]
        for (column, kind), value in zip(table.columns.items(), entry.row, strict=True)
    )
    if table is wire.REVISION:
        return (*row, entry.feed)
    if table is wire.DECISION:
        return (*row, entry.feed, entry.login)
    return row


def _of_their_packs(rows: Sequence[Row]) -> list[Row]:
    """Embeddings without those that are not of the dimension of their pack, where that is known here."""
    known = {pack_id: pack.manifest.recogniser.dimension for pack_id, pack in installed_packs().items()}
    kept: list[Row] = []
    for row in rows:
        dimension = len(row[2] or row[3]) // wire.VALUE_BYTES
        if known.get(row[1], dimension) == dimension:
            kept.append(row)
    return kept


def _photos(session: Session, rows: Sequence[Row]) -> Changes:
    """What was said of photos before they came, and of which match they are."""
    photos = [row[0] for row in rows]
    put = "SELECT thing FROM revision WHERE kind = 'put' AND field IN (SELECT value FROM json_each(:photos))"
    galleries = session.scalars(text(put), {"photos": json.dumps(photos)}).all()
    return things.apply(session, {*(("photo", one) for one in photos), *(("put", one) for one in galleries)})


def _gallery_photos(session: Session, rows: Sequence[Row]) -> Changes:
    for gallery_id in sorted({row[0] for row in rows}):
        # A clock may have been put right, or back, since they were told.
        sort_these_anew(session, gallery_id, [row[1] for row in rows if row[0] == gallery_id])
    return Changes(
        galleries=frozenset(GalleryId(row[0]) for row in rows),
        photos=frozenset(PhotoId(row[1]) for row in rows),
    )


def _faces(_: Session, rows: Sequence[Row]) -> Changes:
    return Changes(faces=frozenset(FaceId(row[0]) for row in rows), clusters=True)


def _revisions(session: Session, rows: Sequence[Row]) -> Changes:
    return things.apply(session, {(kind, thing) for _, kind, thing, *_ in rows})


def _decisions(session: Session, rows: Sequence[Row]) -> Changes:
    faces = "SELECT DISTINCT face_id FROM decision WHERE stamp IN (SELECT value FROM json_each(:stamps))"
    found = session.scalars(text(faces), {"stamps": json.dumps([row[0] for row in rows])}).all()
    return relabel(session, [FaceId(face) for face in found])


_FOLLOWING: dict[Table, Callable[[Session, Sequence[Row]], Changes]] = {
    wire.PHOTO: _photos,
    wire.GALLERY_PHOTO: _gallery_photos,
    wire.FACE: _faces,
    wire.EMBEDDING: _faces,
    wire.REVISION: _revisions,
    wire.DECISION: _decisions,
    wire.PICTURE: lambda _, __: Changes(),  # which changes once it is fetched
}
"""What follows of the rows of each table, by what changes."""
