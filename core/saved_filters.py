"""Filters of photos under a name."""

from __future__ import annotations

from pydantic import TypeAdapter
from sqlalchemy import delete, select

from core import ids
from core.changes import Changes
from core.db.engine import Database
from core.db.photo_query import require_named
from core.db.queries import require_row
from core.db.schema import SavedFilterRow
from core.types import SavedFilter
from core.words import said

AS_JSON = TypeAdapter(SavedFilter)


class SavedFilters:
    """The filters that were saved; they are of the library, and ask the same of each gallery."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[SavedFilter]:
        """Every saved filter, by name."""
        with self._database.read() as session:
            rows = session.scalars(select(SavedFilterRow.value).order_by(SavedFilterRow.name))
            return [AS_JSON.validate_python(value) for value in rows]

    def find(self, name: str) -> SavedFilter:
        """A saved filter by its name.

        Raises:
            NotFoundError: there is none.
        """
        with self._database.read() as session:
            row = require_row(session, SavedFilterRow, name, said("saved filter"))
            return AS_JSON.validate_python(row.value)

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
        self.find(name)
        with self._database.write() as session:
            session.execute(delete(SavedFilterRow).where(SavedFilterRow.name == name))
        return Changes(filters=True)
