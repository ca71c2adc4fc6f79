"""The one place that turns an embedding into a stored vector and back.

A stored vector is little-endian IEEE 754 binary16: half the size of float32, and a cosine of two
unit vectors stays right to about 1e-4.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

STORED = np.dtype("<f2")
NORM_TOLERANCE = 5e-3


def pack_vector(vector: Vectors) -> bytes:
    """The stored form of one embedding, shape (D,), of unit norm.

    Raises:
        ValueError: not one-dimensional, not finite, or not of unit norm; a bug of the caller.
    """
    if vector.ndim != 1 or vector.size == 0:
        raise ValueError(f"an embedding has one dimension, this has shape {vector.shape}")
    if not np.isfinite(vector).all():
        raise ValueError("an embedding with a value that is not finite")
    norm = float(np.linalg.norm(vector))
    if abs(norm - 1) > NORM_TOLERANCE:
        raise ValueError(f"an embedding of norm {norm:.4f}, not 1")
    return vector.astype(STORED).tobytes()


def unpack_vectors(stored: Sequence[bytes], dimension: int) -> Vectors:
    """Embeddings from their stored form: float32, shape (N, dimension), unit norm.

    Raises:
        ValueError: a vector of another dimension.
    """
    check_stored(stored, dimension)
    matrix = np.frombuffer(b"".join(stored), dtype=STORED).reshape(len(stored), dimension)
    return unit(matrix.astype(np.float32))


def check_stored(stored: Sequence[bytes], dimension: int) -> None:
    """Refuse vectors of another dimension.

    Raises:
        ValueError: the first that is.
    """
    expected = dimension * STORED.itemsize
    for blob in stored:
        if len(blob) != expected:
            raise ValueError(f"a stored vector of {len(blob)} bytes, not {expected}")


def unit(matrix: Vectors) -> Vectors:
    """The rows of a matrix scaled to norm 1; a row of zeros stays as it is."""
    norms = np.linalg.norm(matrix, axis=-1, keepdims=True)
    return (matrix / np.where(norms == 0, 1, norms)).astype(np.float32)
