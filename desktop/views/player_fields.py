"""What is known of a player as fields that are kept as soon as they are left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from core.types import NO_END, Consent, Player, PlayerUpdate
from desktop.models.players import consent_words
from desktop.views.moment_edit import DayEdit

A_YEAR = timedelta(days=365)


class PlayerFields(QWidget):
    """Name, number, team, external id and consent. The id is who it is: names may be the same."""

    changed = Signal(object, object)
    """The `Player` and a `PlayerUpdate`."""

    def __init__(self) -> None:
        super().__init__()
        self._player: Player | None = None
        self.name = self._field(self.tr("Name"), lambda text: PlayerUpdate(name=text))
        self.number = self._field(self.tr("Number"), lambda text: PlayerUpdate(number=text))
        self.team = self._field(self.tr("Team"), lambda text: PlayerUpdate(team=text))
        self.external_id = self._field(self.tr("External id"), lambda text: PlayerUpdate(external_id=text))
        self.consent = QComboBox()
        self.consent.setAccessibleName(self.tr("Consent to be recognised"))
        for consent in Consent:
            self.consent.addItem(consent_words(consent), consent)
        self.consent.setToolTip(self.tr("Who refused is never tagged or suggested."))
        self.limited = QCheckBox(self.tr("Until"))
        self.until = DayEdit(self.tr("Consent until"))
        self._lay_out()
        self.consent.activated.connect(self._on_consent)
        self.limited.clicked.connect(self._on_until)
        self.until.editingFinished.connect(self._on_until)

    def _field(self, title: str, update: Callable[[str], PlayerUpdate]) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(title)
        field.setPlaceholderText(title)
        field.editingFinished.connect(lambda: self._keep(field, update))
        return field

    def _lay_out(self) -> None:
        self.number.setFixedWidth(80)
        consent = QHBoxLayout()
        consent.addWidget(self.consent, 1)
        consent.addWidget(self.limited)
        consent.addWidget(self.until)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(QLabel(self.tr("Team, number")), 0, 0)
        grid.addWidget(self.team, 0, 1)
        grid.addWidget(self.number, 0, 2)
        grid.addWidget(QLabel(self.tr("External id")), 1, 0)
        grid.addWidget(self.external_id, 1, 1, 1, 2)
        grid.addWidget(QLabel(self.tr("Consent")), 2, 0)
        grid.addLayout(consent, 2, 1, 1, 2)

    def show_player(self, player: Player) -> None:
        """Show a player; a field of the same one that is being typed in stays as it is."""
        same = self._player is not None and self._player.id == player.id
        self._player = player
        focused = self.focusWidget() if same else None
        typed = focused if isinstance(focused, QLineEdit) and focused.isModified() else None
        for field, value in (
            (self.name, player.name),
            (self.number, player.number),
            (self.team, player.team),
            (self.external_id, player.external_id),
        ):
            if field is not typed:
                field.setText(value)
                field.setCursorPosition(0)
        self.consent.setCurrentIndex(self.consent.findData(player.consent))
        asked, until = player.consent is not Consent.UNKNOWN, player.consent_until
        self.limited.setChecked(until is not None)
        if self.until is not typed:
            self._show_until(until)
        self.limited.setEnabled(asked)
        self.until.setEnabled(asked and until is not None)

    def _show_until(self, until: date | None) -> None:
        """A day; where there is none, one that is offered."""
        self.until.show_moment(datetime.combine(until or date.today() + A_YEAR, time()))

    def _keep(self, field: QLineEdit, update: Callable[[str], PlayerUpdate]) -> None:
        """Keep what was typed; a player without a name is called as before."""
        if self._player is None or not field.isModified():
            return
        field.setModified(False)
        text = field.text().strip()
        if field is self.name and not text:
            field.setText(self._player.name)
            return
        self.changed.emit(self._player, update(text))

    @Slot()
    def _on_consent(self) -> None:
        consent = Consent(self.consent.currentData())  # Qt gives back a plain text
        if self._player is not None and consent is not self._player.consent:
            self.changed.emit(self._player, PlayerUpdate(consent=consent))

    @Slot()
    def _on_until(self) -> None:
        """The day on which the consent ends, or that there is none; what is no day changes nothing."""
        if self._player is None:
            return
        self.until.setEnabled(self.limited.isChecked())
        if self.until.moment is None:
            self._show_until(self._player.consent_until)
        ends = self.until.moment if self.limited.isChecked() else None
        until = ends.date() if ends is not None else NO_END
        if until != (self._player.consent_until or NO_END):
            self.changed.emit(self._player, PlayerUpdate(consent_until=until))
