"""The values that a condition of a filter offers, as a table of words and photos that a text narrows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from desktop.models import roles
from desktop.models.conditions import Offer, Values
from desktop.models.roles import Index
from desktop.models.table import RIGHT, TableModel

PHOTOS = 1


class OffersModel(TableModel[Offer]):
    """The offers that a text is found in; a tick says which are chosen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, roles.OFFER)
        self._offers: Sequence[Offer] = ()
        self._chosen: Values = frozenset()
        self._text = ""

    def titles(self) -> tuple[str, ...]:
        """Two columns that need none."""
        return ("", "")

    def fields(self, row: Offer) -> tuple[str, str]:
        """The words and how many photos."""
        return row.words, "" if row.photos is None else str(row.photos)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The fields, the tick of the first of them, and the photos on the right."""
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and index.column() != PHOTOS:
            ticked = self._rows[index.row()].value in self._chosen
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == PHOTOS:
            return RIGHT
        return super().data(index, role)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Show other offers, of which a text is still looked for."""
        if offers != self._offers:
            self._offers = offers
            self._narrow()

    def choose(self, chosen: Values) -> None:
        """Tick other values."""
        self._chosen = chosen
        last = self.rowCount() - 1
        if last >= 0:
            self.dataChanged.emit(self.index(0, 0), self.index(last, 0), [Qt.ItemDataRole.CheckStateRole])

    def find(self, text: str) -> None:
        """Show only what has a text in it, but for case."""
        self._text = text.casefold()
        self._narrow()

    def row_of(self, value: object) -> int | None:
        """Where a value stands among those that are shown."""
        return next((row for row, offer in enumerate(self._rows) if offer.value == value), None)

    def _narrow(self) -> None:
        self._show([one for one in self._offers if self._text in one.words.casefold()])
