"""Handing photos out: `Library.deliveries`."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC
from functools import partial
from pathlib import Path

from sqlalchemy import func, select

from core.auth import credentials
from core.db.engine import Database
from core.db.queries import among, chunks, require_row
from core.db.schema import DeliveredPhotoRow, DeliveryRow, PhotoRow, PlayerRow, new_id
from core.delivery.copies import Copies, digest_of, read_logo
from core.delivery.mentions import Mentioned, Mentions
from core.delivery.names import Names
from core.delivery.planning import Planned, PlannedFile, planned
from core.delivery.sending import Line, Parcel, Sender
from core.delivery.sheets import write_sheet
from core.errors import InvalidValueError, PhotoError, ToolMissingError
from core.export import write_csv
from core.files import translated_disk_errors
from core.images import Images
from core.jobs import JobContext
from core.metadata.exiftool import ExifTool
from core.recognition.consent import disagrees, refused_in
from core.settings import Settings
from core.storage.destination import (
    PASSWORD_VARIABLE,
    Destination,
    Login,
    called,
    destination_address,
    open_destination,
    server_of,
)
from core.storage.folder import require_parent
from core.types import (
    DeliveryId,
    DeliveryOrder,
    DeliveryPlan,
    DeliveryReport,
    PastDelivery,
    Photo,
    PhotoId,
    PlayerId,
    Received,
    Recipient,
)
from core.wanted_tags import Wanted, wanted_tags
from core.words import said

MANIFEST = "manifest.csv"
MANIFEST_COLUMNS = ("recipient", "file", "photo", "taken", "players", "match", "court", "photo_id")
SHEET = "contact sheet.pdf"


class Deliveries:
    """Hands photos out, and keeps who got what."""

    def __init__(
        self, database: Database, settings: Callable[[], Settings], images: Images, tool: ExifTool
    ) -> None:
        self._database, self._settings, self._images, self._tool = database, settings, images, tool

    def preview(self, order: DeliveryOrder) -> DeliveryPlan:
        """What an order comes to, also one that does not say yet where to; nothing is made or sent.

        Raises:
            NotFoundError: there is no such gallery.
            InvalidValueError: the address, the template of the files' names, or the logo.
            DestinationError: it is a folder here that can't be made.
        """
        if order.to and isinstance(address := destination_address(order.to), Path):
            require_parent(address)
        if order.as_jpeg and order.logo:
            read_logo(order.logo)
        plan = self._planned(order).plan
        return replace(plan, files_unread=False, tool_missing=True) if self._tool_missing() else plan

    def sign_in(self, to: str, login: Login) -> bool:
        """See that a server lets a login in, and keep it, for whichever folder of it.

        Returns:
            Whether a keyring keeps it; else it is forgotten when the program ends.

        Raises:
            InvalidValueError: it is no address.
            UnknownHostError: nothing vouches for the server.
            DestinationError: it does not let the login in, or can't be reached.
        """
        with open_destination(to, login) as destination:
            destination.size(MANIFEST)
        return credentials.keep(_kept_as(to), login.as_text())

    def send(self, order: DeliveryOrder, context: JobContext) -> DeliveryReport:
        """Hand photos out; what is there from an earlier run is not sent again.

        A file that is not Playertag's is not replaced: that is a failure. A photo whose own file names
        somebody whose photos are not handed out goes to nobody, as the plan in the report says; one of which
        nobody can tell whom it names is a failure, too.

        Raises:
            NotFoundError: there is no such gallery.
            InvalidValueError: the address, the template or the logo; or nobody gets anything, since
                nobody may, or since all files name somebody whose photos are not handed out.
            UnknownHostError: nothing vouches for the server.
            DestinationError: it does not let us in, or can't be reached; what was sent until then is there.
            LibraryError: the disk is full.
            CancelledError: a stop was asked for; running it again goes on.
        """
        whole = self._planned(order)
        if not whole.files:
            raise InvalidValueError("delivery", said("there is no photo that anybody may get."))
        tool_missing = self._tool_missing()
        mentioned = self._mentioned(whole, context, names_only=tool_missing)
        if mentioned.names:
            whole = self._planned(order, mentioned.names)
            _require_some(whole)
        plan = replace(whole.plan, files_unread=False, tool_missing=tool_missing)
        if tool_missing:
            order = replace(order, names=False)
        to = called(order.to)
        with ExitStack() as stack:
            scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="playertag-")))
            copies = Copies(self._database, self._tool, order, scratch)
            line = stack.enter_context(Line(partial(_opened, to), context))
            delivery_id = self._begin(to)
            sender = Sender(self._database, line, to, delivery_id, scratch)
            _fail_unreadable(whole, mentioned, sender)
            parcels = list(self._parcels(whole, order, copies, sender, scratch))
            for parcel in context.track(said("Delivering"), parcels, len(parcels)):
                sender.send(parcel)
            sender.send(self._manifest(to, scratch))
        return DeliveryReport(
            delivery_id,
            sender.photos,
            sender.sent,
            sender.there,
            tuple(sender.failures),
            plan,
            self._out_before(to, whole.left_out),
        )

    def history(self) -> list[PastDelivery]:
        """All deliveries, the latest first."""
        of_it = DeliveredPhotoRow.delivery_id == DeliveryRow.id
        photos = func.count(DeliveredPhotoRow.name)
        recipients = func.count(DeliveredPhotoRow.recipient.distinct())
        asked = (
            select(DeliveryRow.id, DeliveryRow.at, DeliveryRow.destination, recipients, photos)
            .outerjoin(DeliveredPhotoRow, of_it)
            .group_by(DeliveryRow.id)
            .order_by(DeliveryRow.at.desc(), DeliveryRow.id.desc())
        )
        with self._database.read() as session:
            return [
                PastDelivery(DeliveryId(one), at.replace(tzinfo=UTC), to, recipients, photos)
                for one, at, to, recipients, photos in session.execute(asked)
            ]

    def received(self, delivery_id: DeliveryId) -> list[Received]:
        """Who got what by a delivery.

        Raises:
            NotFoundError: there is no such delivery.
        """
        with self._database.read() as session:
            require_row(session, DeliveryRow, delivery_id, said("delivery"))
            asked = select(DeliveredPhotoRow).where(DeliveredPhotoRow.delivery_id == delivery_id)
            return [
                Received(
                    row.recipient,
                    PlayerId(row.player_id) if row.player_id else None,
                    PhotoId(row.photo_id),
                    row.name,
                )
                for row in session.scalars(asked.order_by(DeliveredPhotoRow.name))
            ]

    def _planned(
        self, order: DeliveryOrder, in_files: Mapping[PhotoId, Collection[str]] | None = None
    ) -> Planned:
        with self._database.read() as session:
            return planned(session, self._settings(), order, in_files)

    def _tool_missing(self) -> bool:
        try:
            self._tool.version()
        except ToolMissingError:
            return True
        return False

    def _mentioned(self, whole: Planned, context: JobContext, *, names_only: bool) -> Mentioned:
        """Who of those who are kept back stands in the photos' own files."""
        if not whole.kept_back:
            return Mentioned({}, {})
        photos = {file.wanted.photo.id: file.wanted.photo for _, files in whole.files for file in files}
        names = Names(whole.kept_back, whole.names)
        return Mentions(self._database, self._tool, names).of(
            list(photos.values()), context, names_only=names_only
        )

    def _out_before(self, to: str, left_out: Collection[PhotoId]) -> int:
        """How many of these photos were delivered to a place."""
        asked = (
            select(func.count(DeliveredPhotoRow.photo_id.distinct()))
            .join(DeliveryRow, DeliveryRow.id == DeliveredPhotoRow.delivery_id)
            .where(DeliveryRow.destination == to)
        )
        with self._database.read() as session:
            return sum(
                session.scalar(asked.where(among(DeliveredPhotoRow.photo_id, part))) or 0
                for part in chunks(list(left_out))
            )

    def _begin(self, to: str) -> DeliveryId:
        with self._database.write() as session:
            row = DeliveryRow(id=new_id(), destination=to, who=self._database.author())
            session.add(row)
            return DeliveryId(row.id)

    def _parcels(
        self,
        whole: Planned,
        order: DeliveryOrder,
        copies: Copies,
        sender: Sender,
        scratch: Path,
    ) -> Iterator[Parcel]:
        """All that is to be sent but the manifest; each is made when its turn comes."""
        for recipient, files in whole.files:
            parts = list(_photos(recipient, files, copies, sender))
            if order.sheet and parts:
                parts.append(self._sheet(recipient, [file for part in parts for file in part.files], scratch))
            if order.zipped and parts:
                yield _zipped(recipient, parts, sender, scratch)
            else:
                yield from (replace(part, name=f"{recipient.folder}/{part.name}") for part in parts)

    def _sheet(self, recipient: Recipient, files: Sequence[PlannedFile], scratch: Path) -> Parcel:
        shown = [(file.wanted.photo.id, file.name) for file in files]

        def make() -> Path:
            path = scratch / SHEET
            write_sheet(path, recipient.name, shown, self._images)
            return path

        return Parcel(SHEET, digest_of([recipient.name, shown]), make)

    def _manifest(self, to: str, scratch: Path) -> Parcel:
        """Who got what there by any delivery, as a file that people and programs read.

        Who got something and refuses by now, at all or in the photo's gallery, is not named in it.
        """
        with self._database.read() as session:
            asked = select(DeliveredPhotoRow).join(
                DeliveryRow, DeliveryRow.id == DeliveredPhotoRow.delivery_id
            )
            refusing = select(PlayerRow.id).where(disagrees())
            named = DeliveredPhotoRow.player_id.is_(None) | DeliveredPhotoRow.player_id.not_in(refusing)
            asked = asked.where(DeliveryRow.destination == to, named).order_by(DeliveryRow.at, DeliveryRow.id)
            got = {row.name: row for row in session.scalars(asked)}
            ids = list({PhotoId(row.photo_id) for row in got.values()})
            refused = refused_in(session, ids)
            got = {name: r for name, r in got.items() if r.player_id not in refused.get(r.photo_id, ())}
            known = {
                PhotoId(one)
                for part in chunks(ids)
                for one in session.scalars(select(PhotoRow.id).where(among(PhotoRow.id, part)))
            }
            photos = {one.photo.id: one for one in wanted_tags(session, self._settings(), list(known))}
            lines = [_line(got[name], photos.get(PhotoId(got[name].photo_id))) for name in sorted(got)]

        def make() -> Path:
            path = scratch / MANIFEST
            write_csv(path, MANIFEST_COLUMNS, lines, encoding="utf-8-sig")
            return path

        return Parcel(MANIFEST, digest_of(lines), make)


