"""Figures about a library."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from core.db.engine import Database
from core.db.schema import (
    DecisionRow,
    FaceRow,
    FileFailureRow,
    GalleryRow,
    PhotoRow,
    PlayerRow,
    TrainingSessionRow,
)
from core.types import FaceState, Source


@dataclass(frozen=True, slots=True)
class LibraryFigures:
    """Counts over a whole library; `by_player` counts confirmed and tagged faces by name."""

    photos: int
    faces: int
    players: int
    galleries: int
    failures: int
    decisions: int
    training_sessions: int
    by_state: dict[FaceState, int]
    by_player: dict[str, int]


class Statistics:
    """Figures of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def figures(self) -> LibraryFigures:
        """The figures now."""
        with self._database.read() as session:

            def count(table: type, *conditions: ColumnElement[bool]) -> int:
                query = select(func.count()).select_from(table).where(*conditions)
                return session.scalar(query) or 0

            states = session.execute(select(FaceRow.state, func.count()).group_by(FaceRow.state))
            named = session.execute(
                select(PlayerRow.name, func.count())
                .join(FaceRow, FaceRow.player_id == PlayerRow.id)
                .where(FaceRow.state.in_((FaceState.CONFIRMED.value, FaceState.TAGGED.value)))
                .group_by(PlayerRow.id)
                .order_by(func.count().desc(), PlayerRow.name)
            )
            return LibraryFigures(
                photos=count(PhotoRow),
                faces=count(FaceRow),
                players=count(PlayerRow),
                galleries=count(GalleryRow),
                failures=count(FileFailureRow),
                decisions=count(DecisionRow, DecisionRow.source == Source.PERSON),
                training_sessions=count(TrainingSessionRow),
                by_state={FaceState(state): number for state, number in states},
                by_player=dict(named.all()),
            )
