"""What a similarity means: the fit to a roster, its guards, and what a gallery has to do with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.db.vectors import Vectors, unit
from core.recognition.calibration import Calibration, Trials, fit
from core.recognition.examples import Examples
from core.recognition.selection import select_examples
from core.recognition.validation import cross_validate, curve_of, threshold_for, wrong_share
from core.types import CurvePoint, FaceId, LeftOutReason, PlayerId, PlayerReadiness
from core.vision.quality import USUAL_QUALITY
from tests.fakes.planter import likeness

PACK = Calibration(30, -11)
WORTH = 100.0


calibrations = st.builds(Calibration, st.floats(1, 60), st.floats(-40, 5), st.floats(0.05, 0.95))
similarities = hnp.arrays(
    np.float64, st.tuples(st.integers(1, 5), st.integers(1, 8)), elements=st.floats(-1, 1)
)


@given(calibrations, similarities)
def test_the_probabilities_of_a_face_are_at_most_one_together(
    calibration: Calibration, cosines: Vectors
) -> None:
    probabilities = calibration.probabilities(cosines)
    assert (probabilities >= 0).all()
    assert (probabilities.sum(axis=1) <= 1 + 1e-9).all()


@given(calibrations, st.floats(-1, 0.99), st.floats(0.001, 0.01))
def test_a_face_that_is_more_alike_is_never_less_probable(
    calibration: Calibration, cosine: float, more: float
) -> None:
    low, high = calibration.probabilities(np.array([[cosine, 0.1], [cosine + more, 0.1]]))[:, 0]
    assert high >= low


def test_without_players_there_are_no_probabilities() -> None:
    assert Calibration(30, -11).probabilities(np.empty((3, 0))).shape == (3, 0)


def trials(players: int, each: int) -> Trials:
    """Faces that score 0.9 with their own player and 0.6 with the others."""
    random = np.random.default_rng(5)
    player = np.repeat(np.arange(players), each)
    cosines = random.normal(0.6, 0.03, (len(player), players))
    cosines[np.arange(len(player)), player] = random.normal(0.9, 0.03, len(player))
    return Trials(cosines, player)


def break_even(calibration: Calibration) -> float:
    """The cosine at which "the same" and "another" are equally likely."""
    return -calibration.intercept / calibration.slope


def test_a_fit_moves_from_the_pack_towards_the_data_and_further_with_more_of_it() -> None:
    prior = Calibration(30, -11)
    few, many = (break_even(fit(trials(5, each), prior, WORTH)) for each in (1, 200))
    assert break_even(prior) < few < many
    assert 0.6 < many < 0.9
    better_known = break_even(fit(trials(5, 200), prior, 10 * WORTH))
    assert break_even(prior) < better_known < many


def test_other_people_who_are_much_alike_make_a_fit_more_careful() -> None:
    prior, some = Calibration(30, -11), trials(2, 5)
    alike = np.full((60, 2), np.nan)
    alike[:, 0] = 0.7
    careful = fit(replace(some, others=alike), prior, WORTH)
    assert break_even(fit(some, prior, WORTH)) < break_even(careful)
    assert careful.probabilities(np.array([[0.7, 0.0]]))[0, 0] < 0.5
    nobody = fit(Trials(np.empty((0, 2)), np.empty(0, np.int64), alike), prior, WORTH)
    assert break_even(nobody) > break_even(prior)


@pytest.mark.parametrize("at_once", [1, 7, 50_000])
def test_a_fit_is_of_all_trials_however_many_are_looked_at_at_once(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    some = trials(3, 5)
    some.similarities[4, some.player[4]] = np.nan  # of a player with no other burst
    some = replace(some, others=np.array([[0.7, np.nan, 0.6], [np.nan, 0.5, np.nan]]))
    monkeypatch.setattr("core.recognition.calibration.PAIRS_AT_ONCE", at_once)
    tried = sum(len(part) for part, _ in some.parts())
    assert tried == some.count + 2
    found = fit(some, Calibration(30, -11), WORTH)
    monkeypatch.undo()
    whole = fit(some, Calibration(30, -11), WORTH)
    assert (found.slope, found.intercept) == pytest.approx((whole.slope, whole.intercept), rel=1e-9)


def test_without_faces_to_try_the_calibration_is_the_packs() -> None:
    prior = Calibration(30, -11)
    assert fit(Trials(np.empty((0, 3)), np.empty(0, np.int64)), prior, WORTH) == prior
    assert fit(Trials(np.full((1, 1), np.nan), np.zeros(1, np.int64)), prior, WORTH) == prior


def confirmed(*of_players: Sequence[str], quality: float = 0.9) -> Examples:
    """Players with faces that look like these people, each from a burst of its own."""
    people = [person for faces in of_players for person in faces]
    return Examples(
        players=tuple((PlayerId(str(number)), str(number)) for number in range(len(of_players))),
        faces=tuple(FaceId(str(number)) for number in range(len(people))),
        embeddings=np.array([*map(likeness, people)]),
        quality=np.full(len(people), quality),
        player=np.repeat(np.arange(len(of_players)), [*map(len, of_players)]),
        burst=np.arange(len(people)),
    )


ANN = ["Ann", "Anna like Ann", "Annie like Ann"]
BEA = ["Bea", "Bee like Bea"]


def test_two_references_of_two_people_do_not_have_strangers_tagged() -> None:
    """The twelve trials of three players can be told apart by nearly any line."""
    wrong = confirmed(["Ann", "Bea"], ["Cleo", "Cleo"], ["Dora", "Dora"])
    found = fit(cross_validate(wrong, lambda _done, _total: None), PACK, WORTH)
    assert found.even_similarity > 0.3, "of 2,000 strangers one is more like a player in 128 numbers"


def readiness(examples: Examples) -> PlayerReadiness:
    return select_examples(examples, 0.3, PACK).readiness[0]


def test_of_three_faces_what_is_surely_somebody_elses_is_left_out() -> None:
    first = readiness(confirmed(["Ann", "Anna like Ann", "Bea"], BEA))
    assert first.left_out == {LeftOutReason.OUTLIER: ("2",)}
    assert first.outliers == ("2",)


def test_a_face_that_may_be_the_players_is_shown_and_used() -> None:
    examples = confirmed(["Ann", "Ann", "Ann", "Bea"], quality=USUAL_QUALITY)
    ann, bea = likeness("Ann"), likeness("Bea")
    examples.embeddings[3] = unit(bea + (0.33 - bea @ ann) * ann)
    first = readiness(examples)
    assert first.left_out == {}
    assert first.outliers == ("3",)
    assert not first.doubtful
    assert not readiness(confirmed(BEA)).doubtful


@pytest.mark.parametrize("quality", [0.9, 0.1])
def test_of_two_faces_that_are_unlike_neither_is_left_out_and_both_are_shown(quality: float) -> None:
    first = readiness(confirmed(["Ann", "Bea"], quality=quality))
    assert first.left_out == {}
    assert first.outliers == ("0", "1")
    assert first.doubtful


def test_who_is_there_under_two_names_is_found_and_nobody_else_suffers() -> None:
    alone = select_examples(confirmed(*[[name] * 4 for name in ("Ann", "Bea", "Cleo")]), 0.3, PACK)
    twice = select_examples(confirmed(*[[name] * 4 for name in ("Ann", "Bea", "Cleo", "Ann")]), 0.3, PACK)
    assert [player.same_as for player in alone.readiness] == [(), (), ()]
    names = [player.player for player in twice.readiness]
    assert [player.same_as for player in twice.readiness] == [(names[3],), (), (), (names[0],)]
    assert twice.doubtful == (twice.readiness[0].player_id, twice.readiness[3].player_id)
    fitted = [
        fit(cross_validate(one.certain, lambda _done, _total: None), PACK, WORTH) for one in (alone, twice)
    ]
    assert fitted[1].even_similarity == pytest.approx(fitted[0].even_similarity, abs=0.03)


def test_among_many_faces_each_wrong_one_is_left_out() -> None:
    first = readiness(confirmed([*["Ann"] * 7, "Bea", "Cleo", "Dora"]))
    assert first.left_out == {LeftOutReason.OUTLIER: ("7", "8", "9")}


def test_faces_of_all_different_people_leave_two() -> None:
    first = readiness(confirmed(["Ann", "Bea", "Cleo", "Dora"]))
    assert len(first.left_out[LeftOutReason.OUTLIER]) == 2
    assert set(first.outliers) == set("0123")


@given(st.floats(0.5, 0.9999), st.floats(0.5, 0.9999))
def test_a_higher_precision_is_never_reached_by_a_lower_threshold(one: float, other: float) -> None:
    examples = confirmed(ANN, BEA, ["Cleo", "Cleo"])
    trials = cross_validate(examples, lambda _done, _total: None)
    curve = curve_of(trials, fit(trials, PACK, WORTH))
    low, high = (threshold_for(curve, precision) for precision in sorted((one, other)))
    assert low <= high


@pytest.mark.parametrize(("precision", "threshold"), [(0.5, 0.5), (0.98, 0.6), (0.99, 0.8), (0.995, 0.9)])
def test_where_no_trial_goes_wrong_the_threshold_follows_the_precision(
    precision: float, threshold: float
) -> None:
    found = trials(3, 40)
    found.similarities[:] = np.where(np.arange(3) == found.player[:, None], 0.9, 0.0)
    assert threshold_for(curve_of(found, PACK), precision) == threshold


@given(st.floats(0.5, 0.9999), st.integers(0, 300), st.integers(0, 300))
def test_what_is_foretold_holds_what_was_measured_and_promises_no_perfection(
    threshold: float, right: int, wrong: int
) -> None:
    least, most = wrong_share(threshold, right + wrong, wrong)
    assert 0 <= least < most <= 1
    assert most > 0.005, "of some hundred trials none of which went wrong"
    assert least <= (wrong + 0.5) / (right + wrong + 50)
    assert most >= wrong / (right + wrong + 50)


def test_a_dozen_trials_promise_less_than_hundreds() -> None:
    assert [round(wrong_share(0.9, tagged, 0)[1], 3) for tagged in (6, 130, 2000)] == [0.044, 0.014, 0.001]
    assert wrong_share(0.5, 130, 0)[1] > wrong_share(0.9, 130, 0)[1]


def gallery(known: int, strangers: int) -> Vectors:
    """Cosines of faces with three players: clear ones of a player, and of strangers."""
    random = np.random.default_rng(known * 1000 + strangers)
    cosines = random.normal(0, 0.09, (known + strangers, 3))
    cosines[:known, 0] = random.normal(0.6, 0.1, known)
    return cosines.astype(np.float32)


def test_where_half_are_known_a_similarity_means_what_it_did() -> None:
    assert PACK.in_gallery(gallery(500, 500)) == PACK
    assert PACK.in_gallery(gallery(500, 0)) == PACK
    assert PACK.in_gallery(gallery(0, 0)) == PACK


def test_of_a_few_strangers_nothing_is_concluded() -> None:
    assert PACK.in_gallery(gallery(0, 10)).known_share > 0.4


@given(st.integers(0, 300), st.integers(0, 1000))
def test_among_many_strangers_it_means_less_and_not_less_than_it_should(known: int, strangers: int) -> None:
    cosines = gallery(known, strangers)
    found = PACK.in_gallery(cosines)
    assert known / max(1, known + strangers) * 0.9 <= found.known_share or found == PACK
    assert found.known_share <= PACK.known_share
    assert (found.probabilities(cosines) <= PACK.probabilities(cosines) + 1e-9).all()


def test_the_known_share_is_about_twice_that_of_the_clear_faces() -> None:
    assert PACK.in_gallery(gallery(100, 900)).known_share == pytest.approx(0.2, abs=0.03)


def test_a_session_of_before_foretells_nothing() -> None:
    assert not CurvePoint(0.9, 1.0, 0.9, 10, 0).foretold
    assert CurvePoint(0.9, 1.0, 0.9, 10, 0, *wrong_share(0.9, 10, 0)).foretold
