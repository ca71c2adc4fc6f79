"""A tournament's feed on PostgreSQL (see `core.sync.server`)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import islice
from typing import Any

import numpy as np
import psycopg
from pgvector import HalfVector
from pgvector.psycopg.halfvec import (
    HalfVectorBinaryDumper,
    HalfVectorBinaryLoader,
    HalfVectorDumper,
    HalfVectorLoader,
)
from psycopg import errors
from psycopg.adapt import Dumper
from psycopg.types import TypeInfo

from core.db.vectors import STORED
from core.errors import NotAllowedError, ServerError, ServerRefusedError
from core.sync import wire
from core.sync.remote import Held
from core.sync.wire import ROWS_AT_ONCE, Entry, Key, Kind, Row, Table
from core.words import Words, said

REFUSED_BY_US = "PT001"
"""The SQLSTATE of what the server's own functions refuse."""
BUSY = said("Somebody else of the team is sending. Nothing is lost; syncing again goes on.")


class PostgresRemote:
    """One tournament, as the member that the connection is of."""

    def __init__(self, connection: psycopg.Connection, tournament_id: str) -> None:
        """Take over a connection that is in no transaction."""
        self._connection = connection
        self._tournament = tournament_id
        with translated_errors():
            _teach_vectors(connection)

    def latest(self) -> int:
        """The highest number in the feed; everything below it is visible."""
        newest = " UNION ALL ".join(
            f"(SELECT feed FROM playertag.{table.name} WHERE tournament_id = %(tournament)s "
            "ORDER BY feed DESC LIMIT 1)"
            for table in wire.TABLES
        )
        (found,) = self._rows(f"SELECT coalesce(max(feed), 0) FROM ({newest}) AS newest")
        return int(found[0])

    def entries(self, table: Table, after: int, upto: int, replica: str) -> Iterator[list[Entry]]:
        """The rows of a table above one number, up to another, in order, in parts."""
        columns = ", ".join(kind.given(column) for column, kind in table.columns.items())
        query = (
            f"COPY (SELECT feed, login, replica, {columns} FROM playertag.{table.name} "
            "WHERE tournament_id = %(tournament)s AND feed > %(after)s AND feed <= %(upto)s "
            "AND replica <> %(replica)s ORDER BY feed) TO STDOUT (FORMAT binary)"
        )
        values = {"tournament": self._tournament, "after": after, "upto": upto, "replica": replica}
        types = ["int8", "text", "text", *(kind.travels_as for kind in table.columns.values())]
        with translated_errors():
            cursor = psycopg.ClientCursor(self._connection)
            with cursor.copy(cursor.mogrify(query.encode(), values).encode()) as copy:
                copy.set_types(types)
                came = copy.rows()
                while part := list(islice(came, ROWS_AT_ONCE)):
                    rows = _converted(table, (row[3:] for row in part), FROM_SERVER)
                    yield [Entry(row[0], row[1], row[2], own) for row, own in zip(part, rows, strict=True)]

    @contextmanager
    def batch(self) -> Iterator[None]:
        """All that is added within becomes visible at its end, or nothing of it."""
        with translated_errors():
            try:
                with self._connection.transaction():
                    yield
            except errors.LockNotAvailable as exc:
                raise ServerError(self._end_holders()) from exc

    def _end_holders(self) -> Words:
        """Cut off whoever has held up the tournament for long; what to say of it."""
        held = [login for (login,) in self._rows("SELECT playertag.end_holders(%(tournament)s)")]
        if not held:
            return BUSY
        return said(
            "{who} held up the team for minutes and was cut off. Nothing is lost; syncing again goes on. If "
            "it happens again, an owner can dismiss them.",
            who=", ".join(sorted(set(held))),
        )

    def add(self, table: Table, rows: Sequence[Row], replica: str) -> Mapping[Key, Held]:
        """Add rows; what is there already, or refers to what is not, is left out."""
        with self.batch():
            self._stage(table, rows)
            return self._insert(table, replica)

    def add_photos(
        self, photos: Sequence[Row], faces: Sequence[Row], replica: str
    ) -> tuple[Mapping[Key, Held], Mapping[Key, Held]]:
        """Add photos, each together with its faces: none of a photo that another library brought before."""
        with self.batch():
            # All goes up before the first is added: that locks the tournament, and the line may be slow.
            self._stage(wire.PHOTO, photos)
            self._stage(wire.FACE, faces)
            held = self._insert(wire.PHOTO, replica)
            self._run(
                "DELETE FROM staged_face s USING playertag.photo p WHERE p.tournament_id = %(tournament)s "
                "AND p.id = s.photo_id AND p.replica <> %(replica)s",
                replica=replica,
            )
            return held, self._insert(wire.FACE, replica)

    def _insert(self, table: Table, replica: str) -> Mapping[Key, Held]:
        """Add what is staged.

        It locks the tournament until the end of the transaction.
        """
        columns = ", ".join(table.columns)
        taken = ", ".join(kind.taken(f"s.{column}") for column, kind in table.columns.items())
        stamped = "stamp" in table.columns
        self._run(
            f"INSERT INTO playertag.{table.name} (tournament_id, replica, {columns}) "
            f"SELECT %(tournament)s, {'right(s.stamp, 12)' if stamped else '%(replica)s'}, {taken} "
            f"FROM staged_{table.name} s {_where_parent(table)} {'ORDER BY s.stamp' if stamped else ''} "
            "ON CONFLICT DO NOTHING",
            replica=replica,
        )
        return self._held(table)

    def tell_others(self) -> None:
        """Let those who wait for news know that there are some."""
        self._rows("SELECT pg_notify('playertag', %(tournament)s)")

    def remember(self, replica: str, stamp: str) -> str | None:
        """Remember the latest stamp of a library; the one remembered before, None where there was none."""
        statement = "SELECT playertag.remember(%(tournament)s, %(replica)s, %(stamp)s)"
        (found,) = self._rows(statement, replica=replica, stamp=stamp)
        before: str | None = found[0]
        return before

    def _stage(self, table: Table, rows: Sequence[Row]) -> None:
        """Put rows where the server can pick from them: tables with policies take no COPY."""
        columns = ", ".join(f"{column} {kind.travels_as}" for column, kind in table.columns.items())
        name = f"staged_{table.name}"
        self._run(f"CREATE TEMPORARY TABLE IF NOT EXISTS {name} ({columns}) ON COMMIT DELETE ROWS")
        self._run(f"TRUNCATE {name}")
        copying = f"COPY {name} FROM STDIN (FORMAT binary)".encode()
        with self._connection.cursor() as cursor, cursor.copy(copying) as copy:
            copy.set_types([kind.travels_as for kind in table.columns.values()])
            for row in _converted(table, rows, TO_SERVER):
                copy.write_row(row)

    def _held(self, table: Table) -> dict[Key, Held]:
        same = " AND ".join(
            f"t.{column} = {table.columns[column].taken(f's.{column}')}" for column in table.key
        )
        keys = ", ".join(f"s.{column}" for column in table.key)
        found = self._rows(
            f"SELECT t.feed, t.replica, {keys} FROM staged_{table.name} s "
            f"JOIN playertag.{table.name} t ON t.tournament_id = %(tournament)s AND {same}"
        )
        return {tuple(key): Held(feed, replica) for feed, replica, *key in found}

    def _rows(self, statement: str, **values: object) -> list[tuple[Any, ...]]:
        with translated_errors():
            return self._run(statement, **values).fetchall()

    def _run(self, statement: str, **values: object) -> psycopg.Cursor[tuple[Any, ...]]:
        return self._connection.execute(statement.encode(), {"tournament": self._tournament, **values})


