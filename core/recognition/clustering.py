"""Clusters of faces that nobody is named in.

HDBSCAN (Campello, Moulavi & Sander, 2013) on a sparse graph of nearest neighbours: its minimum
spanning tree, and from there HDBSCAN as it is. On faces this gives the clusters of the full
algorithm, whose distance matrix grows with the square of the faces. It looks for people who differ, and
so finds none where all are one person: here each part that hangs together by faces likelier one person's
than two is looked through beside others.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.db.vectors import Vectors
from core.recognition.neighbours import Neighbours, nearest

# SciPy and HDBSCAN take a second to be imported, which the window and every other command would
# wait for: so that is done where they are used.
if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# The density of a face is its distance to this neighbour: a chain of two look-alikes is not dense.
MIN_SAMPLES = 2
# Unit vectors are at most 2 apart: the length of an edge between faces that share no neighbour.
FARTHEST = 2.0
# Equal pictures have distance 0, which a sparse matrix takes for "no edge".
LEAST_DISTANCE = 1e-6
# Many reachabilities are equal, being the same face's density: the closer face goes first, so that the
# order in which faces come decides nothing.
TIE_BREAK = 1e-6

NOISE = -1
# So much of a cluster is left when each photo counts once, or it is no one's.
LEAST_ONCE = 2 / 3


def cluster_faces(
    embeddings: Vectors,
    min_cluster_size: int,
    neighbours: Neighbours | None = None,
    least_similarity: float | None = None,
) -> NDArray[np.int64]:
    """The cluster of each face, (N,), numbered from 0; `NOISE` for a face in none.

    Args:
        embeddings: unit norm, (N, D).
        min_cluster_size: faces that make a cluster, at least 2.
        neighbours: of each face; None to find them here.
        least_similarity: faces less alike than this cosine do not hang together, and all that do may be one
            cluster. None for HDBSCAN as it is, to which one person alone is no cluster.
    """
    labels = np.full(len(embeddings), NOISE, np.int64)
    if len(embeddings) < max(min_cluster_size, MIN_SAMPLES + 1):
        return labels
    graph = _reachability_graph(neighbours or nearest(embeddings))
    if least_similarity is None:
        return _chosen(_spanning_edges(graph), min_cluster_size)
    farthest = math.sqrt(max(2 - 2 * least_similarity, 0))
    rows = _hanging_together(graph, farthest, min_cluster_size)
    if len(rows):
        edges = _spanning_edges(graph[rows][:, rows], farthest)
        found = _chosen(_beside_others(edges, min_cluster_size, farthest), min_cluster_size)
        labels[rows] = found[: len(rows)] - (found[: len(rows)] > found[-1])
    return labels


def _chosen(edges: NDArray[np.float64], min_cluster_size: int) -> NDArray[np.int64]:
    """The clusters that HDBSCAN chooses out of a spanning tree (N - 1 edges), (N,)."""
    from hdbscan.hdbscan_ import _tree_to_labels as labels_of_tree

    # The embeddings, which it takes first, are looked at by other ways of choosing only.
    return np.asarray(labels_of_tree(None, _single_linkage(edges), min_cluster_size)[0], np.int64)


def people_in(
    embeddings: Vectors,
    quality: NDArray[np.float64],
    photos: NDArray[np.int64],
    min_cluster_size: int,
    least_similarity: float,
    neighbours: Neighbours | None = None,
) -> list[NDArray[np.int64]]:
    """The clusters that may be one person each: the rows of every one, the most typical face first.

    A person is in a photo once: of the faces of one photo only the most typical stays. A cluster that
    would lose many so is a heap of people, mostly of faces too poor to tell apart: its worse half is let
    go and the rest clustered anew. Faces that are together by chance alone, likelier strangers than one
    person, are no cluster either.

    Args:
        embeddings: unit norm, (N, D).
        quality: 0 to 1, (N,).
        photos: the number of each face's photo, (N,).
        min_cluster_size: faces that make a cluster, at least 2.
        least_similarity: the cosine at which two faces are as likely one person as two.
        neighbours: of each face; None to find them here.
    """
    found: list[NDArray[np.int64]] = []
    heaps = [np.arange(len(embeddings))]
    while heaps:
        heap = heaps.pop()
        # All of them need no copy.
        part = embeddings if len(heap) == len(embeddings) else embeddings[heap]
        labels = cluster_faces(part, min_cluster_size, neighbours, least_similarity)
        neighbours = None  # those of a part are others
        for rows in _by_label(heap, labels):
            typical = rows[typical_first(embeddings[rows])]
            once = typical[np.sort(np.unique(photos[typical], return_index=True)[1])]
            if len(once) < LEAST_ONCE * len(rows):
                heaps.append(rows[np.argsort(-quality[rows], kind="stable")[: len(rows) // 2]])
            elif len(once) >= min_cluster_size and _mean_similarity(embeddings[once]) >= least_similarity:
                found.append(once)
    return found


def _by_label(heap: NDArray[np.int64], labels: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The rows of a heap cluster by cluster."""
    order = np.argsort(labels, kind="stable")
    first = np.searchsorted(labels[order], np.arange(labels.max(initial=NOISE) + 1))
    return np.split(heap[order], first)[1:]


