"""Copying off a card what is new on it, to one or two places; each copy is read back and compared.

A copy is made under a hidden name beside its place, and takes that when it is proven: a card that is pulled
out, a full disk or a stop leave nothing half written, and the next run goes on. Nothing is overwritten.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from core.copying import Copy, copied, digest_of, verify
from core.db.engine import Database
from core.db.queries import among, rows_of
from core.db.schema import CardFileRow, PartnerFileRow, PhotoFileRow
from core.errors import CardError, InvalidValueError, NoRoomError, PhotoError, unreadable
from core.file_names import safe_name
from core.files import beside, clear_unfinished, put_new, translated_disk_errors
from core.imaging.decode import read_exif
from core.jobs import JobContext
from core.metadata.captions import filled, require_template
from core.metadata.exif import Shot, read_shot
from core.scanning import scan
from core.types import (
    PICTURE_SUFFIXES,
    RAW_SUFFIXES,
    CardPlan,
    CardPreview,
    CardReport,
    FileFailure,
    Room,
    short_camera,
)
from core.words import said

FIELDS = ("date", "time", "year", "month", "day", "camera", "folder", "name")


@dataclass(frozen=True, slots=True)
class _Shot:
    """The pictures of one shot, and what belongs to them, as sidecars and spoken notes."""

    pictures: tuple[Path, ...]
    companions: tuple[Path, ...]

    @property
    def name(self) -> str:
        return self.pictures[0].stem

    def ending(self, file: Path) -> str:
        """What its files have behind their name."""
        return file.name[len(self.name) :]


@dataclass(frozen=True, slots=True)
class _Card:
    """What is on a card; `left` are files that belong to no picture."""

    folder: Path
    shots: tuple[_Shot, ...]
    left: int
    failures: tuple[FileFailure, ...]
    cleared: set[Path] = field(default_factory=set)
    """Folders in which nothing is left any more of a copy that was killed."""

    @property
    def pictures(self) -> list[Path]:
        return [picture for shot in self.shots for picture in shot.pictures]

    def failure(self, shot: _Shot, exc: PhotoError) -> FileFailure:
        """Why a shot was not copied.

        Raises:
            CardError: because the card is gone.
        """
        if not any(_is_there(str(picture)) for picture in self.pictures):
            raise CardError from exc
        return FileFailure(shot.pictures[0], exc.code, exc.reason)


class Cards:
    """Copies off cards, and remembers what was copied."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def preview(self, plan: CardPlan, context: JobContext) -> CardPreview:
        """What `copy` would copy.

        Only pictures are read that may be known by their size: one of which another program, or Playertag,
        changed the file in the library counts as new here, and `copy` finds that it is not.

        Raises:
            InvalidValueError: the template has an unknown field, or a folder can't be used.
            CardError: the card is gone.
            LibraryError: a disk can't be looked at.
            CancelledError: a stop was asked for.
        """
        card = _look(plan)
        failures = list(card.failures)
        new = known = size = 0
        remembered, sizes = self._remembered(card), self._sizes()

        def is_new(picture: Path, size: int) -> bool:
            if picture in remembered or size not in sizes:
                return picture not in remembered
            return not self._is_known(digest_of(picture, context), card.folder)

        for shot in context.track(said("Looking at the card"), card.shots, len(card.shots)):
            try:
                size_of = {file: _stat(file).st_size for file in (*shot.pictures, *shot.companions)}
                fresh = [picture for picture in shot.pictures if is_new(picture, size_of[picture])]
            except PhotoError as exc:
                failures.append(card.failure(shot, exc))
                continue
            new, known = new + len(fresh), known + len(shot.pictures) - len(fresh)
            size += sum(size_of[file] for file in (*fresh, *(shot.companions if fresh else ())))
        rooms = _rooms(plan, size)
        return CardPreview(new, known, size, card.left, _first(plan, card), rooms, tuple(failures))

    def copy(self, plan: CardPlan, context: JobContext) -> CardReport:
        """Copy what is new, and remember it.

        New is a picture of which there is no file yet, in the library or copied before, but the one on the
        card. One whose name is taken by another picture gets a number, and what belongs to it the same.

        Raises:
            InvalidValueError: the template has an unknown field, or a folder can't be used.
            CardError: the card is gone.
            NoRoomError: a disk has less room than what is surely new takes; nothing was copied.
            LibraryError: a disk is full or may not be written to.
            CancelledError: a stop was asked for.
        """
        card = _look(plan)
        failures = list(card.failures)
        new = known = size = 0
        remembered = self._remembered(card)
        self._require_room(plan, set(card.pictures) - remembered)
        for shot in context.track(said("Copying off the card"), card.shots, len(card.shots)):
            wanted = [picture for picture in shot.pictures if picture not in remembered]
            try:
                done = self._copy(shot, wanted, card, plan, context) if wanted else []
            except PhotoError as exc:
                failures.append(card.failure(shot, exc))
                continue
            pictures = sum(copy.source in wanted for copy in done)
            new, known = new + pictures, known + len(shot.pictures) - pictures
            size += sum(copy.size for copy in done)
        return CardReport(new, known, size, card.left, self._outside(card.pictures), tuple(failures))

    def _require_room(self, plan: CardPlan, wanted: Iterable[Path]) -> None:
        """See that there is room for those of some pictures that are new by their size alone.

        Raises:
            NoRoomError: at one of the places there is none.
        """
        known = self._sizes()
        size = sum(size for size in map(_size, wanted) if size not in known)
        for room in _rooms(plan, size):
            if room.free < room.needed:
                raise NoRoomError(room.folder, room.needed, room.free)

    def _copy(
        self, shot: _Shot, wanted: Sequence[Path], card: _Card, plan: CardPlan, context: JobContext
    ) -> list[Copy]:
        """Copy those pictures of a shot that turn out to be new, and what belongs to it; what was copied.

        Raises:
            PhotoError: a file can't be read, or a copy is not what was read; nothing of the shot was copied.
            LibraryError: a disk is full or may not be written to.
        """
        place = _place(plan.template, shot)
        folders = [(destination / place).parent for destination in plan.destinations]
        with ExitStack() as unfinished:

            def fetch(file: Path) -> Copy:
                made = [beside(folder / file.name) for folder in folders]
                for one in made:
                    unfinished.callback(one.unlink, missing_ok=True)
                return copied(file, made, context)

            for folder in folders:
                with translated_disk_errors(folder):
                    folder.mkdir(parents=True, exist_ok=True)
                if folder not in card.cleared:
                    clear_unfinished(folder)
                    card.cleared.add(folder)
            fresh = [one for one in map(fetch, wanted) if not self._is_known(one.digest, card.folder)]
            copies = {
                shot.ending(one.source): one
                for one in (*fresh, *map(fetch, shot.companions if fresh else ()))
            }
            for one in copies.values():
                verify(one, context)
            name = _free_name(place.name, folders, copies, context)
            for ending, copy in copies.items():
                for folder, made in zip(folders, copy.made, strict=True):
                    target = folder / f"{name}{ending}"
                    if not _holds(target, copy, context):  # else a run was stopped behind it
                        with translated_disk_errors(target):
                            put_new(made, target)
        self._remember({folders[0] / f"{name}{shot.ending(one.source)}": one for one in fresh})
        return list(copies.values())

    def _remember(self, copies: Mapping[Path, Copy]) -> None:
        with self._database.write() as session:
            for place, copy in copies.items():
                path = os.path.abspath(place)  # noqa: PTH100 - as imports keep it: links are not followed
                session.merge(
                    CardFileRow(
                        digest=copy.digest,
                        name=copy.source.name,
                        size=copy.size,
                        mtime_ns=copy.mtime_ns,
                        path=path,
                    )
                )

    def _remembered(self, card: _Card) -> set[Path]:
        """The pictures of a card that were copied before, and are kept."""
        with self._database.read() as session:
            rows = _rows_of(session, card.pictures)
            kept = _kept(session, [row.digest for row in rows.values()], card.folder)
        return {picture for picture, row in rows.items() if row.digest in kept}

    def _outside(self, pictures: Sequence[Path]) -> tuple[Path, ...]:
        """The copies of these that are not in the library."""
        with self._database.read() as session:
            paths = [row.path for row in _rows_of(session, pictures).values()]
            tables = (PhotoFileRow, PartnerFileRow)
            of_library = union(*(select(one.path).where(among(one.path, paths)) for one in tables))
            inside = {path for (path,) in rows_of(session, of_library)}
        return tuple(Path(path) for path in dict.fromkeys(paths) if path not in inside and _is_there(path))

    def _is_known(self, digest: str, card: Path) -> bool:
        with self._database.read() as session:
            return bool(_kept(session, [digest], card))

    def _sizes(self) -> set[int]:
        """The sizes of all files that are known."""
        with self._database.read() as session:
            sizes = union(select(PhotoFileRow.size), select(CardFileRow.size))
            return {size for (size,) in rows_of(session, sizes)}


