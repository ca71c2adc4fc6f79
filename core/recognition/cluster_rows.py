"""Clusters in the database: read, and written in place of those before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session, joinedload

from core.db.queries import among, face_of, rows_of
from core.db.schema import ClusterFaceRow, ClusterRow, EmbeddingRow, FaceRow, new_id
from core.db.vectors import Vectors, unpack_vectors
from core.errors import NotFoundError
from core.recognition.asked import UNKNOWN_STATES
from core.recognition.examples import PackTraits
from core.types import Cluster, ClusterId, FaceId, Faces, FaceState, GalleryId
from core.words import said

WITH_FACES = joinedload(ClusterRow.members).joinedload(ClusterFaceRow.face).joinedload(FaceRow.player)


def cluster_row(session: Session, cluster_id: ClusterId) -> ClusterRow:
    """A cluster with its faces.

    Raises:
        NotFoundError: there is none with this id.
    """
    query = select(ClusterRow).where(ClusterRow.id == cluster_id).options(WITH_FACES)
    row = session.scalars(query).unique().one_or_none()
    if row is None:
        raise NotFoundError(said("cluster"), cluster_id)
    return row


def members_of(session: Session, gallery_id: GalleryId | None, faces: Faces) -> dict[ClusterId, list[int]]:
    """The clusters of a gallery, or of the whole library, that have some of these faces: their rows."""
    row_of = {face_id: row for row, face_id in enumerate(faces.ids)}
    members: dict[ClusterId, list[int]] = {}
    found = rows_of(
        session,
        select(ClusterRow.id, ClusterFaceRow.face_id)
        .join(ClusterFaceRow, ClusterFaceRow.cluster_id == ClusterRow.id)
        .where(ClusterRow.gallery_id == gallery_id)
        .order_by(ClusterRow.rank, ClusterRow.id, ClusterFaceRow.rank),
    )
    for cluster_id, face_id in found:
        if face_id in row_of:
            members.setdefault(cluster_id, []).append(row_of[face_id])
    return members


def cluster_of(row: ClusterRow) -> Cluster:
    """A cluster's row as a domain type."""
    gallery_id = GalleryId(row.gallery_id) if row.gallery_id else None
    return Cluster(ClusterId(row.id), gallery_id, open_faces(row))


def open_faces(row: ClusterRow) -> Faces:
    """The faces of a cluster that are still to be asked about, the most typical first."""
    return Faces.of(
        face_of(member.face)
        for member in row.members
        if FaceState(member.face.state) in UNKNOWN_STATES and not member.face.aside
    )


def mean_vectors(
    session: Session, gallery_id: GalleryId | None, traits: PackTraits
) -> tuple[list[ClusterId], Vectors]:
    """The clusters of a gallery, or of the whole library, and the mean of each one's open faces, (C, D).

    The product of two means is the mean cosine between the faces of both.
    """
    rows = session.execute(
        select(ClusterFaceRow.cluster_id, EmbeddingRow.vector, FaceRow.id)
        .join(ClusterRow, ClusterRow.id == ClusterFaceRow.cluster_id)
        .join(FaceRow, FaceRow.id == ClusterFaceRow.face_id)
        .join(EmbeddingRow, EmbeddingRow.face_id == FaceRow.id)
        .where(ClusterRow.gallery_id == gallery_id, EmbeddingRow.pack_id == traits.pack_id)
        .where(FaceRow.state.in_([state.value for state in UNKNOWN_STATES]), ~FaceRow.aside)
        .order_by(ClusterFaceRow.cluster_id)
    ).all()
    if not rows:
        return [], np.empty((0, traits.dimension), np.float32)
    names, first, counts = np.unique([row[0] for row in rows], return_index=True, return_counts=True)
    vectors = unpack_vectors([row[1] for row in rows], traits.dimension, [row[2] for row in rows])
    means = np.add.reduceat(vectors, first, axis=0) / counts[:, None]
    return [ClusterId(str(name)) for name in names], means.astype(np.float32)


def replace_clusters(
    session: Session, gallery_id: GalleryId | None, groups: Sequence[tuple[str | None, Sequence[FaceId]]]
) -> None:
    """Write clusters, the one worth most first, in place of those before; one with an id keeps it."""
    before = _ordered_members(session, gallery_id)
    same = {tuple(members): cluster_id for cluster_id, members in before.items()}
    named = [(name or same.get(tuple(group)) or new_id(), group) for name, group in groups]
    kept = {name for name, group in named if before.get(name) == list(group)}
    gone = [name for name in before if name not in kept]
    session.execute(delete(ClusterFaceRow).where(among(ClusterFaceRow.cluster_id, gone)))
    session.execute(delete(ClusterRow).where(among(ClusterRow.id, gone)))
    new = [(rank, name, group) for rank, (name, group) in enumerate(named) if name not in kept]
    ranks = [{"of": name, "place": rank} for rank, (name, _) in enumerate(named) if name in kept]
    for table, rows in (
        (ClusterRow, [{"id": name, "gallery_id": gallery_id, "rank": rank} for rank, name, _ in new]),
        (
            ClusterFaceRow,
            [
                {"cluster_id": name, "face_id": face_id, "rank": place}
                for _, name, group in new
                for place, face_id in enumerate(group)
            ],
        ),
    ):
        if rows:
            session.execute(insert(table), rows)
    if ranks:
        # Not by the session, which takes three times as long for 16,000 of them.
        moved = update(ClusterRow).where(ClusterRow.id == bindparam("of")).values(rank=bindparam("place"))
        session.connection().execute(moved, ranks)
    session.expire_all()  # the rows that somebody holds are as they were before


def _ordered_members(session: Session, gallery_id: GalleryId | None) -> dict[str, list[str]]:
    """The faces of each cluster, the most typical first."""
    query = (
        select(ClusterRow.id, ClusterFaceRow.face_id)
        .join(ClusterFaceRow, ClusterFaceRow.cluster_id == ClusterRow.id, isouter=True)
        .where(ClusterRow.gallery_id == gallery_id)
        .order_by(ClusterRow.id, ClusterFaceRow.rank)
    )
    members: dict[str, list[str]] = {}
    for cluster_id, face_id in rows_of(session, query):
        members.setdefault(cluster_id, []).append(face_id)
    return members
