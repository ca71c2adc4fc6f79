"""One face for two laptops that found it in the same photo before they met.

The same card imported twice gives the same photos, known by their content, and faces with an id each. What a
library has not told anybody yet may take the id of what is in the feed already: its answers come along.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from core.indexing import SAME_FACE_OVERLAP
from core.sync.wire import Row
from core.types import Box

_UNTOLD = text(
    "SELECT f.photo_id, f.id, f.x, f.y, f.w, f.h FROM face f "
    "JOIN outbox o ON o.name = 'face' AND o.first = f.id "
    "WHERE f.photo_id IN (SELECT value FROM json_each(:photos))"
)
_BECOME = (
    "UPDATE face SET id = ?1, photo_id = ?2, x = ?3, y = ?4, w = ?5, h = ?6, landmarks = ?7, "
    "detection_score = ?8, size_px = ?9, quality = ?10 WHERE id = ?11"
)
_FOLLOW = tuple(
    f"UPDATE {table} SET {column} = ?1 WHERE {column} = ?2{rest}"
    for table, column, rest in (
        ("embedding", "face_id", ""),
        ("cluster_face", "face_id", ""),
        ("cluster_move", "face_id", ""),
        ("decision", "face_id", ""),
        ("outbox", "first", " AND name = 'embedding'"),
    )
)


def adopt_faces(session: Session, rows: Sequence[Row]) -> None:
    """Give own faces that nobody knows of the ids of those that are in the feed at the same place.

    Args:
        session: in a write transaction.
        rows: what came of the table of faces.
    """
    photos = json.dumps(sorted({row[1] for row in rows}))
    untold: defaultdict[str, dict[str, Box]] = defaultdict(dict)
    for photo_id, face_id, *box in session.execute(_UNTOLD, {"photos": photos}):
        untold[photo_id][face_id] = Box(*box)
    if not untold:
        return
    connection = session.connection()
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for row in rows:
        near = untold.get(row[1], {})
        place = Box(*row[2:6])
        own = max(near, key=lambda face: near[face].overlap(place), default=None)
        if own is None or near[own].overlap(place) < SAME_FACE_OVERLAP:
            continue
        del near[own]
        connection.exec_driver_sql("DELETE FROM outbox WHERE name = 'face' AND first = ?", (own,))
        connection.exec_driver_sql(_BECOME, (*row, own))
        for statement in _FOLLOW:
            connection.exec_driver_sql(statement, (row[0], own))
