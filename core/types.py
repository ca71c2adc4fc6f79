"""The words of the domain as types: ids, states, and what the engine answers with.

Boxes and landmarks are in fractions of the *upright* photo (EXIF orientation applied), so that they
hold for every scale of it. Probabilities are calibrated, 0 to 1; similarities are cosines, -1 to 1.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any, Generic, NewType, TypeVar, overload

from core.errors import InvalidValueError
from core.words import said

Item = TypeVar("Item")

LARGEST_INT = 2**63 - 1

PhotoId = NewType("PhotoId", str)
"""sha256 of the file's content, 64 hex digits."""
FaceId = NewType("FaceId", str)
PlayerId = NewType("PlayerId", str)
GalleryId = NewType("GalleryId", str)
ClusterId = NewType("ClusterId", str)
SessionId = NewType("SessionId", str)
MatchId = NewType("MatchId", str)
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


class Consent(StrEnum):
    """Whether a player agreed to be recognised."""

    UNKNOWN = "unknown"
    GIVEN = "given"
    REFUSED = "refused"


class TrainingStatus(StrEnum):
    """Where a training session stands."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    """The user stopped it."""
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    """The program ended in the middle of it."""


class RejectReason(StrEnum):
    """Why the faces of a cluster are nobody to be named."""

    NOT_A_PLAYER = "not_a_player"
    NOT_A_FACE = "not_a_face"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is wanted: `limit` items from `offset` on, None for all."""

    offset: int = 0
    limit: int | None = None

    def __post_init__(self) -> None:
        """Refuse what is no part of any list.

        Raises:
            InvalidValueError: a number below 0, or beyond what a database can count to.
        """
        for name, number in (("offset", self.offset), ("limit", self.limit)):
            if number is not None and not 0 <= number <= LARGEST_INT:
                raise InvalidValueError(name, said("a whole number from 0 to {most}.", most=LARGEST_INT))


@dataclass(frozen=True, slots=True)
class Paged(Generic[Item]):
    """A part of a list, and how long all of it is."""

    items: tuple[Item, ...]
    total: int
    offset: int


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
PROBABILITY = 6

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


