"""The port of the stores."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Protocol, Self

from core.errors import BlobDamagedError

GoingOn = Callable[[], None]
"""Is called now and then by what takes long, and raises to stop it."""


class BlobStore(Protocol):
    """Pieces of content by their sha256, those of one tournament. May be used from several threads.

    Every method may raise `ServerError` (it can't be reached, or broke off), `ServerRefusedError` (something
    is not there, or is not taken) and `NotAllowedError` (not with this key).
    """

    def __enter__(self) -> Self:
        """Open it."""

    def __exit__(self, *_: object) -> None:
        """Let go of its lines."""

    def check(self) -> None:
        """See that it is there and may be read."""

    def put(self, digest: str, content: bytes, going_on: GoingOn) -> bool:
        """Keep content; False where it was kept already. What broke off is gone on with."""

    def get(self, digest: str, size: int, to: Path, going_on: GoingOn) -> None:
        """Write content of so many bytes into a file, whole or not at all. What broke off is gone on with.

        Raises:
            BlobDamagedError: it is not what its name says.
            LibraryError: the file can't be written.
        """

    def put_page(self, name: str, html: str) -> None:
        """Keep a page under a name."""

    def link(self, name: str, valid: timedelta, filename: str = "") -> str:
        """An address by which anybody gets something for a while, to be saved as `filename` if given."""

    def delete(self, beginning: str) -> int:
        """Delete all whose names begin so, 32 characters at least; how many there were."""

    def sweep(self) -> int:
        """Clear away what somebody began to send long ago and never ended; how many there were."""


def digest_of(content: bytes | memoryview) -> str:
    """The name of content: its sha256, in hex digits."""
    return hashlib.sha256(content).hexdigest()


def require_intact(digest: str, content: bytes) -> None:
    """See that content is what its name says.

    Raises:
        BlobDamagedError: it is not.
    """
    if digest_of(content) != digest:
        raise BlobDamagedError(digest)
