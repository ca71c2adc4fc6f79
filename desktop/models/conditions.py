"""The conditions of a filter of photos, each with what it offers and what is chosen of that."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QCoreApplication

from core.types import (
    BEST_RATING,
    OPEN_MATCH,
    REJECTED_PHOTO,
    UNRATED,
    Choice,
    FaceState,
    GalleryChoices,
    MatchId,
    PhotoFilter,
    SortKey,
    short_camera,
)

translate = QCoreApplication.translate

STAR = "★"
Values = frozenset[Any]
"""What is chosen of a condition; none where it does not count."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One value that a condition can ask for; `photos` is how many there are, where that is known."""

    value: Any
    words: str
    photos: int | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: its name, what it offers in a gallery, and how it is part of a filter.

    Of one that is `several`, more than one value can be chosen.
    """

    name: str
    offers: Callable[[GalleryChoices], Sequence[Offer]]
    chosen: Callable[[PhotoFilter], Values]
    choose: Callable[[PhotoFilter, Values], PhotoFilter]
    words: Callable[[Any], str]
    several: bool = False
    least: int = 1
    """With fewer offers there is nothing to choose."""

    def said(self, wanted: PhotoFilter, choices: GalleryChoices | None) -> str:
        """What is chosen in words; nothing where nothing is."""
        values = self.chosen(wanted)
        offers = self.offers(choices) if choices and values else ()
        names = {offer.value: offer.words for offer in offers}
        return ", ".join(sorted(names.get(value) or self.words(value) for value in values))


class FaceKind(StrEnum):
    """What is asked of the faces of a photo."""

    UNREVIEWED = "unreviewed"
    UNKNOWN = "unknown"
    SUGGESTED = "suggested"
    TAGGED = "tagged"
    CONFIRMED = "confirmed"
    NONE = "none"


STATES = {
    FaceKind.UNKNOWN: frozenset({FaceState.UNKNOWN, FaceState.REJECTED}),
    FaceKind.SUGGESTED: frozenset({FaceState.SUGGESTED}),
    FaceKind.TAGGED: frozenset({FaceState.TAGGED}),
    FaceKind.CONFIRMED: frozenset({FaceState.CONFIRMED}),
}
RATINGS = (
    *((least, BEST_RATING) for least in range(BEST_RATING, 0, -1)),
    (UNRATED, UNRATED),
    (UNRATED, BEST_RATING),
    (REJECTED_PHOTO, REJECTED_PHOTO),
)
ANY_RATING = (REJECTED_PHOTO, BEST_RATING)


def conditions() -> dict[str, Condition]:
    """Every condition, in the order in which they are offered."""
    return {
        "players": Condition(
            translate("Conditions", "Player"),
            lambda choices: [_named(one) for one in choices.players],
            lambda wanted: wanted.players,
            lambda wanted, values: replace(wanted, players=values),
            lambda _: translate("Conditions", "a player who is not here"),
            several=True,
        ),
        "team": Condition(
            translate("Conditions", "Team"),
            lambda choices: [_named(one) for one in choices.teams],
            lambda wanted: _one(wanted.team),
            lambda wanted, values: replace(wanted, team=_first(values)),
            str,
        ),
        "match": Condition(
            translate("Conditions", "Match"),
            lambda choices: [_match(one) for one in choices.matches],
            lambda wanted: _one(wanted.match_id),
            lambda wanted, values: replace(wanted, match_id=_first(values)),
            _match_words,
        ),
        "faces": Condition(
            translate("Conditions", "Faces"),
            lambda _: [Offer(kind, face_words(kind)) for kind in FaceKind],
            _face_kinds,
            _with_face_kinds,
            face_words,
        ),
        "rating": Condition(
            translate("Conditions", "Rating"),
            lambda _: [Offer(rating, rating_words(rating)) for rating in RATINGS],
            lambda wanted: _one(_rating(wanted)),
            lambda wanted, values: _with_rating(wanted, _first(values) or ANY_RATING),
            rating_words,
        ),
        "time": Condition(
            translate("Conditions", "Time"),
            lambda choices: [
                Offer(day(one.value), one.value.isoformat(), one.photos) for one in choices.days
            ],
            lambda wanted: _one((wanted.since, wanted.until) if wanted.since or wanted.until else None),
            lambda wanted, values: _with_time(wanted, _first(values) or (None, None)),
            time_words,
        ),
        "camera": Condition(
            translate("Conditions", "Camera"),
            lambda choices: [Offer(c.value, camera_words(c.value), c.photos) for c in choices.cameras],
            lambda wanted: _one(wanted.camera),
            lambda wanted, values: replace(wanted, camera=_first(values)),
            camera_words,
            least=2,
        ),
    }


def _match(choice: Choice[MatchId]) -> Offer:
    words = _match_words(choice.value) if choice.value == OPEN_MATCH else choice.name
    return Offer(choice.value, words, choice.photos)


def _match_words(match_id: MatchId) -> str:
    """A match that is not among those of the gallery, in words."""
    if match_id == OPEN_MATCH:
        return translate("Conditions", "?  one of several")
    return translate("Conditions", "a match that is not here")


def _named(choice: Choice[Any]) -> Offer:
    return Offer(choice.value, choice.name, choice.photos)


def _one(value: object) -> Values:
    return frozenset() if value is None else frozenset({value})


def _first(values: Collection[Any]) -> Any:
    return next(iter(values), None)


def _face_kinds(wanted: PhotoFilter) -> Values:
    kinds = {kind for kind, states in STATES.items() if wanted.states and states <= wanted.states}
    kinds |= {FaceKind.UNREVIEWED} if wanted.unreviewed else set()
    return frozenset(kinds | ({FaceKind.NONE} if wanted.no_faces else set()))


def _with_face_kinds(wanted: PhotoFilter, kinds: Values) -> PhotoFilter:
    states = frozenset(state for kind in kinds & STATES.keys() for state in STATES[kind])
    return replace(
        wanted,
        states=states or None,
        unreviewed=FaceKind.UNREVIEWED in kinds,
        no_faces=FaceKind.NONE in kinds,
    )


def _rating(wanted: PhotoFilter) -> tuple[int, int] | None:
    rating = (wanted.least_rating, wanted.most_rating)
    return None if rating == ANY_RATING else rating


def _with_rating(wanted: PhotoFilter, rating: tuple[int, int]) -> PhotoFilter:
    return replace(wanted, least_rating=rating[0], most_rating=rating[1])


def _with_time(wanted: PhotoFilter, moments: tuple[datetime | None, datetime | None]) -> PhotoFilter:
    return replace(wanted, since=moments[0], until=moments[1])


def day(of: date) -> tuple[datetime, datetime]:
    """The moments at which a day begins and is over."""
    begins = datetime.combine(of, time())
    return begins, begins + timedelta(days=1)


def face_words(kind: FaceKind) -> str:
    """A kind of faces in words."""
    return {
        FaceKind.UNREVIEWED: translate("Conditions", "still to be answered"),
        FaceKind.UNKNOWN: translate("Conditions", "unknown"),
        FaceKind.SUGGESTED: translate("Conditions", "suggested"),
        FaceKind.TAGGED: translate("Conditions", "tagged by the machine"),
        FaceKind.CONFIRMED: translate("Conditions", "confirmed"),
        FaceKind.NONE: translate("Conditions", "no faces"),
    }[kind]


def rating_words(rating: tuple[int, int]) -> str:
    """A range of ratings in words."""
    words = {
        (UNRATED, UNRATED): translate("Conditions", "not rated"),
        (UNRATED, BEST_RATING): translate("Conditions", "not rejected"),
        (REJECTED_PHOTO, REJECTED_PHOTO): translate("Conditions", "rejected"),
        (BEST_RATING, BEST_RATING): STAR * BEST_RATING,
    }
    least, most = rating
    or_better = translate("Conditions", "{stars} or better").format(stars=STAR * least)
    other = or_better if most == BEST_RATING else f"{least} – {most} {STAR}"
    return words.get(rating, other)


def time_words(moments: tuple[datetime | None, datetime | None]) -> str:
    """From when to when: a day, hours of a day, or whatever it is."""
    since, until = moments
    if since is None:
        return translate("Conditions", "before {time}").format(time=_moment(until))
    if until is None:
        return translate("Conditions", "from {time} on").format(time=_moment(since))
    if moments == day(since.date()):
        return since.date().isoformat()
    end = until.strftime("%H:%M") if until.date() == since.date() else _moment(until)
    return f"{_moment(since)} – {end}"


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""


def camera_words(camera: str) -> str:
    """A camera's name, or that it is not known."""
    return short_camera(camera) or translate("Conditions", "unknown camera")


def sort_words(key: SortKey) -> str:
    """What photos are ordered by, in words."""
    return {
        SortKey.TIME: translate("Conditions", "Time"),
        SortKey.NAME: translate("Conditions", "File name"),
        SortKey.RATING: translate("Conditions", "Rating"),
        SortKey.FACES: translate("Conditions", "Number of faces"),
        SortKey.UNREVIEWED: translate("Conditions", "Faces still to be answered"),
        SortKey.CAMERA: translate("Conditions", "Camera"),
    }[key]
