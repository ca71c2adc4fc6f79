"""Measures the window from inside its process (see `benchmarks.window_start`).

What it adds is a wrapper around what the grid's model answers, and a timer that looks every few
milliseconds.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QListView, QWidget

LOOK_MS, WAKE_MS = 4, 250
FRAME_S = 1 / 60
# What a frame leaves over is the pool's, a slice of it at a time.
SLICE_S = 0.001
KEYS = {
    "confirm": (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    "reject": (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
    "undo": (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier),
}
BETWEEN_ANSWERS_S = 0.4
SETTLE_S = 1.0
WITHIN_S = 300


@dataclass(frozen=True, slots=True)
class Work:
    """What is done after the start: photos to import, frames to scroll, answers to give meanwhile."""

    photos: Path
    frames: int
    answers: int


class Blanks(QObject):
    """How long cells stayed on screen without their picture, by what the model answered."""

    def __init__(self) -> None:
        super().__init__()
        self._since: dict[int, float] = {}
        self.longest: list[float] = []
        self.painted = 0
        self.pictures = 0

    def wrap(self, data: Callable[..., Any], picture: int) -> Callable[..., Any]:
        """`data` of an item model, with the answers for a picture noted."""

        def noted(model: Any, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
            answer = data(model, index, role)
            if role == picture:
                self._note(index.row(), answer is not None)
            return answer

        return noted

    def _note(self, row: int, there: bool) -> None:
        self.painted += 1
        if there:
            self.pictures += 1
            since = self._since.pop(row, None)
            if since is not None:
                self.longest.append(time.perf_counter() - since)
        else:
            self._since.setdefault(row, time.perf_counter())

    def leave(self, first: int, last: int) -> None:
        """Only these rows are still on screen; the others were blank as long as they were there."""
        gone = [row for row in self._since if not first <= row <= last]
        for row in gone:
            self.longest.append(time.perf_counter() - self._since.pop(row))

    @property
    def blank(self) -> int:
        """Cells that are on screen without a picture."""
        return len(self._since)

    def take(self) -> list[float]:
        """The times until now, forgotten here."""
        taken, self.longest = self.longest, []
        return taken


class Painted(QObject):
    """Notes whether a widget below another one was painted."""

    def __init__(self, within: QWidget) -> None:
        super().__init__()
        self._within = within
        self.seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Look at what is painted, and let it be painted."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.seen = self.seen or self._within.isAncestorOf(watched)
        return False


class Probe(QObject):
    """Waits for the window, then drives it as a user would and notes the times."""

    def __init__(self, app: QApplication, results: Path, started: float, work: Work | None) -> None:
        super().__init__()
        self._app, self._results, self._started, self._work = app, results, started, work
        self.blanks = Blanks()
        self._figures: dict[str, Any] = {}
        self._frames: list[tuple[float, float]] = []  # of steps, and below of what else was painted
        self._repaints: list[tuple[float, float]] = []
        self._heard: list[bool] = []  # for each answer, whether it was one taken back
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        # Does nothing, but ends a wait for events that do not come.
        self._waker = QTimer(self, interval=WAKE_MS)

    @Slot()
    def _look(self) -> None:
        """Whether the first photos are painted; then press a key and see it act."""
        found = [w for w in self._app.topLevelWidgets() if hasattr(w, "galleries") and w.isVisible()]
        if found and "window_s" not in self._figures:
            self._figures["window_s"] = time.time() - self._started
        if not found or not self.blanks.pictures or self.blanks.blank:
            return
        self._timer.stop()
        self._window: Any = found[0]
        self._grid: QListView = self._window.galleries.grid
        self._figures["painted_s"] = time.time() - self._started
        self._figures["usable_s"] = self._react()
        self._figures["usable_cpu_s"] = time.process_time()
        self._figures["start_rss_mb"] = _rss_mb()
        if self._work is not None:
            QTimer.singleShot(0, self, self._measure)
        else:
            self._finish()

    def _react(self) -> float:
        """The time at which a key has moved the focus, and that is painted."""
        before = self._grid.currentIndex().row()
        # Not by QTest, which would have to be imported for it.
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self._app.sendEvent(self._grid, QKeyEvent(kind, Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier))
        self._app.processEvents()
        if self._grid.currentIndex().row() == before:
            raise RuntimeError("the grid did not react to a key")
        return time.time() - self._started

    @Slot()
    def _measure(self) -> None:
        assert self._work is not None
        frames = self._work.frames
        self._waker.start()
        self._grid.scrollToTop()
        self._wait(3 * SETTLE_S)
        self._figures["scrolling"] = {
            "wheel": self._scrolled(self._wheel, frames),
            "page down": self._scrolled(self._page_down, frames // 4, every_s=1 / 30),
            "drag of the scroll bar through all": self._scrolled(self._drag, frames),
        }
        self._figures["scroll_rss_mb"] = _rss_mb()
        self._open_review()
        self._figures["review_rss_mb"] = _rss_mb()
        job = self._import(self._work.photos)
        self._figures["answers"] = self._answered(self._work.answers)
        self._window.places[0].click()
        self._figures["scrolling"] |= {
            "wheel, during an import": self._scrolled(self._wheel, frames),
            "drag, during an import": self._scrolled(self._drag, frames),
        }
        if not job.live:
            raise RuntimeError("the import was over before the rest: give it more photos")
        self._figures["photos_imported"] = job.progress.done
        job.cancel()
        self._wait_for(lambda: not self._window.document.busy)
        self._figures["rss_mb"] = _rss_mb()
        self._finish()

    def _finish(self) -> None:
        self._results.write_text(json.dumps(self._figures))
        self._window.close()
        self._app.quit()

    def _scrolled(self, step: Callable[[int, int], None], frames: int, every_s: float = FRAME_S) -> Any:
        """Do a step each frame: how long frames took, and how long cells were blank.

        A frame is a turn of the event loop with a step in which the grid was painted; a repaint is one
        without a step, when pictures have come. Of each there is the time that it took, and the time that
        the thread had the processor meanwhile, which a busy machine leaves alone. A cell is blank until it
        has its picture or is scrolled away; `empty` is the share of the cells painted without theirs.
        """
        self._grid.scrollToTop()
        self._wait(SETTLE_S)
        self.blanks.take()
        self._frames.clear()
        self._repaints.clear()
        painted, pictures = self.blanks.painted, self.blanks.pictures
        for number in range(frames):
            began = time.perf_counter()
            self._turn(lambda number=number: step(number, frames))  # type: ignore[misc]
            self._note_view()
            self._until(began + every_s)
        ended = time.perf_counter()
        while self.blanks.blank and time.perf_counter() < ended + SETTLE_S:
            self._wait_for_events()
        settled = time.perf_counter() - ended
        self._note_view()
        took, used = zip(*self._frames, strict=True)
        return {
            "frames": took,
            "frames_cpu": used,
            "repaints": [seconds for seconds, _ in self._repaints],
            "blank": self.blanks.take(),
            "empty": 1 - (self.blanks.pictures - pictures) / (self.blanks.painted - painted),
            "settled_s": settled,
        }

    def _turn(self, step: Callable[[], None] | None = None) -> None:
        """One turn of the event loop, with a step in it or without; noted where the grid is painted."""
        began, used, painted = time.perf_counter(), time.thread_time(), self.blanks.painted
        if step is not None:
            step()
        self._app.processEvents()
        if self.blanks.painted > painted:
            noted = self._repaints if step is None else self._frames
            noted.append((time.perf_counter() - began, time.thread_time() - used))

    def _wait_for_events(self) -> None:
        """Let the event loop do what comes next, as it does when nobody measures: asleep until then.

        Whoever looks again and again instead takes the interpreter from the threads that are waited for.
        """
        self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def _until(self, moment: float) -> None:
        """Let the event loop run until a moment."""
        self._turn()
        while (now := time.perf_counter()) < moment:
            time.sleep(min(SLICE_S, moment - now))
            self._turn()

    def _note_view(self) -> None:
        """Tell which rows are in view; the cells leave no gaps between them."""
        view, model = self._grid.viewport(), self._grid.model()
        columns = max(view.width() // self._grid.gridSize().width(), 1)
        first = self._grid.indexAt(QPoint(5, 5))
        last = self._grid.indexAt(QPoint(5, view.height() - 5))
        end = last.row() + columns if last.isValid() else model.rowCount()
        self.blanks.leave(first.row(), end - 1)

    def _wheel(self, _number: int, _frames: int) -> None:
        at = QPointF(200, 200)
        where = QPointF(self._grid.viewport().mapToGlobal(at.toPoint()))
        event = QWheelEvent(
            at,
            where,
            QPoint(0, 0),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        self._app.sendEvent(self._grid.viewport(), event)

    def _page_down(self, _number: int, _frames: int) -> None:
        from PySide6.QtTest import QTest

        QTest.keyClick(self._grid, Qt.Key.Key_PageDown)

    def _drag(self, number: int, frames: int) -> None:
        bar = self._grid.verticalScrollBar()
        bar.setValue(bar.maximum() * (number + 1) // frames)

    def _open_review(self) -> None:
        """Go to the questions, and wait for them."""
        window = self._window
        # Keys go to the window that is active, and where there is no window manager none is.
        window.activateWindow()
        self._wait_for(window.isActiveWindow)
        window.places[1].click()
        self._wait_for(lambda: window.review.open.model.rowCount() > 0)
        self._wait(SETTLE_S)

    def _import(self, photos: Path) -> Any:
        """The job of an import into the gallery that is shown, under way."""
        begun: list[Any] = []
        self._window.document.began.connect(lambda _, job: begun.append(job))
        galleries = self._window.galleries
        galleries.tasks.import_photos([photos], galleries.gallery.name, False)
        job = begun[0]
        self._wait_for(lambda: job.progress is not None and job.progress.done > 1)
        return job

    def _answered(self, count: int) -> Any:
        """From a key's moment to the end of the repainting."""
        from desktop.answers import Answers

        window = self._window
        painted = Painted(window.review)
        self._app.installEventFilter(painted)
        answers = window.document.parent().findChild(Answers)
        answers.given.connect(lambda _: self._heard.append(False))
        answers.taken_back.connect(lambda _: self._heard.append(True))
        took: dict[str, list[float]] = {name: [] for name in KEYS}
        used: dict[str, list[float]] = {name: [] for name in KEYS}
        for number in range(count):
            name = list(KEYS)[number % len(KEYS)]
            if name != "undo":
                self._come_to_a_suggestion()
            seconds, of_processor = self._answer(name, painted)
            took[name].append(seconds)
            used[name].append(of_processor)
        self._app.removeEventFilter(painted)
        return {"seconds": took, "seconds_cpu": used}

    def _come_to_a_suggestion(self) -> None:
        """Ask about faces that have a name, so that Enter and Delete answer at once."""
        review = self._window.review
        rows = range(review.open.model.rowCount())
        row = next(row for row in rows if review.open.model.question(row).player_id is not None)
        review.list.setCurrentIndex(review.open.model.index(row))

    def _answer(self, name: str, painted: Painted) -> tuple[float, float]:
        """Seconds from the moment of a key to the end of the painting, and of the processor meanwhile."""
        from PySide6.QtTest import QTest

        review = self._window.review
        moment = time.perf_counter() + BETWEEN_ANSWERS_S
        self._until(moment)
        heard, painted.seen, used = len(self._heard), False, time.thread_time()
        QTest.keyClick(review.grid, *KEYS[name])
        while not painted.seen and time.perf_counter() < moment + WITHIN_S:
            self._wait_for_events()
        took, used = time.perf_counter() - moment, time.thread_time() - used
        if self._heard[heard:] != [name == "undo"]:
            raise RuntimeError(f"the key to {name} did not do it")
        return took, used

    def _wait(self, seconds: float) -> None:
        self._until(time.perf_counter() + seconds)

    def _wait_for(self, condition: Callable[[], bool]) -> None:
        end = time.perf_counter() + WITHIN_S
        while not condition():
            if time.perf_counter() > end:
                raise TimeoutError("the window did not get there")
            self._wait(0.05)


def _rss_mb() -> float:
    """The most memory that the process has held so far; not its parent's, which `getrusage` counts too."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def _give_up(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """End the process: the program itself would show what went wrong and stay."""
    traceback.print_exception(kind, error, trace)
    os._exit(1)


def watch(results: Path, started: float, work: Sequence[str]) -> Probe:
    """Put the probe into the program that is about to start, as long as it is kept."""
    sys.excepthook = _give_up
    wanted = Work(Path(work[0]), int(work[1]), int(work[2])) if work else None
    probe = Probe(QApplication(sys.argv[:1]), results, started, wanted)
    from desktop.models import photo_grid, roles

    photo_grid.PhotoGridModel.data = probe.blanks.wrap(photo_grid.PhotoGridModel.data, roles.PICTURE)  # type: ignore[method-assign]
    return probe
