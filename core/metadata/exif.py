"""Time, camera and orientation from EXIF (CIPA DC-008)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from PIL import Image

MAKE, MODEL, ORIENTATION, DATE_TIME = 0x010F, 0x0110, 0x0112, 0x0132
EXIF_IFD = 0x8769
DATE_TIME_ORIGINAL, SUBSEC_ORIGINAL, BODY_SERIAL = 0x9003, 0x9291, 0xA431
ORIENTATIONS = range(1, 9)
LONGEST_CAMERA = 200


@dataclass(frozen=True, slots=True)
class Shot:
    """When and with what a photo was taken. `taken_at` is by the camera's clock, without a zone."""

    taken_at: datetime | None = None
    camera: str = ""
    orientation: int = 1


def read_shot(exif: Image.Exif) -> Shot:
    """What EXIF says of a shot; a field that is absent or broken is left at its default."""
    detail = exif.get_ifd(EXIF_IFD)
    taken_at = _time(detail.get(DATE_TIME_ORIGINAL) or exif.get(DATE_TIME))
    if taken_at is not None and taken_at.year < datetime.max.year:
        taken_at += _fraction(detail.get(SUBSEC_ORIGINAL))
    names = [_text(value) for value in (exif.get(MAKE), exif.get(MODEL), detail.get(BODY_SERIAL))]
    orientation: int = exif.get(ORIENTATION, 1)
    return Shot(
        taken_at=taken_at,
        camera=" ".join(name for name in names if name)[:LONGEST_CAMERA],
        orientation=orientation if orientation in ORIENTATIONS else 1,
    )


def _text(value: object) -> str:
    """A string without the padding and control characters that cameras leave in."""
    if not isinstance(value, str):
        return ""
    return "".join(char for char in value if char.isprintable()).strip()


def _time(value: object) -> datetime | None:
    try:
        return datetime.strptime(_text(value)[:19], "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None


def _fraction(value: object) -> timedelta:
    digits = _text(value)
    return timedelta(seconds=float(f"0.{digits}")) if digits.isdecimal() else timedelta()
