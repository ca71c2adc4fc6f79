"""Rosters that are drawn, and what is said of them."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.dataset import Dataset, TaggedPhoto
from benchmarks.measures import Bin, Estimate, Search, Share, estimated
from benchmarks.rosters import (
    Crowd,
    Draw,
    Trial,
    counted,
    crowds,
    draw,
    figures_of,
    precision,
    together,
    with_a_wrong_one,
)
from core.library import Library
from core.types import CurvePoint, FaceState, GalleryId, PhotoId, SessionId, TrainingSession, TrainingStatus
from tests.conftest import Person


def ids(*names: str) -> frozenset[PhotoId]:
    return frozenset(map(PhotoId, names))


CROWD = Crowd(
    GalleryId("day"),
    truth={
        PhotoId("a1"): frozenset({"ann"}),
        PhotoId("a2"): frozenset({"ann"}),
        PhotoId("b3"): frozenset({"bob"}),
        PhotoId("x"): frozenset(),
    },
    references={
        "ann": ids("a1", "a2"),  # nothing but references where two are wanted
        "bob": ids("b1", "b2"),
        "cho": ids("c1"),
    },
)


def session(threshold: float, *curve: CurvePoint) -> TrainingSession:
    at = datetime(2026, 5, 1, tzinfo=UTC)
    return TrainingSession(
        SessionId("one"), "opencv", at, TrainingStatus.DONE, 0.995, threshold=threshold, curve=curve
    )


def of(truth: str, **scores: float) -> Search:
    return Search(frozenset(truth.split()), "", scores)


def tried(*, right: int, wrong: int = 0, false: int = 0, foretold: Share = Share(0, 50)) -> Draw:  # noqa: B008
    tags, pairs = Share(right, right + wrong), Share(right, 20)
    bins = [Bin(0.9, Share(right, 20))]
    return Draw(10, 100, tags, pairs, false, 0.8, foretold, foretold.interval[1], 0.995, bins)


def test_who_is_drawn_has_references_enough_and_another_photo() -> None:
    chance = random.Random(0)
    assert draw(CROWD, 3, 2, chance) == {"bob": ids("b1", "b2")}
    assert draw(CROWD, 3, 1, chance).keys() == {"ann", "bob"}, "cho is in no photo"


def test_one_reference_of_one_player_is_a_strangers() -> None:
    roster = {"ann": ids("a1", "a2"), "bob": ids("b1", "b2")}
    spoilt = with_a_wrong_one(roster, [PhotoId("x")], random.Random(0))
    wrong = [name for name in roster if spoilt[name] != roster[name]]
    assert len(wrong) == 1
    assert spoilt[wrong[0]] - roster[wrong[0]] == ids("x")
    assert len(spoilt[wrong[0]]) == 2


def test_tags_are_counted_at_the_threshold_of_the_training() -> None:
    searches = [
        of("ann", ann=0.9, bob=0.85),
        of("ann bob", ann=0.7, bob=0.8),
        of("", ann=0.81),
        of("", bob=0.2),
        of(""),
    ]
    trained = session(0.8, CurvePoint(0.5, 0.5, 1, 8, 4), CurvePoint(0.8, 0.9, 1, 10, 1, 0.01, 0.3))
    found = counted(searches, trained, random.Random(0))
    assert (found.photos, found.strangers) == (2, 3)
    assert (found.tags, found.pairs, found.false) == (Share(2, 3), Share(2, 3), 1)
    assert found.foretold == Share(1, 10)
    assert found.at_most == 0.3
    assert sum(one.right.total for one in found.bins) == 4, "as many strangers as players"


def test_strangers_count_for_as_many_as_are_wanted() -> None:
    # 2 false tags in 100 photos are 0.2 in 10, and 1 in 50.
    one = tried(right=8, wrong=1, false=2)
    assert precision([one], 1) == pytest.approx(8 / 9.2)
    assert precision([one, one], 5) == pytest.approx(8 / 10)
    assert math.isnan(precision([tried(right=0)], 1))


def test_a_draw_keeps_to_a_share_of_wrong_tags() -> None:
    assert tried(right=9, wrong=1).keeps_to(0.11)
    assert not tried(right=9, wrong=1).keeps_to(0.09)
    assert tried(right=0).keeps_to(0), "nobody is tagged"


def test_an_estimate_is_of_the_draws() -> None:
    same = estimated([tried(right=8, wrong=2)] * 5, lambda some: precision(some, 1))
    assert same == Estimate(0.8, (0.8, 0.8))
    found = estimated([tried(right=10)] * 10 + [tried(right=0, wrong=10)], lambda some: precision(some, 1))
    assert isinstance(found, Estimate)
    assert found.value == pytest.approx(10 / 11)
    assert found.interval[0] < found.value < found.interval[1]
    assert estimated([tried(right=8, wrong=2)], lambda some: precision(some, 1)) == 0.8


def test_bins_of_draws_are_put_together() -> None:
    bins = [Bin(0.92, Share(3, 4)), Bin(0.1, Share(0, 1)), Bin(0.98, Share(2, 2))]
    sure, unsure = together(bins)
    assert sure.said == pytest.approx(0.94)
    assert sure.right == Share(5, 6)
    assert unsure == bins[1]


def test_the_figures_of_draws() -> None:
    figures = figures_of([tried(right=9), tried(right=5, wrong=5)])
    for limit in ("no more than foretold", "no more than at most"):
        assert figures[f"draws with {limit}"] == Share(1, 2)
    assert figures["draws as precise as was asked"] == Share(1, 2)
    assert figures["threshold, most"] == 0.8
    assert figures_of([]) == {}


def test_rosters_are_tried_in_a_library(tmp_path: Path, people: dict[str, Person]) -> None:
    known = {name: person for name, person in people.items() if name <= "P003"}
    dataset = Dataset(
        references={name: (one.selfie, one.portrait) for name, one in known.items()},
        tournament=tuple(
            TaggedPhoto(one.posture, frozenset({name} & known.keys()), "action")
            for name, one in people.items()
        ),
        clusters={},
        race={},
    )
    with Library.open(tmp_path) as library:
        library.update_settings(pack="opencv")
        crowd = crowds(library, dataset)["tournament"]
        first, *others = Trial(library, crowd).draws(2, 2, 20, 1, wrong=False)
        (again,) = Trial(library, crowd).draws(2, 2, 1, 1, wrong=False)
        assert len(others) < 3, "of three players only three pairs can be drawn"
        assert (first.photos, first.strangers) == (2, len(people) - 2)
        assert first.tags == Share(2, 2)
        # A tag that is as sure as before but for 0.0001 keeps its probability.
        assert replace(again, bins=first.bins) == first
        photos = library.galleries.photos([*crowd.truth, *crowd.references["P001"]])
        assert FaceState.CONFIRMED not in {face.state for photo in photos for face in photo.faces}
