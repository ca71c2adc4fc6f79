"""The cameras of a gallery: how far their clocks are put right, and at which court they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.engine import Database
from core.db.queries import require_gallery, require_photo
from core.db.schedule import clock_of, sort_anew
from core.db.schema import GalleryCameraRow, GalleryPhotoRow, PhotoRow
from core.errors import InvalidValueError, NotFoundError
from core.types import Camera, GalleryId, PhotoId
from core.words import said

MOST_WRONG = timedelta(days=36_525)
"""A clock that nobody has ever set says 1970 or 2000."""


class Cameras:
    """The cameras of a library's galleries, each by make, model and serial number as the files have them.

    The time that a file says stays what it is; photos are ordered, and are of matches, by the corrected one.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, gallery_id: GalleryId) -> list[Camera]:
        """The cameras of a gallery by name, with their photos counted.

        Raises:
            NotFoundError: there is no such gallery.
        """
        with self._database.read() as session:
            require_gallery(session, gallery_id)
            counted = (
                select(PhotoRow.camera, func.count())
                .join(GalleryPhotoRow, GalleryPhotoRow.photo_id == PhotoRow.id)
                .where(GalleryPhotoRow.gallery_id == gallery_id)
                .group_by(PhotoRow.camera)
                .order_by(PhotoRow.camera)
            )
            photos = dict(session.execute(counted).all())
            return [replace(_camera(session, gallery_id, name), photos=n) for name, n in photos.items()]

    def by_photo(self, gallery_id: GalleryId, photo_id: PhotoId, moment: datetime) -> Camera:
        """The camera of a photo with its clock put so that the photo was taken at this moment; not saved.

        To the second, which is what people know of a moment.

        Raises:
            NotFoundError: the gallery or the photo is not there, or the photo not in the gallery.
            InvalidValueError: its file says no time, or the clock would be put on by more than a century.
        """
        with self._database.read() as session:
            require_gallery(session, gallery_id)
            photo = require_photo(session, photo_id)
            if session.get(GalleryPhotoRow, (gallery_id, photo_id)) is None:
                raise NotFoundError(said("photo"), photo_id)
            if photo.taken_at is None:
                raise InvalidValueError("photo", said("its file does not say when it was taken."))
            clock = moment.replace(microsecond=0) - photo.taken_at.replace(microsecond=0)
            return _sound(replace(_camera(session, gallery_id, photo.camera), clock=clock))

    def save(self, camera: Camera) -> Changes:
        """Put the clock of a camera right, and say at which court it was; only its photos are sorted anew.

        Raises:
            NotFoundError: there is no such camera in the gallery.
            InvalidValueError: the clock would be put on by more than a century, or not by whole seconds.
        """
        _sound(camera)
        with self._database.write() as session:
            require_gallery(session, camera.gallery_id)
            taken = select(GalleryPhotoRow.photo_id).join(PhotoRow, PhotoRow.id == GalleryPhotoRow.photo_id)
            here = GalleryPhotoRow.gallery_id == camera.gallery_id, PhotoRow.camera == camera.name
            if session.scalar(taken.where(*here).limit(1)) is None:
                raise NotFoundError(said("camera"), camera.name)
            session.merge(
                GalleryCameraRow(
                    gallery_id=camera.gallery_id,
                    camera=camera.name,
                    clock_s=round(camera.clock.total_seconds()),
                    court=camera.court.strip(),
                )
            )
            session.flush()
            moved = sort_anew(session, camera.gallery_id, camera.name)
        return Changes(photos=moved, galleries=frozenset({camera.gallery_id}), cameras=True)


def _camera(session: Session, gallery_id: GalleryId, name: str) -> Camera:
    row = session.get(GalleryCameraRow, (gallery_id, name))
    return Camera(gallery_id, name, clock_of(row), row.court if row else "")


def _sound(camera: Camera) -> Camera:
    if abs(camera.clock) > MOST_WRONG:
        raise InvalidValueError("clock", said("no clock is wrong by more than a century."))
    if camera.clock.microseconds:
        raise InvalidValueError("clock", said("whole seconds."))
    return camera
