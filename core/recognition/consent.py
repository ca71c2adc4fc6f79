"""Who may be recognised, and where: in every photo, or in all but those of some galleries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from core.db.queries import among, chunks, rows_of
from core.db.schema import FaceRow, GalleryPhotoRow, GalleryRefusalRow, PlayerRow
from core.types import Consent, GalleryId, PlayerId


def not_to_be_named() -> ColumnElement[bool]:
    """Whether a recogniser is not to name a player: they were merged or removed, or they disagree."""
    return or_(PlayerRow.merged, disagrees())


def disagrees() -> ColumnElement[bool]:
    """Whether a player is not to be recognised: they refused, or the consent that they gave has ended.

    The last day of a consent still counts. A refusal holds whatever day it names, until another answer
    is written down. Who was never asked may be recognised.
    """
    ended = func.coalesce(PlayerRow.consent_until < date.today(), False)
    return or_(
        PlayerRow.consent == Consent.REFUSED.value, and_(PlayerRow.consent == Consent.GIVEN.value, ended)
    )


def disagrees_there() -> ColumnElement[bool]:
    """Whether a player is not to be recognised in a photo: they disagree, or refused for a gallery of it.

    For what asks for rows of players together with faces.
    """
    refused = (
        select(GalleryRefusalRow.player_id)
        .join(GalleryPhotoRow, GalleryPhotoRow.gallery_id == GalleryRefusalRow.gallery_id)
        .where(GalleryRefusalRow.player_id == PlayerRow.id, GalleryPhotoRow.photo_id == FaceRow.photo_id)
    )
    return or_(disagrees(), refused.exists())


def refused_for(session: Session, gallery_id: GalleryId) -> frozenset[PlayerId]:
    """Who refused for a gallery, whatever they said elsewhere."""
    asked = select(GalleryRefusalRow.player_id).where(GalleryRefusalRow.gallery_id == gallery_id)
    return frozenset(map(PlayerId, session.scalars(asked)))


def refused_in(session: Session, photo_ids: Sequence[str]) -> Mapping[str, Set[PlayerId]]:
    """Who refused for a gallery that a photo is in, by photo; of some photos those that there are any of."""
    found: defaultdict[str, set[PlayerId]] = defaultdict(set)
    asked = select(GalleryPhotoRow.photo_id, GalleryRefusalRow.player_id).join(
        GalleryRefusalRow, GalleryRefusalRow.gallery_id == GalleryPhotoRow.gallery_id
    )
    for part in chunks(photo_ids):
        for photo_id, player_id in rows_of(session, asked.where(among(GalleryPhotoRow.photo_id, part))):
            found[photo_id].add(PlayerId(player_id))
    return found
