"""Which files an import is about."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from core.paths import is_librarys_own
from core.types import FileFailure
from core.words import said

# Files that stand beside photos on every card and disk, and are not meant to be photos.
COMPANIONS = frozenset({".xmp", ".thm", ".ini", ".db", ".txt", ".csv", ".json", ".lrprev"})


def scan(paths: Sequence[Path]) -> Iterator[Path | FileFailure]:
    """The files under the paths, in order of name, each once; and what can't be looked into.

    Links to folders are followed, a folder that was already walked is not walked again (a folder may
    be linked into itself). Hidden files and known companions of photos are passed over in folders; a
    file that is named itself is always taken. What a library keeps for itself is not: its previews and faces
    are no photos, and SQLite loses its locks on a database that the same process opens besides.
    """
    walked: set[tuple[int, int]] = set()
    seen: set[Path] = set()
    for path in paths:
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve would follow links
        if any(map(is_librarys_own, (absolute, *absolute.parents))):
            reason = said("A library of Playertag keeps this for itself. Choose the photos that it is about.")
            yield FileFailure(absolute, "library", reason)
            continue
        found = _walk(absolute, walked) if _is_folder(absolute) else _checked(absolute)
        for item in found:
            if isinstance(item, FileFailure):
                yield item
            elif item not in seen:
                seen.add(item)
                yield item


def _walk(folder: Path, walked: set[tuple[int, int]]) -> Iterator[Path | FileFailure]:
    try:
        identity = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as exc:
        reason = said("The folder can't be looked into: {reason}.", reason=exc.strerror)
        yield FileFailure(folder, "unreadable-folder", reason)
        return
    if (identity.st_dev, identity.st_ino) in walked:
        return
    walked.add((identity.st_dev, identity.st_ino))
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = Path(entry.path)
        if is_librarys_own(path):
            continue
        if _is_folder(path):
            yield from _walk(path, walked)
        elif path.suffix.lower() not in COMPANIONS:
            yield from _checked(path)


def _is_folder(path: Path) -> bool:
    """Whether it is one; False where that can't be told, for a link to itself or a forbidden place."""
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises there


def _checked(path: Path) -> Iterator[Path | FileFailure]:
    """The path, or why its name can't be kept in a database."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        readable = Path(os.fsencode(path).decode(errors="replace"))
        reason = said("The name is not valid Unicode. Rename the file.")
        yield FileFailure(readable, "bad-name", reason)
    else:
        yield path
