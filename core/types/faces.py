"""A face: where it is, what was said of it, and many of them at once.

Boxes and landmarks are in fractions of the *upright* photo (EXIF orientation applied), so that they
hold for every scale of it.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import Any, overload

from core.types.ids import FaceId, PhotoId, PlayerId


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
NAMED = frozenset({FaceState.CONFIRMED, FaceState.TAGGED})
"""The states in which a face counts as a picture of its player."""


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
    UNSURE = "unsure"
    """Looked at, and put aside: it is not asked about again until something new is known of it."""
    DRAW = "draw"
    """A person drew the face where the detector saw none; without this row it is no face."""
    UNDO = "undo"
    """Takes back another row."""


class Source(StrEnum):
    """Where a row of the decision history comes from."""

    PERSON = "person"
    MACHINE = "machine"
    ENROLMENT = "enrolment"
    FILE = "file"
    """A photo's metadata, which another program wrote."""


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

    def overlap(self, other: Box) -> float:
        """Intersection over union; 0.0 where they do not overlap."""
        width = min(self.x + self.w, other.x + other.w) - max(self.x, other.x)
        height = min(self.y + self.h, other.y + other.h) - max(self.y, other.y)
        if width <= 0 or height <= 0:
            return 0.0
        shared = width * height
        return shared / (self.w * self.h + other.w * other.h - shared)


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
    aside: bool = False
    """Somebody looked and was not sure; nothing new is known of it since."""


Label = tuple[FaceState, PlayerId | None, str | None, bool]
"""The state of a face, its player's id and name, and whether it was put aside."""
NUMBERS = 8
"""Box (x, y, w, h), quality, size, probability and similarity of a face; not-a-number for None."""
QUALITY, PROBABILITY = 4, 6

FaceRow = tuple[
    FaceId,
    PhotoId,
    tuple[float, float, float, float],
    FaceState,
    float,
    float,
    PlayerId | None,
    str | None,
    float | None,
    float | None,
    bool,
]
"""What a `Face` consists of, in its order, the box as x, y, w, h."""


class FaceIds(Sequence[FaceId]):
    """Ids one after the other in one text; each is made of it when it is asked for.

    By itself one takes 96 bytes, here 40.
    """

    __slots__ = ("_bounds", "_text")

    def __init__(self, text: str, bounds: array[int]) -> None:
        """`bounds`, (N + 1,), tells where each of N ids begins in the text, and the last one ends."""
        self._text, self._bounds = text, bounds

    @classmethod
    def of(cls, ids: Sequence[FaceId]) -> FaceIds:
        """These ids in one text."""
        return cls("".join(ids), array("I", accumulate(map(len, ids), initial=0)))

    def __len__(self) -> int:
        return len(self._bounds) - 1

    @overload
    def __getitem__(self, at: int) -> FaceId: ...
    @overload
    def __getitem__(self, at: slice) -> list[FaceId]: ...
    def __getitem__(self, at: int | slice) -> FaceId | list[FaceId]:
        rows = range(len(self))[at]
        return self._in(rows) if isinstance(rows, int) else [*map(self._in, rows)]

    def __iter__(self) -> Iterator[FaceId]:
        return map(self._in, range(len(self)))

    def _in(self, row: int) -> FaceId:
        return FaceId(self._text[self._bounds[row] : self._bounds[row + 1]])


