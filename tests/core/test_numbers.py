"""The pure functions over numbers: vectors, alignment, boxes, clusters."""

from __future__ import annotations

import hdbscan
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.db.vectors import STORED, Vectors, pack_vector, unit, unpack_vectors
from core.errors import LibraryError
from core.recognition import clustering
from core.recognition.clustering import NOISE, cluster_faces, people_in, typical_first
from core.recognition.neighbours import nearest
from core.vision.alignment import TEMPLATE, align, similarity_transform
from core.vision.detection import anchor_points, suppress_overlaps
from tests.fakes.planter import likeness

rows = hnp.arrays(np.float32, st.integers(2, 64), elements=st.floats(-1, 1, width=32)).filter(
    lambda v: float(np.linalg.norm(v)) > 1e-2
)


@given(rows)
def test_a_vector_comes_back_as_it_was_stored(row: Vectors) -> None:
    vector = unit(row)
    (back,) = unpack_vectors([pack_vector(vector, len(vector), "Ann")], len(vector), ["Ann"])
    assert float(back @ vector) == pytest.approx(1, abs=1e-4)
    assert back.dtype == np.float32


@pytest.mark.parametrize(
    ("vector", "reason"),
    [
        (np.zeros(4, np.float32), "norm"),
        (np.ones(4, np.float32), "norm"),
        (np.full(4, np.nan, np.float32), "not finite"),
        (np.array([np.inf, 0, 0, 0], np.float32), "not finite"),
        (np.eye(4, dtype=np.float32), "shape"),
        (np.empty(0, np.float32), "shape"),
        (unit(np.ones(5, np.float32)), "shape"),
        (np.array([1.0, 0, 0, 0]), "float64"),
        (np.array([1, 0, 0, 0]), "int64"),
        (np.array([True, False, False, False]), "bool"),
    ],
)
def test_what_is_no_embedding_is_refused_by_name(vector: Vectors, reason: str) -> None:
    with pytest.raises(ValueError, match=f"the embedding of Ann .*{reason}"):
        pack_vector(vector, 4, "Ann")


@pytest.mark.parametrize(
    ("stored", "reason"),
    [
        (pack_vector(likeness("Bea", 16), 16, "Bea"), "32 bytes, not 16"),
        (np.full(8, np.nan, STORED).tobytes(), "norm"),
        (np.array([np.inf, *[0] * 7], STORED).tobytes(), "norm"),
        (np.ones(8, STORED).tobytes(), "norm"),
        (np.zeros(8, STORED).tobytes(), "norm"),
    ],
)
def test_a_stored_vector_that_is_none_is_refused_by_name(stored: bytes, reason: str) -> None:
    with pytest.raises(LibraryError, match=f"of Bea.*{reason}"):
        unpack_vectors([pack_vector(likeness("Ann", 8), 8, "Ann"), stored], 8, ["Ann", "Bea"])


@given(st.floats(0.05, 20), st.floats(-3.1, 3.1), st.floats(-500, 500), st.floats(-500, 500))
def test_alignment_recovers_a_known_turn_scale_and_shift(
    scale: float, angle: float, x: float, y: float
) -> None:
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    moved = (TEMPLATE @ turn.T + [x, y]).astype(np.float32)
    matrix = similarity_transform(TEMPLATE, moved)
    assert np.allclose(matrix[:, :2], turn, atol=1e-2 * scale)
    assert np.allclose(TEMPLATE @ matrix[:, :2].T + matrix[:, 2], moved, atol=0.05 * max(scale, 1))


def test_landmarks_on_one_point_are_refused() -> None:
    with pytest.raises(ValueError, match="one point"):
        similarity_transform(np.ones((5, 2), np.float32), TEMPLATE)


def test_a_face_that_stands_as_the_template_is_left_as_it_is() -> None:
    face = np.random.default_rng(3).integers(0, 255, (112, 112, 3), np.uint8)
    assert np.abs(align(face, TEMPLATE).astype(int) - face).mean() < 1


def test_anchor_points_run_row_by_row() -> None:
    assert anchor_points(np.arange(8), 2, 8, 2).tolist() == [
        [0, 0],
        [0, 0],
        [8, 0],
        [8, 0],
        [0, 8],
        [0, 8],
        [8, 8],
        [8, 8],
    ]


