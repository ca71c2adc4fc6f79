"""Whom photos' own files name: other programs may have written there who is in a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.db.engine import Database
from core.db.queries import chunks
from core.delivery.names import Names
from core.jobs import JobContext
from core.metadata.exiftool import FILES_AT_ONCE, ExifTool
from core.metadata.sidecars import sidecars_of
from core.metadata.tags import ERROR, LOST, WARNING
from core.pairs import partners_of
from core.types import Photo, PhotoId
from core.words import said

SEARCHED = ("XMP:all", "IPTC:all", "EXIF:XPKeywords", WARNING)
# Fields by parts of their names: what IPTC, the Metadata Working Group, Microsoft, digiKam, ACDSee, Media Pro
# and others have for persons, face regions and keywords. What tells of the event, or of who took the picture,
# names people, too, who need not be in it: captions, titles, places, authors.
WHO_IS_SHOWN = re.compile(r"person|people|face|region|keyword|subject|tagslist|categor|catalogsets", re.I)
# Of a region these say what it is.
NO_NAMES = frozenset({"Type", "Unit", "FocusUsage"})


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Who stands in the files of photos: by photo the folded names, and the files that can't be read."""

    names: Mapping[PhotoId, set[str]]
    unreadable: Mapping[PhotoId, Path]


class Mentions:
    """Looks into files for the names of some people."""

    def __init__(self, database: Database, tool: ExifTool, names: Names) -> None:
        self._database, self._tool, self._names = database, tool, names

    def of(self, photos: Sequence[Photo], context: JobContext, *, names_only: bool = False) -> Mentioned:
        """What the file of each photo, its name, its partners and all sidecars say.

        `names_only`: by what the files are called alone, which takes no ExifTool.

        Raises:
            ToolMissingError: ExifTool is not on this computer.
            CancelledError: a stop was asked for.
        """
        names: dict[PhotoId, set[str]] = {}
        unreadable: dict[PhotoId, Path] = {}
        parts = chunks(photos, FILES_AT_ONCE)
        for part in context.track(said("Reading files"), parts, -(-len(photos) // FILES_AT_ONCE)):
            about = self._files_about(part)
            there = [] if names_only else [path for path in about if path.exists()]
            read = self._tool.read(there, SEARCHED)
            for path, photo in about.items():
                told = read.get(path, {})
                for text in (path.stem, *_who_is_shown(told)):
                    if named := self._names.within(text):
                        names.setdefault(photo.id, set()).update(named)
                if ERROR in told or any(sign in str(told.get(WARNING)) for sign in LOST):
                    unreadable[photo.id] = path
        return Mentioned(names, unreadable)

    def _files_about(self, photos: Sequence[Photo]) -> Mapping[Path, Photo]:
        """The files of some photos, their partners, and all that may say something of these."""
        with self._database.read() as session:
            partners = partners_of(session, [photo.id for photo in photos])
        return {
            path: photo
            for photo in photos
            for picture in (photo.path, *partners.get(photo.id, ()))
            for path in (picture, *sidecars_of(picture))
        }


def _who_is_shown(told: Mapping[str, Any]) -> Iterator[str]:
    """The texts in what ExifTool tells of a file that may say who is in the picture."""
    for field, value in told.items():
        if WHO_IS_SHOWN.search(field.rpartition(":")[2]):
            yield from _texts(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        with suppress(UnicodeError):  # UTF-8 that does not say so is read as Latin letters
            yield value.encode("cp1252").decode()
    elif isinstance(value, Mapping):
        for name, part in value.items():
            if name not in NO_NAMES:
                yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
