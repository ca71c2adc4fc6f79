"""The roster: who plays, and what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QSortFilterProxyModel, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
)

from core.changes import Changes
from core.types import Player, PlayerId, PlayerUpdate
from desktop import operations, verdicts
from desktop.answers import Answers
from desktop.document import Document, Latest
from desktop.keys import Keymap
from desktop.models import roles
from desktop.models.players import NAME, PlayersModel
from desktop.verdicts import Answer
from desktop.views.merge_dialog import MergeDialog
from desktop.views.name_field import NamesModel
from desktop.views.parts import EmptyState, Place, bar, button, column, fill, label
from desktop.views.player_dialog import PlayerDialog


class PlayersView(Place):
    """A table of players to search and to edit, and three ways to add some.

    It also keeps the names that every name field completes from.
    """

    def __init__(self, document: Document, answers: Answers, names: NamesModel, keys: Keymap) -> None:
        super().__init__(document)
        self._answers = answers
        self._merged: Answer | None = None
        self._names = names
        self._everybody: Sequence[Player] = ()
        self._reading = Latest(document, self)
        self._searching = Latest(document, self)
        self._opening = Latest(document, self)
        self.players = PlayersModel(self)
        self.shown = QSortFilterProxyModel(self)
        self.shown.setSourceModel(self.players)
        self.shown.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.shown.setSortLocaleAware(True)
        self._build()
        for changed in (answers.given, answers.taken_back, answers.failed):
            changed.connect(self._on_answers)
        keys.bind("players.search", self, self.search.setFocus)
        keys.bind("players.edit", self.table, self.edit)

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
        self.search.textChanged.connect(self._on_search)
        self.team_filter = QComboBox()
        self.team_filter.setAccessibleName(self.tr("Team"))
        self.team_filter.setMinimumWidth(130)
        self.team_filter.currentIndexChanged.connect(self._on_team)
        self.count = label("", "quiet")
        self.edit_button = button(self.tr("Edit…   F2"), self.edit)
        self.edit_button.setEnabled(False)
        self.merge_button = button(self.tr("Merge…"), self.merge)
        self.merge_button.setEnabled(False)
        self.merge_button.setToolTip(self.tr("Select two players who are one person (Ctrl and click)."))
        self.undo_button = button(self.tr("Undo the merge"), self._answers.undo, "link")
        self.undo_button.hide()
        self.roster_button = button(self.tr("Import roster (CSV)…"), self._choose_roster)
        self.enroll_button = button(self.tr("Enrol from a folder…"), self._choose_folder)
        title = label(self.tr("Players"), "title")
        return bar(
            "header",
            title,
            self.count,
            None,
            self.undo_button,
            self.search,
            self.team_filter,
            self.edit_button,
            self.merge_button,
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
        table.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        table.setAccessibleName(self.tr("Players"))
        table.doubleClicked.connect(self.edit)
        table.selectionModel().selectionChanged.connect(self._on_selected)
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
        self._reading.ask(operations.find_players(), self._on_everybody)

    @Slot(object)
    def _on_everybody(self, players: Sequence[Player]) -> None:
        self._everybody = players
        self._names.set_players(players)
        self.count.setText(str(len(players)) if players else "")
        self.pages.setCurrentIndex(1 if players else 0)
        self._show_teams({player.team for player in players if player.team})
        self._filter()

    def _show_teams(self, teams: set[str]) -> None:
        wanted = self.team_filter.currentData()
        with QSignalBlocker(self.team_filter):
            self.team_filter.clear()
            self.team_filter.addItem(self.tr("All teams"), "")
            for team in sorted(teams, key=str.casefold):
                self.team_filter.addItem(team, team)
            self.team_filter.setCurrentIndex(max(self.team_filter.findData(wanted), 0))

    @Slot()
    def _on_search(self) -> None:
        with QSignalBlocker(self.team_filter):
            self.team_filter.setCurrentIndex(0)
        self._filter()

    @Slot()
    def _on_team(self) -> None:
        with QSignalBlocker(self.search):
            self.search.clear()
        self._filter()

    def _filter(self) -> None:
        """Show everybody, those of a team, or those with what is searched for."""
        text, team = self.search.text().strip(), self.team_filter.currentData()
        self._searching.drop()
        if team:
            self._searching.ask(operations.list_team(team), self._on_found)
        elif text:
            self._searching.ask(operations.find_players(text), self._on_found)
        else:
            self._on_found(self._everybody)

    @Slot(object)
    def _on_found(self, players: Sequence[Player]) -> None:
        chosen = self.chosen()
        self.players.set_players(players)
        ids = [player.id for player in players]
        if chosen is not None and chosen.id in ids:
            index = self.players.index(ids.index(chosen.id), NAME)
            self.table.setCurrentIndex(self.shown.mapFromSource(index))

    def chosen(self) -> Player | None:
        """The player whose row is current."""
        player = self.table.currentIndex().data(roles.PLAYER)
        return player if isinstance(player, Player) else None

    @Slot()
    def _on_selected(self) -> None:
        count = len(self.selected())
        self.edit_button.setEnabled(count == 1)
        self.merge_button.setEnabled(count == 2)

    def selected(self) -> list[Player]:
        """The players whose rows are selected."""
        return [index.data(roles.PLAYER) for index in self.table.selectionModel().selectedRows()]

    @Slot()
    def merge(self) -> None:
        """Ask which of the two selected players stays."""
        first, second = self.selected()
        dialog = MergeDialog(first, second, self)
        dialog.wanted.connect(self._on_merged)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object, object)
    def _on_merged(self, keep: Player, other: Player) -> None:
        self._merged = verdicts.merge(keep, other)
        self._answers.give(self._merged)

    @Slot()
    def _on_answers(self) -> None:
        """The way back is offered for as long as the merge is the last answer."""
        merged = self._merged is not None and self._answers.next_undo is self._merged
        self.undo_button.setVisible(merged)

    @Slot()
    def edit(self) -> None:
        """Change what is known of the chosen player."""
        player = self.chosen()
        if player is not None:
            self._opening.ask(operations.read_player(player.id), self._on_opened)

    @Slot(object)
    def _on_opened(self, player: Player) -> None:
        dialog = PlayerDialog(player, self)
        dialog.wanted.connect(self._on_changed_player)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object, object)
    def _on_changed_player(self, player_id: PlayerId, changed: PlayerUpdate) -> None:
        self.document.run(operations.update_player(player_id, changed))

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
