"""What was played when and where, and the cameras that it was taken with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from core.types.ids import GalleryId, MatchId
from core.types.tables import TableMapping, TablePreview

OPEN_MATCH = MatchId("open")
"""In place of a match: the photos that may be of several."""


@dataclass(frozen=True, slots=True)
class Match:
    """A match: when it was played, where and by which teams.

    `photos` are of it, and `open_photos` of it or of another one that was played at the same time; both are
    counted where matches are listed.
    """

    id: MatchId
    gallery_id: GalleryId
    name: str
    starts_at: datetime
    ends_at: datetime
    court: str = ""
    teams: tuple[str, ...] = ()
    photos: int = field(default=0, compare=False)
    open_photos: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera of a gallery, by the name that `Photo.camera` has.

    `clock` is how far its clock is put on to be right, and `court` the one that its photographer was at;
    empty where it was at any. `photos` are counted where cameras are listed.
    """

    gallery_id: GalleryId
    name: str
    clock: timedelta = timedelta()
    court: str = ""
    photos: int = field(default=0, compare=False)


def short_camera(camera: str) -> str:
    """A camera's name as people read it: the make once, where the model begins with it again."""
    make, _, model = camera.partition(" ")
    again = f" {model}".rfind(f" {make} ") if make else -1
    return model[again:] if again >= 0 else camera


class ScheduleField(StrEnum):
    """What a column of a schedule tells of a match."""

    IGNORE = "ignore"
    MATCH = "match"
    """Its name; without one it is called by its teams."""
    COURT = "court"
    TEAMS = "teams"
    """Both of them, with a dash or "vs" between."""
    FIRST_TEAM = "first_team"
    SECOND_TEAM = "second_team"
    DATE = "date"
    START = "start"
    END = "end"
    MINUTES = "minutes"
    """How long it takes, in place of its end."""


ScheduleMapping = TableMapping[ScheduleField]
SchedulePreview = TablePreview[ScheduleField]
