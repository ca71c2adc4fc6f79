"""Readers of a folder of labelled photos, and copies of it in which the faces are smaller.

The folder has any of these parts; a part that is absent reads as empty:

    tournament/players/<player>/*   reference photos of the enrolled players
    tournament/photos/*             the photos to tag
    tournament/truth.csv            file, players (`;` between several), tier
    clusters/photos/*               photos of one person each, nobody of them enrolled
    clusters/truth.csv              file, person
    race/*                          photos with hand-made boxes
    race/boxes.csv                  file, face_x, face_y, face_w, face_h and more, in pixels
"""

from __future__ import annotations

import csv
import hashlib
import random
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.measures import Box
from core.files import file_digest

Image = NDArray[np.uint8]

# Of a scaled copy: without visible artefacts of its own on a face of 32 pixels. At 75, the default of
# many programs, about half of what is lost at 32 pixels is lost to the compression.
JPEG_QUALITY = 95
# Of a photo's height, from below: kit, grass or floor, which a canvas is filled with.
GROUND = 8


class DatasetError(Exception):
    """A folder that does not have the shape above; the message says what and where."""


@dataclass(frozen=True, slots=True)
class TaggedPhoto:
    """One photo of the tournament and who of the enrolled players is in it."""

    path: Path
    players: frozenset[str]
    tier: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a folder holds. Every path is of an existing file.

    `references` is keyed by player; `clusters` gives the person in each photo; `race` gives the
    boxed faces of each photo as (x, y, width, height) in its pixels.
    """

    references: Mapping[str, tuple[Path, ...]]
    tournament: tuple[TaggedPhoto, ...]
    clusters: Mapping[Path, str]
    race: Mapping[Path, tuple[Box, ...]]

    def strangers(self) -> list[Path]:
        """Photos of people who are on no roster, beyond the tournament's own: those of `clusters`."""
        own = {file_digest(photo.path) for photo in self.tournament}
        return [photo for photo in self.clusters if file_digest(photo) not in own]


def open_dataset(folder: Path) -> Dataset:
    """Read the truth of `folder`; no photo is opened.

    Raises:
        DatasetError: No part is there, a table lacks a column, or a file it names is missing.
    """
    dataset = Dataset(
        references=_references(folder / "tournament" / "players"),
        tournament=tuple(_tournament(folder / "tournament")),
        clusters=dict(_clusters(folder / "clusters")),
        race=_race(folder / "race"),
    )
    if not (dataset.tournament or dataset.clusters or dataset.race):
        raise DatasetError(f"{folder} has none of tournament, clusters, race.")
    return dataset


@dataclass(frozen=True, slots=True)
class Scaling:
    """How a copy is made: largest face `px` pixels high, written as JPEG of `quality`.

    With a `canvas`, width and height, the photo becomes a part of one of that size, somewhere in it. Around
    it is its own ground, enlarged and mirrored, as what is out of focus.
    """

    px: int
    face_heights: Callable[[Image], Iterable[float]]
    quality: int = JPEG_QUALITY
    canvas: tuple[int, int] | None = None


