"""What a program that PyInstaller froze has to put right before it is like one that Python runs."""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping

# Where its start put the folders of its own libraries, for this process, which has read them by now.
LIBRARIES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
QT = ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH")


def put_right() -> None:
    """For programs to call before anything else; one that Python runs has nothing to be put right."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        # A process that a library starts to share its work is this program once more: it must open no window.
        multiprocessing.freeze_support()
        spare_others(os.environ)


def spare_others(environment: MutableMapping[str, str]) -> None:
    """Let programs that are started from here, a browser or ExifTool, find the system's libraries again."""
    for name in LIBRARIES:
        environment.pop(name, None)
        if before := environment.pop(f"{name}_ORIG", ""):
            environment[name] = before
    for name in QT:
        environment.pop(name, None)
