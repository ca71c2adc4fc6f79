"""Small photos made from pictures of people who don't exist, quick to write, read and search."""

from __future__ import annotations

import shutil
from pathlib import Path

from PIL import Image


def small_photo(source: Path, target: Path, side: int = 480, mark: int = 0) -> Path:
    """A picture at most `side` pixels large; in a JPEG `mark` makes it another content."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(source) as picture:
        picture.draft("RGB", (side, side))
        small = picture.convert("RGB")
        small.thumbnail((side, side))
        extra = {"comment": f"picture {mark}"} if target.suffix == ".jpg" else {}
        small.save(target, quality=90, **extra)
    return target


def copy_of(source: Path, target: Path) -> Path:
    """The same content at another place."""
    target.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy2(source, target))
