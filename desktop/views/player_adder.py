"""The line below the roster: somebody new."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QStackedWidget

from core.types import Player, PlayerId
from desktop.models.names import Names
from desktop.views.parts import bar, button
from desktop.views.prompt_bar import PromptBar


class PlayerAdder(QStackedWidget):
    """Name, number and team of who is to be added; asks first where somebody is called so already."""

    wanted = Signal(object)
    """A `Player` without an id, to be put on the roster."""

    def __init__(self, names: Names, other: QPushButton) -> None:
        super().__init__()
        self._names = names
        self.name = _field(self.tr("Name"), 200)
        self.number = _field(self.tr("Number"), 80)
        self.team = _field(self.tr("Team"), 150)
        self.add_button = button(self.tr("Add player"), self.add)
        self.add_button.setEnabled(False)
        self.prompt = PromptBar()
        self.addWidget(bar("actions", self.name, self.number, self.team, self.add_button, None, other))
        self.addWidget(self.prompt)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for field in (self.name, self.number, self.team):
            field.returnPressed.connect(self.add)
        self.name.textChanged.connect(self._on_name)
        self.prompt.ended.connect(self._on_ended)

    @Slot()
    def add(self) -> None:
        """Want the player in the fields on the roster."""
        name = self.name.text().strip()
        same = self._names.named(name)
        if name and same:
            words = self.tr("{name} is on the roster already. Add another person of that name?")
            words = words.format(name=same[0].name)
            self.prompt.ask(words, self.tr("Add another"), self.tr("Cancel"), self._add)
            self.setCurrentWidget(self.prompt)
            # One Enter too many adds nobody.
            self.prompt.cancel_button.setFocus()
        elif name:
            self._add()

    def _add(self) -> None:
        name, number, team = (field.text().strip() for field in (self.name, self.number, self.team))
        self.name.clear()
        self.number.clear()
        self.name.setFocus()
        self.wanted.emit(Player(PlayerId(""), name, number, team))

    @Slot()
    def _on_ended(self) -> None:
        self.setCurrentIndex(0)
        self.name.setFocus()

    @Slot(str)
    def _on_name(self, name: str) -> None:
        self.add_button.setEnabled(bool(name.strip()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape is no to what is asked."""
        if self.prompt.asking and event.key() == Qt.Key.Key_Escape:
            self.prompt.cancel()
        else:
            super().keyPressEvent(event)


def _field(name: str, width: int) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    field.setFixedWidth(width)
    return field
