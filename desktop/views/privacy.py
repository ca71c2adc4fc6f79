"""What is stored where, and that nothing leaves the machine but a team shares or is delivered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.paths import LibraryPaths, installed_models, user_profile
from desktop.folders import show_folder
from desktop.views.parts import button, label


class PrivacyBox(QWidget):
    """The places on the disk, each with what is in it."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = root
        self.words = _wrapped(
            self.tr(
                "Everything is done on this computer. Nothing is sent anywhere but in two cases. If you "
                "bring this library into a team, its players, faces and answers go to the team's server, and "
                "if an owner names a store, small pictures to that, and whole photos if you choose so. If "
                "you deliver photos to a server (SFTP, FTPS or S3), they go there with the names in them and "
                "a list of who is on them. "
                "Who signs in with Google tells it that they use Playertag, and nothing of the library. "
                "No figures are collected, and no account is needed. Photos stay where they are, and "
                "none is changed unless you have names written into it."
            )
        )
        self.places = QGridLayout()
        self.places.setHorizontalSpacing(18)
        self.places.setVerticalSpacing(9)
        self.places.setColumnStretch(1, 1)
        self._list(LibraryPaths(root))
        self.folder_button = button(self.tr("Show the library's folder"), self.show_folder)
        foot = QHBoxLayout()
        foot.addWidget(self.folder_button)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(9)
        layout.addWidget(self.words)
        layout.addLayout(self.places)
        layout.addLayout(foot)

    def _list(self, paths: LibraryPaths) -> None:
        names = self.tr("Players, faces, what the models know of them, and every answer")
        previews = self.tr("Previews of photos and faces; may be deleted at any time")
        backups = self.tr("Copies of the database from before an update of Playertag")
        models = self.tr("Model packs, for all libraries")
        window = self.tr("Your keys, theme, recent libraries and where the window was")
        for what, path in (
            (names, paths.database),
            (previews, paths.thumbnails.parent),
            (backups, paths.backups),
            (models, installed_models()),
            (window, user_profile()),
        ):
            self._add(what, path)

    def _add(self, what: str, path: Path) -> None:
        row = self.places.rowCount()
        words, place = _wrapped(what), _wrapped(str(path))
        words.setFixedWidth(260)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.places.addWidget(words, row, 0)
        self.places.addWidget(place, row, 1)

    @Slot()
    def show_folder(self) -> None:
        """Open the library's folder in the system's file manager."""
        show_folder(self._root)


def _wrapped(text: str) -> QLabel:
    made = label(text, "quiet")
    made.setWordWrap(True)
    return made
