"""The seasons of a player: team and number in each, edited in place."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from core.types import Player
from desktop.models.seasons import SeasonsModel
from desktop.views.parts import button, label
from desktop.views.tables import fitted_table

ROWS_SHOWN = 3


class PlayerSeasons(QWidget):
    """A small table, and what adds a season to it and takes one out."""

    changed = Signal(object, object)
    """The `Player`, and the list of their seasons."""

    def __init__(self) -> None:
        super().__init__()
        self._player: Player | None = None
        self.model = SeasonsModel(self)
        self.table = fitted_table(self.model, self.tr("Seasons"))
        trigger = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(
            trigger.DoubleClicked | trigger.SelectedClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed
        )
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.add_button = button(self.tr("Add a season"), self.add, "link")
        self.remove_button = button(self.tr("Remove the season"), self.remove, "link")
        head = QHBoxLayout()
        head.addWidget(label(self.tr("SEASONS"), "section"), 1)
        head.addWidget(self.remove_button)
        head.addWidget(self.add_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.table)
        self.model.edited.connect(self._on_edited)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self._fit()

    def show_player(self, player: Player) -> None:
        """Show a player's seasons; one that is being named stays."""
        same = self._player is not None and self._player.id == player.id
        self._player = player
        if not (same and len(self.model.seasons()) < self.model.rowCount()):
            self.model.show_seasons(player.seasons)
        self._fit()

    def _fit(self) -> None:
        """As high as its rows, up to a few."""
        count = self.model.rowCount()
        self.table.setVisible(count > 0)
        self.remove_button.setVisible(count > 0)
        self.remove_button.setEnabled(self.table.currentIndex().isValid())
        row = self.table.verticalHeader().defaultSectionSize()
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + row * min(count, ROWS_SHOWN) + 2)

    @Slot()
    def add(self) -> None:
        """Begin another season, with the team and number that the player has now."""
        if self._player is not None:
            index = self.model.add(self._player.team, self._player.number)
            self._fit()
            self.table.setCurrentIndex(index)
            self.table.edit(index)

    @Slot()
    def remove(self) -> None:
        """Take the chosen season out."""
        index = self.table.currentIndex()
        if index.isValid():
            self.model.remove(index.row())
            self._fit()

    @Slot()
    def _on_edited(self) -> None:
        if self._player is not None:
            self.changed.emit(self._player, self.model.seasons())

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.remove_button.setEnabled(current.isValid())
