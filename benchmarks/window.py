"""How fast the window feels on a large library.

    python -m benchmarks.window [--photos 100000] [--faces 200000] [--platform offscreen|xcb]
                                [--starts 7] [--library FOLDER] [--json FILE]

The library is made up: the real schema, half of the faces tagged, suggestions and clusters; real
small JPEGs in the place of the thumbnails, a few hundred different ones under 100,000 names. The
real program is started on it as a process, several times for the start (the first time warms the
disk and compiles), once to scroll, and to answer and scroll while a real import runs. `xcb` needs a display,
such as xvfb-run's. `--library` keeps the library in a folder, and uses the one that is there.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.report import print_table, write_json
from benchmarks.window_library import photos_to_import, plant_library
from core.paths import PROFILE_VARIABLE, LibraryPaths

START_LIMIT_S, FRAME_LIMIT_S, BLANK_LIMIT_S, ANSWER_LIMIT_S, MEMORY_LIMIT_MB = 1.5, 0.016, 0.15, 0.05, 600
IMPORTED = 1_500
SCREEN = {"name": "one", "x": 0, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "dpr": 1}
# So many of a hundred may be over a limit of frames or answers.
LATE_PERCENT = 5
Row = tuple[str, str, str, str]


def main(arguments: Sequence[str] | None = None) -> None:
    """Build the library, measure, print the table."""
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="playertag-window-") as scratch:
        root = options.library or Path(scratch) / "library"
        photos = Path(scratch) / "photos"
        if not root.exists():
            plant_library(LibraryPaths(root), options.photos, options.faces)
        photos_to_import(photos, options.imported)
        if hasattr(os, "sync"):
            os.sync()  # else the disk is still busy with gigabytes of photos
        run = Run(Path(scratch), root, options.platform)
        starts = [run.start() for _ in range(options.starts + 1)][1:]
        figures = {
            "starts": starts,
            **run.whole(photos, options.frames, options.answers),
            "load": os.getloadavg(),
        }
    title = f"{options.photos:,} photos, {options.faces:,} faces, {options.platform}"
    print_table(f"{title}; load {figures['load'][0]:.1f}", ["", "measured", "limit", ""], table(figures))
    if options.json:
        asked = {"photos": options.photos, "faces": options.faces, "platform": options.platform}
        write_json(options.json, {**asked, **figures})


class Run:
    """Starts the program on a library, with the probe in it."""

    def __init__(self, scratch: Path, library: Path, platform: str) -> None:
        self._library, self._results = library, scratch / "results.json"
        # An installed program has its bytecode beside it; a checkout may not be allowed to write any.
        compiled = {"PYTHONPYCACHEPREFIX": str(scratch / "bytecode")}
        unset = ("PYTHONDONTWRITEBYTECODE",)
        inherited = {name: value for name, value in os.environ.items() if name not in unset}
        profile = {PROFILE_VARIABLE: str(scratch / "window.ini")}
        screen = scratch / "screen.json"
        screen.write_text(json.dumps({"screens": [SCREEN]}))
        chosen = f"offscreen:configfile={screen}" if platform == "offscreen" else platform
        self._environment = inherited | compiled | profile | {"QT_QPA_PLATFORM": chosen}

    def start(self) -> Any:
        """Start it, and close it when it is usable."""
        return self._run([])

    def whole(self, photos: Path, frames: int, answers: int) -> Any:
        """Start it, scroll, and answer while photos are imported."""
        return self._run([str(photos), str(frames), str(answers)])

    def _run(self, more: list[str]) -> Any:
        command = [sys.executable, "-m", "benchmarks.window_start", str(self._library), str(self._results)]
        subprocess.run([*command, str(time.time()), *more], env=self._environment, check=True)
        return json.loads(self._results.read_text())


def table(figures: dict[str, Any]) -> list[Row]:
    """Each figure beside its limit, with a mark of whether it holds."""
    return [*_starts(figures), *_scrolling(figures), *_answers(figures), *_memory(figures)]


def _starts(figures: dict[str, Any]) -> list[Row]:
    def seconds(name: str) -> list[float]:
        return [start[name] for start in figures["starts"]]

    holds = statistics.median(seconds("usable_s")) <= START_LIMIT_S
    return [
        ("start: window shown", _seconds(seconds("window_s")), "", ""),
        ("start: usable", _seconds(seconds("usable_s")), f"{START_LIMIT_S} s", _mark(holds)),
        ("start: processor time", _seconds(seconds("usable_cpu_s")), "", ""),
    ]


def _scrolling(figures: dict[str, Any]) -> list[Row]:
    rows: list[Row] = []
    frame, blank_limit = f"p95 {1000 * FRAME_LIMIT_S:.0f} ms", f"{1000 * BLANK_LIMIT_S:.0f} ms"
    for name, scrolled in figures["scrolling"].items():
        late = _late(scrolled["frames"])
        rows.append((f"{name}: frame", _ms(scrolled["frames"]), frame, _mark(late <= FRAME_LIMIT_S)))
        rows.append((f"{name}: processor time of a frame", _ms(scrolled["frames_cpu"]), "", ""))
        if scrolled["repaints"]:
            rows.append((f"{name}: repaint", _ms(scrolled["repaints"]), "", ""))
        blank = max(scrolled["blank"], default=0.0)
        words, holds = f"{1000 * blank:.0f} ms", blank <= BLANK_LIMIT_S
        rows.append((f"{name}: longest blank cell", words, blank_limit, _mark(holds)))
        rows.append((f"{name}: cells painted empty", f"{100 * scrolled['empty']:.0f} %", "", ""))
    return rows


def _answers(figures: dict[str, Any]) -> list[Row]:
    rows: list[Row] = []
    for name, seconds in figures["answers"]["seconds"].items():
        over = sum(one > ANSWER_LIMIT_S for one in seconds)
        words = f"{_ms(seconds)}, over: {over} of {len(seconds)}"
        holds = 100 * over <= LATE_PERCENT * len(seconds)
        rows.append((f"{name} during an import", words, f"{1000 * ANSWER_LIMIT_S:.0f} ms", _mark(holds)))
        rows.append((f"{name}: processor time", _ms(figures["answers"]["seconds_cpu"][name]), "", ""))
    return rows


def _memory(figures: dict[str, Any]) -> list[Row]:
    return [
        (
            f"most memory {words}",
            f"{figures[name]:.0f} MB",
            f"{MEMORY_LIMIT_MB} MB",
            _mark(figures[name] <= MEMORY_LIMIT_MB),
        )
        for name, words in (
            ("start_rss_mb", "at the start"),
            ("scroll_rss_mb", "after scrolling, the models open"),
            ("review_rss_mb", "with all questions"),
            ("rss_mb", "and an import"),
        )
    ]


def _mark(holds: bool) -> str:
    return "✓" if holds else "✕"


def _seconds(values: Sequence[float]) -> str:
    return f"median {statistics.median(values):.2f} s, {min(values):.2f} to {max(values):.2f}"


def _ms(seconds: Sequence[float]) -> str:
    median, late, most = statistics.median(seconds), _late(seconds), max(seconds)
    return f"median {1000 * median:.1f} ms, p95 {1000 * late:.1f}, most {1000 * most:.1f}"


def _late(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[min(len(values) * 95 // 100, len(values) - 1)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.window", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument("--faces", type=int, default=200_000)
    parser.add_argument("--imported", type=int, default=IMPORTED, help="photos of the import meanwhile")
    parser.add_argument("--platform", choices=("offscreen", "xcb"), default="offscreen")
    parser.add_argument("--starts", type=int, default=7)
    parser.add_argument("--frames", type=int, default=600, help="steps of scrolling")
    parser.add_argument("--answers", type=int, default=60)
    parser.add_argument("--library", type=Path, help="keep the library here")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    return parser


if __name__ == "__main__":
    main()
