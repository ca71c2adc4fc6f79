"""The photos that came into a hot folder, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt, Slot

from core.types import Photo
from desktop.models import roles
from desktop.models.roles import ROOT, Index
from desktop.thumbnails import Pictures

# Who wants to see more has the gallery above.
KEPT = 200


class ArrivalsModel(QAbstractListModel):
    """Photos with their thumbnails and who is in them."""

    def __init__(self, pictures: Pictures, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._photos: list[Photo] = []
        pictures.ready.connect(self._on_picture)

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """Photos."""
        return 0 if parent.isValid() else len(self._photos)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The photo, its thumbnail, and in words who is in it."""
        if not index.isValid():
            return None
        photo = self._photos[index.row()]
        if role == roles.PHOTO:
            return photo
        if role == roles.PICTURE:
            return self._pictures.get(photo.id)
        if role == roles.PICTURE_MISSING:
            return self._pictures.missing(photo.id)
        if role == Qt.ItemDataRole.DisplayRole:
            return ", ".join(photo.names)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            names = ", ".join(photo.names) or self.tr("nobody known")
            return f"{photo.file_name}: {names}"
        return None

    def add(self, photos: Sequence[Photo]) -> None:
        """These came, in this order."""
        self.beginInsertRows(ROOT, 0, len(photos) - 1)
        self._photos = [*reversed(photos), *self._photos]
        self.endInsertRows()
        if len(self._photos) > KEPT:
            self.beginRemoveRows(ROOT, KEPT, len(self._photos) - 1)
            del self._photos[KEPT:]
            self.endRemoveRows()

    def clear(self) -> None:
        """Show none."""
        self.beginResetModel()
        self._photos = []
        self.endResetModel()

    @Slot(str)
    def _on_picture(self, key: str) -> None:
        for row, photo in enumerate(self._photos):
            if photo.id == key:
                index = self.index(row)
                self.dataChanged.emit(index, index, [roles.PICTURE])
