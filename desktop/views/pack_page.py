"""Choosing a model pack by what it may be used for, with its terms in full, and installing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from core.types import PackChoice
from desktop import upkeep
from desktop.document import Document, Latest
from desktop.profile import Profile
from desktop.views.ask_path import Purpose, ask_file, ask_folder, typed_path
from desktop.views.parts import button, label
from desktop.views.settings_form import use_words

translate = QCoreApplication.translate

USUAL = "opencv"
FROM_FILE = -2


@dataclass(frozen=True, slots=True)
class WantedPack:
    """A pack that the user chose: by its id, or a folder or zip file that they have."""

    id: str
    source: Path | None = None
    installed: bool = False


class PackPage(QWidget):
    """The packs as choices; below them the terms of the chosen one, to be accepted."""

    changed = Signal()

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._profile = profile
        self._packs: tuple[PackChoice, ...] = ()
        self.group = QButtonGroup(self)
        self.choices: list[QRadioButton] = []
        self._hints: list[QLabel] = []
        self._choices = QVBoxLayout()
        self._choices.setSpacing(4)
        self.from_file = QRadioButton(
            self.tr("An InsightFace pack that I have as a folder or a zip file   {use}").format(
                use=use_words(commercial=False)
            )
        )
        self.group.addButton(self.from_file, FROM_FILE)
        self.path = QLineEdit()
        self.path.setAccessibleName(self.tr("Folder or zip file of the model pack"))
        self.path.setPlaceholderText(self.tr("Folder or zip file with the pack's .onnx files"))
        self.zip_button = button(self.tr("Zip file…"), self._ask_zip)
        self.folder_button = button(self.tr("Folder…"), self._ask_folder)
        self.terms = QPlainTextEdit()
        self.terms.setReadOnly(True)
        # Tab goes on to the box below, which this text is read for.
        self.terms.setTabChangesFocus(True)
        self.terms.setAccessibleName(self.tr("Terms of the model pack"))
        self.accept = QCheckBox(self.tr("I have read these terms and accept them"))
        self.lacking = label("", "quiet")
        """What is to be done before a pack can be taken."""
        self._lay_out()
        self.setFocusProxy(self.from_file)  # until the packs are known
        self.group.idToggled.connect(self._on_chosen)
        self.path.textChanged.connect(self._on_path)
        self.accept.toggled.connect(self.changed)
        self.changed.connect(self._say_lacking)

    def _lay_out(self) -> None:
        self.file_row = QWidget()
        line = QHBoxLayout(self.file_row)
        line.setContentsMargins(22, 0, 0, 0)
        line.addWidget(self.path, 1)
        line.addWidget(self.zip_button)
        line.addWidget(self.folder_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._choices)
        layout.addWidget(self.from_file)
        layout.addWidget(self.file_row)
        layout.addWidget(self.terms, 1)
        layout.addWidget(self.accept)
        layout.addWidget(self.lacking)
        self.file_row.hide()

    @Slot(object)
    def show_packs(self, packs: Sequence[PackChoice]) -> None:
        """Offer these; the one that is free for paid work is chosen, until the user chooses another."""
        chosen = self._chosen()
        wanted = chosen.id if chosen else USUAL
        self._packs = tuple(packs)
        for made in self.choices:
            self.group.removeButton(made)
        for old in (*self.choices, *self._hints):
            old.deleteLater()
        self.choices = [QRadioButton(self._words(pack)) for pack in self._packs]
        self._hints = [label(_hint(pack.id), "quiet") for pack in self._packs]
        for number, (made, hint) in enumerate(zip(self.choices, self._hints, strict=True)):
            self._choices.addWidget(made)
            self._choices.addWidget(hint)
            made.show()  # now, not with the next layout: the focus is to go to one of them
            hint.setVisible(bool(hint.text()))
            hint.setContentsMargins(22, 0, 0, 4)
            # What is below a choice is part of it for those who can't see it.
            made.setAccessibleDescription(hint.text())
            self.group.addButton(made, number)
        first = next((n for n, pack in enumerate(self._packs) if pack.id == wanted), 0)
        self.choices[first].setChecked(True)
        # They came after the rest, and stand above it.
        for one, after in pairwise((*self.choices, self.from_file)):
            self.setTabOrder(one, after)
        if self.window().focusWidget() is self.from_file and not self.from_file.isChecked():
            self.choices[first].setFocus()
        self.setFocusProxy(self.choices[first])

    def _words(self, pack: PackChoice) -> str:
        state = self.tr("installed") if pack.installed else self.tr("to be downloaded")
        if pack.megabytes and not pack.installed:
            state = self.tr("download: {n} MB").format(n=pack.megabytes)
        words = self.tr("{title}   {use}   ({state})")
        return words.format(title=pack.title, use=use_words(pack.commercial), state=state)

    @property
    def wanted(self) -> WantedPack | None:
        """What is chosen, None where a folder or a file is still to be named."""
        if self.from_file.isChecked():
            path = self.path.text().strip()
            return WantedPack("", typed_path(path)) if path else None
        pack = self._chosen()
        return WantedPack(pack.id, installed=pack.installed) if pack else None

    @property
    def complete(self) -> bool:
        """Whether a pack is chosen and its terms are accepted."""
        return self.wanted is not None and self.accept.isChecked()

    @Slot()
    def _say_lacking(self) -> None:
        if self.wanted is None:
            self.lacking.setText(self.tr("Name a folder or a zip file to go on."))
        elif not self.accept.isChecked():
            self.lacking.setText(self.tr("Accept the terms to go on."))
        else:
            self.lacking.setText("")

    def _chosen(self) -> PackChoice | None:
        number = self.group.checkedId()
        return self._packs[number] if 0 <= number < len(self._packs) else None

    @Slot(int, bool)
    def _on_chosen(self, _number: int, on: bool) -> None:
        if not on:
            return
        self.file_row.setVisible(self.from_file.isChecked())
        pack = self._chosen() or next((one for one in self._packs if not one.commercial), None)
        self.terms.setPlainText(pack.terms if pack else "")
        # Other terms are to be accepted anew.
        self.accept.setChecked(False)
        self.changed.emit()

    @Slot()
    def _on_path(self) -> None:
        self.changed.emit()

    @Slot()
    def _ask_zip(self) -> None:
        title, kind = self.tr("Zip file of the model pack"), self.tr("Zip files (*.zip)")
        path = ask_file(self._profile, self, title, Purpose.PACK, kind)
        if path is not None:
            self.path.setText(str(path))

    @Slot()
    def _ask_folder(self) -> None:
        path = ask_folder(self._profile, self, self.tr("Folder of the model pack"), Purpose.PACK)
        if path is not None:
            self.path.setText(str(path))


def _hint(pack_id: str) -> str:
    """What a pack is good for, in a few plain words; nothing where nobody knows."""
    return {
        "opencv": translate("packs", "Recommended: quick on any laptop, and right for paid work."),
        "buffalo_s": translate("packs", "Quick too, and better with small, turned or hidden faces."),
        "buffalo_l": translate("packs", "The most exact and the slowest: best with a graphics card."),
    }.get(pack_id, "")


class PackDialog(QDialog):
    """Another model pack for a library that is open; the activity area shows how far it is."""

    def __init__(self, document: Document, profile: Profile, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self.setWindowTitle(self.tr("Install a model pack"))
        self.resize(680, 560)
        self.page = PackPage(profile)
        self.install_button = button(self.tr("Install"), self._install, "primary")
        self.install_button.setEnabled(False)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(self.tr("Cancel"), self.reject))
        buttons.addWidget(self.install_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(label(self.tr("Which model pack?"), "title"))
        layout.addWidget(self.page, 1)
        layout.addLayout(buttons)
        self.page.changed.connect(self._on_changed)
        self._reading = Latest(document, self)
        self._reading.ask(upkeep.read_packs(), self.page.show_packs)

    @Slot()
    def _on_changed(self) -> None:
        wanted = self.page.wanted
        self.install_button.setEnabled(self.page.complete and wanted is not None and not wanted.installed)

    @Slot()
    def _install(self) -> None:
        wanted = self.page.wanted
        self.accept()
        if wanted is not None:
            self._document.run(upkeep.install_pack(wanted.id, wanted.source))
