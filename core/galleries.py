"""Galleries: what was imported, and what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from core.db.engine import Database
from core.db.queries import photos_by_id, require_gallery
from core.db.schema import (
    FaceRow,
    FileFailureRow,
    GalleryPhotoRow,
    GalleryRow,
    PhotoFileRow,
    PhotoRow,
)
from core.errors import NotFoundError
from core.types import (
    FaceState,
    FileFailure,
    Gallery,
    GalleryId,
    Photo,
    PhotoId,
    PlayerId,
)


class Galleries:
    """The galleries of a library, and their photos in the order in which they were taken."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Gallery]:
        """Every gallery, by name."""
        with self._database.read() as session:
            rows = session.scalars(select(GalleryRow).order_by(GalleryRow.name))
            return [_gallery(session, row) for row in rows]

    def get(self, gallery_id: GalleryId) -> Gallery:
        """A gallery.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._database.read() as session:
            return _gallery(session, require_gallery(session, gallery_id))

    def find(self, name: str) -> Gallery:
        """A gallery by its name.

        Raises:
            NotFoundError: there is none of this name.
        """
        with self._database.read() as session:
            row = session.scalar(select(GalleryRow).where(GalleryRow.name == name))
            if row is None:
                raise NotFoundError("gallery", name)
            return _gallery(session, row)

    def photo_ids(
        self,
        gallery_id: GalleryId,
        states: frozenset[FaceState] | None = None,
        player_id: PlayerId | None = None,
    ) -> list[PhotoId]:
        """The photos of a gallery by time, then path.

        Args:
            gallery_id: the gallery.
            states: only photos with a face in one of these states.
            player_id: only photos with a face labelled as this player.

        Raises:
            NotFoundError: there is no such gallery.
        """
        with self._database.read() as session:
            require_gallery(session, gallery_id)
            path = func.min(PhotoFileRow.path)
            query = (
                select(PhotoRow.id)
                .join(GalleryPhotoRow, GalleryPhotoRow.photo_id == PhotoRow.id)
                .outerjoin(PhotoFileRow, PhotoFileRow.photo_id == PhotoRow.id)
                .where(GalleryPhotoRow.gallery_id == gallery_id)
                .group_by(PhotoRow.id)
                .order_by(PhotoRow.taken_at.is_(None), PhotoRow.taken_at, path)
            )
            wanted = select(FaceRow.photo_id)
            if states is not None:
                wanted = wanted.where(FaceRow.state.in_([state.value for state in states]))
            if player_id is not None:
                wanted = wanted.where(FaceRow.player_id == player_id)
            if states is not None or player_id is not None:
                query = query.where(PhotoRow.id.in_(wanted))
            return [PhotoId(photo_id) for photo_id in session.scalars(query)]

    def photos(self, photo_ids: Sequence[PhotoId]) -> list[Photo]:
        """Photos with their faces, in the order asked."""
        with self._database.read() as session:
            return photos_by_id(session, photo_ids)

    def failures(self, gallery_id: GalleryId) -> list[FileFailure]:
        """The files that the last import of a gallery could not use, by path.

        Raises:
            NotFoundError: there is no such gallery.
        """
        with self._database.read() as session:
            require_gallery(session, gallery_id)
            rows = session.scalars(
                select(FileFailureRow)
                .where(FileFailureRow.gallery_id == gallery_id)
                .order_by(FileFailureRow.path)
            )
            return [FileFailure(Path(row.path), row.code, row.reason) for row in rows]


def _gallery(session: Session, row: GalleryRow) -> Gallery:
    states = session.execute(
        select(FaceRow.state, func.count())
        .join(GalleryPhotoRow, GalleryPhotoRow.photo_id == FaceRow.photo_id)
        .where(GalleryPhotoRow.gallery_id == row.id)
        .group_by(FaceRow.state)
    )
    by_state = {FaceState(state): count for state, count in states}
    return Gallery(
        id=GalleryId(row.id),
        name=row.name,
        photos=_count(session, GalleryPhotoRow.gallery_id == row.id),
        faces=sum(by_state.values()),
        failures=_count(session, FileFailureRow.gallery_id == row.id),
        by_state=by_state,
    )


def _count(session: Session, condition: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(condition)) or 0
