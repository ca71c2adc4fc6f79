"""What can still be read of a damaged database, row by row, into a new file.

A table is read by its row numbers up to the first page that is damaged; what is behind is halved, and halved
again where that fails, until only the rows of damaged pages are left out. Those are looked for in a backup,
where the same row has the same number. A header that does not fit would keep SQLite from reading anything:
then it is a copy that is read, with another one.
"""

from __future__ import annotations

import shutil
import sqlite3
import struct
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from core.db.backups import has_log, is_cut_off, read_only
from core.db.schema import new_id, now

PAGE_BYTES = 4096
"""Of a library's file, as nothing says otherwise to SQLite."""
MOST_NUMBER = 1 << 40
"""A row number behind all that a library has, where a table does not tell its last one."""
MOST_TRIALS = 20_000
"""Reads of one table that may fail; what is behind them is taken for lost."""
NAMED = "state IN ('confirmed', 'tagged')"
# What triggers keep, worked out anew.
COUNTED = (
    "UPDATE photo SET face_count = (SELECT count(*) FROM face WHERE photo_id = photo.id), "
    f"named_count = (SELECT count(*) FROM face WHERE photo_id = photo.id AND {NAMED})",
    "DELETE FROM gallery_count",
    "INSERT INTO gallery_count SELECT gallery_id, state, count(*) FROM gallery_photo "
    "JOIN face USING (photo_id) GROUP BY gallery_id, state",
)
# A face still says what a person answered where the answer itself is lost.
ANSWERED_AGAIN = (
    "INSERT INTO decision (batch_id, face_id, player_id, verdict, source, who, reason, at) "
    "SELECT ?1, id, player_id, ?3, 'person', '', '', ?2 FROM face WHERE state = ?4 AND NOT EXISTS "
    "(SELECT 1 FROM decision WHERE face_id = face.id AND verdict = ?3)"
)
ANSWERS = {"confirm": "confirmed", "ignore": "ignored", "not_a_face": "not_a_face"}
"""The state of a face by what a person said of it."""

Row = tuple[object, ...]


@dataclass(slots=True)
class Salvage:
    """What became of the rows of a damaged file."""

    rows: int = 0
    """Rows that were read of it."""
    from_backup: int = 0
    """Rows that only the backup had."""
    damaged: set[str] = field(default_factory=set)
    """The tables of which something could not be read."""
    lost_answers: int = 0
    """Answers of people to faces that are lost."""
    stale: list[str] = field(default_factory=list)
    """Faces whose labels are older than what was said of them."""


