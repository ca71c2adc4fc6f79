"""What every table of rows shares: counting, titles, and a row by its role."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from desktop.models import roles
from desktop.models.roles import ROOT, Index

Row = TypeVar("Row")

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


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

    def tip(self, row: Row) -> str:  # noqa: ARG002
        """What else is to be said of a row, where the pointer rests on it."""
        return ""

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
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tip(row)
        return None

    def _show(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()


Values = tuple[str | int, ...]


class ValuesModel(TableModel[Values]):
    """A table of plain values, column by column; what comes after the last title is not shown."""

    def __init__(self, titles: tuple[str, ...], parent: QObject) -> None:
        super().__init__(parent, roles.ROW)
        self._titles = titles

    def titles(self) -> tuple[str, ...]:
        """Those it was made with."""
        return self._titles

    def fields(self, row: Values) -> Values:
        """A row as it was given."""
        return row

    def set_rows(self, rows: Sequence[Values]) -> None:
        """Show other rows."""
        self._show(rows)


def moment(at: datetime) -> str:
    """When something was, by the clock on the wall."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")
