"""One condition of a filter: a button that offers what to choose, and says what is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton

from core.types import GalleryChoices, PhotoFilter
from desktop.models.conditions import Condition, Offer
from desktop.views.choice_popup import ChoicePopup
from desktop.views.parts import button

# As many letters of what is chosen are shown; all of them where the pointer rests.
LETTERS = 26


class ConditionButton(QFrame):
    """Shows the condition's name, and what is chosen with a way to drop it."""

    chosen = Signal(object)
    """The `PhotoFilter` with what is chosen now."""
    opened = Signal()
    """What is offered is looked at."""

    def __init__(self, condition: Condition) -> None:
        super().__init__()
        self.setObjectName("condition")
        self._condition = condition
        self._wanted = PhotoFilter()
        self._choices: GalleryChoices | None = None
        self.popup = ChoicePopup(condition.name, condition.several, self)
        self.button = button(condition.name, self.open, "condition")
        self.remove = QToolButton()
        self.remove.setText("✕")
        self.remove.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.remove.clicked.connect(self._drop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.button)
        layout.addWidget(self.remove)
        self.popup.picked.connect(self._on_picked)
        self._update()

    def add(self, shown: QPushButton) -> None:
        """A way to something else, below what is offered."""
        shown.clicked.connect(self.popup.hide)
        self.popup.add(shown)

    def show_filter(self, wanted: PhotoFilter, choices: GalleryChoices | None) -> None:
        """Show what a filter has chosen of this condition."""
        self._wanted, self._choices = wanted, choices
        self._update()

    @Slot()
    def open(self) -> None:
        """Offer what there is to choose."""
        self._offer()
        self.popup.open_below(self)
        self.opened.emit()

    def _update(self) -> None:
        condition = self._condition
        words = condition.said(self._wanted, self._choices)
        active = bool(condition.chosen(self._wanted))
        cut = words if len(words) <= LETTERS else f"{words[:LETTERS].rstrip()}…"
        self.button.setText(f"{condition.name}: {cut}" if active else f"{condition.name}  ▾")
        self.button.setToolTip(words)
        self.remove.setVisible(active)
        drop = self.tr("Drop the condition {name}: {words}")
        self.remove.setAccessibleName(drop.format(name=condition.name, words=words))
        self.remove.setToolTip(self.remove.accessibleName())
        if self.property("active") != active:
            self.setProperty("active", active)
            for one in (self, self.button, self.remove):
                one.style().unpolish(one)
                one.style().polish(one)
        self.setHidden(not active and self._choices is not None and len(self._offers()) < condition.least)
        if self.popup.isVisible():
            self._offer()

    def _offers(self) -> Sequence[Offer]:
        return self._condition.offers(self._choices) if self._choices else ()

    def _offer(self) -> None:
        self.popup.offer(self._offers(), self._condition.chosen(self._wanted))

    @Slot(object)
    def _on_picked(self, values: frozenset[object]) -> None:
        self.chosen.emit(self._condition.choose(self._wanted, values))

    @Slot()
    def _drop(self) -> None:
        self.button.setFocus()
        self._on_picked(frozenset())
