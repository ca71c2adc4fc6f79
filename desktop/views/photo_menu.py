"""The menu of a photo: which boxes are seen, and what is done with a photo less often."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from core.types import Photo
from desktop.keys import Keymap
from desktop.views.photo_acts import copy_names, open_folder
from desktop.views.photo_canvas import Boxes


class PhotoMenu(QMenu):
    """Acts on the photo in view."""

    boxes_wanted = Signal(object)
    """The `Boxes` that are to be seen from now on."""
    look_wanted = Signal(object)
    """The path of the photo, to look for faces like those in it."""
    clock_wanted = Signal(object)
    """The `Photo` by which the clock of its camera is to be put right."""

    def __init__(self, keys: Keymap, parent: QWidget) -> None:
        super().__init__(parent)
        self._hint = keys.hint
        self._photo: Photo | None = None
        self._words = {
            Boxes.NAMES: self.tr("Boxes and names"),
            Boxes.HOVER: self.tr("Boxes, names under the pointer"),
            Boxes.NONE: self.tr("No boxes"),
        }
        self.boxes = {which: self._boxes_action(which) for which in Boxes}
        group = QActionGroup(self)
        for action in self.boxes.values():
            group.addAction(action)
        self.addSeparator()
        self.keep_zoom = self.addAction("")
        self.keep_zoom.setCheckable(True)
        self.file = self.addAction("")
        self.file.setCheckable(True)
        self.addSeparator()
        self.names = self.addAction("", self.copy_names)
        self.folder = self.addAction(self.tr("Open the folder"), self.open_folder)
        self.similar = self.addAction(self.tr("Look for similar faces…"), self._look)
        self.clock = self.addAction("", self.set_clock)
        self.clock.setVisible(False)
        self.aboutToShow.connect(self._name_keys)
        self.show_boxes(Boxes.HOVER)
        self.show_photo(None)

    def _boxes_action(self, which: Boxes) -> QAction:
        made = self.addAction(self._words[which], lambda: self.boxes_wanted.emit(which))
        made.setCheckable(True)
        return made

    def show_boxes(self, which: Boxes) -> None:
        """These boxes are seen."""
        self.boxes[which].setChecked(True)

    def show_photo(self, photo: Photo | None) -> None:
        """Act on this photo from now on."""
        self._photo = photo
        for action in (self.folder, self.similar):
            action.setEnabled(photo is not None and photo.is_here)
        self.names.setEnabled(photo is not None and bool(photo.names))
        self.clock.setEnabled(photo is not None and photo.taken_at is not None)

    def offer_clock(self) -> None:
        """Offer to put the clock of the photo's camera right: it is known of which gallery the photo is."""
        self.clock.setVisible(True)

    @property
    def next_boxes(self) -> Boxes:
        """What the key for other boxes shows next."""
        order = list(Boxes)
        seen = next(at for at, which in enumerate(order) if self.boxes[which].isChecked())
        return order[(seen + 1) % len(order)]

    @Slot()
    def copy_names(self) -> None:
        """Put the names of those in the photo on the clipboard, from left to right."""
        if self._photo is not None and self._photo.names:
            copy_names([self._photo])

    @Slot()
    def open_folder(self) -> None:
        """Show the photo's folder in the system's file manager."""
        if self._photo is not None:
            open_folder([self._photo])

    @Slot()
    def set_clock(self) -> None:
        """Put the clock of the photo's camera right."""
        if self.clock.isVisible() and self.clock.isEnabled():
            self.clock_wanted.emit(self._photo)

    @Slot()
    def _look(self) -> None:
        if self._photo is not None:
            self.look_wanted.emit(self._photo.path)

    @Slot()
    def _name_keys(self) -> None:
        """Name the keys beside what they do; the one for boxes beside those that come next."""
        for which, action in self.boxes.items():
            hint = self._hint("viewer.boxes") if which is self.next_boxes else ""
            action.setText(f"{self._words[which]}\t{hint}")
        keep, names = self.tr("Keep the zoom from photo to photo"), self.tr("Copy the names")
        self.keep_zoom.setText(f"{keep}\t{self._hint('viewer.keep_zoom')}")
        self.names.setText(f"{names}\t{self._hint('viewer.copy_names')}")
        file = self.tr("What would be written into the file")
        self.file.setText(f"{file}\t{self._hint('viewer.file')}")
        clock = self.tr("Set the clock of its camera…")
        self.clock.setText(f"{clock}\t{self._hint('viewer.clock')}")
