"""Handing photos out to stations: each goes into the team's store, and then into a lot, once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import select

from core.changes import Changes
from core.db.engine import Database
from core.db.queries import among
from core.db.schema import PhotoRow
from core.errors import PhotoError
from core.ids import photo_id_of
from core.imaging.decode import read_file, require_picture
from core.importing import ImportReport
from core.jobs import JobContext, ordered_ahead
from core.pairs import partners_among
from core.storage.base import BlobStore
from core.sync.exchange import ORIGINALS_AT_ONCE
from core.sync.lots import hand_out
from core.sync.postgres import translated_errors
from core.sync.working import LotContent, SharedPhoto
from core.types import FileFailure, GalleryId
from core.words import said

PHOTOS_OF_LOT = 8
"""A dead station costs the work on so many; each lot costs a sync."""


@dataclass(frozen=True, slots=True)
class ShareReport:
    """What was handed out: `added` photos, and `known` ones, which were so before or need no work.

    `failures` are files that can't be handed out. `imported` is what the import at the end did, if there was
    one.
    """

    changes: Changes
    gallery_id: GalleryId
    added: int
    known: int
    failures: tuple[FileFailure, ...]
    imported: ImportReport | None = None


class Sharing:
    """Hands out the photos of one gallery."""

    def __init__(
        self,
        database: Database,
        store: BlobStore,
        connection: psycopg.Connection,
        tournament_id: str,
        gallery_id: GalleryId,
        queue: str,
    ) -> None:
        """Make one.

        Args:
            database: the library's.
            store: the team's.
            connection: to the server, as a member.
            tournament_id: the team's.
            gallery_id: of which the team knows.
            queue: into which the lots go.
        """
        self._database, self._store, self._connection = database, store, connection
        self._tournament, self._gallery, self._queue = tournament_id, gallery_id, queue
        self._added = self._known = 0
        self._failures: list[FileFailure] = []

    def share(self, found: Sequence[Path | FileFailure], context: JobContext) -> ShareReport:
        """Hand out what is new of some files; of a RAW file and the JPEG of its shot, the JPEG.

        Raises:
            CancelledError: a stop was asked for; what was handed out is.
            TeamError: the server or the store can't be reached, or does not let them.
        """
        self._failures += [item for item in found if isinstance(item, FileFailure)]
        files = [item for item in found if isinstance(item, Path)]
        partners = partners_among(self._database, files)
        files = [file for file in files if file not in partners]
        seen = self._handed_out()
        lot: list[SharedPhoto] = []
        for photo in self._stored(files, seen, context):
            lot.append(photo)
            if len(lot) == PHOTOS_OF_LOT:
                self._hand_out(lot)
                lot = []
        self._hand_out(lot)
        changes = Changes(galleries=frozenset({self._gallery}))
        return ShareReport(changes, self._gallery, self._added, self._known, tuple(self._failures))

    def _stored(self, files: Sequence[Path], seen: set[str], context: JobContext) -> Iterator[SharedPhoto]:
        """The photos that need work, once the store has them."""

        def store(path: Path) -> SharedPhoto | FileFailure | None:
            try:
                content = read_file(path)
                require_picture(content, path.suffix)
            except PhotoError as exc:
                return FileFailure(path, exc.code, exc.reason)
            photo = SharedPhoto(id=photo_id_of(content), size=len(content), path=str(path))
            if photo.id in seen or self._knows(photo.id):
                return None
            self._store.put(photo.id, content, context.checkpoint)
            return photo

        with ThreadPoolExecutor(ORIGINALS_AT_ONCE, "share") as pool:
            stored = ordered_ahead(pool, store, files, ORIGINALS_AT_ONCE)
            for item in context.track(said("Handing out photos"), stored, len(files)):
                if isinstance(item, FileFailure):
                    self._failures.append(item)
                elif item is None or item.id in seen:
                    self._known += 1
                else:
                    seen.add(item.id)
                    yield item

    def _hand_out(self, photos: Sequence[SharedPhoto]) -> None:
        """Make a lot of those photos that nobody else has handed out meanwhile."""
        if not photos:
            return
        with translated_errors(), self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO playertag.work (tournament_id, photo_id, path) "
                "SELECT %s, photo_id, path FROM unnest(%s::text[], %s::text[]) AS shared (photo_id, path) "
                "ON CONFLICT DO NOTHING RETURNING photo_id",
                (self._tournament, [photo.id for photo in photos], [photo.path for photo in photos]),
            )
            new = {photo_id for (photo_id,) in cursor.fetchall()}
            content = LotContent(
                gallery=self._gallery, photos=tuple(photo for photo in photos if photo.id in new)
            )
            if new:
                hand_out(self._connection, self._tournament, self._queue, content.written())
        self._added += len(new)
        self._known += len(photos) - len(new)

    def _handed_out(self) -> set[str]:
        with translated_errors():
            rows = self._connection.execute(
                "SELECT photo_id FROM playertag.work WHERE tournament_id = %s", (self._tournament,)
            ).fetchall()
        return {photo_id for (photo_id,) in rows}

    def _knows(self, photo_id: str) -> bool:
        with self._database.read() as session:
            return session.scalar(select(PhotoRow.id).where(among(PhotoRow.id, [photo_id]))) is not None
