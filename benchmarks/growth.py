"""How an import grows with the photos, with the faces on them, and with their pixels.

    python -m benchmarks.growth DIR [--pack opencv] [--device auto] [--each 40] [--photos 1000 10000]
                                [--json FILE] [--plot PNG]

DIR has photos at any depth; larger ones are made of them (`benchmarks.large_photos`). One thing is changed at
a time, the others being 24 megapixels and one face. Each import is a process of its own; its rate and its
milliseconds of a core are those of a process with all photos less those of one with a single one, its memory
is the whole process's. Photos by the thousand are a few pictures under many contents: reading, decoding and
finding are done anew for each.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.packs import PackError, find_pack
from benchmarks.report import print_table, write_json
from benchmarks.throughput import Result, RunError, Setup, our_run, started
from core.errors import PlayertagError

MEGAPIXELS, FACES, PHOTOS = (6, 24, 45), (1, 10, 60), (1000, 10_000)
USUAL_MEGAPIXELS, USUAL_FACES = 24, 1
DIFFERENT = 20
COLUMNS = ["", "photos", "MB each", "faces each", "photos/s", "core ms a photo", "peak MiB"]


@dataclass(frozen=True, slots=True)
class Growth:
    """What an import took: `by` is what was changed, and `to` how much of it there was."""

    by: str
    to: int
    photos: int
    megabytes: float
    faces: float
    rate: float
    core_ms: float | None
    peak_mib: float | None

    def row(self) -> list[str]:
        """The figures for a table."""
        return [
            f"{self.to:,} {self.by}",
            f"{self.photos:,}",
            f"{self.megabytes:.1f}",
            f"{self.faces:.1f}",
            f"{self.rate:.1f}",
            "–" if self.core_ms is None else f"{self.core_ms:.0f}",
            "–" if self.peak_mib is None else f"{self.peak_mib:,.0f}",
        ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Import with ever more of each and print what it took."""
    options = _parser().parse_args(arguments)
    setup = Setup(options.pack, options.models, options.device)
    found: list[Growth] = []
    try:
        find_pack(options.pack, options.models)
        for growth in _grown(options.folder, setup, options.each, options.photos):
            print(*growth.row(), sep="\t", flush=True)
            found.append(growth)
    except (PackError, PlayertagError, RunError) as problem:
        raise SystemExit(str(problem)) from problem
    print_table(f"{options.pack} on {options.device}", COLUMNS, [one.row() for one in found])
    if options.json:
        settings = {"pack": options.pack, "device": options.device}
        figures = list(map(asdict, found))
        write_json(options.json, {"settings": settings, "growth": figures})
    if options.plot:
        from benchmarks.plots import plot_growth

        plot_growth(options.plot, found)


def _grown(folder: Path, setup: Setup, each: int, photos: Sequence[int]) -> Iterator[Growth]:
    for megapixels in MEGAPIXELS:
        yield _imported("megapixels", megapixels, folder, setup, each, megapixels=megapixels)
    for faces in FACES:
        yield _imported("faces a photo", faces, folder, setup, each, faces=faces)
    for count in photos:
        yield _imported("photos", count, folder, setup, count)


def _imported(
    by: str,
    to: int,
    folder: Path,
    setup: Setup,
    count: int,
    *,
    megapixels: float = USUAL_MEGAPIXELS,
    faces: int = USUAL_FACES,
) -> Growth:
    with tempfile.TemporaryDirectory(prefix="playertag-growth-") as scratch:
        paths = _written(Path(scratch), folder, count, megapixels, faces)
        megabytes = sum(path.stat().st_size for path in paths) / len(paths) / 1e6
        start = started(our_run, paths[:1], setup)
        result = Result([our_run([Path(scratch)], setup)], start)
    (run,), (rate,) = result.runs, result.rates
    each = run.faces / result.photos
    return Growth(by, to, result.photos, megabytes, each, rate, result.core_ms, result.peak_mib)


def _written(scratch: Path, folder: Path, count: int, megapixels: float, faces: int) -> list[Path]:
    """So many photos of different content, of a few pictures; by a process, whose memory goes with it."""
    pictures = min(count, DIFFERENT)
    figures = {"megapixels": megapixels, "faces": faces, "count": pictures, "copies": -(-count // pictures)}
    options = [word for name, value in figures.items() for word in (f"--{name}", str(value))]
    command = [sys.executable, "-m", "benchmarks.large_photos", str(folder), str(scratch), *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    paths = sorted(scratch.iterdir())
    if not paths:
        raise RunError(f"{folder} has too few photos for {faces} faces in one.")
    return paths


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.growth", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("folder", metavar="DIR", type=Path, help="photos, at any depth")
    parser.add_argument("--pack", default="opencv", help="the model pack (default: %(default)s)")
    parser.add_argument("--models", type=Path, default=Path("models"), help="as for benchmarks.throughput")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--each", type=int, default=40, help="photos of each kind (default: %(default)s)")
    parser.add_argument("--photos", type=int, nargs="*", default=PHOTOS, help="how many, of the usual kind")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("--plot", type=Path, help="draw them into this picture")
    return parser


if __name__ == "__main__":
    main()
