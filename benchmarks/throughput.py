"""How fast Playertag imports photos, beside the plain loop with the same models.

    python -m benchmarks.throughput DIR [--pack opencv] [--models DIR] [--rounds 3] [--json FILE]

The two take turns, each in a new process, so that a machine that slows down slows both and each
peak of memory is of one run. A run lasts from the start of its process to its end: Playertag's
includes making thumbnails and writing its database, which the loop has none of. A run on a single
photo tells how much of it is start-up: take so many photos that it is little beside the whole.

Nothing heavy is imported here: on Linux a new process inherits the peak of the one that made it.
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
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.packs import PackError, find_pack
from benchmarks.report import Json, print_table, write_json
from core.errors import PlayertagError

PLAIN, OURS = "plain loop", "Playertag"

# `core.cli` exits so when some files could not be used; the counts tell how many were.
SOME_FILES_FAILED = 3

MIB = 1024**2


class RunError(Exception):
    """A run that ended with an error; the message is the end of what it wrote."""


@dataclass(frozen=True, slots=True)
class Run:
    """One process over some photos. `peak_mib` is None where the system does not tell (Windows)."""

    photos: int
    faces: int
    seconds: float
    peak_mib: float | None

    @property
    def rate(self) -> float:
        """Photos a second over the whole life of the process."""
        return self.photos / self.seconds


@dataclass(frozen=True, slots=True)
class Result:
    """All runs of one program over the same photos, and one over a single photo."""

    runs: Sequence[Run]
    startup: Run

    @property
    def rates(self) -> list[float]:
        """Photos a second of each round."""
        return [run.rate for run in self.runs]

    @property
    def peak_mib(self) -> float | None:
        """The highest of the rounds."""
        return max((run.peak_mib for run in self.runs if run.peak_mib is not None), default=None)

    def as_json(self) -> Json:
        """The figures, for a file."""
        return {
            "photos": self.runs[0].photos,
            "faces": self.runs[0].faces,
            "photos_per_s": self.rates,
            "startup_s": self.startup.seconds,
            "peak_mib": self.peak_mib,
        }

    def as_row(self) -> list[str]:
        """The figures, for a table."""
        return [
            f"{self.runs[0].photos:,}",
            f"{self.runs[0].faces:,}",
            _spread(self.rates),
            f"{self.startup.seconds:.1f}",
            "–" if self.peak_mib is None else f"{self.peak_mib:,.0f}",
        ]


@dataclass(frozen=True, slots=True)
class Setup:
    """What a run needs besides the photos."""

    pack: str
    models: Path
    device: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Time both programs in turns and print rates, their ratio and memory."""
    options = _parser().parse_args(arguments)
    setup = Setup(options.pack, options.models, options.device)
    try:
        find_pack(options.pack, options.models)
        results = _measure(options.folder, setup, options.rounds)
    except (PackError, PlayertagError, RunError) as problem:
        raise SystemExit(str(problem)) from problem
    ratios = [ours / plain for ours, plain in zip(results[OURS].rates, results[PLAIN].rates, strict=True)]
    columns = ["", "photos", "faces", "photos/s (min / median / max)", "start-up s", "peak MiB"]
    title = f"{options.pack} on {options.device}, {options.rounds} rounds"
    print_table(title, columns, [[name, *result.as_row()] for name, result in results.items()])
    print(f"{OURS} / {PLAIN}: {_spread(ratios)} (min / median / max of the rounds)")
    if options.json:
        settings = {"pack": options.pack, "device": options.device, "rounds": options.rounds}
        programs = {name: result.as_json() for name, result in results.items()}
        write_json(options.json, {"settings": settings, "programs": programs, "ratios": ratios})


def plain_run(paths: Sequence[Path], setup: Setup) -> Run:
    """The plain loop over `paths`, in a process of its own."""
    run, answer = timed(
        "benchmarks.plain_loop", setup.pack, str(setup.models), setup.device, *map(str, paths)
    )
    return _counted(run, answer["photos"], answer["faces"])


def our_run(paths: Sequence[Path], setup: Setup) -> Run:
    """`playertag import` of `paths` into a library that was made for it."""
    with tempfile.TemporaryDirectory(prefix="playertag-bench-") as folder:
        timed("benchmarks.new_library", folder, setup.pack, setup.device)
        run, answer = timed(
            "core", "import", *map(str, paths), "--gallery", "bench", "--library", folder, "--json"
        )
    # A photo that is there twice is read and hashed, but its faces are looked for once.
    return _counted(run, answer["added"] + answer["known"], answer["faces"])


PROGRAMS: dict[str, Callable[[Sequence[Path], Setup], Run]] = {PLAIN: plain_run, OURS: our_run}


def _measure(folder: Path, setup: Setup, rounds: int) -> dict[str, Result]:
    photos = sorted(path for path in folder.rglob("*") if path.is_file())
    if not photos:
        raise RunError(f"{folder} has no photos.")
    for photo in photos:
        # Whoever reads them first would otherwise be the one who waits for the disk.
        photo.read_bytes()
    startup = {name: run(photos[:1], setup) for name, run in PROGRAMS.items()}
    turns = [{name: run([folder], setup) for name, run in PROGRAMS.items()} for _ in range(rounds)]
    return {name: Result([turn[name] for turn in turns], startup[name]) for name in PROGRAMS}


def timed(module: str, *arguments: str) -> tuple[Run, dict[str, int]]:
    """Run a module in a new interpreter: its time and memory, and the JSON it answered."""
    with tempfile.TemporaryFile("w+") as answer, tempfile.TemporaryFile("w+") as messages:
        started = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-m", module, *arguments], stdout=answer, stderr=messages)
        peak_mib = _wait(process)
        seconds = time.perf_counter() - started
        answer.seek(0)
        messages.seek(0)
        if process.returncode not in {0, SOME_FILES_FAILED}:
            raise RunError(f"{module} failed:\n{messages.read()[-2000:]}")
        text = answer.read()
    return Run(0, 0, seconds, peak_mib), json.loads(text) if text else {}


def _wait(process: subprocess.Popen[bytes]) -> float | None:
    """Wait for the end of a process; its peak of resident memory in MiB."""
    if sys.platform == "win32":
        process.wait()
        return None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    # Linux counts in KiB, macOS in bytes.
    return usage.ru_maxrss / (MIB if sys.platform == "darwin" else MIB / 1024)


def _counted(run: Run, photos: int, faces: int) -> Run:
    if not photos:
        raise RunError("A program could read none of the photos.")
    return Run(photos, faces, run.seconds, run.peak_mib)


def _spread(values: Sequence[float]) -> str:
    return f"{min(values):.2f} / {statistics.median(values):.2f} / {max(values):.2f}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.throughput", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("folder", metavar="DIR", type=Path, help="photos, at any depth")
    parser.add_argument("--pack", default="opencv", help="the model pack (default: %(default)s)")
    parser.add_argument(
        "--models",
        type=Path,
        default=Path("models"),
        help="where the packs' published files lie, or are fetched to (default: %(default)s)",
    )
    parser.add_argument(
        "--device",
        choices=("cpu", "cuda"),
        default="cpu",
        help="for both; the opencv pack's loop is on the CPU in any case (default: %(default)s)",
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, help="write the figures here too")
    return parser


if __name__ == "__main__":
    main()
