"""The stores of a team's pictures: a bucket of a real server, and a folder."""

from __future__ import annotations

import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest

from core.errors import (
    BlobDamagedError,
    CancelledError,
    InvalidValueError,
    LibraryError,
    NotAllowedError,
    ServerError,
    ServerRefusedError,
)
from core.jobs import JobContext
from core.storage import s3 as s3_module
from core.storage.address import BucketAddress, BucketKey, open_store, store_address
from core.storage.base import BlobStore, digest_of
from core.storage.s3 import PART_BYTES
from tests.fakes.disk import no_larger_files_than
from tests.fakes.proxy import BreakingLine
from tests.fakes.s3 import AccessKey, S3Server
from tests.fakes.tls import TlsServer

SMALL = b"\xff\xd8 a small picture"
LARGE = Random(1).randbytes(2 * PART_BYTES + 1000)


def nothing() -> None:
    """For calls that nobody stops."""


def key_of(key: AccessKey) -> BucketKey:
    return BucketKey(key.id, key.secret)


@pytest.fixture(params=["bucket", "folder"])
def store(request: pytest.FixtureRequest, s3: S3Server, bucket: str, tmp_path: Path) -> Iterator[BlobStore]:
    address = bucket if request.param == "bucket" else tmp_path.as_uri()
    with open_store(address, key_of(s3.key), "cup") as opened:
        yield opened


@pytest.mark.parametrize("content", [b"", SMALL, LARGE], ids=["empty", "small", "large"])
def test_what_is_put_comes_back(store: BlobStore, tmp_path: Path, content: bytes) -> None:
    store.check()
    digest, to = digest_of(content), tmp_path / "deep" / "er" / "got.jpg"
    assert store.put(digest, content, nothing)
    assert not store.put(digest, content, nothing)
    store.get(digest, len(content), to, nothing)
    assert to.read_bytes() == content
    assert [path.name for path in to.parent.iterdir()] == ["got.jpg"]


@pytest.mark.parametrize(
    ("scheme", "tls", "words"),
    [
        ("https", False, "does not speak TLS. See whether the address"),
        ("https", True, "certificate is of no authority that this computer trusts"),
        ("http", True, "its address begins with https"),
    ],
)
def test_whether_a_line_is_to_be_encrypted_is_said(
    s3: S3Server, tmp_path: Path, scheme: str, tls: bool, words: str
) -> None:
    with TlsServer(tmp_path) as server:
        place = server.place if tls else f"{s3.host}:{s3.port}"
        with (
            open_store(f"{scheme}://{place}/cup", key_of(s3.key), "cup") as store,
            pytest.raises(ServerError, match=words),
        ):
            store.check()


def test_what_is_not_there_says_so(store: BlobStore, tmp_path: Path) -> None:
    with pytest.raises(ServerRefusedError, match="does not have it"):
        store.get(digest_of(SMALL), len(SMALL), tmp_path / "got.jpg", nothing)
    assert not (tmp_path / "got.jpg").exists()


def test_a_page_has_an_address(store: BlobStore, tmp_path: Path) -> None:
    store.put_page("page.html", "<p>Ann</p>")
    with urllib.request.urlopen(store.link("page.html", timedelta(hours=1))) as answer:
        assert answer.read() == b"<p>Ann</p>"


def test_a_stop_is_heard_between_parts(store: BlobStore, tmp_path: Path) -> None:
    context = JobContext()
    context.cancel()
    with pytest.raises(CancelledError):
        store.put(digest_of(LARGE), LARGE, context.checkpoint)
    assert store.put(digest_of(LARGE), LARGE, nothing)
    with pytest.raises(CancelledError):
        store.get(digest_of(LARGE), len(LARGE), tmp_path / "got", context.checkpoint)


@pytest.mark.parametrize("content", [SMALL * 1000, LARGE], ids=["small", "large"])
def test_a_full_disk_says_so_and_leaves_nothing_half(
    store: BlobStore, tmp_path: Path, content: bytes
) -> None:
    digest, to = digest_of(content), tmp_path / "got"
    store.put(digest, content, nothing)
    with no_larger_files_than(1000), pytest.raises(LibraryError, match="room on the disk"):
        store.get(digest, len(content), to, nothing)
    assert not to.exists()
    store.get(digest, len(content), to, nothing)
    assert to.read_bytes() == content


