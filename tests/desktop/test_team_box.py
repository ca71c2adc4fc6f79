"""The team in the settings, by clicks: without a server, and with a real one on loopback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QPushButton, QWidget

from core.auth import credentials
from core.changes import Changes
from core.errors import InvalidValueError
from core.jobs import JobContext
from core.library import Library
from core.sync.engine import the_team
from core.sync.inviting import Invitation
from core.sync.pictures import key_name
from core.types import Consent, FaceId, FaceState, Player, PlayerId, PlayerUpdate, Role
from core.words import said
from desktop import rostering
from desktop.document import Operation
from desktop.jobs import Lane
from desktop.models import roles
from desktop.models.members import role_may, role_words
from desktop.views.team_box import TeamBox
from desktop.views.team_conflicts import ConflictsDialog
from desktop.views.team_dialogs import ConfirmDialog, CreateDialog, JoinDialog, UpgradeDialog, refusal
from desktop.views.team_invitation import AnotherComputerDialog, EnteredDialog, ForgottenDialog
from desktop.views.team_members import MembersDialog
from desktop.views.team_store import StoreDialog
from tests.core.test_storage import key_of
from tests.desktop.conftest import Driver, OpenWindow, endless
from tests.desktop.test_accessibility import faults
from tests.fakes.planter import Planter
from tests.fakes.s3 import S3Server
from tests.fakes.team import Team

LEFT = Qt.MouseButton.LeftButton
SETTINGS = 6
_names = count(1)

Dialog = TypeVar("Dialog", bound=QDialog)


@pytest.fixture
def driver(open_window: OpenWindow, library: Library) -> Driver:
    """The window on an empty library that syncs when asked, at the settings."""
    library.update_settings(sync_by_itself=False)
    made = open_window(library)
    made.go_to(SETTINGS)
    return made


@pytest.fixture
def owner_login() -> str:
    """A login of its own for each test: all databases of a server have the same."""
    return f"window-owner{next(_names)}@example.org"


@pytest.fixture
def bob_login() -> str:
    """As `owner_login`."""
    return f"window-bob{next(_names)}@example.org"


@pytest.fixture
def owner(driver: Driver, address: str, owner_login: str) -> Driver:
    """The window on the library of who made a team."""
    driver.library.team.create(address, "Summer Cup", owner_login)
    driver.session.document.tell(Changes(settings=True))
    driver.until_idle()
    return driver


@pytest.fixture
def bob(owner: Driver, bob_login: str, tmp_path: Path) -> Iterator[Library]:
    """The library of somebody who was invited."""
    with Library.open(tmp_path / "bob") as library:
        library.team.join(owner.library.team.invite(bob_login, Role.REVIEWER))
        yield library


def box(driver: Driver) -> TeamBox:
    """The section."""
    return driver.window.settings.team


def click(driver: Driver, button: QPushButton) -> None:
    """Click, and wait until what that began is over."""
    assert button.isVisible()
    assert button.isEnabled(), button.text()
    QTest.mouseClick(button, LEFT)
    driver.until_idle()


def opened(driver: Driver, button: QPushButton, kind: type[Dialog]) -> Dialog:
    """The dialog that a button opens; whoever can't see it can use it too."""
    click(driver, button)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    assert QTest.qWaitForWindowActive(dialog)
    assert not faults([(kind.__name__, dialog)])
    return dialog


def leave_by_escape(driver: Driver, dialog: QDialog) -> None:
    """Press Escape."""
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    driver.until_idle()
    assert QApplication.activeModalWidget() is not dialog


def state(library: Library, face: FaceId) -> tuple[FaceState, PlayerId | None]:
    """What a library says of a face."""
    found = Planter(library).face(face)
    return found.state, found.player_id


def sync(library: Library) -> None:
    """Sync without a window."""
    library.team.sync(JobContext())


def shown(*widgets: QWidget) -> list[bool]:
    """Which of these are to be seen."""
    return [widget.isVisible() for widget in widgets]


def test_in_no_team_there_are_two_ways_into_one(driver: Driver) -> None:
    team = box(driver)
    assert shown(team.join_button, team.make_button, team.upgrade_button) == [True, True, False]
    assert shown(team.sync_button, team.members_button, team.leave_button, team.waiting) == [False] * 4
    assert "Photos themselves stay" in team.words.text()
    assert not team.sync_button.isVisible()


