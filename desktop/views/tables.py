"""Tables without a grid, a row at a time."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

# Columns fit what is in so many rows: to measure a thousand, as Qt does, holds the window up.
ROWS_MEASURED = 50


def plain_table(model: QAbstractItemModel, name: str) -> QTableView:
    """A table whose first column takes the room that is left; the arrow keys move in it, Tab leaves it."""
    table = fitted_table(model, name)
    table.setAlternatingRowColors(True)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table


def fitted_table(model: QAbstractItemModel, name: str) -> QTableView:
    """A table whose columns are as wide as what is in them."""
    table = QTableView()
    table.setModel(model)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setAccessibleName(name)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setResizeContentsPrecision(ROWS_MEASURED)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return table
