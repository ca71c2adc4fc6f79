"""The embeddings of a pack in files, for the nearest faces among all.

The index is a cache: what it holds can be made again from the database at any time. Its data lies in
files of their own name, and a small record that is replaced in one step says which of them count; so
reads go on while it is built, and a build that is stopped changes nothing.

Few faces are compared exactly, all of them. Of many, codes tell which may be nearest, and those are
compared exactly. Faces that came since are read from the database and compared exactly too; when they
are many they become a part of the index, with codes by what was learnt before.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Integer, func, literal_column, select
from sqlalchemy.orm import Session

from core.db.engine import Database
from core.db.queries import among, rows_of
from core.db.schema import EmbeddingRow
from core.db.vectors import Vectors, unpack_matrix, unpack_vectors
from core.errors import LibraryError
from core.files import translated_disk_errors
from core.jobs import JobContext
from core.recognition.codes import ROWS_AT_ONCE, TRAINED_ON, Codes
from core.recognition.examples import PackTraits
from core.recognition.index_files import ID_LENGTH, IndexFolder, Part, Record, Stored
from core.types import FaceId
from core.words import said

# Up to so many faces all are compared, out of memory: 20 MB of 512 numbers each, in a millisecond.
EXACT_UP_TO = 10_000
# So many new faces are compared beside the index before they become a part of it: as much again.
MOST_BESIDE = 10_000
# The nearest k are among so many times k by their codes. With twice as many, a fiftieth more of the
# neighbours are found where all are strangers, and none where they are one person.
CANDIDATES = 25
# Codes fit for this many times the faces that they learnt from; others may have come to look different.
OUTGROWN = 8
# Built anew when such a share of its faces is gone: they cost time, and their vectors are still there.
MOST_GONE = 0.05
# Another process may put a newer index in place of the one that was just built.
ATTEMPTS = 3

# What SQLite numbers rows by. A new one comes after all that are there, so while the last one that was read
# is still there, the newer ones are those after it.
row_number = literal_column("embedding.rowid", Integer)


@dataclass(frozen=True, slots=True)
class IndexReport:
    """An index that was built: how many faces, how long it took, and the sha256 of its data."""

    pack_id: str
    faces: int
    seconds: float
    checksum: str


@dataclass(frozen=True, slots=True)
class _Opened:
    """An index that was found whole: what is compared by codes, and what is in memory, (M,) and (M, D).

    Of many faces only those that came since are in memory; of few all.
    """

    record: Record
    stamps: tuple[int, ...]
    codes: Codes | None
    parts: tuple[Part, ...]
    ids: NDArray[np.bytes_]
    vectors: Vectors
    last: tuple[int, str]
    """The number and the id of the last face of all these."""


class VectorIndex:
    """The index of the pack in use, built when it is first needed and extended when faces have been added.

    Args:
        database: where the embeddings are.
        folder: of the index's files.
        traits: of the pack in use.
        exact_up_to: so many faces are all compared; at least 16.
        most_beside: so many new faces are compared beside the index before they become a part of it.
    """

    def __init__(
        self,
        database: Database,
        folder: Path,
        traits: Callable[[], PackTraits],
        exact_up_to: int = EXACT_UP_TO,
        most_beside: int = MOST_BESIDE,
    ) -> None:
        self._database = database
        self._files = IndexFolder(folder)
        self._traits = traits
        self._exact_up_to = exact_up_to
        self._most_beside = most_beside
        self._building = threading.Lock()
        self._opened: _Opened | None = None

    def rebuild(self, context: JobContext) -> IndexReport:
        """Build the index anew from the database; searches go on with the old one meanwhile.

        Raises:
            LibraryError: its folder can't be written to.
            CancelledError: a stop was asked for; the old index stays.
            ModelPackError: the active pack is not installed.
        """
        started = time.monotonic()
        traits = self._traits()
        with self._building:
            record = self._extend(Record(traits.pack_id, traits.dimension), context)
        seconds = time.monotonic() - started
        return IndexReport(record.pack_id, record.faces, seconds, record.parts[0].checksum)

    def nearest(self, vector: Vectors, k: int) -> list[tuple[FaceId, float]]:
        """The `k` faces nearest to a vector (D,) of unit norm, with their cosine, the nearest first.

        Of many faces, which are found by codes, some that are hardly like it may be missed.

        Raises:
            LibraryError: the index is damaged; or it has to be built, and its folder can't be written to.
        """
        opened = self._current()
        wanted = k
        while True:
            found = _nearest(opened, vector, wanted)
            there = self._there(opened.record.pack_id, [face_id for face_id, _ in found])
            alive = [(face_id, cosine) for face_id, cosine in found if face_id in there]
            if len(alive) >= k or len(found) < wanted:
                return alive[:k]
            wanted *= 2  # faces that are gone were in the way

    def check(self) -> str:
        """What the index is like, in words.

        Raises:
            LibraryError: its data is not what it was built of.
            ModelPackError: the active pack is not installed.
        """
        record = self._files.record(self._traits().pack_id)
        if record is None:
            return said("none yet; it is built when it is first needed")
        self._refuse_damaged(record)
        with self._database.read() as session:
            faces = session.scalar(select(func.count()).where(EmbeddingRow.pack_id == record.pack_id))
            current = (faces, *_last(session, record.pack_id)) == (record.faces, record.row, record.newest)
        state = said("up to date") if current else said("older than the library; renewed when needed")
        words = {"n": record.faces, "pack": record.pack_id, "state": state}
        return said("{n} faces of the pack '{pack}', {state}", **words)

    def forget(self) -> None:
        """Drop the index of the pack in use, one that is being built too: embeddings have been replaced."""
        with self._building:
            self._files.drop(self._traits().pack_id)

    def clear(self) -> None:
        """Remove the indexes of all packs: somebody is not to be in them any more.

        Raises:
            LibraryError: the disk does not let us.
        """
        with self._building, translated_disk_errors(self._files.folder):
            self._opened = None
            self._files.clear()

    def _current(self) -> _Opened:
        traits = self._traits()
        for _ in range(ATTEMPTS):
            try:
                opened = self._open(traits.pack_id)
            except FileNotFoundError:  # another process has just put a newer one in its place
                continue
            current = opened and self._with_newer(opened)
            if current:
                self._opened = current
                return current
            with self._building:
                self._extend(self._to_extend(traits), JobContext())
        raise LibraryError(said("The search index was removed while it was built. Try again."))

    def _open(self, pack_id: str) -> _Opened | None:
        """The index as it lies on the disk; None where there is none of any use."""
        record = self._files.record(pack_id)
        stamps = self._files.stamps(record) if record else ()
        if record is None or not all(stamps):
            return None
        known = self._opened
        if known and (known.record, known.stamps) == (record, stamps):
            return known
        self._refuse_damaged(record)
        if not self._is_fit(record):
            return None
        return self._alone(record, stamps)

    def _alone(self, record: Record, stamps: tuple[int, ...]) -> _Opened:
        """An index without the faces that came since."""
        parts = tuple(self._files.part(record, part) for part in record.parts if part.faces)
        codes = Codes.from_bytes(self._files.codes(record.codes)) if record.codes else None
        in_memory = () if codes else parts
        ids = np.concatenate([np.empty(0, f"S{ID_LENGTH}"), *(part.ids for part in in_memory)])
        none = np.empty((0, record.dimension), np.float32)
        vectors = np.concatenate([none, *(unpack_matrix(part.vectors, part.ids) for part in in_memory)])
        last = (record.row, record.newest)
        return _Opened(record, stamps, codes, parts if codes else (), ids, vectors, last)

    def _with_newer(self, opened: _Opened) -> _Opened | None:
        """An index with the faces that have come by now; None where they are too many or don't follow."""
        record = opened.record
        with self._database.read() as session:
            if _last(session, record.pack_id) == opened.last:
                return opened
            if not _follows(session, record.pack_id, opened.last):
                opened = self._alone(record, opened.stamps)
            too_many = _after(session, record.pack_id, record.row) > self._most_beside
            if too_many or not _follows(session, record.pack_id, opened.last):
                return None
            stored = [one for lot in _lots(session, record.pack_id, opened.last[0]) for one in lot]
        if not stored:
            return opened
        names = [one.face_id for one in stored]
        vectors = unpack_vectors([one.vector for one in stored], record.dimension, names)
        return replace(
            opened,
            ids=np.concatenate([opened.ids, np.array(names, f"S{ID_LENGTH}")]),
            vectors=np.concatenate([opened.vectors, vectors]),
            last=(stored[-1].row, stored[-1].face_id),
        )

    def _is_fit(self, record: Record) -> bool:
        """Whether newer faces follow the index, and most of its own are still there."""
        with self._database.read() as session:
            older = select(func.count()).where(
                EmbeddingRow.pack_id == record.pack_id, row_number <= record.row
            )
            gone = record.faces - (session.scalar(older) or 0)
            return gone <= MOST_GONE * record.faces and _follows(
                session, record.pack_id, (record.row, record.newest)
            )

    def _there(self, pack_id: str, face_ids: list[FaceId]) -> set[str]:
        query = select(EmbeddingRow.face_id).where(
            EmbeddingRow.pack_id == pack_id, among(EmbeddingRow.face_id, face_ids)
        )
        with self._database.read() as session:
            return set(session.scalars(query))

    def _refuse_damaged(self, record: Record) -> None:
        if self._files.damaged(record):
            raise LibraryError(said("The search index is damaged. Run 'playertag index rebuild'."))

    def _to_extend(self, traits: PackTraits) -> Record:
        """The index that is there, or an empty one where that is of no use."""
        record = self._files.record(traits.pack_id)
        fit = record and all(self._files.stamps(record)) and self._is_fit(record)
        return record if record and fit else Record(traits.pack_id, traits.dimension)

    def _extend(self, record: Record, context: JobContext) -> Record:
        """Put what the database has more than an index into it."""
        try:
            with self._database.read() as session:
                if record.parts and not _after(session, record.pack_id, record.row):
                    return record  # somebody else has just done so
                lots = _told(_lots(session, record.pack_id, record.row), record.faces, context)
                part, row, newest = self._files.write_part(record.pack_id, record.dimension, lots)
            parts = (*(one for one in record.parts if one.faces), part)
            grown = replace(record, parts=parts, row=row, newest=newest)
            grown = self._with_codes(grown, context)
            self._files.put(grown)
        except OSError as exc:
            raise LibraryError(said("The index can't be written: {reason}.", reason=exc.strerror)) from exc
        context.progress(said("Indexing"), grown.faces, grown.faces)
        return grown

    def _with_codes(self, record: Record, context: JobContext) -> Record:
        """An index with codes of all its faces, where they are many."""
        if record.faces <= self._exact_up_to:
            return record
        parts = [self._files.part(record, part) for part in record.parts]
        if record.codes and record.faces <= OUTGROWN * record.trained:
            codes, trained = Codes.from_bytes(self._files.codes(record.codes)), record.trained
            uncoded = parts[-1:]
        else:
            codes, trained = Codes.trained(_sample(parts, record.faces)), record.faces
            uncoded = parts
        for part in uncoded:
            for start in range(0, len(part.ids), ROWS_AT_ONCE):
                context.progress(said("Indexing"), len(codes), record.faces)
                rows = slice(start, start + ROWS_AT_ONCE)
                codes.add(unpack_matrix(part.vectors[rows], part.ids[rows]))
        file = self._files.write_codes(record.pack_id, record.faces, codes.to_bytes())
        return replace(record, codes=file, trained=trained)


