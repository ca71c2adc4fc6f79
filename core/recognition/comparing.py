"""Whom faces may show: by what they look like, who is expected in their photo, and the number worn there.

And by whom they don't show, as somebody said: the others are likelier then. It can be worked out while
answers are written; what these say is looked at once more when it is used.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.db.queries import among, chunks, embeddings, rows_of
from core.db.schema import FaceRow, GalleryPhotoRow
from core.db.vectors import Vectors
from core.recognition.calibration import Calibration, Floats, lift
from core.recognition.expected import ANYBODY, Names, photos_by_names
from core.recognition.history import rejections
from core.recognition.numbers import NumberEvidence, number_evidence, numbers_read
from core.recognition.templates import Templates, calibration_in, ranked
from core.types import Candidate, FaceId, GalleryId, PhotoId

# Photos written in one transaction, of a quarter of a second; a stop takes effect after one. Of half as many
# each touches nearly the same pages of the indexes: a tenth longer.
PHOTOS_A_BATCH = 2000
# Pairs of a face and a player: what is worked out of them stays in the processor's cache.
COMPARED_AT_ONCE = 500_000


RuledOut = Mapping[int, Sequence[int]]
"""The players, by column among the templates, whom a face does not show, by the row of the face."""


class Match(NamedTuple):
    """A player whom a face may show: the column among the templates, and how surely it is they.

    `alone`: the face shows them at least so surely as a suggestion needs without the number that they wear.
    """

    column: int
    probability: float
    similarity: float
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Batch:
    """Photos whose players are `names`, or may be anybody where it is empty.

    `numbers` is what the numbers read below their faces say; None for nothing.
    """

    photo_ids: Sequence[str]
    templates: Templates
    names: Names
    numbers: NumberEvidence | None


def batches(
    session: Session,
    templates: Templates,
    gallery_ids: Sequence[GalleryId],
    photo_ids: Collection[PhotoId] | None,
) -> Iterator[Batch]:
    """The photos of some galleries, or these of them, those that are looked at alike together."""
    numbers = number_evidence(session, templates.players)
    for (names, calibration), alike in _alike(session, templates, gallery_ids, photo_ids).items():
        here = replace(templates, calibration=calibration)
        for part in chunks(alike, PHOTOS_A_BATCH):
            yield Batch(part, here, names, numbers)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Whom the faces of a batch may show, of each that has an embedding."""

    batch: Batch
    options: Mapping[FaceId, Sequence[Match]]


def compare(session: Session, batch: Batch, least: float) -> Evidence:
    """Whom the faces of a batch show at least so surely."""
    templates = batch.templates
    in_photos = select(FaceRow.id, FaceRow.quality).where(among(FaceRow.photo_id, batch.photo_ids))
    # In an order that does not depend on ids: the last digits of a product may.
    in_order = in_photos.order_by(FaceRow.photo_id, FaceRow.x, FaceRow.y)
    qualities: dict[str, float] = dict(rows_of(session, in_order))
    ids, matrix = embeddings(session, list(qualities), templates.pack_id, templates.matrix.shape[1])
    read = numbers_read(session, ids) if batch.numbers else {}
    ruled_out = _ruled_out(session, templates, ids)
    prior, quality = templates.prior(batch.names), np.array([qualities[face] for face in ids], np.float64)
    matches = likely(templates, matrix, quality, prior, least, ruled_out)
    if batch.numbers and read:
        rows = [row for row, face in enumerate(ids) if face in read]
        worn = batch.numbers, [read[ids[row]] for row in rows]
        others = _of_rows(ruled_out, rows)
        with_numbers = likely(templates, matrix[rows], quality[rows], prior, least, others, worn)
        for row, both in zip(rows, with_numbers, strict=True):
            by_face = {match.column for match in matches[row]}
            matches[row] = tuple(match._replace(alone=match.column in by_face) for match in both)
    return Evidence(batch, dict(zip(ids, matches, strict=True)))


