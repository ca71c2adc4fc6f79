"""The confirmed faces of a player, with what training makes of each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, Qt, Slot

from core.types import FaceId, LeftOutReason, Reference
from desktop.models import roles
from desktop.models.roles import ROOT, Index
from desktop.models.sessions import left_out_words
from desktop.thumbnails import Pictures

translate = QCoreApplication.translate

GOOD, FAIR = 0.5, 0.2


class ReferencesModel(QAbstractListModel):
    """References, the best first."""

    def __init__(self, pictures: Pictures, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._references: list[Reference] = []
        self._refused = False
        pictures.ready.connect(self._on_picture)

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """References."""
        return 0 if parent.isValid() else len(self._references)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The reference, its crop, and what is to be said of it."""
        if not index.isValid():
            return None
        reference = self._references[index.row()]
        if role == roles.REFERENCE:
            return reference
        if role == roles.PICTURE:
            return self._pictures.get(reference.face.id)
        if role == roles.PICTURE_MISSING:
            return self._pictures.missing(reference.face.id)
        if role == Qt.ItemDataRole.DisplayRole:
            return short_use(reference, self._refused)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.words(reference)
        return None

    def references(self) -> list[Reference]:
        """The references in order."""
        return list(self._references)

    def show_references(self, references: Sequence[Reference], refused: bool) -> None:
        """Show other references; `refused`: the player does not want to be recognised."""
        same = [one.face.id for one in references] == [one.face.id for one in self._references]
        if same and references:
            self._references, self._refused = list(references), refused
            self.dataChanged.emit(self.index(0), self.index(len(references) - 1))
            return
        self.beginResetModel()
        self._references, self._refused = list(references), refused
        self.endResetModel()

    def remove(self, gone: Collection[FaceId]) -> None:
        """Take references out, the rest staying where they are on screen."""
        for row in reversed(range(len(self._references))):
            if self._references[row].face.id in gone:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._references[row]
                self.endRemoveRows()

    def words(self, reference: Reference) -> str:
        """What a reference is like, where it is from, and what training makes of it."""
        size = self.tr("{height} pixels high").format(height=round(reference.face.size_px))
        whence = self.tr("reference photo") if reference.enrolled else self.tr("from a gallery")
        return f"{quality_words(reference.face.quality)}, {size}, {whence}. {self._use(reference)}"

    def _use(self, reference: Reference) -> str:
        if self._refused:
            return self.tr("Not used for training: they refused to be recognised.")
        if not reference.embedded:
            return self.tr("Not used for training: it has no descriptor of the model pack in use.")
        if reference.left_out is not None:
            why = left_out_words(reference.left_out)
            return self.tr("Left out of training: {why}.").format(why=why)
        if reference.outlier:
            return self.tr("Used for training, but it looks like somebody else: have a look.")
        return self.tr("Used for training.")

    @Slot(str)
    def _on_picture(self, key: str) -> None:
        for row, reference in enumerate(self._references):
            if reference.face.id == key:
                self.dataChanged.emit(self.index(row), self.index(row), [roles.PICTURE])


def quality_words(quality: float) -> str:
    """A quality by number and word."""
    of_hundred = round(quality * 100)
    if quality >= GOOD:
        return translate("references", "Quality {n}, good").format(n=of_hundred)
    if quality >= FAIR:
        return translate("references", "Quality {n}, fair").format(n=of_hundred)
    return translate("references", "Quality {n}, poor").format(n=of_hundred)


def short_use(reference: Reference, refused: bool) -> str:
    """What training makes of a reference, in a word with a mark."""
    if refused or not reference.embedded:
        return translate("references", "–  not used")
    if reference.left_out is not None:
        return {
            LeftOutReason.DUPLICATE: translate("references", "–  duplicate"),
            LeftOutReason.LOW_QUALITY: translate("references", "–  too blurred"),
            LeftOutReason.OUTLIER: translate("references", "!  looks wrong"),
        }[reference.left_out]
    if reference.outlier:
        return translate("references", "!  look at it")
    return translate("references", "✓  used")
