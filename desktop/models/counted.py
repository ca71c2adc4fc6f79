"""A flat list of which Qt itself knows how long it is."""

from __future__ import annotations

from PySide6.QtCore import QObject, QStringListModel, Qt

from desktop.models.roles import Index

FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class CountedModel(QStringListModel):
    """The base of models with many rows, which keep the rows themselves and answer `data`.

    Whenever a view lays out its rows it asks twice a row how many there are. Where Python answers, that
    takes half a second of 100,000 rows. Here of the list of strings only the length is used.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # Before any view is told: until then the rows are as they were, from then on they are not.
        self.rowsRemoved.connect(self._on_rows_removed)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows are chosen, not edited."""
        return FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def count_anew(self, rows: int) -> None:
        """There are other rows now, so many."""
        self.setStringList([""] * rows)

    def _on_rows_removed(self, _parent: Index, first: int, last: int) -> None:
        self.let_go(first, last)

    def let_go(self, first: int, last: int) -> None:
        """Forget rows that have been removed; for models that remove some."""
        raise NotImplementedError
