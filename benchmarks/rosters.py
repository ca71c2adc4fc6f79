"""What rosters of other sizes get: how right their tags are, and whether what training foretells comes true.

    python -m benchmarks.rosters DIR [--pack P] [--part PART] [--without PIECE] [--draws N] [--seed S]
        [--json FILE]

DIR is a folder of labelled photos (see `benchmarks.dataset`). Its photos are imported once. Then rosters are
drawn at random, of the players of `tournament` and of the people of `clusters`: so many references of each
are confirmed, training is executed, and the other photos are recognised, all by the library's own functions
and default settings. Photos of `hard` are left out, as some of their labels are wrong.

Precision is that of all tags at the threshold that training chose, with as many photos of strangers as of
players, and with more: all photos of people who were not drawn are in the gallery, and are weighed. Foretold
is the share of wrong tags in training's own trials, and at most what it says there will be; what comes true
is with as many strangers. One wrong reference is a stranger's photo, of whom there may be others, in the
place of a reference of one player, of two or more. Intervals are over draws (bootstrap), as the photos of a
draw share its templates. They don't know that draws share people, as all rosters of 26 of 26 players do.
"""

from __future__ import annotations

import argparse
import math
import random
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path
from statistics import fmean

from benchmarks.dataset import Dataset, DatasetError, open_dataset
from benchmarks.measures import (
    Bin,
    Search,
    Share,
    calibration_error,
    estimated,
    reliability,
    total_share,
)
from benchmarks.packs import PACKS, parser_of
from benchmarks.pieces import AT_IMPORT, PIECES, left_out
from benchmarks.report import Figure, json_of, print_table, text_of, write_json
from core.errors import PlayertagError
from core.files import file_digest
from core.jobs import JobContext
from core.library import Library
from core.memory import spare_memory
from core.types import Face, FaceId, FaceState, GalleryId, Photo, PhotoId, TrainingSession

SIZES = ((3, 2), (3, 5), (8, 3), (13, 3), (26, 1), (26, 2), (26, 5))
"""Players, and references of each."""
STRANGERS = (1, 5, 15)
"""Photos of strangers to a photo of a player."""
PARTS = ("tournament", "clusters")
HARD = "hard"
# Less is nobody: it would be written for each face and each draw.
LEAST = 0.01

Roster = Mapping[str, frozenset[PhotoId]]
"""The references of each player."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Photos and who is in them, by name, and the photos that may be references of each person."""

    gallery: GalleryId
    truth: Mapping[PhotoId, frozenset[str]]
    references: Mapping[str, frozenset[PhotoId]]


@dataclass(frozen=True, slots=True)
class Draw:
    """What became of the tags of a roster, at the threshold that its training chose.

    `tags` and `pairs` are of the photos of its players: those that are right of all tags, and those that are
    tagged of all players in them. `false` tags are in photos of `strangers`. `foretold` are the wrong ones of
    all tags of training's trials, `at_most` the largest share that it foretells, and `asked` the precision
    that training was to reach. `bins` are of the players' photos and as many of strangers.
    """

    photos: int
    strangers: int
    tags: Share
    pairs: Share
    false: int
    threshold: float
    foretold: Share
    at_most: float
    asked: float
    bins: Sequence[Bin]

    @property
    def came_true(self) -> float:
        """The share of wrong tags, with as many photos of strangers as of players; NaN of no tag."""
        return 1 - precision([self], 1)

    def keeps_to(self, share: float) -> bool:
        """Not more than this share of the tags is wrong; of no tag none is."""
        return not self.came_true > share


def main(arguments: Sequence[str] | None = None) -> None:
    """Import, draw, measure, and print a table for each crowd, without and with a wrong reference."""
    options = _parser().parse_args(arguments)
    spare_memory()
    packs = options.pack or list(PACKS)
    try:
        dataset = _part(open_dataset(options.folder), options.part or PARTS)
        tables = {pack: _measured(dataset, pack, options) for pack in packs}
    except (DatasetError, PlayertagError) as problem:
        raise SystemExit(str(problem)) from problem
    if options.json:
        values = {
            pack: {
                title: {
                    size: {name: json_of(figure) for name, figure in found.items()}
                    for size, found in of.items()
                }
                for title, of in found_in.items()
            }
            for pack, found_in in tables.items()
        }
        settings = {"draws": options.draws, "seed": options.seed}
        write_json(options.json, {"settings": settings, "packs": values})


def _part(dataset: Dataset, parts: Collection[str]) -> Dataset:
    return replace(
        dataset,
        tournament=dataset.tournament if "tournament" in parts else (),
        clusters=dataset.clusters if "clusters" in parts else {},
    )