def _rows_of(session: Session, pictures: Sequence[Path]) -> dict[Path, CardFileRow]:
    """What is remembered of the files of a card; those that can't be looked at are left out."""
    names = select(CardFileRow).where(among(CardFileRow.name, {picture.name for picture in pictures}))
    known = {(row.name, row.size, row.mtime_ns): row for row in session.scalars(names)}
    session.expunge_all()
    found: dict[Path, CardFileRow] = {}
    for picture in pictures:
        with suppress(OSError):
            stat = picture.stat()
            if (row := known.get((picture.name, stat.st_size, stat.st_mtime_ns))) is not None:
                found[picture] = row
    return found


def _kept(session: Session, digests: Sequence[str], card: Path) -> set[str]:
    """Those contents of which there is a file, of the library or a copy, that is not on this card."""
    copies = select(CardFileRow.digest, CardFileRow.path).where(among(CardFileRow.digest, digests))
    photos = select(PhotoFileRow.photo_id, PhotoFileRow.path)
    photos = photos.where(among(PhotoFileRow.photo_id, digests))
    return {
        digest
        for query in (copies, photos)
        for digest, path in rows_of(session, query)
        if not Path(path).is_relative_to(card) and _is_there(path)
    }


def _is_there(path: str) -> bool:
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises where a disk is out of order


