"""From similarity to probability, for an open set: the face may show nobody on the roster.

A logistic regression on cross-validated similarities gives the log likelihood ratio of "same person"
against "another person", linear in the cosine (Brümmer & du Preez, "Application-independent
evaluation of speaker detection", 2006). Bayes' rule over all players and "nobody on the roster"
makes posteriors of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from core.db.vectors import Vectors

Floats = NDArray[np.float64]

# How many pairs the pack's own calibration counts for, beside those of the user.
PRIOR_PAIRS = 40.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """`slope` * cosine + `intercept` is the natural log of the likelihood ratio.

    `known_share` is the prior probability that a face shows somebody on the roster.
    """

    slope: float
    intercept: float
    known_share: float = 0.5

    def probabilities(self, similarities: Vectors | Floats) -> Floats:
        """Posterior of each player for each face, (N faces, P players); a row's rest is "nobody"."""
        players = similarities.shape[1]
        if players == 0:
            return np.empty(similarities.shape, np.float64)
        evidence = self.slope * similarities.astype(np.float64) + self.intercept
        weights = evidence + np.log(self.known_share / players)
        nobody = np.full((len(weights), 1), np.log(1 - self.known_share))
        total = np.logaddexp.reduce(np.hstack([weights, nobody]), axis=1, keepdims=True)
        posterior: Floats = np.exp(weights - total)
        return posterior


def fit(genuine: Floats, impostor: Floats, prior: Calibration) -> Calibration:
    """The calibration that best explains similarities of known pairs.

    Both classes weigh the same, so that the regression gives a likelihood ratio and not the odds of
    the training set. The pack's own calibration is a prior worth `PRIOR_PAIRS` pairs, so that a
    roster of a few references, which any threshold separates, is not trusted without limit.

    Args:
        genuine: cosines of faces to the template of the player they show, trained without them.
        impostor: cosines of faces to templates of other players.
        prior: the pack's calibration.
    """
    start = np.array([prior.slope, prior.intercept])
    pairs = float(len(genuine))
    if pairs == 0 or len(impostor) == 0:
        return prior
    # The prior's weight is on the evidence it gives at both ends of the range, not on parameters
    # of different units.
    anchors = np.array([0.0, 1.0])
    expected = start[0] * anchors + start[1]

    def loss(parameters: Floats) -> float:
        slope, intercept = parameters
        same = np.logaddexp(0, -(slope * genuine + intercept)).mean()
        other = np.logaddexp(0, slope * impostor + intercept).mean()
        drift = ((slope * anchors + intercept - expected) ** 2 / expected**2).mean()
        return float(pairs * (same + other) + PRIOR_PAIRS * drift)

    found = minimize(loss, start, method="Nelder-Mead")
    slope, intercept = (float(value) for value in found.x)
    return Calibration(slope, intercept, prior.known_share) if slope > 0 else prior
