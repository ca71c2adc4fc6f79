"""Every screen can be used without seeing it and without a mouse."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from benchmarks.tour import Screen, Tour, outside
from core.library import Library
from tests.conftest import Person
from tests.desktop.conftest import Driver, OpenWindow
from tests.desktop.reach import nameless, steps_back, tab_stops, unreached, walk


def faults(screens: Iterable[Screen]) -> list[str]:
    """What is wrong with the screens, each fault once, with the screen that shows it first."""
    found: dict[str, str] = {}
    walked: list[list[QWidget]] = []
    for name, widget in screens:
        for fault in (*nameless(widget), *_of_tab(widget, walked)):
            found.setdefault(fault, name)
    return [f"{name}: {fault}" for fault, name in found.items()]


def _of_tab(widget: QWidget, walked: list[list[QWidget]]) -> list[str]:
    """What is wrong with the way of the Tab key, if it was not tried between the same widgets before."""
    stops = tab_stops(widget)
    if isinstance(widget, QMenu) or stops in walked:
        return []
    walked.append(stops)
    order = walk(widget)
    return [*steps_back(order), *unreached(widget, order)]


def test_every_screen_has_names_and_an_order_for_the_keys(sample: Driver, people: dict[str, Person]) -> None:
    sample.window.activateWindow()
    found = faults(Tour(sample.session, people["P001"].selfie).screens())
    assert not found, "\n".join(found)


def test_so_have_the_places_of_an_empty_library_with_single_keys_off(
    open_window: OpenWindow, library: Library
) -> None:
    driver = open_window(library)
    driver.profile.update(single_keys=False)
    found = faults(Tour(driver.session, Path()).places())
    assert not found, "\n".join(found)


def test_so_has_the_first_start(tmp_path: Path, qtbot: QtBot) -> None:
    found = faults(outside(tmp_path))
    assert not found, "\n".join(found)


def test_what_is_wrong_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QHBoxLayout(window)
    left, trap, right = QLineEdit(), QTextEdit(), QPushButton("Right")
    for part in (left, trap, right):
        layout.addWidget(part)
    trap.setAccessibleName("Trap")
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    assert nameless(window) == ["no name: QLineEdit '' of "]
    order = walk(window)
    assert order == [trap]
    assert len(unreached(window, order)) == 2
    assert steps_back([right, left]) != []
    assert steps_back([left, trap, right]) == []
