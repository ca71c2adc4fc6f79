"""All that a database keeps of one player, table by table, as plain values."""

from __future__ import annotations

import base64
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Table, or_, select
from sqlalchemy.orm import Session

from core.db.queries import chunks
from core.db.schema import (
    Base,
    DeliveredPhotoRow,
    DeliveryRow,
    EmbeddingRow,
    FaceRow,
    GalleryPhotoRow,
    PhotoFileRow,
    PhotoRow,
    PictureRow,
    PlayerRow,
    RevisionRow,
    TemplateRow,
)
from core.db.vectors import STORED
from core.recognition.erasing import filters_asking, graves_of
from core.recognition.written_names import Written

Rows = dict[str, list[dict[str, Any]]]
VECTORS = frozenset((one.__tablename__, "vector") for one in (EmbeddingRow, TemplateRow))


def own_data(session: Session, player_id: str) -> Rows:
    """Every row that is of a player or their faces, or speaks of either, by table; vectors as numbers.

    Suggestions that a face may be theirs are of it, too.
    """
    graves = graves_of(session, player_id)
    suggested = select(FaceRow.id).where(FaceRow.player_id.in_(graves.players))
    faces = graves.faces | set(session.scalars(suggested))
    photos: set[str] = set()
    for part in chunks(sorted(faces)):
        photos |= set(session.scalars(select(FaceRow.photo_id).where(FaceRow.id.in_(part))))
    of = {PlayerRow: graves.players, FaceRow: faces}
    wanted: dict[str, list[ColumnElement[bool]]] = {
        table.name: conditions
        for table in Base.metadata.sorted_tables
        if (conditions := _speaking_of(table, of))
    }
    for row, condition in (
        (PhotoRow, PhotoRow.id.in_(photos)),
        (PhotoFileRow, PhotoFileRow.photo_id.in_(photos)),
        (GalleryPhotoRow, GalleryPhotoRow.photo_id.in_(photos)),
        (PictureRow, PictureRow.thing.in_(faces)),
        (RevisionRow, or_(RevisionRow.thing.in_(graves.players), RevisionRow.field.in_(graves.players))),
        (
            DeliveryRow,
            DeliveryRow.id.in_(
                select(DeliveredPhotoRow.delivery_id).where(DeliveredPhotoRow.player_id.in_(graves.players))
            ),
        ),
    ):
        wanted[row.__tablename__] = [condition]
    tables = Base.metadata.tables
    rows = {name: _rows(session, tables[name], or_(*conditions)) for name, conditions in wanted.items()}
    speaking = (*Written(session, graves.players).tags(), *filters_asking(session, graves.players))
    for one in speaking:
        table = tables[one.__tablename__]
        rows.setdefault(table.name, []).append(_values(table, vars(one)))
    return rows


def _speaking_of(table: Table, of: Mapping[type[Base], Collection[str]]) -> list[ColumnElement[bool]]:
    """What rows of a table have to be to refer to one of some things, or to be it."""
    found: list[ColumnElement[bool]] = []
    for row, ids in of.items():
        key = row.__table__.c.id
        found += [
            column.in_(ids)
            for column in table.columns
            if column is key or any(one.column is key for one in column.foreign_keys)
        ]
    return found


def _rows(session: Session, table: Table, condition: ColumnElement[bool]) -> list[dict[str, Any]]:
    found = session.execute(select(table).where(condition)).mappings()
    return [_values(table, row) for row in found]


def _values(table: Table, row: Mapping[Any, Any]) -> dict[str, Any]:
    """What a row says, as JSON knows it."""
    return {column.name: _plain(table, column.name, row[column.name]) for column in table.columns}


def _plain(table: Table, column: str, value: object) -> object:
    """A value as JSON knows it."""
    if isinstance(value, bytes) and (table.name, column) in VECTORS:
        return np.frombuffer(value, STORED).astype(np.float32).tolist()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, date) else value
