"""What a station does with the lots that it takes: fetch the photos, find their faces, tell the team.

The faces are found by the one code that does, `core.indexing`; from then on a photo is one of this library
like any other. A lot is done once the others were told of it. Whoever does one again finds its photos known.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import exists, select

from core.changes import Changes
from core.db.engine import Database
from core.db.schema import GalleryRow, PhotoFileRow
from core.errors import BlobDamagedError, PhotoError, ServerRefusedError
from core.ids import SHA256, UUID, photo_id_of
from core.images import Images
from core.imaging.decode import MAX_BYTES, read_file
from core.importing import Copy, Importing
from core.jobs import JobContext
from core.storage.base import BlobStore
from core.sync.engine import SyncReport
from core.sync.exchange import Picture, note_pictures
from core.sync.lots import Lot
from core.types import FileFailure, GalleryId, PhotoId, PictureKind
from core.words import said

FETCHED_AT_ONCE = 4
SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


class SharedPhoto(BaseModel):
    """A photo in a lot: its file's size, and where that is on the computer of whoever shared it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: Annotated[str, Field(pattern=f"^{SHA256.pattern}$")]
    size: Annotated[int, Field(gt=0, le=MAX_BYTES)]
    path: Annotated[str, Field(max_length=4096, pattern="^[^\x00]+$")]


class LotContent(BaseModel):
    """What a lot is handed out with. Any photographer of the team may have written it by hand."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    gallery: Annotated[str, Field(pattern=f"^{UUID.pattern}$")]
    photos: Annotated[tuple[SharedPhoto, ...], Field(max_length=1000)]

    def written(self) -> dict[str, Any]:
        """As it is handed out."""
        return self.model_dump(mode="json")


@dataclass(slots=True)
class WorkReport:
    """What a station did: photos that were `processed` here with their `faces`, and `known` ones.

    `met` is what all its syncs did together.
    """

    processed: int = 0
    known: int = 0
    faces: int = 0
    failures: list[FileFailure] = field(default_factory=list)
    met: SyncReport = field(default_factory=SyncReport)

    @property
    def changes(self) -> Changes:
        """What changed in this library."""
        return self.met.changes


class Workbench:
    """Does the lots of one run. Two threads may be at it at once."""

    def __init__(
        self,
        database: Database,
        images: Images,
        indexing: Importing,
        store: BlobStore,
        meet: Callable[[], SyncReport],
        tell_failed: Callable[[PhotoId, FileFailure], None],
        context: JobContext,
    ) -> None:
        """Make one.

        Args:
            database: the library's.
            images: the library's.
            indexing: the library's.
            store: the team's.
            meet: syncs with the team.
            tell_failed: writes down at the server why a photo could not be used.
            context: to stop it.
        """
        self._database, self._images, self._indexing = database, images, indexing
        self._store, self._meet, self._tell_failed = store, meet, tell_failed
        self._context = context.within()
        self._engine = threading.Lock()
        self.report = WorkReport()

    def do(self, lot: Lot) -> None:
        """Process the photos of a lot, and tell the others.

        Raises:
            CancelledError: a stop was asked for; what was finished until then is kept.
            ModelPackError: the model pack is not installed or was refused.
            LibraryError: the disk is full or may not be written to.
            TeamError: the server or the store can't be reached, or does not let them.
        """
        self._context.checkpoint()
        try:
            content = LotContent.model_validate(lot.content)
        except ValidationError:
            self._refuse(said("The lot is not one that Playertag made."))
            return
        if lot.attempts or not self._knows(content.gallery):  # what is new since is to be heard of first
            self._sync()
            if not self._knows(content.gallery):
                self._refuse(said("The gallery of the lot is not there."))
                return
        with ThreadPoolExecutor(FETCHED_AT_ONCE, "fetch") as pool:
            fetched = list(pool.map(self._fetch, content.photos))
        with self._engine:
            changes = self._process(content, fetched)
        self._sync()
        self.report.met |= SyncReport(changes=changes)

    def _process(self, content: LotContent, fetched: Sequence[Path | FileFailure]) -> Changes:
        photos: dict[Path, SharedPhoto] = {}
        for shared, found in zip(content.photos, fetched, strict=True):
            if isinstance(found, FileFailure):
                self._failed(shared, found)
            else:
                photos[found] = shared
        gallery_id = GalleryId(content.gallery)
        copies = {path: Copy(PhotoId(one.id), Path(one.path)) for path, one in photos.items()}
        done: list[SharedPhoto] = []
        for item in self._indexing.import_copies(gallery_id, copies, self._context):
            if item.failure is not None:
                self._failed(photos[item.path], item.failure)
                continue
            done.append(photos[item.path])
            self.report.known += item.known
            self.report.processed += not item.known
            self.report.faces += item.faces
        if done:
            with self._database.write() as session:
                pictures = [Picture(PictureKind.ORIGINAL, one.id, one.id, one.size) for one in done]
                note_pictures(session, pictures)
        return Changes(
            photos=frozenset(PhotoId(one.id) for one in done),
            galleries=frozenset({gallery_id}),
            clusters=True,
        )

    def _fetch(self, photo: SharedPhoto) -> Path | FileFailure:
        """A file with the photo: the own one where there is one, else a copy of the store's."""
        found = next((path for path in self._own_files(photo) if holds(path, photo)), None)
        if found is not None:
            return found
        suffix = Path(photo.path).suffix.lower()
        copy = self._images.fetched(PhotoId(photo.id), suffix if SUFFIX.fullmatch(suffix) else "")
        try:
            if not holds(copy, photo):
                self._store.get(photo.id, photo.size, copy, self._context.checkpoint)
        except (ServerRefusedError, BlobDamagedError) as exc:
            return FileFailure(Path(photo.path), "not-in-store", str(exc))
        return copy

    def _own_files(self, photo: SharedPhoto) -> list[Path]:
        with self._database.read() as session:
            known = session.scalars(select(PhotoFileRow.path).where(PhotoFileRow.photo_id == photo.id)).all()
        return [Path(path) for path in (photo.path, *known)]

    def _failed(self, photo: SharedPhoto, failure: FileFailure) -> None:
        original = FileFailure(Path(photo.path), failure.code, failure.reason)
        self.report.failures.append(original)
        self._tell_failed(PhotoId(photo.id), original)

    def _refuse(self, reason: str) -> None:
        self.report.failures.append(FileFailure(Path(), "bad-lot", reason))

    def _knows(self, gallery_id: str) -> bool:
        with self._database.read() as session:
            return session.scalar(select(exists().where(GalleryRow.id == gallery_id))) or False

    def _sync(self) -> None:
        self.report.met |= self._meet()


def holds(path: Path, photo: SharedPhoto) -> bool:
    """Whether a file is there, and is the photo's."""
    try:
        if not os.path.isfile(path) or path.stat().st_size != photo.size:  # noqa: PTH113 - Path.is_file raises
            return False
        return photo_id_of(read_file(path)) == photo.id
    except (OSError, PhotoError):
        return False
