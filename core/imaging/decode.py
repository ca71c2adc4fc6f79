"""Decoding a photo, with a reason for each one that can't be.

Pillow tells what a file is, and decodes it. The pixels of a JPEG, which nearly all are, come from
simplejpeg, where that finds nothing wrong: the same to the bit, in half the time and without Pillow's own
copy of four bytes a pixel. RAW files give the largest preview inside them, in a process of their own, as
files of some kinds do their pixels. What would take more memory than a file may is not begun.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
import simplejpeg
from numpy.typing import NDArray
from PIL import ExifTags, UnidentifiedImageError
from PIL import Image as Pillow

from core.decoders import DecoderError, decoders
from core.errors import PhotoError, unreadable
from core.imaging.colour import to_srgb
from core.imaging.raw import RawPicture, raw_preview, raw_rendered
from core.imaging.room import JPEG_FORMATS, least_reduction, require_room, require_sane, takes_long
from core.types import RAW_SUFFIXES
from core.words import said

try:
    import pillow_heif
except ImportError:
    HEIC_INSTALLED = False
else:
    pillow_heif.register_heif_opener()
    HEIC_INSTALLED = True

Picture = NDArray[np.uint8]
"""An upright RGB picture, shape (H, W, 3)."""

HEIC_SUFFIXES = frozenset({".heic", ".heif", ".hif"})
HEIC_ADVICE = said("HEIC needs one more package: pip install pillow-heif. Or export the photos as JPEG.")
# What photos come as. Pillow has readers of many more kinds, old ones that few files test.
WANTED_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "JPEG2000", "PPM", "AVIF", "HEIF")
Pillow.init()
FORMATS = [name for name in WANTED_FORMATS if name in Pillow.OPEN]
# Of others a profile speaks of other colours than those that they become here.
RGB_MODES = frozenset({"RGB", "RGBA", "P"})
JPEG_START = b"\xff\xd8\xff"
# A preview with a longest side below this is a thumbnail.
LEAST_PREVIEW_PX = 1000
# Files that leave no room for their pixels; larger than LARGE are looked at first.
MAX_BYTES, LARGE_BYTES = 500_000_000, 100_000_000
ROWS_AT_ONCE = 256

# What Pillow and the libraries below it raise of damaged files, as seen of 56,000 of them, and as Pillow's
# own code expects. A step of ours that raises these has a mistake, so none stands where they are caught.
DAMAGE = (
    *(OSError, SyntaxError, ValueError, RuntimeError, AttributeError),
    *(EOFError, IndexError, KeyError, TypeError, ArithmeticError, struct.error, zlib.error),
)

# Pillow's own limit is a warning at half of ours and an error at ours: one check is enough.
Pillow.MAX_IMAGE_PIXELS = None
# Pillow warns of every oddity in a file's metadata; what matters comes as an error.
warnings.filterwarnings("ignore", category=UserWarning, module="PIL")

TRANSPOSITIONS: dict[int, Callable[[Picture], Picture]] = {
    2: lambda pixels: pixels[:, ::-1],
    3: lambda pixels: pixels[::-1, ::-1],
    4: lambda pixels: pixels[::-1],
    5: lambda pixels: pixels.swapaxes(0, 1),
    6: lambda pixels: pixels[::-1].swapaxes(0, 1),
    7: lambda pixels: pixels[::-1, ::-1].swapaxes(0, 1),
    8: lambda pixels: pixels[:, ::-1].swapaxes(0, 1),
}
"""What makes a picture upright, by its orientation (EXIF 2.32, 4.6.4)."""
ON_THEIR_SIDE = (5, 6, 7, 8)
"""The orientations of which width becomes height."""
# Grey in 16 or 32 bits, as Pillow calls it.
DEEP_MODES = frozenset({"I", "F", "I;16", "I;16B", "I;16L", "I;16N"})
# What a JPEG's decoder can do at once, the most first.
REDUCTIONS = (8, 4, 2, 1)
ORIENTATION, EXIF_IFD = 0x0112, 0x8769
THUMBNAIL_AT, THUMBNAIL_BYTES = 0x0201, 0x0202
# What stands before the EXIF that a thumbnail's place is counted in.
EXIF_HEADER = b"Exif\x00\x00"


@dataclass(frozen=True, slots=True)
class DecodedPhoto:
    """A photo's upright pixels, its size in pixels, and its EXIF as Pillow gives it.

    Where fewer pixels were enough, each of those here stands for `reduction` by `reduction` of the photo's.
    """

    pixels: Picture
    width: int
    height: int
    exif: Pillow.Exif
    reduction: int = 1


def read_file(path: Path) -> bytes:
    """The content of a file.

    Raises:
        PhotoError: it is empty, too large, may not be read, or is no longer there.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            reason = said(
                "The file has {size} MB; up to {limit} can be read. If it is a photo, export it as JPEG.",
                size=f"{size / 1e6:.0f}",
                limit=f"{MAX_BYTES / 1e6:.0f}",
            )
            raise PhotoError("too-large", reason)
        if size > LARGE_BYTES and path.suffix.lower() not in RAW_SUFFIXES:
            with path.open("rb") as file:  # a film on the card is not read whole to find out that it is one
                _open_image(file, path.suffix.lower()).close()
        data = path.read_bytes()
    except OSError as exc:
        raise unreadable(exc) from exc
    if not data:
        raise PhotoError("empty", said("The file is empty."))
    return data


