"""How well Playertag names, groups and finds faces, beside a plain program with the same weights.

    python -m benchmarks.accuracy DIR [--pack P] [--models DIR] [--program P] [--px N] [--canvas WxH]
        [--without PIECE | --only PIECE] [--json FILE] [--reliability PNG]

DIR is a folder of labelled photos (see `benchmarks.dataset`); the figures are explained in
`benchmarks.measures`.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.dataset import (
    JPEG_QUALITY,
    Dataset,
    DatasetError,
    Scaling,
    open_dataset,
    scaled_copy,
)
from benchmarks.measures import (
    DETECTION_IOU,
    Estimate,
    Search,
    Share,
    bcubed,
    calibration_error,
    central,
    detection_recall,
    estimated,
    fpir,
    largest,
    pairwise,
    reliability,
    review_actions,
    tag_precision,
    threshold_at_fpir,
    total_share,
    tpir,
    tpir_by_photo,
)
from benchmarks.ours import OurProgram
from benchmarks.packs import PACKS, RULER_PACK, PackError, PackFiles, find_pack
from benchmarks.pieces import PIECES, all_but, left_out
from benchmarks.plain import PlainProgram, Yunet, quiet_opencv
from benchmarks.programs import OpenProgram, Program
from benchmarks.reliability import Reliability, by_sort, json_of_reliability, print_reliability
from benchmarks.report import Json, json_of, print_table, text_of, write_json
from core.errors import PlayertagError

PROGRAMS: dict[str, OpenProgram] = {
    "plain": PlainProgram.open,
    "plain enlarged": PlainProgram.open_enlarged,
    "Playertag": OurProgram.open,
}
USUAL = ("plain", "Playertag")

FPIR_TARGETS = {"1 %": 0.01, "0.1 %": 0.001}
# What a few hundred strangers are too few for.
RARE = {"0.1 %": FPIR_TARGETS["0.1 %"]}
STRANGER = "stranger"

Figures = dict[str, Share | Estimate | float]


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of a program, and the reliability of its probabilities where its scores are such."""

    figures: Figures
    reliability: Reliability | None = None


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every program and print the figures side by side."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.canvas and not options.px:
        parser.error("--canvas needs --px")
    quiet_opencv()
    packs = options.pack or list(PACKS)
    without = all_but(options.only) if options.only else options.without
    try:
        with left_out(without):
            results = {pack: _run(options, pack) for pack in packs}
    except (DatasetError, PackError, PlayertagError) as problem:
        raise SystemExit(str(problem)) from problem
    if options.json:
        settings = {
            "px": options.px,
            "canvas": options.canvas,
            "jpeg_quality": options.quality,
            "without": without,
        }
        write_json(options.json, {"settings": settings, **_plain_values(results)})
    if options.reliability:
        from benchmarks.plots import plot_reliability

        plot_reliability(options.reliability, _reliability_of(results))


def _plain_values(results: Mapping[str, Mapping[str, Measured]]) -> Mapping[str, Json]:
    """Figures by pack, program and name as JSON takes them, and reliability by pack and program."""
    return {
        "packs": {
            pack: {
                program: {name: json_of(figure) for name, figure in measured.figures.items()}
                for program, measured in programs.items()
            }
            for pack, programs in results.items()
        },
        "reliability": {name: json_of_reliability(found) for name, found in _reliability_of(results).items()},
    }


def _reliability_of(results: Mapping[str, Mapping[str, Measured]]) -> dict[str, Reliability]:
    """By program and pack, of the programs that answer by probability."""
    return {
        f"{program}, {pack}": measured.reliability
        for pack, programs in results.items()
        for program, measured in programs.items()
        if measured.reliability is not None
    }


