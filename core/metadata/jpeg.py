"""What of a JPEG file is the picture, and what is said of it (ITU-T T.81, Annex B)."""

from __future__ import annotations

import hashlib

START, START_OF_SCAN, COMMENT = b"\xff\xd8", 0xDA, 0xFE
SAID = range(0xE0, 0xF0)
"""The markers of application segments: EXIF, XMP, IPTC and the like."""


def is_jpeg(content: bytes) -> bool:
    """Whether a file begins as one."""
    return content.startswith(START)


def picture_digest(content: bytes) -> str:
    """The sha256 of a JPEG's picture, whatever is said of it in the same file.

    Of the segments before the scan those that say something are left out; from there on everything counts.
    Of what is no JPEG, or a broken one, it is that of the whole content.
    """
    digest = hashlib.sha256()
    at = len(START)
    while is_jpeg(content) and content[at : at + 1] == b"\xff" and at + 4 <= len(content):
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if marker == START_OF_SCAN:
            digest.update(content[at:])
            return digest.hexdigest()
        if marker not in SAID and marker != COMMENT:
            digest.update(content[at : at + 2 + length])
        at += 2 + length
    return hashlib.sha256(content).hexdigest()
