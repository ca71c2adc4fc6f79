"""The clusters of a gallery: made, shown, named, rejected, and arranged by hand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.changes import Changes
from core.db.engine import Database
from core.db.queries import embeddings
from core.db.schema import ClusterRow, new_id
from core.db.vectors import Vectors
from core.errors import InvalidValueError, NotFoundError
from core.jobs import JobContext
from core.recognition.arranging import Move, apply_moves, arranged, move_faces
from core.recognition.asked import UNKNOWN_STATES, asked_faces, gallery_of, unknown_faces
from core.recognition.cluster_rows import (
    cluster_of,
    cluster_row,
    mean_vectors,
    members_of,
    open_faces,
    replace_clusters,
)
from core.recognition.clustering import people_in, typical_first
from core.recognition.examples import PackTraits
from core.recognition.neighbours import neighbours_of
from core.recognition.regrouping import kept_apart, parts_at, tightness_of
from core.recognition.review import Review
from core.settings import Settings
from core.types import (
    BatchId,
    Cluster,
    ClusterId,
    Face,
    FaceId,
    Faces,
    GalleryId,
    PhotoId,
    PlayerId,
    Regrouping,
    RejectReason,
    Tightness,
    WholeLibrary,
)
from core.words import said

# So many other clusters may join one that is loosened: the next ones are other people.
MOST_TO_JOIN = 5


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
        folder: Path,
    ) -> None:
        self._database = database
        self._settings = settings
        self._traits = traits
        self._review = review
        self._folder = folder

    def cluster(
        self,
        scope: GalleryId | WholeLibrary,
        context: JobContext,
        min_cluster_size: int | None = None,
    ) -> ClusterReport:
        """Cluster the unknown faces of a gallery or of all, in place of its clusters until now.

        What people have put together stays together, and what they have taken apart stays apart.

        Args:
            scope: the gallery, or `WHOLE_LIBRARY`.
            context: progress and cancel.
            min_cluster_size: faces that make a cluster; None for the setting.

        Raises:
            NotFoundError: there is no such gallery.
            InvalidValueError: `min_cluster_size` is not in the setting's range.
            CancelledError: a stop was asked for; the clusters stay as they were.
            ModelPackError: the active pack is not installed.
        """
        settings = self._settings()
        if min_cluster_size is not None:
            settings = settings.updated(min_cluster_size=min_cluster_size)
        size = settings.min_cluster_size
        traits = self._traits()
        context.progress("Clustering", 0, 2)
        with self._database.read() as session:
            faces = {name: (photo_id, quality) for name, photo_id, quality in unknown_faces(session, scope)}
            ids, matrix = embeddings(session, [*faces], traits.pack_id, traits.dimension)
        seen = [faces[face_id] for face_id in ids]
        quality = np.array([quality for _, quality in seen])
        number: dict[PhotoId, int] = {}
        photos = np.array([number.setdefault(photo_id, len(number)) for photo_id, _ in seen], np.int64)
        path = self._folder / f"{traits.pack_id}-{scope if isinstance(scope, str) else 'all'}.neighbours"
        neighbours = neighbours_of(ids, matrix, path)
        groups = people_in(matrix, quality, photos, size, traits.calibration.even_similarity, neighbours)
        context.progress("Clustering", 1, 2)
        with self._database.write() as session:
            gallery_id = gallery_of(session, scope)
            by_hand = arranged(session, gallery_id)
            free, kept = kept_apart(groups, [by_hand.get(face_id) for face_id in ids], matrix)
            made = _worth_most_first([*((None, rows) for rows in free), *kept.items()], matrix, quality)
            replace_clusters(session, gallery_id, [(name, [ids[row] for row in rows]) for name, rows in made])
        context.progress("Clustering", 2, 2)
        clustered = sum(len(rows) for _, rows in made)
        galleries = frozenset() if isinstance(scope, WholeLibrary) else frozenset({scope})
        changes = Changes(galleries=galleries, clusters=True)
        return ClusterReport(changes, len(made), clustered, len(ids) - clustered)

    def of(self, scope: GalleryId | WholeLibrary) -> list[Cluster]:
        """The clusters of a gallery or of all, with the faces still unknown, the one worth most first.

        Faces that somebody put aside, not being sure, are left out here and below.

        Raises:
            NotFoundError: there is no such gallery.
        """
        with self._database.read() as session:
            gallery_id = gallery_of(session, scope)
            faces = asked_faces(session, scope, UNKNOWN_STATES)
            members = members_of(session, gallery_id, faces)
        return [Cluster(one, gallery_id, faces.take(rows)) for one, rows in members.items()]

    def name(
        self,
        cluster_id: ClusterId,
        player_id: PlayerId,
        face_ids: Collection[FaceId] | None = None,
        others: Collection[FaceId] = (),
    ) -> Changes:
        """Confirm open faces of a cluster as a player; undone as one.

        Where two of them are in one photo only the more typical one is; the other stays open.

        Args:
            cluster_id: the cluster.
            player_id: who they are.
            face_ids: some of its open faces; None for all but `others`.
            others: open faces of it that are somebody else: they stay open, and are never suggested as
                the player.

        Raises:
            NotFoundError: the cluster or the player is not there, or a face is not in it.
            InvalidValueError: nothing in it is open any more; or a face is both the player and not.
        """
        rejected = [face.id for face in self._chosen(cluster_id, others)] if others else []
        if not {*(face_ids or ())}.isdisjoint(rejected):
            raise InvalidValueError("faces", said("a face can't be the player and somebody else."))
        seen: dict[str, FaceId] = {}
        for face in self._chosen(cluster_id, face_ids):
            if face.id not in rejected:
                seen.setdefault(face.photo_id, face.id)
        return self._review.confirm(list(seen.values()), player_id, others=rejected)

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
        chosen = [face.id for face in self._chosen(cluster_id, face_ids)]
        if reason is RejectReason.NOT_A_FACE:
            return self._review.not_a_face(chosen)
        return self._review.ignore(chosen, reason)

    def faces(self, cluster_id: ClusterId) -> Faces:
        """The open faces of a cluster, the most typical first.

        Raises:
            NotFoundError: there is no such cluster.
            InvalidValueError: nothing in it is open any more.
        """
        with self._database.read() as session:
            faces = open_faces(cluster_row(session, cluster_id))
        if not faces:
            raise InvalidValueError(
                "cluster", said("none of its faces waits for an answer: they were answered or moved.")
            )
        return faces

    def split(self, cluster_id: ClusterId, *parts: Collection[FaceId]) -> Changes:
        """Take faces out of a cluster: each part becomes a cluster of its own.

        `Review.undo` of the batch puts them back. A later clustering keeps them apart.

        Raises:
            NotFoundError: the cluster is not there, or a face is not in it.
            InvalidValueError: a part is empty, or nothing would stay.
        """
        chosen = [self._chosen(cluster_id, part) for part in parts]
        taken = {face.id for part in chosen for face in part}
        if not all(chosen) or not chosen or len(taken) != sum(map(len, chosen)):
            raise InvalidValueError("faces", said("each part needs faces of its own."))
        if taken == set(self.faces(cluster_id).ids):
            raise InvalidValueError("faces", said("a part of the group has to stay."))
        with self._database.write() as session:
            source = cluster_row(session, cluster_id)
            moves: list[Move] = []
            for part in chosen:
                made = ClusterRow(id=new_id(), gallery_id=source.gallery_id, rank=source.rank)
                session.add(made)
                moves += move_faces(session, cluster_id, ClusterId(made.id), [face.id for face in part])
            return apply_moves(session, moves, BatchId(new_id()))

    def merge(self, keep: ClusterId, *others: ClusterId) -> Changes:
        """Clusters are one person: the faces of the others go to the end of the one that is kept.

        `Review.undo` of the batch separates them. A later clustering keeps them together.

        Raises:
            NotFoundError: one of them is not there.
            InvalidValueError: they are not different clusters of one clustering.
        """
        with self._database.write() as session:
            batch, done = BatchId(new_id()), Changes()
            kept = cluster_row(session, keep)
            if not others or len({keep, *others}) <= len(others):
                raise InvalidValueError("cluster", said("a group is merged with other ones."))
            for other in others:
                if cluster_row(session, other).gallery_id != kept.gallery_id:
                    raise InvalidValueError("cluster", said("both must be groups of the same gallery."))
                moves = move_faces(session, other, keep)
                done |= apply_moves(session, moves, batch) if moves else Changes()
            return done

    def move(self, cluster_id: ClusterId, to: ClusterId, face_ids: Collection[FaceId]) -> Changes:
        """Put faces of a cluster into another one; `Review.undo` of the batch puts them back.

        Raises:
            NotFoundError: one of the clusters is not there, or a face is not in the first.
            InvalidValueError: they are not different clusters of one clustering, or no face was named.
        """
        chosen = [face.id for face in self._chosen(cluster_id, face_ids)]
        with self._database.write() as session:
            source, target = cluster_row(session, cluster_id), cluster_row(session, to)
            if cluster_id == to or source.gallery_id != target.gallery_id:
                raise InvalidValueError("cluster", said("faces go to another group of the same gallery."))
            if not chosen:
                raise InvalidValueError("faces", said("none was named."))
            return apply_moves(session, move_faces(session, cluster_id, to, chosen), BatchId(new_id()))

    def alike(self, cluster_id: ClusterId) -> list[tuple[ClusterId, float]]:
        """The other clusters of the same clustering by the mean cosine between their faces and its own.

        Raises:
            NotFoundError: there is no such cluster.
            ModelPackError: the active pack is not installed.
        """
        with self._database.read() as session:
            gallery_id = cluster_of(cluster_row(session, cluster_id)).gallery_id
            names, means = mean_vectors(session, gallery_id, self._traits())
        if cluster_id not in names:
            return []
        likeness = means @ means[names.index(cluster_id)]
        order = np.argsort(-likeness, kind="stable")
        return [(names[row], float(likeness[row])) for row in order if names[row] != cluster_id]

    def tightness(self, cluster_id: ClusterId) -> Tightness:
        """The cosines at which a cluster would fall into parts, or others would join it.

        Raises:
            NotFoundError: there is no such cluster.
            InvalidValueError: nothing in it is open any more.
            ModelPackError: the active pack is not installed.
        """
        _, matrix = self._embedded(cluster_id)
        return tightness_of(matrix, [likeness for _, likeness in self._near(cluster_id)])

    def regroup(self, cluster_id: ClusterId, cosine: float) -> Regrouping:
        """What a cluster would be at another tightness; nothing is written.

        `split` of the parts after the first one, or `merge` with those that would join, makes it so.

        Raises:
            NotFoundError: there is no such cluster.
            InvalidValueError: nothing in it is open any more, or it is no cosine.
            ModelPackError: the active pack is not installed.
        """
        if not -1 <= cosine <= 1:
            raise InvalidValueError("cosine", said("a number from -1 to 1."))
        faces = {face.id: face for face in self.faces(cluster_id)}
        ids, matrix = self._embedded(cluster_id)
        parts = [[faces[ids[row]] for row in rows] for rows in parts_at(matrix, cosine)] or [[]]
        parts[0] += [face for face in faces.values() if face.id not in ids]
        joined = [name for name, likeness in self._near(cluster_id) if likeness >= cosine]
        with self._database.read() as session:
            clusters = [cluster_of(cluster_row(session, one)) for one in joined if len(parts) == 1]
        return Regrouping(tuple(map(tuple, parts)), tuple(clusters))

    def _chosen(self, cluster_id: ClusterId, face_ids: Collection[FaceId] | None) -> list[Face]:
        """Open faces of a cluster in its own order: these, or all.

        Raises:
            NotFoundError: the cluster is not there, or a face is not in it.
            InvalidValueError: nothing in it is open any more.
        """
        faces = self.faces(cluster_id)
        there = {face.id for face in faces}
        for face_id in face_ids or ():
            if face_id not in there:
                raise NotFoundError(said("open face of this cluster"), face_id)
        return [face for face in faces if face_ids is None or face.id in face_ids]

    def _embedded(self, cluster_id: ClusterId) -> tuple[list[FaceId], Vectors]:
        traits = self._traits()
        ids = self.faces(cluster_id).ids
        with self._database.read() as session:
            return embeddings(session, ids, traits.pack_id, traits.dimension)

    def _near(self, cluster_id: ClusterId) -> list[tuple[ClusterId, float]]:
        """The clusters that may join one: those nearest to it, and not plainly other people."""
        least = self._traits().calibration.even_similarity / 2
        return [one for one in self.alike(cluster_id)[:MOST_TO_JOIN] if one[1] >= least]


def _worth_most_first(
    groups: Sequence[tuple[str | None, NDArray[np.int64]]], matrix: Vectors, quality: NDArray[np.float64]
) -> list[tuple[str | None, NDArray[np.int64]]]:
    """Clusters by what naming them settles; the rows of each by how typical they are of it."""
    worth = sorted(groups, key=lambda one: (-float(quality[one[1]].sum()), int(one[1].min())))
    return [(name, rows[typical_first(matrix[rows])]) for name, rows in worth]
