"""The measures: pure functions of what a program answered and of the truth.

Identification follows ISO/IEC 19795-1 and NIST's FRVT 1:N: a photo of somebody enrolled is a mated
search, a photo of somebody else a non-mated one. TPIR is the share of mated searches that return
the right name at or above the threshold, FPIR the share of non-mated searches that return any name
at or above it. Both are always given at the same threshold.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TypeVar

import numpy as np

# (x, y, width, height), in pixels from the top left corner.
Box = tuple[float, float, float, float]

# The two-sided 95 % quantile of the normal distribution.
Z95 = 1.959963984540054
CALIBRATION_BINS = 10
RESAMPLES = 400
Case = TypeVar("Case")
# A hand-made box of a face and a detector's differ by forehead and ears; 0.4 forgives that.
DETECTION_IOU = 0.4


MainFace = Callable[[Sequence[Box], float, float], int]
"""Which of the boxes, at least one, of a photo of such a width and height is of whom the photo is."""


def largest(boxes: Sequence[Box], width: float, height: float) -> int:  # noqa: ARG001
    """The largest one."""
    return max(range(len(boxes)), key=lambda number: boxes[number][2] * boxes[number][3])


def central(boxes: Sequence[Box], width: float, height: float) -> int:
    """A large one in the middle: its area less twice the square of how far its middle is from the photo's.

    So FaceNet's program (D. Sandberg, 2016) chooses in photos of LFW, which are cut around the named person.
    The largest face is sometimes that of somebody beside them.
    """

    def worth(number: int) -> float:
        x, y, w, h = boxes[number]
        return w * h - 2 * ((x + w / 2 - width / 2) ** 2 + (y + h / 2 - height / 2) ** 2)

    return max(range(len(boxes)), key=worth)


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `total`; a share of nothing is not a number, and known with no certainty."""

    hits: int
    total: int

    @property
    def value(self) -> float:
        """`hits / total`, or NaN of nothing."""
        return self.hits / self.total if self.total else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % score interval of E. B. Wilson (1927), which holds near 0 and 1 too."""
        if not self.total:
            return 0.0, 1.0
        n, p = self.total, self.hits / self.total
        centre = p + Z95**2 / (2 * n)
        half = Z95 * math.sqrt(p * (1 - p) / n + Z95**2 / (4 * n**2))
        scale = 1 + Z95**2 / n
        # At the ends the bound is exact, which rounding would miss.
        low = 0.0 if self.hits == 0 else (centre - half) / scale
        high = 1.0 if self.hits == n else (centre + half) / scale
        return low, high


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval, where it is no share of independent cases."""

    value: float
    interval: tuple[float, float]


def estimated(cases: Sequence[Case], figure: Callable[[Sequence[Case]], float]) -> Estimate | float:
    """A figure of all cases with the 95 % interval of what it is of as many drawn from them again."""
    if len(cases) < 2:
        return figure(cases)
    chance = random.Random(0)
    again = [figure(chance.choices(cases, k=len(cases))) for _ in range(RESAMPLES)]
    low, high = np.percentile([one for one in again if math.isfinite(one)] or [math.nan], [2.5, 97.5])
    return Estimate(figure(cases), (float(low), float(high)))


@dataclass(frozen=True, slots=True)
class Look:
    """The face that a program names as a player: its quality, 0 to 1, its height in pixels, and the score."""

    quality: float
    height: float
    score: float


@dataclass(frozen=True, slots=True)
class Search:
    """One photo: who of the enrolled is in it, and the best score each player got in it.

    A player without a score was not found. `truth` is empty for a non-mated search (an outsider). `looks` are
    the faces that the program names, each as one player, by these.
    """

    truth: frozenset[str]
    tier: str
    scores: Mapping[str, float]
    looks: Mapping[str, Look] = field(default_factory=dict)

    @property
    def likeliest(self) -> tuple[str, float]:
        """The player of the best score, and it; nobody and 0 where none was found."""
        return max(self.scores.items(), key=lambda one: one[1], default=("", 0.0))

    @property
    def named(self) -> Search:
        """The same with the scores of the faces that are named alone."""
        return replace(self, scores={player: look.score for player, look in self.looks.items()})

    def tagged(self, threshold: float) -> set[str]:
        """The players whose score is at or above `threshold`."""
        return {player for player, score in self.scores.items() if score >= threshold}


