"""What the members of a team may do; the database sees to it (see the server's policies)."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a member may do in a tournament; each may all that the next one may."""

    OWNER = "owner"
    """Invites and dismisses."""
    PHOTOGRAPHER = "photographer"
    """Brings photos, makes galleries and matches, and deletes."""
    REVIEWER = "reviewer"
    """Answers, draws missed faces, adds and corrects players."""
    VIEWER = "viewer"
    """Looks."""


ROLES = tuple(Role)
