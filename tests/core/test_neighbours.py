"""Neighbours that are kept and brought up to date are those that would be found anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.db.vectors import Vectors, unit
from core.jobs import JobContext
from core.library import Library
from core.recognition import neighbours
from core.recognition.neighbours import KeptNeighbours, completed, nearest, neighbours_of
from tests.fakes.planter import Planter

K = 6


def some_faces(count: int, seed: int) -> Vectors:
    random = np.random.default_rng(seed)
    people = random.normal(size=(10, 16))
    noise = random.normal(size=(count, 16))
    return unit((people[random.integers(0, 10, count)] + noise).astype(np.float32))


def names(rows: range) -> list[str]:
    return [f"face {row}" for row in rows]


@given(st.integers(0, 99), st.integers(0, 12), st.integers(60, 80))
def test_with_faces_that_came_they_are_those_found_anew(seed: int, new: int, known: int) -> None:
    faces = some_faces(known + new, seed)
    kept = KeptNeighbours.of(names(range(known)), faces[:known], nearest(faces[:known], K))
    order = np.random.default_rng(seed).permutation(known + new)
    found = completed(kept.among([f"face {row}" for row in order], faces[order]), faces[order])
    assert np.allclose(found.distances, nearest(faces[order], K).distances, atol=1e-4)
    lengths = np.linalg.norm(faces[order][:, None] - faces[order][found.rows], axis=2)
    assert np.allclose(found.distances, lengths, atol=1e-3)


@given(st.integers(0, 99), st.integers(0, 20))
def test_of_faces_that_went_nothing_is_left(seed: int, gone: int) -> None:
    faces = some_faces(80, seed)
    kept = KeptNeighbours.of(names(range(80)), faces, nearest(faces, K))
    found = completed(kept.among(names(range(gone, 80)), faces[gone:]), faces[gone:])
    anew = nearest(faces[gone:], K)
    assert found.rows.max() < 80 - gone
    assert (found.rows >= 0).sum(axis=1).min() >= K // 2
    assert all(len({*row[row >= 0].tolist()}) == (row >= 0).sum() for row in found.rows), "each once"
    assert np.allclose(found.distances[:, 0], anew.distances[:, 0], atol=1e-4), "the nearest is never lost"


def test_a_face_that_is_described_anew_is_a_new_one() -> None:
    faces = some_faces(60, 1)
    kept = KeptNeighbours.of(names(range(60)), faces, nearest(faces, K))
    faces[7] = -faces[7]
    found = completed(kept.among(names(range(60)), faces), faces)
    assert np.allclose(found.distances[7], nearest(faces, K).distances[7], atol=1e-4)
    assert not np.allclose(found.distances[7], kept.neighbours.distances[7], atol=1e-2)


@pytest.mark.parametrize("content", [b"", b"nothing of ours", None])
def test_a_file_that_is_of_no_use_is_written_anew(
    tmp_path: Path, content: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neighbours, "LEAST_KEPT", 1)
    path, faces = tmp_path / "kept", some_faces(60, 2)
    first = neighbours_of(names(range(60)), faces, path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if content is None else content)
    assert KeptNeighbours.read(path) is None
    assert np.array_equal(neighbours_of(names(range(60)), faces, path).rows, first.rows)
    assert path.read_bytes() == whole


def test_clusters_with_faces_that_came_are_those_made_anew(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neighbours, "LEAST_KEPT", 1)
    planter = Planter(library)
    people = [f"person {number}" for number in range(8)]
    for person in people * 5:
        planter.photo(person)
    gallery = planter.gallery()

    def groups() -> dict[str, frozenset[str]]:
        library.clusters.cluster(gallery, JobContext(), min_cluster_size=3)
        return {one.id: frozenset(one.faces.ids) for one in library.clusters.of(gallery)}

    before = groups()
    assert groups() == before, "the same clusters keep their names"
    for person in people[:2]:
        planter.photo(person)
    after = groups()
    assert len(after.keys() & before.keys()) == len(people) - 2
    for path in library.paths.index.glob("*.neighbours"):
        path.unlink()
    assert groups() == after
