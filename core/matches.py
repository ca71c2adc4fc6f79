"""Matches: what was played when, so that photos can be chosen by it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from core import ids
from core.changes import Changes
from core.db.engine import Database
from core.db.queries import require_gallery, require_match
from core.db.schema import MatchRow, new_id
from core.errors import InvalidValueError
from core.types import GalleryId, Match, MatchId
from core.words import said


class Matches:
    """The matches of a library's galleries; photos belong to one by their time alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, gallery_id: GalleryId) -> list[Match]:
        """The matches of a gallery by time.

        Raises:
            NotFoundError: there is no such gallery.
        """
        with self._database.read() as session:
            require_gallery(session, gallery_id)
            order = (MatchRow.starts_at, MatchRow.name, MatchRow.id)
            rows = select(MatchRow).where(MatchRow.gallery_id == gallery_id).order_by(*order)
            return [_match(row) for row in session.scalars(rows)]

    def get(self, match_id: MatchId) -> Match:
        """A match.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._database.read() as session:
            return _match(require_match(session, match_id))

    def add(
        self, gallery_id: GalleryId, name: str, starts_at: datetime, ends_at: datetime, court: str = ""
    ) -> Changes:
        """Add a match to a gallery; times are by the cameras' clocks.

        Raises:
            NotFoundError: there is no such gallery.
            InvalidValueError: it has no name, or does not end after its start.
        """
        return self.save(Match(MatchId(new_id()), gallery_id, name, starts_at, ends_at, court))

    def save(self, match: Match) -> Changes:
        """Change the match with this id; one that was deleted is there again.

        Raises:
            NotFoundError: there is no such gallery.
            InvalidValueError: it has no name, or does not end after its start.
        """
        if match.ends_at <= match.starts_at:
            raise InvalidValueError("end", said("a match ends after its start."))
        with self._database.write() as session:
            require_gallery(session, match.gallery_id)
            session.merge(
                MatchRow(
                    id=match.id,
                    gallery_id=match.gallery_id,
                    name=ids.name("match", match.name),
                    court=match.court.strip(),
                    starts_at=match.starts_at,
                    ends_at=match.ends_at,
                )
            )
        return Changes(galleries=frozenset({match.gallery_id}), matches=frozenset({match.id}))

    def delete(self, match_id: MatchId) -> Changes:
        """Delete a match; its photos stay.

        Raises:
            NotFoundError: there is no such match.
        """
        with self._database.write() as session:
            gallery_id = GalleryId(require_match(session, match_id).gallery_id)
            session.execute(delete(MatchRow).where(MatchRow.id == match_id))
        return Changes(galleries=frozenset({gallery_id}), matches=frozenset({match_id}))


def _match(row: MatchRow) -> Match:
    return Match(MatchId(row.id), GalleryId(row.gallery_id), row.name, row.starts_at, row.ends_at, row.court)
