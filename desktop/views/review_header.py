"""What stands above the review grid: what is asked, how fast it goes, how the faces are shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSlider, QVBoxLayout

from desktop.answers import Answers
from desktop.keys import Keymap
from desktop.models.open_questions import OpenQuestions
from desktop.pace import Pace
from desktop.verdicts import Answer
from desktop.views.face_delegates import CROP
from desktop.views.face_grid import LARGEST, SMALLEST, STEP
from desktop.views.parts import button, label
from desktop.views.tightness import TightnessBar


class ReviewHeader(QFrame):
    """Two lines: the question with undo and redo, and the figures with the sliders."""

    def __init__(self, answers: Answers, keys: Keymap, tightness: TightnessBar) -> None:
        super().__init__()
        self._answers = answers
        self._keys = keys
        self.pace = Pace(answers, self)
        self.setObjectName("header")
        self.title = label("", "title")
        self.scope_words = label("", "quiet")
        self.pace_words = label("", "quiet")
        self.photo_button = button(self.tr("Whole photo"), lambda: None)
        self.undo_button = button(self.tr("Undo"), answers.undo)
        self.redo_button = button(self.tr("Redo"), answers.redo)
        self.select_button = button("", lambda: None, "link")
        self.size_slider = QSlider(Qt.Orientation.Horizontal)
        self.size_slider.setRange(SMALLEST, LARGEST)
        self.size_slider.setSingleStep(STEP)
        self.size_slider.setPageStep(STEP)
        self.size_slider.setValue(CROP)
        self.size_slider.setFixedWidth(90)
        self.size_slider.setAccessibleName(self.tr("Size of the faces"))
        self.size_slider.setToolTip(self.tr("Size of the faces"))
        first, second = QHBoxLayout(), QHBoxLayout()
        for one in (self.title, self.scope_words):
            first.addWidget(one)
        first.addStretch(1)
        for made in (self.photo_button, self.undo_button, self.redo_button):
            first.addWidget(made)
        second.addWidget(self.pace_words)
        second.addStretch(1)
        second.addWidget(self.select_button)
        second.addSpacing(14)
        second.addWidget(tightness)
        second.addSpacing(14)
        second.addWidget(label(self.tr("Size"), "quiet"))
        second.addWidget(self.size_slider)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 6)
        layout.setSpacing(4)
        layout.addLayout(first)
        layout.addLayout(second)

    def say(self, title: str, scope: str, left: OpenQuestions, *, all_selected: bool) -> None:
        """Say what is asked, of how many faces, how much is left, and what could be taken back."""
        self.select_button.setText(self.tr("Select nothing") if all_selected else self.tr("Select all"))
        self.title.setText(title)
        self.scope_words.setText(scope)
        self.pace_words.setText(self.pace.words(left.faces, left.answers))
        photo = self.tr("Whole photo")
        self.photo_button.setText(f"{photo}   {self._keys.hint('review.photo')}".rstrip())
        self._say(self.undo_button, self.tr("Undo: {what}"), "undo", self._answers.next_undo)
        self._say(self.redo_button, self.tr("Redo: {what}"), "redo", self._answers.next_redo)

    def _say(self, made: QPushButton, words: str, key: str, answer: Answer | None) -> None:
        made.setEnabled(answer is not None)
        hint = self._keys.hint(f"review.{key}")
        made.setToolTip(f"{words.format(what=answer.title)}   {hint}" if answer else hint)
