"""How long the engine's everyday questions take on a large library.

    python -m benchmarks.operations [--faces 100000] [--players 2000] [--rounds 15] [--json FILE]

The libraries are made up: the real schema, a face for each photo or two of random people, vectors of the
pack `opencv`'s dimension, two thirds of the faces of players. In the first one a day of photos is in each
of five galleries, in the second one all of them are in one. Recognition is timed once, over all faces.
Both the time on the clock and the processor time of the program are given: on a machine that others use
too, the second one is what the work takes. Python's cycle collector runs as it does in the program.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import insert

from benchmarks.report import Json, print_table, write_json
from core.db.engine import Database
from core.db.schema import (
    DecisionRow,
    EmbeddingRow,
    FaceRow,
    GalleryPhotoRow,
    GalleryRow,
    PhotoFileRow,
    PhotoRow,
    PlayerRow,
    new_id,
    sort_key_of,
)
from core.db.vectors import Vectors, pack_vector, unit
from core.jobs import JobContext
from core.library import Library
from core.memory import spare_memory
from core.paths import LibraryPaths
from core.types import FaceState, GalleryId, Page, PhotoFilter, PhotoSort, SortKey, Source, Verdict

PACK, DIMENSION = "opencv", 128
FACES_A_PHOTO = 2
GALLERIES = (5, 1)
START = datetime(2026, 5, 1, 9)
# References a player, and how far a face is from its person: cosines of about 0.6, as real ones.
REFERENCES, NOISE = 3, 0.8
ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of each round, on the clock and of the processor."""

    name: str
    seconds: tuple[float, ...]
    processor: tuple[float, ...]


def main(arguments: Sequence[str] | None = None) -> None:
    """Build the libraries, time each operation and print the table."""
    options = _parser().parse_args(arguments)
    spare_memory()
    values: dict[str, dict[str, Timing]] = {}
    for galleries in GALLERIES:
        title = f"{options.faces:,} faces, {options.players:,} players, galleries: {galleries}"
        with tempfile.TemporaryDirectory(prefix="playertag-operations-") as scratch:
            timings = list(measure(Path(scratch), options.faces, options.players, options.rounds, galleries))
        print_table(
            f"{title}; load of the machine {os.getloadavg()[0]:.1f}",
            ["", "median ms", "fastest", "slowest", "processor, median ms", "fastest"],
            [[timing.name, *_cells(timing)] for timing in timings],
        )
        values[title] = {timing.name: timing for timing in timings}
    if options.json:
        write_json(options.json, {title: _plain(timings) for title, timings in values.items()})


def _cells(timing: Timing) -> list[str]:
    clock, processor = timing.seconds, timing.processor
    shown = (statistics.median(clock), min(clock), max(clock), statistics.median(processor), min(processor))
    return [f"{1000 * seconds:.1f}" for seconds in shown]


def _plain(timings: Mapping[str, Timing]) -> dict[str, Json]:
    return {
        name: {"seconds": list(timing.seconds), "processor": list(timing.processor)}
        for name, timing in timings.items()
    }


