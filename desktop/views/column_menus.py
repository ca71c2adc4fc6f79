"""A table's header with a menu for each column below its title."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableView, QWidget

MARGIN = 4


class ColumnMenus(QHeaderView):
    """Menus that stay above their columns; the first columns have none."""

    chosen = Signal(int)
    """The number of the column, those without a menu not counted, whose menu was used."""

    def __init__(self, first: int, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._first = first
        self._high = QComboBox().sizeHint().height() + 2 * MARGIN
        self.menus: list[QComboBox] = []
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.sectionResized.connect(self._place)
        parent.horizontalScrollBar().valueChanged.connect(self._place)

    def set_menus(self, titles: Sequence[str], choices: Sequence[tuple[str, object]], name: str) -> None:
        """A menu of the choices for each column; `name` says to a screen reader which, by {column}."""
        for old in self.menus:
            old.hide()
            old.deleteLater()
        self.menus = []
        for number, title in enumerate(titles):
            menu = QComboBox(self.viewport())
            menu.setAccessibleName(name.format(column=title))
            for words, value in choices:
                menu.addItem(words, value)
            menu.activated.connect(lambda _, number=number: self.chosen.emit(number))
            menu.show()
            self.menus.append(menu)
        self._place()

    def sizeHint(self) -> QSize:  # noqa: N802
        """A title and a menu high."""
        usual = super().sizeHint()
        return QSize(usual.width(), usual.height() + self._high)

    def updateGeometries(self) -> None:  # noqa: N802
        """Put the menus where the columns are by now."""
        super().updateGeometries()
        self._place()

    @Slot()
    def _place(self) -> None:
        top = self.height() - self._high + MARGIN
        for number, menu in enumerate(self.menus):
            column = number + self._first
            if column < self.count():
                width = self.sectionSize(column) - 2 * MARGIN
                menu.setGeometry(
                    self.sectionViewportPosition(column) + MARGIN, top, width, self._high - 2 * MARGIN
                )


def with_menus(table: QTableView, first: int) -> ColumnMenus:
    """Give a table such a header."""
    header = ColumnMenus(first, table)
    table.setHorizontalHeader(header)
    header.setSectionsClickable(False)
    return header


def focus_order(menus: Sequence[QWidget], after: QWidget) -> None:
    """Let Tab go through the menus after another widget."""
    for menu in menus:
        QWidget.setTabOrder(after, menu)
        after = menu
