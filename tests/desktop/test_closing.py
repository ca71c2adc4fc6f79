"""The window is closed while something runs: it asks, it stops at a checkpoint, nothing is lost."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from core.jobs import JobContext
from core.library import Library
from core.types import FaceState
from desktop import operations, verdicts
from desktop.document import Operation
from desktop.jobs import Lane
from desktop.models.activity import Entry
from desktop.views.closing import CloseDialog
from desktop.views.import_dialog import ImportDialog
from desktop.views.next_steps import Step
from tests.conftest import Person
from tests.desktop.conftest import Driver, OpenWindow, endless
from tests.fakes.pictures import small_photo
from tests.fakes.planter import Planter

LEFT = Qt.MouseButton.LeftButton
PHOTOS = 24


@pytest.fixture
def driver(open_window: OpenWindow, library: Library) -> Driver:
    return open_window(library)


def endless_job(title: str = "Waiting for ever") -> Operation:
    return Operation(title, Lane.CLUSTERING, lambda _, context: endless(context), shown=True)


def close(driver: Driver) -> CloseDialog:
    """Close the window while something runs; what it asks."""
    driver.window.close()
    assert driver.window.isVisible()
    assert driver.window.closing.dialog is not None
    return driver.window.closing.dialog


@pytest.fixture
def card(people: dict[str, Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """So many photos that an import of them can be stopped, as each of them is told."""
    monkeypatch.setattr("core.jobs.REPORT_INTERVAL_S", 0.0)
    card = tmp_path / "card"
    for number in range(PHOTOS):
        source = people[f"P{number % 10 + 1:03d}"].selfie
        small_photo(source, card / f"{number:03d}.jpg", side=640, mark=number)
    return card


def begin_import(driver: Driver, card: Path) -> Entry:
    """Import the card, and wait for the first photos."""
    driver.window.galleries.tasks.import_photos([card], "Saturday", False)
    entry = driver.window.activity.entries[0]
    driver.until(lambda: entry.progress is not None and entry.progress.done >= 2)
    return entry


def test_with_nothing_running_the_window_just_closes(driver: Driver) -> None:
    closed: list[bool] = []
    driver.session.closed.connect(lambda: closed.append(True))
    driver.window.close()
    driver.until(lambda: not driver.window.isVisible())
    assert closed == [True]


def test_an_import_that_is_closed_in_the_middle_loses_nothing_and_goes_on_later(
    driver: Driver, card: Path
) -> None:
    begin_import(driver, card)
    dialog = close(driver)
    assert "Import into Saturday" in dialog.jobs[0].text()
    assert f"of {PHOTOS}" in dialog.jobs[0].text()
    beats: list[int] = []
    heart = QTimer(driver)
    heart.timeout.connect(lambda: beats.append(1))
    heart.start(1)
    QTest.mouseClick(dialog.stop_button, LEFT)
    driver.until(lambda: not driver.window.isVisible())
    # The event loop went round while the photo at hand was finished.
    assert beats
    with Library.open(driver.library.paths.root) as again:
        assert again.check_database().startswith("whole")
        stored = again.galleries.photos(again.galleries.photo_ids(again.galleries.find("Saturday").id))
        assert 0 < len(stored) < PHOTOS
        faces, embedded = again.count_embeddings()
        assert faces == embedded == sum(len(photo.faces) for photo in stored)
        report = again.indexing.import_photos([card], "Saturday", JobContext())
        assert (report.added, report.known) == (PHOTOS - len(stored), len(stored))


def test_an_import_that_was_stopped_is_gone_on_with_by_a_click(
    driver: Driver, open_window: OpenWindow, card: Path
) -> None:
    entry = begin_import(driver, card)
    entry.pause(True)
    view = driver.window.galleries
    driver.until(lambda: view.gallery is not None and view.gallery.stopped)
    assert not view.header.menu.go_on.isVisible()
    view.steps.wanted.emit(Step.IMPORT)
    dialog = driver.window.findChild(ImportDialog)
    assert dialog is not None, "more photos are asked for, and not the same ones imported again"
    assert driver.window.activity.entries == [entry]
    dialog.reject()
    entry.cancel()
    driver.until(view.header.menu.go_on.isVisible)
    driver.window.close()
    driver.until(lambda: not driver.window.isVisible())

    with Library.open(driver.library.paths.root) as again:
        later = open_window(again)
        view = later.window.galleries
        step = view.steps.buttons[Step.IMPORT]
        later.until(lambda: step.text() == "●  Go on with the import")
        assert again.galleries.find("Saturday").photos < PHOTOS
        QTest.mouseClick(step, LEFT)
        assert "Saturday" in later.window.activity.entries[0].title
        later.until(lambda: again.galleries.find("Saturday").photos == PHOTOS)
        later.until_idle()
        later.until(lambda: step.text() == "✓  Import photos")
        assert not view.header.menu.go_on.isVisible()


def test_keep_working_leaves_everything_as_it_was(driver: Driver) -> None:
    driver.session.document.run(endless_job())
    kept: list[bool] = []
    driver.session.kept.connect(lambda: kept.append(True))
    dialog = close(driver)
    assert dialog.keep_button.isDefault()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    driver.until(lambda: driver.window.closing.dialog is None)
    assert kept == [True]
    assert driver.window.isVisible()
    driver.session.document.run(operations.list_galleries())
    driver.until(lambda: bool(driver.window.activity.live))
    QTest.mouseClick(close(driver).keep_button, LEFT)
    assert driver.window.closing.dialog is None
    assert driver.window.activity.live


def test_enter_in_the_question_is_the_button_that_the_keyboard_went_to(driver: Driver) -> None:
    driver.session.document.run(endless_job())
    dialog = close(driver)
    QTest.keyClick(dialog.keep_button, Qt.Key.Key_Backtab)
    assert dialog.focusWidget() is dialog.later_button
    QTest.keyClick(dialog.later_button, Qt.Key.Key_Return)
    assert driver.window.closing.note.isVisible()
    driver.window.closing.keep()
    dialog = close(driver)
    dialog.stop_button.setFocus()
    QTest.keyClick(dialog.stop_button, Qt.Key.Key_Enter)
    driver.until(lambda: not driver.window.isVisible())


def test_the_window_closes_when_the_jobs_are_done(driver: Driver) -> None:
    go_on = threading.Event()
    driver.session.document.run(
        Operation("Long work", Lane.CLUSTERING, lambda _l, _c: go_on.wait(20), shown=True)
    )
    QTest.mouseClick(close(driver).later_button, LEFT)
    note = driver.window.closing.note
    assert note.isVisible()
    assert driver.window.isVisible()
    # The user changes their mind, and changes it again.
    QTest.mouseClick(note.keep_button, LEFT)
    assert not note.isVisible()
    QTest.mouseClick(close(driver).later_button, LEFT)
    go_on.set()
    driver.until(lambda: not driver.window.isVisible())


def test_jobs_that_end_while_it_is_asked_answer_the_question(driver: Driver) -> None:
    go_on = threading.Event()
    driver.session.document.run(
        Operation("Long work", Lane.CLUSTERING, lambda _l, _c: go_on.wait(20), shown=True)
    )
    close(driver)
    go_on.set()
    driver.until(lambda: not driver.window.isVisible())


def test_answers_that_wait_to_be_written_are_written(
    open_window: OpenWindow, library: Library, planter: Planter
) -> None:
    faces = planter.faces([planter.photo("A")[0] for _ in range(5)])
    driver = open_window(library)
    held = threading.Event()
    driver.session.document.run(Operation("Hold", Lane.WRITE, lambda _l, _c: held.wait(20)))
    for face in faces:
        driver.session.parts.answers.give(verdicts.not_a_face([face]))
    driver.session.document.run(endless_job())
    QTest.mouseClick(close(driver).stop_button, LEFT)
    driver.qtbot.wait(50)
    assert driver.window.isVisible()
    held.set()
    driver.until(lambda: not driver.window.isVisible())
    with Library.open(library.paths.root) as again:
        photos = again.galleries.photos(again.galleries.photo_ids(again.galleries.all()[0].id))
        assert {face.state for photo in photos for face in photo.faces} == {FaceState.NOT_A_FACE}


def test_what_takes_long_to_stop_says_so(driver: Driver) -> None:
    go_on = threading.Event()
    driver.session.document.run(Operation("Hold", Lane.WRITE, lambda _l, _c: go_on.wait(20)))
    driver.window.close()
    driver.until(lambda: driver.window.closing.dialog is not None)
    dialog = driver.window.closing.dialog
    assert dialog is not None
    assert dialog.title.text().startswith("Stopping")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    go_on.set()
    driver.until(lambda: not driver.window.isVisible())


def test_a_backup_that_fails_at_the_end_is_said_before_the_window_goes(driver: Driver) -> None:
    backups = driver.library.paths.backups
    backups.write_text("no folder can be here")
    driver.window.close()
    driver.until(lambda: driver.window.closing.no_backup is not None)
    dialog = driver.window.closing.no_backup
    assert dialog is not None
    assert str(backups) in dialog.words.text()
    QTest.mouseClick(dialog.again_button, LEFT)
    driver.until(lambda: driver.window.closing.no_backup not in (None, dialog))
    assert driver.window.isVisible()
    backups.unlink()
    again = driver.window.closing.no_backup
    assert again is not None
    QTest.mouseClick(again.again_button, LEFT)
    driver.until(lambda: not driver.window.isVisible())
    with Library.open(driver.library.paths.root) as opened:
        assert len(opened.backups.all()) == 1


def test_the_window_may_go_without_a_backup(driver: Driver) -> None:
    driver.library.paths.backups.write_text("no folder can be here")
    driver.session.document.run(endless_job())
    QTest.mouseClick(close(driver).stop_button, LEFT)
    driver.until(lambda: driver.window.closing.no_backup is not None)
    dialog = driver.window.closing.no_backup
    assert dialog is not None
    driver.window.close()
    assert dialog.isVisible(), "it is read first"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    driver.until(lambda: not driver.window.isVisible())


def test_nothing_begins_while_the_window_closes(driver: Driver) -> None:
    driver.session.document.stop()
    ran = threading.Event()
    driver.session.document.run(Operation("Late", Lane.READ, lambda _l, _c: ran.set(), shown=True))
    driver.until(lambda: not driver.session.document.busy)
    assert not ran.is_set()


def test_logging_off_finishes_the_writes_and_stops_the_rest(driver: Driver) -> None:
    written: list[int] = []
    for number in range(3):
        call = lambda _l, _c, n=number: written.append(n)  # noqa: E731
        driver.session.document.run(Operation("Write", Lane.WRITE, call))
    driver.session.document.run(endless_job())
    driver.session.document.settle()
    assert written == [0, 1, 2]
    # If the user stays after all, everything works as before.
    driver.until(lambda: not driver.window.activity.live)
    driver.go_to(2)
    assert driver.window.isVisible()
