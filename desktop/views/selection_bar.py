"""The line below the grid: what there is, what is done with the selected photos, the size."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSlider

from core.types import BEST_RATING, REJECTED_PHOTO, UNRATED, Gallery
from desktop.answers import Answers
from desktop.edits import Edit, stars
from desktop.keys import Keymap
from desktop.language import capitalised
from desktop.verdicts import Answer
from desktop.views.gallery_grid import LARGEST, SMALLEST, USUAL
from desktop.views.parts import MARKS, WholeParts, button, label, menu_button, state_words
from desktop.views.photo_delegate import BADGES


class SelectionBar(QFrame):
    """Says how many are shown and selected; the acts are there while some are."""

    rated = Signal(int)
    names_wanted = Signal()
    nothing_wanted = Signal()
    """No photo is to be selected any more."""

    def __init__(self, answers: Answers, keys: Keymap) -> None:
        super().__init__()
        self.setObjectName("actions")
        self._keys = keys
        self.count = label("", "quiet")
        self.done = label("", "quiet")
        self.faces = WholeParts("quiet")
        self.rate_menu = QMenu(self)
        self.rate_button = menu_button(self.tr("Rate"), self.rate_menu)
        self.names_button = button(self.tr("Copy names"), self.names_wanted.emit)
        self.nothing_button = button(self.tr("Select nothing"), self.nothing_wanted.emit, "link")
        self.cell_size = QSlider(Qt.Orientation.Horizontal)
        self.cell_size.setRange(SMALLEST, LARGEST)
        self.cell_size.setValue(USUAL)
        self.cell_size.setFixedWidth(110)
        self.cell_size.setAccessibleName(self.tr("Size of the pictures"))
        self._lay_out()
        keys.changed.connect(self._fill_rate_menu)
        self._fill_rate_menu()
        answers.given.connect(self._on_given)
        answers.taken_back.connect(self._on_taken_back)
        self.show_counts(0, 0, 0)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 4, 14, 4)
        layout.setSpacing(8)
        layout.addWidget(self.count)
        for one in (self.rate_button, self.names_button, self.nothing_button):
            layout.addWidget(one)
        layout.addWidget(self.done)
        layout.addWidget(self.faces, 1)
        smaller, larger = QLabel("▫"), QLabel("◻")
        layout.addWidget(smaller)
        layout.addWidget(self.cell_size)
        layout.addWidget(larger)
        self.setFixedHeight(40)

    def show_counts(self, selected: int, shown: int, everything: int) -> None:
        """How many photos are selected, pass the filter, and are in the gallery."""
        number = self.locale().toString
        words = self.tr("Photos: {shown} of {all}") if shown != everything else self.tr("Photos: {all}")
        if selected:
            words = self.tr("Selected: {selected} of {shown}")
        self.count.setText(
            words.format(selected=number(selected), shown=number(shown), all=number(everything))
        )
        for one in (self.rate_button, self.names_button, self.nothing_button):
            one.setVisible(selected > 0)
        self.faces.setVisible(not selected)
        if selected:
            self.done.clear()

    def show_faces(self, gallery: Gallery) -> None:
        """How many faces of each state are in the gallery."""
        number = self.locale().toString
        words = [
            f"{MARKS[state]} {number(count)} {state_words(state)}"
            for state in BADGES
            if (count := gallery.by_state.get(state, 0))
        ]
        self.faces.show_parts(words)
        self.faces.setToolTip("\n".join([self.tr("Faces in this gallery:"), *words]))

    @Slot()
    def _fill_rate_menu(self) -> None:
        self.rate_menu.clear()
        fill_rate_menu(self.rate_menu, self._keys, self.rated.emit)

    @Slot(object)
    def _on_given(self, answer: Answer) -> None:
        if not isinstance(answer, Edit):
            self.done.clear()
            return
        undo = self._keys.hint("gallery.undo")
        words = self.tr("{act}.  Undo: {key}") if undo else "{act}."
        self.done.setText(words.format(act=capitalised(answer.title), key=undo))

    @Slot(object)
    def _on_taken_back(self, answer: Answer) -> None:
        self.done.setText(self.tr("Taken back: {act}").format(act=answer.title))


def fill_rate_menu(menu: QMenu, keys: Keymap, rate: Callable[[int], object]) -> None:
    """The ratings to choose from, the best one first."""
    for rating in (*range(BEST_RATING, UNRATED - 1, -1), REJECTED_PHOTO):
        name = "reject" if rating == REJECTED_PHOTO else f"rate_{rating}"
        menu.addAction(f"{stars(rating)}\t{keys.hint(f'gallery.{name}')}", partial(rate, rating))