def test_a_wrong_invitation_is_refused_and_nothing_changes(driver: Driver) -> None:
    dialog = opened(driver, box(driver).join_button, JoinDialog)
    assert not dialog.act_button.isEnabled()
    QTest.keyClicks(dialog.invitation, "please")
    QTest.keyClick(dialog.invitation, Qt.Key.Key_Return)
    driver.until_idle()
    assert "is no invitation" in dialog.problem.text()
    assert dialog.act_button.isEnabled()
    assert dialog.isVisible()
    assert not driver.window.banner.isVisible()
    leave_by_escape(driver, dialog)
    assert driver.library.team.status() is None
    assert box(driver).join_button.isVisible()


def test_a_server_that_is_not_there_is_said_to_be_so(driver: Driver) -> None:
    invitation = Invitation("postgresql://127.0.0.1:9/none", "", "a@b", "c").as_text()
    dialog = opened(driver, box(driver).join_button, JoinDialog)
    QTest.keyClicks(dialog.invitation, invitation)
    click(driver, dialog.act_button)
    assert "can't be reached" in dialog.problem.text()
    assert not box(driver).said.isVisible()


def test_a_team_is_made_and_says_what_waits(driver: Driver, address: str, owner_login: str) -> None:
    owner, team = driver, box(driver)
    dialog = opened(owner, team.make_button, CreateDialog)
    password = address.split(":")[2].split("@")[0]
    QTest.keyClicks(dialog.server, address.replace(f":{password}@", "@"))
    QTest.keyClicks(dialog.name, "Summer Cup")
    QTest.keyClicks(dialog.login, owner_login)
    QTest.keyClicks(dialog.password, "wr@ng/1")
    assert dialog.password.displayText() == "●" * 7
    click(owner, dialog.act_button)
    assert "wrong" in dialog.problem.text()
    assert "wr@ng" not in dialog.problem.text()
    dialog.password.clear()
    QTest.keyClicks(dialog.password, password)
    click(owner, dialog.act_button)
    entered = QApplication.activeModalWidget()
    assert isinstance(entered, EnteredDialog)
    leave_by_escape(owner, entered)
    assert owner.window.focusWidget() is team.members_button
    assert "Summer Cup" in team.words.text()
    assert owner_login in team.words.text()
    assert password not in team.words.text()
    assert team.waiting.text() == "Waiting to be sent: 0"
    assert shown(team.join_button, team.make_button) == [False] * 2
    assert shown(team.sync_button, team.members_button, team.leave_button) == [True] * 3
    owner.session.document.run(rostering.add_player(Player(PlayerId(""), "Ann")))
    owner.until_idle()
    waiting = int(team.waiting.text().removeprefix("Waiting to be sent: "))
    assert waiting > 0
    assert team.synced.text().startswith("Not synced")
    assert shown(team.unkept, team.copy_button) == [True] * 2  # the tests have no keyring
    click(owner, team.copy_button)
    status = owner.library.team.status()
    assert status is not None
    assert status.unkept_password == QGuiApplication.clipboard().text() != ""
    assert team.copy_button.text() == "✓  Copied"
    click(owner, team.sync_button)
    assert owner.window.focusWidget() is team.sync_button
    assert team.role.text().startswith("Your role: Owner")
    assert team.said.text() == f"Received: 0, sent: {waiting}."
    assert team.synced.text().startswith("Last synced: ")
    assert owner.window.activity.entries[0].words() == team.said.text()
    assert team.waiting.text() == "Waiting to be sent: 0"


def test_the_server_is_brought_up_to_date(owner: Driver, address: str) -> None:
    dialog = opened(owner, box(owner).upgrade_button, UpgradeDialog)
    QTest.keyClicks(dialog.server, address)
    click(owner, dialog.act_button)
    assert "up to date" in box(owner).said.text()


