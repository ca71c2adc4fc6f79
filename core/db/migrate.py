"""Bringing a library's file to the schema of this program.

Alembic takes as long to be imported as the window to appear, and nearly every library is up to date:
so the revisions are read without it, and it is imported where there is something to migrate.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy
from sqlalchemy import URL
from sqlalchemy.pool import NullPool

from core.db.backups import back_up
from core.errors import LibraryVersionError
from core.words import said

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
REVISION_OF_FILE = "SELECT version_num FROM alembic_version"


def alembic_config(path: Path) -> Config:
    """Alembic's configuration for one library file."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["url"] = URL.create("sqlite", database=str(path))
    return config


def newest_revision() -> str:
    """The revision that this program writes."""
    return max(revisions())


def revisions() -> set[str]:
    """Every revision of this program."""
    return revisions_in(MIGRATIONS)


def revisions_in(migrations: Path) -> set[str]:
    """The revisions in a folder of migrations: each file of one is named by its revision, in order."""
    return {path.name.partition("_")[0] for path in (migrations / "versions").glob("[0-9]*_*.py")}


def upgrade(path: Path, backups: Path) -> None:
    """Make or migrate the file; a file with content is copied to `backups` before it is changed.

    Raises:
        LibraryVersionError: the file's revision is not one of this program's; it was not touched.
    """
    current = current_revision(path)
    if current == newest_revision():
        return
    if current is not None:
        require_known(current)
        back_up(path, backups)
    migrate(path)


def migrate(path: Path) -> None:
    """Bring a file to the newest revision, whatever becomes of it."""
    from alembic import command

    command.upgrade(alembic_config(path), "head")


def require_known(revision: str) -> None:
    """See that a revision is one of this program's.

    Raises:
        LibraryVersionError: it is a newer one's.
    """
    if revision not in revisions():
        raise LibraryVersionError(
            said(
                "This library was written by a newer Playertag (revision {current}). It was left "
                "untouched; update Playertag to open it.",
                current=revision,
            )
        )


def current_revision(path: Path) -> str | None:
    """The revision of a file, None where there is no file or nothing in it."""
    if not path.exists() or path.stat().st_size == 0:
        return None
    read_only = URL.create("sqlite", database=path.absolute().as_uri(), query={"mode": "ro", "uri": "true"})
    engine = sqlalchemy.create_engine(read_only, poolclass=NullPool, hide_parameters=True)
    with engine.connect() as connection:
        if not sqlalchemy.inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.exec_driver_sql(REVISION_OF_FILE).scalar()
        return found
