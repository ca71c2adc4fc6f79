"""A password for a server that photos are delivered to, and whether the server is the right one."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from core.errors import PlayertagError, UnknownHostError
from core.storage.destination import Login, user_of
from desktop import delivering
from desktop.document import Document, Operation
from desktop.views.team_dialogs import AskDialog, make_room

translate = QCoreApplication.translate


class DeliveryLogin(AskDialog):
    """Who asks, and by which password; whom it is told is asked where nothing vouches for the server."""

    signed_in = Signal(bool)
    """Whether a keyring keeps it."""

    def __init__(self, document: Document, to: str, parent: QWidget) -> None:
        title = translate("DeliveryLogin", "Sign in at {server}").format(server=to)
        super().__init__(document, title, translate("DeliveryLogin", "Sign in"), parent)
        self._to = to
        self.trusted = QCheckBox()
        self.trusted.hide()
        self._fingerprint = ""
        bucket = to.startswith(("s3:", "http"))
        self.user = self.add_field(self.tr("Access key") if bucket else self.tr("User"), "", optional=True)
        self.password = self.add_field(
            self.tr("Its secret") if bucket else self.tr("Password"), "", optional=True
        )
        if user := user_of(to):
            self.user.setText(user)
            self.user.setReadOnly(True)  # the address says it
            self.password.setFocus()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._form.addRow("", self.trusted)
        self.trusted.toggled.connect(self._update)
        self.hint.setText(
            self.tr(
                "It is kept for all folders of the server: in this computer's keyring, or where there is "
                "none until Playertag is closed; never in the library. Without a password, the keys of this "
                "computer are used."
            )
        )

    @Slot(object)
    def _on_done(self, kept: object) -> None:
        self.signed_in.emit(bool(kept))
        super()._on_done(kept)

    def complete(self) -> bool:
        """Whoever is shown a fingerprint says that it is the right one."""
        return not self._fingerprint or self.trusted.isChecked()

    def operation(self) -> Operation:
        """Try it."""
        login = Login(self.user.text().strip(), self.password.text(), self._fingerprint)
        return delivering.sign_in(self._to, login)

    @Slot(object)
    def _on_refused(self, error: PlayertagError) -> None:
        super()._on_refused(error)
        if isinstance(error, UnknownHostError):
            self._fingerprint = error.fingerprint
            self.trusted.setText(self.tr("The server is the one with this key"))
            self.trusted.setChecked(False)
            self.trusted.show()
            self.trusted.setFocus()
            self._update()
            make_room(self)