def test_of_overlapping_boxes_the_surest_stays() -> None:
    boxes = np.array([[0, 0, 10, 10], [1, 1, 10, 10], [50, 50, 10, 10]], np.float32)
    assert suppress_overlaps(boxes, np.array([0.8, 0.9, 0.7], np.float32), 0.4) == [1, 2]
    assert suppress_overlaps(boxes[:0], np.empty(0, np.float32), 0.4) == []


def crowd(people: int, each: int, noise: float, strangers: int = 0) -> tuple[Vectors, list[int]]:
    """Faces of some people, and of strangers seen once; the truth, strangers as noise."""
    random = np.random.default_rng(people * 1000 + each)
    faces, truth = [], []
    for person in range(people):
        for _ in range(each):
            faces.append(
                likeness(f"person {person}") + noise * unit(random.normal(size=128).astype(np.float32))
            )
            truth.append(person)
    faces += [likeness(f"stranger {number}") for number in range(strangers)]
    return unit(np.array(faces, np.float32)), truth + [NOISE] * strangers


def same_parts(first: list[int], second: list[int]) -> bool:
    """Whether two labellings tell the same faces apart, whatever the numbers."""
    return len(set(zip(first, second, strict=True))) == len(set(first)) == len(set(second))


@pytest.mark.parametrize(("people", "each"), [(3, 5), (5, 8), (20, 6), (60, 8)])
@pytest.mark.parametrize("exact_up_to", [16, 1000])
def test_clusters_are_those_of_the_full_algorithm(people: int, each: int, exact_up_to: int) -> None:
    faces, truth = crowd(people, each, 0.4, strangers=5)
    ours = cluster_faces(faces, 3, nearest(faces, exact_up_to=exact_up_to)).tolist()
    full = hdbscan.HDBSCAN(min_cluster_size=3, min_samples=2, core_dist_n_jobs=1).fit(faces).labels_.tolist()
    assert same_parts(ours, full)
    assert same_parts(ours[: people * each], truth[: people * each])


@pytest.mark.parametrize("others", [0, 1, 5, 40])
@pytest.mark.parametrize("each", [3, 8, 30])
def test_it_takes_no_second_person_to_find_one(each: int, others: int) -> None:
    faces, truth = crowd(1, each, 0.4, strangers=others)
    assert cluster_faces(faces, 3, least_similarity=0.4).tolist() == truth
    assert cluster_faces(np.tile(faces[0], (each, 1)), 3, least_similarity=0.4).tolist() == [0] * each


@pytest.mark.parametrize("others", [0, 5])
def test_two_people_are_two_beside_nobody_else(others: int) -> None:
    faces, truth = crowd(2, 8, 0.4, strangers=others)
    assert same_parts(cluster_faces(faces, 3, least_similarity=0.4).tolist(), truth)


@given(st.integers(1, 40), st.integers(0, 99))
def test_a_spanning_tree_is_joined_as_by_hdbscan(edges: int, seed: int) -> None:
    from hdbscan._hdbscan_linkage import label

    random = np.random.default_rng(seed)
    ends = [(node, random.integers(0, node)) for node in range(1, edges + 1)]
    tree = np.column_stack([random.permutation(np.array(ends)), np.sort(random.random(edges))])
    ours, theirs = clustering._single_linkage(tree), label(tree)
    assert np.array_equal(np.sort(ours[:, :2]), np.sort(theirs[:, :2]))
    assert np.array_equal(ours[:, 2:], theirs[:, 2:])


@pytest.mark.parametrize("count", range(4))
def test_too_few_faces_are_noise(count: int) -> None:
    assert cluster_faces(crowd(1, 4, 0.1)[0][:count], 4).tolist() == [NOISE] * count


def test_equal_pictures_are_one_cluster() -> None:
    faces = np.concatenate([np.tile(likeness(name), (5, 1)) for name in ("Ann", "Bea")])
    assert same_parts(cluster_faces(faces, 3).tolist(), [0] * 5 + [1] * 5)


