"""Going back to a backup, and saving what can be saved of a damaged library.

For libraries that may not open: each function takes the folder, needs that no window has it, and leaves
nothing half done. What was there before is kept.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.backups import folder_of, known_backups
from core.db.backups import (
    IN_USE,
    back_up,
    copy_whole,
    note_folder,
    read_only,
    require_whole,
    translated,
)
from core.db.engine import Database, connect_engine, translated_errors
from core.db.identity import IDENTITY, identity_of, is_of_another, new_identity
from core.db.migrate import REVISION_OF_FILE, migrate, require_known
from core.db.queries import among, chunks
from core.db.salvage import Salvage, lacks_pages, readable, salvage
from core.db.schema import SettingRow, TeamRow, TombstoneRow
from core.db.tombstones import FACE, PHOTO, PLAYER
from core.errors import LibraryDamagedError, LibraryError, NotFoundError
from core.files import beside, clear_unfinished, sync_folder
from core.paths import LIBRARY_FILE, LibraryPaths
from core.recognition.erasing import Graves, bury, graves_in
from core.recognition.history import relabel
from core.sync.outbox import be_another
from core.types import Backup, Contents, FaceId, RestorePlan
from core.window_lock import WindowLock
from core.words import said

# What `Contents` counts: a table, and what tells its rows apart.
COUNTED = (
    ("photo", "id"),
    ("player", "id"),
    ("decision WHERE source = 'person'", "batch_id, face_id, verdict"),
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What was gone back to; `before` is what there was, if anything: a backup, or the damaged file."""

    backup: Path
    before: Path | None


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was saved of a damaged library.

    Attributes:
        aside: where the damaged file is now.
        backup: what was taken for that which could not be read; None where there was none.
        rows: rows that were read.
        from_backup: rows that only the backup had.
        damaged: the tables of which something could not be read.
        lost_answers: answers of people to faces that are lost.
    """

    aside: Path
    backup: Path | None
    rows: int
    from_backup: int
    damaged: tuple[str, ...]
    lost_answers: int


def backups_of(root: Path) -> tuple[Backup, ...]:
    """The backups of a library that may be damaged, the newest first."""
    paths = LibraryPaths(root.absolute())
    return tuple(known_backups(paths, _chosen_folder(paths.database)))


def find_backup(root: Path, name: str) -> Path:
    """A backup by its path, by its name, or "newest".

    Raises:
        NotFoundError: there is none.
    """
    known = backups_of(root)
    found = (
        [known[0].path]
        if name == "newest" and known
        else [one.path for one in known if one.path.name == name]
    )
    path = found[0] if found else Path(name)
    if not path.is_file():
        raise NotFoundError(said("backup"), name)
    return path


def plan_restore(root: Path, backup: Path) -> RestorePlan:
    """What is in a backup, and what would be lost by going back to it.

    Raises:
        LibraryDamagedError: the backup is damaged.
        LibraryVersionError: a newer Playertag wrote it.
        LibraryError: it can't be read.
    """
    _require_usable(backup)
    database = LibraryPaths(root.absolute()).database
    with translated(backup), closing(read_only(backup, unused=True)) as connection:
        holds = _counted(connection, "SELECT count(*) FROM main.{0}")
    lost: Contents | None = None
    with suppress(LibraryError), translated(database), closing(read_only(database)) as connection:
        connection.execute("ATTACH ? AS backup", (f"{backup.absolute().as_uri()}?mode=ro&immutable=1",))
        lost = _counted(
            connection, "SELECT count(*) FROM (SELECT {1} FROM main.{0} EXCEPT SELECT {1} FROM backup.{0})"
        )
    with translated(database):
        there = _is_there(database)
    return RestorePlan(backup, holds, lost, is_of_another(backup, database), there)


def restore(root: Path, backup: Path, *, another: bool = False) -> Restored:
    """Go back to a backup; what is there becomes a backup itself, or is put aside where it is damaged.

    Where there is no library, one is made from the backup.

    Args:
        root: the library's folder, which is made where only the one that it is in is there.
        backup: the file.
        another: a backup of another library is wanted, too, in the place of this one.

    Raises:
        LibraryInUseError: a window has the library open.
        LibraryDamagedError: the backup is damaged.
        LibraryVersionError: a newer Playertag wrote it.
        LibraryError: it is another library's, or a disk is full; the library is as it was.
    """
    _require_usable(backup)
    paths = LibraryPaths(root.absolute())
    is_anothers = is_of_another(backup, paths.database)
    if is_anothers and not another:
        raise LibraryError(
            said(
                "{file} is a backup of another library, which would take the place of this one. Nothing was "
                "changed. 'playertag restore --another-library' does so.",
                file=backup,
            )
        )
    identity = identity_of(paths.database) or (new_identity() if is_anothers else "")
    with translated(paths.root):
        paths.root.mkdir(exist_ok=True)
    with _alone(paths), _made_beside(paths.database) as made:
        with closing(read_only(backup, unused=True)) as source:
            copy_whole(source, made)
        _set_right(made, _erased(paths), identity)
        shutil.rmtree(paths.index, ignore_errors=True)
        if _is_there(paths.database):
            return Restored(backup, _give_place(made, paths))
        aside = _take_place(made, paths)
        _note_own_folder(paths, backup)
    return Restored(backup, aside if aside.exists() else None)


def _is_there(database: Path) -> bool:
    """Whether there is a library, whatever its state; a file without content is none."""
    return database.is_file() and database.stat().st_size > 0


def _give_place(made: Path, paths: LibraryPaths) -> Path:
    """Put a backup's copy into the place of a library; where what there was before is, as its backup.

    The disk with the folder that was chosen for backups may not be there.
    """
    folder = folder_of(paths, _chosen_folder(paths.database))
    try:
        before = back_up(paths.database, folder if folder.is_dir() else paths.backups).path
    except LibraryDamagedError:
        return _take_place(made, paths)
    with closing(read_only(made)) as source, closing(sqlite3.connect(paths.database)) as live:
        # The one step that changes anything: whoever else has it open sees all of it or nothing.
        source.backup(live)
    return before


def _note_own_folder(paths: LibraryPaths, backup: Path) -> None:
    """Have the folder of a backup known where it is the library's, whose notes of its folders were lost too.

    Who is erased is to go from all that are there.
    """
    identity, folder = identity_of(paths.database), backup.absolute().parent
    if identity and folder.name.endswith(f"-{identity}"):
        with suppress(LibraryError):
            note_folder(paths.backups, folder)


def repair(root: Path) -> Repaired:
    """Save what can be saved of a damaged library, and what can't be read from its newest whole backup.

    Raises:
        LibraryInUseError: a window has the library open.
        LibraryDamagedError: nothing of it can be read, and there is no backup.
        LibraryError: it is whole, and was left as it is; or a disk is full, or can't be written to.
    """
    paths = LibraryPaths(root.absolute())
    with _alone(paths):
        _require_damaged(paths.database)
        backup = next((one.path for one in backups_of(root) if _is_usable(one.path)), None)
        with _made_beside(paths.database) as made, _made_beside(_copy_of(paths)) as copy:
            found = salvage(readable(paths.database, copy), backup, made)
            _set_right_salvaged(made, paths, found)
            require_whole(made)
            aside = _take_place(made, paths)
        shutil.rmtree(paths.index, ignore_errors=True)
    return Repaired(
        aside, backup, found.rows, found.from_backup, tuple(sorted(found.damaged)), found.lost_answers
    )


@contextmanager
def _alone(paths: LibraryPaths) -> Iterator[None]:
    """While no window has the library."""
    with translated(paths.root):
        lock = WindowLock(paths.window_lock)
    try:
        with translated(paths.root):
            yield
    finally:
        lock.release()
        if not paths.database.exists():
            with suppress(OSError):  # a folder that is no library has no lock
                paths.window_lock.unlink()


def _chosen_folder(database: Path) -> str:
    """The folder for backups that the settings name; none where they can't be read."""
    with suppress(sqlite3.Error), closing(read_only(database)) as connection:
        asked = "SELECT value ->> 'backup_folder' FROM setting WHERE name = 'settings'"
        found = connection.execute(asked).fetchone()
        return str(found[0] or "") if found else ""
    return ""


