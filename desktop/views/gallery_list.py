"""The galleries at the left; a folder dropped on one is added to it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout

from core.types import Gallery
from desktop.models import roles
from desktop.models.galleries import GalleriesModel
from desktop.views.gallery_delegate import GalleryDelegate
from desktop.views.parts import button, label


class GalleryList(QFrame):
    """Chooses a gallery."""

    chosen = Signal(object)
    """The `Gallery` that is to be shown."""
    import_wanted = Signal()
    card_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setFixedWidth(232)
        self.model = GalleriesModel(self)
        self.list = QListView()
        self.list.setObjectName("galleries")
        self.list.setModel(self.model)
        self.list.setItemDelegate(GalleryDelegate(self.list))
        self.list.setAccessibleName(self.tr("Galleries"))
        self.list.setDragDropMode(QListView.DragDropMode.DropOnly)
        self.import_button = button(self.tr("Import photos…"), self.import_wanted.emit, "primary")
        self.card_button = button(self.tr("Copy a card…"), self.card_wanted.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 1, 12)
        head = label(self.tr("GALLERIES"), "section")
        head.setContentsMargins(14, 0, 14, 4)
        layout.addWidget(head)
        layout.addWidget(self.list, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 0, 12, 0)
        foot.setSpacing(8)
        foot.addWidget(self.import_button)
        foot.addWidget(self.card_button)
        layout.addLayout(foot)
        self.list.selectionModel().currentChanged.connect(self._on_current)

    def show_galleries(self, galleries: list[Gallery], row: int) -> None:
        """List these galleries, and choose the one in this row."""
        self.model.set_galleries(galleries)
        if self.list.currentIndex().row() == row:
            self.chosen.emit(galleries[row])
        else:
            self.list.setCurrentIndex(self.model.index(row))

    @Slot()
    def _on_current(self) -> None:
        gallery = self.list.currentIndex().data(roles.GALLERY)
        if isinstance(gallery, Gallery):
            self.chosen.emit(gallery)
