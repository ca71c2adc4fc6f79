"""What every table of rows shares: counting, titles, and a row by its role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from desktop.models.roles import ROOT, Index

Row = TypeVar("Row")


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows of one kind; a subclass says what the columns are and what a row shows in them."""

    def __init__(self, parent: QObject, row_role: int) -> None:
        super().__init__(parent)
        self._row_role = row_role
        self._rows: list[Row] = []

    def titles(self) -> tuple[str, ...]:
        """The columns' titles."""
        raise NotImplementedError

    def fields(self, row: Row) -> tuple[str | int, ...]:
        """What a row shows, column by column."""
        raise NotImplementedError

    def rows(self) -> list[Row]:
        """The rows in order."""
        return list(self._rows)

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """Rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """Columns."""
        return 0 if parent.isValid() else len(self.titles())

    def headerData(  # noqa: N802
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The columns' titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.titles()[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One field of a row; the row itself by the model's own role."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == self._row_role:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.fields(row)[index.column()]
        return None

    def _show(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()
