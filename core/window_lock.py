"""One window a library: a lock that ends with its process, however that ends.

It is the system's lock on a file of its own, so a stick that is pulled out takes no lock along. Commands
beside a window need none: those who write to the database wait for each other.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from core.errors import LibraryInUseError

# Behind all that is written there: on Windows what is locked can't be read.
LOCKED_AT = 1 << 30


@dataclass(slots=True)
class _Held:
    descriptor: int
    times: int


class WindowLock:
    """The lock of one library, held from its making to `release`; one process may hold it several times.

    A window is made anew for another language while the one before is still open.
    """

    _held: ClassVar[dict[Path, _Held]] = {}
    _changing: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, path: Path) -> None:
        """Take it.

        Raises:
            LibraryInUseError: another process holds it.
        """
        self._path = path
        with self._changing:
            if path in self._held:
                self._held[path].times += 1
            else:
                self._held[path] = _Held(_locked(path), 1)

    def release(self) -> None:
        """Let go of it."""
        with self._changing:
            held = self._held[self._path]
            held.times -= 1
            if held.times == 0:
                del self._held[self._path]
                os.close(held.descriptor)


def _locked(path: Path) -> int:
    """A descriptor of the file, locked where the disk knows locks."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _lock(descriptor)
    except (BlockingIOError, PermissionError) as exc:
        holder = os.read(descriptor, 200).decode(errors="replace")
        os.close(descriptor)
        raise LibraryInUseError(holder) from exc
    except OSError:
        pass  # a network drive without locks: better two windows than none
    with suppress(OSError):  # a full disk: the lock is held whoever is named in it
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{socket.gethostname()}, process {os.getpid()}".encode())
    return descriptor


if sys.platform == "win32":

    def _lock(descriptor: int) -> None:
        import msvcrt

        os.lseek(descriptor, LOCKED_AT, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)

else:

    def _lock(descriptor: int) -> None:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