@pytest.mark.parametrize("content", [SMALL, LARGE], ids=["small", "large"])
def test_an_object_that_is_something_else_is_not_used(
    s3: S3Server, bucket: str, tmp_path: Path, content: bytes
) -> None:
    digest = digest_of(content)
    client = s3.client()
    client.put_object(Bucket=bucket.rpartition("/")[2], Key=f"cup/{digest}", Body=content[:-1] + b"?")
    client.close()
    with open_store(bucket, key_of(s3.key), "cup") as store, pytest.raises(BlobDamagedError):
        store.get(digest, len(content), tmp_path / "got", nothing)
    assert not list(tmp_path.iterdir())


def test_a_broken_upload_goes_on_where_it_was(s3: S3Server, bucket: str) -> None:
    name = bucket.rpartition("/")[2]
    digest = digest_of(LARGE)
    # Two of three parts went up by a laptop that is gone by now.
    client = s3.client()
    made = client.create_multipart_upload(Bucket=name, Key=f"cup/{digest}", ChecksumAlgorithm="CRC32")
    with open_store(bucket, key_of(s3.key), "cup") as store:
        assert isinstance(store, s3_module.S3Store)
        for number in (1, 2):
            part = memoryview(LARGE)[(number - 1) * PART_BYTES : number * PART_BYTES]
            store._put_part(f"cup/{digest}", made["UploadId"], s3_module._Part(number, part), nothing)
    with BreakingLine(s3.host, s3.port, 1) as line:
        line.breaks = False
        with open_store(f"http://127.0.0.1:{line.port}/{name}", key_of(s3.key), "cup") as store:
            assert store.put(digest, LARGE, nothing)
        assert line.passed < PART_BYTES
    assert client.get_object(Bucket=name, Key=f"cup/{digest}")["Body"].read() == LARGE
    assert not client.list_multipart_uploads(Bucket=name).get("Uploads")
    client.close()


def test_over_a_line_that_breaks_everything_arrives_once(s3: S3Server, bucket: str, tmp_path: Path) -> None:
    name = bucket.rpartition("/")[2]
    contents = [SMALL, SMALL * 9999, LARGE]
    with (
        BreakingLine(s3.host, s3.port, 3, longest=40 << 20) as line,
        open_store(f"http://127.0.0.1:{line.port}/{name}", key_of(s3.key), "cup") as store,
    ):
        for content in contents:
            insist(partial(store.put, digest_of(content), content, nothing))
        for content in contents:
            to = tmp_path / digest_of(content)
            insist(partial(store.get, digest_of(content), len(content), to, nothing))
            assert to.read_bytes() == content
    client = s3.client()
    assert len(client.list_objects_v2(Bucket=name)["Contents"]) == len(contents)
    client.close()


@pytest.mark.parametrize("came", [LARGE, LARGE[1:], LARGE + b"?"], ids=["all", "another", "more"])
def test_what_came_down_before_and_is_of_no_use_is_fetched_anew(
    s3: S3Server, bucket: str, tmp_path: Path, came: bytes
) -> None:
    (tmp_path / ".got.part").write_bytes(came)
    with open_store(bucket, key_of(s3.key), "cup") as store:
        store.put(digest_of(LARGE), LARGE, nothing)
        store.get(digest_of(LARGE), len(LARGE), tmp_path / "got", nothing)
    assert (tmp_path / "got").read_bytes() == LARGE


def test_what_came_down_by_half_is_gone_on_with(s3: S3Server, bucket: str, tmp_path: Path) -> None:
    digest, to = digest_of(LARGE), tmp_path / "got"
    with open_store(bucket, key_of(s3.key), "cup") as store:
        store.put(digest, LARGE, nothing)
    (tmp_path / ".got.part").write_bytes(LARGE[:-500])
    with BreakingLine(s3.host, s3.port, 1) as line:
        line.breaks = False
        address = f"http://127.0.0.1:{line.port}/{bucket.rpartition('/')[2]}"
        with open_store(address, key_of(s3.key), "cup") as store:
            store.get(digest, len(LARGE), to, nothing)
        assert line.passed < PART_BYTES
    assert to.read_bytes() == LARGE


