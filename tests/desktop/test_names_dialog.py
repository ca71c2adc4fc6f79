"""Names into the files of a gallery and out again, in the window, by the real ExifTool."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from core.jobs import JobContext
from core.library import Library
from core.metadata.exiftool import ExifTool
from core.types import FaceState
from desktop.views.names_dialog import NamesDialog
from desktop.views.take_back import TakeBackDialog
from tests.conftest import Person
from tests.desktop.conftest import Driver, OpenWindow
from tests.desktop.test_accessibility import faults
from tests.desktop.test_gallery_browser import activate

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def photo(library: Library, people: dict[str, Person], tmp_path: Path) -> Path:
    """A photo whose only face is confirmed as Ada."""
    if shutil.which("exiftool") is None:
        pytest.skip("ExifTool is not on this computer")
    path = tmp_path / "card" / "IMG_1.JPG"
    path.parent.mkdir()
    shutil.copy(people["P001"].selfie, path)
    (photo,) = library.indexing.import_photos([path], "Day 1", JobContext()).changes.photos
    (ada,) = library.players.add("Ada Byron").players
    (shown,) = library.galleries.photos([photo])
    library.review.confirm([face.id for face in shown.faces], ada)
    return path


@pytest.fixture
def driver(open_window: OpenWindow, library: Library, photo: Path) -> Driver:
    return open_window(library)


def opened(driver: Driver) -> NamesDialog:
    """The dialog, when it has read the files."""
    driver.window.galleries.header.menu.names.trigger()
    driver.until_idle()
    dialog = driver.window.findChild(NamesDialog)
    assert dialog is not None
    assert not faults([("names", dialog)])
    return dialog


def test_names_are_seen_before_they_are_written_and_taken_back(driver: Driver, photo: Path) -> None:
    before = photo.read_bytes()
    dialog = opened(driver)
    assert dialog.changes.rows() == [("IMG_1.JPG", "Ada Byron", "")]
    assert "Files that change: 1." in dialog.words.text()
    assert photo.read_bytes() == before
    QTest.mouseClick(dialog.write_button, LEFT)
    driver.until_idle()
    assert b"Ada Byron" in photo.read_bytes()
    dialog = opened(driver)
    assert dialog.changes.rows() == []
    assert not dialog.write_button.isEnabled()
    dialog.reject()
    take_back(driver)
    assert photo.read_bytes() == before


def take_back(driver: Driver) -> None:
    """Take the last run back, by the gallery's menu."""
    driver.window.galleries.header.menu.take_back.trigger()
    driver.until_idle()
    dialog = driver.window.findChild(TakeBackDialog)
    assert dialog is not None
    assert not faults([("take back", dialog)])
    assert [files for _, files in dialog.runs.rows()] == [1]
    QTest.mouseClick(dialog.back_button, LEFT)
    driver.until_idle()


def test_undo_says_how_written_names_are_taken_back_before_it_goes_on(driver: Driver) -> None:
    view, notice = driver.window.galleries, driver.window.notices.notice
    driver.click_item(view.grid, view.photos.index(0))
    shown = view.photos.photo_ids()
    QTest.keyClick(view.grid, Qt.Key.Key_3)
    driver.until_idle()

    def rating() -> int:
        (photo,) = driver.library.galleries.photos(shown)
        return photo.rating

    def undo() -> None:
        activate(driver)
        view.grid.setFocus()
        QTest.keyClick(view.grid, Qt.Key.Key_Z, CONTROL)
        driver.until_idle()

    for _ in range(2):
        QTest.mouseClick(opened(driver).write_button, LEFT)
        driver.until_idle()
        take_back(driver)
    QTest.mouseClick(opened(driver).write_button, LEFT)
    driver.until_idle()
    undo()
    assert "“Take back what was written…”" in notice.words.text()
    assert rating() == 3
    undo()
    assert notice.words.text() == "Took back in Day 1: ★★★, photos: 1"
    assert rating() == 0
    QTest.keyClick(view.grid, Qt.Key.Key_Y, CONTROL)
    driver.until_idle()
    assert notice.words.text() == "Did again in Day 1: ★★★, photos: 1"
    assert rating() == 3
    assert view.grid.hasFocus()


def test_what_would_be_written_stands_beside_the_photo(driver: Driver, photo: Path) -> None:
    view = driver.window.galleries
    driver.click_item(view.grid, view.photos.index(0))
    QTest.keyClick(view.grid, Qt.Key.Key_Return)
    driver.until_idle()
    preview = view.viewer.preview
    assert not preview.isVisible()
    QTest.keyClick(view.viewer.list, Qt.Key.Key_F)
    driver.until_idle()
    assert preview.words.text() == "+  Ada Byron\n+  places of faces: 1"
    QTest.keyClick(view.viewer.list, Qt.Key.Key_Delete)
    driver.until_idle()
    assert preview.words.text() == "Nothing: it says all of it already."
    QTest.keyClick(view.viewer.list, Qt.Key.Key_F)
    assert not preview.isVisible()


def test_names_of_other_programs_are_taken_from_the_files(
    driver: Driver, photo: Path, people: dict[str, Person]
) -> None:
    library = driver.library
    library.update_settings(read_names=False)
    other = Path(shutil.copy(people["P002"].selfie, photo.with_name("IMG_2.JPG")))
    (added,) = library.indexing.import_photos([other], "Day 1", JobContext()).changes.photos
    (shown,) = library.galleries.photos([added])
    box = shown.faces[0].box
    area = f"{{X={box.x + box.w / 2},Y={box.y + box.h / 2},W={box.w},H={box.h},Unit=normalized}}"
    tool, sidecar = ExifTool(), other.with_suffix(".xmp")
    tool.write(
        sidecar, sidecar, [f"-XMP-mwg-rs:RegionInfo={{RegionList=[{{Name=Bea,Type=Face,Area={area}}}]}}"]
    )
    tool.close()
    driver.window.galleries.header.menu.read_names.trigger()
    driver.until_idle()
    (shown,) = library.galleries.photos([added])
    assert [(face.player, face.state) for face in shown.faces] == [("Bea", FaceState.CONFIRMED)]


def test_what_is_written_is_set_and_a_wrong_template_is_said(driver: Driver) -> None:
    settings = driver.window.settings
    driver.go_to(6)
    field = settings.files.fields["caption_template"]
    assert isinstance(field, QLineEdit)
    field.setFocus()
    QTest.keyClicks(field, "{nobody}")
    QTest.keyClick(field, Qt.Key.Key_Return)
    driver.until_idle()
    assert "⚠  There is no field {nobody}" in settings.files.problems["caption_template"].text()
    field.selectAll()
    QTest.keyClicks(field, "{players}")
    QTest.keyClick(field, Qt.Key.Key_Return)
    driver.until_idle()
    assert driver.library.settings.caption_template == "{players}"
    assert settings.files.problems["caption_template"].text() == ""


def test_without_exiftool_it_is_said_how_to_get_it(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver.library.metadata, "_tool", ExifTool("no-such-program"))
    dialog = opened(driver)
    assert "exiftool.org" in dialog.problem.text()
    assert not dialog.write_button.isEnabled()
