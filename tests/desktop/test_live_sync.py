"""The window stays in touch with the team by itself, on a real server on loopback."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox

from core.auth import credentials
from core.changes import Changes
from core.db.schema import new_id
from core.jobs import JobContext
from core.library import Library
from core.recognition.history import Decision, record
from core.storage.address import BucketKey
from core.sync.engine import the_team
from core.sync.pictures import key_name
from core.types import BatchId, FaceId, FaceState, Line, PlayerId, Role, Source, Verdict
from desktop import verdicts
from desktop.models import roles
from desktop.verdicts import Chosen
from desktop.views.team_conflicts import ConflictsDialog
from desktop.views.team_line import TeamLine
from desktop.views.team_members import MembersDialog
from tests.core.test_storage import key_of
from tests.desktop.conftest import Driver, OpenWindow
from tests.desktop.test_accessibility import faults
from tests.fakes.planter import Planter
from tests.fakes.s3 import S3Server
from tests.fakes.team import through

LEFT = Qt.MouseButton.LeftButton
GALLERIES, REVIEW, SETTINGS = 0, 1, 6
SEEN_WITHIN_S, CLOSED_WITHIN_S = 2.0, 1.0
_names = count(1)


@dataclass(frozen=True)
class Cup:
    """A team's two libraries, one of them in a window; two photos of Ann and one of Bea."""

    driver: Driver
    bob: Library
    bob_login: str
    ann: PlayerId
    bea: PlayerId
    faces: tuple[FaceId, ...]

    @property
    def line(self) -> TeamLine:
        return self.driver.window.team

    @property
    def words(self) -> str:
        return self.line.state_button.text()

    def until_up_to_date(self) -> None:
        self.driver.until(lambda: self.driver.session.live.line is Line.UP_TO_DATE)
        self.driver.until_idle()

    def here(self, face: FaceId) -> FaceState:
        return Planter(self.driver.library).face(face).state

    def there(self, face: FaceId) -> FaceState:
        """What Bob's library says, after it met the others."""
        self.bob.team.sync(JobContext())
        return Planter(self.bob).face(face).state

    def answer(self, face: FaceId) -> None:
        """Say in the window that a face is Ann."""
        self.driver.session.parts.answers.give(
            verdicts.confirm([Planter(self.driver.library).face(face)], Chosen("Ann", self.ann))
        )


@pytest.fixture
def cup(
    library: Library, planter: Planter, address: str, open_window: OpenWindow, tmp_path: Path
) -> Iterator[Cup]:
    ann, bea = planter.enrolled("Ann", "Bea")
    faces = planter.photo("Ann") + planter.photo("Ann") + planter.photo("Bea")
    said = [Decision(face, Verdict.SUGGEST, Source.MACHINE, ann, probability=0.8) for face in faces[:2]]
    with library._database.write() as session:
        record(session, said, BatchId(new_id()))
    number = next(_names)
    library.team.create(address, "Summer Cup", f"live-owner{number}@example.org")
    login = f"live-bob{number}@example.org"
    with Library.open(tmp_path / "bob") as bob:
        bob.team.join(library.team.invite(login, Role.REVIEWER))
        made = Cup(open_window(library), bob, login, ann, bea, faces)
        made.until_up_to_date()
        bob.team.sync(JobContext())
        yield made


def test_what_one_says_the_other_sees_by_itself(cup: Cup) -> None:
    driver = cup.driver
    assert cup.words == "● Summer Cup: up to date"
    assert not cup.line.conflicts_button.isVisible()
    grid = driver.window.galleries.grid
    grid.setCurrentIndex(driver.window.galleries.photos.index(1, 0))
    grid.setFocus()
    driver.until_idle()
    chosen = grid.selectionModel().selectedIndexes()
    cup.bob.review.ignore([cup.faces[2]])
    cup.bob.team.sync(JobContext())
    began = time.monotonic()
    driver.until(lambda: cup.here(cup.faces[2]) is FaceState.IGNORED)
    driver.until_idle()
    assert time.monotonic() - began < SEEN_WITHIN_S
    assert grid.hasFocus()
    assert grid.currentIndex().row() == 1
    assert [one.row() for one in grid.selectionModel().selectedIndexes()] == [one.row() for one in chosen]
    cup.answer(cup.faces[0])
    began = time.monotonic()
    driver.until(lambda: cup.there(cup.faces[0]) is FaceState.CONFIRMED)
    assert time.monotonic() - began < SEEN_WITHIN_S
    assert not driver.window.activity.entries
    driver.until_idle()
    assert not faults([("window", driver.window)])


