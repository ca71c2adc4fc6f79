"""Names into files: who is in a photo goes into the metadata of its file, and can be taken back to the byte.

Each file is read, merged (`core.metadata.edits`), written beside itself and put in its place; what takes it
back is stored before. So a program that is killed leaves the old file or the new one, and knows which.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core.db.engine import Database
from core.db.queries import chunks, photo_of, require_player
from core.db.schema import FileTagRow, FileWriteRow, PhotoContentRow, PhotoFileRow, new_id
from core.errors import NotFoundError, PhotoError
from core.files import beside, clear_unfinished
from core.images import changed_photo
from core.jobs import JobContext
from core.jpeg import JPEG_SUFFIXES, is_jpeg, picture_digest
from core.metadata.edits import Edit, arguments, merge
from core.metadata.exiftool import FILES_AT_ONCE, ExifTool
from core.metadata.patch import Patch, WrongFileError, digest
from core.metadata.sidecars import SIDECAR, sidecar_of
from core.metadata.tags import READ, FileTags, tags_of
from core.pairs import partners_of
from core.settings import Settings
from core.types import (
    BatchId,
    FileChange,
    FileFailure,
    FileTag,
    PhotoId,
    PlayerId,
    TagField,
    WriteReport,
    Written,
)
from core.wanted_tags import Wanted, tags_written, wanted_tags
from core.words import said

WRITABLE = 0o222


@dataclass(frozen=True, slots=True)
class _Step:
    """What is to become of one file of a photo."""

    wanted: Wanted
    path: Path
    target: Path
    found: FileTags
    edit: Edit
    own: frozenset[FileTag]

    @property
    def in_place(self) -> bool:
        """Whether it is the photo's own file that is written."""
        return self.target == Path(os.path.realpath(self.path))

    @property
    def change(self) -> FileChange:
        return FileChange(
            self.wanted.photo.id,
            self.path,
            self.target,
            self.edit.added,
            self.edit.removed,
            self.edit.regions_left,
        )


