"""Writing files whole or not at all, under names that every file system takes."""

from __future__ import annotations

import hashlib
import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.errors import LibraryError
from core.words import said

ANYBODYS, OWN = 0o666, 0o600
"""Who may read and write a file: as the system has it, or whoever wrote it alone."""
ABANDONED_S = 24 * 60 * 60
"""Nobody works on an unfinished file that long; its process's number may be another one's by now."""
UNFINISHED = re.compile(r"\..*\.(?P<process>[1-9][0-9]{0,8})-[0-9]+(\.[^.]*)?", re.DOTALL)


def file_digest(path: Path) -> str:
    """The sha256 of a file's content, in hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def beside(place: Path) -> Path:
    """Where a file is made before it takes its place; its kind is told by its ending."""
    return place.with_name(f".{place.stem}.{os.getpid()}-{threading.get_ident()}{place.suffix}")


def clear_unfinished(folder: Path) -> None:
    """Remove what was made `beside` a place in a folder by a program that was killed before the end."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if made := UNFINISHED.fullmatch(entry.name):
                with suppress(OSError):  # on Windows, where a program has it open
                    if _is_left(entry, int(made["process"])):
                        Path(entry.path).unlink()


def _is_left(entry: os.DirEntry[str], process: int) -> bool:
    """Whether nobody works on a file: who made it has ended, or had its number so long ago."""
    if not entry.is_file(follow_symlinks=False):
        return False
    return not _runs(process) or time.time() - entry.stat().st_ctime > ABANDONED_S


def _runs(process: int) -> bool:
    if process == os.getpid() or os.name == "nt":  # there a signal would end it, and there is no other way
        return process == os.getpid()
    try:
        os.kill(process, 0)
    except OSError as exc:
        return not isinstance(exc, ProcessLookupError)
    return True


def write_whole(path: Path, content: bytes, mode: int = ANYBODYS) -> None:
    """Write a file, in a folder that is made where there is none; what was there stays if that fails.

    Raises:
        LibraryError: the disk is full or may not be written to.
    """
    unfinished = beside(path)
    with translated_disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        try:
            unfinished.touch(mode, exist_ok=False)  # else a link that somebody put there would be written to
            unfinished.write_bytes(content)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system lets that be asked for."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a network drive may not take it
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


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
