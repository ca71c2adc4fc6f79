"""A row of widgets that goes on in the next line where there is no more room."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Widgets one after another, as words in a text; hidden ones take no room."""

    def __init__(self, margins: QMargins, spacing: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        # A window that is shown asks for a height a hundred times.
        self._heights: dict[int, int] = {}
        self.setContentsMargins(margins)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        """For `addWidget`."""
        self._items.append(item)

    def count(self) -> int:
        """Widgets."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """The widget at a place; None where there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """The widget at a place, no longer laid out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """The height of all lines."""
        if width not in self._heights:
            self._heights[width] = self._lay_out(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Something in it has changed."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        """Put each widget into its place."""
        super().setGeometry(rect)
        self._lay_out(rect, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As small as can be: it takes the width that it is given."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802
        """The widest widget alone in a line."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _lay_out(self, rect: QRect, move: bool) -> int:
        """The height that the widgets take in this width, each moved to its place where that is wanted."""
        margins = self.contentsMargins()
        room = rect.marginsRemoved(margins)
        at = room.topLeft()
        seen = [item for item in self._items if not item.isEmpty()]
        line = max((item.sizeHint().height() for item in seen), default=0)
        for item in seen:
            width = min(item.sizeHint().width(), room.width())
            if at.x() > room.x() and at.x() + width > room.right() + 1:
                at = QPoint(room.x(), at.y() + line + self.spacing())
            if move:
                item.setGeometry(QRect(at, QSize(width, line)))
            at.setX(at.x() + width + self.spacing())
        return at.y() + line - rect.y() + margins.bottom()


def flow(parent: QWidget, *contents: QWidget) -> None:
    """Lay these out in a widget, in as many lines as it takes."""
    layout = FlowLayout(QMargins(14, 6, 12, 7), 5)
    parent.setLayout(layout)
    for one in contents:
        layout.addWidget(one)
    policy = parent.sizePolicy()
    policy.setHeightForWidth(True)
    parent.setSizePolicy(policy)
    layout.setAlignment(Qt.AlignmentFlag.AlignTop)
