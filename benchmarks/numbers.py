"""How well numbers on shirts and bibs are read, and what they add to recognition.

    python -m benchmarks.numbers [DIR] [--pack opencv] [--photos 120] [--json FILE]

DIR is a folder of labelled photos (see `benchmarks.dataset`), whose race is read. The sample tournament,
people who don't exist in shirts with numbers, is recognised by faces alone and then with the numbers read.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.measures import DETECTION_IOU, Box, Share, paired
from benchmarks.report import Json, json_of, print_table, text_of, write_json
from core.demo import match_truth
from core.imaging.decode import decode_photo, read_file
from core.jobs import JobContext
from core.library import Library
from core.memory import spare_memory
from core.sample import SampleTournament, build_sample
from core.types import FaceState, GalleryId
from core.vision.engine import FaceEngine
from core.vision.model_packs import find_pack
from core.vision.numbers import NumberReader

Figures = dict[str, Share | float | None]

RIGHT, WRONG, ASTRAY = "read right", "read wrong", "given to somebody else"


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, recognise twice, and print the figures."""
    options = _parser().parse_args(arguments)
    spare_memory()
    tables: dict[str, Figures] = {}
    if options.folder is not None:
        tables["race"] = race(options.folder / "race", options.pack)
    with tempfile.TemporaryDirectory(prefix="playertag-numbers-") as scratch:
        tables["sample tournament"] = sample(Path(scratch), options.pack, options.photos)
    for title, figures in tables.items():
        print_table(title, ["", ""], [[name, text_of(figure)] for name, figure in figures.items()])
    if options.json:
        values: dict[str, Json] = {
            title: {name: json_of(figure) for name, figure in figures.items()}
            for title, figures in tables.items()
        }
        write_json(options.json, {"settings": {"pack": options.pack}, **values})


def race(folder: Path, pack: str) -> Figures:
    """Of the numbers in `boxes.csv`, those that were read, and at whose face."""
    engine, reader = FaceEngine(find_pack(pack)), NumberReader()
    with (folder / "boxes.csv").open(encoding="utf-8") as file:
        runners = list(csv.DictReader(file))
    seen: Counter[str] = Counter()
    faces, seconds = 0, 0.0
    for name in sorted({one["file"] for one in runners}):
        path = folder / name
        pixels = decode_photo(read_file(path), path.suffix).pixels
        boxes = np.array([face.box for face in engine.detect(pixels)], np.float32).reshape(-1, 4)
        started = time.thread_time()
        read = [number.digits if number else "" for number in reader.read(pixels, boxes)]
        seconds += time.thread_time() - started
        faces += len(boxes)
        here = [one for one in runners if one["file"] == name]
        truth = [_box(one[f"face_{side}"] for side in "xywh") for one in here]
        own = paired(truth, [_box(box) for box in boxes], DETECTION_IOU)
        seen += whose([one["bib_number"] for one in here], own, read)
    return {
        **{f"numbers {what}": Share(seen[what], len(runners)) for what in (RIGHT, WRONG, ASTRAY)},
        "core ms a face": 1000 * seconds / max(1, faces),
    }


def _box(sides: Iterable[str | float]) -> Box:
    x, y, width, height = map(float, sides)
    return x, y, width, height


def whose(bibs: Sequence[str], own: Mapping[int, int], read: Sequence[str]) -> Counter[str]:
    """How many of the numbers in a photo were read, and at whose face.

    Args:
        bibs: the numbers, by runner.
        own: the face of each runner whose face was found.
        read: the digits that were read, by face; "" for none.
    """
    seen: Counter[str] = Counter()
    for runner, bib in enumerate(bibs):
        digits = read[own[runner]] if runner in own else ""
        seen[RIGHT] += digits == bib
        seen[WRONG] += digits not in {"", bib}
        seen[ASTRAY] += read.count(bib) > (digits == bib)
    return seen


def sample(scratch: Path, pack: str, photos: int) -> Figures:
    """The sample tournament, recognised without numbers and with them."""
    tournament = build_sample(scratch / "tournament", JobContext(), photos=photos)
    with Library.open(scratch / "library") as library:
        library.update_settings(pack=pack)
        library.players.import_roster(tournament.roster)
        library.indexing.enroll(tournament.references, JobContext())
        gallery = library.indexing.import_photos([tournament.photos], "Sample", JobContext()).gallery_id
        library.training.execute(JobContext())
        library.recognition.batch_recognize([gallery], None, JobContext())
        alone = _named(library, tournament, gallery)
        started = time.perf_counter()
        report = library.numbers.read(gallery, JobContext())
        seconds = time.perf_counter() - started
        library.recognition.batch_recognize([gallery], None, JobContext())
        both = _named(library, tournament, gallery)
    figures: Figures = {
        "faces of the roster": alone[None, True],
        "numbers read": Share(report.numbers, report.faces),
        "s a face": seconds / max(1, report.faces),
    }
    for state in (FaceState.TAGGED, FaceState.SUGGESTED):
        for words, right in (("right", True), ("wrong", False)):
            figures[f"{state.value} {words}, by faces"] = alone[state, right]
            figures[f"{state.value} {words}, with numbers"] = both[state, right]
    return figures


def _named(
    library: Library, tournament: SampleTournament, gallery: GalleryId
) -> Counter[tuple[FaceState | None, bool]]:
    """Faces by state and whether they are named rightly; those of the roster are counted under None."""
    roster = {player.name for player in library.players.search("").items}
    truth = match_truth(library, tournament, gallery)
    named: Counter[tuple[FaceState | None, bool]] = Counter()
    for true, face in truth.items():
        named[None, True] += true.person in roster
        if face.player:
            named[face.state, face.player == true.person] += 1
    return named


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.numbers", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("folder", metavar="DIR", type=Path, nargs="?", help="the labelled photos")
    parser.add_argument("--pack", default="opencv", help="the model pack (default: %(default)s)")
    parser.add_argument("--photos", type=int, default=120, help="of the sample (default: %(default)s)")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    return parser


if __name__ == "__main__":
    main()
