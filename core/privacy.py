"""What is kept of people, and how it goes: erasing a player, so that no byte of a library tells of them.

The database lets go of them in one transaction (`core.recognition.erasing`), and then says itself what is
still to be taken out of the files beside it: crops, the search index, backups, and what SQLite leaves of
deleted rows. A program that is killed in between, or a disk that is full, leaves that to be done by `finish`.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session

from core.backups import folder_of, known_backups, known_folders
from core.changes import Changes
from core.db.backups import IN_USE, require_whole
from core.db.engine import Database, connect_engine, translated_errors
from core.db.migrate import current_revision, migrate, require_known
from core.db.queries import require_player
from core.db.schema import FaceRow, PhotoRow, TeamRow, TombstoneRow, now
from core.db.tombstones import PICTURE, TO_DO
from core.errors import (
    InvalidValueError,
    LibraryDamagedError,
    LibraryError,
    LibraryLockedError,
    LibraryVersionError,
    NotAllowedError,
    PhotoError,
)
from core.files import beside, clear_unfinished, sync_folder, translated_disk_errors, write_whole
from core.ids import UUID
from core.images import Images
from core.jobs import JobContext
from core.paths import LIBRARY_FILE, LibraryPaths
from core.recognition.erasing import Graves, bury, files_naming, graves_in, graves_of
from core.recognition.own_data import Rows, own_data
from core.recognition.vector_index import VectorIndex
from core.settings import Settings
from core.types import (
    OPEN_STATES,
    FaceId,
    FaceState,
    PhotoId,
    PlayerId,
    Receipt,
    Role,
    Swept,
    Traces,
)
from core.words import said
from core.writing import Writing

MOST_DAYS = 36_500
CROPS, ALL_ROWS, SUMMARY = "faces", "everything.json", "about.txt"

GRACE = timedelta(days=7)
"""Faces are forgotten by themselves so long after they were first found to be due: what a clock that is ahead
says is no reason, and it is put right by then."""
NOBODYS = frozenset({*OPEN_STATES, FaceState.IGNORED}) - {FaceState.TAGGED}
"""The states of faces that are forgotten after a time."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many faces were taken out, and what changed in the library."""

    faces: int
    changes: Changes


@dataclass(frozen=True, slots=True)
class OwnDataReport:
    """What was written of a player: rows, crops of faces, and of how many faces no picture could be made."""

    folder: Path
    rows: int
    crops: int
    missing: int


@dataclass(frozen=True, slots=True)
class Erased:
    """A receipt, and what changed in the library."""

    receipt: Receipt
    changes: Changes


