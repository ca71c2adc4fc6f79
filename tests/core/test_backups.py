"""Backups of a library, going back to one, and saving what can be saved of a damaged one."""

from __future__ import annotations

import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import backups as automatic
from core import recovery
from core.backups import EVERY
from core.db import backups as files
from core.db.backups import DAYS, NEWEST, WEEKS, backups_in, surplus
from core.errors import (
    LibraryDamagedError,
    LibraryError,
    LibraryInUseError,
    LibraryVersionError,
    NotFoundError,
)
from core.jobs import JobContext
from core.library import Library
from core.types import FaceState, PlayerUpdate
from tests.conftest import CHECKOUT
from tests.fakes.planter import Planter

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(lambda at: at.replace(microsecond=0))
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """What the time is for backups; it stands still."""
    made = Clock(NOON)
    for module in (files, automatic):
        monkeypatch.setattr(module, "datetime", made)
    return made


class Clock:
    """`datetime`, with another now."""

    strptime = datetime.strptime

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self, _zone: object) -> datetime:
        return self.at

    def go(self, by: timedelta) -> None:
        self.at += by


def answers(database: Path) -> set[tuple[str, ...]]:
    """What people said of which faces."""
    with closing(sqlite3.connect(database)) as connection:
        query = "SELECT face_id, verdict, coalesce(player_id, '') FROM decision WHERE source = 'person'"
        return set(connection.execute(query))


def rows_of(database: Path) -> dict[str, int]:
    """How many rows each table has."""
    with closing(sqlite3.connect(database)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for (name,) in tables}


def names(library: Library) -> list[str]:
    return [player.name for player in library.players.search().items]


