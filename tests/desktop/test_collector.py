from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import collector as module
from desktop.collector import Collector


class Knot:
    """Refers to itself: only the collector frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    monkeypatch.setattr(module, "EVERY_MS", 1)
    made = Collector(qapp)
    made.start()
    yield made
    made.stop()
    made.deleteLater()


@pytest.mark.usefixtures("collector")
def test_what_is_new_is_collected_while_somebody_works(qtbot: QtBot) -> None:
    knot = weakref.ref(Knot())
    kept: list[list[int]] = [[] for _ in range(2 * module.DUE[0])]
    qtbot.waitUntil(lambda: knot() is None)
    assert kept
    assert not gc.isenabled()


@pytest.mark.usefixtures("collector")
def test_what_came_by_the_thousand_is_looked_through_once_until_the_window_is_left(
    qapp: QApplication, qtbot: QtBot
) -> None:
    before = gc.get_freeze_count()
    at_once, kept = weakref.ref(Knot()), Knot()
    many: list[list[int]] = [[] for _ in range(2 * module.MANY)]
    qtbot.waitUntil(lambda: gc.get_freeze_count() > before + module.MANY)
    assert at_once() is None
    knot = weakref.ref(kept)
    del kept
    qtbot.wait(20)
    assert knot() is not None
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert knot() is None
    assert len(many) == 2 * module.MANY


@pytest.mark.usefixtures("collector")
def test_very_much_that_came_at_once_is_not_looked_through_before_the_window_is_left(
    qapp: QApplication, qtbot: QtBot
) -> None:
    before = gc.get_freeze_count()
    at_once = weakref.ref(Knot())
    many: list[list[int]] = [[] for _ in range(2 * module.VERY_MANY)]
    qtbot.waitUntil(lambda: gc.get_freeze_count() > before + module.VERY_MANY)
    assert at_once() is not None
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert at_once() is None
    assert len(many) == 2 * module.VERY_MANY