class Writing:
    """Writes into the files of a library's photos."""

    def __init__(self, database: Database, settings: Callable[[], Settings], tool: ExifTool) -> None:
        self._database, self._settings, self._tool = database, settings, tool

    def preview(self, photo_ids: Sequence[PhotoId], context: JobContext) -> WriteReport:
        """What `write` would change, file by file; nothing is written.

        Raises:
            NotFoundError: a photo is not there.
            ToolMissingError: ExifTool is not on this computer.
            CancelledError: a stop was asked for.
        """
        run = _Run()
        for step in run.counted(context, said("Reading files"), self._steps(photo_ids, run), len(photo_ids)):
            if step.edit:
                run.changed.append(step.change)
            else:
                run.unchanged += 1
        return run.report(None)

    def write(self, photo_ids: Sequence[PhotoId], context: JobContext) -> WriteReport:
        """Write who is in the photos into their files, and take away what was written and no longer holds.

        Raises:
            NotFoundError: a photo is not there.
            ToolMissingError: ExifTool is not on this computer.
            CancelledError: a stop was asked for; what was written until then is, and can be taken back.
        """
        return self._write_all(photo_ids, context)

    def _write_all(
        self, photo_ids: Sequence[PhotoId], context: JobContext, without: Collection[PlayerId] = ()
    ) -> WriteReport:
        run, batch = _Run(), BatchId(new_id())
        steps = self._steps(photo_ids, run, without)
        for step in run.counted(context, said("Writing names"), steps, len(photo_ids)):
            run.tidy(step.target.parent)
            if not step.edit:
                self._remember_own(step)
                run.unchanged += 1
                continue
            try:
                self._write(step, batch)
                run.changed.append(step.change)
            except PhotoError as exc:
                run.failures.append(FileFailure(step.path, exc.code, exc.reason))
        return run.report(batch if run.changed else None)

    def undo(self, batch_id: BatchId, context: JobContext) -> WriteReport:
        """Take a run of writing back: its files become what they were before, to the byte.

        A file that was written to since, by Playertag or another program, is left as it is, and is a failure.

        Raises:
            NotFoundError: there is no such run, or it was taken back.
            CancelledError: a stop was asked for; what was taken back until then is.
        """
        self._settle()
        with self._database.read() as session:
            asked = select(FileWriteRow).where(FileWriteRow.batch_id == batch_id, ~FileWriteRow.undone)
            rows = session.scalars(asked.order_by(FileWriteRow.id.desc())).all()
            session.expunge_all()
        if not rows:
            raise NotFoundError(said("run of writing"), batch_id)
        run = _Run()
        for row in context.track(said("Taking names back"), rows, len(rows)):
            run.tidy(Path(row.target).parent)
            try:
                self._undo(row)
                run.changed.append(_undone_change(row))
            except PhotoError as exc:
                run.failures.append(FileFailure(Path(row.target), exc.code, exc.reason))
        return run.report(None)

    def take_out(self, player_id: PlayerId, paths: Collection[str], context: JobContext) -> WriteReport:
        """Write files anew without a player, and forget what would bring the name back.

        What was written is taken back to the byte where that can be done, and the rest written again; a file
        that was written to since loses the names that are Playertag's.

        Args:
            player_id: who is not to be named any more.
            paths: files that were written, the photos' own or their sidecars.
            context: of the job.

        Raises:
            NotFoundError: there is no such player.
            ToolMissingError: ExifTool is not on this computer; nothing was changed.
            CancelledError: a stop was asked for; some files are without any names then.
        """
        with self._database.read() as session:
            require_player(session, player_id)
        self._tool.version()
        self._settle()
        with self._database.read() as session:
            asked = select(FileWriteRow).where(FileWriteRow.target.in_(paths), ~FileWriteRow.undone)
            rows = session.scalars(asked.order_by(FileWriteRow.id.desc())).all()
            session.expunge_all()
        changed_since: set[str] = set()
        for row in context.track(said("Taking names back"), rows, len(rows)):
            if row.target not in changed_since:
                try:
                    self._undo(row)
                except PhotoError:
                    changed_since.add(row.target)
        with self._database.write() as session:
            undone = FileWriteRow.target.in_([path for path in paths if path not in changed_since])
            session.execute(delete(FileWriteRow).where(undone))
        photos = list(dict.fromkeys(PhotoId(row.photo_id) for row in rows))
        return self._write_all(photos, context, {player_id})

    def history(self) -> list[Written]:
        """The runs of writing that can be taken back, the latest first."""
        with self._database.read() as session:
            asked = (
                select(FileWriteRow.batch_id, func.min(FileWriteRow.at), func.count())
                .where(~FileWriteRow.undone, ~FileWriteRow.pending)
                .group_by(FileWriteRow.batch_id)
                .order_by(func.max(FileWriteRow.id).desc())
            )
            return [
                Written(BatchId(batch), at.replace(tzinfo=UTC), files)
                for batch, at, files in session.execute(asked)
            ]

    def _steps(
        self, photo_ids: Sequence[PhotoId], run: _Run, without: Collection[PlayerId] = ()
    ) -> Iterator[_Step | None]:
        """What is to become of each photo's files; None after the last one of a photo."""
        self._settle()
        self._tool.version()
        settings = self._settings()
        for start in range(0, len(photo_ids), FILES_AT_ONCE):
            part = photo_ids[start : start + FILES_AT_ONCE]
            with self._database.read() as session:
                wanted = list(wanted_tags(session, settings, part, without=without))
                files = _files_of(session, part)
            places = [
                (one, path, self._target(path, settings)) for one in wanted for path in files[one.photo.id]
            ]
            read = self._tool.read([target for *_, target in places if target.exists()], READ)
            for one in wanted:
                run.withheld |= one.withheld
                for _, path, target in (place for place in places if place[0] is one):
                    found = tags_of(read.get(target, {}))
                    if reason := _why_not(path, target, found):
                        run.failures.append(FileFailure(path, "not-written", reason))
                    else:
                        yield self._step(one, path, target, found)
                yield None

    def _step(self, wanted: Wanted, path: Path, target: Path, found: FileTags) -> _Step:
        with self._database.read() as session:
            own = tags_written(session, target)
        edit = merge(found, own, wanted.tags, wanted.size)
        return _Step(wanted, path, target, found, edit, own)

    def _target(self, path: Path, settings: Settings) -> Path:
        """Where the names of a photo go: only into a JPEG itself, where that is wanted."""
        in_place = settings.write_into == "file" and path.suffix.lower() in JPEG_SUFFIXES
        return Path(os.path.realpath(path if in_place else sidecar_of(path)))

    def _write(self, step: _Step, batch: BatchId) -> None:
        """Put the new file in the place of the old one.

        Raises:
            PhotoError: it can't be, and why; the old one is there as it was.
        """
        target = step.target
        unfinished = beside(target)
        try:
            old, seen = _read(target)
            if step.in_place:
                self._require_photo(step.wanted.photo.id, old)
            lines = arguments(step.edit, step.found, step.wanted.size)
            self._tool.write(target if old else unfinished, unfinished, lines)
            new, _ = _read(unfinished)
            if is_jpeg(old) and not picture_digest(old) == picture_digest(new) != "":
                raise PhotoError("not-written", said("ExifTool would have changed the picture."))
            row = self._begin(step, batch, Patch.between(old, new))
            _put(unfinished, target, seen)
            self._finish(row, step.edit.own)
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)

    def _require_photo(self, photo_id: PhotoId, content: bytes) -> None:
        """See that a file still is the photo.

        Raises:
            PhotoError: it is another one by now.
        """
        with self._database.read() as session:
            if photo_of(session, content) != photo_id:
                raise changed_photo()

    def _begin(self, step: _Step, batch: BatchId, patch: Patch) -> int:
        """Store what takes a write back, before it is done; its number."""
        with self._database.write() as session:
            row = FileWriteRow(
                batch_id=batch,
                photo_id=step.wanted.photo.id,
                path=str(step.path),
                target=str(step.target),
                before=patch.before if step.target.exists() else "",
                after=patch.after,
                start=patch.start,
                end=patch.end,
                stretch=patch.stretch,
                own=[[tag.field.value, tag.value] for tag in sorted(step.own)],
            )
            session.add(row)
            if step.in_place:
                session.merge(PhotoContentRow(digest=patch.after, photo_id=step.wanted.photo.id))
            session.flush()
            return row.id

    def _finish(self, number: int, own: Collection[FileTag]) -> None:
        """Note that a write is done."""
        with self._database.write() as session:
            row = session.get_one(FileWriteRow, number)
            row.pending = False
            _keep_own(session, row.target, own)
            _see_again(session, row)

    def _remember_own(self, step: _Step) -> None:
        if step.edit.own != step.own:
            with self._database.write() as session:
                _keep_own(session, str(step.target), step.edit.own)

    def _undo(self, row: FileWriteRow) -> None:
        """Put the file of before in its place.

        Raises:
            PhotoError: it was written to since, or can't be written.
        """
        target = Path(row.target)
        content, seen = _read(target)
        patch = Patch(row.before or digest(b""), row.after, row.start, row.end, row.stretch)
        try:
            old = patch.undone(content)
        except WrongFileError as exc:
            raise PhotoError(
                "changed", said("The file was written to since, so it is left as it is.")
            ) from exc
        unfinished = beside(target)
        try:
            if row.before:
                unfinished.write_bytes(old)
                _put(unfinished, target, seen)
            else:
                target.unlink()
        except OSError as exc:
            raise _not_written(exc) from exc
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
        with self._database.write() as session:
            stored = session.get_one(FileWriteRow, row.id)
            stored.undone = True
            own = [FileTag(TagField(field), value) for field, value in stored.own]
            _keep_own(session, row.target, own)
            _see_again(session, stored)

    def _settle(self) -> None:
        """See what became of writes that were begun when a program was killed."""
        with self._database.read() as session:
            begun = session.scalars(select(FileWriteRow).where(FileWriteRow.pending)).all()
            session.expunge_all()
        for row in begun:
            target = Path(row.target)
            try:
                content, seen = _read(target)
            except PhotoError:
                continue
            if seen is None and (row.before or not target.parent.is_dir()):
                continue  # its disk is not there: what became of it is seen when it is back
            done = digest(content) == row.after
            with self._database.write() as session:
                if done:
                    session.get_one(FileWriteRow, row.id).pending = False
                    _see_again(session, row)
                else:
                    session.execute(delete(FileWriteRow).where(FileWriteRow.id == row.id))