def _nearest(opened: _Opened, vector: Vectors, k: int) -> list[tuple[FaceId, float]]:
    """The nearest faces of an index, those among them too that are gone from the database."""
    ids, similarity = [opened.ids], [_cosines(opened.vectors, vector)]
    for part, rows in _compared(opened, vector, k):
        ids.append(part.ids[rows])
        similarity.append(_cosines(unpack_matrix(part.vectors[rows], ids[-1]), vector))
    names, cosines = np.concatenate(ids), np.concatenate(similarity)
    best = np.argsort(-cosines, kind="stable")[:k]
    return [(FaceId(names[row].decode()), float(cosines[row])) for row in best]


def _cosines(vectors: Vectors, vector: Vectors) -> Vectors:
    """On the thread that asks: a product of BLAS waits for all cores, for tens of ms where one is busy."""
    return np.asarray(np.einsum("nd,d->n", vectors, vector), np.float32)


def _compared(opened: _Opened, vector: Vectors, k: int) -> Iterator[tuple[Part, slice | NDArray[np.int64]]]:
    """The rows of each part that are to be compared: all, or those that may be nearest by their codes."""
    if opened.codes is None or CANDIDATES * k >= len(opened.codes):
        for part in opened.parts:
            for start in range(0, len(part.ids), ROWS_AT_ONCE):
                yield part, slice(start, start + ROWS_AT_ONCE)
        return
    rows = np.sort(opened.codes.candidates(vector[None], CANDIDATES * k)[0])
    first = 0
    for part in opened.parts:
        begin, end = np.searchsorted(rows, (first, first + len(part.ids)))
        yield part, rows[begin:end] - first
        first += len(part.ids)


