"""From similarity to probability, for an open set: the face may show nobody on the roster.

The log likelihood ratio of "this player" against "a stranger" is taken as linear in the cosine
(Brümmer & du Preez, "Application-independent evaluation of speaker detection", 2006). Bayes' rule
over all players and "nobody on the roster" makes posteriors of it, and the line is the one under
which cross-validated answers, of players and of strangers, are likeliest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from core.db.vectors import Vectors

Floats = NDArray[np.float64]

# How many trials the pack's own calibration counts for, beside those of the user.
PRIOR_TRIALS = 40.0
# The similarity of a player who can't be meant: as far as can be.
RULED_OUT = -1.0


@dataclass(frozen=True, slots=True)
class Trials:
    """Cross-validated similarities of each face to every player's template.

    `similarities` is (N, P), made without the face's own burst, `player` (N,) the right column. A
    row's right entry is NaN where the player had no other burst; the face then only tells how
    strangers score. Each face is tried twice: with its player enrolled, and as a stranger.
    """

    similarities: Floats
    player: NDArray[np.int64]

    @property
    def enrolled(self) -> NDArray[np.bool_]:
        """The rows that can be tried with their player enrolled, (N,)."""
        return ~np.isnan(self._own)

    @property
    def count(self) -> int:
        """How many trials there are, both kinds together."""
        return int(self.enrolled.sum()) + len(self.player)

    @property
    def known(self) -> tuple[Floats, NDArray[np.int64]]:
        """Similarities of the trials with the player enrolled, and the right columns."""
        return np.nan_to_num(self.similarities[self.enrolled], nan=RULED_OUT), self.player[self.enrolled]

    @property
    def strangers(self) -> Floats:
        """Similarities of the trials as a stranger: the face's own player ruled out."""
        without = self.similarities.copy()
        without[np.arange(len(self.player)), self.player] = RULED_OUT
        return np.nan_to_num(without, nan=RULED_OUT)

    @property
    def _own(self) -> Floats:
        return self.similarities[np.arange(len(self.player)), self.player]


@dataclass(frozen=True, slots=True)
class Calibration:
    """`slope` * cosine + `intercept` is the natural log of the likelihood ratio.

    `known_share` is the prior probability that a face shows somebody on the roster.
    """

    slope: float
    intercept: float
    known_share: float = 0.5

    def probabilities(self, similarities: Vectors | Floats, prior: Floats | None = None) -> Floats:
        """Posterior of each player for each face, (N faces, P players); a row's rest is "nobody".

        Args:
            similarities: cosines, (N, P).
            prior: how the known share is divided among the players, (P,), in sum 1; None for evenly.
        """
        posterior: Floats = np.exp(self.log_posteriors(similarities, prior)[:, :-1])
        return posterior

    def log_posteriors(self, similarities: Vectors | Floats, prior: Floats | None = None) -> Floats:
        """Natural logs of the posteriors, (N, P + 1); the last column is "nobody on the roster"."""
        faces, players = similarities.shape
        evidence = self.slope * similarities.astype(np.float64) + self.intercept
        share = np.full(players, 1 / max(players, 1)) if prior is None else prior
        weights = evidence + np.log(self.known_share * share)
        nobody = np.full((faces, 1), np.log(1 - self.known_share))
        joint = np.hstack([weights, nobody])
        normalised: Floats = joint - np.logaddexp.reduce(joint, axis=1, keepdims=True)
        return normalised


def fit(trials: Trials, prior: Calibration) -> Calibration:
    """The calibration under which the trials' right answers are likeliest.

    The pack's own calibration is a prior worth `PRIOR_TRIALS` trials, so that a roster of a few
    references, which any threshold separates, is not trusted without limit.
    """
    known, right = trials.known
    strangers = trials.strangers
    if not len(known):
        return prior
    start = np.array([prior.slope, prior.intercept])
    # The prior holds the evidence at both ends of the range, not parameters of different units.
    ends = np.array([0.0, 1.0])
    expected = start[0] * ends + start[1]

    def loss(parameters: Floats) -> float:
        slope, intercept = (float(value) for value in parameters)
        calibration = Calibration(slope, intercept, prior.known_share)
        surprise = -calibration.log_posteriors(known)[np.arange(len(right)), right].sum()
        surprise -= calibration.log_posteriors(strangers)[:, -1].sum()
        drift = ((slope * ends + intercept - expected) ** 2 / expected**2).mean()
        return float(surprise + PRIOR_TRIALS * drift)

    found = minimize(loss, start, method="Nelder-Mead")
    slope, intercept = (float(value) for value in found.x)
    return Calibration(slope, intercept, prior.known_share) if slope > 0 else prior
