"""How much a face can be trusted, as one number from 0 to 1."""

from __future__ import annotations

import cv2
import numpy as np

from core.vision.detection import Detection, Image

# A face of this height in pixels fills the recogniser's input; more adds nothing.
FULL_SIZE_PX = 90.0
# Half of the sharpness term: the variance of the Laplacian of a slightly soft aligned face.
HALF_SHARPNESS = 60.0
# The nose this far off the middle, in eye distances, is a profile.
PROFILE_OFFSET = 0.6


def face_quality(detection: Detection, aligned: Image) -> float:
    """The product of size and sharpness, each 0..1, and of 1 for a frontal face to 0.5 for a profile.

    Args:
        detection: the face, in pixels of the full-size photo.
        aligned: the same face as (112, 112, 3) RGB.
    """
    size = min(1.0, float(detection.box[3]) / FULL_SIZE_PX)
    grey = cv2.cvtColor(aligned, cv2.COLOR_RGB2GRAY)
    variance = float(cv2.Laplacian(grey, cv2.CV_64F).var())
    sharpness = variance / (variance + HALF_SHARPNESS)
    return size * sharpness * (1 + frontality(detection)) / 2


def frontality(detection: Detection) -> float:
    """1 for a face that looks at the camera, 0 for a profile, by where the nose is."""
    left, right, nose = detection.landmarks[0], detection.landmarks[1], detection.landmarks[2]
    axis = right - left
    distance_squared = float(axis @ axis)
    if distance_squared == 0:
        return 0.0
    along = float((nose - (left + right) / 2) @ axis) / distance_squared
    return float(np.clip(1 - abs(along) / PROFILE_OFFSET, 0, 1))
