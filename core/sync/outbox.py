"""What a library of a team has not told the others yet (see `core.sync.noting`), with its stamps."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from core.db.schema import CursorRow, DecisionRow, OutboxRow, RevisionRow, TeamRow
from core.sync import wire
from core.sync.clock import MOST_MS, NEVER, ancient, new_replica, stamp
from core.sync.noting import LASTING
from core.sync.roles import REVIEWED_KINDS
from core.sync.wire import ROWS_AT_ONCE, Key, Row, Table
from core.types import PictureKind

FACE_OF_DECISION = list(wire.DECISION.columns).index("face_id")
FAR_AHEAD_MS = 315_576_000_000
"""Ten years: a server takes no stamp that is further ahead of its own clock."""
STAMPED, SENT = "stamped", "sent"
"""The cursors up to which own decisions have a stamp, and a number in the feed."""
NO_PLACE = 0
"""The number in the feed of what the server has no place for: its face is deleted."""

_VECTORS = (f"CASE length(t.vector) WHEN {n * wire.VALUE_BYTES} THEN t.vector END" for n in wire.DIMENSIONS)
_SELECTED = {"embedding": ", ".join(("t.face_id", "t.pack_id", *_VECTORS))}
_DECISIONS = """
    SELECT d.id, d.stamp, d.batch_id, d.face_id, d.player_id, d.verdict, d.source, d.reason, d.at,
        d.probability, d.similarity, u.stamp, d.seen
    FROM decision d LEFT JOIN decision u ON u.id = d.undoes
    WHERE d.id > :after AND d.seen IS NOT NULL AND d.feed IS NULL ORDER BY d.id LIMIT :most
"""
_REVISIONS = """
    SELECT rowid, stamp, kind, thing, field, value FROM revision
    WHERE rowid > :after AND stamp IS NOT NULL AND feed IS NULL {which} ORDER BY rowid LIMIT :most
