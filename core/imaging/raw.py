"""RAW files, opened in processes of their own (`core.raw_worker`): one that dies or hangs is replaced."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core import raw_worker
from core.errors import PhotoError
from core.raw_worker import HALF, NOTHING, PREVIEW, RENDERED, UNREADABLE
from core.words import said

# Two seconds are what the largest take alone; with every core at work, somewhat more.
LIMIT_S = 10.0
# What LibRaw holds of a picture while it renders it: 16 bytes a pixel whole, 7 at half the size.
WHOLE_PIXELS, MAX_PIXELS = 50_000_000, 120_000_000


@dataclass(frozen=True, slots=True)
class RawPicture:
    """What is in a RAW file of so many pixels: a JPEG, or pixels as they are shown, (H, W, 3); or neither.

    Each of the pixels stands for `reduction` by `reduction` of the file's.
    """

    width: int
    height: int
    jpeg: bytes | None = None
    pixels: NDArray[np.uint8] | None = None
    reduction: int = 1


def raw_preview(source: Path | bytes) -> RawPicture:
    """The largest preview inside a RAW file.

    Raises:
        PhotoError: it can't be read.
    """
    return _asked(PREVIEW, source)


def raw_rendered(source: Path | bytes, pixels: int) -> RawPicture:
    """LibRaw's own rendering of a RAW file of so many pixels; of a large one, at half the size.

    Raises:
        PhotoError: it can't be read, or is too large.
    """
    if pixels > MAX_PIXELS:
        reason = said(
            "The RAW file has {megapixels} megapixels and no preview; without one up to {limit} can be read.",
            megapixels=f"{pixels / 1e6:.0f}",
            limit=f"{MAX_PIXELS / 1e6:.0f}",
        )
        raise PhotoError("too-large", reason)
    return _asked(RENDERED if pixels <= WHOLE_PIXELS else HALF, source)


def _asked(what: str, source: Path | bytes) -> RawPicture:
    head, body = _workers.ask(what, source)
    if head["found"] == UNREADABLE:
        raise _unreadable(head["reason"])
    size = head["width"], head["height"]
    if head["found"] == raw_worker.JPEG:
        return RawPicture(*size, jpeg=body)
    if head["found"] == NOTHING:
        return RawPicture(*size)
    pixels = np.frombuffer(body, np.uint8).reshape(head["shape"])
    return RawPicture(*size, pixels=pixels, reduction=2 if what == HALF else 1)


def _unreadable(reason: str) -> PhotoError:
    return PhotoError("unreadable-raw", said("The RAW file can't be read: {reason}.", reason=reason))


class _Worker:
    """One process, asked by one thread at a time."""

    def __init__(self) -> None:
        built = getattr(sys, "frozen", False)
        command = [raw_worker.ARGUMENT] if built else ["-P", str(Path(raw_worker.__file__))]
        self._process = subprocess.Popen(  # noqa: S603 - it is this program
            [sys.executable, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # each would take of the memory that it may have
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def ask(self, what: str, source: Path | bytes) -> tuple[dict[str, Any], bytes]:
        """What it answers.

        Raises:
            EOFError: it ended by itself, as nobody had asked for long.
            PhotoError: it died of the file, or took too long and was ended.
        """
        late = threading.Event()
        limit = threading.Timer(LIMIT_S, self._end_late, (late,))
        limit.start()
        try:
            answer = self._answer(what, source)
        except (OSError, ValueError) as exc:
            code = self.close()
            if late.is_set():
                raise _unreadable(said("it takes more than {seconds} seconds", seconds=LIMIT_S)) from exc
            if code == 0:
                raise EOFError from exc
            raise _unreadable(said("it is damaged so that its decoder broke off")) from exc
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

    def _answer(self, what: str, source: Path | bytes) -> tuple[dict[str, Any], bytes]:
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        path, content = (str(source), b"") if isinstance(source, Path) else ("", source)
        asked.write(json.dumps({"what": what, "path": path, "bytes": len(content)}).encode() + b"\n")
        asked.write(content)
        asked.flush()
        head = json.loads(answers.readline())
        body = answers.read(head["bytes"])
        if len(body) < head["bytes"]:
            raise BrokenPipeError
        return head, body


class _Workers:
    """As many processes as threads that ask at once; those that nobody needs end by themselves."""

    def __init__(self) -> None:
        self._idle: list[_Worker] = []

    def ask(self, what: str, source: Path | bytes) -> tuple[dict[str, Any], bytes]:
        """What one of them answers.

        Raises:
            PhotoError: it died of the file, or took too long and was ended.
        """
        while True:
            worker = self._any()
            try:
                answer = worker.ask(what, source)
            except EOFError:
                continue
            self._idle.append(worker)
            return answer

    def _any(self) -> _Worker:
        try:
            return self._idle.pop()
        except IndexError:
            return _Worker()

    def close(self) -> None:
        """End them all."""
        while self._idle:
            self._idle.pop().close()


_workers = _Workers()
atexit.register(_workers.close)
