"""The settings, and what looks after the library."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
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
from desktop.live_sync import LiveSync
from desktop.profile import Profile, UserSettings
from desktop.readings import Preferences
from desktop.views.account_box import AccountBox
from desktop.views.keys import KeysPage
from desktop.views.pack_page import PackDialog
from desktop.views.parts import Place, bar, button, column, fill, label
from desktop.views.privacy import PRIVACY, PrivacyBox
from desktop.views.settings_form import FILES, MODELS, TEAM, ModelsForm, SettingsForm
from desktop.views.team_box import TeamBox
from desktop.views.upkeep_box import UpkeepBox

WIDEST = 860
# The keys have a part of their own.
APPEARANCE = ("theme", "language")


class SettingsView(Place):
    """The library's settings and the user's, saved on change; account, team, upkeep and privacy."""

    user_wanted = Signal(str, object)
    """The name of one of the user's settings and the value that they gave it."""
    restore_wanted = Signal()
    """The user thinks of going back to a backup."""

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
            Settings, [n for n in Settings.model_fields if n not in MODELS + FILES + TEAM + PRIVACY]
        )
        self.files = SettingsForm(Settings, FILES)
        self.models = ModelsForm()
        self.user = SettingsForm(UserSettings, APPEARANCE)
        self.user.show_values(profile.user)
        self.keys = KeysPage(keys)
        self.account = AccountBox(document, profile)
        self.team = TeamBox(document, live, profile)
        self.upkeep = UpkeepBox(document)
        self.privacy = PrivacyBox(document, root)
        self.library.wanted.connect(self._on_library_wanted)
        self.models.wanted.connect(self._on_models_wanted)
        self.files.wanted.connect(self._on_files_wanted)
        self.team.form.wanted.connect(self._on_team_wanted)
        self.privacy.form.wanted.connect(self._on_privacy_wanted)
        self.models.install_wanted.connect(self.ask_pack)
        self.user.wanted.connect(self.user_wanted)
        self.upkeep.restore_wanted.connect(self.restore_wanted)
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
        self.privacy.reload()

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
        self.privacy.form.show_values(preferences.settings)
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

    @Slot(str, object)
    def _on_privacy_wanted(self, name: str, value: object) -> None:
        self._write(self.privacy.form, name, value)

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
