"""Who is in a gallery, how often and with whom."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.types import Gallery, GroupedPhotos, PlayerId
from desktop import operations
from desktop.document import Document, Latest
from desktop.models import roles
from desktop.models.table import Values, ValuesModel
from desktop.views.parts import button, label
from desktop.views.tables import plain_table

# With how many others a player is shown; more of them say little.
OTHERS = 3


class PeopleDialog(QDialog):
    """A player a row; one that is chosen is whose photos the gallery shows."""

    chosen = Signal(object, str)
    """The player's id and name."""

    def __init__(self, document: Document, gallery: Gallery, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("People in {gallery}").format(gallery=gallery.name))
        self.resize(640, 480)
        self.people = ValuesModel((self.tr("Player"), self.tr("Photos"), self.tr("Most often with")), self)
        self.table = plain_table(self.people, self.tr("People"))
        self.words = label(self.tr("Counting…"), "quiet")
        self.show_button = button(self.tr("Show their photos"), self._show, "primary")
        self.show_button.setDefault(True)
        self.show_button.setEnabled(False)
        buttons = QHBoxLayout()
        buttons.addWidget(self.words, 1)
        buttons.addWidget(button(self.tr("Close"), self.reject))
        buttons.addWidget(self.show_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.table.doubleClicked.connect(self._show)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self._reading = Latest(document, self)
        self._reading.ask(operations.read_people(gallery.id), self._on_read)

    @Slot(object)
    def _on_read(self, read: GroupedPhotos) -> None:
        names = {group.player_id: group.player for group in read.groups}
        self.people.set_rows(
            [
                (group.player, len(group.photo_ids), _with(group.together, names), group.player_id)
                for group in read.groups
            ]
        )
        self.words.setText(self.tr("Photos without a name: {n}").format(n=len(read.nobody)))
        if read.groups:
            self.table.setCurrentIndex(self.people.index(0, 0))
        self.table.setFocus()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.show_button.setEnabled(current.isValid())

    @Slot()
    def _show(self) -> None:
        row: Values | None = self.table.currentIndex().data(roles.ROW)
        if row is not None:
            self.accept()
            self.chosen.emit(row[-1], str(row[0]))


def _with(together: dict[PlayerId, int], names: dict[PlayerId, str]) -> str:
    """The others whom a player is most often in a photo with."""
    most = list(together.items())[:OTHERS]
    return ", ".join(f"{names[player_id]} ({count})" for player_id, count in most)