def _line(got: DeliveredPhotoRow, wanted: Wanted | None) -> tuple[str, ...]:
    """A line of the manifest; of a photo that the library has no more it tells little."""
    told: tuple[str, ...] = ("",) * 5
    if wanted is not None:
        values = (wanted.values[name] for name in ("players", "match", "court"))
        told = (wanted.photo.file_name, _taken(wanted.photo), *values)
    return got.recipient, got.name, *told, got.photo_id


def _photos(
    recipient: Recipient, files: Sequence[PlannedFile], copies: Copies, sender: Sender
) -> Iterator[Parcel]:
    """A parcel for each photo whose file is there."""
    for file in files:
        if file in sender.failed:
            continue
        try:
            recipe = copies.recipe(file)
        except PhotoError as exc:
            sender.fail(file, exc)
        else:
            yield Parcel(file.name, recipe, partial(copies.make, file), recipient, (file,))


def _zipped(recipient: Recipient, parts: Sequence[Parcel], sender: Sender, scratch: Path) -> Parcel:
    """Parcels as one ZIP, with a folder in it; pictures are not made smaller by packing them again."""

    def make() -> Path:
        path = scratch / "delivery.zip"
        with translated_disk_errors(path), zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
            for part in parts:
                try:
                    made = part.make()
                except PhotoError as exc:
                    for one in part.files:
                        sender.fail(one, exc)
                    continue
                file.write(made, f"{recipient.folder}/{part.name}")
                if made.is_relative_to(scratch):
                    made.unlink()
        return path

    files = tuple(file for part in parts for file in part.files)
    recipe = digest_of([(part.name, part.recipe) for part in parts])
    return Parcel(f"{recipient.folder}.zip", recipe, make, recipient, files)


