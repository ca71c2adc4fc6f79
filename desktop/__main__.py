"""The program: the window, or with a command the command line."""

from __future__ import annotations

import sys
from pathlib import Path

from core import cli


def open_window(library: Path, gallery: str | None) -> int:
    """Open the window; Qt is loaded only here, so that commands start without it."""
    from desktop.app import run_window

    return run_window(library, gallery)


def main() -> int:
    """Run the program; the exit code."""
    return cli.main(open_window=open_window)


if __name__ == "__main__":
    sys.exit(main())
