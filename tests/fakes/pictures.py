"""Small photos made from pictures of people who don't exist, quick to write, read and search."""

from __future__ import annotations

import io
import shutil
import struct
from pathlib import Path

from PIL import Image


def small_photo(source: Path, target: Path, side: int = 480, mark: int = 0) -> Path:
    """A picture at most `side` pixels large; `mark` makes it another one, by the grey of its corner."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(source) as picture:
        picture.draft("RGB", (side, side))
        small = picture.convert("RGB")
        small.thumbnail((side, side))
        small.paste((mark % 256,) * 3, (0, small.height - 8, 8, small.height))
        small.save(target, quality=90)
    return target


def copy_of(source: Path, target: Path) -> Path:
    """The same content at another place."""
    target.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy2(source, target))


def with_preview(photo: Path, preview: Image.Image, orientation: int = 1) -> None:
    """Put a small picture into a JPEG's EXIF (TIFF 6.0, EXIF 2.3), as cameras do, and an orientation."""
    small = io.BytesIO()
    preview.save(small, "JPEG")
    data = small.getvalue()
    first = _directory([(0x0112, 3, orientation)], following=26)
    second = _directory([(0x0103, 3, 6), (0x0201, 4, 68), (0x0202, 4, len(data))], following=0)
    exif = b"Exif\0\0MM\0\x2a\0\0\0\x08" + first + second + data
    with Image.open(photo) as picture:
        picture.load()
        picture.save(photo, "JPEG", exif=exif)


def _directory(entries: list[tuple[int, int, int]], following: int) -> bytes:
    made = struct.pack(">H", len(entries))
    for tag, kind, value in entries:
        made += struct.pack(">HHI", tag, kind, 1)
        made += struct.pack(">HH", value, 0) if kind == 3 else struct.pack(">I", value)
    return made + struct.pack(">I", following)
