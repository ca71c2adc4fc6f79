"""The figures of `benchmarks.growth` and `benchmarks.stages` as pictures."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.growth import Growth

GROWTH_SIZE, STAGES_SIZE = (1200, 640), (900, 420)
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
