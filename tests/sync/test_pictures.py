"""The pictures of a team: over a real server and a real bucket, of photos that are there as files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from core.cli.options import SOME_FILES_FAILED
from core.db.schema import PhotoFileRow, PhotoRow
from core.errors import CancelledError, NotAllowedError, PhotoError
from core.jobs import JobContext
from core.library import Library
from core.storage.address import BucketKey
from core.storage.base import digest_of
from core.sync.watching import Watched
from core.types import FaceId, PhotoId, PictureKind
from tests.conftest import CHECKOUT
from tests.core.test_storage import key_of
from tests.fakes.proxy import BreakingLine
from tests.fakes.s3 import S3Server
from tests.fakes.team import Team, password_of


def objects(s3: S3Server, bucket: str) -> dict[str, int]:
    """What is in a bucket, by the last part of its name: how large each is. Nothing is half there."""
    name = bucket.rpartition("/")[2]
    client = s3.client()
    found = client.list_objects_v2(Bucket=name).get("Contents", [])
    assert not client.list_multipart_uploads(Bucket=name).get("Uploads")
    client.close()
    return {one["Key"].rpartition("/")[2]: one["Size"] for one in found}


def rows(library: Library, statement: str) -> list[tuple[object, ...]]:
    with library._database.read() as session:
        return [tuple(row) for row in session.execute(text(statement))]


def ids(library: Library, table: str) -> list[str]:
    return [str(id_) for (id_,) in rows(library, f"SELECT id FROM {table} ORDER BY id")]


def known(library: Library) -> dict[str, int]:
    """What a library believes to be in the store."""
    return {str(digest): int(str(size)) for digest, size in rows(library, "SELECT digest, size FROM picture")}


def test_crops_and_previews_come_to_who_has_no_files(
    sample_library: Library, shared: Team, s3: S3Server, bucket: str
) -> None:
    photos, faces = ids(sample_library, "photo"), ids(sample_library, "face")
    report = sample_library.team.sync(JobContext())
    assert report.pictures.problem is None
    assert (report.pictures.sent, report.pictures.failed) == (len(photos) + len(faces), ())
    assert known(sample_library) == objects(s3, bucket)
    assert sample_library.team.sync(JobContext()).pictures.sent == 0

    reviewer = shared.member("reviewer", key=key_of(s3.reader))
    report = reviewer.team.sync(JobContext())
    assert report.pictures.received == len(photos) + len(faces)
    assert report.changes.photos >= set(photos)
    for face in map(FaceId, ids(reviewer, "face")):
        assert reviewer.images.crop(face).read_bytes() == sample_library.images.crop(face).read_bytes()
    for photo in map(PhotoId, photos):
        assert max(reviewer.images.look(photo, 2000).shape) == 512
    with pytest.raises(PhotoError, match="another computer"):
        reviewer.images.original(PhotoId(photos[0]))
    assert reviewer.team.sync(JobContext()).pictures.received == 0
    # The cache may be deleted at any time.
    reviewer.images.cached(PictureKind.PREVIEW, photos[0]).unlink()
    assert reviewer.team.sync(JobContext()).pictures.received == 1


def test_originals_go_where_the_photographer_chose_so(
    sample_library: Library, shared: Team, s3: S3Server, bucket: str
) -> None:
    sample_library.team.sync(JobContext())
    photos = set(ids(sample_library, "photo"))
    assert not photos & objects(s3, bucket).keys()
    sample_library.update_settings(share_originals=True)
    path = Path(str(rows(sample_library, "SELECT path FROM photo_file LIMIT 1")[0][0]))
    path.rename(path.with_suffix(".away"))
    try:
        report = sample_library.team.sync(JobContext())
    finally:
        path.with_suffix(".away").rename(path)
    assert report.pictures.sent == len(photos) - 1
    assert [type(failed) for failed in report.pictures.failed] == [PhotoError]
    assert sample_library.team.sync(JobContext()).pictures.sent == 1
    assert photos <= objects(s3, bucket).keys()
    assert known(sample_library) == objects(s3, bucket)


def test_a_store_that_lets_nobody_in_holds_up_no_answer(
    sample_library: Library, shared: Team, s3: S3Server
) -> None:
    stranger = shared.member("stranger", key=BucketKey("nobody", "knows"))
    sample_library.team.sync(JobContext())
    report = stranger.team.sync(JobContext())
    assert report.received > 0
    assert isinstance(report.pictures.problem, NotAllowedError)
    assert ids(stranger, "face") == ids(sample_library, "face")
    with pytest.raises(NotAllowedError):
        stranger.store.set_key(BucketKey("nobody", "still"))
    assert not stranger.store.set_key(key_of(s3.reader))  # where there is no keyring
    assert stranger.team.sync(JobContext()).pictures.problem is None


def test_who_may_only_read_sends_nothing_and_is_told_so(
    sample_library: Library, shared: Team, s3: S3Server, bucket: str
) -> None:
    sample_library.store.set_key(key_of(s3.reader))
    report = sample_library.team.sync(JobContext())
    assert isinstance(report.pictures.problem, NotAllowedError)
    assert report.sent > 0
    assert not objects(s3, bucket)
    assert not known(sample_library)


def test_a_row_of_a_hostile_member_brings_nothing_into_a_library(
    sample_library: Library, shared: Team, s3: S3Server, bucket: str
) -> None:
    sample_library.team.sync(JobContext())
    photo, face = ids(sample_library, "photo")[0], ids(sample_library, "face")[0]
    # Bytes that are not what the feed says, and a name that is nowhere.
    client, name = s3.client(), bucket.rpartition("/")[2]
    tournament = rows(sample_library, "SELECT tournament_id FROM team")[0][0]
    digest = {
        str(kind): str(of)
        for kind, of in rows(
            sample_library, f"SELECT kind, digest FROM picture WHERE thing IN ('{photo}', '{face}')"
        )
    }
    client.put_object(Bucket=name, Key=f"{tournament}/{digest['preview']}", Body=b"something else")
    client.delete_object(Bucket=name, Key=f"{tournament}/{digest['crop']}")
    client.close()
    reviewer = shared.member("reviewer", key=key_of(s3.reader))
    report = reviewer.team.sync(JobContext())
    assert sorted(type(failed).__name__ for failed in report.pictures.failed) == [
        "BlobDamagedError",
        "_NotThereError",
    ]
    assert not reviewer.images.cached(PictureKind.PREVIEW, photo).exists()
    assert not reviewer.images.cached(PictureKind.CROP, face).exists()
    assert report.pictures.received == len(known(sample_library)) - 2


def test_a_deleted_photo_takes_what_is_known_of_its_pictures_along(
    sample_library: Library, shared: Team, s3: S3Server
) -> None:
    sample_library.team.sync(JobContext())
    photo = ids(sample_library, "photo")[0]
    assert rows(sample_library, f"SELECT kind FROM picture WHERE thing = '{photo}'") == [("preview",)]
    with shared.server.connect(shared.database) as admin:
        before = admin.execute("SELECT count(*) FROM playertag.picture").fetchone()
        admin.execute("DELETE FROM playertag.photo WHERE id = %s", (photo,))
        after = admin.execute("SELECT count(*) FROM playertag.picture").fetchone()
    assert before is not None
    assert after is not None
    faces = rows(sample_library, f"SELECT count(*) FROM face WHERE photo_id = '{photo}'")[0][0]
    assert before[0] - after[0] == 1 + int(str(faces))


def test_while_it_watches_pictures_come_by_themselves_as_soon_as_there_is_a_key(
    sample_library: Library, shared: Team, s3: S3Server
) -> None:
    reviewer = shared.member("reviewer", key=BucketKey("nobody", "knows"))
    photos = ids(sample_library, "photo")
    contexts = [JobContext(), JobContext()]
    came = threading.Event()

    def told(watched: Watched) -> None:
        if watched.report and watched.report.pictures.problem:
            reviewer.store.set_key(key_of(s3.reader))
        if all(reviewer.images.cached(PictureKind.PREVIEW, photo).exists() for photo in photos):
            came.set()

    def watch(library: Library, context: JobContext) -> None:
        with pytest.raises(CancelledError):
            library.team.watch(context, told)

    threads = [
        threading.Thread(target=watch, args=pair)
        for pair in zip((sample_library, reviewer), contexts, strict=True)
    ]
    for thread in threads:
        thread.start()
    try:
        assert came.wait(30)
    finally:
        for context in contexts:
            context.cancel()
        for thread in threads:
            thread.join()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_what_is_killed_while_it_uploads_goes_on_and_sends_nothing_twice(
    sample_library: Library, shared: Team, s3: S3Server, bucket: str
) -> None:
    large = add_original(sample_library, 30 << 20)
    sample_library.update_settings(share_originals=True)
    password = password_of(sample_library)
    with BreakingLine(s3.host, s3.port, 1) as line:
        line.breaks = False
        shared.owner.store.use(f"http://127.0.0.1:{line.port}/{bucket.rpartition('/')[2]}", key_of(s3.key))
        kills = 0
        while kill_at(sample_library, password, s3, line, line.passed + (1 << 21) * 2**kills):
            kills += 1
        passed = line.passed
    assert kills > 1
    kept = objects(s3, bucket)
    assert large in kept
    assert kept == known(sample_library)
    # What was in parts of 8 MB when it was killed was not sent again, or only the parts under way.
    assert passed < sum(kept.values()) + kills * (40 << 20)


def add_original(library: Library, size: int) -> str:
    """A photo whose file is large; it need not be a picture to be kept."""
    content = Random(1).randbytes(size)
    digest = digest_of(content)
    path = library.paths.root / "large.cr3"
    path.write_bytes(content)
    with library._database.write() as session:
        session.add(
            PhotoRow(id=digest, width=6000, height=4000, orientation=1, camera="", detected_by="opencv")
        )
        session.flush()
        session.add(PhotoFileRow(path=str(path), photo_id=digest, size=size, mtime_ns=1))
    return digest


def kill_at(library: Library, password: str, s3: S3Server, line: BreakingLine, last: int) -> bool:
    """Sync in a process until so many bytes have gone to the store; whether it was killed then."""
    process = subprocess.Popen(
        [sys.executable, "-m", "core", "sync", "--library", str(library.paths.root)],
        cwd=CHECKOUT,
        env={
            **os.environ,
            "PLAYERTAG_TEAM_PASSWORD": password,
            "AWS_ACCESS_KEY_ID": s3.key.id,
            "AWS_SECRET_ACCESS_KEY": s3.key.secret,
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None and line.passed < last:
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    ended = process.wait()
    assert ended in (
        SOME_FILES_FAILED,
        -signal.SIGKILL,
    )  # the large file is no picture of which to make a preview
    return ended == -signal.SIGKILL