def test_somebody_is_invited_and_dismissed(
    owner: Driver, owner_login: str, bob_login: str, tmp_path: Path
) -> None:
    dialog = opened(owner, box(owner).members_button, MembersDialog)
    QTest.keyClicks(dialog.login, bob_login)
    QTest.keyClick(dialog.login, Qt.Key.Key_Return)
    owner.until_idle()
    assert dialog.invitation.isVisible(), dialog.problem.text()
    assert bob_login in dialog.invitation.words.text()
    click(owner, dialog.invitation.copy_button)
    invitation = QGuiApplication.clipboard().text()
    assert invitation == dialog.invitation.text.toPlainText()
    assert states(dialog) == ["○  invited, not here yet", "✓  member"]
    with Library.open(tmp_path / "bob") as bob:
        bob.team.join(invitation)
        sync(bob)
    leave_by_escape(owner, dialog)
    dialog = opened(owner, box(owner).members_button, MembersDialog)
    assert states(dialog) == ["✓  member"] * 2
    assert [(one.login, one.role) for one in dialog.members.rows()] == [
        (bob_login, Role.REVIEWER),
        (owner_login, Role.OWNER),
    ]
    assert not dialog.invitation.isVisible()
    dialog.table.selectRow(1)
    assert not dialog.dismiss_button.isEnabled()
    assert not dialog.renew_button.isEnabled()
    dialog.table.selectRow(0)
    asked = opened(owner, dialog.renew_button, ConfirmDialog)
    click(owner, asked.act_button)
    assert dialog.invitation.isVisible()
    assert invitation != dialog.invitation.text.toPlainText() != ""
    dialog.table.selectRow(0)
    asked = opened(owner, dialog.dismiss_button, ConfirmDialog)
    assert bob_login in asked.windowTitle()
    assert "bucket" not in words_of(asked)
    QTest.keyClick(asked, Qt.Key.Key_Return)
    owner.until_idle()
    assert all(one.active for one in dialog.members.rows())
    asked = opened(owner, dialog.dismiss_button, ConfirmDialog)
    click(owner, asked.act_button)
    assert [one.active for one in dialog.members.rows()] == [True, False]
    assert dialog.words.text() == "Members: 1"


def states(dialog: MembersDialog) -> list[str]:
    """The state of each member."""
    model = dialog.members
    return [str(model.index(row, 3).data()) for row in range(model.rowCount())]


def words_of(dialog: QDialog) -> str:
    """All that a dialog says."""
    return "\n".join(one.text() for one in dialog.findChildren(QLabel))


def test_a_key_of_the_store_goes_with_the_invitation(
    owner: Driver, bob_login: str, bucket: str, s3: S3Server, tmp_path: Path
) -> None:
    dialog = opened(owner, box(owner).members_button, MembersDialog)
    assert not dialog.key.isVisible()
    leave_by_escape(owner, dialog)
    owner.library.store.use(bucket, key_of(s3.key))
    box(owner).reload()
    owner.until_idle()
    dialog = opened(owner, box(owner).members_button, MembersDialog)
    QTest.keyClicks(dialog.login, bob_login)
    QTest.keyClicks(dialog.key, s3.reader.id)
    assert not dialog.invite_button.isEnabled(), "a key without its secret opens nothing"
    QTest.keyClicks(dialog.secret, s3.reader.secret)
    assert s3.reader.secret not in dialog.secret.displayText()
    click(owner, dialog.invite_button)
    assert not dialog.secret.text()
    with Library.open(tmp_path / "bob") as bob:
        bob.team.join(dialog.invitation.text.toPlainText())
        with bob._database.read() as session:
            kept = credentials.find(key_name(the_team(session)))
    assert kept == key_of(s3.reader).as_text()
    dialog.table.selectRow(0)
    asked = opened(owner, dialog.dismiss_button, ConfirmDialog)
    assert "stays good until whoever looks after the bucket" in words_of(asked)
    leave_by_escape(owner, asked)