def decode_photo(data: bytes, suffix: str, enough: int | None = None) -> DecodedPhoto:
    """Decode a file's content.

    Args:
        data: the file's bytes; what they are is read off them, not off the name.
        suffix: the name's ending, which tells RAW files from the TIFF that they look like.
        enough: so many pixels on the longest side will do, which a JPEG has sooner; None for all.

    Raises:
        PhotoError: not a photo, damaged, too large, or of a kind that needs an extra.
    """
    suffix = suffix.lower()
    if suffix in RAW_SUFFIXES and not data.startswith(JPEG_START):
        return _decode_raw(data, enough)
    with _open_image(io.BytesIO(data), suffix) as image:
        return _decode_image(image, data, enough)


def require_picture(data: bytes, suffix: str) -> None:
    """See that a file's content looks like a photo, by its beginning.

    Raises:
        PhotoError: it is none, of a kind that needs an extra, or visibly damaged.
    """
    if suffix.lower() not in RAW_SUFFIXES:
        _open_image(io.BytesIO(data), suffix.lower()).close()


def embedded_preview(path: Path) -> Picture | None:
    """The small picture that the camera put beside the large one, upright; None where there is none.

    Only the beginning of the file is read.
    """
    try:
        with path.open("rb") as file, _open_image(file, path.suffix.lower()) as image:
            small = decode_photo(_thumbnail(image), ".jpg").pixels
            cut = _without_bars(small, image.width / image.height)
            return _upright(cut, _exif(image))
    except (OSError, PhotoError):
        return None


def read_exif(path: Path) -> Pillow.Exif:
    """The EXIF of a file of which no more than needed is read; of a RAW file that of its preview.

    Raises:
        PhotoError: it is no photo, or can't be read.
    """
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as file:
            if suffix not in RAW_SUFFIXES or file.read(len(JPEG_START)) == JPEG_START:
                file.seek(0)
                with _open_image(file, suffix) as image:
                    return _exif(image)
        with _open_image(io.BytesIO(raw_preview(path).jpeg or b""), ".jpg") as image:
            return _exif(image)
    except OSError as exc:
        raise unreadable(exc) from exc


def _thumbnail(image: Pillow.Image) -> bytes:
    """The JPEG in a picture's EXIF; nothing where there is none or it is broken."""
    try:
        place = image.getexif().get_ifd(ExifTags.IFD.IFD1)
        start = int(place[THUMBNAIL_AT]) + len(EXIF_HEADER)
        data: bytes = image.info["exif"][start : start + int(place[THUMBNAIL_BYTES])]
    except DAMAGE:
        return b""
    return data