def damage(database: Path, table: str) -> None:
    """Overwrite the first leaf page of a table with nonsense."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ? UNION ALL SELECT 1"
        (root,) = connection.execute(query, (table,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with database.open("r+b") as file:
        file.seek((root - 1) * size)
        page = file.read(size)
        if page[0] == 5:  # an inner page: the first of its leaves
            cell = int.from_bytes(page[12:14], "big")
            root = int.from_bytes(page[cell : cell + 4], "big")
        file.seek((root - 1) * size)
        file.write(b"\xa5" * size)


# -- Which are kept --------------------------------------------------------------------------------


@given(st.lists(MOMENTS, min_size=1, max_size=60, unique=True))
def test_the_newest_and_one_a_day_and_one_a_week_are_kept(newest: list[datetime]) -> None:
    gone = surplus(newest)
    kept = [at for at in newest if at not in gone]
    days = {at.date(): at for at in reversed(newest)}
    weeks = {at.isocalendar()[:2]: at for at in reversed(newest)}
    assert kept[:NEWEST] == newest[:NEWEST]
    assert {days[day] for day in list(dict.fromkeys(at.date() for at in newest))[:DAYS]} <= set(kept)
    assert {weeks[w] for w in list(dict.fromkeys(at.isocalendar()[:2] for at in newest))[:WEEKS]} <= set(kept)
    assert len(kept) <= NEWEST + DAYS + WEEKS
    assert surplus(kept) == set(), "what was kept is kept"


@given(st.lists(MOMENTS, min_size=1, max_size=80, unique=True))
def test_whatever_the_clock_does_the_backup_just_made_stays_and_they_do_not_pile_up(
    clock: list[datetime],
) -> None:
    there: list[datetime] = []
    for now in clock:
        there.insert(0, now)
        gone = surplus(there)
        there = [at for at in there if at not in gone]
        assert now in there
        assert len(there) <= NEWEST + DAYS + WEEKS


# -- Making them -----------------------------------------------------------------------------------


def test_a_backup_is_whole_and_holds_what_the_library_held(library: Library, planter: Planter) -> None:
    (face,) = planter.photo("Ann")
    library.players.add("Ann")
    library.review.ignore([face])
    made = library.backups.make()
    library.players.add("Bea")
    assert library.backups.all() == (made,)
    with closing(sqlite3.connect(made.path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT name FROM player").fetchall() == [("Ann",)]
        assert connection.execute("SELECT verdict FROM decision").fetchall()[-1] == ("ignore",)


def test_a_backup_is_made_where_something_has_changed_and_not_too_often(
    library: Library, clock: Clock
) -> None:
    assert library.backups.make_if_changed() is not None, "the first"
    library.players.add("Ann")
    assert library.backups.make_if_changed() is None, "just a moment ago"
    clock.go(EVERY)
    assert library.backups.make_if_changed() is not None
    clock.go(EVERY)
    assert library.backups.make_if_changed() is None, "nothing has changed"
    library.players.add("Bea")
    clock.go(-10 * EVERY)
    assert library.backups.make_if_changed() is not None, "the clock was set back"
    assert len(library.backups.all()) == 3


def test_the_newest_is_the_one_made_last_whatever_the_clock_said(library: Library, clock: Clock) -> None:
    root = library.paths.root
    clock.go(timedelta(days=2000))
    ahead = library.backups.make()
    clock.go(-timedelta(days=2000))
    library.players.add("Ann")
    made = library.backups.make_if_changed()
    assert made is not None
    assert library.backups.all() == (made, ahead)
    assert recovery.find_backup(root, "newest") == made.path
    library.players.add("Bea")
    assert library.backups.make_if_changed() is None, "just a moment ago"
    before = recovery.restore(root, ahead.path).before
    assert recovery.find_backup(root, "newest") == before
    for _ in range(5):
        clock.go(timedelta(days=1))
        made = library.backups.make()
        assert library.backups.all()[0] == made
    assert len(library.backups.all()) == 7, "one of each day, by whatever clock"
    (eve,) = library.players.add("Eve").players
    library.privacy.erase(eve, JobContext())
    assert library.backups.all()[0].at == made.at, "written anew, it is the newest still"


def test_backups_are_counted_over_the_folders_that_they_are_in(
    library: Library, tmp_path: Path, clock: Clock
) -> None:
    made = []
    for folder in (tmp_path / "once", "", tmp_path / "disk"):
        library.update_settings(backup_folder=str(folder))
        made.append(library.backups.make())
        clock.go(-EVERY)
    assert list(recovery.backups_of(library.paths.root)) == made[::-1]


def test_what_changed_before_the_program_was_closed_is_backed_up_by_the_next(
    library: Library, clock: Clock
) -> None:
    library.backups.make()
    clock.go(EVERY)
    root = library.paths.root
    library.close()
    with Library.open(root) as opened:
        assert opened.backups.make_if_changed() is None
        opened.players.add("Ann")
    with Library.open(root) as opened:
        assert opened.backups.make_if_changed() is not None
        assert opened.backups.make_if_changed(timedelta(0)) is None


def test_backups_of_one_second_are_two(library: Library, clock: Clock) -> None:
    first = library.backups.make()
    library.players.add("Ann")
    second = library.backups.make()
    assert [one.path for one in library.backups.all()] == [second.path, first.path]
    library.players.add("Bea")
    assert library.backups.make_if_changed() is None, "just a moment ago"


def test_backups_go_where_the_settings_say(library: Library, tmp_path: Path) -> None:
    library.update_settings(backup_folder=str(tmp_path / "other disk"))
    made = library.backups.make()
    assert made.path.parent.parent == tmp_path / "other disk"
    assert made.path.parent.name.startswith("library-")
    assert [path.name for path in library.paths.backups.iterdir()] == [files.ELSEWHERE]
    assert recovery.backups_of(library.paths.root) == (made,)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Library, Library]]:
    """Libraries of the same name, whose backups are on the same disk."""
    with Library.open(tmp_path / "one" / "Cup") as one, Library.open(tmp_path / "two" / "Cup") as two:
        for library, name in ((one, "Ann"), (two, "Bea")):
            library.update_settings(backup_folder=str(tmp_path / "disk"))
            library.players.add(name)
        yield one, two


def test_libraries_of_the_same_name_leave_each_other_their_backups(two: tuple[Library, Library]) -> None:
    one, other = two
    mine = one.backups.make()
    for _ in range(NEWEST + 2):
        theirs = other.backups.make()
    assert one.backups.all() == (mine,)
    assert recovery.find_backup(one.paths.root, "newest") == mine.path
    assert theirs in other.backups.all()


def test_backups_of_before_that_others_of_the_name_had_a_share_in_are_taken_over(
    two: tuple[Library, Library], tmp_path: Path
) -> None:
    shared = tmp_path / "disk" / "Cup"
    made = []
    for library in two:
        made.append(files.back_up(library.paths.database, shared).path)
        assert [one.path for one in recovery.backups_of(library.paths.root)] == [made[-1]]
    for library, path in zip(two, made, strict=True):
        library.players.add("Eve")
        newest = library.backups.make()
        assert {one.path.name for one in library.backups.all()} == {newest.path.name, path.name}
    assert backups_in(shared) == []


@pytest.mark.parametrize("told_by_id", [True, False])
def test_a_backup_of_another_library_takes_its_place_only_where_that_is_said(
    two: tuple[Library, Library], tmp_path: Path, told_by_id: bool
) -> None:
    one, other = two
    kept = other.backups.make().path if told_by_id else files.back_up(other.paths.database, tmp_path).path
    mine, root = one.backups.make(), one.paths.root
    assert recovery.plan_restore(root, kept).another
    assert not recovery.plan_restore(root, mine.path).another
    with pytest.raises(LibraryError, match="another library"):
        recovery.restore(root, kept)
    assert names(one) == ["Ann"]
    before = recovery.restore(root, kept, another=True).before
    assert names(one) == ["Bea"]
    assert before is not None
    assert before.parent == mine.path.parent
    assert one.backups.make().path.parent == mine.path.parent, "it is the same library as before"
    recovery.restore(root, before)
    assert names(one) == ["Ann"]


def test_a_folder_of_backups_that_is_gone_is_not_made_anew_on_another_disk(
    library: Library, tmp_path: Path
) -> None:
    library.players.add("Ann")
    disk = tmp_path / "disk"
    disk.mkdir()
    library.update_settings(backup_folder=str(disk))
    made = library.backups.make()
    disk.rename(tmp_path / "away")
    disk.mkdir()  # where it would be mounted
    library.players.add("Bea")
    with pytest.raises(LibraryError, match="Connect its disk"):
        library.backups.make_if_changed(timedelta(0))
    assert list(disk.iterdir()) == []
    assert names(library) == ["Ann", "Bea"]
    kept = tmp_path / "away" / made.path.parent.name / made.path.name
    before = recovery.restore(library.paths.root, kept).before
    assert before is not None
    assert before.parent == library.paths.backups, "what there was is kept where there is a place for it"
    assert names(library) == ["Ann"]
    disk.rmdir()
    (tmp_path / "away").rename(disk)
    assert library.backups.make().path.parent == made.path.parent
    shutil.rmtree(made.path.parent)
    made.path.parent.mkdir()
    assert library.backups.make().path.parent == made.path.parent, "it was the user who took it away"


def test_of_a_folder_for_backups_nothing_that_it_is_in_is_made(library: Library, tmp_path: Path) -> None:
    library.update_settings(backup_folder=str(tmp_path / "disk" / "backups"))
    with pytest.raises(LibraryError, match="No such file"):
        library.backups.make()
    assert not (tmp_path / "disk").exists()
    (tmp_path / "disk").mkdir()
    assert library.backups.make() in library.backups.all()


def test_a_backup_is_made_while_others_write(library: Library) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            library.players.add(f"Player {number}")
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [library.backups.make() for _ in range(5)]
    finally:
        stop.set()
        writer.join()
    for one in library.backups.all():
        files.require_whole(one.path)
    assert made[-1] in library.backups.all()


def test_a_backup_that_does_not_fit_on_the_disk_leaves_nothing_and_takes_nothing(
    library: Library, planter: Planter
) -> None:
    first = library.backups.make()
    for number in range(50):
        planter.photo(f"Player {number}")
    with small_files(100_000), pytest.raises(LibraryError, match="can't be read or written"):
        library.backups.make()
    assert [path.name for path in library.paths.backups.iterdir()] == [first.path.name]
    assert library.backups.make() in library.backups.all()


@contextmanager
def small_files(most_bytes: int) -> Iterator[None]:
    """A disk on which no file gets larger: writing to one fails as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_what_a_killed_program_left_of_a_backup_is_cleared_away(library: Library) -> None:
    library.paths.backups.mkdir()
    left = library.paths.backups / ".library.99999999-1.sqlite"
    left.write_bytes(b"half")
    made = library.backups.make()
    assert list(library.paths.backups.iterdir()) == [made.path]


