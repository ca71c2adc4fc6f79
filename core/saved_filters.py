"""Filters of photos under a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select

from core import ids
from core.changes import Changes
from core.db.engine import Database
from core.db.photo_query import require_named
from core.db.queries import require_row
from core.db.schema import SavedFilterRow
from core.errors import InvalidValueError
from core.types import SavedFilter
from core.words import said

AS_JSON = TypeAdapter(SavedFilter)


class SavedFilters:
    """The filters that were saved; they are of the library, and ask the same of each gallery."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[SavedFilter]:
        """Every saved filter, by name; without those that only another version can read."""
        with self._database.read() as session:
            return list(_readable(session.scalars(select(SavedFilterRow).order_by(SavedFilterRow.name))))

    def find(self, name: str) -> SavedFilter:
        """A saved filter by its name.

        Raises:
            NotFoundError: there is none.
            InvalidValueError: only another version can read it.
        """
        with self._database.read() as session:
            return _parsed(require_row(session, SavedFilterRow, name, said("saved filter")))

    def save(self, saved: SavedFilter) -> Changes:
        """Save a filter, in place of the one of the same name.

        Raises:
            InvalidValueError: it has no name.
            NotFoundError: a player, the match, the team or the camera of it is not there.
        """
        name = ids.name("saved filter", saved.name)
        value = {**AS_JSON.dump_python(saved, mode="json"), "name": name}
        with self._database.write() as session:
            require_named(session, saved.wanted)
            session.merge(SavedFilterRow(name=name, value=value))
        return Changes(filters=True)

    def delete(self, name: str) -> Changes:
        """Delete a saved filter.

        Raises:
            NotFoundError: there is none.
        """
        with self._database.write() as session:
            session.delete(require_row(session, SavedFilterRow, name, said("saved filter")))
        return Changes(filters=True)


def _parsed(row: SavedFilterRow) -> SavedFilter:
    """A filter as it was kept.

    Raises:
        InvalidValueError: another version kept it, and what it asks for is not known here.
    """
    try:
        return AS_JSON.validate_python(row.value)
    except ValidationError as exc:
        raise InvalidValueError(row.name, said("another version saved this filter; save it anew.")) from exc


def _readable(rows: Iterable[SavedFilterRow]) -> Iterator[SavedFilter]:
    for row in rows:
        with suppress(InvalidValueError):
            yield _parsed(row)
