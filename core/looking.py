"""Finding the faces of a photo with no more of its pixels than that takes."""

from __future__ import annotations

from collections.abc import Iterable

from core.imaging.decode import DecodedPhoto, decode_photo
from core.vision.detection import LARGE_PX
from core.vision.engine import FaceEngine, FaceObservation

# A longest side that shows a detector all that it can find, at a closer look, too. A photo of 24
# megapixels has more at half its size, and is decoded to that in half the time.
ENOUGH_PX = LARGE_PX
# A face of this height at the reduced size is described nearly as well as at the full one: the cosine of two
# photos of a person is lower by 0.01 (docs/performance.md).
FINE_FACE_PX = 64


def look(engine: FaceEngine, data: bytes, suffix: str) -> tuple[DecodedPhoto, list[FaceObservation]]:
    """The faces of a photo, the surest first, in its own pixels, and the picture that they were described by.

    Args:
        engine: finds and describes them.
        data: the file's bytes.
        suffix: the name's ending.

    Raises:
        PhotoError: not a photo, damaged, too large, or of a kind that needs an extra.
    """
    photo = decode_photo(data, suffix, ENOUGH_PX)
    found = [face.times(photo.reduction) for face in engine.detect(photo.pixels)]
    photo = fine_for(photo, (float(face.box[3]) for face in found), data, suffix)
    return photo, engine.describe(photo.pixels, found, photo.reduction)


def fine_for(photo: DecodedPhoto, heights: Iterable[float], data: bytes, suffix: str) -> DecodedPhoto:
    """The photo with as many pixels as faces of these heights, in pixels of the whole, need."""
    if photo.reduction > 1 and any(height < FINE_FACE_PX * photo.reduction for height in heights):
        return decode_photo(data, suffix)
    return photo