def test_the_nearest_faces_come_nearest_first_and_never_the_face_itself() -> None:
    faces, _ = crowd(4, 5, 0.3)
    found = nearest(faces, 6)
    indices, distances = found.rows, found.distances
    everything = np.linalg.norm(faces[:, None] - faces[None], axis=2)
    np.fill_diagonal(everything, np.inf)
    assert np.allclose(distances, np.sort(everything, axis=1)[:, :6], atol=1e-3)
    assert all(row not in others for row, others in enumerate(indices.tolist()))


def test_of_many_faces_those_of_the_same_person_are_found_by_codes() -> None:
    faces, truth = crowd(100, 6, 0.4, strangers=200)
    found = nearest(faces, 5, exact_up_to=100)
    indices, distances = found.rows, found.distances
    person = np.array(truth)
    of_people = np.flatnonzero(person != NOISE)
    assert (person[indices[of_people]] == person[of_people, None]).mean() > 0.999
    assert np.allclose(distances, np.linalg.norm(faces[:, None] - faces[indices], axis=2), atol=1e-3)
    assert all(row not in others for row, others in enumerate(indices.tolist()))
    exactly = nearest(faces, 5).rows
    alike = [len({*some} & {*others}) for some, others in zip(indices, exactly, strict=True)]
    assert sum(alike) > 0.95 * 5 * len(faces)


def test_the_most_typical_face_comes_first() -> None:
    faces = unit(np.array([[1, 0.9], [1, 0.1], [1, 0]], np.float32))
    assert typical_first(faces)[-1] == 0


@pytest.mark.parametrize("count", [0, 1, 2])
def test_too_few_faces_are_no_cluster(count: int) -> None:
    faces = unit(np.random.default_rng(1).normal(size=(count, 8)).astype(np.float32))
    quality, photos = np.ones(count), np.arange(count)
    assert people_in(faces, quality, photos, 3, 0.3) == []
    assert people_in(faces, quality, photos, 3, 0.3, nearest(faces)) == []


def test_a_heap_of_faces_of_the_same_photos_is_no_person() -> None:
    random = np.random.default_rng(5)
    person = unit(random.normal(size=64).astype(np.float32))
    alone = unit(person + 0.3 * unit(random.normal(size=(8, 64)).astype(np.float32)))
    blur = unit(random.normal(size=64).astype(np.float32))
    crowd = unit(blur + 0.2 * unit(random.normal(size=(40, 64)).astype(np.float32)))
    photos = np.concatenate([np.arange(8), 8 + np.arange(40) // 20])
    quality = np.concatenate([np.full(8, 0.8), np.full(40, 0.01)])
    found = people_in(np.vstack([alone, crowd]).astype(np.float32), quality, photos, 3, 0.3)
    assert [sorted(rows.tolist()) for rows in found] == [list(range(8))]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), min_size=1, max_size=30),
    st.integers(0, 9),
    st.integers(2, 4),
)
def test_nobody_is_in_a_cluster_twice_with_one_photo(
    faces: list[tuple[int, int]], seed: int, size: int
) -> None:
    random = np.random.default_rng(seed)
    people = random.normal(size=(4, 32))
    vectors = unit(
        np.array([people[person] + 0.5 * random.normal(size=32) for person, _ in faces], np.float32)
    )
    photos = np.array([photo for _, photo in faces])
    for rows in people_in(vectors, random.random(len(faces)), photos, size, 0.3):
        assert len(rows) >= size
        assert len(set(photos[rows].tolist())) == len(rows)


def test_faces_that_are_hardly_alike_are_no_person() -> None:
    random = np.random.default_rng(3)
    people = unit(random.normal(size=(2, 64)).astype(np.float32))
    noise = unit(random.normal(size=(10, 64)).astype(np.float32))
    faces = unit(
        np.repeat(people, 5, axis=0) + np.repeat([[0.3], [0.9]], 5, axis=0).astype(np.float32) * noise
    )
    rest = (np.full(10, 0.8), np.arange(10), 3)
    assert {len(rows) for rows in people_in(faces, *rest, -1.0)} == {5}
    assert [sorted(rows.tolist()) for rows in people_in(faces, *rest, 0.7)] == [list(range(5))]
