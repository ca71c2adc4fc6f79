"""Finding faces: two families of detectors, each a network and the geometry of its outputs.

YuNet: Wu et al., "YuNet: A Tiny Millisecond-level Face Detector", 2023.
SCRFD: Guo et al., "Sample and Computation Redistribution for Efficient Face Detection", ICLR 2022.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from threading import BoundedSemaphore

import cv2
import numpy as np
from numpy.typing import NDArray

from core.vision.session import AT_ONCE, ModelSession, Tensor

Image = NDArray[np.uint8]
"""An upright RGB picture, shape (H, W, 3)."""

STRIDES = (8, 16, 32)
PADDING_MULTIPLE = 32

# Of a picture's longest side. Where no face is as tall, as in a wide shot, there may be more than one look
# finds (docs/accuracy.md).
FAR = 1 / 48
# The same. What is taller at a closer look is a piece of something that was looked at in whole before.
SMALL = 1 / 32
# Of a picture's longest side. Where there are fewer, what more a closer look finds is too small to be known.
LARGE_PX = 2400
# Of each side, what parts of a picture share: a small face is whole in one of them, but in a panorama.
SHARED = 2 * SMALL

Indices = NDArray[np.intp]
Places = tuple[Tensor, Tensor]
"""Boxes x, y, w, h (N, 4) and landmarks (N, 5, 2), in pixels."""
Found = tuple[Tensor, Tensor, Tensor]
"""Boxes, landmarks, and scores (N,)."""


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
    pads the input to a square of that side, else it is padded to a multiple of 32. A large picture of people
    far away is looked at in `parts`, too: so many along its longest side, and across.
    """

    family: str
    sides: tuple[tuple[int, int], ...]
    square: bool
    mean: float
    std: float
    rgb: bool
    score_threshold: float
    nms_threshold: float
    parts: tuple[int, int] = field(default=(1, 1), kw_only=True)


class Detector:
    """A detector network with the decoder of its family."""

    def __init__(self, session: ModelSession, spec: DetectorSpec) -> None:
        self.session = session
        self.spec = spec
        self._family = FAMILIES[spec.family]
        # What goes into the network and what it computes with take 80 MB.
        self._looking = BoundedSemaphore(AT_ONCE)

    def detect(self, image: Image) -> list[Detection]:
        """The faces in a picture, the surest first.

        Args:
            image: upright RGB, (H, W, 3), uint8.
        """
        with self._looking:
            looks = [self._look(image, low, high) for low, high in self.spec.sides]
            if _may_hide_more(image, looks):
                looks += self._closer(image)
        boxes, landmarks, scores = (np.concatenate(each) for each in zip(*looks, strict=True))
        keep = suppress_overlaps(boxes, scores, self.spec.nms_threshold)
        found = [Detection(boxes[i], landmarks[i], float(scores[i])) for i in keep]
        return sorted(found, key=lambda face: -face.score)

    def _look(self, image: Image, low: int, high: int) -> Found:
        """The faces at one scale, overlapping ones too, in pixels of the picture."""
        blob, scale = detector_input(image, min(max(max(image.shape[:2]), low), high), self.spec)
        outputs = self.session.run(blob)
        boxes, landmarks, scores = decode(outputs, blob.shape[3], self._family, self.spec.score_threshold)
        boxes /= np.concatenate([scale, scale])
        landmarks /= scale
        return boxes, landmarks, scores

    def _closer(self, image: Image) -> Iterator[Found]:
        """The small faces of each part, overlapping ones too, in pixels of the picture."""
        for rows, columns in parts(image, *self.spec.parts):
            boxes, landmarks, scores = self._look(image[rows, columns], *self.spec.sides[-1])
            small = boxes[:, 3] < SMALL * max(image.shape[:2])
            corner = np.array([columns.start, rows.start], np.float32)
            boxes[:, :2] += corner
            landmarks += corner
            yield boxes[small], landmarks[small], scores[small]


def _may_hide_more(image: Image, looks: Sequence[Found]) -> bool:
    """Whether a picture is large, and all that was found in it is far away."""
    side = max(image.shape[:2])
    tallest = max(boxes[:, 3].max(initial=0) for boxes, _, _ in looks)
    return side >= LARGE_PX and bool(tallest < FAR * side)


def parts(image: Image, along: int, across: int) -> Iterator[tuple[slice, slice]]:
    """Rows and columns of overlapping parts that make up a picture, all of one size.

    Args:
        image: (H, W, ...).
        along: how many there are of them along its longest side; a whole is no part.
        across: how many along the other.
    """
    if along * across > 1:
        height, width = image.shape[:2]
        down, right = (across, along) if width >= height else (along, across)
        yield from product(_cuts(height, down), _cuts(width, right))


