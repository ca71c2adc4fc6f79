"""Which confirmed faces training uses, and why it leaves out the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.db.vectors import unit
from core.recognition.calibration import Calibration, Floats, lift
from core.recognition.examples import Examples
from core.types import FaceId, LeftOutReason, PlayerId, PlayerReadiness

# As many faces of a player are used whatever they are like: a player's references are few and chosen,
# and it is among many confirmed faces that blurred and mislabelled ones do harm.
ALWAYS_USED = 5
# With fewer faces than these there is no telling which of them is the odd one.
LEAST_FOR_OUTLIERS = 3
# So many times likelier a stranger's: of a few faces, too, one like that is left out. A poor picture of the
# player is rarely so unlike, and what somebody else's does to a mean of three has strangers tagged.
SURELY_ODD = -np.log(20.0)


@dataclass(frozen=True, slots=True)
class Selection:
    """The faces that training uses, and what it would tell of each player."""

    used: Examples
    readiness: tuple[PlayerReadiness, ...]

    @property
    def certain(self) -> Examples:
        """The faces used by which somebody may be tagged."""
        doubtful = [number for number, (one, _) in enumerate(self.used.players) if one in self.doubtful]
        return self.used.only(~np.isin(self.used.player, doubtful))

    @property
    def doubtful(self) -> tuple[PlayerId, ...]:
        """The players by whose faces nobody is to be tagged."""
        return tuple(player.player_id for player in self.readiness if player.doubtful)


def select_examples(examples: Examples, least_quality: float, calibration: Calibration) -> Selection:
    """Choose for each player: the best face of each burst, of those the good ones, less odd ones."""
    keep = np.zeros(len(examples.faces), bool)
    readiness = []
    for index, (player_id, name) in enumerate(examples.players):
        rows = examples.of(index)
        single = _best_of_bursts(examples, rows)
        good = _good(examples, single, least_quality)
        used = _without_outliers(examples, good, calibration)
        likeness = _likeness(examples, used, calibration)
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
                outliers=_faces(examples, np.union1d(used[likeness < 0], np.setdiff1d(good, used))),
                doubtful=bool((likeness < SURELY_ODD).any() and len(used) == 2),
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


def _without_outliers(
    examples: Examples, rows: NDArray[np.int64], calibration: Calibration
) -> NDArray[np.int64]:
    """Without the faces likelier to show a stranger than the person of the player's other faces.

    The worst first, one by one: it makes the others' mean unlike each of them. Of a few faces only what is
    surely somebody else's is left out.
    """
    while len(rows) >= LEAST_FOR_OUTLIERS:
        likeness = _likeness(examples, rows, calibration)
        worst = likeness.argmin()
        if likeness[worst] >= (0 if len(rows) > ALWAYS_USED else SURELY_ODD):
            break
        rows = np.delete(rows, worst)
    return rows


def _likeness(examples: Examples, rows: NDArray[np.int64], calibration: Calibration) -> Floats:
    """Natural log of the likelihood ratio of "the person of the other faces" against a stranger, (N,).

    It is 0 of a face that is alone; of two that are unlike, either may be the wrong one.
    """
    if len(rows) < 2:
        return np.zeros(len(rows))
    own = examples.embeddings[rows]
    similarity = (own * unit(own.sum(axis=0) - own)).sum(axis=1) + lift(examples.quality[rows])
    return np.asarray(calibration.slope * similarity + calibration.intercept)


def _faces(examples: Examples, rows: NDArray[np.int64]) -> tuple[FaceId, ...]:
    return tuple(examples.faces[row] for row in rows)
