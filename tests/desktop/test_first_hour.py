"""What somebody meets who uses the program for the first time, by clicks and keys."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from core.changes import Changes
from core.jobs import JobContext
from core.library import Library
from desktop.models import roles
from desktop.profile import Profile
from desktop.views.ask_path import Purpose, typed_path, usual_folder
from desktop.views.gallery_name import gallery_name
from desktop.views.import_dialog import ImportDialog
from desktop.views.next_steps import Step
from desktop.views.table_import import TableImportDialog
from tests.desktop.conftest import Driver, OpenWindow
from tests.fakes.planter import Planter

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def click(widget: QWidget) -> None:
    assert widget.isVisible()
    QTest.mouseClick(widget, LEFT)


# -- What is imported ----------------------------------------------------------------------------


def import_dialog(driver: Driver) -> ImportDialog:
    """The dialog, by the button where there are no photos yet."""
    click(driver.window.galleries.empty_import_button)
    dialog = driver.window.findChild(ImportDialog)
    assert dialog is not None
    return dialog


def test_a_folder_at_home_is_typed_with_a_tilde(
    open_window: OpenWindow, library: Library, two_portraits: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(two_portraits.parent))
    monkeypatch.setenv("USERPROFILE", str(two_portraits.parent))
    driver = open_window(library)
    dialog = import_dialog(driver)
    QTest.keyClicks(dialog.folder, "~/Saturday")
    assert dialog.gallery.text() == "Saturday"
    assert not dialog.problem.text()
    click(dialog.import_button)
    driver.until(lambda: driver.window.galleries.photos.rowCount() == 2)
    driver.until_idle()


def test_half_a_path_names_no_gallery_and_a_typed_folder_is_remembered(
    open_window: OpenWindow, library: Library, two_portraits: Path
) -> None:
    driver = open_window(library)
    dialog = import_dialog(driver)
    QTest.keyClicks(dialog.folder, str(two_portraits)[:-2])
    assert dialog.gallery.text() == ""
    QTest.keyClicks(dialog.folder, str(two_portraits)[-2:])
    assert dialog.gallery.text() == "Saturday"
    click(dialog.import_button)
    assert usual_folder(driver.profile, Purpose.REFERENCES) == two_portraits
    assert usual_folder(driver.profile, Purpose.EXPORT) != two_portraits, "tables are not put among photos"
    driver.until_idle()


def test_references_among_the_photos_are_told_and_taken_by_a_click(
    open_window: OpenWindow, library: Library, two_portraits: Path
) -> None:
    (two_portraits / "players" / "Ann").mkdir(parents=True)
    (two_portraits / "P001.jpg").rename(two_portraits / "players" / "Ann" / "1.jpg")
    library.indexing.enroll(two_portraits / "players", JobContext())
    driver = open_window(library)
    driver.window.galleries.tasks.import_photos([two_portraits], "Saturday", False)
    driver.until_idle()
    entry = driver.window.activity.entries[-1]
    assert entry.words().startswith("Reference photos of players, left out: 1.")
    assert library.galleries.find("Saturday").photos == 1
    click(driver.window.activity_button)
    card = driver.window.panel.cards[-1]
    click(card.offer_button)
    driver.until_idle()
    assert library.galleries.find("Saturday").photos == 2


def test_a_tilde_of_nobody_is_a_name_as_any() -> None:
    assert typed_path(" ~nobody is called so/x ") == Path("~nobody is called so/x")


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("cup/Saturday", "Saturday"),
        ("card/photos", "card {day}"),
        ("EOS_DIGITAL/DCIM/100CANON", "EOS_DIGITAL {day}"),
        ("EOS_DIGITAL/DCIM/101_1127", "EOS_DIGITAL {day}"),
        ("Кубок/Фото", "Кубок {day}"),
    ],
)
def test_a_gallery_is_called_after_what_says_something(tmp_path: Path, folder: str, name: str) -> None:
    path = tmp_path / folder
    path.mkdir(parents=True)
    os.utime(path, (1_780_000_000, 1_780_000_000))
    assert gallery_name(path) == name.format(day=date.fromtimestamp(1_780_000_000))


def test_where_nothing_says_anything_a_gallery_is_called_after_the_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    (tmp_path / "Pictures").mkdir()
    today = date.fromtimestamp((tmp_path / "Pictures").stat().st_mtime)
    assert gallery_name(tmp_path / "Pictures") == f"{today}"
    assert gallery_name(tmp_path / "photos") == "photos", "it is not there yet"


def test_review_of_an_empty_library_says_so_and_leads_to_an_import(
    open_window: OpenWindow, library: Library
) -> None:
    driver = open_window(library)
    driver.go_to(1)
    page = driver.window.review
    assert page.empty.isVisible()
    assert page.empty.title.text() == "No gallery"
    assert not page.export_button.isVisible()
    assert not page.side.find_button.isEnabled()
    assert focused(driver) is page.import_button
    QTest.keyClick(page.import_button, Qt.Key.Key_Return)
    dialog = driver.window.findChild(ImportDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()
    driver.until_idle()


def test_recognising_without_players_leads_to_them_and_is_over_when_it_succeeds(
    open_window: OpenWindow, library: Library, planter: Planter
) -> None:
    planter.photo("Ann", noise=0.3)
    driver = open_window(library)
    header, banner = driver.window.galleries.header, driver.window.banner
    click(header.recognise_button)
    driver.until_idle()
    assert banner.isVisible()
    assert banner.text.text().startswith("⚠  Recognise players in Day 1: Nobody is known by a face yet.")
    click(banner.players_button)
    assert driver.window.pages.currentWidget() is driver.window.players
    planter.enrolled("Ann", "Bea")
    driver.go_to(0)
    click(header.recognise_button)
    driver.until_idle()
    assert not banner.isVisible()


def test_the_keyboard_leads_from_the_file_name_to_the_photos(sample: Driver) -> None:
    view = sample.window.galleries
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape):
        QTest.keyClick(view.grid, Qt.Key.Key_F, CTRL)
        assert focused(sample) is view.filters.text
        QTest.keyClick(view.filters.text, key)
        assert focused(sample) is view.grid
        assert view.grid.isVisible()
    sample.until_idle()


# -- Where file dialogs begin --------------------------------------------------------------------


def test_a_file_dialog_begins_where_its_purpose_was_met_last(
    open_window: OpenWindow, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    roster, pictures = tmp_path / "rosters" / "cup.csv", tmp_path / "pictures"
    roster.parent.mkdir()
    pictures.mkdir()
    roster.write_text("name,team\nAda Byron,North\n")

    def choose_file(_parent: QWidget, _title: str, folder: str, _kinds: str) -> tuple[str, str]:
        begun.append(folder)
        return str(roster), ""

    def choose_folder(_parent: QWidget, _title: str, folder: str) -> str:
        begun.append(folder)
        return str(pictures)

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose_file)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose_folder)
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "nowhere"))
    driver = open_window(library)
    dialog = import_dialog(driver)
    for _ in range(2):
        click(dialog.browse_button)
    assert dialog.folder.text() == str(pictures)
    dialog.reject()
    driver.go_to(2)
    for _ in range(2):
        click(driver.window.players.roster_button)
        driver.until_idle()
        asked = driver.window.findChildren(TableImportDialog)[-1]
        assert asked.focusWidget() is asked.table, "the encoding is rarely what is wanted first"
        asked.reject()
    assert begun == [str(Path.home()), str(pictures), str(pictures), str(roster.parent)]
    driver.profile.save()
    again = Profile(library.paths.root / "window.ini")
    state = again.state("folder/roster")
    assert state is not None
    assert bytes(state.data()).decode() == str(roster.parent)
    driver.until_idle()


# -- What is seen and where the keyboard is ------------------------------------------------------


def focused(driver: Driver) -> QWidget:
    """What has the keyboard, whether the window is in front or not."""
    return driver.window.focusWidget()


def test_the_keyboard_begins_where_work_does(open_window: OpenWindow, library: Library) -> None:
    driver = open_window(library)
    assert focused(driver) is driver.window.galleries.empty_import_button
    driver.go_to(2)
    first = focused(driver)
    assert isinstance(first, QPushButton)
    assert first.text() == "Import roster…"
    player_id = library.players.ensure("Ada Byron")
    driver.session.document.changed.emit(Changes(players=frozenset({player_id})), None)
    driver.until(lambda: focused(driver) is driver.window.players.table)
    driver.until_idle()


def test_with_photos_the_keyboard_begins_in_the_grid(sample: Driver) -> None:
    assert focused(sample) is sample.window.galleries.grid


def test_where_no_photo_has_come_yet_no_filter_is_blamed(
    open_window: OpenWindow, library: Library, two_portraits: Path, tmp_path: Path
) -> None:
    card = tmp_path / "card"
    card.mkdir()
    (card / "broken.jpg").write_bytes(b"no picture")
    driver = open_window(library)
    view = driver.window.galleries
    view.tasks.import_photos([card], "Saturday", False)
    driver.until_idle()
    assert view.nothing.isVisible()
    assert view.nothing.words.text() == "Photos appear here as they come in."
    assert not view.every_button.isVisible()
    view.setFocus()
    assert focused(driver) is view.more_button
    view.tasks.import_photos([two_portraits], "Saturday", False)
    driver.until(view.grid.isVisible)
    assert focused(driver) is view.grid
    driver.until_idle()
    QTest.keyClicks(view.filters.text, "no such file")
    driver.until(view.nothing.isVisible)
    assert view.nothing.title.text() == "No photo passes the filter"
    click(view.every_button)
    driver.until(view.grid.isVisible)
    driver.until_idle()


def test_photos_on_a_disk_that_is_gone_are_said_to_be_there(
    sample: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = sample.window.galleries
    shown = view.photos.index(0)
    sample.click_item(view.grid, shown)
    photo = shown.data(roles.PHOTO)
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    away = photo.path.parent.rename(photo.path.parent.with_name("elsewhere"))
    QTest.keyClick(view.grid, Qt.Key.Key_O, CTRL | SHIFT)
    notice = sample.window.notices.notice
    sample.until(notice.isVisible)
    assert notice.words.text() == f"{photo.path.parent} is not there now: is its disk connected?"
    assert not opened
    away.rename(photo.path.parent)
    sample.until_idle()


# -- Keys ----------------------------------------------------------------------------------------


def test_recognising_and_finding_unknown_people_have_keys(sample: Driver) -> None:
    QTest.keyClick(focused(sample), Qt.Key.Key_R, CTRL)
    sample.until_idle()
    QTest.keyClick(focused(sample), Qt.Key.Key_U, CTRL)
    sample.until_idle()
    sample.go_to(1)
    QTest.keyClick(sample.window.review.grid, Qt.Key.Key_U, CTRL)
    sample.until_idle()
    begun = [one.title for one in reversed(sample.window.activity.entries)]
    found = "Find unknown people in Sample"
    assert begun == ["Recognise players in Sample", found, found]


def test_importing_a_roster_and_enrolling_have_keys(sample: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def choose_file(_parent: QWidget, title: str, _folder: str, _kinds: str) -> tuple[str, str]:
        asked.append(title)
        return "", ""

    def choose_folder(_parent: QWidget, title: str, _folder: str) -> str:
        asked.append(title)
        return ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose_file)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose_folder)
    sample.go_to(2)
    QTest.keyClick(sample.window.players.table, Qt.Key.Key_I, CTRL)
    QTest.keyClick(sample.window.players.table, Qt.Key.Key_R, CTRL | SHIFT)
    assert asked == ["Import roster", "Folder with a folder per player"]
    click(sample.window.players.enroll_button)
    assert asked[2:] == asked[1:2]


# -- What comes next -----------------------------------------------------------------------------


def marks(driver: Driver) -> str:
    """How the steps of the gallery in view stand; nothing where they are gone."""
    steps = driver.window.galleries.steps
    return "".join(one.text()[0] for one in steps.buttons.values()) if steps.isVisible() else ""


def take(driver: Driver, step: Step) -> None:
    """Click a step."""
    click(driver.window.galleries.steps.buttons[step])
    driver.until_idle()


def test_an_import_says_what_comes_next(
    open_window: OpenWindow, library: Library, two_portraits: Path
) -> None:
    driver = open_window(library)
    assert marks(driver) == ""
    dialog = import_dialog(driver)
    dialog.folder.setText(str(two_portraits))
    click(dialog.import_button)
    driver.until(lambda: driver.window.galleries.photos.rowCount() == 2)
    driver.until_idle()
    assert marks(driver) == "✓●○○○"
    take(driver, Step.IMPORT)
    more = driver.window.findChildren(ImportDialog)[-1]
    assert more.gallery.text() == "Saturday"
    more.reject()
    take(driver, Step.PLAYERS)
    assert driver.window.pages.currentWidget() is driver.window.players


def test_the_steps_lead_to_the_names_and_are_gone_when_all_is_done(
    open_window: OpenWindow,
    library: Library,
    planter: Planter,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (ann, _) = planter.enrolled("Ann", "Bea")
    faces = [face for _ in range(3) for face in planter.photo("Ann", noise=0.3)]
    table = tmp_path / "names.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(table), ""))
    driver = open_window(library)
    driver.until_idle()
    assert driver.window.galleries.header.title.text() == "Day 1"
    assert marks(driver) == "✓✓●○○"
    take(driver, Step.RECOGNISE)
    assert marks(driver) == "✓✓✓●○"
    take(driver, Step.REVIEW)
    assert driver.window.pages.currentWidget() is driver.window.review
    changes = library.review.confirm(faces, ann)
    driver.session.document.changed.emit(changes, None)
    driver.go_to(0)
    driver.until(lambda: marks(driver) == "✓✓✓✓●")
    take(driver, Step.EXPORT)
    assert table.exists()
    assert marks(driver) == ""
    assert focused(driver) is driver.window.galleries.grid
    driver.profile.save()
    again = open_window(library)
    again.until_idle()
    assert marks(again) == ""


def test_the_next_step_alone_catches_the_eye(sample: Driver) -> None:
    view = sample.window.galleries

    def eye_catching() -> list[str]:
        shown = [*view.steps.buttons.values(), view.header.review_button]
        return [one.text() for one in shown if one.isVisible() and one.property("kind") == "primary"]

    assert eye_catching() == ["●  Review", view.header.review_button.text()]
    view.steps.show_gallery(view.gallery, True, True)  # as while photos come in
    assert eye_catching() == ["●  Import photos"]
    click(view.steps.away_button)
    assert eye_catching() == [view.header.review_button.text()]


def test_steps_are_put_away_for_good_and_brought_back_by_the_menu(sample: Driver) -> None:
    view = sample.window.galleries
    sample.until(lambda: marks(sample) == "✓✓✓●○")
    assert view.header.menu.steps.isChecked()
    click(view.steps.away_button)
    assert marks(sample) == ""
    assert not view.header.menu.steps.isChecked()
    view.reload_later()
    sample.until_idle()
    assert marks(sample) == ""
    view.header.menu.steps.trigger()
    assert marks(sample) == "✓✓✓●○"
