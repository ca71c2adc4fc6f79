"""Some kinds of pictures are decoded by another process: what it tells, and what if it dies or hangs."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from core import decoder, decoders
from core.errors import PhotoError
from core.imaging import decode, raw
from core.imaging.decode import decode_photo, read_exif
from core.metadata.exif import read_shot
from tests.conftest import CHECKOUT
from tests.fakes.raw import dng

RED = Image.new("RGB", (1600, 1200), (200, 10, 10))
# A worker that reads what is asked of it, and then does as a test wants.
LISTENING = """
import json, os, sys, time
asked = json.loads(sys.stdin.buffer.readline())
sys.stdin.buffer.read(asked["bytes"])
"""


@pytest.fixture(autouse=True)
def workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[decoders.Decoders]:
    """Those of one test."""
    own = decoders.Decoders()
    monkeypatch.setattr(raw, "decoders", own)
    monkeypatch.setattr(decode, "decoders", own)
    yield own
    own.close()


@pytest.fixture
def played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the next workers be of such lines instead."""

    def play(lines: str) -> None:
        script = tmp_path / "worker.py"
        script.write_text(LISTENING + lines)
        monkeypatch.setattr(decoder, "__file__", str(script))

    return play


def test_the_preview_is_what_is_shown_where_it_is_large_enough() -> None:
    photo = decode_photo(dng(1600, 1200, RED), ".dng")
    assert photo.pixels.shape == (1200, 1600, 3)
    assert abs(photo.pixels[600, 800].astype(int) - (200, 10, 10)).max() < 5


def test_without_a_preview_the_sensor_is_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    data = dng(1600, 1200)
    whole = decode_photo(data, ".dng")
    assert (whole.pixels.shape, whole.reduction) == ((1200, 1600, 3), 1)
    monkeypatch.setattr(raw, "WHOLE_PIXELS", 1600 * 1200 - 1)
    half = decode_photo(data, ".dng")
    assert (half.pixels.shape, half.width, half.height, half.reduction) == ((600, 800, 3), 1600, 1200, 2)
    monkeypatch.setattr(raw, "MAX_PIXELS", 1600 * 1200 - 1)
    with pytest.raises(PhotoError, match="2 megapixels and no preview") as raised:
        decode_photo(data, ".dng")
    assert raised.value.code == "too-large"


def test_a_file_is_asked_for_by_its_path_too(tmp_path: Path) -> None:
    path = tmp_path / "photo of \u0416.dng"
    path.write_bytes(dng(1600, 1200, RED))
    assert raw.raw_preview(path).jpeg == raw.raw_preview(path.read_bytes()).jpeg
    assert read_shot(read_exif(path)).camera == "Maker Model"
    path.write_bytes(b"II*\0 no raw at all" * 20)
    with pytest.raises(PhotoError, match="The RAW file can't be read"):
        read_exif(path)


def test_one_process_answers_many_and_each_thread_has_its_own(workers: decoders.Decoders) -> None:
    data = dng(64, 48, RED)
    raw.raw_preview(data)
    (first,) = workers._idle
    raw.raw_preview(data)
    assert workers._idle == [first]
    with ThreadPoolExecutor(3) as pool:
        assert len({found.jpeg for found in pool.map(raw.raw_preview, [data] * 12)}) == 1
    assert 1 <= len(workers._idle) <= 3


def test_who_dies_of_a_file_takes_nobody_with_it(
    workers: decoders.Decoders, played: Callable[[str], None]
) -> None:
    played("os.abort()")
    with pytest.raises(PhotoError, match="its decoder broke off") as raised:
        decode_photo(dng(64, 48, RED), ".dng")
    assert raised.value.code == "unreadable-raw"
    assert workers._idle == []


def test_the_next_file_is_read_after_one_that_killed_the_worker(workers: decoders.Decoders) -> None:
    data = dng(64, 48, RED)
    raw.raw_preview(data)
    workers._idle[0]._process.kill()
    workers._idle[0]._process.wait()
    with pytest.raises(PhotoError, match="broke off"):
        raw.raw_preview(data)
    assert raw.raw_preview(data).jpeg


def test_an_answer_that_breaks_off_is_none(played: Callable[[str], None]) -> None:
    played(
        """print('{"found": "jpeg", "width": 1, "height": 1, "bytes": 9}\\nabc', flush=True); os.abort()"""
    )
    with pytest.raises(PhotoError, match="broke off"):
        raw.raw_preview(b"any")


