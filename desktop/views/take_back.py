"""What was written into files, run by run, and taking a run back."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from core.types import Written
from desktop import filing
from desktop.document import Document, Latest
from desktop.models.table import ValuesModel, moment
from desktop.views.parts import bar, button, label
from desktop.views.tables import plain_table


class TakeBackDialog(QDialog):
    """The runs of writing that can be taken back, the latest first."""

    wanted = Signal(object)
    """The `Written` that is to be taken back."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What was written into files"))
        self.resize(520, 360)
        self._found: list[Written] = []
        self.words = label(
            self.tr("The files become what they were before. Those that were written to since stay."), "quiet"
        )
        self.words.setWordWrap(True)
        self.runs = ValuesModel((self.tr("When"), self.tr("Files")), self)
        self.table = plain_table(self.runs, self.tr("What was written into files"))
        self.back_button = button(self.tr("Take back"), self.take_back, "primary")
        self.back_button.setDefault(True)
        self.back_button.setEnabled(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.words)
        layout.addWidget(self.table, 1)
        close = button(self.tr("Close"), self.reject)
        layout.addWidget(bar("plainBar", None, close, self.back_button, margins=(0, 0)))
        self._reading = Latest(document, self)
        self._reading.ask(filing.read_written(), self._on_read)

    @Slot(object)
    def _on_read(self, found: list[Written]) -> None:
        self._found = found
        self.runs.set_rows([(moment(run.at), run.files) for run in found])
        self.back_button.setEnabled(bool(found))
        if found:
            self.table.selectRow(0)
        else:
            self.words.setText(self.tr("Nothing was written that can be taken back."))

    @Slot()
    def take_back(self) -> None:
        """Take the run back that is chosen."""
        self.accept()
        self.wanted.emit(self._found[self.table.currentIndex().row()])