def _require_usable(backup: Path) -> None:
    """See that a backup is whole, and not a newer program's."""
    require_whole(backup)
    with translated(backup), closing(read_only(backup, unused=True)) as connection:
        (revision,) = connection.execute(REVISION_OF_FILE).fetchone()
    require_known(revision)


def _is_usable(backup: Path) -> bool:
    try:
        _require_usable(backup)
    except LibraryError:
        return False
    return True


def _counted(connection: sqlite3.Connection, query: str) -> Contents:
    return Contents(*(connection.execute(query.format(*what)).fetchone()[0] for what in COUNTED))


def _require_damaged(database: Path) -> None:
    """See that there is something to repair.

    Raises:
        LibraryError: there is nothing, or no library.
    """
    if not database.is_file():
        raise LibraryError(said("There is no library in {folder}.", folder=database.parent))
    with closing(read_only(database)) as connection:
        try:
            problems = connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]
            problems = problems or bool(connection.execute("PRAGMA foreign_key_check").fetchall())
        except sqlite3.DatabaseError:
            problems = True
    if not (problems or lacks_pages(database)) and database.stat().st_size:
        raise LibraryError(
            said("The library's file is whole: there is nothing to repair. It was left as it is.")
        )


def _set_right_salvaged(made: Path, paths: LibraryPaths, found: Salvage) -> None:
    """Bring what is of the backup up to date: labels of faces, and who was erased since."""
    database = Database.open(made, paths.backups)
    with database.write() as session:
        for part in chunks([FaceId(face) for face in found.stale]):
            relabel(session, part)
        erased = graves_in(session) if found.from_backup else Graves()
        if erased != Graves():
            _bury_again(session, erased)
    if erased != Graves():
        database.compact()
    database.close()


