from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import text

from core.jobs import JobContext
from core.library import Library
from core.types import Amount, FaceState
from tests.fakes.planter import Planter


def test_namesakes_are_counted_each_and_who_was_merged_not_at_all(library: Library, planter: Planter) -> None:
    first, second = (next(iter(library.players.add("Ann Lee").players)) for _ in range(2))
    (bea,) = library.players.add("Bea").players
    faces = [planter.photo("somebody")[0] for _ in range(3)]
    library.review.confirm(faces[:2], first)
    library.review.confirm(faces[2:], second)
    library.players.merge(first, bea)

    figures = library.statistics.figures()

    assert [(one.player_id, one.player, one.faces) for one in figures.by_player] == [
        (first, "Ann Lee", 2),
        (second, "Ann Lee", 1),
    ]
    assert figures.players == 2


def test_two_trainings_are_compared_by_who_players_are(library: Library, planter: Planter) -> None:
    planter.enrolled("Ann Lee", "Bea")
    before = library.training.execute(JobContext()).session
    (namesake,) = library.players.add("Ann Lee").players
    library.review.confirm([planter.photo("another Ann")[0]], namesake)
    after = library.training.execute(JobContext()).session
    compared = library.training.compare(before.id, after.id)
    assert (compared.only_first, compared.only_second) == ((), ("Ann Lee",))


def test_photos_are_counted_by_the_day_of_the_cameras_clock(library: Library, planter: Planter) -> None:
    assert library.statistics.figures().by_day == {}
    (ann,) = library.players.add("Ann").players
    planter.photo("Ann")  # without a time
    (named,) = planter.photo("Ann", taken_at=datetime(2026, 5, 1))
    planter.photo("Ann", "Bea", taken_at=datetime(2026, 5, 1, 23, 59, 59, 999_999))
    planter.photo(taken_at=datetime(2026, 5, 2))
    planter.photo("Ann", taken_at=datetime(2027, 1, 1, 12))
    library.review.confirm([named], ann)
    assert library.statistics.figures().by_day == {
        date(2026, 5, 1): Amount(photos=2, faces=3, named=1),
        date(2026, 5, 2): Amount(photos=1, faces=0, named=0),
        date(2027, 1, 1): Amount(photos=1, faces=1, named=0),
    }


def test_the_faces_of_a_gallery_are_counted_as_they_change(library: Library, planter: Planter) -> None:
    (ann,) = library.players.add("Ann").players
    face, other = planter.photo("Ann", "somebody")
    library.review.confirm([face], ann)
    assert library.galleries.get(planter.gallery()).by_state == {
        FaceState.CONFIRMED: 1,
        FaceState.UNKNOWN: 1,
    }
    assert library.galleries.get(planter.gallery()).aside == 0
    library.review.unsure([other])
    assert library.galleries.get(planter.gallery()).aside == 1
    assert [gallery.aside for gallery in library.galleries.all()] == [1]
    library.review.ignore([other])
    assert library.galleries.get(planter.gallery()).aside == 0
    counts = library.statistics.figures().by_gallery["Day 1"]
    assert (counts.photos, counts.faces, counts.named) == (1, 2, 1)
    with library._database.write() as session:
        session.execute(text("DELETE FROM gallery_photo"))
    assert library.galleries.get(planter.gallery()).by_state == {}
