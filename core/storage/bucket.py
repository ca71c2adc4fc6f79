"""A folder in a bucket of S3, or of anything that speaks like it."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self
from urllib.parse import SplitResult, urlunsplit

from core.errors import DestinationError, LineBrokenError, ServerError, TeamError
from core.storage.address import BucketKey, store_address
from core.storage.base import GoingOn
from core.storage.destination import Login
from core.storage.pace import Pace
from core.storage.s3 import S3Store


class BucketDestination:
    """A folder in a bucket; the login's user is the id of the key, its password the secret."""

    def __init__(self, address: SplitResult, login: Login) -> None:
        """Make one; nothing is asked yet.

        Args:
            address: s3://bucket/folder or https://host/bucket/folder.
            login: empty for the key that this computer has for all programs, by boto3's rules.

        Raises:
            InvalidValueError: it is no address.
        """
        above = 0 if address.scheme == "s3" else 1
        parts = address.path.strip("/").split("/")
        bucket = urlunsplit(address._replace(path="/".join(["", *parts[:above]])))
        folder = "/".join(parts[above:])
        key = BucketKey(login.user, login.password) if login.user else None
        found = store_address(bucket)
        assert not isinstance(found, Path)
        self._store = S3Store(found, key, f"{folder}/" if folder else "", Pace())

    def __enter__(self) -> Self:
        try:
            with self._translated_errors():
                self._store.check()
        except BaseException:
            self._store.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._store.__exit__()

    def size(self, name: str) -> int | None:
        """How many bytes a file has; None where there is none."""
        with self._translated_errors():
            return self._store.size(name)

    def put(self, name: str, source: Path, digest: str, going_on: GoingOn) -> None:
        """Have a file there, whole or not at all, in the place of one of its name."""
        with self._translated_errors(), source.open("rb") as file:
            if not source.stat().st_size:
                self._store.replace(name, digest, b"", going_on)
                return
            # It is not closed here: where sending fails, what the error remembers still points into it.
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._store.replace(name, digest, memoryview(content), going_on)

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        """What a team's store would say, of a delivery.

        Raises:
            LineBrokenError: it can't be reached, or broke off.
            DestinationError: the key, no bucket, or what it does not take.
        """
        try:
            yield
        except ServerError as exc:
            raise LineBrokenError(exc.words) from exc
        except TeamError as exc:
            raise DestinationError(exc.words) from exc
