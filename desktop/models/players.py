"""The roster as a table, and as the names that a field completes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QObject

from core.types import Consent, Player
from desktop.models import roles
from desktop.models.table import TableModel

translate = QCoreApplication.translate

NAME = 0


class PlayersModel(TableModel[Player]):
    """Players by name; the display role sorts as it reads, the numbers as numbers."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, roles.PLAYER)

    def titles(self) -> tuple[str, ...]:
        """Name, number, team, consent, references, photos."""
        return (
            self.tr("Name"),
            self.tr("Number"),
            self.tr("Team"),
            self.tr("Consent"),
            self.tr("References"),
            self.tr("Photos"),
        )

    def fields(self, row: Player) -> tuple[str | int, ...]:
        """A player, column by column."""
        return (row.name, row.number, row.team, consent_of(row), row.references, row.photos)

    def players(self) -> list[Player]:
        """The roster in order."""
        return self.rows()

    def set_players(self, players: Sequence[Player]) -> None:
        """Show another roster."""
        self._show(players)


def consent_words(consent: Consent) -> str:
    """A consent in words, with a mark that doesn't need colour."""
    return {
        Consent.UNKNOWN: translate("players", "–  not asked"),
        Consent.GIVEN: translate("players", "✓  given"),
        Consent.REFUSED: translate("players", "✕  refused"),
    }[consent]


def consent_of(player: Player) -> str:
    """A player's consent in words, and until when."""
    words, until = consent_words(player.consent), player.consent_until
    if until is None:
        return words
    if until < date.today():
        return translate("players", "△  {consent} until {day}, over").format(consent=words, day=until)
    return translate("players", "{consent} until {day}").format(consent=words, day=until)
