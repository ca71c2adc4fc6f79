"""From an aligned face to its embedding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np

from core.vision.alignment import ALIGNED
from core.vision.detection import Image
from core.vision.session import ModelSession, Tensor

# On a processor larger batches than a face and its mirror image gain nothing, and OpenVINO keeps what they
# take, 5 MB a face. A card is given the same number each time.
ON_A_PROCESSOR, ON_A_CARD = 2, 4


@dataclass(frozen=True, slots=True)
class EmbedderSpec:
    """What a model pack's manifest says of its recogniser.

    `lengths` are those of its answers to faces of quality 0 and 1; None where nobody has measured them.
    """

    dimension: int
    mean: float
    std: float
    rgb: bool
    lengths: tuple[float, float] | None = field(default=None, kw_only=True)


class Embedder:
    """A recogniser network."""

    def __init__(self, session: ModelSession, spec: EmbedderSpec) -> None:
        self.session = session
        self.spec = spec

    def embed(self, faces: Sequence[Image]) -> tuple[Tensor, Tensor]:
        """Embeddings of unit norm, float32, (N, dimension), and how long the answers were, (N,).

        Args:
            faces: aligned RGB faces, each (112, 112, 3), uint8.

        Raises:
            ValueError: the model's answer is not finite or not of the pack's dimension; a bug.
        """
        if not faces:
            return np.empty((0, self.spec.dimension), np.float32), np.empty(0, np.float32)
        size = ON_A_CARD if self.session.slow_to_change else ON_A_PROCESSOR
        parts = [faces[start : start + size] for start in range(0, len(faces), size)]
        raw = np.concatenate(list(map(self._answers, parts)))
        if raw.shape != (len(faces), self.spec.dimension) or not np.isfinite(raw).all():
            raise ValueError(f"the recogniser answered with shape {raw.shape} or not finite")
        lengths = np.linalg.norm(raw, axis=1).astype(np.float32)
        return np.asarray(raw / lengths[:, None], dtype=np.float32), lengths

    def _answers(self, faces: Sequence[Image]) -> Tensor:
        """What the network says of a batch."""
        batch = embedder_input(faces, self.spec)
        if self.session.slow_to_change:
            batch = np.pad(batch, ((0, ON_A_CARD - len(batch)), (0, 0), (0, 0), (0, 0)))
        return self.session.run(batch)[0][: len(faces)]


def embedder_input(faces: Sequence[Image], spec: EmbedderSpec) -> Tensor:
    """The network's input, (N, 3, 112, 112)."""
    size = (ALIGNED, ALIGNED)
    blob = cv2.dnn.blobFromImages(list(faces), 1 / spec.std, size, (spec.mean,) * 3, swapRB=not spec.rgb)
    return np.asarray(blob)
