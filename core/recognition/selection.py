"""Which confirmed faces training uses, and why it leaves out the others."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.db.vectors import Vectors, unit
from core.recognition.calibration import Calibration, Floats, lift
from core.recognition.examples import Examples, template
from core.types import FaceId, LeftOutReason, PlayerId, PlayerReadiness

# As many faces of a player are used whatever they are like: a player's references are few and chosen,
# and it is among many confirmed faces that blurred and mislabelled ones do harm.
ALWAYS_USED = 5
# With fewer faces than these there is no telling which of them is the odd one.
LEAST_FOR_OUTLIERS = 3
# So many times likelier a stranger's: of a few faces, too, one like that is left out. A poor picture of the
# player is rarely so unlike, and what somebody else's does to a mean of three has strangers tagged.
SURELY_ODD = -np.log(20.0)
# So many times likelier their own than the other's, at most, are the faces of one person entered twice. Of 50
# pairs made of one player's references 44 are found so; who looks alike on purpose in the sample is not.
AS_OWN = np.log(5.0)


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
        return tuple(player.player_id for player in self.readiness if player.doubtful or player.same_as)


def select_examples(examples: Examples, least_quality: float, calibration: Calibration) -> Selection:
    """Choose for each player: the best face of each burst, of those the good ones, less odd ones."""
    keep, readiness = _chosen(examples, least_quality, calibration)
    used = examples.only(keep)
    same = _entered_twice(used, calibration)
    names = [name for _, name in examples.players]
    return Selection(
        used,
        tuple(
            replace(one, same_as=tuple(names[other] for other in same.get(index, ())))
            for index, one in enumerate(readiness)
        ),
    )


def _chosen(
    examples: Examples, least_quality: float, calibration: Calibration
) -> tuple[NDArray[np.bool_], list[PlayerReadiness]]:
    """Which faces are used, (N,), and what there is of each player."""
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
    return keep, readiness


def _entered_twice(used: Examples, calibration: Calibration) -> dict[int, list[int]]:
    """By player, the others whose faces surely show the same person: one who is there under two names.

    Each one's faces are, on the whole, twenty times likelier the other's than those of any of so many
    players who happens to be like them, and about as likely as their own. A face alone does not tell.
    """
    rows = {index: of for index in range(len(used.players)) if len(of := used.of(index)) > 1}
    if len(rows) < 2:
        return {}
    templates = np.stack([template(used, of) for of in rows.values()])
    surely = np.log(len(rows)) - SURELY_ODD
    own = {index: _likeness(used, of, calibration).mean() - AS_OWN for index, of in rows.items()}
    near = (surely - calibration.intercept) / calibration.slope
    present, found = list(rows), dict[int, list[int]]()
    for first, second in zip(*np.nonzero(np.triu(templates @ templates.T >= near, k=1)), strict=True):
        ways = ((present[first], templates[second]), (present[second], templates[first]))
        likeness = [(one, _likeness_to(used, rows[one], other, calibration)) for one, other in ways]
        if all(likely >= max(surely, own[one]) for one, likely in likeness):
            found.setdefault(present[first], []).append(present[second])
            found.setdefault(present[second], []).append(present[first])
    return found


def _likeness_to(
    examples: Examples, rows: NDArray[np.int64], other: Vectors, calibration: Calibration
) -> float:
    """Natural log of the likelihood ratio of "the person of this template" against a stranger, the mean."""
    similarity = examples.embeddings[rows] @ other + lift(examples.quality[rows])
    return float(calibration.slope * similarity.mean() + calibration.intercept)


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