@pytest.mark.parametrize(
    ("role", "invites", "shares"),
    [(Role.OWNER, True, True), (Role.PHOTOGRAPHER, False, True), (Role.REVIEWER, False, False)],
)
def test_a_member_is_told_their_role_and_offered_what_it_may(
    driver: Driver,
    owner_login: str,
    bob_login: str,
    address: str,
    tmp_path: Path,
    role: Role,
    invites: bool,
    shares: bool,
) -> None:
    with Library.open(tmp_path / "owner") as other:
        other.team.create(address, "Summer Cup", owner_login)
        driver.library.team.join(other.team.invite(bob_login, role))
    team = box(driver)
    team.reload()
    driver.until_idle()
    assert team.role.text() == f"Your role: {role_words(role)} – {role_may(role)}."
    dialog = opened(driver, team.members_button, MembersDialog)
    assert dialog.table.isVisible()
    offered = (dialog.login, dialog.invite_button, dialog.dismiss_button, dialog.renew_button)
    assert shown(*offered) == [invites] * 4
    assert ("Owners invite and dismiss" in dialog.words.text()) is not invites
    leave_by_escape(driver, dialog)
    assert shown(team.stations_button, team.index_button) == [shares] * 2
    assert shown(team.form.fields["share_originals"]) == [shares]
    assert shown(team.form.fields["sync_by_itself"], team.form.fields["transfer_limit_kb_s"]) == [True] * 2
    store = opened(driver, team.store_button, StoreDialog)
    assert store.address.isReadOnly() is not invites
    leave_by_escape(driver, store)


@pytest.mark.usefixtures("browser")
def test_who_is_signed_in_as_another_is_told_that_nothing_is_synced(owner: Driver) -> None:
    assert "password alone" in box(owner).proof.text()
    owner.library.account.sign_in(JobContext(), lambda _: None)
    box(owner).reload()
    owner.until_idle()
    assert "nothing is synced, and nothing can be answered" in box(owner).proof.text()
    click(owner, box(owner).sync_button)
    assert "You are signed in as" in box(owner).problem.text()


def test_another_computer_of_the_owner_comes_in_by_what_the_window_shows(
    owner: Driver, planter: Planter, tmp_path: Path
) -> None:
    planter.enrolled("Ann")
    sync(owner.library)
    dialog = opened(owner, box(owner).own_button, AnotherComputerDialog)
    click(owner, dialog.invitation.copy_button)
    with Library.open(tmp_path / "laptop") as laptop:
        laptop.team.join(QGuiApplication.clipboard().text(), own=True)
        sync(laptop)
        assert [player.name for player in laptop.players.search().items] == ["Ann"]
    leave_by_escape(owner, dialog)
    credentials._in_memory.clear()
    dialog = opened(owner, box(owner).own_button, AnotherComputerDialog)
    assert "does not have the password" in dialog.problem.text()
    assert not dialog.invitation.isVisible()


def test_who_has_an_invitation_of_their_own_says_so(driver: Driver, team: Team) -> None:
    own = team.owner.team.own_invitation()
    dialog = opened(driver, box(driver).join_button, JoinDialog)
    QTest.keyClicks(dialog.invitation, own)
    click(driver, dialog.act_button)
    assert "made yourself" in dialog.problem.text()
    assert dialog.own.isVisible()
    QTest.keyClick(dialog.own, Qt.Key.Key_Space)
    click(driver, dialog.act_button)
    assert box(driver).leave_button.isVisible()
    assert QApplication.activeModalWidget() is None, "they have it"
    assert driver.window.focusWidget() is box(driver).sync_button


def join(driver: Driver, invitation: str) -> None:
    """Join by clicks."""
    dialog = opened(driver, box(driver).join_button, JoinDialog)
    dialog.invitation.setText(invitation)
    click(driver, dialog.act_button)
    assert QApplication.activeModalWidget() is not dialog


def test_who_comes_where_there_is_no_keyring_is_told_and_given_what_brings_them_back(
    driver: Driver, shared: Team, s3: S3Server
) -> None:
    join(driver, shared.invitation("nokeyring", Role.REVIEWER, key_of(s3.key)))
    entered = QApplication.activeModalWidget()
    assert isinstance(entered, EnteredDialog)
    assert "no keyring" in words_of(entered)
    assert "and your key to its pictures" in words_of(entered)
    assert "destroy it" in words_of(entered)
    assert entered.invitation.text.toPlainText() == driver.library.team.own_invitation()
    assert not faults([("EnteredDialog", entered)])
    words = entered.invitation.words
    assert words.height() >= words.heightForWidth(words.width()), "nothing is cut off"
    assert entered.invitation.rect().contains(entered.invitation.text.geometry())
    leave_by_escape(driver, entered)
    assert driver.window.focusWidget() is box(driver).sync_button


