"""From similarity to probability, for an open set: the face may show nobody on the roster.

The log likelihood ratio of "this player" against "a stranger" is taken as linear in the cosine
(Brümmer & du Preez, "Application-independent evaluation of speaker detection", 2006). Bayes' rule
over all players and "nobody on the roster" makes posteriors of it, and the line is the one under
which cross-validated answers, of players and of strangers, are likeliest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.db.vectors import Vectors
from core.vision.quality import USUAL_QUALITY

Floats = NDArray[np.float64]
Probabilities = NDArray[np.floating[Any]]
Similarities = NDArray[np.floating[Any]]

# So many faces half of which are known, beside those of a gallery.
PRIOR_FACES = 20.0
# Of the faces that show somebody known about half are clear enough to tell: so many times as many are known.
KNOWN_TO_TOLD = 2.0
SAME_SHARE = 1e-4
MAX_ROUNDS = 200
# Newton's method: it doubles its right digits with each step, so more than a few are a bug's.
MAX_STEPS = 30
LEAST_GAIN = 1e-9
LEAST_SCALE = 1e-6
# The similarity of a player who can't be meant: as far as can be.
RULED_OUT = -1.0
PAIRS_AT_ONCE = 50_000
# The cosine with their player's template that faces of quality 0 and 1 are expected to have: that is what the
# quality of a face is told by.
EXPECTED = 0.2, 0.75
# Chosen with one half of the players, and of the strangers, by how many of their photos are known; it holds
# for the other half and for each pack (docs/accuracy.md).
LIFT = 0.15


def lift(quality: Floats) -> Floats:
    """What to add to cosines so that they say the same of each face: (N,), 0 for a reference photo.

    A clear picture that is only a little like a player is a stranger's; a poor one may be the player's. Of
    two normal distributions of one variance, around the expected cosine m and around 0, the log likelihood
    ratio falls with m squared.

    Args:
        quality: of the faces, 0 to 1, (N,).
    """
    least, most = EXPECTED
    expected, usual = (least + (most - least) * at for at in (quality, USUAL_QUALITY))
    return np.asarray(LIFT * (usual**2 - expected**2))


@dataclass(frozen=True)
class Trials:
    """Cross-validated similarities of each face to every player's template.

    `similarities` is (N, P), lifted, made without the face's own burst, `player` (N,) the right column.
    A row's right entry is NaN where the player had no other burst; the face then only tells how
    strangers score. Each face is tried twice: with its player enrolled, and as a stranger.

    `others` are faces besides of whom it is only known which players they do not show, (M, P): their
    similarities to these, and NaN to the rest.
    """

    similarities: Similarities
    player: NDArray[np.int64]
    others: Similarities | None = None

    @cached_property
    def enrolled(self) -> NDArray[np.bool_]:
        """The rows that can be tried with their player enrolled, (N,)."""
        return ~np.isnan(self.similarities[np.arange(len(self.player)), self.player])

    @property
    def count(self) -> int:
        """How many trials there are, both kinds together."""
        return int(self.enrolled.sum()) + len(self.player)

    def parts(self) -> Iterator[tuple[Floats, NDArray[np.int64] | None]]:
        """All trials, some at a time: similarities, and the right columns or None where nobody is right.

        So few at once that what is worked out of them stays in the processor's cache.
        """
        rows = max(1, PAIRS_AT_ONCE // max(1, self.similarities.shape[1]))
        for start in range(0, len(self.player), rows):
            player = self.player[start : start + rows]
            enrolled = self.enrolled[start : start + rows]
            found = _ruled_out(self.similarities[start : start + rows])
            if enrolled.any():
                yield found[enrolled], player[enrolled]
            found[np.arange(len(player)), player] = RULED_OUT
            yield found, None
        others = self.similarities[:0] if self.others is None else self.others
        for start in range(0, len(others), rows):
            yield _ruled_out(others[start : start + rows]), None


@dataclass(frozen=True, slots=True)
class Calibration:
    """`slope` * cosine + `intercept` is the natural log of the likelihood ratio.

    `known_share` is the prior probability that a face shows somebody on the roster.
    """

    slope: float
    intercept: float
    known_share: float = 0.5

    @property
    def even_similarity(self) -> float:
        """The cosine at which two faces are as likely one person as two."""
        return -self.intercept / self.slope

    def probabilities(
        self,
        similarities: Vectors | Floats,
        prior: Floats | None = None,
        out: Probabilities | None = None,
        evidence: Vectors | None = None,
        lifts: Floats | None = None,
    ) -> Probabilities:
        """Posterior of each player for each face, (N faces, P players); a row's rest is "nobody".

        Args:
            similarities: cosines, (N, P); the answer is as precise as they are.
            prior: how the known share is divided among the players, (P,), in sum 1; None for evenly.
            out: where the answer is written, (N, P); None for a new array.
            evidence: natural logs of likelihood ratios from elsewhere, (N, P); None for none.
            lifts: what `lift` says of the faces, (N,); None where the cosines have it already.
        """
        weights, top, nobody = self._weights(similarities, prior, out, evidence, lifts)
        weights -= top[:, None]
        posterior: Probabilities = np.exp(weights, out=weights)
        posterior /= (posterior.sum(axis=1) + np.exp(nobody - top))[:, None]
        return posterior

    def in_gallery(
        self, similarities: Vectors | Floats, prior: Floats | None = None, lifts: Floats | None = None
    ) -> Calibration:
        """The same where fewer of the faces show somebody known: in galleries with many strangers.

        The known share is the one that makes the faces likeliest (Saerens, Latinne & Decaestecker,
        "Adjusting the outputs of a classifier to new a priori probabilities", Neural Computation 2002), and
        twice that, as poor faces of players look like strangers. It is never more than before.

        Args:
            similarities: cosines of faces of the gallery, (N, P), of all or of some drawn at random.
            prior: as in `probabilities`.
            lifts: as in `probabilities`.
        """
        somebody = self.probabilities(similarities, prior, lifts=lifts).sum(axis=1, dtype=np.float64)
        before, share = self.known_share, self.known_share
        for _ in range(MAX_ROUNDS):
            known, unknown = share / before * somebody, (1 - share) / (1 - before) * (1 - somebody)
            told = (known / (known + unknown)).sum() + PRIOR_FACES * before
            last, share = share, float(told / (len(somebody) + PRIOR_FACES))
            if abs(share - last) < SAME_SHARE:
                break
        return replace(self, known_share=min(before, KNOWN_TO_TOLD * share))

    def joint(
        self, similarities: Vectors | Floats, prior: Floats | None = None
    ) -> tuple[Probabilities, Probabilities]:
        """Natural logs of each player's share of the evidence, (N, P), and of all of it, (N,).

        All of it is the players' and that of "nobody on the roster", which is one less `known_share`.
        """
        weights, top, nobody = self._weights(similarities, prior)
        total = np.exp(weights - top[:, None]).sum(axis=1) + np.exp(nobody - top)
        return weights, top + np.log(total)

    def _weights(
        self,
        similarities: Vectors | Floats,
        prior: Floats | None,
        out: Probabilities | None = None,
        evidence: Vectors | None = None,
        lifts: Floats | None = None,
    ) -> tuple[Probabilities, Probabilities, float]:
        """Natural logs of each player's evidence, (N, P), of the most of anybody's, (N,), and of nobody's."""
        players = similarities.shape[1]
        share = np.full(players, 1 / max(players, 1)) if prior is None else prior
        weights: Probabilities = np.multiply(similarities, similarities.dtype.type(self.slope), out=out)
        weights += (self.intercept + np.log(self.known_share * share)).astype(weights.dtype)
        if lifts is not None:
            weights += (self.slope * lifts)[:, None].astype(weights.dtype)
        if evidence is not None:
            weights += evidence
        nobody = float(np.log(1 - self.known_share))
        return weights, weights.max(axis=1, initial=nobody), nobody


