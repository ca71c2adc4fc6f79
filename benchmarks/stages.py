"""What each stage of an import takes of a core.

    python -m benchmarks.stages DIR [--pack opencv] [--device auto] [--json FILE] [--plot PNG]

The photos of DIR are imported into a new library with its functions timed by the processor time of the thread
that runs them, each without the others that it calls. One photo is imported before, which opens the models.
What no stage has is the rest: OpenVINO's own threads, where it runs a network on more than one, waking and
waiting, what the program does beside.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import core.indexing
import core.looking
import core.vision.detection
import core.vision.embedding
import core.vision.engine
from benchmarks.packs import PACKS
from benchmarks.plain_loop import photos_in
from benchmarks.report import print_table, write_json
from core.images import Images
from core.jobs import JobContext
from core.library import Library
from core.memory import spare_memory
from core.vision.devices import KINDS

READ, DECODE, SHRINK, DETECT, BOXES = "read, hash", "decode", "shrink for the detector", "detector", "boxes"
ALIGN, EMBED, THUMBNAIL, CROPS, STORE = "align", "recogniser", "thumbnail", "crops", "store"
STAGES: dict[str, list[tuple[Any, str]]] = {
    READ: [(core.indexing, name) for name in ("read_file", "photo_id_of", "picture_digest")],
    DECODE: [(core.looking, "decode_photo")],
    SHRINK: [(core.vision.detection, "detector_input")],
    DETECT: [],
    BOXES: [(core.vision.detection.Detector, "detect")],
    ALIGN: [
        (core.vision.engine, "align"),
        (core.vision.embedding, "embedder_input"),
    ],
    EMBED: [],
    THUMBNAIL: [(Images, "small_photo")],
    CROPS: [(Images, "small_face")],
    STORE: [(core.indexing.Indexer, "_store")],
}
"""Where the functions of each stage are looked up; those of the networks are found when they are opened."""
REST = "OpenVINO, the rest"


class Stopwatch:
    """Adds up what functions take of the threads that run them, each without what others of them take."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._inner = threading.local()
        self._adding = threading.Lock()

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed."""

        def run(*arguments: Any, **options: Any) -> Any:
            outer = getattr(self._inner, "seconds", 0.0)
            self._inner.seconds = 0.0
            started = time.thread_time()
            try:
                return function(*arguments, **options)
            finally:
                taken = time.thread_time() - started
                with self._adding:
                    self.seconds[stage] += taken - self._inner.seconds
                self._inner.seconds = outer + taken

        return run

    def time_stages(self) -> None:
        """Time the engine's functions from now on, in this process."""
        for stage, functions in STAGES.items():
            for owner, name in functions:
                setattr(owner, name, self.timed(stage, getattr(owner, name)))
        engine: Any = core.vision.engine
        opened = engine.open_session

        def open_timed(*arguments: Any, large: bool = False, **options: Any) -> Any:
            session: Any = opened(*arguments, large=large, **options)
            session.run = self.timed(DETECT if large else EMBED, session.run)
            return session

        engine.open_session = open_timed


def measure(photos: Sequence[Path], pack: str, device: str) -> tuple[dict[str, float], float]:
    """Milliseconds of a core that each stage takes of a photo, and photos a second."""
    watch = Stopwatch()
    watch.time_stages()
    with (
        tempfile.TemporaryDirectory(prefix="playertag-stages-") as folder,
        Library.open(Path(folder)) as library,
    ):
        library.update_settings(pack=pack, device=device)
        library.indexing.import_photos(photos[:1], "first", JobContext())
        watch.seconds.clear()
        started, used = time.perf_counter(), time.process_time()
        library.indexing.import_photos(photos[1:], "stages", JobContext())
        seconds, core_s = time.perf_counter() - started, time.process_time() - used
    count = len(photos) - 1
    taken = {stage: 1000 * watch.seconds[stage] / count for stage in STAGES}
    return {**taken, REST: 1000 * core_s / count - sum(taken.values())}, count / seconds


def main(arguments: Sequence[str] | None = None) -> None:
    """Import the photos and print what each stage took."""
    options = _parser().parse_args(arguments)
    photos = photos_in([options.folder])
    if len(photos) < 2:
        raise SystemExit(f"{options.folder} has fewer than two files.")
    spare_memory()
    taken, rate = measure(photos, options.pack, options.device)
    whole = sum(taken.values())
    title = f"{options.pack} on {options.device}: {rate:.1f} photos/s, {whole:.0f} core ms a photo"
    rows = [[stage, f"{each:.1f}", f"{each / whole:.0%}"] for stage, each in taken.items()]
    print_table(title, ["", "core ms a photo", "share"], rows)
    if options.json:
        settings = {"pack": options.pack, "device": options.device, "photos": len(photos)}
        write_json(options.json, {"settings": settings, "photos_per_s": rate, "core_ms_a_photo": taken})
    if options.plot:
        from benchmarks.plots import plot_stages

        plot_stages(options.plot, title, taken)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.stages", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("folder", metavar="DIR", type=Path, help="photos, at any depth")
    parser.add_argument("--pack", choices=PACKS, default="opencv", help="(default: %(default)s)")
    parser.add_argument("--device", choices=("auto", *KINDS), default="auto", help="(default: %(default)s)")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("--plot", type=Path, help="draw them into this picture")
    return parser


if __name__ == "__main__":
    main()
