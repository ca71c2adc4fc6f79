"""A piece that is left out is left out, and there again afterwards."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.pieces import GUESS, PIECES, all_but, left_out
from core.imaging.decode import decode_photo, read_file
from core.imaging.thumbnails import scaled
from core.library import Library
from core.recognition import calibration, clusters, matching, training, validation
from core.recognition.comparing import Match
from core.types import CurvePoint
from core.vision.engine import FaceEngine
from core.vision.model_packs import find_pack
from core.vision.quality import USUAL_QUALITY
from tests.conftest import Person
from tests.fakes.planter import Planter


def test_faces_of_small_pictures_need_them_enlarged(engine: FaceEngine, people: dict[str, Person]) -> None:
    shown = [decode_photo(read_file(person.posture), ".jpg").pixels for person in people.values()]
    small = [scaled(one, 60) for one in shown]
    found = sum(len(engine.detect(one)) for one in small)
    with PIECES["enlarging"]():
        assert sum(len(engine.detect(one)) for one in small) < found
        assert all(engine.detect(one) for one in shown)
    assert sum(len(engine.detect(one)) for one in small) == found


def test_small_faces_of_large_pictures_need_a_closer_look(
    engine: FaceEngine, people: dict[str, Person]
) -> None:
    picture = np.full((2000, 3000, 3), 90, np.uint8)
    picture[900:945, 700:745] = scaled(decode_photo(read_file(people["P001"].portrait), ".jpg").pixels, 45)
    assert len(engine.detect(picture)) == 1
    with PIECES["closer"]():
        assert not engine.detect(picture)


def test_without_its_share_a_gallery_of_strangers_means_the_same() -> None:
    usual, strangers = calibration.Calibration(30, -11), np.zeros((500, 3), np.float32)
    assert usual.in_gallery(strangers) != usual
    with PIECES["share"]():
        assert usual.in_gallery(strangers, None, np.zeros(500)) == usual


def test_without_its_mirror_image_a_face_is_embedded_once(
    engine: FaceEngine, people: dict[str, Person]
) -> None:
    shown = decode_photo(read_file(people["P001"].selfie), ".jpg").pixels
    (both,) = engine.observe(shown)
    with PIECES["mirror"]():
        (once,) = engine.observe(shown)
    assert once.quality == both.quality
    assert 0.8 < float(once.embedding @ both.embedding) < 0.999


def test_without_quality_each_face_is_as_clear_as_a_reference(
    engine: FaceEngine, people: dict[str, Person]
) -> None:
    shown = decode_photo(read_file(people["P001"].selfie), ".jpg").pixels
    (told,) = engine.observe(shown)
    with PIECES["quality"]():
        (same,) = engine.observe(shown)
    assert same.quality == USUAL_QUALITY != told.quality


def test_without_two_looks_a_picture_is_looked_at_once(people: dict[str, Person]) -> None:
    engine = FaceEngine(find_pack("buffalo_s"), "cpu")
    shown = decode_photo(read_file(people["P001"].selfie), ".jpg").pixels
    # Filled by the face: only a look at a small size sees it.
    (face,) = engine.detect(shown)
    left, top, width, height = (int(value) for value in face.box)
    filled = shown[top : top + height, left : left + width]
    assert engine.detect(filled)
    with left_out(["looks", "enlarging"]):
        assert not engine.detect(filled)
        assert engine.detect(shown)


def test_without_a_fit_the_calibration_is_the_packs_own() -> None:
    own = calibration.Calibration(20.0, -7.0)
    trials = calibration.Trials(np.array([[0.9, 0.3], [0.2, 0.8]]), np.array([0, 1]))
    module: Any = training
    with PIECES["fit"]():
        assert module.fit(trials, own, 100.0) == own
    assert module.fit(trials, own, 100.0) != own


def test_without_its_measured_calibration_a_pack_has_the_usual_guess(library: Library) -> None:
    traits = library.training._traits  # as it was given when the library was opened

    def found() -> tuple[float, float, float]:
        own = traits()
        return own.calibration.slope, own.calibration.intercept, own.trials

    library.update_settings(pack="buffalo_s")
    measured = found()
    with PIECES["measured"]():
        assert found() == (GUESS.slope, GUESS.intercept, GUESS.trials) != measured
        library.update_settings(pack="opencv")
        usual = found()
    assert found() == usual


def test_without_the_rule_a_threshold_follows_the_trials_alone() -> None:
    curve = tuple(CurvePoint(threshold, 1.0, 1.0, 10, 0) for threshold in (0.5, 0.8, 0.9, 0.95))
    assert validation.threshold_for(curve, 0.995) == 0.9
    with PIECES["threshold"]():
        assert validation.threshold_for(curve, 0.995) == 0.5
        assert validation.wrong_share(0.9, 100, 0)[0] > 0


def test_without_the_odd_left_out_somebody_else_s_face_is_used(library: Library, planter: Planter) -> None:
    faces = [planter.photo(name, gallery="References")[0] for name in ("Ann", "Ann", "Bea")]
    library.review.confirm(faces, library.players.ensure("Ann"))

    def left_out() -> int:
        (ann,) = library.training.prepare().players
        return sum(map(len, ann.left_out.values()))

    assert left_out() == 1
    with PIECES["odd"]():
        assert left_out() == 0


def test_without_the_joint_assignment_two_faces_may_be_one_player() -> None:
    faces = [[Match(0, 0.9, 0.5), Match(1, 0.05, 0.2)], [Match(0, 0.8, 0.4), Match(1, 0.1, 0.3)], []]
    with PIECES["joint"]():
        assert [match.column for match in matching.assign(faces).values()] == [0, 0]
    assert [match.column for match in matching.assign(faces).values()] == [0, 1]


def test_pieces_can_be_kept_alone() -> None:
    assert set(all_but(["lift"])) == PIECES.keys() - {"lift"}
    assert set(all_but([])) == PIECES.keys()


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
