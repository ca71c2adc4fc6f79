"""A RAW file made by code: a plain sensor in DNG (Adobe, 1.4; TIFF 6.0), with a preview or without."""

from __future__ import annotations

import io
import struct

import numpy as np
from PIL import Image

BYTE, TEXT, SHORT, LONG, RATIONAL, SIGNED_RATIONAL = 1, 2, 3, 4, 5, 10
SIZES = {BYTE: 1, TEXT: 1, SHORT: 2, LONG: 4, RATIONAL: 8, SIGNED_RATIONAL: 8}
Entry = tuple[int, int, bytes]
STRIPS = 273
"""The tag of where the pixels are."""


def dng(width: int, height: int, preview: Image.Image | None = None) -> bytes:
    """A RAW file of so many pixels of noise behind a mosaic, taken on the first of May."""
    sensor = np.random.default_rng(4).integers(1000, 30000, (height, width), np.uint16).tobytes()
    entries = _sensor_entries(width, height, len(sensor))
    pixels_at = 8 + _length(entries)
    second = pixels_at + len(sensor)
    data = b"II*\0\x08\0\0\0" + _directory(entries, 8, pixels_at, second if preview else 0) + sensor
    if preview is None:
        return data
    file = io.BytesIO()
    preview.save(file, "JPEG")
    small = _preview_entries(preview.size, len(file.getvalue()))
    return data + _directory(small, second, second + _length(small), 0) + file.getvalue()


def _sensor_entries(width: int, height: int, length: int) -> list[Entry]:
    unit = struct.pack("<18i", *(number for one in (1, 0, 0, 0, 1, 0, 0, 0, 1) for number in (one, 1)))
    return [
        (254, LONG, _long(0)),
        (256, LONG, _long(width)),
        (257, LONG, _long(height)),
        (258, SHORT, _short(16)),
        (259, SHORT, _short(1)),
        (262, SHORT, _short(32803)),  # a mosaic of colours
        (271, TEXT, b"Maker\0"),
        (272, TEXT, b"Model\0"),
        (STRIPS, LONG, b""),
        (277, SHORT, _short(1)),
        (278, LONG, _long(height)),
        (279, LONG, _long(length)),
        (306, TEXT, b"2026:05:01 10:00:00\0"),
        (33421, SHORT, struct.pack("<HH", 2, 2)),
        (33422, BYTE, bytes([0, 1, 1, 2])),
        (50706, BYTE, bytes([1, 4, 0, 0])),
        (50708, TEXT, b"Maker Model\0"),
        (50721, SIGNED_RATIONAL, unit),
        (50728, RATIONAL, struct.pack("<6I", 1, 1, 1, 1, 1, 1)),
        (50778, SHORT, _short(21)),
    ]


def _preview_entries(size: tuple[int, int], length: int) -> list[Entry]:
    return [
        (254, LONG, _long(1)),
        (256, LONG, _long(size[0])),
        (257, LONG, _long(size[1])),
        (259, SHORT, _short(7)),
        (262, SHORT, _short(6)),
        (STRIPS, LONG, b""),
        (277, SHORT, _short(3)),
        (279, LONG, _long(length)),
    ]


def _directory(entries: list[Entry], at: int, pixels_at: int, following: int) -> bytes:
    """A directory of TIFF and, behind it, the values that have no room in it."""
    made, behind = struct.pack("<H", len(entries)), b""
    behind_at = at + 2 + 12 * len(entries) + 4
    for tag, kind, value in entries:
        content = _long(pixels_at) if tag == STRIPS else value
        made += struct.pack("<HHI", tag, kind, len(content) // SIZES[kind])
        if len(content) > 4:
            made += _long(behind_at + len(behind))
            behind += content
        else:
            made += content.ljust(4, b"\0")
    return made + _long(following) + behind


def _length(entries: list[Entry]) -> int:
    return 2 + 12 * len(entries) + 4 + sum(len(value) for _, _, value in entries if len(value) > 4)


def _long(number: int) -> bytes:
    return struct.pack("<I", number)


def _short(number: int) -> bytes:
    return struct.pack("<H", number)
