"""The embeddings of a pack in one file, for the nearest faces among all: exact, by matrix product.

The index is a cache: what it holds can be made again from the database at any time. Its data lies in
files of their own name, and a small record that is replaced in one step says which of them count; so
reads go on while it is rebuilt, and a rebuild that is stopped changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select

from core.db.engine import Database
from core.db.schema import EmbeddingRow
from core.db.vectors import STORED, Vectors, unpack_matrix, unpack_vectors
from core.errors import LibraryError
from core.files import write_whole
from core.jobs import JobContext
from core.recognition.examples import PackTraits
from core.types import FaceId
from core.words import said

ID_LENGTH = 36
# Rows read from the database, and rows turned to float32 for a product, at once.
ROWS_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class IndexReport:
    """An index that was built: how many faces, how long it took, and the sha256 of its data."""

    pack_id: str
    faces: int
    seconds: float
    checksum: str


@dataclass(frozen=True, slots=True)
class _Record:
    """Which files are the index, and what they are to hold; `newest` is the last face's id."""

    pack_id: str
    dimension: int
    faces: int
    newest: str
    checksum: str
    data: str


class VectorIndex:
    """The index of the pack in use, built when it is first needed and when faces have been added."""

    def __init__(self, database: Database, folder: Path, traits: Callable[[], PackTraits]) -> None:
        self._database = database
        self._folder = folder
        self._traits = traits
        self._building = threading.Lock()
        self._checked = ("", 0)
        """The checksum, and the time in ns, of the file that was last found to be what was built."""

    def rebuild(self, context: JobContext) -> IndexReport:
        """Build the index anew from the database; searches go on with the old one meanwhile.

        Raises:
            LibraryError: its folder can't be written to.
            CancelledError: a stop was asked for; the old index stays.
            ModelPackError: the active pack is not installed.
        """
        started = time.monotonic()
        with self._building:
            try:
                record = self._build(self._traits(), context)
            except OSError as exc:
                raise LibraryError(
                    said("The index can't be written: {reason}.", reason=exc.strerror)
                ) from exc
        return IndexReport(record.pack_id, record.faces, time.monotonic() - started, record.checksum)

    def nearest(self, vector: Vectors, k: int) -> list[tuple[FaceId, float]]:
        """The `k` faces nearest to a vector (D,) of unit norm, with their cosine, the nearest first.

        Raises:
            LibraryError: the index is damaged; or it has to be built, and its folder can't be written to.
        """
        try:
            ids, matrix = self._open(self._current())
        except FileNotFoundError:  # another process has just put a newer one in its place
            ids, matrix = self._open(self._current())
        if not len(ids):
            return []
        parts = (slice(start, start + ROWS_AT_ONCE) for start in range(0, len(ids), ROWS_AT_ONCE))
        similarity = np.concatenate([unpack_matrix(matrix[part], ids[part]) @ vector for part in parts])
        best = np.argsort(-similarity, kind="stable")[:k]
        return [(FaceId(ids[row].decode()), float(similarity[row])) for row in best]

    def check(self) -> str:
        """What the index is like, in words.

        Raises:
            LibraryError: its data is not what it was built of.
            ModelPackError: the active pack is not installed.
        """
        record = self._record(self._traits().pack_id)
        if record is None:
            return said("none yet; it is built when it is first needed")
        self._refuse_damaged(record)
        current = self._is_current(record)
        state = said("up to date") if current else said("older than the library; renewed when needed")
        words = {"n": record.faces, "pack": record.pack_id, "state": state}
        return said("{n} faces of the pack '{pack}', {state}", **words)

    def forget(self) -> None:
        """Drop the index of the pack in use, one that is being built too: embeddings have been replaced."""
        with self._building:
            self._record_path(self._traits().pack_id).unlink(missing_ok=True)

    def _current(self) -> _Record:
        record = self._record(self._traits().pack_id)
        if record is None or not self._is_current(record):
            self.rebuild(JobContext())
            record = self._record(self._traits().pack_id)
        if record is None:
            raise LibraryError(said("The search index was removed while it was built. Try again."))
        return record

    def _is_current(self, record: _Record) -> bool:
        with self._database.read() as session:
            faces, newest = session.execute(
                select(func.count(), func.max(EmbeddingRow.face_id)).where(
                    EmbeddingRow.pack_id == record.pack_id
                )
            ).one()
        data = self._folder / record.data
        size = record.faces * (ID_LENGTH + record.dimension * np.dtype(STORED).itemsize)
        whole = data.exists() and data.stat().st_size == size
        return whole and (faces, newest or "") == (record.faces, record.newest)

    def _open(self, record: _Record) -> tuple[NDArray[np.bytes_], NDArray[np.float16]]:
        """Ids (N,) and vectors (N, D) of an index, as they lie on the disk."""
        if not record.faces:  # an empty file can't be mapped
            return np.empty(0, f"S{ID_LENGTH}"), np.empty((0, record.dimension), STORED)
        path = self._folder / record.data
        if self._checked != (record.checksum, path.stat().st_mtime_ns):
            self._refuse_damaged(record)
        ids = np.memmap(path, f"S{ID_LENGTH}", "r", 0, (record.faces,))
        start = record.faces * ID_LENGTH
        return ids, np.memmap(path, STORED, "r", start, (record.faces, record.dimension))

    def _refuse_damaged(self, record: _Record) -> None:
        path = self._folder / record.data
        written_at = path.stat().st_mtime_ns if path.exists() else 0
        if _checksum(path) != record.checksum:
            raise LibraryError(said("The search index is damaged. Run 'playertag index rebuild'."))
        self._checked = (record.checksum, written_at)

    def _build(self, traits: PackTraits, context: JobContext) -> _Record:
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._database.read() as session:
            rows = session.execute(
                select(EmbeddingRow.face_id, EmbeddingRow.vector)
                .where(EmbeddingRow.pack_id == traits.pack_id)
                .order_by(EmbeddingRow.face_id)
            )
            ids: list[str] = []
            vectors: list[bytes] = []
            for part in rows.partitions(ROWS_AT_ONCE):
                context.progress(said("Indexing"), len(ids), len(ids) + len(part))
                ids += [face_id for face_id, _ in part]
                vectors += [vector for _, vector in part]
                unpack_vectors(vectors[-len(part) :], traits.dimension, ids[-len(part) :])
        content = b"".join(face_id.encode() for face_id in ids) + b"".join(vectors)
        checksum = hashlib.sha256(content).hexdigest()
        record = _Record(
            pack_id=traits.pack_id,
            dimension=traits.dimension,
            faces=len(ids),
            newest=ids[-1] if ids else "",
            checksum=checksum,
            data=f"{traits.pack_id}-{checksum[:16]}.vectors",
        )
        write_whole(self._folder / record.data, content)
        write_whole(self._record_path(traits.pack_id), json.dumps(asdict(record)).encode())
        self._remove_others(record)
        context.progress(said("Indexing"), len(ids), len(ids))
        return record

    def _record(self, pack_id: str) -> _Record | None:
        try:
            return _Record(**json.loads(self._record_path(pack_id).read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None  # missing or not ours: it is built anew

    def _record_path(self, pack_id: str) -> Path:
        return self._folder / f"{pack_id}.json"

    def _remove_others(self, record: _Record) -> None:
        """Remove the data of indexes before; where Windows still reads one, the next time does."""
        for path in self._folder.glob(f"{record.pack_id}-*.vectors"):
            if path.name != record.data:
                try:
                    path.unlink()
                except PermissionError:
                    continue


def _checksum(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
