"""The team that the library is in: into one, out of it, and syncing with the others."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Signal, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout

from core.changes import Changes
from core.errors import PlayertagError
from core.settings import Settings
from core.types import Role, TeamStatus
from desktop import teamwork
from desktop.document import Document, Latest
from desktop.jobs import Job, JobState
from desktop.live_sync import LiveSync
from desktop.models.members import role_may, role_words
from desktop.models.table import moment
from desktop.profile import Profile
from desktop.readings import Standing
from desktop.views.flow_layout import FlowLayout
from desktop.views.parts import CopyButton, Place, button, label
from desktop.views.settings_form import TEAM, SettingsForm
from desktop.views.team_dialogs import ConfirmDialog, CreateDialog, JoinDialog, UpgradeDialog, refusal
from desktop.views.team_invitation import AnotherComputerDialog, EnteredDialog
from desktop.views.team_members import MembersDialog
from desktop.views.team_stations import StationsDialog
from desktop.views.team_store import StoreDialog

NO_MARGINS, GAP_PX = QMargins(), 8


class TeamBox(Place):
    """How the library stands with its team, and what can be done about that."""

    conflicts_wanted = Signal()
    """About which faces people disagree is to be shown."""

    def __init__(self, document: Document, live: LiveSync, profile: Profile) -> None:
        super().__init__(document)
        self._live, self._profile = live, profile
        self._team: TeamStatus | None = None
        self._syncing = False
        self._reading = Latest(document, self)
        self._entering = Latest(document, self)
        self._leaving = Latest(document, self)
        self._indexing = Latest(document, self)
        self.form = SettingsForm(Settings, TEAM)
        self.words = label("", "quiet")
        self.role = label("", "quiet")
        self.proof = label("", "quiet")
        self.waiting = label("", "quiet")
        self.store = label("", "quiet")
        self.synced = label("", "quiet")
        self.trouble = label("", "problem")
        self.said = label("", "quiet")
        self.problem = label("", "problem")
        self.join_button = button(self.tr("Join a team…"), self.ask_invitation)
        self.make_button = button(self.tr("Make a team…"), self.ask_server)
        self.sync_button = button(self.tr("Sync now"), self.sync, "primary")
        self.members_button = button(self.tr("Members…"), self.show_members)
        self.conflicts_button = button("", self._on_conflicts)
        self.store_button = button(self.tr("Pictures…"), self.show_store)
        self.stations_button = button(self.tr("Stations…"), self.show_stations)
        self.leave_button = button(self.tr("Leave the team…"), self.ask_leave)
        self.upgrade_button = button(self.tr("Bring the server up to date…"), self.ask_upgrade, "link")
        self.again_button = button(self.tr("Paste a new invitation…"), self.ask_invitation, "link")
        self.own_button = button(self.tr("Another computer…"), self.show_own_invitation, "link")
        self.index_button = button(self.tr("Index the server's faces"), self.index, "link")
        self.unkept = label(
            self.tr(
                "This computer has no keyring: your password is forgotten when the window is closed. Keep it "
                "yourself; PLAYERTAG_TEAM_PASSWORD in the environment can hold it."
            ),
            "quiet",
        )
        self.copy_button = CopyButton(self.tr("Copy the password"), self._password, "link")
        self._lay_out()
        live.met.connect(self.reload_later)
        live.changed.connect(self._show_trouble)
        self._show_trouble()
        self._show(Standing(None))

    def _lay_out(self) -> None:
        self._in_team = (
            self.sync_button,
            self.members_button,
            self.conflicts_button,
            self.store_button,
            self.stations_button,
            self.leave_button,
            self.own_button,
            self.again_button,
            self.index_button,
            self.upgrade_button,
        )
        buttons, links = FlowLayout(NO_MARGINS, GAP_PX), FlowLayout(NO_MARGINS, GAP_PX)
        for one in (
            self.join_button,
            self.make_button,
            *self._in_team,
            self.copy_button,
        ):
            (links if one.property("kind") == "link" else buttons).addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._of_team = (self.role, self.proof, self.waiting, self.store, self.synced, self.form)
        for words in (self.words, *self._of_team[:-1], self.trouble, self.unkept):
            words.setWordWrap(True)
            layout.addWidget(words)
        layout.addWidget(self.form)
        layout.addLayout(buttons)
        layout.addLayout(links)
        for words in (self.said, self.problem):
            words.setWordWrap(True)
            words.hide()
            layout.addWidget(words)

    def concerns(self, changes: Changes, initiator: object) -> bool:  # noqa: ARG002
        """Every change: what is done here waits to be sent."""
        return True

    def reload(self) -> None:
        """Read how the library stands with its team."""
        self._reading.ask(teamwork.read_standing(), self._show, self._on_refused)

    @Slot(object)
    def _show(self, standing: Standing) -> None:
        if self._password() != (standing.team.unkept_password if standing.team else ""):
            self.copy_button.renew()
        team = self._team = standing.team
        self.join_button.setVisible(team is None)
        self.make_button.setVisible(team is None)
        for one in (*self._in_team, *self._of_team):
            one.setVisible(team is not None)
        for one in (self.unkept, self.copy_button):
            one.setVisible(team is not None and bool(team.unkept_password))
        if team is None:
            self.words.setText(
                self.tr(
                    "A team here is the people who work on one tournament together, not a side that plays: "
                    "others see your answers and you see theirs. Photos themselves stay on this computer, "
                    "unless you share them."
                )
            )
            return
        for one in (self.stations_button, self.index_button):
            one.setVisible(team.may(Role.PHOTOGRAPHER))
        self.form.set_offered("share_originals", team.may(Role.PHOTOGRAPHER))
        words = self.tr("In the team {name} on {server}, as {login}.")
        self.words.setText(words.format(name=team.name, server=team.server, login=team.login))
        self._say_role(team.role)
        self.proof.setText(self._proof(team, standing.signed_in))
        self.waiting.setText(self.tr("Waiting to be sent: {n}").format(n=team.waiting))
        self.store.setText(self._store_words(team))
        self.conflicts_button.setText(self.tr("Conflicts: {n}").format(n=len(standing.disputes.conflicts)))
        last = self.tr("Last synced: {time}")
        at = team.synced_at
        self.synced.setText(last.format(time=moment(at)) if at else self.tr("Not synced yet"))

    def _store_words(self, team: TeamStatus) -> str:
        if not team.store:
            return self.tr("Pictures are not shared: others see answers and no faces.")
        words = self.tr("Crops and previews are shared in {address}.")
        if teamwork.takes_keys(team.store):
            kept = self.tr("Crops and previews are shared in {address}, to which you have the key {key}.")
            none = self.tr(
                "Crops and previews are shared in {address}. This computer has no key of yours to it: give "
                "one in “Pictures…”."
            )
            words = kept if team.store_key else none
        return words.format(address=team.store, key=team.store_key)

    @Slot()
    def _show_trouble(self) -> None:
        """What the status line has room to begin with."""
        trouble = self._live.trouble
        words = refusal(trouble) if isinstance(trouble, PlayertagError) else ""
        if words and words != self.trouble.text():
            self._say()  # what went well before does not stand beside its opposite
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def _say_role(self, role: Role | None) -> None:
        self.role.setVisible(role is not None)
        if role is not None:
            words = self.tr("Your role: {role} – {may}.")
            self.role.setText(words.format(role=role_words(role), may=role_may(role)))

    def _proof(self, team: TeamStatus, signed_in: str) -> str:
        if team.verified:
            return self.tr("✓  Verified: you are signed in with Google as this member.")
        if signed_in:
            words = self.tr(
                "⚠  You are signed in as {email}: nothing is synced, and nothing can be answered, until you "
                "sign out, above."
            )
            return words.format(email=signed_in)
        return self.tr("By this member's password alone. Signing in with Google, above, proves more.")

    def _password(self) -> str:
        return self._team.unkept_password if self._team is not None else ""

    def _say(self, said: str = "", problem: str = "") -> None:
        for shown, words in ((self.said, said), (self.problem, problem)):
            shown.setText(words)
            shown.setVisible(bool(words))

    @Slot()
    def sync(self) -> None:
        """Meet the others; the activity area shows how far it is."""
        if self._syncing:
            return
        self._say(self.tr("Syncing…"))
        self._set_syncing(True)
        job = self.document.job(teamwork.sync())
        job.succeeded.connect(self._on_synced)
        job.failed.connect(self._on_refused)
        job.cancelled.connect(self._on_stopped)
        job.ended.connect(self._on_sync_ended)
        job.start()

    @Slot(object)
    def _on_synced(self, report: object) -> None:
        self._say(teamwork.synced(report))
        self._live.retry()

    @Slot()
    def index(self) -> None:
        """Have the server index the faces, which it does once there are many."""
        self._say()
        self._indexing.ask(teamwork.index(), self._on_indexed, self._on_refused)

    @Slot(object)
    def _on_indexed(self, made: object) -> None:
        self._say(teamwork.indexed(made))

    @Slot()
    def _on_stopped(self) -> None:
        self._say(self.tr("Stopped; what was synced until then is kept."))

    @Slot(object)
    def _on_sync_ended(self, job: Job) -> None:
        if job.state is JobState.CRASHED:
            self._say()
        self._set_syncing(False)
        self.reload()

    def _set_syncing(self, syncing: bool) -> None:
        """Whatever else asks the server would only wait until a sync is over; the focus stays where it is."""
        self._syncing = syncing
        for one in (self.members_button, self.leave_button):
            one.setEnabled(not syncing)

    @Slot(object)
    def _on_refused(self, error: PlayertagError) -> None:
        self._say(problem=refusal(error))

    @Slot()
    def ask_invitation(self) -> None:
        """Ask for an invitation, and join."""
        dialog = JoinDialog(self.document, self)
        dialog.joined.connect(self._on_joined)
        self._open(dialog)

    @Slot(bool)
    def _on_joined(self, own: bool) -> None:
        self._say(self.tr("You are in the team."))
        self._live.retry()
        entered = self._on_back if own else self._on_entered
        self._entering.ask(teamwork.read_standing(), entered)

    @Slot(object)
    def _on_back(self, standing: Standing) -> None:
        """Whoever came by an invitation of their own has it."""
        self._show(standing)
        self.sync_button.setFocus()

    @Slot(object)
    def _on_entered(self, standing: Standing) -> None:
        self._on_back(standing)
        self._give_invitation(standing, joined=True)

    def _give_invitation(self, standing: Standing, *, joined: bool) -> None:
        """To whom this computer will forget, what brings them back."""
        if standing.team is not None and standing.team.forgotten:
            self._open_beside(EnteredDialog(self.document, self._profile, standing.team, joined, self))

    @Slot()
    def ask_server(self) -> None:
        """Ask where the team is to be, and make it."""
        dialog = CreateDialog(self.document, self)
        dialog.accepted.connect(self._on_made)
        self._open(dialog)

    @Slot()
    def _on_made(self) -> None:
        self._say(self.tr("The team is made: Members… invites the others."))
        self._entering.ask(teamwork.read_standing(), self._on_owned)

    @Slot(object)
    def _on_owned(self, standing: Standing) -> None:
        self._on_back(standing)
        self._give_invitation(standing, joined=False)
        self.members_button.setFocus()

    @Slot()
    def ask_upgrade(self) -> None:
        """Ask which server is to be brought up to date."""
        dialog = UpgradeDialog(self.document, self)
        dialog.accepted.connect(self._on_upgraded)
        self._open(dialog)

    @Slot()
    def _on_upgraded(self) -> None:
        self._say(self.tr("✓  The server is up to date."))

    @Slot()
    def show_members(self) -> None:
        """Who is in the team."""
        if self._team is not None:
            self._open(MembersDialog(self.document, self._team, self._live, self))

    @Slot()
    def show_own_invitation(self) -> None:
        """What brings another computer of the member's into the team."""
        self._open(AnotherComputerDialog(self.document, self._profile, self))

    @Slot()
    def show_store(self) -> None:
        """Where the team's pictures are."""
        if self._team is not None:
            self._open(StoreDialog(self.document, self._team, self))

    @Slot()
    def show_stations(self) -> None:
        """Photos that several computers process."""
        self._open(StationsDialog(self.document, self._profile, self))

    @Slot()
    def _on_conflicts(self) -> None:
        self._say()
        self.conflicts_wanted.emit()

    @Slot()
    def ask_leave(self) -> None:
        """Whether the library is really to leave its team."""
        if self._team is None:
            return
        name, waiting = self._team.name, self._team.waiting
        words = self.tr(
            "Everything in this library stays, and everything that was sent stays with the others. What is "
            "done here from then on they do not see. To come back you need an invitation: one of your own, "
            "which “Another computer…” makes as long as you are in, or a new one of an owner's."
        )
        if self._team.may(Role.OWNER):
            alone = self.tr(
                "⚠  You are an owner: if you are the only one, nobody can invite or dismiss anybody after "
                "that. Keep an invitation of your own, or make somebody else an owner first."
            )
            words = f"{words}\n\n{alone}"
        if waiting:
            unsent = self.tr("⚠  Not sent yet, and not seen by the others if you leave now: {n}.")
            words = f"{words}\n\n{unsent.format(n=waiting)}"
        dialog = ConfirmDialog(
            self.tr("Leave the team {name}?").format(name=name),
            words,
            self.tr("Leave {name}").format(name=name),
            self,
        )
        dialog.accepted.connect(self._leave)
        self._open(dialog)

    @Slot()
    def _leave(self) -> None:
        self._say()
        self._leaving.ask(teamwork.leave(), self._on_left, self._on_refused)

    @Slot(object)
    def _on_left(self, _: object) -> None:
        self._say(self.tr("This library is in no team any more; everything in it has stayed."))
        self._show(Standing(None))
        self.join_button.setFocus()

    def _open(self, dialog: QDialog) -> None:
        self._say()
        self._open_beside(dialog)

    def _open_beside(self, dialog: QDialog) -> None:
        """Open a dialog; what was said stays."""
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
