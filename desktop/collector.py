"""Python's cycle collector, on the UI thread only.

The collector runs on whichever thread happens to allocate. On a pool's thread it would destroy
widgets that are part of a cycle there, which Qt does not survive; so it is switched off, and a timer
of the event loop does its work.

To look through everything takes it half a second of 200,000 faces, in which the window would stand
still. So while somebody works it looks only at what is new; what has lasted, and what is left of much
that came at once (answers of the database), is set aside and looked through when the window has been
left for another one. Of very much nothing is looked at before.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication

EVERY_MS = 1000
# New objects, young collections and older ones before the next older generation is due; Python's own limits.
DUE = (700, 10, 10)
# So many new objects are looked through once, and not again with the next ones.
MANY = 10_000
# More takes longer to look through than a frame or an answer may: 94 ms after 200,000 faces were read.
VERY_MANY = 30_000


class Collector(QObject):
    """Collects the young generations when they are due, and the rest when nobody is at the window."""

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        self._app = app
        self._was_on = gc.isenabled()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._collect)

    def start(self) -> None:
        """Take over from the interpreter."""
        gc.disable()
        # What exists by now lives as long as the program: no need to look through it each time.
        gc.freeze()
        self._timer.start()
        self._app.applicationStateChanged.connect(self._on_state)

    def stop(self) -> None:
        """Hand back to the interpreter."""
        self._timer.stop()
        self._app.applicationStateChanged.disconnect(self._on_state)
        gc.unfreeze()
        if self._was_on:
            gc.enable()

    @Slot()
    def _collect(self) -> None:
        due = [count > limit for count, limit in zip(gc.get_count(), DUE, strict=True)]
        many = gc.get_count()[0] > MANY or due[2]
        if any(due) and gc.get_count()[0] <= VERY_MANY:
            gc.collect(1 if many or due[1] else 0)
        if many:
            gc.freeze()

    @Slot(Qt.ApplicationState)
    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is not Qt.ApplicationState.ApplicationActive:
            gc.unfreeze()
            gc.collect()
            gc.freeze()
