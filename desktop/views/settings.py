"""The settings, and what looks after the library."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.changes import Changes
from core.errors import PlayertagError
from core.settings import Settings
from desktop import upkeep
from desktop.document import Document, Latest
from desktop.errors import reason_of
from desktop.jobs import Job
from desktop.keys import Keymap
from desktop.language import in_user_language
from desktop.live_sync import LiveSync
from desktop.profile import Profile, UserSettings
from desktop.readings import Preferences, Upkeep
from desktop.views.account_box import AccountBox
from desktop.views.keys import KeysPage
from desktop.views.pack_page import PackDialog
from desktop.views.parts import Place, bar, button, column, fill, label
from desktop.views.privacy import PrivacyBox
from desktop.views.settings_form import FILES, MODELS, TEAM, ModelsForm, SettingsForm
from desktop.views.team_box import TeamBox

WIDEST = 860
# The keys have a part of their own.
APPEARANCE = ("theme", "language")


class SettingsView(Place):
    """The library's settings and the user's, saved on change; account, team, upkeep and privacy."""

    user_wanted = Signal(str, object)
    """The name of one of the user's settings and the value that they gave it."""

    def __init__(
        self,
        document: Document,
        root: Path,
        profile: Profile,
        keys: Keymap,
        live: LiveSync,
    ) -> None:
        super().__init__(document)
        self._profile = profile
        self._reading = Latest(document, self)
        self._writing: dict[Job, tuple[SettingsForm, str]] = {}
        self.library = SettingsForm(
            Settings, [n for n in Settings.model_fields if n not in MODELS + FILES + TEAM]
        )
        self.files = SettingsForm(Settings, FILES)
        self.models = ModelsForm()
        self.user = SettingsForm(UserSettings, APPEARANCE)
        self.user.show_values(profile.user)
        self.keys = KeysPage(keys)
        self.account = AccountBox(document, profile)
        self.team = TeamBox(document, live, profile)
        self.upkeep = UpkeepBox(document)
        self.privacy = PrivacyBox(root)
        self.library.wanted.connect(self._on_library_wanted)
        self.models.wanted.connect(self._on_models_wanted)
        self.files.wanted.connect(self._on_files_wanted)
        self.team.form.wanted.connect(self._on_team_wanted)
        self.models.install_wanted.connect(self.ask_pack)
        self.user.wanted.connect(self.user_wanted)
        self._build()

    def _build(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(WIDEST)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(24, 18, 24, 24)
        self.area = QScrollArea()
        self.jumps: list[QPushButton] = []
        self._jump_to: dict[QWidget, QPushButton] = {}
        for title, part in self._sections():
            head = label(title.upper(), "section")
            self.jumps.append(button(title, partial(self._jump, head), "link"))
            self._jump_to[part] = self.jumps[-1]
            layout.addWidget(head)
            layout.addSpacing(4)
            layout.addWidget(part)
            layout.addSpacing(22)
        layout.addStretch(1)
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(self.tr("Settings"))
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = bar("header", label(self.tr("Settings"), "title"), *self.jumps, None)
        fill(self, column(header, self.area, grows=self.area))
        self.setFocusProxy(self.library.fields["precision_target"])

    def _sections(self) -> tuple[tuple[str, QWidget], ...]:
        return (
            (self.tr("Library"), self.library),
            (self.tr("Models"), self.models),
            (self.tr("Files"), self.files),
            (self.tr("Appearance and language"), self.user),
            (self.tr("Account"), self.account),
            (self.tr("Team"), self.team),
            (self.tr("Upkeep"), self.upkeep),
            (self.tr("Privacy"), self.privacy),
            (self.tr("Keys"), self.keys),
        )

    def _jump(self, head: QWidget) -> None:
        self.area.verticalScrollBar().setValue(head.y())

    def show_team(self) -> None:
        """Scroll to the team; the page may be seen for the first time, and has no places before that."""
        QTimer.singleShot(0, self, self._jump_to[self.team].click)

    def show_language(self) -> None:
        """Go on where a language was chosen, in the window that speaks it."""
        self.user.fields["language"].setFocus()
        QTimer.singleShot(0, self, self._jump_to[self.user].click)

    def concerns(self, changes: Changes, initiator: object) -> bool:  # noqa: ARG002
        """The settings, and what the upkeep counts."""
        return bool(changes.settings or changes.photos)

    def reload(self) -> None:
        """Read the settings, who is signed in, and what needs upkeep."""
        self._reading.ask(upkeep.read_preferences(), self._on_read)
        self.account.reload()
        self.upkeep.reload()

    @Slot()
    def ask_pack(self) -> None:
        """Ask which model pack to install."""
        dialog = PackDialog(self.document, self._profile, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_user(self, user: UserSettings) -> None:
        """The user's settings are these now."""
        self.user.show_values(user)

    @Slot(object)
    def _on_read(self, preferences: Preferences) -> None:
        self.library.show_values(preferences.settings)
        self.models.show_preferences(preferences)
        self.team.form.show_values(preferences.settings)
        self.files.show_values(preferences.settings)

    @Slot(str, object)
    def _on_library_wanted(self, name: str, value: object) -> None:
        self._write(self.library, name, value)

    @Slot(str, object)
    def _on_files_wanted(self, name: str, value: object) -> None:
        self._write(self.files, name, value)

    @Slot(str, object)
    def _on_models_wanted(self, name: str, value: object) -> None:
        self._write(self.models, name, value)

    @Slot(str, object)
    def _on_team_wanted(self, name: str, value: object) -> None:
        self._write(self.team.form, name, value)

    def _write(self, form: SettingsForm, name: str, value: object) -> None:
        job = self.document.job(upkeep.change_setting(name, value))
        self._writing[job] = (form, name)
        job.ended.connect(self._on_written)
        job.start()

    @Slot(object)
    def _on_written(self, job: Job) -> None:
        form, name = self._writing.pop(job)
        error = job.error
        form.say(name, reason_of(error) if isinstance(error, PlayertagError) else "")


class UpkeepBox(QFrame):
    """What looks after a library: descriptors, search index, database; each with how it stands."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._reading = Latest(document, self)
        self._checking = Latest(document, self)
        self.descriptor_words = label("", "quiet")
        self.index_words = label("", "quiet")
        self.database_words = label(self.tr("Not checked since the window opened."), "quiet")
        self.descriptors_button = button(self.tr("Make missing descriptors"), self.make_descriptors)
        self.index_button = button(self.tr("Rebuild the search index"), self.rebuild_index)
        self.database_button = button(self.tr("Check the database"), self.check_database)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[QWidget, QLabel], ...] = (
            (self.descriptors_button, self.descriptor_words),
            (self.index_button, self.index_words),
            (self.database_button, self.database_words),
        )
        for row, (act, words) in enumerate(rows):
            words.setWordWrap(True)
            grid.addWidget(act, row, 0)
            grid.addWidget(words, row, 1)

    def reload(self) -> None:
        """Read how things stand."""
        self._reading.ask(upkeep.read_upkeep(), self._on_read)

    @Slot(object)
    def _on_read(self, read: Upkeep) -> None:
        words = self.tr("Faces with a descriptor of the model pack in use: {embedded} of {faces}.")
        self.descriptor_words.setText(words.format(embedded=read.embedded, faces=read.faces))
        self.descriptors_button.setEnabled(read.embedded < read.faces)
        self.index_words.setText(
            self.tr("Search index: {words}.").format(words=in_user_language(read.index).rstrip("."))
        )

    @Slot()
    def make_descriptors(self) -> None:
        """Describe the faces that lack a descriptor."""
        self._document.run(upkeep.make_descriptors())

    @Slot()
    def rebuild_index(self) -> None:
        """Build the search index anew."""
        job = self._document.job(upkeep.rebuild_index())
        job.ended.connect(self._on_rebuilt)
        job.start()

    @Slot(object)
    def _on_rebuilt(self, _job: Job) -> None:
        self.reload()

    @Slot()
    def check_database(self) -> None:
        """Let SQLite look through the file."""
        self.database_words.setText(self.tr("Checking…"))
        self._checking.ask(upkeep.check_database(), self._on_checked, self._on_damaged)

    @Slot(object)
    def _on_checked(self, words: str) -> None:
        self.database_words.setText(
            self.tr("✓  The database is {words}.").format(words=in_user_language(words))
        )

    @Slot(object)
    def _on_damaged(self, error: PlayertagError) -> None:
        self.database_words.setText(f"⚠  {in_user_language(error.words)}")
