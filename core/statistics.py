"""Figures about a library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from core.db.engine import Database
from core.db.queries import NAMED_STATES
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
from core.types import Amount, FaceState, LibraryFigures, ReviewSpeed, SessionId, Source, Verdict

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
                players=_count(session, PlayerRow),
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


def _by_player(session: Session) -> dict[str, int]:
    counts = (
        select(FaceRow.player_id, NAMED.label("faces"))
        .where(FaceRow.player_id.is_not(None))
        .group_by(FaceRow.player_id)
        .subquery()
    )
    named = select(PlayerRow.name, counts.c.faces).join(counts, counts.c.player_id == PlayerRow.id)
    rows = session.execute(named.where(counts.c.faces > 0)).all()
    totals: Counter[str] = Counter()
    for name, faces in sorted(rows):  # two players may share a name
        totals[name] += faces
    return dict(totals.most_common())


def _by_gallery(session: Session) -> dict[str, Amount]:
    faces = (
        select(GalleryPhotoRow.gallery_id, func.count().label("faces"), NAMED.label("named"))
        .join(FaceRow, FaceRow.photo_id == GalleryPhotoRow.photo_id)
        .group_by(GalleryPhotoRow.gallery_id)
        .subquery()
    )
    photos = (
        select(GalleryPhotoRow.gallery_id, func.count().label("photos"))
        .group_by(GalleryPhotoRow.gallery_id)
        .subquery()
    )
    rows = session.execute(
        select(GalleryRow.name, photos.c.photos, faces.c.faces, faces.c.named)
        .outerjoin(photos, photos.c.gallery_id == GalleryRow.id)
        .outerjoin(faces, faces.c.gallery_id == GalleryRow.id)
        .order_by(GalleryRow.name)
    )
    return {name: Amount(*(number or 0 for number in numbers)) for name, *numbers in rows}


def _by_day(session: Session) -> dict[date, Amount]:
    day = func.date(PhotoRow.taken_at)
    rows = session.execute(
        select(day, func.count(), func.sum(PhotoRow.face_count), func.sum(PhotoRow.named_count))
        .where(PhotoRow.taken_at.is_not(None))
        .group_by(day)
        .order_by(day)
    )
    return {date.fromisoformat(text): Amount(photos, faces, named) for text, photos, faces, named in rows}


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
