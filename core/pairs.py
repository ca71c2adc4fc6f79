"""RAW and JPEG of one shot are one photo: one of them is seen, and the other is its partner.

Names and copies are for both. The JPEG is the one that is seen, unless the RAW file was there before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.db.engine import Database
from core.db.queries import among, chunks, rows_of
from core.db.schema import FileFailureRow, PartnerFileRow, PhotoFileRow
from core.errors import PhotoError
from core.imaging.decode import read_exif
from core.metadata.exif import read_shot
from core.types import PICTURE_SUFFIXES, RAW_SUFFIXES, PhotoId

# What a camera writes of a shot bears one time; of two shots of one name on two cards it does not.
SAME_MOMENT = timedelta(seconds=2)


def partners_among(database: Database, files: Sequence[Path]) -> dict[Path, Path]:
    """Those of some files that are partners, each with the file that is seen, of these or of a photo."""
    wanted = set(files)
    pairs = [pair for pair in _pairs_beside(files) if not wanted.isdisjoint(pair)]
    beside = list(map(str, chain.from_iterable(pairs)))
    with database.read() as session:
        photos = photos_at(session, beside)
        known = session.scalars(select(PartnerFileRow.path).where(among(PartnerFileRow.path, beside)))
        partners_before = set(map(Path, known))
    new, there = wanted - photos.keys(), wanted | photos.keys()
    partners: dict[Path, Path] = {}
    for raw, other in pairs:
        seen, partner = (raw, other) if raw in photos else (other, raw)
        alike = partner in partners_before or _of_one_moment(raw, other)
        if partner in new and seen in there and alike:
            partners[partner] = seen
    return partners


def remember_partners(database: Database, partners: Mapping[Path, PhotoId]) -> None:
    """These are files of the shots of photos."""
    with database.write() as session:
        for path, photo_id in partners.items():
            try:
                stat = path.stat()
            except OSError:  # it was taken away meanwhile
                continue
            session.merge(
                PartnerFileRow(
                    path=str(path), photo_id=photo_id, size=stat.st_size, mtime_ns=stat.st_mtime_ns
                )
            )
            session.execute(delete(FileFailureRow).where(FileFailureRow.path == str(path)))


def photos_at(session: Session, files: Iterable[Path | str]) -> dict[Path, PhotoId]:
    """The photos of those files that are of one."""
    asked = select(PhotoFileRow.path, PhotoFileRow.photo_id)
    asked = asked.where(among(PhotoFileRow.path, map(str, files)))
    return {Path(path): PhotoId(photo_id) for path, photo_id in rows_of(session, asked)}


def partners_of(session: Session, photo_ids: Sequence[PhotoId]) -> dict[PhotoId, list[Path]]:
    """The partners of photos that have any."""
    found: dict[PhotoId, list[Path]] = {}
    asked = select(PartnerFileRow.photo_id, PartnerFileRow.path).order_by(PartnerFileRow.path)
    for part in chunks(photo_ids):
        for photo_id, path in session.execute(asked.where(PartnerFileRow.photo_id.in_(part))):
            found.setdefault(PhotoId(photo_id), []).append(Path(path))
    return found


def _pairs_beside(files: Iterable[Path]) -> list[tuple[Path, Path]]:
    """Each RAW file in the folders of some files, and the other picture of its name there."""
    pairs: list[tuple[Path, Path]] = []
    for folder in dict.fromkeys(file.parent for file in files):
        pictures = _pictures_in(folder)
        others = {one.stem: one for one in reversed(pictures) if one.suffix.lower() not in RAW_SUFFIXES}
        raws = [one for one in pictures if one.suffix.lower() in RAW_SUFFIXES]
        pairs += [(raw, others[raw.stem]) for raw in raws if raw.stem in others]
    return pairs


def _pictures_in(folder: Path) -> list[Path]:
    try:
        files = sorted(folder.iterdir())
    except OSError:  # whoever reads its files will say what is wrong
        return []
    return [file for file in files if file.suffix.lower() in PICTURE_SUFFIXES]


def _of_one_moment(raw: Path, other: Path) -> bool:
    """Whether two files may be of one shot by their times; one that tells none is of that of its name."""
    first, second = _taken_at(raw), _taken_at(other)
    return first is None or second is None or abs(first - second) <= SAME_MOMENT


def _taken_at(path: Path) -> datetime | None:
    try:
        return read_shot(read_exif(path)).taken_at
    except PhotoError:
        return None
