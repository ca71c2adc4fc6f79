"""Not taking the whole line: so many bytes a second at most, over all that go at once."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable

CHUNK = 65_536
"""Bytes that go without a pause in between."""


class Pace:
    """A limit of bytes a second, 0 for none. May be used from several threads."""

    def __init__(self, bytes_per_s: int = 0) -> None:
        self._bytes_per_s = bytes_per_s
        self._lock = threading.Lock()
        self._free_at = 0.0

    def wait_for(self, count: int) -> None:
        """Wait until so many more bytes may go."""
        if not self._bytes_per_s:
            return
        with self._lock:
            begins = max(self._free_at, time.monotonic())
            self._free_at = begins + count / self._bytes_per_s
        time.sleep(max(0.0, begins - time.monotonic()))


class PacedContent:
    """Content that is read at a pace while it is `sent`, and as fast as may be while it is only looked at.

    It is a file to read from, without a copy of its own.
    """

    def __init__(
        self, content: bytes | memoryview, pace: Pace, going_on: Callable[[], None] = lambda: None
    ) -> None:
        self._content = memoryview(content)
        self._pace, self._going_on = pace, going_on
        self._at = 0
        self.sent = False

    def __len__(self) -> int:
        return len(self._content)

    def tell(self) -> int:
        """Where it is read from next."""
        return self._at

    def seek(self, to: int, whence: int = os.SEEK_SET) -> int:
        """Go somewhere else; where that is."""
        self._at = to + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: len(self)}[whence]
        return self._at

    def read(self, size: int | None = None) -> bytes:
        """The next bytes; while it is sent as many as may go without a pause, whatever is asked for."""
        if self.sent:
            self._going_on()
            size = CHUNK
        content = bytes(self._content[self._at : len(self) if size is None or size < 0 else self._at + size])
        self._at += len(content)
        if self.sent:
            self._pace.wait_for(len(content))
        return content
