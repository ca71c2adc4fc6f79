"""Where the window, its splitters and the activity area were when it was closed last."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from desktop.profile import Profile

WINDOW, PANEL, SHOWN = "window", "activity", QByteArray(b"shown")
# So much of a window has to be on a screen that it can be taken hold of.
HOLD = 80


def restore(window: QMainWindow, panel: QWidget, profile: Profile) -> None:
    """Put everything where it was; a window that no screen shows any more comes back to one."""
    geometry = profile.state(WINDOW)
    if geometry is not None:
        window.restoreGeometry(geometry)
        if not within_reach(window.geometry()):
            available = window.screen().availableGeometry()
            window.resize(window.size().boundedTo(available.size()))
            window.move(available.topLeft())
    restore_splitters(window, profile)
    panel.setVisible(profile.state(PANEL) == SHOWN)


def restore_splitters(within: QWidget, profile: Profile) -> None:
    """Put the splitters of a part of the window where they were."""
    for splitter in _splitters(within):
        state = profile.state(splitter.objectName())
        if state is not None:
            splitter.restoreState(state)


def remember(window: QMainWindow, panel: QWidget, profile: Profile) -> None:
    """Keep where everything is."""
    profile.remember_state(WINDOW, window.saveGeometry())
    for splitter in _splitters(window):
        profile.remember_state(splitter.objectName(), splitter.saveState())
    profile.remember_state(PANEL, QByteArray() if panel.isHidden() else SHOWN)


def within_reach(place: QRect) -> bool:
    """Whether a window at this place can be seen and taken hold of at its upper edge."""
    edge = QRect(place.left(), place.top(), place.width(), HOLD)
    seen = (screen.availableGeometry().intersected(edge) for screen in QGuiApplication.screens())
    return any(part.width() >= HOLD and part.height() >= HOLD // 2 for part in seen)


def _splitters(within: QWidget) -> list[QSplitter]:
    """Those that have a name to be remembered by."""
    return [one for one in within.findChildren(QSplitter) if one.objectName()]
