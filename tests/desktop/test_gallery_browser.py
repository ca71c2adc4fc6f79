"""Browsing a gallery by clicks and keys: filters, order, selection, stars, matches, drops, thumbnails."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QWheelEvent,
)
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.jobs import JobContext
from core.library import Library
from core.types import REJECTED_PHOTO, PhotoFilter, PhotoId, PhotoSort, SavedFilter, SortKey
from desktop import operations
from desktop.document import Document
from desktop.models import roles
from desktop.models.conditions import FaceKind, time_words
from desktop.models.galleries import GalleriesModel
from desktop.models.photo_grid import PhotoGridModel
from desktop.thumbnails import Pictures
from desktop.views.gallery import GalleryView
from desktop.views.gallery_tasks import GalleryTasks
from desktop.views.import_dialog import ImportDialog
from desktop.views.parts import WholeParts, state_words
from desktop.views.photo_acts import listed
from desktop.views.photo_delegate import BADGES
from desktop.views.saved_menu import NameDialog
from desktop.views.schedule import ScheduleDialog
from tests.desktop.conftest import Driver, OpenWindow
from tests.fakes.pictures import with_preview
from tests.fakes.planter import Planter

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(sample: Driver) -> GalleryView:
    """The gallery of the sample, with everything in it read and the keyboard in the grid."""
    sample.until_idle()
    sample.window.galleries.setFocus()
    return sample.window.galleries


def activate(driver: Driver) -> None:
    """Go back to the window, as a window manager does when a dialog or a popup closes."""
    driver.window.activateWindow()
    driver.until(lambda: QApplication.activeWindow() is driver.window)


def choose(driver: Driver, condition: str, row: int) -> str:
    """Click a condition, and in its list the value in a row; the value's words."""
    driver.until_idle()
    one = driver.window.galleries.filters.conditions[condition]
    QTest.mouseClick(one.button, LEFT)
    driver.until(one.popup.isVisible)
    index = one.popup.model.index(row, 0)
    at, words = one.popup.list.visualRect(index).center(), str(index.data())
    QTest.mouseClick(one.popup.list.viewport(), LEFT, pos=at)
    one.popup.hide()
    activate(driver)
    driver.until_idle()
    return words


def photos(driver: Driver, wanted: PhotoFilter, sort: PhotoSort | None = None) -> list[PhotoId]:
    library = driver.library
    return library.galleries.photo_ids(library.galleries.find("Sample").id, wanted, sort or PhotoSort())


def test_conditions_are_chosen_combined_dropped_and_all_cleared(sample: Driver, view: GalleryView) -> None:
    offered = sample.library.galleries.choices(sample.library.galleries.find("Sample").id)
    name = choose(sample, "players", 0)
    first = frozenset({offered.players[0].value})
    assert view.filters.conditions["players"].button.text() == f"Player: {name}"
    assert view.photos.photo_ids() == photos(sample, PhotoFilter(players=first))
    assert view.bar.count.text() == f"Photos: {view.photos.rowCount()} of 12"
    choose(sample, "faces", list(FaceKind).index(FaceKind.UNREVIEWED))
    combined = PhotoFilter(players=first, unreviewed=True)
    assert view.filters.wanted == combined
    assert view.photos.photo_ids() == photos(sample, combined)
    QTest.mouseClick(view.filters.conditions["players"].remove, LEFT)
    sample.until_idle()
    assert view.photos.photo_ids() == photos(sample, PhotoFilter(unreviewed=True))
    choose(sample, "rating", 0)
    assert view.nothing.isVisible()
    QTest.mouseClick(view.filters.clear_button, LEFT)
    sample.until(lambda: view.photos.rowCount() == 12)
    assert view.grid.isVisible()
    assert not view.filters.clear_button.isVisible()
    sample.until_idle()