class Faces(Sequence[Face]):
    """Faces in columns, never changed; a `Face` is made of them when it is asked for.

    For those that come by the 100,000: as objects they take three times the memory.
    """

    __slots__ = ("_labels", "_numbers", "ids", "photo_ids")

    def __init__(
        self,
        ids: FaceIds,
        photo_ids: Sequence[PhotoId],
        labels: Sequence[Label],
        numbers: array[float],
    ) -> None:
        self.ids = ids
        self.photo_ids = photo_ids
        self._labels = labels
        self._numbers = numbers

    @classmethod
    def of(cls, faces: Iterable[Face]) -> Faces:
        """These faces in columns."""
        return faces if isinstance(faces, Faces) else cls.of_rows(map(_row, faces))

    @classmethod
    def of_rows(cls, rows: Iterable[FaceRow]) -> Faces:
        """Faces by what a `Face` consists of."""
        # An id by itself would leave a gap in memory between what stays.
        text, bounds = bytearray(), array("I", (0,))
        photo_ids, labels = list[PhotoId](), list[Label]()
        numbers = array("d")
        same: dict[object, Any] = {}  # many faces are of one photo or of one player: one text for all
        for (
            face_id,
            photo_id,
            box,
            state,
            quality,
            size,
            player_id,
            player,
            probability,
            similarity,
            aside,
        ) in rows:
            text += face_id.encode("ascii")
            bounds.append(len(text))
            photo_ids.append(same.setdefault(photo_id, photo_id))
            label = (state, player_id, player, aside)
            labels.append(same.setdefault(label, label))
            numbers.extend(box)
            numbers.extend((quality, size))
            numbers.append(math.nan if probability is None else probability)
            numbers.append(math.nan if similarity is None else similarity)
        return cls(FaceIds(text.decode(), bounds), photo_ids, labels, numbers)

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, at: int) -> Face: ...
    @overload
    def __getitem__(self, at: slice) -> Faces: ...
    def __getitem__(self, at: int | slice) -> Face | Faces:
        rows = range(len(self))[at]
        return self._face(rows) if isinstance(rows, int) else self.take(rows)

    def __iter__(self) -> Iterator[Face]:
        return map(self._face, range(len(self)))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Faces):
            return self._columns() == other._columns()
        if not isinstance(other, Sequence):
            return NotImplemented
        return list(self) == list(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def _columns(self) -> tuple[object, ...]:
        return list(self.ids), list(self.photo_ids), list(self._labels), self._numbers.tobytes()

    def __repr__(self) -> str:
        return f"Faces({list(self)!r})"

    def state(self, row: int) -> FaceState:
        """The state of a face."""
        return self._labels[row][0]

    def player(self, row: int) -> tuple[PlayerId | None, str | None]:
        """The player of a face, and their name."""
        return self._labels[row][1:3]

    def probability(self, row: int) -> float | None:
        """The probability that a face is its player's."""
        probability = self._numbers[NUMBERS * row + PROBABILITY]
        return None if math.isnan(probability) else probability

    def quality(self, row: int) -> float:
        """The quality of a face."""
        return self._numbers[NUMBERS * row + QUALITY]

    def take(self, rows: Sequence[int], probabilities: Sequence[float] | None = None) -> Faces:
        """The faces in these rows, in this order; with these probabilities in the place of their own."""
        numbers = array("d")
        for row in rows:
            numbers += self._numbers[NUMBERS * row : NUMBERS * (row + 1)]
        if probabilities is not None:
            numbers[PROBABILITY::NUMBERS] = array("d", probabilities)
        ids = FaceIds.of([self.ids[row] for row in rows])
        return Faces(ids, [self.photo_ids[row] for row in rows], [self._labels[row] for row in rows], numbers)

    def without(self, gone: Collection[FaceId]) -> Faces:
        """The faces but for those with these ids."""
        return self.take([row for row, face_id in enumerate(self.ids) if face_id not in gone])

    def _face(self, row: int) -> Face:
        state, player_id, player, aside = self._labels[row]
        x, y, w, h, quality, size, probability, similarity = self._numbers[
            NUMBERS * row : NUMBERS * (row + 1)
        ]
        return Face(
            self.ids[row],
            self.photo_ids[row],
            Box(x, y, w, h),
            state,
            quality,
            size,
            player_id,
            player,
            None if math.isnan(probability) else probability,
            None if math.isnan(similarity) else similarity,
            aside,
        )


def _row(face: Face) -> FaceRow:
    box = (face.box.x, face.box.y, face.box.w, face.box.h)
    label = (face.player_id, face.player, face.probability, face.similarity, face.aside)
    return (face.id, face.photo_id, box, face.state, face.quality, face.size_px, *label)
