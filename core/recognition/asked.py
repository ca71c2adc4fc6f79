"""The faces of a gallery, or of all, that somebody is to be asked about."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db.queries import faces_where, require_gallery
from core.db.schema import FaceRow, GalleryPhotoRow
from core.types import OPEN_STATES, Faces, FaceState, GalleryId, WholeLibrary

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
    photos = select(GalleryPhotoRow.photo_id)
    if (gallery_id := gallery_of(session, scope)) is not None:
        photos = photos.where(GalleryPhotoRow.gallery_id == gallery_id)
    wanted = FaceRow.state.in_([state.value for state in states])
    return faces_where(session, wanted, FaceRow.aside == aside, FaceRow.photo_id.in_(photos))
