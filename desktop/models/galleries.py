"""The galleries of the library."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from core.types import Gallery
from desktop.models import roles
from desktop.models.roles import ROOT, Index


class GalleriesModel(QAbstractListModel):
    """Galleries by name."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._galleries: list[Gallery] = []

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """Galleries."""
        return 0 if parent.isValid() else len(self._galleries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name; the gallery itself by `roles.GALLERY`."""
        if not index.isValid():
            return None
        gallery = self._galleries[index.row()]
        if role == roles.GALLERY:
            return gallery
        return gallery.name if role == Qt.ItemDataRole.DisplayRole else None

    def galleries(self) -> list[Gallery]:
        """The galleries in order."""
        return list(self._galleries)

    def set_galleries(self, galleries: list[Gallery]) -> bool:
        """Show these; True where they are others than before, not the same with other counts."""
        same = [one.id for one in galleries] == [one.id for one in self._galleries]
        if same:
            self._galleries = galleries
            if galleries:
                self.dataChanged.emit(self.index(0), self.index(len(galleries) - 1))
            return False
        self.beginResetModel()
        self._galleries = galleries
        self.endResetModel()
        return True