def _where_parent(table: Table) -> str:
    """Of the staged rows `s` those that do not refer to what is not there."""
    if table.parent is None:
        return ""
    column, other = table.parent
    return (
        f"WHERE EXISTS (SELECT FROM playertag.{other} p WHERE p.tournament_id = %(tournament)s "
        f"AND p.id = {table.columns[column].taken(f's.{column}')})"
    )


def _teach_vectors(connection: psycopg.Connection) -> None:
    """Have a connection take vectors.

    `pgvector.psycopg.register_vector` makes eight classes each time, and Psycopg keeps them: 15 KB a sync.
    """
    info = TypeInfo.fetch(connection, "halfvec")
    if info is None:
        raise psycopg.ProgrammingError("the type halfvec is not in the database")
    info.register(connection)
    for dumper in _dumpers(info.oid):
        connection.adapters.register_dumper(HalfVector, dumper)
    for loader in (HalfVectorLoader, HalfVectorBinaryLoader):
        connection.adapters.register_loader(info.oid, loader)


@cache
def _dumpers(oid: int) -> list[type[Dumper]]:
    """What sends vectors to a server that knows their type by this number, as text and as bytes."""
    return [type(one.__name__, (one,), {"oid": oid}) for one in (HalfVectorDumper, HalfVectorBinaryDumper)]


