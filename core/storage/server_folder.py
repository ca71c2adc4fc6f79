"""What a folder on a server of files is, whichever way it is spoken to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path, PurePosixPath

from core.errors import LineBrokenError
from core.storage.base import GoingOn
from core.storage.destination import Login, ServerAddress
from core.words import said

TIMEOUT_S = 20


class ServerFolder(ABC):
    """A folder on a server; a subclass opens the line, and says how one file is sent and placed."""

    def __init__(self, address: ServerAddress, login: Login) -> None:
        self._address, self._login = address, login
        self._folder = PurePosixPath(address.folder)
        self._made = {PurePosixPath(), PurePosixPath("/")}
        """Folders that are there: to look again for each file takes as long as many a file."""

    @property
    def _user(self) -> str:
        return self._address.user or self._login.user

    def size(self, name: str) -> int | None:
        """How many bytes a file has; None where there is none."""
        return self._size(self._folder / name)

    def put(self, name: str, source: Path, digest: str, going_on: GoingOn) -> None:
        """Have a file there, whole or not at all, in the place of one of its name."""
        target = self._folder / name
        unfinished = target.with_name(f".{digest[:16]}.part")
        self._make(target.parent)
        self._send(source, unfinished, going_on)
        if self._size(unfinished) != source.stat().st_size:
            self._forget(unfinished)
            raise LineBrokenError(said("{name} did not come whole. Try it again.", name=name))
        self._replace(unfinished, target)

    def _make(self, folder: PurePosixPath) -> None:
        """Make a folder, and those that it is in."""
        if folder in self._made:
            return
        if not self._is_there(folder):
            self._make(folder.parent)
            self._make_one(folder)
        self._made.add(folder)

    def _broken(self, exc: BaseException) -> LineBrokenError:
        """What is told of a line that can't be opened, or broke."""
        return LineBrokenError(
            said(
                "The line to {host} broke: {reason}. What was sent is there; trying again goes on.",
                host=self._address.host,
                reason=getattr(exc, "strerror", None) or str(exc) or type(exc).__name__,
            )
        )

    @abstractmethod
    def _size(self, path: PurePosixPath) -> int | None: ...

    @abstractmethod
    def _is_there(self, folder: PurePosixPath) -> bool: ...

    @abstractmethod
    def _make_one(self, folder: PurePosixPath) -> None: ...

    @abstractmethod
    def _send(self, source: Path, unfinished: PurePosixPath, going_on: GoingOn) -> None:
        """Send a file, from where an earlier time broke off."""
        ...

    def _forget(self, unfinished: PurePosixPath) -> None:  # noqa: B027 - it may as well be written over
        """What came of a file is of no use."""

    @abstractmethod
    def _replace(self, unfinished: PurePosixPath, target: PurePosixPath) -> None:
        """Give a file that is whole its place."""
        ...
