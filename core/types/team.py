"""A team that shares a tournament."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.types.faces import Face, Verdict
from core.types.ids import PlayerId
from core.types.photos import FileFailure


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


class PictureKind(StrEnum):
    """What a team's store has."""

    CROP = "crop"
    """A face, 160 px square."""
    PREVIEW = "preview"
    """A photo, 512 px on its longest side."""
    ORIGINAL = "original"
    """The file that was imported."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the tournament, by their e-mail address; not `active` who was dismissed.

    Who `came` has synced, or asks; the others were invited, and have not been here yet.
    """

    login: str
    role: Role
    active: bool
    added_at: datetime
    came: bool


@dataclass(frozen=True, slots=True)
class TeamStatus:
    """The team of a library.

    `role` is what the member may do, as of the last sync; None before. `store` is the address of the team's
    store of pictures, empty where it has none; `store_key` is the id of the member's key to it, empty where
    this computer has none. `waiting` counts what the others do not have yet. `unkept_password` is the
    member's where this computer has no keyring: the program forgets it when it ends, and `unkept_key` says
    that it forgets the key, too.
    `verified` says that whoever is signed in is the member; that they have the member's password is proven
    anyhow.
    """

    name: str
    server: str
    login: str
    waiting: int
    synced_at: datetime | None
    role: Role | None = None
    store: str = ""
    verified: bool = False
    unkept_password: str = field(default="", repr=False)
    store_key: str = ""
    unkept_key: bool = False

    @property
    def forgotten(self) -> bool:
        """Whether the program forgets something when it ends that the member needs."""
        return bool(self.unkept_password) or self.unkept_key

    def may(self, least: Role) -> bool:
        """Whether the member may do what is for this role and those above it; unknown before they sync."""
        roles = list(Role)
        return self.role is None or roles.index(self.role) <= roles.index(least)


class Line(StrEnum):
    """How a library is doing that stays in touch with its team."""

    SYNCING = "syncing"
    UP_TO_DATE = "up to date"
    OFFLINE = "offline"
    """The server can't be reached; it is tried again after a while."""
    NO_DISK = "no disk"
    """The library can't be written to, as where its disk is full; it is tried again after a while."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A page with a player's photos: its address, which opens it for anybody, and how many photos are on it.

    Of these so many as originals, the others as previews; `missing` ones are not in the store yet. `withheld`
    ones show somebody else who does not agree to be recognised.
    """

    link: str = field(repr=False)
    photos: int
    originals: int
    missing: int
    withheld: int


@dataclass(frozen=True, slots=True)
class StationsStatus:
    """How the photos stand that were handed out to the stations of a team.

    Of `photos` so many are `done` and so many `failed`, each with its reason in `failures`, as many as are
    shown. Lots are what a station takes at once: they wait, are worked on, are done or given up. `stations`
    are the members whose computers are at work, one of each.
    """

    photos: int
    done: int
    failed: int
    failures: tuple[FileFailure, ...]
    lots_waiting: int
    lots_running: int
    lots_done: int
    lots_failed: int
    stations: tuple[str, ...]


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