def test_who_takes_too_long_is_ended(
    workers: decoders.Decoders, played: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoders, "LIMIT_S", 0.5)
    played("time.sleep(60)")
    start = time.monotonic()
    with pytest.raises(PhotoError, match=r"takes more than 0.5 seconds"):
        raw.raw_preview(b"any")
    assert time.monotonic() - start < 30
    assert workers._idle == []


def test_a_worker_that_nobody_needed_for_long_ends_and_another_takes_its_place(
    workers: decoders.Decoders,
) -> None:
    data = dng(64, 48, RED)
    raw.raw_preview(data)
    (idle,) = workers._idle
    assert idle._process.stdin is not None
    idle._process.stdin.close()
    assert idle._process.wait() == 0
    assert raw.raw_preview(data).jpeg
    assert workers._idle != [idle]


def test_a_worker_ends_by_itself() -> None:
    lines = "import core.decoder as one; one.IDLE_S = 0.2; one.main()"
    with subprocess.Popen([sys.executable, "-c", lines], cwd=CHECKOUT, stdin=subprocess.PIPE) as process:
        assert process.wait(60) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="the system can't be asked for it elsewhere")
def test_a_worker_has_so_much_memory_and_no_more() -> None:
    lines = "import core.decoder as one; one._limit_memory(); bytearray(one.MAX_BYTES)"
    done = subprocess.run(
        [sys.executable, "-c", lines], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "MemoryError" in done.stderr


def test_a_built_program_is_its_own_worker() -> None:
    command = [sys.executable, "-m", "desktop", decoder.ARGUMENT]
    asked = b'{"what": "preview", "path": "", "bytes": 3, "sheet": null}\nany'
    done = subprocess.run(command, cwd=CHECKOUT, input=asked, capture_output=True, check=True)
    assert done.stdout.startswith(b'{"found": "unreadable"')


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG2000", "RGB"),
        ("JPEG2000", "I;16"),
        ("AVIF", "RGBA"),
        ("PPM", "L"),
        ("PPM", "I"),
        ("HEIF", "RGB"),
    ],
)
def test_the_pixels_of_kinds_that_take_long_come_from_that_process_too(
    kind: str, mode: str, workers: decoders.Decoders, played: Callable[[str], None]
) -> None:
    if kind == "HEIF":
        pytest.importorskip("pillow_heif", reason="HEIC needs the extra pillow-heif")
    deep = mode.startswith("I")
    picture = Image.new("I", RED.size, 200 * 257).convert(mode) if deep else RED.convert(mode)
    file = io.BytesIO()
    picture.save(file, kind)
    photo = decode_photo(file.getvalue(), ".jpg")
    assert photo.pixels.shape == (1200, 1600, 3)
    wanted = (200, 200, 200) if deep else picture.convert("RGB").getpixel((0, 0))
    assert abs(photo.pixels[600, 800].astype(int) - wanted).max() < 8
    workers.close()
    played("os.abort()")
    with pytest.raises(PhotoError, match="its decoder broke off") as raised:
        decode_photo(file.getvalue(), ".jpg")
    assert raised.value.code == "damaged"


def odd_jpeg(frame: int = 0xC0, before: bytes = b"") -> bytes:
    """A JPEG that claims another kind of frame, or has something before its segments."""
    file = io.BytesIO()
    Image.new("RGB", (64, 48)).save(file, "JPEG")
    data = bytearray(file.getvalue())
    data[data.index(b"\xff\xc0") + 1] = frame
    return bytes(data[:2] + before + data[2:])


@pytest.mark.parametrize("data", [odd_jpeg(0xC9), odd_jpeg(0xCA), odd_jpeg(before=b"\xff")])
def test_a_jpeg_of_a_kind_that_no_camera_writes_is_decoded_there_too(
    data: bytes, played: Callable[[str], None]
) -> None:
    assert decode_photo(odd_jpeg(), ".jpg").pixels.shape == (48, 64, 3)
    played("os.abort()")
    with pytest.raises(PhotoError, match="its decoder broke off"):
        decode_photo(data, ".jpg")


def test_a_jpeg_that_is_decoded_there_is_the_same_picture() -> None:
    assert not decode_photo(odd_jpeg(before=b"\xff"), ".jpg").pixels.any()
