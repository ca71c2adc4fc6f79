"""What a gallery is called and holds, and what is done with all of it."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from core.types import OPEN_STATES, Gallery
from desktop.views.gallery_menu import GalleryMenu
from desktop.views.gallery_tasks import GalleryTasks
from desktop.views.parts import MARKS, WholeParts, button, label, menu_button, state_words
from desktop.views.photo_delegate import BADGES


class GalleryHeader(QFrame):
    """Title, counts, and the acts on the gallery."""

    recognise_wanted = Signal()
    export_wanted = Signal()
    find_wanted = Signal()
    review_wanted = Signal()

    def __init__(self, tasks: GalleryTasks) -> None:
        super().__init__()
        self.setObjectName("filters")
        self.title = label("", "title")
        # The counts give way before the buttons do.
        self.counts = WholeParts("quiet")
        self.recognise_button = button(self.tr("Recognise players"), self.recognise_wanted.emit)
        self.find_button = button(self.tr("Find unknown people"), self.find_wanted.emit)
        self.export_button = button(self.tr("Export names…"), self.export_wanted.emit)
        self.review_button = button("", self.review_wanted.emit, "primary")
        self.menu = GalleryMenu(tasks, self)
        self.menu_button = menu_button(self.tr("More"), self.menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 2)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.counts, 1)
        for one in (
            self.recognise_button,
            self.find_button,
            self.export_button,
            self.review_button,
            self.menu_button,
        ):
            layout.addWidget(one)

    def show_gallery(self, gallery: Gallery | None, trained: bool) -> None:
        """Show this gallery; where nothing is `trained`, that comes before players are recognised."""
        self.menu.show_gallery(gallery)
        counts = _counts(gallery) if gallery else []
        self.title.setText(gallery.name if gallery else "")
        self.counts.show_parts([short for short, _ in counts])
        self.counts.setToolTip("\n".join(words for _, words in counts))
        for one in (self.recognise_button, self.find_button, self.export_button):
            one.setEnabled(gallery is not None)
        hint = self.tr("Learns from the faces that have a name, then looks for their players in the others.")
        self.recognise_button.setToolTip("" if trained else hint)
        waiting = sum(gallery.by_state.get(state, 0) for state in OPEN_STATES) if gallery else 0
        self.review_button.setText(self.tr("Faces to review: {n}").format(n=QLocale().toString(waiting)))
        self.review_button.setVisible(waiting > 0)


def _counts(gallery: Gallery) -> list[tuple[str, str]]:
    """The faces of each state, short and in words."""
    return [
        (f"{MARKS[state]} {count}", f"{count} {state_words(state)}")
        for state in BADGES
        if (count := gallery.by_state.get(state, 0))
    ]
