from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from core.types import ConfusablePair, CurvePoint, SessionId, TrainingSession, TrainingStatus
from desktop.views.plots import MOST_BARS, Bar, BarsPlot, CurvePlot, Plot, pair_bars
from tests.desktop.conftest import WITHIN_MS, Driver

CURVE = (CurvePoint(0.5, 0.9, 0.95, 50, 5), CurvePoint(0.9, 0.99, 0.8, 40, 0))


def session(curve: tuple[CurvePoint, ...]) -> TrainingSession:
    now = datetime.now(UTC)
    return TrainingSession(SessionId("s"), "opencv", now, TrainingStatus.DONE, 0.995, curve=curve)


def show(plot: Plot, qtbot: QtBot) -> None:
    qtbot.addWidget(plot)
    with qtbot.waitExposed(plot):
        plot.show()


# Two plots at once, and which thread their library is imported on.
TWO_PLOTS = """
import sys, threading
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from desktop.views.plots import Bar, BarsPlot

class Witness:
    def find_spec(self, name, path=None, target=None):
        if name == "pyqtgraph":
            print(threading.current_thread() is threading.main_thread())

sys.meta_path.insert(0, Witness())
app = QApplication([])
both, beside = QWidget(), QHBoxLayout()
both.setLayout(beside)
plots = [BarsPlot(name, "Nothing") for name in ("one", "other")]
for plot in plots:
    beside.addWidget(plot)
    plot.show_bars([Bar("Monday", ((3, "confirmed"),))])
both.show()
while any(plot.currentIndex() == 0 for plot in plots):
    app.processEvents()
"""


def test_the_library_of_the_plots_is_imported_on_the_thread_that_makes_qts_classes() -> None:
    command = [sys.executable, "-c", TWO_PLOTS]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.split() == ["True"]


def test_a_curve_is_drawn_once_there_is_one(qtbot: QtBot) -> None:
    plot = CurvePlot()
    plot.show_session(session(()), 0.5)
    show(plot, qtbot)
    assert plot.currentIndex() == 0
    plot.show_session(session(CURVE), 0.9)
    qtbot.waitUntil(lambda: plot.currentIndex() == 1, timeout=WITHIN_MS)
    canvas: Any = plot._canvas
    precision, recall = canvas.listDataItems()
    assert (precision.name(), recall.name()) == ("precision", "recall")
    assert list(recall.getData()[1]) == [0.95, 0.8]


@pytest.mark.parametrize("size", [(302, 301), (240, 180), (900, 500)])
def test_the_axes_of_the_curve_go_from_0_to_100(qtbot: QtBot, size: tuple[int, int]) -> None:
    plot = CurvePlot()
    plot.show_session(session(CURVE), 0.9)
    show(plot, qtbot)
    qtbot.waitUntil(lambda: plot.currentIndex() == 1, timeout=WITHIN_MS)
    plot.resize(*size)
    canvas: Any = plot._canvas
    qtbot.waitUntil(lambda: (canvas.width(), canvas.height()) == size)
    picture = plot.grab()
    painter = QPainter(picture)
    drawn = [canvas.getAxis(side).generateDrawSpecs(painter)[-1] for side in ("left", "bottom")]
    painter.end()
    assert all({"0 %", "100 %"} <= {text for _, _, text in texts} for texts in drawn)


def test_the_line_of_the_curve_is_dragged_to_a_threshold(qtbot: QtBot) -> None:
    plot = CurvePlot()
    plot.show_session(session(CURVE), 0.9)
    show(plot, qtbot)
    qtbot.waitUntil(lambda: plot.currentIndex() == 1, timeout=WITHIN_MS)
    with qtbot.waitSignal(plot.threshold_moved) as moved:
        plot._line.setValue(0.7)
        plot._line.sigPositionChangeFinished.emit(plot._line)
    assert moved.args == [pytest.approx(0.7)]


def test_bars_say_their_numbers_to_a_screen_reader(qtbot: QtBot) -> None:
    plot = BarsPlot("Faces by day", "Nothing")
    show(plot, qtbot)
    assert plot.currentIndex() == 0
    plot.show_bars([Bar("Monday", ((3, "confirmed"), (4, "edge"))), Bar("Tuesday", ((2, "edge"),))])
    qtbot.waitUntil(lambda: plot.currentIndex() == 1, timeout=WITHIN_MS)
    assert plot.accessibleDescription() == "Monday: 7, Tuesday: 2"
    plot.show_bars([Bar(str(number), ((1, "edge"),)) for number in range(MOST_BARS + 5)])
    assert len(plot.bars()) == MOST_BARS
    assert plot.accessibleDescription().endswith(f"{MOST_BARS + 4}: 1")


def test_pairs_are_bars_by_likeness() -> None:
    assert pair_bars([ConfusablePair("Ann", "Bea", 0.61)]) == [Bar("Ann – Bea", ((0.61, "suggested"),))]


def test_statistics_are_plots_and_tables(sample: Driver) -> None:
    sample.go_to(5)
    view = sample.window.statistics
    sample.until(lambda: view.plots[1].currentIndex() == 1)
    figures = sample.library.statistics.figures()
    assert [(bar.name, bar.total) for bar in view.plots[1].bars()] == [
        (one.player, one.faces) for one in figures.by_player
    ]
    assert not view.plots[0].isHidden()
    view.as_tables.click()
    assert all(panel.currentIndex() == 1 for panel in view._panels)
