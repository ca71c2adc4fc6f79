"""Putting the clock of a camera right by a photo of a known moment."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.clocks import clock_in_words
from core.types import Gallery, Photo
from desktop import edits
from desktop.models.conditions import camera_words
from desktop.views.moment_edit import MomentEdit
from desktop.views.parts import button, label
from desktop.views.time_dialog import whole


class ClockDialog(QDialog):
    """Asks when a photo was really taken."""

    wanted = Signal(object)
    """An `Edit`."""

    def __init__(self, gallery: Gallery, photo: Photo, parent: QWidget) -> None:
        """Ask of a photo whose file says a time."""
        super().__init__(parent)
        assert photo.taken_at is not None
        assert photo.corrected_at is not None
        self._gallery, self._photo = gallery, photo
        self._by_camera: datetime = whole(photo.taken_at)
        self.setWindowTitle(self.tr("The clock of {camera}").format(camera=camera_words(photo.camera)))
        words = self.tr(
            "When was {file} really taken? The camera's clock said {time}. All photos of this camera in "
            "{gallery} are put right with it; the files stay as they are."
        )
        told = f"{photo.taken_at:%Y-%m-%d %H:%M:%S}"
        self.words = label(words.format(file=photo.file_name, time=told, gallery=gallery.name), "sentence")
        self.words.setWordWrap(True)
        self.moment = MomentEdit(self.tr("When it was taken"), whole(photo.corrected_at))
        self.clock = label("", "quiet")
        self.set_button = button(self.tr("Set the clock"), self._accept, "primary")
        self.set_button.setDefault(True)
        row, buttons = QHBoxLayout(), QHBoxLayout()
        row.addWidget(self.moment)
        row.addWidget(self.clock, 1)
        buttons.addStretch(1)
        buttons.addWidget(button(self.tr("Cancel"), self.reject))
        buttons.addWidget(self.set_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.words)
        layout.addLayout(row)
        layout.addLayout(buttons)
        self.setMinimumWidth(460)
        self.moment.textChanged.connect(self._update)
        self.moment.setFocus()
        self._update()

    @Slot()
    def _update(self) -> None:
        moment = self.moment.moment
        self.set_button.setEnabled(moment is not None)
        if moment is None:
            self.clock.setText(self.moment.problem)
            return
        clock = clock_in_words(moment - self._by_camera)
        moved = self.tr("Times of this camera are moved by {clock}.")
        self.clock.setText(moved.format(clock=clock) if clock else self.tr("The clock is right."))

    @Slot()
    def _accept(self) -> None:
        self.accept()
        if self.moment.moment is not None:
            self.wanted.emit(edits.set_clock(self._gallery.id, self._photo, self.moment.moment))
