"""Noting what a library of a team has to tell the others.

Triggers do it, which exist in libraries of a team only. Rows that never change are noted by their key, things
that do as what was written to each of their fields. Decisions are kept anyway.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.orm import Session

from core.sync import wire
from core.sync.merge import DELETED
from core.sync.wire import Table

LASTING = (wire.PHOTO, wire.GALLERY_PHOTO, wire.FACE, wire.EMBEDDING, wire.PICTURE)
"""The tables whose rows never change; each is noted by its key of one or two parts."""
FIELDS = {
    "player": (
        *("name", "number", "team", "external_id", "consent", "consent_until"),
        *("merged", "merged_into", "merged_by", "took_over", "created_at"),
    ),
    "gallery": ("name", "created_at"),
    "match": ("gallery_id", "name", "court", "starts_at", "ends_at", "teams"),
}
"""The things that change, each a row of the table of its name, and the columns that others are told of."""
MEMBERS = {
    "season": ("player_season", "player_id", "season", "json_array({0}team, {0}number)"),
    "roster": ("gallery_player", "gallery_id", "player_id", "'true'"),
    "refusal": ("gallery_refusal", "gallery_id", "player_id", "'true'"),
    "camera": ("gallery_camera", "gallery_id", "camera", "json_array({0}clock_s, {0}court)"),
    "put": ("match_photo", "gallery_id", "photo_id", "json_quote({0}match_id)"),
}
"""Rows that are a field of a thing: their table, the thing's and the field's column, and the value."""
DELETED_KINDS = ("match", "photo", "face", "player")
"""What can be deleted; players are when they are erased, else a field of theirs says that they are gone."""
RATING = "rating"
"""The one field of a photo that changes."""
NOTHING = "null"
"""The value of a field that is no more."""

EMPTY = "''"
NOW_MS = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
"""Milliseconds since 1970."""

_OURS = "WHEN (SELECT applying FROM team) = 0"


def begin(session: Session) -> None:
    """Note from now on what is done, and all that there is already: of that nobody knows when it was written.

    What was answered in another tournament keeps its stamp, by which it is known in this one if it came from
    here.
    """
    session.execute(text("UPDATE decision SET seen = 0 WHERE stamp IS NOT NULL"))
    for name, rule in _triggers():
        session.execute(text(f"CREATE TRIGGER {name} {rule}"))
    for table in LASTING:
        keys = f"SELECT '{table.name}', {_key_of(table)} FROM {table.name}"
        session.execute(text(f"INSERT INTO outbox (name, first, second) {keys}"))
    for kind, fields in FIELDS.items():
        for field in fields:
            _note_all(session, f"'{kind}', id, '{field}', json_quote({field}) FROM {kind}")
    for kind, (table_name, thing, field, value) in MEMBERS.items():
        _note_all(session, f"'{kind}', {thing}, {field}, {value.format('')} FROM {table_name}")
    _note_all(session, f"'photo', id, '{RATING}', json_quote({RATING}) FROM photo WHERE {RATING} <> 0")
    erased = "FROM tombstone WHERE kind IN ('player', 'face', 'photo')"
    _note_all(session, f"kind, id, '{DELETED}', 'true' {erased}")


def end(session: Session) -> None:
    """Note nothing any more, and forget what was noted and that there was a team."""
    for name, _ in _triggers():
        session.execute(text(f"DROP TRIGGER {name}"))
    for table in ("outbox", "revision", "cursor", "team", "picture"):
        session.execute(text(f"DELETE FROM {table}"))
    session.execute(text("UPDATE decision SET seen = NULL, feed = NULL"))


def _note_all(session: Session, rows: str) -> None:
    session.execute(text(f"INSERT INTO revision (kind, thing, field, value) SELECT {rows}"))


def _triggers() -> Iterator[tuple[str, str]]:
    """The triggers: the name of each, and what it does."""
    for table in LASTING:
        row = f"'{table.name}', {_key_of(table, 'NEW.')}"
        added = f"INSERT OR IGNORE INTO outbox (name, first, second) VALUES ({row})"
        yield f"note_{table.name}", f"AFTER INSERT ON {table.name} {_OURS} BEGIN {added}; END"
    for kind, fields in FIELDS.items():
        added = "; ".join(_written(kind, field) for field in fields)
        yield f"note_new_{kind}", f"AFTER INSERT ON {kind} {_OURS} BEGIN {added}; END"
        for field in fields:
            yield f"note_{kind}_{field}", _on_change(kind, field)
    yield f"note_photo_{RATING}", _on_change("photo", RATING)
    for kind, (table_name, thing, field, value) in MEMBERS.items():
        note = _note(kind, f"NEW.{thing}", f"NEW.{field}", value.format("NEW."))
        for event in ("INSERT", "UPDATE"):
            yield f"note_{kind}_{event}", f"AFTER {event} ON {table_name} {_OURS} BEGIN {note}; END"
        gone = _note(kind, f"OLD.{thing}", f"OLD.{field}", f"'{NOTHING}'")
        yield f"note_{kind}_DELETE", f"AFTER DELETE ON {table_name} {_OURS} BEGIN {gone}; END"
    for kind in DELETED_KINDS:
        gone = _note(kind, "OLD.id", f"'{DELETED}'", "'true'")
        forgotten = f"DELETE FROM outbox WHERE name = '{kind}' AND first = OLD.id"
        yield f"note_no_{kind}", f"AFTER DELETE ON {kind} {_OURS} BEGIN {gone}; {forgotten}; END"


def _key_of(table: Table, row: str = "") -> str:
    """Both parts of a key in the outbox; the second is empty where there is none."""
    parts = [f"{row}{column}" for column in table.key]
    return ", ".join([*parts, EMPTY][:2])


def _on_change(kind: str, field: str) -> str:
    changed = f"{_OURS} AND OLD.{field} IS NOT NEW.{field}"
    return f"AFTER UPDATE OF {field} ON {kind} {changed} BEGIN {_written(kind, field)}; END"


def _written(kind: str, field: str) -> str:
    return _note(kind, "NEW.id", f"'{field}'", f"json_quote(NEW.{field})")


def _note(kind: str, thing: str, field: str, value: str) -> str:
    return (
        "INSERT INTO revision (kind, thing, field, value, at) "
        f"VALUES ('{kind}', {thing}, {field}, {value}, {NOW_MS}) "
        "ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at, stamp = NULL, feed = NULL"
    )
