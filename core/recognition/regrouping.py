"""One cluster at another tightness: into which parts it falls, from the loosest to the tightest.

Average linkage: the likeness of two parts is the mean cosine between their faces, so that one odd pair
neither joins two people nor parts one. Of unit vectors that is the product of the parts' means, so no
matrix of all pairs is needed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.db.vectors import Vectors, unit
from core.types import Tightness

# A slider with more steps would take single faces off, which clicking does better.
MOST_STEPS = 24
# Cosines closer than this are one: they come from half-precision vectors.
SAME_COSINE = 1e-4
# The product of two means is not the same to the last bit from either side.
SAME_LIKENESS = 1e-9


def tightness_of(embeddings: Vectors, near: Sequence[float]) -> Tightness:
    """Where a cluster of these faces, (N, D) of unit norm, would become another one.

    `near` are the mean cosines to the clusters that may join it, descending.
    """
    likeness = np.sort([cosine for *_, cosine in _joins(embeddings)]) if len(embeddings) > 1 else np.ones(1)
    distinct = likeness[np.diff(likeness, append=np.inf) > SAME_COSINE]
    above = np.append(distinct[1:], distinct[-1] + 2 * SAME_COSINE)
    tighter = tuple(((distinct + above) / 2).tolist()) if len(embeddings) > 1 else ()
    # What joins a cluster joins it whole: below the cosine at which it parts.
    below = [*near[1:], near[-1] - 2 * SAME_COSINE] if near else []
    looser = {
        min((cosine + next_one) / 2, float(likeness[0]) - SAME_COSINE)
        for cosine, next_one in zip(near, below, strict=True)
    }
    return Tightness(tuple(sorted(looser, reverse=True)), tighter[:MOST_STEPS])


def parts_at(embeddings: Vectors, cosine: float) -> list[NDArray[np.int64]]:
    """The rows of each part at a tightness, in order; the part with the most faces first."""
    labels = np.arange(len(embeddings))
    for one, other, likeness in _joins(embeddings):
        if likeness >= cosine:
            labels[labels == labels[one]] = labels[other]
    parts = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    return sorted(parts, key=lambda rows: (-len(rows), int(rows[0])))


def kept_apart(
    groups: Sequence[NDArray[np.int64]], arranged: Sequence[str | None], embeddings: Vectors
) -> tuple[list[NDArray[np.int64]], dict[str, NDArray[np.int64]]]:
    """New clusters made to agree with those that a person arranged.

    Faces of one arranged cluster stay together, those of two apart; another face of a new cluster with
    such faces in it goes to the arranged cluster that it is most like.

    Args:
        groups: the rows of each new cluster.
        arranged: for each row of all the arranged cluster that the face is in, if any.
        embeddings: unit norm, (N, D).

    Returns:
        The new clusters that have nothing to do with an arranged one, and the arranged ones.
    """
    rows_of: dict[str, list[int]] = {}
    for row, name in enumerate(arranged):
        if name is not None:
            rows_of.setdefault(name, []).append(row)
    means = {name: embeddings[rows].mean(axis=0) for name, rows in rows_of.items()}
    free: list[NDArray[np.int64]] = []
    for group in groups:
        names = sorted({name for row in group if (name := arranged[row]) is not None})
        if not names:
            free.append(group)
            continue
        nearest = (embeddings[group] @ np.stack([means[name] for name in names]).T).argmax(axis=1)
        for row, column in zip(group, nearest, strict=True):
            if arranged[row] is None:
                rows_of[names[column]].append(int(row))
    return free, {name: np.array(rows) for name, rows in rows_of.items()}


def _joins(embeddings: Vectors) -> list[tuple[int, int, float]]:
    """How the faces join to one part: a row of either part and their mean cosine, N - 1 times.

    Chains of nearest neighbours (Murtagh, "A Survey of Recent Advances in Hierarchical Clustering
    Algorithms", 1983): two parts that are nearest to each other join in any order of the others.
    """
    means = unit(embeddings).astype(np.float64)
    sizes = np.ones(len(means))
    joins: list[tuple[int, int, float]] = []
    chain: list[int] = []
    while len(joins) < len(means) - 1:
        if not chain:
            chain = [int(sizes.argmax())]
        last = chain.pop()
        likeness = np.where(sizes > 0, means @ means[last], -np.inf)
        likeness[last] = -np.inf
        nearest = int(likeness.argmax())
        if chain and likeness[chain[-1]] > likeness[nearest] - SAME_LIKENESS:
            nearest = chain.pop()
            joins.append((last, nearest, float(likeness[nearest])))
            both = sizes[last] + sizes[nearest]
            means[nearest] = (means[last] * sizes[last] + means[nearest] * sizes[nearest]) / both
            sizes[nearest], sizes[last] = both, 0
        else:
            chain += [last, nearest]
    return joins
