"""What the window says where ExifTool is missing, and what it does not where it is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.library import Library
from core.metadata.exiftool import ExifTool
from tests.desktop.conftest import Driver, OpenWindow
from tests.desktop.test_accessibility import faults

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def _without_exiftool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.usefixtures("_without_exiftool")
def test_a_missing_exiftool_is_said_from_the_start_and_how_to_get_it_when_asked(
    open_window: OpenWindow, library: Library
) -> None:
    window = open_window(library).window
    missing = window.tool.missing_button
    assert missing.isVisible()
    assert "exiftool.org" in missing.toolTip()
    assert not window.banner.isVisible(), "nothing is in the way of who knows"
    assert not faults([("window", window)])


def test_what_was_got_since_is_found_by_asking_again(
    open_window: OpenWindow, library: Library, tool: ExifTool, tmp_path: Path
) -> None:
    assert tool.version()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(tmp_path))
        driver = open_window(library)
        window, focused = driver.window, driver.window.focusWidget()
        QTest.mouseClick(window.tool.missing_button, LEFT)
        driver.until_idle()
        assert "Look for ExifTool: Names can't be read from" in window.banner.text.text()
        assert "libimage-exiftool-perl" in window.banner.text.text()
        assert window.banner.isVisible()
        assert window.focusWidget() is focused, "the keyboard stays where it was"
    QTest.mouseClick(window.tool.missing_button, LEFT)
    driver.until_idle()
    assert not window.tool.isVisible()
    assert not window.banner.isVisible()


@pytest.mark.usefixtures("_without_exiftool")
def test_an_import_says_that_names_in_the_files_were_not_read(
    open_window: OpenWindow, library: Library, two_portraits: Path
) -> None:
    driver = open_window(library)
    said: list[str] = []
    driver.window.activity.finished.connect(lambda entry: said.append(entry.summary))
    driver.window.galleries.tasks.import_photos([two_portraits], "Saturday", False)
    driver.until_idle()
    assert said[0].startswith(
        "Names in the files were not read: ExifTool is not on this computer. Photos: 2 new"
    )


def test_with_exiftool_nothing_is_said(sample: Driver, tool: ExifTool) -> None:
    assert tool.version()
    assert not sample.window.tool.isVisible()
