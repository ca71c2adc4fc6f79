"""The figures of galleries of few people are counted as they are said to be."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.few_people import NOBODY, Faces, drawn, shares
from core.db.vectors import unit


@pytest.fixture
def faces() -> Faces:
    """Ann eight times, Bea eight times, and four others; the last photo shows nobody."""
    random = np.random.default_rng(1)
    people = np.array(["Ann"] * 8 + ["Bea"] * 8 + ["Cleo", "Dora", "Eve", "Finn"])
    centre = {name: random.normal(size=64) for name in np.unique(people)}
    noise = 0.3 * random.normal(size=(19, 64))
    vectors = np.array([centre[name] for name in people[:19]]) + noise
    return Faces(
        unit(vectors.astype(np.float32)),
        np.full(19, 0.8),
        np.arange(19),
        np.array([*range(19), NOBODY]),
        people,
        0.4,
    )


def test_one_person_among_strangers_is_found(faces: Faces) -> None:
    random = np.random.default_rng(2)
    galleries = [drawn(faces, 1, 5, 3, random) for _ in range(4)]
    assert all(len(photos) == 8 for photos in galleries)
    found, right, pairs, *alone = shares(faces, galleries)
    assert (found.hits, found.total) == (4, 4)
    assert (right.hits, right.total) == (pairs.hits, pairs.total) == (40, 40)
    assert [share.hits for share in alone] == [0, 0, 0]


def test_two_people_are_found_by_both(faces: Faces) -> None:
    for share in shares(faces, [np.arange(20)]):
        assert share.hits == share.total > 0
