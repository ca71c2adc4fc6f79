"""How large a picture may be: what decoding it takes of the memory and of time, told by its header alone."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image as Pillow

from core.decoder import PICTURES
from core.errors import PhotoError
from core.jpeg import comes_at_once, is_usual, scans
from core.words import said

# A camera that writes several pictures into a file, as for a panorama, puts the main one first (CIPA DC-007).
JPEG_FORMATS = frozenset({"JPEG", "MPO"})
# The largest sensors have 200 megapixels; a file that claims more is damaged or meant to do harm.
MAX_PIXELS = 200_000_000
# What a file may take of the memory, with its content, until it is upright; with the program around it, 1 GB.
ROOM_BYTES = 900_000_000
# Measured, in bytes a pixel: RGB and its turned copy; what a JPEG's decoder holds of all the picture where
# its scans are refinements; what Pillow takes of each kind, the RGB that is made of it included.
UPRIGHT_BYTES, SCANS_BYTES = 6, 8
PILLOW_BYTES = {"WEBP": 19, "JPEG2000": 24, "AVIF": 12, "HEIF": 18, "TIFF": 11}
OTHER_BYTES = 7.5
# Each scan is a walk over all pixels, of 15 nanoseconds for each of noise; photos have ten at most.
MAX_SCANNED = 650_000_000


def require_sane(image: Pillow.Image) -> None:
    """See that a picture, of which nothing but its header was read, may be looked at any further.

    Raises:
        PhotoError: it claims more pixels than there is room for.
    """
    _require_pixels(image, MAX_PIXELS if image.format in JPEG_FORMATS else ROOM_BYTES / _pillow_bytes(image))


def require_room(image: Pillow.Image, content: bytes) -> None:
    """See that there is room for what Pillow makes of a picture.

    Raises:
        PhotoError: there is none.
    """
    held = _held_bytes(image, content) if image.format in JPEG_FORMATS else 0
    copies = 2 if takes_long(image, content) else 1  # the process that decodes it has one, too
    _require_pixels(image, (ROOM_BYTES - copies * len(content)) / (held + _pillow_bytes(image)))


def takes_long(image: Pillow.Image, content: bytes) -> bool:
    """Whether decoding a picture may take long, however small it is, so that another process has to do it."""
    if image.format in JPEG_FORMATS:
        return not is_usual(content)
    return image.format in PICTURES


def least_reduction(image: Pillow.Image, content: bytes, reductions: Sequence[int]) -> int:
    """By how much the sides of a JPEG must shrink so that there is room for it.

    Args:
        image: its header was read.
        content: the whole file.
        reductions: what its decoder can do, the most first.

    Raises:
        PhotoError: there is none, however small; or it has so many scans that they would take long.
    """
    pixels, room, held = image.width * image.height, ROOM_BYTES - len(content), _held_bytes(image, content)
    most = max(reductions)
    _require_pixels(image, room / (held + UPRIGHT_BYTES / most**2))
    return min(by for by in reductions if by == most or pixels * (held + UPRIGHT_BYTES / by**2) <= room)


def _held_bytes(image: Pillow.Image, content: bytes) -> int:
    """What a JPEG's decoder holds of all the picture besides its pixels, in bytes a pixel."""
    if comes_at_once(content):
        return 0
    if image.width * image.height * (count := scans(content)) > MAX_SCANNED:
        reason = said(
            "The JPEG comes in {scans} scans, too many for its size. If it is a photo, export it as a plain "
            "JPEG.",
            scans=count,
        )
        raise PhotoError("too-large", reason)
    return SCANS_BYTES


def _pillow_bytes(image: Pillow.Image) -> float:
    return PILLOW_BYTES.get(str(image.format), OTHER_BYTES)


def _require_pixels(image: Pillow.Image, limit: float) -> None:
    if image.width * image.height <= limit:
        return
    reason = said(
        "The picture claims {megapixels} megapixels; the limit for its kind, {kind}, is {limit}. If it is a "
        "photo, export it smaller or as a plain JPEG.",
        megapixels=f"{image.width * image.height / 1e6:.0f}",
        kind=image.format,
        limit=f"{limit / 1e6:.0f}",
    )
    raise PhotoError("too-large", reason)
