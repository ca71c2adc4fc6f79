"""Who plays in a gallery: teams and players to tick."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from core.types import Gallery, Player, PlayerId
from desktop import operations
from desktop.document import Document, Latest
from desktop.readings import GalleryPlayers
from desktop.views.parts import button, label

TICKED = Qt.CheckState.Checked
PLAYER_ID = Qt.ItemDataRole.UserRole


class RosterDialog(QDialog):
    """Ticks teams or single players; nobody ticked means that everybody may play."""

    def __init__(self, document: Document, gallery: Gallery, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._gallery = gallery
        self.items: list[QTreeWidgetItem] = []
        self.setWindowTitle(self.tr("Who plays in {gallery}").format(gallery=gallery.name))
        self.resize(460, 560)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(self.tr("Teams and players"))
        self.tree.itemChanged.connect(self._count)
        self.words = label("", "quiet")
        self.save_button = button(self.tr("Save"), self._save, "primary")
        self.save_button.setDefault(True)
        self.save_button.setEnabled(False)
        self.none_button = button(self.tr("Untick all"), self._untick)
        self._lay_out()
        self._reading = Latest(document, self)
        self._reading.ask(operations.read_roster(gallery.id), self._on_read)

    def _lay_out(self) -> None:
        why = label(
            self.tr("These players are likelier here; anybody else is suggested at most, never tagged."),
            "quiet",
        )
        why.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.none_button)
        buttons.addStretch(1)
        buttons.addWidget(button(self.tr("Cancel"), self.reject))
        buttons.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.addWidget(why)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.words)
        layout.addLayout(buttons)

    @Slot(object)
    def _on_read(self, read: GalleryPlayers) -> None:
        teams: dict[str, list[Player]] = {}
        for player in read.players:
            teams.setdefault(player.team, []).append(player)
        for team in sorted(teams, key=str.casefold):
            self._add_team(team, teams[team], read.gallery.roster)
        self.tree.expandAll()
        self.save_button.setEnabled(True)
        self._count()
        self.tree.setFocus()

    def _add_team(self, team: str, players: Iterable[Player], roster: frozenset[PlayerId]) -> None:
        # The team's own tick is what its players' ticks make it.
        head = QTreeWidgetItem(self.tree, [team or self.tr("No team")])
        head.setFlags(head.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
        for player in players:
            words = "  ·  ".join(part for part in (player.name, player.number) if part)
            item = QTreeWidgetItem(head, [words])
            item.setData(0, PLAYER_ID, player.id)
            item.setCheckState(0, TICKED if player.id in roster else Qt.CheckState.Unchecked)
            self.items.append(item)

    def ticked(self) -> frozenset[PlayerId]:
        """The players who are ticked."""
        chosen = [item for item in self.items if item.checkState(0) is TICKED]
        return frozenset(PlayerId(item.data(0, PLAYER_ID)) for item in chosen)

    @Slot()
    def _count(self) -> None:
        count = len(self.ticked())
        some = self.tr("Players who play here: {n} of {all}.").format(n=count, all=len(self.items))
        self.words.setText(some if count else self.tr("Nobody is ticked: everybody may play here."))

    @Slot()
    def _untick(self) -> None:
        for item in self.items:
            item.setCheckState(0, Qt.CheckState.Unchecked)

    @Slot()
    def _save(self) -> None:
        self.accept()
        self._document.run(operations.set_roster(self._gallery.id, self.ticked()))
