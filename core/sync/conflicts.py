"""Faces about which people of the team disagree (see `core.sync.merge.conflict`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core.db.queries import among, chunks, face_of, faces_in_order
from core.db.schema import DecisionRow, FaceRow
from core.recognition.history import VERDICTS
from core.recognition.identity import became
from core.recognition.labels import Event
from core.sync.merge import NO_PERSON, Answer, conflict, in_order
from core.types import Conflict, ConflictingAnswer, PlayerId, Source

# Only faces that two people answered can be; of those there are few.
_TWICE_ANSWERED = text(
    "SELECT face_id FROM decision WHERE source <> 'machine' AND stamp IS NOT NULL GROUP BY face_id "
    "HAVING count(DISTINCT who) > 1"
)
_TWICE_IN_A_PHOTO = text(
    "SELECT id FROM face JOIN (SELECT photo_id, player_id FROM face WHERE state = 'confirmed' "
    "GROUP BY photo_id, player_id HAVING count(*) > 1) USING (photo_id, player_id) WHERE state = 'confirmed'"
)


def find_conflicts(session: Session) -> list[Conflict]:
    """The faces about which people disagree, with what each said last; what has no stamp is not told yet.

    And those of a player whom two people confirmed in one photo, each on another face.
    """
    histories = _histories(session, session.scalars(_TWICE_ANSWERED).all())
    ends = {face: conflict(list(rows)) for face, rows in histories.items()}
    twice = _histories(session, session.scalars(_TWICE_IN_A_PHOTO).all())
    ends |= {face: _last_of_people(rows) for face, rows in twice.items() if not ends.get(face)}
    shown = faces_in_order().where(among(FaceRow.id, [face for face, answers in ends.items() if answers]))
    return [
        Conflict(face, tuple(_said(end, (histories | twice)[face.id][end]) for end in ends[face.id]))
        for face in map(face_of, session.scalars(shown))
    ]


def _last_of_people(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    return tuple(in_order(answer for answer in answers if answer.source not in NO_PERSON)[-1:])


def _histories(session: Session, face_ids: Sequence[str]) -> dict[str, dict[Answer, datetime]]:
    """What was said of some faces, and when."""
    known_as = became(session)
    histories: defaultdict[str, dict[Answer, datetime]] = defaultdict(dict)
    for part in chunks(face_ids):
        for row in session.scalars(select(DecisionRow).where(among(DecisionRow.face_id, part))):
            if row.stamp is None or row.seen is None:
                continue
            player = known_as.get(row.player_id, PlayerId(row.player_id)) if row.player_id else None
            source = Source(row.source)
            said = (row.probability, row.similarity, row.undoes, source is Source.FILE)
            event = Event(row.id, VERDICTS[row.verdict], player, *said)
            answer = Answer(row.stamp, row.who, source, event, row.seen, row.feed)
            histories[row.face_id][answer] = row.at.replace(tzinfo=UTC)
    return histories


def _said(answer: Answer, at: datetime) -> ConflictingAnswer:
    return ConflictingAnswer(answer.who, answer.event.verdict, answer.event.player_id, at)
