"""A folder into which photos keep coming: who is in each is known soon after its last byte is there.

What the file system tells only wakes a look at the folder, and where it tells nothing, as of a network share,
the look is taken every second or so: there is one way in which files are found.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select
from watchdog.events import (
    FileClosedEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from core.arrivals import Arrivals, Seen
from core.changes import Changes
from core.db.engine import Database
from core.db.queries import rows_of
from core.db.schema import GalleryPhotoRow, PartnerFileRow, PhotoFileRow, PhotoRow
from core.errors import InvalidValueError, LibraryDamagedError, LibraryError, TrainingError
from core.galleries import Galleries
from core.imaging.whole import ends_whole
from core.importing import Importing
from core.jobs import JobContext
from core.pairs import photos_at
from core.recognition.matching import Recognition
from core.scanning import scan
from core.types import PICTURE_SUFFIXES, FileFailure, GalleryId, Photo, PhotoId
from core.vision.engine import FaceEngine
from core.words import said

# The first of a burst are named before the last of it are looked at; a stop takes effect after so many.
PHOTOS_AT_ONCE = 4
# Of a large folder, or a slow share, a tenth of the time is spent on looking.
LEAST_PAUSE = 9
LOOK_FOR_STOP_S = 0.1
# To find out whether a disk has room again may take a look at four photos.
AGAIN_AFTER_S = 5.0
# Not that files are opened and closed, which looking at them does too.
NEWS: list[type[FileSystemEvent]] = [FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileClosedEvent]


@dataclass(frozen=True, slots=True)
class Arrived:
    """What has just come into a hot folder: `photos` with who is in them, in the order in which they came.

    So many files are `waiting` now, among them the `failures`, which can't be used as they are. The folder
    itself may not be `there` for a while, as a network share that is lost. `nameless`: of some that
    came the names in their files were not read, as ExifTool is not on this computer. `untrained`: only
    files named anybody, as nothing was trained with this model pack. `trouble`: why nothing can be written to
    the library, as where its disk is full; what came waits, and is taken when that is over.
    """

    changes: Changes
    photos: tuple[Photo, ...]
    failures: tuple[FileFailure, ...]
    waiting: int
    there: bool
    nameless: bool = False
    untrained: bool = False
    trouble: str = ""

    def is_news(self, before: Arrived) -> bool:
        """Whether something came, or is another way than it was."""
        return bool(self.photos) or self._standing != before._standing

    @property
    def _standing(self) -> tuple[object, ...]:
        return self.failures, self.waiting, self.there, self.untrained, self.trouble


class HotFolder:
    """Takes photos in as they come."""

    def __init__(
        self,
        database: Database,
        galleries: Galleries,
        indexing: Importing,
        recognition: Recognition,
        engine: Callable[[], FaceEngine],
    ) -> None:
        """Make it.

        Args:
            database: the library's.
            galleries: what tells who is in a photo.
            indexing: the way in.
            recognition: what names faces.
            engine: the models, made ready before the first photo comes.
        """
        self._database, self._galleries = database, galleries
        self._indexing, self._recognition = indexing, recognition
        self._engine = engine

    def watch(self, folder: Path, gallery: str, context: JobContext, told: Callable[[Arrived], None]) -> None:
        """Take every photo that is in a folder, and that comes into it, into a gallery, and name its faces.

        Where nothing was trained, or with another model pack, nobody is named. Until stopped; when started
        again it goes on with what came meanwhile. Whatever comes is told, and what waits and what is wrong
        whenever that changes. A disk of the library that is full, or gone, is waited for.

        Raises:
            InvalidValueError: there is no such folder, or the gallery's name is empty.
            CancelledError: a stop was asked for.
            ModelPackError: the model pack is not installed or was refused.
        """
        if not folder.is_dir():
            raise InvalidValueError("folder", said("there is no folder {folder}.", folder=folder))
        folder = Path(os.path.abspath(folder))  # noqa: PTH100 - as imports keep it: links are not followed
        gallery_id = self._indexing.ensure_gallery(gallery)
        arrivals = Arrivals(self._taken(gallery_id, folder), ends_whole)
        self._engine().warm_up()
        named = self._recognise(gallery_id, self._unnamed(gallery_id))
        before = Arrived(named or Changes(), (), (), 0, there=True, untrained=named is None)
        if before.changes != Changes():
            told(before)
        with _woken(folder) as woken:
            while True:
                began = time.monotonic()
                found = _found(folder)
                ready = arrivals.look(found, began)
                pause = max(arrivals.pause(began), LEAST_PAUSE * (time.monotonic() - began))
                now = replace(before, changes=Changes(), photos=())
                if ready or before.trouble or any(one.path not in found for one in before.failures):
                    context.checkpoint()
                    now = self._try(ready[:PHOTOS_AT_ONCE], gallery, arrivals, before, context)
                there = os.path.isdir(folder)  # noqa: PTH112 - Path.is_dir raises where a share is lost
                now = replace(now, failures=arrivals.failures, waiting=arrivals.waiting, there=there)
                if now.is_news(before):
                    told(now)
                before = now
                if now.trouble:
                    _wait(threading.Event(), AGAIN_AFTER_S, context)
                elif not ready:
                    _wait(woken, pause, context)

    def _try(
        self,
        files: Sequence[Path],
        gallery: str,
        arrivals: Arrivals,
        before: Arrived,
        context: JobContext,
    ) -> Arrived:
        """Take some files in; where the library can't be written to they are still waiting."""
        try:
            return self._take(files, gallery, arrivals, before, context)
        except LibraryDamagedError:
            raise
        except LibraryError as exc:
            return replace(before, changes=Changes(), photos=(), trouble=exc.words)

    def _take(
        self,
        files: Sequence[Path],
        gallery: str,
        arrivals: Arrivals,
        before: Arrived,
        context: JobContext,
    ) -> Arrived:
        """Take some files in, and name the faces; it is not stopped halfway, or nobody would be named.

        Of none it only forgets those that failed and are gone.
        """
        report = self._indexing.import_files(files, gallery, JobContext(awaited=context.awaited))
        new = report.changes.photos
        if before.trouble:  # some were stored, and neither named nor told
            new |= self._photos_of(files)
        # What came before the first training, or before the disk was full, has been waiting for a name.
        late = before.untrained or before.trouble
        named = self._recognise(report.gallery_id, self._unnamed(report.gallery_id) if late else list(new))
        photos = self._galleries.photos(list(new))
        order = {path: number for number, path in enumerate(files)}
        photos.sort(key=lambda photo: order.get(photo.path, len(order)))
        failed = {one.path: one for one in report.failures if one.path in files}
        arrivals.take(path for path in files if path not in failed)
        for failure in failed.values():
            arrivals.put_off(failure, time.monotonic())
        return replace(
            before,
            changes=report.changes | Changes(photos=new) | (named or Changes()),
            photos=tuple(photos),
            nameless=before.nameless or report.nameless,
            untrained=named is None,
            trouble="",
        )

    def _photos_of(self, files: Sequence[Path]) -> frozenset[PhotoId]:
        with self._database.read() as session:
            return frozenset(photos_at(session, files).values())

    def _recognise(self, gallery_id: GalleryId, photos: Sequence[PhotoId]) -> Changes | None:
        """What naming these photos changed; None where nothing was trained with this model pack."""
        try:
            return self._recognition.batch_recognize([gallery_id], None, JobContext(), photos).changes
        except TrainingError:
            return None

    def _taken(self, gallery_id: GalleryId, folder: Path) -> dict[Path, Seen]:
        """The files of a folder whose photos are in a gallery, as they were when they were read."""
        found: dict[Path, Seen] = {}
        with self._database.read() as session:
            for table in (PhotoFileRow, PartnerFileRow):
                files = (
                    select(table.path, table.size, table.mtime_ns)
                    .join(GalleryPhotoRow, GalleryPhotoRow.photo_id == table.photo_id)
                    .where(GalleryPhotoRow.gallery_id == gallery_id)
                )
                found |= {Path(path): Seen(size, at) for path, size, at in rows_of(session, files)}
        return {path: seen for path, seen in found.items() if path.is_relative_to(folder)}

    def _unnamed(self, gallery_id: GalleryId) -> list[PhotoId]:
        """The photos of a gallery in which nobody is named: a run before may have been killed before that."""
        photos = (
            select(PhotoRow.id)
            .join(GalleryPhotoRow, GalleryPhotoRow.photo_id == PhotoRow.id)
            .where(GalleryPhotoRow.gallery_id == gallery_id)
            .where(PhotoRow.face_count > 0, PhotoRow.named_count == 0)
        )
        with self._database.read() as session:
            return [PhotoId(photo_id) for (photo_id,) in rows_of(session, photos)]


