"""Which confirmed faces training uses, and why it leaves out the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.recognition.calibration import Calibration
from core.recognition.examples import Examples, template
from core.types import FaceId, LeftOutReason, PlayerReadiness

# As many faces of a player are used whatever they are like: a player's references are few and chosen,
# and it is among many confirmed faces that blurred and mislabelled ones do harm.
ALWAYS_USED = 5
# With fewer faces than these there is no telling which of them is the odd one.
LEAST_FOR_OUTLIERS = 3


@dataclass(frozen=True, slots=True)
class Selection:
    """The faces that training uses, and what it would tell of each player."""

    used: Examples
    readiness: tuple[PlayerReadiness, ...]


def select_examples(examples: Examples, least_quality: float, calibration: Calibration) -> Selection:
    """Choose for each player: the best face of each burst, of those the good ones, less odd ones."""
    keep = np.zeros(len(examples.faces), bool)
    readiness = []
    for index, (player_id, name) in enumerate(examples.players):
        rows = examples.of(index)
        single = _best_of_bursts(examples, rows)
        good = _good(examples, single, least_quality)
        odd = _outliers(examples, good, calibration)
        used = good if len(good) - len(odd) < ALWAYS_USED else np.setdiff1d(good, odd)
        keep[used] = True
        left_out = {
            LeftOutReason.DUPLICATE: np.setdiff1d(rows, single),
            LeftOutReason.LOW_QUALITY: np.setdiff1d(single, good),
            LeftOutReason.OUTLIER: np.setdiff1d(good, used),
        }
        readiness.append(
            PlayerReadiness(
                player_id=player_id,
                player=name,
                faces=len(rows),
                left_out={reason: _faces(examples, some) for reason, some in left_out.items() if len(some)},
                outliers=_faces(examples, odd),
            )
        )
    return Selection(examples.only(keep), tuple(readiness))


def _best_of_bursts(examples: Examples, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """One face of each burst: the rest are nearly the same picture, and would weigh it double."""
    best_first = rows[np.argsort(-examples.quality[rows], kind="stable")]
    return np.sort(best_first[np.unique(examples.burst[best_first], return_index=True)[1]])


def _good(examples: Examples, rows: NDArray[np.int64], least_quality: float) -> NDArray[np.int64]:
    """Faces of enough quality, and the best few whatever theirs is."""
    best_first = rows[np.argsort(-examples.quality[rows], kind="stable")]
    few, rest = best_first[:ALWAYS_USED], best_first[ALWAYS_USED:]
    return np.sort(np.concatenate([few, rest[examples.quality[rest] >= least_quality]]))


def _outliers(examples: Examples, rows: NDArray[np.int64], calibration: Calibration) -> NDArray[np.int64]:
    """Faces likelier to show a stranger than the person of the player's other faces."""
    if len(rows) < LEAST_FOR_OUTLIERS:
        return rows[:0]
    rest = np.stack([template(examples, rows[rows != row]) for row in rows])
    similarity = (examples.embeddings[rows] * rest).sum(axis=1)
    odd: NDArray[np.int64] = rows[calibration.slope * similarity + calibration.intercept < 0]
    return odd


def _faces(examples: Examples, rows: NDArray[np.int64]) -> tuple[FaceId, ...]:
    return tuple(examples.faces[row] for row in rows)
