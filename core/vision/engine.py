"""A model pack at work: from a picture to faces with embeddings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from core.vision.alignment import ALIGNED, align
from core.vision.detection import Detection, Detector, Image, detector_input
from core.vision.devices import open_session
from core.vision.embedding import Embedder, embedder_input
from core.vision.model_packs import ModelPack
from core.vision.quality import face_quality
from core.vision.session import Device, Tensor
from core.words import said

# The shape of most photos.
SAMPLE = (1000, 1500)
# How closely a device has to agree with the CPU. bfloat16 changes an embedding by 0.0001 of its cosine;
# where it moves the landmarks, too, that the face is turned upright by, by 0.003 in the mean, 0.12 at worst.
FINDING, KNOWING = 0.9999, 0.99


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

        Args:
            pack: the installed pack.
            device: one of `core.vision.devices.KINDS`, or "auto" for the quickest of them on this machine.

        Raises:
            ModelHashError: a file is not the one that was installed.
            ModelPackError: a file can't be opened.
        """
        pack.verify()
        # Photos are looked at side by side, each on one core.
        cv2.setNumThreads(1)
        self.pack_id = pack.id
        self.wanted_device = device
        self.dimension = pack.manifest.recogniser.dimension
        finds, knows = pack.manifest.detector, pack.manifest.recogniser

        def photo() -> Tensor:
            return detector_input(_nothing(*SAMPLE), finds.sides[-1][1], finds)[0]

        def face() -> Tensor:
            return embedder_input([_nothing(ALIGNED, ALIGNED)] * 2, knows)

        finder = open_session(pack.detector, pack.detector_sha256, device, photo, FINDING, large=True)
        knower = open_session(pack.recogniser, pack.recogniser_sha256, device, face, KNOWING)
        self._detector, self._embedder = Detector(finder, finds), Embedder(knower, knows)

    @property
    def device(self) -> Device:
        """What the recogniser really runs on; `note` tells of the detector, too, where that differs."""
        finds, knows = self._detector.session.device, self._embedder.session.device
        if finds == knows:
            return knows
        note = said(
            "faces are found on {finds}, recognised on {knows}", finds=_told(finds), knows=_told(knows)
        )
        return replace(knows, note=note)

    def observe(self, image: Image) -> list[FaceObservation]:
        """The faces of a picture, the surest first.

        Args:
            image: upright RGB, (H, W, 3), uint8.
        """
        return self.describe(image, self.detect(image))

    def detect(self, image: Image) -> list[Detection]:
        """Where the faces of a picture are, the surest first.

        Args:
            image: upright RGB, (H, W, 3), uint8.
        """
        return self._detector.detect(image)

    def describe(
        self, image: Image, detections: Sequence[Detection], reduction: int = 1
    ) -> list[FaceObservation]:
        """What faces look like.

        Args:
            image: upright RGB, (H, W, 3), uint8.
            detections: the faces, in pixels of the photo.
            reduction: so many of the photo's pixels each way is one of the image.
        """
        aligned = [align(image, np.float32(1 / reduction) * face.landmarks) for face in detections]
        embeddings, qualities = self._embed(aligned)
        return [
            FaceObservation(detection, float(quality), embedding)
            for detection, quality, embedding in zip(detections, qualities, embeddings, strict=True)
        ]

    def embed(self, image: Image, landmarks: Sequence[Tensor]) -> tuple[Tensor, NDArray[np.float64]]:
        """Embeddings, (N, D), and quality, (N,), of N faces by their landmarks, each (5, 2) in pixels."""
        return self._embed([align(image, points) for points in landmarks])

    def _embed(self, faces: Sequence[Image]) -> tuple[Tensor, NDArray[np.float64]]:
        """Embeddings of aligned faces, (N, D), and quality, (N,).

        Each is embedded as it is and mirrored: the mean errs less.
        """
        mirrored = [np.ascontiguousarray(face[:, ::-1]) for face in faces]
        looks, lengths = self._embedder.embed([*faces, *mirrored])
        means = looks[: len(faces)] + looks[len(faces) :]
        means /= np.linalg.norm(means, axis=1, keepdims=True)
        return means, face_quality(lengths[: len(faces)], self._embedder.spec.lengths)

    def warm_up(self) -> None:
        """Run both models once on nothing, which is the proof that the device works."""
        self.detect(np.zeros((64, 64, 3), np.uint8))
        self._embed([np.zeros((ALIGNED, ALIGNED, 3), np.uint8)])


def _told(device: Device) -> str:
    return f"{device.name} ({device.note})" if device.note else device.name


def _nothing(height: int, width: int) -> Image:
    """A picture of nothing in particular, with as much light and shade as one of something."""
    coarse = np.random.default_rng(0).integers(0, 255, (height // 16 + 1, width // 16 + 1, 3), np.uint8)
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)
