"""Profiles of colours as cameras and programs put them into files (ICC.1:2022): a matrix and a gamma."""

from __future__ import annotations

import struct

ADOBE_RGB = (
    ("Adobe RGB (1998)", 2.19921875),
    ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)),
)
"""Its name and gamma, and its primaries in XYZ by the white of ICC (D50)."""
D50 = (0.9642, 1.0, 0.8249)
Primaries = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]


def profile(name: str, gamma: float, primaries: Primaries, space: bytes = b"RGB ") -> bytes:
    """A profile of a display, version 2."""
    text = name.encode() + b"\0"
    desc = b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(78)
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))
    tags = {b"desc": desc, b"wtpt": _xyz(D50), b"cprt": b"text\0\0\0\0none\0"}
    for letter, primary in zip("rgb", primaries, strict=True):
        tags[f"{letter}XYZ".encode()] = _xyz(primary)
        tags[f"{letter}TRC".encode()] = curve
    at, table, body = 128 + 4 + 12 * len(tags), struct.pack(">I", len(tags)), b""
    for signature, content in tags.items():
        content += bytes(-len(content) % 4)
        table += signature + struct.pack(">II", at + len(body), len(content))
        body += content
    header = struct.pack(">I4sI4s4s4s", at + len(body), b"none", 0x02400000, b"mntr", space, b"XYZ ")
    header += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + _xyz(D50)[8:]
    return header.ljust(128, b"\0") + table + body


def _xyz(value: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(part * 65536) for part in value))
