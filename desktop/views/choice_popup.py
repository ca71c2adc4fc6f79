"""A list to choose from below a button, with a field that narrows it down where it is long."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.models.conditions import Offer, Values
from desktop.views.parts import label

# A list of more than this is searched rather than looked through.
LONG = 10
LINES, WIDTH = 14, 270
VALUE = Qt.ItemDataRole.UserRole
CHECKS = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked}


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
        self.list = QTreeWidget()
        self.list.setAccessibleName(name)
        self.list.setProperty("several", several)
        self.list.setColumnCount(2)
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
        self.list.itemClicked.connect(self._toggle)
        self.list.installEventFilter(self)

    def add(self, shown: QPushButton) -> None:
        """A way to something that is not in the list, below it."""
        self._layout.addWidget(shown)

    def offer(self, offers: Sequence[Offer], chosen: Values) -> None:
        """Offer these values, of which some are chosen; the search stays."""
        self._chosen = chosen
        current = self.list.currentItem()
        wanted = current.data(0, VALUE) if current else next(iter(chosen), None)
        self.list.clear()
        for one in offers:
            self.list.addTopLevelItem(self._item(one, wanted))
        self.search.setVisible(len(offers) > LONG)
        self.nothing.setText(self.tr("Nothing to choose from yet.") if not offers else "")
        self.nothing.setVisible(not offers)
        self.list.setVisible(bool(offers))
        self.list.setFixedHeight(min(len(offers), LINES) * max(self.list.sizeHintForRow(0), 1) + 4)
        self._narrow()
        self.adjustSize()

    def _item(self, offer: Offer, current: object) -> QTreeWidgetItem:
        item = QTreeWidgetItem([offer.words, "" if offer.photos is None else str(offer.photos)])
        item.setData(0, VALUE, offer.value)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._tick(item)
        if offer.value == current:
            self.list.setCurrentItem(item)
        return item

    def _tick(self, item: QTreeWidgetItem) -> None:
        # Not by the item's own check box, which would take the click before the list does.
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, CHECKS[item.data(0, VALUE) in self._chosen])

    def open_below(self, button: QWidget) -> None:
        """Show below a button, with the keyboard in it."""
        self.search.clear()
        self.move(button.mapToGlobal(QPoint(0, button.height() + 2)))
        self.show()
        if self.list.currentItem() is None:
            self._step(1)
        (self.search if self.search.isVisible() else self.list).setFocus()

    @Slot()
    def _narrow(self) -> None:
        text = self.search.text().casefold()
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            if item is not None:
                item.setHidden(text not in item.text(0).casefold())
        current = self.list.currentItem()
        if current is None or current.isHidden():
            self._step(0)

    def _step(self, by: int) -> None:
        """The next item that is to be seen."""
        seen = [item for item in self._items() if not item.isHidden()]
        current = self.list.currentItem()
        at = seen.index(current) + by if current in seen else 0  # from one that is not seen: the first
        if seen:
            self.list.setCurrentItem(seen[max(0, min(at, len(seen) - 1))])

    def _items(self) -> list[QTreeWidgetItem]:
        found = [self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount())]
        return [item for item in found if item is not None]

    @Slot(QTreeWidgetItem)
    def _toggle(self, item: QTreeWidgetItem) -> None:
        value = frozenset({item.data(0, VALUE)})
        kept = self._chosen if self._several else self._chosen & value
        self._chosen = kept ^ value
        for one in self._items():
            self._tick(one)
        self.picked.emit(self._chosen)
        if not self._several:
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter chooses, from the search too, where the arrows move in the list."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = event.key()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        item = self.list.currentItem()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (key == Qt.Key.Key_Space and watched is self.list):
            if item is not None:
                self._toggle(item)
            return True
        if key in steps and watched is self.search:
            self._step(steps[Qt.Key(key)])
            return True
        return super().eventFilter(watched, event)