def measure(program: Program, dataset: Dataset, *, among: bool = True) -> Measured:
    """All that the parts of `dataset` allow to be measured of one program.

    Without `among` its photos do not come among those of more strangers, where they would stay.
    """
    figures: Figures = {}
    sorts: Reliability | None = None
    if dataset.tournament:
        figures, sorts = _identification(program, dataset, among)
    if dataset.clusters:
        figures |= _clustering(program, dataset)
    if dataset.race:
        found = program.detect(list(dataset.race))
        figures[f"detection: recall at IoU {DETECTION_IOU}"] = total_share(
            detection_recall(boxes, found[photo], DETECTION_IOU) for photo, boxes in dataset.race.items()
        )
    return Measured(figures, sorts)


def _run(options: argparse.Namespace, pack: str) -> dict[str, Measured]:
    """Measure the programs with one pack, and print as soon as they are done."""
    dataset = open_dataset(options.folder)
    if options.px:
        ruler = Yunet(find_pack(RULER_PACK, options.models).detector)
        scaling = Scaling(options.px, ruler.heights, options.quality, options.canvas)
        dataset = scaled_copy(dataset, scaling, options.cache)
    files = find_pack(pack, options.models)
    chosen = options.program or USUAL
    results = {name: _measure_opened(PROGRAMS[name], files, dataset) for name in chosen}
    title = f"{pack}, largest face {options.px} px, JPEG {options.quality}" if options.px else pack
    if options.canvas:
        title += ", in {} by {}".format(*options.canvas)
    _print(title, {name: measured.figures for name, measured in results.items()})
    for name, found in _reliability_of({title: results}).items():
        print_reliability(name, found)
    return results


def _measure_opened(start: OpenProgram, files: PackFiles, dataset: Dataset) -> Measured:
    with start(files) as program:
        return measure(program, dataset)


def _identification(program: Program, dataset: Dataset, among: bool) -> tuple[Figures, Reliability | None]:
    strangers = dataset.strangers() if among else ()
    photos = [photo.path for photo in dataset.tournament]
    answers = program.identify(dataset.references, photos)
    searches = [
        Search(photo.players, photo.tier, answers[photo.path], program.looks.get(photo.path, {}))
        for photo in dataset.tournament
    ]
    figures = at_targets("", searches, FPIR_TARGETS)
    held_out = _held_out(searches, sorted(dataset.references))
    figures |= at_targets("held-out half, ", held_out, FPIR_TARGETS)
    if strangers:
        figures |= _among(strangers, program, dataset)
    if program.threshold is None:
        return figures, None
    named = [search.named for search in searches]
    figures |= at_threshold("own threshold", named, program.threshold)
    found = by_sort(named)
    figures["calibration error"] = _estimated_error(named)
    held_out = _held_out(named, sorted(dataset.references))
    figures["held-out half, calibration error"] = _estimated_error(held_out)
    return figures, found


def _among(strangers: Sequence[Path], program: Program, dataset: Dataset) -> Figures:
    """The same photos in one gallery with those of more strangers, which may change what is said of any."""
    photos = [photo.path for photo in dataset.tournament]
    answers = program.identify(dataset.references, [*photos, *strangers])
    searches = [Search(photo.players, photo.tier, answers[photo.path]) for photo in dataset.tournament]
    more = [Search(frozenset(), STRANGER, answers[photo]) for photo in strangers]
    held_out = _held_out(searches, sorted(dataset.references))
    crowd = f"{len(more)} more strangers, "
    return {
        **at_targets(crowd, [*searches, *more], RARE),
        **at_targets(f"held-out half, {crowd}", [*held_out, *more], RARE),
    }


def _estimated_error(searches: Sequence[Search]) -> Estimate | float:
    """The calibration error with its interval, over photos."""
    return estimated(searches, lambda some: calibration_error(reliability(some)))


def _held_out(searches: Sequence[Search], players: Sequence[str]) -> list[Search]:
    """Every other player and every other stranger: the half on which the lift was not chosen.

    What is chosen by these photos at all (docs/accuracy.md) is chosen on the others.
    """
    half = frozenset(players[1::2])
    strangers = [search for search in searches if not search.truth]
    mated = [search for search in searches if search.truth & half]
    return [
        replace(
            search,
            truth=search.truth & half,
            scores={player: score for player, score in search.scores.items() if player in half},
        )
        for search in (*mated, *strangers[1::2])
    ]


