"""What somebody looks at is loaded before everything else, and what they have left is not loaded."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from core.changes import Changes
from core.errors import PhotoError
from core.jobs import JobContext
from core.library import Library
from core.types import FaceId, PhotoId
from desktop import operations, thumbnails
from desktop.document import Document, Operation, patiently, reading
from desktop.jobs import AWAITED_S, BEHIND, LULL_MS, NICENESS, Job, Jobs, JobState, Lane, Wishes
from desktop.models import roles
from desktop.models.photo_grid import PAGE, PAGES_WISHED, PhotoGridModel
from desktop.thumbnails import AT_ONCE, Pictures
from tests.conftest import CHECKOUT
from tests.desktop.conftest import Driver, endless


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    return QObject()


def test_what_was_wished_for_last_comes_first_and_what_was_overtaken_not_at_all() -> None:
    wishes: Wishes[int] = Wishes(3)
    for wish in (1, 2, 3, 1, 4):
        wishes.add(wish)
    assert wishes.take(2) == [4, 1]
    assert wishes.take(2) == [3]
    assert wishes.take(2) == []


def test_a_patient_job_begins_when_nothing_looked_at_is_being_loaded(qtbot: QtBot, jobs: Jobs) -> None:
    looked_at = jobs.make("", Lane.READ, endless)
    importing = jobs.make("", Lane.CLUSTERING, endless)
    patient = jobs.make("", Lane.ENGINE, lambda _: 7, patient=True)
    for job in (patient, looked_at, importing):
        job.start()
    qtbot.wait(3 * LULL_MS)
    assert patient.state is JobState.WAITING
    with qtbot.waitSignal(patient.succeeded):
        looked_at.cancel()
    assert importing.state is JobState.RUNNING


def test_a_patient_job_can_be_given_up_before_it_begins(qtbot: QtBot, jobs: Jobs) -> None:
    ran: list[None] = []
    patient = jobs.make("", Lane.READ, lambda _: ran.append(None), patient=True)
    patient.start()
    patient.cancel()
    assert patient.state is JobState.CANCELLED
    qtbot.waitUntil(lambda: not jobs.findChildren(Job))
    assert not ran


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is the thread's priority")
def test_long_work_gives_way_to_the_window_with_all_threads_it_starts(qtbot: QtBot, jobs: Jobs) -> None:
    def niceness(_: JobContext) -> list[int]:
        with ThreadPoolExecutor(1) as pool:
            started = pool.submit(threading.get_native_id).result()
            return [os.getpriority(os.PRIO_PROCESS, one) for one in (threading.get_native_id(), started)]

    found: dict[Lane, list[int]] = {}
    for lane in Lane:
        job = jobs.make("", lane, niceness)
        with qtbot.waitSignal(job.succeeded):
            job.start()
        found[lane] = job.result
    usual = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    assert found == {lane: [NICENESS if lane in BEHIND else usual] * 2 for lane in Lane}


@pytest.mark.parametrize("lane", [*Lane])
def test_long_work_knows_that_somebody_answers(qtbot: QtBot, jobs: Jobs, lane: Lane) -> None:
    behind = jobs.make("", Lane.ENGINE, lambda _: None)
    assert not behind.context.awaited()
    with qtbot.waitSignal((done := jobs.make("", lane, lambda _: None)).succeeded):
        done.start()
    assert behind.context.awaited() is (lane is Lane.WRITE), "the window reads by itself, too"
    qtbot.waitUntil(lambda: not behind.context.awaited(), timeout=round(4000 * AWAITED_S))


def test_long_work_knows_that_somebody_scrolls(sample: Driver) -> None:
    grid = sample.window.galleries.grid
    behind = sample.window.document.job(Operation("", Lane.ENGINE, lambda _, context: None))
    sample.window.resize(700, 500)
    sample.until(lambda: grid.verticalScrollBar().maximum() > 0 and not behind.context.awaited())
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    assert behind.context.awaited()
    behind.cancel()


def test_the_window_waits_for_a_patient_reading_like_for_any(document: Document, qtbot: QtBot) -> None:
    ran: list[None] = []
    document.run(patiently(reading("", lambda _: ran.append(None))))
    assert document.busy
    qtbot.waitUntil(lambda: not document.busy)
    assert ran == [None]


def test_a_dragged_scroll_bar_has_only_the_pages_read_that_it_stops_at(
    document: Document, owner: QObject, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    read: list[PhotoId] = []

    def read_photos(ids: Sequence[PhotoId]) -> Operation:
        return reading("", lambda _: read.extend(ids[:1]))

    monkeypatch.setattr(operations, "read_photos", read_photos)
    pictures = Pictures(document, lambda _, key: Path(key), 64, owner)
    model = PhotoGridModel(document, pictures, owner)
    model._set_ids([PhotoId(str(row)) for row in range(40 * PAGE)])
    for page in range(40):
        model.index(page * PAGE).data(roles.PHOTO)
    qtbot.waitUntil(lambda: not document.busy)
    assert len(read) <= PAGES_WISHED + 1
    assert PhotoId(str(39 * PAGE)) in read


TWO_AT_ONCE = """
import sys, threading
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QSize
app = QCoreApplication([])
from desktop.jobs import Jobs
from desktop.operations import _image
from desktop.thumbnails import load
import numpy
jobs = Jobs(app)
sys.setswitchinterval(1e-6)
both = threading.Barrier(2)
def work():
    both.wait()
    load(Path(sys.argv[1]), QSize(4, 4))
    _image(numpy.zeros((2, 2, 3), numpy.uint8))
threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""


def test_the_first_pictures_may_be_loaded_on_two_threads_at_once(tmp_path: Path) -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0)
    image.save(str(tmp_path / "one.jpg"))
    command = [sys.executable, "-c", TWO_AT_ONCE, str(tmp_path / "one.jpg")]
    # Without `_make_classes` about half of these die.
    codes = [subprocess.run(command, cwd=CHECKOUT, check=False).returncode for _ in range(3)]
    assert codes == [0] * 3


SLOW_DISK = """
import sys, threading
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QSize
app = QCoreApplication([])
from desktop.thumbnails import load
picture, slow = Path(sys.argv[1]), Path(sys.argv[2])
loaded = []
thread = threading.Thread(target=lambda: loaded.append(load(slow, QSize(4, 4))))
thread.start()
thread.join(0.2)
slow.write_bytes(picture.read_bytes())  # comes to this only while the interpreter is free
thread.join()
assert loaded[0].width() == 4
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe stands for a disk that is waited for")
def test_while_a_picture_is_waited_for_the_window_goes_on(tmp_path: Path) -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0)
    image.save(str(tmp_path / "one.jpg"))
    os.mkfifo(tmp_path / "slow.jpg")
    command = [sys.executable, "-c", SLOW_DISK, str(tmp_path / "one.jpg"), str(tmp_path / "slow.jpg")]
    subprocess.run(command, cwd=CHECKOUT, check=True, timeout=60)


def test_pictures_that_have_to_be_made_are_shown_one_by_one(
    document: Document, owner: QObject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("desktop.thumbnails.TURN_S", 0.0)
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0)
    image.save(str(tmp_path / "one.png"))
    first_two_wait, fetched = threading.Event(), []

    def fetch(_: Library, key: str) -> Path:
        fetched.append(key)
        first_two_wait.wait(5)
        if key == "3":
            raise PhotoError("vanished", "gone")
        return tmp_path / "one.png"

    pictures = Pictures(document, fetch, 64, owner)
    keys = [str(number) for number in range(AT_ONCE + 2)]
    for key in keys:
        assert pictures.get(key) is None
    first_two_wait.set()
    qtbot.waitUntil(lambda: not document.busy)
    assert sorted(fetched) == sorted(keys)
    assert [key for key in keys if pictures.missing(key)] == ["3"]
    assert all(pictures.get(key) is not None for key in keys if key != "3")


def test_a_picture_that_was_missing_is_shown_when_it_has_come(
    document: Document, owner: QObject, qtbot: QtBot, tmp_path: Path
) -> None:
    picture = tmp_path / "one.png"

    def fetch(_: Library, key: str) -> Path:
        if not picture.exists():
            raise PhotoError("elsewhere", key)
        return picture

    pictures = Pictures(document, fetch, 64, owner)
    pictures.get("one")
    qtbot.waitUntil(lambda: pictures.missing("one"))
    QImage(8, 8, QImage.Format.Format_RGB32).save(str(picture))
    with qtbot.waitSignal(pictures.ready):
        document.changed.emit(Changes(faces=frozenset({FaceId("one")})), None)
    assert pictures.get("one") is None
    qtbot.waitUntil(lambda: pictures.get("one") is not None)


def test_pictures_scrolled_past_do_not_put_out_those_in_view(
    document: Document, owner: QObject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    picture, box = tmp_path / "picture.png", QSize(420, 315)
    QImage(box, QImage.Format.Format_RGB32).save(str(picture))
    monkeypatch.setattr(thumbnails, "_budget", lambda: 4 * AT_ONCE * 4 * box.width() * box.height())
    pictures = Pictures(document, lambda _library, _key: picture, 64, owner)
    pictures.set_box(box)
    seen = [str(number) for number in range(80)]
    for key in seen:
        pictures.get(key)
    qtbot.waitUntil(lambda: not document.busy and pictures.get(seen[-1]) is not None)
    qtbot.waitUntil(lambda: not document.busy)
    assert None not in [pictures.get(key) for key in seen[-6:]]
