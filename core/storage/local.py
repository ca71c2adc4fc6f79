"""A folder that everybody of the team reaches, such as one of a server in the press room."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Self

from core.errors import BlobDamagedError, ServerError, ServerRefusedError
from core.files import write_whole
from core.storage.base import GoingOn, require_intact
from core.words import said


class FolderStore:
    """One tournament's folder. May be used from several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def check(self) -> None:
        """See that the folder that holds all tournaments is there."""
        if not self._folder.parent.is_dir():
            raise ServerError(
                said(
                    "The team's folder {folder} is not there. Is its disk connected?",
                    folder=self._folder.parent,
                )
            )

    def put(self, digest: str, content: bytes, going_on: GoingOn) -> bool:
        """Keep content; False where it was kept already."""
        going_on()
        if self._path(digest).exists():
            return False
        self._write(digest, content)
        return True

    def put_page(self, name: str, html: str) -> None:
        """Keep a page under a name."""
        self._write(name, html.encode())

    def get(self, digest: str, size: int, to: Path, going_on: GoingOn) -> None:
        """Write content of so many bytes into a file, whole or not at all."""
        going_on()
        try:
            if self._path(digest).stat().st_size != size:
                raise BlobDamagedError(digest)
            content = self._path(digest).read_bytes()
        except FileNotFoundError as exc:
            raise ServerRefusedError(
                said("The team's folder {folder} does not have it (any more).", folder=self._folder)
            ) from exc
        except OSError as exc:
            raise ServerError(
                said(
                    "The team's folder {folder} can't be read: {reason}.",
                    folder=self._folder,
                    reason=exc.strerror,
                )
            ) from exc
        require_intact(digest, content)
        write_whole(to, content)

    def link(self, name: str, valid: timedelta, filename: str = "") -> str:  # noqa: ARG002
        """Where it is; whoever reaches the folder can open it, as long as it is there."""
        return self._path(name).as_uri()

    def delete(self, beginning: str) -> int:
        """Delete all whose names begin so; how many there were."""
        self.check()
        there = list(self._path(beginning).parent.glob(f"{beginning}*"))
        try:
            for path in there:
                path.unlink(missing_ok=True)
        except OSError as exc:
            raise ServerError(
                said(
                    "In the team's folder {folder} nothing can be deleted: {reason}.",
                    folder=self._folder,
                    reason=exc.strerror,
                )
            ) from exc
        return len(there)

    def sweep(self) -> int:
        """Nothing is ever half there."""
        return 0

    def _write(self, name: str, content: bytes) -> None:
        self.check()
        write_whole(self._path(name), content)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name
