"""How fast Playertag imports photos, beside the plain loop with the same models.

    python -m benchmarks.throughput DIR [--pack opencv] [--models DIR] [--rounds 3] [--json FILE]
                                        [--loop deepface --python EXE]

The two take turns, each in a new process, so that a machine that slows down slows both and each
peak of memory is of one run. Rates are of whole processes less one that had a single photo: without the
start, and for Playertag with making thumbnails and writing its database, which the loop has none of. The
faces that the loop found and Playertag did not, at an overlap of a half, are counted, too. With `--loop`
it is another package's loop (`benchmarks.other_loops`), run by the Python of an environment that has it.

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
from typing import TYPE_CHECKING, Any

from benchmarks.other_loops import LOOPS
from benchmarks.packs import PackError, find_pack
from benchmarks.report import Json, print_table, write_json
from core.errors import PlayertagError

if TYPE_CHECKING:
    from benchmarks.measures import Box

PLAIN, OURS = "plain loop", "Playertag"

OWN = "plain"
"""The loop of `benchmarks.plain_loop`."""

# `core.cli` exits so when some files could not be used; the counts tell how many were.
SOME_FILES_FAILED = 3

MIB = 1024**2
STARTS = 3
GALLERY = "bench"
SAME_FACE_IOU = 0.5

Boxes = dict[str, list["Box"]]
"""By the path of a photo: of each face x, y, w and h, in pixels."""


class RunError(Exception):
    """A run that ended with an error; the message is the end of what it wrote."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took, by the clock and of all cores; None for what Windows does not tell."""

    seconds: float
    core_s: float | None
    peak_mib: float | None


@dataclass(frozen=True, slots=True)
class Run:
    """One process over some photos, and the boxes of the faces that it found in each, in pixels."""

    cost: Cost
    boxes: Boxes

    @property
    def faces(self) -> int:
        """How many were found."""
        return sum(map(len, self.boxes.values()))


@dataclass(frozen=True, slots=True)
class Result:
    """All runs of one program over the same photos, and one over a single photo."""

    runs: Sequence[Run]
    startup: Run

    @property
    def photos(self) -> int:
        """How many each run read."""
        return len(self.runs[0].boxes)

    @property
    def rates(self) -> list[float]:
        """Photos a second of each round, without the start."""
        more = self.photos - len(self.startup.boxes)
        return [more / (run.cost.seconds - self.startup.cost.seconds) for run in self.runs]

    @property
    def core_ms(self) -> float | None:
        """Milliseconds of a core that a photo takes, without the start; the least of the rounds."""
        more = self.photos - len(self.startup.boxes)
        start = self.startup.cost.core_s or 0
        taken = [run.cost.core_s - start for run in self.runs if run.cost.core_s is not None]
        return 1000 * min(taken) / more if taken else None

    @property
    def peak_mib(self) -> float | None:
        """The highest of the rounds."""
        peaks = [run.cost.peak_mib for run in self.runs if run.cost.peak_mib is not None]
        return max(peaks, default=None)

    def as_json(self) -> Json:
        """The figures, for a file."""
        return {
            "photos": self.photos,
            "faces": self.runs[0].faces,
            "photos_per_s": self.rates,
            "core_ms_a_photo": self.core_ms,
            "startup_s": self.startup.cost.seconds,
            "peak_mib": self.peak_mib,
        }

    def as_row(self) -> list[str]:
        """The figures, for a table."""
        return [
            f"{self.photos:,}",
            f"{self.runs[0].faces:,}",
            _spread(self.rates),
            "–" if self.core_ms is None else f"{self.core_ms:.0f}",
            f"{self.startup.cost.seconds:.1f}",
            "–" if self.peak_mib is None else f"{self.peak_mib:,.0f}",
        ]


@dataclass(frozen=True, slots=True)
class Setup:
    """What a run needs besides the photos."""

    pack: str
    models: Path
    device: str
    loop: str = OWN
    python: str = sys.executable


def main(arguments: Sequence[str] | None = None) -> None:
    """Time both programs in turns and print rates, their ratio and memory."""
    options = _parser().parse_args(arguments)
    setup = Setup(options.pack, options.models, options.device, options.loop, options.python)
    try:
        find_pack(options.pack, options.models)
        results = _measure(options.folder, setup, options.rounds)
    except (PackError, PlayertagError, RunError) as problem:
        raise SystemExit(str(problem)) from problem
    ratios = [ours / plain for ours, plain in zip(results[OURS].rates, results[PLAIN].rates, strict=True)]
    columns = [
        "",
        "photos",
        "faces",
        "photos/s (min / median / max)",
        "core ms a photo",
        "start s",
        "peak MiB",
    ]
    title = f"{options.pack} on {options.device}, {options.rounds} rounds"
    rows = [[options.loop, *results[PLAIN].as_row()], [OURS, *results[OURS].as_row()]]
    print_table(title, columns, rows)
    print(f"{OURS} / {options.loop}: {_spread(ratios)} (min / median / max of the rounds)")
    found, wanted = shared_faces(results[PLAIN].runs[0].boxes, results[OURS].runs[0].boxes)
    print(f"Faces of the loop that Playertag found: {found} of {wanted}, {found / max(1, wanted):.2%}")
    if options.json:
        settings = {
            "pack": options.pack,
            "device": options.device,
            "rounds": options.rounds,
            "loop": options.loop,
        }
        programs = {name: result.as_json() for name, result in results.items()}
        faces: Json = {"of_the_loop": wanted, "found_too": found}
        write_json(
            options.json, {"settings": settings, "programs": programs, "ratios": ratios, "faces": faces}
        )


