"""The galleries that a player does not agree to be recognised in, chosen in a menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from core.types import Gallery, Player
from desktop.document import Document
from desktop.operations import list_galleries


class PlayerRefusals(QPushButton):
    """A button that says for how many galleries a player refused, and offers all of them."""

    changed = Signal(object, str, bool)
    """The `Player`, the gallery's id, and whether they refuse."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._player: Player | None = None
        self.menu_of_galleries = QMenu(self)
        self.setToolTip(self.tr("Galleries in whose photos they are not recognised, named or handed out"))
        self.clicked.connect(self._ask)
        self.menu_of_galleries.triggered.connect(self._on_chosen)

    def show_player(self, player: Player) -> None:
        """Show a player."""
        self._player = player
        count = len(player.refused_for)
        words = self.tr("Refused for galleries: {n}…") if count else self.tr("Refused for a gallery…")
        self.setText(words.format(n=count))

    @Slot()
    def _ask(self) -> None:
        job = self._document.job(list_galleries(counted=False))
        job.succeeded.connect(self._offer)
        job.start()

    @Slot(object)
    def _offer(self, galleries: Sequence[Gallery]) -> None:
        if self._player is None:
            return
        self.menu_of_galleries.clear()
        for gallery in galleries:
            action = self.menu_of_galleries.addAction(gallery.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(gallery.id in self._player.refused_for)
            action.setData(gallery.id)
        self.menu_of_galleries.popup(self.mapToGlobal(self.rect().bottomLeft()))

    @Slot(object)
    def _on_chosen(self, action: QAction) -> None:
        if self._player is not None:
            self.changed.emit(self._player, action.data(), action.isChecked())
