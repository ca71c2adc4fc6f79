"""The menu of what is done with a gallery less often."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from core.types import Gallery
from desktop.views.gallery_tasks import GalleryTasks


class GalleryMenu(QMenu):
    """Acts on the gallery in view; a picture of one's own can be looked at without one."""

    matches_wanted = Signal()
    failures_wanted = Signal()
    hot_folder_wanted = Signal()

    def __init__(self, tasks: GalleryTasks, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._gallery: Gallery | None = None
        self._of_gallery: list[QAction] = []
        self.people = self._act(self.tr("People in this gallery…"), tasks.show_people)
        self.roster = self._act(self.tr("Who plays here…"), tasks.ask_roster)
        self.matches = self._act(self.tr("Matches and cameras…"), lambda _: self.matches_wanted.emit())
        self.addSeparator()
        self.hot_folder = self._act(self.tr("Watch a hot folder…"), lambda _: self.hot_folder_wanted.emit())
        self.addSeparator()
        self.names = self._act(self.tr("Write names into files…"), tasks.ask_names)
        self.take_back = self.addAction(self.tr("Take back what was written…"), tasks.ask_take_back)
        self.read_names = self._act(self.tr("Take names from files"), tasks.read_names)
        self.deliver = self._act(self.tr("Deliver photos…"), tasks.ask_delivery)
        self.addSeparator()
        self.go_on = self._act(self.tr("Go on with the import"), tasks.go_on)
        self.failures = self._act("", lambda _: self.failures_wanted.emit())
        self.look_again = self._act(self.tr("Look again at unknown faces"), tasks.look_again)
        self.read_numbers = self._act(self.tr("Read numbers on shirts and bibs"), tasks.read_numbers)
        self.addSeparator()
        self.steps = self.addAction(self.tr("Next steps"))
        self.steps.setCheckable(True)
        self.picture = self.addAction(self.tr("Look at a photo…"), tasks.ask_picture)
        self.addSeparator()
        # Both are of every gallery, which their words say.
        self.tags = self.addAction(self.tr("Every face of all galleries as CSV…"), tasks.ask_tags_file)
        self.clusters = self.addAction(self.tr("Groups of all galleries as CSV…"), tasks.ask_clusters_file)
        self.show_gallery(None)

    def show_gallery(self, gallery: Gallery | None) -> None:
        """Act on this gallery from now on."""
        self._gallery = gallery
        for action in self._of_gallery:
            action.setEnabled(gallery is not None)
        self.go_on.setVisible(gallery is not None and self._tasks.can_go_on(gallery))
        failures = gallery.failures if gallery else 0
        self.failures.setText(self.tr("Files that failed ({n})").format(n=failures))
        self.failures.setEnabled(failures > 0)

    def show_hot_folder(self, watching: bool) -> None:
        """Offer to watch a folder, or to do so no longer."""
        words = self.tr("Stop watching the hot folder") if watching else self.tr("Watch a hot folder…")
        self.hot_folder.setText(words)

    def _act(self, words: str, act: Callable[[Gallery], object]) -> QAction:
        @Slot()
        def on_gallery() -> None:
            if self._gallery is not None:
                act(self._gallery)

        made = self.addAction(words, on_gallery)
        self._of_gallery.append(made)
        return made
