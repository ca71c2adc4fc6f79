"""How well unknown people are grouped in galleries of few: a crowd of people hides what goes wrong with one.

    python -m benchmarks.few_people DIR [--pack opencv] [--draws 60] [--json FILE]

DIR is a folder of labelled photos (see `benchmarks.dataset`). Of the people of its `clusters` some are drawn,
with so many photos each, and as strangers others of whom there is one; these photos are a gallery, with every
face in them. Found are those of whom more than half of the photos are in one group. Pairs are counted over
the faces in the middle of the photos, once in Playertag's groups and once in those of HDBSCAN by itself,
over the same embeddings.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.dataset import open_dataset
from benchmarks.measures import Share, central
from benchmarks.ours import main_face
from benchmarks.report import json_of, print_table, write_json
from core.db.queries import embeddings
from core.db.vectors import Vectors
from core.files import file_digest
from core.jobs import JobContext
from core.library import Library
from core.recognition.clustering import NOISE, cluster_faces, people_in

# People, photos of each, strangers.
GALLERIES = (
    (1, 8, 0),
    (1, 8, 10),
    (1, 8, 40),
    (1, 8, 100),
    (2, 8, 0),
    (2, 8, 10),
    (5, 8, 20),
    (5, 4, 100),
    (20, 5, 100),
)
# Of those who are drawn there are so many photos at least.
LEAST_PHOTOS = 8
SIZE = 3
FIGURES = ("found", "together rightly", "pairs")
# The row of the main face of a photo without faces.
NOBODY = -1
Photos = NDArray[np.int64]
"""Numbers of photos."""


@dataclass(frozen=True, slots=True)
class Faces:
    """Every face of some photos: embedding (N, D), quality and photo (N,).

    Of each photo the row of its main face, and who that is.
    """

    embeddings: Vectors
    quality: NDArray[np.float64]
    photo: Photos
    main: NDArray[np.int64]
    people: NDArray[np.str_]
    even_similarity: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw, group, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        prog="benchmarks.few_people",
    )
    parser.add_argument("folder", metavar="DIR", type=Path)
    parser.add_argument("--pack", default="opencv")
    parser.add_argument("--draws", type=int, default=60)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    faces = seen(options.folder, options.pack)
    random = np.random.default_rng(0)
    results = {
        f"{people} x {each} + {strangers}": shares(
            faces, [drawn(faces, people, each, strangers, random) for _ in range(options.draws)]
        )
        for people, each, strangers in GALLERIES
    }
    header = ["gallery", *FIGURES, *(f"HDBSCAN: {figure}" for figure in FIGURES)]
    rows = [[name, *(f"{share.value:.3f}" for share in found)] for name, found in results.items()]
    print_table(options.pack, header, rows)
    if options.json:
        values = {
            name: dict(zip(header[1:], map(json_of, found), strict=True)) for name, found in results.items()
        }
        write_json(options.json, values)


def seen(folder: Path, pack: str) -> Faces:
    """The photos of `clusters` as an import sees them."""
    clusters = open_dataset(folder).clusters
    truth = {file_digest(path): person for path, person in clusters.items()}
    with tempfile.TemporaryDirectory() as scratch, Library.open(Path(scratch) / "library") as library:
        library.update_settings(pack=pack)
        gallery = library.indexing.import_photos(list(clusters), "All", JobContext()).gallery_id
        photos = library.galleries.photos(library.galleries.photo_ids(gallery))
        traits = library._traits()  # noqa: SLF001
        faces = {face.id: (place, face.quality) for place, photo in enumerate(photos) for face in photo.faces}
        with library._database.read() as session:  # noqa: SLF001
            ids, matrix = embeddings(session, [*faces], traits.pack_id, traits.dimension)
    row = {face: number for number, face in enumerate(ids)}
    return Faces(
        matrix,
        np.array([faces[face][1] for face in ids]),
        np.array([faces[face][0] for face in ids], np.int64),
        np.array([row[main_face(photo, central)] if photo.faces else NOBODY for photo in photos], np.int64),
        np.array([truth[photo.id] for photo in photos]),
        traits.calibration.even_similarity,
    )


def drawn(faces: Faces, people: int, each: int, strangers: int, random: np.random.Generator) -> Photos:
    """The photos of a gallery: of some people so many each, of others one."""
    names, count = np.unique(faces.people, return_counts=True)
    chosen = random.choice(names[count >= LEAST_PHOTOS], people, replace=False)
    others = random.choice(np.setdiff1d(names, chosen), strangers, replace=False)
    of = [(name, each) for name in chosen] + [(name, 1) for name in others]
    return np.concatenate([random.permutation(np.flatnonzero(faces.people == name))[:n] for name, n in of])


def shares(faces: Faces, galleries: Sequence[Photos]) -> list[Share]:
    """The figures of Playertag's groups, and then of HDBSCAN's."""
    ours, alone = Counter[str](), Counter[str]()
    for photos in galleries:
        rows = np.flatnonzero(np.isin(faces.photo, photos))
        label = np.full(len(faces.photo) + 1, NOISE)  # the last one is nobody's
        groups = people_in(
            faces.embeddings[rows], faces.quality[rows], faces.photo[rows], SIZE, faces.even_similarity
        )
        for number, group in enumerate(groups):
            label[rows[group]] = number
        people, main_rows = faces.people[photos], faces.main[photos]
        ours += _counts(people, label[main_rows])
        there = main_rows != NOBODY
        alone += _counts(people[there], cluster_faces(faces.embeddings[main_rows[there]], SIZE))
    return [
        Share(count[hits], count[total])
        for count in (ours, alone)
        for hits, total in (("found", "people"), ("right", "together"), ("right", "pairs"))
    ]


def _counts(people: NDArray[np.str_], label: NDArray[np.int64]) -> Counter[str]:
    """Of a gallery: people of whom there are several photos, and who of them was found; pairs of photos."""
    first, second = np.triu_indices(len(people), 1)
    same = people[first] == people[second]
    together = (label[first] == label[second]) & (label[first] != NOISE)
    names, of = np.unique(people, return_counts=True)
    several = names[of > 1]
    found = [
        2 * np.bincount(mine[mine != NOISE], minlength=1).max() > len(mine)
        for mine in (label[people == name] for name in several)
    ]
    return Counter(
        people=len(several),
        found=sum(map(int, found)),
        pairs=int(same.sum()),
        together=int(together.sum()),
        right=int((same & together).sum()),
    )


if __name__ == "__main__":
    main()
