"""Where deliveries go, by real servers on loopback: a folder, SFTP, FTPS and a bucket."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.errors import (
    CancelledError,
    DestinationError,
    InvalidValueError,
    LineBrokenError,
    UnknownHostError,
)
from core.storage.base import digest_of
from core.storage.destination import Login, called, destination_address, open_destination, server_of, user_of
from core.storage.ftps import fingerprint
from tests.fakes.file_servers import PASSWORD, USER, FtpsServer, SftpServer
from tests.fakes.s3 import S3Server

KINDS = ("folder", "sftp", "ftps", "s3")


@pytest.fixture
def there(tmp_path: Path) -> Path:
    folder = tmp_path / "there"
    folder.mkdir()
    return folder


@pytest.fixture
def sftp(there: Path) -> Iterator[SftpServer]:
    with SftpServer(there) as server:
        yield server


@pytest.fixture
def ftps(there: Path, tmp_path: Path) -> Iterator[FtpsServer]:
    with FtpsServer(there, tmp_path) as server:
        yield server


@pytest.fixture(params=KINDS)
def where(request: pytest.FixtureRequest, there: Path) -> tuple[str, Login]:
    """An address below which files may be put, and who may."""
    kind = request.param
    if kind == "folder":
        return str(there / "out"), Login()
    if kind == "sftp":
        server: SftpServer = request.getfixturevalue("sftp")
        return f"{server.address}/out", Login(USER, PASSWORD, server.fingerprint)
    if kind == "ftps":
        files: FtpsServer = request.getfixturevalue("ftps")
        return f"{files.address}/out", Login(USER, PASSWORD, files.fingerprint)
    s3: S3Server = request.getfixturevalue("s3")
    bucket: str = request.getfixturevalue("bucket")
    return f"{bucket}/out", Login(s3.key.id, s3.key.secret)


def going_on() -> None:
    """Nobody asks to stop."""


@pytest.fixture
def received(where: tuple[str, Login], there: Path, s3: S3Server) -> Callable[[str], bytes]:
    """What the other side holds under a name, without the program's own way."""

    def read(name: str) -> bytes:
        address, _ = where
        if not address.startswith(s3.endpoint):
            return (there / "out" / name).read_bytes()
        return s3.contents(address.rsplit("/", 2)[1])[f"out/{name}"]

    return read


def test_files_come_whole_are_counted_and_are_replaced(
    where: tuple[str, Login], received: Callable[[str], bytes], tmp_path: Path
) -> None:
    address, login = where
    first, second = tmp_path / "first.jpg", tmp_path / "second.jpg"
    first.write_bytes(os.urandom(300_000))
    second.write_bytes(os.urandom(9_000_000))
    name = "Ada Byron/День 1 – finale (2).jpg"
    with open_destination(address, login) as destination:
        assert destination.size(name) is None
        for source in (first, second, first):
            destination.put(name, source, digest_of(source.read_bytes()), going_on)
            assert destination.size(name) == source.stat().st_size
            assert received(name) == source.read_bytes()
        empty = tmp_path / "empty"
        empty.touch()
        destination.put("empty.txt", empty, digest_of(b""), going_on)
        assert destination.size("empty.txt") == 0


def test_what_was_stopped_is_not_there_and_is_gone_on_with(where: tuple[str, Login], tmp_path: Path) -> None:
    address, login = where
    source = tmp_path / "large.zip"
    source.write_bytes(os.urandom(9_000_000))
    digest = digest_of(source.read_bytes())
    calls = 0

    def stop() -> None:
        nonlocal calls
        calls += 1
        if calls > 50:
            raise CancelledError

    with open_destination(address, login) as destination, pytest.raises(CancelledError):
        destination.put("large.zip", source, digest, stop)
    with open_destination(address, login) as destination:
        assert destination.size("large.zip") is None
        destination.put("large.zip", source, digest, going_on)
        assert destination.size("large.zip") == source.stat().st_size


@pytest.mark.parametrize("kind", ["sftp", "ftps"])
def test_what_came_before_the_line_broke_is_not_sent_again(
    kind: str, request: pytest.FixtureRequest, there: Path, tmp_path: Path
) -> None:
    server: SftpServer | FtpsServer = request.getfixturevalue(kind)
    source = tmp_path / "large.zip"
    source.write_bytes(os.urandom(9_000_000))
    content = source.read_bytes()
    digest = digest_of(content)
    login = Login(USER, PASSWORD, server.fingerprint)
    calls = 0

    def count() -> None:
        nonlocal calls
        calls += 1

    def broken() -> None:
        count()
        if calls == 60:
            raise LineBrokenError("as if it did")

    with open_destination(server.address, login) as destination, pytest.raises(LineBrokenError):
        destination.put("large.zip", source, digest, broken)
    (part,) = there.iterdir()
    assert part.name.startswith(".")
    half, calls = part.stat().st_size, 0
    assert 0 < half < len(content)
    with open_destination(server.address, login) as destination:
        destination.put("large.zip", source, digest, count)
    assert (there / "large.zip").read_bytes() == content
    assert list(there.iterdir()) == [there / "large.zip"]
    assert calls * 65_536 < len(content) - half + 1_500_000


