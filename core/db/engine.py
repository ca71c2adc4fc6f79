"""Connections to a library's SQLite file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import URL, event, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session

from core.db.backups import has_log, require_something, require_whole, take_back_unfinished
from core.db.migrate import upgrade
from core.errors import LibraryDamagedError, LibraryError, LibraryLockedError
from core.words import said

BUSY_TIMEOUT_MS = 30_000
LOG_PAGES = 8_000
# Of each connection. SQLite's own 2 MB hold too little of a large library; with 16 nothing was quicker.
CACHE_KB = 4_096
AUTHOR = "author"
BARE = "bare"
"""The option of a connection for what SQLite does in no transaction."""
BUSY = said("Another program is writing to this library. Try again when it is done.")


def connect_engine(path: Path) -> sqlalchemy.Engine:
    """An engine on a SQLite file: WAL, foreign keys on, writers wait for each other."""
    # The connection used last is used next: its pages are warm, and others' don't take memory as well.
    # The text of an error goes to whoever reads a bug's, and is to have no names in it.
    engine = sqlalchemy.create_engine(
        URL.create("sqlite", database=str(path)), pool_use_lifo=True, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _: Any) -> None:
        # SQLAlchemy begins each transaction itself, so that a write can begin as one (see `write`).
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
        # With NORMAL a power cut would take what was written in the last seconds, answers too.
        connection.execute("PRAGMA synchronous = FULL")
        # Copying the log back after every few megabytes of a long run took a tenth of its time.
        connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")

    @event.listens_for(engine, "begin")
    def begin(connection: sqlalchemy.Connection) -> None:
        options = connection.get_execution_options()
        if not options.get(BARE):
            connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writing") else "BEGIN")

    return engine


class Database:
    """One library's database. Every call of `read` or `write` is a transaction of its own."""

    def __init__(self, engine: sqlalchemy.Engine) -> None:
        self._engine = engine
        # A write that began as a read and then meets another writer fails at once, whatever the
        # busy timeout; one that begins as a write waits.
        self._writer = engine.execution_options(writing=True)
        self._damage: LibraryDamagedError | None = None
        self.author: Callable[[], str] = str
        """Who it is that decides, for what is written from now on; nobody who is known unless this is set."""

    @classmethod
    def open(cls, path: Path, backups: Path, *, looked_through: bool = False) -> Database:
        """Open the file, made or migrated as needed (a copy goes to `backups` before a migration).

        It is looked through before, if that is wanted, and in any case where it was not closed, because the
        program or the computer was stopped.

        Raises:
            LibraryVersionError: a newer Playertag wrote it; it was not touched.
            LibraryDamagedError: it is damaged; it was not touched.
            LibraryError: it can't be written to.
        """
        with translated_errors():
            require_something(path, backups)
            take_back_unfinished(path)
            if has_log(path) or (looked_through and path.exists()):
                require_whole(path, unused=False)
            upgrade(path, backups)
            return cls(connect_engine(path))

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for queries."""
        with self._noticing(), Session(self._engine) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session in a write transaction, committed at the end, rolled back on any error.

        Raises:
            LibraryDamagedError: the file was found to be damaged, now or before: it is not written to.
        """
        if self._damage is not None:
            raise self._damage
        writing = Session(self._writer, info={AUTHOR: self.author})
        with self._noticing(), writing as session, session.begin():
            yield session

    @contextmanager
    def _noticing(self) -> Iterator[None]:
        """Notice damage, and a disk that fails: a connection would stay with one that was pulled out."""
        try:
            with translated_errors():
                yield
        except LibraryLockedError:
            raise
        except LibraryDamagedError as exc:
            self._damage = exc
            raise
        except LibraryError:
            self._engine.dispose()
            raise

    @contextmanager
    def commits(self) -> Iterator[Callable[[], int]]:
        """A number to ask for again and again: another one after each write, by another process too.

        It costs next to nothing. The connection that it is asked of is kept until the end.
        """
        with self._noticing(), self._engine.connect() as connection:
            # Not in a transaction, in which the number would stay the same.
            bare = connection.execution_options(**{BARE: True})

            def number() -> int:
                with self._noticing():
                    return int(bare.exec_driver_sql("PRAGMA data_version").scalar_one())

            yield number

    def check(self) -> None:
        """SQLite's own check of the whole file, and whether each row is there that another one speaks of.

        Raises:
            LibraryDamagedError: the file is damaged, or a row is missing.
        """
        with self._noticing(), self.read() as session:
            (found, *_) = session.scalars(text("PRAGMA integrity_check(1)"))
            if found != "ok":
                raise LibraryDamagedError(found)
            lost = session.execute(text("PRAGMA foreign_key_check")).first()
        if lost is not None:
            raise LibraryDamagedError(f"a row of {lost[0]} without its {lost[2]}")

    def compact(self) -> None:
        """Write the file anew: nothing that was deleted is in it or in its log any more.

        Raises:
            LibraryLockedError: another process has been reading or writing for too long.
            LibraryError: there is no room for it.
        """
        with self._noticing(), self._engine.connect() as connection:
            bare = connection.execution_options(**{BARE: True})
            bare.exec_driver_sql("VACUUM")
            (busy, *_) = bare.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        if busy:
            raise LibraryLockedError(BUSY)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def author_of(session: Session) -> str:
    """Who it is that decides what a session of `write` writes; empty where nobody is known."""
    return str(session.info.get(AUTHOR, str)())


@contextmanager
def translated_errors() -> Iterator[None]:
    """The one seam where SQLAlchemy's errors about the world become ours.

    Raises:
        LibraryLockedError: another process is writing.
        LibraryError: the file is damaged, full, read-only or not a database.
    """
    try:
        yield
    except OperationalError as exc:
        if "locked" in str(exc.orig):
            raise LibraryLockedError(BUSY) from exc
        if "no such" in str(exc.orig):
            raise
        raise LibraryError(
            said(
                "The library can't be read or written: {reason}. Check that the disk is not full and the "
                "folder can be written to.",
                reason=exc.orig,
            )
        ) from exc
    except DatabaseError as exc:
        if "not a database" in str(exc.orig) or "malformed" in str(exc.orig):
            raise LibraryDamagedError(str(exc.orig)) from exc
        raise
