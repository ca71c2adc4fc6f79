from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.measures import (
    Box,
    Search,
    Share,
    bcubed,
    calibration_error,
    central,
    detection_recall,
    fpir,
    iou,
    largest,
    pairwise,
    reliability,
    review_actions,
    tag_precision,
    threshold_at_fpir,
    total_share,
    tpir,
    tpir_by_photo,
)

# These are about results; a machine that is busy with something else is no failure.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

PLAYERS = ("ann", "bob", "cho")
# Few distinct values, so that ties are common.
scores = st.dictionaries(st.sampled_from(PLAYERS), st.sampled_from([0.1, 0.2, 0.3, 0.5, 0.9]))
outsiders = st.builds(Search, st.just(frozenset[str]()), st.just("outsider"), scores)
mated = st.builds(
    Search,
    st.frozensets(st.sampled_from(PLAYERS), min_size=1),
    st.sampled_from(["action", "hard"]),
    scores,
)
searches = st.lists(st.one_of(outsiders, mated), max_size=8)
with_outsiders = st.tuples(st.lists(outsiders, min_size=1, max_size=8), searches).map(
    lambda both: both[0] + both[1]
)
targets = st.sampled_from([0.0, 0.001, 0.01, 0.1, 1 / 3, 0.5, 1.0])
thresholds = st.floats(-0.5, 1.5)
faces = st.lists(st.tuples(st.integers(0, 4), st.none() | st.integers(0, 4)), max_size=12)
boxes = st.lists(st.tuples(*[st.integers(0, 20)] * 2, *[st.integers(1, 20)] * 2), max_size=5)


def outsider(*best: float) -> Search:
    return Search(frozenset(), "outsider", dict(zip(PLAYERS, best, strict=False)))


def of(truth: str, scores: dict[str, float], tier: str = "action") -> Search:
    return Search(frozenset(truth.split()), tier, scores)


class TestIdentification:
    def test_a_photo_of_two_players_counts_as_two_pairs_and_as_one_photo(self) -> None:
        photos = [of("ann bob", {"ann": 0.9}), of("cho", {"ann": 0.9})]
        assert tpir(photos, "action", 0.5) == Share(1, 3)
        assert tpir_by_photo(photos, "action", 0.5) == Share(1, 2)

    def test_a_tier_is_counted_apart(self) -> None:
        photos = [of("ann", {"ann": 0.9}), of("ann", {}, tier="hard")]
        assert tpir(photos, "hard", 0.5) == Share(0, 1)

    def test_a_score_equal_to_the_threshold_is_a_tag(self) -> None:
        assert tpir([of("ann", {"ann": 0.5})], "action", 0.5) == Share(1, 1)

    def test_a_wrong_name_beside_the_right_one_costs_precision(self) -> None:
        photos = [of("ann", {"ann": 0.9, "bob": 0.8}), outsider(0.7)]
        assert tag_precision(photos, 0.5) == Share(1, 3)

    def test_ties_at_the_limit_all_stay_below_the_threshold(self) -> None:
        photos = [outsider(0.9), outsider(0.5), outsider(0.5), outsider(0.1)]
        threshold = threshold_at_fpir(photos, 0.5)
        assert threshold == math.nextafter(0.5, 1)
        assert fpir(photos, threshold) == Share(1, 4)

    def test_one_percent_of_500_is_five(self) -> None:
        photos = [outsider(i / 500) for i in range(500)]
        assert fpir(photos, threshold_at_fpir(photos, 0.01)) == Share(5, 500)

    def test_without_outsiders_there_is_no_fpir(self) -> None:
        with pytest.raises(ValueError, match="not enrolled"):
            threshold_at_fpir([of("ann", {"ann": 0.9})], 0.01)

    @unhurried
    @given(with_outsiders, targets)
    def test_the_threshold_keeps_fpir_and_none_smaller_does(
        self, photos: list[Search], target: float
    ) -> None:
        threshold = threshold_at_fpir(photos, target)
        assert fpir(photos, threshold).value <= target
        if math.isfinite(threshold):
            assert fpir(photos, math.nextafter(threshold, -math.inf)).value > target

    @unhurried
    @given(with_outsiders, targets, targets)
    def test_more_false_alarms_allowed_never_find_fewer(
        self, photos: list[Search], one: float, other: float
    ) -> None:
        low, high = sorted((one, other))
        strict, lax = (threshold_at_fpir(photos, target) for target in (low, high))
        assert tpir(photos, "action", strict).hits <= tpir(photos, "action", lax).hits

    @unhurried
    @given(searches, thresholds, thresholds)
    def test_a_lower_threshold_never_finds_fewer(
        self, photos: list[Search], one: float, other: float
    ) -> None:
        low, high = sorted((one, other))
        for measure in (tpir, tpir_by_photo):
            assert measure(photos, "action", low).hits >= measure(photos, "action", high).hits
        assert fpir(photos, low).hits >= fpir(photos, high).hits

    @unhurried
    @given(searches, thresholds)
    def test_order_does_not_matter(self, photos: list[Search], threshold: float) -> None:
        for measure in (fpir, tag_precision):
            assert measure(photos, threshold) == measure(photos[::-1], threshold)