def test_an_own_answer_is_taken_back_and_the_others_stand(cup: Cup) -> None:
    driver, (first, second, _) = cup.driver, cup.faces
    driver.go_to(REVIEW)
    side, open_questions = driver.window.review.side, driver.window.review.open.model
    side.everything.click()
    driver.until(lambda: bool(open_questions.rows_with({second})))
    answers = driver.session.parts.answers
    for face in (first, second):
        cup.answer(face)
    driver.until_idle()
    driver.until(lambda: (driver.library.team.status() or pytest.fail("no team")).waiting == 0)
    assert cup.there(second) is FaceState.CONFIRMED
    cup.bob.review.confirm([second], cup.bea)
    cup.bob.team.sync(JobContext())
    driver.until(lambda: Planter(driver.library).face(second).player_id == cup.bea)
    answers.undo()
    driver.until_idle()
    assert Planter(driver.library).face(second).player_id == cup.bea
    assert not open_questions.rows_with({second})
    answers.undo()
    driver.until_idle()
    assert cup.here(first) is FaceState.SUGGESTED
    driver.until(lambda: bool(open_questions.rows_with({first})))
    assert not open_questions.rows_with({second})
    answers.redo()
    driver.until_idle()
    assert cup.here(first) is FaceState.CONFIRMED
    assert not driver.window.banner.isVisible()
    driver.until(lambda: cup.there(first) is FaceState.CONFIRMED)
    assert Planter(cup.bob).face(second).player_id == cup.bea


def test_conflicts_are_counted_and_shown_by_a_click(cup: Cup) -> None:
    driver, face = cup.driver, cup.faces[0]
    cup.bob.review.confirm([face], cup.bea)
    cup.answer(face)
    cup.driver.until(lambda: cup.there(face) is FaceState.CONFIRMED)
    driver.until(lambda: cup.line.conflicts_button.text().endswith(": 1"))
    QTest.mouseClick(cup.line.conflicts_button, LEFT)
    driver.until_idle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ConflictsDialog)
    assert dialog.conflicts.rowCount() == 1
    cup.bob.team.sync(JobContext())
    cup.bob.review.confirm([face], cup.ann)
    cup.bob.team.sync(JobContext())
    driver.until(lambda: dialog.conflicts.rowCount() == 0)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    driver.until(lambda: not cup.line.conflicts_button.isVisible())


def test_a_photo_says_that_people_disagree_about_its_face(cup: Cup) -> None:
    driver, face = cup.driver, cup.faces[0]
    driver.go_to(GALLERIES)
    galleries = driver.window.galleries
    viewer, photo = galleries.viewer, Planter(driver.library).face(face).photo_id
    galleries.pages.setCurrentWidget(viewer)
    viewer.open([photo], 0)
    driver.until_idle()
    assert not viewer.panel.dispute.isVisible()
    cup.bob.review.confirm([face], cup.bea)
    cup.answer(face)
    driver.until(lambda: cup.there(face) is FaceState.CONFIRMED)
    driver.until(viewer.panel.dispute.isVisible)
    assert f"{cup.bob_login}: it is Bea" in viewer.panel.dispute.text()
    assert viewer.faces.index(0).data(roles.DISPUTED)
    assert "people disagree" in viewer.faces.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    viewer.list.setFocus()
    QTest.keyClick(viewer.list, Qt.Key.Key_X)
    driver.until(lambda: not viewer.panel.dispute.isVisible())
    assert not viewer.faces.index(0).data(roles.DISPUTED)


