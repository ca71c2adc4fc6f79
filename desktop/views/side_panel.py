"""A panel that comes and goes at the right edge of the pages of a window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget


class SidePanel(QWidget):
    """Pages with a panel beside them, or over them where there is no room for both.

    It has no layout: the panel must not push the window wider than a small screen.
    """

    def __init__(self, pages: QStackedWidget, panel: QWidget) -> None:
        super().__init__()
        self._pages, self._panel = pages, panel
        for one in (pages, panel):
            one.setParent(self)
        panel.hide()
        panel.installEventFilter(self)
        pages.currentChanged.connect(self._place)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As small as the pages can be."""
        return self._pages.minimumSizeHint()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As the pages would be."""
        return self._pages.sizeHint()

    @Slot()
    def _place(self) -> None:
        page: QWidget | None = self._pages.currentWidget()
        width, height, taken = self.width(), self.height(), self._panel.width()
        least = page.minimumSizeHint().width() if page is not None else 0
        beside = not self._panel.isHidden() and least <= width - taken
        self._pages.setGeometry(0, 0, width - taken if beside else width, height)
        self._panel.setGeometry(width - taken, 0, taken, height)
        self._panel.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """There is more room, or less."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """A page needs more room than before, or less."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The panel comes or goes."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._place()
        return super().eventFilter(watched, event)