def _look(plan: CardPlan) -> _Card:
    """What is on the card of a plan.

    Raises:
        InvalidValueError: the template has an unknown field, or a folder can't be used.
    """
    require_template("template", plan.template, FIELDS)
    for folder in (plan.card, *plan.destinations):
        if not folder.is_dir():
            raise InvalidValueError("folder", said("there is no folder {folder}.", folder=folder))
    card, *others = (folder.resolve() for folder in (plan.card, *plan.destinations))
    if any(one.is_relative_to(card) for one in others):
        raise InvalidValueError("folder", said("copies go to another place than the card itself."))
    if len(set(others)) < len(others):
        raise InvalidValueError("folder", said("two copies in one folder are one."))
    found = list(scan([card]))
    files = [item for item in found if isinstance(item, Path)]
    pictures = [file for file in files if file.suffix.lower() in PICTURE_SUFFIXES]
    of_shot: dict[tuple[Path, str], list[Path]] = {}
    for picture in pictures:
        of_shot.setdefault(_shot_of(picture), []).append(picture)
    companions: dict[tuple[Path, str], list[Path]] = {}
    for file in chain.from_iterable(map(_files_in, dict.fromkeys(one.parent for one in pictures))):
        if file.suffix.lower() not in PICTURE_SUFFIXES and _shot_of(file) in of_shot:
            companions.setdefault(_shot_of(file), []).append(file)
    shots = [_Shot(tuple(of_it), tuple(companions.get(key, ()))) for key, of_it in of_shot.items()]
    gone_along = set(chain.from_iterable(companions.values()))
    return _Card(
        card,
        tuple(shots),
        len([file for file in files if file not in gone_along]) - len(pictures),
        tuple(item for item in found if isinstance(item, FileFailure)),
    )