@pytest.mark.usefixtures("a_keyring")
def test_where_there_is_a_keyring_there_is_nothing_to_be_told(driver: Driver, team: Team) -> None:
    join(driver, team.invitation("keyring", Role.REVIEWER))
    assert QApplication.activeModalWidget() is None
    driver.window.close()
    driver.until(lambda: not driver.window.isVisible())


def closing(driver: Driver) -> ForgottenDialog:
    """Close the window; what it asks."""
    driver.window.close()
    driver.until_idle()
    assert driver.window.isVisible()
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, ForgottenDialog)
    return asked


def test_a_window_that_would_forget_the_password_asks_before_it_closes(
    owner: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[bool] = []
    owner.session.kept.connect(lambda: kept.append(True))
    asked = closing(owner)
    assert "forgets your password in the team Summer Cup" in words_of(asked)
    assert not faults([("ForgottenDialog", asked)])
    leave_by_escape(owner, asked)
    assert kept == [True]
    asked = closing(owner)
    QTest.keyClick(asked.keep_button, Qt.Key.Key_Space)
    owner.until_idle()
    assert owner.window.isVisible()
    asked = closing(owner)
    click(owner, asked.invitation.copy_button)
    assert QGuiApplication.clipboard().text() == owner.library.team.own_invitation()
    file = tmp_path / "mine.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine.txt" / "no"), ""))
    file.write_text("a file")
    click(owner, asked.save_button)
    assert "can't be written" in asked.problem.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    click(owner, asked.save_button)
    assert str(file) in asked.said.text()
    assert not asked.problem.isVisible()
    if sys.platform != "win32":
        assert file.stat().st_mode & 0o777 == 0o600
    QTest.mouseClick(asked.close_button, LEFT)
    owner.until(lambda: not owner.window.isVisible())
    credentials._in_memory.clear()
    with Library.open(owner.library.paths.root) as again:
        again.team.join(file.read_text(), own=True)
        sync(again)


def test_what_runs_is_asked_about_after_what_would_be_forgotten(owner: Driver) -> None:
    owner.session.document.run(
        Operation("For ever", Lane.CLUSTERING, lambda _, context: endless(context), shown=True)
    )
    owner.window.close()
    owner.until(lambda: owner.window.closing.forgotten is not None)
    forgotten = owner.window.closing.forgotten
    assert forgotten is not None
    QTest.mouseClick(forgotten.close_button, LEFT)
    assert owner.window.closing.dialog is not None
    assert owner.window.isVisible()
    QTest.mouseClick(owner.window.closing.dialog.stop_button, LEFT)
    owner.until(lambda: not owner.window.isVisible())


def test_a_member_s_role_is_changed_only_where_that_is_meant(
    owner: Driver, bob: Library, bob_login: str
) -> None:
    dialog = opened(owner, box(owner).members_button, MembersDialog)
    for act, role in (("cancel_button", Role.REVIEWER), ("act_button", Role.VIEWER)):
        dialog.role.setCurrentIndex(dialog.role.findData(Role.VIEWER))
        dialog.login.clear()
        QTest.keyClicks(dialog.login, bob_login)
        asked = opened(owner, dialog.invite_button, ConfirmDialog)
        assert bob_login in asked.windowTitle()
        click(owner, getattr(asked, act))
        assert {one.login: one.role for one in owner.library.team.members()}[bob_login] is role
    assert dialog.role.currentData() == Role.REVIEWER
    assert bob.team.status() is not None


def test_an_invitation_that_is_refused_says_why(owner: Driver) -> None:
    dialog = opened(owner, box(owner).members_button, MembersDialog)
    QTest.keyClicks(dialog.login, "nobody at all")
    click(owner, dialog.invite_button)
    assert "'nobody at all' is no e-mail address" in dialog.problem.text()
    assert not dialog.invitation.isVisible()
    assert dialog.invite_button.isEnabled()


