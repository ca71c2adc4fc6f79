from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType

import pytest
from PySide6.QtCore import QObject, QThread, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.errors import LibraryError
from core.jobs import JobContext, Progress
from desktop.jobs import Job, Jobs, JobState, Lane
from tests.desktop.conftest import endless


class Ear(QObject):
    """Hears what a job says, and on which thread."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.heard: list[tuple[str, object]] = []
        self.threads: set[QThread] = set()
        job.begun.connect(self._on_begun)
        job.progressed.connect(self._on_progressed)
        job.succeeded.connect(self._on_succeeded)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self._on_cancelled)
        job.crashed.connect(self._on_crashed)
        job.ended.connect(self._on_ended)

    def _hear(self, what: str, value: object = None) -> None:
        self.heard.append((what, value))
        self.threads.add(QThread.currentThread())

    def _on_begun(self) -> None:
        self._hear("begun")

    def _on_progressed(self, progress: object) -> None:
        self._hear("progressed", progress)

    def _on_succeeded(self, result: object) -> None:
        self._hear("succeeded", result)

    def _on_failed(self, error: object) -> None:
        self._hear("failed", error)

    def _on_cancelled(self) -> None:
        self._hear("cancelled")

    def _on_crashed(self, error: object) -> None:
        self._hear("crashed", error)

    def _on_ended(self, _: object) -> None:
        self._hear("ended")

    @property
    def words(self) -> list[str]:
        return [word for word, _ in self.heard]


def _run(qtbot: QtBot, job: Job) -> Ear:
    ear = Ear(job)
    with qtbot.waitSignal(job.ended, timeout=5000):
        job.start()
    return ear


def test_the_call_runs_off_the_ui_thread_and_its_result_is_heard_on_it(qtbot: QtBot, jobs: Jobs) -> None:
    def call(context: JobContext) -> str:
        context.progress("Counting", 1, 1)
        return threading.current_thread().name

    ear = _run(qtbot, jobs.make("Count", Lane.READ, call))
    assert ear.words == ["begun", "progressed", "succeeded", "ended"]
    assert ear.heard[1][1] == Progress("Counting", 1, 1, pytest.approx(0, abs=1))  # type: ignore[arg-type]
    assert ear.heard[2][1] != threading.main_thread().name
    assert ear.threads == {QThread.currentThread()}


def test_what_the_world_did_is_a_failure(qtbot: QtBot, jobs: Jobs) -> None:
    error = LibraryError("The disk is full.")

    def call(_: JobContext) -> None:
        raise error

    ear = _run(qtbot, jobs.make("Write", Lane.WRITE, call))
    assert ear.heard == [("begun", None), ("failed", error), ("ended", None)]


def test_a_bug_reaches_the_excepthook_on_the_ui_thread(
    qtbot: QtBot, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[BaseException, QThread]] = []

    def hook(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
        seen.append((error, QThread.currentThread()))

    def call(_: JobContext) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(sys, "excepthook", hook)
    ear = _run(qtbot, jobs.make("Divide", Lane.READ, call))
    qtbot.waitUntil(lambda: bool(seen))
    assert ear.words == ["begun", "crashed", "ended"]
    error, thread = seen[0]
    assert isinstance(error, ZeroDivisionError)
    assert thread is QThread.currentThread()


def test_a_running_job_stops_at_its_next_checkpoint(qtbot: QtBot, jobs: Jobs) -> None:
    job = jobs.make("Wait", Lane.ENGINE, endless)
    ear = Ear(job)
    with qtbot.waitSignal(job.begun):
        job.start()
    with qtbot.waitSignal(job.ended):
        job.cancel()
    assert ear.words[-2:] == ["cancelled", "ended"]


def test_a_waiting_job_is_cancelled_at_once_and_never_runs(qtbot: QtBot, jobs: Jobs) -> None:
    ran = threading.Event()
    first = jobs.make("Wait", Lane.ENGINE, endless)
    second = jobs.make("Run", Lane.ENGINE, lambda _: ran.set())
    ear = Ear(second)
    with qtbot.waitSignal(first.begun):
        first.start()
    second.start()
    second.cancel()
    assert ear.words == ["cancelled", "ended"]
    jobs.close()
    assert not ran.is_set()


def test_a_paused_job_waits_and_goes_on(qtbot: QtBot, jobs: Jobs) -> None:
    job = jobs.make("Wait", Lane.ENGINE, lambda context: context.checkpoint())
    job.context.pause()
    with qtbot.waitSignal(job.begun):
        job.start()
    qtbot.wait(50)
    assert job.state is JobState.RUNNING
    with qtbot.waitSignal(job.succeeded):
        job.context.resume()


def test_nobody_hears_of_a_dropped_job_but_that_it_ended(qtbot: QtBot, jobs: Jobs) -> None:
    job = jobs.make("Wait", Lane.READ, endless)
    ear = Ear(job)
    with qtbot.waitSignal(job.begun):
        job.start()
    with qtbot.waitSignal(job.ended):
        job.drop()
    assert ear.words[-1] == "ended"
    assert "cancelled" not in ear.words


def test_jobs_of_a_lane_of_one_run_in_the_order_asked_for(qtbot: QtBot, jobs: Jobs) -> None:
    order: list[int] = []
    made = [jobs.make("Write", Lane.WRITE, lambda _, n=n: order.append(n)) for n in range(20)]  # type: ignore[misc]
    with qtbot.waitSignal(made[-1].ended):
        for job in made:
            job.start()
    assert order == list(range(20))


def test_closing_finishes_writes_and_stops_the_rest(qtbot: QtBot, jobs: Jobs) -> None:
    written: list[int] = []

    def write(_: JobContext, n: int) -> None:
        time.sleep(0.01)
        written.append(n)

    running = jobs.make("Wait", Lane.ENGINE, endless)
    with qtbot.waitSignal(running.begun):
        running.start()
    for n in range(5):
        jobs.make("Write", Lane.WRITE, lambda context, n=n: write(context, n)).start()  # type: ignore[misc]
    jobs.close()
    assert written == [0, 1, 2, 3, 4]
    qtbot.waitUntil(lambda: not jobs.live)


class Slow(QWidget):
    """Takes long to paint, and notes that it has."""

    def __init__(self, seen: list[str]) -> None:
        super().__init__()
        self.seen = seen

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        time.sleep(0.1)
        self.seen.append("painted")


def test_a_job_begins_when_what_is_to_be_painted_is_painted(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[str] = []
    window = Slow(seen)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    qtbot.waitUntil(lambda: seen == ["painted"])
    job = jobs.make("Look", Lane.READ, lambda _: seen.append("called"))

    def answer() -> None:
        job.start()
        window.update()

    with qtbot.waitSignal(job.ended, timeout=5000):
        QTimer.singleShot(0, answer)
    assert seen == ["painted", "painted", "called"]


@pytest.mark.parametrize("end", [Jobs.settle, Jobs.close])
def test_a_write_of_the_last_moment_is_finished(
    qtbot: QtBot, jobs: Jobs, end: Callable[[Jobs], None]
) -> None:
    seen: list[str] = []
    job = jobs.make("Write", Lane.WRITE, lambda _: seen.append("written"))

    def answer_and_close() -> None:
        job.start()
        assert not seen
        end(jobs)
        seen.append("ended")

    with qtbot.waitSignal(job.ended, timeout=5000):
        QTimer.singleShot(0, answer_and_close)
    assert seen == ["written", "ended"]


def test_jobs_are_let_go_when_they_have_ended(qtbot: QtBot, jobs: Jobs) -> None:
    for _ in range(50):
        _run(qtbot, jobs.make("Nothing", Lane.READ, lambda _: None))
    qtbot.waitUntil(lambda: not jobs.findChildren(Job))


def test_a_job_whose_thread_lingers_is_let_go_without_another_one(
    qtbot: QtBot, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    through = threading.Event()
    run = Job._run

    def linger(job: Job) -> None:
        run(job)
        through.wait(5)

    monkeypatch.setattr(Job, "_run", linger)
    _run(qtbot, jobs.make("Nothing", Lane.READ, lambda _: None))
    qtbot.wait(50)
    kept = jobs.findChildren(Job)
    through.set()
    assert kept
    qtbot.waitUntil(lambda: not jobs.findChildren(Job))


def test_a_job_that_comes_after_the_end_is_let_go(qtbot: QtBot, jobs: Jobs) -> None:
    jobs.stop()
    _run(qtbot, jobs.make("Nothing", Lane.READ, lambda _: None))
    qtbot.waitUntil(lambda: not jobs.findChildren(Job))


def test_a_job_outlives_what_hears_of_it_and_waits(qtbot: QtBot, jobs: Jobs) -> None:
    job = jobs.make("Nothing", Lane.READ, lambda _: None)
    job.succeeded.connect(lambda _: qtbot.wait(50))
    assert _run(qtbot, job).words[-1] == "ended"
    qtbot.waitUntil(lambda: not jobs.findChildren(Job))
