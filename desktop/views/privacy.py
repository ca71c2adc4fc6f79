"""What is stored where, and that nothing leaves the machine but a team shares or is delivered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.paths import LibraryPaths, installed_models, user_profile
from core.settings import Settings
from desktop import upkeep
from desktop.document import Document, Latest
from desktop.folders import show_folder
from desktop.views.parts import button, label
from desktop.views.settings_form import SettingsForm

PRIVACY = ("forget_after_days",)


class PrivacyBox(QWidget):
    """The places on the disk, each with what is in it, and how long faces are kept that nobody names."""

    def __init__(self, document: Document, root: Path) -> None:
        super().__init__()
        self._document, self._root = document, root
        self._counting, self._looking = Latest(document, self), Latest(document, self)
        self.form = SettingsForm(Settings, PRIVACY)
        self.days = QSpinBox()
        self.days.setRange(1, 36_500)
        self.days.setValue(365)
        self.days.setAccessibleName(self.tr("Days since the photos came"))
        self.days.valueChanged.connect(self.reload)
        self.unnamed = label("", "quiet")
        self.forget_button = button(self.tr("Forget them…"), self._ask)
        self.forget_button.setEnabled(False)
        self.words = _wrapped(
            self.tr(
                "Everything is done on this computer. Nothing is sent anywhere unless you ask for it. If you "
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
        forgetting = QHBoxLayout()
        forgetting.addWidget(
            _wrapped(self.tr("Faces that nobody named, of photos that came so many days ago:")), 1
        )
        for part in (self.days, self.unnamed, self.forget_button):
            forgetting.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(9)
        layout.addWidget(self.words)
        layout.addLayout(self.places)
        layout.addLayout(foot)
        layout.addWidget(self.form)
        layout.addLayout(forgetting)

    def _list(self, paths: LibraryPaths) -> None:
        names = self.tr("Players, faces, what the models know of them, and every answer")
        previews = self.tr("Previews of photos and faces; may be deleted at any time")
        backups = self.tr("Backups of the database, with all that is in it")
        models = self.tr("Model packs, for all libraries")
        window = self.tr("Your keys, theme, recent libraries and where the window was")
        self._add(names, paths.database)
        self._add(previews, paths.thumbnails.parent)
        self.backups = self._add(backups, paths.backups)
        self._add(models, installed_models())
        self._add(window, user_profile())

    def _add(self, what: str, path: Path) -> QLabel:
        row = self.places.rowCount()
        words, place = _wrapped(what), _wrapped(str(path))
        words.setFixedWidth(260)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.places.addWidget(words, row, 0)
        self.places.addWidget(place, row, 1)
        return place

    @Slot()
    def reload(self) -> None:
        """Look where backups are, and count what would be forgotten."""
        self._looking.ask(upkeep.read_backup_folder(), self._on_looked)
        self._counting.ask(upkeep.count_unnamed(self.days.value()), self._on_counted)

    @Slot(object)
    def _on_looked(self, folder: Path) -> None:
        self.backups.setText(str(folder))

    @Slot(object)
    def _on_counted(self, faces: int) -> None:
        self.unnamed.setText(str(faces))
        self.forget_button.setEnabled(faces > 0)

    @Slot()
    def _ask(self) -> None:
        words = self.tr("Faces to forget, with embeddings and crops: {n}. This can't be taken back.")
        box = QMessageBox(self)
        box.setText(words.format(n=self.unnamed.text()))
        agreed = box.addButton(self.tr("Forget them"), QMessageBox.ButtonRole.DestructiveRole)
        agreed.clicked.connect(self.forget)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.open()

    @Slot()
    def forget(self) -> None:
        """Take them out of the library for good."""
        self._document.run(upkeep.forget_unnamed(self.days.value()))

    @Slot()
    def show_folder(self) -> None:
        """Open the library's folder in the system's file manager."""
        show_folder(self._root)


def _wrapped(text: str) -> QLabel:
    made = label(text, "quiet")
    made.setWordWrap(True)
    return made
