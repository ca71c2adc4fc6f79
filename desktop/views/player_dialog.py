"""What is known of a player, to be changed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.types import Consent, Player, PlayerId, PlayerUpdate
from desktop.models.players import consent_words
from desktop.views.parts import button, label


class PlayerDialog(QDialog):
    """Name, number, team, external id and consent. The id is who it is: names may be the same."""

    wanted = Signal(object, object)
    """The player's id and a `PlayerUpdate`."""

    def __init__(self, player: Player, parent: QWidget) -> None:
        super().__init__(parent)
        self._id: PlayerId = player.id
        self.setWindowTitle(self.tr("Player"))
        self.setMinimumWidth(440)
        self.name = QLineEdit(player.name)
        self.number = QLineEdit(player.number)
        self.team = QLineEdit(player.team)
        self.external_id = QLineEdit(player.external_id)
        self.consent = QComboBox()
        for consent in Consent:
            self.consent.addItem(consent_words(consent), consent)
        self.consent.setCurrentIndex(self.consent.findData(player.consent))
        self.limited = QCheckBox(self.tr("Until"))
        self.until = QDateEdit()
        self._show_until(player.consent_until)
        self.save_button = button(self.tr("Save"), self._save, "primary")
        self.save_button.setDefault(True)
        self._lay_out()
        self.name.textChanged.connect(self._update)
        self.consent.currentIndexChanged.connect(self._update)
        self.limited.toggled.connect(self._update)
        self._update()
        self.name.selectAll()

    def _show_until(self, until: date | None) -> None:
        self.until.setCalendarPopup(True)
        self.until.setDisplayFormat("yyyy-MM-dd")
        self.until.setAccessibleName(self.tr("Consent until"))
        shown = QDate(until.year, until.month, until.day) if until else QDate.currentDate().addYears(1)
        self.until.setDate(shown)
        self.limited.setChecked(until is not None)
        # An update without a date keeps the date: a limit can be moved, not lifted.
        self._keeps_limit = until is not None

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        for title, field in (
            (self.tr("Name"), self.name),
            (self.tr("Number"), self.number),
            (self.tr("Team"), self.team),
            (self.tr("External id"), self.external_id),
            (self.tr("Consent"), self.consent),
        ):
            field.setAccessibleName(title)
            form.addRow(title, field)
        limit = QHBoxLayout()
        limit.setSpacing(10)
        limit.addWidget(self.limited)
        limit.addWidget(self.until, 1)
        form.addRow("", limit)
        form.addRow("", label(self.tr("Who refused is never tagged or suggested."), "quiet"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(self.tr("Cancel"), self.reject))
        buttons.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.addLayout(form)
        layout.addSpacing(10)
        layout.addLayout(buttons)

    @property
    def _asked(self) -> bool:
        return self.consent.currentData() is not Consent.UNKNOWN

    @Slot()
    def _update(self) -> None:
        asked = self._asked
        self.limited.setEnabled(asked and not self._keeps_limit)
        self.until.setEnabled(asked and self.limited.isChecked())
        self.save_button.setEnabled(bool(self.name.text().strip()))

    def changed(self) -> PlayerUpdate:
        """What the fields say."""
        until = self.until.date()
        return PlayerUpdate(
            name=self.name.text(),
            number=self.number.text(),
            team=self.team.text(),
            external_id=self.external_id.text(),
            consent=self.consent.currentData(),
            consent_until=date(until.year(), until.month(), until.day())
            if self.limited.isChecked() and self._asked
            else None,
        )

    @Slot()
    def _save(self) -> None:
        self.accept()
        self.wanted.emit(self._id, self.changed())
