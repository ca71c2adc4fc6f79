"""What was delivered: each delivery, and who got what by it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QDialog, QSplitter, QVBoxLayout, QWidget

from core.types import PastDelivery, Received
from desktop import delivering
from desktop.document import Document, Latest
from desktop.models.table import ValuesModel, moment
from desktop.views.parts import bar, button, label
from desktop.views.tables import plain_table


class DeliveryHistory(QDialog):
    """Deliveries above, the latest first; below who got what by the chosen one."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What was delivered"))
        self.resize(760, 520)
        self._found: list[PastDelivery] = []
        self._reading, self._looking = Latest(document, self), Latest(document, self)
        titles = (self.tr("Where to"), self.tr("When"), self.tr("Recipients"), self.tr("Photos"))
        self.deliveries = ValuesModel(titles, self)
        self.table = plain_table(self.deliveries, self.tr("Deliveries"))
        self.received = ValuesModel((self.tr("File"), self.tr("Who")), self)
        self.files = plain_table(self.received, self.tr("Who got what"))
        self.words = label(self.tr("Nothing was delivered yet."), "quiet")
        self.words.hide()
        parts = QSplitter()
        parts.setOrientation(parts.orientation().Vertical)
        parts.addWidget(self.table)
        parts.addWidget(self.files)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.words)
        layout.addWidget(parts, 1)
        layout.addWidget(bar("plainBar", None, button(self.tr("Close"), self.reject), margins=(0, 0)))
        self.table.selectionModel().currentRowChanged.connect(self._on_chosen)
        self._reading.ask(delivering.read_deliveries(), self._on_read)

    @Slot(object)
    def _on_read(self, found: list[PastDelivery]) -> None:
        self._found = found
        self.words.setVisible(not found)
        self.deliveries.set_rows([(one.to, moment(one.at), one.recipients, one.photos) for one in found])
        if found:
            self.table.selectRow(0)

    @Slot(QModelIndex)
    def _on_chosen(self, current: QModelIndex) -> None:
        self._looking.ask(delivering.read_received(self._found[current.row()].id), self._on_received)

    @Slot(object)
    def _on_received(self, found: list[Received]) -> None:
        self.received.set_rows([(one.name, one.recipient) for one in found])
