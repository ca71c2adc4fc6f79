"""Rules of loosening, tightening and arranging groups, for any faces."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage

from core.changes import Changes
from core.db.vectors import Vectors, unit
from core.jobs import JobContext
from core.library import Library
from core.recognition.regrouping import kept_apart, parts_at, tightness_of
from core.types import ClusterId, FaceId
from tests.fakes.planter import GALLERY, Planter

DIMENSION = 16


@st.composite
def some_faces(draw: st.DrawFn) -> Vectors:
    """Faces of a few people, some of them the same picture twice."""
    people = draw(st.lists(st.integers(0, 3), min_size=1, max_size=14))
    random = np.random.default_rng(draw(st.integers(0, 999)))
    likeness = unit(random.normal(size=(4, DIMENSION)).astype(np.float32))
    noise = draw(st.sampled_from([0.0, 0.3, 1.0])) * random.normal(size=(len(people), DIMENSION))
    return unit((likeness[people] + noise).astype(np.float32))


@given(some_faces(), st.floats(-1.1, 1.1))
def test_at_any_tightness_each_face_is_in_one_part(faces: Vectors, cosine: float) -> None:
    parts = parts_at(faces, cosine)
    assert sorted(np.concatenate(parts).tolist()) == list(range(len(faces)))
    sizes = [len(part) for part in parts]
    assert sizes == sorted(sizes, reverse=True)


@given(some_faces(), st.floats(-1.1, 1.1), st.floats(0, 1))
def test_tightening_only_parts_what_was_together(faces: Vectors, cosine: float, more: float) -> None:
    loose = {row: number for number, part in enumerate(parts_at(faces, cosine)) for row in part.tolist()}
    for part in parts_at(faces, cosine + more):
        assert len({loose[row] for row in part.tolist()}) == 1


def test_parts_are_those_of_average_linkage() -> None:
    random = np.random.default_rng(7)
    people = random.normal(size=(6, DIMENSION))[random.integers(0, 6, 300)]
    faces = unit((people + random.normal(size=(300, DIMENSION)) / 2).astype(np.float32))
    tree = linkage(faces.astype(np.float64), "average", "cosine")
    for cosine in np.linspace(0, 0.95, 20):
        labels = fcluster(tree, 1 - cosine, "distance")
        whole = {frozenset(np.flatnonzero(labels == label).tolist()) for label in labels}
        assert {frozenset(part.tolist()) for part in parts_at(faces, cosine)} == whole


@given(some_faces(), st.lists(st.floats(-0.5, 0.99), max_size=5))
def test_each_step_of_the_slider_changes_something(faces: Vectors, near: list[float]) -> None:
    near = sorted(near, reverse=True)
    steps = tightness_of(faces, near)
    counts = [len(parts_at(faces, cosine)) for cosine in steps.tighter]
    assert counts == sorted(set(counts))
    assert all(count > 1 for count in counts)
    for cosine in steps.looser:
        assert len(parts_at(faces, cosine)) == 1
    joined = [sum(likeness >= cosine for likeness in near) for cosine in steps.looser]
    assert joined == sorted(joined)
    assert not joined or (joined[0] > 0 and joined[-1] == len(near))


@given(some_faces(), st.data())
def test_what_was_arranged_stays_together_and_apart(faces: Vectors, data: st.DataObject) -> None:
    names = [data.draw(st.sampled_from([None, None, "a", "b"])) for _ in faces]
    groups = parts_at(faces, data.draw(st.floats(0, 1)))
    free, kept = kept_apart(groups, names, faces)
    everywhere = [row for rows in [*free, *kept.values()] for row in rows.tolist()]
    assert sorted(everywhere) == list(range(len(faces)))
    for rows in free:
        assert {names[row] for row in rows} == {None}
    for name, rows in kept.items():
        assert {names[row] for row in rows} <= {None, name}


@pytest.fixture
def grouped(library: Library, planter: Planter) -> Library:
    """Three groups of three unknown people."""
    for person in ("Ann", "Bea", "Cyd") * 3:
        planter.photo(person)
    assert library.clusters.cluster(planter.gallery(), JobContext(), 2).clusters == 3
    return library


def arrangement(library: Library) -> dict[ClusterId, list[FaceId]]:
    gallery = library.galleries.find(GALLERY).id
    return {one.id: [face.id for face in one.faces] for one in library.clusters.of(gallery)}


def arrange(library: Library, random: Random) -> Changes:
    """Split a group, merge it with others, or put faces of it into another one."""
    groups = arrangement(library)
    name = random.choice(sorted(groups))
    others = sorted(groups.keys() - {name})
    some = random.sample(groups[name], random.randint(1, len(groups[name])))
    act = random.choice(["split", "merge", "move"])
    if act == "split" and len(some) < len(groups[name]):
        return library.clusters.split(name, some)
    if act == "merge" and others:
        return library.clusters.merge(name, *random.sample(others, random.randint(1, len(others))))
    return library.clusters.move(name, random.choice(others), some) if others else Changes()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 9999), st.integers(1, 5))
def test_arranging_and_taking_back_is_as_if_nothing_had_been(grouped: Library, seed: int, acts: int) -> None:
    random = Random(seed)
    before = arrangement(grouped)
    done = [changes.batch for changes in (arrange(grouped, random) for _ in range(acts)) if changes.batch]
    after = arrangement(grouped)
    assert sorted(f for group in after.values() for f in group) == sorted(
        f for group in before.values() for f in group
    )
    undone = [grouped.review.undo(batch).batch for batch in reversed(done)]
    assert arrangement(grouped) == before
    redone = [grouped.review.undo(batch).batch for batch in reversed(undone) if batch]
    assert arrangement(grouped) == after
    for batch in reversed(redone):
        assert batch is not None
        grouped.review.undo(batch)
    assert arrangement(grouped) == before