@pytest.mark.parametrize("kind", ["sftp", "ftps"])
def test_what_a_server_lost_did_not_come_and_is_sent_again(
    kind: str, request: pytest.FixtureRequest, there: Path, tmp_path: Path
) -> None:
    server: SftpServer | FtpsServer = request.getfixturevalue(kind)
    source = tmp_path / "large.zip"
    source.write_bytes(os.urandom(9_000_000))
    digest = digest_of(source.read_bytes())
    with open_destination(server.address, Login(USER, PASSWORD, server.fingerprint)) as destination:
        server.loses_after = 5_000_000
        with pytest.raises(LineBrokenError, match=r"large\.zip did not come whole"):
            destination.put("large.zip", source, digest, going_on)
        assert destination.size("large.zip") is None
        server.loses_after = None
        destination.put("large.zip", source, digest, going_on)
    assert (there / "large.zip").read_bytes() == source.read_bytes()
    assert list(there.iterdir()) == [there / "large.zip"]


def test_data_go_to_nobody_but_the_server_that_is_trusted(
    ftps: FtpsServer, there: Path, tmp_path: Path
) -> None:
    source = tmp_path / "one.jpg"
    source.write_bytes(b"a picture")
    ftps.shows_other = True
    with (
        open_destination(ftps.address, Login(USER, PASSWORD, ftps.fingerprint)) as destination,
        pytest.raises(UnknownHostError) as told,
    ):
        destination.put("one.jpg", source, digest_of(b"a picture"), going_on)
    assert told.value.fingerprint == fingerprint(ftps.other_certificate)
    assert not any(path.read_bytes() for path in there.iterdir())


def test_a_server_that_nothing_vouches_for_is_told_nothing(sftp: SftpServer, ftps: FtpsServer) -> None:
    for server in (sftp, ftps):
        for trusted in ("", "another"):
            with (
                pytest.raises(UnknownHostError) as told,
                open_destination(server.address, Login(USER, PASSWORD, trusted)),
            ):
                pass
            assert told.value.fingerprint == server.fingerprint


def test_a_wrong_password_and_a_server_that_is_not_there_are_said(
    sftp: SftpServer, ftps: FtpsServer, s3: S3Server, bucket: str
) -> None:
    for server in (sftp, ftps):
        with (
            pytest.raises(DestinationError, match="does not let you in"),
            open_destination(server.address, Login(USER, "wrong", server.fingerprint)),
        ):
            pass
    with pytest.raises(DestinationError), open_destination(bucket, Login(s3.key.id, "wrong")):
        pass
    with (
        pytest.raises(DestinationError, match="no bucket"),
        open_destination(f"{s3.endpoint}/nowhere", Login(s3.key.id, s3.key.secret)),
    ):
        pass
    for address in ("sftp://ada@127.0.0.1:1/x", "ftps://ada@127.0.0.1:1/x"):
        with (
            pytest.raises(LineBrokenError, match=r"The line to 127\.0\.0\.1 broke"),
            open_destination(address, Login()),
        ):
            pass


def test_a_folder_on_a_disk_that_is_not_connected_is_not_made(tmp_path: Path) -> None:
    with (
        pytest.raises(DestinationError, match="Is its disk connected"),
        open_destination(str(tmp_path / "disk" / "out"), Login()),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://host/x", "not encrypted"),
        ("sftp://ada:secret@host/x", "password is not part"),
        ("sftp:///x", "an address is"),
        ("gopher://host", "an address is"),
        ("sftp://host:port/x", "an address is"),
        ("sftp://ada@host/a%0Ab\n", "an address is"),
        ("", "an address is"),
    ],
)
def test_what_is_no_address_is_refused(address: str, why: str) -> None:
    with pytest.raises(InvalidValueError, match=why):
        destination_address(address)


def test_an_address_is_kept_in_the_same_words() -> None:
    same: Callable[[str], str] = called
    assert same("sftp://ada@host:22/out/") == same(" sftp://ada@host/out") == "sftp://ada@host/out"
    assert same("sftp://ada@[::1]:2222//srv") == "sftp://ada@[::1]:2222//srv"
    assert same("https://host/bucket/x/") == "https://host/bucket/x"
    assert same("sftp://host/x") == "sftp://host/x"


def test_a_login_is_of_a_server_whatever_the_folder() -> None:
    assert server_of("sftp://ada@Host:22/2026") == server_of("sftp://ada@host//big/one") == "sftp://ada@host"
    assert server_of("ftps://host:2121/x") == "ftps://host:2121"
    assert server_of("https://host/bucket/x") == server_of("https://host/other") == "https://host"
    assert user_of("sftp://ada@host/2026") == "ada"
    assert user_of("s3://key@bucket") == user_of("sftp:///") == user_of("sftp://host") == ""
    with pytest.raises(InvalidValueError, match="who asks"):
        open_destination("sftp://host/x", Login())
