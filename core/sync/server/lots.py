"""The schema of a tournament's lots: procrastinate's own, as the installed one brings it.

Which of procrastinate's migrations it has is written on it. An older one is brought up to date by
procrastinate's migrations, as its documentation has it; a newer one is left to a newer Playertag.
"""

from __future__ import annotations

from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from core.errors import ServerVersionError
from core.sync.postgres import translated_errors
from core.words import said

# Who works is to be seen: the server writes it down when a station comes.
STATIONS = "ALTER TABLE procrastinate_workers ADD COLUMN login text NOT NULL DEFAULT session_user"
VERSION_OF = "SELECT obj_description(to_regnamespace(%s), 'pg_namespace')"


def lots_schema(tournament_id: str) -> str:
    """The name of the schema of a tournament, as `playertag.lots_of` has it."""
    return f"playertag_lots_{tournament_id.replace('-', '')}"


def newest_version() -> str:
    """The last of the migrations that the installed procrastinate knows."""
    return _migrations()[-1].stem


def make_lots(connection: psycopg.Connection) -> None:
    """Make what tournaments lack of their schemas of lots, in a transaction that is there.

    Args:
        connection: of who made the schema `playertag`.

    Raises:
        ServerVersionError: one is of a newer procrastinate; it was not touched.
        psycopg.Error: what the server says.
    """
    for (tournament_id,) in connection.execute("SELECT id::text FROM playertag.tournament").fetchall():
        _bring_up_to_date(connection, tournament_id)


def check_lots(connection: psycopg.Connection, tournament_id: str) -> None:
    """See that a tournament's lots are those that this program knows.

    Raises:
        ServerVersionError: they are older or newer, or there are none.
    """
    with translated_errors():
        found = _version(connection, lots_schema(tournament_id))
    if found != newest_version():
        raise _newer() if found > newest_version() else _older()


def _bring_up_to_date(connection: psycopg.Connection, tournament_id: str) -> None:
    schema = lots_schema(tournament_id)
    found = _version(connection, schema)
    if found > newest_version():
        raise _newer()
    if found == newest_version():
        return
    if not found:
        connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(schema)))
    connection.execute(SQL("SET LOCAL search_path TO {}").format(Identifier(schema)))
    for statements in _statements_after(found):
        connection.execute(statements.encode())
    connection.execute("SET LOCAL search_path TO DEFAULT")
    connection.execute("SELECT playertag.secure_lots(%s)", (tournament_id,))
    comment = SQL("COMMENT ON SCHEMA {} IS {}")
    connection.execute(comment.format(Identifier(schema), Literal(newest_version())))


def _statements_after(version: str) -> list[str]:
    if version:
        return [path.read_text("utf-8") for path in _migrations() if path.stem > version]
    from procrastinate.schema import SchemaManager

    return [SchemaManager.get_schema(), STATIONS]


def _migrations() -> list[Path]:
    """Procrastinate's migrations in their order, which their names give."""
    from procrastinate.schema import SchemaManager  # asyncio and all that it needs take long to be imported

    return sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))


def _version(connection: psycopg.Connection, schema: str) -> str:
    """What is written on a schema; empty where there is none."""
    row = connection.execute(VERSION_OF, (schema,)).fetchone()
    return row[0] if row and row[0] else ""


def _older() -> ServerVersionError:
    return ServerVersionError(
        said(
            "The team's server does not hand out work yet, or is of an older Playertag. Whoever looks after "
            "it is to bring it up to date ('playertag team upgrade')."
        )
    )


def _newer() -> ServerVersionError:
    return ServerVersionError(
        said("The work of this team is handed out by a newer Playertag. Update Playertag to take part.")
    )