def measure(scratch: Path, faces: int, players: int, rounds: int, days: int) -> Iterator[Timing]:
    """Each operation's timing, on a library made in `scratch`."""
    galleries = plant(LibraryPaths(scratch / "library"), faces, players, days)
    with Library.open(scratch / "library") as library:
        library.update_settings(pack=PACK, device="cpu")
        yield _timed("train", 1, lambda: library.training.execute(JobContext()))
        yield _timed(
            f"recognise {faces:,} faces",
            1,
            lambda: library.recognition.batch_recognize(galleries, None, JobContext()),
        )
        middle = Page(faces // FACES_A_PHOTO // len(galleries) // 2, 100)
        player = library.players.search("Player 7").items[0].id
        questions: dict[str, Callable[[], object]] = {
            "gallery results, first page": lambda: library.galleries.results(galleries[0], page=Page(0, 100)),
            "gallery results, middle page": lambda: library.galleries.results(galleries[0], page=middle),
            "gallery results, of a player": lambda: library.galleries.results(
                galleries[0], PhotoFilter(players=frozenset({player})), Page(0, 100)
            ),
            "photos of a filter and an order": lambda: library.galleries.photo_ids(
                galleries[0],
                PhotoFilter(unreviewed=True, least_rating=0, camera="Camera 1", text="1"),
                PhotoSort(SortKey.UNREVIEWED, descending=True),
            ),
            "what there is to filter by": lambda: library.galleries.choices(galleries[0]),
            "search players": lambda: library.players.search("ayer 19", Page(0, 50)),
            "statistics": library.statistics.figures,
            "open questions of a gallery": lambda: library.questions.of(galleries[0]),
            "group by player": lambda: library.galleries.by_player(galleries[0]),
        }
        for name, question in questions.items():
            yield _timed(name, rounds, question)
        yield _timed("rebuild the index", 1, lambda: library.index.rebuild(JobContext()))


def _timed(name: str, rounds: int, act: Callable[[], object]) -> Timing:
    seconds, processor = [], []
    for _ in range(rounds):
        started, worked = time.perf_counter(), time.process_time()
        act()
        seconds.append(time.perf_counter() - started)
        processor.append(time.process_time() - worked)
    return Timing(name, tuple(seconds), tuple(processor))


def plant(
    paths: LibraryPaths,
    faces: int,
    players: int,
    days: int = GALLERIES[0],
    faces_a_photo: int = FACES_A_PHOTO,
) -> list[GalleryId]:
    """Fill a new library: players with references, and a gallery a day of photos with faces of theirs."""
    paths.root.mkdir(parents=True)
    database = Database.open(paths.database, paths.backups)
    random = np.random.default_rng(11)
    people = unit(random.normal(size=(players, DIMENSION)).astype(np.float32))
    player_ids = [new_id() for _ in range(players)]
    galleries = [new_id() for _ in range(days + 1)]
    names = ["References", *(f"Day {day + 1}" for day in range(days))]
    with database.write() as session:
        session.execute(
            insert(PlayerRow),
            [{"id": i, "name": f"Player {n}", "team": f"Team {n % 40}"} for n, i in enumerate(player_ids)],
        )
        session.execute(
            insert(GalleryRow), [{"id": i, "name": n} for i, n in zip(galleries, names, strict=True)]
        )
    references = np.repeat(np.arange(players), REFERENCES)
    plant_faces(
        database,
        galleries[:1],
        _seen(people, references, random),
        "reference",
        1,
        [player_ids[n] for n in references],
    )
    # A third of the faces are of people on no roster.
    strangers = unit(random.normal(size=(faces // 3, DIMENSION)).astype(np.float32))
    shown = random.integers(0, players, faces - len(strangers))
    vectors = np.vstack([_seen(people, shown, random), strangers])
    order = random.permutation(faces)
    plant_faces(database, galleries[1:], vectors[order], "photo", faces_a_photo)
    database.close()
    return [GalleryId(gallery) for gallery in galleries[1:]]


def _seen(people: Vectors, shown: NDArray[np.int64], random: np.random.Generator) -> Vectors:
    noise = unit(random.normal(size=(len(shown), DIMENSION)).astype(np.float32))
    return unit(people[shown] + NOISE * noise)


def plant_faces(
    database: Database,
    galleries: Sequence[str],
    vectors: Vectors,
    kind: str,
    a_photo: int = FACES_A_PHOTO,
    confirmed: Sequence[str] | None = None,
    pack: str = PACK,
) -> None:
    """Photos of a kind, with so many faces each, spread over the galleries in time order.

    Each face is confirmed as the player in `confirmed`, or unknown where that is None.
    """
    photos = -(-len(vectors) // a_photo)
    photo_ids = [hashlib.sha256(f"{kind} {number}".encode()).hexdigest() for number in range(photos)]
    each = -(-photos // len(galleries))
    rows: dict[type, list[dict[str, object]]] = {}
    for number, photo_id in enumerate(photo_ids):
        day, second = divmod(number, each)
        rows.setdefault(PhotoRow, []).append(
            {
                "id": photo_id,
                "width": 6000,
                "height": 4000,
                "orientation": 1,
                "taken_at": START + timedelta(days=day, seconds=3 * second),
                "camera": f"Camera {number % 3}",
                "detected_by": pack,
            }
        )
        path = f"/photos/{kind}/{number:06d}.jpg"
        rows.setdefault(PhotoFileRow, []).append(
            {"path": path, "photo_id": photo_id, "size": 1, "mtime_ns": 1}
        )
        order = sort_key_of(START + timedelta(days=day, seconds=3 * second), path)
        rows.setdefault(GalleryPhotoRow, []).append(
            {"gallery_id": galleries[day], "photo_id": photo_id, "sort_key": order}
        )
    for number, vector in enumerate(vectors):
        face_id = new_id()
        known = None if confirmed is None else confirmed[number]
        rows.setdefault(FaceRow, []).append(
            {
                "id": face_id,
                "photo_id": photo_ids[number // a_photo],
                "x": 0.1 + 0.4 * (number % a_photo),
                "y": 0.2,
                "w": 0.05,
                "h": 0.1,
                "landmarks": [0.5] * 10,
                "detection_score": 0.9,
                "size_px": 400.0,
                "quality": 0.8,
                "state": (FaceState.CONFIRMED if known else FaceState.UNKNOWN).value,
                "player_id": known,
            }
        )
        rows.setdefault(EmbeddingRow, []).append(
            {"face_id": face_id, "pack_id": pack, "vector": pack_vector(vector, len(vector), face_id)}
        )
        if known:
            rows.setdefault(DecisionRow, []).append(
                {
                    "batch_id": new_id(),
                    "face_id": face_id,
                    "player_id": known,
                    "verdict": Verdict.CONFIRM,
                    "source": Source.ENROLMENT,
                }
            )
    with database.write() as session:
        for table, values in rows.items():
            for start in range(0, len(values), ROWS_AT_ONCE):
                session.execute(insert(table), values[start : start + ROWS_AT_ONCE])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.operations", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--faces", type=int, default=100_000)
    parser.add_argument("--players", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", type=Path, help="write the figures here too")
    return parser


if __name__ == "__main__":
    main()
