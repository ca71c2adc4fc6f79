"""One face, one player and one answer for two laptops that had them before they met.

The same card imported twice gives the same photos, known by their content, and faces with an id each; the
same roster gives players with an id each. What a library has not told anybody yet may take the id of what is
in the feed already: its answers come along. So may a library that went back to a backup.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.schema import Base, PlayerRow, TeamRow, new_id
from core.indexing import SAME_FACE_OVERLAP, same_places
from core.recognition.history import relabel, withdraw_refused
from core.recognition.merging import bring_to, taken_over
from core.recognition.player_rows import players_by_id
from core.sync.outbox import SENT, cursor
from core.sync.wire import Row
from core.types import BatchId, Box, FaceId, GalleryId, PlayerId

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
_UNTOLD_BATCHES = text("SELECT DISTINCT batch_id FROM decision WHERE id > :sent AND feed IS NULL")
_TOLD = (
    "UPDATE decision SET stamp = ?1, seen = ?12, feed = ?13, who = ?14 WHERE id = (SELECT min(id) "
    "FROM decision WHERE batch_id = ?2 AND face_id = ?3 AND player_id IS ?4 AND verdict = ?5 "
    "AND feed IS NULL) AND NOT EXISTS (SELECT 1 FROM decision WHERE stamp = ?1)"
)
_REFERRING = tuple(
    (table.name, column.name)
    for table in Base.metadata.sorted_tables
    for column in table.columns
    if any(key.column is PlayerRow.__table__.c.id for key in column.foreign_keys)
)
"""Every column that has players' ids, one of a table; each is looked through for every player that goes."""
_OWN, _THEIRS = "(SELECT key FROM json_each(:ids))", "(SELECT value FROM json_each(:ids))"
# Where the other one is in a place already there is nothing to move.
_MOVE = (
    "UPDATE OR IGNORE {table} SET {column} = same.value FROM json_each(:ids) AS same "
    "WHERE {table}.{column} = same.key"
)
_FORGET = (
    f"DELETE FROM gallery_player WHERE player_id IN {_OWN}",
    f"DELETE FROM gallery_refusal WHERE player_id IN {_OWN}",
    f"DELETE FROM player WHERE id IN {_OWN}",
    # Last, as that a player is deleted is noted, too: nobody else knows of them.
    f"DELETE FROM revision WHERE kind IN ('player', 'season') AND thing IN {_OWN}",
    f"DELETE FROM revision WHERE kind IN ('roster', 'refusal') AND field IN {_OWN}",
)


def adopt_decisions(session: Session, rows: Sequence[Row]) -> None:
    """Take own answers that nobody was told of, and that are in the feed, for what they are there.

    This library told them, and went back to a backup in which it had not. A second time, with a stamp of now,
    they would stand against whatever took them back.

    Args:
        session: in a write transaction.
        rows: what is to be stored of what came of the table of decisions.
    """
    batches = set(session.scalars(_UNTOLD_BATCHES, {"sent": cursor(session, SENT)}))
    if same := [row for row in rows if row[1] in batches]:
        session.connection().exec_driver_sql(_TOLD, same)


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
    for own, row in _same_faces(untold, rows):
        connection.exec_driver_sql("DELETE FROM outbox WHERE name = 'face' AND first = ?", (own,))
        connection.exec_driver_sql(_BECOME, (*row, own))
        for statement in _FOLLOW:
            connection.exec_driver_sql(statement, (row[0], own))


def _same_faces(untold: Mapping[str, Mapping[str, Box]], rows: Sequence[Row]) -> Iterator[tuple[str, Row]]:
    """The ids of own faces, which are known by photo, each with what came of it."""
    came: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        came[row[1]].append(row)
    for photo, own in untold.items():
        places = [Box(*row[2:6]) for row in came[photo]]
        same = same_places([*own.values()], places, [SAME_FACE_OVERLAP] * len(own))
        yield from (([*own][mine], came[photo][theirs]) for mine, theirs in same.items())


def adopt_players(session: Session, team: TeamRow, same: Mapping[PlayerId, PlayerId]) -> Changes:
    """Give own players that nobody knows of the ids of those in the feed who are the same persons.

    What was known of them only comes along, and the stricter consent.

    Args:
        session: in a write transaction.
        team: the library's.
        same: for the id of each own player that of the other one; at least one.
    """
    ids = {"ids": json.dumps(same)}
    refused = text(f"SELECT 1 FROM gallery_refusal WHERE player_id IN {_OWN} LIMIT 1")
    consents = _take_over(session, same) or session.scalar(refused, ids) is not None
    listed = text(f"SELECT DISTINCT gallery_id FROM gallery_player WHERE player_id IN {_OWN}")
    galleries = frozenset(map(GalleryId, session.scalars(listed, ids)))
    _move_players(session, team, ids)
    renamed = "UPDATE saved_filter SET value = replace(value, ?, ?)"
    session.connection().exec_driver_sql(renamed, list(same.items()))
    session.expire_all()
    spoken_of = text(f"SELECT DISTINCT face_id FROM decision WHERE player_id IN {_THEIRS}")
    changes = relabel(session, [FaceId(face) for face in session.scalars(spoken_of, ids)])
    if consents:
        changes |= withdraw_refused(session, BatchId(new_id()))
    return changes | Changes(players=frozenset({*same, *same.values()}), galleries=galleries)


def _move_players(session: Session, team: TeamRow, ids: Mapping[str, str]) -> None:
    """Have all that refers to some players refer to others, and forget that there were any."""
    session.execute(text(f"DELETE FROM player_season WHERE player_id IN {_OWN}"), ids)
    for table, column in _REFERRING:
        team.applying = table == "decision"  # which nobody but the others may give another player
        session.flush()
        session.execute(text(f"CREATE INDEX adopting_{table} ON {table} ({column})"))
        session.execute(text(_MOVE.format(table=table, column=column)), ids)
    team.applying = False
    session.flush()
    for statement in _FORGET:
        session.execute(text(statement), ids)
    for table, _ in _REFERRING:
        session.execute(text(f"DROP INDEX adopting_{table}"))


def _take_over(session: Session, same: Mapping[PlayerId, PlayerId]) -> bool:
    """Bring the players of others up to what is known of one's own; whether any consent changed."""
    known = {player.id: player for player in players_by_id(session, [*same, *same.values()])}
    consents = False
    for own, other in same.items():
        after = taken_over(known[other], known[own])
        if after != known[other]:
            bring_to(session, session.get_one(PlayerRow, other), after)
            consents |= after.consent is not known[other].consent
    session.flush()
    return consents
