"""Recognition at size: the nearest of a million faces, clusters of a hundred thousand, thousands of players.

    python -m benchmarks.at_size [--faces 1000000] [--dimension 128] [--unknown 100000] [--players 5000]
        [--json FILE]

Faces are made up: people with noise, cosines of about 0.6, a third of them seen once. Those to be clustered
are of people of 1 to 60 faces, one in ten of them poor and drawn to what all poor faces look like. Both the
time on the clock and the processor time of the program are given: on a machine that others use too, the
second one is what the work takes.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import insert, select

from benchmarks.operations import DIMENSION, plant, plant_faces
from benchmarks.operations import PACK as PACK_OF_OPERATIONS
from benchmarks.report import print_table, write_json
from core.db.engine import Database
from core.db.schema import ClusterFaceRow, GalleryRow, new_id
from core.db.vectors import STORED, Vectors, unit
from core.jobs import JobContext
from core.library import Library
from core.memory import spare_memory
from core.paths import LibraryPaths
from core.recognition.calibration import Calibration
from core.recognition.clustering import MIN_SAMPLES, NOISE, cluster_faces
from core.recognition.clusters import Clusters
from core.recognition.examples import PackTraits
from core.recognition.neighbours import nearest
from core.recognition.review import Review
from core.recognition.vector_index import MOST_BESIDE, VectorIndex
from core.settings import Settings
from core.types import WHOLE_LIBRARY

PACK = "made-up"
NEAREST, QUESTIONS = 20, 100
FACES_EACH, NOISE_OF_A_FACE = 33, 0.8
MORE, PART, SIZE = 1_000, 10_000, 3
ROWS_AT_ONCE = 20_000
# Where a cosine says as much for one person as for two: that of the pack `opencv`.
CALIBRATION = Calibration(20, -7.3)
TRIALS = 100.0

Result = TypeVar("Result")
Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, and what is aimed at; `processor` is in the same unit."""

    name: str
    target: str
    value: float
    unit: str
    processor: float | None = None


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print the table."""
    options = _parser().parse_args(arguments)
    spare_memory()
    figures: list[Figure] = []
    # The peak of memory is the program's until then: what is to be small comes first.
    for measure, faces in ((clusters, options.unknown), (search, options.faces)):
        folder = Path(tempfile.mkdtemp(prefix="playertag-at-size-"))
        try:
            figures += measure(folder, faces, options.dimension)
        finally:
            shutil.rmtree(folder)
    figures += likeness(options.dimension)
    if options.dimension == DIMENSION:
        with tempfile.TemporaryDirectory(prefix="playertag-at-size-") as scratch:
            figures += recognising(Path(scratch), options.unknown, options.players)
    title = f"{options.dimension} numbers a face; load of the machine {os.getloadavg()[0]:.1f}"
    print_table(title, ["", "target", "figure", "processor"], [_cells(figure) for figure in figures])
    if options.json:
        write_json(options.json, {"figures": [asdict(figure) for figure in figures]})


def recognising(folder: Path, faces: int, players: int) -> list[Figure]:
    """A library of so many open faces and players, trained and recognised."""
    galleries = plant(LibraryPaths(folder / "library"), faces, players)
    with Library.open(folder / "library") as library:
        library.update_settings(pack=PACK_OF_OPERATIONS, device="cpu")
        trained, _ = _timed(
            f"training on {players:,} players", "", lambda: library.training.execute(JobContext())
        )
        recognised, _ = _timed(
            f"{faces:,} faces recognised among them",
            "10 s",
            lambda: library.recognition.batch_recognize(galleries, None, JobContext()),
        )
    return [trained, recognised]


def search(folder: Path, faces: int, dimension: int) -> list[Figure]:
    """The nearest of many faces: built, asked, and asked while faces come."""
    random = np.random.default_rng(11)
    people = _noise(random, max(faces * 2 // 3 // FACES_EACH, 1), dimension)
    questions = unit(people[random.integers(0, len(people), QUESTIONS)] + _away(random, QUESTIONS, dimension))
    database = Database.open(folder / "library.db", folder / "backups")
    best = np.full((QUESTIONS, NEAREST), -np.inf, np.float32)

    def put(start: int, count: int) -> None:
        """Write faces, and remember how near the nearest of all are to each question."""
        vectors = unit(people[random.integers(0, len(people), count)] + _away(random, count, dimension))
        strangers = random.random(count) < 1 / 3
        vectors[strangers] = _noise(random, int(strangers.sum()), dimension)
        stored = vectors.astype(STORED)
        rows = ((f"{start + row:036d}", PACK, one.tobytes()) for row, one in enumerate(stored))
        # Embeddings alone: nothing else is asked for here, and foreign keys are the engine's affair.
        with closing(sqlite3.connect(folder / "library.db")) as connection:
            connection.executemany("INSERT INTO embedding (face_id, pack_id, vector) VALUES (?, ?, ?)", rows)
            connection.commit()
        cosines = np.hstack([best, questions @ unit(stored.astype(np.float32)).T])
        best[:] = -np.sort(-cosines, axis=1)[:, :NEAREST]

    for start in range(0, faces, ROWS_AT_ONCE):
        put(start, min(ROWS_AT_ONCE, faces - start))
    traits = PackTraits(PACK, dimension, CALIBRATION, TRIALS)
    index = VectorIndex(database, folder / "index", lambda: traits)
    named = f"{faces:,} faces"
    figures = [
        _timed(f"index of {named}, built", "", lambda: index.rebuild(JobContext()))[0],
        _timed("the same, first question after the start", "", lambda: index.nearest(questions[0], 1))[0],
        *_asked(f"nearest {NEAREST} of {named}", index, questions, best),
    ]
    put(faces, MORE)
    name = f"first question after {MORE:,} more faces"
    figures.append(_timed(name, "", lambda: index.nearest(questions[0], 1))[0])
    put(faces + MORE, MOST_BESIDE)
    name = f"after {MOST_BESIDE:,} more, which become a part of the index"
    figures.append(_timed(name, "", lambda: index.nearest(questions[0], 1))[0])
    figures += _asked(f"nearest {NEAREST}, with those", index, questions, best)
    database.close()
    return figures


def _asked(name: str, index: VectorIndex, questions: Vectors, best: Vectors) -> list[Figure]:
    """Times and recall of questions, of which the exact answers' cosines are known."""
    clock, processor, hits = [], [], 0
    for question, cosines in zip(questions, best, strict=True):
        started, worked = time.perf_counter(), time.process_time()
        found = index.nearest(question, NEAREST)
        clock.append(time.perf_counter() - started)
        processor.append(time.process_time() - worked)
        hits += sum(cosine >= cosines[-1] - 1e-5 for _, cosine in found)
    median = 1000 * float(np.median(clock)), 1000 * float(np.median(processor))
    return [
        Figure(f"{name}, p50", "10 ms", median[0], "ms", median[1]),
        Figure(f"{name}, p95", "", 1000 * float(np.quantile(clock, 0.95)), "ms"),
        Figure(f"{name}, recall", "0.99", hits / (NEAREST * len(questions)), ""),
    ]


