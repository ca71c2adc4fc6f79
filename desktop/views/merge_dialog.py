"""Two players who are one person: which of them stays."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from core.types import Player
from desktop.views.parts import button, label


class MergeDialog(QDialog):
    """Both with what is known of them; the one that is chosen keeps name, number and team."""

    wanted = Signal(object, object)
    """The `Player` who stays, and the one who becomes them."""

    def __init__(self, first: Player, second: Player, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("One person"))
        self.setMinimumWidth(460)
        # The one with more photos is more often the one to keep.
        self._players = sorted((first, second), key=lambda player: -player.photos)
        self.choices = [QRadioButton(self._words(player)) for player in self._players]
        self.choices[0].setChecked(True)
        self.merge_button = button(self.tr("Merge"), self._merge, "primary")
        self.merge_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(self.tr("Cancel"), self.reject))
        buttons.addWidget(self.merge_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.addWidget(label(self.tr("Both are one person. Which entry stays?"), "title"))
        for choice in self.choices:
            layout.addWidget(choice)
        why = label(
            self.tr("It gets every face, reference and answer of the other. Undo separates them."), "quiet"
        )
        why.setWordWrap(True)
        layout.addWidget(why)
        layout.addSpacing(10)
        layout.addLayout(buttons)

    def _words(self, player: Player) -> str:
        photos = self.tr("{n} photos").format(n=player.photos)
        known = (player.name, player.number, player.team, photos)
        return "  ·  ".join(part for part in known if part)

    @Slot()
    def _merge(self) -> None:
        self.accept()
        first_stays = self.choices[0].isChecked()
        keep, other = self._players if first_stays else reversed(self._players)
        self.wanted.emit(keep, other)