def plain_run(paths: Sequence[Path], setup: Setup) -> Run:
    """The loop that is asked for over `paths`, in a process of its own."""
    device = "cuda" if setup.device == "cuda" else "cpu"
    own = "benchmarks.plain_loop", setup.pack, str(setup.models), device
    words = own if setup.loop == OWN else ("benchmarks.other_loops", setup.loop)
    return _run(*timed(*words, *map(str, paths), python=setup.python))


def our_run(paths: Sequence[Path], setup: Setup) -> Run:
    """`playertag import` of `paths` into a library that was made for it."""
    with tempfile.TemporaryDirectory(prefix="playertag-bench-") as folder:
        timed("benchmarks.new_library", folder, setup.pack, setup.device)
        cost, _ = timed(
            "core", "import", *map(str, paths), "--gallery", GALLERY, "--library", folder, "--json"
        )
        # A photo that is there twice is read and hashed, but its faces are looked for once.
        _, boxes = timed("benchmarks.found_faces", folder, GALLERY)
    return _run(cost, boxes)


def started(run: Callable[[Sequence[Path], Setup], Run], paths: Sequence[Path], setup: Setup) -> Run:
    """The quickest of several starts: what slows one down would make every rate too high."""
    return min((run(paths, setup) for _ in range(STARTS)), key=lambda one: one.cost.seconds)


def shared_faces(theirs: Boxes, ours: Boxes) -> tuple[int, int]:
    """How many faces of theirs are among ours, and how many there are; of photos that both have."""
    from benchmarks.measures import detection_recall, total_share

    both = theirs.keys() & ours.keys()
    share = total_share(detection_recall(theirs[path], ours[path], SAME_FACE_IOU) for path in both)
    return share.hits, share.total


PROGRAMS: dict[str, Callable[[Sequence[Path], Setup], Run]] = {PLAIN: plain_run, OURS: our_run}


def _measure(folder: Path, setup: Setup, rounds: int) -> dict[str, Result]:
    photos = sorted(path for path in folder.rglob("*") if path.is_file())
    if not photos:
        raise RunError(f"{folder} has no photos.")
    for photo in photos:
        # Whoever reads them first would otherwise be the one who waits for the disk.
        photo.read_bytes()
    startup = {name: started(run, photos[:1], setup) for name, run in PROGRAMS.items()}
    turns = [{name: run([folder], setup) for name, run in PROGRAMS.items()} for _ in range(rounds)]
    return {name: Result([turn[name] for turn in turns], startup[name]) for name in PROGRAMS}


def timed(module: str, *arguments: str, python: str = sys.executable) -> tuple[Cost, Any]:
    """Run a module in a new interpreter: its time and memory, and the JSON it answered."""
    with tempfile.TemporaryFile("w+") as answer, tempfile.TemporaryFile("w+") as messages:
        started = time.perf_counter()
        process = subprocess.Popen([python, "-m", module, *arguments], stdout=answer, stderr=messages)
        core_s, peak_mib = _wait(process)
        seconds = time.perf_counter() - started
        answer.seek(0)
        messages.seek(0)
        if process.returncode not in {0, SOME_FILES_FAILED}:
            raise RunError(f"{module} failed:\n{messages.read()[-2000:]}")
        text = answer.read()
    return Cost(seconds, core_s, peak_mib), json.loads(text) if text else {}


def _wait(process: subprocess.Popen[bytes]) -> tuple[float | None, float | None]:
    """Wait for the end of a process; the seconds of cores it took, and its peak of resident memory in MiB."""
    if sys.platform == "win32":
        process.wait()
        return None, None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    # Linux counts in KiB, macOS in bytes.
    peak = usage.ru_maxrss / (MIB if sys.platform == "darwin" else MIB / 1024)
    return usage.ru_utime + usage.ru_stime, peak


def _run(cost: Cost, boxes: Boxes) -> Run:
    if not boxes:
        raise RunError("A program could read none of the photos.")
    return Run(cost, boxes)


def _spread(values: Sequence[float]) -> str:
    return f"{min(values):.2f} / {statistics.median(values):.2f} / {max(values):.2f}"


def _positive(text: str) -> int:
    if int(text) < 1:
        raise argparse.ArgumentTypeError("at least one")
    return int(text)


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
        choices=("cpu", "auto", "cuda"),
        default="auto",
        help="Playertag's; the loop runs on CUDA with 'cuda', else on the CPU (default: %(default)s)",
    )
    parser.add_argument(
        "--loop", choices=(OWN, *LOOPS), default=OWN, help="beside what (default: %(default)s)"
    )
    parser.add_argument("--python", default=sys.executable, help="the loop's, where it has one of its own")
    parser.add_argument("--rounds", type=_positive, default=3)
    parser.add_argument("--json", type=Path, help="write the figures here too")
    return parser


if __name__ == "__main__":
    main()
