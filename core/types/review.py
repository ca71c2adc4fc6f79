"""What a reviewer is asked: clusters of unknown faces, and questions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from core.types.faces import Face, Faces
from core.types.ids import ClusterId, FaceId, GalleryId, PlayerId


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
    `core.recognition.questions`). `page` counts those of faces alone from 1, 0 where there is only one.
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
    page: int = 0

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
