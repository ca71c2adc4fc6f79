"""Who is in the team: invite somebody, dismiss somebody."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.errors import InvalidValueError, PlayertagError
from core.types import Member, Role, TeamStatus
from desktop import teamwork
from desktop.document import Document, Latest, Operation
from desktop.live_sync import LiveSync
from desktop.models import roles
from desktop.models.members import MembersModel, role_may, role_words
from desktop.views.parts import bar, button, label
from desktop.views.tables import plain_table
from desktop.views.team_dialogs import ConfirmDialog, refusal
from desktop.views.team_invitation import InvitationPart


class MembersDialog(QDialog):
    """A table of the members, and below it the way in."""

    def __init__(self, document: Document, team: TeamStatus, live: LiveSync, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Members of {team}").format(team=team.name))
        self.resize(760, 560)
        self._team = team
        self._reading = Latest(document, self)
        self._acting = Latest(document, self)
        self._busy = False
        self._invited = self._meant = ""
        self.members = MembersModel(self)
        self.table = plain_table(self.members, self.tr("Members"))
        self.words = label("", "quiet")
        self.problem = label("", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.renew_button = button(self.tr("New invitation…"), self.ask_renewal)
        self.dismiss_button = button(self.tr("Dismiss…"), self.ask_dismissal)
        self.login = QLineEdit()
        self.login.setAccessibleName(self.tr("E-mail address"))
        self.login.setPlaceholderText(self.tr("E-mail address"))
        self.role = QComboBox()
        self.role.setAccessibleName(self.tr("Role"))
        for role in Role:
            words = self.tr("{role}: {may}").format(role=role_words(role), may=role_may(role))
            self.role.addItem(words, role)
        self.role.setCurrentIndex(self.role.findData(Role.REVIEWER))
        self.key, self.secret = QLineEdit(), QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        for field, words in (
            (self.key, self.tr("Their access key to the pictures, if you have one")),
            (self.secret, self.tr("Its secret")),
        ):
            field.setAccessibleName(words)
            field.setPlaceholderText(words)
            field.textChanged.connect(self._update)
        self.invite_button = button(self.tr("Invite"), self.invite, "primary")
        self.invite_button.setDefault(True)
        self.invitation = InvitationPart()
        self._lay_out()
        self.login.textChanged.connect(self._update)
        self.table.selectionModel().selectionChanged.connect(self._update)
        self.members.modelReset.connect(self._update)
        keyed = teamwork.takes_keys(team.store)
        self.key.setVisible(keyed)
        self.secret.setVisible(keyed)
        self._owns = team.may(Role.OWNER)
        for one in (self._inviting, self.renew_button, self.dismiss_button):
            one.setVisible(self._owns)
        (self.login if self._owns else self.table).setFocus()
        live.met.connect(self._read)
        self.words.setText(self.tr("Asking the server…"))
        self._read()

    def _lay_out(self) -> None:
        self._inviting = QWidget()
        inviting = QGridLayout(self._inviting)
        inviting.setContentsMargins(0, 0, 0, 0)
        inviting.addWidget(label(self.tr("INVITE SOMEBODY"), "section"), 0, 0, 1, 3)
        inviting.addWidget(self.login, 1, 0)
        inviting.addWidget(self.role, 1, 1)
        inviting.addWidget(self.invite_button, 1, 2)
        inviting.addWidget(self.key, 2, 0)
        inviting.addWidget(self.secret, 2, 1)
        inviting.setColumnStretch(0, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(self.tr("Close"), self.reject))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self.table, 1)
        layout.addWidget(
            bar("plainBar", self.words, None, self.renew_button, self.dismiss_button, margins=(0, 0))
        )
        layout.addWidget(self._inviting)
        layout.addWidget(self.problem)
        layout.addWidget(self.invitation)
        layout.addLayout(buttons)

    def chosen(self) -> Member | None:
        """The member who is selected."""
        rows = self.table.selectionModel().selectedRows()
        member = rows[0].data(roles.ROW) if rows else None
        return member if isinstance(member, Member) else None

    @Slot()
    def _update(self) -> None:
        member, free = self.chosen(), not self._busy
        other = member is not None and member.active and member.login != self._team.login
        self.dismiss_button.setEnabled(other and free)
        self.renew_button.setEnabled(other and free and member is not None and member.role is not Role.OWNER)
        whole_key = bool(self.key.text().strip()) == bool(self.secret.text().strip())
        self.invite_button.setEnabled(bool(self.login.text().strip()) and whole_key and free)

    @Slot()
    def _read(self) -> None:
        self._reading.ask(teamwork.read_members(), self._on_read, self._on_unread)
        self._update()

    @Slot(object)
    def _on_read(self, members: Sequence[Member]) -> None:
        if list(members) != self.members.rows():
            self._show(members)
        active = sum(member.active for member in members)
        words = self.tr("Members: {n}") if self._owns else self.tr("Members: {n}. Owners invite and dismiss.")
        self.words.setText(words.format(n=active))

    def _show(self, members: Sequence[Member]) -> None:
        """Show these; whoever was selected is it still, and in the same place where there is room."""
        chosen, place = self.chosen(), self.table.verticalScrollBar().value()
        self.members.set_rows(members)
        logins = [member.login for member in members]
        if chosen is not None and chosen.login in logins:
            self.table.selectRow(logins.index(chosen.login))
        self.table.verticalScrollBar().setValue(place)

    @Slot(object)
    def _on_unread(self, error: PlayertagError) -> None:
        self.words.clear()
        self._say(refusal(error))

    @Slot()
    def invite(self) -> None:
        """Make them a member, and show what they are to be given."""
        self._invite(change_role=False)

    @Slot()
    def _invite_as_other(self) -> None:
        self._invite(change_role=True)

    def _invite(self, *, change_role: bool) -> None:
        self._invited = self.login.text().strip()
        self.invitation.hide()
        role = Role(self.role.currentData())  # of which Qt makes a plain text
        key = teamwork.key_of(self.key.text(), self.secret.text())
        operation = teamwork.invite(self._invited, role, key, change_role=change_role)
        self._act(operation, self._on_invited)

    @Slot(object)
    def _on_invited(self, invitation: str) -> None:
        self._busy = False
        words = self.tr(
            "Give this to {login}. It is shown only once, and lets in whoever has it: treat it like a "
            "password."
        )
        self.invitation.show_invitation(words.format(login=self._invited), invitation)
        for field in (self.login, self.key, self.secret):
            field.clear()
        self.role.setCurrentIndex(self.role.findData(Role.REVIEWER))
        self._read()

    @Slot()
    def ask_renewal(self) -> None:
        """Whether the selected member is really to have a new password."""
        member = self.chosen()
        if member is None:
            return
        question = self.tr("Make a new invitation for {login}?").format(login=member.login)
        words = self.tr(
            "For somebody who has lost their password. The old one stops working at once, on every computer "
            "that has it, until the new invitation is pasted there. Nothing that they did is lost."
        )
        act = self.tr("New invitation for {login}").format(login=member.login)
        self._confirm(ConfirmDialog(question, words, act, self), member, self._renew)

    @Slot()
    def _renew(self) -> None:
        self._invited = self._meant
        self.invitation.hide()
        self._act(teamwork.renew(self._meant), self._on_invited)

    def _confirm(self, dialog: ConfirmDialog, member: Member, act: Callable[[], None]) -> None:
        self._meant = member.login
        dialog.accepted.connect(act)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def ask_dismissal(self) -> None:
        """Whether the selected member is really to go."""
        member = self.chosen()
        if member is None:
            return
        question = self.tr("Dismiss {login} from {team}?").format(login=member.login, team=self._team.name)
        words = self.tr(
            "They can no longer sync. What they answered stays, and so does what is in their own library."
        )
        if teamwork.takes_keys(self._team.store):
            key = self.tr(
                "Their key of the store of pictures stays good until whoever looks after the bucket takes it "
                "away."
            )
            words = f"{words} {key}"
        act = self.tr("Dismiss {login}").format(login=member.login)
        self._confirm(ConfirmDialog(question, words, act, self), member, self._dismiss)

    @Slot()
    def _dismiss(self) -> None:
        self._act(teamwork.dismiss(self._meant), self._on_dismissed)

    @Slot(object)
    def _on_dismissed(self, _was_in: bool) -> None:
        self._busy = False
        self._read()

    def _act(self, operation: Operation, succeeded: Callable[..., None]) -> None:
        self._busy = True
        self._say("")
        self._acting.ask(operation, succeeded, self._on_refused)
        self._update()

    @Slot(object)
    def _on_refused(self, error: PlayertagError) -> None:
        self._busy = False
        self._update()
        if isinstance(error, InvalidValueError) and error.field == "role":
            self._ask_other_role()
        else:
            self._say(refusal(error))

    def _ask_other_role(self) -> None:
        """Whether a member is really to have another role."""
        role = Role(self.role.currentData())
        names = {"login": self._invited, "role": role_words(role), "may": role_may(role)}
        question = self.tr("Give {login} another role?").format(**names)
        words = self.tr(
            "They are a member already, with another role. From now on they would be: {role} – {may}."
        ).format(**names)
        dialog = ConfirmDialog(question, words, self.tr("Change to {role}").format(**names), self)
        dialog.accepted.connect(self._invite_as_other)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
