"""That ExifTool is missing, in the window's status line."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from core.errors import PlayertagError
from desktop import upkeep
from desktop.document import Document, Latest, Operation, patiently
from desktop.errors import reason_of
from desktop.views.parts import button, fill


class ToolLine(QWidget):
    """In a few words, and by a click in full with how to get it; nothing where it is there."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._looking = Latest(document, self)
        self.missing_button = button(
            self.tr("⚠  No ExifTool: names in files can't be read or written"), self.look_again, "link"
        )
        # What only tells must not take the keyboard from the reviewer.
        self.missing_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        fill(self, self.missing_button)
        self.hide()

    def look(self) -> None:
        """See whether it is there, when nothing else is waited for."""
        self._ask(replace(patiently(upkeep.find_exiftool()), quiet=True))

    @Slot()
    def look_again(self) -> None:
        """See whether it is there by now, else say how to get it."""
        self._ask(upkeep.find_exiftool())

    def _ask(self, operation: Operation) -> None:
        self._looking.ask(operation, self._on_found, self._on_missing)

    @Slot(object)
    def _on_found(self, _version: str) -> None:
        self.hide()

    @Slot(object)
    def _on_missing(self, error: PlayertagError) -> None:
        self.missing_button.setToolTip(reason_of(error))
        self.show()
