"""What is in RAW files, by LibRaw in a process of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.decoder import HALF, JPEG, NOTHING, PREVIEW, RENDERED
from core.decoders import DecoderError, decoders
from core.errors import PhotoError
from core.words import said

# What LibRaw holds of a picture while it renders it: 16 bytes a pixel whole, 7 at half the size.
WHOLE_PIXELS, MAX_PIXELS = 50_000_000, 120_000_000


@dataclass(frozen=True, slots=True)
class RawPicture:
    """What is in a RAW file of so many pixels: a JPEG, or pixels as they are shown, (H, W, 3); or neither.

    Each of the pixels stands for `reduction` by `reduction` of the file's.
    """

    width: int
    height: int
    jpeg: bytes | None = None
    pixels: NDArray[np.uint8] | None = None
    reduction: int = 1


def raw_preview(source: Path | bytes) -> RawPicture:
    """The largest preview inside a RAW file.

    Raises:
        PhotoError: it can't be read.
    """
    return _asked(PREVIEW, source)


def raw_rendered(source: Path | bytes, pixels: int) -> RawPicture:
    """LibRaw's own rendering of a RAW file of so many pixels; of a large one, at half the size.

    Raises:
        PhotoError: it can't be read, or is too large.
    """
    if pixels > MAX_PIXELS:
        reason = said(
            "The RAW file has {megapixels} megapixels and no preview; without one up to {limit} can be read.",
            megapixels=f"{pixels / 1e6:.0f}",
            limit=f"{MAX_PIXELS / 1e6:.0f}",
        )
        raise PhotoError("too-large", reason)
    return _asked(RENDERED if pixels <= WHOLE_PIXELS else HALF, source)


def _asked(what: str, source: Path | bytes) -> RawPicture:
    try:
        head, body = decoders.ask(what, source)
    except DecoderError as exc:
        words = said("The RAW file can't be read: {reason}.", reason=exc.reason)
        raise PhotoError("unreadable-raw", words) from exc
    size = head["width"], head["height"]
    if head["found"] == JPEG:
        return RawPicture(*size, jpeg=bytes(body))
    if head["found"] == NOTHING:
        return RawPicture(*size)
    pixels = np.frombuffer(body, np.uint8).reshape(head["shape"])
    return RawPicture(*size, pixels=pixels, reduction=2 if what == HALF else 1)
