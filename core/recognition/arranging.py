"""Faces that a person puts from one cluster into another, and taking that back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.schema import ClusterFaceRow, ClusterMoveRow, ClusterRow
from core.errors import InvalidValueError
from core.types import BatchId, ClusterId, FaceId, GalleryId
from core.words import said


class Move(NamedTuple):
    """A face goes from a rank in one cluster to a rank in another (see `ClusterMoveRow`)."""

    face_id: str
    from_cluster: str
    from_rank: int
    to_cluster: str
    to_rank: int


def move_faces(
    session: Session, source: ClusterId, target: ClusterId, face_ids: Collection[FaceId] | None = None
) -> list[Move]:
    """The moves of faces, None for all, from one cluster to the end of another."""
    last = session.scalar(select(func.max(ClusterFaceRow.rank)).where(ClusterFaceRow.cluster_id == target))
    after = 0 if last is None else last + 1
    members = select(ClusterFaceRow.face_id, ClusterFaceRow.rank).where(ClusterFaceRow.cluster_id == source)
    wanted = None if face_ids is None else set(face_ids)
    return [
        Move(face_id, source, rank, target, after + rank)
        for face_id, rank in session.execute(members.order_by(ClusterFaceRow.rank))
        if wanted is None or face_id in wanted
    ]


def apply_moves(session: Session, moves: Sequence[Move], batch: BatchId) -> Changes:
    """Make the moves, and remember them as one act."""
    session.flush()
    session.execute(insert(ClusterMoveRow), [{**move._asdict(), "batch_id": batch} for move in moves])
    for move in moves:
        session.execute(
            update(ClusterFaceRow)
            .where(ClusterFaceRow.cluster_id == move.from_cluster, ClusterFaceRow.face_id == move.face_id)
            .values(cluster_id=move.to_cluster, rank=move.to_rank)
            .execution_options(synchronize_session=False)
        )
    session.expire_all()  # the rows that somebody holds are as they were before
    faces = frozenset(FaceId(move.face_id) for move in moves)
    return Changes(faces=faces, clusters=True, batch=batch)


def turn_moves(session: Session, batch: BatchId, undo: BatchId) -> Changes:
    """Put the faces back that a batch moved; one that was moved on since stays where it is.

    Raises:
        InvalidValueError: the clusters were made anew since, or every face was moved on.
    """
    rows = session.scalars(
        select(ClusterMoveRow).where(ClusterMoveRow.batch_id == batch).order_by(ClusterMoveRow.id)
    ).all()
    if not rows:
        return Changes()
    where = _members(session, {row.to_cluster for row in rows})
    there = set(session.scalars(select(ClusterRow.id).where(ClusterRow.id.in_(_clusters_of(rows)))))
    back = [
        Move(row.face_id, row.to_cluster, row.to_rank, row.from_cluster, row.from_rank)
        for row in rows
        if (row.to_cluster, row.face_id) in where and row.from_cluster in there
    ]
    if not back:
        raise InvalidValueError(
            "cluster", said("the groups were made anew since; there is no way back to them.")
        )
    return apply_moves(session, back, undo)


def arranged(session: Session, gallery_id: GalleryId | None) -> dict[str, str]:
    """The cluster of each face in one that a person arranged: put faces into it, or took faces out.

    Of the clusters of a gallery, or of those of the whole library. What was taken back doesn't count.
    """
    came_from: dict[tuple[str, str], str] = {}
    for row in session.scalars(select(ClusterMoveRow).order_by(ClusterMoveRow.id)):
        origin = came_from.get((row.face_id, row.from_cluster), row.from_cluster)
        came_from[row.face_id, row.to_cluster] = origin
    if not came_from:
        return {}
    members = session.execute(
        select(ClusterFaceRow.face_id, ClusterFaceRow.cluster_id)
        .join(ClusterRow, ClusterRow.id == ClusterFaceRow.cluster_id)
        .where(ClusterRow.gallery_id == gallery_id)
    ).all()
    touched = {
        name
        for face_id, cluster_id in members
        if (origin := came_from.get((face_id, cluster_id), cluster_id)) != cluster_id
        for name in (origin, cluster_id)
    }
    return {face_id: cluster_id for face_id, cluster_id in members if cluster_id in touched}


def _members(session: Session, cluster_ids: Collection[str]) -> set[tuple[str, str]]:
    rows = select(ClusterFaceRow.cluster_id, ClusterFaceRow.face_id)
    found = session.execute(rows.where(ClusterFaceRow.cluster_id.in_(cluster_ids)))
    return {(cluster_id, face_id) for cluster_id, face_id in found}


def _clusters_of(rows: Sequence[ClusterMoveRow]) -> set[str]:
    return {name for row in rows for name in (row.from_cluster, row.to_cluster)}