class _Run:
    """What a run has done until now."""

    def __init__(self) -> None:
        self.changed: list[FileChange] = []
        self.failures: list[FileFailure] = []
        self.unchanged = 0
        self.withheld: frozenset[PlayerId] = frozenset()
        self._tidied: set[Path] = set()

    def tidy(self, folder: Path) -> None:
        """Take away, once, what a program that was killed while it wrote left in a folder."""
        if folder not in self._tidied:
            self._tidied.add(folder)
            clear_unfinished(folder)

    def counted(
        self, context: JobContext, title: str, steps: Iterator[_Step | None], total: int
    ) -> Iterator[_Step]:
        """The steps, with progress by photos."""
        done = 0
        context.progress(title, done, total)
        for step in steps:
            if step is not None:
                yield step
                continue
            done += 1
            context.progress(title, done, total)

    def report(self, batch: BatchId | None) -> WriteReport:
        return WriteReport(
            tuple(self.changed), self.unchanged, tuple(self.failures), len(self.withheld), batch
        )


def _files_of(session: Session, photo_ids: Sequence[PhotoId]) -> dict[PhotoId, list[Path]]:
    """Where the files of photos and of their shots are, none where they are on another computer."""
    files: dict[PhotoId, list[Path]] = {photo_id: [] for photo_id in photo_ids}
    asked = select(PhotoFileRow.photo_id, PhotoFileRow.path).order_by(PhotoFileRow.path)
    for part in chunks(photo_ids):
        for photo_id, path in session.execute(asked.where(PhotoFileRow.photo_id.in_(part))):
            files[PhotoId(photo_id)].append(Path(path))
    for partnered, paths in partners_of(session, photo_ids).items():
        files[partnered] += paths
    return files


