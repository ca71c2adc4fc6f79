"""Galleries: what was imported, and what is in it."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

from sqlalchemy import ColumnElement, delete, func, select, union_all, update
from sqlalchemy.orm import Session

from core import ids
from core.changes import Changes
from core.db.engine import Database
from core.db.photo_query import choices_of, chosen_photos, named_in, require_named
from core.db.queries import (
    chunks,
    count_aside,
    count_faces,
    face_of,
    names_elsewhere,
    photos_by_id,
    refuse_viewers,
    require_faces,
    require_gallery,
    require_player,
    roster,
    rows_of,
)
from core.db.schema import (
    FileFailureRow,
    GalleryPhotoRow,
    GalleryPlayerRow,
    GalleryRow,
    PartnerFileRow,
    PhotoFileRow,
    PhotoRow,
    PlayerRow,
    UnfinishedImportRow,
)
from core.errors import InvalidValueError, NotFoundError
from core.types import (
    BEST_RATING,
    REJECTED_PHOTO,
    Face,
    FaceId,
    FaceState,
    FileFailure,
    Gallery,
    GalleryChoices,
    GalleryId,
    GroupedPhotos,
    Page,
    Paged,
    Photo,
    PhotoFilter,
    PhotoId,
    PhotoSort,
    PlayerGroup,
    PlayerId,
)
from core.words import recalled, said

EVERY_PHOTO = PhotoFilter()
BY_TIME = PhotoSort()


@dataclass(frozen=True, slots=True)
class GalleryResults:
    """A gallery with its counts, a page of its photos, and the files that its last import could not use."""

    gallery: Gallery
    photos: Paged[Photo]
    failures: tuple[FileFailure, ...]


@dataclass(frozen=True, slots=True)
class Rated:
    """What a rating changed, and the ratings before it: given back to `rate`, they take it back."""

    changes: Changes
    before: dict[PhotoId, int]


class Galleries:
    """The galleries of a library, and their photos in the order in which they were taken."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, *, counted: bool = True) -> list[Gallery]:
        """Every gallery, by name; where faces are not counted, which takes a while, it has none."""
        with self._database.read() as session:
            rows = session.scalars(select(GalleryRow).order_by(GalleryRow.name))
            counts = count_faces(session) if counted else {}
            aside = count_aside(session) if counted else {}
            return [_gallery(session, row, counts.get(row.id, {}), aside.get(row.id, 0)) for row in rows]

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
            gallery_id = ids.maybe(ids.gallery_id, name_or_id)
            if row is None and gallery_id is not None:
                row = session.get(GalleryRow, gallery_id)
            if row is None:
                raise NotFoundError(said("gallery"), name_or_id)
            return _counted(session, row)

    def find_photo(self, file_or_id: str) -> PhotoId:
        """A photo by its id, by the path of its file, or by the name of its file.

        Raises:
            NotFoundError: there is none.
            InvalidValueError: several photos have a file of this name; the files are listed.
        """
        path = os.path.abspath(file_or_id)  # noqa: PTH100 - as imports keep it: links are not followed
        with self._database.read() as session:
            photo_id = ids.maybe(ids.photo_id, file_or_id)
            if photo_id is not None and session.get(PhotoRow, photo_id) is not None:
                return photo_id
            file = session.get(PhotoFileRow, path) or session.get(PartnerFileRow, path)
            if file is not None:
                return PhotoId(file.photo_id)
            of_photos = select(PhotoFileRow.path, PhotoFileRow.photo_id)
            of_partners = select(PartnerFileRow.path, PartnerFileRow.photo_id)
            files = rows_of(session, union_all(of_photos, of_partners))
            # A Path takes five times as long, 100,000 times.
            named = {known: one for known, one in files if os.path.basename(known) == file_or_id}  # noqa: PTH119
            elsewhere = names_elsewhere(session)
            named |= {name: one for one, name in elsewhere.items() if name == file_or_id}
        found = set(named.values())
        if not found:
            raise NotFoundError(said("photo"), file_or_id)
        if len(found) > 1:
            raise InvalidValueError(
                "photo",
                said("several files have this name: {files}", files=", ".join(sorted(named))),
            )
        return PhotoId(found.pop())

    def photo_ids(
        self,
        gallery_id: GalleryId,
        wanted: PhotoFilter = EVERY_PHOTO,
        sort: PhotoSort = BY_TIME,
        limit: int | None = None,
    ) -> list[PhotoId]:
        """The photos of a gallery that pass a filter, in order; so many of them at most.

        The first of all by their time are there at once, however many follow.

        Raises:
            NotFoundError: there is no such gallery, or not all that the filter names.
        """
        with self._database.read() as session:
            _require(session, gallery_id, wanted)
            return chosen_photos(session, gallery_id, wanted, sort, limit)

    def choices(self, gallery_id: GalleryId) -> GalleryChoices:
        """What the photos of a gallery can be filtered by, with the photos of each.

        Raises:
            NotFoundError: there is no such gallery.
        """
        with self._database.read() as session:
            require_gallery(session, gallery_id)
            return choices_of(session, gallery_id)

    def results(
        self,
        gallery_id: GalleryId,
        wanted: PhotoFilter = EVERY_PHOTO,
        page: Page = Page(),  # noqa: B008 - it is frozen
        sort: PhotoSort = BY_TIME,
    ) -> GalleryResults:
        """Who is where: the photos of a gallery with their faces, counts, and the files that failed.

        Raises:
            NotFoundError: there is no such gallery, or not all that the filter names.
        """
        with self._database.read() as session:
            gallery = _counted(session, _require(session, gallery_id, wanted))
            chosen = chosen_photos(session, gallery_id, wanted, sort)
            end = None if page.limit is None else page.offset + page.limit
            photos = photos_by_id(session, chosen[page.offset : end])
            failures = _failures(session, gallery_id)
        return GalleryResults(gallery, Paged(tuple(photos), len(chosen), page.offset), failures)

    def by_player(self, gallery_id: GalleryId) -> GroupedPhotos:
        """A gallery by player: photos of each, who is together with whom, and photos of nobody.

        Raises:
            NotFoundError: there is no such gallery.
        """
        with self._database.read() as session:
            require_gallery(session, gallery_id)
            shown_in = named_in(session, gallery_id)
            names = dict(rows_of(session, select(PlayerRow.id, PlayerRow.name)))
        photos: defaultdict[PlayerId, list[PhotoId]] = defaultdict(list)
        for photo_id, shown in shown_in.items():
            for player_id in shown:
                photos[player_id].append(photo_id)
        pairs = Counter(
            pair for shown in shown_in.values() if len(shown) > 1 for pair in permutations(shown, 2)
        )
        together: defaultdict[PlayerId, dict[PlayerId, int]] = defaultdict(dict)
        for (one, other), number in pairs.most_common():
            together[one][other] = number
        groups = [
            PlayerGroup(player_id, names[player_id], tuple(theirs), together[player_id])
            for player_id, theirs in photos.items()
        ]
        groups.sort(key=lambda group: (-len(group.photo_ids), group.player, group.player_id))
        players = {photo_id: shown for photo_id, shown in shown_in.items() if shown}
        nobody = tuple(photo_id for photo_id, shown in shown_in.items() if not shown)
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

    def rate(self, ratings: Mapping[PhotoId, int]) -> Rated:
        """Give photos stars: 0 to 5, where 0 is none, or -1 to reject one.

        Raises:
            NotFoundError: for the first photo that is not there; nothing was changed.
            InvalidValueError: no such rating.
            NotAllowedError: the member of the library's team is a viewer.
        """
        for rating in ratings.values():
            if not REJECTED_PHOTO <= rating <= BEST_RATING:
                reason = said("{rating} is none; there are 0 to 5, and -1 for rejected.", rating=rating)
                raise InvalidValueError("rating", reason)
        with self._database.write() as session:
            refuse_viewers(session)
            before = _ratings(session, list(ratings))
            rows = [{"id": photo_id, "rating": rating} for photo_id, rating in ratings.items()]
            for part in chunks(rows):
                session.execute(update(PhotoRow), part)
        return Rated(Changes(photos=frozenset(ratings)), before)

    def photos(self, photo_ids: Sequence[PhotoId]) -> list[Photo]:
        """Photos with their faces, in the order asked.

        Raises:
            NotFoundError: for the first id that is not there.
        """
        with self._database.read() as session:
            return photos_by_id(session, photo_ids)

    def faces(self, face_ids: Sequence[FaceId]) -> list[Face]:
        """Faces as they are now, in the order asked.

        Raises:
            NotFoundError: for the first id that is not there.
        """
        with self._database.read() as session:
            return [face_of(row) for row in require_faces(session, face_ids)]