def test_two_players_are_chosen_by_keys_and_a_file_is_found_by_its_name(
    sample: Driver, view: GalleryView
) -> None:
    offered = sample.library.galleries.choices(sample.library.galleries.find("Sample").id)
    one = view.filters.conditions["players"]
    one.button.setFocus()
    QTest.keyClick(one.button, Qt.Key.Key_Space)
    sample.until(one.popup.isVisible)
    QTest.keyClick(one.popup.list, Qt.Key.Key_Return)
    QTest.keyClick(one.popup.list, Qt.Key.Key_Down)
    QTest.keyClick(one.popup.list, Qt.Key.Key_Space)
    sample.until_idle()
    both = frozenset(player.value for player in offered.players[:2])
    assert view.filters.wanted.players == both
    assert view.photos.photo_ids() == photos(sample, PhotoFilter(players=both))
    QTest.keyClick(one.popup, Qt.Key.Key_Escape)
    view.filters.clear()
    sample.until_idle()
    third = view.photos.index(2).data()
    QTest.keyClick(view.grid, Qt.Key.Key_F, CTRL)
    assert QApplication.focusWidget() is view.filters.text
    QTest.keyClicks(view.filters.text, third.lower())
    sample.until(lambda: view.photos.rowCount() == 1)
    assert view.photos.index(0).data() == third
    sample.until_idle()


def test_photos_are_ordered_and_the_order_is_saved_with_the_filter(sample: Driver, view: GalleryView) -> None:
    view.filters._sort_acts[SortKey.FACES].trigger()
    view.filters.descending.trigger()
    choose(sample, "team", 0)
    sort = PhotoSort(SortKey.FACES, descending=True)
    assert view.filters.sort_button.text() == "Order: Number of faces  ↓"
    wanted = view.filters.wanted
    assert view.photos.photo_ids() == photos(sample, wanted, sort)
    view.filters.saved.save.trigger()
    dialog = sample.window.findChild(NameDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.name, "Our team")
    QTest.mouseClick(dialog.save_button, LEFT)
    sample.until_idle()
    assert sample.library.saved_filters.all() == [SavedFilter("Our team", wanted, sort)]
    view.filters.clear()
    view.filters._sort_acts[SortKey.TIME].trigger()
    saved = next(action for action in view.filters.saved.actions() if action.text() == "Our team")
    saved.trigger()
    sample.until_idle()
    assert view.photos.photo_ids() == photos(sample, wanted, sort)
    view.filters.saved.deleting.actions()[0].trigger()
    sample.until_idle()
    assert sample.library.saved_filters.all() == []
    activate(sample)
    view.grid.setFocus()
    QTest.keyClick(view.grid, Qt.Key.Key_Z, CTRL)
    sample.until_idle()
    assert [one.name for one in sample.library.saved_filters.all()] == ["Our team"]


def test_photos_that_came_after_the_gallery_was_counted_are_no_more_than_all(
    sample: Driver, view: GalleryView, two_portraits: Path
) -> None:
    sample.library.indexing.import_photos([two_portraits], "Sample", JobContext())
    view.filters.descending.trigger()
    sample.until(lambda: view.photos.rowCount() == 14)
    assert view.bar.count.text() == "Photos: 14"
    QTest.keyClicks(view.filters.text, "jpg")
    sample.until(lambda: view.filters.active)
    sample.until_idle()
    assert view.bar.count.text() == "Photos: 14"


def test_of_counts_without_room_none_is_cut(qtbot: QtBot) -> None:
    counts = WholeParts("quiet")
    qtbot.addWidget(counts)
    counts.resize(400, 20)
    counts.show_parts(["● 3", "○ 129"])
    assert counts.text() == "● 3   ○ 129"
    counts.show()
    counts.resize(counts.fontMetrics().horizontalAdvance("● 3   ○ 12"), 20)
    assert counts.text() == "● 3   …"
    counts.resize(10, 20)
    assert counts.text() == "…"


