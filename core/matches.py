"""Matches: what was played when, where and by whom, and which photos are of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core import ids
from core.changes import Changes
from core.db.engine import Database
from core.db.queries import chunks, require_gallery, require_match
from core.db.schedule import read_schedule
from core.db.schema import GalleryPhotoRow, MatchPhotoRow, MatchRow, new_id
from core.errors import InvalidValueError, NotFoundError, TableError
from core.recognition.expected import narrower_than_roster
from core.schedules import (
    SchedulePlan,
    guess_schedule,
    known_teams,
    match_of,
    problem_of,
    require_teams,
    row_of,
)
from core.table_files import TableFile, preview_of, read_table, require_lines
from core.types import (
    GUESSED,
    GalleryId,
    Match,
    MatchId,
    PhotoId,
    PlayerId,
    ScheduleMapping,
    SchedulePreview,
    TableMapping,
)
from core.words import said


@dataclass(frozen=True, slots=True)
class Put:
    """What putting photos into matches did; `before` takes it back."""

    changes: Changes
    before: dict[PhotoId, MatchId | None]


class Matches:
    """The matches of a library's galleries; `core.db.schedule` tells which photos are of one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, gallery_id: GalleryId) -> list[Match]:
        """The matches of a gallery by time, with their photos counted.

        Raises:
            NotFoundError: there is no such gallery.
        """
        with self._database.read() as session:
            require_gallery(session, gallery_id)
            schedule = read_schedule(session, gallery_id)
            counts = Counter(schedule.of_all(session).values())
            return [
                replace(
                    match_of(row),
                    photos=counts[(MatchId(row.id),)],
                    open_photos=sum(n for of, n in counts.items() if len(of) > 1 and row.id in of),
                )
                for row in schedule.matches
            ]

    def expected(self, gallery_id: GalleryId) -> dict[PhotoId, frozenset[PlayerId]]:
        """Who is expected in a photo by its match, of those in which it is fewer than the gallery's roster.

        Raises:
            NotFoundError: there is no such gallery.
        """
        with self._database.read() as session:
            return narrower_than_roster(session, gallery_id)

    def get(self, match_id: MatchId) -> Match:
        """A match, its photos not counted.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._database.read() as session:
            return match_of(require_match(session, match_id))

    def add(
        self,
        gallery_id: GalleryId,
        name: str,
        starts_at: datetime,
        ends_at: datetime,
        court: str = "",
        teams: Sequence[str] = (),
    ) -> Changes:
        """Add a match to a gallery; times are by clocks that are right.

        Raises:
            NotFoundError: there is no such gallery.
            InvalidValueError: it has no name, does not end after its start, or nobody is in one of its teams.
        """
        match = Match(MatchId(new_id()), gallery_id, name, starts_at, ends_at, court, tuple(teams))
        return self.save(match)

    def save(self, match: Match) -> Changes:
        """Change the match with this id; one that was deleted is there again, with its photos.

        Raises:
            NotFoundError: there is no such gallery.
            InvalidValueError: it has no name, does not end after its start, or nobody is in one of its teams.
        """
        if match.ends_at <= match.starts_at:
            raise InvalidValueError("end", said("a match ends after its start."))
        with self._database.write() as session:
            require_gallery(session, match.gallery_id)
            teams = require_teams(match.teams, known_teams(session))
            name = ids.name("match", match.name)
            session.merge(row_of(replace(match, name=name, court=match.court.strip(), teams=teams)))
        return Changes(galleries=frozenset({match.gallery_id}), matches=frozenset({match.id}))

    def put(self, gallery_id: GalleryId, photos: Mapping[PhotoId, MatchId | None]) -> Put:
        """Say of which match each of some photos is; None leaves it to their time and camera again.

        Raises:
            NotFoundError: the gallery, a photo or a match is not there, or not in the gallery.
        """
        with self._database.write() as session:
            require_gallery(session, gallery_id)
            _require_in(session, gallery_id, photos)
            of_gallery = MatchPhotoRow.gallery_id == gallery_id
            columns = (MatchPhotoRow.photo_id, MatchPhotoRow.match_id)
            known: dict[str, str] = {}
            for part in chunks(list(photos)):
                listed = of_gallery, MatchPhotoRow.photo_id.in_(part)
                known.update(session.execute(select(*columns).where(*listed)).all())
                session.execute(delete(MatchPhotoRow).where(*listed))
            session.add_all(
                MatchPhotoRow(gallery_id=gallery_id, photo_id=photo_id, match_id=match_id)
                for photo_id, match_id in photos.items()
                if match_id is not None
            )
        before = {one: MatchId(known[one]) if one in known else None for one in photos}
        matches = frozenset(match for match in (*photos.values(), *before.values()) if match is not None)
        changes = Changes(photos=frozenset(photos), galleries=frozenset({gallery_id}), matches=matches)
        return Put(changes, before)

    def preview_schedule(
        self, gallery_id: GalleryId, path: Path, mapping: ScheduleMapping = GUESSED
    ) -> SchedulePreview:
        """What `import_schedule` would do with each line of a schedule; nothing is written.

        Args:
            gallery_id: the gallery.
            path: a workbook or a text file with a header (see `core.table_files.read_table`).
            mapping: what its columns are, its encoding, and its sheet.

        Raises:
            NotFoundError: there is no such gallery.
            TableError: the file can't be read, or is empty.
        """
        table, mapping = self._mapped(gallery_id, path, mapping)
        if problem := problem_of(table.headers, mapping.columns):
            return preview_of(table, mapping, (), problem[1])
        with self._database.read() as session:
            plan = SchedulePlan(session, gallery_id, table, mapping.columns)
        return preview_of(table, mapping, plan.lines)

    def import_schedule(
        self,
        gallery_id: GalleryId,
        path: Path,
        mapping: ScheduleMapping = GUESSED,
        *,
        skip_refused: bool = False,
    ) -> Changes:
        """Add the matches of a schedule to a gallery; those already there are brought up to date.

        A match is already there when its name and start are the same, or when nothing else has its name,
        in the file or the gallery: then it was put off. An empty court or team changes nothing.

        Args:
            gallery_id: the gallery.
            path: a workbook or a text file with a header (see `core.table_files.read_table`).
            mapping: what its columns are, its encoding, and its sheet.
            skip_refused: leave out the lines that can't be taken, instead of taking none.

        Raises:
            NotFoundError: there is no such gallery.
            TableError: which line and column is wrong; nothing was imported.
        """
        table, mapping = self._mapped(gallery_id, path, mapping)
        if problem := problem_of(table.headers, mapping.columns):
            raise TableError(path, 1, *problem)
        if not table.lines:
            raise TableError(path, 2, "", said("There is no match in the file."))
        with self._database.write() as session:
            plan = SchedulePlan(session, gallery_id, table, mapping.columns)
            require_lines(table, plan.lines, skip_refused=skip_refused)
            return Changes(galleries=frozenset({gallery_id}), matches=plan.write(session))

    def delete(self, match_id: MatchId) -> Changes:
        """Delete a match; its photos stay.

        Raises:
            NotFoundError: there is no such match.
        """
        with self._database.write() as session:
            gallery_id = GalleryId(require_match(session, match_id).gallery_id)
            session.execute(delete(MatchRow).where(MatchRow.id == match_id))
        return Changes(galleries=frozenset({gallery_id}), matches=frozenset({match_id}))

    def _mapped(
        self, gallery_id: GalleryId, path: Path, mapping: ScheduleMapping
    ) -> tuple[TableFile, ScheduleMapping]:
        """A file for a gallery, and what its columns are with the encoding and the sheet that were read."""
        with self._database.read() as session:
            require_gallery(session, gallery_id)
        table = read_table(path, mapping.encoding, mapping.sheet)
        columns = mapping.columns or guess_schedule(table.headers)
        return table, TableMapping(columns, table.encoding, table.sheet)


def _require_in(session: Session, gallery_id: GalleryId, photos: Mapping[PhotoId, MatchId | None]) -> None:
    there: set[str] = set()
    in_gallery = select(GalleryPhotoRow.photo_id).where(GalleryPhotoRow.gallery_id == gallery_id)
    for part in chunks(list(photos)):
        there.update(session.scalars(in_gallery.where(GalleryPhotoRow.photo_id.in_(part))))
    for photo_id in photos:
        if photo_id not in there:
            raise NotFoundError(said("photo"), photo_id)
    for match_id in {match for match in photos.values() if match is not None}:
        if require_match(session, match_id).gallery_id != gallery_id:
            raise NotFoundError(said("match"), match_id)
