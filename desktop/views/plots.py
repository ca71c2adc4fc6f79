"""Plots: lines over a threshold, and bars; drawn by pyqtgraph.

The library takes a quarter of a second to be imported, so that is done when there is something to draw
for the first time. It touches every class of Qt, which on a pool's thread PySide does not survive.

What a plot says is in its accessible description too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QLocale, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPen, QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget

from core.types import ConfusablePair, TrainingSession
from desktop.theme import Colours, colours
from desktop.views.parts import label

LONGEST_NAME = 24
BAR, THIN_BAR = 0.68, 0.34
# So far below the middle of its row stands a bar under its name, and so far above it the name.
BELOW, ABOVE = 0.2, 0.22
# Room for "100 %".
AXIS = 46
# Half of it, across and up: pyqtgraph leaves a label out that does not fit as a whole.
HALF_LABEL = (22, 9)
# More bars than this can't be read; the table beside has all.
MOST_BARS = 16


class Plot(QStackedWidget):
    """A plot that is drawn anew when its data or the theme changes; a subclass says what of."""

    def __init__(self, name: str, nothing: str) -> None:
        super().__init__()
        self._canvas: Any = None
        self.words: QLabel = label(nothing, "quiet")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setWordWrap(True)
        self.addWidget(self.words)
        self.setAccessibleName(name)
        self.setMinimumSize(200, 140)

    def empty(self) -> bool:
        """Whether there is nothing to draw yet."""
        raise NotImplementedError

    def draw(self, canvas: Any, theme: Colours) -> None:
        """Draw on an empty `pyqtgraph.PlotWidget`."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Draw what there is now; for the first time when the plot is seen."""
        if self.empty():
            self.setCurrentIndex(0)
            return
        if self._canvas is None:
            if self.isVisible():
                QTimer.singleShot(0, self, self._make_canvas)
            return
        theme = colours(self.palette())
        self._canvas.clear()
        self._canvas.setBackground(QColor(theme.window))
        for side in ("left", "bottom"):
            axis = self._canvas.getAxis(side)
            axis.setPen(QColor(theme.line))
            axis.setTextPen(QColor(theme.quiet))
            axis.setTicks(None)
            # All the names that are given, not as many as seem to fit.
            axis.setStyle(tickLength=0, textFillLimits=[(0, 10.0)], hideOverlappingLabels=False)
        self.draw(self._canvas, theme)
        self.setCurrentIndex(1)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Draw what has come before the plot was seen."""
        super().showEvent(event)
        if self._canvas is None:
            self.refresh()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Draw in the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.refresh()

    @Slot()
    def _make_canvas(self) -> None:
        if self._canvas is not None:
            return
        import pyqtgraph

        self._canvas = pyqtgraph.PlotWidget()
        self._canvas.setMenuEnabled(False)
        self._canvas.setMouseEnabled(False, False)
        self._canvas.hideButtons()
        self._canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._canvas.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._canvas.setAccessibleName(self.accessibleName())
        self._canvas.wheelEvent = lambda event: event.ignore()
        self.addWidget(self._canvas)
        self.refresh()


class CurvePlot(Plot):
    """Precision (solid) and recall (dashed) of tags made at a threshold and above; the line moves."""

    threshold_moved = Signal(float)
    """The user dragged the line to this probability."""

    def __init__(self) -> None:
        super().__init__("", "")
        self.setAccessibleName(self.tr("Precision and recall"))
        self.words.setText(self.tr("No curve yet"))
        self._session: TrainingSession | None = None
        self._threshold = 0.0
        self._line: Any = None

    def show_session(self, session: TrainingSession | None, threshold: float) -> None:
        """Show a session's curve with a line at a threshold."""
        if session is self._session and self._line is not None:
            self._threshold = threshold
            self._line.setValue(threshold)
            return
        self._session, self._threshold = session, threshold
        self.refresh()

    def empty(self) -> bool:
        """Whether the session has no curve."""
        return self._session is None or not self._session.curve

    def draw(self, canvas: Any, theme: Colours) -> None:
        """Both curves over the probability from which faces are tagged."""
        points = sorted(self._session.curve, key=lambda one: one.threshold) if self._session else []
        at = [point.threshold for point in points]
        legend = canvas.addLegend(offset=(10, -10), labelTextColor=QColor(theme.text))
        legend.clear()
        precision, recall = QPen(QColor(theme.confirmed), 0), QPen(QColor(theme.tagged), 0)
        precision.setWidthF(2.0)
        recall.setWidthF(2.0)
        recall.setStyle(Qt.PenStyle.DashLine)
        for pen in (precision, recall):
            pen.setCosmetic(True)
        canvas.plot(at, [p.precision for p in points], pen=precision, name=self.tr("precision"))
        canvas.plot(at, [p.recall for p in points], pen=recall, name=self.tr("recall"))
        if self._line is None:
            canvas.getViewBox().sigResized.connect(self._leave_room)
        self._leave_room(canvas.getViewBox())
        canvas.getAxis("left").setWidth(AXIS)
        canvas.showGrid(x=True, y=True, alpha=0.15)
        fifths = [(fifth / 5, f"{fifth * 20} %") for fifth in range(6)]
        for side in ("left", "bottom"):
            canvas.getAxis(side).setTicks([fifths])
        canvas.setLabel("bottom", self.tr("tagged from this probability"), color=theme.quiet)
        edge = QPen(QColor(theme.accent), 0)
        edge.setWidthF(2.0)
        edge.setCosmetic(True)
        self._line = canvas.addLine(x=self._threshold, pen=edge, movable=True, bounds=(0, 1))
        self._line.sigPositionChangeFinished.connect(self._on_line)

    @Slot(object)
    def _leave_room(self, box: Any) -> None:
        """From 0 to 100 % either way, and half a label around."""
        sides = zip(HALF_LABEL, (box.width(), box.height()), strict=True)
        x, y = (half / max(side - 2 * half, half) for half, side in sides)
        box.setRange(xRange=(-x, 1 + x), yRange=(-y, 1 + y), padding=0)

    @Slot(object)
    def _on_line(self, line: Any) -> None:
        self.threshold_moved.emit(float(line.value()))


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what it is of, and its parts, each with its colour, one after the other."""

    name: str
    parts: tuple[tuple[float, str], ...]

    @property
    def total(self) -> float:
        """How long it is."""
        return sum(value for value, _ in self.parts)


class BarsPlot(Plot):
    """Bars from left to right, the first on top; colours are names of `desktop.theme.Colours`.

    Long names stand above their bars, short ones beside them.
    """

    def __init__(self, name: str, nothing: str, *, decimals: int = 0, long_names: bool = False) -> None:
        super().__init__(name, nothing)
        self._bars: list[Bar] = []
        self._decimals = decimals
        self._long_names = long_names

    def bars(self) -> list[Bar]:
        """What is shown."""
        return list(self._bars)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these, as many as can be read."""
        self._bars = list(bars[:MOST_BARS])
        self.setAccessibleDescription(", ".join(f"{one.name}: {self._number(one.total)}" for one in bars))
        self.refresh()

    def empty(self) -> bool:
        """Whether there is no bar."""
        return not self._bars

    def _number(self, value: float) -> str:
        return QLocale().toString(float(value), "f", self._decimals)

    def draw(self, canvas: Any, theme: Colours) -> None:
        """The bars with their names at the left and their totals at their ends."""
        import pyqtgraph

        rows = range(len(self._bars))
        height, below = (THIN_BAR, BELOW) if self._long_names else (BAR, 0.0)
        for row, one in zip(rows, self._bars, strict=True):
            start = 0.0
            for value, colour in one.parts:
                shape = {"x0": start, "y": row + below, "width": value, "height": height}
                canvas.addItem(pyqtgraph.BarGraphItem(**shape, pen=None, brush=getattr(theme, colour)))
                start += value
            self._write(canvas, self._number(one.total), theme, one.total, row + below)
            if self._long_names:
                self._write(canvas, one.name, theme, 0, row - ABOVE)
        longest = max((one.total for one in self._bars), default=0) or 1
        canvas.invertY(True)
        canvas.setRange(xRange=(0, longest * 1.2), yRange=(-0.6, max(len(self._bars), 4) - 0.4), padding=0)
        canvas.getAxis("left").setTicks([[(row, _short(self._bars[row].name)) for row in rows]])
        canvas.hideAxis("bottom")
        if self._long_names:
            canvas.hideAxis("left")

    def _write(self, canvas: Any, words: str, theme: Colours, x: float, y: float) -> None:
        import pyqtgraph

        item = pyqtgraph.TextItem(words, color=QColor(theme.text), anchor=(0, 0.5))
        item.setPos(x, y)
        canvas.addItem(item)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def pair_bars(pairs: Sequence[ConfusablePair]) -> list[Bar]:
    """Pairs of players that are easily confused, by how alike they are."""
    return [Bar(f"{one.first} – {one.second}", ((one.similarity, "suggested"),)) for one in pairs]
