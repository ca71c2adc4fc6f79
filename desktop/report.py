"""What is reported of a fault of ours, without anything that is the user's.

Only what is the program's own gets in: versions, names of modules and functions that are loaded, line
numbers and lines of their source, types of exceptions. The text of an exception, a path or the value of
a variable may hold a name, so none of them does, whatever it says.
"""

from __future__ import annotations

import linecache
import platform
import sys
import traceback
from collections.abc import Iterator
from pathlib import PurePath
from types import FrameType, TracebackType

from core.doctor import SHOWN_PACKAGES, package_version

ABSENT = "absent"
DEEPEST = 8


def crash_report(error: BaseException, device: str) -> str:
    """The report of an exception; `device` is what the models run on, as the engine names it."""
    return "\n".join([*_versions(device), "", *_chain(error)]) + "\n"


def _versions(device: str) -> Iterator[str]:
    yield f"Playertag {package_version('playertag')}"
    yield f"Python {platform.python_version()}"
    yield f"{platform.system()} {platform.release()}, {platform.machine()}"
    for name in SHOWN_PACKAGES:
        if (found := package_version(name)) != ABSENT:
            yield f"{name} {found}"
    yield f"Models run on: {device or 'not opened'}"


def _chain(error: BaseException) -> Iterator[str]:
    """The exception and those before it, the last one first, as it is the one that ended the job."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen and len(seen) < DEEPEST:
        if seen:
            yield ""
            yield "which came of:"
        seen.add(id(current))
        yield _kind(type(current))
        yield from _frames(current.__traceback__)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)


def _kind(kind: type[BaseException]) -> str:
    """An exception's type, where a loaded module has it under that name."""
    module = sys.modules.get(kind.__module__)
    known = module is not None and getattr(module, kind.__qualname__, None) is kind
    return f"{kind.__module__}.{kind.__qualname__} (its text is left out)" if known else "an exception"


def _frames(trace: TracebackType | None) -> Iterator[str]:
    for frame, line in traceback.walk_tb(trace):
        yield from _frame(frame, line)


def _frame(frame: FrameType, line: int) -> Iterator[str]:
    """Where a call was; code that is of no loaded module's file keeps its names to itself."""
    name = str(frame.f_globals.get("__name__"))
    module = sys.modules.get(name)
    path = frame.f_code.co_filename
    if module is None or vars(module) is not frame.f_globals or not _is_file_of(name, path):
        yield "  elsewhere"
        return
    yield f"  {name}, line {line}, in {frame.f_code.co_name}"
    if source := linecache.getline(path, line).strip():
        yield f"    {source}"


def _is_file_of(module: str, path: str) -> bool:
    """Whether code is of a module's own file, which a frozen program knows by a part of its path."""
    names, parts = tuple(module.split(".")), PurePath(path.removesuffix(".py")).parts
    return parts[-len(names) :] == names or parts[-len(names) - 1 :] == (*names, "__init__")
