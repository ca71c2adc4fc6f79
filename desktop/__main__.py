"""The program: the window, or with a command the command line."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from core import cli


def has_display() -> bool:
    """Whether a window could be shown; on Linux a server has no display."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def open_window(library: Path | None, gallery: str | None) -> int:
    """Open the window; Qt is loaded only here, so that commands start without it."""
    from desktop.app import run_window

    return run_window(library, gallery)


def main() -> int:
    """Run the program; the exit code."""
    return cli.main(open_window=open_window if has_display() else None)


if __name__ == "__main__":
    sys.exit(main())
