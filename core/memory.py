"""How a program of the engine uses memory: cycles of objects are looked for seldom, large blocks go back."""

from __future__ import annotations

import ctypes
import gc
import mmap
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

# Net new objects before the collector looks at them. At Python's own 700 it took a tenth of a recognition
# and a sixth of a grouping by player, and found next to nothing.
NEW_OBJECTS = 50_000
# What is at least as large goes back to the system when it is let go of. The C library would raise this to
# 32 MB by and by and keep what came of opening the models and reading questions: 50 MB of a large library.
LARGE_BYTES = 1 << 20
# Each thread would get its own heap, up to eight a core, and each keeps what it once took: 20 MB.
HEAPS = 2
MMAP_THRESHOLD, ARENA_MAX = -3, -8
"""M_MMAP_THRESHOLD and M_ARENA_MAX of mallopt(3)."""


def spare_memory() -> None:
    """For programs to call at their start; a library in another program leaves that one alone."""
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])
    if sys.platform == "linux":
        c_library = ctypes.CDLL(None)
        if hasattr(c_library, "mallopt"):  # not in musl, which keeps nothing anyway
            c_library.mallopt(MMAP_THRESHOLD, LARGE_BYTES)
            c_library.mallopt(ARENA_MAX, HEAPS)


def let_go_of_files(folder: Path) -> None:
    """Take no memory for files of a folder that are mapped to be read; what is needed again is read again."""
    if sys.platform == "linux":
        with suppress(OSError):  # where that can't be told, they stay
            for start, end in _read_only(folder.resolve()):
                ctypes.CDLL(None).madvise(
                    ctypes.c_void_p(start), ctypes.c_size_t(end - start), mmap.MADV_DONTNEED
                )


def _read_only(folder: Path) -> Iterator[tuple[int, int]]:
    """Where files of a folder are mapped to be read, by proc_pid_maps(5): only these lose nothing."""
    # Names may have any other character in them.
    for line in Path("/proc/self/maps").read_text("utf-8", "surrogateescape").split("\n"):
        where, *rest = line.split(" ", 5)
        path = rest[-1].lstrip(" ") if len(rest) == 5 else ""
        if path.startswith("/") and rest[0].startswith("r--") and Path(path).parent == folder:
            start, end = where.split("-")
            yield int(start, 16), int(end, 16)
