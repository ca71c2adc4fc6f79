"""The roster as a table, and as the names that a field completes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from core.types import Player
from desktop.models import roles
from desktop.models.roles import ROOT, Index

NAME, NUMBER, TEAM, REFERENCES, PHOTOS = range(5)


class PlayersModel(QAbstractTableModel):
    """Players by name; the display role sorts as it reads, the numbers as numbers."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._players: list[Player] = []

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """Players on the roster."""
        return 0 if parent.isValid() else len(self._players)

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """Name, number, team, references, photos."""
        return 0 if parent.isValid() else 5

    def headerData(  # noqa: N802
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The columns' titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles()[section]
        return None

    def _titles(self) -> tuple[str, ...]:
        return (
            self.tr("Name"),
            self.tr("Number"),
            self.tr("Team"),
            self.tr("References"),
            self.tr("Photos"),
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One field of a player; the player itself by `roles.PLAYER`."""
        if not index.isValid():
            return None
        player = self._players[index.row()]
        if role == roles.PLAYER:
            return player
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return _field(player, index.column())
        return None

    def players(self) -> list[Player]:
        """The roster in order."""
        return list(self._players)

    def set_players(self, players: list[Player]) -> None:
        """Show another roster."""
        self.beginResetModel()
        self._players = players
        self.endResetModel()


def _field(player: Player, column: int) -> str | int:
    fields: dict[int, str | int] = {
        NAME: player.name,
        NUMBER: player.number,
        TEAM: player.team,
        REFERENCES: player.references,
        PHOTOS: player.photos,
    }
    return fields[column]