def test_it_can_be_switched_off_and_keeps_nobody_waiting(cup: Cup) -> None:
    driver = cup.driver
    QTest.mouseClick(cup.line.state_button, LEFT)
    driver.until_idle()
    team = driver.window.settings.team
    QTest.mouseClick(team.members_button, LEFT)
    driver.until_idle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MembersDialog)
    assert dialog.words.text() == "Members: 2"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    switch = team.form.fields["sync_by_itself"]
    assert isinstance(switch, QCheckBox)
    assert switch.isChecked()
    QTest.keyClick(switch, Qt.Key.Key_Space)
    driver.until_idle()
    assert driver.session.live.line is None
    driver.until(lambda: driver.session.document.stopped)
    assert cup.words == "○ Summer Cup: synced when you ask"
    cup.answer(cup.faces[0])
    driver.until_idle()
    QTest.mouseClick(team.sync_button, LEFT)
    driver.until_idle()
    assert cup.there(cup.faces[0]) is FaceState.CONFIRMED
    QTest.keyClick(switch, Qt.Key.Key_Space)
    cup.until_up_to_date()
    driver.library.team.leave()
    driver.session.live.look()
    driver.until(lambda: driver.session.document.stopped)
    driver.until_idle()
    assert not cup.line.isVisible()


def test_a_line_that_breaks_is_tried_again_quietly(cup: Cup) -> None:
    driver = cup.driver
    server = _server(driver.library)
    through(driver.library, 1)
    driver.session.live.look()  # another server is another place
    driver.until(lambda: "offline, tried again in" in cup.words)
    assert cup.words.startswith("○")
    assert not driver.window.banner.isVisible()
    assert not driver.window.activity.entries
    through(driver.library, server)
    driver.session.live.look()
    cup.until_up_to_date()
    assert cup.words.startswith("●")


def _server(library: Library) -> int:
    status = library.team.status()
    assert status is not None
    return int(status.server.rpartition(":")[2].partition("/")[0])


def test_who_is_dismissed_reads_so_in_the_window(cup: Cup) -> None:
    driver = cup.driver
    driver.go_to(SETTINGS)
    assert not driver.window.settings.team.trouble.isVisible()
    assert driver.library.team.invite(cup.bob_login, Role.OWNER, change_role=True)
    cup.bob.team.dismiss(_login(driver.library))
    driver.until(lambda: cup.words.startswith("! Summer Cup: You are not, or no longer"))
    assert "an owner can invite you (again)" in cup.line.state_button.toolTip()
    assert driver.window.settings.team.trouble.text().startswith("⚠  You are not, or no longer")
    assert driver.window.settings.team.trouble.isVisible()
    assert not driver.window.banner.isVisible()


def _login(library: Library) -> str:
    status = library.team.status()
    assert status is not None
    return status.login


@pytest.mark.usefixtures("a_keyring")
def test_the_window_closes_at_once(cup: Cup) -> None:
    began = time.monotonic()
    cup.driver.window.close()
    cup.driver.until(lambda: not cup.driver.window.isVisible())
    assert time.monotonic() - began < CLOSED_WITHIN_S
    assert cup.driver.window.closing.dialog is None


def test_pictures_that_do_not_move_are_said_while_answers_do(cup: Cup, s3: S3Server, bucket: str) -> None:
    driver = cup.driver
    driver.library.store.use(bucket, key_of(s3.key))
    with driver.library._database.read() as session:
        name = key_name(the_team(session))
    credentials.keep(name, BucketKey("nobody", "knows").as_text())
    driver.until(lambda: "pictures wait" in cup.words)
    assert cup.words.startswith("◐ Summer Cup")
    assert "does not let you in" in cup.line.state_button.toolTip()
    driver.go_to(SETTINGS)
    assert "does not know your key" in driver.window.settings.team.trouble.text()
    cup.answer(cup.faces[0])
    driver.until(lambda: cup.there(cup.faces[0]) is FaceState.CONFIRMED)
    driver.library.store.set_key(key_of(s3.key))
    # These photos are made up: nothing can be sent of them, and that is said then.
    driver.until(lambda: "no longer where it was" in cup.line.state_button.toolTip())