def test_what_another_member_answers_is_seen_in_the_window(
    owner: Driver, bob: Library, planter: Planter
) -> None:
    (ann,) = planter.enrolled("Ann")
    (face,) = planter.photo("Ann")
    changes: list[Changes] = []
    owner.session.document.changed.connect(lambda changed, _: changes.append(changed))
    click(owner, box(owner).sync_button)
    sync(bob)
    bob.review.confirm([face], ann)
    sync(bob)
    assert state(owner.library, face) == (FaceState.UNKNOWN, None)
    click(owner, box(owner).sync_button)
    assert state(owner.library, face) == (FaceState.CONFIRMED, ann)
    assert face in changes[-1].faces
    assert box(owner).said.text() == "Received: 1, sent: 0."


def test_a_conflict_says_who_said_what(
    owner: Driver, bob: Library, owner_login: str, bob_login: str, planter: Planter
) -> None:
    ann, bea = planter.enrolled("Ann", "Bea")
    (face,) = planter.photo("Ann")
    click(owner, box(owner).sync_button)
    sync(bob)
    bob.review.confirm([face], bea)
    owner.library.review.confirm([face], ann)
    sync(bob)
    click(owner, box(owner).sync_button)
    assert box(owner).conflicts_button.text() == "Conflicts: 1"
    dialog = opened(owner, box(owner).conflicts_button, ConflictsDialog)
    lines = dialog.conflicts.index(0, 1).data().splitlines()
    assert {line.split("  ")[0] for line in lines} == {f"{owner_login}: it is Ann", f"{bob_login}: it is Bea"}
    assert dialog.table.currentIndex().data(roles.CONFLICT).face.id == face
    click(owner, dialog.photo_button)
    assert dialog.peek.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.peek.isVisible()
    leave_by_escape(owner, dialog)


@pytest.fixture
def disputed(owner: Driver, bob: Library, planter: Planter) -> list[FaceId]:
    """Three faces of Ann, who Bob says is Bea; the window's member says that she is Ann."""
    ann, bea = planter.enrolled("Ann", "Bea")
    faces = [planter.photo("Ann")[0] for _ in range(3)]
    click(owner, box(owner).sync_button)
    sync(bob)
    bob.review.confirm(faces, bea)
    owner.library.review.confirm(faces, ann)
    sync(bob)
    click(owner, box(owner).sync_button)
    return faces


def chosen(dialog: ConflictsDialog) -> FaceId:
    """The face that is to be settled next."""
    conflict = dialog.chosen()
    assert conflict is not None
    return conflict.face.id


def side(dialog: ConflictsDialog, words: str) -> int:
    """The number of a side that can be taken."""
    sides = [one.text().partition("   ")[0] for one in dialog.card.sides]
    return sides.index(words)


