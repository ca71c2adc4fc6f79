"""A piece that is left out is left out, and there again afterwards."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.pieces import PIECES
from core.imaging.decode import decode_photo, read_file
from core.imaging.thumbnails import scaled
from core.recognition import calibration, clusters
from core.vision.engine import FaceEngine
from tests.conftest import Person


def test_faces_of_small_pictures_need_them_enlarged(engine: FaceEngine, people: dict[str, Person]) -> None:
    shown = [decode_photo(read_file(person.posture), ".jpg").pixels for person in people.values()]
    small = [scaled(one, 60) for one in shown]
    found = sum(len(engine.detect(one)) for one in small)
    with PIECES["enlarging"]():
        assert sum(len(engine.detect(one)) for one in small) < found
        assert all(engine.detect(one) for one in shown)
    assert sum(len(engine.detect(one)) for one in small) == found


def test_without_its_mirror_image_a_face_is_embedded_once(
    engine: FaceEngine, people: dict[str, Person]
) -> None:
    shown = decode_photo(read_file(people["P001"].selfie), ".jpg").pixels
    (both,) = engine.observe(shown)
    with PIECES["mirror"]():
        (once,) = engine.observe(shown)
    assert once.quality == both.quality
    assert 0.8 < float(once.embedding @ both.embedding) < 0.999


def test_without_lifts_a_cosine_says_the_same_of_each_face() -> None:
    quality = np.array([0.1, 0.9])
    with PIECES["lift"]():
        assert not calibration.lift(quality).any()
    assert calibration.lift(quality).all()


def test_without_checks_every_cluster_stays() -> None:
    random = np.random.default_rng(0)
    people = np.repeat(random.normal(size=(2, 32)), 8, axis=0)
    faces = (people + 0.1 * random.normal(size=(16, 32))).astype(np.float32)
    faces /= np.linalg.norm(faces, axis=1, keepdims=True)
    module: Any = clusters

    def found() -> int:
        # All of one photo, in which nobody is twice.
        return len(module.people_in(faces, np.ones(16), np.zeros(16, np.int64), 3, 0.3, None))

    with PIECES["one-person"]():
        assert found() == 2
    assert found() == 0
