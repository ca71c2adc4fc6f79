"""Python's cycle collector, on the UI thread only.

The collector runs on whichever thread happens to allocate. On a pool's thread it would destroy
widgets that are part of a cycle there, which Qt does not survive; so it is switched off, and a timer
of the event loop does its work.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS = 1000


class Collector(QObject):
    """Collects each generation when it is due, as the interpreter would, but on the UI thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
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

    def stop(self) -> None:
        """Hand back to the interpreter."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_on:
            gc.enable()

    @Slot()
    def _collect(self) -> None:
        counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, limit) in enumerate(counts) if count > limit]
        if due:
            gc.collect(due[-1])