def scaled_copy(dataset: Dataset, scaling: Scaling, folder: Path) -> Dataset:
    """`dataset` with its photos scaled down so that the largest face has the height asked for.

    A photo in which `face_heights` finds nothing, or whose largest face is that small already, is
    copied as it is; the latter is put on the canvas, if there is to be one. References stay as they are: a
    club has good portraits of its players. The race photos are left out, because their boxes would no longer
    fit; with a canvas those of clusters, too, which would be thousands as large as a camera's.

    The copy is made once and kept below `folder`, under a name that depends on the photos and on
    how they were scaled.
    """
    if scaling.canvas:
        dataset = replace(dataset, clusters={})
    photos = [*(photo.path for photo in dataset.tournament), *dataset.clusters]
    place = "-in-{}x{}".format(*scaling.canvas) if scaling.canvas else ""
    target = folder / f"{scaling.px}px{place}-q{scaling.quality}-{_fingerprint(photos)}"
    if not target.is_dir():
        # A copy that was interrupted must not be taken for a whole one: hence the rename at the end.
        unfinished = target.with_suffix(".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        for photo in photos:
            _scale_photo(photo, unfinished / _scaled_name(photo), scaling)
        unfinished.rename(target)
    return replace(
        dataset,
        tournament=tuple(
            replace(photo, path=target / _scaled_name(photo.path)) for photo in dataset.tournament
        ),
        clusters={target / _scaled_name(path): who for path, who in dataset.clusters.items()},
        race={},
    )


def _fingerprint(photos: Iterable[Path]) -> str:
    """Of the names and sizes: enough to tell one data set from another, without reading it."""
    digest = hashlib.sha256()
    for photo in photos:
        digest.update(f"{photo.parent.parent.name}/{photo.name}:{photo.stat().st_size}\n".encode())
    return digest.hexdigest()[:16]


def _scaled_name(photo: Path) -> str:
    """The tournament and the clusters share files, so the name says which part it is of."""
    name = f"{photo.parent.parent.name}-{photo.name}"
    return name if photo.suffix.lower() in {".jpg", ".jpeg"} else f"{name}.jpg"


def _scale_photo(photo: Path, target: Path, scaling: Scaling) -> None:
    image = read_image(photo)
    tallest = max(scaling.face_heights(image), default=0.0) if image is not None else 0.0
    if image is None or not tallest or (tallest <= scaling.px and not scaling.canvas):
        shutil.copyfile(photo, target)
        return
    height, width = image.shape[:2]
    scale = min(1, scaling.px / tallest)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    # Area interpolation averages what a pixel covers, as a sensor further away would.
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    if scaling.canvas:
        small = _on_canvas(small, *scaling.canvas, random.Random(photo.name))
    cv2.imwrite(str(target), small, [cv2.IMWRITE_JPEG_QUALITY, scaling.quality])


def _on_canvas(picture: Image, width: int, height: int, chance: random.Random) -> Image:
    """A picture of that size with a small one in it; the small one alone where it is not smaller."""
    high, wide = picture.shape[:2]
    if high >= height or wide >= width:
        return picture
    ground = picture[-max(1, high // GROUND) :]
    enlarged = cv2.resize(ground, (width, -(-ground.shape[0] * width // wide)), interpolation=cv2.INTER_CUBIC)
    folds = np.vstack([enlarged, enlarged[::-1]])
    canvas = np.tile(folds, (-(-height // len(folds)), 1, 1))[:height]
    top, left = chance.randrange(height - high), chance.randrange(width - wide)
    canvas[top : top + high, left : left + wide] = picture
    return np.asarray(canvas, np.uint8)


def read_image(photo: Path) -> Image | None:
    """The photo upright, as BGR (height, width, 3), or None when OpenCV can't read it."""
    image: Any = cv2.imread(str(photo), cv2.IMREAD_COLOR)
    return None if image is None else np.asarray(image, dtype=np.uint8)


def _references(folder: Path) -> dict[str, tuple[Path, ...]]:
    if not folder.is_dir():
        return {}
    return {
        player.name: tuple(sorted(path for path in player.iterdir() if path.is_file()))
        for player in sorted(folder.iterdir())
        if player.is_dir()
    }


def _tournament(folder: Path) -> Iterator[TaggedPhoto]:
    for row in _rows(folder / "truth.csv", "file", "players", "tier"):
        players = frozenset(filter(None, row["players"].split(";")))
        yield TaggedPhoto(_existing(folder / "photos" / row["file"]), players, row["tier"])


def _clusters(folder: Path) -> Iterator[tuple[Path, str]]:
    for row in _rows(folder / "truth.csv", "file", "person"):
        yield _existing(folder / "photos" / row["file"]), row["person"]


def _race(folder: Path) -> dict[Path, tuple[Box, ...]]:
    boxes: dict[Path, list[Box]] = {}
    columns = ("face_x", "face_y", "face_w", "face_h")
    for row in _rows(folder / "boxes.csv", "file", *columns):
        x, y, width, height = (float(row[column]) for column in columns)
        boxes.setdefault(_existing(folder / row["file"]), []).append((x, y, width, height))
    return {path: tuple(of_photo) for path, of_photo in boxes.items()}


def _rows(table: Path, *columns: str) -> Iterator[dict[str, str]]:
    if not table.is_file():
        return
    with table.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = set(columns) - set(reader.fieldnames or ())
        if missing:
            raise DatasetError(f"{table} lacks the column {', '.join(sorted(missing))}.")
        yield from reader


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise DatasetError(f"{path} is named in the truth but is not there.")
    return path