def fpir(searches: Iterable[Search], threshold: float) -> Share:
    """Share of the non-mated photos in which anybody is tagged at `threshold`."""
    found = [bool(search.tagged(threshold)) for search in searches if not search.truth]
    return Share(sum(found), len(found))


def tpir(searches: Iterable[Search], tier: str, threshold: float) -> Share:
    """Share of the (photo, player) pairs of `tier` in which the photo is tagged with the player.

    A photo with two players is two pairs, so finding one of the two counts half of that photo.
    """
    found = [
        player in search.tagged(threshold)
        for search in searches
        if search.tier == tier
        for player in search.truth
    ]
    return Share(sum(found), len(found))


def tpir_by_photo(searches: Iterable[Search], tier: str, threshold: float) -> Share:
    """Share of the mated photos of `tier` in which at least one of their players is tagged."""
    found = [
        bool(search.truth & search.tagged(threshold))
        for search in searches
        if search.tier == tier and search.truth
    ]
    return Share(sum(found), len(found))


def tag_precision(searches: Iterable[Search], threshold: float) -> Share:
    """Share of the right ones among all tags that are given at `threshold`, outsiders included.

    TPIR alone does not see a photo tagged with a wrong player beside the right one; this does.
    """
    right = total = 0
    for search in searches:
        tags = search.tagged(threshold)
        right += len(tags & search.truth)
        total += len(tags)
    return Share(right, total)


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of about one probability: the mean that was said, and how many were right."""

    said: float
    right: Share


def reliability(searches: Iterable[Search]) -> list[Bin]:
    """What was said and what came true, of the likeliest player of each photo.

    In ten bins of equal width, the least probable first, without those that no photo is in.
    """
    bins: dict[int, list[tuple[float, bool]]] = {}
    for search in searches:
        player, probability = search.likeliest
        place = min(int(probability * CALIBRATION_BINS), CALIBRATION_BINS - 1)
        bins.setdefault(place, []).append((probability, player in search.truth))
    return [
        Bin(math.fsum(said for said, _ in found) / len(found), Share(sum(ok for _, ok in found), len(found)))
        for _, found in sorted(bins.items())
    ]


def calibration_error(bins: Iterable[Bin]) -> float:
    """How far probabilities are from what comes true.

    The expected calibration error (Naeini et al., "Obtaining Well Calibrated Probabilities Using Bayesian
    Binning", AAAI 2015): the mean over the answers of the difference between the mean probability in a bin
    and the share in it that is right. NaN of no answer.
    """
    off = total = 0.0
    for one in bins:
        off += abs(one.said * one.right.total - one.right.hits)
        total += one.right.total
    return off / total if total else math.nan


def threshold_at_fpir(searches: Iterable[Search], target: float) -> float:
    """The smallest threshold at which FPIR is `target` or less.

    Scores that tie fall on the same side of it: of 500 outsiders, 1 % allows 5, and where the fifth
    and the sixth highest score are equal the threshold is just above both, and FPIR 0.8 % or less.

    Raises:
        ValueError: There is no non-mated photo to measure FPIR on.
    """
    outsiders = [search.scores for search in searches if not search.truth]
    if not outsiders:
        raise ValueError("FPIR needs photos of people who are not enrolled.")
    best = sorted((max(scores.values()) for scores in outsiders if scores), reverse=True)
    allowed = sum(1 for count in range(1, len(best) + 1) if count / len(outsiders) <= target)
    # The first outsider too many must stay below it, and so must all who tie with that one.
    return math.nextafter(best[allowed], math.inf) if allowed < len(best) else -math.inf


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision and recall of a clustering; 1.0 where there was nothing to be wrong about."""

    precision: float
    recall: float

    @property
    def f(self) -> float:
        """Their harmonic mean (F1)."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def pairwise(truth: Sequence[Hashable], labels: Sequence[Hashable | None]) -> Agreement:
    """Pairs of faces that are together in `labels` against those that are together in `truth`.

    A label of None is noise: a face that is a cluster of its own.
    """
    clusters = _noise_apart(labels)
    together = _pairs(Counter(zip(truth, clusters, strict=True)))
    claimed, wanted = _pairs(Counter(clusters)), _pairs(Counter(truth))
    return Agreement(
        precision=together / claimed if claimed else 1.0,
        recall=together / wanted if wanted else 1.0,
    )


def bcubed(truth: Sequence[Hashable], labels: Sequence[Hashable | None]) -> Agreement:
    """BCubed precision and recall, averaged over faces (Bagga and Baldwin 1998).

    Of the extrinsic measures compared by Amigó et al. (2009, "A comparison of extrinsic clustering
    evaluation metrics based on formal constraints") the one that meets all their constraints. A
    label of None is noise: a face that is a cluster of its own.
    """
    clusters = _noise_apart(labels)
    if not clusters:
        return Agreement(1.0, 1.0)
    together = Counter(zip(truth, clusters, strict=True))
    size, persons = Counter(clusters), Counter(truth)
    # Each of the n faces in the same cell of the table has the same precision and recall.
    precision = math.fsum(n * n / size[cluster] for (_, cluster), n in together.items())
    recall = math.fsum(n * n / persons[person] for (person, _), n in together.items())
    return Agreement(precision / len(clusters), recall / len(clusters))


def review_actions(truth: Sequence[Hashable], labels: Sequence[Hashable | None]) -> int:
    """Actions of a reviewer until every face has its right name.

    One for each cluster (name it, or merge it into the person who has a name already), one for each
    face of it that is not of its commonest person (move), and one for each noise face (name).
    """
    members: dict[Hashable, Counter[Hashable]] = {}
    for person, cluster in zip(truth, _noise_apart(labels), strict=True):
        members.setdefault(cluster, Counter())[person] += 1
    return sum(1 + persons.total() - max(persons.values()) for persons in members.values())


def iou(one: Box, other: Box) -> float:
    """Intersection over union of two boxes; 0.0 where they do not overlap."""
    width = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    height = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / (one[2] * one[3] + other[2] * other[3] - shared)


def detection_recall(truth: Sequence[Box], found: Sequence[Box], least_iou: float) -> Share:
    """Share of the boxes of one photo that were found at `least_iou` or more."""
    return Share(len(paired(truth, found, least_iou)), len(truth))


def paired(truth: Sequence[Box], found: Sequence[Box], least_iou: float) -> dict[int, int]:
    """Which of the boxes found in a photo each of the true ones is, where they overlap by `least_iou`.

    Greedily, best overlap first, and none is used twice: one large detection over two faces finds one
    of them.
    """
    pairs = [
        (overlap, i, j)
        for (i, wanted), (j, box) in product(enumerate(truth), enumerate(found))
        if (overlap := iou(wanted, box)) >= least_iou
    ]
    pairing: dict[int, int] = {}
    for _, i, j in sorted(pairs, reverse=True):
        if i not in pairing and j not in pairing.values():
            pairing[i] = j
    return pairing


def total_share(shares: Iterable[Share]) -> Share:
    """All of them as one share, in which each case counts the same."""
    hits = total = 0
    for share in shares:
        hits += share.hits
        total += share.total
    return Share(hits, total)


def _noise_apart(labels: Sequence[Hashable | None]) -> list[Hashable]:
    """The labels, with a cluster of its own for each None."""
    return [("noise", i) if label is None else ("cluster", label) for i, label in enumerate(labels)]


def _pairs(sizes: Counter[Hashable]) -> int:
    return sum(math.comb(size, 2) for size in sizes.values())
