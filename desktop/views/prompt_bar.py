"""A question of the window below what is shown: what would happen, yes or no."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.views.parts import answer_button, label


class PromptBar(QFrame):
    """Asks before something is done that may not be meant."""

    ended = Signal()
    """It was answered, either way."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("actions")
        self._asking = False
        self._act: Callable[[], None] | None = None
        self.words = label("", "sentence")
        self.words.setWordWrap(True)
        self.accept_button = answer_button("", self.accept, "primary")
        self.cancel_button = answer_button("", self.cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(8)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.accept_button)
        layout.addWidget(self.cancel_button)

    @property
    def asking(self) -> bool:
        """Whether an answer is waited for."""
        return self._asking

    def ask(self, words: str, accept: str, cancel: str, act: Callable[[], None] | None) -> None:
        """Ask, and `act` where the answer is yes; without an act there is nothing to say yes to."""
        self.words.setText(words)
        self.accept_button.setText(accept)
        self.cancel_button.setText(cancel)
        self.accept_button.setVisible(act is not None)
        self._act, self._asking = act, True

    @Slot()
    def accept(self) -> None:
        """Do it."""
        act = self._act
        self.cancel()
        if act is not None:
            act()

    @Slot()
    def cancel(self) -> None:
        """Leave everything as it is."""
        if self._asking:
            self._act, self._asking = None, False
            self.ended.emit()