def _measured(
    dataset: Dataset, pack: str, options: argparse.Namespace
) -> dict[str, dict[str, dict[str, Figure]]]:
    """The figures by title, size and name, each table printed as soon as it is done."""
    found: dict[str, dict[str, dict[str, Figure]]] = {}
    with (
        tempfile.TemporaryDirectory(prefix="playertag-bench-") as scratch,
        Library.open(Path(scratch)) as library,
    ):
        library.update_settings(pack=pack)
        runs = [(), *((piece,) for piece in options.without)]
        for (name, crowd), wrong, left in product(crowds(library, dataset).items(), (False, True), runs):
            title = ", ".join([pack, name, *["one wrong reference"] * wrong, *map("without {}".format, left)])
            with left_out(left):
                found[title] = _of_sizes(Trial(library, crowd), options, wrong)
            _print(title, found[title])
    return found


def _of_sizes(trial: Trial, options: argparse.Namespace, wrong: bool) -> dict[str, dict[str, Figure]]:
    return {
        f"{players} × {references}": figures_of(
            list(trial.draws(players, references, options.draws, options.seed, wrong))
        )
        for players, references in SIZES
        if references > wrong
    }


def crowds(library: Library, dataset: Dataset) -> dict[str, Crowd]:
    """The photos of both parts, imported."""
    found: dict[str, Crowd] = {}
    if dataset.tournament:
        truth = {photo.path: photo.players for photo in dataset.tournament if photo.tier != HARD}
        pictures = [path for paths in dataset.references.values() for path in paths]
        library.indexing.import_photos(pictures, "references", JobContext())
        references = {name: frozenset(map(_id_of, paths)) for name, paths in dataset.references.items()}
        found["tournament"] = _crowd(library, "tournament", truth, references)
    if dataset.clusters:
        truth = {path: frozenset({person}) for path, person in dataset.clusters.items()}
        people: dict[str, set[PhotoId]] = {}
        for path, person in dataset.clusters.items():
            people.setdefault(person, set()).add(_id_of(path))
        of_people = {person: frozenset(photos) for person, photos in people.items()}
        found["clusters"] = _crowd(library, "clusters", truth, of_people)
    return found


def _crowd(
    library: Library,
    name: str,
    truth: Mapping[Path, frozenset[str]],
    references: Mapping[str, frozenset[PhotoId]],
) -> Crowd:
    gallery = library.indexing.import_photos(list(truth), name, JobContext()).gallery_id
    there = set(library.galleries.photo_ids(gallery))
    by_id = {_id_of(path): players for path, players in truth.items()}
    return Crowd(gallery, {photo: by_id[photo] for photo in by_id if photo in there}, references)


def _id_of(path: Path) -> PhotoId:
    return PhotoId(file_digest(path))


def draw(crowd: Crowd, players: int, references: int, chance: random.Random) -> Roster:
    """Some people with some references each, of those who have so many and another photo to be found in."""
    photos: dict[str, set[PhotoId]] = {}
    for photo, names in crowd.truth.items():
        for name in names:
            photos.setdefault(name, set()).add(photo)
    able = [
        name
        for name, own in sorted(crowd.references.items())
        if len(own) >= references and len(own | photos.get(name, set())) > references
    ]
    chosen = chance.sample(able, min(players, len(able)))
    return {name: frozenset(chance.sample(sorted(crowd.references[name]), references)) for name in chosen}


def with_a_wrong_one(roster: Roster, strangers: Sequence[PhotoId], chance: random.Random) -> Roster:
    """The roster with a stranger's photo in the place of a reference of one player."""
    name = chance.choice(sorted(roster))
    _, *rest = chance.sample(sorted(roster[name]), len(roster[name]))
    return {**roster, name: frozenset([chance.choice(sorted(strangers)), *rest])}


class Trial:
    """Rosters of a crowd, tried one after the other in a library."""

    def __init__(self, library: Library, crowd: Crowd) -> None:
        self._library = library
        self._crowd = crowd
        pictures = sorted({*crowd.truth, *(one for own in crowd.references.values() for one in own)})
        self._main = {photo.id: _largest(photo) for photo in library.galleries.photos(pictures)}

    def draws(self, players: int, references: int, count: int, seed: int, wrong: bool) -> Iterator[Draw]:
        """Draw and try so many rosters; less where they repeat themselves."""
        chance = random.Random(f"{seed} {players} {references}")
        seen: list[Roster] = []
        for _ in range(count):
            roster = draw(self._crowd, players, references, chance)
            if wrong:
                roster = with_a_wrong_one(roster, self._strangers(roster), chance)
            if roster not in seen:
                seen.append(roster)
                yield self._tried(roster, chance)

    def _strangers(self, roster: Roster) -> list[PhotoId]:
        """The photos with a face of people who were not drawn."""
        truth = self._crowd.truth
        return [photo for photo in truth if not truth[photo] & roster.keys() and self._main.get(photo)]

    def _tried(self, roster: Roster, chance: random.Random) -> Draw:
        """Confirm, train, recognise; and take back what was confirmed."""
        library, done = self._library, []
        for name, photos in roster.items():
            faces = [face for photo in sorted(photos) if (face := self._main.get(photo))]
            if faces:
                player = library.players.ensure(name)
                done.append(library.review.confirm(faces, player).batch)
        session = library.training.execute(JobContext()).session
        library.recognition.batch_recognize([self._crowd.gallery], LEAST, JobContext())
        taken = frozenset[PhotoId]().union(*roster.values())
        others = library.galleries.photos([photo for photo in self._crowd.truth if photo not in taken])
        for batch in done:
            if batch is not None:
                library.review.undo(batch)
        return counted([self._search(photo, roster) for photo in others], session, chance)

    def _search(self, photo: Photo, roster: Roster) -> Search:
        truth = self._crowd.truth[photo.id] & roster.keys()
        named = {face.player: face.probability for face in photo.faces if face.state is FaceState.TAGGED}
        scores = {player: said for player, said in named.items() if player is not None and said is not None}
        return Search(truth, "", scores)


