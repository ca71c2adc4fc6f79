"""What answers teach: recognition by the references alone, and after a part of the photos was confirmed.

    python -m benchmarks.confirmed DIR [--pack P] [--json FILE]

DIR is a folder of labelled photos (see `benchmarks.dataset`). The players' faces in every other `action`
photo of its tournament are confirmed, as somebody would who knows them, and training is executed again. Both
times the figures are those of the photos that nobody confirmed (`benchmarks.measures`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.accuracy import FPIR_TARGETS, Figures, at_targets, at_threshold
from benchmarks.dataset import Dataset, DatasetError, open_dataset
from benchmarks.measures import Search, calibration_error, reliability
from benchmarks.ours import OurProgram
from benchmarks.packs import PACKS, PackFiles, parser_of
from benchmarks.report import Json, json_of, print_table, text_of, write_json
from core.errors import PlayertagError
from core.memory import spare_memory

TIER = "action"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure before and after, and print both."""
    options = parser_of("benchmarks.confirmed", __doc__).parse_args(arguments)
    spare_memory()
    values: dict[str, Json] = {}
    try:
        dataset = open_dataset(options.folder)
        for pack in options.pack or PACKS:
            with OurProgram.open(PackFiles(pack, Path(), Path())) as program:
                found = measure(program, dataset)
            names = list(next(iter(found.values())))
            rows = [[name, *(text_of(figures[name]) for figures in found.values())] for name in names]
            print_table(pack, ["", *found], rows)
            values[pack] = {
                title: {name: json_of(figure) for name, figure in figures.items()}
                for title, figures in found.items()
            }
    except (DatasetError, PlayertagError) as problem:
        raise SystemExit(str(problem)) from problem
    if options.json:
        write_json(options.json, {"packs": values})


def measure(program: OurProgram, dataset: Dataset) -> dict[str, Figures]:
    """The figures of the photos that are not confirmed, before and after the others were."""
    action = [photo for photo in dataset.tournament if photo.tier == TIER and len(photo.players) == 1]
    confirmed = {photo.path: next(iter(photo.players)) for photo in action[::2]}
    rest = [photo for photo in dataset.tournament if photo.path not in confirmed]

    def figures() -> Figures:
        answers = program.identify(dataset.references, [photo.path for photo in dataset.tournament])
        searches = [
            Search(photo.players, photo.tier, answers[photo.path], program.looks[photo.path])
            for photo in rest
        ]
        found = at_targets("", searches, FPIR_TARGETS)
        named = [search.named for search in searches]
        if program.threshold is not None:
            found |= at_threshold("own threshold", named, program.threshold)
        return {**found, "calibration error": calibration_error(reliability(named))}

    before = figures()
    faces = program.confirm(confirmed)
    return {"references": before, f"and {faces} confirmed faces": figures()}


if __name__ == "__main__":
    main()
