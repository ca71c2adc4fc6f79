"""Which match a photo is of, and the clocks of the cameras by which that is told.

A photo is of the match that was played when it was taken, by its camera's clock put right; where several
were, of the one on the court that its camera was at. Where that still leaves several it is open; what
somebody said by hand stands against all of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, literal, select, update
from sqlalchemy.orm import Session

from core.db.queries import chunks, rows_of
from core.db.schema import (
    GalleryCameraRow,
    GalleryPhotoRow,
    MatchPhotoRow,
    MatchRow,
    PhotoRow,
    moment_key,
    place_in,
    sort_key_of,
)
from core.folding import folded
from core.types import MatchId, PhotoId, corrected

Matches = tuple[MatchId, ...]


class Schedule:
    """The matches of a gallery, and what else tells of which one a photo is."""

    def __init__(
        self,
        gallery_id: str,
        matches: Sequence[MatchRow],
        courts: Mapping[str, str],
        by_hand: Mapping[str, str],
    ) -> None:
        """Make it.

        Args:
            gallery_id: the gallery.
            matches: by time.
            courts: the court that a camera was at.
            by_hand: the match that somebody put a photo into.
        """
        self.gallery_id = gallery_id
        self.matches = matches
        self._by_hand = {photo: MatchId(match) for photo, match in by_hand.items()}
        self._courts = {camera: folded(court) for camera, court in courts.items()}
        self._court_of = {MatchId(match.id): folded(match.court) for match in matches}
        times = [(moment_key(match.starts_at), moment_key(match.ends_at)) for match in matches]
        # Between two of these moments the same matches are played all the time.
        self._moments = sorted({moment for both in times for moment in both})
        self._played = [
            tuple(
                MatchId(match.id)
                for match, (start, end) in zip(matches, times, strict=True)
                if start <= at < end
            )
            for at in self._moments
        ]

    def of(self, photo_id: str, sort_key: str, camera: str) -> Matches:
        """The match of a photo; several where it may be of each, none where it is of none."""
        if photo_id in self._by_hand:
            return (self._by_hand[photo_id],)
        period = bisect_right(self._moments, sort_key) - 1
        played = self._played[period] if period >= 0 else ()
        court = self._courts.get(camera)
        if not court:
            return played
        return tuple(match for match in played if self._court_of[match] in ("", court))

    def of_all(self, session: Session, only: MatchId | None = None) -> dict[PhotoId, Matches]:
        """The matches of each photo of the gallery that is, or may be, of any; or of one of them."""
        found: dict[PhotoId, Matches] = {
            PhotoId(photo_id): (match,) for photo_id, match in self._by_hand.items()
        }
        for photo_id, sort_key, camera in self._taken(session, only):
            if matches := self.of(photo_id, sort_key, camera):
                found[PhotoId(photo_id)] = matches
        return found

    def _taken(self, session: Session, only: MatchId | None) -> Iterator[tuple[str, str, str]]:
        """The photos taken while a match was played: id, sort key, and the camera where that matters."""
        moments = [
            moment_key(moment)
            for match in self.matches
            if only in (None, match.id)
            for moment in (match.starts_at, match.ends_at)
        ]
        if not moments:
            return
        columns = (GalleryPhotoRow.photo_id, GalleryPhotoRow.sort_key)
        query = select(*columns, PhotoRow.camera if self._courts else literal(""))
        if self._courts:
            query = query.join(PhotoRow, PhotoRow.id == GalleryPhotoRow.photo_id)
        yield from rows_of(
            session,
            query.where(
                GalleryPhotoRow.gallery_id == self.gallery_id,
                GalleryPhotoRow.sort_key >= min(moments),
                GalleryPhotoRow.sort_key < max(moments),
            ),
        )


def read_schedule(session: Session, gallery_id: str) -> Schedule:
    """The schedule of a gallery."""
    order = (MatchRow.starts_at, MatchRow.name, MatchRow.id)
    matches = select(MatchRow).where(MatchRow.gallery_id == gallery_id).order_by(*order)
    cameras = select(GalleryCameraRow.camera, GalleryCameraRow.court)
    at_court = cameras.where(GalleryCameraRow.gallery_id == gallery_id, GalleryCameraRow.court != "")
    by_hand = (
        select(MatchPhotoRow.photo_id, MatchPhotoRow.match_id)
        .join(MatchRow, MatchRow.id == MatchPhotoRow.match_id)
        .where(MatchPhotoRow.gallery_id == gallery_id, MatchRow.gallery_id == gallery_id)
    )
    courts, put = dict(rows_of(session, at_court)), dict(rows_of(session, by_hand))
    return Schedule(gallery_id, session.scalars(matches).all(), courts, put)


def sort_key_in(session: Session, gallery_id: str, photo: PhotoRow, path: str) -> str:
    """What orders a photo in a gallery, by its time as that is put right there."""
    row = session.get(GalleryCameraRow, (gallery_id, photo.camera))
    return sort_key_of(corrected(photo.taken_at, clock_of(row)), path)


def clock_of(row: GalleryCameraRow | None) -> timedelta:
    """How far the clock of a camera is put on."""
    return timedelta(seconds=row.clock_s if row else 0)


def sort_anew(session: Session, gallery_id: str, camera: str) -> frozenset[PhotoId]:
    """Order the photos of a camera in a gallery by its clock as it is put right now; those that moved."""
    return _sort(session, gallery_id, PhotoRow.camera == camera)


def sort_these_anew(session: Session, gallery_id: str, photo_ids: Sequence[str]) -> None:
    """Order some photos of a gallery by the clocks of their cameras as these are put right now."""
    for part in chunks(photo_ids):
        _sort(session, gallery_id, PhotoRow.id.in_(part))


def _sort(session: Session, gallery_id: str, which: ColumnElement[bool]) -> frozenset[PhotoId]:
    of_gallery = select(GalleryCameraRow).where(GalleryCameraRow.gallery_id == gallery_id)
    clocks = {row.camera: clock_of(row) for row in session.scalars(of_gallery)}
    rows = session.execute(
        select(GalleryPhotoRow.photo_id, GalleryPhotoRow.sort_key, PhotoRow.taken_at, PhotoRow.camera)
        .join(PhotoRow, PhotoRow.id == GalleryPhotoRow.photo_id)
        .where(GalleryPhotoRow.gallery_id == gallery_id, which)
    )
    moved = [
        {"gallery_id": gallery_id, "photo_id": photo_id, "sort_key": new}
        for photo_id, old, taken_at, camera in rows
        if (new := sort_key_of(corrected(taken_at, clocks.get(camera, clock_of(None))), place_in(old))) != old
    ]
    if moved:
        session.execute(update(GalleryPhotoRow), moved)
    return frozenset(PhotoId(row["photo_id"]) for row in moved)
