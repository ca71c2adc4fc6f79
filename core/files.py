"""Writing files whole or not at all, under names that every file system takes."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import LibraryError
from core.words import said

# What a file's name may not hold on one system or another.
FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
# On Windows these are devices, with any ending.
DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)
# Of the 255 that most systems take, so that a number and an ending find room.
LONGEST_NAME_BYTES = 200


def safe_name(text: str) -> str:
    """A text as the name of a file or a folder on any system; empty where nothing of it can be kept."""
    text = FORBIDDEN.sub("-", text.encode(errors="replace").decode())
    name = text.encode()[:LONGEST_NAME_BYTES].decode(errors="ignore")
    name = name.strip(" .")
    return f"_{name}" if DEVICES.match(name) else name


def beside(place: Path) -> Path:
    """Where a file is made before it takes its place; its kind is told by its ending."""
    return place.with_name(f".{place.stem}.{os.getpid()}-{threading.get_ident()}{place.suffix}")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, in a folder that is made where there is none; what was there stays if that fails.

    Raises:
        LibraryError: the disk is full or may not be written to.
    """
    unfinished = beside(path)
    with translated_disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            unfinished.write_bytes(content)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)


def put_new(unfinished: Path, place: Path) -> None:
    """Give a file its place, where there must be none.

    Raises:
        FileExistsError: there is one.
    """
    try:
        os.link(unfinished, place)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, as cards and many network shares have
        if place.exists():
            raise FileExistsError(place) from None
        unfinished.rename(place)
    else:
        unfinished.unlink()


@contextmanager
def translated_disk_errors(path: Path) -> Iterator[None]:
    """The seam where what the disk does not do becomes an error of ours.

    Raises:
        LibraryError: the disk is full or may not be written to.
    """
    try:
        yield
    except OSError as exc:
        raise LibraryError(
            said(
                "{path} can't be written: {reason}. Make room on the disk or check the folder's rights, "
                "and do it again: what was finished is kept.",
                path=path,
                reason=exc.strerror,
            )
        ) from exc
