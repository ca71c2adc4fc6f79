"""Every filter and every order against the same said in plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from core.db.schema import FaceRow, PhotoFileRow, PhotoRow
from core.library import Library
from core.types import (
    OPEN_STATES,
    FaceState,
    GalleryId,
    Match,
    Photo,
    PhotoFilter,
    PhotoId,
    PhotoSort,
    PlayerId,
    PlayerUpdate,
    SortKey,
)
from tests.fakes.planter import Planter

START = datetime(2026, 5, 1, 9)
# The team of a player who is in no photo.
BENCH = "Bench"
TEAMS = {"Ana": "North", "Bo": "North", "Cy": "South"}
CAMERAS = ("", "Canon", "Nikon")
NAMES = ("DSC_1.JPG", "dsc_2.jpg", "Финал.jpg", "a.b.jpg")


@dataclass(frozen=True, slots=True)
class World:
    library: Library
    gallery: GalleryId
    photos: tuple[Photo, ...]
    players: tuple[PlayerId, ...]
    match: Match


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Forty photos of every kind, some of them in a gallery of their own."""
    with Library.open(tmp_path_factory.mktemp("filters") / "library") as library:
        planter = Planter(library)
        players = tuple(library.players.ensure(name) for name in TEAMS)
        library.players.add("Dee", team=BENCH)
        for name, team in TEAMS.items():
            library.players.update(library.players.find(name).id, PlayerUpdate(team=team))
        faces = [planter.photo(*"x" * (n % 4), **_shot(n)) for n in range(40)]
        _vary(library, [face for of_photo in faces for face in of_photo], players)
        gallery = planter.gallery()
        library.matches.add(gallery, "Match", START + timedelta(minutes=5), START + timedelta(minutes=15))
        (match,) = library.matches.of(gallery)
        photos = library.galleries.photos(library.galleries.photo_ids(gallery))
        yield World(library, gallery, tuple(photos), players, match)


def _shot(number: int) -> dict[str, Any]:
    return {
        "taken_at": None if number % 7 == 3 else START + timedelta(minutes=number * 3 % 20),
        "camera": CAMERAS[number % 3],
        "gallery": "Other" if number % 9 == 8 else "Day 1",
    }


def _vary(library: Library, faces: list[Any], players: tuple[PlayerId, ...]) -> None:
    states = list(FaceState)
    with library._database.write() as session:
        for number, face in enumerate(faces):
            state = states[number % len(states)]
            named = state in (FaceState.SUGGESTED, FaceState.TAGGED, FaceState.CONFIRMED)
            player = players[number % len(players)] if named else None
            values = {"state": state.value, "player_id": player, "aside": number % 5 == 0}
            session.execute(update(FaceRow).where(FaceRow.id == face).values(**values))
        rows = session.query(PhotoFileRow).order_by(PhotoFileRow.path).all()
        for number, row in enumerate(rows):
            session.execute(update(PhotoRow).where(PhotoRow.id == row.photo_id).values(rating=number % 7 - 1))
            path = f"/DSC_1/{number:02d}/{NAMES[number % len(NAMES)]}"
            session.execute(update(PhotoFileRow).where(PhotoFileRow.path == row.path).values(path=path))


def holds(world: World, photo: Photo, wanted: PhotoFilter) -> bool:
    """Whether a photo passes, one condition after another."""
    shown = {face.player_id for face in photo.faces}
    teams = {TEAMS[face.player] for face in photo.faces if face.player}
    taken = photo.taken_at
    match = world.match
    return all(
        (
            wanted.states is None or any(face.state in wanted.states for face in photo.faces),
            wanted.players <= shown,
            wanted.team is None or wanted.team in teams,
            wanted.match_id is None or (taken is not None and match.starts_at <= taken < match.ends_at),
            not wanted.unreviewed or any(waits(face) for face in photo.faces),
            not wanted.no_faces or all(face.state is FaceState.NOT_A_FACE for face in photo.faces),
            wanted.least_rating <= photo.rating <= wanted.most_rating,
            wanted.camera is None or photo.camera == wanted.camera,
            wanted.since is None or (taken is not None and taken >= wanted.since),
            wanted.until is None or (taken is not None and taken < wanted.until),
            wanted.text.casefold() in photo.path.name.casefold(),
        )
    )


def waits(face: Any) -> bool:
    return face.state in OPEN_STATES and not face.aside


def key_of(photo: Photo, by: SortKey) -> Any:
    return {
        SortKey.TIME: 0,
        SortKey.NAME: photo.path.name.casefold(),
        SortKey.RATING: photo.rating,
        SortKey.FACES: sum(face.state is not FaceState.NOT_A_FACE for face in photo.faces),
        SortKey.UNREVIEWED: sum(map(waits, photo.faces)),
        SortKey.CAMERA: photo.camera,
    }[by]


def expected(world: World, wanted: PhotoFilter, sort: PhotoSort) -> list[PhotoId]:
    found = [photo for photo in world.photos if holds(world, photo, wanted)]
    if sort.by is SortKey.TIME:
        return [photo.id for photo in (found[::-1] if sort.descending else found)]
    found.sort(key=lambda photo: key_of(photo, sort.by), reverse=sort.descending)
    return [photo.id for photo in found]


MOMENTS = st.none() | st.integers(0, 20).map(lambda minutes: START + timedelta(minutes=minutes))


@st.composite
def filters(draw: st.DrawFn, world: World) -> PhotoFilter:
    least = draw(st.sampled_from((-1, -1, 0, 1, 3)))
    return PhotoFilter(
        states=draw(st.none() | st.frozensets(st.sampled_from(list(FaceState)), min_size=1, max_size=3)),
        players=draw(
            st.just(frozenset[PlayerId]()) | st.frozensets(st.sampled_from(world.players), max_size=2)
        ),
        team=draw(st.sampled_from((None, None, "North", "South", BENCH))),
        match_id=draw(st.sampled_from((None, None, world.match.id))),
        unreviewed=draw(st.sampled_from((False, False, True))),
        no_faces=draw(st.sampled_from((False, False, False, True))),
        least_rating=least,
        most_rating=draw(st.sampled_from((5, 5, max(least, 2), -1))),
        camera=draw(st.sampled_from((None, None, *CAMERAS))),
        since=draw(MOMENTS),
        until=draw(MOMENTS),
        text=draw(st.sampled_from(("", "", "dsc", "ФИНАЛ", "1", "nothing"))),
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), by=st.sampled_from(list(SortKey)), descending=st.booleans())
def test_a_filter_gives_the_photos_that_hold_all_of_it_in_order(
    world: World, data: st.DataObject, by: SortKey, descending: bool
) -> None:
    wanted = data.draw(filters(world))
    sort = PhotoSort(by, descending)
    found = world.library.galleries.photo_ids(world.gallery, wanted, sort)
    assert found == expected(world, wanted, sort)


def test_photos_without_a_time_come_last(world: World) -> None:
    times = [photo.taken_at for photo in world.photos]
    first_without = times.index(None)
    assert all(time is None for time in times[first_without:])
    known = [time for time in times[:first_without] if time]
    assert known == sorted(known)
    assert {photo.path.parent.parent for photo in world.photos} == {Path("/DSC_1")}
