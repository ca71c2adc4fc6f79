"""The files that a gallery's last import could not use."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.types import Gallery
from desktop import operations
from desktop.document import Document, Latest
from desktop.models.table import ValuesModel
from desktop.readings import Failures
from desktop.views.parts import button, label
from desktop.views.tables import plain_table


class FailuresDialog(QDialog):
    """Each file with its reason, and a way to try them all again."""

    def __init__(self, document: Document, gallery: Gallery, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._gallery = gallery
        self.setWindowTitle(self.tr("Files that failed in {gallery}").format(gallery=gallery.name))
        self.resize(680, 420)
        self.files = ValuesModel((self.tr("File"), self.tr("Reason")), self)
        self.words = label("", "quiet")
        self.again_button = button(self.tr("Try again"), self._try_again, "primary")
        buttons = QHBoxLayout()
        buttons.addWidget(self.words, 1)
        buttons.addWidget(button(self.tr("Close"), self.reject))
        buttons.addWidget(self.again_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.addWidget(plain_table(self.files, self.tr("Files that failed")), 1)
        layout.addLayout(buttons)
        self._reading = Latest(document, self)
        self._reading.ask(operations.read_failures(gallery.id), self._on_read)

    @Slot(object)
    def _on_read(self, read: Failures) -> None:
        self.files.set_rows([(str(one.path), one.reason) for one in read.files])
        words = self.tr("{failed} failed, {photos} are in the gallery.")
        self.words.setText(words.format(failed=len(read.files), photos=read.gallery.photos))
        self.again_button.setEnabled(bool(read.files))

    @Slot()
    def _try_again(self) -> None:
        self.accept()
        self._document.run(operations.try_again(self._gallery.id, self._gallery.name))
