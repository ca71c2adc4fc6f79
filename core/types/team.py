"""A team that shares a tournament."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.types.faces import Face, Verdict
from core.types.ids import PlayerId


class Role(StrEnum):
    """What a member may do in a tournament, each all that the next one may; the server sees to it."""

    OWNER = "owner"
    """Invites and dismisses."""
    PHOTOGRAPHER = "photographer"
    """Brings photos, makes galleries and matches, and deletes."""
    REVIEWER = "reviewer"
    """Answers, draws missed faces, adds and corrects players."""
    VIEWER = "viewer"
    """Looks."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the tournament, by their e-mail address; not `active` who was dismissed."""

    login: str
    role: Role
    active: bool
    added_at: datetime


@dataclass(frozen=True, slots=True)
class TeamStatus:
    """The team of a library.

    `waiting` counts what the others do not have yet. `unkept_password` is the member's where this computer
    has no keyring: the program forgets it when it ends. `verified` says that whoever is signed in is the
    member; that they have the member's password is proven anyhow.
    """

    name: str
    server: str
    login: str
    waiting: int
    synced_at: datetime | None
    verified: bool = False
    unkept_password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ConflictingAnswer:
    """What one of those who disagree said of a face last, and when, with a zone."""

    who: str
    verdict: Verdict
    player_id: PlayerId | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Conflict:
    """A face about which people disagree; whoever answers it next, knowing of both, settles it.

    With one answer only: the player is confirmed on another face of the photo too.
    """

    face: Face
    answers: tuple[ConflictingAnswer, ...]
