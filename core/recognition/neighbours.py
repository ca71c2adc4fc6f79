"""The nearest other faces of each: found, kept in a file, and brought up to date when faces came."""

from __future__ import annotations

import io
import math
import os
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from core.db.vectors import Vectors
from core.errors import LibraryError
from core.files import write_whole
from core.recognition.codes import TRAINED_ON, Codes

# Enough neighbours that one person's faces hang together; more only costs.
NEIGHBOURS = 30
# Up to so many faces each is compared with all: as quick as by codes.
EXACT_UP_TO = 20_000
# The nearest k are among so many times k by their codes.
CANDIDATES = 5
# Faces that are compared at once; by codes, when each has others to be compared with; that came, with all.
ROWS_AT_ONCE, GATHERED_AT_ONCE, FRESH_AT_ONCE = 2048, 256, 128
# Fewer faces find their neighbours in two seconds; their file would only lie about.
LEAST_KEPT = 5_000
# With a larger share of faces that are new it is quicker to begin anew.
MOST_FRESH = 0.2
# Numbers of an embedding by which one that was made anew is told from the one before.
MARK = 4

Offers = tuple[NDArray[np.int64], NDArray[np.int64], Vectors]
"""Rows of faces (M,), of others that may be near each, (M,), and their cosines, (M,)."""
Compared = tuple[NDArray[np.int64], NDArray[np.int64], Vectors]
"""Rows (R,), the rows that may be nearest to each, (R, C), and their cosines, (R, C)."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The rows of the nearest other faces of each face, nearest first, and their distances, both (N, k).

    A row that is missing is -1, and infinitely far.
    """

    rows: NDArray[np.int64]
    distances: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class KeptNeighbours:
    """Neighbours with the faces that they are of: ids (N,), and the first numbers of each embedding."""

    ids: NDArray[np.bytes_]
    marks: Vectors
    neighbours: Neighbours

    @classmethod
    def of(cls, ids: Sequence[str], embeddings: Vectors, neighbours: Neighbours) -> Self:
        """Neighbours to be kept."""
        return cls(np.array(ids, np.bytes_), embeddings[:, :MARK].copy(), neighbours)

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """What `write` has kept; None where there is nothing, or nothing whole."""
        try:
            with np.load(io.BytesIO(path.read_bytes())) as kept:
                neighbours = Neighbours(kept["rows"].astype(np.int64), kept["distances"].astype(np.float64))
                return cls(kept["ids"], kept["marks"], neighbours)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None

    def write(self, path: Path) -> None:
        """Keep them, if there is room: they can be found again."""
        rows, distances = self.neighbours.rows, self.neighbours.distances
        content = io.BytesIO()
        np.savez(
            content,
            ids=self.ids,
            marks=self.marks,
            rows=rows.astype(np.int32),
            distances=distances.astype(np.float32),
        )
        with suppress(LibraryError):
            write_whole(path, content.getvalue())

    def among(self, ids: Sequence[str], embeddings: Vectors) -> Neighbours:
        """Their neighbours as far as they are among these faces, by row."""
        row_of = {face_id.encode(): row for row, face_id in enumerate(ids)}
        now = np.array([row_of.get(face_id, -1) for face_id in self.ids.tolist()], np.int64)
        now[(self.marks != embeddings[now, :MARK]).any(axis=1)] = -1
        there = now >= 0
        known = self.neighbours.rows[there]
        moved = np.where(known >= 0, now[known], -1)
        lengths = np.where(moved >= 0, self.neighbours.distances[there], np.inf)
        gaps = (moved < 0).any(axis=1)
        order = np.argsort(lengths[gaps], axis=1, kind="stable")
        moved[gaps] = np.take_along_axis(moved[gaps], order, axis=1)
        lengths[gaps] = np.take_along_axis(lengths[gaps], order, axis=1)
        found = _none(len(ids), known.shape[1])
        found.rows[now[there]], found.distances[now[there]] = moved, lengths
        return found


def neighbours_of(ids: Sequence[str], embeddings: Vectors, path: Path) -> Neighbours:
    """The neighbours of faces, with the help of what a file keeps of them, which is renewed.

    Args:
        ids: of the faces.
        embeddings: unit norm, (N, D).
        path: where they are kept.
    """
    kept = KeptNeighbours.read(path) if len(ids) >= LEAST_KEPT else None
    found = completed(kept.among(ids, embeddings), embeddings) if kept else nearest(embeddings)
    if len(ids) >= LEAST_KEPT:
        KeptNeighbours.of(ids, embeddings, found).write(path)
    return found


def nearest(embeddings: Vectors, k: int = NEIGHBOURS, exact_up_to: int = EXACT_UP_TO) -> Neighbours:
    """The k nearest other faces of each, or all where there are fewer.

    Of more than `exact_up_to`, at least 16, they are found by codes: those of the same person, and of
    strangers most.
    """
    found = _none(len(embeddings), max(min(k, len(embeddings) - 1), 0))
    for rows, others, similarity in _compared(embeddings, k, exact_up_to):
        _put_nearest(found, rows, others, similarity)
    return found