def readable(damaged: Path, copy: Path) -> Path:
    """The file by which a damaged one is read: itself, or where SQLite takes nothing of it, a copy.

    The header of the copy counts the pages that are there: one that counts more of them, as of a file that
    was cut off, is refused. Half a page at the end is lost, as what is in pages begins at their ends.
    """
    with closing(read_only(damaged)) as connection:
        if _schema(connection) and not lacks_pages(damaged):
            return damaged
    for ending in ("", "-wal"):
        if (part := damaged.with_name(f"{damaged.name}{ending}")).exists():
            shutil.copyfile(part, copy.with_name(f"{copy.name}{ending}"))
    with copy.open("rb+") as file:
        file.write(_header(copy.stat().st_size // PAGE_BYTES))
    return copy


def lacks_pages(damaged: Path) -> bool:
    """Whether a file was cut off. What is still in its log only, SQLite knows."""
    return is_cut_off(damaged) and not has_log(damaged)


def _header(pages: int) -> bytes:
    """What a library's file of so many pages begins with (https://sqlite.org/fileformat.html, 1.3)."""
    wal, fractions, schema_format, utf_8 = 2, (64, 32, 32), 4, 1
    counts = (0, pages, 0, 0, 0, schema_format, 0, 0, utf_8)
    return struct.pack(">16sH6B9I40x", b"SQLite format 3\0", PAGE_BYTES, wal, wal, 0, *fractions, *counts)


def salvage(damaged: Path, backup: Path | None, made: Path) -> Salvage:
    """Write what can be read of a damaged file, and of a backup what can't be, into a new one.

    Raises:
        sqlite3.DatabaseError: not even the list of its tables can be read, and there is no backup.
    """
    found = Salvage()
    with (
        closing(sqlite3.connect(made, isolation_level=None)) as new,
        closing(read_only(damaged)) as old,
        closing(read_only(backup, unused=True) if backup else sqlite3.connect(":memory:")) as earlier,
    ):
        new.execute("PRAGMA synchronous = OFF")
        new.execute("BEGIN")
        # Without it no table can be read, and each read that fails would take a while to find that out.
        own = _schema(old)
        schema = own or _schema(earlier)
        if not schema:
            raise sqlite3.DatabaseError("nothing in it can be read")
        _make(new, schema, "table")
        for table in [name for kind, name, _ in schema if kind == "table"]:
            _save(new, old if own else None, earlier, table, found)
        _number_on(new, old)
        _mend(new, found)
        _make(new, schema, "index")
        _make(new, schema, "trigger")
        new.execute("COMMIT")
    return found


def _schema(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Kind, name and SQL of all that a file has; nothing where it does not say so."""
    query = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    with suppress(sqlite3.DatabaseError):
        return connection.execute(query).fetchall()
    return []


def _make(new: sqlite3.Connection, schema: Iterable[tuple[str, str, str]], kind: str) -> None:
    for _, _, sql in (one for one in schema if one[0] == kind):
        new.execute(sql)


def _save(
    new: sqlite3.Connection,
    old: sqlite3.Connection | None,
    earlier: sqlite3.Connection,
    table: str,
    found: Salvage,
) -> None:
    """Bring the rows of one table into the new file; all from the backup where there is no old one."""
    lost: list[tuple[int, int]] = [] if old else [(0, MOST_NUMBER)]
    columns = _columns(new, table)
    if old:
        found.rows += _insert(new, table, columns, _readable(old, table, columns, lost))
    if lost:
        found.damaged.add(table)
    both = [name for name in columns if name in _columns(earlier, table)]
    for first, last in lost if both else ():
        rows = earlier.execute(_select(table, both), (first, last)).fetchall()
        found.from_backup += _insert(new, table, both, rows)
        if table == "face":
            found.stale += [str(row[1 + both.index("id")]) for row in rows]


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def _select(table: str, columns: list[str]) -> str:
    return f"SELECT rowid, {', '.join(columns)} FROM {table} WHERE rowid BETWEEN ? AND ? ORDER BY rowid"


def _insert(new: sqlite3.Connection, table: str, columns: list[str], rows: Iterable[Row]) -> int:
    """Write rows with their numbers, except what the new file's tables don't take; how many were."""
    places = ", ".join("?" * (len(columns) + 1))
    statement = f"INSERT OR IGNORE INTO {table} (rowid, {', '.join(columns)}) VALUES ({places})"
    return new.executemany(statement, rows).rowcount


def _readable(
    old: sqlite3.Connection, table: str, columns: list[str], lost: list[tuple[int, int]]
) -> Iterator[Row]:
    """The rows that can be read; the ranges of numbers that can't be go to `lost`."""
    ranges, trials = [(0, _last_number(old, table))], 0
    while ranges:
        first, last = ranges.pop()
        reached = first - 1
        try:
            for row in old.execute(_select(table, columns), (first, last)):
                yield row
                reached = row[0]
        except sqlite3.DatabaseError:
            first, trials = reached + 1, trials + 1
            if first >= last or trials > MOST_TRIALS:
                lost.append((first, last))
            else:
                middle = (first + last) // 2
                ranges += [(middle + 1, last), (first, middle)]


def _last_number(old: sqlite3.Connection, table: str) -> int:
    with suppress(sqlite3.DatabaseError):
        return int(old.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0] or 0)
    return MOST_NUMBER


def _number_on(new: sqlite3.Connection, old: sqlite3.Connection) -> None:
    """A number that was given once is not given again where a table says so."""
    with suppress(sqlite3.DatabaseError):
        numbers = old.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
        new.executemany("DELETE FROM sqlite_sequence WHERE name = ?1 AND seq < ?2", numbers)
        new.executemany(
            "INSERT INTO sqlite_sequence SELECT ?1, ?2 "
            "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)",
            numbers,
        )


def _mend(new: sqlite3.Connection, found: Salvage) -> None:
    """Bring back answers that faces still show, have everything there that rows speak of, and count anew."""
    if "decision" in found.damaged:
        at = f"{now():%Y-%m-%d %H:%M:%S.%f}"
        for verdict, state in ANSWERS.items():
            new.execute(ANSWERED_AGAIN, (new_id(), at, verdict, state))
    while missing := new.execute("PRAGMA foreign_key_check").fetchall():
        for table, row, parent, number in missing:
            _mend_row(new, found, table, row, parent, number)
    for statement in COUNTED:
        new.execute(statement)


def _mend_row(
    new: sqlite3.Connection, found: Salvage, table: str, row: int, parent: str, number: int
) -> None:
    keys = {key[0]: key[3] for key in new.execute(f"PRAGMA foreign_key_list({table})")}
    column = keys[number]
    optional = {
        name for _, name, _, required, *_ in new.execute(f"PRAGMA table_info({table})") if not required
    }
    if parent == "player":  # what people answered is worth more than the name, which can be given again
        (player,) = new.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (row,)).fetchone()
        new.execute(
            "INSERT OR IGNORE INTO player (id, name, number, team, external_id, created_at) "
            "VALUES (?1, 'Lost ' || substr(?1, -6), '', '', '', ?2)",
            (player, f"{now():%Y-%m-%d %H:%M:%S.%f}"),
        )
    elif column in optional:
        new.execute(f"UPDATE {table} SET {column} = NULL WHERE rowid = ?", (row,))
    else:
        if table == "decision":
            query = "SELECT source = 'person' FROM decision WHERE rowid = ?"
            found.lost_answers += new.execute(query, (row,)).fetchone()[0]
        new.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))
