"""The photos of a burst as a strip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt, Slot

from core.types import PhotoId
from desktop.models import roles
from desktop.models.roles import ROOT, Index
from desktop.thumbnails import Pictures


class FilmModel(QAbstractListModel):
    """Photos by their ids, with their thumbnails."""

    def __init__(self, pictures: Pictures, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._ids: tuple[PhotoId, ...] = ()
        pictures.ready.connect(self._on_picture)

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """Photos."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The thumbnail, and which photo of the burst it is."""
        if not index.isValid():
            return None
        photo_id = self._ids[index.row()]
        if role == roles.PICTURE:
            return self._pictures.get(photo_id)
        if role == roles.PICTURE_MISSING:
            return self._pictures.missing(photo_id)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.tr("{n} of {count}").format(n=index.row() + 1, count=len(self._ids))
        return None

    def photo_ids(self) -> tuple[PhotoId, ...]:
        """The photos in order."""
        return self._ids

    def set_photos(self, ids: Sequence[PhotoId]) -> None:
        """Show other photos."""
        self.beginResetModel()
        self._ids = tuple(ids)
        self.endResetModel()

    @Slot(str)
    def _on_picture(self, key: str) -> None:
        if key in self._ids:
            index = self.index(self._ids.index(PhotoId(key)))
            self.dataChanged.emit(index, index, [roles.PICTURE])
