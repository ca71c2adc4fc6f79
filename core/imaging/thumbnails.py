"""Small pictures for the eye: thumbnails of photos and crops of faces, cached as files.

A thumbnail is named by the photo's content hash and a crop by the face's id, so neither ever goes
stale; the folder may be deleted at any time.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from core.files import write_whole
from core.imaging.decode import Picture

THUMBNAIL_PX = 512
CROP_PX = 160
# A crop shows the face with some hair and collar, which people recognise by as well.
CROP_MARGIN = 0.35
JPEG_QUALITY = 85


def scaled(pixels: Picture, longest_side: int) -> Picture:
    """The picture with its longest side at most so many pixels."""
    # By halves first, in a quarter of the time: the mean of means is the mean.
    while max(pixels.shape[:2]) >= 2 * longest_side and min(pixels.shape[:2]) > 1:
        pixels = _halved(pixels)
    scale = longest_side / max(pixels.shape[:2])
    if scale >= 1:
        return pixels
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    # Less than by half: four neighbours leave nothing out, in an eighth of the time of means by area.
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def _halved(pixels: Picture) -> Picture:
    """Half the size each way.

    The last pixel of an odd side is left out: without it OpenCV takes a third of the time.
    """
    height, width = (side // 2 for side in pixels.shape[:2])
    even = pixels[: 2 * height, : 2 * width]
    return np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def face_crop(pixels: Picture, x: float, y: float, w: float, h: float) -> Picture:
    """A square around a face, 160 px, black where it goes over the picture's edge.

    The box is in fractions of the picture.
    """
    height, width = pixels.shape[:2]
    side = max(w * width, h * height) * (1 + 2 * CROP_MARGIN)
    left = (x + w / 2) * width - side / 2
    top = (y + h / 2) * height - side / 2
    scale = CROP_PX / max(side, 1.0)
    if scale < 1:
        # Shrinking by interpolation alone skips pixels; shrink the region by area first.
        pixels, left, top, scale = _shrunk_region(pixels, left, top, side)
    matrix = np.array([[scale, 0, -left * scale], [0, scale, -top * scale]], np.float32)
    crop = cv2.warpAffine(pixels, matrix, (CROP_PX, CROP_PX), flags=cv2.INTER_LINEAR)
    return np.asarray(crop, dtype=np.uint8)


def _shrunk_region(
    pixels: Picture, left: float, top: float, side: float
) -> tuple[Picture, float, float, float]:
    """The part of the picture under the square at the crop's scale, and the square in it."""
    x0, y0 = max(0, int(left)), max(0, int(top))
    region = pixels[y0 : int(top + side) + 1, x0 : int(left + side) + 1]
    scale = CROP_PX / side
    small = scaled(region, max(1, round(max(region.shape[:2]) * scale)))
    return small, (left - x0) * scale, (top - y0) * scale, 1.0


def encoded(pixels: Picture, suffix: str = ".jpg") -> bytes:
    """A picture as the content of a file with such an ending."""
    options = [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY] if suffix == ".jpg" else []
    ok, content = cv2.imencode(suffix, cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), options)
    if not ok:
        raise ValueError(f"a picture of shape {pixels.shape} could not be encoded")
    return content.tobytes()


def write_image(path: Path, pixels: Picture) -> None:
    """Write a picture in the format of the path's ending, whole or not at all.

    Raises:
        LibraryError: the disk is full or may not be written to.
    """
    write_whole(path, encoded(pixels, path.suffix))