def _found(folder: Path) -> dict[Path, Seen]:
    """The picture files below a folder that can be looked at."""
    found: dict[Path, Seen] = {}
    for path in scan([folder]):
        if isinstance(path, Path) and path.suffix.lower() in PICTURE_SUFFIXES:
            try:
                stat = path.stat()
            except OSError:  # it was taken away meanwhile
                continue
            found[path] = Seen(stat.st_size, stat.st_mtime_ns)
    return found


class _Waker(FileSystemEventHandler):
    def __init__(self) -> None:
        self.woken = threading.Event()

    def on_any_event(self, _event: FileSystemEvent) -> None:
        self.woken.set()


@contextmanager
def _woken(folder: Path) -> Iterator[threading.Event]:
    """What is set whenever something happens below a folder, where the file system tells."""
    waker, observer = _Waker(), None
    try:
        with suppress(OSError):  # the file system is of a kind that tells nothing, or is watched enough
            observer = Observer()
            observer.schedule(waker, str(folder), recursive=True, event_filter=NEWS)
            observer.start()
        yield waker.woken
    finally:
        if observer is not None:
            observer.stop()
            if observer.is_alive():
                observer.join()


def _wait(woken: threading.Event, seconds: float, context: JobContext) -> None:
    """Wait until something happens, or for so long.

    Raises:
        CancelledError: a stop was asked for.
    """
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        context.checkpoint()
        if woken.wait(min(left, LOOK_FOR_STOP_S)):
            woken.clear()
            return
