"""The activity area and what is said when a job ends."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QSystemTrayIcon, QWidget

from core.errors import LibraryError
from core.jobs import JobContext
from core.library import Library
from core.types import FileFailure
from desktop.document import Document, Offer, Operation
from desktop.jobs import Lane
from desktop.language import BREAK_HERE
from desktop.views import notices
from desktop.views.about import AboutDialog
from desktop.views.notices import Notice
from desktop.views.pack_page import PackDialog
from tests.desktop.conftest import Driver, OpenWindow, endless

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def driver(open_window: OpenWindow, library: Library) -> Driver:
    return open_window(library)


class Report:
    """What an import that had a bad file ends with."""

    def __init__(self, failures: tuple[FileFailure, ...]) -> None:
        self.failures = failures


def notice_of(driver: Driver) -> Notice:
    return driver.window.notices.notice


def run(driver: Driver, title: str, *failures: FileFailure) -> None:
    driver.session.document.run(
        Operation(title, Lane.READ, lambda _l, _c: Report(failures), summary=lambda _: "3 new", shown=True)
    )
    entry = driver.window.activity.entries[0]
    driver.until(lambda: not entry.live)


def test_the_device_is_said_of_jobs_that_run_the_models_and_finished_ones_are_cleared(
    driver: Driver,
) -> None:
    driver.until(lambda: driver.window.activity.device == "CPU")
    driver.session.document.run(
        Operation("Import", Lane.ENGINE, lambda _, context: endless(context), shown=True)
    )
    run(driver, "Export")
    driver.window.toggle_activity()
    panel = driver.window.panel
    export, running = panel.cards
    assert running.device.text() == "Runs on CPU"
    driver.until(running.device.isVisible)
    assert not export.device.isVisible()
    QTest.mouseClick(panel.clear_button, LEFT)
    assert panel.cards == [running]
    assert not panel.clear_button.isVisible()
    QTest.mouseClick(running.cancel_button, LEFT)
    driver.until(lambda: not running.entry.live)
    assert not running.device.isVisible()
    QTest.mouseClick(panel.clear_button, LEFT)
    assert panel.nothing.isVisible()


def test_the_end_of_a_job_is_said_without_taking_the_keyboard(driver: Driver) -> None:
    driver.go_to(2)
    field = driver.window.players.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    run(driver, "Export", FileFailure(Path("/a/b.jpg"), "x", "No picture."))
    notice = notice_of(driver)
    assert notice.isVisible()
    assert "Export" in notice.words.text()
    assert "3 new" in notice.words.text()
    assert "Files that failed: 1" in notice.words.text()
    assert driver.window.focusWidget() is field
    assert not driver.window.panel.isVisible()
    assert "Files that failed: 1" in driver.window.activity_button.text()
    QTest.mouseClick(driver.window.activity_button, LEFT)
    assert driver.window.panel.isVisible()
    QTest.keyClick(driver.window.panel, Qt.Key.Key_Escape)
    assert not driver.window.panel.isVisible()
    QTest.mouseClick(notice, LEFT)
    assert not notice.isVisible()


def test_what_fails_is_in_the_banner_and_nothing_is_said_of_what_was_cancelled(driver: Driver) -> None:
    def call(_: Library, __: JobContext) -> None:
        raise LibraryError("The disk is full.")

    driver.session.document.run(Operation("Export", Lane.READ, call, shown=True))
    driver.until_idle()
    assert "The disk is full" in driver.window.banner.text.text()
    assert "The disk is full" in driver.window.activity.entries[0].words()
    driver.session.document.run(Operation("Wait", Lane.READ, lambda _, c: endless(c), shown=True))
    driver.window.activity.entries[0].cancel()
    driver.until_idle()
    assert not notice_of(driver).isVisible()


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", "does not support")
def test_who_is_elsewhere_is_told_of_the_end_of_a_long_job_only(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    alerts: list[object] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _icon, _title, words, *_: told.append(words))
    monkeypatch.setattr(QApplication, "alert", alerts.append)
    monkeypatch.setattr(notices, "LONG_S", 0.05)
    monkeypatch.setattr(driver.window, "isActiveWindow", lambda: False)
    go_on = threading.Event()
    driver.session.document.run(
        Operation("Long", Lane.READ, lambda _l, _c: go_on.wait(20), summary=lambda _: "120 new", shown=True)
    )
    driver.qtbot.wait(80)
    go_on.set()
    driver.until_idle()
    assert told == ["Long: 120 new"]
    assert alerts == [driver.window]
    monkeypatch.setattr(notices, "LONG_S", 60.0)
    run(driver, "Short")
    assert len(told) == 1
    monkeypatch.setattr(notices, "LONG_S", 0.0)
    monkeypatch.setattr(driver.window, "isActiveWindow", lambda: True)
    run(driver, "Seen")
    assert len(told) == 1


def test_about_lists_every_part_with_its_licence(driver: Driver) -> None:
    driver.window.library.libraries.fill()
    driver.window.library.libraries.about_act.trigger()
    driver.until_idle()
    dialog = driver.window.findChild(AboutDialog)
    assert isinstance(dialog, AboutDialog)
    names = [str(row[0]) for row in dialog.parts.rows()]
    assert names[0] == "playertag"
    assert "PySide6_Essentials" in names
    assert dialog.version.text().startswith("Playertag 0.")
    assert "Apache License" in dialog.text.toPlainText()
    dialog.table.selectRow(names.index("PySide6_Essentials"))
    assert "LESSER GENERAL PUBLIC LICENSE" in dialog.text.toPlainText()
    pack = next(name for name in names if "buffalo_s" in name)
    dialog.table.selectRow(names.index(pack))
    assert "NON-COMMERCIAL" in dialog.text.toPlainText()
    QTest.mouseClick(dialog.close_button, LEFT)
    assert not dialog.isVisible()


def test_a_model_pack_is_installed_from_the_settings(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "mine"
    source.mkdir()
    (source / "no model.onnx").write_bytes(b"")
    driver.go_to(len(driver.window.places) - 1)
    QTest.mouseClick(driver.window.settings.models.install_button, LEFT)
    driver.until_idle()
    dialog = driver.window.findChild(PackDialog)
    assert isinstance(dialog, PackDialog)
    # A key chooses nothing by accident.
    assert dialog.focusWidget() is dialog.page.choices[0]
    assert dialog.page.choices[0].isChecked()
    dialog.page.accept.click()
    # It is installed already.
    assert not dialog.install_button.isEnabled()
    dialog.page.from_file.click()
    dialog.page.path.setText(str(source))
    dialog.page.accept.click()
    QTest.mouseClick(dialog.install_button, LEFT)
    driver.until_idle()
    assert "is not an ONNX model" in driver.window.banner.text.text()
    assert driver.window.activity.entries[0].title == "Install the model pack mine"


def test_a_notice_covers_nothing_and_is_cut_where_there_is_no_room(driver: Driver) -> None:
    notice, pages = notice_of(driver), driver.window.pages
    before = pages.geometry()
    driver.window.notices.say("Done. " * 200)
    assert notice.isVisible()
    assert not driver.window.local.isVisible()
    assert pages.geometry() == before
    top = notice.mapTo(driver.window, QPoint()).y()
    assert top >= pages.mapTo(driver.window, QPoint(0, pages.height())).y()
    assert notice.words.width() < notice.words.sizeHint().width()
    assert notice.toolTip() == notice.words.text()
    QTest.mouseClick(notice, LEFT)
    assert driver.window.local.isVisible()


def test_what_a_job_offers_is_a_click_away_in_the_notice_and_on_its_card(driver: Driver) -> None:
    taken: list[Document] = []
    offer = Offer("Open folder", taken.append)
    driver.session.document.run(
        Operation("Export", Lane.READ, lambda _l, _c: 3, offer=lambda _: offer, shown=True)
    )
    driver.until_idle()
    notice = notice_of(driver)
    assert notice.offer_button.text() == "Open folder"
    driver.window.toggle_activity()
    card = driver.window.panel.cards[0]
    assert card.offer_button.isVisible()
    QTest.mouseClick(notice.offer_button, LEFT)
    assert taken == [driver.session.document]
    assert not notice.isVisible()
    assert not card.offer_button.isVisible(), "once is enough"
    run(driver, "Import")
    assert not notice.offer_button.isVisible()


def test_no_word_however_long_widens_the_cards_or_the_window(driver: Driver) -> None:
    key = "0123456789abcdef" * 20
    driver.window.toggle_activity()
    run(driver, "Export")
    driver.qtbot.wait(0)
    panel = driver.window.panel
    before = panel.cards[0].minimumSizeHint().width(), driver.window.minimumSizeHint().width()

    def fail(*_: object) -> None:
        raise LibraryError(f"{key} is not in the store.")

    driver.session.document.run(Operation(f"Fetch {key}", Lane.READ, fail, shown=True))
    entry = driver.window.activity.entries[0]
    driver.until(lambda: not entry.live)
    driver.window.banner.show()
    driver.qtbot.wait(0)
    card = panel.cards[0]
    assert (card.width(), card.sizeHint().width()) <= (panel.width(), panel.width())
    assert driver.window.minimumSizeHint().width() == before[1]
    assert key in card.words.text().replace(BREAK_HERE, "")


def test_a_banner_goes_when_what_failed_is_begun_anew(driver: Driver) -> None:
    failing = [LibraryError("The card is no longer there.")]

    def copy(*_: object) -> None:
        if failing:
            raise failing.pop()

    document = driver.session.document
    document.run(Operation("Copy CARD", Lane.READ, copy, shown=True))
    driver.until(driver.window.banner.isVisible)
    run(driver, "Export")
    assert driver.window.banner.isVisible(), "that is another thing"
    document.run(Operation("Copy CARD", Lane.READ, copy, shown=True))
    assert not driver.window.banner.isVisible()


def test_the_activity_covers_nothing_where_there_is_room_and_never_widens_the_window(sample: Driver) -> None:
    window, panel = sample.window, sample.window.panel
    narrow = window.minimumSizeHint().width()
    window.resize(1366, 768)
    sample.until_idle()
    more = window.galleries.header.menu_button
    before = window.pages.width()

    def overlaps() -> bool:
        return right_of(more) > panel.mapToGlobal(QPoint()).x()

    window.toggle_activity()
    sample.until_idle()
    assert panel.isVisible()
    assert not overlaps()
    assert window.minimumSizeHint().width() == narrow
    window.resize(narrow, 768)
    sample.until(overlaps)
    window.toggle_activity()
    window.resize(1366, 768)
    sample.until(lambda: window.pages.width() == before)


def right_of(widget: QWidget) -> int:
    return widget.mapToGlobal(QPoint(widget.width(), 0)).x()