def likely(
    templates: Templates,
    matrix: Vectors,
    quality: Floats,
    prior: Floats,
    least: float,
    ruled_out: RuledOut,
    worn: tuple[NumberEvidence, Sequence[str]] | None = None,
) -> list[tuple[Match, ...]]:
    """The players whom faces of embeddings (N, D) and quality (N,) show at least so surely; by column.

    That is nearly always one or none, and never more than 1 / `least`: they are all that an answer needs.
    `ruled_out` are those whom a face does not show; `worn` are the numbers that were read below the N faces,
    and what they say.
    """
    found: list[list[Match]] = [[] for _ in matrix]
    rows = max(1, COMPARED_AT_ONCE // max(1, len(templates.matrix)))
    # New memory for each part would take longer than the products.
    scratch = np.empty((2, min(rows, len(matrix)), len(templates.matrix)), np.float32)
    for start in range(0, len(matrix), rows):
        part = matrix[start : start + rows]
        more = None if worn is None else worn[0].of(worn[1][start : start + rows])
        similarities, probabilities = scratch[:, : len(part)]
        np.matmul(part, templates.matrix.T, out=similarities)
        for row, columns in ruled_out.items():
            if start <= row < start + len(part):
                similarities[row - start, columns] = -np.inf
        lifts = lift(quality[start : start + rows])
        templates.calibration.probabilities(similarities, prior, probabilities, more, lifts)
        sure = probabilities >= least
        values = zip(*np.nonzero(sure), probabilities[sure], similarities[sure], strict=True)
        for row, column, probability, similarity in values:
            found[start + row].append(Match(int(column), float(probability), float(similarity)))
    return list(map(tuple, found))


def likeliest(
    session: Session,
    trained: Templates,
    templates: Templates,
    faces: Mapping[FaceId, FaceRow],
    k: int,
) -> dict[FaceId, tuple[Candidate, ...]]:
    """The `k` likeliest players of each face that has an embedding, whatever it was said to be.

    `templates` are those who are compared, the trained ones among them.
    """
    present, matrix = embeddings(session, list(faces), templates.pack_id, templates.matrix.shape[1])
    quality = np.array([faces[face].quality for face in present], np.float64)
    numbers = number_evidence(session, templates.players)
    read = numbers_read(session, present) if numbers else {}
    alike = _alike(session, trained, None, {PhotoId(faces[face].photo_id) for face in present})
    looked_at = {photo: how for how, photos in alike.items() for photo in photos}
    together: dict[tuple[Names, Calibration], list[int]] = {}
    for row, face in enumerate(present):
        how = looked_at.get(faces[face].photo_id, (ANYBODY, trained.calibration))
        together.setdefault(how, []).append(row)
    found: dict[FaceId, tuple[Candidate, ...]] = {}
    ruled_out = _ruled_out(session, templates, present)
    for (names, calibration), rows in together.items():
        here, prior = replace(templates, calibration=calibration), templates.prior(names)
        worn = numbers.of([read.get(present[row], "") for row in rows]) if numbers else None
        others = _of_rows(ruled_out, rows)
        best = ranked(here, matrix[rows], quality[rows], k, prior, worn, others)
        found.update(zip((present[row] for row in rows), best, strict=True))
    return {face: found[face] for face in present}


def _ruled_out(session: Session, templates: Templates, face_ids: Sequence[str]) -> RuledOut:
    """Whom somebody said that each of these faces does not show."""
    rejected = rejections(session, face_ids)
    column = {player_id: index for index, (player_id, _) in enumerate(templates.players)} if rejected else {}
    return {
        row: [column[player] for player in rejected[face] if player in column]
        for row, face in enumerate(face_ids)
        if face in rejected
    }


def _of_rows(ruled_out: RuledOut, rows: Sequence[int]) -> RuledOut:
    """The same of some rows alone."""
    return {index: ruled_out[row] for index, row in enumerate(rows) if row in ruled_out}


def _alike(
    session: Session,
    templates: Templates,
    gallery_ids: Sequence[GalleryId] | None,
    photo_ids: Collection[PhotoId] | None,
) -> dict[tuple[Names, Calibration], list[str]]:
    """The photos of these galleries or of all, by who is expected and what a similarity means."""
    photos = photos_by_names(session, gallery_ids, photo_ids)
    meant = _meant(session, templates, [photo_id for ids in photos.values() for photo_id in ids])
    together: dict[tuple[Names, Calibration], list[str]] = {}
    for names, ids in photos.items():
        for photo_id in ids:
            together.setdefault((names, meant[photo_id]), []).append(photo_id)
    return together


def _meant(session: Session, templates: Templates, photo_ids: Collection[str]) -> dict[str, Calibration]:
    """What a similarity means in each photo: what it means in the smallest gallery that the photo is in.

    A gallery of all photos of a season says little of one match's, whichever of the two is asked about.
    """
    placed = select(GalleryPhotoRow.photo_id, GalleryPhotoRow.gallery_id)
    rows = list(rows_of(session, placed.where(among(GalleryPhotoRow.photo_id, photo_ids))))
    galleries = {gallery_id for _, gallery_id in rows}
    counted = select(GalleryPhotoRow.gallery_id, func.count()).group_by(GalleryPhotoRow.gallery_id)
    photos: dict[str, int] = dict(rows_of(session, counted.where(GalleryPhotoRow.gallery_id.in_(galleries))))
    of_gallery = {one: calibration_in(session, templates, GalleryId(one)) for one in galleries}
    meant = dict.fromkeys(photo_ids, templates.calibration)
    # The last one counts; of two alike the one with fewer known faces, so that no id decides.
    for photo_id, gallery_id in sorted(
        rows, key=lambda row: (-photos[row[1]], -of_gallery[row[1]].known_share)
    ):
        meant[photo_id] = of_gallery[gallery_id]
    return meant
