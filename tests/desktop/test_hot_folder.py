"""A hot folder in the window: switched on and off, photos and their names as they come."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage, QPainter, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QStyleOptionViewItem

from core.changes import Changes
from core.library import Library
from core.sample import SampleTournament
from desktop import operations
from desktop.models import roles
from desktop.theme import colours
from desktop.views.hot_folder import ARRIVAL
from tests.conftest import Person
from tests.desktop.conftest import Driver, OpenWindow
from tests.desktop.test_accessibility import faults
from tests.fakes.disk import no_larger_files_than
from tests.fakes.pictures import small_photo

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def hot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the user chooses."""
    folder = tmp_path / "Court 1"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    return folder


def test_photos_come_into_the_gallery_in_view_with_their_names(
    sample: Driver, hot: Path, sample_tournament: SampleTournament, tmp_path: Path
) -> None:
    view = sample.window.galleries
    strip = view.hot_folder
    folders = sorted(sample_tournament.references.iterdir())
    shots = [small_photo(min(folder.iterdir()), tmp_path / f"IMG_{n}.jpg", 900, 99)
             for n, folder in enumerate(folders[:2])]  # fmt: skip
    assert not strip.isVisible()
    QTest.keyClick(view.grid, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert strip.isVisible()
    assert "Court 1 into Sample. Photos: 0" in strip.words.text()
    assert view.header.menu.hot_folder.text() == "Stop watching the hot folder"
    before = view.photos.rowCount()
    for number, path in enumerate(shots, start=1):
        shutil.copy(path, hot)
        sample.until(lambda number=number: strip.photos.rowCount() == number)  # type: ignore[misc]
    latest = strip.photos.index(0)
    assert latest.data(roles.PHOTO).file_name == "IMG_1.jpg"
    assert [strip.photos.index(row).data() for row in range(2)] == [
        ", ".join(strip.photos.index(row).data(roles.PHOTO).names) for row in range(2)
    ]
    assert all(strip.photos.index(row).data() for row in range(2))
    sample.until(lambda: view.photos.rowCount() == before + 2)
    sample.until(lambda: latest.data(roles.PICTURE) is not None)
    assert not faults([("hot folder", sample.window)])

    sample.click_item(strip.list, latest)
    sample.until(lambda: view.pages.currentWidget() is view.viewer)
    assert view.viewer.photo_id == latest.data(roles.PHOTO).id
    view.viewer.left.emit()
    QTest.mouseClick(strip.stop_button, LEFT)
    sample.until(lambda: not strip.watching)
    assert not strip.isVisible()
    assert view.header.menu.hot_folder.text() == "Watch a hot folder…"


def test_what_is_named_when_the_watch_begins_is_shown(
    sample: Driver, hot: Path, sample_tournament: SampleTournament, tmp_path: Path
) -> None:
    view = sample.window.galleries
    portrait = min(min(sample_tournament.references.iterdir()).iterdir())
    shot = small_photo(portrait, tmp_path / "new" / "IMG_99.jpg", 900, 99)
    told: list[Changes] = []
    job = sample.window.document.job(operations.import_photos([shot.parent], "Sample"))
    job.start()
    sample.until(lambda: not sample.window.document.busy)
    sample.window.document.changed.connect(lambda changes, _: told.append(changes))
    view.switch_hot_folder()
    sample.until(lambda: any(changes.faces for changes in told))


@pytest.mark.parametrize("by_key", [True, False])
def test_an_empty_library_is_filled_by_a_hot_folder(
    open_window: OpenWindow, library: Library, hot: Path, people: dict[str, Person], by_key: bool
) -> None:
    driver = open_window(library)
    view = driver.window.galleries
    if by_key:
        QTest.keyClick(view.empty_import_button, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    else:
        QTest.mouseClick(view.empty_watch_button, LEFT)
    assert view.hot_folder.isVisible()
    small_photo(people["P001"].selfie, hot / "IMG_1.JPG")
    driver.until(lambda: view.gallery is not None and view.gallery.name == "Court 1")
    driver.until(lambda: view.photos.rowCount() == 1)
    untrained = "⚠  Faces get no names: nothing was trained yet with this model pack"
    driver.until(lambda: view.hot_folder.problem.text() == untrained)
    driver.window.galleries.header.menu.hot_folder.trigger()
    driver.until(lambda: not view.hot_folder.watching)


@pytest.fixture
def _short_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.arrivals.REST_S", 0.3)


@pytest.mark.usefixtures("_short_rest")
def test_what_is_wrong_is_said_while_it_is_so(
    sample: Driver, hot: Path, sample_tournament: SampleTournament
) -> None:
    strip = sample.window.galleries.hot_folder
    content = min(sample_tournament.references.rglob("*.jpg")).read_bytes()
    sample.window.galleries.switch_hot_folder()
    (hot / "IMG_1.JPG").write_bytes(content[: len(content) // 2])
    sample.until(lambda: strip.problem.text() == "⚠  Waiting for the rest of IMG_1.JPG")
    assert "waiting: 1" in strip.words.text()
    (hot / "broken.jpg").write_text("no picture at all")
    sample.until(lambda: "broken.jpg: The file is not a picture" in strip.problem.text())
    assert strip.problem.toolTip().splitlines()[1] == "Waiting for the rest of IMG_1.JPG"
    (hot / "IMG_1.JPG").write_bytes(content)
    sample.until(lambda: "IMG_1.JPG" not in strip.problem.text())
    assert "broken.jpg" in strip.problem.text()
    (hot / "empty.png").write_text("nor this")
    sample.until(lambda: strip.problem.text().startswith("⚠  Files that can't be used yet: 2 · empty.png: "))
    described = QAccessible.queryAccessibleInterface(strip.problem).text(QAccessible.Text.Description)
    assert [line.partition(":")[0] for line in described.splitlines()[:2]] == ["empty.png", "broken.jpg"]
    (hot / "empty.png").unlink()
    sample.until(lambda: "empty.png" not in strip.problem.text())
    failures = sample.window.galleries.filters.failures
    sample.until(failures.isVisible)
    (hot / "broken.jpg").unlink()
    sample.until(lambda: strip.problem.text() == "")
    assert "waiting: 0" in strip.words.text()
    sample.until(lambda: not failures.isVisible())
    away = hot.rename(hot.with_name("away"))
    sample.until(lambda: strip.problem.text().startswith("⚠  The folder is not there; watching goes on"))
    away.rename(hot)
    sample.until(lambda: strip.problem.text() == "")


def test_a_full_disk_is_said_and_waited_for(
    sample: Driver, hot: Path, people: dict[str, Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.hot_folder.AGAIN_AFTER_S", 0.2)
    strip = sample.window.galleries.hot_folder
    shots = [small_photo(people[name].selfie, tmp_path / f"{name}.jpg") for name in ("P001", "P002")]
    sample.window.galleries.switch_hot_folder()
    shots[0].rename(hot / shots[0].name)
    sample.until(lambda: strip.photos.rowCount() == 1)
    sample.until(lambda: not sample.window.document.busy)
    with no_larger_files_than(0):
        shots[1].rename(hot / shots[1].name)
        sample.until(lambda: strip.problem.text().startswith("⚠  Photos wait, and are taken in"))
        assert "disk is not full" in strip.problem.toolTip()
        assert "waiting: 1" in strip.words.text()
    sample.until(lambda: strip.photos.rowCount() == 2)
    sample.until(lambda: strip.problem.text() == "")
    assert strip.watching


@pytest.mark.usefixtures("_short_rest")
def test_no_name_of_a_file_makes_the_window_wider(sample: Driver, hot: Path) -> None:
    strip = sample.window.galleries.hot_folder
    sample.window.galleries.switch_hot_folder()
    before = sample.window.minimumSizeHint().width()
    long = f"{'HOT' * 80}.jpg"
    (hot / long).write_text("no picture at all")
    sample.until(lambda: long in strip.problem.text())
    QApplication.processEvents()
    assert sample.window.minimumSizeHint().width() == before
    assert strip.problem.toolTip().startswith(long)


def test_what_is_wrong_looks_as_it_does_elsewhere(sample: Driver, hot: Path) -> None:
    sample.window.galleries.switch_hot_folder()
    problem = sample.window.galleries.hot_folder.problem
    shown = problem.palette().color(problem.foregroundRole()).name()
    assert shown == colours(problem.palette()).suggested


def quit_window(driver: Driver) -> None:
    driver.window.close()
    driver.until(lambda: not driver.window.isVisible())


def test_what_was_watched_when_the_window_was_closed_is_offered_again(
    open_window: OpenWindow, sample_library: Library, hot: Path, people: dict[str, Person]
) -> None:
    driver = open_window(sample_library)
    driver.window.galleries.switch_hot_folder()
    driver.until(lambda: driver.window.galleries.hot_folder.watching)
    quit_window(driver)

    driver = open_window(Library.open(sample_library.paths.root))
    strip = driver.window.galleries.hot_folder
    assert not strip.watching
    assert strip.isVisible()
    assert strip.words.text() == "Court 1 was being watched for Sample."
    assert not faults([("hot folder", driver.window)])
    QTest.mouseClick(strip.again_button, LEFT)
    assert strip.watching
    assert not strip.again_button.isVisible()
    small_photo(people["P001"].selfie, hot / "IMG_1.JPG")
    driver.until(lambda: strip.photos.rowCount() == 1)
    QTest.mouseClick(strip.stop_button, LEFT)
    driver.until(lambda: not strip.watching)
    assert not strip.isVisible()
    quit_window(driver)

    driver = open_window(Library.open(sample_library.paths.root))
    assert not driver.window.galleries.hot_folder.isVisible(), "nothing was watched any more"


def test_a_folder_that_is_not_there_is_offered_until_it_is_declined(sample: Driver, tmp_path: Path) -> None:
    strip = sample.window.galleries.hot_folder
    strip.watch(tmp_path / "share", "Sample")
    sample.until(lambda: not strip.watching)
    assert sample.window.banner.isVisible()
    assert strip.again_button.text() == "Watch share again"
    (tmp_path / "share").mkdir()
    QTest.mouseClick(strip.again_button, LEFT)
    assert strip.watching
    assert not sample.window.banner.isVisible(), "it is begun anew"
    strip.stop()
    sample.until(lambda: not strip.watching)
    strip.watch(tmp_path / "none", "Sample")
    sample.until(lambda: not strip.watching)
    QTest.mouseClick(strip.decline_button, LEFT)
    assert not strip.isVisible()


def test_heads_of_upright_pictures_are_seen(sample: Driver) -> None:
    upright = QPixmap(100, 200)
    upright.fill(Qt.GlobalColor.red)
    painter = QPainter(upright)
    painter.fillRect(0, 0, 100, 20, Qt.GlobalColor.blue)
    painter.end()
    strip = sample.window.galleries.hot_folder.list
    model = QStandardItemModel()
    item = QStandardItem()
    item.setData(upright, roles.PICTURE)
    model.appendRow(item)
    shown = QImage(ARRIVAL, QImage.Format.Format_RGB32)
    option = QStyleOptionViewItem()
    option.rect = shown.rect()
    painter = QPainter(shown)
    strip.itemDelegate().paint(painter, option, model.index(0, 0))
    painter.end()
    painted = {shown.pixelColor(x, y).name() for x in range(shown.width()) for y in range(shown.height())}
    assert {"#0000ff", "#ff0000"} <= painted
