"""What is known of a photo: when, with what, how large."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from core.clocks import clock_in_words
from core.types import Photo
from desktop.models.conditions import camera_words
from desktop.views.parts import label

STARS = 5


class PhotoFacts(QWidget):
    """A table of facts; each can be selected and copied."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 0, 14, 8)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self.time = self._fact(self.tr("Time"))
        self.camera = self._fact(self.tr("Camera"))
        self.pixels = self._fact(self.tr("Size"))
        self.rating = self._fact(self.tr("Rating"))
        self.file = self._fact(self.tr("File"))

    def _fact(self, title: str) -> QLabel:
        row = self._grid.rowCount()
        value = QLabel()
        value.setWordWrap(True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setAccessibleName(title)
        self._grid.addWidget(label(title, "quiet"), row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, row, 1)
        return value

    def show_photo(self, photo: Photo | None) -> None:
        """Show the facts of this photo; none while it is being read."""
        if photo is None:
            for value in (self.time, self.camera, self.pixels, self.rating, self.file):
                value.setText("")
            return
        taken = photo.corrected_at.strftime("%Y-%m-%d  %H:%M:%S") if photo.corrected_at else ""
        self.time.setText(taken or self.tr("not known"))
        clock = clock_in_words(photo.clock)
        words = self.tr("Times of this camera are moved by {clock}.")
        self.time.setToolTip(words.format(clock=clock) if clock else "")
        self.camera.setText(camera_words(photo.camera))
        words = self.tr("{width} × {height} pixels")
        self.pixels.setText(words.format(width=photo.width, height=photo.height))
        self.rating.setText(self._stars(photo.rating))
        self.file.setText(photo.file_name)
        self.file.setToolTip(photo.called)

    def _stars(self, rating: int) -> str:
        if rating < 0:
            return self.tr("✕  rejected")
        return "★" * rating + "☆" * (STARS - rating) if rating else self.tr("none")
