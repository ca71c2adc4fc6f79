"""Training as tables: how ready each player is, and the sessions there have been."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QObject,
    Qt,
)

from core.types import CurvePoint, PlayerReadiness, TrainingSession
from desktop.models import roles
from desktop.models.roles import ROOT, Index

# Below this a player is trained, but one odd picture weighs too much.
FEW_FACES = 3


class ReadinessModel(QAbstractTableModel):
    """Players with what training would have of each, those who lack faces first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[PlayerReadiness] = []

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """Players."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """Player, state, usable, low quality, outliers."""
        return 0 if parent.isValid() else 5

    def headerData(  # noqa: N802
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The columns' titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Player"),
                self.tr("State"),
                self.tr("Usable"),
                self.tr("Too poor"),
                self.tr("Look wrong"),
            )[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One field of a player's readiness."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == roles.READINESS:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            fields = (row.player, self.state(row), row.usable, row.low_quality, len(row.outliers))
            return fields[index.column()]
        return None

    def state(self, row: PlayerReadiness) -> str:
        """A player's readiness in words, with a mark that doesn't need colour."""
        if row.usable == 0:
            return self.tr("✕  No face yet")
        if row.outliers:
            return self.tr("!  Check the odd ones")
        if row.usable < FEW_FACES:
            return self.tr("△  Few faces")
        return self.tr("✓  Ready")

    def set_rows(self, rows: tuple[PlayerReadiness, ...]) -> None:
        """Show other players."""
        self.beginResetModel()
        self._rows = sorted(rows, key=lambda row: (row.usable, row.player))
        self.endResetModel()


class SessionsModel(QAbstractTableModel):
    """Training sessions, the newest first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._sessions: list[TrainingSession] = []

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """Sessions."""
        return 0 if parent.isValid() else len(self._sessions)

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """Active, when, players, faces, threshold, precision, recall."""
        return 0 if parent.isValid() else 7

    def headerData(  # noqa: N802
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The columns' titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Active"),
                self.tr("When"),
                self.tr("Players"),
                self.tr("Faces"),
                self.tr("Tags from"),
                self.tr("Precision"),
                self.tr("Recall"),
            )[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One field of a session; the session itself by `roles.SESSION`."""
        if not index.isValid():
            return None
        session = self._sessions[index.row()]
        if role == roles.SESSION:
            return session
        if role == Qt.ItemDataRole.DisplayRole:
            return self._fields(session)[index.column()]
        return None

    def _fields(self, session: TrainingSession) -> tuple[str | int, ...]:
        point = point_at(session, session.threshold)
        when = session.created_at.astimezone().strftime("%Y-%m-%d %H:%M")
        return (
            self.tr("● active") if session.active else "",
            when,
            session.players,
            session.faces,
            percent(session.threshold),
            percent(point.precision) if point else "–",
            percent(point.recall) if point else "–",
        )

    def sessions(self) -> list[TrainingSession]:
        """The sessions in order."""
        return list(self._sessions)

    def set_sessions(self, sessions: tuple[TrainingSession, ...]) -> None:
        """Show other sessions."""
        self.beginResetModel()
        self._sessions = list(sessions)
        self.endResetModel()


def point_at(session: TrainingSession, threshold: float) -> CurvePoint | None:
    """The point of the session's curve nearest to a threshold; None where there is no curve."""
    distance = {point: abs(point.threshold - threshold) for point in session.curve}
    return min(distance, key=distance.__getitem__) if distance else None


def percent(value: float) -> str:
    """A fraction as a percentage in the user's language."""
    return f"{QLocale().toString(value * 100, 'f', 1)} %"
