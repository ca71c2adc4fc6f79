"""Decoding a photo, with a reason for each one that can't be.

Pillow decodes what cameras and phones write; RAW files give the largest preview inside them.
"""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rawpy
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import UnidentifiedImageError

from core.errors import PhotoError

try:
    import pillow_heif
except ImportError:
    HEIC_INSTALLED = False
else:
    pillow_heif.register_heif_opener()
    HEIC_INSTALLED = True

Picture = NDArray[np.uint8]
"""An upright RGB picture, shape (H, W, 3)."""

# The largest sensors have 151 megapixels; a file that claims more is damaged or meant to do harm.
MAX_PIXELS = 200_000_000
RAW_SUFFIXES = frozenset(
    {".3fr", ".arw", ".cr2", ".cr3", ".dng", ".erf", ".iiq", ".nef", ".nrw", ".orf", ".pef"}
    | {".raf", ".raw", ".rw2", ".sr2", ".srw", ".x3f"}
)
HEIC_SUFFIXES = frozenset({".heic", ".heif", ".hif", ".avif"})

# Pillow's own limit is a warning at half of ours and an error at ours: one check is enough.
Pillow.MAX_IMAGE_PIXELS = None
# Pillow warns of every oddity in a file's metadata; what matters comes as an error.
warnings.filterwarnings("ignore", category=UserWarning, module="PIL")

TRANSPOSITIONS = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}
ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True)
class DecodedPhoto:
    """A photo's upright pixels and its EXIF as Pillow gives it."""

    pixels: Picture
    exif: Pillow.Exif


def read_file(path: Path) -> bytes:
    """The content of a file.

    Raises:
        PhotoError: it is empty, may not be read, or is no longer there.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as exc:
        raise PhotoError("vanished", "The file is no longer there.") from exc
    except PermissionError as exc:
        raise PhotoError("no-permission", "The file may not be read by you.") from exc
    except OSError as exc:
        reason = exc.strerror or str(exc)
        raise PhotoError("unreadable", f"The file can't be read: {reason}.") from exc
    if not data:
        raise PhotoError("empty", "The file is empty.")
    return data


def decode_photo(data: bytes, suffix: str) -> DecodedPhoto:
    """Decode a file's content.

    Args:
        data: the file's bytes; what they are is read off them, not off the name.
        suffix: the name's ending, which tells RAW files from the TIFF that they look like.

    Raises:
        PhotoError: not a photo, damaged, too large, or of a kind that needs an extra.
    """
    suffix = suffix.lower()
    if suffix in RAW_SUFFIXES:
        return _decode_raw(data)
    try:
        image = Pillow.open(io.BytesIO(data))
    except UnidentifiedImageError as exc:
        raise _unidentified(suffix) from exc
    except (OSError, ValueError, SyntaxError, struct.error, IndexError, TypeError) as exc:
        raise PhotoError("damaged", f"The file is damaged: {exc}.") from exc
    with image:
        return _decode_image(image)


def _unidentified(suffix: str) -> PhotoError:
    if suffix in HEIC_SUFFIXES and not HEIC_INSTALLED:
        return PhotoError("needs-extra", "HEIC and AVIF need an extra: pip install 'playertag[heic]'.")
    return PhotoError("not-a-photo", "The file is not a picture of a kind that Playertag reads.")


def _decode_image(image: Pillow.Image) -> DecodedPhoto:
    if image.width * image.height > MAX_PIXELS:
        megapixels = image.width * image.height / 1e6
        raise PhotoError("too-large", f"The picture claims {megapixels:.0f} megapixels; the limit is 200.")
    try:
        exif = _exif(image)
        rgb = _as_rgb(image)
    except (OSError, ValueError, SyntaxError, struct.error, IndexError, EOFError) as exc:
        code = "truncated" if "truncated" in str(exc).lower() else "damaged"
        raise PhotoError(code, f"The file is {code}: {exc}.") from exc
    transposition = TRANSPOSITIONS.get(exif.get(ORIENTATION, 1))
    upright = rgb if transposition is None else rgb.transpose(transposition)
    return DecodedPhoto(np.asarray(upright), exif)


def _exif(image: Pillow.Image) -> Pillow.Exif:
    """EXIF, or none where it is too broken to be read: the picture is still a picture."""
    try:
        exif = image.getexif()
        dict(exif)  # values are read late; the broken ones show now
    except (OSError, ValueError, SyntaxError, struct.error, TypeError, KeyError):
        return Pillow.Exif()
    return exif


def _as_rgb(image: Pillow.Image) -> Pillow.Image:
    """8-bit RGB of the first frame."""
    if image.mode.startswith("I;16") or image.mode in {"I", "F"}:
        # Pillow would clip these to 255.
        values = np.asarray(image, np.float64)
        largest = max(float(values.max(initial=0)), 1.0)
        values *= 255 / (65535 if largest > 255 else 255)
        return Pillow.fromarray(values.clip(0, 255).astype(np.uint8)).convert("RGB")
    return image.convert("RGB")


def _decode_raw(data: bytes) -> DecodedPhoto:
    """The largest preview of a RAW file, or LibRaw's own rendering where there is none."""
    try:
        with rawpy.imread(io.BytesIO(data)) as raw:
            try:
                preview = raw.extract_thumb()
            except (rawpy.LibRawNoThumbnailError, rawpy.LibRawUnsupportedThumbnailError):
                return DecodedPhoto(raw.postprocess(use_camera_wb=True), Pillow.Exif())
    except rawpy.LibRawError as exc:
        raise PhotoError("unreadable-raw", f"The RAW file can't be read: {_plain(exc)}.") from exc
    if isinstance(preview.data, bytes):
        return decode_photo(preview.data, ".jpg")
    return DecodedPhoto(preview.data, Pillow.Exif())


def _plain(exc: Exception) -> str:
    """LibRaw's message, which comes as bytes."""
    message = exc.args[0] if exc.args else exc
    return message.decode() if isinstance(message, bytes) else str(message)
