"""Starts a program on an empty X11 screen, and looks: `look.py DISPLAY PICTURE COMMAND…`.

Says after how many milliseconds something was to be seen, takes a picture once it stays as it is, and ends
the program.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from PIL import Image, ImageGrab

LONGEST_S, STILL_S, EVERY_S = 120.0, 3.0, 0.02


def main() -> int:
    """Look at one start; the exit code is 1 where nothing was to be seen."""
    display, picture, *command = sys.argv[1:]
    started = time.monotonic()
    program = subprocess.Popen(command, start_new_session=True)
    try:
        while (seen := screen(display)).getbbox() is None:
            if program.poll() is not None or time.monotonic() - started > LONGEST_S:
                print("There was nothing to be seen.", file=sys.stderr)
                return 1
            time.sleep(EVERY_S)
        print(round((time.monotonic() - started) * 1000))
        at_rest(display, seen).save(picture)
    finally:
        os.killpg(program.pid, signal.SIGKILL)  # with all that the command has started
        program.wait()
        while screen(display).getbbox():
            time.sleep(EVERY_S)
    return 0


def screen(display: str) -> Image.Image:
    """What is to be seen; where nothing is, it is black."""
    return ImageGrab.grab(xdisplay=display).convert("RGB")


def at_rest(display: str, seen: Image.Image) -> Image.Image:
    """What is to be seen once nothing changes any more."""
    while True:
        time.sleep(STILL_S)
        now = screen(display)
        if now.tobytes() == seen.tobytes():
            return now
        seen = now


if __name__ == "__main__":
    sys.exit(main())
