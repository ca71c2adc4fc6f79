"""What a mutation changed, so that each view can decide what to redraw."""

from __future__ import annotations

from dataclasses import dataclass

from core.types import BatchId, FaceId, GalleryId, MatchId, PhotoId, PlayerId


@dataclass(frozen=True, slots=True)
class Changes:
    """The ids that a mutation touched.

    `batch` is what `Review.undo` takes to take the mutation back, where it can be taken back.
    """

    photos: frozenset[PhotoId] = frozenset()
    faces: frozenset[FaceId] = frozenset()
    players: frozenset[PlayerId] = frozenset()
    galleries: frozenset[GalleryId] = frozenset()
    matches: frozenset[MatchId] = frozenset()
    cameras: bool = False
    filters: bool = False
    clusters: bool = False
    sessions: bool = False
    settings: bool = False
    batch: BatchId | None = None

    def __or__(self, other: Changes) -> Changes:
        """Both changes as one; the later batch is the one that undo takes back."""
        return Changes(
            photos=self.photos | other.photos,
            faces=self.faces | other.faces,
            players=self.players | other.players,
            galleries=self.galleries | other.galleries,
            matches=self.matches | other.matches,
            cameras=self.cameras or other.cameras,
            filters=self.filters or other.filters,
            clusters=self.clusters or other.clusters,
            sessions=self.sessions or other.sessions,
            settings=self.settings or other.settings,
            batch=other.batch or self.batch,
        )