def _without_bars(pixels: Picture, ratio: float) -> Picture:
    """A picture cut to this ratio of its sides: cameras fill theirs up to 4:3 with black."""
    height, width = pixels.shape[:2]
    high, wide = min(height, round(width / ratio)), min(width, round(height * ratio))
    top, left = (height - high) // 2, (width - wide) // 2
    return pixels[top : top + high, left : left + wide]


def _open_image(file: IO[bytes], suffix: str) -> Pillow.Image:
    """A picture of a kind that cameras and people use, its header read.

    Raises:
        PhotoError: it is none, damaged or too large.
    """
    with _translated_damage():
        try:
            image = Pillow.open(file, formats=FORMATS)
        except UnidentifiedImageError as exc:
            raise _unidentified(suffix) from exc
    require_sane(image)  # before anything is asked of it: for a PNG's EXIF Pillow decodes it
    return image


@contextmanager
def _translated_damage() -> Iterator[None]:
    """What a decoder makes of a damaged file, as a reason; only what is the decoder's stands within.

    Raises:
        PhotoError: the file is damaged.
    """
    try:
        yield
    except DAMAGE as exc:
        raise _damaged(exc) from exc


def _damaged(reason: object) -> PhotoError:
    if "truncated" in str(reason).lower():
        return PhotoError("truncated", said("The file is cut off: its end is missing."))
    return PhotoError("damaged", said("The file is damaged: {reason}.", reason=reason))


def _unidentified(suffix: str) -> PhotoError:
    if suffix in HEIC_SUFFIXES and not HEIC_INSTALLED:
        return PhotoError("needs-extra", HEIC_ADVICE)
    return PhotoError("not-a-photo", said("The file is not a picture of a kind that Playertag reads."))


def _decode_image(image: Pillow.Image, data: bytes, enough: int | None) -> DecodedPhoto:
    exif, size = _exif(image), image.size
    profile = image.info.get("icc_profile") if image.mode in RGB_MODES else None
    reduction = _reduction(image, data, enough)
    try:
        pixels = _jpeg_pixels(image, data, reduction)
        if pixels is None:
            reduction = 1
            pixels = _pillow_pixels(image, data)
        image.close()  # before there is another copy
        pixels = to_srgb(pixels, profile)
    except MemoryError as exc:
        words = said("There is not enough memory for so large a picture.")
        raise PhotoError("too-large", words) from exc
    width, height = size if exif.get(ORIENTATION, 1) not in ON_THEIR_SIDE else size[::-1]
    return DecodedPhoto(_upright(pixels, exif), width, height, exif, reduction)


def _reduction(image: Pillow.Image, data: bytes, enough: int | None) -> int:
    """By how much a JPEG's sides shrink: the longest still has enough pixels, and there is room for them."""
    if image.format not in JPEG_FORMATS:
        return 1
    wanted = next(by for by in REDUCTIONS if by == 1 or (enough and max(image.size) >= by * enough))
    return max(wanted, least_reduction(image, data, REDUCTIONS))


