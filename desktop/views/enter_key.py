"""Enter presses the button that has the focus, wherever it is in the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow, QPushButton, QToolButton, QWidget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterKey(QObject):
    """Takes Enter from what it does in the page while a button has the focus.

    Qt presses by it only what may be the default button of a dialog, and a window has none.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._meant: QPushButton | QToolButton | None = None
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A key that the button has not taken comes to the window: first it is asked for, then pressed."""
        if not isinstance(event, QKeyEvent) or event.key() not in ENTER:
            return False
        focused = self._window.focusWidget()
        if event.type() == QEvent.Type.ShortcutOverride:
            self._meant = focused if isinstance(focused, QPushButton | QToolButton) else None
            if self._meant is not None:
                event.accept()
            return self._meant is not None
        meant, self._meant = self._meant, None
        # A field may have led to a button by this very key.
        if meant is None or meant is not focused or event.type() != QEvent.Type.KeyPress:
            return False
        if not event.isAutoRepeat():
            meant.click()
        return True


def leave_focus(page: QWidget) -> None:
    """Let a click on a button of a page leave the keyboard where it is: there Enter is an answer."""
    for made in page.findChildren(QPushButton):
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
