"""ExifTool, kept open: it reads and writes what stands in files about their pictures.

Phil Harvey's program (https://exiftool.org) is one of its own, asked through its input and output.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import threading
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import exiftool
from exiftool.exceptions import ExifToolException

from core.errors import PhotoError, ToolMissingError
from core.files import translated_disk_errors
from core.metadata.tags import ERROR
from core.paths import bundled_exiftool
from core.words import said

# Structures as such, numbers as they are stored, and names of files in UTF-8 on every system.
COMMON = ("-struct", "-n", "-G1", "-charset", "filename=utf8")
ADVICE = said(
    "Names can't be read from or written into files, since ExifTool is not on this computer. Everything else "
    "works. Get it from exiftool.org, or by your system's packages: libimage-exiftool-perl on Debian and "
    "Ubuntu, perl-image-exiftool on Fedora and Arch, exiftool with Homebrew and winget."
)
UNCHANGED = "image files unchanged"
# So many are read by one question.
FILES_AT_ONCE = 50
# It reads fifty files in two seconds, and writes a large one in less; a slow disk takes longer.
LIMIT_S = 30.0
# What it says where a file could be begun and not finished.
NOT_TO_THE_END = "Error writing output file"

# It warns where the process has ended by itself, as when all of a terminal's are stopped.
warnings.filterwarnings("ignore", category=UserWarning, module="exiftool")


def _read_until(line: int, end: bytes, size: int) -> bytes:
    """What a process says up to an end.

    Raises:
        BrokenPipeError: it ended before.
    """
    told = b""
    while not told[-len(end) - 2 :].rstrip().endswith(end):
        part = os.read(line, size)
        if not part:
            raise BrokenPipeError
        told += part
    return told


# Its own goes on reading for ever where the process was killed.
exiftool.exiftool._read_fd_endswith = _read_until  # noqa: SLF001 - there is no other way


class ExifTool:
    """One process of ExifTool, started when it is first asked; its callers take turns."""

    def __init__(self, program: str | None = None) -> None:
        self._program = program or _at_hand()
        self._turn = threading.Lock()
        self._process: exiftool.ExifTool | None = None
        self._keeper: ThreadPoolExecutor | None = None

    def version(self) -> str:
        """Its version.

        Raises:
            ToolMissingError: it is not on this computer.
        """
        return self._execute("-ver").strip()

    def read(self, paths: Sequence[Path], tags: Sequence[str]) -> dict[Path, dict[str, Any]]:
        """Some tags of each file that is there, by their names with group; numbers as the text that they are.

        A file that can't be read has what ExifTool says of it as `ExifTool:Error`, or that it broke off, or
        took longer than `LIMIT_S`: what it gives no answer for together is asked again one by one.

        Raises:
            ToolMissingError: it is not on this computer.
        """
        if not paths:
            return {}
        try:
            told = self._execute("-j", "-Error", *(f"-{tag}" for tag in tags), *map(str, paths))
        except PhotoError as exc:
            if len(paths) == 1:
                return {paths[0]: {ERROR: exc.reason}}
            return {one: found for path in paths for one, found in self.read([path], tags).items()}
        found: list[dict[str, Any]] = json.loads(told or "[]", parse_int=str, parse_float=str)
        return {Path(tags.pop("SourceFile")): tags for tags in found}

    def write(self, source: Path, target: Path, edits: Sequence[str]) -> None:
        """Make a file that is another one with some tags edited.

        Args:
            source: stays as it is. Where it is the target, that is made anew.
            target: must not be there yet.
            edits: as ExifTool's arguments, each `-TAG=VALUE` or the like.

        Raises:
            PhotoError: it can't be, or takes longer than `LIMIT_S`, and why; there is no target then.
            LibraryError: the disk is full or may not be written to, and the target's name has a % in it.
            ToolMissingError: ExifTool is not on this computer.
        """
        with _plainly_named(target) as made:
            to = [str(target)] if source == target else ["-o", str(made), str(source)]
            try:
                self._execute("-m", *edits, *to)
            except PhotoError as exc:
                made.unlink(missing_ok=True)  # half of it may be there
                raise PhotoError(exc.code, said("ExifTool: {reason}", reason=exc.reason)) from exc
        if not target.is_file():
            complaint = self._complaint()
            if complaint.startswith(NOT_TO_THE_END):
                words = said("There is no room for it on the disk. Make room, and write the names again.")
                raise PhotoError("no-room", words)
            raise PhotoError("not-written", said("ExifTool: {reason}", reason=complaint))

    def close(self) -> None:
        """End the process."""
        with self._turn:
            if self._process is not None:
                self._process.terminate()
            self._let_go()

    def _complaint(self) -> str:
        assert self._process is not None
        lines = str(self._process.last_stderr).strip().splitlines()
        return lines[0].removeprefix("Error: ") if lines else UNCHANGED

    def _execute(self, *arguments: str) -> str:
        """What it says.

        Raises:
            PhotoError: it broke off, or took too long and was ended.
            ToolMissingError: it is not on this computer, or does not start.
        """
        with self._turn:
            process = self._process or self._started()
            try:
                with self._in_time():
                    told = process.execute(*map(_as_line, arguments))
            except TimeoutError as exc:
                self._kill()
                words = said("it takes more than {seconds} seconds", seconds=f"{LIMIT_S:.0f}")
                raise PhotoError("not-written", words) from exc
            except (ExifToolException, OSError) as exc:
                self._kill()
                words = said("it broke off: {reason}", reason=type(exc).__name__)
                raise PhotoError("not-written", words) from exc
            return str(told)

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        """End the process where it does not answer for long.

        Raises:
            TimeoutError: that was so.
        """
        late = threading.Event()
        limit = threading.Timer(LIMIT_S, self._end_late, (late,))
        limit.start()
        try:
            yield
        finally:
            limit.cancel()
            limit.join()
            if late.is_set():
                raise TimeoutError

    def _end_late(self, late: threading.Event) -> None:
        late.set()
        if self._process is not None and (left := self._process._process):  # noqa: SLF001 - see `_kill`
            left.kill()

    def _started(self) -> exiftool.ExifTool:
        """A new process, started by a thread of its own: the system ends it together with that."""
        self._keeper = ThreadPoolExecutor(1, "exiftool")
        try:
            process = exiftool.ExifTool(self._program, common_args=list(COMMON), encoding="utf-8")
            self._process = process
            with self._in_time():
                self._keeper.submit(process.run).result()
        except (OSError, RuntimeError, ExifToolException) as exc:  # it is not there, or is another program
            self._kill()
            raise ToolMissingError(ADVICE) from exc
        return process

    def _kill(self) -> None:
        """Let go of a process that broke off, whatever is left of it."""
        if self._process is not None:
            if left := self._process._process:  # noqa: SLF001 - its own way to end it waits for an answer
                with left:
                    left.kill()
            self._process._running = False  # noqa: SLF001 - or it would warn of it
        self._let_go()

    def _let_go(self) -> None:
        self._process = None
        if self._keeper is not None:
            self._keeper.shutdown()
        self._keeper = None


@contextmanager
def _plainly_named(target: Path) -> Iterator[Path]:
    """Where ExifTool makes a file: for %d and the like in a name it would take parts of the source's."""
    if "%" not in str(target):
        yield target
        return
    with tempfile.TemporaryDirectory(prefix="playertag-") as folder:
        made = Path(folder) / f"made{target.suffix}"
        yield made
        if made.is_file():
            with translated_disk_errors(target):
                shutil.move(made, target)


def _at_hand() -> str:
    """The one that came with the installer, else the one that the system finds."""
    bundled = bundled_exiftool()
    return str(bundled) if bundled.is_file() else "exiftool"


def _as_line(argument: str) -> str:
    """An argument on a line of its own, as ExifTool reads them."""
    if "\n" not in argument and not argument.startswith("#"):
        return argument
    escaped = argument.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return f"#[CSTR]{escaped}"
