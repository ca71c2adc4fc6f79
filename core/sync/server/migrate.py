"""Bringing a team's server to the schema of this program."""

from __future__ import annotations

from pathlib import Path

import psycopg
import sqlalchemy
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from core.db.migrate import revisions_in

SCHEMA = "playertag"
MIGRATIONS = Path(__file__).parent / "migrations"


def newest_revision() -> str:
    """The revision of the server's schema that this program speaks."""
    return max(revisions_in(MIGRATIONS))


def upgrade(connection: psycopg.Connection, revision: str = "head") -> None:
    """Make or migrate the schema; all of it or nothing.

    Args:
        connection: of who may make schemas, extensions and roles, in no transaction.
        revision: how far.

    Raises:
        psycopg.Error: what the server says.
    """
    # Alembic takes long to be imported, and is needed by whoever looks after a server only.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    engine = sqlalchemy.create_engine(
        "postgresql+psycopg://", creator=lambda: connection, poolclass=StaticPool
    )
    connection.set_autocommit(False)
    try:
        with engine.begin() as within:
            within.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
            config.attributes["connection"] = within
            command.upgrade(config, revision)
    except DBAPIError as exc:
        raise exc.orig or exc from exc
    finally:
        if not connection.closed:
            connection.rollback()
            connection.set_autocommit(True)