class TestCalibrationError:
    def test_what_is_said_with_08_and_true_eight_times_of_ten_is_right(self) -> None:
        photos = [Search(frozenset({"ann"} if number < 8 else ()), "", {"ann": 0.8}) for number in range(10)]
        assert calibration_error(reliability(photos)) == pytest.approx(0)

    def test_the_bins_are_weighed_by_their_photos(self) -> None:
        sure_and_wrong = Search(frozenset(), "", {"ann": 0.95, "bob": 0.01})
        nobody_and_right = Search(frozenset(), "", {"ann": 0.0})
        unfound = Search(frozenset({"bob"}), "", {})
        assert calibration_error(reliability([sure_and_wrong])) == pytest.approx(0.95)
        mixed = reliability([sure_and_wrong, *[nobody_and_right] * 17, unfound])
        assert calibration_error(mixed) == pytest.approx(0.05)
        assert [(one.said, one.right) for one in mixed] == [(0, Share(0, 18)), (0.95, Share(0, 1))]

    def test_of_nothing_it_is_no_number(self) -> None:
        assert math.isnan(calibration_error([]))


class TestShare:
    def test_wilson_interval_of_a_known_case(self) -> None:
        # 81 of 263, the example of Newcombe (1998), Statistics in Medicine 17, table I.
        assert Share(81, 263).interval == pytest.approx((0.2553, 0.3662), abs=5e-5)

    def test_a_share_of_nothing(self) -> None:
        assert math.isnan(Share(0, 0).value)
        assert Share(0, 0).interval == (0.0, 1.0)

    @unhurried
    @given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
    def test_the_interval_holds_the_value_and_stays_in_range(self, counts: tuple[int, int]) -> None:
        share = Share(*counts)
        low, high = share.interval
        assert 0 <= low <= share.value <= high <= 1
        assert Share(counts[0] * 2, counts[1] * 2).interval[0] >= low

    def test_total(self) -> None:
        assert total_share([Share(1, 2), Share(0, 3)]) == Share(1, 5)


def brute_force(truth: list[int], labels: list[int | None]) -> tuple[float, ...]:
    """Pairwise and BCubed precision and recall straight from their definitions."""

    def same_cluster(i: int, j: int) -> bool:
        return i == j or (labels[i] is not None and labels[i] == labels[j])

    everyone = range(len(truth))
    pairs = [(same_cluster(i, j), truth[i] == truth[j]) for i, j in combinations(everyone, 2)]
    both = sum(a and b for a, b in pairs)
    claimed, wanted = sum(a for a, _ in pairs), sum(b for _, b in pairs)
    precision = recall = 0.0
    for i in everyone:
        beside = [j for j in everyone if same_cluster(i, j)]
        wished = [j for j in everyone if truth[i] == truth[j]]
        right = len(set(beside) & set(wished))
        precision += right / len(beside) / len(truth)
        recall += right / len(wished) / len(truth)
    return both / claimed if claimed else 1.0, both / wanted if wanted else 1.0, precision, recall


