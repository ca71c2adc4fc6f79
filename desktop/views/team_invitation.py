"""An invitation that was made just now: of a member for somebody, or of one's own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.errors import PlayertagError
from core.types import TeamStatus
from desktop import teamwork
from desktop.document import Document, Latest
from desktop.profile import Profile
from desktop.views.ask_path import Purpose, ask_new_file
from desktop.views.parts import CopyButton, button, label
from desktop.views.team_dialogs import make_room, refusal

INVITATION_HEIGHT = 96
WIDTH = 560
FILE = "playertag-invitation.txt"

translate = QCoreApplication.translate


class InvitationPart(QFrame):
    """An invitation, to be copied."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", "sentence")
        self.words.setWordWrap(True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Invitation"))
        self.text.setFixedHeight(INVITATION_HEIGHT)
        self.copy_button = CopyButton(self.tr("Copy"), self.text.toPlainText)
        beside = QHBoxLayout()
        beside.addWidget(self.text, 1)
        beside.addWidget(self.copy_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.words)
        layout.addLayout(beside)
        self.hide()

    def show_invitation(self, words: str, invitation: str) -> None:
        """Show it, all of it selected, and what it is for."""
        self.words.setText(words)
        self.copy_button.renew()
        self.text.setPlainText(invitation)
        self.text.selectAll()
        self.show()
        self.copy_button.setFocus()


class OwnInvitationDialog(QDialog):
    """One's own invitation, which is made when this is, to be copied or saved; a subclass says what for."""

    def __init__(self, document: Document, profile: Profile, title: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH)
        self._profile, self._words = profile, words
        self._reading = Latest(document, self)
        self._saving = Latest(document, self)
        self._file = Path()
        self.invitation = InvitationPart()
        self.said, self.problem = label("", "quiet"), label("", "problem")
        self.save_button = button(self.tr("Save in a file…"), self.ask_file)
        self.save_button.setEnabled(False)
        self._lay_out()
        self._say()
        self._reading.ask(teamwork.own_invitation(), self._on_made, self._on_refused)

    def _lay_out(self) -> None:
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.save_button)
        self._buttons.addStretch(1)
        title = label(self.windowTitle(), "title")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(self.invitation)
        for words in (title, self.said, self.problem):
            words.setWordWrap(True)
        layout.addWidget(self.said)
        layout.addWidget(self.problem)
        layout.addStretch(1)
        layout.addLayout(self._buttons)

    def add_button(self, made: QPushButton) -> QPushButton:
        """A way out, after those that are there."""
        self._buttons.addWidget(made)
        return made

    def _say(self, said: str = "", problem: str = "") -> None:
        for shown, words in ((self.said, said), (self.problem, problem)):
            shown.setText(words)
            shown.setVisible(bool(words))
        make_room(self)

    @Slot(object)
    def _on_made(self, invitation: str) -> None:
        self.save_button.setEnabled(True)
        self.invitation.show_invitation(self._words, invitation)
        make_room(self)

    @Slot(object)
    def _on_refused(self, error: PlayertagError) -> None:
        self._say(problem=refusal(error))

    @Slot()
    def ask_file(self) -> None:
        """Ask where it is to be kept."""
        title, kinds = self.tr("Save your invitation"), self.tr("Text files (*.txt)")
        path = ask_new_file(self._profile, self, title, Purpose.EXPORT, FILE, kinds)
        if path is not None:
            self._say()
            self._file = path
            operation = teamwork.save_invitation(self.invitation.text.toPlainText(), self._file)
            self._saving.ask(operation, self._on_saved, self._on_refused)

    @Slot(object)
    def _on_saved(self, _: object) -> None:
        self._say(self.tr("✓  Saved as {file}.").format(file=self._file))


class AnotherComputerDialog(OwnInvitationDialog):
    """What brings another computer of the member's into the team."""

    def __init__(self, document: Document, profile: Profile, parent: QWidget) -> None:
        title = translate("AnotherComputerDialog", "Another computer of yours")
        words = translate(
            "AnotherComputerDialog",
            "Paste this there, in Settings, “Join a team…”. Your password is in it: give it to nobody.",
        )
        super().__init__(document, profile, title, words, parent)
        self.add_button(button(self.tr("Close"), self.reject))


class EnteredDialog(OwnInvitationDialog):
    """Says to who has come into a team that this computer won't remember it."""

    def __init__(
        self, document: Document, profile: Profile, team: TeamStatus, joined: bool, parent: QWidget
    ) -> None:
        words = translate(
            "EnteredDialog", "An invitation that you joined by still lets in whoever has it: destroy it."
        )
        title = translate("EnteredDialog", "Keep this: you need it to come back")
        told = f"{_forgotten(team)} {words}" if joined else _forgotten(team)
        super().__init__(document, profile, title, told, parent)
        self.add_button(button(self.tr("Close"), self.reject))


class ForgottenDialog(OwnInvitationDialog):
    """Asks whether Playertag is to be closed and to forget what the member needs; by Enter it is not."""

    def __init__(self, document: Document, profile: Profile, team: TeamStatus, parent: QWidget) -> None:
        title = translate("ForgottenDialog", "Have you kept your invitation?")
        super().__init__(document, profile, title, _forgotten(team), parent)
        self.close_button = self.add_button(button(self.tr("Close Playertag"), self.accept))
        self.keep_button = self.add_button(button(self.tr("Keep working"), self.reject, "primary"))
        self.keep_button.setDefault(True)


def _forgotten(team: TeamStatus) -> str:
    """What this computer does not keep, and what brings it back."""
    if not team.unkept_key:
        words = translate(
            "OwnInvitationDialog",
            "This computer has no keyring: when Playertag ends, it forgets your password in the team {team}.",
        )
    elif team.unkept_password:
        words = translate(
            "OwnInvitationDialog",
            "This computer has no keyring: when Playertag ends, it forgets your password in the team {team} "
            "and your key to its pictures.",
        )
    else:
        words = translate(
            "OwnInvitationDialog",
            "This computer has no keyring: when Playertag ends, it forgets your key to the pictures of the "
            "team {team}.",
        )
    way = translate(
        "OwnInvitationDialog",
        "This brings it back: keep it where only you can read it, and paste it in Settings, “Paste a new "
        "invitation…”.",
    )
    return f"{words.format(team=team.name)} {way}"