def test_conflicts_are_settled_where_they_are_listed(
    owner: Driver, bob: Library, disputed: list[FaceId]
) -> None:
    dialog = opened(owner, box(owner).conflicts_button, ConflictsDialog)
    ann, bea = (owner.library.players.find(name).id for name in ("Ann", "Bea"))
    first, second, third = (row.face.id for row in dialog.conflicts.rows())
    assert {first, second, third} == set(disputed)
    assert chosen(dialog) == first
    assert dialog.card.picture.face == dialog.conflicts.rows()[0].face
    click(owner, dialog.card.sides[side(dialog, "It is Ann")])
    assert state(owner.library, first) == (FaceState.CONFIRMED, ann)
    assert chosen(dialog) == second
    assert not faults([("one is settled", dialog)])
    QTest.keyClicks(dialog.table, str(1 + side(dialog, "It is Bea")))
    QTest.keyClick(dialog.table, Qt.Key.Key_X)
    assert dialog.conflicts.rowCount() == 0, "at once, before they are written"
    assert not dialog.card.isVisible()
    owner.until_idle()
    assert state(owner.library, second) == (FaceState.CONFIRMED, bea)
    assert state(owner.library, third) == (FaceState.IGNORED, None)
    assert owner.library.team.conflicts() == []
    QTest.keyClick(dialog.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    owner.until_idle()
    assert [row.face.id for row in dialog.conflicts.rows()] == [third]
    click(owner, dialog.undo_button)
    assert chosen(dialog) == second
    click(owner, dialog.redo_button)
    assert chosen(dialog) == third
    QTest.keyClicks(dialog.card.name, "Cyd")
    QTest.keyClick(dialog.card.name, Qt.Key.Key_Return)
    owner.until_idle()
    cyd = owner.library.players.find("Cyd").id
    assert state(owner.library, third) == (FaceState.CONFIRMED, cyd)
    assert dialog.words.text() == "Nobody disagrees about a face."
    leave_by_escape(owner, dialog)
    click(owner, box(owner).sync_button)
    sync(bob)
    assert bob.team.conflicts() == []
    assert state(bob, third) == (FaceState.CONFIRMED, cyd)


def test_a_key_of_the_conflicts_is_bound_anew_between_two_looks_at_them(
    owner: Driver, disputed: list[FaceId]
) -> None:
    dialog = opened(owner, box(owner).conflicts_button, ConflictsDialog)
    leave_by_escape(owner, dialog)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    owner.window.keys.rebind("conflicts.ignore", ["G"])
    dialog = opened(owner, box(owner).conflicts_button, ConflictsDialog)
    assert dialog.card.ignore_button.text().endswith("G")
    QTest.keyClick(dialog.table, Qt.Key.Key_X)
    QTest.keyClick(dialog.table, Qt.Key.Key_G)
    owner.until_idle()
    assert dialog.conflicts.rowCount() == len(disputed) - 1
    leave_by_escape(owner, dialog)


def test_a_viewer_looks_at_conflicts_and_settles_none(owner: Driver, disputed: list[FaceId]) -> None:
    with owner.library._database.write() as session:
        the_team(session).role = Role.VIEWER.value
    dialog = opened(owner, box(owner).conflicts_button, ConflictsDialog)
    assert "you only look" in dialog.words.text()
    QTest.keyClick(dialog.table, Qt.Key.Key_1)
    QTest.keyClick(dialog.table, Qt.Key.Key_N)
    owner.until_idle()
    assert dialog.conflicts.rowCount() == len(disputed)
    leave_by_escape(owner, dialog)


def test_a_player_twice_in_a_photo_is_said_not_to_be_one_of_the_two(
    owner: Driver, bob: Library, planter: Planter
) -> None:
    (ann,) = planter.enrolled("Ann")
    one, other = planter.photo("Ann", "Ann")
    click(owner, box(owner).sync_button)
    sync(bob)
    owner.library.review.confirm([one], ann)
    bob.review.confirm([other], ann)
    sync(bob)
    click(owner, box(owner).sync_button)
    dialog = opened(owner, box(owner).conflicts_button, ConflictsDialog)
    assert dialog.conflicts.rowCount() == 2
    dialog.table.selectRow([row.face.id for row in dialog.conflicts.rows()].index(other))
    assert [one.text() for one in dialog.card.sides] == ["It is not Ann   1"]
    QTest.keyClick(dialog.table, Qt.Key.Key_1)
    owner.until_idle()
    assert dialog.conflicts.rowCount() == 0
    assert state(owner.library, one) == (FaceState.CONFIRMED, ann)
    assert state(owner.library, other)[1] is None
    leave_by_escape(owner, dialog)


def test_an_answer_that_is_refused_leaves_the_conflict_and_says_why(
    owner: Driver, disputed: list[FaceId]
) -> None:
    bea = owner.library.players.find("Bea").id
    dialog = opened(owner, box(owner).conflicts_button, ConflictsDialog)
    owner.library.players.update(bea, PlayerUpdate(consent=Consent.REFUSED))
    click(owner, dialog.card.sides[side(dialog, "It is Bea")])
    assert "does not agree" in dialog.problem.text()
    assert dialog.problem.isVisible()
    assert dialog.conflicts.rowCount() == len(disputed)
    leave_by_escape(owner, dialog)


def test_a_key_of_the_store_is_asked_for_and_seen_to_be_kept(
    owner: Driver, bucket: str, s3: S3Server
) -> None:
    team = box(owner)
    dialog = opened(owner, team.store_button, StoreDialog)
    QTest.keyClicks(dialog.address, bucket)
    QTest.keyClicks(dialog.key, s3.key.id)
    assert not dialog.act_button.isEnabled(), "a key without its secret opens nothing"
    QTest.keyClicks(dialog.secret, "another")
    click(owner, dialog.act_button)
    assert "the secret does not belong to your key" in dialog.problem.text()
    dialog.secret.clear()
    QTest.keyClicks(dialog.secret, s3.key.secret)
    click(owner, dialog.act_button)
    assert QApplication.activeModalWidget() is not dialog
    assert f"to which you have the key {s3.key.id}" in team.store.text()
    dialog = opened(owner, team.store_button, StoreDialog)
    assert f"You have the key {s3.key.id} here until Playertag ends" in dialog.hint.text()
    leave_by_escape(owner, dialog)
    with owner.library._database.read() as session:
        credentials.forget(key_name(the_team(session)))
    team.reload()
    owner.until_idle()
    assert "This computer has no key of yours to it" in team.store.text()


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (said("a name is needed."), "⚠  A name is needed."),
        (said("{file} is damaged.", file="ann.jpg"), "⚠  ann.jpg is damaged."),
        (said("{login} is a member.", login="bob@example.org"), "⚠  bob@example.org is a member."),
    ],
)
def test_a_refusal_begins_as_a_sentence_and_leaves_names_alone(reason: str, sentence: str) -> None:
    assert refusal(InvalidValueError("field", reason)) == sentence