class Faces(Sequence[Face]):
    """Faces in columns, never changed; a `Face` is made of them when it is asked for.

    For those that come by the 100,000: as objects they take three times the memory.
    """

    __slots__ = ("_labels", "_numbers", "ids", "photo_ids")

    def __init__(
        self,
        ids: Sequence[FaceId],
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
        ids, photo_ids, labels = list[FaceId](), list[PhotoId](), list[Label]()
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
            ids.append(face_id)
            photo_ids.append(same.setdefault(photo_id, photo_id))
            label = (state, player_id, player, aside)
            labels.append(same.setdefault(label, label))
            numbers.extend(box)
            numbers.extend((quality, size))
            numbers.append(math.nan if probability is None else probability)
            numbers.append(math.nan if similarity is None else similarity)
        return cls(ids, photo_ids, labels, numbers)

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

    def take(self, rows: Sequence[int], probabilities: Sequence[float] | None = None) -> Faces:
        """The faces in these rows, in this order; with these probabilities in the place of their own."""
        numbers = array("d")
        for row in rows:
            numbers += self._numbers[NUMBERS * row : NUMBERS * (row + 1)]
        if probabilities is not None:
            numbers[PROBABILITY::NUMBERS] = array("d", probabilities)
        ids = [self.ids[row] for row in rows]
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


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of the library: width and height in pixels, upright; time by the camera's clock.

    `rating` is 0 to 5 stars, 0 where nobody rated it, -1 where it was rejected (XMP).
    """

    id: PhotoId
    path: Path
    width: int
    height: int
    taken_at: datetime | None
    camera: str
    faces: tuple[Face, ...] = ()
    rating: int = 0

    @property
    def names(self) -> list[str]:
        """Who is known to be in it, from left to right."""
        return [face.player for face in self.faces if face.player and face.state in NAMED]


@dataclass(frozen=True, slots=True)
class Gallery:
    """An imported set of photos, with counts; an empty `roster` takes every player."""

    id: GalleryId
    name: str
    photos: int
    faces: int
    failures: int
    by_state: dict[FaceState, int] = field(default_factory=dict)
    roster: frozenset[PlayerId] = frozenset()


REJECTED_PHOTO, UNRATED, BEST_RATING = -1, 0, 5
"""The least and the greatest rating of a photo, and that of one nobody rated."""


@dataclass(frozen=True, slots=True)
class PhotoFilter:
    """Which photos of a gallery are wanted; every condition given must hold.

    `states`: with a face in one of these states. `players`: with a face labelled as each of them.
    `team`: with a face labelled as somebody of it. `match_id`: taken during that match. `unreviewed`:
    with a face that waits for an answer. `no_faces`: without any face. `least_rating` to `most_rating`:
    rated so. `camera`: taken by it, by one that is not known where empty. `since` and `until`: taken
    then or later, and earlier, by the camera's clock. `text`: any part of the file's name, in any case.
    """

    states: frozenset[FaceState] | None = None
    players: frozenset[PlayerId] = frozenset()
    team: str | None = None
    match_id: MatchId | None = None
    unreviewed: bool = False
    no_faces: bool = False
    least_rating: int = REJECTED_PHOTO
    most_rating: int = BEST_RATING
    camera: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    text: str = ""


class SortKey(StrEnum):
    """What photos are ordered by; those that are equal in it are in the order of their time."""

    TIME = "time"
    """Those without a time come last, and then by path."""
    NAME = "name"
    RATING = "rating"
    FACES = "faces"
    UNREVIEWED = "unreviewed"
    """How many faces wait for an answer."""
    CAMERA = "camera"


@dataclass(frozen=True, slots=True)
class PhotoSort:
    """The order of photos: the least first, or the greatest."""

    by: SortKey = SortKey.TIME
    descending: bool = False


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter and an order of photos under a name."""

    name: str
    wanted: PhotoFilter
    sort: PhotoSort = PhotoSort()


@dataclass(frozen=True, slots=True)
class Match:
    """A match: the photos of a gallery that were taken from `starts_at` on and before `ends_at`."""

    id: MatchId
    gallery_id: GalleryId
    name: str
    starts_at: datetime
    ends_at: datetime
    court: str = ""


@dataclass(frozen=True, slots=True)
class Choice(Generic[Item]):
    """A value that a filter can ask for, what it is called, and how many photos have it."""

    value: Item
    name: str
    photos: int


@dataclass(frozen=True, slots=True)
class GalleryChoices:
    """What the photos of a gallery can be filtered by; matches and days by time, the rest by name."""

    players: tuple[Choice[PlayerId], ...]
    teams: tuple[Choice[str], ...]
    matches: tuple[Choice[MatchId], ...]
    cameras: tuple[Choice[str], ...]
    days: tuple[Choice[date], ...]


@dataclass(frozen=True, slots=True)
class PlayerGroup:
    """A player's photos in a gallery, and how many of them show each other player too, the most first."""

    player_id: PlayerId
    player: str
    photo_ids: tuple[PhotoId, ...]
    together: dict[PlayerId, int]


@dataclass(frozen=True, slots=True)
class GroupedPhotos:
    """A gallery by player, the one with most photos first.

    `players` are those of each photo with a name in it; `nobody` are the photos without.
    """

    groups: tuple[PlayerGroup, ...]
    players: dict[PhotoId, tuple[PlayerId, ...]]
    nobody: tuple[PhotoId, ...]


@dataclass(frozen=True, slots=True)
class FileFailure:
    """A file that an import could not use; `code` is stable, `reason` is for people."""

    path: Path
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Season:
    """The team and the number of a player in a season, which is called as the user likes: "2026"."""

    season: str
    team: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Player:
    """A person on the roster; the id is who it is, the name only what they are called.

    `seasons` are the latest first; where there are any, `team` and `number` are those of the first.
    `faces` have their name (confirmed or tagged) and are in `photos`; `references` of them are enrolled
    reference photos. `suggestions` wait for an answer. `portrait` is their best confirmed face.
    """

    id: PlayerId
    name: str
    number: str = ""
    team: str = ""
    external_id: str = ""
    consent: Consent = Consent.UNKNOWN
    consent_until: date | None = None
    references: int = 0
    photos: int = 0
    faces: int = 0
    suggestions: int = 0
    portrait: FaceId | None = None
    seasons: tuple[Season, ...] = ()

    @property
    def consent_ended(self) -> bool:
        """Whether the last day of their consent is over; it still counts itself."""
        return self.consent_until is not None and self.consent_until < date.today()


class NoEnd(Enum):
    """A consent holds for good, said explicitly: a date that was left out is never taken for it."""

    NO_END = "no end"


NO_END = NoEnd.NO_END


@dataclass(frozen=True, slots=True)
class PlayerUpdate:
    """New values for a player; None keeps the old one."""

    name: str | None = None
    number: str | None = None
    team: str | None = None
    external_id: str | None = None
    consent: Consent | None = None
    consent_until: date | NoEnd | None = None


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would do: `result` is who stays, as they would be, `other` who becomes them.

    `confirmed_together` is in how many photos both are confirmed: with any they are two people and the
    merge is refused.
    """

    kept: Player
    other: Player
    result: Player
    confirmed_together: int


class RosterField(StrEnum):
    """What a column of a roster file tells of a player."""

    IGNORE = "ignore"
    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    NUMBER = "number"
    TEAM = "team"
    SEASON = "season"
    """With it `number` and `team` are those of that season, and a player may have several lines."""
    EXTERNAL_ID = "external_id"
    CONSENT = "consent"
    CONSENT_UNTIL = "consent_until"
    ID = "playertag_id"
    """The id of the player in the library that the roster was exported from."""


@dataclass(frozen=True, slots=True)
class RosterMapping:
    """What each column of a roster file is, and how its letters are encoded.

    Without columns they are guessed by their headers, English or Russian; without an encoding it is.
    """

    columns: tuple[RosterField, ...] = ()
    encoding: str | None = None


GUESSED = RosterMapping()


class RowOutcome(StrEnum):
    """What an import does with a line of a roster file."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What a line of a roster changes of a player; `before` is empty where nothing was known."""

    field: RosterField
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A line of a roster file with its values, and what an import does with it.

    Of a refused one `column` is the header of the value at fault, empty where it is the whole line.
    """

    line: int
    values: tuple[str, ...]
    outcome: RowOutcome
    changes: tuple[FieldChange, ...] = ()
    column: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RosterPreview:
    """A roster file as an import would take it; nothing was written.

    `guessed`: the encoding was not told by the file, so the letters may be others. With a `problem`
    nothing of it can be imported, and `rows` are refused.
    """

    headers: tuple[str, ...]
    mapping: RosterMapping
    rows: tuple[RosterRow, ...]
    guessed: bool
    problem: str = ""

    def count(self, outcome: RowOutcome) -> int:
        """How many lines have this outcome."""
        return sum(1 for row in self.rows if row.outcome is outcome)


ROSTER_ENCODINGS = ("utf-8-sig", "utf-16", "cp1252", "cp1250", "cp1251", "koi8-r", "cp866")
"""The encodings of letters that rosters come in."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Photos, the faces in them, and how many of those have a name (confirmed or tagged)."""

    photos: int
    faces: int
    named: int


@dataclass(frozen=True, slots=True)
class ReviewSpeed:
    """A reviewer's acts, the faces they settled, and the time between acts, pauses left out."""

    acts: int
    faces: int
    seconds: float

    @property
    def faces_per_hour(self) -> float | None:
        """Faces settled in an hour of reviewing; None where there is too little to tell."""
        return 3600 * self.faces / self.seconds if self.seconds else None


@dataclass(frozen=True, slots=True)
class PlayerFaces:
    """How many faces are named as a player; two players may share the name."""

    player_id: PlayerId
    player: str
    faces: int


@dataclass(frozen=True, slots=True)
class LibraryFigures:
    """Counts over a whole library.

    `by_player` counts confirmed and tagged faces, the most first, `by_day` is by the cameras' clocks; photos
    without a time are in no day. `session_id` is the training session in use.
    """

    photos: int
    faces: int
    players: int
    failures: int
    by_state: dict[FaceState, int]
    by_player: tuple[PlayerFaces, ...]
    by_gallery: dict[str, Amount]
    by_day: dict[date, Amount]
    pack: str
    session_id: SessionId | None
    review: ReviewSpeed


@dataclass(frozen=True, slots=True)
class PackChoice:
    """A model pack; `commercial` says whether it may be used for paid work.

    `licence` is one line, `terms` its text in full. What is not `installed` can be downloaded, which
    are so many `megabytes`; 0 where nobody knows.
    """

    id: str
    title: str
    licence: str
    commercial: bool
    installed: bool
    terms: str
    megabytes: int = 0


class WholeLibrary(Enum):
    """Every gallery together, said explicitly: a gallery's id that was left out is never taken for it."""

    EVERYTHING = "everything"


WHOLE_LIBRARY = WholeLibrary.EVERYTHING


@dataclass(frozen=True, slots=True)
class Cluster:
    """Unknown faces that look like one person, the most typical first.

    Without a gallery it is of a clustering of the whole library.
    """

    id: ClusterId
    gallery_id: GalleryId | None
    faces: Faces


class QuestionKind(StrEnum):
    """What is asked of some faces."""

    SUGGESTED = "suggested"
    """Is this that player?"""
    GROUP = "group"
    """Who is this? The faces look like one unknown person."""
    ALONE = "alone"
    """Who are these? Each is like no other, and has an answer of its own; most need no name."""
    TAGGED = "tagged"
    """The recogniser was sure; is it right?"""
    ASIDE = "aside"
    """Somebody was not sure who these are; each has an answer of its own."""


@dataclass(frozen=True, slots=True)
class Question:
    """Faces that are asked about together, those that the answer fits best first.

    The key outlives a re-reading of the questions. `worth` is what orders them (see
    `core.recognition.questions`).
    """

    key: str
    kind: QuestionKind
    faces: Faces
    player_id: PlayerId | None = None
    player: str = ""
    cluster_id: ClusterId | None = None
    whole: bool = True
    """No face of it has been answered or put aside since it was read."""
    worth: float = 0.0

    @property
    def mixed(self) -> bool:
        """Whether the faces are of many people, each with an answer of its own."""
        return self.kind in (QuestionKind.ALONE, QuestionKind.ASIDE)

    def without(self, faces: Collection[FaceId]) -> Question:
        """The question with these faces gone."""
        return replace(self, faces=self.faces.without(faces), whole=False)


@dataclass(frozen=True, slots=True)
class Tightness:
    """The cosines at which a cluster would become another one.

    From each of `tighter` on, ascending, it falls into more parts; at each of `looser`, descending, more
    clusters would join it. Between them it is as it is.
    """

    looser: tuple[float, ...]
    tighter: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Regrouping:
    """What a cluster would be at another tightness: its parts, and the clusters that would join it.

    The parts hold every open face of it once; the first one has the most.
    """

    parts: tuple[tuple[Face, ...], ...]
    joined: tuple[Cluster, ...]


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
    look; they are left out only where enough others remain.
    """

    player_id: PlayerId
    player: str
    faces: int
    left_out: dict[LeftOutReason, tuple[FaceId, ...]]
    outliers: tuple[FaceId, ...]

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
    """Cross-validated precision and recall of tags made at `threshold` and above."""

    threshold: float
    precision: float
    recall: float
    tagged: int
    wrong: int


@dataclass(frozen=True, slots=True)
class TrainingSession:
    """A training session; the figures are there once its status is `done`.

    `threshold` is the probability from which faces are tagged, chosen for `precision_target`.
    `trials` is how many cross-validated trials the curve stands on. `progress` is how far a running
    one is, `problem` why a failed one failed. Times are UTC.
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


@dataclass(frozen=True, slots=True)
class SessionComparison:
    """Two training sessions side by side: the players that only one has, pairs that only one confuses."""

    first: TrainingSession
    second: TrainingSession
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    confusable_only_first: tuple[ConfusablePair, ...]
    confusable_only_second: tuple[ConfusablePair, ...]


class TermKind(StrEnum):
    """What a part of a search was taken for."""

    PLAYER = "player"
    TEAM = "team"
    DAY = "day"
    FILE = "file"
    """A part of a file's name, where it is nothing else."""


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """A part of a search as it was understood; a photo has to fit every one.

    `text` is what was typed. Of a player or a team `players` are who is meant: one of them is enough.
    Of a day, `since` and `until` are from when on and before when, by the cameras' clocks.
    """

    kind: TermKind
    text: str
    players: frozenset[PlayerId] = frozenset()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What was understood, the players that are meant, and the photos that fit, by time."""

    terms: tuple[SearchTerm, ...]
    players: tuple[PlayerId, ...]
    photos: tuple[PhotoId, ...]
