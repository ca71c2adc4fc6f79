"""The clusters of a gallery: made, shown, named and rejected."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.changes import Changes
from core.db.engine import Database
from core.db.queries import embeddings, face_of, faces_in_order, require_gallery
from core.db.schema import ClusterFaceRow, ClusterRow, FaceRow, GalleryPhotoRow, new_id
from core.errors import InvalidValueError, NotFoundError
from core.jobs import JobContext
from core.recognition.clustering import people_in
from core.recognition.examples import PackTraits
from core.recognition.review import Review
from core.settings import Settings
from core.types import (
    Cluster,
    ClusterId,
    Face,
    FaceId,
    FaceState,
    GalleryId,
    PlayerId,
    RejectReason,
    WholeLibrary,
)

# What recognition and people have left open; a suggestion is a question of its own.
UNKNOWN_STATES = (FaceState.UNKNOWN.value, FaceState.REJECTED.value)


@dataclass(frozen=True, slots=True)
class ClusterReport:
    """What clustering made of the unknown faces: how many are in clusters, how many in none."""

    changes: Changes
    clusters: int
    clustered: int
    noise: int


class Clusters:
    """Clusters of unknown faces in a library."""

    def __init__(
        self,
        database: Database,
        settings: Callable[[], Settings],
        traits: Callable[[], PackTraits],
        review: Review,
    ) -> None:
        self._database = database
        self._settings = settings
        self._traits = traits
        self._review = review

    def cluster(
        self,
        scope: GalleryId | WholeLibrary,
        context: JobContext,
        min_cluster_size: int | None = None,
    ) -> ClusterReport:
        """Cluster the unknown faces of a gallery or of all, in place of its clusters until now.

        Args:
            scope: the gallery, or `WHOLE_LIBRARY`.
            context: progress and cancel.
            min_cluster_size: faces that make a cluster; None for the setting.

        Raises:
            NotFoundError: there is no such gallery.
            InvalidValueError: fewer than 2 faces can't be a cluster.
            CancelledError: a stop was asked for; the clusters stay as they were.
            ModelPackError: the active pack is not installed.
        """
        size = min_cluster_size if min_cluster_size is not None else self._settings().min_cluster_size
        if size < 2:
            raise InvalidValueError("min_cluster_size", "at least 2 faces make a cluster.")
        traits = self._traits()
        context.progress("Clustering", 0, 2)
        with self._database.read() as session:
            faces = _unknown_faces(session, scope)
            ids, matrix = embeddings(session, [f.id for f in faces], traits.pack_id, traits.dimension)
            of_face = {face.id: (face.quality, face.photo_id) for face in faces}
        quality = np.array([of_face[face_id][0] for face_id in ids])
        photos = np.unique([of_face[face_id][1] for face_id in ids], return_inverse=True)[1]
        groups = people_in(matrix, quality, photos, size, traits.calibration.even_similarity)
        # The cluster whose name settles most comes first.
        groups.sort(key=lambda rows: (-float(quality[rows].sum()), int(rows.min())))
        context.progress("Clustering", 1, 2)
        with self._database.write() as session:
            _replace(session, scope, [[ids[row] for row in group] for group in groups])
        context.progress("Clustering", 2, 2)
        clustered = sum(len(group) for group in groups)
        galleries = frozenset() if isinstance(scope, WholeLibrary) else frozenset({scope})
        changes = Changes(galleries=galleries, clusters=True)
        return ClusterReport(changes, len(groups), clustered, len(ids) - clustered)

    def of(self, scope: GalleryId | WholeLibrary) -> list[Cluster]:
        """The clusters of a gallery or of all, with the faces still unknown, the one worth most first.

        Raises:
            NotFoundError: there is no such gallery.
        """
        with self._database.read() as session:
            rows = session.scalars(
                select(ClusterRow)
                .where(ClusterRow.gallery_id == _gallery_of(session, scope))
                .options(
                    joinedload(ClusterRow.members).joinedload(ClusterFaceRow.face).joinedload(FaceRow.player)
                )
                .order_by(ClusterRow.rank)
            ).unique()
            clusters = [_cluster_of(row) for row in rows]
            return [cluster for cluster in clusters if cluster.faces]

    def name(self, cluster_id: ClusterId, player_id: PlayerId) -> Changes:
        """Confirm the open faces of a cluster as a player.

        Where two of them are in one photo only the more typical one is; the other stays open.

        Raises:
            NotFoundError: the cluster or the player is not there.
            InvalidValueError: nothing in it is open any more.
        """
        seen: dict[str, FaceId] = {}
        for face in self.faces(cluster_id):
            seen.setdefault(face.photo_id, face.id)
        return self._review.confirm(list(seen.values()), player_id)

    def reject(
        self, cluster_id: ClusterId, reason: RejectReason, face_ids: Collection[FaceId] | None = None
    ) -> Changes:
        """Answer that faces of a cluster are nobody to be named; undone as one.

        Args:
            cluster_id: the cluster.
            reason: why; it is kept with the answer.
            face_ids: some of its open faces; None for all.

        Raises:
            NotFoundError: the cluster is not there, or a face is not in it.
            InvalidValueError: nothing in it is open any more.
        """
        still_open = [face.id for face in self.faces(cluster_id)]
        for face_id in face_ids or ():
            if face_id not in still_open:
                raise NotFoundError("open face of this cluster", face_id)
        chosen = still_open if face_ids is None else list(dict.fromkeys(face_ids))
        if reason is RejectReason.NOT_A_FACE:
            return self._review.not_a_face(chosen)
        return self._review.ignore(chosen, reason)

    def faces(self, cluster_id: ClusterId) -> tuple[Face, ...]:
        """The open faces of a cluster, the most typical first.

        Raises:
            NotFoundError: there is no such cluster.
            InvalidValueError: nothing in it is open any more.
        """
        with self._database.read() as session:
            row = session.get(ClusterRow, cluster_id)
            if row is None:
                raise NotFoundError("cluster", cluster_id)
            faces = _open_faces(row)
        if not faces:
            raise InvalidValueError("cluster", "every face in it has been answered.")
        return faces


def _gallery_of(session: Session, scope: GalleryId | WholeLibrary) -> GalleryId | None:
    """The gallery of a scope, None for the whole library.

    Raises:
        NotFoundError: there is no such gallery.
    """
    return None if isinstance(scope, WholeLibrary) else GalleryId(require_gallery(session, scope).id)


def _unknown_faces(session: Session, scope: GalleryId | WholeLibrary) -> list[FaceRow]:
    photos = select(GalleryPhotoRow.photo_id)
    if (gallery_id := _gallery_of(session, scope)) is not None:
        photos = photos.where(GalleryPhotoRow.gallery_id == gallery_id)
    unknown = FaceRow.state.in_(UNKNOWN_STATES)
    return list(session.scalars(faces_in_order().where(unknown, FaceRow.photo_id.in_(photos))))


def _cluster_of(row: ClusterRow) -> Cluster:
    gallery_id = GalleryId(row.gallery_id) if row.gallery_id else None
    return Cluster(ClusterId(row.id), gallery_id, _open_faces(row))


def _open_faces(row: ClusterRow) -> tuple[Face, ...]:
    return tuple(face_of(member.face) for member in row.members if member.face.state in UNKNOWN_STATES)


def _replace(session: Session, scope: GalleryId | WholeLibrary, groups: Sequence[Sequence[FaceId]]) -> None:
    gallery_id = _gallery_of(session, scope)
    for row in session.scalars(select(ClusterRow).where(ClusterRow.gallery_id == gallery_id)):
        session.delete(row)
    session.flush()
    for rank, group in enumerate(groups):
        members = [ClusterFaceRow(face_id=face_id, rank=place) for place, face_id in enumerate(group)]
        session.add(ClusterRow(id=new_id(), gallery_id=gallery_id, rank=rank, members=members))
