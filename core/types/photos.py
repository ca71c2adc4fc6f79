"""Photos, the galleries that they are in, and how they are filtered and ordered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from core.types.faces import NAMED, Face, FaceState
from core.types.ids import GalleryId, MatchId, PhotoId, PlayerId
from core.types.lists import Choice

RAW_SUFFIXES = frozenset(
    {".3fr", ".arw", ".cr2", ".cr3", ".crw", ".dng", ".erf", ".iiq", ".nef", ".nrw", ".orf", ".pef"}
    | {".raf", ".raw", ".rw2", ".sr2", ".srw", ".x3f"}
)
"""The endings of files as cameras store what the sensor saw."""
PICTURE_SUFFIXES = RAW_SUFFIXES | frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".tif", ".tiff", ".webp", ".heic", ".heif", ".hif", ".avif"}
)
"""The endings of files that cameras and phones put pictures in."""


def corrected(taken_at: datetime | None, clock: timedelta) -> datetime | None:
    """A camera's time with its clock put on; as it is where no calendar has the other one."""
    try:
        return None if taken_at is None else taken_at + clock
    except OverflowError:
        return taken_at


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of the library: width and height in pixels, upright; time by the camera's clock.

    `path` is where its file is on this computer, empty where it is on another one of the team; `file_name` is
    known in any case. `rating` is 0 to 5 stars, 0 where nobody rated it, -1 where it was rejected (XMP).
    `clock` is how far its camera's clock is put on in its gallery; in the first of them where they differ.
    """

    id: PhotoId
    path: Path
    file_name: str
    width: int
    height: int
    taken_at: datetime | None
    camera: str
    faces: tuple[Face, ...] = ()
    rating: int = 0
    clock: timedelta = timedelta()

    @property
    def corrected_at(self) -> datetime | None:
        """When it was taken, by a clock that is right."""
        return corrected(self.taken_at, self.clock)

    @property
    def is_here(self) -> bool:
        """Whether its file is on this computer."""
        return self.path != Path()

    @property
    def called(self) -> str:
        """Its path; of one on another computer the file's name, or the id where nobody told that."""
        return str(self.path) if self.is_here else self.file_name or self.id

    @property
    def names(self) -> list[str]:
        """Who is known to be in it, from left to right."""
        return [face.player for face in self.faces if face.player and face.state in NAMED]


@dataclass(frozen=True, slots=True)
class Gallery:
    """An imported set of photos, with counts; an empty `roster` takes every player.

    `aside` are faces that still have no answer and that somebody put aside, not being sure. `stopped`: an
    import into it has not come to its end; where it is not going on just now it can be gone on with.
    """

    id: GalleryId
    name: str
    photos: int
    faces: int
    failures: int
    by_state: dict[FaceState, int] = field(default_factory=dict)
    roster: frozenset[PlayerId] = frozenset()
    aside: int = 0
    stopped: bool = False


REJECTED_PHOTO, UNRATED, BEST_RATING = -1, 0, 5
"""The least and the greatest rating of a photo, and that of one nobody rated."""


@dataclass(frozen=True, slots=True)
class PhotoFilter:
    """Which photos of a gallery are wanted; every condition given must hold.

    `states`: with a face in one of these states. `players`: with a face labelled as each of them.
    `team`: with a face labelled as somebody of it. `match_id`: of that match; `OPEN_MATCH`: of one of
    several. `unreviewed`: with a face that waits for an answer. `no_faces`: without any face.
    `least_rating` to `most_rating`: rated so. `camera`: taken by it, by one that is not known where empty.
    `since` and `until`: taken then or later, and earlier, by the corrected clock. `text`: any part of the
    file's name, in any case.
    """

    states: frozenset[FaceState] | None = None
    players: frozenset[PlayerId] = frozenset()
    team: str | None = None
    match_id: MatchId | None = None
    unreviewed: bool = False
    no_faces: bool = False
    least_rating: int = REJECTED_PHOTO
    most_rating: int = BEST_RATING
    camera: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    text: str = ""


class SortKey(StrEnum):
    """What photos are ordered by; those that are equal in it are in the order of their time."""

    TIME = "time"
    """Those without a time come last, and then by path."""
    NAME = "name"
    RATING = "rating"
    FACES = "faces"
    UNREVIEWED = "unreviewed"
    """How many faces wait for an answer."""
    CAMERA = "camera"


@dataclass(frozen=True, slots=True)
class PhotoSort:
    """The order of photos: the least first, or the greatest."""

    by: SortKey = SortKey.TIME
    descending: bool = False


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter and an order of photos under a name."""

    name: str
    wanted: PhotoFilter
    sort: PhotoSort = PhotoSort()


@dataclass(frozen=True, slots=True)
class GalleryChoices:
    """What the photos of a gallery can be filtered by; matches and days by time, the rest by name.

    The last match is `OPEN_MATCH`, without a name, where photos may be of several.
    """

    players: tuple[Choice[PlayerId], ...]
    teams: tuple[Choice[str], ...]
    matches: tuple[Choice[MatchId], ...]
    cameras: tuple[Choice[str], ...]
    days: tuple[Choice[date], ...]


@dataclass(frozen=True, slots=True)
class PlayerGroup:
    """A player's photos in a gallery, and how many of them show each other player too, the most first."""

    player_id: PlayerId
    player: str
    photo_ids: tuple[PhotoId, ...]
    together: dict[PlayerId, int]


@dataclass(frozen=True, slots=True)
class GroupedPhotos:
    """A gallery by player, the one with most photos first.

    `players` are those of each photo with a name in it; `nobody` are the photos without.
    """

    groups: tuple[PlayerGroup, ...]
    players: dict[PhotoId, tuple[PlayerId, ...]]
    nobody: tuple[PhotoId, ...]


@dataclass(frozen=True, slots=True)
class FileFailure:
    """A file that an import could not use; `code` is stable, `reason` is for people."""

    path: Path
    code: str
    reason: str
