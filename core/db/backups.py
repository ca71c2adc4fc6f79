"""Copies of a library's database: made while it is in use, proven, and only so many of them.

SQLite's online backup copies a state of the file that is whole, whoever writes meanwhile. A copy is made
under another name, checked, and takes its place when it is on the disk: what has its name is whole.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from stat import S_ISREG

from core.errors import LibraryDamagedError, LibraryError
from core.files import beside, clear_unfinished, sync_folder, write_whole
from core.paths import LibraryPaths
from core.types import Backup
from core.words import said

NEWEST, DAYS, WEEKS = 3, 7, 4
"""So many of the newest backups are kept, and the last one of so many days and weeks that have any."""
NAME = "library-%Y-%m-%dT%H%M%SZ.sqlite"
ELSEWHERE = "other-folders.txt"
NUMBER_AT, NUMBER_BYTES = 60, 4
"""Where in a file's header SQLite leaves a number to programs (`PRAGMA user_version`)."""
PAGE_BYTES_AT, PAGES_AT = 16, 28
"""Where in it the size of a page is, and how many there are."""
# A reader may hold up the log's copying back for a moment; the next backup does it then.
LOG_WAIT_S = 1.0
IN_USE = ("-wal", "-shm")
"""The endings of what SQLite keeps beside a file that is in use."""


def backups_in(*folders: Path) -> list[Backup]:
    """The backups in folders, the newest first; none where there is no such folder.

    What can't be looked at is none: a link to nothing, or one that is being let go of.
    """
    found = []
    for path in chain.from_iterable(folder.glob("library-*.sqlite") for folder in folders):
        with suppress(ValueError, OSError):
            at, stat = datetime.strptime(path.name, NAME).replace(tzinfo=UTC), path.stat()
            if S_ISREG(stat.st_mode):
                found.append(Backup(path, at, stat.st_size))
    return sorted(found, key=lambda backup: (_number(backup.path), backup.at), reverse=True)


def _number(backup: Path) -> int:
    """Which of its library's backups it is, counted as they are made; 0 from before they were numbered.

    What the clock said is in its name, and is not to be relied on.
    """
    with suppress(OSError), backup.open("rb") as file:
        header = file.read(NUMBER_AT + NUMBER_BYTES)
        if header.startswith(b"SQLite format 3\0"):
            return int.from_bytes(header[NUMBER_AT:], signed=True)
    return 0


def _set_number(backup: Path, number: int) -> None:
    with backup.open("rb+") as file:
        file.seek(NUMBER_AT)
        file.write(number.to_bytes(NUMBER_BYTES, signed=True))
        os.fsync(file.fileno())


def noted_folders(own: Path) -> list[Path]:
    """The other folders that a library's backups were put in, by the file in its own that says so.

    The settings say it in the very file that may be lost.
    """
    try:
        return [own / line for line in os.fsdecode((own / ELSEWHERE).read_bytes()).splitlines()]
    except OSError:
        return []


def note_folder(own: Path, folder: Path) -> None:
    """Have a folder among those, if it is another one.

    Raises:
        LibraryError: it can't be written down.
    """
    noted = noted_folders(own)
    if folder not in (own, *noted):
        write_whole(own / ELSEWHERE, os.fsencode("".join(f"{one}\n" for one in (*noted, folder))))


def surplus(newest_first: Sequence[datetime]) -> set[datetime]:
    """The times of the backups that go, of all in the order of their making: not kept by the rule above.

    What the clock says now does not matter, and what was just made stays: a clock that jumps takes nothing.
    """
    days: dict[object, datetime] = {}
    weeks: dict[object, datetime] = {}
    for at in newest_first:
        days.setdefault(at.date(), at)
        weeks.setdefault(at.isocalendar()[:2], at)
    kept = {*newest_first[:NEWEST], *list(days.values())[:DAYS], *list(weeks.values())[:WEEKS]}
    return set(newest_first) - kept


def has_changed(database: Path, backup: Backup | None) -> bool:
    """Whether there is anything in a database that its newest backup may not have.

    A backup has the time of change of what it was made of, so no clock is asked.
    """
    if backup is not None and not has_log(database):
        with suppress(OSError):  # it may be gone by now
            return backup.path.stat().st_mtime_ns != database.stat().st_mtime_ns
    return True


def has_log(database: Path) -> bool:
    """Whether something was written that is not in the file itself yet: it is in use, or was not closed."""
    log = database.with_name(f"{database.name}-wal")
    return log.exists() and log.stat().st_size > 0


def take_back_unfinished(database: Path) -> None:
    """Have SQLite take back what a kill left half written, which a look that writes nothing can't.

    That is where a file is no WAL yet: one that was just made, or repaired.
    """
    if database.with_name(f"{database.name}-journal").exists() and database.exists():
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=rw", uri=True)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def back_up(database: Path, folder: Path) -> Backup:
    """Make a backup of a database, which may be in use, and let go of those that are no longer kept.

    Raises:
        LibraryDamagedError: the database is damaged; the backups that are there stay.
        LibraryError: the disk is full, can't be written to or is not there; no backup was made, and none let
            go of.
    """
    own = LibraryPaths(database.parent).backups
    with translated(folder):
        require_something(database, folder)
        database.stat()  # where the stick was pulled out, nothing is made in its stead
        _make_folder(folder, own)
        with suppress(LibraryError):  # a disk that is full needs the backup all the more
            note_folder(own, folder)
        clear_unfinished(folder)
        clear_unfinished(database.parent)  # what a restore was making when it was killed
        made = _copied(database, folder)
        there = backups_in(folder)
        gone = surplus([one.at for one in there])
        for backup in there:
            if backup.at in gone:
                backup.path.unlink(missing_ok=True)
    return made


