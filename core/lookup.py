"""Looking at one photo or one face, without putting anything into the library."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.db.vectors import Vectors, unit
from core.errors import InvalidValueError, PhotoError, TrainingError
from core.imaging.decode import read_file
from core.indexing import DRAWN_OVERLAP
from core.looking import look
from core.recognition.calibration import Floats
from core.recognition.matching import Recognition
from core.recognition.vector_index import VectorIndex
from core.types import Box, Candidate, FaceId
from core.vision.engine import FaceEngine, FaceObservation
from core.vision.quality import USUAL_QUALITY
from core.words import said

# A shorter vector has no direction that float32 could tell.
LEAST_NORM = 1e-12


@dataclass(frozen=True, slots=True)
class SeenFace:
    """A face found in a photo: where, how good, and the players it may show, the likeliest first.

    `landmarks` are five points x, y in fractions of the upright photo: eyes, nose, mouth corners;
    `embedding` (D,) is of the pack in use. Nobody is named where nothing was trained.
    """

    box: Box
    landmarks: tuple[tuple[float, float], ...]
    score: float
    quality: float
    size_px: float
    embedding: Vectors
    candidates: tuple[Candidate, ...]


class Lookup:
    """Detection and recognition of single pictures."""

    def __init__(
        self, engine: Callable[[], FaceEngine], recognition: Recognition, index: VectorIndex
    ) -> None:
        self._engine = engine
        self._recognition = recognition
        self._index = index

    def faces(self, path: Path, k: int = 5) -> tuple[SeenFace, ...]:
        """The faces in a picture file, the surest first, each with its `k` likeliest players.

        Raises:
            PhotoError: the file can't be used.
            ModelPackError: the model pack is not installed or was refused.
        """
        try:
            photo, seen = look(self._engine(), read_file(path), path.suffix)
        except PhotoError as exc:
            raise PhotoError(exc.code, said("{file}: {reason}", file=path.name, reason=exc.reason)) from exc
        quality = np.array([face.quality for face in seen])
        ranked = self._ranked(np.array([face.embedding for face in seen]), quality, k)
        return tuple(
            _seen_face(face, photo.width, photo.height, players)
            for face, players in zip(seen, ranked, strict=True)
        )

    def face(self, path: Path, box: Box, k: int = 9) -> SeenFace:
        """The face in a box of a picture, with its `k` likeliest players.

        Args:
            path: the picture.
            box: where the face is, in fractions of the upright picture.
            k: how many players.

        Raises:
            InvalidValueError: there is no face there.
            PhotoError: the file can't be used.
            ModelPackError: the model pack is not installed or was refused.
        """
        found = self.faces(path, k)
        best = max(found, key=lambda face: face.box.overlap(box), default=None)
        if best is None or best.box.overlap(box) < DRAWN_OVERLAP:
            raise InvalidValueError(
                "box",
                said("no face was found there; {count} elsewhere in the photo.", count=len(found)),
            )
        return best

    def players_like(
        self, embedding: Vectors, k: int = 9, quality: float = USUAL_QUALITY
    ) -> tuple[Candidate, ...]:
        """The `k` likeliest players of an embedding of the pack in use, (D,), of a face of that quality.

        Raises:
            InvalidValueError: not of the pack's dimension, not finite, or all zeros.
            TrainingError: no session is active, or it is of another model pack.
            ModelPackError: the model pack is not installed or was refused.
        """
        return self._recognition.rank(self._checked(embedding)[None], np.array([quality]), k)[0]

    def faces_like(self, embedding: Vectors, k: int = 20) -> list[tuple[FaceId, float]]:
        """The library's `k` faces nearest to an embedding of the pack in use, with their cosine.

        Raises:
            InvalidValueError: not of the pack's dimension, not finite, or all zeros.
            ModelPackError: the model pack is not installed or was refused.
            LibraryError: the index has to be built, and its folder can't be written to.
        """
        return self._index.nearest(self._checked(embedding), k)

    def _ranked(self, matrix: Vectors, quality: Floats, k: int) -> list[tuple[Candidate, ...]]:
        try:
            return self._recognition.rank(matrix, quality, k) if len(matrix) else []
        except TrainingError:
            return [()] * len(matrix)  # a library where nothing was trained still has faces to show

    def _checked(self, embedding: Vectors) -> Vectors:
        dimension = self._engine().dimension
        shape = " × ".join(map(str, embedding.shape)) or "1"
        if embedding.shape != (dimension,):
            raise InvalidValueError(
                "embedding",
                said("{dimension} numbers are needed, not {shape}.", dimension=dimension, shape=shape),
            )
        if not np.isfinite(embedding).all() or np.linalg.norm(embedding) < LEAST_NORM:
            raise InvalidValueError("embedding", said("its numbers must be finite and not all zero."))
        return unit(embedding)


def _seen_face(seen: FaceObservation, width: int, height: int, candidates: tuple[Candidate, ...]) -> SeenFace:
    x, y, w, h = (float(value) for value in seen.detection.box)
    return SeenFace(
        box=Box(x / width, y / height, w / width, h / height),
        landmarks=tuple((float(px) / width, float(py) / height) for px, py in seen.detection.landmarks),
        score=seen.detection.score,
        quality=seen.quality,
        size_px=h,
        embedding=seen.embedding,
        candidates=candidates,
    )
