"""Which of what is kept of photos that were handed out is of some players, or names them."""

from __future__ import annotations

import re
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db.schema import DeliveredFileRow, DeliveredPhotoRow, DeliveryRow
from core.file_names import safe_name
from core.recognition.naming import Naming
from core.recognition.written_names import other_names, own_names, photos_once_of

# What is behind the name of a folder where another one had it (see `core.file_names.FreeNames`).
NUMBER = re.compile(r" \(\d+\)$")

Place = tuple[str, str]
"""A destination, and a file or folder at it."""


class HandedOut:
    """What is kept of some players, by the state of the library when this is made."""

    def __init__(self, session: Session, players: Collection[str]) -> None:
        self._players, self._photos = players, photos_once_of(session, players)
        names, others = own_names(session, players), other_names(session, players)
        self._named = Naming(_in_paths(names), _in_paths(others))
        asked = select(DeliveredPhotoRow, DeliveryRow.destination)
        rows = session.execute(asked.join(DeliveryRow, DeliveryRow.id == DeliveredPhotoRow.delivery_id)).all()
        self.photos = [row for row, _ in rows if self._is_theirs(row) or self._is_named(row)]
        gone = set(self.photos)
        self._kept = {(to, row.name) for row, to in rows if row not in gone}
        self._gone = {(to, row.name) for row, to in rows} - self._kept
        self._others = {_folder(*place) for place in self._kept}
        self._folders = {_folder(to, row.name) for row, to in rows if self._is_theirs(row)}
        self.files = [row for row in session.scalars(select(DeliveredFileRow)) if self._is_of_them(row)]

    def _is_theirs(self, row: DeliveredPhotoRow) -> bool:
        """Whether they were given a photo."""
        return row.player_id in self._players or self._named.is_one(row.recipient)

    def _is_named(self, row: DeliveredPhotoRow) -> bool:
        """Whether somebody was given a photo under their name."""
        _, _, name = row.name.partition("/")
        return self._named.within(name, theirs=row.photo_id in self._photos)

    def _is_of_them(self, row: DeliveredFileRow) -> bool:
        """Whether a file is a photo of theirs, or another file in their folder or under their name."""
        place = row.destination, row.name
        if place in self._kept or place in self._gone:
            return place in self._gone
        to, folder = _folder(row.destination, row.name)
        is_called = self._named.is_one(NUMBER.sub("", folder)) and (to, folder) not in self._others
        _, _, name = row.name.partition("/")
        return (to, folder) in self._folders or is_called or self._named.within(name, theirs=False)


def _folder(to: str, name: str) -> Place:
    """The folder, or the ZIP in its place, that a file at a destination is in."""
    return to, name.removesuffix(".zip").partition("/")[0]


def _in_paths(names: Collection[str]) -> frozenset[str]:
    """Names, and what they are called in names of files and folders."""
    return frozenset({*names, *(safe_name(name, "") for name in names)})
