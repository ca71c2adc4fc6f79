"""What was erased is not found again: the kinds of tombstones, and where faces were."""

from __future__ import annotations

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from core.db.schema import TombstoneRow
from core.types import Box, PhotoId

PLAYER, FACE, PHOTO, PICTURE = "player", "face", "photo", "picture"
"""The kinds of tombstones; the id of a picture is what its names in the team's store begin with."""
PAGES = "delivery-"
"""What the names of pages in the team's store begin with, before the id of whose photos they show."""

TO_DO = or_(
    and_(TombstoneRow.kind != PICTURE, TombstoneRow.pending),
    and_(TombstoneRow.kind == PICTURE, ~TombstoneRow.pending),
)
"""What is still to be taken out of files: what was let go of, and that a picture was in the store."""


def erased_places(session: Session, photo_id: PhotoId) -> list[Box]:
    """Where in a photo faces were erased."""
    asked = select(TombstoneRow.box).where(TombstoneRow.photo_id == photo_id)
    return [Box(*box) for box in session.scalars(asked) if box]
