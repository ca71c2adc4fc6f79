"""The seasons of a player as a small table that is edited in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from core.types import Season
from desktop.models import roles
from desktop.models.roles import Index
from desktop.models.table import TableModel

FIELDS = ("season", "team", "number")


class SeasonsModel(TableModel[Season]):
    """Seasons, the latest first; one that was just added has no name yet and is not kept until it has."""

    edited = Signal()
    """The user changed a season, added or removed one."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, roles.SEASON)

    def titles(self) -> tuple[str, ...]:
        """Season, team, number."""
        return (self.tr("Season"), self.tr("Team"), self.tr("No."))

    def fields(self, row: Season) -> tuple[str | int, ...]:
        """A season, column by column."""
        return (row.season, row.team, row.number)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Each field is edited in place."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Change a field; a name that another season has is not taken."""
        text, field = str(value).strip(), FIELDS[index.column()]
        old = self._rows[index.row()]
        taken = field == "season" and (not text or any(one.season == text for one in self._rows))
        if role != Qt.ItemDataRole.EditRole or getattr(old, field) == text or taken:
            return False
        self._rows[index.row()] = replace(old, **{field: text})
        self.dataChanged.emit(index, index)
        if self._rows[index.row()].season:
            self.edited.emit()
        return True

    def seasons(self) -> list[Season]:
        """The seasons that have a name."""
        return [season for season in self._rows if season.season]

    def show_seasons(self, seasons: Sequence[Season]) -> None:
        """Show other seasons."""
        if list(seasons) != self._rows:
            self._show(seasons)

    def add(self, team: str, number: str) -> Index:
        """A season without a name at the top; the index of what is to be typed."""
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._rows.insert(0, Season("", team, number))
        self.endInsertRows()
        return self.index(0, 0)

    def remove(self, row: int) -> None:
        """Take a season out."""
        self.beginRemoveRows(QModelIndex(), row, row)
        gone = self._rows.pop(row)
        self.endRemoveRows()
        if gone.season:
            self.edited.emit()
