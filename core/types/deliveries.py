"""What is handed to players, teams or by match: orders, what comes of them, and who got what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from core.types.ids import DeliveryId, GalleryId, PhotoId, PlayerId
from core.types.photos import FileFailure


class Recipients(StrEnum):
    """Who gets a folder of their own."""

    PLAYER = "player"
    TEAM = "team"
    MATCH = "match"


class WithheldReason(StrEnum):
    """Why the photos of a player are not handed out."""

    REFUSED = "refused"
    ENDED = "ended"
    """The consent that was given has ended."""
    NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True)
class DeliveryOrder:
    """What is to be handed out, and how.

    `to` is a folder or an address (see `core.storage.destination`). `players` are the only ones that it is
    for, all where there is none. `zipped`: one ZIP for each recipient instead of a folder. `tagged`: also by
    names that nobody confirmed. `unasked`: also players who were never asked for consent. `file_template`
    names the files (see `core.delivery.planning`). `as_jpeg`: pictures made anew, upright, with the longest
    side `longest_px` at most (0 for as large as they are), `sharpen`ed, with the text `watermark` or the
    picture `logo` on them; else files as they are. `names`: who is in a JPEG stands in the copy, also where
    it does not in the file. `sheet`: a PDF with all photos of each recipient.
    """

    gallery_id: GalleryId
    to: str
    by: Recipients = Recipients.PLAYER
    players: frozenset[PlayerId] = frozenset()
    zipped: bool = False
    tagged: bool = True
    unasked: bool = False
    file_template: str = "{file}"
    as_jpeg: bool = False
    longest_px: int = 0
    sharpen: bool = False
    watermark: str = ""
    logo: Path | None = None
    names: bool = True
    sheet: bool = False


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who gets photos: the name of the player, team or match, the folder, and how many."""

    name: str
    folder: str
    photos: int
    player_id: PlayerId | None = None


@dataclass(frozen=True, slots=True)
class Withheld:
    """A player whose photos are not handed out, and how many of them are known.

    Who refused, or whose consent has ended, is not looked for: more may show them. `files` are those that
    name them while no face does; only what is handed out is looked into.
    """

    player_id: PlayerId
    name: str
    reason: WithheldReason
    photos: int
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class DeliveryPlan:
    """What an order comes to: who gets how many, whose photos are withheld.

    `left_out` counts the photos that somebody would get if nobody on them was withheld, `elsewhere` those
    whose files are not on this computer, `nameless` those on which nobody is named, and `placeless` those
    that are of no team or match while each team or match gets its own. `files_unread`: nobody looked whom the
    files themselves name, so that some may be left out, too. `tool_missing`: ExifTool is not on this
    computer, so that nobody can look, and no names go into files.
    """

    recipients: tuple[Recipient, ...]
    withheld: tuple[Withheld, ...]
    left_out: int
    elsewhere: int
    nameless: int
    placeless: int
    files_unread: bool = False
    tool_missing: bool = False


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What was handed out: photos, and files that were sent, that were there already, and that could not be.

    A photo counts once for each who has it now; a ZIP of many is one file, and so is the list. `out_before`
    counts the photos that are left out and were delivered to the same place before, where they are still.
    """

    id: DeliveryId
    photos: int
    sent: int
    there: int
    failures: tuple[FileFailure, ...]
    plan: DeliveryPlan
    out_before: int


@dataclass(frozen=True, slots=True)
class PastDelivery:
    """A delivery as it is kept: when, in UTC, where to, and how many recipients got how many photos."""

    id: DeliveryId
    at: datetime
    to: str
    recipients: int
    photos: int


@dataclass(frozen=True, slots=True)
class Received:
    """Somebody got a photo, under this name."""

    recipient: str
    player_id: PlayerId | None
    photo_id: PhotoId
    name: str
