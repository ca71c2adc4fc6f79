"""The filters that were saved, and saving the present one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from core.changes import Changes
from core.types import PhotoFilter, PhotoSort, SavedFilter
from desktop import browsing, edits
from desktop.answers import Answers
from desktop.document import Document, Latest
from desktop.views.parts import button, label


class SavedMenu(QMenu):
    """Each saved filter, and what else is done with them."""

    chosen = Signal(object)
    """The `SavedFilter` that is to be used."""

    def __init__(self, document: Document, answers: Answers, parent: QWidget) -> None:
        super().__init__(parent)
        self._answers = answers
        self._owner = parent
        self._saved: list[SavedFilter] = []
        self._present = SavedFilter("", PhotoFilter())
        self._reading = Latest(document, self)
        document.changed.connect(self._on_changed)
        self._fill()
        self._read()

    def show_filter(self, wanted: PhotoFilter, sort: PhotoSort) -> None:
        """What would be saved."""
        self._present = SavedFilter("", wanted, sort)
        self.save.setEnabled(self._present != SavedFilter("", PhotoFilter()))

    def _read(self) -> None:
        self._reading.ask(browsing.list_filters(), self._on_read)

    @Slot(object, object)
    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if changes.filters:
            self._read()

    @Slot(object)
    def _on_read(self, saved: list[SavedFilter]) -> None:
        self._saved = saved
        self._fill()

    def _fill(self) -> None:
        self.clear()
        for saved in self._saved:
            self.addAction(saved.name.replace("&", "&&"), partial(self.chosen.emit, saved))
        if not self._saved:
            self.addAction(self.tr("No filter is saved yet")).setEnabled(False)
        self.addSeparator()
        self.save = self.addAction(self.tr("Save this filter…"), self._ask_name)
        self.deleting = self.addMenu(self.tr("Delete"))
        self.deleting.setEnabled(bool(self._saved))
        for saved in self._saved:
            self.deleting.addAction(saved.name.replace("&", "&&"), partial(self._delete, saved))
        self.show_filter(self._present.wanted, self._present.sort)

    def _delete(self, saved: SavedFilter) -> None:
        self._answers.give(edits.delete_filter(saved))

    @Slot()
    def _ask_name(self) -> None:
        dialog = NameDialog([saved.name for saved in self._saved], self._owner)
        dialog.named.connect(self._save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _save(self, name: str) -> None:
        saved = SavedFilter(name, self._present.wanted, self._present.sort)
        before = next((one for one in self._saved if one.name == name), None)
        self._answers.give(edits.save_filter(saved, before))


class NameDialog(QDialog):
    """What to call a filter; a name that is taken is said to be so."""

    named = Signal(str)

    def __init__(self, taken: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._taken = taken
        self.setWindowTitle(self.tr("Save this filter"))
        self.setMinimumWidth(380)
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name of the filter"))
        self.name.setPlaceholderText(self.tr("Name of the filter"))
        self.words = label("", "quiet")
        self.save_button = button("", self._accept, "primary")
        self.save_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.words, 1)
        buttons.addWidget(button(self.tr("Cancel"), self.reject))
        buttons.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.addWidget(self.name)
        layout.addWidget(label(self.tr("The conditions and the order are kept."), "quiet"))
        layout.addSpacing(8)
        layout.addLayout(buttons)
        self.name.textChanged.connect(self._update)
        self._update()

    @Slot()
    def _update(self) -> None:
        name = self.name.text().strip()
        taken = name in self._taken
        self.save_button.setText(self.tr("Replace") if taken else self.tr("Save"))
        self.words.setText(self.tr("There is one of this name.") if taken else "")
        self.save_button.setEnabled(bool(name))

    @Slot()
    def _accept(self) -> None:
        self.accept()
        self.named.emit(self.name.text().strip())