def _keep_own(session: Session, target: str, own: Collection[FileTag]) -> None:
    session.execute(delete(FileTagRow).where(FileTagRow.path == target))
    session.add_all(FileTagRow(path=target, field=tag.field.value, value=tag.value) for tag in own)


def _see_again(session: Session, row: FileWriteRow) -> None:
    """Know the photo's file as it is now, so that the next import need not read it.

    Where its disk was pulled out meanwhile, it need.
    """
    file = session.get(PhotoFileRow, row.path)
    if file is not None and row.target == os.path.realpath(row.path):
        with suppress(OSError):
            now = os.stat(row.path)  # noqa: PTH116 - the row has it as a text
            file.size, file.mtime_ns = now.st_size, now.st_mtime_ns


def _why_not(path: Path, target: Path, found: FileTags) -> str:
    """Why a file can't be written, as far as can be told before; empty where it can."""
    if not path.exists():
        return said("The file is not there.")
    if target.exists() and not target.stat().st_mode & WRITABLE:
        return said("{file} may only be read.", file=target.name)
    return _damage(target.name, found.problem) if found.problem else ""


def _damage(file: str, reason: str) -> str:
    if file.lower().endswith(SIDECAR):
        return said(
            "The sidecar {file} is damaged, so it is left as it is. ExifTool: {reason}",
            file=file,
            reason=reason,
        )
    return said("{file} is damaged, so it is left as it is. ExifTool: {reason}", file=file, reason=reason)


def _read(path: Path) -> tuple[bytes, os.stat_result | None]:
    """A file's content, and how it was then; nothing of one that is not there.

    Raises:
        PhotoError: it can't be read.
    """
    try:
        seen = path.stat()
        return path.read_bytes(), seen
    except FileNotFoundError:
        return b"", None
    except OSError as exc:
        raise PhotoError(
            "unreadable", said("The file can't be read: {reason}.", reason=exc.strerror)
        ) from exc


def _put(unfinished: Path, target: Path, seen: os.stat_result | None) -> None:
    """Put a file in the place of another one that is still as it was seen.

    Raises:
        PhotoError: it is not, or the disk does not take it.
    """
    try:
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        if seen is not None:
            unfinished.chmod(seen.st_mode & 0o7777)
            now = target.stat()
            if (now.st_size, now.st_mtime_ns) != (seen.st_size, seen.st_mtime_ns):
                raise PhotoError("changed", said("Another program is writing the file. Try it again."))
        unfinished.replace(target)
    except OSError as exc:
        raise _not_written(exc) from exc


def _not_written(exc: OSError) -> PhotoError:
    return PhotoError("not-written", said("The file can't be written: {reason}.", reason=exc.strerror))


def _undone_change(row: FileWriteRow) -> FileChange:
    return FileChange(PhotoId(row.photo_id), Path(row.path), Path(row.target), (), ())
