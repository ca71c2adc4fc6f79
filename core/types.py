"""The words of the domain as types: ids, states, and what the engine answers with.

Boxes and landmarks are in fractions of the *upright* photo (EXIF orientation applied), so that they
hold for every scale of it. Probabilities are calibrated, 0 to 1; similarities are cosines, -1 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NewType

PhotoId = NewType("PhotoId", str)
"""sha256 of the file's content, 64 hex digits."""
FaceId = NewType("FaceId", str)
PlayerId = NewType("PlayerId", str)
GalleryId = NewType("GalleryId", str)
ClusterId = NewType("ClusterId", str)
SessionId = NewType("SessionId", str)
BatchId = NewType("BatchId", str)
"""The decisions of one act of a person; what one undo takes back."""


class FaceState(StrEnum):
    """What is known of a face at present."""

    UNKNOWN = "unknown"
    SUGGESTED = "suggested"
    TAGGED = "tagged"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    """Somebody said who it is not; open for another suggestion."""
    IGNORED = "ignored"
    NOT_A_FACE = "not_a_face"


OPEN_STATES = frozenset({FaceState.UNKNOWN, FaceState.SUGGESTED, FaceState.TAGGED, FaceState.REJECTED})
"""The states in which no person has given a final answer; only these may a machine change."""


class Verdict(StrEnum):
    """What one row of the decision history says of a face."""

    UNKNOWN = "unknown"
    """The recogniser no longer sees anybody in it."""
    SUGGEST = "suggest"
    TAG = "tag"
    CONFIRM = "confirm"
    REJECT = "reject"
    IGNORE = "ignore"
    NOT_A_FACE = "not_a_face"
    UNDO = "undo"
    """Takes back another row."""


class Source(StrEnum):
    """Where a row of the decision history comes from."""

    PERSON = "person"
    MACHINE = "machine"
    ENROLMENT = "enrolment"


class RejectReason(StrEnum):
    """Why the faces of a cluster are nobody to be named."""

    NOT_A_PLAYER = "not_a_player"
    NOT_A_FACE = "not_a_face"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in fractions of the upright photo; x, y is its top left corner."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A player that a face may show."""

    player_id: PlayerId
    player: str
    probability: float
    similarity: float


@dataclass(frozen=True, slots=True)
class Face:
    """A detection in a photo with its present label.

    `size_px` is the height of the box in the full-size photo. `probability` and `similarity` are
    those of the recogniser for `player_id`, None where it has not spoken.
    """

    id: FaceId
    photo_id: PhotoId
    box: Box
    state: FaceState
    quality: float
    size_px: float
    player_id: PlayerId | None = None
    player: str | None = None
    probability: float | None = None
    similarity: float | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of the library: width and height in pixels, upright; time by the camera's clock."""

    id: PhotoId
    path: Path
    width: int
    height: int
    taken_at: datetime | None
    camera: str
    faces: tuple[Face, ...] = ()


@dataclass(frozen=True, slots=True)
class Gallery:
    """An imported set of photos, with counts."""

    id: GalleryId
    name: str
    photos: int
    faces: int
    failures: int
    by_state: dict[FaceState, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileFailure:
    """A file that an import could not use; `code` is stable, `reason` is for people."""

    path: Path
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Player:
    """A person on the roster; the id is who it is, the name only what they are called."""

    id: PlayerId
    name: str
    number: str = ""
    team: str = ""
    external_id: str = ""
    references: int = 0
    photos: int = 0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Unknown faces that look like one person, the most typical first."""

    id: ClusterId
    gallery_id: GalleryId
    faces: tuple[Face, ...]


@dataclass(frozen=True, slots=True)
class PlayerReadiness:
    """What training would have of one player: confirmed faces, and those it would leave out."""

    player_id: PlayerId
    player: str
    faces: int
    low_quality: int
    outliers: tuple[FaceId, ...]

    @property
    def usable(self) -> int:
        """Faces that training would use."""
        return self.faces - self.low_quality


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


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Cross-validated precision and recall of tags made at `threshold` and above."""

    threshold: float
    precision: float
    recall: float
    tagged: int
    wrong: int


@dataclass(frozen=True, slots=True)
class TrainingSession:
    """A trained set of templates with its calibration and its figures.

    `threshold` is the probability from which faces are tagged, chosen for `precision_target`.
    `trials` is how many cross-validated trials the curve stands on.
    """

    id: SessionId
    pack_id: str
    created_at: datetime
    players: int
    faces: int
    precision_target: float
    threshold: float
    trials: int
    curve: tuple[CurvePoint, ...]
    confusable: tuple[ConfusablePair, ...]
    active: bool
    status: str = "done"