def clusters(folder: Path, faces: int, dimension: int) -> list[Figure]:
    """A large clustering, again with faces that came, and how alike that is to one made anew."""
    database = Database.open(folder / "library.db", folder / "backups")
    gallery = new_id()
    with database.write() as session:
        session.execute(insert(GalleryRow), {"id": gallery, "name": "Everybody"})
    vectors, _ = people(faces + MORE, dimension)
    plant_faces(database, [gallery], vectors[:faces], "photo", pack=PACK)
    traits = PackTraits(PACK, dimension, CALIBRATION, TRIALS)
    made = Clusters(database, Settings, lambda: traits, Review(database), folder / "index")

    def cluster() -> None:
        made.cluster(WHOLE_LIBRARY, JobContext(), SIZE)

    def found() -> dict[str, str]:
        with database.read() as session:
            rows = session.execute(select(ClusterFaceRow.face_id, ClusterFaceRow.cluster_id)).all()
        return {row[0]: row[1] for row in rows}

    before = _peak_mb()
    first, _ = _timed(f"{faces:,} unknown faces clustered", "120 s", cluster)
    peak = Figure("the same, peak of memory", "3000 MB", _peak_mb(), "MB")
    already = Figure("of it there before", "", before, "MB")
    plant_faces(database, [gallery], vectors[faces:], "later photo", pack=PACK)
    again, _ = _timed(f"{MORE:,} faces added to them", "5 s", cluster)
    kept = found()
    shutil.rmtree(folder / "index")
    cluster()
    anew = found()
    database.close()
    everybody = sorted(kept.keys() | anew.keys())
    same = agreement(_numbered(kept, everybody), _numbered(anew, everybody))
    return [first, peak, already, again, Figure("the same, pairwise F with all clustered anew", "", same, "")]


