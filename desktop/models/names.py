"""The names that can be given: who there is, whom a text may mean, and the list to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QObject, Qt, Slot

from core.changes import Changes
from core.folding import folded, sounded
from core.types import Player, PlayerId
from desktop import operations
from desktop.document import Document, Latest, patiently
from desktop.models import roles
from desktop.models.roles import ROOT, Index

NOBODY_LISTED = frozenset[PlayerId]()


class _Rank(IntEnum):
    """By what a text means a player, the best first. Not by what is inside a word: "Ann" is not Joanna."""

    NUMBER = 0
    BEGINNING = 1
    LATER_WORD = 2
    BEGINNING_OF_NUMBER = 3


@dataclass(frozen=True, slots=True)
class _Entry:
    """A player with what a text is compared with."""

    player: Player
    name: str
    sound: str
    number: str

    def rank(self, text: str, sound: str) -> _Rank | None:
        """How well a text means them; None where it does not."""
        if self.number and self.number == text:
            return _Rank.NUMBER
        if self.sound.startswith(sound):
            return _Rank.BEGINNING
        if f" {sound}" in self.sound:
            return _Rank.LATER_WORD
        return _Rank.BEGINNING_OF_NUMBER if self.number.startswith(text) else None


class Names(QObject):
    """The players who may be named."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: list[_Entry] = []

    @Slot(object)
    def set_players(self, players: Sequence[Player]) -> None:
        """Name from another roster."""
        self._entries = [
            _Entry(player, folded(player.name), sounded(player.name), folded(player.number))
            for player in players
        ]

    def players(self) -> list[Player]:
        """The players in order."""
        return [entry.player for entry in self._entries]

    def named(self, name: str) -> list[Player]:
        """The players with this name as it is written, else those with it but for case and accents."""
        same = [entry.player for entry in self._entries if entry.player.name == name]
        wanted = folded(name)
        return same or [entry.player for entry in self._entries if entry.name == wanted]

    def beginning(self, text: str) -> list[Player]:
        """The players whose names begin with a text, but for case and accents."""
        start = folded(text)
        return [entry.player for entry in self._entries if entry.name.startswith(start)]

    def the_one(self, text: str) -> Player | None:
        """Who alone is meant by a text: by the name, by the number, by the beginning of a word of the name.

        Of several players with one name it is the first; else nobody, where several are meant.
        """
        if same := self.named(text):
            return same[0]
        ranked = self._ranked(text)
        meant = [entry.player for rank, entry in ranked if rank is _Rank.NUMBER] or [
            entry.player for rank, entry in ranked if rank < _Rank.BEGINNING_OF_NUMBER
        ]
        return meant[0] if len(meant) == 1 else None

    def meant(self, text: str, first: AbstractSet[PlayerId] = NOBODY_LISTED) -> list[Player]:
        """Whom a text may mean, in either alphabet, the best first; everybody by no text.

        Of those who are meant as well, `first` come first, then the order is by name.
        """
        found = [
            (rank, entry.player.id not in first, entry.name, number, entry.player)
            for number, (rank, entry) in enumerate(self._ranked(text))
        ]
        return [player for *_, player in sorted(found, key=lambda one: one[:4])]

    def _ranked(self, text: str) -> list[tuple[_Rank, _Entry]]:
        wanted, sound = folded(text), sounded(text)
        if wanted and not sound:
            return []
        ranked = ((entry.rank(wanted, sound), entry) for entry in self._entries)
        return [(rank, entry) for rank, entry in ranked if rank is not None]


class RosterNames(Names):
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


class NamesModel(QAbstractListModel):
    """The players to choose from, with number and team where there are any; last the text as a new name."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._players: Sequence[Player] = ()
        self._new = ""

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """Players, and the new name where one is offered."""
        return 0 if parent.isValid() else len(self._players) + bool(self._new)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The line that is shown, the name that is typed, the player; no player for the new name."""
        if not index.isValid():
            return None
        player = self._players[index.row()] if index.row() < len(self._players) else None
        if role == roles.PLAYER:
            return player
        if role == Qt.ItemDataRole.EditRole:
            return player.name if player is not None else self._new
        if role == Qt.ItemDataRole.DisplayRole:
            return self._line(player)
        return None

    def lines(self) -> list[str]:
        """Every line that is shown."""
        new = [self._line(None)] if self._new else []
        return [*map(self._line, self._players), *new]

    def players(self) -> list[Player]:
        """The players in order."""
        return list(self._players)

    def set_players(self, players: Sequence[Player], new: str = "") -> None:
        """Show these, and the new name where one is given."""
        self.beginResetModel()
        self._players, self._new = players, new
        self.endResetModel()

    def _line(self, player: Player | None) -> str:
        if player is None:
            return self.tr("New player: {name}").format(name=self._new)
        return "  ·  ".join(part for part in (player.name, player.number, player.team) if part)
