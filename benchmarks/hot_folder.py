"""How long after its last byte a photo in a hot folder is named: one after the other, and in a burst.

    python -m benchmarks.hot_folder [--photos 30] [--burst 500] [--every 3] [--demo DIR] [--json FILE]

Photos of 24 megapixels of the demo's players are written in parts, as cameras write them, into a folder that
a trained copy of the demo's library watches with the pack `opencv`. Photos are first written so many seconds
apart; then those of the burst as fast as the disk takes them. The clock runs from the end of writing until
the library tells who is in the photo. The models are open before the first one comes.
"""

from __future__ import annotations

import argparse
import math
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from PIL import Image

from benchmarks.large_photos import numbered
from benchmarks.report import print_table, write_json
from core.demo import ensure_demo
from core.errors import CancelledError
from core.hot_folder import Arrived
from core.jobs import JobContext
from core.library import Library

CAMERA = (6000, 4000)
PART_BYTES = 256 * 1024
LIMIT_S = 3.0


class Watched:
    """A hot folder under the clock."""

    def __init__(self, library: Library, folder: Path) -> None:
        self.named = 0
        self._library, self._folder = library, folder
        self._written: dict[str, float] = {}
        self._told: dict[str, float] = {}
        self._news = threading.Condition()
        self._context = JobContext()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        try:
            self._library.hot_folder.watch(self._folder, "Hot", self._context, self._tell)
        except CancelledError:
            return

    def _tell(self, arrived: Arrived) -> None:
        with self._news:
            for photo in arrived.photos:
                self._told[photo.file_name] = time.monotonic()
                self.named += bool(photo.names)
            self._news.notify_all()

    def write(self, name: str, content: bytes) -> None:
        """Write a photo as a camera does."""
        with (self._folder / name).open("wb") as file:
            for start in range(0, len(content), PART_BYTES):
                file.write(content[start : start + PART_BYTES])
                file.flush()
        self._written[name] = time.monotonic()

    def delays(self) -> list[float]:
        """Seconds from the last byte of each photo written until it was told; those are forgotten then."""
        with self._news:
            self._news.wait_for(lambda: self._written.keys() <= self._told.keys())
            found = [self._told[name] - at for name, at in self._written.items()]
            self._written.clear()
            return found

    def stop(self) -> None:
        """Watch no more."""
        self._context.cancel()
        self._thread.join()


def camera_files(demo: Path) -> Iterator[bytes]:
    """JPEGs of 24 megapixels with a player in each, all of different content, without end."""
    references = sorted(demo.glob("tournament-*/references/*/*.jpg"))
    with tempfile.TemporaryDirectory() as scratch:
        large = []
        for number, path in enumerate(references[:6]):
            with Image.open(path) as picture:
                filled = Image.new("RGB", CAMERA, "grey")
                side = CAMERA[1] // 2
                filled.paste(picture.convert("RGB").resize((side, side)), (number * 400, side // 2))
            filled.save(Path(scratch) / f"{number}.jpg", quality=92)
            large.append((Path(scratch) / f"{number}.jpg").read_bytes())
    for number in count():
        yield numbered(large[number % len(large)], number)


def row(name: str, delays: Sequence[float]) -> list[str]:
    """The figures of a table."""
    p95 = sorted(delays)[math.ceil(0.95 * len(delays)) - 1]
    figures = (statistics.median(delays), p95, max(delays))
    return [name, str(len(delays)), *(f"{seconds:.2f}" for seconds in figures)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print a table, and write a file where one was named."""
    options = _parser().parse_args(arguments)
    library, _ = ensure_demo(options.demo.absolute(), "opencv", JobContext())
    photos = camera_files(options.demo)
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(library, Path(scratch) / "library")
        (Path(scratch) / "hot").mkdir()
        with Library.open(Path(scratch) / "library") as opened:
            opened.update_settings(device="cpu")
            watched = Watched(opened, Path(scratch) / "hot")
            watched.write("IMG_first.JPG", next(photos))
            watched.delays()  # the models are open
            for number in range(options.photos):
                watched.write(f"IMG_{number:04}.JPG", next(photos))
                time.sleep(options.every)
            apart = watched.delays()
            began = time.monotonic()
            for number in range(options.burst):
                watched.write(f"BURST_{number:04}.JPG", next(photos))
            burst = watched.delays()
            took = time.monotonic() - began
            watched.stop()
    columns = ["", "photos", "median s", "p95 s", "worst s"]
    rows = [row(f"every {options.every:g} s", apart), row("burst", burst)]
    print_table("From the last byte to the names, 24 megapixels", columns, rows)
    print(f"The burst: {len(burst) / took:.2f} photos a second. With a name: {watched.named}.")
    print(f"Over {LIMIT_S:g} s apart: {sum(delay > LIMIT_S for delay in apart)}.")
    if options.json:
        write_json(options.json, {"apart_s": apart, "burst_s": burst, "burst_took_s": took})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.hot_folder", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--photos", type=int, default=30)
    parser.add_argument("--burst", type=int, default=500)
    parser.add_argument("--every", type=float, default=3.0, help="seconds between photos")
    parser.add_argument("--demo", type=Path, default=Path("build/demo"), help="the sample's folder")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    return parser


if __name__ == "__main__":
    main()
