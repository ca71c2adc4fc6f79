"""Cross-validation by burst: how the tags would have been on faces that training had not seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.recognition.calibration import Calibration, Floats
from core.recognition.examples import Examples, template
from core.types import CurvePoint

THRESHOLDS = np.concatenate([np.arange(0.05, 0.95, 0.05), np.arange(0.95, 0.9995, 0.005), [0.999, 0.9999]])
# A threshold is not trusted below this: figures from a small roster say little of a hall of strangers.
LEAST_THRESHOLD = 0.9


@dataclass(frozen=True, slots=True)
class Trials:
    """Similarities of each face to every player's template, made without the face's own burst.

    `similarities` is (N, P), `player` (N,) the right column. A row's right entry is NaN where the
    player had no other burst; the face then only tells how strangers score.
    """

    similarities: Floats
    player: NDArray[np.int64]

    @property
    def genuine(self) -> Floats:
        """Similarities of faces to their own player."""
        own = self.similarities[np.arange(len(self.player)), self.player]
        return own[~np.isnan(own)]

    @property
    def impostor(self) -> Floats:
        """Similarities of faces to other players."""
        others = self.similarities.copy()
        others[np.arange(len(self.player)), self.player] = np.nan
        return others[~np.isnan(others)]

    @property
    def count(self) -> int:
        """Trials: each face once with its player enrolled, where that can be, and once without."""
        return len(self.genuine) + len(self.player)


def cross_validate(examples: Examples) -> Trials:
    """Score each face against templates that its own burst had no part in."""
    players = len(examples.players)
    similarities = np.full((len(examples.faces), players), np.nan)
    for index in range(players):
        rows = examples.of(index)
        if not len(rows):
            continue
        similarities[:, index] = examples.embeddings @ template(examples, rows)
        for burst in np.unique(examples.burst[rows]):
            own, rest = rows[examples.burst[rows] == burst], rows[examples.burst[rows] != burst]
            similarities[own, index] = (
                examples.embeddings[own] @ template(examples, rest) if len(rest) else np.nan
            )
    return Trials(similarities, examples.player)


def curve_of(trials: Trials, calibration: Calibration) -> tuple[CurvePoint, ...]:
    """Precision and recall at each threshold, over faces of the roster and of strangers alike.

    Each face is tried with its player enrolled and, as a stranger, with them left out; so half of
    the trials are of people on no roster.
    """
    similarities = trials.similarities
    rows = np.arange(len(trials.player))
    enrolled = ~np.isnan(similarities[rows, trials.player])
    known = _posterior(similarities[enrolled], calibration)
    right = known.argmax(axis=1) == trials.player[enrolled]
    without = similarities.copy()
    without[rows, trials.player] = -1.0
    strangers = _posterior(without, calibration).max(axis=1)
    best = known.max(axis=1)
    return tuple(_point(float(t), best, right, strangers) for t in THRESHOLDS)


def threshold_for(curve: tuple[CurvePoint, ...], precision: float) -> float:
    """The lowest threshold from which on the precision asked for was always reached."""
    chosen = 1.0
    for point in reversed(curve):
        if point.precision < precision or point.threshold < LEAST_THRESHOLD:
            break
        chosen = point.threshold
    return min(chosen, curve[-1].threshold)


def _posterior(similarities: Floats, calibration: Calibration) -> Floats:
    return calibration.probabilities(np.nan_to_num(similarities, nan=-1.0))


def _point(threshold: float, best: Floats, right: NDArray[np.bool_], strangers: Floats) -> CurvePoint:
    tagged_right = int((right & (best >= threshold)).sum())
    tagged_wrong = int((~right & (best >= threshold)).sum() + (strangers >= threshold).sum())
    tagged = tagged_right + tagged_wrong
    return CurvePoint(
        threshold=round(threshold, 4),
        precision=tagged_right / tagged if tagged else 1.0,
        recall=tagged_right / len(best) if len(best) else 0.0,
        tagged=tagged,
        wrong=tagged_wrong,
    )
