"""Whether the teams of a match lose known answers: every photo recognised without and with them.

    python -m benchmarks.narrowing DIR [--pack P] [--teams N]

DIR is a folder of labelled photos (see `benchmarks.dataset`). Its players are put into N teams of about one
size; each photo is put into a match of the team of whoever is in it and another one, and one of nobody who is
enrolled into any. Then every photo is put into a match of two teams that nobody in it is of: whom the
recogniser finds there all the same is to be suggested, not tagged.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.dataset import Dataset, open_dataset
from benchmarks.report import print_table
from core.files import file_digest
from core.jobs import JobContext
from core.library import Library
from core.types import FaceState, GalleryId, MatchId, PhotoId, PlayerUpdate

START = datetime(2026, 5, 1, 9)
OUTCOMES = ("tagged, right", "suggested, right", "tagged, wrong", "suggested, wrong")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print."""
    options = _parser().parse_args(arguments)
    dataset = open_dataset(options.folder)
    with (
        tempfile.TemporaryDirectory(prefix="playertag-bench-") as scratch,
        Library.open(Path(scratch) / "library") as library,
    ):
        library.update_settings(pack=options.pack)
        counts = measure(library, dataset, options.teams, Path(scratch) / "references")
    names = list(counts)
    rows = [[outcome, *(str(counts[name][outcome]) for name in names)] for outcome in OUTCOMES]
    print_table(f"{options.pack}: faces of {len(dataset.tournament)} photos", ["", *names], rows)


def measure(library: Library, dataset: Dataset, teams: int, references: Path) -> dict[str, Counter[str]]:
    """What the faces were recognised as without matches, in the right ones, and in the wrong ones."""
    context = JobContext()
    for player, paths in dataset.references.items():
        (references / player).mkdir(parents=True)
        for path in paths:
            (references / player / path.name).symlink_to(path.absolute())
    library.indexing.enroll(references, context)
    library.training.execute(context)
    photos = [photo.path for photo in dataset.tournament]
    gallery = library.indexing.import_photos(photos, "Day 1", context).gallery_id
    there = set(library.galleries.photo_ids(gallery))
    truth = {PhotoId(file_digest(photo.path)): photo.players for photo in dataset.tournament}
    truth = {photo: players for photo, players in truth.items() if photo in there}
    team_of = {name: number % teams for number, name in enumerate(sorted(dataset.references))}
    for name, team in team_of.items():
        library.players.update(library.players.find(name).id, PlayerUpdate(team=f"Team {team}"))
    matches = _matches(library, gallery, teams)

    def right(photo: PhotoId) -> int:
        mine = [team_of[name] for name in sorted(truth[photo])]
        return mine[0] if mine else int(photo[:8], 16) % teams

    def wrong(photo: PhotoId) -> int:
        mine = {team_of[name] for name in truth[photo]}
        away = (n for n in range(teams) if not {n, (n + 1) % teams} & mine)
        return next(away)

    found: dict[str, Counter[str]] = {}
    chosen: dict[str, Callable[[PhotoId], int] | None] = {
        "no match": None, "their match": right, "another match": wrong
    }  # fmt: skip
    for name, choose in chosen.items():
        if choose is not None:
            library.matches.put(gallery, {photo: matches[choose(photo)] for photo in truth})
        library.recognition.batch_recognize([gallery], None, context)
        found[name] = _outcomes(library, truth)
    return found


def _matches(library: Library, gallery: GalleryId, teams: int) -> list[MatchId]:
    """A match of each team with the next one."""
    found: list[MatchId] = []
    for number in range(teams):
        times = START + number * timedelta(hours=1), START + (number + 1) * timedelta(hours=1)
        playing = f"Team {number}", f"Team {(number + 1) % teams}"
        found += library.matches.add(gallery, f"Match {number}", *times, "", playing).matches
    return found


def _outcomes(library: Library, truth: Mapping[PhotoId, frozenset[str]]) -> Counter[str]:
    """Right is a name of somebody who is in the photo."""
    counts: Counter[str] = Counter()
    words = {FaceState.TAGGED: "tagged", FaceState.SUGGESTED: "suggested"}
    for photo in library.galleries.photos(list(truth)):
        for face in photo.faces:
            if face.state in words:
                sort = "right" if face.player in truth[photo.id] else "wrong"
                counts[f"{words[face.state]}, {sort}"] += 1
    return counts


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.narrowing", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("folder", metavar="DIR", type=Path, help="the labelled photos")
    parser.add_argument("--pack", default="opencv", help="the model pack (default: %(default)s)")
    parser.add_argument("--teams", type=int, default=6, help="how many teams (default: %(default)s)")
    return parser


if __name__ == "__main__":
    main()
