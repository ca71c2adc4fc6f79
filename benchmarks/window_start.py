"""Starts the program with the probe in it: started by `benchmarks.window`, one run a process.

    python -m benchmarks.window_start LIBRARY RESULTS STARTED [PHOTOS FRAMES ANSWERS]

It imports what the program does in the program's own order, and nothing else before the start has been
measured.
"""

from __future__ import annotations

import sys
from pathlib import Path

import desktop.__main__ as program


def main() -> int:
    """Run the program; the exit code."""
    library, results, started, *work = sys.argv[1:]
    sys.argv[1:] = ["--library", library]
    open_window = program.open_window

    def open_with_probe(root: Path | None, gallery: str | None) -> int:
        import core.library  # noqa: F401 - before Qt, as the program does it
        from benchmarks.window_probe import watch

        watched = watch(Path(results), float(started), work)
        code = open_window(root, gallery)
        del watched
        return code

    program.open_window = open_with_probe  # type: ignore[assignment]
    return program.main()


if __name__ == "__main__":
    sys.exit(main())
