"""A field that names a player: completes from the roster, and takes new names.

What is typed is completed in the field itself where it is the beginning of one player's name only: Enter
then means that player. Delete takes the completion away again, for a new name that begins another one.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QListView, QWidget

from core.changes import Changes
from core.folding import folded
from core.types import Player
from desktop import operations
from desktop.document import Document, Latest, patiently
from desktop.models import roles
from desktop.models.roles import ROOT, Index
from desktop.verdicts import Chosen


class NamesModel(QAbstractListModel):
    """The roster as completions: the name, with number and team where there are any."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._players: Sequence[Player] = []

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """Players on the roster."""
        return 0 if parent.isValid() else len(self._players)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The line that is shown, the name that is typed, the player."""
        if not index.isValid():
            return None
        player = self._players[index.row()]
        if role == roles.PLAYER:
            return player
        if role == Qt.ItemDataRole.EditRole:
            return player.name
        if role == Qt.ItemDataRole.DisplayRole:
            return "  ·  ".join(part for part in (player.name, player.number, player.team) if part)
        return None

    @Slot(object)
    def set_players(self, players: Sequence[Player]) -> None:
        """Complete from another roster."""
        self.beginResetModel()
        self._players = players
        self.endResetModel()

    def players(self) -> list[Player]:
        """The players in order."""
        return list(self._players)

    def named(self, name: str) -> list[Player]:
        """The players with this name as it is written, else those with it but for case and accents."""
        same = [player for player in self._players if player.name == name]
        return same or [player for player in self._players if folded(player.name) == folded(name)]

    def beginning(self, text: str) -> list[Player]:
        """The players whose names begin with a text, but for case and accents."""
        start = folded(text)
        return [player for player in self._players if folded(player.name).startswith(start)]


class RosterNames(NamesModel):
    """Everybody's names, those of the newest too: the next name that is typed may be theirs."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._reading = Latest(document, self)
        document.changed.connect(self._on_changed)
        self._reading.ask(patiently(operations.find_players()), self.set_players)

    @Slot(object, object)
    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if not changes.players <= {player.id for player in self.players()}:
            self._reading.ask(operations.find_players(), self.set_players)


class NameField(QLineEdit):
    """The name of a player. `chosen` is who is meant: a player by id, or a new name."""

    changed = Signal()
    """Another player is meant."""
    entered = Signal()
    """Enter was pressed on a name."""
    left = Signal()
    """Escape was pressed."""

    def __init__(self, names: NamesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._player: Player | None = None
        self._typed = ""
        self.setPlaceholderText(self.tr("Name  ( / )"))
        self.setAccessibleName(self.tr("Name of the player"))
        self.setClearButtonEnabled(True)
        self._completer = QCompleter(names, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCompletionRole(Qt.ItemDataRole.EditRole)
        self._popup = QListView()
        self._popup.setObjectName("completions")
        self._completer.setPopup(self._popup)
        self._popup.installEventFilter(self)  # after the completer's own, so asked before it
        self.setCompleter(self._completer)
        self._completer.activated[QModelIndex].connect(self._on_picked)  # type: ignore[index]
        self._completer.highlighted[QModelIndex].connect(self._on_picked)  # type: ignore[index]
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._on_changed)

    def chosen(self) -> Chosen | None:
        """Who is meant; None while the field is empty."""
        name = self.text().strip()
        if not name:
            return None
        if self._player is not None:
            return Chosen(self._player.name, self._player.id)
        same = self._names.named(name)
        # Of two players with one name the field can't tell which; the completions can.
        return Chosen(same[0].name, same[0].id) if same else Chosen(name)

    def is_new(self) -> bool:
        """Whether the name is not on the roster."""
        chosen = self.chosen()
        return chosen is not None and chosen.player_id is None

    def choose(self, player: Player) -> None:
        """Mean this player."""
        self._player = player
        self.setText(player.name)
        self.changed.emit()

    def event(self, event: QEvent) -> bool:
        """Escape is the field's before it is a key of the view around."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter takes the name, Escape leaves the field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.chosen() is not None:
                self._popup.hide()
                self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _on_picked(self, index: QModelIndex) -> None:
        player = index.data(roles.PLAYER)
        if isinstance(player, Player):
            # The field itself puts the name in.
            self._player = player
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A click beside the list of completions closes it and is a click: the completer would keep it."""
        if (
            watched is self._popup
            and isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonPress
            and not self._popup.rect().contains(event.position().toPoint())
        ):
            self._popup.hide()
            _pass_on(event)
            return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        self._player = None
        grew = len(text) > len(self._typed) and self.cursorPosition() == len(text)
        self._typed = text
        found = self._names.beginning(text) if grew and text.strip() else []
        if len(found) == 1 and len(found[0].name) > len(text):
            self.setText(found[0].name)
            self.setSelection(len(text), len(found[0].name) - len(text))

    @Slot()
    def _on_changed(self) -> None:
        if not self.text():
            self._player, self._typed = None, ""
            # A key of the view around, such as Enter, may have taken the name over the popup's head.
            self._popup.hide()
        self.changed.emit()


def _pass_on(press: QMouseEvent) -> None:
    """Let the widget below the pointer have a press that another one got."""
    at = press.globalPosition()
    below = QApplication.widgetAt(at.toPoint())
    if below is not None:
        keys = (press.button(), press.buttons(), press.modifiers())
        QApplication.sendEvent(below, QMouseEvent(press.type(), below.mapFromGlobal(at), at, *keys))
