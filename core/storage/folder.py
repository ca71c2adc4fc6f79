"""A folder on this computer, or on a disk that is connected to it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self

from core.errors import DestinationError
from core.files import translated_disk_errors
from core.storage.base import GoingOn
from core.storage.pace import CHUNK
from core.words import said


class FolderDestination:
    """A folder; it is made where only its last part is missing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Self:
        require_parent(self._folder)
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def size(self, name: str) -> int | None:
        """How many bytes a file has; None where there is none."""
        path = self._folder / name
        return path.stat().st_size if path.is_file() else None

    def put(self, name: str, source: Path, digest: str, going_on: GoingOn) -> None:
        """Have a file there, whole or not at all, in the place of one of its name."""
        target = self._folder / name
        unfinished = target.with_name(f".{digest[:16]}.part")
        with translated_disk_errors(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            unfinished.unlink(missing_ok=True)  # others may write there: a link of theirs leads to anything
            try:
                with source.open("rb") as read, unfinished.open("xb") as written:
                    while chunk := read.read(CHUNK):
                        going_on()
                        written.write(chunk)
                    written.flush()
                    os.fsync(written.fileno())
                unfinished.replace(target)
            finally:
                unfinished.unlink(missing_ok=True)


def require_parent(folder: Path) -> None:
    """Refuse a folder of which more than its last part is missing.

    Raises:
        DestinationError: it is.
    """
    if not folder.parent.is_dir():
        raise DestinationError(
            said("There is no folder {folder}. Is its disk connected?", folder=folder.parent)
        )