def fit(trials: Trials, prior: Calibration, worth: float) -> Calibration:
    """The calibration under which the trials' right answers are likeliest.

    The pack's own calibration is a prior that is `worth` so many trials, so that a roster of a few
    references, which any threshold separates, is not trusted without limit. The surprise is convex in
    slope and intercept (a log-sum-exp of linear functions, less one of them), so Newton's steps find
    its one minimum.
    """
    if not trials.enrolled.any() and trials.others is None:
        return prior
    found = prior
    surprise, gradient, curvature = _surprise(found, trials, prior, worth)
    for _ in range(MAX_STEPS):
        step = np.linalg.solve(curvature, gradient)
        scale = 1.0
        while scale > LEAST_SCALE:
            there = _moved(found, -scale * step)
            after = _surprise(there, trials, prior, worth)
            if after[0] <= surprise:
                break
            scale /= 2
        else:
            break
        gained = surprise - after[0]
        found, (surprise, gradient, curvature) = there, after
        if gained < LEAST_GAIN:
            break
    return found if found.slope > 0 else prior


def _ruled_out(similarities: Similarities) -> Floats:
    """A copy with those who can't be meant as far away as can be."""
    found = similarities.astype(np.float64)
    found[np.isnan(found)] = RULED_OUT
    return found


def _moved(calibration: Calibration, step: Probabilities) -> Calibration:
    slope, intercept = calibration.slope + float(step[0]), calibration.intercept + float(step[1])
    return replace(calibration, slope=slope, intercept=intercept)


def _surprise(
    calibration: Calibration, trials: Trials, prior: Calibration, worth: float
) -> tuple[float, Floats, Floats]:
    """Minus the log likelihood of the right answers, its gradient (2,) and its Hessian (2, 2).

    Both by slope and intercept, and with the prior's part.
    """
    value, gradient, curvature = _drift(calibration, prior, worth)
    for similarities, columns in trials.parts():
        weights, total = calibration.joint(similarities)
        value += float(total.sum())
        if columns is None:
            value -= len(total) * float(np.log(1 - calibration.known_share))
        else:
            rows = np.arange(len(columns))
            value -= float(weights[rows, columns].sum())
            gradient -= [similarities[rows, columns].sum(), len(columns)]
        weights -= total[:, None]
        posterior = np.exp(weights, out=weights)
        somebody = posterior.sum(axis=1)
        mean = (posterior * similarities).sum(axis=1)
        square = (posterior * similarities**2).sum(axis=1)
        gradient += [mean.sum(), somebody.sum()]
        mixed = (mean - mean * somebody).sum()
        curvature += [[(square - mean**2).sum(), mixed], [mixed, (somebody - somebody**2).sum()]]
    return value, gradient, curvature


def _drift(calibration: Calibration, prior: Calibration, worth: float) -> tuple[float, Floats, Floats]:
    """How far the evidence is from the prior's, at both ends of the range of cosines."""
    # At the ends, not in the parameters themselves, which are of different units.
    ends = np.array([[0.0, 1.0], [1.0, 1.0]])
    expected = ends @ [prior.slope, prior.intercept]
    weight = worth / len(ends) / expected**2
    off = ends @ [calibration.slope, calibration.intercept] - expected
    return float((weight * off**2).sum()), 2 * (weight * off) @ ends, 2 * (ends.T * weight) @ ends