def test_the_selection_is_rated_by_keys_a_photo_by_its_stars_and_both_are_taken_back(
    sample: Driver, view: GalleryView
) -> None:
    first, second, third = view.photos.photo_ids()[:3]

    def ratings() -> list[int]:
        sample.until_idle()
        return [photo.rating for photo in sample.library.galleries.photos([first, second, third])]

    sample.click_item(view.grid, view.photos.index(0))
    sample.click_item(view.grid, view.photos.index(1), SHIFT)
    assert view.bar.count.text() == "Selected: 2 of 12"
    QTest.keyClick(view.grid, Qt.Key.Key_4)
    assert view.photos.index(1).data(roles.PHOTO).rating == 4, "on screen before it is written"
    assert ratings() == [4, 4, 0]
    assert [view.grid.selected_ids(), view.grid.currentIndex().row()] == [[first, second], 1]
    cell = view.grid.visualRect(view.photos.index(2))
    stars = view.grid.delegate.stars(cell.topLeft())
    QTest.mouseClick(view.grid.viewport(), LEFT, pos=stars.topLeft() + QPoint(4 + 17 * 2 + 8, 8))
    assert ratings() == [4, 4, 3]
    QTest.keyClick(view.grid, Qt.Key.Key_X)
    assert ratings() == [4, 4, REJECTED_PHOTO]
    for expected in ([4, 4, 3], [4, 4, 0], [0, 0, 0]):
        QTest.keyClick(view.grid, Qt.Key.Key_Z, CTRL)
        assert ratings() == expected
    assert view.photos.index(0).data(roles.PHOTO).rating == 0
    view.grid.clearSelection()
    QTest.keyClick(view.grid, Qt.Key.Key_Y, CTRL)
    assert ratings() == [4, 4, 0]
    QTest.keyClick(view.grid, Qt.Key.Key_Z, CTRL)
    assert view.bar.done.text().startswith("Taken back: ")
    QTest.mouseClick(view.header.find_button, LEFT)
    assert view.bar.done.text() == "", "something else was done since"
    sample.until_idle()


def test_a_filter_that_a_photo_no_longer_passes_leaves_the_next_one_chosen(
    sample: Driver, view: GalleryView
) -> None:
    choose(sample, "rating", 6)
    ids = view.photos.photo_ids()
    sample.click_item(view.grid, view.photos.index(3))
    QTest.keyClick(view.grid, Qt.Key.Key_X)
    sample.until(lambda: view.photos.rowCount() == len(ids) - 1)
    sample.until_idle()
    assert view.photos.id_at(view.grid.currentIndex().row()) == ids[4]


def test_all_are_selected_by_a_key_and_several_by_a_frame(sample: Driver, view: GalleryView) -> None:
    QTest.keyClick(view.grid, Qt.Key.Key_A, CTRL)
    assert view.bar.count.text() == "Selected: 12 of 12"
    QTest.mouseClick(view.bar.nothing_button, LEFT)
    assert view.bar.count.text() == "Photos: 12"
    port = view.grid.viewport()
    last = view.grid.visualRect(view.photos.index(1)).center()
    QTest.mousePress(port, LEFT, pos=QPoint(1, 1))
    QTest.mouseMove(port, QPoint(60, 60))
    QTest.mouseMove(port, last)
    QTest.mouseRelease(port, LEFT, pos=last)
    assert view.grid.selected_ids() == view.photos.photo_ids()[:2]