def _sample(parts: list[Part], faces: int) -> Vectors:
    """Faces of all parts, evenly."""
    step = max(faces // TRAINED_ON, 1)
    return np.concatenate([unpack_matrix(part.vectors[::step], part.ids[::step]) for part in parts])


def _last(session: Session, pack_id: str) -> tuple[int, str]:
    """The number and the id of the last face that has an embedding of a pack; 0 and empty for none."""
    query = (
        select(row_number, EmbeddingRow.face_id)
        .where(EmbeddingRow.pack_id == pack_id)
        .order_by(row_number.desc())
    )
    found = session.execute(query.limit(1)).first()
    return (found[0], found[1]) if found else (0, "")


def _follows(session: Session, pack_id: str, last: tuple[int, str]) -> bool:
    """Whether the last face that was read is where it was, so that newer ones come after it."""
    number, face_id = last
    if not number:
        return True
    query = select(EmbeddingRow.face_id).where(EmbeddingRow.pack_id == pack_id, row_number == number)
    return session.scalar(query) == face_id


def _after(session: Session, pack_id: str, row: int) -> int:
    """How many embeddings came after a row."""
    query = select(func.count()).where(EmbeddingRow.pack_id == pack_id, row_number > row)
    return session.scalar(query) or 0


def _lots(session: Session, pack_id: str, row: int) -> Iterator[list[Stored]]:
    """The embeddings that came after a row, as they came."""
    query = (
        select(row_number, EmbeddingRow.face_id, EmbeddingRow.vector)
        .where(EmbeddingRow.pack_id == pack_id, row_number > row)
        .order_by(row_number)
    )
    lot: list[Stored] = []
    for stored in rows_of(session, query):
        lot.append(Stored(*stored))
        if len(lot) == ROWS_AT_ONCE:
            yield lot
            lot = []
    if lot:
        yield lot


def _told(lots: Iterator[list[Stored]], done: int, context: JobContext) -> Iterator[list[Stored]]:
    """The lots, with word of each."""
    for lot in lots:
        context.progress(said("Indexing"), done, done + len(lot))
        done += len(lot)
        yield lot
