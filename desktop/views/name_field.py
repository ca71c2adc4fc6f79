"""A field that names a player: completes from the roster, and takes new names.

What is typed is a player where it can mean one only, by name in either alphabet or by the number on the
shirt: Enter then means that player. Where it can mean several, or somebody new whose name begins like
another one, the list below the field tells them apart; a click on the empty field opens it too.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QListView, QStyledItemDelegate, QWidget

from core.types import Player, PlayerId
from desktop.models import roles
from desktop.models.names import NOBODY_LISTED, Names, NamesModel
from desktop.verdicts import Chosen

# Beside the text of a line of the list.
PADDING = 24
# The completer puts the list where it likes whenever another letter is typed.
PLACED = (QEvent.Type.Show, QEvent.Type.Move, QEvent.Type.Resize)


class NameField(QLineEdit):
    """The name of a player. `chosen` is who is meant: a player by id, or a new name."""

    changed = Signal()
    """Another player is meant."""
    entered = Signal()
    """Enter was pressed on a name."""
    left = Signal()
    """Escape was pressed."""

    def __init__(self, names: Names, parent: QWidget | None = None, *, upwards: bool = False) -> None:
        super().__init__(parent)
        self._names = names
        self._upwards = upwards
        self._roster = NOBODY_LISTED
        self._player: Player | None = None
        self._adds = False
        self._typed = ""
        self.setPlaceholderText(self.tr("Name  ( / )"))
        self.setAccessibleName(self.tr("Name of the player"))
        self.setClearButtonEnabled(True)
        self._completions = NamesModel(self)
        self._completer = QCompleter(self._completions, self)
        # The model has only what is to be offered.
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCompletionRole(Qt.ItemDataRole.EditRole)
        self._popup = QListView()
        self._popup.setObjectName("completions")
        self._popup.setUniformItemSizes(True)
        self._popup.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)  # a click beside it is passed on
        self._completer.setPopup(self._popup)
        self._popup.setItemDelegate(QStyledItemDelegate(self._popup))  # the completer's own has no style
        self._popup.installEventFilter(self)  # after the completer's own, so asked before it
        self.setCompleter(self._completer)
        self._completer.activated[QModelIndex].connect(self._on_picked)  # type: ignore[index]
        self._completer.highlighted[QModelIndex].connect(self._on_picked)  # type: ignore[index]
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._on_changed)

    def set_roster(self, roster: frozenset[PlayerId]) -> None:
        """Offer these players before the others."""
        self._roster = roster

    def chosen(self) -> Chosen | None:
        """Who is meant; None while the field is empty, or may mean several players."""
        name = self.text().strip()
        if not name:
            return None
        player = self._player
        if player is None and not self._adds:
            player = self._names.the_one(name)
        if player is not None:
            return Chosen(player.name, player.id)
        return Chosen(name) if self._adds or not self._names.meant(name) else None

    def is_new(self) -> bool:
        """Whether the name is not on the roster."""
        chosen = self.chosen()
        return chosen is not None and chosen.player_id is None

    def is_open(self) -> bool:
        """Whether what is typed may still mean several players."""
        return bool(self.text().strip()) and self.chosen() is None

    def choose(self, player: Player) -> None:
        """Mean this player."""
        self._player, self._adds = player, False
        self.setText(player.name)
        self.changed.emit()

    def event(self, event: QEvent) -> bool:
        """Escape is the field's before it is a key of the view around, and undo if something was typed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
                event.ignore()
                return True
        return super().event(event)

    def empty(self) -> None:
        """Nobody is meant, and what was typed before does not come back by undo."""
        self.setText("")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter takes the name, Escape leaves the field, Down opens the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.chosen() is not None:
                self._popup.hide()
                self.entered.emit()
            elif self.is_open():
                self._complete()
        elif event.key() == Qt.Key.Key_Escape:
            self._popup.hide()
            self.empty()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down and not self._popup.isVisible():
            self._complete()
        elif event.text() != "/" or self.selectedText() != self.text():
            # The key that leads here is no beginning of a name.
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on the empty field shows who there is."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.text():
            self._complete()

    def _complete(self) -> None:
        """Open the list of those who may be meant."""
        self._offer(self.text())
        self._completer.setCompletionPrefix(self.text())
        self._completer.complete()

    def _offer(self, text: str) -> None:
        text = text.strip()
        players = self._names.meant(text, self._roster)
        new = text if players and not self._names.named(text) else ""
        self._completions.set_players(players, new)
        metrics, lines = self._popup.fontMetrics(), self._completions.lines()
        widest = max(map(metrics.horizontalAdvance, lines), default=0)
        self._popup.setMinimumWidth(widest + self._popup.verticalScrollBar().sizeHint().width() + PADDING)

    @Slot(QModelIndex)
    def _on_picked(self, index: QModelIndex) -> None:
        """The field itself puts the name in; before the first line of the list it is what was typed."""
        player = index.data(roles.PLAYER)
        self._player = player if isinstance(player, Player) else None
        self._adds = index.isValid() and self._player is None
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A click beside the list of completions closes it and is a click: the completer would keep it."""
        if watched is self._popup and event.type() in PLACED:
            self._place_list()
        if (
            watched is self._popup
            and isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonPress
            and not self._popup.rect().contains(event.position().toPoint())
        ):
            self._popup.hide()
            _click_below(event)
            return True
        return super().eventFilter(watched, event)

    def _place_list(self) -> None:
        """It is wider than the field where its lines are, and stays on the screen for all that."""
        place = self._popup.geometry()
        place.moveRight(min(place.right(), self.screen().availableGeometry().right()))
        if self._upwards:
            place.moveBottom(self.mapToGlobal(QPoint(0, 0)).y() - 1)
        self._popup.move(place.topLeft())

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        self._player, self._adds = None, False
        grew = len(text) > len(self._typed) and self.cursorPosition() == len(text)
        self._typed = text
        self._offer(text)
        found = self._names.beginning(text) if grew and text.strip() else []
        if len(found) == 1 and len(found[0].name) > len(text):
            self.setText(found[0].name)
            self.setSelection(len(text), len(found[0].name) - len(text))

    @Slot()
    def _on_changed(self) -> None:
        if not self.text():
            self._player, self._adds, self._typed = None, False, ""
            # A key of the view around, such as Enter, may have taken the name over the popup's head.
            self._popup.hide()
        self.changed.emit()


def _click_below(press: QMouseEvent) -> None:
    """Let the widget below the pointer have a click that began as a press on another one.

    Qt sends the end of it to nobody: what it began on is gone.
    """
    at, keys = press.globalPosition(), press.modifiers()
    below = QApplication.widgetAt(at.toPoint())
    if below is not None:
        within, button, none = below.mapFromGlobal(at), press.button(), Qt.MouseButton.NoButton
        for kind, held in ((QEvent.Type.MouseButtonPress, button), (QEvent.Type.MouseButtonRelease, none)):
            QApplication.sendEvent(below, QMouseEvent(kind, within, at, button, held, keys))
