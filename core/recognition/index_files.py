"""The files of the search index: parts that are written once, their codes, and a record of which count."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.db.vectors import STORED, unpack_vectors
from core.files import beside, clear_unfinished, file_digest, write_whole

ID_LENGTH = 36


class Stored(NamedTuple):
    """A stored embedding: the number of its row in the database, whose it is, and its bytes."""

    row: int
    face_id: str
    vector: bytes


@dataclass(frozen=True, slots=True)
class IndexFile:
    """A file of the index: of how many faces, and the sha256 of its content."""

    name: str
    faces: int
    checksum: str


@dataclass(frozen=True, slots=True)
class Record:
    """Which files are the index of a pack.

    `parts` hold the vectors and the ids of their faces; `codes`, of all of them, are there when they are
    many, and were `trained` when there were so many. `row` and `newest` are the last face's.
    """

    pack_id: str
    dimension: int
    parts: tuple[IndexFile, ...] = ()
    codes: IndexFile | None = None
    trained: int = 0
    row: int = 0
    newest: str = ""

    @property
    def faces(self) -> int:
        """How many faces are in the index."""
        return sum(part.faces for part in self.parts)

    @property
    def files(self) -> tuple[IndexFile, ...]:
        """All files of it."""
        return (*self.parts, self.codes) if self.codes else self.parts


class Part(NamedTuple):
    """Ids (N,) and vectors (N, D) of a part, as they lie on the disk."""

    ids: NDArray[np.bytes_]
    vectors: NDArray[np.float16]


class IndexFolder:
    """The folder of a library's indexes. Its methods raise `OSError` as the disk does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def record(self, pack_id: str) -> Record | None:
        """What the index of a pack is; None where there is none."""
        try:
            values: dict[str, Any] = json.loads(self._record_path(pack_id).read_text("utf-8"))
            parts = tuple(IndexFile(**part) for part in values.pop("parts"))
            codes = values.pop("codes")
            return Record(**values, parts=parts, codes=IndexFile(**codes) if codes else None)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None  # missing or not ours: it is built anew

    def put(self, record: Record) -> None:
        """Make this the index of its pack, and remove the files of the one before."""
        write_whole(self._record_path(record.pack_id), json.dumps(asdict(record)).encode())
        keep = {file.name for file in record.files}
        for ending in ("vectors", "codes"):
            for path in self.folder.glob(f"{record.pack_id}-*.{ending}"):
                if path.name not in keep:
                    try:
                        path.unlink(missing_ok=True)
                    except PermissionError:  # Windows still reads it; the next time does
                        continue

    def drop(self, pack_id: str) -> None:
        """There is no index of a pack any more."""
        self._record_path(pack_id).unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove every file of every pack's index, and the neighbours that were found by them."""
        for path in self.folder.glob("*"):
            path.unlink(missing_ok=True)

    def stamps(self, record: Record) -> tuple[int, ...]:
        """When each file was last written to, in ns; 0 where it is missing or cut."""
        return tuple(self._stamp(record, file) for file in record.files)

    def damaged(self, record: Record) -> bool:
        """Whether a file is not what was written."""
        return any(_checksum(self.folder / file.name) != file.checksum for file in record.files)

    def part(self, record: Record, part: IndexFile) -> Part:
        """A part, of one face at least."""
        path, shape = self.folder / part.name, (part.faces, record.dimension)
        ids_at = part.faces * record.dimension * STORED.itemsize
        ids = np.memmap(path, f"S{ID_LENGTH}", "r", ids_at, (part.faces,))
        return Part(ids, np.memmap(path, STORED, "r", 0, shape))

    def codes(self, codes: IndexFile) -> bytes:
        """The content of the codes' file."""
        return (self.folder / codes.name).read_bytes()

    def write_part(
        self, pack_id: str, dimension: int, lots: Iterable[Sequence[Stored]]
    ) -> tuple[IndexFile, int, str]:
        """Write a part, lot by lot; with the number and the id of its last face, 0 and empty for none.

        Raises:
            LibraryError: an embedding is damaged.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        clear_unfinished(self.folder)
        unfinished = beside(self.folder / f"{pack_id}.vectors")
        digest, ids, row = hashlib.sha256(), [], 0
        try:
            with unfinished.open("wb") as file:
                for lot in lots:
                    names, vectors = [one.face_id for one in lot], [one.vector for one in lot]
                    unpack_vectors(vectors, dimension, names)
                    file.write(b"".join(vectors))
                    digest.update(b"".join(vectors))
                    ids += names
                    row = lot[-1].row
                file.write("".join(ids).encode())
            digest.update("".join(ids).encode())
            made = _index_file(pack_id, "vectors", len(ids), digest.hexdigest())
            unfinished.replace(self.folder / made.name)
        finally:
            unfinished.unlink(missing_ok=True)
        return made, row, ids[-1] if ids else ""

    def write_codes(self, pack_id: str, faces: int, content: bytes) -> IndexFile:
        """Write the codes of all faces."""
        made = _index_file(pack_id, "codes", faces, hashlib.sha256(content).hexdigest())
        write_whole(self.folder / made.name, content)
        return made

    def _stamp(self, record: Record, file: IndexFile) -> int:
        try:
            stat = (self.folder / file.name).stat()
        except FileNotFoundError:
            return 0
        size = file.faces * (ID_LENGTH + record.dimension * STORED.itemsize)
        return stat.st_mtime_ns if file is record.codes or stat.st_size == size else 0

    def _record_path(self, pack_id: str) -> Path:
        return self.folder / f"{pack_id}.json"


def _index_file(pack_id: str, ending: str, faces: int, checksum: str) -> IndexFile:
    return IndexFile(f"{pack_id}-{checksum[:16]}.{ending}", faces, checksum)


def _checksum(path: Path) -> str:
    try:
        return file_digest(path)
    except FileNotFoundError:
        return ""