class TestClustering:
    @unhurried
    @given(faces.filter(bool))
    def test_against_brute_force(self, table: list[tuple[int, int | None]]) -> None:
        truth, labels = [person for person, _ in table], [label for _, label in table]
        pairs, cubed = pairwise(truth, labels), bcubed(truth, labels)
        found = (pairs.precision, pairs.recall, cubed.precision, cubed.recall)
        assert found == pytest.approx(brute_force(truth, labels))

    @unhurried
    @given(st.lists(st.integers(0, 5), max_size=12))
    def test_the_truth_is_perfect(self, truth: list[int]) -> None:
        assert pairwise(truth, truth).f == 1
        assert bcubed(truth, truth).f == pytest.approx(1)
        assert review_actions(truth, truth) == len(set(truth))

    @unhurried
    @given(faces, st.permutations(range(5)), st.permutations(range(5)))
    def test_names_of_persons_and_clusters_do_not_matter(
        self, table: list[tuple[int, int | None]], persons: list[int], clusters: list[int]
    ) -> None:
        truth, labels = [person for person, _ in table], [label for _, label in table]
        other_truth = [f"person {persons[person]}" for person in truth]
        other_labels = [None if label is None else f"{clusters[label]}" for label in labels]
        assert pairwise(truth, labels) == pairwise(other_truth, other_labels)
        assert bcubed(truth, labels).f == pytest.approx(bcubed(other_truth, other_labels).f)
        assert review_actions(truth, labels) == review_actions(other_truth, other_labels)

    @unhurried
    @given(faces)
    def test_noise_is_a_cluster_of_its_own(self, table: list[tuple[int, int | None]]) -> None:
        truth, labels = [person for person, _ in table], [label for _, label in table]
        apart = [100 + i if label is None else label for i, label in enumerate(labels)]
        assert pairwise(truth, labels) == pairwise(truth, apart)
        assert bcubed(truth, labels) == bcubed(truth, apart)
        assert review_actions(truth, labels) == review_actions(truth, apart)

    @unhurried
    @given(faces)
    def test_transposed_precision_is_recall(self, table: list[tuple[int, int | None]]) -> None:
        truth = [person for person, _ in table]
        labels = [-1 - i if label is None else label for i, (_, label) in enumerate(table)]
        assert pairwise(truth, labels).precision == pairwise(labels, truth).recall
        assert bcubed(truth, labels).precision == pytest.approx(bcubed(labels, truth).recall)

    def test_one_cluster_of_two_people(self) -> None:
        truth, labels = ["a", "a", "a", "b"], [0, 0, 0, 0]
        assert bcubed(truth, labels).precision == pytest.approx((3 * 3 / 4 + 1 / 4) / 4)
        assert pairwise(truth, labels).precision == 3 / 6
        assert review_actions(truth, labels) == 2

    def test_lengths_must_agree(self) -> None:
        with pytest.raises(ValueError, match="shorter"):
            bcubed(["a", "b"], [0])


class TestMainFace:
    def test_the_largest(self) -> None:
        assert largest([(0, 0, 4, 4), (90, 90, 5, 5), (50, 50, 4, 5)], 100, 100) == 1

    def test_of_two_that_are_about_as_large_the_one_in_the_middle(self) -> None:
        beside, middle = (0, 20, 42, 42), (45, 25, 40, 40)
        assert central([beside, middle], 120, 90) == 1
        assert largest([beside, middle], 120, 90) == 0

    def test_a_small_one_in_the_middle_is_somebody_in_the_crowd(self) -> None:
        assert central([(10, 10, 60, 60), (58, 43, 4, 4)], 120, 90) == 0


class TestDetection:
    def test_boxes_half_over_each_other(self) -> None:
        assert iou((0, 0, 2, 1), (1, 0, 2, 1)) == pytest.approx(1 / 3)
        assert iou((0, 0, 1, 1), (1, 0, 1, 1)) == 0

    def test_one_detection_finds_one_face(self) -> None:
        two: list[Box] = [(0, 0, 10, 10), (1, 0, 10, 10)]
        assert detection_recall(two, [(0, 0, 11, 10)], 0.4) == Share(1, 2)

    @unhurried
    @given(boxes, boxes, st.sampled_from([0.1, 0.4, 0.7]))
    def test_bounds(self, truth: list[Box], found: list[Box], least: float) -> None:
        share = detection_recall(truth, found, least)
        reachable = sum(any(iou(box, other) >= least for other in found) for box in truth)
        assert share.total == len(truth)
        assert (reachable > 0) <= share.hits <= min(reachable, len(found))

    @unhurried
    @given(boxes)
    def test_the_truth_is_all_found(self, truth: list[Box]) -> None:
        assert detection_recall(truth, truth, 0.4) == Share(len(truth), len(truth))
        assert all(iou(box, box) == 1 for box in truth)