def test_names_paths_and_the_folder_of_the_selected_photos(
    sample: Driver, view: GalleryView, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = sample.library.galleries.photos(view.photos.photo_ids())
    row = next(row for row, photo in enumerate(shown) if photo.names)
    sample.click_item(view.grid, view.photos.index(row))
    sample.until(lambda: view.photos.index(row).data(roles.PHOTO) is not None)
    texts = [action.text().split("\t")[0] for action in view.selection.menu().actions()]
    name = shown[row].names[0]
    assert f"Only photos of {name}" in texts
    QTest.keyClick(view.grid, Qt.Key.Key_C, CTRL)
    sample.until_idle()
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text() == listed(shown[row].names)
    QTest.keyClick(view.grid, Qt.Key.Key_C, CTRL | SHIFT)
    sample.until_idle()
    assert clipboard.text() == str(shown[row].path)
    folders: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: folders.append(url.toLocalFile()))
    QTest.keyClick(view.grid, Qt.Key.Key_O, CTRL | SHIFT)
    sample.until_idle()
    assert folders == [str(shown[row].path.parent)]
    only = next(a for a in view.selection.menu().actions() if a.text() == f"Only photos of {name}")
    only.trigger()
    sample.until_idle()
    assert view.filters.conditions["players"].button.text() == f"Player: {name}"


def test_names_are_listed_as_in_a_sentence() -> None:
    assert [listed(names) for names in ([], ["Ana"], ["Ana", "Bo"], ["Ana", "Bo", "Cy"])] == [
        "",
        "Ana",
        "Ana and Bo",
        "Ana, Bo and Cy",
    ]


def test_a_match_is_made_of_the_selected_photos_and_filters_by_its_time(
    sample: Driver, view: GalleryView
) -> None:
    gallery = sample.library.galleries.find("Sample").id
    sample.click_item(view.grid, view.photos.index(2))
    sample.click_item(view.grid, view.photos.index(5), SHIFT)
    inside = view.grid.selected_ids()
    view.header.menu.matches.trigger()
    schedule = sample.window.findChild(ScheduleDialog)
    assert schedule is not None
    dialog = schedule.matches
    sample.until_idle()
    QTest.keyClicks(dialog.name, "Semi-final")
    QTest.mouseClick(dialog.add_button, LEFT)
    sample.until(lambda: dialog.matches.rowCount() == 1)
    (match,) = sample.library.matches.of(gallery)
    taken = [photo.taken_at for photo in sample.library.galleries.photos(inside) if photo.taken_at]
    assert match.starts_at == taken[0].replace(microsecond=0)
    assert match.ends_at == taken[-1].replace(microsecond=0) + timedelta(seconds=1)
    dialog.table.selectRow(0)
    QTest.keyClicks(dialog.court, "Court 2")
    QTest.mouseClick(dialog.change_button, LEFT)
    sample.until_idle()
    assert sample.library.matches.get(match.id).court == "Court 2"
    QTest.mouseClick(dialog.delete_button, LEFT)
    sample.until(lambda: dialog.matches.rowCount() == 0)
    QTest.mouseClick(schedule.undo_button, LEFT)
    sample.until(lambda: dialog.matches.rowCount() == 1)
    schedule.reject()
    assert choose(sample, "match", 0) == "Semi-final"
    assert set(inside) <= set(view.photos.photo_ids())
    assert view.photos.photo_ids() == photos(sample, PhotoFilter(match_id=match.id))


def test_files_and_folders_are_dropped_on_a_gallery_and_beside_them(
    sample: Driver, view: GalleryView, two_portraits: Path
) -> None:
    def drop(where: QPoint, *paths: Path) -> ImportDialog:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
        for event in (
            QDragEnterEvent(where, copy, data, LEFT, none),
            QDragMoveEvent(where, copy, data, LEFT, none),
            QDropEvent(QPointF(where), copy, data, LEFT, none),
        ):
            QApplication.sendEvent(view.side.list.viewport(), event)
        return sample.window.findChildren(ImportDialog)[-1]

    files = sorted(two_portraits.iterdir())
    on_it = view.side.list.visualRect(view.side.model.index(0)).center()
    dialog = drop(on_it, *files)
    assert (dialog.folder.text(), dialog.gallery.text()) == ("Folders: 0, files: 2", "Sample")
    dialog.recognise.setChecked(False)
    QTest.mouseClick(dialog.import_button, LEFT)
    sample.until(lambda: view.photos.rowCount() == 14)
    sample.until_idle()
    dialog = drop(QPoint(on_it.x(), view.side.list.height() - 5), two_portraits)
    assert (dialog.folder.text(), dialog.gallery.text()) == (str(two_portraits), "Saturday")
    dialog.reject()
    sample.until_idle()


