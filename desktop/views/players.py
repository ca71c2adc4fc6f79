"""The roster: who plays, and what is known of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHeaderView,
    QLineEdit,
    QMenu,
    QSplitter,
    QStackedWidget,
    QTableView,
)

from core.changes import Changes
from core.types import Player, PlayerId, RosterField, RosterMapping
from desktop import operations, rostering, verdicts
from desktop.answers import Answers
from desktop.document import Document, Latest, patiently
from desktop.keys import Keymap
from desktop.models import roles
from desktop.models.names import Names
from desktop.models.players import FIRST_COUNT, NAME, PlayersModel
from desktop.profile import Profile
from desktop.thumbnails import Pictures
from desktop.verdicts import Answer
from desktop.views.ask_path import Purpose, ask_file, ask_folder, ask_new_file
from desktop.views.code_files import CodeFiles
from desktop.views.erase_dialog import EraseDialog
from desktop.views.merge_dialog import MergeDialog
from desktop.views.parts import (
    EmptyState,
    Place,
    bar,
    button,
    column,
    fill,
    label,
    menu_button,
    turn,
)
from desktop.views.player_adder import PlayerAdder
from desktop.views.player_delegate import ROW, PlayerDelegate
from desktop.views.player_detail import PlayerDetail
from desktop.views.table_import import TableImportDialog

COUNT_WIDTH = 66


class PlayersView(Place):
    """A table of players to search and sort, one of them in full beside it, and ways to add some.

    It also keeps the names that every name field completes from.
    """

    photos_wanted = Signal(object, str)
    """The id and the name of a player whose photos are to be shown."""

    def __init__(
        self,
        document: Document,
        answers: Answers,
        crops: Pictures,
        names: Names,
        keys: Keymap,
        profile: Profile,
    ) -> None:
        super().__init__(document)
        self._answers = answers
        self._crops = crops
        self._names = names
        self._keys = keys
        self._profile = profile
        self._mine: list[Answer] = []
        self._wanted: PlayerId | None = None
        self._everybody: Sequence[Player] = ()
        self._reading = Latest(document, self)
        self._searching = Latest(document, self)
        self.players = PlayersModel(crops, self)
        self.detail = PlayerDetail(document, answers, crops, keys, profile)
        self._build()
        self._listen()

    def _build(self) -> None:
        self.table = self._make_table()
        self.empty = EmptyState(
            self.tr("No players yet"),
            self.tr(
                "Import the roster, enrol players from a folder of pictures (a folder per player), "
                "or name faces while you review."
            ),
        )
        first = button(self.tr("Import roster…"), self._choose_roster, "primary")
        for one in (first, button(self.tr("Enrol from a folder…"), self._choose_folder)):
            self.empty.add(one)
        self.empty.setFocusProxy(first)
        self.splitter = QSplitter()
        self.splitter.setObjectName("playersSplitter")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.splitter)
        self.merge_button = button(self.tr("Merge…"), self.merge)
        self.merge_button.setEnabled(False)
        self.merge_button.setToolTip(self.tr("Select two players who are one person (Ctrl and click)."))
        self.adder = PlayerAdder(self._names, self.merge_button)
        self.splitter.setFocusProxy(self.table)
        self.setFocusProxy(self.empty)
        fill(self, column(self._header(), self.pages, self.adder, grows=self.pages))

    def _header(self) -> QFrame:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search the roster"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(200)
        self.search.textChanged.connect(self._filter)
        self.team_filter = self._choice(self.tr("Team"))
        self.season_filter = self._choice(self.tr("Season"))
        self.count = label("", "quiet")
        self.undo_button = button("", self._answers.undo, "link")
        self.undo_button.hide()
        self.roster_button = button(self.tr("Import roster…"), self._choose_roster)
        self.enroll_button = button(self.tr("Enrol from a folder…"), self._choose_folder)
        self.codes = CodeFiles(self.document, self._profile, self._teams, self)
        menu = QMenu(self)
        self.export_action = menu.addAction(self.tr("Export roster…"), self._choose_export)
        menu.addSeparator()
        menu.addAction(self.tr("Import codes of Photo Mechanic…"), self.codes.ask_import)
        menu.addAction(self.tr("Export codes for Photo Mechanic…"), self.codes.ask_export)
        menu.addSeparator()
        self.own_data_action = menu.addAction(self.tr("Export all about a player…"), self._choose_own_data)
        self.own_data_action.setEnabled(False)
        self.erase_action = menu.addAction(self.tr("Erase a player…"), self.erase)
        self.erase_action.setEnabled(False)
        return bar(
            "header",
            label(self.tr("Players"), "title"),
            self.count,
            None,
            self.undo_button,
            self.search,
            self.team_filter,
            self.season_filter,
            self.roster_button,
            self.enroll_button,
            menu_button(self.tr("More"), menu),
        )

    def _choice(self, name: str) -> QComboBox:
        menu = QComboBox()
        menu.setAccessibleName(name)
        menu.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        menu.setMaximumWidth(170)
        menu.currentIndexChanged.connect(self._filter)
        return menu

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.players)
        table.setItemDelegateForColumn(NAME, PlayerDelegate(table))
        table.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setAccessibleName(self.tr("Players"))
        table.setDragDropMode(QTableView.DragDropMode.DropOnly)
        table.setDragDropOverwriteMode(True)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW)
        table.setMinimumWidth(520)
        header = table.horizontalHeader()
        header.setMinimumSectionSize(46)
        # Of those on screen only: to measure thousands takes longer than to show them.
        header.setResizeContentsPrecision(0)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for count in range(FIRST_COUNT, self.players.columnCount()):
            header.setSectionResizeMode(count, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(count, COUNT_WIDTH)
        return table

    def _listen(self) -> None:
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.doubleClicked.connect(self.edit)
        self.adder.wanted.connect(self._add)
        self.players.dropped.connect(self._on_dropped)
        self.detail.photos_wanted.connect(self.photos_wanted)
        self.detail.answered.connect(self._on_answered)
        for changed in (self._answers.given, self._answers.taken_back, self._answers.failed):
            changed.connect(self._on_answers)
        for name, owner, act in (
            ("players.search", self, self.search.setFocus),
            ("players.edit", self.table, self.edit),
            ("players.new", self, self.adder.name.setFocus),
            ("players.merge", self, self.merge),
            ("players.roster", self, self._choose_roster),
            ("players.enroll", self, self._choose_folder),
            ("players.references", self, self.detail.references.ask_photos),
            ("players.photos", self, self.detail.show_photos),
            ("players.undo", self, self._answers.undo),
            ("players.redo", self, self._answers.redo),
        ):
            self._keys.bind(name, owner, act)

    def concerns(self, changes: Changes, initiator: object) -> bool:  # noqa: ARG002
        """The roster and its counts."""
        return bool(changes.players or changes.photos)

    def reload(self) -> None:
        """Read the roster."""
        everybody = operations.find_players()
        self._reading.ask(everybody if self.isVisible() else patiently(everybody), self._on_everybody)

    @Slot(object)
    def _on_everybody(self, players: Sequence[Player]) -> None:
        self._everybody = players
        self._names.set_players(players)
        shown = self.splitter if players else self.empty
        turn(self.pages, shown)
        self.setFocusProxy(shown)
        self.export_action.setEnabled(bool(players))
        teams = {player.team for player in players} | {s.team for p in players for s in p.seasons}
        _refill(self.team_filter, self.tr("All teams"), sorted(teams - {""}, key=str.casefold))
        seasons = {season.season for player in players for season in player.seasons}
        _refill(self.season_filter, self.tr("All seasons"), sorted(seasons, reverse=True))
        self.season_filter.setVisible(bool(seasons))
        self._filter()

    @Slot()
    def _filter(self) -> None:
        """Show everybody, or those with what is searched for, of a team, in a season."""
        text = self.search.text().strip()
        team, season = self.team_filter.currentData(), self.season_filter.currentData()
        self._searching.drop()
        if text or team or season:
            self._searching.ask(rostering.list_players(text, team or "", season or ""), self._on_found)
        else:
            self._on_found(self._everybody)

    @Slot(object)
    def _on_found(self, players: Sequence[Player]) -> None:
        """Show these; who was selected stays so, and the list where it was scrolled to."""
        chosen, selected = self.chosen(), {player.id for player in self.selected()}
        at = self.table.verticalScrollBar().value()
        self.players.set_players(players)
        shown, everybody = len(players), len(self._everybody)
        words = self.tr("{shown} of {all}").format(shown=shown, all=everybody)
        self.count.setText(words if shown != everybody else str(everybody or ""))
        wanted, self._wanted = self._wanted or (chosen.id if chosen else None), None
        if wanted is not None and wanted not in selected:
            selected = {wanted}
        self._select(wanted, selected)
        self.table.verticalScrollBar().setValue(at)
        if chosen is None or wanted != chosen.id:
            self.table.scrollTo(self.table.currentIndex())
        self.detail.show_player(self.chosen())

    def _select(self, wanted: PlayerId | None, selected: Collection[PlayerId]) -> None:
        row = self.players.row_of(wanted) if wanted is not None else None
        if row is None and self.players.rowCount():
            row, selected = 0, {self.players.players()[0].id}
        if row is None:
            return
        model, keep = self.table.selectionModel(), QItemSelectionModel.SelectionFlag.NoUpdate
        model.setCurrentIndex(self.players.index(row, NAME), keep)
        chosen = QItemSelection()
        last = self.players.columnCount() - 1
        for number, player in enumerate(self.players.players()):
            if player.id in selected:
                chosen.select(self.players.index(number, 0), self.players.index(number, last))
        model.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def chosen(self) -> Player | None:
        """The player whose row is current."""
        player = self.table.currentIndex().data(roles.PLAYER)
        return player if isinstance(player, Player) else None

    def selected(self) -> list[Player]:
        """The players whose rows are selected."""
        return [index.data(roles.PLAYER) for index in self.table.selectionModel().selectedRows()]

    @Slot()
    def _on_current(self) -> None:
        self.detail.show_player(self.chosen())

    @Slot()
    def _on_selected(self) -> None:
        self.merge_button.setEnabled(len(self.selected()) == 2)
        for action in (self.erase_action, self.own_data_action):
            action.setEnabled(len(self.selected()) == 1)

    @Slot()
    def merge(self) -> None:
        """Ask which of the two selected players stays."""
        selected = self.selected()
        if len(selected) == 2:
            first, second = selected
            dialog = MergeDialog(self.document, self._crops, first, second, self)
            dialog.wanted.connect(self._on_merged)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    @Slot()
    def erase(self) -> None:
        """Ask whether the selected player is to be erased, with all that is known of them."""
        selected = self.selected()
        if len(selected) == 1:
            dialog = EraseDialog(self.document, self._profile, selected[0], self)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    @Slot(object, object)
    def _on_merged(self, keep: Player, other: Player) -> None:
        self._wanted = keep.id
        answer = verdicts.merge(keep, other)
        self._answers.give(answer)
        self._on_answered(answer)

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        self._mine.append(answer)
        self._on_answers()

    @Slot()
    def _on_answers(self) -> None:
        """The way back is offered for as long as the last answer is one that was given here."""
        last = self._answers.next_undo
        mine = last is not None and any(last is one for one in self._mine)
        self.undo_button.setVisible(mine)
        if last is not None and mine:
            self.undo_button.setText(self.tr("Undo: {act}").format(act=last.title))

    @Slot()
    def edit(self) -> None:
        """Change what is known of the chosen player."""
        self.detail.fields.name.setFocus()
        self.detail.fields.name.selectAll()

    @Slot(object, object)
    def _on_dropped(self, player: Player, paths: Sequence[Path]) -> None:
        self.detail.references.add_photos(player, paths)

    @Slot(object)
    def _add(self, player: Player) -> None:
        job = self.document.job(rostering.add_player(player))
        job.succeeded.connect(self._on_added)
        job.start()

    @Slot(object)
    def _on_added(self, changes: Changes) -> None:
        (self._wanted,) = changes.players

    def import_roster(self, path: Path) -> None:
        """Show what is in a roster file, and what an import would do."""
        dialog = TableImportDialog(self.document, path, RosterField, rostering.preview_roster, self)
        dialog.wanted.connect(self._on_roster)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object, object, bool)
    def _on_roster(self, path: Path, mapping: RosterMapping, skip_refused: bool) -> None:
        self.document.run(rostering.import_roster(path, mapping, skip_refused))

    def _teams(self) -> list[str]:
        """The teams there are, by name."""
        rows = range(1, self.team_filter.count())
        return [team for row in rows if (team := self.team_filter.itemData(row))]

    def export_roster(self, path: Path) -> None:
        """Write every player into a CSV file."""
        self.document.run(rostering.export_roster(path))

    def enroll(self, folder: Path) -> None:
        """Take reference photos from a folder."""
        self.document.run(rostering.enroll(folder))

    @Slot()
    def _choose_roster(self) -> None:
        filters = self.tr("Rosters (*.xlsx *.ods *.xls *.csv *.tsv *.txt)")
        path = ask_file(self._profile, self, self.tr("Import roster"), Purpose.ROSTER, filters)
        if path is not None:
            self.import_roster(path)

    @Slot()
    def _choose_export(self) -> None:
        title, kinds = self.tr("Export roster"), self.tr("Tables (*.csv)")
        path = ask_new_file(self._profile, self, title, Purpose.EXPORT, "roster.csv", kinds)
        if path is not None:
            self.export_roster(path)

    @Slot()
    def _choose_own_data(self) -> None:
        title = self.tr("Folder for all about a player")
        folder = ask_folder(self._profile, self, title, Purpose.EXPORT)
        if folder is not None:
            self.export_own_data(folder)

    def export_own_data(self, folder: Path) -> None:
        """Write all that is kept of the selected player into a folder."""
        for player in self.selected()[:1]:
            self.document.run(rostering.export_player(player.id, folder))

    @Slot()
    def _choose_folder(self) -> None:
        title = self.tr("Folder with a folder per player")
        folder = ask_folder(self._profile, self, title, Purpose.REFERENCES)
        if folder is not None:
            self.enroll(folder)


def _refill(menu: QComboBox, everything: str, names: Sequence[str]) -> None:
    """Other choices in a menu; the one that was chosen stays where it is still there."""
    wanted = menu.currentData()
    with QSignalBlocker(menu):
        menu.clear()
        menu.addItem(everything, "")
        for name in names:
            menu.addItem(name, name)
        menu.setCurrentIndex(max(menu.findData(wanted), 0))
