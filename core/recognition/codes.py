"""Short codes of many faces, by which the faces that may be nearest are found in a millisecond.

A product quantiser with 4 bits a piece, compared by tables in registers (André, Kermarrec & Le Scouarnec,
"Cache locality is not enough", 2015), as faiss has it. All codes are looked at, so that no face is out of
reach; how near the found ones are is for the caller to compute from their vectors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.db.vectors import Vectors

# Imported where it is used, as it takes a tenth of a second.
if TYPE_CHECKING:
    import faiss

# Pieces of a vector, 4 bits each: two numbers of a short vector, four of a long one. With half as many,
# seven of a hundred neighbours among strangers were missed.
MOST_PIECES = 128
LEAST_PER_PIECE = 2
BITS = 4
# More faces than this teach the 16 values of a piece nothing.
TRAINED_ON = 4_096
# faiss takes 25, which cost four seconds and found the same neighbours.
ROUNDS = 10
ROWS_AT_ONCE = 20_000


class Codes:
    """Codes of faces by row, from 0."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def trained(cls, sample: Vectors) -> Codes:
        """Codes of no face yet, fit for faces like a sample (N, D) of at least 16."""
        import faiss

        dimension = sample.shape[1]
        index = faiss.IndexPQFastScan(dimension, _pieces(dimension), BITS, faiss.METRIC_INNER_PRODUCT)
        index.pq.cp.niter = ROUNDS
        index.pq.cp.min_points_per_centroid = 1  # faiss prints a warning of a small library
        index.train(sample)
        return cls(index)

    @classmethod
    def from_bytes(cls, content: bytes) -> Codes:
        """Codes that `to_bytes` has made."""
        import faiss

        return cls(faiss.deserialize_index(np.frombuffer(content, np.uint8)))

    def to_bytes(self) -> bytes:
        """The codes for a file."""
        import faiss

        return bytes(faiss.serialize_index(self._index))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, vectors: Vectors) -> None:
        """Codes of further faces, (N, D) of unit norm."""
        self._index.add(vectors)

    def candidates(self, vectors: Vectors, count: int) -> NDArray[np.int64]:
        """The rows of faces that may be nearest to vectors (Q, D), at most as many as there are."""
        return np.asarray(self._index.search(vectors, count)[1], np.int64)


def _pieces(dimension: int) -> int:
    most = min(MOST_PIECES, max(dimension // LEAST_PER_PIECE, 1))
    return max(number for number in range(1, most + 1) if dimension % number == 0)
