"""Finding faces: two families of detectors, each a network and the geometry of its outputs.

YuNet: Wu et al., "YuNet: A Tiny Millisecond-level Face Detector", 2023.
SCRFD: Guo et al., "Sample and Computation Redistribution for Efficient Face Detection", ICLR 2022.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.vision.session import ModelSession, Tensor

Image = NDArray[np.uint8]
"""An upright RGB picture, shape (H, W, 3)."""

STRIDES = (8, 16, 32)
PADDING_MULTIPLE = 32

Found = tuple[Tensor, Tensor, Tensor]
"""Boxes x, y, w, h (N, 4), landmarks (N, 5, 2), both in pixels, and scores (N,)."""


@dataclass(frozen=True, slots=True)
class Detection:
    """A face found: box x, y, w, h and landmarks (5, 2) in pixels of the picture given."""

    box: Tensor
    landmarks: Tensor
    score: float

    def times(self, factor: int) -> Detection:
        """The same face in a picture of so many times the pixels each way."""
        return Detection(self.box * factor, self.landmarks * factor, self.score)


@dataclass(frozen=True, slots=True)
class DetectorSpec:
    """What a model pack's manifest says of its detector.

    The picture is looked at once for each range in `sides`, with its longest side scaled to within
    that range, in pixels: enlarging finds small faces, shrinking those that fill the picture. `square`
    pads the input to a square of that side, else it is padded to a multiple of 32.
    """

    family: str
    sides: tuple[tuple[int, int], ...]
    square: bool
    mean: float
    std: float
    rgb: bool
    score_threshold: float
    nms_threshold: float


class Detector:
    """A detector network with the decoder of its family."""

    def __init__(self, session: ModelSession, spec: DetectorSpec) -> None:
        self.session = session
        self.spec = spec
        self._family = FAMILIES[spec.family]

    def detect(self, image: Image) -> list[Detection]:
        """The faces in a picture, the surest first.

        Args:
            image: upright RGB, (H, W, 3), uint8.
        """
        looks = [self._look(image, low, high) for low, high in self.spec.sides]
        boxes, landmarks, scores = (np.concatenate(parts) for parts in zip(*looks, strict=True))
        keep = suppress_overlaps(boxes, scores, self.spec.nms_threshold)
        found = [Detection(boxes[i], landmarks[i], float(scores[i])) for i in keep]
        return sorted(found, key=lambda face: -face.score)

    def _look(self, image: Image, low: int, high: int) -> Found:
        """The faces at one scale, overlapping ones too, in pixels of the picture."""
        blob, scale = self._blob(image, min(max(max(image.shape[:2]), low), high))
        rows, columns = blob.shape[2:]
        boxes, landmarks, scores = decode(self.session.run(blob), columns, rows, self._family)
        sure = scores >= self.spec.score_threshold
        boxes[sure] /= np.tile(scale, 2)
        return boxes[sure], landmarks[sure] / scale, scores[sure]

    def _blob(self, image: Image, side: int) -> tuple[Tensor, Tensor]:
        """The network's input, (1, 3, H, W), and the picture's scale in it.

        The picture is top left, the rest black. The scale, (2,), is of x and y apart: rounding to
        whole pixels makes them differ.
        """
        wanted = side / max(image.shape[:2])
        height, width = (max(1, int(pixels * wanted)) for pixels in image.shape[:2])
        scale = np.array([width / image.shape[1], height / image.shape[0]], np.float32)
        rows, columns = (-(-pixels // PADDING_MULTIPLE) * PADDING_MULTIPLE for pixels in (height, width))
        if self.spec.square:
            rows = columns = side
            scale[0] = scale[1]  # as FaceAnalysis does, whose boxes these are to be
        canvas = np.zeros((rows, columns, 3), np.uint8)
        canvas[:height, :width] = cv2.resize(image, (width, height))
        blob = cv2.dnn.blobFromImage(
            canvas, 1 / self.spec.std, mean=(self.spec.mean,) * 3, swapRB=not self.spec.rgb
        )
        return np.asarray(blob), scale


def grid(columns: int, rows: int, stride: int, anchors: int = 1) -> Tensor:
    """The anchor points of one stride in input pixels, (rows * columns * anchors, 2)."""
    y, x = np.mgrid[:rows, :columns]
    points = np.stack([x, y], axis=-1).reshape(-1, 2).astype(np.float32) * stride
    return np.repeat(points, anchors, axis=0)


def yunet_heads(heads: Sequence[Tensor], stride: int, points: Tensor) -> Found:
    """YuNet's heads of one stride (class, object, box, landmarks), one anchor a point."""
    class_score, object_score, box, landmarks = heads
    score = np.sqrt(np.clip(class_score, 0, 1) * np.clip(object_score, 0, 1)).ravel()
    centre = points + box.reshape(-1, 4)[:, :2] * stride
    size = np.exp(box.reshape(-1, 4)[:, 2:]) * stride
    return (
        np.hstack([centre - size / 2, size]),
        points[:, None] + landmarks.reshape(-1, 5, 2) * stride,
        score,
    )


def scrfd_heads(heads: Sequence[Tensor], stride: int, points: Tensor) -> Found:
    """SCRFD's heads of one stride (score, distances to sides, landmarks), two anchors a point."""
    score, distance, landmarks = heads
    sides = distance.reshape(-1, 4) * stride
    return (
        np.hstack([points - sides[:, :2], sides[:, :2] + sides[:, 2:]]),
        points[:, None] + landmarks.reshape(-1, 5, 2) * stride,
        score.ravel(),
    )


@dataclass(frozen=True, slots=True)
class Family:
    """How a family of detectors lays out its outputs: by head, and within a head by stride."""

    anchors: int
    read: Callable[[Sequence[Tensor], int, Tensor], Found]


FAMILIES = {"yunet": Family(1, yunet_heads), "scrfd": Family(2, scrfd_heads)}


def decode(outputs: Sequence[Tensor], columns: int, rows: int, family: Family) -> Found:
    """A detector's outputs for an input of so many columns and rows, over all strides."""
    found = [
        family.read(
            outputs[index :: len(STRIDES)],
            stride,
            grid(columns // stride, rows // stride, stride, family.anchors),
        )
        for index, stride in enumerate(STRIDES)
    ]
    boxes, landmarks, scores = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return boxes, landmarks, scores


def suppress_overlaps(boxes: Tensor, scores: Tensor, threshold: float) -> list[int]:
    """The indices that non-maximum suppression keeps; boxes are x, y, w, h."""
    if not len(boxes):
        return []
    return [int(i) for i in cv2.dnn.NMSBoxes(boxes.tolist(), scores.tolist(), 0.0, threshold)]
