"""Cross-validation by burst: how the tags would have been on faces that training had not seen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from core.recognition.calibration import Calibration, Floats, Trials, lift
from core.recognition.examples import Examples, template
from core.types import CurvePoint

THRESHOLDS = np.concatenate([np.arange(0.05, 0.95, 0.05), np.arange(0.95, 0.9995, 0.005), [0.999, 0.9999]])
# Of the tags from a probability p on, about (1 - p) / 20 are wrong in photos of a tournament, on rosters of 3
# to 26 players (docs/accuracy.md). The trials, which are of references, are too few and too clear to say so.
SURER_THAN_THRESHOLD = 20.0
# So many tags of other rosters count beside the trials of this one, and at least half a wrong one (Jeffreys).
OTHER_TAGS = 50.0
JEFFREYS = 0.5
ROUNDING = 1e-9
# A tag is to be likelier right than wrong, whatever precision is enough.
LEAST_THRESHOLD = 0.5


def cross_validate(examples: Examples, progress: Callable[[int, int], None]) -> Trials:
    """Score each face against templates that its own burst had no part in.

    `progress` is told of so many players done, of so many.
    """
    players = len(examples.players)
    similarities = np.full((len(examples.faces), players), np.nan, np.float32)
    for index in range(players):
        progress(index, players)
        rows = examples.of(index)
        if not len(rows):
            continue
        similarities[:, index] = examples.embeddings @ template(examples, rows)
        for burst in np.unique(examples.burst[rows]):
            own, rest = rows[examples.burst[rows] == burst], rows[examples.burst[rows] != burst]
            similarities[own, index] = (
                examples.embeddings[own] @ template(examples, rest) if len(rest) else np.nan
            )
    progress(players, players)
    similarities += lift(examples.quality)[:, None].astype(np.float32)
    return Trials(similarities, examples.player)


def curve_of(trials: Trials, calibration: Calibration) -> tuple[CurvePoint, ...]:
    """Precision and recall at each threshold, over faces of the roster and of strangers alike.

    Each face is tried with its player enrolled and, as a stranger, with them left out; so half of
    the trials are of people on no roster.
    """
    none = np.empty(0)
    best, right, strangers = [none], [none.astype(bool)], [none]
    for similarities, player in trials.parts():
        found = calibration.probabilities(similarities)
        if player is None:
            strangers.append(found.max(axis=1, initial=0))
        else:
            best.append(found.max(axis=1, initial=0))
            right.append(found.argmax(axis=1) == player)
    answers = np.concatenate(best), np.concatenate(right), np.concatenate(strangers)
    return tuple(_point(float(t), *answers) for t in THRESHOLDS)


def threshold_for(curve: tuple[CurvePoint, ...], precision: float) -> float:
    """The lowest threshold from which on the precision asked for was always reached, and can be expected."""
    least = max(LEAST_THRESHOLD, 1 - SURER_THAN_THRESHOLD * (1 - precision))
    chosen = 1.0
    for point in reversed(curve):
        if point.precision < precision or point.threshold < least - ROUNDING:
            break
        chosen = point.threshold
    return min(chosen, curve[-1].threshold)


def _point(threshold: float, best: Floats, right: NDArray[np.bool_], strangers: Floats) -> CurvePoint:
    tagged_right = int((right & (best >= threshold)).sum())
    tagged_wrong = int((~right & (best >= threshold)).sum() + (strangers >= threshold).sum())
    tagged = tagged_right + tagged_wrong
    least, most = wrong_share(threshold, tagged, tagged_wrong)
    return CurvePoint(
        threshold=round(threshold, 4),
        precision=tagged_right / tagged if tagged else 1.0,
        recall=tagged_right / len(best) if len(best) else 0.0,
        tagged=tagged,
        wrong=tagged_wrong,
        least_wrong=least,
        most_wrong=most,
    )


def wrong_share(threshold: float, tagged: int, wrong: int) -> tuple[float, float]:
    """Between which shares of wrong tags a roster's photos will have, by its trials and by other rosters.

    The 95 % credible interval of a beta distribution. As its prior counts `OTHER_TAGS` tags of which twice as
    many are wrong as were: a dozen trials, none of them wrong, promise nothing.
    """
    from scipy.special import betaincinv

    before = max(JEFFREYS, OTHER_TAGS * 2 * (1 - threshold) / SURER_THAN_THRESHOLD)
    least, most = betaincinv(wrong + before, tagged - wrong + OTHER_TAGS - before, [0.025, 0.975])
    return float(least), float(most)
