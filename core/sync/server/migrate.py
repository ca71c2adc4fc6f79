"""Bringing a team's server to the schema of this program."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy
from alembic import command
from alembic.config import Config
from sqlalchemy import URL
from sqlalchemy.pool import NullPool

from core.db.migrate import revisions_in

SCHEMA = "playertag"
MIGRATIONS = Path(__file__).parent / "migrations"


def newest_revision() -> str:
    """The revision of the server's schema that this program speaks."""
    return max(revisions_in(MIGRATIONS))


def upgrade(url: URL) -> None:
    """Make or migrate the schema; all of it or nothing.

    Args:
        url: as who may create schemas, extensions and roles.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    engine = sqlalchemy.create_engine(url.set(drivername="postgresql+psycopg"), poolclass=NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