class Privacy:
    """Erases people from a library."""

    def __init__(
        self,
        paths: LibraryPaths,
        database: Database,
        settings: Callable[[], Settings],
        images: Images,
        index: Callable[[], VectorIndex],
        writing: Callable[[], Writing],
    ) -> None:
        self._paths, self._database, self._settings, self._images = paths, database, settings, images
        self._index, self._writing = index, writing

    def preview_erase(self, player_id: PlayerId) -> Traces:
        """What `erase` would take out, and what stays; nothing is changed.

        Raises:
            NotFoundError: there is no such player.
        """
        with self._database.write() as session:
            gone = bury(session, graves_of(session, require_player(session, player_id).id)).gone
            session.rollback()
        return gone

    def erase(self, player_id: PlayerId, context: JobContext, *, files: bool = True) -> Erased:
        """Take a player out of the library for good, with their faces and all that tells of them.

        In a team the others hear of it at the next sync. What breaks off after the database has let go of
        them is done by `finish`.

        Args:
            player_id: who.
            context: of the job.
            files: take the name out of the files that Playertag wrote it into, too.

        Raises:
            NotFoundError: there is no such player.
            NotAllowedError: the library's member may not delete for their team.
            ToolMissingError: ExifTool is not on this computer, and the name is in files; nothing was erased.
            CancelledError: a stop was asked for before anything was erased; some files may be without names.
            LibraryError: a disk is full, or can't be written to.
        """
        with self._database.read() as session:
            require_player(session, player_id)
            _require_may_delete(session)
            named = files_naming(session, player_id)
        if files and named:
            metadata = self._writing()
            metadata.take_out(player_id, named, context)
        with self._database.write() as session:
            left = len(files_naming(session, player_id))
            burial = bury(session, graves_of(session, player_id))
            waiting = _waiting_pictures(session)
            in_team = session.scalar(select(TeamRow.tournament_id).where(~TeamRow.left)) is not None
        receipt = Receipt(
            players=tuple(sorted(map(PlayerId, burial.graves.players))),
            at=datetime.now(UTC),
            gone=replace(burial.gone, files=len(named)),
            swept=self.finish(JobContext(context.report)),  # what was begun is not to be stopped here
            files_cleaned=len(named) - left,
            files_left=left,
            pictures_waiting=waiting,
            team=in_team,
        )
        return Erased(receipt, burial.changes)

    def unnamed(self, days: int) -> int:
        """How many faces `forget` would take out.

        Raises:
            InvalidValueError: the days.
        """
        with self._database.read() as session:
            return len(_unnamed(session, days))

    def forget(self, days: int, context: JobContext) -> Forgotten:
        """Take out the faces that nobody named: neither a person nor, surely enough, the recogniser.

        Their embeddings, crops and groups go with them, and they are not found again in their photos. It
        can't be taken back. In a team they go for all.

        Args:
            days: those of photos that came into the library so many days ago, or before.
            context: of the job.

        Raises:
            InvalidValueError: the days.
            NotAllowedError: the library's member may not delete for their team.
            LibraryError: a disk is full, or can't be written to.
        """
        with self._database.write() as session:
            _require_may_delete(session)
            faces = _unnamed(session, days)
            changes = bury(session, Graves(faces=faces)).changes if faces else Changes()
        self.finish(JobContext(context.report))
        return Forgotten(len(faces), changes)

    def forget_due(self, context: JobContext) -> Forgotten:
        """What `forget` does a week after it is due, where the settings want it and the library's member may.

        Raises:
            LibraryError: a disk is full, or can't be written to.
        """
        days = self._settings().forget_after_days
        if not (days and self.unnamed(days)):
            _remove(self._paths.due_since)
        elif now() - self._due_since() >= GRACE:
            with suppress(NotAllowedError):
                return self.forget(days, context)
        return Forgotten(0, Changes())

    def _due_since(self) -> datetime:
        """When somebody was first found to be due; written down now, where that is not known."""
        noted = self._paths.due_since
        with suppress(OSError, ValueError):
            if (since := datetime.fromisoformat(noted.read_text("ascii"))) <= now():
                return since
        write_whole(noted, now().isoformat().encode())
        return now()

    def export(self, player_id: PlayerId, folder: Path, context: JobContext) -> OwnDataReport:
        """Write all that the library keeps of a player into a folder: a text, every row as JSON, and crops.

        Args:
            player_id: whose.
            folder: is made where there is none; what an earlier export left there goes.
            context: of the job.

        Raises:
            NotFoundError: there is no such player.
            CancelledError: a stop was asked for; some of it is there.
            LibraryError: the folder can't be written to.
        """
        with self._database.read() as session:
            name = require_player(session, player_id).name
            rows = own_data(session, player_id)
        faces = [FaceId(face["id"]) for face in rows[FaceRow.__tablename__]]
        for path in (folder / CROPS).glob("*.jpg"):
            if UUID.fullmatch(path.stem):  # an earlier export's, perhaps of somebody else
                _remove(path)
        missing = 0
        for face in context.track(said("Copying crops"), faces, len(faces)):
            try:
                crop = self._images.crop(face).read_bytes()
            except PhotoError:
                missing += 1
            else:
                write_whole(folder / CROPS / f"{face}.jpg", crop)
        write_whole(folder / ALL_ROWS, _as_json(rows).encode())
        write_whole(folder / SUMMARY, "\n".join(_summary(name, rows, missing)).encode())
        return OwnDataReport(folder, sum(map(len, rows.values())), len(faces) - missing, missing)

    def finish(self, context: JobContext) -> Swept:
        """Take what the database has let go of out of files and backups, if there is anything.

        Where another program reads the library's file for long, that is to be written anew by the next time.

        Raises:
            LibraryError: a disk is full, or can't be written to; it is to be done again.
        """
        with self._database.read() as session:
            if not session.scalar(select(exists().where(TO_DO))):
                return Swept()
            pending, graves = graves_in(session, pending=True), graves_in(session)
        self._images.forget(map(FaceId, pending.faces), map(PhotoId, pending.photos))
        index = self._index()
        index.clear()
        for folder in (self._paths.root, *_folders_in(self._paths.cache)):
            clear_unfinished(folder)
        swept = self._sweep_backups(graves, context)
        with self._database.write() as session:
            session.execute(delete(TombstoneRow).where(TombstoneRow.kind == PICTURE, ~TombstoneRow.pending))
        try:
            self._database.compact()
        except LibraryLockedError:
            return replace(swept, file_waits=True)
        with self._database.write() as session:
            session.execute(update(TombstoneRow).where(TombstoneRow.kind != PICTURE).values(pending=False))
        return swept

    def _sweep_backups(self, graves: Graves, context: JobContext) -> Swept:
        """Write every backup anew; one that can't be, and what was put aside as damaged, is deleted.

        The disk of a folder that was chosen before may be gone for good: it holds up nothing.
        """
        chosen = self._settings().backup_folder
        used = {self._paths.backups, folder_of(self._paths, chosen)}
        folders = known_folders(self._paths)
        for folder in folders:
            clear_unfinished(folder)
        unreached = {one for one in folders if not _is_there(one)} - {self._paths.backups}
        backups = known_backups(self._paths, chosen)
        written = lost = 0
        for backup in context.track(said("Taking them out of backups"), backups, len(backups)):
            folder = backup.path.parent
            try:
                if folder not in unreached:
                    is_written = _written_or_removed(backup.path, graves)
                    written, lost = written + is_written, lost + (not is_written)
            except LibraryError:
                if folder in used:
                    raise
                unreached.add(folder)
        damaged = sorted(self._paths.root.glob(f"{LIBRARY_FILE}-damaged-*"))
        for path in damaged:
            _remove(path)
        return Swept(written, lost + len(damaged), tuple(sorted(unreached)))


