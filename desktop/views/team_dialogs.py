"""What is asked about a team: how to come into one, which server is meant, and whether it is meant."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.errors import InvalidValueError, PlayertagError
from desktop import teamwork
from desktop.document import Document, Latest, Operation
from desktop.errors import reason_of
from desktop.views.parts import button, label, level_labels

WIDTH = 560


def refusal(error: PlayertagError) -> str:
    """Why something was refused, beside its sign."""
    return f"⚠  {reason_of(error)}"


def make_room(dialog: QDialog) -> None:
    """Let a dialog grow by what is said in it: a layout would rather squeeze its fields."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        dialog.resize(dialog.width(), max(dialog.height(), layout.totalHeightForWidth(dialog.width())))


class AskDialog(QDialog):
    """Fields, and what is done with them; a refusal is said below, and the fields can be put right."""

    def __init__(self, document: Document, title: str, act: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH)
        self._acting = Latest(document, self)
        self._fields: list[QLineEdit] = []
        self._needed: list[QLineEdit] = []
        self._form = QFormLayout()
        self._form.setVerticalSpacing(9)
        self.hint = label("", "quiet")
        self.words = label("", "quiet")
        self.problem = label("", "problem")
        for one in (self.hint, self.words, self.problem):
            one.setWordWrap(True)
        self.act_button = button(act, self._act, "primary")
        self.act_button.setDefault(True)
        self._cancel_button = button(self.tr("Cancel"), self.reject)
        self._lay_out(title)
        self._say("", "")

    def _lay_out(self, title: str) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.words, 1)
        buttons.addWidget(self._cancel_button)
        buttons.addWidget(self.act_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        shown = label(title, "title")
        shown.setWordWrap(True)
        layout.addWidget(shown)
        layout.addLayout(self._form)
        layout.addWidget(self.hint)
        layout.addWidget(self.problem)
        layout.addStretch(1)
        layout.addLayout(buttons)

    def add_field(self, title: str, example: str, *, optional: bool = False) -> QLineEdit:
        """Ask for one thing more."""
        field = QLineEdit()
        field.setAccessibleName(title)
        field.setPlaceholderText(example)
        field.textChanged.connect(self._update)
        self._form.addRow(title, field)
        level_labels(self._form)
        self._fields.append(field)
        if not optional:
            self._needed.append(field)
        self._fields[0].setFocus()
        # The field came after the buttons, and stands above them.
        self.setTabOrder(field, self._cancel_button)
        self.setTabOrder(self._cancel_button, self.act_button)
        self._update()
        return field

    def operation(self) -> Operation:
        """What is done with the fields."""
        raise NotImplementedError

    def complete(self) -> bool:
        """Whether that can be done; is asked while the fields are added, too."""
        return all(field.text().strip() for field in self._needed)

    @Slot()
    def _update(self) -> None:
        self.act_button.setEnabled(self.complete() and not self._acting.busy)

    @Slot()
    def _act(self) -> None:
        self._acting.ask(self.operation(), self._on_done, self._on_refused)
        self._say(self.tr("Asking the server…"), "")
        self._update()

    def _say(self, words: str, problem: str) -> None:
        self.words.setText(words)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if self.isVisible():
            make_room(self)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """A long title has its lines."""
        super().showEvent(event)
        make_room(self)

    @Slot(object)
    def _on_done(self, _: object) -> None:
        self.accept()

    @Slot(object)
    def _on_refused(self, error: PlayertagError) -> None:
        self._say("", refusal(error))
        self.act_button.setEnabled(True)
        self._fields[0].setFocus()

    def reject(self) -> None:
        """Nobody waits for the answer any more."""
        self._acting.drop()
        super().reject()


class JoinDialog(AskDialog):
    """The invitation that somebody was given."""

    joined = Signal(bool)
    """Whether by an invitation that they made themselves."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(document, self.tr("Join a team"), self.tr("Join"), parent)
        self.invitation = self.add_field(self.tr("Invitation"), "playertag-invitation:…")
        self.hint.setText(self.tr("An owner of the team invites you and gives you the text to paste here."))
        self.own = QCheckBox(self.tr("I made it myself, on another computer of mine"))
        self.own.hide()
        self._form.addRow("", self.own)
        self.invitation.textChanged.connect(self._forget_own)

    def operation(self) -> Operation:
        """Join."""
        return teamwork.join(self.invitation.text(), own=self.own.isChecked())

    @Slot(object)
    def _on_done(self, _: object) -> None:
        self.accept()
        self.joined.emit(self.own.isChecked())

    @Slot()
    def _forget_own(self) -> None:
        self.own.setChecked(False)
        self.own.hide()

    @Slot(object)
    def _on_refused(self, error: PlayertagError) -> None:
        """Whoever is asked whether it is their own can say so."""
        super()._on_refused(error)
        if isinstance(error, InvalidValueError) and error.field == "own":
            self.own.show()
            self.own.setFocus()
            make_room(self)


class ServerDialog(AskDialog):
    """A server as its administrator comes to it; what is done there is a subclass's."""

    def __init__(self, document: Document, title: str, act: str, parent: QWidget) -> None:
        super().__init__(document, title, act, parent)
        field = self.tr("Address of the server")
        self.server = self.add_field(field, "postgresql://administrator@host/database")
        self.password = self.add_field(self.tr("The administrator's password"), "", optional=True)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.hint.setText(self.tr("The administrator may make roles there. Their password is not kept."))

    def address(self) -> str:
        """The address with the password in it."""
        return teamwork.with_password(self.server.text().strip(), self.password.text())


class CreateDialog(ServerDialog):
    """Where the team is to be, what it is called and who owns it."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(document, self.tr("Make a team"), self.tr("Make the team"), parent)
        self.name = self.add_field(self.tr("Name of the tournament"), "")
        self.login = self.add_field(self.tr("Your e-mail address"), "")

    def operation(self) -> Operation:
        """Make it."""
        return teamwork.create(self.address(), self.name.text(), self.login.text())


class UpgradeDialog(ServerDialog):
    """The server that is to be brought up to date."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        title, act = self.tr("Bring the server up to date"), self.tr("Bring up to date")
        super().__init__(document, title, act, parent)
        self.hint.setText(
            self.tr(
                "Needed once after an update of Playertag, by whoever looks after the server. Their password "
                "is not kept."
            )
        )

    def operation(self) -> Operation:
        """Bring it up to date."""
        return teamwork.upgrade(self.address())


class ConfirmDialog(QDialog):
    """Whether something is meant; by Enter it is not done."""

    def __init__(self, question: str, words: str, act: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(question)
        self.setMinimumWidth(WIDTH)
        shown, why = label(question, "title"), label(words, "quiet")
        self.act_button = button(act, self.accept)
        self.cancel_button = button(self.tr("Cancel"), self.reject, "primary")
        self.cancel_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.act_button)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        for one in (shown, why):
            one.setWordWrap(True)
            layout.addWidget(one)
        layout.addStretch(1)
        layout.addLayout(buttons)
        self.cancel_button.setFocus()
