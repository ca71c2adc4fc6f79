"""Colours as screens and models take them: sRGB (IEC 61966-2-1), whatever a file's profile (ICC.1:2022)."""

from __future__ import annotations

import io
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageCms

# The profile of nearly all files, in the words of those who make them.
SRGB = "srgb"
# Pillow's own copy of a part, of four bytes a pixel, stays small.
ROWS_AT_ONCE = 512


def to_srgb(pixels: NDArray[np.uint8], profile: bytes | None) -> NDArray[np.uint8]:
    """An RGB picture, (H, W, 3), of a profile as one of sRGB, changed where it lies.

    A profile that is broken, or of other colours than red, green and blue, is as good as none.
    """
    transform = _transform(profile) if profile else None
    if transform is None:
        return pixels
    for start in range(0, len(pixels), ROWS_AT_ONCE):
        part = Pillow.fromarray(pixels[start : start + ROWS_AT_ONCE])
        ImageCms.applyTransform(part, transform, inPlace=True)
        pixels[start : start + ROWS_AT_ONCE] = np.asarray(part)
    return pixels


@lru_cache(maxsize=16)
def _transform(profile: bytes) -> ImageCms.ImageCmsTransform | None:
    """What turns colours of a profile into those of sRGB; None where nothing has to or can be."""
    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if opened.profile.xcolor_space.strip() != "RGB":
            return None
        if SRGB in ImageCms.getProfileDescription(opened).lower():
            return None
        return ImageCms.buildTransform(opened, ImageCms.createProfile("sRGB"), "RGB", "RGB")
    except (ImageCms.PyCMSError, OSError):
        return None