def test_the_size_is_changed_by_wheel_and_keys_and_remembered(
    open_window: OpenWindow, sample_library: Library
) -> None:
    driver = open_window(sample_library)
    grid = driver.window.galleries.grid
    grid.setFocus()
    port = grid.viewport()
    at = QPointF(port.rect().center())
    turned = QWheelEvent(
        at,
        port.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    before = grid.cell_width
    QApplication.sendEvent(port, turned)
    assert grid.cell_width == before + 20
    QTest.keyClick(grid, Qt.Key.Key_Plus, CTRL)
    assert driver.window.galleries.bar.cell_size.value() == before + 40
    QTest.keyClick(grid, Qt.Key.Key_Minus, CTRL)
    driver.profile.save()
    driver.until_idle()
    again = open_window(sample_library)
    assert again.window.galleries.grid.cell_width == before + 20


def test_photos_that_come_in_leave_place_selection_and_focus_where_they_are(
    open_window: OpenWindow, library: Library, planter: Planter
) -> None:
    noon = datetime(2026, 5, 1, 12)
    for number in range(60):
        planter.photo("Ana", taken_at=noon + timedelta(minutes=number))
    driver = open_window(library)
    view = driver.window.galleries
    driver.until(lambda: view.photos.rowCount() == 60)
    ids = view.photos.photo_ids()
    driver.click_item(view.grid, view.photos.index(40))
    driver.click_item(view.grid, view.photos.index(42), CTRL)
    view.grid.verticalScrollBar().setValue(view.grid.verticalScrollBar().value() + 7)
    top = view.grid.indexAt(view.grid.delegate.inside).row()
    place = view.grid.visualRect(view.photos.index(top)).top()
    assert top > 0
    for number in range(8):
        planter.photo("Bo", taken_at=noon - timedelta(minutes=number))
    view.reload_later()
    driver.until(lambda: view.photos.rowCount() == 68)
    assert set(view.grid.selected_ids()) == {ids[40], ids[42]}
    assert view.photos.id_at(view.grid.currentIndex().row()) == ids[42]
    assert view.photos.id_at(top + 8) == ids[top]
    assert view.grid.visualRect(view.photos.index(top + 8)).top() == place
    driver.until_idle()


def test_during_an_import_what_came_is_shown_when_nobody_scrolls(
    open_window: OpenWindow, library: Library, planter: Planter, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(60):
        planter.photo("Ana")
    driver = open_window(library)
    view, bar = driver.window.galleries, driver.window.galleries.grid.verticalScrollBar()
    driver.until(lambda: view.photos.rowCount() == 60)
    driver.until_idle()
    for _ in range(8):
        planter.photo("Bo")
    monkeypatch.setattr(GalleryTasks, "importing", True)
    bar.setValue(bar.maximum())
    view._on_tick()
    assert not view._later.isActive()
    driver.until(lambda: view.photos.rowCount() == 68)
    driver.until_idle()


def test_what_is_looked_at_stays_however_many_photos_come_before_it(
    open_window: OpenWindow, library: Library, planter: Planter
) -> None:
    noon = datetime(2026, 5, 1, 12)
    for number in range(60):
        planter.photo("Ana", taken_at=noon + timedelta(minutes=number))
    driver = open_window(library)
    view, bar = driver.window.galleries, driver.window.galleries.grid.verticalScrollBar()
    driver.window.resize(1200, 700)  # no page that is visited needs more
    driver.until(lambda: view.photos.rowCount() == 60)
    ids = view.photos.photo_ids()
    driver.click_item(view.grid, view.photos.index(0))
    bar.setValue(bar.value() + 2 * view.grid.delegate.cell.height())
    seen = view.photos.id_at(view.grid.indexAt(view.grid.delegate.inside).row())
    for number in range(1, 13):
        planter.photo("Bo", taken_at=noon - timedelta(minutes=number))
        # The second half comes while the grid is out of sight.
        driver.window.go_to("galleries" if number < 7 else "players")
        view.reload_later()
        driver.until_idle()
        driver.window.go_to("galleries")
        driver.until(lambda number=number: view.photos.rowCount() == 60 + number)  # type: ignore[misc]
        driver.until_idle()
        row = view.photos.row_of(seen)
        assert row is not None
        assert view.grid.visualRect(view.photos.index(row)).top() == 0, number
    assert view.photos.id_at(view.grid.currentIndex().row()) == ids[0]


def test_a_thumbnail_yet_to_be_made_is_first_the_small_picture_in_the_photo(
    sample_library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    gallery = sample_library.galleries.find("Sample").id
    photo = sample_library.galleries.results(gallery).photos.items[0]
    copy = Path(shutil.copy2(photo.path, tmp_path / "photo.jpg"))
    with_preview(copy, Image.new("RGB", (120, 80), (0, 255, 0)))
    imported = sample_library.indexing.import_photos([copy], "Card", JobContext())
    (photo_id,) = sample_library.galleries.photo_ids(imported.gallery_id)
    sample_library.images.thumbnail(photo_id).unlink()
    document = Document(sample_library)
    owner = QObject()
    pictures = Pictures(
        document,
        lambda lib, key: lib.images.thumbnail(PhotoId(key)),
        256,
        owner,
        lambda lib, key: operations.first_look(lib, PhotoId(key)),
    )
    sizes: list[int] = []

    def paint(key: str) -> None:
        picture = pictures.get(key)
        sizes.append(picture.width() if picture else 0)

    pictures.ready.connect(paint)
    assert pictures.get(photo_id) is None
    qtbot.waitUntil(lambda: len(sizes) == 2)
    assert sizes[0] <= 120
    assert sizes[1] > 150
    qtbot.waitUntil(lambda: not document.busy)
    assert pictures.get(photo_id) is not None
    assert len(sizes) == 2
    document.close()


def test_models_that_take_drops_and_new_photos_are_sound(
    document: Document, qtbot: QtBot, two_portraits: Path
) -> None:
    owner = QObject()
    pictures = Pictures(document, lambda _, key: two_portraits / key, 64, owner)
    photos, galleries = PhotoGridModel(document, pictures, owner), GalleriesModel(owner)
    testers = [
        QAbstractItemModelTester(one, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for one in (photos, galleries)
    ]
    for ids in (["a", "b"], ["a", "b", "c"], ["c", "x", "a"], []):
        photos._set_ids([PhotoId(one) for one in ids])
        assert photos.rowCount() == len(ids)
        assert [photos.row_of(PhotoId(one)) for one in ids] == list(range(len(ids)))
    assert len(testers) == 2
    qtbot.waitUntil(lambda: not document.busy)


def test_times_are_said_as_short_as_can_be() -> None:
    day = datetime(2026, 5, 1)
    assert time_words((day, day + timedelta(days=1))) == "2026-05-01"
    assert time_words((day.replace(hour=9), day.replace(hour=18))) == "2026-05-01 09:00 – 18:00"
    assert time_words((None, day)) == "before 2026-05-01 00:00"
    assert time_words((day, None)) == "from 2026-05-01 00:00 on"


def test_what_the_faces_of_a_gallery_are_is_said_in_whole_words(sample: Driver, view: GalleryView) -> None:
    sample.window.resize(1360, 860)
    sample.until_idle()
    assert view.gallery is not None
    words = view.bar.faces.text()
    for state, count in view.gallery.by_state.items():
        if state in BADGES and count:
            assert f"{count} {state_words(state)}" in words
    assert "…" not in words
    view.grid.selectAll()
    sample.until_idle()
    assert not view.bar.faces.isVisible(), "then the line is about the photos that are selected"
