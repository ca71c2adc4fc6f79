"""The library's faces that are most like one, with their crops."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt, Slot

from core.types import FaceId
from desktop.models import roles
from desktop.models.roles import ROOT, Index
from desktop.thumbnails import Pictures


class AlikeModel(QAbstractListModel):
    """Faces by likeness, the most alike first."""

    def __init__(self, pictures: Pictures, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._faces: Sequence[tuple[FaceId, float]] = ()
        pictures.ready.connect(self._on_picture)

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """Faces."""
        return 0 if parent.isValid() else len(self._faces)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The crop, the cosine, and the cosine in words."""
        if not index.isValid():
            return None
        face_id, cosine = self._faces[index.row()]
        if role == roles.PICTURE:
            return self._pictures.get(face_id)
        if role == roles.PICTURE_MISSING:
            return self._pictures.missing(face_id)
        if role == roles.COSINE:
            return cosine
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.tr("Similarity {cosine}").format(cosine=f"{cosine:.2f}")
        return None

    def set_faces(self, faces: Sequence[tuple[FaceId, float]]) -> None:
        """Show other faces."""
        self.beginResetModel()
        self._faces = faces
        self.endResetModel()

    @Slot(str)
    def _on_picture(self, key: str) -> None:
        for row, (face_id, _) in enumerate(self._faces):
            if face_id == key:
                self.dataChanged.emit(self.index(row), self.index(row), [roles.PICTURE])
