"""Processes that read what a reader may die or hang of (`core.decoder`): one that does is replaced."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from io import BufferedReader
from pathlib import Path
from typing import Any

from core import decoder
from core.decoder import UNREADABLE
from core.words import said

# Two seconds are what the largest take alone; with every core at work, somewhat more.
LIMIT_S = 10.0


class DecoderError(Exception):
    """A file that can't be read; `reason` is for people. Who asks makes an error of `core.errors` of it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Decoder:
    """One process, asked by one thread at a time."""

    def __init__(self) -> None:
        built = getattr(sys, "frozen", False)
        command = [decoder.ARGUMENT] if built else ["-P", str(Path(decoder.__file__))]
        self._process = subprocess.Popen(  # noqa: S603 - it is this program
            [sys.executable, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # each would take of the memory that it may have
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def ask(
        self, what: str, source: Path | bytes, sheet: str | None = None
    ) -> tuple[dict[str, Any], bytearray]:
        """What it answers.

        Raises:
            EOFError: it ended by itself, as nobody had asked for long.
            DecoderError: it died of the file, or took too long and was ended.
        """
        late = threading.Event()
        limit = threading.Timer(LIMIT_S, self._end_late, (late,))
        limit.start()
        try:
            answer = self._answer(what, source, sheet)
        except (OSError, ValueError) as exc:
            code = self.close()
            if late.is_set():
                raise DecoderError(said("it takes more than {seconds} seconds", seconds=LIMIT_S)) from exc
            if code == 0:
                raise EOFError from exc
            raise DecoderError(
                said("its decoder broke off, as it is damaged or takes too much memory")
            ) from exc
        finally:
            limit.cancel()
            limit.join()
        return answer

    def close(self) -> int:
        """End it; its exit code."""
        with suppress(OSError), self._process:
            assert self._process.stdin is not None
            self._process.stdin.close()
        return self._process.wait()

    def _end_late(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def _answer(self, what: str, source: Path | bytes, sheet: str | None) -> tuple[dict[str, Any], bytearray]:
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert isinstance(answers, BufferedReader)
        path, content = (str(source), b"") if isinstance(source, Path) else ("", source)
        request = {"what": what, "path": path, "bytes": len(content), "sheet": sheet}
        asked.write(json.dumps(request).encode() + b"\n")
        asked.write(content)
        asked.flush()
        head = json.loads(answers.readline())
        body = bytearray(head["bytes"])
        if answers.readinto(body) < len(body):
            raise BrokenPipeError
        return head, body


class Decoders:
    """As many processes as threads that ask at once; those that nobody needs end by themselves."""

    def __init__(self) -> None:
        self._idle: list[_Decoder] = []

    def ask(
        self, what: str, source: Path | bytes, sheet: str | None = None
    ) -> tuple[dict[str, Any], bytearray]:
        """What one of them answers.

        Raises:
            DecoderError: it can't read the file, died of it, or took too long and was ended.
        """
        while True:
            one = self._any()
            try:
                answer = one.ask(what, source, sheet)
            except EOFError:
                continue
            self._idle.append(one)
            if answer[0]["found"] == UNREADABLE:
                raise DecoderError(answer[0]["reason"])
            return answer

    def _any(self) -> _Decoder:
        try:
            return self._idle.pop()
        except IndexError:
            return _Decoder()

    def close(self) -> None:
        """End them all."""
        while self._idle:
            self._idle.pop().close()


decoders = Decoders()
"""Those of this process."""
atexit.register(decoders.close)
