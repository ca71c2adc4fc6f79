"""What a gallery is called, and what is done with all of it."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from core.types import Gallery
from desktop.readings import waiting
from desktop.views.gallery_menu import GalleryMenu
from desktop.views.gallery_tasks import GalleryTasks
from desktop.views.parts import CutLabel, button, dress, menu_button


class GalleryHeader(QFrame):
    """Title, and the acts on the gallery."""

    recognise_wanted = Signal()
    export_wanted = Signal()
    find_wanted = Signal()
    review_wanted = Signal()

    def __init__(self, tasks: GalleryTasks) -> None:
        super().__init__()
        self.setObjectName("filters")
        self.title = CutLabel("title")
        self.recognise_button = button(self.tr("Recognise players"), self.recognise_wanted.emit)
        self.find_button = button(self.tr("Find unknown people"), self.find_wanted.emit)
        self.export_button = button(self.tr("Export names…"), self.export_wanted.emit)
        self.review_button = button("", self.review_wanted.emit, "primary")
        self.menu = GalleryMenu(tasks, self)
        self.menu_button = menu_button(self.tr("More"), self.menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 2)
        layout.setSpacing(8)
        layout.addWidget(self.title, 1)
        for one in (
            self.recognise_button,
            self.find_button,
            self.export_button,
            self.review_button,
            self.menu_button,
        ):
            layout.addWidget(one)

    def say_next(self, elsewhere: bool) -> None:
        """Whether something else than the review comes next: there is one button that catches the eye."""
        dress(self.review_button, "" if elsewhere else "primary")

    def show_gallery(self, gallery: Gallery | None, trained: bool) -> None:
        """Show this gallery; where nothing is `trained`, that comes before players are recognised."""
        self.menu.show_gallery(gallery)
        self.title.say(gallery.name if gallery else "")
        for one in (self.recognise_button, self.find_button, self.export_button):
            one.setEnabled(gallery is not None)
        hint = self.tr("Learns from the faces that have a name, then looks for their players in the others.")
        self.recognise_button.setToolTip("" if trained else hint)
        count = waiting(gallery) if gallery else 0
        self.review_button.setText(self.tr("Faces to review: {n}").format(n=QLocale().toString(count)))
        self.review_button.setVisible(count > 0)
