"""What an operation reads where the views need several answers of the engine at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from core.settings import Settings
from core.shipped import Shipped
from core.types import (
    OPEN_STATES,
    Backup,
    Candidate,
    Conflict,
    Face,
    FaceId,
    FileFailure,
    Gallery,
    Identity,
    LibraryFigures,
    PackChoice,
    PhotoId,
    Player,
    PlayerId,
    Question,
    TeamStatus,
    TrainingPlan,
    TrainingSession,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Where(StrEnum):
    """Whose other faces are meant."""

    PHOTO = "photo"
    MATCH = "match"
    GALLERY = "gallery"


@dataclass(frozen=True, slots=True)
class Others:
    """The faces of some photos that nobody has answered; `keep` are those not meant."""

    where: Where
    photo_ids: tuple[PhotoId, ...]
    keep: frozenset[FaceId]
    faces: tuple[Face, ...]


class AskedIn:
    """The key of the question that each face is in, or was in before it was answered.

    Of 200,000 faces a dict takes 30 MB, with the ids in it; this two numbers each. To work it out takes
    longer than a frame may.
    """

    def __init__(self, questions: Sequence[Question] = ()) -> None:
        self._keys = [one.key for one in questions]
        self._moved: dict[FaceId, str] = {}
        counts = [len(one.faces) for one in questions]
        self._any = any(counts)
        if self._any:
            import numpy as np

            # Two faces of one hash, which no library will see, would only be looked for in one question.
            hashes = np.fromiter((hash(face) for one in questions for face in one.faces.ids), np.int64)
            order = np.argsort(hashes)
            self._hashes: NDArray[np.int64] = hashes[order]
            self._numbers = np.repeat(np.arange(len(counts), dtype=np.int32), counts)[order]

    def keys(self, faces: Iterable[FaceId]) -> set[str]:
        """The questions of these faces; those that were never asked about are left out."""
        wanted = set(faces)
        moved = wanted & self._moved.keys()
        first = self._first_keys(wanted - moved) if self._any else set()
        return first | {self._moved[face] for face in moved}

    def _first_keys(self, faces: Set[FaceId]) -> set[str]:
        import numpy as np

        wanted = np.fromiter(map(hash, faces), np.int64)
        at = np.searchsorted(self._hashes, wanted)
        at[at == len(self._hashes)] = 0
        return {self._keys[number] for number in self._numbers[at[self._hashes[at] == wanted]].tolist()}

    def move(self, faces: Iterable[FaceId], key: str) -> None:
        """These faces are asked about in another question by now."""
        self._moved.update(dict.fromkeys(faces, key))


@dataclass(frozen=True, slots=True)
class Asked:
    """The open questions, and the one that each face is in."""

    questions: list[Question]
    asked_in: AskedIn


@dataclass(frozen=True, slots=True)
class Training:
    """What the training panel shows."""

    plan: TrainingPlan
    history: tuple[TrainingSession, ...]


@dataclass(frozen=True, slots=True)
class DeviceWords:
    """What the models run on, and why."""

    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Preferences:
    """The settings, and the model packs to choose from."""

    settings: Settings
    packs: tuple[PackChoice, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What the program is made of, Playertag itself first, and the model packs on this computer."""

    packages: tuple[Shipped, ...]
    packs: tuple[PackChoice, ...]


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Faces, those with a descriptor of the pack in use, the search index in words, and the backups."""

    faces: int
    embedded: int
    index: str
    backups: tuple[Backup, ...]


@dataclass(frozen=True, slots=True)
class Failures:
    """The files that a gallery's last import could not use, beside the photos that it has."""

    gallery: Gallery
    files: tuple[FileFailure, ...]


def waiting(gallery: Gallery) -> int:
    """Faces that Review asks about: of those put aside it does not."""
    return sum(gallery.by_state.get(state, 0) for state in OPEN_STATES) - gallery.aside


@dataclass(frozen=True, slots=True)
class GalleryPlayers:
    """A gallery with its roster, and everybody who could be on it."""

    gallery: Gallery
    players: tuple[Player, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A face in a picture that is not of the library; its id and photo mean nothing there."""

    face: Face
    candidates: tuple[Candidate, ...]
    embedding: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Alike:
    """Who a seen face may be, and the library's faces that are most like it with their cosine."""

    candidates: tuple[Candidate, ...]
    faces: tuple[tuple[FaceId, float], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over the library, and the training session in use."""

    counts: LibraryFigures
    session: TrainingSession | None


@dataclass(frozen=True, slots=True)
class Access:
    """Who is signed in, and whether there is a client file, without which nobody can be."""

    identity: Identity | None
    client: bool


@dataclass(frozen=True, slots=True)
class Disputes:
    """The faces about which people of the team disagree, and the names of the players whom they mean."""

    conflicts: tuple[Conflict, ...] = ()
    names: dict[PlayerId, str] = field(default_factory=dict)

    def of(self, face_id: FaceId) -> Conflict | None:
        """What people disagree about in a face."""
        return next((one for one in self.conflicts if one.face.id == face_id), None)

    def without(self, faces: Collection[FaceId]) -> Disputes:
        """The rest, where these faces are settled."""
        return replace(self, conflicts=tuple(one for one in self.conflicts if one.face.id not in faces))


@dataclass(frozen=True, slots=True)
class Standing:
    """The team of a library, None where it is in none, and what people disagree about there.

    `by_itself` is whether it is to stay in touch without being asked to, `signed_in` the e-mail address of
    who is, empty where nobody is.
    """

    team: TeamStatus | None
    disputes: Disputes = field(default_factory=Disputes)
    by_itself: bool = False
    signed_in: str = ""
