"""What is said when a job ends: quietly in the window, and to a user who is elsewhere by the system.

Nothing here takes the keyboard.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QSystemTrayIcon, QVBoxLayout, QWidget

from desktop.jobs import JobState
from desktop.models.activity import Activity, Entry
from desktop.theme import app_icon
from desktop.views.parts import label

SHOWN_MS = 6000
MARGIN = 18
# Whoever waits longer than this does something else meanwhile.
LONG_S = 10.0
TOLD = frozenset({JobState.DONE, JobState.FAILED, JobState.CRASHED})


class Toast(QFrame):
    """A few words in a lower corner of a page, for some seconds; a click takes them away.

    In the right one, but where that would cover the button that was just pressed, by mouse or by keys.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.setObjectName("toast")
        self.words = label("", "sentence")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addWidget(self.words)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        page.installEventFilter(self)
        self.hide()

    def say(self, words: str) -> None:
        """Show some words."""
        self.words.setText(words)
        self.setAccessibleName(words)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def _place(self) -> None:
        room = self._page.size() - self.size()
        right = QPoint(room.width() - MARGIN, room.height() - MARGIN)
        covers = any(QRect(right, self.size()).intersects(one) for one in self._just_used())
        self.move(QPoint(MARGIN, right.y()) if covers else right)

    def _just_used(self) -> list[QRect]:
        """Where the pointer is, and the button that has the focus."""
        pointer = self._page.mapFromGlobal(QCursor.pos())
        focused = self._page.window().focusWidget()
        if not isinstance(focused, QAbstractButton):
            return [QRect(pointer, pointer)]
        corner = self._page.mapFromGlobal(focused.mapToGlobal(QPoint()))
        return [QRect(pointer, pointer), QRect(corner, focused.size())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stay in the corner."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, _event: QEvent) -> None:  # noqa: N802
        """It was read."""
        self.hide()


class Notices(QObject):
    """Tells how jobs ended."""

    def __init__(self, activity: Activity, page: QWidget, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._tray: QSystemTrayIcon | None = None
        self.toast = Toast(page)
        activity.finished.connect(self._on_finished)
        window.installEventFilter(self)

    @Slot(object)
    def _on_finished(self, entry: Entry) -> None:
        if entry.state not in TOLD:
            return
        mark = "⚠" if entry.failures else "✓"
        words = self.tr("{title}: {words}").format(title=entry.title, words=entry.words())
        if entry.failures:
            failed = self.tr("Files that failed: {n}").format(n=len(entry.failures))
            words = f"{words} · {failed}"
        # What could not be done at all is said by the banner.
        if entry.state is JobState.DONE:
            self.toast.say(f"{mark}  {words}")
        if entry.seconds >= LONG_S and not self._window.isActiveWindow():
            self._tell_elsewhere(words)

    def _tell_elsewhere(self, words: str) -> None:
        """By the system's own messages where there are such, else the window's icon asks for a look."""
        QApplication.alert(self._window)
        if QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            self._icon().showMessage(self._window.windowTitle(), words, app_icon())

    def _icon(self) -> QSystemTrayIcon:
        if self._tray is None:
            self._tray = QSystemTrayIcon(app_icon(), self)
            self._tray.messageClicked.connect(self._window.activateWindow)
        self._tray.show()
        return self._tray

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The user is back: no icon of ours stays among the system's."""
        if event.type() == QEvent.Type.WindowActivate and self._tray is not None:
            self._tray.hide()
        return super().eventFilter(watched, event)
