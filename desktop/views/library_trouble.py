"""A library that can't be opened: why, and what can be done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.errors import (
    LibraryDamagedError,
    LibraryError,
    LibraryInUseError,
    LibraryLockedError,
    LibraryVersionError,
)
from desktop.folders import show_folder
from desktop.language import in_user_language
from desktop.theme import app_icon
from desktop.views.parts import button, label


class LibraryTrouble(QDialog):
    """Says what is wrong with a library, and offers what helps: another try, a backup, another library."""

    open_wanted = Signal(object)
    """The folder to open: the same one again, or another."""
    new_wanted = Signal()
    repair_wanted = Signal()
    restore_wanted = Signal()
    """The user thinks of going back to a backup."""
    forget_wanted = Signal(object)
    """The folder that is to be named no more among the recent libraries."""

    def __init__(self, root: Path, error: LibraryError, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._root = root
        self.setWindowTitle(self.tr("This library can't be opened"))
        self.setWindowIcon(app_icon())
        self.setMinimumWidth(560)
        self.words = label(in_user_language(error.words), "sentence")
        self.advice = label(self._advice(error), "quiet")
        damaged = isinstance(error, LibraryDamagedError)
        self.again_button = button(self.tr("Try again"), self._again, "" if damaged else "primary")
        self.again_button.setDefault(not damaged)
        self.repair_button = button(self.tr("Save what can be saved"), self._repair, "primary")
        self.repair_button.setDefault(damaged)
        self.restore_button = button(self.tr("Go back to a backup…"), self._restore)
        for one in (self.repair_button, self.restore_button):
            one.setVisible(damaged)
        self.folder_button = button(self.tr("Show its folder"), self._show_folder)
        self.other_button = button(self.tr("Open another…"), self._ask)
        self.new_button = button(self.tr("New library…"), self._new)
        self.forget_button = button(self.tr("Take off the list"), self._forget)
        self.close_button = button(self.tr("Close"), self.reject)
        self._lay_out()

    def _lay_out(self) -> None:
        where = label(str(self._root), "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.setSpacing(10)
        for one in (
            label(self.tr("⚠  This library can't be opened"), "title"),
            where,
            self.words,
            self.advice,
        ):
            one.setWordWrap(True)
            layout.addWidget(one)
        layout.addSpacing(6)
        layout.addLayout(
            _line((self.folder_button, self.forget_button), (self.restore_button, self.repair_button))
        )
        layout.addLayout(_line((self.other_button, self.new_button), (self.close_button, self.again_button)))

    def _advice(self, error: LibraryError) -> str:
        if isinstance(error, LibraryVersionError):
            return self.tr("Install the newest Playertag on this computer; the library was not touched.")
        if isinstance(error, LibraryLockedError):
            return self.tr("Close the other program, or wait until it is done, and try again.")
        if isinstance(error, LibraryInUseError):
            return self.tr("Two windows would show each other's answers late: a library has one.")
        if isinstance(error, LibraryDamagedError):
            return self.tr(
                "To save what can be saved reads every row that can be read, and takes what can't be from "
                "the newest backup. The damaged file is kept."
            )
        return self.tr("Is its disk connected, and may you write to it?")

    @Slot()
    def _again(self) -> None:
        self.accept()
        self.open_wanted.emit(self._root)

    @Slot()
    def _ask(self) -> None:
        title = self.tr("Folder of the library")
        folder = QFileDialog.getExistingDirectory(self, title, str(self._root.parent))
        if folder:
            self.accept()
            self.open_wanted.emit(Path(folder))

    @Slot()
    def _new(self) -> None:
        self.accept()
        self.new_wanted.emit()

    @Slot()
    def _repair(self) -> None:
        self.accept()
        self.repair_wanted.emit()

    @Slot()
    def _restore(self) -> None:
        self.accept()
        self.restore_wanted.emit()

    @Slot()
    def _forget(self) -> None:
        self.forget_button.setEnabled(False)
        self.forget_wanted.emit(self._root)

    @Slot()
    def _show_folder(self) -> None:
        show_folder(self._root)


def _line(left: tuple[QPushButton, ...], right: tuple[QPushButton, ...]) -> QHBoxLayout:
    line = QHBoxLayout()
    for one in left:
        line.addWidget(one)
    line.addStretch(1)
    for one in right:
        line.addWidget(one)
    return line
