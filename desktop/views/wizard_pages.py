"""The first and the last page of the first start: where the library goes, and what it starts with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from core.first_start import LibraryPlace
from desktop.views.ask_path import typed_path
from desktop.views.parts import button, label

LOOK_AFTER_MS = 200
GIGABYTE = 1_000_000_000


class Then(Enum):
    """What a library starts with."""

    SAMPLE = "sample"
    PHOTOS = "photos"
    ROSTER = "roster"
    TEAM = "team"
    """Which the user has an invitation to."""
    NOTHING = "nothing"
    SETTINGS = "settings"
    """Where the user has just chosen another language."""


@dataclass(frozen=True, slots=True)
class Begun:
    """The library to open, what it starts with, and the user's own library beside a sample."""

    root: Path
    gallery: str | None
    then: Then
    own: Path


class PlacePage(QWidget):
    """A folder for a new library, or one that has a library."""

    changed = Signal()
    look_wanted = Signal(object)
    """A folder that somebody is to look at, and then to call `show_place`."""
    invited = Signal()
    """The library is for a team that the user was invited into."""

    def __init__(self, suggested: Path) -> None:
        super().__init__()
        self._place: LibraryPlace | None = None
        self.new = QRadioButton(self.tr("Make a new library"))
        self.existing = QRadioButton(self.tr("Open a library that I have"))
        group = QButtonGroup(self)
        group.addButton(self.new)
        group.addButton(self.existing)
        self.path = QLineEdit(str(suggested))
        self.path.setAccessibleName(self.tr("Folder of the library"))
        self.browse_button = button(self.tr("Browse…"), self._browse)
        invited = self.tr("I have an invitation to a team…")
        self.invited_button = button(invited, self.invited.emit, "link")
        self.found = label("", "quiet")
        self.found.setWordWrap(True)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LOOK_AFTER_MS)
        self._later.timeout.connect(self.look)
        self._lay_out()
        self.path.textChanged.connect(self._on_path)
        self.new.toggled.connect(self._say)
        self.new.setChecked(True)

    def _lay_out(self) -> None:
        words = label(
            self.tr(
                "A library is one folder with everything that Playertag knows: players, faces and your "
                "answers. Your photos stay where they are, and none is changed unless you have names written "
                "into it."
            ),
            "quiet",
        )
        words.setWordWrap(True)
        line = QHBoxLayout()
        line.addWidget(self.path, 1)
        line.addWidget(self.browse_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(words)
        layout.addSpacing(6)
        layout.addWidget(self.new)
        layout.addWidget(self.existing)
        layout.addSpacing(6)
        layout.addLayout(line)
        layout.addWidget(self.found)
        layout.addStretch(1)
        layout.addWidget(self.invited_button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def place(self) -> LibraryPlace | None:
        """What was found in the folder that is named; None while nobody has looked."""
        return self._place if self._place and str(self._place.root) == str(self._named()) else None

    @property
    def complete(self) -> bool:
        """Whether a library can be made or opened there."""
        place = self.place
        return place is not None and (place.library_there or (self.new.isChecked() and place.writable))

    def _named(self) -> Path:
        return typed_path(self.path.text())

    @Slot()
    def look(self) -> None:
        """Ask for a look at the folder that is named."""
        if self.path.text().strip():
            self.look_wanted.emit(self._named())

    @Slot(object)
    def show_place(self, place: LibraryPlace) -> None:
        """Say what was found in a folder."""
        self._place = place
        self._say()

    @Slot()
    def _on_path(self) -> None:
        self._later.start()
        self._say()

    @Slot()
    def _say(self) -> None:
        place = self.place
        self.found.setText(self._words(place) if place else "")
        self.invited_button.setEnabled(self.complete)
        self.changed.emit()

    def _words(self, place: LibraryPlace) -> str:
        if place.library_there:
            return self.tr("✓  There is a library in this folder; it is opened as it is.")
        if self.existing.isChecked():
            return self.tr(
                "⚠  There is no library in this folder. Choose the folder with library.sqlite in it."
            )
        if not place.writable:
            return self.tr("⚠  This folder can't be written to. Choose another one.")
        free = f"{place.free_bytes / GIGABYTE:.1f}"
        if not place.roomy:
            return self.tr("△  Free there: only {n} GB; a big tournament needs more.").format(n=free)
        return self.tr("✓  Free there: {n} GB.").format(n=free)

    @Slot()
    def _browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder of the library"), str(self._named()))
        if folder:
            self.path.setText(folder)


class StartPage(QWidget):
    """What to begin with."""

    def __init__(self) -> None:
        super().__init__()
        self.choices: dict[Then, QRadioButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for then, title, words in self._texts():
            self.choices[then] = QRadioButton(title)
            # What is below a choice is part of it for those who can't see it.
            self.choices[then].setAccessibleDescription(words)
            described = label(words, "quiet")
            described.setWordWrap(True)
            described.setContentsMargins(22, 0, 0, 10)
            layout.addWidget(self.choices[then])
            layout.addWidget(described)
        layout.addStretch(1)
        self.choices[Then.SAMPLE].setChecked(True)

    def _texts(self) -> tuple[tuple[Then, str, str], ...]:
        return (
            (
                Then.SAMPLE,
                self.tr("The sample tournament"),
                self.tr(
                    "120 photos of people who don't exist, with their names found, in a minute or two. "
                    "Two players are not on its roster, on purpose: they stay unknown until you name them. "
                    "It gets a library of its own; yours is one click away, under the library's name."
                ),
            ),
            (
                Then.PHOTOS,
                self.tr("My own photos"),
                self.tr("Choose a folder; Playertag finds the faces in it."),
            ),
            (
                Then.ROSTER,
                self.tr("A roster"),
                self.tr("Begin with the players: from a CSV file, or typed in."),
            ),
            (
                Then.TEAM,
                self.tr("A team that I was invited into"),
                self.tr("Paste the invitation; the others' photos, faces and answers come by themselves."),
            ),
            (Then.NOTHING, self.tr("An empty library"), self.tr("Look around first.")),
        )

    @property
    def then(self) -> Then:
        """What is chosen."""
        return next(then for then, choice in self.choices.items() if choice.isChecked())
