"""Getting files to where they go: once each, over lines that break, in the place of nobody else's."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from core.db.engine import Database
from core.db.schema import DeliveredFileRow, DeliveredPhotoRow
from core.delivery.planning import PlannedFile
from core.errors import LineBrokenError, PhotoError
from core.files import file_digest
from core.jobs import JobContext
from core.storage.destination import Destination
from core.types import DeliveryId, FileFailure, Recipient
from core.words import said

Result = TypeVar("Result")

# A line that breaks is opened again after so many seconds, and given up after the last.
WAITS_S = (1.0, 3.0, 10.0)
STEP_S = 0.1


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file that goes to the destination.

    Where it is there, made by the same `recipe`, it is not made again. `files` are the photos in it, for
    `recipient`.
    """

    name: str
    recipe: str
    make: Callable[[], Path]
    recipient: Recipient | None = None
    files: tuple[PlannedFile, ...] = ()


class Line:
    """A destination that is opened again where its line breaks."""

    def __init__(self, opened: Callable[[], Destination], context: JobContext) -> None:
        self._make, self._context = opened, context
        self._destination: Destination | None = None

    def __enter__(self) -> Self:
        self._try(lambda destination: destination)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def size(self, name: str) -> int | None:
        """How many bytes a file has; None where there is none."""
        return self._try(lambda destination: destination.size(name))

    def put(self, name: str, source: Path) -> None:
        """Have a file there, in the place of one of its name."""
        digest = file_digest(source)
        self._try(lambda destination: destination.put(name, source, digest, self._context.checkpoint))

    def _try(self, act: Callable[[Destination], Result]) -> Result:
        waits = iter(WAITS_S)
        while True:
            try:
                if self._destination is None:
                    self._destination = self._make().__enter__()
                return act(self._destination)
            except LineBrokenError:
                self._close()
                wait = next(waits, None)
                if wait is None:
                    raise
                self._rest(wait)

    def _rest(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._context.checkpoint()
            time.sleep(STEP_S)

    def _close(self) -> None:
        if self._destination is not None:
            self._destination.__exit__(None, None, None)
        self._destination = None


class Sender:
    """Sends the parcels of one delivery, and keeps what is where and who got what."""

    def __init__(
        self, database: Database, line: Line, destination: str, delivery_id: DeliveryId, scratch: Path
    ) -> None:
        """Make one.

        Args:
            database: the library's.
            line: to where the parcels go.
            destination: what that is called.
            delivery_id: of the delivery.
            scratch: the folder of files that were made for it, which are deleted when they are sent.
        """
        self._database, self._line, self._destination = database, line, destination
        self._delivery_id, self._scratch = delivery_id, scratch
        self.photos, self.sent, self.there = 0, 0, 0
        self.failures: list[FileFailure] = []
        self.failed: set[PlannedFile] = set()

    def send(self, parcel: Parcel) -> None:
        """Have a parcel at the destination. What can't be made of it is a failure, and the rest goes on."""
        try:
            known = self._known(parcel.name)
            if known is not None and self._is_there(parcel, known):
                self.there += 1
            else:
                self._put(parcel, ours=known is not None)
                self.sent += 1
        except PhotoError as exc:
            for file in parcel.files:
                self.fail(file, exc)
            if not parcel.files:
                self.failures.append(FileFailure(Path(parcel.name), exc.code, exc.reason))
            return
        self._note(parcel)

    def fail(self, file: PlannedFile, exc: PhotoError) -> None:
        """Note that a photo can't be handed out."""
        if file not in self.failed:
            self.failed.add(file)
            self.failures.append(FileFailure(file.wanted.photo.path, exc.code, exc.reason))

    def _is_there(self, parcel: Parcel, known: DeliveredFileRow) -> bool:
        if not known.done or known.recipe != parcel.recipe:
            return False
        return self._line.size(parcel.name) == known.size

    def _put(self, parcel: Parcel, *, ours: bool) -> None:
        """Make a parcel and send it, in the place of a file that is `ours`.

        Raises:
            PhotoError: it can't be made, or its place is taken by a file that is not Playertag's.
        """
        if not ours and self._line.size(parcel.name) is not None:
            raise PhotoError(
                "taken",
                said(
                    "There is a file {name} already that Playertag did not put there. It was left as it is.",
                    name=parcel.name,
                ),
            )
        failed = len(self.failed)
        made = parcel.make()
        try:
            # One that lacks a photo is made anew the next time.
            recipe = parcel.recipe if len(self.failed) == failed else ""
            self._remember(parcel.name, recipe, made.stat().st_size, done=False)
            self._line.put(parcel.name, made)
            self._remember(parcel.name, recipe, made.stat().st_size, done=True)
        finally:
            if made.is_relative_to(self._scratch):
                made.unlink()

    def _known(self, name: str) -> DeliveredFileRow | None:
        with self._database.read() as session:
            row = session.get(DeliveredFileRow, (self._destination, name))
            if row is not None:
                session.expunge(row)
            return row

    def _remember(self, name: str, recipe: str, size: int, *, done: bool) -> None:
        with self._database.write() as session:
            session.merge(
                DeliveredFileRow(
                    destination=self._destination, name=name, recipe=recipe, size=size, done=done
                )
            )

    def _note(self, parcel: Parcel) -> None:
        """Keep who got what."""
        if parcel.recipient is None:
            return
        with self._database.write() as session:
            for file in parcel.files:
                if file not in self.failed:
                    self.photos += 1
                    session.merge(
                        DeliveredPhotoRow(
                            delivery_id=self._delivery_id,
                            name=f"{parcel.recipient.folder}/{file.name}",
                            recipient=parcel.recipient.name,
                            player_id=parcel.recipient.player_id,
                            photo_id=file.wanted.photo.id,
                        )
                    )
