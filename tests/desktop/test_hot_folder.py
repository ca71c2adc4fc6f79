"""A hot folder in the window: switched on and off, photos and their names as they come."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from core.library import Library
from core.sample import SampleTournament
from desktop.models import roles
from tests.conftest import Person
from tests.desktop.conftest import Driver, OpenWindow
from tests.desktop.test_accessibility import faults
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


def test_an_empty_library_is_filled_by_a_hot_folder(
    open_window: OpenWindow, library: Library, hot: Path, people: dict[str, Person]
) -> None:
    driver = open_window(library)
    view = driver.window.galleries
    QTest.mouseClick(view.empty_watch_button, LEFT)
    assert view.hot_folder.isVisible()
    small_photo(people["P001"].selfie, hot / "IMG_1.JPG")
    driver.until(lambda: view.gallery is not None and view.gallery.name == "Court 1")
    driver.until(lambda: view.photos.rowCount() == 1)
    driver.window.galleries.header.menu.hot_folder.trigger()
    driver.until(lambda: not view.hot_folder.watching)


def test_a_half_written_file_is_told(
    sample: Driver, hot: Path, sample_tournament: SampleTournament, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.arrivals.REST_S", 0.3)
    view = sample.window.galleries
    photo = min(sample_tournament.references.rglob("*.jpg"))
    content = photo.read_bytes()
    view.switch_hot_folder()
    (hot / "IMG_1.JPG").write_bytes(content[: len(content) // 2])
    sample.until(lambda: "IMG_1.JPG" in view.hot_folder.problem.text())
    assert "waiting: 1" in view.hot_folder.words.text()
    (hot / "IMG_1.JPG").write_bytes(content)
    sample.until(lambda: view.hot_folder.problem.text() == "")
