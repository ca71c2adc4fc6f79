"""Saying of which match photos are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from core.types import Gallery, Match, PhotoId
from desktop import browsing, edits
from desktop.document import Document, Latest
from desktop.models.conditions import time_words
from desktop.views.parts import button, label

MATCH = Qt.ItemDataRole.UserRole.value + 1


class PutDialog(QDialog):
    """The matches of a gallery, one of which is chosen; or none, so that time and camera tell again."""

    wanted = Signal(object)
    """An `Edit`."""

    def __init__(
        self, document: Document, gallery: Gallery, photos: Sequence[PhotoId], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._gallery, self._photos = gallery, photos
        self.setWindowTitle(self.tr("Put photos into a match: {n}").format(n=len(photos)))
        self.resize(460, 380)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Matches"))
        self.put_button = button(self.tr("Put"), self._accept, "primary")
        self.put_button.setDefault(True)
        self.put_button.setEnabled(False)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(self.tr("Cancel"), self.reject))
        buttons.addWidget(self.put_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(label(self.tr("This stands whatever the clocks say."), "quiet"))
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        self.list.itemActivated.connect(self._accept)
        self._reading = Latest(document, self)
        self._reading.ask(browsing.list_matches(gallery.id), self._on_read)

    @Slot(object)
    def _on_read(self, matches: list[Match]) -> None:
        self.list.addItem(self.tr("By time and camera, as before"))
        for match in matches:
            words = (match.name, match.court, time_words((match.starts_at, match.ends_at)))
            item = QListWidgetItem("   ".join(filter(None, words)))
            item.setData(MATCH, match)
            self.list.addItem(item)
        self.list.setCurrentRow(min(1, len(matches)))
        self.list.setFocus()
        self.put_button.setEnabled(True)

    @Slot()
    def _accept(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.accept()
            self.wanted.emit(edits.put_into(self._gallery.id, self._photos, item.data(MATCH)))
