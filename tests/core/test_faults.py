"""What the world does to an open library: a full disk, a stick pulled out, a drive that stalls, clocks."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
import time
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from core.db import engine as engine_module
from core.db.schema import TrainingSessionRow, now
from core.errors import LibraryError, LibraryLockedError
from core.jobs import JobContext
from core.library import Library
from core.types import FaceState, SessionId, TrainingStatus
from tests.conftest import Person
from tests.core.test_backups import names, small_files
from tests.fakes.planter import Planter


def states(library: Library) -> list[FaceState]:
    """Of all faces, photo by photo."""
    (gallery,) = library.galleries.all()
    photos = library.galleries.photos(library.galleries.photo_ids(gallery.id))
    return [face.state for photo in photos for face in photo.faces]


# -- A full disk -----------------------------------------------------------------------------------


def test_an_answer_that_does_not_fit_on_the_disk_is_told_and_the_others_stay(
    library: Library, planter: Planter
) -> None:
    faces = [planter.photo("Ann")[0] for _ in range(40)]
    library.review.ignore(faces[:20])
    log = Path(f"{library.paths.database}-wal")
    with small_files(log.stat().st_size), pytest.raises(LibraryError, match="disk is not full"):
        library.review.ignore(faces[20:])
    assert states(library)[:20] == [FaceState.IGNORED] * 20
    library.review.ignore(faces[20:])
    assert states(library) == [FaceState.IGNORED] * 40
    library.check_database()


def test_an_import_that_meets_a_full_disk_goes_on_when_there_is_room(
    library: Library, people: dict[str, Person], tmp_path: Path
) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    for name, person in list(people.items())[:4]:
        shutil.copy(person.selfie, photos / f"{name}.jpg")
    with small_files(4_000), pytest.raises(LibraryError):
        library.indexing.import_photos([photos], "Day 1", JobContext())
    library.check_database()
    report = library.indexing.import_photos([photos], "Day 1", JobContext())
    assert not report.failures
    assert library.galleries.find("Day 1").photos == 4
    library.check_database()


# -- A stick that is pulled out --------------------------------------------------------------------


def test_a_library_that_is_gone_while_it_is_open_is_told_and_is_whole_when_it_is_back(
    library: Library, planter: Planter, tmp_path: Path
) -> None:
    (face,) = planter.photo("Ann")
    root, pulled = library.paths.root, tmp_path / "pulled"
    library.players.add("Ann")
    said = ["Ann"]
    library._database.close()
    root.rename(pulled)
    for name in ("Bea", "Eve"):
        with suppress(LibraryError):
            library.players.add(name)
            said.append(name)
    with pytest.raises(LibraryError):
        library.review.ignore([face])
    with pytest.raises(LibraryError):
        library.backups.make()
    assert not root.exists(), "nothing is made where the library is not"
    with pytest.raises(LibraryError):
        Library.open(root, create=False)
    pulled.rename(root)
    assert names(library) == said
    library.review.ignore([face])
    library.check_database()


def test_what_failed_while_the_disk_was_gone_is_written_to_the_one_that_is_back(
    library: Library, tmp_path: Path
) -> None:
    root, pulled = library.paths.root, tmp_path / "pulled"
    library.players.add("Ann")
    shutil.copytree(root, pulled)
    shutil.rmtree(root)  # the connections stay, to a file that is nowhere
    with small_files(0), pytest.raises(LibraryError):
        library.players.add("Bea")
    pulled.rename(root)
    library.players.add("Bea")
    with closing(sqlite3.connect(library.paths.database)) as found:
        assert found.execute("SELECT name FROM player ORDER BY name").fetchall() == [("Ann",), ("Bea",)]


# -- A drive that stalls ---------------------------------------------------------------------------


def test_who_waits_for_a_drive_that_stalls_is_told_after_a_while(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "BUSY_TIMEOUT_MS", 300)
    library._database.close()
    with closing(sqlite3.connect(library.paths.database, isolation_level=None)) as stalled:
        stalled.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        with pytest.raises(LibraryLockedError):
            library.players.add("Ann")
        assert 0.3 <= time.monotonic() - began < 5
        stalled.execute("ROLLBACK")
    library.players.add("Ann")


@pytest.mark.skipif(os.name == "nt", reason="a pipe stands for a file that never comes")
def test_what_is_no_file_is_not_waited_for(
    library: Library, people: dict[str, Person], tmp_path: Path
) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    shutil.copy(people["P001"].selfie, photos / "a.jpg")
    os.mkfifo(photos / "b.jpg")
    done = threading.Event()

    def run() -> None:
        library.indexing.import_photos([photos], "Day 1", JobContext())
        done.set()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    came = done.wait(60)
    if not came:  # let the thread go
        (photos / "b.jpg").write_bytes(b"")
    thread.join(30)
    assert came
    assert library.galleries.find("Day 1").photos == 1


# -- A clock that jumps ----------------------------------------------------------------------------


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=400)])
def test_the_later_answer_stands_whatever_the_clock_says(
    library: Library, planter: Planter, jump: timedelta
) -> None:
    (face,) = planter.photo("Ann")
    (ann,) = library.players.add("Ann").players
    library.review.confirm([face], ann)

    def other_now() -> datetime:
        return now() + jump

    with patch("core.recognition.history.now", other_now):
        done = library.review.ignore([face])
    assert states(library) == [FaceState.IGNORED]
    assert done.batch is not None
    library.review.undo(done.batch)
    assert states(library) == [FaceState.CONFIRMED]
    assert library.statistics.figures().review.acts


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=400)])
def test_a_training_that_was_killed_is_over_whatever_the_clock_says(
    library: Library, jump: timedelta
) -> None:
    row = TrainingSessionRow(
        pack_id="opencv",
        status=TrainingStatus.RUNNING.value,
        touched_at=now() + jump,
        parameters={"precision_target": 0.99},
    )
    with library._database.write() as session:
        session.add(row)
        session.flush()
        session_id = SessionId(row.id)
    assert library.training.status(session_id).status is TrainingStatus.INTERRUPTED
