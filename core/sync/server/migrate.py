"""Bringing a team's server to the schema of this program."""

from __future__ import annotations

from pathlib import Path

import psycopg
import sqlalchemy
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from core.db.migrate import revisions_in
from core.sync.server.lots import make_lots

SCHEMA = "playertag"
NEWEST = "head"
MIGRATIONS = Path(__file__).parent / "migrations"


def newest_revision() -> str:
    """The revision of the server's schema that this program speaks."""
    return max(revisions_in(MIGRATIONS))


def upgrade(connection: psycopg.Connection, revision: str = NEWEST) -> None:
    """Make or migrate the schema, and the lots of each tournament; all of it or nothing.

    Args:
        connection: of who may make schemas, extensions and roles, in no transaction.
        revision: how far.

    Raises:
        ServerVersionError: what hands out work is of a newer Playertag.
        psycopg.Error: what the server says.
    """
    # Alembic takes long to be imported, and is needed by whoever looks after a server only.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    engine = sqlalchemy.create_engine(
        "postgresql+psycopg://", creator=lambda: connection, poolclass=StaticPool, hide_parameters=True
    )
    connection.set_autocommit(False)
    try:
        with engine.begin() as within:
            within.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
            config.attributes["connection"] = within
            command.upgrade(config, revision)
            if revision == NEWEST:
                make_lots(connection)
    except DBAPIError as exc:
        raise exc.orig or exc from exc
    finally:
        if not connection.closed:
            connection.rollback()
            connection.set_autocommit(True)


def create_tournament(connection: psycopg.Connection, name: str, owner: str, verifier: str) -> str:
    """Make a tournament with its first owner, and what its stations need; the tournament's id.

    Args:
        connection: of who made the schema, in no transaction.
        name: of the tournament.
        owner: the login.
        verifier: what is kept of the owner's password, where they have no login yet.

    Raises:
        ServerVersionError: what hands out work is of a newer Playertag.
        psycopg.Error: what the server says.
    """
    with connection.transaction():
        made = connection.execute(
            "SELECT playertag.create_tournament(%s, %s, %s)::text", (name, owner, verifier)
        )
        ((tournament_id,),) = made.fetchall()
        make_lots(connection)
    return str(tournament_id)