def _make_folder(folder: Path, own: Path) -> None:
    """Make a folder of backups; not once more where it is gone, as it is with its disk.

    Of what it is in only the folder that was chosen is made: a disk is put somewhere, too.

    Raises:
        LibraryError: none of those is there that the library had where it was chosen.
    """
    used = [one for one in noted_folders(own) if one.parent == folder.parent]
    if used and not any(one.is_dir() for one in (folder, *used)):
        raise LibraryError(
            said(
                "{folder}, where this library's backups are, is not there. Connect its disk, or choose "
                "another folder for backups in the settings. If you removed it yourself, make an empty one.",
                folder=folder,
            )
        )
    for one in (folder.parent, folder):
        one.mkdir(exist_ok=True)


def _copied(database: Path, folder: Path) -> Backup:
    unfinished = beside(folder / database.name)
    try:
        with closing(sqlite3.connect(database, timeout=LOG_WAIT_S)) as source:
            source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            changed_ns = database.stat().st_mtime_ns
            copy_whole(source, unfinished)
        own = LibraryPaths(database.parent).backups
        newest = next(iter(backups_in(*{own, folder, *noted_folders(own)})), None)
        _set_number(unfinished, 1 + (_number(newest.path) if newest else 0))
        require_whole(unfinished)
        stat = unfinished.stat()
        os.utime(unfinished, ns=(stat.st_atime_ns, changed_ns))
        at = datetime.now(UTC).replace(microsecond=0)
        while (place := folder / at.strftime(NAME)).exists():
            at -= timedelta(seconds=1)  # one that is still to come would be taken for another clock's
        unfinished.rename(place)
        sync_folder(folder)
    finally:
        unfinished.unlink(missing_ok=True)
    return Backup(place, at, stat.st_size)


def require_something(database: Path, folder: Path) -> None:
    """See that a database was not lost: that it is no file without content, and none, where it has backups.

    Those in another folder may be on a disk that is not there now, so that they are noted is enough.

    Raises:
        LibraryDamagedError: it was lost.
    """
    size = database.stat().st_size if database.exists() else None
    if not size and (backups_in(folder) or noted_folders(folder)):
        raise LibraryDamagedError("it is gone" if size is None else "it is empty")


def copy_whole(source: sqlite3.Connection, copy: Path) -> None:
    """Copy a database into a new file, which is on the disk then."""
    with closing(sqlite3.connect(copy)) as target:
        # Nobody has use for half a copy, and what is whole is brought to the disk at once below.
        target.execute("PRAGMA journal_mode = OFF")
        target.execute("PRAGMA synchronous = OFF")
        source.backup(target)
    with copy.open("rb+") as file:
        os.fsync(file.fileno())


def read_only(database: Path, *, unused: bool = False) -> sqlite3.Connection:
    """A connection that writes nothing to a file, and beside one that is `unused` makes nothing either."""
    mode = "mode=ro&immutable=1" if unused else "mode=ro"
    return sqlite3.connect(f"{database.absolute().as_uri()}?{mode}", uri=True)


def require_whole(database: Path, *, unused: bool = True) -> None:
    """SQLite's quick check of a file, by which nothing is written to it.

    Raises:
        LibraryDamagedError: it is damaged.
    """
    with translated(database), closing(read_only(database, unused=unused)) as connection:
        if unused and is_cut_off(database):
            raise LibraryDamagedError("it was cut off")
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise LibraryDamagedError(found)


def is_cut_off(database: Path) -> bool:
    """Whether a file that nobody writes to is shorter than its header says.

    SQLite itself takes the last one for whole where only a part of it is there, and zeros for the rest.
    """
    with database.open("rb") as file:
        header = file.read(NUMBER_AT)
    page_bytes = int.from_bytes(header[PAGE_BYTES_AT : PAGE_BYTES_AT + 2])
    pages = int.from_bytes(header[PAGES_AT : PAGES_AT + NUMBER_BYTES])
    return pages * page_bytes > database.stat().st_size


@contextmanager
def translated(place: Path) -> Iterator[None]:
    """The seam where what SQLite and the disk don't do becomes an error of ours.

    Raises:
        LibraryDamagedError: the file is damaged.
        LibraryError: the disk is full, can't be written to, or is not there.
    """
    try:
        yield
    except (sqlite3.OperationalError, OSError) as exc:
        reason = (exc.strerror or exc) if isinstance(exc, OSError) else exc
        words = said(
            "{path} can't be read or written: {reason}. Is its disk there, and has it room? What there was "
            "before is as it was.",
            path=place,
            reason=reason,
        )
        raise LibraryError(words) from exc
    except sqlite3.DatabaseError as exc:
        raise LibraryDamagedError(str(exc)) from exc
