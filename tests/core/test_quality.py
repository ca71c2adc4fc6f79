"""How well a face can be told, and what that makes of a cosine."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.imaging.decode import decode_photo, read_file
from core.imaging.thumbnails import scaled
from core.jobs import JobContext
from core.library import Library
from core.recognition.calibration import Calibration, lift
from core.types import GalleryId
from core.vision.engine import FaceEngine
from core.vision.model_packs import find_pack
from core.vision.quality import USUAL_QUALITY, face_quality
from tests.conftest import Person

TINY_PX = 15
LENGTHS = st.lists(st.floats(0, 1000, width=32), min_size=1, max_size=20)


@given(lengths=LENGTHS)
def test_quality_is_0_to_1_and_the_more_the_longer_the_answer(lengths: list[float]) -> None:
    found = face_quality(np.array(sorted(lengths), np.float32), (6.5, 12.8))
    assert (np.diff(found) >= 0).all()
    assert (found >= 0).all()
    assert (found <= 1).all()
    ends = face_quality(np.array([6.5, 12.8], np.float32), (6.5, 12.8))
    assert ends == pytest.approx([0, 1], abs=1e-6)


@given(lengths=LENGTHS)
def test_where_nobody_measured_each_face_is_as_one_of_a_reference_photo(lengths: list[float]) -> None:
    found = face_quality(np.array(lengths, np.float32), None)
    assert found.tolist() == [USUAL_QUALITY] * len(lengths)
    assert not lift(found).any()


@pytest.mark.parametrize("pack_id", ["opencv", "buffalo_s"])
def test_tiny_faces_are_poorer_than_the_same_ones_large(people: dict[str, Person], pack_id: str) -> None:
    engine = FaceEngine(find_pack(pack_id), "cpu")
    large, tiny = [], []
    for person in people.values():
        whole = decode_photo(read_file(person.selfie), ".jpg").pixels
        seen = engine.observe(whole)[0]
        small = scaled(whole, round(max(whole.shape) * TINY_PX / float(seen.detection.box[3])))
        large.append(seen.quality)
        tiny += [face.quality for face in engine.observe(small)]
    assert len(tiny) == len(large)
    assert np.mean(tiny) < 0.75 * np.mean(large)
    assert min(large) > 0.4


@given(quality=st.lists(st.floats(0, 1), min_size=2, max_size=2, unique=True))
def test_the_same_cosine_says_more_of_a_poor_face(quality: list[float]) -> None:
    poor, clear = sorted(quality)
    cosines = np.array([[0.3, 0.1], [0.3, 0.1]], np.float32)
    lifts = lift(np.array([poor, clear]))
    of_poor, of_clear = Calibration(30.0, -11.0).probabilities(cosines, lifts=lifts)[:, 0]
    assert of_poor >= of_clear


def test_recognition_goes_by_the_quality_of_each_face(
    sample_library: Library, sample_gallery: GalleryId, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[float] = []
    real = lift

    def listened(quality: np.ndarray[tuple[int], np.dtype[np.float64]]) -> object:
        seen.extend(quality.tolist())
        return real(quality)

    monkeypatch.setattr("core.recognition.comparing.lift", listened)
    sample_library.recognition.batch_recognize([sample_gallery], None, JobContext())
    photos = sample_library.galleries.photos(sample_library.galleries.photo_ids(sample_gallery))
    stored = [face.quality for photo in photos for face in photo.faces]
    assert sorted(seen) == sorted(stored)
    assert len({*stored}) > 1