def test_what_cannot_be_looked_at_is_no_backup(library: Library) -> None:
    made = library.backups.make()
    for name in ("library-2025-01-02T000000Z.sqlite", "library-2099-01-02T000000Z.sqlite"):
        (library.paths.backups / name).symlink_to("nothing")
    (library.paths.backups / "library-2025-01-03T000000Z.sqlite").mkdir()
    assert library.backups.all() == recovery.backups_of(library.paths.root) == (made,)
    assert library.backups.make() in library.backups.all()
    made.path.unlink()
    assert files.has_changed(library.paths.database, made), "it was taken away meanwhile"


# -- A damaged library -----------------------------------------------------------------------------


def test_a_damaged_library_makes_no_backup_and_pushes_none_out(library: Library, planter: Planter) -> None:
    planter.photo("Ann")
    library.players.add("Ann")
    first = library.backups.make()
    root, database = library.paths.root, library.paths.database
    library.close()
    damage(database, "face")
    with Library.open(root) as opened, pytest.raises(LibraryDamagedError, match="playertag repair"):
        opened.backups.make()
    assert backups_in(database.parent / "backups") == [first]


def test_a_library_that_was_not_closed_is_looked_through_and_a_damaged_one_is_not_touched(
    library: Library, planter: Planter, tmp_path: Path
) -> None:
    library.players.add("Ann")
    left = tmp_path / "left"
    left.mkdir()
    damaged = left / "library.sqlite"
    shutil.copy(library.paths.database, damaged)
    damage(damaged, "setting")
    library.players.add("Bea")
    shutil.copy(f"{library.paths.database}-wal", f"{damaged}-wal")
    before = {path.name: path.read_bytes() for path in (damaged, Path(f"{damaged}-wal"))}
    with pytest.raises(LibraryDamagedError, match="playertag restore"):
        Library.open(left)
    assert {name: (left / name).read_bytes() for name in before} == before


