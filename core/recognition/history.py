"""The one place that writes to the decision history and the label columns made from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.queries import chunks
from core.db.schema import DecisionRow, FaceRow
from core.errors import NotFoundError
from core.recognition.labels import Event, Label, label_of
from core.types import BatchId, FaceId, FaceState, PhotoId, PlayerId, Source, Verdict
from core.words import said


class Decision(NamedTuple):
    """What is to be said of a face: a new row of its history (see `DecisionRow`)."""

    face_id: str
    verdict: Verdict
    source: Source
    player_id: str | None = None
    reason: str = ""
    probability: float | None = None
    similarity: float | None = None
    session_id: str | None = None
    undoes: int | None = None


def labels(session: Session, face_ids: Sequence[str]) -> dict[str, Label]:
    """The label of each face by its whole history."""
    events: dict[str, list[Event]] = {face_id: [] for face_id in face_ids}
    columns = (
        DecisionRow.face_id,
        DecisionRow.id,
        DecisionRow.verdict,
        DecisionRow.player_id,
        DecisionRow.probability,
        DecisionRow.similarity,
        DecisionRow.undoes,
    )
    for part in chunks(face_ids):
        rows = session.execute(select(*columns).where(DecisionRow.face_id.in_(part)).order_by(DecisionRow.id))
        for face_id, number, verdict, player_id, probability, similarity, undoes in rows:
            player = PlayerId(player_id) if player_id else None
            event = Event(number, Verdict(verdict), player, probability, similarity, undoes)
            events[face_id].append(event)
    return {face_id: label_of(history) for face_id, history in events.items()}


def record(session: Session, decisions: Iterable[Decision], batch: BatchId) -> Changes:
    """Append decisions and bring the faces they speak of up to date.

    Args:
        session: in a write transaction.
        decisions: in the order in which they were made.
        batch: the act that they belong to.

    Returns:
        The faces, photos and players that changed.

    Raises:
        NotFoundError: a face is not there.
    """
    new = list(decisions)
    face_ids = list(dict.fromkeys(FaceId(decision.face_id) for decision in new))
    before = _places(session, face_ids)
    rows = [{**decision._asdict(), "batch_id": batch} for decision in new]
    for part in chunks(rows):
        session.execute(insert(DecisionRow), part)
    shown = [_columns(face_id, label) for face_id, label in labels(session, face_ids).items()]
    for part in chunks(shown):
        session.execute(update(FaceRow), part)
    session.expire_all()  # the rows that somebody holds are as they were before
    players = {player for _, player in before.values()} | {decision.player_id for decision in new}
    return Changes(
        photos=frozenset(PhotoId(photo) for photo, _ in before.values()),
        faces=frozenset(face_ids),
        players=frozenset(PlayerId(player) for player in players if player),
        clusters=True,
        batch=batch,
    )


def _places(session: Session, face_ids: Sequence[FaceId]) -> dict[str, tuple[str, str | None]]:
    """The photo of each face, and who it was labelled as.

    Raises:
        NotFoundError: for the first id that is not there.
    """
    found: dict[str, tuple[str, str | None]] = {}
    for part in chunks(face_ids):
        rows = select(FaceRow.id, FaceRow.photo_id, FaceRow.player_id).where(FaceRow.id.in_(part))
        found.update((face, (photo, player)) for face, photo, player in session.execute(rows))
    for face_id in face_ids:
        if face_id not in found:
            raise NotFoundError(said("face"), face_id)
    return found


def _columns(face_id: str, label: Label) -> dict[str, Any]:
    return {
        "id": face_id,
        "state": FaceState(label.state).value,
        "player_id": label.player_id,
        "probability": label.probability,
        "similarity": label.similarity,
        "aside": label.aside,
    }
