"""The schedule of a gallery: what was played when and where, and the cameras that tell it by their clocks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.types import Gallery, PhotoId
from desktop.answers import Answers
from desktop.document import Document
from desktop.edits import Edit
from desktop.profile import Profile
from desktop.views.cameras import CamerasBox
from desktop.views.matches import MatchesBox
from desktop.views.parts import button


class ScheduleDialog(QDialog):
    """Matches above, cameras below; what is done here can be taken back here."""

    def __init__(
        self,
        document: Document,
        profile: Profile,
        answers: Answers,
        gallery: Gallery,
        photos: Sequence[PhotoId],
        parent: QWidget,
    ) -> None:
        """Show the schedule of a gallery; `photos` are those that a match can take its time from."""
        super().__init__(parent)
        self._answers = answers
        self.setWindowTitle(self.tr("Matches and cameras of {gallery}").format(gallery=gallery.name))
        self.resize(860, 690)
        self.matches = MatchesBox(document, profile, gallery, photos)
        self.cameras = CamerasBox(document, gallery)
        self.matches.wanted.connect(self._give)
        self.cameras.wanted.connect(self._give)
        self.matches.courts_known.connect(self.cameras.offer_courts)
        self.undo_button = button(self.tr("Undo"), self._undo)
        self.undo_button.hide()
        acts = QHBoxLayout()
        acts.addWidget(self.undo_button)
        acts.addStretch(1)
        acts.addWidget(button(self.tr("Close"), self.reject))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.matches, 3)
        layout.addSpacing(10)
        layout.addWidget(self.cameras, 1)
        layout.addLayout(acts)
        answers.given.connect(self._update)
        answers.taken_back.connect(self._update)

    @Slot(object)
    def _give(self, edit: Edit) -> None:
        self._answers.give(edit)
        self.undo_button.show()

    @Slot()
    def _undo(self) -> None:
        self._answers.undo()

    @Slot()
    def _update(self) -> None:
        undo = self._answers.next_undo
        self.undo_button.setEnabled(undo is not None)
        self.undo_button.setToolTip(undo.title if undo else "")