def _failures(session: Session, gallery_id: GalleryId) -> tuple[FileFailure, ...]:
    """The files that the last import of a gallery could not use, by path."""
    rows = session.scalars(
        select(FileFailureRow).where(FileFailureRow.gallery_id == gallery_id).order_by(FileFailureRow.path)
    )
    return tuple(FileFailure(Path(row.path), row.code, recalled(row.reason)) for row in rows)


def _require(session: Session, gallery_id: GalleryId, wanted: PhotoFilter) -> GalleryRow:
    """A gallery's row.

    Raises:
        NotFoundError: it is not there, or what the filter names is not.
    """
    require_named(session, wanted)
    return require_gallery(session, gallery_id)


def _counted(session: Session, row: GalleryRow) -> Gallery:
    gallery_id = GalleryId(row.id)
    counts, aside = count_faces(session, gallery_id), count_aside(session, gallery_id)
    return _gallery(session, row, counts.get(row.id, {}), aside.get(row.id, 0))


def _gallery(session: Session, row: GalleryRow, by_state: dict[FaceState, int], aside: int) -> Gallery:
    return Gallery(
        id=GalleryId(row.id),
        name=row.name,
        photos=_count(session, GalleryPhotoRow.gallery_id == row.id),
        faces=sum(count for state, count in by_state.items() if state is not FaceState.NOT_A_FACE),
        failures=_count(session, FileFailureRow.gallery_id == row.id),
        by_state=by_state,
        roster=roster(session, GalleryId(row.id)),
        aside=aside,
        stopped=_count(session, UnfinishedImportRow.gallery_id == row.id) > 0,
    )


def _ratings(session: Session, photo_ids: Sequence[PhotoId]) -> dict[PhotoId, int]:
    found: dict[PhotoId, int] = {}
    for part in chunks(photo_ids):
        rows = session.execute(select(PhotoRow.id, PhotoRow.rating).where(PhotoRow.id.in_(part)))
        found.update((PhotoId(photo_id), rating) for photo_id, rating in rows)
    for photo_id in photo_ids:
        if photo_id not in found:
            raise NotFoundError(said("photo"), photo_id)
    return found


def _count(session: Session, condition: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(condition)) or 0
