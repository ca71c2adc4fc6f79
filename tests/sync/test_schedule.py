"""What says which photos are of a match goes to the others of a team."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core.jobs import JobContext
from core.library import Library
from core.types import GalleryId, PhotoFilter, PhotoId, Role
from tests.fakes.planter import Planter
from tests.fakes.team import Team

NOON = datetime(2026, 5, 1, 12)
MINUTE = timedelta(minutes=1)
CANON, NIKON = "Canon R3", "Nikon Z9"


def sync(*libraries: Library) -> None:
    for library in libraries:
        library.team.sync(JobContext())


def shoot(planter: Planter, camera: str, minute: int) -> PhotoId:
    return planter.face(planter.photo("x", camera=camera, taken_at=NOON + minute * MINUTE)[0]).photo_id


def test_clocks_courts_teams_and_photos_put_into_matches_are_shared(team: Team) -> None:
    owner, planter = team.owner, Planter(team.owner)
    owner.players.add("Ann", team="Reds")
    first, second = shoot(planter, CANON, 1), shoot(planter, NIKON, -5)
    gallery = planter.gallery()
    east, west = (
        match
        for court in ("East", "West")
        for match in owner.matches.add(gallery, court, NOON, NOON + 9 * MINUTE, court, ["Reds"]).matches
    )
    other = team.member("photographer", Role.PHOTOGRAPHER)
    sync(owner, other)
    assert other.matches.of(gallery)[0].teams == ("Reds",)
    assert other.galleries.photo_ids(gallery) == [second, first]

    nikon = next(one for one in owner.cameras.of(gallery) if one.name == NIKON)
    owner.cameras.save(replace(nikon, clock=7 * MINUTE, court="West"))
    other.matches.put(gallery, {first: east})
    sync(owner, other, owner)

    def seen(library: Library, of: GalleryId) -> list[list[PhotoId]]:
        wanted = [PhotoFilter(), *(PhotoFilter(match_id=match) for match in (east, west))]
        return [library.galleries.photo_ids(of, one) for one in wanted]

    assert seen(other, gallery) == seen(owner, gallery) == [[first, second], [first], [second]]
    assert other.cameras.of(gallery) == owner.cameras.of(gallery)

    late = shoot(planter, NIKON, -4)
    owner.matches.put(gallery, {first: None, late: east})
    third = team.member("late", Role.PHOTOGRAPHER)
    sync(owner, third, other)
    assert seen(third, gallery) == seen(other, gallery) == [[first, second, late], [late], [second]]
