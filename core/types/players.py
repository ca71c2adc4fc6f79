"""Players, their seasons, and the rosters that they come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum

from core.types.ids import FaceId, GalleryId, PlayerId
from core.types.tables import TableMapping, TablePreview


class Consent(StrEnum):
    """Whether a player agreed to be recognised."""

    UNKNOWN = "unknown"
    GIVEN = "given"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Season:
    """The team and the number of a player in a season, which is called as the user likes: "2026"."""

    season: str
    team: str = ""
    number: str = ""


def has_ended(until: date | None) -> bool:
    """Whether the last day of a consent is over; it still counts itself. One without an end never has."""
    return until is not None and until < date.today()


@dataclass(frozen=True, slots=True)
class Player:
    """A person on the roster; the id is who it is, the name only what they are called.

    `seasons` are the latest first; where there are any, `team` and `number` are those of the first.
    `faces` have their name (confirmed or tagged) and are in `photos`; `references` of them are enrolled
    reference photos. `suggestions` wait for an answer. `portrait` is their best confirmed face. They are not
    to be recognised in the galleries that they `refused_for`, whatever their `consent` is.
    """

    id: PlayerId
    name: str
    number: str = ""
    team: str = ""
    external_id: str = ""
    consent: Consent = Consent.UNKNOWN
    consent_until: date | None = None
    references: int = 0
    photos: int = 0
    faces: int = 0
    suggestions: int = 0
    portrait: FaceId | None = None
    seasons: tuple[Season, ...] = ()
    refused_for: frozenset[GalleryId] = frozenset()

    @property
    def consent_ended(self) -> bool:
        """Whether the last day of their consent is over."""
        return has_ended(self.consent_until)


class NoEnd(Enum):
    """A consent holds for good, said explicitly: a date that was left out is never taken for it."""

    NO_END = "no end"


NO_END = NoEnd.NO_END


@dataclass(frozen=True, slots=True)
class PlayerUpdate:
    """New values for a player; None keeps the old one."""

    name: str | None = None
    number: str | None = None
    team: str | None = None
    external_id: str | None = None
    consent: Consent | None = None
    consent_until: date | NoEnd | None = None


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would do: `result` is who stays, as they would be, `other` who becomes them.

    `confirmed_together` is in how many photos both are confirmed: with any they are two people and the
    merge is refused.
    """

    kept: Player
    other: Player
    result: Player
    confirmed_together: int


class RosterField(StrEnum):
    """What a column of a roster file tells of a player."""

    IGNORE = "ignore"
    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    NUMBER = "number"
    TEAM = "team"
    SEASON = "season"
    """With it `number` and `team` are those of that season, and a player may have several lines."""
    EXTERNAL_ID = "external_id"
    CONSENT = "consent"
    CONSENT_UNTIL = "consent_until"
    ID = "playertag_id"
    """The id of the player in the library that the roster was exported from."""


# For annotations: what is made is a `TableMapping`, since a frozen dataclass can't be made by such a name.
RosterMapping = TableMapping[RosterField]
RosterPreview = TablePreview[RosterField]
