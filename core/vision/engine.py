"""A model pack at work: from a picture to faces with embeddings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.vision.alignment import align
from core.vision.detection import Detection, Detector, Image
from core.vision.embedding import Embedder
from core.vision.model_packs import ModelPack
from core.vision.quality import face_quality
from core.vision.session import Device, ModelSession, Tensor


@dataclass(frozen=True, slots=True)
class FaceObservation:
    """A face of a picture: where it is, in pixels, and what it looks like.

    `quality` is 0 to 1, `embedding` (D,) of unit norm.
    """

    detection: Detection
    quality: float
    embedding: Tensor


class FaceEngine:
    """One model pack on one device. Its methods may be called from several threads."""

    def __init__(self, pack: ModelPack, device: str = "auto") -> None:
        """Open a pack, proven by its hashes.

        Raises:
            ModelHashError: a file is not the one that was installed.
            ModelPackError: a file can't be opened.
        """
        pack.verify()
        self.pack_id = pack.id
        self.wanted_device = device
        self.dimension = pack.manifest.recogniser.dimension
        self._detector = Detector(ModelSession(pack.detector, device), pack.manifest.detector)
        self._embedder = Embedder(ModelSession(pack.recogniser, device), pack.manifest.recogniser)

    @property
    def device(self) -> Device:
        """The device that the recogniser really runs on."""
        return self._embedder.session.device

    def observe(self, image: Image) -> list[FaceObservation]:
        """The faces of a picture, the surest first.

        Args:
            image: upright RGB, (H, W, 3), uint8.
        """
        detections = self._detector.detect(image)
        aligned = [align(image, detection.landmarks) for detection in detections]
        embeddings = self._embedder.embed(aligned)
        return [
            FaceObservation(detection, face_quality(detection, face), embedding)
            for detection, face, embedding in zip(detections, aligned, embeddings, strict=True)
        ]

    def embed(self, image: Image, landmarks: Sequence[Tensor]) -> Tensor:
        """Embeddings of faces known by their landmarks, each (5, 2) in pixels: (N, D)."""
        return self._embedder.embed([align(image, points) for points in landmarks])

    def warm_up(self) -> None:
        """Run both models once on nothing, which is the proof that the device works."""
        blank = np.zeros((64, 64, 3), np.uint8)
        self._detector.detect(blank)
        self._embedder.embed([np.zeros((112, 112, 3), np.uint8)])
