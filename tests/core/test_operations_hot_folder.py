"""A hot folder, by the library and by the command line, on pictures of people."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core import cli
from core.errors import CancelledError
from core.hot_folder import Arrived
from core.jobs import JobContext
from core.library import Library
from tests.conftest import Person
from tests.fakes.pictures import small_photo

if sys.platform != "win32":
    import resource


@pytest.fixture
def hot(tmp_path: Path, people: dict[str, Person]) -> Path:
    """A hot folder with two photos."""
    for number, name in enumerate(("P001", "P002"), start=1):
        small_photo(people[name].selfie, tmp_path / "hot" / f"IMG_{number}.JPG")
    return tmp_path / "hot"


def test_photos_are_taken_until_a_stop(library: Library, hot: Path) -> None:
    context, came = JobContext(), list[Arrived]()

    def told(arrived: Arrived) -> None:
        came.append(arrived)
        if arrived.photos:
            context.cancel()

    with pytest.raises(CancelledError):
        library.hot_folder.watch(hot, "Hot", context, told)
    assert [photo.file_name for one in came for photo in one.photos] == ["IMG_1.JPG", "IMG_2.JPG"]
    assert (came[0].waiting, came[-1].waiting) == (2, 0)
    assert not any(one.changes.faces for one in came), "nobody was trained on"
    assert library.galleries.find("Hot").faces == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process of a group")
def test_the_command_line_watches_until_it_is_interrupted(library: Library, hot: Path) -> None:
    command = [sys.executable, "-m", "core", "watch", str(hot), "--gallery", "Hot"]
    command += ["--library", str(library.paths.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(2)] == ["IMG_1.JPG: –\n", "IMG_2.JPG: –\n"]
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
    assert library.galleries.find("Hot").photos == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process of a group")
def test_without_exiftool_it_is_told_once_that_names_are_not_read(library: Library, hot: Path) -> None:
    command = [sys.executable, "-m", "core", "watch", str(hot), "--gallery", "Hot"]
    command += ["--library", str(library.paths.root)]
    without = os.environ | {"PATH": str(hot.parent)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=without
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for _ in range(2):
            process.stdout.readline()
        (hot / "IMG_3.JPG").write_bytes((hot / "IMG_1.JPG").read_bytes() + b"another")
        assert process.stdout.readline() == "IMG_3.JPG: –\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
        assert process.stderr.read().count("ExifTool is not on this computer") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux sets limits for another process")
def test_the_command_line_tells_of_a_full_disk_and_goes_on(library: Library, hot: Path) -> None:
    command = [sys.executable, "-m", "core", "watch", str(hot), "--gallery", "Hot"]
    command += ["--library", str(library.paths.root)]
    late = (hot / "IMG_2.JPG").rename(hot.parent / "IMG_2.JPG")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "IMG_1.JPG: –\n"
        before = resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        late.rename(hot / late.name)
        waits = "Photos wait, and are taken in by themselves when this is over: The library can't be"
        while not (line := process.stderr.readline()).startswith(waits):
            assert line
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, before)
        assert process.stdout.readline() == "IMG_2.JPG: –\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
    assert library.galleries.find("Hot").photos == 2


def test_a_folder_that_is_not_there_is_told(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--library", str(library.paths.root)]
    assert cli.main(["watch", "/no/such/folder", "--gallery", "Hot", "--json", *where]) == 1
    assert "there is no folder /no/such/folder" in capsys.readouterr().err
