"""The figures of `benchmarks.growth` as a picture: what a photo takes, and memory, by what was changed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from benchmarks.growth import Growth

SIZE = (1200, 640)


def write_plot(path: Path, found: Sequence[Growth]) -> None:
    """Draw a column of two plots for each thing that was changed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import pyqtgraph as pg
    from pyqtgraph.exporters import ImageExporter

    app = pg.mkQApp()
    pg.setConfigOptions(background="w", foreground="k", antialias=True)
    canvas = pg.GraphicsLayoutWidget()
    canvas.resize(*SIZE)
    kinds = list(dict.fromkeys(one.by for one in found))
    for row, (title, figure) in enumerate(
        (("core ms a photo", "core_ms"), ("peak of memory, MiB", "peak_mib"))
    ):
        for column, kind in enumerate(kinds):
            plot = canvas.addPlot(row, column, title=title)
            points = [one for one in found if one.by == kind]
            heights = [getattr(one, figure) or 0.0 for one in points]
            plot.plot([one.to for one in points], heights, pen=pg.mkPen("b", width=2), symbol="o")
            plot.setLabel("bottom", kind)
            plot.setYRange(0, max(heights) * 1.1)
    canvas.show()
    app.processEvents()
    ImageExporter(canvas.scene()).export(str(path))
    canvas.close()
