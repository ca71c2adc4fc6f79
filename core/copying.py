"""Copies that are proven: read once, written to one or several places, read back and compared."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.errors import PhotoError, unreadable
from core.files import translated_disk_errors
from core.jobs import JobContext
from core.words import said

# A stop takes effect after so much was read.
PART_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Copy:
    """A file as it was read, and the files that were made of it."""

    source: Path
    size: int
    mtime_ns: int
    digest: str
    made: tuple[Path, ...]


def copied(source: Path, to: Sequence[Path], context: JobContext) -> Copy:
    """Read a file into new ones, in one go.

    Raises:
        PhotoError: it can't be read.
        LibraryError: a disk is full or may not be written to.
        CancelledError: a stop was asked for.
    """
    digest = hashlib.sha256()
    with ExitStack() as stack:
        writers = [stack.enter_context(_written(one)) for one in to]
        for part in _parts(source, context):
            digest.update(part)
            for write in writers:
                write(part)
    try:
        stat = source.stat()
    except OSError as exc:
        raise unreadable(exc) from exc
    for one in to:
        with translated_disk_errors(one.parent):
            os.utime(one, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    return Copy(source, stat.st_size, stat.st_mtime_ns, digest.hexdigest(), tuple(to))


def verify(copy: Copy, context: JobContext) -> None:
    """See that what was made is what was read.

    Raises:
        PhotoError: it is not, or can't be read.
        CancelledError: a stop was asked for.
    """
    for one in copy.made:
        if digest_of(one, context) != copy.digest:
            words = said("The copy in {folder} is not what was read. Try another disk.", folder=one.parent)
            raise PhotoError("not-verified", words)


def digest_of(file: Path, context: JobContext) -> str:
    """The sha256 of a file, from the disk itself where the system can be asked for that.

    Raises:
        PhotoError: it can't be read.
        CancelledError: a stop was asked for.
    """
    digest = hashlib.sha256()
    for part in _parts(file, context):
        digest.update(part)
    return digest.hexdigest()


def _parts(file: Path, context: JobContext) -> Iterator[bytes]:
    try:
        with file.open("rb", buffering=0) as opened:
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            while part := opened.read(PART_BYTES):
                context.checkpoint()
                yield part
    except OSError as exc:
        raise unreadable(exc) from exc


@contextmanager
def _written(path: Path) -> Iterator[Callable[[bytes], None]]:
    """What appends to a new file, which is on the disk in the end."""
    # Without a buffer nothing is left to be written when it is closed after an error.
    with translated_disk_errors(path.parent), path.open("wb", buffering=0) as file:

        def write(part: bytes) -> None:
            with translated_disk_errors(path.parent):
                left = memoryview(part)
                while left:
                    left = left[file.write(left) :]

        yield write
        os.fsync(file.fileno())
