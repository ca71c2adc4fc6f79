"""The pictures of a team: what its store lacks goes up, crops and previews that are not here come down.

They move in threads of their own, while rows go to and fro: an answer does not wait for an original. A row
of the table `picture` says that the store has something; it is written once it has, and the others are told
of it as of every row. What is killed in between is sent again, and found to be there.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Self

from sqlalchemy import text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.engine import Database
from core.db.schema import PictureRow
from core.errors import (
    BlobDamagedError,
    CancelledError,
    NotAllowedError,
    PhotoError,
    PlayertagError,
    ServerRefusedError,
)
from core.images import Images
from core.jobs import JobContext
from core.storage.base import BlobStore, digest_of
from core.sync.engine import PictureReport, SyncReport
from core.types import FaceId, PhotoId, PictureKind
from core.words import said

AT_ONCE = 8
ORIGINALS_AT_ONCE = 4
"""An original is in memory while it is sent, and has several lines of its own."""
LOOK_AHEAD = 200
STEP_S = 0.5

# What the others know of, and this library can show without asking anybody.
_OWN_PHOTOS = """
    SELECT id FROM photo WHERE EXISTS (SELECT 1 FROM photo_file WHERE photo_id = photo.id)
    AND NOT EXISTS (SELECT 1 FROM outbox WHERE name = 'photo' AND first = photo.id)
    AND NOT EXISTS (SELECT 1 FROM picture WHERE kind = :kind AND thing = photo.id)
"""
_OWN_FACES = """
    SELECT id FROM face WHERE EXISTS (SELECT 1 FROM photo_file WHERE photo_id = face.photo_id)
    AND NOT EXISTS (SELECT 1 FROM outbox WHERE name = 'face' AND first = face.id)
    AND NOT EXISTS (SELECT 1 FROM picture WHERE kind = :kind AND thing = face.id)
