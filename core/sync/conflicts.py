"""Faces about which people of the team disagree (see `core.sync.merge.conflict`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core.db.queries import among, chunks, face_of, faces_in_order
from core.db.schema import DecisionRow, FaceRow
from core.recognition.history import VERDICTS
from core.recognition.identity import became
from core.recognition.labels import Event
from core.sync.merge import Answer, conflict
from core.types import Conflict, ConflictingAnswer, FaceId, PlayerId, Source

# Only faces that two people answered can be; of those there are few.
_TWICE_ANSWERED = text(
    "SELECT face_id FROM decision WHERE source <> 'machine' AND stamp IS NOT NULL GROUP BY face_id "
    "HAVING count(DISTINCT who) > 1"
)


def find_conflicts(session: Session) -> list[Conflict]:
    """The faces about which people disagree, with what each said last; what has no stamp is not told yet."""
    found: list[tuple[FaceId, tuple[ConflictingAnswer, ...]]] = []
    for face_id, rows in _histories(session, session.scalars(_TWICE_ANSWERED).all()).items():
        at = {answer.stamp: row.at for answer, row in rows}
        if ends := conflict([answer for answer, _ in rows]):
            found.append((FaceId(face_id), tuple(_said(answer, at[answer.stamp]) for answer in ends)))
    shown = faces_in_order().where(among(FaceRow.id, [face_id for face_id, _ in found]))
    faces = {face.id: face for face in map(face_of, session.scalars(shown))}
    return [Conflict(faces[face_id], said) for face_id, said in found if face_id in faces]


def _histories(session: Session, face_ids: Sequence[str]) -> dict[str, list[tuple[Answer, DecisionRow]]]:
    known_as = became(session)
    histories: defaultdict[str, list[tuple[Answer, DecisionRow]]] = defaultdict(list)
    for part in chunks(face_ids):
        for row in session.scalars(select(DecisionRow).where(among(DecisionRow.face_id, part))):
            if row.stamp is None or row.seen is None:
                continue
            player = known_as.get(row.player_id, PlayerId(row.player_id)) if row.player_id else None
            event = Event(row.id, VERDICTS[row.verdict], player, row.probability, row.similarity, row.undoes)
            answer = Answer(row.stamp, row.who, Source(row.source), event, row.seen, row.feed)
            histories[row.face_id].append((answer, row))
    return histories


def _said(answer: Answer, at: datetime) -> ConflictingAnswer:
    return ConflictingAnswer(answer.who, answer.event.verdict, answer.event.player_id, at)