def test_what_others_answer_never_widens_what_the_next_key_does(cup: Cup) -> None:
    driver, (first, second, _) = cup.driver, cup.faces
    driver.go_to(REVIEW)
    review = driver.window.review
    review.side.everything.click()
    driver.until(lambda: {face.id for face in review.faces.faces()} >= {first, second})
    driver.until_idle()
    review.grid.select_faces({first})
    driver.until_idle()
    cup.bob.review.ignore([first])
    cup.bob.team.sync(JobContext())
    driver.until(lambda: first not in {face.id for face in review.faces.faces()})
    driver.until_idle()
    assert "Somebody else answered" in review.scope_words.text()
    QTest.keyClick(review.grid, Qt.Key.Key_Return)
    driver.until_idle()
    assert cup.here(second) is FaceState.SUGGESTED
    review.grid.select_faces({second})
    driver.until_idle()
    QTest.keyClick(review.grid, Qt.Key.Key_Return)
    driver.until_idle()
    assert cup.here(second) is FaceState.CONFIRMED


@pytest.fixture
def eve(tmp_path: Path) -> Iterator[Library]:
    """A library that is in no team yet; it is closed after its window."""
    with Library.open(tmp_path / "eve") as library:
        yield library


def test_review_has_the_photos_that_came_while_nobody_looked_at_the_galleries(
    eve: Library, cup: Cup, open_window: OpenWindow
) -> None:
    invitation = cup.driver.library.team.invite(f"live-eve{next(_names)}@example.org", Role.REVIEWER)
    cup.driver.library.team.sync(JobContext())
    driver = open_window(eve)
    driver.go_to(SETTINGS)
    eve.team.join(invitation)
    eve.team.sync(JobContext())
    driver.session.document.tell(Changes(galleries=frozenset(one.id for one in eve.galleries.all())))
    driver.until_idle()
    driver.go_to(REVIEW)
    assert driver.window.review.side.scope is not None
    assert driver.window.review.open.model.rowCount() > 0


def test_an_open_list_of_members_follows_who_comes_and_what_they_are(cup: Cup, eve: Library) -> None:
    driver, team = cup.driver, cup.driver.library.team
    for number in range(8):
        team.invite(f"live-nobody{number}-{next(_names)}@example.org", Role.VIEWER)
    driver.go_to(SETTINGS)
    QTest.mouseClick(driver.window.settings.team.members_button, LEFT)
    driver.until_idle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MembersDialog)
    dialog.resize(dialog.width(), dialog.minimumSizeHint().height())
    dialog.table.selectRow([one.login for one in dialog.members.rows()].index(cup.bob_login))
    place = dialog.table.verticalScrollBar()
    place.setValue(place.maximum())
    assert place.value() > 0
    before = place.value()
    login = f"live-zoe{next(_names)}@example.org"

    def state() -> tuple[str, Role] | None:
        rows = {one.login: row for row, one in enumerate(dialog.members.rows())}
        if login not in rows:
            return None
        return str(dialog.members.index(rows[login], 3).data()), dialog.members.rows()[rows[login]].role

    eve.team.join(team.invite(login, Role.VIEWER))
    driver.until(lambda: state() == ("○  invited, not here yet", Role.VIEWER))
    eve.team.sync(JobContext())
    driver.until(lambda: state() == ("✓  member", Role.VIEWER))
    team.invite(login, Role.REVIEWER, change_role=True)
    driver.until(lambda: state() == ("✓  member", Role.REVIEWER))
    team.dismiss(login)
    driver.until(lambda: (state() or ("",))[0] == "✕  dismissed")
    chosen = dialog.chosen()
    assert chosen is not None
    assert chosen.login == cup.bob_login
    assert place.value() == before
    dialog.reject()


def test_a_role_that_is_another_is_seen_in_the_settings(
    eve: Library, cup: Cup, open_window: OpenWindow
) -> None:
    login = f"live-role{next(_names)}@example.org"
    eve.team.join(cup.driver.library.team.invite(login, Role.REVIEWER))
    driver = open_window(eve)
    driver.go_to(SETTINGS)
    team = driver.window.settings.team
    driver.until(lambda: team.role.text().startswith("Your role: Reviewer"))
    assert not team.stations_button.isVisible()
    cup.driver.library.team.invite(login, Role.PHOTOGRAPHER, change_role=True)
    driver.until(lambda: team.role.text().startswith("Your role: Photographer"))
    assert team.stations_button.isVisible()