def likeness(dimension: int) -> list[Figure]:
    """How good clusters with neighbours by codes are, and HDBSCAN's on the matrix of all distances."""
    from hdbscan import HDBSCAN

    vectors, person = people(PART, dimension)
    ours = cluster_faces(vectors, SIZE, nearest(vectors, exact_up_to=0))
    distances = np.sqrt(np.clip(2 - 2 * (vectors @ vectors.T).astype(np.float64), 0, None))
    np.fill_diagonal(distances, 0)
    full = HDBSCAN(min_cluster_size=SIZE, min_samples=MIN_SAMPLES, metric="precomputed").fit(distances)
    theirs = full.labels_.astype(np.int64)
    aim, name = agreement(theirs, person), f"clusters of {PART:,} by codes, pairwise F"
    return [
        Figure(f"{name} with the truth", f"{aim - 0.005:.4f}", agreement(ours, person), ""),
        Figure("the full HDBSCAN's", "", aim, ""),
        Figure("between both", "", agreement(ours, theirs), ""),
    ]


def people(count: int, dimension: int) -> tuple[Vectors, Labels]:
    """Faces of people of 1 to 60 faces, and whose each is."""
    random = np.random.default_rng(5)
    sizes = np.clip(random.geometric(1 / 12, count), 1, 60)
    several = np.repeat(np.arange(count), sizes)[: count * 17 // 20]
    person = np.concatenate([several, np.arange(count, 2 * count - len(several))])
    person = np.unique(person, return_inverse=True)[1][random.permutation(count)]
    likenesses, blur = _noise(random, int(person.max()) + 1, dimension), _noise(random, 1, dimension)
    poor = random.random(count) < 0.1
    away = np.where(poor, random.uniform(1, 1.8, count), random.uniform(0.5, 1, count))
    noise = away.astype(np.float32)[:, None] * _noise(random, count, dimension)
    faces = unit((likenesses[person] + noise).astype(np.float32))
    faces[poor] = unit((faces[poor] + blur / 2).astype(np.float32))
    return faces, person


def agreement(ours: Labels, others: Labels) -> float:
    """The pairwise F between two clusterings."""
    both = (ours != NOISE) & (others != NOISE)
    pairs = np.column_stack([ours[both], others[both]])
    return 2 * _pairs(pairs) / (_pairs(ours[ours != NOISE]) + _pairs(others[others != NOISE]))


def _pairs(labels: Labels) -> int:
    counts = np.unique(labels, return_counts=True, axis=0)[1].astype(np.int64)
    return int((counts * (counts - 1) // 2).sum())


def _numbered(clusters: dict[str, str], faces: Sequence[str]) -> Labels:
    number: dict[str, int] = {}
    return np.array(
        [number.setdefault(clusters[face], len(number)) if face in clusters else NOISE for face in faces]
    )


def _noise(random: np.random.Generator, count: int, dimension: int) -> Vectors:
    return unit(random.standard_normal((count, dimension), np.float32))


def _away(random: np.random.Generator, count: int, dimension: int) -> Vectors:
    return NOISE_OF_A_FACE * _noise(random, count, dimension)


def _timed(name: str, target: str, act: Callable[[], Result]) -> tuple[Figure, Result]:
    started, worked = time.perf_counter(), time.process_time()
    result = act()
    processor = time.process_time() - worked
    return Figure(name, target, time.perf_counter() - started, "s", processor), result


def _peak_mb() -> float:
    in_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return in_kb / (1024**2 if sys.platform == "darwin" else 1024)


def _cells(figure: Figure) -> list[str]:
    digits = {"": 4, "ms": 1, "s": 2, "MB": 0}[figure.unit]
    processor = "" if figure.processor is None else f"{figure.processor:.{digits}f}"
    return [figure.name, figure.target, f"{figure.value:,.{digits}f} {figure.unit}", processor]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.at_size", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--faces", type=int, default=1_000_000, help="faces that are searched")
    parser.add_argument("--unknown", type=int, default=100_000, help="faces that are clustered")
    parser.add_argument("--dimension", type=int, default=DIMENSION)
    parser.add_argument("--players", type=int, default=5_000, help="players that faces are recognised among")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    return parser


if __name__ == "__main__":
    main()
