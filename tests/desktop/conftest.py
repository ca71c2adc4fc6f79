from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from benchmarks.tour import settle
from core.jobs import JobContext
from core.library import Library
from core.types import FaceId, GalleryId
from desktop.app import Session
from desktop.document import Document
from desktop.jobs import Jobs
from desktop.profile import Profile
from desktop.views.main_window import MainWindow
from tests.conftest import Person

WITHIN_MS = 20_000

OpenWindow = Callable[[Library], "Driver"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says with each window and popup what it can't tell a window manager."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore(r"^This plugin does not support"))


class Driver(QObject):
    """A user of the window: looks, clicks, types and waits."""

    def __init__(self, library: Library, qtbot: QtBot, app: QApplication) -> None:
        super().__init__()
        self.library = library
        self.qtbot = qtbot
        self.profile = Profile(library.paths.root / "window.ini")
        self.session = Session(library, self.profile, None, app)
        self.window: MainWindow = self.session.window
        with qtbot.waitExposed(self.window):
            self.session.show()
        self.until_idle()

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(condition, timeout=WITHIN_MS)

    def until_idle(self) -> None:
        """Wait until nothing runs and nothing is about to."""
        settle(self.session)

    def go_to(self, place: int) -> None:
        """Click a place: 0 galleries, 1 review, 2 players, 3 training, 4 search, 5 statistics."""
        QTest.mouseClick(self.window.places[place], Qt.MouseButton.LeftButton)
        self.until_idle()

    def click_item(
        self, view: QListView, index: QModelIndex, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Click an item of a list."""
        view.scrollTo(index)
        at = view.visualRect(index).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, keys, at)

    def close(self) -> None:
        """Close the window by its button."""
        self.session.close()
        self.session.deleteLater()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def _collected_here() -> Iterator[None]:
    """Garbage of Qt's is collected on the UI thread, never by a pool's thread of a later test.

    What is left lives as long as the process: to look through it after each test took a quarter of the time.
    """
    gc.disable()
    yield
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def _no_dialog_left_open() -> Iterator[None]:
    """What a test leaves open takes the clicks of the next one."""
    yield
    left = []
    while dialog := QApplication.activeModalWidget():
        left.append(type(dialog).__name__)
        dialog.close()
    assert not left


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication) -> Iterator[OpenWindow]:
    """Opens the window on a library; closed when the test is over."""
    drivers: list[Driver] = []

    def open_on(library: Library) -> Driver:
        drivers.append(Driver(library, qtbot, qapp))
        return drivers[-1]

    yield open_on
    for driver in drivers:
        driver.close()


@pytest.fixture
def sample(open_window: OpenWindow, sample_library: Library) -> Driver:
    """The window on the sample tournament."""
    return open_window(sample_library)


@pytest.fixture
def worn(sample_library: Library, sample_gallery: GalleryId) -> dict[FaceId, str]:
    """The numbers that were read at faces of the sample tournament."""
    sample_library.numbers.read(sample_gallery, JobContext())
    photos = sample_library.galleries.results(sample_gallery).photos.items
    return sample_library.numbers.of([photo.id for photo in photos])


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    """The lanes without a window; gone, with their jobs, when the test is over."""
    owner = QObject()
    made = Jobs(owner)
    yield made
    made.close()


@pytest.fixture
def document(library: Library, qtbot: QtBot) -> Iterator[Document]:
    """An empty library's document without a window."""
    made = Document(library)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def two_portraits(people: dict[str, Person], tmp_path: Path) -> Path:
    """A folder with two photos, one face in each."""
    folder = tmp_path / "Saturday"
    folder.mkdir()
    for name in ("P001", "P002"):
        (folder / f"{name}.jpg").write_bytes(people[name].selfie.read_bytes())
    return folder


def endless(context: JobContext) -> None:
    """Work that only a cancel ends."""
    while True:
        context.progress("Waiting", 1, 2)