def _bury_again(session: Session, erased: Graves) -> None:
    """Take out who was erased.

    What was done for that beside the database is done still: doing it again would take the damaged file away.
    """
    done = session.scalars(select(TombstoneRow.id).where(~TombstoneRow.pending)).all()
    bury(session, erased)
    session.execute(update(TombstoneRow).where(among(TombstoneRow.id, done)).values(pending=False))


def _erased(paths: LibraryPaths) -> Graves:
    """Who was erased, as far as a library that may be damaged, old or lost says so."""
    with suppress(sqlite3.Error), _made_beside(_copy_of(paths)) as copy:
        with closing(read_only(readable(paths.database, copy))) as connection:
            found = connection.execute("SELECT kind, id FROM tombstone").fetchall()
        return Graves(
            *(frozenset(id_ for kind, id_ in found if kind == one) for one in (PLAYER, FACE, PHOTO))
        )
    return Graves()


def _set_right(made: Path, erased: Graves, identity: str) -> None:
    """Make of a backup's copy what can take the library's place, and has its id where it has one.

    To the team it is another library, and whom it would bring back is erased again; `Privacy.finish` takes
    out the rest of them.
    """
    with translated_errors():
        migrate(made)
        database = Database(connect_engine(made))
    with database.write() as session:
        if identity:
            session.merge(SettingRow(name=IDENTITY, value={"id": identity}))
        if (team := session.scalar(select(TeamRow))) is not None:
            be_another(team)
        if erased != Graves():
            bury(session, erased)
    if erased != Graves():
        database.compact()
    database.close()


def _copy_of(paths: LibraryPaths) -> Path:
    """By the name of which a damaged file is copied to be read."""
    return paths.root / f"damaged-{LIBRARY_FILE}"


@contextmanager
def _made_beside(database: Path) -> Iterator[Path]:
    """The name of a file that is to take the place of the database, and is gone afterwards."""
    clear_unfinished(database.parent)
    made = beside(database)
    try:
        yield made
    finally:
        for one in (made, *_beside_in_use(made)):
            one.unlink(missing_ok=True)


def _take_place(made: Path, paths: LibraryPaths) -> Path:
    """Put a new file where the damaged one is, which is kept beside it; where.

    What SQLite keeps beside the damaged file must not be taken for the new one's: it goes first.
    """
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    aside = paths.database.with_name(f"{LIBRARY_FILE}-damaged-{at}")
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    for old, kept in zip(
        (paths.database, *_beside_in_use(paths.database)), (aside, *_beside_in_use(aside)), strict=True
    ):
        if old.exists():
            shutil.copy2(old, kept)
    sync_folder(paths.root)
    for old in _beside_in_use(paths.database):
        old.unlink(missing_ok=True)
    made.replace(paths.database)
    sync_folder(paths.root)
    return aside


def _beside_in_use(database: Path) -> tuple[Path, ...]:
    """What SQLite keeps beside a file that is in use."""
    return tuple(database.with_name(f"{database.name}{ending}") for ending in IN_USE)
