"""The one place that turns an embedding into a stored vector and back.

A stored vector is little-endian IEEE 754 binary16: half the size of float32, and a cosine of two
unit vectors stays right to about 1e-4.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.errors import LibraryError
from core.words import said

Vectors = NDArray[np.float32]

STORED = np.dtype("<f2")
NORM_TOLERANCE = 5e-3


def pack_vector(vector: Vectors, dimension: int, name: str) -> bytes:
    """The stored form of one embedding: float32, shape (dimension,), of unit norm.

    Args:
        vector: the embedding.
        dimension: D of the pack that it is of.
        name: whose it is, for the error.

    Raises:
        ValueError: of another type or shape, not finite, or not of unit norm; a bug of the caller.
    """
    if vector.dtype != np.float32:
        raise ValueError(f"the embedding of {name} is of {vector.dtype}, not of float32")
    if vector.shape != (dimension,):
        raise ValueError(f"the embedding of {name} has the shape {vector.shape}, not ({dimension},)")
    if not np.isfinite(vector).all():
        raise ValueError(f"the embedding of {name} has a value that is not finite")
    norm = float(np.linalg.norm(vector))
    if abs(norm - 1) > NORM_TOLERANCE:
        raise ValueError(f"the embedding of {name} has the norm {norm:.4f}, not 1")
    return vector.astype(STORED).tobytes()


def unpack_vectors(stored: Sequence[bytes], dimension: int, names: Sequence[str]) -> Vectors:
    """Embeddings from their stored form: float32, shape (N, dimension), unit norm.

    Args:
        stored: what `pack_vector` made.
        dimension: D of the pack that they are of.
        names: whose each is, for the error.

    Raises:
        LibraryError: one is damaged: of another dimension, not finite, or not of unit norm.
    """
    expected = dimension * STORED.itemsize
    for blob, name in zip(stored, names, strict=True):
        if len(blob) != expected:
            raise _damaged(name, said("{found} bytes, not {expected}", found=len(blob), expected=expected))
    return unpack_matrix(np.frombuffer(b"".join(stored), STORED).reshape(len(stored), dimension), names)


def unpack_matrix(stored: NDArray[np.float16], names: Sequence[str] | NDArray[np.bytes_]) -> Vectors:
    """Embeddings from their stored form that is a matrix already, (N, D); as `unpack_vectors`.

    Raises:
        LibraryError: one is damaged: not finite, or not of unit norm.
    """
    matrix = stored.astype(np.float32)
    norms = np.linalg.norm(matrix, axis=1)
    wrong = np.flatnonzero(~(np.abs(norms - 1) <= NORM_TOLERANCE))  # a norm that is no number is wrong too
    if wrong.size:
        raise _damaged(str(names[wrong[0]]), said("its norm is {norm}, not 1", norm=f"{norms[wrong[0]]:.4f}"))
    matrix /= norms[:, None]
    return matrix


def _damaged(name: str, reason: str) -> LibraryError:
    return LibraryError(
        said(
            "The stored embedding of {name} is damaged: {reason}. The folder 'backups' beside the library's "
            "file may hold an earlier copy.",
            name=name,
            reason=reason,
        )
    )


def unit(matrix: Vectors) -> Vectors:
    """The rows of a matrix scaled to norm 1; a row of zeros stays as it is."""
    norms = np.linalg.norm(matrix, axis=-1, keepdims=True)
    return (matrix / np.where(norms == 0, 1, norms)).astype(np.float32)
