"""What each piece of recognition gives: the whole without it, it alone, and what it costs.

    python -m benchmarks.each_piece DIR [--pack P] [--json FILE]

DIR is a folder of labelled photos (see `benchmarks.dataset`). As `benchmarks.accuracy --without PIECE` and
`--only PIECE` for every piece; photos are imported once for all runs that look at them alike. Costs are
milliseconds of a core a face: of what is done at import the difference with and without it, over the same
photos in turns; of the rest what its function takes.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.accuracy import Figures, measure
from benchmarks.dataset import Dataset, DatasetError, open_dataset
from benchmarks.measures import Estimate, Share
from benchmarks.ours import OurProgram
from benchmarks.packs import PACKS, PackFiles, parser_of
from benchmarks.pieces import AT_IMPORT, PIECES, USUAL_TRIALS, at_own_size, left_out
from benchmarks.report import Json, json_of, print_table, write_json
from core.errors import PlayertagError
from core.imaging.decode import decode_photo, read_file
from core.memory import spare_memory
from core.recognition.templates import FACES_DRAWN
from core.vision.detection import Image
from core.vision.engine import FaceEngine
from core.vision.model_packs import find_pack

COLUMNS: Mapping[str, Sequence[str]] = {
    "TPIR action 1 % / 0.1 %": ("FPIR 1 %: TPIR action", "FPIR 0.1 %: TPIR action"),
    "TPIR hard 1 % / 0.1 %": ("FPIR 1 %: TPIR hard", "FPIR 0.1 %: TPIR hard"),
    "held-out hard 1 %": ("held-out half, FPIR 1 %: TPIR hard",),
    "own threshold: TPIR action / precision": (
        "own threshold: TPIR action",
        "own threshold: precision of the tags",
    ),
    "clusters F": ("clusters: pairwise F",),
    "calibration error": ("calibration error",),
}
FACES_OF: Mapping[str, tuple[str, Callable[[Any], int]]] = {
    "lift": ("core.recognition.templates.lift", len),
    "fit": ("core.recognition.training.fit", lambda trials: len(trials.player)),
    "share": ("core.recognition.comparing.calibration_in", lambda _: FACES_DRAWN),
    "joint": ("core.recognition.matching.assign", len),
    "one-person": ("core.recognition.clusters.people_in", len),
}
"""The function of each piece that is not of the import, and how many faces a call with its first argument is
of; the share is told by so many of a gallery, however many it has."""
ANYWAY = {"one-person": "core.recognition.clustering.cluster_faces"}
"""What those call that would be called without the piece, too."""
OF_LARGE_PHOTOS = frozenset({"closer"})
"""The pieces that are for photos of a camera's size: `benchmarks.accuracy --px 64 --canvas 6000x4000`."""
FREE = frozenset({"quality"})
"""The pieces at import that take nothing that could be measured."""
# Costs of the import are of one photo in so many.
EVERY = 5
NOTHING = "nothing"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print two tables for each pack."""
    options = parser_of("benchmarks.each_piece", __doc__).parse_args(arguments)
    spare_memory()
    try:
        dataset = replace(open_dataset(options.folder), race={})
        found = {pack: _measured(pack, dataset) for pack in options.pack or PACKS}
    except (DatasetError, PlayertagError) as problem:
        raise SystemExit(str(problem)) from problem
    if options.json:
        write_json(options.json, {"settings": {}, "packs": found})


def _measured(pack: str, dataset: Dataset) -> dict[str, Json]:
    """All runs with a pack, printed when they are done."""
    pieces = pieces_of(pack)
    tables: dict[str, dict[str, frozenset[str]]] = {
        "left out": {NOTHING: frozenset(), **{piece: frozenset([piece]) for piece in pieces}},
        "alone": {NOTHING: frozenset(pieces), **{piece: frozenset(pieces) - {piece} for piece in pieces}},
    }
    figures: dict[frozenset[str], Figures] = {}
    costs: dict[str, Cost] = {}
    for together in by_import([left for runs in tables.values() for left in runs.values()]):
        figures |= _of_one_import(pack, dataset, together, costs)
    costs |= import_costs(pack, [photo.path for photo in dataset.tournament[::EVERY]])
    for title, runs in tables.items():
        rows = [
            [name, *cells(figures[left]), f"{costs[name].ms_a_face:.4f}" if name in costs else ""]
            for name, left in runs.items()
        ]
        print_table(pack, [title, *COLUMNS, "core ms a face"], rows)
    by_title: dict[str, Json] = {
        title: {
            name: {figure: json_of(value) for figure, value in figures[left].items()}
            for name, left in runs.items()
        }
        for title, runs in tables.items()
    }
    return {**by_title, "core ms a face": {piece: cost.ms_a_face for piece, cost in costs.items()}}


def _of_one_import(
    pack: str, dataset: Dataset, runs: Sequence[frozenset[str]], costs: dict[str, Cost]
) -> dict[frozenset[str], Figures]:
    """The figures of runs that look at photos alike; what the whole takes goes into `costs`.

    Some outsiders are among the photos to cluster, too: once those are a gallery their faces are of one with
    fewer known people, and mean less. So every run names before any clusters.
    """
    figures: dict[frozenset[str], Figures] = {left: {} for left in runs}
    with OurProgram.open(PackFiles(pack, Path(), Path())) as program:
        for part in (replace(dataset, clusters={}), replace(dataset, tournament=())):
            for left in runs:
                with left_out(left), nullcontext() if left else timed(costs):
                    figures[left] |= measure(program, part, among=False).figures
                # The tables take half an hour.
                print(f"{pack} without {sorted(left)}: {cells(figures[left])}", file=sys.stderr, flush=True)
    return figures


def pieces_of(pack: str) -> list[str]:
    """The pieces that a pack has, and that these photos can show."""
    manifest = find_pack(pack).manifest
    lacks = set(OF_LARGE_PHOTOS)
    if len(manifest.detector.sides) == 1:
        lacks.add("looks")
    if manifest.calibration.trials == USUAL_TRIALS:
        lacks.add("measured")
    return [piece for piece in PIECES if piece not in lacks]


def by_import(runs: Sequence[Collection[str]]) -> list[list[frozenset[str]]]:
    """The runs, each once, those together that look at photos alike."""
    found: dict[frozenset[str], list[frozenset[str]]] = {}
    for left in dict.fromkeys(map(frozenset, runs)):
        found.setdefault(left & AT_IMPORT, []).append(left)
    return list(found.values())


def cells(figures: Figures) -> list[str]:
    """The figures of a run for the table."""

    def text(name: str) -> str:
        figure = figures.get(name)
        value = figure.value if isinstance(figure, Share | Estimate) else figure
        return "–" if value is None else f"{value:.3f}"

    return [" / ".join(map(text, names)) for names in COLUMNS.values()]


@dataclass(slots=True)
class Cost:
    """What was taken of a core, for so many faces."""

    seconds: float = 0.0
    faces: int = 0

    @property
    def ms_a_face(self) -> float:
        """Milliseconds a face; 0 of no face."""
        return 1000 * self.seconds / max(1, self.faces)


@contextmanager
def timed(costs: dict[str, Cost]) -> Iterator[None]:
    """Put what the functions of pieces take into `costs`, by the piece."""
    with ExitStack() as stack:
        for piece, (name, faces) in FACES_OF.items():
            cost = costs.setdefault(piece, Cost())
            stack.enter_context(_timed(name, cost, 1, faces))
            if piece in ANYWAY:
                stack.enter_context(_timed(ANYWAY[piece], cost, -1, lambda _: 0))
        yield


def _timed(name: str, cost: Cost, sign: int, faces: Callable[[Any], int]) -> AbstractContextManager[Any]:
    module, _, attribute = name.rpartition(".")
    function = getattr(import_module(module), attribute)

    def run(first: Any, *others: Any, **named: Any) -> Any:
        started = time.thread_time()
        try:
            return function(first, *others, **named)
        finally:
            cost.seconds += sign * (time.thread_time() - started)
            cost.faces += faces(first)

    return patch(name, run)


def import_costs(pack: str, photos: Sequence[Path]) -> dict[str, Cost]:
    """What the pieces at import take of a core more than without them, in turns with each photo.

    Small pictures are found in at their own size where they are not enlarged; `benchmarks.pieces` pads them,
    which costs the same as enlarging does.
    """
    engine = FaceEngine(find_pack(pack))
    without = {piece: PIECES[piece] for piece in pieces_of(pack) if piece in AT_IMPORT - FREE}
    without["enlarging"] = at_own_size
    costs = {piece: Cost() for piece in without}
    engine.warm_up()
    for photo in photos:
        pixels = decode_photo(read_file(photo), photo.suffix).pixels
        for piece, cost in costs.items():
            with without[piece]():
                less, _ = _looked_at(engine, pixels)
            seconds, faces = _looked_at(engine, pixels)
            cost.seconds += seconds - less
            cost.faces += faces
    return costs


def _looked_at(engine: FaceEngine, pixels: Image) -> tuple[float, int]:
    started = time.process_time()
    faces = len(engine.observe(pixels))
    return time.process_time() - started, faces


if __name__ == "__main__":
    main()