def _jpeg_pixels(image: Pillow.Image, data: bytes, reduction: int) -> Picture | None:
    """The pixels of a JPEG in colour; None where it is none, or anything about it is out of the usual.

    Fewer come straight from its cosine transform (ITU-T T.81, A.3.3), of which only so much is computed.
    """
    if image.format not in JPEG_FORMATS or image.mode != "RGB" or takes_long(image, data):
        return None
    wide, high = (-(-side // reduction) for side in image.size)
    # NumPy's memory comes from the system by pages of megabytes, in a tenth of the time of simplejpeg's own.
    room = np.empty(high * wide * 3, np.uint8)
    try:
        pixels: Picture = simplejpeg.decode_jpeg(
            data, "RGB", min_height=high, min_width=wide, min_factor=1, buffer=room
        )
    except ValueError:  # Pillow mends what can be mended, and says what is wrong
        return None
    return pixels


def _upright(pixels: Picture, exif: Pillow.Exif) -> Picture:
    transposed = TRANSPOSITIONS.get(exif.get(ORIENTATION, 1))
    return pixels if transposed is None else np.ascontiguousarray(transposed(pixels))


def _exif(image: Pillow.Image) -> Pillow.Exif:
    """EXIF, or none where it is too broken to be read: the picture is still a picture."""
    try:
        exif = image.getexif()
        dict(exif)  # values are read late; the broken ones show now
        exif.get_ifd(EXIF_IFD)
    except DAMAGE:
        return Pillow.Exif()
    return exif


def _pillow_pixels(image: Pillow.Image, data: bytes) -> Picture:
    """8-bit RGB of the first frame, made by parts: whole, each step would be one more copy.

    Raises:
        PhotoError: there is no room for so many pixels of this kind.
    """
    require_room(image, data)
    if takes_long(image, data):
        image = _loaded_elsewhere(image, data)
    else:
        with _translated_damage():
            image.load()
    width, height = image.size
    parts = [(0, top, width, min(height, top + ROWS_AT_ONCE)) for top in range(0, height, ROWS_AT_ONCE)]
    largest = 255
    if image.mode in DEEP_MODES and np.max([np.asarray(image.crop(part)).max() for part in parts]) > 255:
        largest = 65535
    pixels = np.empty((height, width, 3), np.uint8)
    for part in parts:
        pixels[part[1] : part[3]] = _rgb(image.crop(part), largest)
    return pixels


def _loaded_elsewhere(image: Pillow.Image, data: bytes) -> Pillow.Image:
    """A picture with its pixels, from another process: a decoder of its kind may take long, or hang.

    Raises:
        PhotoError: it can't be read.
    """
    try:
        kind = "JPEG" if image.format in JPEG_FORMATS else str(image.format)
        head, body = decoders.ask(kind, data)
    except DecoderError as exc:
        raise _damaged(exc.reason) from exc
    return Pillow.frombytes(head["mode"], head["size"], body)


def _rgb(part: Pillow.Image, largest: int) -> Picture:
    if part.mode in DEEP_MODES:  # Pillow would clip these to 255
        grey = (np.asarray(part).astype(np.float32) * (255 / largest)).clip(0, 255).astype(np.uint8)
        return np.repeat(grey[:, :, None], 3, axis=2)
    with _translated_damage():  # there are colours that it makes no RGB of
        return np.asarray(part.convert("RGB"))


def _decode_raw(data: bytes, enough: int | None) -> DecodedPhoto:
    """A RAW file's preview where that is large enough to find faces in, else LibRaw's own rendering.

    A card that was pulled out too early leaves files with a thumbnail and no picture.
    """
    raw = raw_preview(data)
    preview = _preview(raw, enough)
    wanted = min(LEAST_PREVIEW_PX, raw.width, raw.height)
    if preview is not None and max(preview.width, preview.height) >= wanted:
        return preview
    rendered = raw_rendered(data, raw.width * raw.height)
    return _shown(rendered, preview.exif if preview else Pillow.Exif())


def _shown(raw: RawPicture, exif: Pillow.Exif) -> DecodedPhoto:
    assert raw.pixels is not None
    height, width = (side * raw.reduction for side in raw.pixels.shape[:2])
    return DecodedPhoto(raw.pixels, width, height, exif, raw.reduction)


def _preview(raw: RawPicture, enough: int | None) -> DecodedPhoto | None:
    """The largest preview in a RAW file; None where there is none that can be read."""
    try:
        if raw.jpeg is not None:
            return decode_photo(raw.jpeg, ".jpg", enough)
    except PhotoError:
        return None
    return None if raw.pixels is None else _shown(raw, Pillow.Exif())
