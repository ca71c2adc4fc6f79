"""Stations that process one gallery: over a real server and a real bucket, with real detection."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from core.errors import CancelledError, InvalidValueError, NotAllowedError, PhotoError, ServerVersionError
from core.jobs import JobContext, Progress
from core.library import Library
from core.sample import SampleTournament
from core.storage.base import digest_of
from core.sync import lots, sharing
from core.sync.server.lots import lots_schema
from core.types import PhotoId, Role
from core.vision.engine import FaceEngine
from tests.conftest import CHECKOUT, Person
from tests.core.test_storage import key_of
from tests.fakes.pictures import small_photo
from tests.fakes.s3 import S3Server
from tests.fakes.team import Team, password_of

DEAD_AFTER_S = 2.0
MORE = 8


@pytest.fixture
def shared(team: Team, s3: S3Server, bucket: str, engine: FaceEngine) -> Team:
    """A team that shares pictures in a bucket."""
    team.owner.store.use(bucket, key_of(s3.key))
    prepare(team.owner, engine)
    return team


@pytest.fixture
def photos(sample_tournament: SampleTournament, tmp_path: Path) -> Path:
    """The sample's photos, and some once more with other content."""
    folder = shutil.copytree(sample_tournament.photos, tmp_path / "photos")
    for path in sorted(folder.rglob("*.jpg"))[:MORE]:
        path.with_stem(f"{path.stem} again").write_bytes(path.read_bytes() + b"\x00")
    return folder


