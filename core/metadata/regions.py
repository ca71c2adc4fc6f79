"""Where faces are in a file's metadata, and where in the upright photo."""

from __future__ import annotations

from core.types import Box

# Sides that differ by no more are of one shape: programs round.
SAME_SHAPE = 0.01
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


def stored_size(width: int, height: int, orientation: int) -> tuple[int, int]:
    """The width and height in pixels of the stored picture, by those of the upright photo."""
    swapped, *_ = _UPRIGHT[orientation]
    return (height, width) if swapped else (width, height)


def same_shape(one: tuple[float, float] | None, other: tuple[int, int]) -> bool:
    """Whether regions made on a picture of one size are right on one of another; unless it is known, yes."""
    return one is None or abs(one[0] / one[1] / (other[0] / other[1]) - 1) <= SAME_SHAPE


def to_upright(box: Box, orientation: int) -> Box:
    """Where a box of the stored picture is in the upright photo."""
    swapped, mirrored, upended = _UPRIGHT[orientation]
    x, y, w, h = (box.y, box.x, box.h, box.w) if swapped else (box.x, box.y, box.w, box.h)
    return Box(1 - x - w if mirrored else x, 1 - y - h if upended else y, w, h)


def to_stored(box: Box, orientation: int) -> Box:
    """Where a box of the upright photo is in the stored picture."""
    return to_upright(box, _BACK.get(orientation, orientation))
