"""Who is signed in, and in and out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.errors import PlayertagError
from core.types import Identity, SignedOut
from desktop import upkeep
from desktop.document import Document, Latest
from desktop.jobs import Job, JobState
from desktop.profile import Profile
from desktop.readings import Access
from desktop.views.ask_path import Purpose, ask_file
from desktop.views.parts import CopyButton, button, label
from desktop.views.team_dialogs import refusal


class AccountBox(QWidget):
    """Says who is signed in; while the user is at the browser it can be stopped, and the address copied."""

    _sent = Signal(str)
    """The address that the browser was sent to; from the job's thread."""

    def __init__(self, document: Document, profile: Profile) -> None:
        super().__init__()
        self._document = document
        self._profile = profile
        self._asking = Latest(document, self)
        self._acting = Latest(document, self)
        self._waiting: Job | None = None
        self._access = Access(None, client=True)
        self._address = ""
        self.words = label("", "quiet")
        self.said = label("", "quiet")
        self.problem = label("", "problem")
        self.in_button = button(self.tr("Sign in with Google…"), self.sign_in)
        self.cancel_button = button(self.tr("Cancel"), self.cancel)
        self.copy_button = CopyButton(self.tr("Copy the address"), lambda: self._address, "link")
        self.client_button = button(self.tr("Choose the client file…"), self.choose_client, "link")
        self.out_button = button(self.tr("Sign out"), self.sign_out)
        self._sent.connect(self._on_sent)
        self._lay_out()
        self._show(self._access)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for one in (
            self.in_button,
            self.cancel_button,
            self.copy_button,
            self.client_button,
            self.out_button,
        ):
            buttons.addWidget(one)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.words.setWordWrap(True)
        layout.addWidget(self.words)
        layout.addLayout(buttons)
        for words in (self.said, self.problem):
            words.setWordWrap(True)
            words.hide()
            layout.addWidget(words)

    def reload(self) -> None:
        """Ask who is signed in."""
        self._asking.ask(upkeep.read_access(), self._show)

    @Slot()
    def sign_in(self) -> None:
        """Send the user to the browser; what comes of it is said where they look."""
        self._say()
        self._address = ""
        self._waiting = job = self._document.job(upkeep.sign_in(self._sent.emit))
        job.failed.connect(self._on_refused)
        job.ended.connect(self._on_ended)
        self._show(self._access)
        self.cancel_button.setFocus()
        job.start()

    @Slot()
    def cancel(self) -> None:
        """Wait no longer for the browser."""
        if self._waiting is not None:
            self._waiting.cancel()

    @Slot()
    def choose_client(self) -> None:
        """Ask for the client file of a Google project."""
        title = self.tr("The client file of a Google project")
        file = ask_file(self._profile, self, title, Purpose.CLIENT, self.tr("Client files (*.json)"))
        if file is not None:
            self.use_client(file)

    def use_client(self, file: Path) -> None:
        """Take over a client file."""
        self._say()
        self._acting.ask(upkeep.use_client(file), self._on_client, self._on_refused)

    @Slot()
    def sign_out(self) -> None:
        """Forget who is signed in."""
        self._say()
        self._acting.ask(upkeep.sign_out(), self._on_signed_out, self._on_refused)

    @Slot(object)
    def _show(self, access: Access) -> None:
        self._access = access
        waiting, identity = self._waiting is not None, access.identity
        self.words.setText(self._words(identity, access.client))
        self.in_button.setVisible(not waiting and identity is None)
        self.in_button.setEnabled(access.client)
        self.client_button.setVisible(not waiting and identity is None)
        self.cancel_button.setVisible(waiting)
        self.copy_button.setVisible(waiting)
        self.copy_button.setEnabled(bool(self._address))
        self.out_button.setVisible(not waiting and identity is not None)

    def _words(self, identity: Identity | None, client: bool) -> str:
        if self._waiting is not None:
            return self.tr(
                "Your browser was opened: sign in there, and come back. If it did not open, copy the address "
                "into a browser on this computer."
            )
        if identity is not None:
            words = self.tr("Signed in as {name} ({email}).")
            if not identity.kept:
                words = self.tr(
                    "Signed in as {name} ({email}). This computer has no keyring: when the window is closed, "
                    "you are signed out."
                )
            return words.format(name=identity.name, email=identity.email)
        if client:
            return self.tr("Nobody is signed in, and nothing needs it. Signing in proves who answers.")
        return self.tr(
            "Nobody is signed in, and nothing needs it. In a team it proves who answers: whoever runs the "
            "team has a small file for that, made once at Google, to be chosen here."
        )

    def _say(self, said: str = "", problem: str = "") -> None:
        for shown, words in ((self.said, said), (self.problem, problem)):
            shown.setText(words)
            shown.setVisible(bool(words))

    @Slot(str)
    def _on_sent(self, address: str) -> None:
        self._address = address
        self.copy_button.renew()
        self.copy_button.setEnabled(True)

    @Slot(object)
    def _on_refused(self, error: PlayertagError) -> None:
        self._say(problem=refusal(error))

    @Slot(object)
    def _on_ended(self, job: Job) -> None:
        self._waiting = None
        access = Access(job.result, client=True) if job.state is JobState.DONE else self._access
        self._go_on(self.cancel_button, access)

    def _go_on(self, pressed: QPushButton, access: Access) -> None:
        """Show who is signed in now; whoever went on with something else meanwhile keeps the keyboard."""
        had_focus = self.window().focusWidget() is pressed
        self._show(access)
        if had_focus:
            (self.in_button if access.identity is None else self.out_button).setFocus()

    @Slot(object)
    def _on_client(self, _: object) -> None:
        self._show(Access(None, client=True))

    @Slot(object)
    def _on_signed_out(self, way: SignedOut) -> None:
        if way is SignedOut.UNTOLD:
            self._say(
                self.tr(
                    "You are signed out on this computer. Google could not be told: remove Playertag "
                    "yourself at myaccount.google.com/connections."
                )
            )
        self._go_on(self.out_button, Access(None, self._access.client))
        self.reload()