def test_what_was_begun_long_ago_is_cleared_away(
    s3: S3Server, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = bucket.rpartition("/")[2]
    client = s3.client()
    for key in ("cup/one", "cup/two", "other/one"):
        client.create_multipart_upload(Bucket=name, Key=key)
    with open_store(bucket, key_of(s3.key), "cup") as store:
        assert store.sweep() == 0
        monkeypatch.setattr(s3_module, "UPLOAD_LIVES", timedelta(seconds=-5))
        assert store.sweep() == 2
    assert [upload["Key"] for upload in client.list_multipart_uploads(Bucket=name)["Uploads"]] == [
        "other/one"
    ]
    client.close()


def test_a_link_is_for_a_while_and_names_the_file(s3: S3Server, bucket: str) -> None:
    digest = digest_of(SMALL)
    with open_store(bucket, key_of(s3.key), "cup") as store:
        store.put(digest, SMALL, nothing)
        with urllib.request.urlopen(store.link(digest, timedelta(hours=1), "Анна 1.jpg")) as answer:
            assert answer.read() == SMALL
            assert "%D0%90%D0%BD%D0%BD%D0%B0%201.jpg" in answer.headers["Content-Disposition"]
        short = store.link(digest, timedelta(seconds=1))
    time.sleep(2.1)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(short)
    refused.value.close()
    assert refused.value.code == 403


def test_a_limit_of_the_line_is_kept(s3: S3Server, bucket: str, tmp_path: Path) -> None:
    content = os.urandom(300_000)
    with open_store(bucket, key_of(s3.key), "cup", bytes_per_s=300_000) as store:
        begun = time.monotonic()
        store.put(digest_of(content), content, nothing)
        up = time.monotonic() - begun
        store.get(digest_of(content), len(content), tmp_path / "got", nothing)
        down = time.monotonic() - begun - up
    assert min(up, down) > 0.6


def test_a_bucket_that_is_not_there_or_not_ours(
    s3: S3Server, bucket: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with open_store(f"{s3.endpoint}/no-such-bucket", key_of(s3.key), "cup") as store:
        with pytest.raises(ServerRefusedError, match="no bucket no-such-bucket"):
            store.check()
        for content in (SMALL, LARGE):
            with pytest.raises(ServerRefusedError, match=r"no bucket|does not have it"):
                store.put(digest_of(content), content, nothing)
    with open_store(bucket, key_of(s3.reader), "cup") as store:
        store.check()
        with pytest.raises(NotAllowedError, match="your key has not the right"):
            store.put(digest_of(SMALL), SMALL, nothing)
    with open_store(bucket, BucketKey(s3.key.id, "a wrong secret"), "cup") as store:
        with pytest.raises(NotAllowedError, match=r"secret does not belong to your key\. Give") as refused:
            store.check()
        assert "a wrong secret" not in str(refused.value)
    with (
        open_store(bucket, BucketKey("nobody", s3.key.secret), "cup") as store,
        pytest.raises(NotAllowedError, match=r"does not know your key\. Give it again"),
    ):
        store.check()
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    with (
        open_store(bucket, None, "cup") as store,
        pytest.raises(NotAllowedError, match="gives you one"),
    ):
        store.check()


def test_a_server_that_is_not_there_says_so(tmp_path: Path) -> None:
    store = open_store("http://127.0.0.1:9/cup-pictures", BucketKey("a", "b"), "cup")
    with store, pytest.raises(ServerError, match=r"cup-pictures on 127\.0\.0\.1 can't be reached: nothing"):
        store.check()
    with open_store((tmp_path / "none").as_uri(), None, "cup") as folder:
        with pytest.raises(ServerError, match="not there"):
            folder.check()
        with pytest.raises(ServerError, match="not there"):
            folder.put(digest_of(SMALL), SMALL, nothing)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "https://s3.example.org/pics",
            BucketAddress("https://s3.example.org", "pics", "us-east-1", "s3.example.org"),
        ),
        (
            "https://s3.example.org:9000/pics/?region=eu-west-1",
            BucketAddress("https://s3.example.org:9000", "pics", "eu-west-1", "s3.example.org"),
        ),
        ("s3://pics?region=eu-west-1", BucketAddress(None, "pics", "eu-west-1", "Amazon S3")),
    ],
)
def test_addresses(text: str, meant: BucketAddress) -> None:
    assert store_address(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "pics",
        "http://example.org/pics",
        "https://key:secret@example.org/pics",
        "https://example.org",
        "file:///",
    ],
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        store_address(text)
    assert "secret@" not in str(refused.value)


def insist(call: Callable[[], object]) -> None:
    """Do it until the line holds."""
    for _ in range(40):
        try:
            call()
        except ServerError:
            continue
        return
    raise AssertionError("the line never held")