def _to_vector(stored: bytes) -> HalfVector:
    return HalfVector(np.frombuffer(stored, STORED))


def _from_vector(vector: HalfVector) -> bytes:
    return vector.to_numpy().astype(STORED).tobytes()


TO_SERVER: dict[Kind, Callable[[Any], Any]] = {Kind.VECTOR: _to_vector, Kind.NUMBERS: json.loads}
FROM_SERVER: dict[Kind, Callable[[Any], Any]] = {Kind.VECTOR: _from_vector, Kind.NUMBERS: json.dumps}
"""What SQLite has no type of its own for."""


def _converted(
    table: Table, rows: Iterable[Sequence[Any]], by: Mapping[Kind, Callable[[Any], Any]]
) -> Iterator[Row]:
    """Rows of a table with some kinds of values made into others."""
    kinds = list(table.columns.values())
    places = [(place, by[kind]) for place, kind in enumerate(kinds) if kind in by]
    for row in rows:
        values = list(row)
        for place, convert in places:
            if values[place] is not None:
                values[place] = convert(values[place])
        yield tuple(values)


@contextmanager
def translated_errors() -> Iterator[None]:
    """The one seam where psycopg's errors about the world become ours.

    Raises:
        NotAllowedError: the member's role, or no membership.
        ServerRefusedError: the server can't take a value.
        ServerError: it can't be reached, or broke off; running it again goes on.
    """
    try:
        yield
    except errors.InsufficientPrivilege as exc:
        raise NotAllowedError(
            said("The team's server does not let you do this: {reason}", reason=_first_line(exc))
        ) from exc
    except errors.FeatureNotSupported as exc:
        raise ServerRefusedError(
            said(
                "The server lacks something that a team needs ({reason}). It is to be PostgreSQL 15 or newer "
                "with the extension pgvector.",
                reason=_first_line(exc),
            )
        ) from exc
    except errors.LockNotAvailable as exc:
        raise ServerError(BUSY) from exc
    except (errors.DataError, errors.IntegrityError, errors.RaiseException) as exc:
        raise _refused(exc) from exc
    except psycopg.ProgrammingError as exc:
        if exc.sqlstate != REFUSED_BY_US:
            raise
        raise _refused(exc) from exc
    except psycopg.InternalError as exc:  # as where two change one role at once
        raise ServerError(
            said("The team's server could not do it: {reason} Try it again.", reason=_first_line(exc))
        ) from exc
    except psycopg.OperationalError as exc:
        raise ServerError(
            said(
                "The line to the team's server broke: {reason} Nothing is lost; syncing again goes on.",
                reason=_first_line(exc),
            )
        ) from exc


def _refused(exc: psycopg.Error) -> ServerRefusedError:
    return ServerRefusedError(said("The team's server refused something: {reason}", reason=_first_line(exc)))


def _first_line(exc: psycopg.Error) -> str:
    text = exc.diag.message_primary or str(exc) or type(exc).__name__
    return text.strip().splitlines()[0]
