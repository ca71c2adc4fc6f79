"""Two players who are one person."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.queries import require_player
from core.db.schema import DecisionRow, FaceRow, PlayerRow, new_id
from core.errors import InvalidValueError
from core.recognition.history import Decision, labels, record
from core.types import BatchId, FaceState, PlayerId, Source, Verdict


def merge_players(session: Session, keep: PlayerId, other: PlayerId) -> Changes:
    """Make every answer about one player an answer about another, and take them off the roster.

    What a person confirmed is confirmed as who is kept, what they rejected is rejected for them too, and
    what a machine said is withdrawn. All of it is one batch: undoing it separates the two again.

    Raises:
        NotFoundError: one of them is not there.
        InvalidValueError: they are the same, or both are confirmed in one photo.
    """
    kept, gone = require_player(session, keep), require_player(session, other)
    if keep == other or gone.merged or kept.merged:
        raise InvalidValueError("player", "a player can be merged once, into another one.")
    faces = session.scalars(select(FaceRow).where(FaceRow.player_id == other)).all()
    _refuse_both_in_a_photo(session, kept, faces)
    decisions = [_moved(face, keep) for face in faces]
    decisions += [
        Decision(face_id, Verdict.REJECT, Source.PERSON, keep) for face_id in _rejected(session, keep, other)
    ]
    batch = BatchId(new_id())
    changes = record(session, decisions, batch)
    gone.merged, gone.merged_into, gone.merged_by = True, keep, batch
    return changes | Changes(players=frozenset({keep, other}), batch=batch)


def turn_merges(session: Session, batch: BatchId, undo: BatchId) -> Changes:
    """Separate the players that a batch merged, or merge again those that it separated."""
    rows = session.scalars(select(PlayerRow).where(PlayerRow.merged_by == batch)).all()
    for row in rows:
        row.merged, row.merged_by = not row.merged, undo
    return Changes(players=frozenset(PlayerId(row.id) for row in rows))


def _refuse_both_in_a_photo(session: Session, kept: PlayerRow, faces: Sequence[FaceRow]) -> None:
    confirmed = {face.photo_id for face in faces if face.state == FaceState.CONFIRMED.value}
    both = session.scalars(
        select(FaceRow.photo_id).where(
            FaceRow.player_id == kept.id, FaceRow.state == FaceState.CONFIRMED.value
        )
    )
    if together := confirmed & set(both):
        raise InvalidValueError(
            "player", f"both are confirmed in {len(together)} photos, so they are two people."
        )


def _moved(face: FaceRow, keep: PlayerId) -> Decision:
    if face.state == FaceState.CONFIRMED.value:
        return Decision(face.id, Verdict.CONFIRM, Source.PERSON, keep)
    return Decision(face.id, Verdict.UNKNOWN, Source.MACHINE)


def _rejected(session: Session, keep: PlayerId, other: PlayerId) -> list[str]:
    """Faces known not to be the other, and of which the same is not yet known of who is kept."""
    rows = session.scalars(
        select(DecisionRow.face_id)
        .where(DecisionRow.player_id == other, DecisionRow.verdict == Verdict.REJECT)
        .distinct()
    )
    found = labels(session, list(rows))
    return [
        face_id
        for face_id, label in found.items()
        if other in label.rejected and keep not in label.rejected and label.player_id != keep
    ]
