"""What members may add, as the server's policies have it: the rest is kept for when it may be sent."""

from __future__ import annotations

from core.sync import wire
from core.sync.wire import Table
from core.types import PictureKind, Role

BRINGERS = frozenset({Role.OWNER, Role.PHOTOGRAPHER})
FOR_BRINGERS = frozenset({wire.PHOTO, wire.GALLERY_PHOTO})
REVIEWED_KINDS = ("player", "season", "refusal", "photo")
"""The things that a reviewer may write of; they may delete none."""


def may_add(role: Role, table: Table) -> bool:
    """Whether a member may add rows to a table, of revisions and pictures at least some."""
    return role in BRINGERS or (role is Role.REVIEWER and table not in FOR_BRINGERS)


def pictures_of(role: Role, *, originals: bool) -> tuple[PictureKind, ...]:
    """What a member sends to the team's store, in this order: questions need crops before all.

    `originals` is whether the member wants to share these.
    """
    if role in BRINGERS:
        return (PictureKind.CROP, PictureKind.PREVIEW, *([PictureKind.ORIGINAL] if originals else []))
    return (PictureKind.CROP,) if role is Role.REVIEWER else ()
