"""The figures of `benchmarks.growth`, `benchmarks.stages` and `benchmarks.accuracy` as pictures."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.growth import Growth
from benchmarks.measures import Bin
from benchmarks.reliability import ALL, HEIGHT, QUALITY, Reliability

GROWTH_SIZE, STAGES_SIZE, RELIABILITY_SIZE = (1200, 640), (900, 420), (420, 420)
COLOURS = "bgr"
LABELS_PX = 180


def plot_growth(path: Path, found: Sequence[Growth]) -> None:
    """Draw a column of two plots for each thing that was changed: what a photo takes, and memory."""
    kinds = list(dict.fromkeys(one.by for one in found))
    figures = (("core ms a photo", "core_ms"), ("peak of memory, MiB", "peak_mib"))

    def draw(canvas: Any, pg: Any) -> None:
        for row, (title, figure) in enumerate(figures):
            for column, kind in enumerate(kinds):
                plot = canvas.addPlot(row, column, title=title)
                points = [one for one in found if one.by == kind]
                heights = [getattr(one, figure) or 0.0 for one in points]
                plot.plot([one.to for one in points], heights, pen=pg.mkPen("b", width=2), symbol="o")
                plot.setLabel("bottom", kind)
                plot.setYRange(0, max(heights) * 1.1)

    _write(path, GROWTH_SIZE, draw)


def plot_stages(path: Path, title: str, taken: Mapping[str, float]) -> None:
    """Draw a bar for the milliseconds of each stage, the first on top."""

    def draw(canvas: Any, pg: Any) -> None:
        plot = canvas.addPlot(title=title)
        places = list(range(len(taken), 0, -1))
        plot.addItem(pg.BarGraphItem(x0=0, y=places, height=0.6, width=list(taken.values()), brush="b"))
        plot.getAxis("left").setTicks([list(zip(places, taken, strict=True))])
        plot.getAxis("left").setWidth(LABELS_PX)
        plot.setLabel("bottom", "core ms a photo")

    _write(path, STAGES_SIZE, draw)


def plot_reliability(path: Path, found: Mapping[str, Reliability]) -> None:
    """Draw a row for each program and pack: what was said against what came true, with 95 % intervals."""
    sorts = [[ALL], list(QUALITY), list(HEIGHT)]

    def draw(canvas: Any, pg: Any) -> None:
        for row, (title, of) in enumerate(found.items()):
            for column, names in enumerate(sorts):
                plot = canvas.addPlot(row, column, title=title if names == [ALL] else "")
                plot.addLegend(offset=(10, 10))
                plot.plot([0, 1], [0, 1], pen=pg.mkPen("gray"))
                for name, colour in zip(names, COLOURS, strict=False):
                    _draw_bins(plot, pg, name, of[name], colour)
                plot.setRange(xRange=(0, 1), yRange=(0, 1))
                plot.setLabel("bottom", "probability that was said")
                plot.setLabel("left", "share that is right")

    width, height = RELIABILITY_SIZE
    _write(path, (width * len(sorts), height * len(found)), draw)


def _draw_bins(plot: Any, pg: Any, name: str, bins: Sequence[Bin], colour: str) -> None:
    said, right = [one.said for one in bins], [one.right.value for one in bins]
    low, high = ([one.right.interval[end] for one in bins] for end in (0, 1))
    if bins:
        top, bottom = np.subtract(high, right), np.subtract(right, low)
        bars = {"x": np.array(said), "y": np.array(right), "top": top, "bottom": bottom, "beam": 0.01}
        plot.addItem(pg.ErrorBarItem(**bars, pen=pg.mkPen(colour)))
    pen = pg.mkPen(colour, width=2)
    plot.plot(said, right, pen=pen, symbol="o", symbolBrush=colour, symbolSize=6, name=name)


def _write(path: Path, size: tuple[int, int], draw: Callable[[Any, Any], None]) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import pyqtgraph as pg
    from pyqtgraph.exporters import ImageExporter

    app = pg.mkQApp()
    pg.setConfigOptions(background="w", foreground="k", antialias=True)
    canvas = pg.GraphicsLayoutWidget()
    canvas.resize(*size)
    draw(canvas, pg)
    canvas.show()
    app.processEvents()
    ImageExporter(canvas.scene()).export(str(path))
    canvas.close()
