"""Turning a detected face upright to the 112x112 that recognisers are trained on."""

from __future__ import annotations

import cv2
import numpy as np

from core.vision.detection import Image
from core.vision.session import Tensor

ALIGNED = 112

# Where eyes, nose and mouth corners stand in a 112x112 face (Deng et al., ArcFace, CVPR 2019).
TEMPLATE = np.array(
    [
        [38.2946, 51.6963],
        [73.5318, 51.5014],
        [56.0252, 71.7366],
        [41.5493, 92.3655],
        [70.7299, 92.2041],
    ],
    dtype=np.float32,
)
# Where they stand in a detector's box, in fractions of it: the median of faces that look at the camera.
IN_BOX = np.array([[0.27, 0.39], [0.73, 0.39], [0.5, 0.58], [0.3, 0.73], [0.7, 0.73]], np.float32)


def landmarks_in(box: Tensor) -> Tensor:
    """Where a face's landmarks, (5, 2), may be if it fills a box x, y, w, h and looks at the camera."""
    return np.asarray(box[:2] + IN_BOX * box[2:], np.float32)


def similarity_transform(source: Tensor, target: Tensor) -> Tensor:
    """The rotation, scale and shift, (2, 3), that best takes points (N, 2) to others.

    Source: Umeyama, "Least-squares estimation of transformation parameters between two point
    patterns", PAMI 1991, in two dimensions and without mirroring, where it has a closed form.
    """
    source_mean, target_mean = source.mean(axis=0), target.mean(axis=0)
    p, q = source - source_mean, target - target_mean
    spread = float((p**2).sum())
    if spread == 0:
        raise ValueError("landmarks that all lie on one point can't be aligned")
    a = float((p * q).sum()) / spread
    b = float((p[:, 0] * q[:, 1] - p[:, 1] * q[:, 0]).sum()) / spread
    rotation = np.array([[a, -b], [b, a]], dtype=np.float32)
    return np.hstack([rotation, (target_mean - rotation @ source_mean)[:, None]])


def align(image: Image, landmarks: Tensor) -> Image:
    """The face as 112x112 RGB.

    Args:
        image: upright RGB, (H, W, 3), uint8.
        landmarks: (5, 2), pixels of that picture.
    """
    matrix = similarity_transform(landmarks, TEMPLATE)
    return np.asarray(
        cv2.warpAffine(image, matrix, (ALIGNED, ALIGNED), flags=cv2.INTER_LINEAR, borderValue=0),
        dtype=np.uint8,
    )
