"""A grid of cells of one size."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QListView

from desktop.models.roles import Index
from desktop.theme import colours, ink


class Grid(QListView):
    """Cells in rows as long as the view is wide; scrolling moves what is painted and paints the rest.

    Qt moves only what it knows to be opaque. A background by the style sheet is not, so the grid says
    that it is and paints its own.
    """

    def __init__(self) -> None:
        super().__init__()
        # Not the icon mode: it lays out each item, this one computes where a row is.
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMovement(QListView.Movement.Static)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:  # noqa: ARG002, N802
        """Paint what has changed; Qt would lay out every cell anew, though all are of one size."""
        if first == last:
            self.update(first)
        else:
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The background, then the cells."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), ink(colours(self.palette()).window))
        painter.end()
        super().paintEvent(event)
