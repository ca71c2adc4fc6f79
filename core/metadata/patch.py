"""What makes an old file of a new one: enough to take back what was written, to the byte.

Writing metadata changes a stretch near a file's beginning, and leaves the picture behind it as it is.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


class WrongFileError(ValueError):
    """A file that the patch is not of."""


@dataclass(frozen=True, slots=True)
class Patch:
    """The old file is the new one with the bytes from `start` to `end` replaced by `stretch`, deflated.

    `before` and `after` are the sha256 of the old and the new file.
    """

    before: str
    after: str
    start: int
    end: int
    stretch: bytes

    @classmethod
    def between(cls, old: bytes, new: bytes) -> Patch:
        """What makes `old` of `new`."""
        one, other = (np.frombuffer(content, np.uint8) for content in (old, new))
        start = _shared(one, other)
        tail = _shared(one[start:][::-1], other[start:][::-1])
        stretch = zlib.compress(old[start : len(old) - tail])
        return cls(digest(old), digest(new), start, len(new) - tail, stretch)

    def undone(self, new: bytes) -> bytes:
        """The old file.

        Raises:
            WrongFileError: the file is another one than that which was written.
        """
        if digest(new) != self.after:
            raise WrongFileError
        old = new[: self.start] + zlib.decompress(self.stretch) + new[self.end :]
        if digest(old) != self.before:
            raise WrongFileError
        return old


def digest(content: bytes) -> str:
    """The name of some bytes: their sha256."""
    return hashlib.sha256(content).hexdigest()


def _shared(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> int:
    """How many bytes both begin with."""
    most = min(len(one), len(other))
    different = one[:most] != other[:most]
    return int(different.argmax()) if different.any() else most
