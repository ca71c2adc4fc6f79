"""Writes the sample tournament into a folder: photos, references, roster, truth."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO, StringIO
from pathlib import Path
from typing import TypeVar

import cv2
from PIL import Image

from core.jobs import JobContext
from core.sample.cast import CAST, Player
from core.sample.cutouts import load_picture
from core.sample.exif import encode
from core.sample.plan import Shot, plan
from core.sample.studio import Studio

STEP = "Building the sample tournament"
# Decoding, warping and saving leave the interpreter lock; more threads would only cost memory.
WORKERS = min(4, os.cpu_count() or 1)
REFERENCE_PX, REFERENCE_QUALITY = 1200, 90
# Where references are cut from, and how much more than the face they show. No photo has a face that
# comes from one of these.
REFERENCES = (
    ("selfie", "amateur_selfie", 1.9),
    ("portrait", "studio_portrait", 1.6),
    ("smug", "emotions_sheet", 1.25),
)
ROSTER_COLUMNS = ("name", "number", "team", "external_id")
TRUTH_COLUMNS = ("photo", "person", "enrolled", "x", "y", "w", "h")

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class SampleFace:
    """One face to be found: left, top, width and height from 0 to 1 of the upright photo.

    `photo` is a file name, `person` a player's name; `enrolled` tells whether they're on the roster.
    """

    photo: str
    person: str
    enrolled: bool
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class SampleTournament:
    """Where things are; `references` has a folder named after each player on the roster."""

    photos: Path
    references: Path
    roster: Path
    truth: Path
    faces: tuple[SampleFace, ...]


def _write(path: Path, data: bytes) -> None:
    """All of it or nothing: a stop half way leaves no broken file under the final name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)


def _write_table(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    text = StringIO(newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(columns)
    table.writerows(rows)
    _write(path, text.getvalue().encode())


def read_truth(path: Path) -> tuple[SampleFace, ...]:
    """The faces of a `truth.csv` that `build_sample` wrote.

    Raises:
        FileNotFoundError: there is none.
    """
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            SampleFace(
                row["photo"],
                row["person"],
                row["enrolled"] == "yes",
                *(float(row[side]) for side in ("x", "y", "w", "h")),
            )
            for row in csv.DictReader(file)
        )


def _reference(player: Player, face: str, picture: str, margin: float) -> bytes:
    """A square around the face, enlarged or reduced to `REFERENCE_PX`; a JPEG file."""
    image, marks = load_picture(player, picture), player.face(face)
    height, width = image.shape[:2]
    side = round(min(marks.h * margin, width, height))
    x, y = marks.centre
    left = min(max(round(x - side / 2), 0), width - side)
    top = min(max(round(y - side / 2), 0), height - side)
    square = image[top : top + side, left : left + side]
    how = cv2.INTER_AREA if side > REFERENCE_PX else cv2.INTER_CUBIC
    sized = cv2.resize(square, (REFERENCE_PX, REFERENCE_PX), interpolation=how)
    out = BytesIO()
    Image.fromarray(sized).save(out, "JPEG", quality=REFERENCE_QUALITY)
    return out.getvalue()


def _write_references(folder: Path, player: Player) -> None:
    for number, source in enumerate(REFERENCES, start=1):
        _write(folder / player.name / f"{number:02d}.jpg", _reference(player, *source))


def _write_photo(folder: Path, studio: Studio, shot: Shot) -> list[SampleFace]:
    upright, seen = studio.photograph(shot)
    _write(folder / shot.name, encode(upright, shot))
    height, width = upright.shape[:2]
    return [
        SampleFace(
            shot.name,
            player.name,
            player.enrolled,
            *(round(side, 6) for side in (x / width, y / height, w / width, h / height)),
        )
        for player, (x, y, w, h) in seen
    ]


def _in_order(
    pool: ThreadPoolExecutor, work: Callable[[Item], Result], items: Iterable[Item]
) -> Iterator[Result]:
    """Results in the order of the items; what hasn't begun is dropped when the caller stops."""
    futures = [pool.submit(work, item) for item in items]
    try:
        for future in futures:
            yield future.result()
    finally:
        for future in futures:
            future.cancel()


def _truth_row(face: SampleFace) -> tuple[object, ...]:
    enrolled = "yes" if face.enrolled else "no"
    return (face.photo, face.person, enrolled, face.x, face.y, face.w, face.h)


def build_sample(folder: Path, context: JobContext, photos: int = 120) -> SampleTournament:
    """Builds the sample tournament, the same bytes each time; a folder that has it is left alone.

    `truth.csv` is written last: without it everything is made again.

    Raises:
        CancelledError: a stop was asked for.
        OSError: the folder can't be written to.
    """
    sample = SampleTournament(
        folder / "photos", folder / "references", folder / "roster.csv", folder / "truth.csv", ()
    )
    if sample.truth.exists():
        return replace(sample, faces=read_truth(sample.truth))
    shots, studio = plan(photos), Studio()
    roster = [player for player in CAST if player.enrolled]
    first = [partial(_write_references, sample.references, player) for player in roster]
    first += studio.tasks(shots)
    faces: list[SampleFace] = []
    total = len(first) + len(shots)
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="sample") as pool:
        context.progress(STEP, 0, total)
        for done, _ in enumerate(_in_order(pool, lambda task: task(), first), start=1):
            context.progress(STEP, done, total)
        found = _in_order(pool, lambda shot: _write_photo(sample.photos, studio, shot), shots)
        for done, seen in enumerate(found, start=len(first) + 1):
            faces += seen
            context.progress(STEP, done, total)
    rows = [(one.name, one.number, one.team, one.external_id) for one in roster]
    _write_table(sample.roster, ROSTER_COLUMNS, rows)
    _write_table(sample.truth, TRUTH_COLUMNS, [_truth_row(face) for face in faces])
    return replace(sample, faces=tuple(faces))