def _unnamed(session: Session, days: int) -> frozenset[str]:
    """The faces that are forgotten after so many days.

    Raises:
        InvalidValueError: it is not a number of days.
    """
    if not 1 <= days <= MOST_DAYS:
        raise InvalidValueError("days", said("a number of days, 1 to {most}.", most=MOST_DAYS))
    found = (
        select(FaceRow.id)
        .join(PhotoRow, PhotoRow.id == FaceRow.photo_id)
        .where(FaceRow.state.in_(NOBODYS), PhotoRow.added_at <= now() - timedelta(days=days))
    )
    return frozenset(session.scalars(found))


def _as_json(rows: Rows) -> str:
    """Tables of rows, a row in a line."""
    tables = []
    for table, found in rows.items():
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in found)
        tables.append(f"{json.dumps(table)}: [\n{lines}\n]")
    return "{\n" + ",\n".join(tables) + "\n}\n"


def _summary(name: str, rows: Rows, missing: int) -> Iterator[str]:
    """The same for a reader: who it is, and how much there is of what."""
    yield f"All that this library keeps of {name}."
    yield ""
    for player in rows["player"]:
        told = {key: value for key, value in player.items() if value not in ("", None, False)}
        yield "; ".join(f"{key}: {value}" for key, value in told.items())
    for season in rows["player_season"]:
        yield f"season {season['season']}: team {season['team']}, number {season['number']}"
    yield ""
    yield f"{len(rows['face'])} faces in {len(rows['photo'])} photos; their crops are in the folder '{CROPS}'"
    yield f"({missing} could not be made). What each row says is in {ALL_ROWS}, table by table:"
    yield from (f"  {table}: {len(found)}" for table, found in rows.items() if found)
    yield ""
    yield "The photos:"
    yield from (f"  {file['path']}" for file in rows["photo_file"])


def _require_may_delete(session: Session) -> None:
    """See that the member of the library's team, if it is in one, may delete what is the team's.

    Raises:
        NotAllowedError: only owners and photographers may.
    """
    role = session.scalar(select(TeamRow.role).where(~TeamRow.left))
    if role and Role(role) not in {Role.OWNER, Role.PHOTOGRAPHER}:
        raise NotAllowedError(said("Only owners and photographers of a team erase somebody for all of it."))


def _waiting_pictures(session: Session) -> int:
    waiting = select(func.count()).where(TombstoneRow.kind == PICTURE, TombstoneRow.pending)
    return session.scalar(waiting) or 0


def _folders_in(folder: Path) -> Iterator[Path]:
    """A folder, and every one in it."""
    for place, _, _ in os.walk(folder):
        yield Path(place)


def _is_there(folder: Path) -> bool:
    """Whether a folder is there, as it is not with a disk that is not."""
    try:
        return folder.is_dir()
    except OSError:
        return False


def _written_or_removed(backup: Path, graves: Graves) -> bool:
    """Write a backup anew, or delete it where it can't be read; whether it was written.

    Raises:
        LibraryError: a disk is full, or can't be written to; the backup is as it was.
    """
    try:
        _write_without(backup, graves)
    except (LibraryDamagedError, LibraryVersionError):
        _remove(backup)
        return False
    return True


def _write_without(backup: Path, graves: Graves) -> None:
    """Put a backup without some people in the place of one with them, and leave it its time.

    Raises:
        LibraryDamagedError: it is damaged.
        LibraryVersionError: a newer Playertag wrote it.
        LibraryError: a disk is full, or can't be written to; the backup is as it was.
    """
    made = beside(backup)
    stat = backup.stat()
    try:
        with translated_disk_errors(backup):
            shutil.copyfile(backup, made)
        require_whole(made)
        with translated_errors():
            require_known(current_revision(made) or "")
            migrate(made)
            database = Database(connect_engine(made))
        try:
            with database.write() as session:
                bury(session, graves)
                session.execute(delete(TombstoneRow).where(TombstoneRow.kind == PICTURE))
                session.execute(update(TombstoneRow).values(pending=False))
            database.compact()
        finally:
            database.close()
        with translated_disk_errors(backup):
            os.utime(made, ns=(stat.st_atime_ns, stat.st_mtime_ns))
            made.replace(backup)
            sync_folder(backup.parent)
    finally:
        for path in (made, *(made.with_name(f"{made.name}{ending}") for ending in IN_USE)):
            path.unlink(missing_ok=True)


def _remove(path: Path) -> None:
    with translated_disk_errors(path):
        path.unlink(missing_ok=True)
