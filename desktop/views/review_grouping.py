"""Groups arranged by hand: what a split, a drop and a merge would be, prepared as answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from core.types import Face, FaceId, Question, Regrouping
from desktop import verdicts
from desktop.document import Document
from desktop.thumbnails import Pictures
from desktop.verdicts import Chosen
from desktop.views.group_merge import GroupMergeDialog


class Grouping(QObject):
    """Knows the question that is shown; what is to be done with its faces is given by the review view."""

    prepared = Signal(object)
    """An `Answer`."""

    def __init__(self, document: Document, crops: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._crops = crops
        self._over = parent
        self.shown: Question | None = None

    @property
    def is_group(self) -> bool:
        """Whether faces can be taken out of what is shown."""
        return self.shown is not None and self.shown.cluster_id is not None

    def takes(self, target: Question) -> bool:
        """Whether faces of the question that is shown can be dropped on another one."""
        if self.shown is None or target.key == self.shown.key:
            return False
        return target.player_id is not None or (self.is_group and target.cluster_id is not None)

    def split(self, faces: Sequence[Face]) -> None:
        """These faces of the group are a group of their own; all of it is one already."""
        shown = self.shown
        if shown is None or shown.cluster_id is None or not 0 < len(faces) < len(shown.faces):
            return
        self.prepared.emit(verdicts.split(shown.cluster_id, [faces]))

    def drop(self, target: Question, faces: Sequence[Face]) -> None:
        """The faces belong to another group, or show the player who is asked about there."""
        shown = self.shown
        if shown is None or not faces or not self.takes(target):
            return
        if target.player_id is not None:
            chosen = Chosen(target.player, target.player_id)
            self.prepared.emit(verdicts.confirm(verdicts.once_a_photo(faces), chosen))
        elif shown.cluster_id is not None and target.cluster_id is not None:
            self.prepared.emit(verdicts.move(shown.cluster_id, target.cluster_id, faces))

    def faces(self, ids: Sequence[FaceId]) -> list[Face]:
        """Those of the question that is shown."""
        wanted = set(ids)
        return [face for face in self.shown.faces if face.id in wanted] if self.shown is not None else []

    def regroup(self, found: Regrouping) -> None:
        """Make the group what a preview has shown."""
        shown = self.shown
        if shown is None or shown.cluster_id is None:
            return
        if len(found.parts) > 1:
            self.prepared.emit(verdicts.split(shown.cluster_id, found.parts[1:]))
        elif found.joined:
            joined = {cluster.id: cluster.faces for cluster in found.joined}
            self.prepared.emit(verdicts.merge_groups(shown.cluster_id, joined))

    def ask_merge(self, questions: Sequence[Question]) -> None:
        """Ask with whom the group is merged, where there is anybody else."""
        targets = [one for one in questions if self.takes(one)]
        if self.shown is None or not self.is_group or not targets:
            return
        dialog = GroupMergeDialog(self._document, self._crops, self.shown, targets, self._over)
        dialog.wanted.connect(self._on_merge)
        dialog.finished.connect(self._over.setFocus)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object)
    def _on_merge(self, target: Question) -> None:
        shown = self.shown
        if shown is None or shown.cluster_id is None:
            return
        if target.cluster_id is not None:
            answer = verdicts.merge_groups(shown.cluster_id, {target.cluster_id: target.faces})
        else:
            chosen = Chosen(target.player, target.player_id)
            answer = verdicts.confirm(verdicts.once_a_photo(shown.faces), chosen, shown.cluster_id)
        self.prepared.emit(answer)
