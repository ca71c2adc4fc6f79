"""Whom photos' own files name: other programs may have written there who is in a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from core.db.engine import Database
from core.db.queries import chunks
from core.folding import folded
from core.jobs import JobContext
from core.metadata.exiftool import FILES_AT_ONCE, ExifTool
from core.metadata.sidecars import sidecars_of
from core.pairs import partners_of
from core.types import Photo, PhotoId
from core.words import said

# Whatever people and programs write of a picture, in fields of any name; twice of the same name, too.
TEXTS = ("a", "XMP:all", "IPTC:all", "EXIF:all")
BETWEEN_NAMES = re.compile(r"[,;:|/\\\n]+")
WORD = re.compile(r"\w+")


class Names:
    """Names of people that are looked for in texts."""

    def __init__(self, names: Sequence[str]) -> None:
        """Make it; `names` are folded (see `core.folding`)."""
        self._whole = frozenset(names)
        self._by_first: dict[str, list[tuple[list[str], str]]] = {}
        for name in names:
            words = WORD.findall(name)
            for order in (words, [*words[-1:], *words[:-1]]) if len(words) > 1 else ():
                self._by_first.setdefault(order[0], []).append((order, name))

    def within(self, text: str) -> set[str]:
        """Which of them stand in a text: alone or among others; in sentences only those of several words.

        A name of several words may begin with the last one, as in an index.
        """
        found = {folded(part) for part in BETWEEN_NAMES.split(text)} & self._whole
        words = WORD.findall(folded(text))
        for at, word in enumerate(words):
            for order, name in self._by_first.get(word, ()):
                if words[at : at + len(order)] == order:
                    found.add(name)
        return found


class Mentions:
    """Looks into files for the names of some people."""

    def __init__(self, database: Database, tool: ExifTool, names: Names) -> None:
        """Make it.

        Args:
            database: the library's.
            tool: what reads files.
            names: of those who are looked for.
        """
        self._database, self._tool, self._names = database, tool, names

    def of(self, photos: Sequence[Photo], context: JobContext) -> dict[PhotoId, set[str]]:
        """Which of the names stand in the file of each photo, in its name, in its partners' or in a sidecar.

        Photos without any are not in it.

        Raises:
            ToolMissingError: ExifTool is not on this computer.
            CancelledError: a stop was asked for.
        """
        found: dict[PhotoId, set[str]] = {}
        parts = chunks(photos, FILES_AT_ONCE)
        for part in context.track(said("Reading files"), parts, -(-len(photos) // FILES_AT_ONCE)):
            about = self._files_about(part)
            read = self._tool.read([path for path in about if path.exists()], TEXTS)
            for path, photo in about.items():
                for text in (path.stem, *_texts(read.get(path, {}))):
                    if named := self._names.within(text):
                        found.setdefault(photo.id, set()).update(named)
        return found

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


def _texts(told: Any) -> Iterator[str]:
    """Every text in what ExifTool tells of a file."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping):
        for value in told.values():
            yield from _texts(value)
    elif isinstance(told, list):
        for value in told:
            yield from _texts(value)
