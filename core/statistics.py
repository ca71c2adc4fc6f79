"""Figures about a library."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

from sqlalchemy import ColumnElement, case, func, select, text
from sqlalchemy.orm import Session

from core.db.engine import Database
from core.db.queries import NAMED_STATES, count_faces, rows_of
from core.db.schema import (
    DecisionRow,
    FaceRow,
    FileFailureRow,
    GalleryPhotoRow,
    GalleryRow,
    PhotoRow,
    PlayerRow,
    TrainingSessionRow,
)
from core.settings import Settings
from core.types import (
    Amount,
    FaceState,
    LibraryFigures,
    PlayerFaces,
    PlayerId,
    ReviewSpeed,
    SessionId,
    Source,
    Verdict,
)

# A reviewer who gave no answer for so long was not reviewing.
PAUSE_S = 60.0


class Statistics:
    """Figures of a library."""

    def __init__(self, database: Database, settings: Callable[[], Settings]) -> None:
        self._database = database
        self._settings = settings

    def figures(self) -> LibraryFigures:
        """The figures now."""
        pack = self._settings().pack
        with self._database.read() as session:
            active = session.scalar(select(TrainingSessionRow.id).where(TrainingSessionRow.active))
            states = session.execute(select(FaceRow.state, func.count()).group_by(FaceRow.state)).all()
            by_state = {FaceState(state): number for state, number in states}
            return LibraryFigures(
                photos=_count(session, PhotoRow),
                faces=sum(by_state.values()),
                players=session.scalar(select(func.count()).where(~PlayerRow.merged)) or 0,
                failures=_count(session, FileFailureRow),
                by_state=by_state,
                by_player=_by_player(session),
                by_gallery=_by_gallery(session),
                by_day=_by_day(session),
                pack=pack,
                session_id=SessionId(active) if active else None,
                review=_review_speed(session),
            )


def _count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


# The condition is in the sum, not in a WHERE: so SQLite reads the one index that holds all of it.
NAMED: ColumnElement[int] = func.sum(case((FaceRow.state.in_(NAMED_STATES), 1), else_=0))


def _by_player(session: Session) -> tuple[PlayerFaces, ...]:
    counts = (
        select(FaceRow.player_id, NAMED.label("faces"))
        .where(FaceRow.player_id.is_not(None))
        .group_by(FaceRow.player_id)
        .subquery()
    )
    named = select(PlayerRow.id, PlayerRow.name, counts.c.faces).join(
        counts, counts.c.player_id == PlayerRow.id
    )
    found = rows_of(session, named.where(counts.c.faces > 0))
    most_first = sorted(found, key=lambda row: (-row[2], row[1], row[0]))
    return tuple(PlayerFaces(PlayerId(player_id), name, faces) for player_id, name, faces in most_first)


def _by_gallery(session: Session) -> dict[str, Amount]:
    photos = dict(
        session.execute(
            select(GalleryPhotoRow.gallery_id, func.count()).group_by(GalleryPhotoRow.gallery_id)
        ).all()
    )
    faces = count_faces(session)
    return {
        name: Amount(
            photos=photos.get(gallery_id, 0),
            faces=sum(faces.get(gallery_id, {}).values()),
            named=sum(faces.get(gallery_id, {}).get(FaceState(state), 0) for state in NAMED_STATES),
        )
        for gallery_id, name in session.execute(
            select(GalleryRow.id, GalleryRow.name).order_by(GalleryRow.name)
        )
    }


# From one day to the next, each added up where the index has it: grouped by day all photos would be sorted.
# A tilde is after all that a time goes on with.
BY_DAY = """
    WITH RECURSIVE days(day) AS (
        SELECT substr(min(taken_at), 1, 10) FROM photo
        UNION ALL
        SELECT (SELECT substr(min(taken_at), 1, 10) FROM photo WHERE taken_at > day || '~')
        FROM days WHERE day IS NOT NULL
    )
    SELECT day, (
        SELECT json_array(count(*), sum(face_count), sum(named_count))
        FROM photo WHERE taken_at BETWEEN day AND day || '~'
    )
    FROM days WHERE day IS NOT NULL
"""


def _by_day(session: Session) -> dict[date, Amount]:
    found = session.execute(text(BY_DAY))
    return {date.fromisoformat(day): Amount(*json.loads(amounts)) for day, amounts in found}


def _review_speed(session: Session) -> ReviewSpeed:
    answers = (DecisionRow.source == Source.PERSON, DecisionRow.verdict != Verdict.UNDO)
    acts = (
        select(func.min(func.julianday(DecisionRow.at)).label("at"), func.count().label("faces"))
        .where(*answers)
        .group_by(DecisionRow.batch_id)
        .subquery()
    )
    since_last = (acts.c.at - func.lag(acts.c.at).over(order_by=acts.c.at)) * 86_400
    gaps = select(acts.c.faces, since_last.label("seconds")).subquery()
    reviewing = gaps.c.seconds <= PAUSE_S
    total, faces, seconds = session.execute(
        select(
            func.count(),
            func.sum(case((reviewing, gaps.c.faces), else_=0)),
            func.sum(case((reviewing, gaps.c.seconds), else_=0.0)),
        )
    ).one()
    return ReviewSpeed(total, faces or 0, float(seconds or 0))