def _mean_similarity(embeddings: Vectors) -> float:
    """The mean cosine between two different ones of some faces (N, D); 1 for a single face."""
    count = len(embeddings)
    whole = float(np.square(embeddings.sum(axis=0)).sum())
    return (whole - count) / (count * (count - 1)) if count > 1 else 1.0


def typical_first(embeddings: Vectors) -> NDArray[np.int64]:
    """The order of a cluster's faces (N, D) from the most to the least typical one."""
    return np.argsort(-(embeddings @ embeddings.mean(axis=0)), kind="stable")


def _reachability_graph(neighbours: Neighbours) -> csr_matrix:
    """Mutual reachability distances between each face and its nearest neighbours, (N, N).

    A distance is the same from either side, and may be there from one only.
    """
    from scipy.sparse import csr_matrix

    count = len(neighbours.rows)
    core = neighbours.distances[:, MIN_SAMPLES - 1]
    rows, place = np.nonzero(neighbours.rows >= 0)
    columns, direct = neighbours.rows[rows, place], neighbours.distances[rows, place]
    reach = np.maximum(np.maximum(direct, core[rows]), core[columns])
    lengths = np.maximum(reach, LEAST_DISTANCE) + TIE_BREAK * direct
    return csr_matrix((lengths, (rows, columns)), (count, count))


def _hanging_together(graph: csr_matrix, farthest: float, least: int) -> NDArray[np.int64]:
    """The faces that hang together with so many by edges of such a length; longer edges are taken away."""
    from scipy.sparse.csgraph import connected_components

    graph.data[graph.data > farthest] = 0
    graph.eliminate_zeros()
    _, part = connected_components(graph, directed=False)
    return np.flatnonzero(np.bincount(part)[part] >= least)


def _spanning_edges(graph: csr_matrix, farthest: float = FARTHEST) -> NDArray[np.float64]:
    """The minimum spanning tree as rows of (from, to, distance), the shortest first.

    Parts of the graph that no edge joins are joined by edges of the greatest length.
    """
    from scipy.sparse.csgraph import connected_components, minimum_spanning_tree

    tree = minimum_spanning_tree(graph).tocoo()
    _, part = connected_components(tree, directed=False)
    first_of_part = np.unique(part, return_index=True)[1]
    bridges = np.column_stack(
        [first_of_part[:-1], first_of_part[1:], np.full(len(first_of_part) - 1, farthest)]
    )
    edges = np.vstack([np.column_stack([tree.row, tree.col, tree.data]), bridges])
    return edges[np.argsort(edges[:, 2], kind="stable")].astype(np.float64)


def _beside_others(edges: NDArray[np.float64], others: int, farthest: float) -> NDArray[np.float64]:
    """A spanning tree with a cluster of so many others beside all that is in it, as its last rows.

    HDBSCAN takes for a cluster what came off something else, and only what it is from there on counts.
    """
    count = len(edges) + 1
    names = np.arange(count, count + others)
    beside = np.column_stack([names[:-1], names[1:], np.full(others - 1, LEAST_DISTANCE)])
    return np.vstack([beside, edges, [[0, count, farthest]]])


def _single_linkage(edges: NDArray[np.float64]) -> NDArray[np.float64]:
    """The dendrogram of a spanning tree, as rows of (one, other, distance, faces), as SciPy has it.

    HDBSCAN's own takes three times as long.
    """
    count = len(edges) + 1
    above, sizes = list(range(2 * count - 1)), [1] * (2 * count - 1)
    joined: list[tuple[int, int, int]] = []
    ends = edges[:, :2].astype(np.int64).tolist()
    for name, (end, far_end) in enumerate(ends, start=count):
        one, other = _root(above, end), _root(above, far_end)
        above[one] = above[other] = name
        sizes[name] = sizes[one] + sizes[other]
        joined.append((one, other, sizes[name]))
    names = np.array(joined, np.float64).reshape(-1, 3)
    return np.column_stack([names[:, :2], edges[:, 2], names[:, 2]])


def _root(above: list[int], at: int) -> int:
    """The part that a face or a part is in by now; the way there is made shorter for the next time."""
    while above[at] != at:
        above[at] = above[above[at]]
        at = above[at]
    return at