@pytest.fixture
def few(sample_tournament: SampleTournament, tmp_path: Path) -> Path:
    """Three photos of the sample, all in one lot."""
    folder = tmp_path / "few"
    folder.mkdir()
    for path in sorted(sample_tournament.photos.rglob("*.jpg"))[:3]:
        shutil.copy(path, folder)
    return folder


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lots, "ASK_EVERY_S", 0.2)


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each photo is a lot."""
    monkeypatch.setattr(sharing, "PHOTOS_OF_LOT", 1)


def prepare(library: Library, engine: FaceEngine) -> None:
    library.update_settings(pack="opencv", device="cpu")
    library._engine = engine


def photographer(team: Team, name: str, s3: S3Server, engine: FaceEngine) -> Library:
    library = team.member(name, Role.PHOTOGRAPHER, key_of(s3.key))
    prepare(library, engine)
    library.team.sync(JobContext())
    return library


def work_in_process(library: Library, s3: S3Server) -> subprocess.Popen[str]:
    """A station that is a process of its own, until all is done."""
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "core", "stations", "work", "--json"),
            *("--library", str(library.paths.root), "--dead-after", str(DEAD_AFTER_S)),
        ],
        cwd=CHECKOUT,
        env={
            **os.environ,
            "PLAYERTAG_TEAM_PASSWORD": password_of(library),
            "AWS_ACCESS_KEY_ID": s3.key.id,
            "AWS_SECRET_ACCESS_KEY": s3.key.secret,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def boxes(library: Library) -> dict[str, list[tuple[float, ...]]]:
    """Where the faces are on each photo of any gallery."""
    with library._database.read() as session:
        found = session.execute(
            text(
                "SELECT photo_id, x, y, w, h FROM face WHERE photo_id IN (SELECT photo_id FROM gallery_photo)"
            )
        ).all()
        ids = session.scalars(text("SELECT photo_id FROM gallery_photo")).all()
    of_photo: dict[str, list[tuple[float, ...]]] = {photo: [] for photo in ids}
    for photo, *box in found:
        of_photo[photo].append(tuple(round(side, 5) for side in box))
    return {photo: sorted(found) for photo, found in of_photo.items()}


def rows(library: Library, table: str) -> list[tuple[object, ...]]:
    columns = {
        "face": "id, photo_id, x",
        "embedding": "face_id, pack_id, hex(vector)",
        "gallery_photo": "gallery_id, photo_id, sort_key",
        "picture": "kind, thing, digest",
    }[table]
    with library._database.read() as session:
        return [tuple(row) for row in session.execute(text(f"SELECT {columns} FROM {table} ORDER BY 1, 2"))]


def at_server(team: Team, statement: str) -> list[tuple[object, ...]]:
    with team.server.connect(team.database) as admin:
        return admin.execute(statement.replace("{lots}", lots_schema(tournament(team))).encode()).fetchall()


def tournament(team: Team) -> str:
    with team.owner._database.read() as session:
        return str(session.scalar(text("SELECT tournament_id FROM team")))


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_raw_file_beside_a_jpeg_is_not_handed_out(
    shared: Team, tmp_path: Path, people: dict[str, Person], engine: FaceEngine
) -> None:
    shared.owner._engine = engine
    jpeg = small_photo(people["P001"].selfie, tmp_path / "card" / "IMG_1.JPG")
    raw = jpeg.with_suffix(".CR3")
    raw.write_bytes(b"what the sensor saw")
    assert shared.owner.stations.share([jpeg.parent], "Day 1", JobContext(), work=False).added == 1
    finished = shared.owner.stations.share([jpeg.parent], "Day 1", JobContext())
    assert finished.imported is not None
    assert (finished.added, finished.imported.failures) == (0, ())
    photo = shared.owner.galleries.find_photo(str(jpeg))
    assert shared.owner.galleries.find_photo(str(raw)) == photo


def test_two_stations_process_each_photo_once_and_the_result_is_that_of_one_alone(
    shared: Team, photos: Path, sample_library: Library, s3: S3Server, engine: FaceEngine, one_by_one: None
) -> None:
    alone = boxes(sample_library)
    members = [photographer(shared, name, s3, engine) for name in ("ann", "bob")]
    report = shared.owner.stations.share([photos], "Day 1", JobContext(), work=False)
    assert (report.added, report.known, report.failures) == (len(alone) + MORE, 0, ())
    stations = [work_in_process(member, s3) for member in members]
    said = [json.loads(station.communicate()[0]) for station in stations]
    assert [one["failures"] for one in said] == [[], []]
    assert sum(one["processed"] for one in said) == report.added
    assert sum(one["known"] for one in said) == 0
    assert min(one["processed"] for one in said) > 0
    started = "SELECT count(*) FROM {lots}.procrastinate_events WHERE type = 'started' GROUP BY job_id"
    assert at_server(shared, started) == [(1,)] * report.added
    by_member = at_server(shared, "SELECT count(*) FROM playertag.photo GROUP BY login ORDER BY 1")
    assert [count for (count,) in by_member] == sorted(one["processed"] for one in said)

    finished = shared.owner.stations.share([photos], "Day 1", JobContext())
    assert finished.added == 0
    assert finished.imported is not None
    assert (finished.imported.added, finished.imported.known) == (0, report.added)
    together = boxes(shared.owner)
    assert len(together) == report.added
    assert {photo: together[photo] for photo in alone} == alone
    for member in members:
        member.team.sync(JobContext())
        for table in ("face", "embedding", "gallery_photo", "picture"):
            assert rows(member, table) == rows(shared.owner, table)
    # The files of whoever shared them are theirs, in the order of their names where there is no time.
    with shared.owner._database.read() as session:
        files = session.scalars(text("SELECT path FROM photo_file")).all()
    assert {Path(path).parent for path in files} <= {photos, *photos.rglob("*")}
    originals = [row for row in rows(shared.owner, "picture") if row[0] == "original"]
    assert len(originals) == report.added


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_the_work_of_a_station_that_is_killed_is_taken_over(
    shared: Team, sample_library: Library, sample_tournament: SampleTournament, s3: S3Server,
    engine: FaceEngine, one_by_one: None,
) -> None:  # fmt: skip
    victim = photographer(shared, "victim", s3, engine)
    added = shared.owner.stations.share([sample_tournament.photos], "Day 1", JobContext(), work=False).added
    station = work_in_process(victim, s3)
    until(lambda: shared.owner.stations.status().done >= 2)
    assert shared.owner.stations.status().stations != ()
    station.send_signal(signal.SIGKILL)
    station.communicate()
    before = shared.owner.stations.status()
    assert before.lots_running > 0
    assert before.done < added
    report = shared.owner.stations.work(JobContext(), taken_over_after_s=DEAD_AFTER_S)
    assert report.failures == []
    after = shared.owner.stations.status()
    assert (after.photos, after.done, after.failed) == (added, added, 0)
    assert (after.lots_waiting, after.lots_running, after.lots_done) == (0, 0, added)
    assert boxes(shared.owner) == boxes(sample_library)
    # Whatever the dead one had and could not tell is the same photos: nothing is there twice.
    victim.team.sync(JobContext())
    shared.owner.team.sync(JobContext())
    assert rows(victim, "face") == rows(shared.owner, "face")


def test_sharing_twice_from_two_laptops_adds_nothing(
    shared: Team, few: Path, s3: S3Server, engine: FaceEngine
) -> None:
    ann = photographer(shared, "ann", s3, engine)
    first = shared.owner.stations.share([few], "Day 1", JobContext(), work=False)
    again = shared.owner.stations.share([few], "Day 1", JobContext(), work=False)
    elsewhere = ann.stations.share([shutil.copytree(few, few.with_name("copy"))], "Day 2", JobContext())
    assert [(one.added, one.known) for one in (first, again, elsewhere)] == [(3, 0), (0, 3), (0, 3)]
    assert at_server(shared, "SELECT count(*) FROM {lots}.procrastinate_jobs") == [(1,)]
    # Nobody worked on them as of Day 1, so the import at the end did, and put them into Day 2.
    assert elsewhere.imported is not None
    assert elsewhere.imported.added == 3
    report = shared.owner.stations.work(JobContext())
    assert (report.processed, report.known) == (0, 3)
    assert len(rows(shared.owner, "gallery_photo")) == 6


def test_a_damaged_photo_fails_alone_with_its_reason(shared: Team, few: Path) -> None:
    damaged, *_ = sorted(few.iterdir())
    damaged.write_bytes(damaged.read_bytes()[:20_000])
    (few / "film.mp4").write_bytes(b"no picture")
    report = shared.owner.stations.share([few], "Day 1", JobContext(), work=False)
    assert report.added == 3
    assert [failure.path.name for failure in report.failures] == ["film.mp4"]
    worked = shared.owner.stations.work(JobContext())
    assert (worked.processed, [failure.path for failure in worked.failures]) == (2, [damaged])
    status = shared.owner.stations.status()
    assert (status.done, status.failed, status.lots_done, status.lots_failed) == (2, 1, 1, 0)
    assert status.failures[0].path == damaged
    assert "cut off" in status.failures[0].reason
    assert shared.owner.stations.work(JobContext()).failures == []
    finished = shared.owner.stations.share([few], "Day 1", JobContext())
    assert finished.imported is not None
    assert {failure.path.name for failure in finished.imported.failures} == {damaged.name, "film.mp4"}


def test_a_photo_that_is_not_in_the_store_fails_alone(
    shared: Team, few: Path, s3: S3Server, bucket: str, engine: FaceEngine
) -> None:
    ann = photographer(shared, "ann", s3, engine)
    gone, damaged, _ = sorted(few.iterdir())
    shared.owner.stations.share([few], "Day 1", JobContext(), work=False)
    client, name = s3.client(), bucket.rpartition("/")[2]
    key = f"{tournament(shared)}/{{}}"
    client.delete_object(Bucket=name, Key=key.format(digest_of(gone.read_bytes())))
    size = damaged.stat().st_size
    client.put_object(Bucket=name, Key=key.format(digest_of(damaged.read_bytes())), Body=b"x" * size)
    client.close()
    shutil.rmtree(few)  # as on another computer
    report = ann.stations.work(JobContext())
    assert report.processed == 1
    assert sorted(failure.path for failure in report.failures) == [gone, damaged]


def test_what_was_fetched_may_be_deleted(shared: Team, few: Path, s3: S3Server, engine: FaceEngine) -> None:
    ann = photographer(shared, "ann", s3, engine)
    shared.owner.stations.share([few], "Day 1", JobContext(), work=False)
    photo = PhotoId(digest_of(sorted(few.iterdir())[0].read_bytes()))
    few.rename(few.with_name("elsewhere"))
    assert ann.stations.work(JobContext()).processed == 3
    assert digest_of(ann.images.original(photo)) == photo
    shutil.rmtree(ann.paths.originals)
    with pytest.raises(PhotoError, match="another computer"):
        ann.images.original(photo)
    assert max(ann.images.look(photo, 2000).shape) == 512


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.VIEWER])
def test_who_brings_no_photos_hands_out_and_takes_none(
    shared: Team, few: Path, s3: S3Server, engine: FaceEngine, role: Role
) -> None:
    other = shared.member("other", role, key_of(s3.key))
    prepare(other, engine)
    shared.owner.stations.share([few], "Day 1", JobContext(), work=False)
    for act in (
        lambda: other.stations.share([few], "Day 1", JobContext()),
        lambda: other.stations.work(JobContext()),
        other.stations.status,
    ):
        with pytest.raises(NotAllowedError, match="owners and photographers"):
            act()
    assert shared.owner.stations.status().lots_waiting == 1


def test_a_stop_ends_the_work_at_once_and_puts_it_back(shared: Team, photos: Path, one_by_one: None) -> None:
    shared.owner.stations.share([photos], "Day 1", JobContext(), work=False)
    begun = threading.Event()
    stopped: list[float] = []

    def told(progress: Progress) -> None:
        if progress.done:
            begun.set()

    context = JobContext(told)

    def work() -> None:
        with pytest.raises(CancelledError):
            shared.owner.stations.work(context)
        stopped.append(time.monotonic())

    thread = threading.Thread(target=work)
    thread.start()
    assert begun.wait(30)
    asked = time.monotonic()
    context.cancel()
    thread.join()
    assert stopped[0] - asked < 2
    status = shared.owner.stations.status()
    assert (status.lots_running, status.stations) == (0, ())
    assert 0 < status.done < status.photos
    assert status.lots_waiting == status.photos - status.lots_done


def test_the_lots_of_one_gallery_and_of_one_pack_only(
    shared: Team, few: Path, s3: S3Server, engine: FaceEngine
) -> None:
    first = shared.owner.stations.share([sorted(few.iterdir())[0]], "Day 1", JobContext(), work=False)
    shared.owner.stations.share([few], "Day 2", JobContext(), work=False)
    assert shared.owner.stations.work(JobContext(), first.gallery_id).processed == 1
    ann = photographer(shared, "ann", s3, engine)
    ann.update_settings(pack="buffalo_s")
    assert ann.stations.work(JobContext()).processed == 0
    assert shared.owner.stations.status().lots_waiting == 1


def test_a_lot_that_was_made_by_hand_does_no_harm(
    shared: Team, few: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = shared.owner.stations.share([few], "Day 1", JobContext(), work=False)
    queue = shared.owner.stations._queue(report.gallery_id)
    photo = {"id": "a" * 64, "size": 10, "path": "/etc/hostname"}
    for content in (
        {"gallery": report.gallery_id, "photos": [{**photo, "id": "../../evil"}]},
        {"gallery": report.gallery_id, "photos": [{**photo, "path": "\x01\n"}]},
        {"gallery": report.gallery_id, "photos": "all"},
        {"gallery": "00000000-0000-7000-8000-000000000000", "photos": [photo]},
        {},
    ):
        with shared.owner.stations._as_bringer() as (connection, team), connection.transaction():
            lots.hand_out(connection, team.tournament_id, queue, content)
    done = shared.owner.stations.work(JobContext())
    assert done.processed == 3
    assert sorted(failure.code for failure in done.failures) == ["bad-lot"] * 4 + ["not-in-store"]
    assert shared.owner.stations.status().lots_done == 6


def test_a_lot_of_which_stations_died_again_and_again_is_given_up(shared: Team, few: Path) -> None:
    shared.owner.stations.share([few], "Day 1", JobContext(), work=False)
    with shared.server.connect(shared.database) as admin:
        admin.execute(f"SET search_path TO {lots_schema(tournament(shared))}".encode())
        died = "UPDATE procrastinate_jobs SET status = 'doing', attempts = %s"
        admin.execute(died, (lots.MOST_ATTEMPTS,))
    assert shared.owner.stations.work(JobContext()).processed == 0
    status = shared.owner.stations.status()
    assert (status.lots_failed, status.lots_running, status.done) == (1, 0, 0)


def test_a_bug_in_one_lot_is_loud_and_keeps_the_others(
    shared: Team, few: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared.owner.stations.share([few], "Day 1", JobContext(), work=False)

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("core.sync.working.holds", broken)
        with pytest.raises(ZeroDivisionError):
            shared.owner.stations.work(JobContext())
    assert shared.owner.stations.status().lots_waiting == 1
    assert shared.owner.stations.work(JobContext()).processed == 3


def test_nothing_is_shared_without_a_store_or_without_photos(team: Team, few: Path, tmp_path: Path) -> None:
    with pytest.raises(NotAllowedError, match="no store"):
        team.owner.stations.share([few], "Day 1", JobContext())
    with pytest.raises(InvalidValueError, match="no file or folder"):
        team.owner.stations.share([tmp_path / "nowhere"], "Day 1", JobContext())
    with Library.open(tmp_path / "nobody") as alone, pytest.raises(NotAllowedError, match="no team"):
        alone.stations.work(JobContext())


@pytest.mark.parametrize(
    ("comment", "why"), [("NULL", "up to date"), ("'03.01.00_50'", "up to date"), ("'99'", "newer Playertag")]
)
def test_lots_of_another_version_are_left_alone(shared: Team, comment: str, why: str) -> None:
    with shared.server.connect(shared.database) as admin:
        admin.execute(f"COMMENT ON SCHEMA {lots_schema(tournament(shared))} IS {comment}".encode())
    with pytest.raises(ServerVersionError, match=why):
        shared.owner.stations.status()


def test_a_station_that_waits_for_more_outlives_its_line(
    shared: Team, few: Path, s3: S3Server, engine: FaceEngine, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    monkeypatch.setattr("core.sync.stations.AGAIN_AFTER_S", 0.2)
    ann = photographer(shared, "ann", s3, engine)
    context = JobContext()

    def work() -> None:
        with pytest.raises(CancelledError):
            ann.stations.work(context, until_done=False)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        until(lambda: shared.owner.stations.status().stations != ())
        with shared.server.connect() as admin:
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'ann%'")
        shared.owner.stations.share([few], "Day 1", JobContext(), work=False)
        until(lambda: shared.owner.stations.status().done == 3)
    finally:
        context.cancel()
        thread.join()
    caplog.clear()  # the pool of connections says of each that it is gone
