"""The roster as a table, and as the names that a field completes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from core.types import Player
from desktop.models import roles
from desktop.models.table import TableModel

NAME, NUMBER, TEAM, REFERENCES, PHOTOS = range(5)


class PlayersModel(TableModel[Player]):
    """Players by name; the display role sorts as it reads, the numbers as numbers."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, roles.PLAYER)

    def titles(self) -> tuple[str, ...]:
        """Name, number, team, references, photos."""
        return (
            self.tr("Name"),
            self.tr("Number"),
            self.tr("Team"),
            self.tr("References"),
            self.tr("Photos"),
        )

    def fields(self, row: Player) -> tuple[str | int, ...]:
        """A player, column by column."""
        return (row.name, row.number, row.team, row.references, row.photos)

    def players(self) -> list[Player]:
        """The roster in order."""
        return self.rows()

    def set_players(self, players: Sequence[Player]) -> None:
        """Show another roster."""
        self._show(players)
