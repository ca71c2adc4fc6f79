"""The galleries of the library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QObject, Qt, Signal

from core.types import Gallery
from desktop.models import roles
from desktop.models.roles import ROOT, Index

FILES = "text/uri-list"


class GalleriesModel(QAbstractListModel):
    """Galleries by name; files and folders can be dropped on one."""

    dropped = Signal(object, object)
    """The paths, and the `Gallery` that they were dropped on; None beside them all."""

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

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Something can be dropped on each of them, and beside them."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDropEnabled

    def mimeTypes(self) -> list[str]:  # noqa: N802
        """Files and folders of the system."""
        return [FILES]

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802
        """They stay where they are."""
        return Qt.DropAction.CopyAction

    def canDropMimeData(  # noqa: N802
        self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, _parent: Index
    ) -> bool:
        """What is on this machine."""
        return bool(paths_of(data))

    def dropMimeData(  # noqa: N802
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        """Tell who waits for it; between two galleries is beside them all."""
        self.dropped.emit(paths_of(data), parent.data(roles.GALLERY) if row < 0 else None)
        return True

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


def paths_of(data: QMimeData) -> Sequence[Path]:
    """The files and folders of this machine that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