def at_targets(among: str, searches: Sequence[Search], targets: Mapping[str, float]) -> Figures:
    """The figures at the threshold of each FPIR, named after it and after whom the strangers are among."""
    figures: Figures = {}
    if any(not search.truth for search in searches):
        for name, target in targets.items():
            figures |= at_threshold(f"{among}FPIR {name}", searches, threshold_at_fpir(searches, target))
    return figures


def at_threshold(name: str, searches: Sequence[Search], threshold: float) -> Figures:
    """The figures at a threshold of this name."""
    figures: Figures = {
        f"{name}: threshold": threshold,
        f"{name}: FPIR": fpir(searches, threshold),
    }
    for tier in sorted({search.tier for search in searches if search.truth}):
        figures[f"{name}: TPIR {tier}"] = tpir(searches, tier, threshold)
        figures[f"{name}: TPIR {tier}, by photo"] = tpir_by_photo(searches, tier, threshold)
    figures[f"{name}: precision of the tags"] = tag_precision(searches, threshold)
    return figures


def _clustering(program: Program, dataset: Dataset) -> Figures:
    photos, truth = list(dataset.clusters), list(dataset.clusters.values())
    labels, of_largest = (
        [answer[photo] for photo in photos]
        for answer in (program.cluster(photos, main) for main in (central, largest))
    )
    return {
        "clusters: pairwise F": pairwise(truth, labels).f,
        "clusters: pairwise F, largest face": pairwise(truth, of_largest).f,
        "clusters: BCubed F": bcubed(truth, labels).f,
        "clusters: noise": Share(labels.count(None), len(labels)),
        "clusters: actions to review": review_actions(truth, labels),
    }


def _print(title: str, results: Mapping[str, Figures]) -> None:
    names = list(dict.fromkeys(name for figures in results.values() for name in figures))
    print_table(
        title,
        ["", *results],
        [[name, *(text_of(figures.get(name)) for figures in results.values())] for name in names],
    )


def _size(text: str) -> tuple[int, int]:
    width, height = text.split("x")
    return int(width), int(height)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.accuracy", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("folder", metavar="DIR", type=Path, help="the labelled photos")
    parser.add_argument(
        "--pack", action="append", choices=PACKS, help="measure only with this pack (repeatable)"
    )
    parser.add_argument(
        "--models",
        type=Path,
        default=Path("models"),
        help="where the packs' published files lie, or are fetched to (default: %(default)s)",
    )
    parser.add_argument(
        "--program",
        action="append",
        choices=PROGRAMS,
        help=f"measure this one (repeatable; default: {' and '.join(USUAL)})",
    )
    pieces = parser.add_mutually_exclusive_group()
    pieces.add_argument(
        "--without",
        action="append",
        choices=PIECES,
        default=[],
        help="leave out a piece of Playertag (repeatable)",
    )
    pieces.add_argument(
        "--only", action="append", choices=PIECES, help="leave out all pieces but this one (repeatable)"
    )
    parser.add_argument("--px", type=int, help="scale the photos to faces of this height")
    parser.add_argument(
        "--canvas",
        type=_size,
        metavar="WxH",
        help="with --px: the scaled photos are parts of photos of this size, as a camera's",
    )
    parser.add_argument(
        "--quality",
        type=int,
        default=JPEG_QUALITY,
        help="JPEG quality of the scaled photos (default: %(default)s)",
    )
    parser.add_argument(
        "--cache",
        type=Path,
        default=Path(tempfile.gettempdir()) / "playertag-benchmarks",
        help="where scaled photos are kept",
    )
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument(
        "--reliability", metavar="PNG", type=Path, help="draw what comes true into this picture"
    )
    return parser


if __name__ == "__main__":
    main()
