"""Which team a prefix of Photo Mechanic's codes is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from core.types import TablePreview
from desktop.views.flow_layout import flow
from desktop.views.parts import label, typed_choice

CODE, NUMBER = 0, 2
TEAM_WIDTH = 150


class PrefixTeams(QWidget):
    """A menu of teams for each prefix; a team that is new can be typed."""

    changed = Signal()
    """Another team was chosen."""

    def __init__(self, teams: Sequence[str]) -> None:
        super().__init__()
        self._known = teams
        self.menus: dict[str, QComboBox] = {}

    def chosen(self) -> dict[str, str]:
        """The teams that are chosen by prefix."""
        said = {prefix: menu.currentText().strip() for prefix, menu in self.menus.items()}
        return {prefix: team for prefix, team in said.items() if team}

    @Slot(object)
    def show_preview(self, preview: TablePreview[Any]) -> None:
        """Ask of the prefixes that are in a file, once."""
        if self.menus:
            return
        codes = [(row.values[CODE], row.values[NUMBER]) for row in preview.rows if row.values[NUMBER]]
        prefixes = dict.fromkeys(code.removesuffix(number) for code, number in codes)
        flow(self, *map(self._part, prefixes))

    def _part(self, prefix: str) -> QWidget:
        name = self.tr("Team of the codes that begin with {prefix}").format(prefix=prefix)
        menu = typed_choice(name, TEAM_WIDTH)
        menu.addItems(["", *self._known])
        menu.currentTextChanged.connect(self.changed)
        self.menus[prefix] = menu
        part = QWidget()
        layout = QHBoxLayout(part)
        layout.setContentsMargins(0, 0, 12, 0)
        layout.addWidget(label(self.tr("{prefix}… is the team").format(prefix=prefix), "quiet"))
        layout.addWidget(menu)
        return part