def test_leaving_keeps_the_library_and_says_what_was_not_sent(owner: Driver, planter: Planter) -> None:
    planter.enrolled("Ann")
    click(owner, box(owner).sync_button)
    assert box(owner).waiting.text() == "Waiting to be sent: 0"
    asked = opened(owner, box(owner).leave_button, ConfirmDialog)
    assert "Not sent yet" not in words_of(asked)
    leave_by_escape(owner, asked)
    owner.session.document.run(rostering.add_player(Player(PlayerId(""), "Bea")))
    owner.until_idle()
    waiting = int(box(owner).waiting.text().removeprefix("Waiting to be sent: "))
    assert waiting > 0
    asked = opened(owner, box(owner).leave_button, ConfirmDialog)
    assert "Summer Cup" in asked.windowTitle()
    assert f"Not sent yet, and not seen by the others if you leave now: {waiting}." in words_of(asked)
    leave_by_escape(owner, asked)
    assert owner.library.team.status() is not None
    asked = opened(owner, box(owner).leave_button, ConfirmDialog)
    click(owner, asked.act_button)
    assert owner.library.team.status() is None
    assert box(owner).join_button.isVisible()
    assert owner.window.focusWidget() is box(owner).join_button
    assert "has stayed" in box(owner).said.text()
    assert owner.library.players.find("Ann").name == "Ann"


def test_a_sync_that_is_refused_says_why_and_can_be_tried_again(
    owner: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    credentials._in_memory.clear()
    monkeypatch.delenv(credentials.PASSWORD_VARIABLE, raising=False)
    click(owner, box(owner).sync_button)
    assert box(owner).problem.isVisible()
    assert not box(owner).said.isVisible()
    assert box(owner).sync_button.isEnabled()
    assert not owner.window.banner.isVisible()
    assert box(owner).problem.text().startswith("⚠")


def test_a_conflict_that_somebody_else_settles_leaves_the_keys_without_one(
    owner: Driver, bob: Library, disputed: list[FaceId]
) -> None:
    dialog = opened(owner, box(owner).conflicts_button, ConflictsDialog)
    first = dialog.chosen()
    assert first is not None
    sync(bob)
    bob.review.ignore([first.face.id])
    sync(bob)
    sync(owner.library)
    owner.session.document.tell(Changes(faces=frozenset({first.face.id})))
    owner.until_idle()
    assert first.face.id not in {one.face.id for one in dialog.conflicts.rows()}
    assert "Somebody else has settled that one" in dialog.words.text()
    assert not dialog.card.isVisible()
    before = [one.face.id for one in dialog.conflicts.rows()]
    QTest.keyClick(dialog.table, Qt.Key.Key_1)
    owner.until_idle()
    assert [one.face.id for one in dialog.conflicts.rows()] == before
