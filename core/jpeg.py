"""What of a JPEG file is the picture, and what is said of it (ITU-T T.81, Annex B)."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator

JPEG_SUFFIXES = frozenset({".jpg", ".jpeg", ".jpe", ".jfif"})
START, START_OF_SCAN, APP1, COMMENT = b"\xff\xd8", 0xDA, 0xE1, 0xFE
SAID = range(0xE0, 0xF0)
"""The markers of application segments: EXIF, XMP, IPTC and the like."""
EXIF = b"Exif\x00\x00"
# Frames, Huffman and arithmetic, whose blocks are each in one scan.
AT_ONCE = frozenset({0xC0, 0xC1, 0xC9})
# Frames that cameras write: Huffman's, in one scan or many.
USUAL = frozenset({0xC0, 0xC1, 0xC2})
# Markers that no length follows, and bytes that may stand before one.
ALONE = frozenset({0x00, 0x01, *range(0xD0, 0xDA), 0xFF})
BYTE_ORDERS = {b"II": "<", b"MM": ">"}
ORIENTATION = 0x0112


def is_jpeg(content: bytes) -> bool:
    """Whether a file begins as one."""
    return content.startswith(START)


def picture_digest(content: bytes) -> str:
    """A name for a JPEG's picture, whatever else its file says; empty of what is none, or is broken.

    It is the sha256 of all that the pixels are made of, and the way they are to be turned.
    """
    digest, orientation = hashlib.sha256(), 1
    whole = memoryview(content)  # a slice of bytes would be a copy of megabytes
    for marker, start, end in _segments(content):
        if marker == START_OF_SCAN:
            digest.update(whole[start:])
            return f"{digest.hexdigest()}-{orientation}"
        if marker not in SAID and marker != COMMENT:
            digest.update(whole[start:end])
        elif marker == APP1 and content[start + 4 : start + 10] == EXIF:
            orientation = _orientation(content[start + 10 : end])
    return ""


def comes_at_once(content: bytes) -> bool:
    """Whether a JPEG's one scan has all of it; else a decoder holds the whole picture until the last scan.

    False also of what is too broken to tell.
    """
    components = -1
    for marker, start, end in _segments(content):
        if marker in AT_ONCE:
            components = int.from_bytes(content[start + 9 : start + 10])
        elif marker == START_OF_SCAN:
            return start + 4 < min(end, len(content)) and content[start + 4] == components > 0
    return False


def is_usual(content: bytes) -> bool:
    """Whether a JPEG is of a kind that cameras write; False also of what is too odd to tell.

    An arithmetic one takes ten times as long.
    """
    return any(marker in USUAL for marker, _, _ in _segments(content))


def scans(content: bytes) -> int:
    """How many scans a JPEG has at most: in the scans themselves the marker of one does not occur."""
    return content.count(bytes((0xFF, START_OF_SCAN)))


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """The segments before the scan, and its own: marker, where it begins, where it ends."""
    at = len(START)
    while is_jpeg(content) and content[at : at + 1] == b"\xff" and at + 4 <= len(content):
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if marker in ALONE:
            return
        yield marker, at, at + 2 + length
        at += 2 + length


def _orientation(exif: bytes) -> int:
    """The orientation in EXIF's first directory (TIFF 6.0, section 2); 1 where it is not there."""
    order = BYTE_ORDERS.get(exif[:2], "<")
    try:
        (at,) = struct.unpack_from(f"{order}I", exif, 4)
        (entries,) = struct.unpack_from(f"{order}H", exif, at)
        for entry in range(at + 2, at + 2 + 12 * entries, 12):
            tag, value = struct.unpack_from(f"{order}H6xH", exif, entry)
            if tag == ORIENTATION:
                return int(value)
    except struct.error:
        return 1
    return 1
