"""What to import, and into which gallery."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.profile import Profile
from desktop.views.ask_path import Purpose, ask_folder, remember_folder, typed_path
from desktop.views.gallery_name import gallery_name
from desktop.views.parts import button, label, level_labels


class ImportDialog(QDialog):
    """A folder or what was dropped, a gallery's name, and whether to recognise when done."""

    wanted = Signal(object, str, bool)
    """The paths, the gallery's name, whether to recognise."""

    def __init__(
        self, profile: Profile, trained: bool, paths: Sequence[Path], gallery: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._profile = profile
        self._dropped: tuple[Path, ...] = ()
        self.setWindowTitle(self.tr("Import photos"))
        self.setMinimumWidth(520)
        self.folder = QLineEdit()
        self.folder.setAccessibleName(self.tr("Folder with photos"))
        self.folder.setPlaceholderText(self.tr("Folder with photos, those inside it too"))
        self.browse_button = button(self.tr("Browse…"), self._browse)
        self.gallery = QLineEdit()
        self.gallery.setAccessibleName(self.tr("Name of the gallery"))
        self.recognise = QCheckBox(self.tr("Recognise the players when done"))
        self.recognise.setChecked(trained)
        self.problem = label("", "quiet")
        self.import_button = button(self.tr("Import"), self._accept, "primary")
        self.import_button.setDefault(True)
        # Before anything is trained there is nobody to recognise.
        self.recognise.setVisible(trained)
        self._lay_out()
        self._suggested = ""
        self.folder.textChanged.connect(self._on_folder)
        self.gallery.textChanged.connect(self._update)
        self._show_paths(paths)
        if gallery:
            self.gallery.setText(gallery)
        self._update()

    def _lay_out(self) -> None:
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(self.folder, 1)
        where.addWidget(self.browse_button)
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow(self.tr("Folder"), where)
        form.addRow(self.tr("Gallery"), self.gallery)
        hint = self.tr("A gallery is a set of photos: of one day, or of one tournament.")
        form.addRow("", label(hint, "quiet"))
        form.addRow("", self.recognise)
        level_labels(form)
        buttons = QHBoxLayout()
        buttons.addWidget(self.problem, 1)
        buttons.addWidget(button(self.tr("Cancel"), self.reject))
        buttons.addWidget(self.import_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.addLayout(form)
        layout.addWidget(label(self.tr("Photos stay where they are, and an import changes none."), "quiet"))
        layout.addSpacing(10)
        layout.addLayout(buttons)

    def _show_paths(self, paths: Sequence[Path]) -> None:
        """A folder stands in the field to be changed; several things are only counted there."""
        if len(paths) == 1 and paths[0].is_dir():
            self.folder.setText(str(paths[0]))
        elif paths:
            self._dropped = tuple(paths)
            folders = sum(path.is_dir() for path in paths)
            words = self.tr("Folders: {folders}, files: {files}")
            self.folder.setText(words.format(folders=folders, files=len(paths) - folders))
            self.folder.setReadOnly(True)
            self.folder.setToolTip("\n".join(map(str, paths)))
            self.gallery.setText(gallery_name(paths[0] if folders else paths[0].parent))

    @Slot()
    def _browse(self) -> None:
        folder = ask_folder(self._profile, self, self.tr("Folder with photos"), Purpose.PHOTOS)
        if folder is not None:
            self._dropped = ()
            self.folder.setReadOnly(False)
            self.folder.setToolTip("")
            self.folder.setText(str(folder))

    def _folder(self) -> Path:
        return typed_path(self.folder.text())

    @Slot()
    def _on_folder(self) -> None:
        """Call the gallery after the folder that is there until the user calls it something else."""
        if not self._dropped and self.gallery.text() == self._suggested:
            folder = self._folder()
            self._suggested = gallery_name(folder) if folder.is_dir() else ""
            self.gallery.setText(self._suggested)
        self._update()

    @Slot()
    def _update(self) -> None:
        there = bool(self._dropped or (self.folder.text() and self._folder().is_dir()))
        missing = bool(self.folder.text()) and not there
        self.problem.setText(self.tr("There is no such folder.") if missing else "")
        self.import_button.setEnabled(there and bool(self.gallery.text().strip()))

    @Slot()
    def _accept(self) -> None:
        self.accept()
        paths = self._dropped or (self._folder(),)
        if not self._dropped:
            remember_folder(self._profile, Purpose.PHOTOS, self._folder())
        self.wanted.emit(paths, self.gallery.text().strip(), self.recognise.isChecked())
