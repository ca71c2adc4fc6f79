"""The XMP file beside a photo, which says of it what does not go into its own file.

Adobe's programs name it IMG_1.xmp and mean the RAW file of that name; darktable and digiKam IMG_1.JPG.xmp,
which any file can have.
"""

from __future__ import annotations

from pathlib import Path

from core.types import RAW_SUFFIXES

SIDECAR = ".xmp"


def sidecar_of(photo: Path) -> Path:
    """The sidecar of a photo: the one that is there, or where one would be made."""
    own, shared = _own(photo), _shared(photo)
    raw = photo.suffix.lower() in RAW_SUFFIXES
    of_raw = not raw and any(map(Path.exists, _raws_beside(photo)))
    there = [path for path in (*own, *([] if of_raw else shared)) if path.exists()]
    return there[0] if there else (own if of_raw else shared)[0]


def sidecars_of(photo: Path) -> list[Path]:
    """Wherever a sidecar of a photo may be, there or not."""
    return [*_own(photo), *_shared(photo)]


def _own(photo: Path) -> list[Path]:
    return [photo.with_name(f"{photo.name}{suffix}") for suffix in (SIDECAR, SIDECAR.upper())]


def _shared(photo: Path) -> list[Path]:
    return [photo.with_suffix(suffix) for suffix in (SIDECAR, SIDECAR.upper())]


def _raws_beside(photo: Path) -> list[Path]:
    """Where a RAW file of the same shot would be."""
    return [photo.with_suffix(one) for suffix in RAW_SUFFIXES for one in (suffix, suffix.upper())]
