"""The files that a gallery's last import could not use, in the place of its photos."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.types import Gallery
from desktop import operations
from desktop.document import Document, Latest
from desktop.language import in_user_language
from desktop.models.table import ValuesModel
from desktop.readings import Failures
from desktop.views.parts import bar, button, label
from desktop.views.tables import plain_table


class GalleryFailures(QWidget):
    """Each file with its reason, and a way to try them all again."""

    left = Signal()
    """The photos are to be seen again."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._gallery: Gallery | None = None
        self.files = ValuesModel((self.tr("File"), self.tr("Reason")), self)
        self.words = label("", "quiet")
        self.again_button = button(self.tr("Try again"), self._try_again, "primary")
        self.back_button = button(self.tr("Back to the photos"), self.left.emit)
        self.table = plain_table(self.files, self.tr("Files that failed"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.table, 1)
        layout.addWidget(bar("actions", self.words, None, self.back_button, self.again_button))
        self.setFocusProxy(self.table)
        self._reading = Latest(document, self)

    def show_gallery(self, gallery: Gallery) -> None:
        """Read the files of this gallery."""
        self._gallery = gallery
        self._reading.ask(operations.read_failures(gallery.id), self._on_read)

    @Slot(object)
    def _on_read(self, read: Failures) -> None:
        self.files.set_rows([(str(one.path), in_user_language(one.reason)) for one in read.files])
        words = self.tr("Failed: {failed}. In the gallery: {photos}.")
        self.words.setText(words.format(failed=len(read.files), photos=read.gallery.photos))
        self.again_button.setEnabled(bool(read.files))

    @Slot()
    def _try_again(self) -> None:
        if self._gallery is not None:
            self._document.run(operations.try_again(self._gallery.id, self._gallery.name))
            self.left.emit()
