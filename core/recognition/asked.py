"""The faces of a gallery, or of all, that somebody is to be asked about."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from core.db.queries import faces_where, require_gallery, rows_of
from core.db.schema import FaceRow, GalleryPhotoRow
from core.types import OPEN_STATES, FaceId, Faces, FaceState, GalleryId, PhotoId, WholeLibrary

# What recognition and people have left open; a suggestion is a question of its own.
UNKNOWN_STATES = frozenset({FaceState.UNKNOWN, FaceState.REJECTED})
NAMED_BY_MACHINE = OPEN_STATES - UNKNOWN_STATES


def gallery_of(session: Session, scope: GalleryId | WholeLibrary) -> GalleryId | None:
    """The gallery of a scope, None for the whole library.

    Raises:
        NotFoundError: there is no such gallery.
    """
    return None if isinstance(scope, WholeLibrary) else GalleryId(require_gallery(session, scope).id)


def asked_faces(
    session: Session,
    scope: GalleryId | WholeLibrary,
    states: Collection[FaceState] = OPEN_STATES,
    *,
    aside: bool = False,
) -> Faces:
    """The faces in these states, photo by photo: those put aside, or those that are not.

    Raises:
        NotFoundError: there is no such gallery.
    """
    return faces_where(session, *_asked(session, scope, states, aside))


def unknown_faces(
    session: Session, scope: GalleryId | WholeLibrary
) -> Iterator[tuple[FaceId, PhotoId, float]]:
    """The id, photo and quality of those whom nobody knows, photo by photo.

    In half the time of `asked_faces`.

    Raises:
        NotFoundError: there is no such gallery.
    """
    query = select(FaceRow.id, FaceRow.photo_id, FaceRow.quality)
    query = query.where(*_asked(session, scope, UNKNOWN_STATES, aside=False))
    return rows_of(session, query.order_by(FaceRow.photo_id, FaceRow.x, FaceRow.y))


def _asked(
    session: Session, scope: GalleryId | WholeLibrary, states: Collection[FaceState], aside: bool
) -> tuple[ColumnElement[bool], ...]:
    photos = select(GalleryPhotoRow.photo_id)
    if (gallery_id := gallery_of(session, scope)) is not None:
        photos = photos.where(GalleryPhotoRow.gallery_id == gallery_id)
    wanted = FaceRow.state.in_([state.value for state in states])
    return wanted, FaceRow.aside == aside, FaceRow.photo_id.in_(photos)