"""
_REVIEWED = "AND field <> 'deleted' AND kind IN ({})".format(", ".join(map(repr, REVIEWED_KINDS)))

_REVIEWED_PICTURES = f"AND t.kind = '{PictureKind.CROP}'"


class Noted(NamedTuple):
    """A row to be sent, and its number in the order of what is to be."""

    number: int
    row: Row


def cursor(session: Session, name: str) -> int:
    """How far something was read or sent; 0 before it ever was."""
    row = session.get(CursorRow, name)
    return row.number if row else 0


def move_cursor(session: Session, name: str, number: int) -> None:
    """Remember how far something was read or sent."""
    session.merge(CursorRow(name=name, number=number))


def be_another(team: TeamRow) -> None:
    """The others take a library that was copied, or went back, for a new one: it gets what it had told."""
    team.replica, team.remembered = new_replica(), NEVER


def stamp_new(session: Session, team: TeamRow, at: datetime) -> None:
    """Give everything that has none a stamp, in the order in which it was done.

    Before anything of others is taken in, and in that transaction: what was done until then was done without
    knowing of it.
    """
    latest = int(at.replace(tzinfo=UTC).timestamp() * 1000)
    _come_back(session, team, latest)
    seen = cursor(session, wire.DECISION.name)
    decisions = text("SELECT id, at FROM decision WHERE id > :first AND stamp IS NULL ORDER BY id")
    stamped: list[tuple[str, int, str, int]] = []
    for number, written in session.execute(decisions, {"first": cursor(session, STAMPED)}):
        done = int(datetime.fromisoformat(written).replace(tzinfo=UTC).timestamp() * 1000)
        team.heard = stamp(min(done, latest), team.heard, team.replica)  # the clock may have been set back
        stamped.append((team.heard, seen, team.login, number))
    _write(session, "UPDATE decision SET stamp = ?, seen = ?, who = ? WHERE id = ?", stamped)
    if stamped:
        move_cursor(session, STAMPED, stamped[-1][-1])
    written_to: list[tuple[str, int]] = []
    unstamped = text("SELECT rowid, at FROM revision WHERE stamp IS NULL ORDER BY at, rowid")
    for order, (number, at_ms) in enumerate(session.execute(unstamped).all()):
        if at_ms is None:  # from before the library was in this team: whatever is known there came later
            written_to.append((ancient(order, team.replica), number))
            continue
        team.heard = stamp(min(at_ms, latest), team.heard, team.replica)
        written_to.append((team.heard, number))
    _write(session, "UPDATE revision SET stamp = ? WHERE rowid = ?", written_to)


def _come_back(session: Session, team: TeamRow, latest: int) -> None:
    """Take back the stamps of a clock that was years ahead and is right by now: no server takes them.

    Args:
        session: in a write transaction.
        team: whose stamps they are.
        latest: now, in milliseconds since 1970.
    """
    far = f"{min(latest + FAR_AHEAD_MS, MOST_MS):013}"
    if team.heard < far:
        return
    values = {"far": far}
    first = session.scalar(text("SELECT min(id) FROM decision WHERE stamp > :far AND feed IS NULL"), values)
    for statement in (
        "UPDATE decision SET stamp = NULL, seen = NULL WHERE stamp > :far AND feed IS NULL",
        "UPDATE revision SET stamp = NULL WHERE stamp > :far AND feed IS NULL",
    ):
        session.execute(text(statement), values)
    if first is not None:
        move_cursor(session, STAMPED, min(first - 1, cursor(session, STAMPED)))
    known = "SELECT max(stamp) FROM (SELECT stamp FROM decision UNION ALL SELECT stamp FROM revision)"
    team.heard = session.scalar(text(known)) or NEVER


def noted_by_now(session: Session) -> int:
    """The number up to which rows are noted; what they refer to was noted or stamped with them."""
    return session.scalar(text("SELECT max(number) FROM outbox")) or 0


def unsent(session: Session, table: Table, after: int, upto: int, *, reviewing: bool = False) -> list[Noted]:
    """Rows that the others do not have, in their order, as many as go into one transaction.

    Args:
        session: for reading.
        table: whose rows.
        after: the number of the last one before them.
        upto: of rows that are noted, the last one to be sent by now.
        reviewing: leave out what a reviewer may not write.
    """
    if table is wire.DECISION:
        statement, after = _DECISIONS, max(after, cursor(session, SENT))
    elif table is wire.REVISION:
        statement = _REVISIONS.format(which=_REVIEWED if reviewing else "")
    else:
        statement = _noted_rows(table, _REVIEWED_PICTURES if reviewing and table is wire.PICTURE else "")
    values = {"name": table.name, "after": after, "upto": upto, "most": ROWS_AT_ONCE}
    return [Noted(number, tuple(row)) for number, *row in session.execute(text(statement), values)]


def unsent_faces(session: Session, photo_ids: Sequence[str], upto: int) -> list[Noted]:
    """The faces of some photos that the others do not have, of those that were noted up to a number."""
    statement = _noted_rows(wire.FACE, "AND t.photo_id IN (SELECT value FROM json_each(:photos))")
    values = {"name": wire.FACE.name, "after": 0, "upto": upto, "most": -1, "photos": json.dumps(photo_ids)}
    return [Noted(number, tuple(row)) for number, *row in session.execute(text(statement), values)]


def waiting(session: Session) -> int:
    """How many rows the others do not have."""
    own = DecisionRow.id > cursor(session, SENT), DecisionRow.feed.is_(None)
    counts = (
        select(func.count()).select_from(OutboxRow),
        select(func.count()).where(RevisionRow.feed.is_(None)),
        select(func.count()).where(*own),
    )
    return sum(session.scalar(count) or 0 for count in counts)


def _noted_rows(table: Table, which: str = "") -> str:
    same = " AND ".join(
        f"t.{column} = o.{part}" for column, part in zip(table.key, ("first", "second"), strict=False)
    )
    columns = _SELECTED.get(table.name) or ", ".join(f"t.{column}" for column in table.columns)
    return (
        f"SELECT o.number, {columns} FROM outbox o JOIN {table.name} t ON {same} WHERE o.name = :name "
        f"AND o.number > :after AND o.number <= :upto {which} ORDER BY o.number LIMIT :most"
    )


def sent(session: Session, table: Table, rows: Sequence[Noted], numbers: Mapping[Key, int]) -> None:
    """Remember which rows are in the feed by now; `numbers` are theirs there, by their keys.

    A decision that is not has no place there any more, its face being deleted, or not yet: it waits for it.
    """
    if table in LASTING:
        there = [(noted.number,) for noted in rows if table.key_of(noted.row) in numbers]
        _write(session, "DELETE FROM outbox WHERE number = ?", there)
        return
    waiting = _untold_faces(session, rows) if table is wire.DECISION else set()
    # What was written to again meanwhile has another stamp, or none.
    known = [
        (numbers.get(table.key_of(noted.row), NO_PLACE), noted.number, noted.row[0])
        for noted in rows
        if noted.row[FACE_OF_DECISION] not in waiting or table.key_of(noted.row) in numbers
    ]
    _write(session, f"UPDATE {table.name} SET feed = ? WHERE rowid = ? AND stamp = ?", known)
    if table is wire.DECISION and len(known) == len(rows):
        move_cursor(session, SENT, rows[-1].number)


def _untold_faces(session: Session, rows: Sequence[Noted]) -> set[str]:
    """Of the faces that decisions speak of, those that the others do not have yet."""
    faces = json.dumps([noted.row[FACE_OF_DECISION] for noted in rows])
    untold = "SELECT first FROM outbox WHERE name = 'face' AND first IN (SELECT value FROM json_each(:faces))"
    return set(session.scalars(text(untold), {"faces": faces}))


def _write(session: Session, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        session.connection().exec_driver_sql(statement, list(rows))