def counted(searches: Sequence[Search], session: TrainingSession, chance: random.Random) -> Draw:
    """What became of the tags in these photos, with the threshold of a session."""
    mated = [search for search in searches if search.truth]
    strangers = [search for search in searches if not search.truth]
    tagged = [(search, search.tagged(session.threshold)) for search in mated]
    point = session.at_threshold
    foretold = Share(point.wrong, point.tagged) if point else Share(0, 0)
    even = [*mated, *chance.sample(strangers, min(len(mated), len(strangers)))]
    return Draw(
        photos=len(mated),
        strangers=len(strangers),
        tags=total_share(Share(len(tags & search.truth), len(tags)) for search, tags in tagged),
        pairs=total_share(Share(len(tags & search.truth), len(search.truth)) for search, tags in tagged),
        false=sum(len(search.tagged(session.threshold)) for search in strangers),
        threshold=session.threshold,
        foretold=foretold,
        at_most=point.most_wrong if point else 1.0,
        asked=session.precision_target,
        bins=reliability(even),
    )


def precision(draws: Sequence[Draw], strangers: float) -> float:
    """Share of right tags where there are so many photos of strangers to one of a player; NaN of no tag."""
    right = sum(one.tags.hits for one in draws)
    false = math.fsum(one.false * strangers * one.photos / max(1, one.strangers) for one in draws)
    tags = sum(one.tags.total for one in draws) + false
    return right / tags if tags else math.nan


def together(bins: Sequence[Bin]) -> list[Bin]:
    """Bins of several draws, those of about one probability as one."""
    found: dict[int, list[Bin]] = {}
    for one in bins:
        found.setdefault(int(10 * one.said), []).append(one)
    return [
        Bin(math.fsum(one.said * one.right.total for one in some) / right.total, right)
        for some in found.values()
        for right in [total_share(one.right for one in some)]
    ]


def figures_of(draws: Sequence[Draw]) -> dict[str, Figure]:
    """The figures of the draws of one size."""
    if not draws:
        return {}
    figures: dict[str, Figure] = {"draws": len(draws)}
    for times in STRANGERS:
        name = f"precision, {times} × as many strangers" if times > 1 else "precision, as many strangers"
        figures[name] = estimated(draws, partial(precision, strangers=times))
    figures["TPIR"] = estimated(draws, lambda some: total_share(one.pairs for one in some).value)
    thresholds = [one.threshold for one in draws]
    figures |= {"threshold, least": min(thresholds), "threshold, most": max(thresholds)}
    figures["wrong tags foretold"] = estimated(
        draws, lambda some: total_share(one.foretold for one in some).value
    )
    figures["wrong tags that came true"] = estimated(draws, lambda some: 1 - precision(some, 1))
    figures["foretold at most"] = estimated(draws, lambda some: fmean(one.at_most for one in some))
    limits: dict[str, Callable[[Draw], float]] = {
        "draws with no more than foretold": lambda one: one.foretold.value if one.foretold.total else 0.0,
        "draws with no more than at most": lambda one: one.at_most,
        "draws as precise as was asked": lambda one: 1 - one.asked,
    }
    for name, limit in limits.items():
        figures[name] = Share(sum(one.keeps_to(limit(one)) for one in draws), len(draws))
    figures["calibration error"] = estimated(
        draws, lambda some: calibration_error(together([one for each in some for one in each.bins]))
    )
    return figures


def _largest(photo: Photo) -> FaceId | None:
    def area(face: Face) -> float:
        return face.box.w * face.box.h

    return max(photo.faces, key=area).id if photo.faces else None


def _print(title: str, found: Mapping[str, Mapping[str, Figure]]) -> None:
    names = list(dict.fromkeys(name for figures in found.values() for name in figures))
    rows = [[name, *(text_of(figures.get(name)) for figures in found.values())] for name in names]
    print_table(f"{title}: players × references", ["", *found], rows)


def _parser() -> argparse.ArgumentParser:
    parser = parser_of("benchmarks.rosters", __doc__)
    parser.add_argument("--draws", type=int, default=20, help="of each size (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of what is drawn (default: %(default)s)")
    parser.add_argument(
        "--part", action="append", choices=PARTS, help="draw only of these people (repeatable)"
    )
    parser.add_argument(
        "--without",
        action="append",
        choices=sorted(PIECES.keys() - AT_IMPORT),
        default=[],
        help="try the same draws without this piece of Playertag, too (repeatable)",
    )
    return parser


if __name__ == "__main__":
    main()