"""
_TO_SEND = {
    PictureKind.CROP: _OWN_FACES,
    PictureKind.PREVIEW: _OWN_PHOTOS,
    PictureKind.ORIGINAL: _OWN_PHOTOS,
}
_KNOWN = text(
    "SELECT rowid, kind, thing, digest, size FROM picture "
    "WHERE rowid > :after AND kind <> 'original' ORDER BY rowid LIMIT :most"
)
# A picture that is of something else too stays.
_ERASED = text(
    "SELECT id FROM tombstone WHERE kind = 'picture' AND pending "
    "AND NOT EXISTS (SELECT 1 FROM picture WHERE digest = tombstone.id)"
)
_NO_MORE = text("UPDATE tombstone SET pending = 0 WHERE kind = 'picture' AND id = :id")


class Picture(NamedTuple):
    """A picture of the store; what is yet to be sent has no digest and no size."""

    kind: PictureKind
    thing: str
    digest: str = ""
    size: int = 0


class PictureExchange:
    """One library and its team's store, while there is a line."""

    def __init__(
        self, database: Database, images: Images, store: BlobStore, kinds: Collection[PictureKind]
    ) -> None:
        """Make one.

        Args:
            database: the library's.
            images: the library's.
            store: the team's, which is closed after this.
            kinds: what this member sends.
        """
        self._database, self._images, self._store, self._kinds = database, images, store, kinds
        self._pool = ThreadPoolExecutor(AT_ONCE, "picture")
        self._going: dict[Future[Picture], Picture] = {}
        self._waiting: deque[Picture] = deque()
        self._given_up: set[Picture] = set()
        self._not_deleted: set[str] = set()
        self._looked = 0
        self._done = 0
        self._moved = _Moved()
        self._all_found = self._closed = False

    def __enter__(self) -> Self:
        self._store.check()
        # Nothing else goes in parts, and who only looks may perhaps not list what has begun to.
        if PictureKind.ORIGINAL in self._kinds:
            self._store.sweep()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed = True
        self._pool.shutdown(cancel_futures=True)

    @property
    def busy(self) -> bool:
        """Whether something is on its way."""
        return bool(self._going)

    def step(self, context: JobContext) -> SyncReport:
        """Move pictures for a moment; `busy` says afterwards whether there are more.

        Raises:
            CancelledError: a stop was asked for; what has moved is noted.
            TeamError: the store can't be reached, or does not let this member; what has moved is noted.
        """
        until = time.monotonic() + STEP_S
        moved = self._moved = _Moved()
        self._all_found = False
        try:
            if PictureKind.PREVIEW in self._kinds:
                self._delete_erased()
            self._begin_more()
            while self._going and (left := until - time.monotonic()) > 0:
                context.checkpoint()
                for future in wait(self._going, left, FIRST_COMPLETED).done:
                    self._end(self._going.pop(future), future)
                self._begin_more()
        finally:
            self._note(moved.sent)
        self._tell(context, len(moved.sent) + len(moved.fetched))
        return moved.report()

    def _delete_erased(self) -> None:
        """Delete what is of people who were erased; what the store refuses is tried at the next sync."""
        with self._database.read() as session:
            erased = [id_ for id_ in session.scalars(_ERASED) if id_ not in self._not_deleted]
        for beginning in erased:
            try:
                self._store.delete(beginning)
            except (NotAllowedError, ServerRefusedError) as exc:
                self._not_deleted.add(beginning)
                self._moved.failed.append(exc)
            else:
                with self._database.write() as session:
                    session.execute(_NO_MORE, {"id": beginning})

    def _tell(self, context: JobContext, moved: int) -> None:
        self._done += moved
        left = len(self._waiting) + len(self._going)
        context.progress(said("Pictures"), self._done, self._done + left)

    def _begin_more(self) -> None:
        """Have as many on their way as may be."""
        if not self._waiting and not self._all_found:
            self._waiting.extend(self._look())
            self._all_found = not self._waiting
        while self._waiting and len(self._going) < AT_ONCE:
            if self._waiting[0].kind is PictureKind.ORIGINAL and self._originals_going() >= ORIGINALS_AT_ONCE:
                return
            wanted = self._waiting.popleft()
            move = self._fetch if wanted.digest else self._send
            self._going[self._pool.submit(move, wanted)] = wanted

    def _originals_going(self) -> int:
        return sum(picture.kind is PictureKind.ORIGINAL for picture in self._going.values())

    def _look(self) -> Iterator[Picture]:
        """What is to be moved next: what comes before what goes, and what is asked about before the rest."""
        with self._database.read() as session:
            found = self._missing_here(session)
            for kind in self._kinds:
                if not found:
                    found = self._missing_there(session, kind)
        yield from found

    def _missing_here(self, session: Session) -> list[Picture]:
        """The next crops and previews that the store has, and the cache has not."""
        missing: list[Picture] = []
        while not missing:
            known = session.execute(_KNOWN, {"after": self._looked, "most": LOOK_AHEAD}).all()
            if not known:
                break
            self._looked = known[-1][0]
            pictures = [Picture(PictureKind(kind), *rest) for _, kind, *rest in known]
            missing = [picture for picture in pictures if not self._place(picture).exists()]
        return missing

    def _missing_there(self, session: Session, kind: PictureKind) -> list[Picture]:
        """The latest that this library has, and the store has not."""
        sent = (Picture(picture.kind, picture.thing) for picture in self._moved.sent)  # and not noted yet
        passed = {*self._given_up, *self._going.values(), *sent}
        query = text(f"{_TO_SEND[kind]} ORDER BY rowid DESC LIMIT :most")
        things = session.scalars(query, {"kind": kind, "most": LOOK_AHEAD + len(passed)})
        return [picture for thing in things if (picture := Picture(kind, thing)) not in passed]

    def _send(self, wanted: Picture) -> Picture:
        content = self._content(wanted)
        # What was imported is known by its hash, and was compared with it when it was read.
        digest = wanted.thing if wanted.kind is PictureKind.ORIGINAL else digest_of(content)
        self._store.put(digest, content, self._check_open)
        return wanted._replace(digest=digest, size=len(content))

    def _content(self, wanted: Picture) -> bytes:
        if wanted.kind is PictureKind.CROP:
            return self._images.crop(FaceId(wanted.thing)).read_bytes()
        if wanted.kind is PictureKind.PREVIEW:
            return self._images.thumbnail(PhotoId(wanted.thing)).read_bytes()
        return self._images.original(PhotoId(wanted.thing))

    def _fetch(self, wanted: Picture) -> Picture:
        self._store.get(wanted.digest, wanted.size, self._place(wanted), self._check_open)
        return wanted

    def _place(self, picture: Picture) -> Path:
        return self._images.cached(picture.kind, picture.thing)

    def _check_open(self) -> None:
        if self._closed:
            raise CancelledError

    def _end(self, wanted: Picture, future: Future[Picture]) -> None:
        moved = self._moved
        try:
            picture = future.result()
        except (PhotoError, ServerRefusedError, BlobDamagedError) as exc:
            self._given_up.add(wanted)
            moved.failed.append(exc)
        else:
            (moved.fetched if wanted.digest else moved.sent).append(picture)

    def _note(self, sent: list[Picture]) -> None:
        """Write down what the store has by now."""
        if sent:
            with self._database.write() as session:
                note_pictures(session, sent)


def note_pictures(session: Session, pictures: Sequence[Picture]) -> None:
    """Write down that the store has some pictures, at least one."""
    rows = [picture._asdict() for picture in pictures]
    session.execute(insert(PictureRow).on_conflict_do_nothing(), rows)


@dataclass(slots=True)
class _Moved:
    sent: list[Picture] = field(default_factory=list)
    fetched: list[Picture] = field(default_factory=list)
    failed: list[PlayertagError] = field(default_factory=list)

    def report(self) -> SyncReport:
        photos = {picture.thing for picture in self.fetched if picture.kind is PictureKind.PREVIEW}
        faces = {picture.thing for picture in self.fetched if picture.kind is PictureKind.CROP}
        changes = Changes(photos=frozenset(map(PhotoId, photos)), faces=frozenset(map(FaceId, faces)))
        report = PictureReport(len(self.fetched), len(self.sent), tuple(self.failed))
        return SyncReport(changes=changes, pictures=report)
