"""An invitation that was made just now: of a member for somebody, or of one's own for another computer."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from core.errors import PlayertagError
from desktop import teamwork
from desktop.document import Document, Latest
from desktop.views.parts import CopyButton, button, label
from desktop.views.team_dialogs import refusal

INVITATION_HEIGHT = 96
WIDTH = 560


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
    """What brings another computer of the member's into the team."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Another computer of yours"))
        self.setMinimumWidth(WIDTH)
        self._reading = Latest(document, self)
        self.invitation = InvitationPart()
        self.problem = label("", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(self.tr("Close"), self.reject))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(label(self.windowTitle(), "title"))
        layout.addWidget(self.invitation)
        layout.addWidget(self.problem)
        layout.addStretch(1)
        layout.addLayout(buttons)
        self._reading.ask(teamwork.own_invitation(), self._on_made, self._on_refused)

    @Slot(object)
    def _on_made(self, invitation: str) -> None:
        words = self.tr(
            "Paste this there, in Settings, “Join a team…”. Your password is in it: give it to nobody."
        )
        self.invitation.show_invitation(words, invitation)

    @Slot(object)
    def _on_refused(self, error: PlayertagError) -> None:
        self.problem.setText(refusal(error))
        self.problem.show()
