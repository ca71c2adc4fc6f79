"""Where faces are in a file's metadata, and where in the upright photo."""

from __future__ import annotations

from core.types import Box

_UPRIGHT = {
    1: (False, False, False),
    2: (False, True, False),
    3: (False, True, True),
    4: (False, False, True),
    5: (True, False, False),
    6: (True, True, False),
    7: (True, True, True),
    8: (True, False, True),
}
"""By orientation (EXIF 2.32, 4.6.4): whether the sides are swapped, then left and right, top and bottom."""
_BACK = {6: 8, 8: 6}


def to_upright(box: Box, orientation: int) -> Box:
    """Where a box of the stored picture is in the upright photo."""
    swapped, mirrored, upended = _UPRIGHT[orientation]
    x, y, w, h = (box.y, box.x, box.h, box.w) if swapped else (box.x, box.y, box.w, box.h)
    return Box(1 - x - w if mirrored else x, 1 - y - h if upended else y, w, h)


def to_stored(box: Box, orientation: int) -> Box:
    """Where a box of the upright photo is in the stored picture."""
    return to_upright(box, _BACK.get(orientation, orientation))