def _shot_of(file: Path) -> tuple[Path, str]:
    """By what the files of one shot are known: IMG_1.CR3, IMG_1.JPG, IMG_1.xmp and IMG_1.CR3.xmp."""
    stem = Path(file.stem)
    name = stem.stem if stem.suffix.lower() in PICTURE_SUFFIXES else file.stem
    return file.parent, name


def _files_in(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return sorted(Path(one.path) for one in entries if one.is_file() and not one.name.startswith("."))
    except OSError:  # it was looked into a moment ago: its pictures say what is wrong
        return []


def _first(plan: CardPlan, card: _Card) -> Path | None:
    if not card.shots:
        return None
    shot = card.shots[0]
    try:
        place = plan.destinations[0] / _place(plan.template, shot)
    except PhotoError:
        return None
    return place.with_name(f"{place.name}{shot.ending(shot.pictures[0])}")


def _place(template: str, shot: _Shot) -> Path:
    """Where the files of a shot go below a destination, without their endings."""
    taken_at, camera = _time_and_camera(shot)
    values = {
        "date": f"{taken_at:%Y-%m-%d}",
        "time": f"{taken_at:%H-%M-%S}",
        "year": f"{taken_at:%Y}",
        "month": f"{taken_at:%m}",
        "day": f"{taken_at:%d}",
        "camera": camera,
        "folder": shot.pictures[0].parent.name,
        "name": shot.name,
    }
    path = filled(template, {field: safe_name(value, "") for field, value in values.items()})
    parts = [name for part in re.split(r"[/\\]", path) if (name := safe_name(part, ""))]
    return Path(*(parts or [safe_name(shot.name, "photo")]))


def _time_and_camera(shot: _Shot) -> tuple[datetime, str]:
    """By the EXIF of the picture of which it is quickest read; the file's time where that tells none."""
    quickest = min(shot.pictures, key=lambda one: one.suffix.lower() in RAW_SUFFIXES)
    try:
        told = read_shot(read_exif(quickest))
    except PhotoError:
        told = Shot()
    return told.taken_at or datetime.fromtimestamp(_stat(quickest).st_mtime), short_camera(told.camera)


def _free_name(name: str, folders: Sequence[Path], copies: Mapping[str, Copy], context: JobContext) -> str:
    """A name, or with the first number, under which no other content is in any of the folders."""
    for number in count(1):
        numbered = name if number == 1 else f"{name}-{number}"
        places = [
            (folder / f"{numbered}{ending}", copy) for folder in folders for ending, copy in copies.items()
        ]
        if all(not place.exists() or _holds(place, copy, context) for place, copy in places):
            return numbered
    raise AssertionError("numbers have no end")


def _holds(place: Path, copy: Copy, context: JobContext) -> bool:
    """Whether a file is there already, with the content of the copy."""
    return place.exists() and digest_of(place, context) == copy.digest


def _rooms(plan: CardPlan, size: int) -> tuple[Room, ...]:
    """The places of a plan; two on one disk take twice as much of it.

    Raises:
        LibraryError: one can't be looked at.
    """
    rooms: list[Room] = []
    disks: list[int] = []
    for folder in plan.destinations:
        with translated_disk_errors(folder):
            disks.append(folder.stat().st_dev)
            rooms.append(Room(folder, size, shutil.disk_usage(folder).free))
    return tuple(
        replace(room, needed=size * disks.count(disk)) for room, disk in zip(rooms, disks, strict=True)
    )


def _size(file: Path) -> int:
    """0 where it can't be looked at, which is told when it is copied."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _stat(file: Path) -> os.stat_result:
    try:
        return file.stat()
    except OSError as exc:
        raise unreadable(exc) from exc
