"""Galleries: what was imported, and what is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.engine import Database
from core.db.queries import count_faces, photos_by_id, require_gallery, require_player, roster
from core.db.schema import (
    FaceRow,
    FileFailureRow,
    GalleryPhotoRow,
    GalleryPlayerRow,
    GalleryRow,
    PhotoRow,
    PlayerRow,
)
from core.errors import NotFoundError
from core.types import (
    FaceState,
    FileFailure,
    Gallery,
    GalleryId,
    GroupedPhotos,
    Page,
    Paged,
    Photo,
    PhotoFilter,
    PhotoId,
    PlayerGroup,
    PlayerId,
)
from core.words import recalled

EVERY_PHOTO = PhotoFilter()
# The players named in each photo of a gallery, in the photos' order. One row a photo, made by SQLite:
# rows of the ORM would take longer than all the rest.
PLAYERS_OF_PHOTOS = """
    SELECT gallery_photo.photo_id, (
        SELECT group_concat(DISTINCT player_id) FROM face
        WHERE face.photo_id = gallery_photo.photo_id AND state IN ('confirmed', 'tagged'))
    FROM gallery_photo WHERE gallery_id = ? ORDER BY sort_key, gallery_photo.photo_id
"""


@dataclass(frozen=True, slots=True)
class GalleryResults:
    """A gallery with its counts, a page of its photos, and the files that its last import could not use."""

    gallery: Gallery
    photos: Paged[Photo]
    failures: tuple[FileFailure, ...]


class Galleries:
    """The galleries of a library, and their photos in the order in which they were taken."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Gallery]:
        """Every gallery, by name."""
        with self._database.read() as session:
            rows = session.scalars(select(GalleryRow).order_by(GalleryRow.name))
            counts = count_faces(session)
            return [_gallery(session, row, counts.get(row.id, {})) for row in rows]

    def get(self, gallery_id: GalleryId) -> Gallery:
        """A gallery.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._database.read() as session:
            return _counted(session, require_gallery(session, gallery_id))

    def find(self, name_or_id: str) -> Gallery:
        """A gallery by its name or id.

        Raises:
            NotFoundError: there is none.
        """
        with self._database.read() as session:
            row = session.scalar(select(GalleryRow).where(GalleryRow.name == name_or_id))
            row = row or session.get(GalleryRow, name_or_id)
            if row is None:
                raise NotFoundError("gallery", name_or_id)
            return _counted(session, row)

    def photo_ids(self, gallery_id: GalleryId, wanted: PhotoFilter = EVERY_PHOTO) -> list[PhotoId]:
        """The photos of a gallery by time, then path.

        Raises:
            NotFoundError: there is no such gallery.
        """
        with self._database.read() as session:
            require_gallery(session, gallery_id)
            return [PhotoId(i) for i in session.scalars(_in_order(_photos_of(gallery_id, wanted)))]

    def results(
        self,
        gallery_id: GalleryId,
        wanted: PhotoFilter = EVERY_PHOTO,
        page: Page = Page(),  # noqa: B008 - it is frozen
    ) -> GalleryResults:
        """Who is where: the photos of a gallery with their faces, counts, and the files that failed.

        Raises:
            NotFoundError: there is no such gallery.
        """
        with self._database.read() as session:
            gallery = _counted(session, require_gallery(session, gallery_id))
            chosen = _photos_of(gallery_id, wanted)
            ids = session.scalars(_in_order(chosen).offset(page.offset).limit(page.limit))
            photos = photos_by_id(session, map(PhotoId, ids))
            total = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
        return GalleryResults(
            gallery, Paged(tuple(photos), total, page.offset), tuple(self.failures(gallery_id))
        )

    def by_player(self, gallery_id: GalleryId) -> GroupedPhotos:
        """A gallery by player: photos of each, who is together with whom, and photos of nobody.

        Raises:
            NotFoundError: there is no such gallery.
        """
        with self._database.read() as session:
            require_gallery(session, gallery_id)
            found = session.connection().exec_driver_sql(PLAYERS_OF_PHOTOS, (gallery_id,)).all()
            names = dict(session.execute(select(PlayerRow.id, PlayerRow.name)).all())
        players = {photo_id: tuple(ids.split(",")) for photo_id, ids in found if ids}
        photos: dict[PlayerId, list[PhotoId]] = {}
        together: dict[PlayerId, Counter[PlayerId]] = {}
        for photo_id, ids in players.items():
            for player_id in ids:
                photos.setdefault(player_id, []).append(photo_id)
            for one, other in permutations(ids, 2):
                together.setdefault(one, Counter())[other] += 1
        groups = [
            PlayerGroup(
                player_id=player_id,
                player=names[player_id],
                photo_ids=tuple(ids),
                together=dict(together.get(player_id, Counter()).most_common()),
            )
            for player_id, ids in photos.items()
        ]
        groups.sort(key=lambda group: (-len(group.photo_ids), group.player, group.player_id))
        nobody = tuple(photo_id for photo_id, ids in found if not ids)
        return GroupedPhotos(tuple(groups), players, nobody)

    def set_roster(self, gallery_id: GalleryId, player_ids: Collection[PlayerId]) -> Changes:
        """Say who plays in a gallery; nobody named means that everybody may.

        Raises:
            NotFoundError: the gallery or a player is not there.
        """
        with self._database.write() as session:
            require_gallery(session, gallery_id)
            for player_id in player_ids:
                require_player(session, player_id)
            session.execute(delete(GalleryPlayerRow).where(GalleryPlayerRow.gallery_id == gallery_id))
            session.add_all(GalleryPlayerRow(gallery_id=gallery_id, player_id=p) for p in set(player_ids))
        return Changes(galleries=frozenset({gallery_id}))

    def photos(self, photo_ids: Sequence[PhotoId]) -> list[Photo]:
        """Photos with their faces, in the order asked.

        Raises:
            NotFoundError: for the first id that is not there.
        """
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
            return [FileFailure(Path(row.path), row.code, recalled(row.reason)) for row in rows]


def _counted(session: Session, row: GalleryRow) -> Gallery:
    return _gallery(session, row, count_faces(session, GalleryId(row.id)).get(row.id, {}))


def _gallery(session: Session, row: GalleryRow, by_state: dict[FaceState, int]) -> Gallery:
    return Gallery(
        id=GalleryId(row.id),
        name=row.name,
        photos=_count(session, GalleryPhotoRow.gallery_id == row.id),
        faces=sum(by_state.values()),
        failures=_count(session, FileFailureRow.gallery_id == row.id),
        by_state=by_state,
        roster=roster(session, GalleryId(row.id)),
    )


def _photos_of(gallery_id: GalleryId, wanted: PhotoFilter) -> Select[str]:
    """The ids of the photos that a filter lets through, in no order."""
    query = (
        select(PhotoRow.id)
        .join(GalleryPhotoRow, GalleryPhotoRow.photo_id == PhotoRow.id)
        .where(GalleryPhotoRow.gallery_id == gallery_id)
    )
    if wanted.states is not None:
        states = [state.value for state in wanted.states]
        query = query.where(PhotoRow.id.in_(select(FaceRow.photo_id).where(FaceRow.state.in_(states))))
    if wanted.player_id is not None:
        theirs = select(FaceRow.photo_id).where(FaceRow.player_id == wanted.player_id)
        query = query.where(PhotoRow.id.in_(theirs))
    if wanted.camera is not None:
        query = query.where(PhotoRow.camera == wanted.camera)
    if wanted.since is not None:
        query = query.where(PhotoRow.taken_at >= wanted.since)
    if wanted.until is not None:
        query = query.where(PhotoRow.taken_at < wanted.until)
    return query


def _in_order(query: Select[str]) -> Select[str]:
    """Photos in the order in which they were taken; those without a time last, by their path."""
    return query.order_by(GalleryPhotoRow.sort_key, PhotoRow.id)


def _count(session: Session, condition: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(condition)) or 0