def completed(known: Neighbours, embeddings: Vectors) -> Neighbours:
    """Neighbours of which some are known: those of new faces, and these among the others'.

    A face that lost more than half of its neighbours is as a new one.
    """
    count, k = known.rows.shape
    fresh = (known.rows < 0).sum(axis=1) > k // 2
    if fresh.sum() > MOST_FRESH * count:
        return nearest(embeddings, k)
    # A face that lost some takes no face that is farther than those it has: what it lost may be nearer.
    farthest = np.where(np.isfinite(known.distances), known.distances, 0).max(axis=1)
    least = np.where(fresh, np.inf, 1 - farthest**2 / 2).astype(np.float32)
    new = np.flatnonzero(fresh)
    found = Neighbours(known.rows.copy(), known.distances.copy())

    def compare(start: int) -> Offers:
        """Some new faces with all: what is nearest to them is put down, and to whom they may be is told."""
        rows = new[start : start + FRESH_AT_ONCE]
        similarity = embeddings[rows] @ embeddings.T
        # Of few among many, in two dimensions NumPy takes ten times as long to tell where they are.
        came, other = np.divmod(np.flatnonzero(similarity > least), len(embeddings))
        offered = other, rows[came], similarity[came, other]
        _put_nearest(found, rows, *_largest(similarity, k + 1))
        return offered

    # Nearly all of it outside the interpreter, and each of other rows.
    with ThreadPoolExecutor(os.cpu_count(), "compare") as pool:
        offers = [*pool.map(compare, range(0, len(new), FRESH_AT_ONCE))]
    if offers:
        _take(found, *(np.concatenate(column) for column in zip(*offers, strict=True)))
    return found


def _largest(similarity: Vectors, k: int) -> tuple[NDArray[np.int64], Vectors]:
    """Columns among which are the k largest of each row, (R, C), and what is in them.

    They are in the k parts of the row with the largest maxima: of more parts than that, another one has
    nothing larger.
    """
    rows, count = similarity.shape
    width = math.isqrt(count)
    maxima = np.maximum.reduceat(similarity, np.arange(0, count, width), axis=1)
    best = np.argpartition(-maxima, min(k, maxima.shape[1]) - 1, axis=1)[:, :k]
    columns = (best[:, :, None] * width + np.arange(width)).reshape(rows, -1)
    found = np.take_along_axis(similarity, np.minimum(columns, count - 1), axis=1)
    found[columns >= count] = -np.inf  # the last part is shorter
    return columns, found


def _take(
    found: Neighbours, faces: NDArray[np.int64], others: NDArray[np.int64], similarity: Vectors
) -> None:
    """Put faces that came among the neighbours of others, where they are nearer than the last one."""
    k = found.rows.shape[1]
    changed, place = np.unique(faces, return_inverse=True)
    owner = np.concatenate([np.repeat(np.arange(len(changed)), k), place])
    row = np.concatenate([found.rows[changed].ravel(), others])
    length = np.concatenate([found.distances[changed].ravel(), _distances(similarity)])
    # Who lost most of its neighbours comes as a new face, and is still among those of others.
    once = np.unique(owner * (len(found.rows) + 1) + row, return_index=True)[1]
    again = row >= 0
    again[once] = False
    row[again], length[again] = -1, np.inf
    order = np.lexsort((length, owner))
    first = np.searchsorted(owner[order], np.arange(len(changed)))
    chosen = order[first[:, None] + np.arange(k)]
    found.rows[changed], found.distances[changed] = row[chosen], length[chosen]


def _compared(embeddings: Vectors, k: int, exact_up_to: int) -> Iterator[Compared]:
    """Each face with those that may be nearest to it."""
    count = len(embeddings)
    if count <= exact_up_to:
        yield from _exactly(embeddings, k)
        return
    codes = Codes.trained(embeddings[:: max(count // TRAINED_ON, 1)])
    codes.add(embeddings)
    for start in range(0, count, GATHERED_AT_ONCE):
        rows = np.arange(start, min(start + GATHERED_AT_ONCE, count))
        others = codes.candidates(embeddings[rows], min(CANDIDATES * k, count))
        yield rows, others, (embeddings[others] @ embeddings[rows][:, :, None])[:, :, 0]


def _exactly(embeddings: Vectors, k: int) -> Iterator[Compared]:
    """Each face with the nearest k + 1 of all, of which the face itself is mostly one."""
    import faiss

    index = faiss.IndexFlatIP(embeddings.shape[1])
    index.add(embeddings)
    for start in range(0, len(embeddings), ROWS_AT_ONCE):
        rows = np.arange(start, min(start + ROWS_AT_ONCE, len(embeddings)))
        similarity, others = index.search(embeddings[rows], min(k + 1, len(embeddings)))
        yield rows, others, similarity


def _put_nearest(
    found: Neighbours, rows: NDArray[np.int64], others: NDArray[np.int64], similarity: Vectors
) -> None:
    """The nearest of some others (R, C) by their cosines become the neighbours of some rows (R,)."""
    k = found.rows.shape[1]
    similarity[others == rows[:, None]] = -np.inf
    best = np.argpartition(-similarity, k - 1, axis=1)[:, :k]
    close = np.take_along_axis(similarity, best, axis=1)
    order = np.argsort(-close, axis=1, kind="stable")
    found.rows[rows] = np.take_along_axis(others, np.take_along_axis(best, order, axis=1), axis=1)
    found.distances[rows] = _distances(np.take_along_axis(close, order, axis=1))


def _distances(similarity: Vectors) -> NDArray[np.float64]:
    return np.sqrt(np.clip(2 - 2 * similarity.astype(np.float64), 0, None))


def _none(count: int, k: int) -> Neighbours:
    return Neighbours(np.full((count, k), -1), np.full((count, k), np.inf))
