"""What to import, and into which gallery."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.views.parts import button, label


class ImportDialog(QDialog):
    """A folder, a gallery's name, and whether to recognise when done."""

    wanted = Signal(object, str, bool)
    """The folder, the gallery's name, whether to recognise."""

    def __init__(self, trained: bool, folder: Path | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import photos"))
        self.setMinimumWidth(520)
        self.folder = QLineEdit()
        self.folder.setAccessibleName(self.tr("Folder with photos"))
        self.folder.setPlaceholderText(self.tr("Folder with photos, those inside it too"))
        self.gallery = QLineEdit()
        self.gallery.setAccessibleName(self.tr("Name of the gallery"))
        self.recognise = QCheckBox(self.tr("Recognise the players when done"))
        self.recognise.setChecked(trained)
        self.recognise.setEnabled(trained)
        self.problem = label("", "quiet")
        self.import_button = button(self.tr("Import"), self._accept, "primary")
        self.import_button.setDefault(True)
        self._lay_out(trained)
        self._suggested = ""
        self.folder.textChanged.connect(self._on_folder)
        self.gallery.textChanged.connect(self._update)
        self.folder.setText(str(folder) if folder else "")
        self._update()

    def _lay_out(self, trained: bool) -> None:
        where = QHBoxLayout()
        where.addWidget(self.folder, 1)
        where.addWidget(button(self.tr("Browse…"), self._browse))
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow(self.tr("Folder"), where)
        form.addRow(self.tr("Gallery"), self.gallery)
        form.addRow("", self.recognise)
        if not trained:
            hint = self.tr("Nothing is trained yet: enrol players or name some faces first.")
            form.addRow("", label(hint, "quiet"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.problem, 1)
        buttons.addWidget(button(self.tr("Cancel"), self.reject))
        buttons.addWidget(self.import_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.addLayout(form)
        layout.addWidget(label(self.tr("Photos stay where they are and are never changed."), "quiet"))
        layout.addSpacing(10)
        layout.addLayout(buttons)

    @Slot()
    def _browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder with photos"))
        if folder:
            self.folder.setText(folder)

    @Slot()
    def _on_folder(self) -> None:
        """Call the gallery after the folder until the user calls it something else."""
        if self.gallery.text() == self._suggested:
            self._suggested = Path(self.folder.text()).name
            self.gallery.setText(self._suggested)
        self._update()

    @Slot()
    def _update(self) -> None:
        there = bool(self.folder.text()) and Path(self.folder.text()).is_dir()
        missing = bool(self.folder.text()) and not there
        self.problem.setText(self.tr("There is no such folder.") if missing else "")
        self.import_button.setEnabled(there and bool(self.gallery.text().strip()))

    @Slot()
    def _accept(self) -> None:
        self.accept()
        self.wanted.emit(Path(self.folder.text()), self.gallery.text().strip(), self.recognise.isChecked())