def test_what_a_kill_left_half_written_is_taken_back_at_the_next_start(
    library: Library, tmp_path: Path
) -> None:
    library.players.add("Ann")
    left = tmp_path / "left"
    left.mkdir()
    library.close()
    with closing(sqlite3.connect(library.paths.database, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode = DELETE")
        writer.execute("PRAGMA cache_size = 1")  # so that some of it is in the file
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE player SET name = 'Bea'")
        numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)"
        writer.execute(f"CREATE TABLE much AS {numbers} SELECT randomblob(3000) FROM n")
        for path in library.paths.root.glob("library.sqlite*"):
            shutil.copy(path, left)
        writer.execute("ROLLBACK")
    assert (left / "library.sqlite-journal").exists()
    with Library.open(left) as opened:
        assert names(opened) == ["Ann"]
        opened.check_database()


def test_a_window_looks_through_a_library_that_was_closed_too(library: Library, planter: Planter) -> None:
    planter.photo("Ann")
    root, database = library.paths.root, library.paths.database
    library.close()
    damage(database, "face")
    before = database.read_bytes()
    with pytest.raises(LibraryDamagedError, match="playertag restore"):
        Library.open(root, window=True)
    assert database.read_bytes() == before


def test_nothing_is_written_to_a_library_once_it_was_found_to_be_damaged(
    library: Library, planter: Planter
) -> None:
    planter.photo("Ann")
    library.players.add("Ann")
    root, database = library.paths.root, library.paths.database
    library.close()
    damage(database, "face")
    with Library.open(root) as opened:
        with pytest.raises(LibraryDamagedError):
            opened.check_database()
        with pytest.raises(LibraryDamagedError):
            opened.players.add("Bea")
        assert names(opened) == ["Ann"], "what can be read can be read"


@pytest.mark.parametrize("content", [None, b""])
def test_a_library_whose_file_is_lost_is_not_made_anew_where_it_has_backups(
    library: Library, content: bytes | None
) -> None:
    library.players.add("Ann")
    backup = library.backups.make()
    root, database = library.paths.root, library.paths.database
    library.close()
    database.unlink()
    if content is not None:
        database.write_bytes(content)
    with pytest.raises(LibraryDamagedError, match="gone" if content is None else "empty"):
        Library.open(root)
    recovery.restore(root, backup.path)
    with Library.open(root) as opened:
        assert names(opened) == ["Ann"]


@pytest.mark.parametrize("content", [None, b"", bytes(4096)])
def test_backups_in_another_folder_are_found_where_the_library_that_says_so_is_lost(
    library: Library, tmp_path: Path, clock: Clock, content: bytes | None
) -> None:
    library.players.add("Ann")
    library.update_settings(backup_folder=str(tmp_path / "once"))
    earlier = library.backups.make()
    clock.go(EVERY)
    library.update_settings(backup_folder=str(tmp_path / "disk"))
    library.players.add("Bea")
    newest = library.backups.make()
    root, database = library.paths.root, library.paths.database
    library.close()
    whole = database.read_bytes()
    database.unlink()
    if content is not None:
        database.write_bytes(content and content + whole[len(content) :])
    with pytest.raises(LibraryError):
        Library.open(root)
    assert {one.path for one in recovery.backups_of(root)} == {earlier.path, newest.path}
    (tmp_path / "disk").rename(tmp_path / "not there")
    with pytest.raises(LibraryError):
        Library.open(root)
    (tmp_path / "not there").rename(tmp_path / "disk")
    if content:
        recovery.repair(root)
    else:
        recovery.restore(root, newest.path)
    with Library.open(root) as opened:
        assert names(opened) == ["Ann", "Bea"]
        assert opened.backups.make().path.parent == newest.path.parent


def test_a_backup_elsewhere_is_made_where_the_librarys_own_disk_is_full(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.update_settings(backup_folder=str(tmp_path / "disk"))
    with monkeypatch.context() as full:
        full.setattr(files, "write_whole", no_room)
        assert library.backups.make() in library.backups.all()
    assert files.noted_folders(library.paths.backups) == []
    made = library.backups.make()
    assert files.noted_folders(library.paths.backups) == [made.path.parent]


# -- Going back ------------------------------------------------------------------------------------


def test_going_back_is_told_before_and_can_be_taken_back(library: Library, planter: Planter) -> None:
    (face,) = planter.photo("Ann")
    library.players.add("Ann")
    backup = library.backups.make()
    (other,) = planter.photo("Bea")
    library.players.add("Bea")
    library.review.ignore([face, other])
    root = library.paths.root
    plan = recovery.plan_restore(root, backup.path)
    assert plan.lost is not None
    assert (plan.lost.photos, plan.lost.players) == (1, 1)
    assert plan.lost.answers == 2
    assert (plan.holds.photos, plan.holds.players) == (1, 1)
    library.close()

    done = recovery.restore(root, backup.path)
    with Library.open(root) as opened:
        assert names(opened) == ["Ann"]
        opened.check_database()
    assert done.before is not None
    recovery.restore(root, done.before)
    with Library.open(root) as opened:
        assert names(opened) == ["Ann", "Bea"]
        photos = opened.galleries.photos(opened.galleries.photo_ids(opened.galleries.all()[0].id))
        assert [one.state for photo in photos for one in photo.faces] == [FaceState.IGNORED] * 2


def test_going_back_that_is_killed_or_fails_on_its_way_changes_nothing(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ann,) = library.players.add("Ann").players
    kept = tmp_path / "kept.sqlite"
    shutil.copy(library.backups.make().path, kept)
    library.privacy.erase(ann, JobContext())
    library.players.add("Bea")
    root, before = library.paths.root, rows_of(library.paths.database)
    library.close()
    code = (
        "import os, signal, sys; from pathlib import Path; from core import recovery\n"
        "recovery.bury = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "recovery.restore(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(root), str(kept)], cwd=CHECKOUT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert rows_of(library.paths.database) == before
    assert list(root.glob(".library.*"))
    with monkeypatch.context() as broken:
        broken.setattr(recovery, "bury", no_room)
        with pytest.raises(LibraryError, match="full"):
            recovery.restore(root, kept)
    assert rows_of(library.paths.database) == before
    with Library.open(root) as opened:
        assert names(opened) == ["Bea"]
    assert not list(root.glob(".library.*")), "a copy with who was erased does not stay"
    recovery.restore(root, kept)
    with Library.open(root) as opened:
        assert names(opened) == []


def no_room(*_: object) -> None:
    raise LibraryError("The disk is full.")


def test_what_a_killed_restore_left_goes_with_the_next_backup(library: Library) -> None:
    for name in (".library.99999999-1.sqlite", ".library.99999999-1.sqlite-wal"):
        (library.paths.root / name).write_bytes(b"half")
    library.backups.make()
    assert not list(library.paths.root.glob(".library.*"))


def test_going_back_while_a_window_has_the_library_is_refused(library: Library) -> None:
    backup = library.backups.make()
    with in_another_process(library.paths.root), pytest.raises(LibraryInUseError, match="open in a window"):
        recovery.restore(library.paths.root, backup.path)
    recovery.restore(library.paths.root, backup.path)


@contextmanager
def in_another_process(root: Path) -> Iterator[None]:
    """A library that another process has in a window."""
    code = (
        "import sys; from pathlib import Path; from core.library import Library\n"
        "Library.open(Path(sys.argv[1]), window=True); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(root)],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        try:
            yield
        finally:
            process.kill()


def test_a_library_has_one_window_until_its_process_ends(library: Library) -> None:
    root = library.paths.root
    with in_another_process(root):
        with pytest.raises(LibraryInUseError, match="process"):
            Library.open(root, window=True)
        with Library.open(root) as beside:
            beside.players.add("Ann")
    with Library.open(root, window=True), Library.open(root, window=True) as again:
        assert names(again) == ["Ann"]
    with Library.open(root, window=True):
        pass


@pytest.mark.parametrize("there", [None, "notes.txt", "library.sqlite"])
def test_a_library_is_made_from_a_backup_where_there_is_none(
    library: Library, tmp_path: Path, clock: Clock, there: str | None
) -> None:
    library.update_settings(backup_folder=str(tmp_path / "disk"))
    library.players.add("Ann")
    first = library.backups.make()
    clock.go(EVERY)
    library.players.add("Bea")
    newest, gone, root = library.backups.make(), library.paths.root, tmp_path / "new"
    library.close()
    shutil.rmtree(gone)
    if there:
        root.mkdir()
        (root / there).touch()
    plan = recovery.plan_restore(root, newest.path)
    assert (plan.there, plan.lost, plan.another) == (False, None, False)
    done = recovery.restore(root, newest.path)
    assert (done.before is None) == (there != "library.sqlite")
    with Library.open(root) as opened:
        assert names(opened) == ["Ann", "Bea"]
        assert recovery.backups_of(root) == (newest, first), "the folder that they are in is known"
        made = opened.backups.make()
        assert recovery.backups_of(root) == (made, newest, first)
        assert recovery.plan_restore(root, first.path).there


def test_a_library_that_cannot_be_made_from_a_backup_leaves_nothing(
    library: Library, planter: Planter, tmp_path: Path
) -> None:
    for number in range(50):
        planter.photo(f"Player {number}")
    kept, root = library.backups.make().path, tmp_path / "new"
    root.mkdir()
    with small_files(100_000), pytest.raises(LibraryError):
        recovery.restore(root, kept)
    with pytest.raises(LibraryError, match="no library"):
        recovery.repair(root)
    assert list(root.iterdir()) == []
    with pytest.raises(LibraryError, match="No such file"):
        recovery.restore(root / "nowhere" / "new", kept)


def test_a_backup_that_is_damaged_or_of_a_newer_program_is_not_gone_back_to(library: Library) -> None:
    library.players.add("Ann")
    damaged, newer = library.backups.make().path, library.backups.make().path
    with closing(sqlite3.connect(newer)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'future'")
    damaged.write_bytes(damaged.read_bytes()[:20_000])
    with pytest.raises(LibraryDamagedError):
        recovery.restore(library.paths.root, damaged)
    with pytest.raises(LibraryVersionError):
        recovery.restore(library.paths.root, newer)
    assert names(library) == ["Ann"]


def test_a_backup_is_found_by_its_name_or_as_the_newest(library: Library) -> None:
    root = library.paths.root
    with pytest.raises(NotFoundError):
        recovery.find_backup(root, "newest")
    first, second = library.backups.make(), library.backups.make()
    assert recovery.find_backup(root, "newest") == second.path
    assert recovery.find_backup(root, first.path.name) == first.path
    assert recovery.find_backup(root, str(first.path)) == first.path


# -- Saving what can be saved ----------------------------------------------------------------------


def test_a_whole_library_is_not_repaired(library: Library) -> None:
    with pytest.raises(LibraryError, match="whole"):
        recovery.repair(library.paths.root)


@pytest.mark.parametrize(
    "table", ["face", "decision", "player", "photo", "gallery_photo", "embedding", "sqlite_schema"]
)
@pytest.mark.parametrize("backed_up", [False, True])
def test_what_can_be_saved_of_a_damaged_library_is(
    library: Library, planter: Planter, table: str, backed_up: bool
) -> None:
    faces = [planter.photo(f"Player {number}")[0] for number in range(60)]
    players = [next(iter(library.players.add(f"Player {number}").players)) for number in range(60)]
    for face, player in zip(faces[:20], players, strict=False):
        library.review.confirm([face], player)
    if backed_up:
        library.backups.make()
    library.review.reject(faces[20:30], players[0])
    library.review.ignore(faces[30:40])
    root, database = library.paths.root, library.paths.database
    library.close()
    before, said = rows_of(database), answers(database)
    damage(database, table)
    broken = database.read_bytes()
    if table == "sqlite_schema" and not backed_up:
        with pytest.raises(LibraryDamagedError):
            recovery.repair(root)
        assert database.read_bytes() == broken
        return

    done = recovery.repair(root)
    assert done.aside.read_bytes() == broken
    with Library.open(root) as opened:
        opened.check_database()
    after = rows_of(database)
    if table == "sqlite_schema":
        assert after["decision"] == 20, "nothing but the backup can be read"
        return
    assert done.damaged == (table,)
    if backed_up and table != "decision":
        assert (after, answers(database)) == (before, said)
    else:
        assert len(answers(database)) + done.lost_answers >= len(said) - 10 * (table == "decision")


def cut_off(database: Path) -> None:
    with database.open("r+b") as file:
        file.truncate(database.stat().st_size - 5000)


def without_header(database: Path) -> None:
    with database.open("r+b") as file:
        file.write(bytes(100))


def with_nonsense_for_header(database: Path) -> None:
    with database.open("r+b") as file:
        file.seek(16)
        file.write(b"\xa5" * 84)


@pytest.mark.parametrize("harm", [cut_off, without_header, with_nonsense_for_header])
def test_what_is_whole_behind_a_header_that_does_not_fit_is_saved(
    library: Library, planter: Planter, harm: Callable[[Path], None]
) -> None:
    faces = [planter.photo(f"Player {number}")[0] for number in range(30)]
    (ann,) = library.players.add("Ann").players
    library.review.confirm(faces, ann)
    root, database = library.paths.root, library.paths.database
    library.close()
    rows, said = rows_of(database), answers(database)
    harm(database)
    broken = database.read_bytes()
    done = recovery.repair(root)
    assert done.aside.read_bytes() == broken
    assert not list(root.glob(".*")), "no copy of it is left"
    with Library.open(root) as opened:
        opened.check_database()
        assert names(opened) == ["Ann"]
    assert answers(database) == said
    if harm is not cut_off:
        assert done.damaged == ()
        assert {table for table, there in rows_of(database).items() if there != rows[table]} <= {
            "gallery_count"  # which is counted anew
        }


def test_a_file_whose_last_page_is_not_all_there_is_none_that_is_whole(
    library: Library, planter: Planter
) -> None:
    for number in range(30):
        planter.photo(f"Player {number}")
    backup = library.backups.make().path
    root, database = library.paths.root, library.paths.database
    library.close()
    for file in (database, backup):
        with file.open("r+b") as opened:
            opened.truncate(file.stat().st_size - 13)
    with pytest.raises(LibraryDamagedError, match="cut off"):
        recovery.plan_restore(root, backup)
    done = recovery.repair(root)
    assert (done.backup, len(done.damaged)) == (None, 1)


def test_who_was_erased_stays_so_where_the_file_that_says_so_was_cut_off(
    library: Library, planter: Planter, tmp_path: Path
) -> None:
    (ann,) = library.players.add("Ann").players
    kept = tmp_path / "kept.sqlite"
    shutil.copy(library.backups.make().path, kept)
    library.privacy.erase(ann, JobContext())
    for number in range(30):
        planter.photo(f"Player {number}")
    root, database = library.paths.root, library.paths.database
    library.close()
    cut_off(database)
    recovery.restore(root, kept)
    with Library.open(root) as opened:
        assert names(opened) == []


def test_who_was_erased_is_not_brought_back_by_a_repair(
    library: Library, planter: Planter, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    library.update_settings(backup_folder=str(disk))
    (face,) = planter.photo("one")
    (ann,) = library.players.add("Ann").players
    library.players.add("Bea")
    library.review.confirm([face], ann)
    library.backups.make()
    disk.rename(tmp_path / "away")
    library.privacy.erase(ann, JobContext())
    (tmp_path / "away").rename(disk)
    root, database = library.paths.root, library.paths.database
    library.close()
    for table in ("player", "face", "decision"):
        damage(database, table)
    done = recovery.repair(root)
    assert done.from_backup
    assert b"Ann" not in database.read_bytes()
    with Library.open(root) as opened:
        assert names(opened) == ["Bea"]
        assert answers(database) == set()
        opened.backups.make()
    assert done.aside.exists(), "of those who are gone, nothing was left to be done"


def test_an_answer_that_is_lost_is_told_by_its_face(library: Library, planter: Planter) -> None:
    (face,) = planter.photo("Ann")
    (ann,) = library.players.add("Ann").players
    library.review.confirm([face], ann)
    root, database = library.paths.root, library.paths.database
    library.close()
    damage(database, "decision")
    recovery.repair(root)
    assert answers(database) == {(face, "confirm", ann)}
    with Library.open(root) as opened:
        opened.review.ignore([face])
        opened.check_database()


def test_a_player_who_is_lost_keeps_the_faces(library: Library, planter: Planter) -> None:
    (face,) = planter.photo("Ann")
    (ann,) = library.players.add("Ann").players
    library.review.confirm([face], ann)
    root, database = library.paths.root, library.paths.database
    library.close()
    damage(database, "player")
    recovery.repair(root)
    with Library.open(root) as opened:
        (name,) = names(opened)
        assert name.startswith("Lost ")
        opened.players.update(ann, PlayerUpdate(name="Ann"))
        assert answers(database) == {(face, "confirm", ann)}


def test_a_face_of_the_backup_shows_what_was_answered_since(library: Library, planter: Planter) -> None:
    (face,) = planter.photo("Ann")
    library.backups.make()
    library.review.ignore([face])
    root, database = library.paths.root, library.paths.database
    library.close()
    damage(database, "face")
    assert recovery.repair(root).from_backup == 1
    with Library.open(root) as opened:
        (photo,) = opened.galleries.photos(opened.galleries.photo_ids(opened.galleries.all()[0].id))
        assert [one.state for one in photo.faces] == [FaceState.IGNORED]


def test_a_repair_that_has_no_room_leaves_everything_as_it_was(library: Library, planter: Planter) -> None:
    for number in range(60):
        planter.photo(f"Player {number}")
    root, database = library.paths.root, library.paths.database
    library.close()
    damage(database, "face")
    before = {path.name: path.read_bytes() for path in root.glob("library.sqlite")}
    with small_files(100_000), pytest.raises(LibraryError):
        recovery.repair(root)
    assert {path.name: path.read_bytes() for path in root.glob("library.sqlite")} == before
    assert not list(root.glob(".library*")) + list(root.glob("*damaged*"))
