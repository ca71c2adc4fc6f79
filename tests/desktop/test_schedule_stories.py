"""Clocks of cameras, schedules and photos put into matches, with clicks and keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from core.jobs import JobContext
from core.library import Library
from core.types import OPEN_MATCH, Camera, GalleryId, PhotoFilter, PhotoId, PlayerUpdate
from desktop.models import roles
from desktop.views.clock import ClockDialog
from desktop.views.gallery import GalleryView
from desktop.views.put_match import PutDialog
from desktop.views.schedule import ScheduleDialog
from desktop.views.table_import import TableImportDialog
from tests.desktop.conftest import Driver, OpenWindow
from tests.desktop.test_gallery_browser import activate, choose
from tests.fakes.planter import Planter
from tests.fakes.workbooks import LOCKED

LEFT = Qt.MouseButton.LeftButton
TIP = Qt.ItemDataRole.ToolTipRole
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NOON = datetime(2026, 5, 1, 12)
CANON, NIKON = "Canon R3 0123", "Nikon Z9 0456"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def photos(planter: Planter) -> list[PhotoId]:
    """Photos of two cameras as they were taken; the clock of the second one is 7 minutes slow."""
    planter.library.players.add("Ann", team="Reds")
    planter.library.players.add("Bea", team="Blues")
    taken = []
    for minute in range(3):
        for camera, slow in ((CANON, 0), (NIKON, 7)):
            at = NOON + (10 + minute - slow) * MINUTE + (timedelta(seconds=30) if slow else timedelta())
            taken.append(planter.face(planter.photo("x", camera=camera, taken_at=at)[0]).photo_id)
    return taken


@pytest.fixture
def driver(open_window: OpenWindow, library: Library, photos: Sequence[PhotoId]) -> Driver:
    """The window on these photos."""
    del photos
    made = open_window(library)
    made.go_to(0)
    made.until_idle()
    return made


@pytest.fixture
def gallery(planter: Planter, photos: Sequence[PhotoId]) -> GalleryId:
    """Their gallery."""
    del photos
    return planter.gallery()


def view_of(driver: Driver) -> GalleryView:
    return driver.window.galleries


def select(driver: Driver, *ids: PhotoId) -> None:
    view = view_of(driver)
    for number, photo in enumerate(ids):
        row = view.photos.row_of(photo)
        assert row is not None
        keys = CONTROL if number else Qt.KeyboardModifier.NoModifier
        driver.click_item(view.grid, view.photos.index(row), keys)


def undo(driver: Driver) -> None:
    """Ctrl+Z in the gallery, once the dialog before it is gone."""
    activate(driver)
    view_of(driver).grid.setFocus()
    QTest.keyClick(view_of(driver).grid, Qt.Key.Key_Z, CONTROL)


def schedule_of(driver: Driver) -> ScheduleDialog:
    """The dialog of the gallery, opened by the menu."""
    view_of(driver).header.menu.matches.trigger()
    dialog = driver.window.findChild(ScheduleDialog)
    assert dialog is not None
    driver.until_idle()
    return dialog


def test_a_clock_is_set_from_a_photo_and_set_back(
    driver: Driver, photos: Sequence[PhotoId], gallery: GalleryId
) -> None:
    view = view_of(driver)
    as_they_say = view.photos.photo_ids()
    assert as_they_say == [*photos[1::2], *photos[::2]]
    select(driver, photos[1])
    QTest.keyClick(view.grid, Qt.Key.Key_T, CONTROL)
    driver.until(lambda: driver.window.findChild(ClockDialog) is not None)
    dialog = driver.window.findChild(ClockDialog)
    assert dialog is not None
    assert "2026-05-01 12:03:30" in dialog.words.text()
    assert dialog.clock.text() == "The clock is right."
    driver.until(dialog.moment.hasFocus)
    QTest.keyClicks(dialog.moment, "2026-05-01 12:")
    assert dialog.clock.text() == "Write it as 2026-12-31 14:30:00."
    assert not dialog.set_button.isEnabled()
    QTest.keyClicks(dialog.moment, "10:30")
    assert dialog.clock.text() == "Times of this camera are moved by +0:07:00."
    QTest.mouseClick(dialog.set_button, LEFT)
    driver.until(lambda: view.photos.photo_ids() == list(photos))
    driver.until_idle()
    assert [one.clock for one in driver.library.cameras.of(gallery)] == [timedelta(), 7 * MINUTE]
    undo(driver)
    driver.until(lambda: view.photos.photo_ids() == as_they_say)
    driver.until_idle()
    (name,) = (one.name for one in driver.library.galleries.all())
    told = driver.window.notices.notice.words.text()
    assert told == f"Took back in {name}: Set the clock of {NIKON}"


def test_a_clock_and_a_court_are_set_in_the_table_of_cameras(
    driver: Driver, photos: Sequence[PhotoId], gallery: GalleryId
) -> None:
    for court in ("Court 1", "Court 2"):
        driver.library.matches.add(gallery, f"On {court}", NOON, NOON + 60 * MINUTE, court)
    schedule = schedule_of(driver)
    cameras = schedule.cameras
    assert [schedule.matches.matches.index(row, 4).data() for row in range(2)] == ["0  +6?", "0  +6?"]
    cameras.table.setFocus()
    cameras.table.selectRow(1)
    assert cameras.cameras.index(1, 2).data() == "as it is"
    cameras.clock.setFocus()
    QTest.keyClicks(cameras.clock, "7 minutes")
    assert cameras.problem.text() == "Write the clock as +0:07:00."
    assert not cameras.change_button.isEnabled()
    cameras.clock.clear()
    QTest.keyClicks(cameras.clock, "+0:07")
    cameras.court.setCurrentText("Court 2")
    QTest.keyClick(cameras.clock, Qt.Key.Key_Return)
    driver.until(lambda: cameras.cameras.index(1, 2).data() == "+0:07:00")
    driver.until_idle()
    assert driver.library.cameras.of(gallery)[1] == Camera(gallery, NIKON, 7 * MINUTE, "Court 2")
    assert [schedule.matches.matches.index(row, 4).data() for row in range(2)] == ["0  +3?", "3  +3?"]
    assert view_of(driver).photos.photo_ids() == list(photos)
    QTest.mouseClick(schedule.undo_button, LEFT)
    driver.until(lambda: cameras.cameras.index(1, 2).data() == "as it is")
    driver.until_idle()
    schedule.reject()


def test_photos_are_put_into_a_match_by_hand(
    driver: Driver, photos: Sequence[PhotoId], gallery: GalleryId
) -> None:
    for court in ("Court 1", "Court 2"):
        driver.library.matches.add(gallery, f"On {court}", NOON, NOON + 60 * MINUTE, court)
    first, second = driver.library.matches.of(gallery)
    view = view_of(driver)
    select(driver, photos[0], photos[2])
    QTest.keyClick(view.grid, Qt.Key.Key_M)
    dialog = driver.window.findChild(PutDialog)
    assert dialog is not None
    driver.until_idle()
    assert [dialog.list.item(row).text() for row in range(3)] == [
        "By time and camera, as before",
        "On Court 1   Court 1   2026-05-01 12:00 – 13:00",
        "On Court 2   Court 2   2026-05-01 12:00 – 13:00",
    ]
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    driver.until_idle()

    def of(wanted: PhotoFilter) -> set[PhotoId]:
        return set(driver.library.galleries.photo_ids(gallery, wanted))

    assert of(PhotoFilter(match_id=second.id)) == {photos[0], photos[2]}
    assert of(PhotoFilter(match_id=first.id)) == set()
    assert len(of(PhotoFilter(match_id=OPEN_MATCH))) == 4
    undo(driver)
    driver.until_idle()
    assert of(PhotoFilter(match_id=second.id)) == set()


def test_photos_that_may_be_of_several_matches_are_filtered(
    open_window: OpenWindow, library: Library, photos: Sequence[PhotoId], gallery: GalleryId
) -> None:
    for name in ("East", "West"):
        library.matches.add(gallery, name, NOON, NOON + 6 * MINUTE)
    driver = open_window(library)
    assert choose(driver, "match", 2) == "?  one of several"
    assert view_of(driver).photos.photo_ids() == list(photos[1::2])


def test_a_schedule_is_looked_at_imported_and_taken_back(
    driver: Driver, gallery: GalleryId, tmp_path: Path
) -> None:
    path = tmp_path / "schedule.tsv"
    lines = [
        "Partie\tOrt\tHeim\tGast\tStart\tMinutes",
        "Final\tCourt 1\tReds\tBlues\t2026-05-01 12:00\t60",
        "x\t\t\t\t9:00\t5",
    ]
    path.write_text("\n".join(lines))
    schedule = schedule_of(driver)
    schedule.matches.import_schedule(path)
    dialog = schedule.findChild(TableImportDialog)
    assert dialog is not None
    driver.until_idle()
    assert dialog.words.text().startswith("No column is the match or its teams.")
    for column, words in enumerate(("Match", "Court", "First", "Second")):
        menu = dialog.menus.menus[column]
        menu.setFocus()
        QTest.keyClicks(menu, words)
        driver.until_idle()
    assert [dialog.rows.index(row, 1).data() for row in range(2)] == [
        "✕  Start: '9:00' is of no day; say the date, too.",
        "+  new",
    ]
    QTest.mouseClick(dialog.skip, LEFT)
    QTest.mouseClick(dialog.import_button, LEFT)
    table = schedule.matches.matches
    driver.until(lambda: table.rowCount() == 1)
    driver.until_idle()
    assert [table.index(0, column).data() for column in range(5)] == [
        "Final",
        "Court 1",
        "Reds – Blues",
        "2026-05-01 12:00 – 13:00",
        6,
    ]
    QTest.mouseClick(schedule.undo_button, LEFT)
    driver.until(lambda: table.rowCount() == 0)
    driver.until_idle()
    assert driver.library.matches.of(gallery) == []
    schedule.reject()


def test_a_refusal_names_its_column_and_can_be_read(driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "schedule.csv"
    path.write_text("First team,Second team,Start,Minutes\nReds,Blue Whales,2026-05-01 12:00,60\n")
    schedule = schedule_of(driver)
    schedule.matches.import_schedule(path)
    dialog = schedule.findChild(TableImportDialog)
    assert dialog is not None
    driver.until_idle()
    reason = dialog.rows.index(0, 1).data()
    assert reason == "✕  Second team: no player is in the team 'Blue Whales'."
    assert dialog.table.columnWidth(1) >= dialog.table.sizeHintForColumn(1)
    dialog.reject()
    schedule.reject()


def test_a_locked_workbook_has_neither_lines_nor_letters(driver: Driver) -> None:
    schedule = schedule_of(driver)
    schedule.matches.import_schedule(LOCKED)
    dialog = schedule.findChild(TableImportDialog)
    assert dialog is not None
    driver.until_idle()
    assert dialog.words.text().startswith("locked.xlsx: The workbook is locked")
    assert not dialog.encoding.isVisible()
    dialog.reject()
    schedule.reject()


def test_the_teams_of_a_match_are_chosen_from_those_there_are(driver: Driver, gallery: GalleryId) -> None:
    schedule = schedule_of(driver)
    matches = schedule.matches
    assert [matches.teams[0].itemText(row) for row in range(3)] == ["–", "Blues", "Reds"]
    QTest.keyClicks(matches.name, "Final")
    matches.teams[0].setFocus()
    QTest.keyClicks(matches.teams[0], "Reds")
    QTest.mouseClick(matches.add_button, LEFT)
    driver.until(lambda: matches.matches.rowCount() == 1)
    driver.until_idle()
    assert driver.library.matches.of(gallery)[0].teams == ("Reds",)
    matches.table.selectRow(0)
    matches.teams[1].setFocus()
    QTest.keyClicks(matches.teams[1], "Blues")
    QTest.mouseClick(matches.change_button, LEFT)
    driver.until_idle()
    assert driver.library.matches.of(gallery)[0].teams == ("Reds", "Blues")
    schedule.reject()


def test_a_match_longer_than_a_day_is_doubted(driver: Driver, gallery: GalleryId) -> None:
    schedule = schedule_of(driver)
    matches = schedule.matches
    QTest.keyClicks(matches.name, "Final")
    for field, moment in ((matches.starts_at, "2026-05-01 12:00"), (matches.ends_at, "202605021230")):
        QTest.mouseClick(field, LEFT)
        QTest.keyClicks(field, moment)
    assert matches.problem.text() == "Longer than a day: are both days right?"
    matches.ends_at.selectAll()
    QTest.keyClicks(matches.ends_at, "2026-05-01")
    assert matches.problem.text() == "Write it as 2026-12-31 14:30:00."
    assert not matches.add_button.isEnabled()
    QTest.keyClicks(matches.ends_at, " 12:30")
    assert matches.problem.text() == ""
    QTest.mouseClick(matches.add_button, LEFT)
    driver.until(lambda: matches.matches.rowCount() == 1)
    driver.until_idle()
    (match,) = driver.library.matches.of(gallery)
    assert (match.starts_at, match.ends_at) == (NOON, NOON + 30 * MINUTE)
    schedule.reject()


def test_the_menu_of_the_photo_in_view_sets_its_clock(driver: Driver, photos: Sequence[PhotoId]) -> None:
    view = view_of(driver)
    select(driver, photos[1])
    QTest.keyClick(view.grid, Qt.Key.Key_Return)
    driver.until_idle()
    menu = view.viewer.menu
    assert isinstance(menu, QMenu)
    menu.popup(view.viewer.mapToGlobal(QPoint(10, 10)))
    assert menu.clock.isVisible()
    menu.close()
    QTest.keyClick(view.viewer, Qt.Key.Key_T, CONTROL)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ClockDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    driver.until_idle()


def test_who_is_in_no_team_of_the_match_is_said_to_be_so(
    open_window: OpenWindow, library: Library, planter: Planter
) -> None:
    for player, team in zip(planter.enrolled("Ann", "Cleo"), ("Reds", "Greens"), strict=True):
        library.players.update(player, PlayerUpdate(team=team))
    ann, cleo = planter.photo("Ann", "Cleo", taken_at=NOON)
    library.training.execute(JobContext())
    gallery = planter.gallery()
    library.matches.add(gallery, "Final", NOON, NOON + MINUTE, "", ["Reds"])
    library.recognition.batch_recognize([gallery], None, JobContext())
    driver = open_window(library)
    view = view_of(driver)
    driver.until_idle()
    row = next(row for row, one in enumerate(driver.library.galleries.all()) if one.id == gallery)
    driver.click_item(view.side.list, view.side.model.index(row))
    photo = planter.face(ann).photo_id
    driver.until(lambda: view.photos.row_of(photo) == 0 and photo in view.expected.narrower)
    driver.until_idle()
    only_ann = frozenset({library.players.find("Ann").id})
    assert view.photos.index(0).data(roles.ROSTER) == only_ann
    driver.click_item(view.grid, view.photos.index(0))
    QTest.keyClick(view.grid, Qt.Key.Key_Return)
    driver.until_idle()
    words = {
        view.viewer.faces.index(one).data(roles.FACE).id: view.viewer.faces.index(one).data(TIP)
        for one in range(2)
    }
    assert "in no team of this match" in words[cleo]
    assert "in no team" not in words[ann]
