"""What recognition is made of beside its networks, piece by piece: each can be left out and measured."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from core.db.vectors import Vectors
from core.recognition.clustering import cluster_faces
from core.vision.detection import Detector, Found, Image
from core.vision.engine import FaceEngine
from core.vision.quality import face_quality

_look = Detector._look  # noqa: SLF001 - what is left out is inside


def _not_enlarged(detector: Detector, image: Image, low: int, high: int) -> Found:
    below, aside = (max(0, low - side) for side in image.shape[:2])
    return _look(detector, np.pad(image, ((0, below), (0, aside), (0, 0))), low, high)


def _one_look(engine: FaceEngine, faces: list[Image]) -> tuple[Vectors, NDArray[np.float64]]:
    embedder = engine._embedder  # noqa: SLF001 - the same
    embeddings, lengths = embedder.embed(faces)
    return embeddings, face_quality(lengths, embedder.spec.lengths)


def _every_cluster(embeddings: Vectors, *others: Any) -> list[NDArray[np.int64]]:
    _quality, _photos, min_cluster_size, _least, neighbours = others
    labels = cluster_faces(embeddings, min_cluster_size, neighbours)
    return [np.flatnonzero(labels == label) for label in range(labels.max(initial=-1) + 1)]


PIECES: dict[str, Callable[[], AbstractContextManager[Any]]] = {
    "enlarging": lambda: patch.object(Detector, "_look", _not_enlarged),
    "mirror": lambda: patch.object(FaceEngine, "_embed", _one_look),
    "lift": lambda: patch("core.recognition.calibration.LIFT", 0.0),
    "one-person": lambda: patch("core.recognition.clusters.people_in", _every_cluster),
}
"""By name: small pictures enlarged for the detector; faces embedded mirrored, too; cosines by the quality of
the face; clusters that can't be one person dropped. Each, entered, is left out."""
