"""What is said when a job ends: quietly in the window, and to a user who is elsewhere by the system.

Nothing here takes the keyboard.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QSystemTrayIcon,
    QWidget,
)

from desktop.jobs import JobState
from desktop.models.activity import Activity, Entry
from desktop.theme import app_icon
from desktop.views.parts import CutLabel, button

SHOWN_MS = 8000
# Whoever waits longer than this does something else meanwhile.
LONG_S = 10.0
TOLD = frozenset({JobState.DONE, JobState.FAILED, JobState.CRASHED})


class Notice(QFrame):
    """A few words and what may be done next; a click takes them away."""

    left = Signal()
    """It was read, or what it offers is being done."""

    def __init__(self) -> None:
        super().__init__()
        self._entry: Entry | None = None
        self.setObjectName("notice")
        self.words = CutLabel("noticeWords")
        self.offer_button = button("", self._take_up, "link")
        self.offer_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.words)
        layout.addWidget(self.offer_button)
        layout.addStretch(1)

    def say(self, words: str, entry: Entry | None) -> None:
        """Say this, and offer what the entry does."""
        offer = entry.offer if entry is not None else None
        self._entry = entry
        self.words.setText(words)
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.offer_button.setVisible(offer is not None)
        self.offer_button.setText(offer.words if offer is not None else "")

    @Slot()
    def _take_up(self) -> None:
        if self._entry is not None:
            self._entry.take_up()
        self.left.emit()

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """It was read."""
        self.left.emit()


class NoticeLine(QStackedWidget):
    """What stands in a line of the window; for some seconds a notice in its place, which covers nothing."""

    def __init__(self, standing: QWidget) -> None:
        super().__init__()
        self._standing = standing
        self.notice = Notice()
        self.notice.left.connect(self.rest)
        self.addWidget(standing)
        self.addWidget(self.notice)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.rest)

    def say(self, words: str, entry: Entry | None = None) -> None:
        """Say this for some seconds, and offer what the entry of a job does."""
        self.notice.say(words, entry)
        self.setCurrentWidget(self.notice)
        self._timer.start()

    @Slot()
    def rest(self) -> None:
        """What stands there again."""
        self._timer.stop()
        self.setCurrentWidget(self._standing)


class Notices(QObject):
    """Tells how jobs ended."""

    def __init__(self, activity: Activity, line: NoticeLine, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._line = line
        self._tray: QSystemTrayIcon | None = None
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
            self._line.say(f"{mark}  {words}", entry)
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
