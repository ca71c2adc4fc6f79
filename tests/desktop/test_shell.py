"""The first start, other libraries, and what is remembered from one start to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QByteArray, QEvent, QLocale, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMainWindow, QSplitter, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from core.errors import (
    LibraryDamagedError,
    LibraryError,
    LibraryInUseError,
    LibraryLockedError,
    LibraryVersionError,
)
from core.jobs import JobContext
from core.library import Library
from core.types import Line, Role
from desktop import app as app_module
from desktop.app import Program
from desktop.document import Operation
from desktop.errors import CrashReporter
from desktop.jobs import Jobs, Lane
from desktop.language import speak
from desktop.models import roles
from desktop.profile import Profile
from desktop.views import remembered, wizard
from desktop.views.import_dialog import ImportDialog
from desktop.views.library_menu import LibraryButton
from desktop.views.library_trouble import LibraryTrouble
from desktop.views.main_window import MainWindow
from desktop.views.recovery import RepairedDialog, RestoreDialog
from desktop.views.team_dialogs import JoinDialog
from desktop.views.wizard import PACK, PLACE, START, Wizard
from desktop.views.wizard_pages import Then
from tests.core.test_backups import damage
from tests.desktop.conftest import WITHIN_MS, endless
from tests.fakes.planter import Planter
from tests.fakes.team import Team

LEFT = Qt.MouseButton.LeftButton
Dialog = TypeVar("Dialog", bound=QDialog)


class User:
    """Somebody who starts the program, clicks and types."""

    def __init__(self, folder: Path, qtbot: QtBot, app: QApplication) -> None:
        self.folder = folder
        self.ended: list[int] = []
        self._qtbot = qtbot
        self.profile = Profile(folder / "window.ini")
        self.program = Program(app, self.profile, CrashReporter())

    def until(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=WITHIN_MS)

    def dialog(self, kind: type[Dialog]) -> Dialog:
        self.until(lambda: isinstance(self.program.dialog, kind))
        assert isinstance(self.program.dialog, kind)
        return self.program.dialog

    def window(self) -> MainWindow:
        self.until(lambda: self.program.session is not None)
        assert self.program.session is not None
        self.until(lambda: not self.document_busy())
        return self.program.session.window

    def document_busy(self) -> bool:
        return self.program.session is not None and self.program.session.document.busy

    @property
    def root(self) -> Path:
        assert self.program.session is not None
        return self.program.session.root


@pytest.fixture
def user(tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[User]:
    monkeypatch.setattr(app_module, "default_library", lambda: tmp_path / "Pictures" / "Library")
    monkeypatch.setattr(wizard, "demo_folder", lambda: tmp_path / "demo")
    made = User(tmp_path, qtbot, qapp)
    monkeypatch.setattr(qapp, "exit", made.ended.append)
    yield made
    made.program.close()
    if made.program.dialog is not None:
        made.program.dialog.close()
    if made.program.session is not None:
        made.program.session.window.deleteLater()
        made.program.session.deleteLater()
    made.program.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, LEFT)


def to_the_start_page(user: User) -> Wizard:
    """Through the first two steps by mouse."""
    user.program.start(None)
    shown = user.dialog(Wizard)
    user.until(shown.next_button.isEnabled)
    click(shown.next_button)
    user.until(lambda: bool(shown.pack.choices))
    assert not shown.next_button.isEnabled()
    shown.pack.accept.click()
    click(shown.next_button)
    assert shown.pages.currentIndex() == START
    return shown


# -- The first start -----------------------------------------------------------------------------


def test_a_first_start_by_mouse_leads_to_the_import_of_own_photos(user: User) -> None:
    shown = to_the_start_page(user)
    shown.start.choices[Then.PHOTOS].click()
    click(shown.back_button)
    assert shown.pages.currentIndex() == PACK
    click(shown.next_button)
    assert shown.focusWidget() is shown.start.choices[Then.PHOTOS]
    click(shown.next_button)
    window = user.window()
    assert user.root == user.folder / "Pictures" / "Library"
    assert user.profile.recent_libraries() == [user.root]
    user.until(lambda: window.findChild(ImportDialog) is not None)
    dialog = window.findChild(ImportDialog)
    assert dialog is not None
    assert not dialog.recognise.isVisible(), "nobody can be recognised yet"
    assert user.ended == []


def test_a_first_start_by_keys_alone_leads_to_the_roster(user: User) -> None:
    user.program.start(None)
    shown = user.dialog(Wizard)
    user.until(shown.next_button.isEnabled)
    press(shown, Qt.Key.Key_Return)
    user.until(lambda: bool(shown.pack.choices))
    assert shown.focusWidget() is shown.pack.choices[0]
    for _ in range(12):
        if shown.focusWidget() is shown.pack.accept:
            break
        press(shown, Qt.Key.Key_Tab)
    assert shown.focusWidget() is shown.pack.accept
    press(shown, Qt.Key.Key_Space)
    press(shown, Qt.Key.Key_Return)
    assert shown.pages.currentIndex() == START
    press(shown, Qt.Key.Key_Down)
    press(shown, Qt.Key.Key_Down)
    assert shown.start.then is Then.ROSTER
    press(shown, Qt.Key.Key_Return)
    window = user.window()
    assert window.pages.currentWidget() is window.players
    assert window.players.empty.isAncestorOf(window.focusWidget())


def press(dialog: QDialog, key: Qt.Key) -> None:
    """A key, to whatever has the focus."""
    QTest.keyClick(dialog.focusWidget(), key)


def test_the_sample_is_opened_and_the_own_library_is_one_click_away(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def built(folder: Path, pack: str, context: JobContext) -> tuple[Path, str]:
        context.progress("Building the sample tournament", 1, 2)
        assert pack == "opencv"
        with Library.open(folder / "library") as sample:
            planter = Planter(sample)
            planter.photo("A", gallery="Another")
            planter.photo("B", gallery="Sample")
        return folder / "library", "Sample"

    monkeypatch.setattr(wizard, "ensure_demo", built)
    shown = to_the_start_page(user)
    click(shown.next_button)
    window = user.window()
    assert user.root == user.folder / "demo" / "library"
    gallery = window.galleries.gallery
    assert gallery is not None
    assert gallery.name == "Sample"
    menu = window.library.libraries
    menu.fill()
    names = [act.toolTip() for act in menu.recent]
    assert names == [str(user.root), str(user.folder / "Pictures" / "Library")]
    menu.recent[1].trigger()
    user.until(lambda: user.program.session is not None and user.root.name == "Library")
    assert user.window().galleries.gallery is None


def test_the_librarys_name_is_broken_and_cut_only_where_it_must(tmp_path: Path, qtbot: QtBot) -> None:
    profile = Profile(tmp_path / "window.ini")
    short, long = (LibraryButton(tmp_path / name, profile) for name in ("Cup", "Playertag of the Sunday cup"))
    for made in (short, long):
        qtbot.addWidget(made)
        made.setFixedWidth(100)
        made.show()
    assert short.text() == "Cup ▾"
    first, second = long.text().split("\n")
    assert first.startswith("Playertag")
    assert f"{first} {second}".startswith("Playertag of the")
    assert second.endswith("… ▾")
    assert "Playertag of the Sunday cup" in long.toolTip()


def test_a_sample_that_is_stopped_leaves_nothing_and_the_wizard_goes_on(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wizard, "ensure_demo", lambda _folder, _pack, context: endless(context))
    shown = to_the_start_page(user)
    click(shown.next_button)
    user.until(shown.progress.isVisible)
    user.until(lambda: "Waiting" in shown.words.text())
    assert not shown.back_button.isEnabled()
    click(shown.cancel_button)
    user.until(shown.next_button.isEnabled)
    assert "Stopped" in shown.words.text()
    assert not (user.folder / "Pictures").exists()
    shown.start.choices[Then.NOTHING].click()
    click(shown.next_button)
    assert user.window().isVisible()


def test_leaving_the_first_start_ends_the_program_and_makes_nothing(user: User) -> None:
    shown = to_the_start_page(user)
    press(shown, Qt.Key.Key_Escape)
    assert user.ended == [0]
    assert not (user.folder / "Pictures").exists()


def test_a_library_that_is_there_already_is_opened(user: User, tmp_path: Path) -> None:
    Library.open(tmp_path / "Club").close()
    user.program.start(None)
    shown = user.dialog(Wizard)
    shown.place.existing.click()
    shown.place.path.setText(str(tmp_path))
    user.until(lambda: "no library in this folder" in shown.place.found.text())
    assert not shown.next_button.isEnabled()
    shown.place.path.setText(str(tmp_path / "Club"))
    user.until(shown.next_button.isEnabled)
    assert shown.next_button.text() == "Open"
    click(shown.next_button)
    user.window()
    assert user.root == tmp_path / "Club"


def join_dialog(user: User) -> JoinDialog:
    """What asks for the invitation, over the window."""
    window = user.window()
    user.until(lambda: isinstance(QApplication.activeModalWidget(), JoinDialog))
    dialog = window.findChild(JoinDialog)
    assert dialog is not None
    return dialog


def test_who_was_invited_into_a_team_joins_it_at_the_first_start(user: User, team: Team) -> None:
    (ann,) = Planter(team.owner).enrolled("Ann")
    team.owner.team.sync(JobContext())
    user.program.start(None)
    shown = user.dialog(Wizard)
    user.until(shown.place.invited_button.isEnabled)
    click(shown.place.invited_button)
    user.until(lambda: bool(shown.pack.choices))
    shown.pack.accept.click()
    click(shown.next_button)
    assert shown.start.then is Then.TEAM
    assert shown.focusWidget() is shown.start.choices[Then.TEAM]
    click(shown.next_button)
    dialog = join_dialog(user)
    dialog.invitation.setText(team.invitation("newcomer", Role.REVIEWER))
    click(dialog.act_button)
    window = user.window()
    user.until(lambda: window.settings.team.role.isVisible())
    assert "Reviewer" in window.settings.team.role.text()
    assert window.findChild(ImportDialog) is None
    session = user.program.session
    assert session is not None
    user.until(lambda: session.live.line is Line.UP_TO_DATE)
    window.go_to("players")
    user.until(lambda: window.players.players.rowCount() == 1)
    assert window.players.players.index(0, 0).data(roles.PLAYER).id == ann


def test_an_invitation_that_is_not_at_hand_leaves_a_library_to_work_in(user: User) -> None:
    shown = to_the_start_page(user)
    click(shown.start.choices[Then.TEAM])
    click(shown.next_button)
    dialog = join_dialog(user)
    press(dialog, Qt.Key.Key_Escape)
    user.until(lambda: QApplication.activeModalWidget() is None)
    window = user.window()
    user.until(window.settings.team.join_button.isVisible)
    assert user.root == user.folder / "Pictures" / "Library"
    assert user.ended == []


def test_a_library_that_is_there_already_can_come_into_a_team(user: User, tmp_path: Path) -> None:
    Library.open(tmp_path / "Club").close()
    user.program.start(None)
    shown = user.dialog(Wizard)
    shown.place.path.setText(str(tmp_path / "Club"))
    assert not shown.place.invited_button.isEnabled(), "nobody has looked there yet"
    user.until(shown.place.invited_button.isEnabled)
    click(shown.place.invited_button)
    join_dialog(user)
    assert user.root == tmp_path / "Club"


def test_a_place_that_can_not_be_written_to_is_said(user: User, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    user.program.start(None)
    shown = user.dialog(Wizard)
    shown.place.path.setText(str(tmp_path / "file" / "library"))
    user.until(lambda: "can't be written to" in shown.place.found.text())
    assert not shown.next_button.isEnabled()
    assert shown.pages.currentIndex() == PLACE


def test_the_terms_of_a_pack_are_shown_and_asked_for_each(user: User) -> None:
    shown = to_the_start_page(user)
    click(shown.back_button)
    assert "Apache License" in shown.pack.terms.toPlainText()
    assert "installed" in shown.pack.choices[0].text()
    assert shown.pack.choices[0].accessibleDescription().startswith("Recommended")
    other = next(choice for choice in shown.pack.choices if "buffalo_s" in choice.text())
    other.click()
    assert "Non-commercial" in other.text()
    assert "NON-COMMERCIAL" in shown.pack.terms.toPlainText()
    assert not shown.next_button.isEnabled()
    assert shown.pack.lacking.text() == "Accept the terms to go on."
    shown.pack.from_file.click()
    shown.pack.accept.click()
    assert not shown.next_button.isEnabled()
    assert shown.pack.lacking.text() == "Name a folder or a zip file to go on."
    shown.pack.path.setText(str(user.folder / "absent.zip"))
    assert shown.next_button.text() == "Install"
    click(shown.next_button)
    user.until(lambda: "absent.zip can't be unpacked" in shown.words.text())
    assert shown.pages.currentIndex() == PACK


# -- Other libraries -----------------------------------------------------------------------------


@pytest.fixture
def two(user: User, tmp_path: Path) -> tuple[Path, Path]:
    """Two libraries; the first is open."""
    first, second = tmp_path / "First", tmp_path / "Second"
    for root in (second, first):
        Library.open(root).close()
        user.profile.remember_library(root)
    user.program.start(None)
    user.window()
    return first, second


def test_the_library_used_last_is_opened_unless_it_is_gone(user: User, tmp_path: Path) -> None:
    Library.open(tmp_path / "Still there").close()
    user.profile.remember_library(tmp_path / "Still there")
    user.profile.remember_library(tmp_path / "Gone")
    user.program.start(None)
    user.window()
    assert user.root == tmp_path / "Still there"


def test_another_library_is_opened_in_place_of_this_one(user: User, two: tuple[Path, Path]) -> None:
    before = user.window()
    menu = before.library.libraries
    menu.fill()
    assert [act.isChecked() for act in menu.recent] == [True, False]
    menu.recent[1].trigger()
    user.until(lambda: user.program.session is not None and user.root == two[1])
    assert user.window().isVisible()
    assert user.profile.recent_libraries() == [two[1], two[0]]
    assert user.ended == []


def test_a_running_job_is_asked_about_before_another_library_is_opened(
    user: User, two: tuple[Path, Path]
) -> None:
    window = user.window()
    assert user.program.session is not None
    user.program.session.document.run(
        Operation("Import", Lane.ENGINE, lambda _, context: endless(context), shown=True)
    )
    window.library_wanted.emit(two[1])
    user.until(lambda: window.closing.dialog is not None)
    assert window.closing.dialog is not None
    click(window.closing.dialog.keep_button)
    assert user.root == two[0]
    window.library_wanted.emit(two[1])
    user.until(lambda: window.closing.dialog is not None)
    assert window.closing.dialog is not None
    click(window.closing.dialog.stop_button)
    user.until(lambda: user.program.session is not None and user.root == two[1])


def test_closing_the_window_ends_the_program(user: User, two: tuple[Path, Path]) -> None:
    user.window().close()
    user.until(lambda: user.ended == [0])
    assert user.program.session is None


def test_a_damaged_library_is_explained_and_this_one_stays(
    user: User, two: tuple[Path, Path], tmp_path: Path
) -> None:
    broken = tmp_path / "Broken"
    broken.mkdir()
    (broken / "library.sqlite").write_bytes(b"no database at all, whatever it says" * 99)
    user.profile.remember_library(broken)
    window = user.window()
    window.library_wanted.emit(broken)
    shown = user.dialog(LibraryTrouble)
    assert "damaged" in shown.words.text()
    assert "backup" in shown.advice.text()
    click(shown.forget_button)
    assert broken not in user.profile.recent_libraries()
    click(shown.close_button)
    assert (user.root, user.ended) == (two[0], [])
    assert window.isVisible()


def test_a_newer_library_at_the_start_is_explained_and_another_can_be_opened(
    user: User, tmp_path: Path
) -> None:
    with Library.open(tmp_path / "Newer") as newer, newer._database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    user.program.start(tmp_path / "Newer")
    shown = user.dialog(LibraryTrouble)
    assert "newer Playertag" in shown.words.text()
    assert "newest Playertag" in shown.advice.text()
    click(shown.new_button)
    assert user.dialog(Wizard).isVisible()
    assert user.ended == []


def test_a_damaged_library_is_saved_by_a_button(user: User, tmp_path: Path) -> None:
    root = tmp_path / "Damaged"
    with Library.open(root) as library:
        library.players.add("Ann")
        library.backups.make()
        library.players.add("Bea")
        Planter(library).photo("Ann")
    damage(root / "library.sqlite", "alembic_version")
    user.program.start(root)
    shown = user.dialog(LibraryTrouble)
    assert shown.repair_button.isVisible()
    press(shown, Qt.Key.Key_Return)
    told = user.dialog(RepairedDialog)
    assert "alembic_version" in told.words.text()
    assert "Rows from a backup: 1" in told.words.text()
    click(told.close_button)
    user.window()
    with Library.open(root) as library:
        assert [player.name for player in library.players.search().items] == ["Ann", "Bea"]


def test_a_library_is_taken_back_to_a_backup_and_opened_again(user: User, two: tuple[Path, Path]) -> None:
    with Library.open(two[0]) as library:
        before = len(library.players.search().items)
        library.backups.make()
        library.players.add("Bea")
    window = user.window()
    window.settings.restore_wanted.emit()
    shown = user.dialog(RestoreDialog)
    user.until(shown.restore_button.isEnabled)
    assert "In the library and not in it: photos: 0, players: 1, answers: 0." in shown.words.text()
    click(shown.restore_button)
    user.until(lambda: user.program.session is not None and user.program.session.window is not window)
    assert user.root == two[0]
    assert user.ended == []
    user.window()
    with Library.open(two[0]) as library:
        assert len(library.players.search().items) == before
        assert len(library.backups.all()) >= 2


def test_a_backup_of_another_library_is_called_one_before_it_is_gone_back_to(
    user: User, two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(two[1]) as library:
        library.players.add("Eve")
        kept = library.backups.make().path
    window = user.window()
    window.settings.restore_wanted.emit()
    shown = user.dialog(RestoreDialog)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(kept), ""))
    click(shown.file_button)
    user.until(shown.restore_button.isEnabled)
    assert "of another library" in shown.words.text()
    click(shown.restore_button)
    user.until(lambda: user.program.session is not None and user.program.session.window is not window)
    user.window()
    with Library.open(two[0]) as library:
        assert "Eve" in [player.name for player in library.players.search().items]


def test_where_there_is_no_library_a_backup_is_said_to_make_one(
    user: User, two: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(two[1]) as library:
        kept = library.backups.make().path
    jobs = Jobs(user.window())
    lost = RestoreDialog(jobs, tmp_path / "lost", user.window())
    user.until(lambda: "no backup" in lost.words.text())
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(kept), ""))
    click(lost.file_button)
    user.until(lost.restore_button.isEnabled)
    assert "There is no library there now" in lost.words.text()
    assert "is kept" not in lost.words.text()
    lost.deleteLater()
    jobs.close()


def test_what_a_backup_holds_is_not_asked_of_one_that_is_damaged(user: User, two: tuple[Path, Path]) -> None:
    with Library.open(two[0]) as library:
        library.backups.make()
        made = library.backups.make()
    made.path.write_bytes(made.path.read_bytes()[:5000])
    user.window().settings.restore_wanted.emit()
    shown = user.dialog(RestoreDialog)
    user.until(lambda: "damaged" in shown.words.text())
    assert not shown.restore_button.isEnabled()
    QTest.keyClick(shown.table, Qt.Key.Key_Down)
    user.until(shown.restore_button.isEnabled)
    press(shown, Qt.Key.Key_Escape)
    assert user.window().isVisible()


def test_another_language_makes_the_window_anew(
    user: User, two: tuple[Path, Path], qapp: QApplication
) -> None:
    before = user.window()
    try:
        before.settings.user.wanted.emit("language", "ru")
        user.until(lambda: user.program.session is not None and user.window() is not before)
        window = user.window()
        assert user.root == two[0]
        assert window.pages.currentWidget() is window.settings
        assert QLocale().language() is QLocale.Language.Russian
        assert user.profile.user.language == "ru"
    finally:
        speak(qapp, "en")


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (LibraryVersionError("Newer."), "newest Playertag"),
        (LibraryLockedError("Locked."), "Close the other program"),
        (LibraryInUseError("laptop, process 7"), "a library has one"),
        (LibraryDamagedError("malformed"), "newest backup"),
        (LibraryError("Not there."), "connected"),
    ],
)
def test_what_can_be_done_about_a_library_is_said(
    qtbot: QtBot, tmp_path: Path, error: LibraryError, advice: str
) -> None:
    shown = LibraryTrouble(tmp_path, error, None)
    qtbot.addWidget(shown)
    assert advice in shown.advice.text()
    with qtbot.waitSignal(shown.open_wanted) as again:
        click(shown.again_button)
    assert again.args == [tmp_path]


def test_a_new_library_is_begun_beside_this_one(user: User, two: tuple[Path, Path]) -> None:
    user.window().library.libraries.new_act.trigger()
    shown = user.dialog(Wizard)
    assert shown.place.path.text() == str(two[0].parent / "New library")
    press(shown, Qt.Key.Key_Escape)
    assert (user.root, user.ended) == (two[0], [])


# -- What is remembered --------------------------------------------------------------------------


def test_where_the_window_was_and_what_it_showed_is_remembered(
    user: User, library: Library, planter: Planter
) -> None:
    for name in ("Friday", "Saturday", "Sunday"):
        planter.photo("A", gallery=name)
    user.program.start(library.paths.root)
    window = user.window()
    window.resize(window.width(), 700)
    window.toggle_activity()
    names = [gallery.name for gallery in library.galleries.all()]
    window.galleries.side.list.setCurrentIndex(window.galleries.side.model.index(names.index("Saturday")))
    user.until(lambda: not user.document_busy())
    window.close()
    user.until(lambda: user.ended == [0])
    user.program.start(None)
    again = user.window()
    assert again.height() == 700
    assert again.panel.isVisible()
    assert again.galleries.gallery is not None
    assert again.galleries.gallery.name == "Saturday"


def test_a_window_of_a_screen_that_is_gone_comes_back(qtbot: QtBot, tmp_path: Path) -> None:
    profile = Profile(tmp_path / "window.ini")
    away, panel = QMainWindow(), QWidget()
    qtbot.addWidget(away)
    qtbot.addWidget(panel)
    away.setGeometry(QRect(90_000, 50_000, 900, 600))
    profile.remember_state("window", away.saveGeometry())
    profile.remember_state("activity", QByteArray())
    back = QMainWindow()
    qtbot.addWidget(back)
    remembered.restore(back, panel, profile)
    assert remembered.within_reach(back.geometry())
    assert not remembered.within_reach(QRect(90_000, 50_000, 900, 600))


def test_splitters_with_a_name_are_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    profile = Profile(tmp_path / "window.ini")

    def window() -> tuple[QMainWindow, QSplitter]:
        made, splitter = QMainWindow(), QSplitter()
        qtbot.addWidget(made)
        splitter.setObjectName("reviewSplitter")
        for _ in range(2):
            splitter.addWidget(QWidget())
        made.setCentralWidget(splitter)
        made.resize(800, 600)
        made.show()
        return made, splitter

    first, splitter = window()
    splitter.setSizes([600, 200])
    wanted = splitter.sizes()
    remembered.remember(first, QWidget(first), profile)
    second, splitter = window()
    assert splitter.sizes() != wanted
    remembered.restore(second, QWidget(second), profile)
    # Restoring takes the handle's width off each.
    assert [abs(now - then) <= 1 for now, then in zip(splitter.sizes(), wanted, strict=True)] == [True, True]
