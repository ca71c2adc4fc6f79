"""What training is made from, and what it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.types.faces import Face
from core.types.ids import FaceId, PlayerId, SessionId


class TrainingStatus(StrEnum):
    """Where a training session stands."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    """The user stopped it."""
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    """The program ended in the middle of it."""


class LeftOutReason(StrEnum):
    """Why training does not use a confirmed face."""

    DUPLICATE = "duplicate"
    """A better face of the same burst is used."""
    LOW_QUALITY = "low_quality"
    OUTLIER = "outlier"
    """It looks like somebody else than the player's other faces."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A confirmed face of a player; `enrolled` where it came as a reference photo.

    `left_out` is why training does not use it, None where it does. `outlier`: it looks like somebody else.
    `embedded`: it has a descriptor of the model pack in use; without one it can't be used.
    """

    face: Face
    enrolled: bool
    embedded: bool
    left_out: LeftOutReason | None = None
    outlier: bool = False


FEW_FACES = 3
"""With fewer usable faces a player is trained, but one odd picture weighs too much."""


@dataclass(frozen=True, slots=True)
class PlayerReadiness:
    """What training would have of one player.

    `faces` are confirmed; those in `left_out` are not used. `outliers` look mislabelled and are worth a
    look; they are left out only where enough others remain. `doubtful`: the only two faces that would be used
    surely show two people, and nobody is tagged by such a pair. `same_as` are other players whose faces
    surely show the same person: nobody is tagged as one of those, either.
    """

    player_id: PlayerId
    player: str
    faces: int
    left_out: dict[LeftOutReason, tuple[FaceId, ...]]
    outliers: tuple[FaceId, ...]
    doubtful: bool = False
    same_as: tuple[str, ...] = ()

    @property
    def usable(self) -> int:
        """Faces that training would use."""
        return self.faces - sum(map(len, self.left_out.values()))

    @property
    def few(self) -> bool:
        """Whether there are faces, but too few to be sure."""
        return 0 < self.usable < FEW_FACES


@dataclass(frozen=True, slots=True)
class ConfusablePair:
    """Two players whose templates are close; `similarity` is the cosine between them."""

    first: str
    second: str
    similarity: float


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """What `execute` would train on."""

    pack_id: str
    players: tuple[PlayerReadiness, ...]
    confusable: tuple[ConfusablePair, ...]

    @property
    def ready(self) -> int:
        """Players with at least one usable face."""
        return sum(1 for player in self.players if player.usable)

    @property
    def few(self) -> int:
        """Players with faces, but too few of them."""
        return sum(1 for player in self.players if player.few)


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Cross-validated precision and recall of tags made at `threshold` and above.

    In the photos of 95 of 100 rosters the share of wrong tags is between `least_wrong` and `most_wrong`; in a
    session of before that was told it can be any.
    """

    threshold: float
    precision: float
    recall: float
    tagged: int
    wrong: int
    least_wrong: float = 0.0
    most_wrong: float = 1.0

    @property
    def foretold(self) -> bool:
        """Whether it is told how many tags will be wrong."""
        return self.most_wrong < 1


@dataclass(frozen=True, slots=True)
class TrainingSession:
    """A training session; the figures are there once its status is `done`.

    `threshold` is the probability from which faces are tagged, chosen for `precision_target`.
    `trials` is how many cross-validated trials the curve stands on, `tried` of them those of a face whose
    player had another one to be known by; None of a session of before that was noted. `doubtful` players are
    only suggested: the only two faces of each look like two people, or theirs like another's. `progress` is
    how far a running one is, `problem` why a failed one failed. Times are UTC.
    """

    id: SessionId
    pack_id: str
    created_at: datetime
    status: TrainingStatus
    precision_target: float
    min_quality: float | None = None
    players: int = 0
    faces: int = 0
    threshold: float = 1.0
    trials: int = 0
    tried: int | None = None
    doubtful: int = 0
    curve: tuple[CurvePoint, ...] = ()
    confusable: tuple[ConfusablePair, ...] = ()
    active: bool = False
    step: str = ""
    step_done: int = 0
    step_total: int = 0
    problem: str = ""

    @property
    def at_threshold(self) -> CurvePoint | None:
        """What cross-validation foretells at the session's own threshold."""
        return next((p for p in self.curve if p.threshold >= self.threshold), None)

    @property
    def tells_recall(self) -> bool:
        """Whether anybody was tried as themselves; who has one face is tried as a stranger only."""
        return self.trials > 0 and self.tried != 0


@dataclass(frozen=True, slots=True)
class SessionComparison:
    """Two training sessions side by side: the players that only one has, pairs that only one confuses."""

    first: TrainingSession
    second: TrainingSession
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    confusable_only_first: tuple[ConfusablePair, ...]
    confusable_only_second: tuple[ConfusablePair, ...]
