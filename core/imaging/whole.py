"""Whether a picture file is all there, by how its kind ends: seen in a moment, without decoding it."""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import IO

JPEG_START, JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
PNG_START, PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
RIFF = b"RIFF"
FILE_TYPE = b"ftyp"
# Where the end is told by lengths alone, so many zeros are room that was made for what is still to come.
LEAST_BYTES = 64


def ends_whole(path: Path) -> bool:
    """Whether a file ends as its kind does; False also where that can't be told.

    JPEG by its last marker (ITU-T T.81), PNG by its last chunk (W3C PNG), WebP by the length in its header
    (RIFF), HEIC, AVIF and CR3 by those of their boxes (ISO/IEC 14496-12).
    """
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            start = file.read(12)
            if start.startswith(JPEG_START):
                return _tail(file, len(JPEG_END)) == JPEG_END
            if start.startswith(PNG_START):
                return _tail(file, len(PNG_END)) == PNG_END
            if size < LEAST_BYTES or not any(_tail(file, LEAST_BYTES)):
                return False
            if start.startswith(RIFF):
                return size == 8 + int.from_bytes(start[4:8], "little")
            return start[4:8] == FILE_TYPE and _boxes_fill(file, size)
    except OSError:
        return False


def _tail(file: IO[bytes], length: int) -> bytes:
    file.seek(-length, os.SEEK_END)
    return file.read(length)


def _boxes_fill(file: IO[bytes], size: int) -> bool:
    """Whether the boxes of a file end where it does."""
    at = 0
    while at < size:
        file.seek(at)
        header = file.read(16)
        if len(header) < 8:
            return False
        length = int.from_bytes(header[:4])
        if length == 1 and len(header) == 16:  # it is too long for four bytes
            (length,) = struct.unpack(">Q", header[8:])
        if length < 8:  # 0: to the end of the file, wherever that will be
            return False
        at += length
    return at == size
