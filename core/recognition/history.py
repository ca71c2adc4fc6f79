"""The one place that writes to the decision history and the label columns made from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.queries import chunks, require_faces
from core.db.schema import DecisionRow, FaceRow
from core.recognition.labels import Event, Label, label_of
from core.types import BatchId, FaceId, FaceState, PhotoId, PlayerId, Verdict


def labels(session: Session, face_ids: Sequence[str]) -> dict[str, Label]:
    """The label of each face by its whole history."""
    events: dict[str, list[Event]] = {face_id: [] for face_id in face_ids}
    for part in chunks(face_ids):
        rows = session.scalars(
            select(DecisionRow).where(DecisionRow.face_id.in_(part)).order_by(DecisionRow.id)
        )
        for row in rows:
            events[row.face_id].append(_event(row))
    return {face_id: label_of(history) for face_id, history in events.items()}


def record(session: Session, rows: Iterable[DecisionRow], batch: BatchId) -> Changes:
    """Append rows and bring the faces they speak of up to date.

    Args:
        session: in a write transaction.
        rows: new rows, in the order in which they were decided.
        batch: the act that they belong to.

    Returns:
        The faces, photos and players that changed.
    """
    new = list(rows)
    for row in new:
        row.batch_id = batch
    session.add_all(new)
    session.flush()
    face_ids = list(dict.fromkeys(FaceId(row.face_id) for row in new))
    faces = require_faces(session, face_ids)
    now = labels(session, face_ids)
    players = {face.player_id for face in faces} | {row.player_id for row in new}
    for face in faces:
        _show(face, now[face.id])
    return Changes(
        photos=frozenset(PhotoId(face.photo_id) for face in faces),
        faces=frozenset(face_ids),
        players=frozenset(PlayerId(player) for player in players if player),
        clusters=True,
        batch=batch,
    )


def _show(face: FaceRow, label: Label) -> None:
    face.state = FaceState(label.state).value
    face.player_id = label.player_id
    face.probability = label.probability
    face.similarity = label.similarity


def _event(row: DecisionRow) -> Event:
    return Event(
        id=row.id,
        verdict=Verdict(row.verdict),
        player_id=PlayerId(row.player_id) if row.player_id else None,
        probability=row.probability,
        similarity=row.similarity,
        undoes=row.undoes,
    )
