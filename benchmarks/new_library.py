"""Make a library with given settings, for a run of the command line on it.

    python -m benchmarks.new_library FOLDER PACK DEVICE

A process of its own, so that what it loads is not counted as memory of the run that follows.
"""

from __future__ import annotations

import sys
from pathlib import Path

from core.library import Library

if __name__ == "__main__":
    folder, pack, device = sys.argv[1:]
    with Library.open(Path(folder)) as library:
        library.update_settings(pack=pack, device=device)
