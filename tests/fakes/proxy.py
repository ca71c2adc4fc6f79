"""A line to a server on loopback that breaks: cut, cut after one side was done, reset, or slow."""

from __future__ import annotations

import socket
import struct
import threading
import time
from contextlib import suppress
from random import Random
from typing import Self

CHUNK = 16_384
HARD_CLOSE = struct.pack("ii", 1, 0)
"""Linger for no time: the other side gets a reset, not an end."""


class BreakingLine:
    """A proxy on a port of its own; each connection through it breaks after some bytes, if `breaks` is set.

    What was sent until then arrives, so that a server may have done what its client never hears of.
    """

    def __init__(self, host: str, port: int, seed: int, *, longest: int = 60_000) -> None:
        self._target, self._random, self._longest = (host, port), Random(seed), longest
        self.breaks = True
        self.passed = 0
        """Bytes that went through it, either way."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._accepting = threading.Thread(target=self._accept, name="proxy", daemon=True)
        self._lines: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._accepting.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in [self._accepting, *self._lines]:
            thread.join()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._target)
                left = self._random.randrange(500, self._longest) if self.breaks else None
                delay = self._random.choice([0.0, 0.0, 0.002])
                reset = self._random.random() < 0.5
                for one, other, limit in ((client, server, left), (server, client, None)):
                    line = threading.Thread(
                        target=self._pump, args=(one, other, limit, delay, reset), name="proxy", daemon=True
                    )
                    line.start()
                    self._lines.append(line)

    def _pump(
        self, source: socket.socket, target: socket.socket, left: int | None, delay: float, reset: bool
    ) -> None:
        """Pass bytes on until there are no more, or as many as may pass have."""
        with suppress(OSError):
            while data := source.recv(CHUNK):
                time.sleep(delay)
                passed = data if left is None else data[:left]
                target.sendall(passed)
                self.passed += len(passed)
                if left is not None:
                    left -= len(passed)
                    if left <= 0:
                        break
        for end in (source, target):
            with suppress(OSError):
                if reset:
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, HARD_CLOSE)
                end.shutdown(socket.SHUT_RDWR)
        for end in (source, target):
            end.close()
