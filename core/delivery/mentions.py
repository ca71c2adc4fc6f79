"""Whom photos' own files name: other programs may have written there who is in a picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from core.db.engine import Database
from core.db.queries import chunks
from core.folding import folded
from core.jobs import JobContext
from core.metadata.exiftool import FILES_AT_ONCE, ExifTool
from core.metadata.sidecars import sidecar_of
from core.metadata.tags import READ, FileTags, tags_of
from core.types import Photo, PhotoId, PlayerId
from core.wanted_tags import BETWEEN_LEVELS, names_written
from core.words import said


class Mentions:
    """Looks into files for the names of some people."""

    def __init__(self, database: Database, tool: ExifTool, people: Mapping[str, PlayerId]) -> None:
        """Make it.

        Args:
            database: the library's.
            tool: what reads files.
            people: who is looked for, by their folded names (see `core.folding`).
        """
        self._database, self._tool, self._people = database, tool, people

    def of(self, photos: Sequence[Photo], context: JobContext, *, own: bool) -> dict[PhotoId, set[PlayerId]]:
        """Who of these people is named by the file, or the sidecar, of each photo that names any of them.

        Args:
            photos: which.
            context: told how far it is.
            own: also where it was Playertag who wrote it.

        Raises:
            ToolMissingError: ExifTool is not on this computer.
            CancelledError: a stop was asked for.
        """
        found: dict[PhotoId, set[PlayerId]] = {}
        if not self._people:
            return found
        parts = chunks(photos, FILES_AT_ONCE)
        for part in context.track(said("Reading files"), parts, -(-len(photos) // FILES_AT_ONCE)):
            files = {path: photo for photo in part for path in (photo.path, sidecar_of(photo.path))}
            read = self._tool.read([path for path in files if path.exists()], READ)
            for path, told in read.items():
                if named := self._named(path, tags_of(told), own=own):
                    found.setdefault(files[path].id, set()).update(named)
        return found

    def _named(self, path: Path, tags: FileTags, *, own: bool) -> set[PlayerId]:
        ours = frozenset[str]()
        if not own:
            with self._database.read() as session:
                ours = names_written(session, path)
        names = {folded(name) for name in _names_in(tags) if name not in ours}
        return {self._people[name] for name in names & self._people.keys()}


def _names_in(tags: FileTags) -> Iterator[str]:
    yield from tags.persons
    yield from tags.keywords
    for levels in tags.hierarchy:
        yield from levels.split(BETWEEN_LEVELS)
    for region in (*tags.regions, *tags.people):
        yield region.name
