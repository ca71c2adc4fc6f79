"""Cells as they were painted last.

While an import runs, each call of Qt from Python may wait for the import's threads to let go of the
interpreter. A row of text and a crop takes some eighty calls, and an answer paints twenty rows of which one
has changed. What is new each time, as the faces of the next question, is quicker painted without this.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPixmap

# Two screens of rows: 4 MB.
KEPT = 60


class Painted:
    """Paints a cell anew only when it shows something else."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, QPixmap] = OrderedDict()

    def draw(
        self, painter: QPainter, place: QRect, shown: Hashable, paint: Callable[[QPainter, QRect], None]
    ) -> None:
        """Draw what `paint` makes of a place of this size whose corner is at 0, 0.

        Args:
            painter: draws it.
            place: where.
            shown: all that `paint` depends on, but for the size.
            paint: called where nothing equal is at hand, with a painter on nothing.
        """
        ratio = painter.device().devicePixelRatioF()
        size = (place.width(), place.height())
        key = (shown, size, ratio)
        drawn = self._kept.get(key)
        if drawn is None:
            drawn = self._kept[key] = _drawn(painter, size, ratio, paint)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        painter.drawPixmap(place.topLeft(), drawn)


def _drawn(
    painter: QPainter, size: tuple[int, int], ratio: float, paint: Callable[[QPainter, QRect], None]
) -> QPixmap:
    drawn = QPixmap(*(round(side * ratio) for side in size))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    own = QPainter(drawn)
    own.setFont(painter.font())
    own.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(own, QRect(QPoint(0, 0), drawn.deviceIndependentSize().toSize()))
    own.end()
    return drawn
