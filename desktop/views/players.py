"""The roster: who plays, and what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSortFilterProxyModel, Qt, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
)

from core.changes import Changes
from core.types import Player, PlayerId
from desktop import operations
from desktop.document import Document, Latest
from desktop.models.players import NAME, PlayersModel
from desktop.views.name_field import NamesModel
from desktop.views.parts import EmptyState, Place, bar, button, column, fill, label, shortcut


class PlayersView(Place):
    """A table of players with a search field, and three ways to add some.

    It also keeps the names that every name field completes from.
    """

    def __init__(self, document: Document, names: NamesModel) -> None:
        super().__init__(document)
        self._names = names
        self._reading = Latest(document, self)
        self.players = PlayersModel(self)
        self.shown = QSortFilterProxyModel(self)
        self.shown.setSourceModel(self.players)
        self.shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.shown.setFilterKeyColumn(-1)
        self.shown.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.shown.setSortLocaleAware(True)
        self._build()
        shortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)

    def _build(self) -> None:
        self.table = self._make_table()
        self.empty = EmptyState(
            self.tr("No players yet"),
            self.tr(
                "Import the roster, enrol players from a folder of pictures (a folder per player), "
                "or name faces while you review."
            ),
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.table)
        self.setFocusProxy(self.table)
        fill(self, column(self._header(), self.pages, self._adder(), grows=self.pages))

    def _header(self) -> QFrame:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search the roster"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(220)
        self.search.textChanged.connect(self.shown.setFilterFixedString)
        self.count = label("", "quiet")
        self.roster_button = button(self.tr("Import roster (CSV)…"), self._choose_roster)
        self.enroll_button = button(self.tr("Enrol from a folder…"), self._choose_folder)
        title = label(self.tr("Players"), "title")
        return bar(
            "header",
            title,
            self.count,
            None,
            self.search,
            self.roster_button,
            self.enroll_button,
        )

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.shown)
        table.setSortingEnabled(True)
        table.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setAccessibleName(self.tr("Players"))
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(110)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        return table

    def _adder(self) -> QFrame:
        self.name = _field(self.tr("Name"), 240)
        self.number = _field(self.tr("Number"), 90)
        self.team = _field(self.tr("Team"), 180)
        self.add_button = button(self.tr("Add player"), self.add)
        self.add_button.setEnabled(False)
        for field in (self.name, self.number, self.team):
            field.returnPressed.connect(self.add)
        self.name.textChanged.connect(self._on_name)
        return bar("actions", self.name, self.number, self.team, self.add_button, None)

    def concerns(self, changes: Changes, initiator: object) -> bool:  # noqa: ARG002
        """The roster and its counts."""
        return bool(changes.players or changes.photos)

    def reload(self) -> None:
        """Read the roster."""
        self._reading.ask(operations.list_players(), self._on_players)

    @Slot(object)
    def _on_players(self, players: Sequence[Player]) -> None:
        self.players.set_players(players)
        self._names.set_players(players)
        self.count.setText(str(len(players)) if players else "")
        self.pages.setCurrentIndex(1 if players else 0)

    @Slot(str)
    def _on_name(self, name: str) -> None:
        self.add_button.setEnabled(bool(name.strip()))

    @Slot()
    def add(self) -> None:
        """Put the player in the fields on the roster."""
        name = self.name.text().strip()
        if name:
            number, team = self.number.text().strip(), self.team.text().strip()
            player = Player(PlayerId(""), name, number, team)
            self.document.run(operations.add_player(player))
            self.name.clear()
            self.number.clear()
            self.name.setFocus()

    def import_roster(self, path: Path) -> None:
        """Put the players of a CSV file on the roster."""
        self.document.run(operations.import_roster(path))

    def enroll(self, folder: Path) -> None:
        """Take reference photos from a folder."""
        self.document.run(operations.enroll(folder))

    @Slot()
    def _choose_roster(self) -> None:
        filters = self.tr("Rosters (*.csv *.txt *.tsv)")
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Import roster"), "", filters)
        if path:
            self.import_roster(Path(path))

    @Slot()
    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder with a folder per player"))
        if folder:
            self.enroll(Path(folder))


def _field(name: str, width: int) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    field.setFixedWidth(width)
    return field
