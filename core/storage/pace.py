"""Not taking the whole line: so many bytes a second at most, over all that go at once."""

from __future__ import annotations

import io
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


class PacedContent(io.BytesIO):
    """Content that is read at a pace while it is `sent`, and as fast as may be while it is only looked at."""

    def __init__(
        self, content: bytes | memoryview, pace: Pace, going_on: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__(content)
        self._pace, self._going_on = pace, going_on
        self.sent = False

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes; fewer than asked for where that keeps the pace even."""
        if not self.sent:
            return super().read(size)
        self._going_on()
        content = super().read(CHUNK if size is None or size < 0 else min(size, CHUNK))
        self._pace.wait_for(len(content))
        return content
