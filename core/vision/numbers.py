"""Numbers on shirts and bibs, read below the faces of a photo.

By RapidOCR, which finds lines of text (DB, Liao et al., "Real-time scene text detection with differentiable
binarization", 2020) and reads them (PP-OCR, Du et al., 2020), on the processor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from core.vision.detection import Image
from core.vision.session import Tensor, openvino

# A number and nothing else: not the year or the sponsor that stands beside it in a line.
NUMBER = re.compile(r"(?:no\.?|n[º°o]\.?|#|№)?\s*(\d{1,5})", re.IGNORECASE)
# Where the chest and the stomach are, in widths and heights of the face, from its middle and its top.
ASIDE, ABOVE, BELOW = 2.2, 1.0, 7.0
# Faces are scaled to this width before the text below them is looked for: digits then have 15 pixels or more.
FACE_PX, LONGEST_PX = 80, 960
# The sides of one to five digits; a longer line is a sponsor's, and reading those takes the most time.
LEAST_RATIO, LARGEST_RATIO = 0.3, 4.0
LEAST_PX, EDGE_PX = 8, 2
LEAST_SCORE = 0.6
# A bib is about this far below the top of a face; of two faces the nearer one wears it.
USUAL_BELOW = 4.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A number that was read: its digits as they stand, how surely, 0 to 1, and its middle in pixels."""

    digits: str
    score: float
    x: float
    y: float


class NumberReader:
    """Reads the numbers that people wear, on one core. Not to be called from several threads at once."""

    def __init__(self) -> None:
        from rapidocr import EngineType, RapidOCR

        try:
            openvino()
        except ImportError:
            engine = EngineType.ONNXRUNTIME
        else:  # in half the time
            engine = EngineType.OPENVINO
        self._reader: Any = RapidOCR(
            params={
                "Global.log_level": "error",
                "Global.use_cls": False,  # which tells text that is upside down: people stand upright
                "Det.engine_type": engine,
                "Det.limit_type": "max",  # as large as it comes, not enlarged
                "Det.limit_side_len": LONGEST_PX,
                "Rec.engine_type": engine,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.openvino.inference_num_threads": 1,
            }
        )

    def read(self, image: Image, boxes: Tensor) -> list[Reading | None]:
        """The number that each person wears; None where none is to be read.

        Args:
            image: upright RGB, (H, W, 3), uint8.
            boxes: of the faces, x, y, w, h in pixels, (N, 4).
        """
        found = [reading for box in boxes for reading in self._below(image, box)]
        return worn(found, boxes)

    def _below(self, image: Image, box: Tensor) -> Iterator[Reading]:
        """The numbers below a face, whoever wears them."""
        x, y, w, h = map(float, box)
        left, right = max(0, int(x + w / 2 - ASIDE * w)), int(x + w / 2 + ASIDE * w)
        top, bottom = max(0, int(y + ABOVE * h)), int(y + BELOW * h)
        part = image[top:bottom, left:right]
        if min(part.shape[:2]) < LEAST_PX:
            return
        scale = min(FACE_PX / w, LONGEST_PX / max(part.shape[:2]))
        scaled = cv2.resize(
            part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        )
        picture = np.asarray(cv2.cvtColor(scaled, cv2.COLOR_RGB2BGR), np.uint8)
        lines = self._reader(picture, use_det=True, use_rec=False).boxes
        for corners in () if lines is None else np.asarray(lines, np.float32):
            if _goes_on(corners, picture.shape[1]) or (line := _cut(picture, corners)) is None:
                continue
            answer = self._reader(line, use_det=False, use_rec=True)
            for text, score in zip(answer.txts or (), answer.scores or (), strict=True):
                if score >= LEAST_SCORE and (number := NUMBER.fullmatch(text.strip())):
                    middle = corners.mean(axis=0) / scale
                    yield Reading(number[1], float(score), left + float(middle[0]), top + float(middle[1]))


def _goes_on(corners: Tensor, width: int) -> bool:
    """Whether a line ends where the picture does: it is somebody else's, and cut off."""
    return float(corners[:, 0].min()) <= EDGE_PX or float(corners[:, 0].max()) >= width - EDGE_PX


def _cut(picture: Image, corners: Tensor) -> Image | None:
    """The line of text between four corners, (4, 2), upright; None where it is no number's shape."""
    width, height = (float(np.linalg.norm(corners[to] - corners[0])) for to in (1, 3))
    if height < LEAST_PX or not LEAST_RATIO <= width / height <= LARGEST_RATIO:
        return None
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    return np.asarray(cv2.warpPerspective(picture, matrix, (round(width), round(height))), np.uint8)


def worn(readings: Sequence[Reading], boxes: Tensor) -> list[Reading | None]:
    """The number that each person wears: a number is the nearest one's, of a person's the nearest counts."""
    best: list[Reading | None] = [None] * len(boxes)
    nearest = np.full(len(boxes), np.inf)
    for reading in readings:
        aside = np.abs(reading.x - (boxes[:, 0] + boxes[:, 2] / 2)) / boxes[:, 2]
        below = (reading.y - boxes[:, 1]) / boxes[:, 3]
        off = aside + np.abs(below - USUAL_BELOW) / 3
        off[(aside > ASIDE) | (below < ABOVE) | (below > BELOW)] = np.inf
        person = int(off.argmin())
        if off[person] < nearest[person]:
            best[person], nearest[person] = reading, off[person]
    return best
