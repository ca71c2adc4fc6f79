"""The program: the window, or with a command the command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from core import decoder
from core.frozen import put_right
from core.memory import spare_memory
from core.paths import LIBRARY_VARIABLE


def has_display() -> bool:
    """Whether a window could be shown; on Linux a server has no display."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def open_window(library: Path | None, gallery: str | None) -> int:
    """Open the window; Qt is loaded only here, so that commands start without it."""
    # The engine first: of each module that comes after Qt's, PySide reads the source in search of itself.
    import core.library  # noqa: F401
    from desktop.app import run_window

    return run_window(library, gallery)


def window_wanted(arguments: Sequence[str]) -> bool:
    """Whether the window is wanted and nothing else, which needs no command line to be understood."""
    return not arguments or (len(arguments) == 2 and arguments[0] == "--library")


def main() -> int:
    """Run the program; the exit code."""
    put_right()
    arguments = sys.argv[1:]
    if arguments == [decoder.ARGUMENT]:  # of a built program, which starts its decoders so
        return decoder.main()
    spare_memory()
    if window_wanted(arguments) and has_display():
        named = arguments[1] if arguments else os.environ.get(LIBRARY_VARIABLE)
        return open_window(Path(named) if named else None, None)
    # The window does not wait for the command line to be imported.
    from core import cli

    return cli.main(open_window=open_window if has_display() else None)


if __name__ == "__main__":
    sys.exit(main())
