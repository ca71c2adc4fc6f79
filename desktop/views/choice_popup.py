"""A list to choose from below a button, with a field that narrows it down where it is long."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QLineEdit, QPushButton, QTreeView, QVBoxLayout, QWidget

from desktop.models import roles
from desktop.models.conditions import Offer, Values
from desktop.models.offers import OffersModel
from desktop.models.roles import Index
from desktop.views.parts import label

# A list of more than this is searched rather than looked through.
LONG = 10
LINES, WIDTH = 14, 270
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class ChoicePopup(QFrame):
    """Offers values with their photos; of several a tick says which are chosen."""

    picked = Signal(object)
    """The values that are chosen now, a frozenset."""

    def __init__(self, name: str, several: bool, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAccessibleName(name)
        self._several = several
        self._chosen: Values = frozenset()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search"))
        self.model = OffersModel(self)
        self.list = QTreeView()
        self.list.setModel(self.model)
        self.list.setAccessibleName(name)
        self.list.setProperty("several", several)
        self.list.setUniformRowHeights(True)
        self.list.setRootIsDecorated(False)
        self.list.setHeaderHidden(True)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.nothing = label("", "quiet")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(6, 6, 6, 6)
        for one in (self.search, self.list, self.nothing):
            self._layout.addWidget(one)
        self.setFixedWidth(WIDTH)
        self.search.textChanged.connect(self._narrow)
        self.search.installEventFilter(self)
        self.list.clicked.connect(self._toggle)
        self.list.installEventFilter(self)

    def add(self, shown: QPushButton) -> None:
        """A way to something that is not in the list, below it."""
        self._layout.addWidget(shown)

    def offer(self, offers: Sequence[Offer], chosen: Values) -> None:
        """Offer these values, of which some are chosen; the search stays, and so does the current one."""
        current = self.list.currentIndex().data(roles.OFFER)
        wanted = current.value if current else next(iter(chosen), None)
        self._chosen = chosen
        self.model.offer(offers)
        self.model.choose(chosen)
        self.search.setVisible(len(offers) > LONG)
        self.nothing.setText(self.tr("Nothing to choose from yet.") if not offers else "")
        self.nothing.setVisible(not offers)
        self.list.setVisible(bool(offers))
        self.list.setFixedHeight(min(len(offers), LINES) * max(self.list.sizeHintForRow(0), 1) + 4)
        self._go_to(self.model.row_of(wanted) or 0)
        self.adjustSize()

    def open_below(self, button: QWidget) -> None:
        """Show below a button, with the keyboard in it."""
        self.search.clear()
        self.move(button.mapToGlobal(QPoint(0, button.height() + 2)))
        self.show()
        (self.search if self.search.isVisible() else self.list).setFocus()

    @Slot(str)
    def _narrow(self, text: str) -> None:
        current = self.list.currentIndex().data(roles.OFFER)
        self.model.find(text)
        self._go_to(self.model.row_of(current.value) or 0 if current else 0)

    def _go_to(self, row: int) -> None:
        """Make the offer in this row the current one, or the one nearest to it."""
        self.list.setCurrentIndex(self.model.index(max(0, min(row, self.model.rowCount() - 1)), 0))

    @Slot(object)
    def _toggle(self, index: Index) -> None:
        value = frozenset({index.data(roles.OFFER).value})
        kept = self._chosen if self._several else self._chosen & value
        self._chosen = kept ^ value
        self.model.choose(self._chosen)
        self.picked.emit(self._chosen)
        if not self._several:
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter chooses, from the search too, where the arrows move in the list."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = event.key()
        index = self.list.currentIndex()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (key == Qt.Key.Key_Space and watched is self.list):
            if index.isValid():
                self._toggle(index)
            return True
        if key in STEPS and watched is self.search:
            self._go_to(index.row() + STEPS[Qt.Key(key)])
            return True
        return super().eventFilter(watched, event)