def _fail_unreadable(whole: Planned, mentioned: Mentioned, sender: Sender) -> None:
    """Give up the photos of which it can't be told whom they name."""
    for _, files in whole.files:
        for file in files:
            if (path := mentioned.unreadable.get(file.wanted.photo.id)) is not None:
                words = said(
                    "What is written in {file} is damaged, so that it may name somebody whose photos are not "
                    "handed out. Mend it; a sidecar can also be removed.",
                    file=path.name,
                )
                sender.fail(file, PhotoError("damaged-names", words))


def _require_some(whole: Planned) -> None:
    """Refuse to deliver nothing.

    Raises:
        InvalidValueError: every file names somebody who is kept back.
    """
    if not whole.files:
        names = ", ".join(one.name for one in whole.plan.withheld if one.files)
        words = said(
            "there is no photo that anybody may get: the files themselves name {names}.", names=names
        )
        raise InvalidValueError("delivery", words)


def _taken(photo: Photo) -> str:
    return photo.corrected_at.isoformat(" ", "seconds") if photo.corrected_at else ""


def _opened(to: str) -> Destination:
    """Where an address leads, with the login that is kept for it."""
    kept = credentials.find(_kept_as(to))
    login = Login.from_text(kept) if kept else Login()
    if password := os.environ.get(PASSWORD_VARIABLE):
        login = replace(login, password=password)
    return open_destination(to, login)


def _kept_as(to: str) -> str:
    return f"delivery {server_of(to)}"
