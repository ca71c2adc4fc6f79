"""The confirmed faces of one player, and what training makes of each."""

from __future__ import annotations

from sqlalchemy.orm import Session

from core.db.queries import face_of, faces_in_order
from core.db.schema import FaceRow
from core.recognition.examples import PackTraits, load_examples
from core.recognition.player_rows import enrolled_faces
from core.recognition.selection import select_examples
from core.types import FaceId, FaceState, LeftOutReason, PlayerId, Reference


def references_of(
    session: Session, player_id: PlayerId, traits: PackTraits, least_quality: float
) -> tuple[Reference, ...]:
    """The confirmed faces of a player, the best first."""
    examples = load_examples(session, traits, player_id)
    readiness = select_examples(examples, least_quality, traits.calibration).readiness
    why: dict[FaceId, LeftOutReason] = {}
    odd: set[FaceId] = set()
    for player in readiness:
        why.update((face, reason) for reason, faces in player.left_out.items() for face in faces)
        odd.update(player.outliers)
    enrolled, embedded = enrolled_faces(session, player_id), set(examples.faces)
    rows = session.scalars(
        faces_in_order().where(FaceRow.player_id == player_id, FaceRow.state == FaceState.CONFIRMED.value)
    )
    found = [
        Reference(
            face=face_of(row),
            enrolled=row.id in enrolled,
            embedded=row.id in embedded,
            left_out=why.get(FaceId(row.id)),
            outlier=row.id in odd,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda reference: -reference.face.quality))