def _cuts(length: int, count: int) -> list[slice]:
    size = int(length * (1 + (count - 1) * SHARED) / count)
    return [slice(int(start), int(start) + size) for start in np.linspace(0, length - size, count)]


def detector_input(image: Image, side: int, spec: DetectorSpec) -> tuple[Tensor, Tensor]:
    """The network's input, (1, 3, H, W), and the picture's scale in it.

    The picture is top left, the rest black. The scale, (2,), is of x and y apart: rounding to
    whole pixels makes them differ.
    """
    wanted = side / max(image.shape[:2])
    height, width = (max(1, int(pixels * wanted)) for pixels in image.shape[:2])
    scale = np.array([width / image.shape[1], height / image.shape[0]], np.float32)
    rows, columns = (-(-pixels // PADDING_MULTIPLE) * PADDING_MULTIPLE for pixels in (height, width))
    if spec.square:
        rows = columns = side
        scale[0] = scale[1]  # as FaceAnalysis does, whose boxes these are to be
    scaled = cv2.resize(image, (width, height))
    blob = np.empty((1, 3, rows, columns), np.float32)
    blob[:, :, height:] = 0
    blob[:, :, :, width:] = 0
    # Each colour out of every third byte: split first, they take three times as long.
    for plane, channel in zip(blob[0], (0, 1, 2) if spec.rgb else (2, 1, 0), strict=True):
        plane[:height, :width] = scaled[:, :, channel]
    if (spec.mean, spec.std) != (0, 1):
        blob -= np.float32(spec.mean)
        blob *= np.float32(1 / spec.std)
    return blob, scale


def anchor_points(indices: Indices, columns: int, stride: int, anchors: int = 1) -> Tensor:
    """Where anchors of one stride stand in input pixels, (N, 2); they are counted line by line."""
    y, x = np.divmod(indices // anchors, columns)
    return np.stack([x, y], axis=-1).astype(np.float32) * stride


def yunet_scores(heads: Sequence[Tensor]) -> Tensor:
    """The scores of YuNet's anchors of one stride; its heads are class, object, box, landmarks."""
    class_score, object_score = heads[:2]
    return np.sqrt(np.clip(class_score, 0, 1) * np.clip(object_score, 0, 1)).ravel()


def yunet_places(heads: Sequence[Tensor], sure: Indices, stride: int, points: Tensor) -> Places:
    """Where YuNet sees faces, by some of its anchors."""
    box, landmarks = heads[2].reshape(-1, 4)[sure], heads[3].reshape(-1, 5, 2)[sure]
    centre, size = points + box[:, :2] * stride, np.exp(box[:, 2:]) * stride
    return np.hstack([centre - size / 2, size]), points[:, None] + landmarks * stride


def scrfd_scores(heads: Sequence[Tensor]) -> Tensor:
    """The scores of SCRFD's anchors of one stride; its heads are score, distances to sides, landmarks."""
    return heads[0].ravel()


def scrfd_places(heads: Sequence[Tensor], sure: Indices, stride: int, points: Tensor) -> Places:
    """Where SCRFD sees faces, by some of its anchors."""
    sides, landmarks = heads[1].reshape(-1, 4)[sure] * stride, heads[2].reshape(-1, 5, 2)[sure]
    box = np.hstack([points - sides[:, :2], sides[:, :2] + sides[:, 2:]])
    return box, points[:, None] + landmarks * stride


@dataclass(frozen=True, slots=True)
class Family:
    """How a family of detectors lays out its outputs: by head, and within a head by stride."""

    anchors: int
    scores: Callable[[Sequence[Tensor]], Tensor]
    places: Callable[[Sequence[Tensor], Indices, int, Tensor], Places]


FAMILIES = {
    "yunet": Family(1, yunet_scores, yunet_places),
    "scrfd": Family(2, scrfd_scores, scrfd_places),
}


def decode(outputs: Sequence[Tensor], columns: int, family: Family, threshold: float) -> Found:
    """What a detector sees in an input of so many columns with at least this score, over all strides."""
    found = []
    for index, stride in enumerate(STRIDES):
        heads = outputs[index :: len(STRIDES)]
        scores = family.scores(heads)
        sure = np.flatnonzero(scores >= threshold)
        points = anchor_points(sure, columns // stride, stride, family.anchors)
        found.append((*family.places(heads, sure, stride, points), scores[sure]))
    boxes, landmarks, scores = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return boxes, landmarks, scores


def suppress_overlaps(boxes: Tensor, scores: Tensor, threshold: float) -> list[int]:
    """The indices that non-maximum suppression keeps; boxes are x, y, w, h."""
    if not len(boxes):
        return []
    return [int(i) for i in cv2.dnn.NMSBoxes(boxes.tolist(), scores.tolist(), 0.0, threshold)]
