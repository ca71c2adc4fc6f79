"""Python's cycle collector, for a program that makes many objects and few cycles."""

from __future__ import annotations

import gc

# Net new objects before the collector looks at them. At Python's own 700 it took a tenth of a recognition
# and a sixth of a grouping by player, and found next to nothing.
NEW_OBJECTS = 50_000


def collect_seldom() -> None:
    """For programs to call at their start; the window's own collector takes over from this."""
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])
