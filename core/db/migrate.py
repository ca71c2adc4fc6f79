"""Bringing a library's file to the schema of this program."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL
from sqlalchemy.pool import NullPool

from core.errors import LibraryVersionError
from core.words import said

MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config(path: Path) -> Config:
    """Alembic's configuration for one library file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["url"] = URL.create("sqlite", database=str(path))
    return config


def newest_revision() -> str:
    """The revision that this program writes."""
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    if head is None:
        raise RuntimeError("no migrations were found beside core.db.migrate")
    return head


def upgrade(path: Path, backups: Path) -> None:
    """Make or migrate the file; a file with content is copied to `backups` before it is changed.

    Raises:
        LibraryVersionError: the file's revision is not one of this program's; it was not touched.
    """
    current = current_revision(path)
    if current == newest_revision():
        return
    if current is not None:
        known = {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
        if current not in known:
            raise LibraryVersionError(
                said(
                    "This library was written by a newer Playertag (revision {current}). It was left "
                    "untouched; update Playertag to open it.",
                    current=current,
                )
            )
        back_up(path, backups / f"{path.stem}-{current}.sqlite")
    command.upgrade(alembic_config(path), "head")


def current_revision(path: Path) -> str | None:
    """The revision of a file, None where there is no file or nothing in it."""
    if not path.exists() or path.stat().st_size == 0:
        return None
    read_only = URL.create("sqlite", database=path.absolute().as_uri(), query={"mode": "ro", "uri": "true"})
    engine = sqlalchemy.create_engine(read_only, poolclass=NullPool)
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def back_up(path: Path, copy: Path) -> None:
    """Copy a database that may be in use, whole, by SQLite's online backup."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
