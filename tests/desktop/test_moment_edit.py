"""Moments that are typed, with real keys and clicks: what is shown can be typed, and is what is meant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.language import speak
from desktop.views.moment_edit import DayEdit, MomentEdit

LEFT = Qt.MouseButton.LeftButton
SHOWN = datetime(2026, 5, 2, 10, 8, 30)
MEANT = datetime(2026, 5, 2, 10, 1, 30)
SAME_MINUTE = MEANT.replace(second=0)


@pytest.fixture(params=["en", "ru"])
def _language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    speak(qapp, request.param)
    yield
    speak(qapp, "en")


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[MomentEdit]:
    """A field beside another one, in a window that has the keys."""
    window, before, made = QWidget(), QLineEdit(), MomentEdit("When", SHOWN)
    qtbot.addWidget(window)
    layout = QHBoxLayout(window)
    layout.addWidget(before)
    layout.addWidget(made)
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    yield made
    window.close()


def come_to(field: MomentEdit, how: str) -> None:
    """Put the keys into the field, by a click or by Tab."""
    if how == "mouse":
        QTest.mouseClick(field, LEFT)
    else:
        QTest.keyClick(field.window(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is field


@pytest.mark.usefixtures("_language")
@pytest.mark.parametrize("how", ["mouse", "keys"])
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-05-02 10:01:30", MEANT),
        ("2026-05-02T10:01:30", MEANT),
        ("2026-05-02 10:01", SAME_MINUTE),
        ("2026-5-2 10:01:30", MEANT),
        ("20260502100130", MEANT),
        ("202605021001", SAME_MINUTE),
        ("02.05.2026 10:01:30", MEANT),
        ("02.05.2026, 10:01", SAME_MINUTE),
        ("2026-05-02 10:01 AM", SAME_MINUTE),
    ],
)
def test_what_is_typed_is_what_is_meant(field: MomentEdit, how: str, typed: str, meant: datetime) -> None:
    come_to(field, how)
    QTest.keyClicks(field, typed)
    assert field.moment == meant
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == f"{meant:%Y-%m-%d %H:%M:%S}"
    assert field.problem == ""


@pytest.mark.usefixtures("_language")
@pytest.mark.parametrize("how", ["mouse", "keys"])
def test_a_moment_is_pasted(field: MomentEdit, how: str) -> None:
    QGuiApplication.clipboard().setText(" 2026-05-02 10:01:30\n")
    come_to(field, how)
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.moment == MEANT


@pytest.mark.parametrize(("language", "day"), [("en", "5/2/2026"), ("ru", "02.05.2026")])
def test_the_language_may_write_it_in_its_own_way(
    field: MomentEdit, qapp: QApplication, language: str, day: str
) -> None:
    speak(qapp, language)
    come_to(field, "keys")
    QTest.keyClicks(field, f"{day} 10:01:30")
    assert field.moment == MEANT
    speak(qapp, "en")


def test_a_part_of_it_is_put_right(field: MomentEdit) -> None:
    come_to(field, "mouse")
    QTest.mouseClick(field, LEFT)
    assert not field.hasSelectedText(), "the second click goes to a place"
    QTest.keyClick(field, Qt.Key.Key_End)
    for _ in range(3):
        QTest.keyClick(field, Qt.Key.Key_Left)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClicks(field, "1")
    assert field.moment == MEANT


@pytest.mark.parametrize(
    "typed", ["", "2026-05", "2026-05-02", "2026-05-02 25:00", "2026-02-30 10:00", "soon"]
)
def test_what_says_no_moment_is_told_at_once_and_left_as_it_is(field: MomentEdit, typed: str) -> None:
    come_to(field, "keys")
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, typed)
    assert field.moment is None
    assert field.problem == "Write it as 2026-12-31 14:30:00."
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == typed


def test_the_calendar_gives_the_day_and_leaves_the_hour(field: MomentEdit, qtbot: QtBot) -> None:
    come_to(field, "keys")
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = field.calendar
    assert calendar is not None
    qtbot.waitUntil(calendar.isVisible)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "1752")
    assert field.moment == SHOWN, "digits are not for the calendar"
    QTest.keyClick(focused, Qt.Key.Key_Right)
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert field.moment == SHOWN.replace(day=3)
    qtbot.waitUntil(lambda: field.calendar is None)


def test_a_day_is_typed_as_it_is_shown(qtbot: QtBot) -> None:
    field = DayEdit("Until", SHOWN)
    qtbot.addWidget(field)
    assert field.text() == "2026-05-02"
    field.selectAll()
    QTest.keyClicks(field, "2027-05-02")
    assert field.moment == datetime(2027, 5, 2)
    field.selectAll()
    QTest.keyClicks(field, "2027-05-")
    assert field.problem == "Write it as 2026-12-31."
