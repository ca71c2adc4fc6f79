"""A folder on a server, by SFTP (draft-ietf-secsh-filexfer-02, which is what servers speak)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Self

import paramiko
from paramiko.ssh_exception import NoValidConnectionsError

from core.errors import DestinationError, UnknownHostError
from core.storage.base import GoingOn
from core.storage.pace import CHUNK
from core.storage.server_folder import TIMEOUT_S, ServerFolder
from core.words import said

# Of a file that broke off its last bytes are sent again: they may have come out of order.
DOUBTFUL_BYTES = 4 * CHUNK


class SftpDestination(ServerFolder):
    """A folder on a server that `known_hosts` or the login's fingerprint vouches for."""

    def __enter__(self) -> Self:
        self._client = paramiko.SSHClient()
        self._client.load_system_host_keys()
        self._client.set_missing_host_key_policy(_Trusted(self._login.trusted))
        try:
            with self._translated_errors():
                self._client.connect(
                    self._address.host,
                    self._address.port,
                    self._user,
                    self._login.password or None,
                    timeout=TIMEOUT_S,
                    banner_timeout=TIMEOUT_S,
                    auth_timeout=TIMEOUT_S,
                    look_for_keys=not self._login.password,
                    allow_agent=not self._login.password,
                )
                self._files = self._client.open_sftp()
                self._files.get_channel().settimeout(TIMEOUT_S)
        except BaseException:
            self._client.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def _size(self, path: PurePosixPath) -> int | None:
        with self._translated_errors():
            try:
                size: int | None = self._files.stat(str(path)).st_size
            except FileNotFoundError:
                return None
            return size

    def _is_there(self, folder: PurePosixPath) -> bool:
        return self._size(folder) is not None

    def _make_one(self, folder: PurePosixPath) -> None:
        with self._translated_errors():
            self._files.mkdir(str(folder))

    def _send(self, source: Path, unfinished: PurePosixPath, going_on: GoingOn) -> None:
        begun, whole = self._size(unfinished), source.stat().st_size
        start = max(0, begun - DOUBTFUL_BYTES) if begun is not None and begun <= whole else 0
        with self._translated_errors(), source.open("rb") as read:
            read.seek(start)
            with self._files.open(str(unfinished), "r+" if start else "w") as written:
                written.set_pipelined(True)
                written.seek(start)
                while chunk := read.read(CHUNK):
                    going_on()
                    written.write(chunk)

    def _replace(self, unfinished: PurePosixPath, target: PurePosixPath) -> None:
        with self._translated_errors():
            try:
                self._files.posix_rename(str(unfinished), str(target))
            except OSError:  # not every server has OpenSSH's extension
                if self._size(target) is not None:
                    self._files.remove(str(target))
                self._files.rename(str(unfinished), str(target))

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        """The one seam where errors of the line and the server become ours.

        Raises:
            DestinationError: it does not let us in, or does not take something.
            LineBrokenError: it can't be reached, or broke off.
        """
        host = self._address.host
        try:
            yield
        except paramiko.BadHostKeyException as exc:
            raise DestinationError(
                said(
                    "The key of {host} is another one than the one that this computer knows. Somebody may be "
                    "in between: ask whoever runs the server. Nothing was sent.",
                    host=host,
                )
            ) from exc
        except paramiko.AuthenticationException as exc:
            raise DestinationError(
                said("{host} does not let you in: wrong user, password or key.", host=host)
            ) from exc
        except (PermissionError, FileNotFoundError) as exc:
            raise DestinationError(
                said("{host} does not take it: {reason}.", host=host, reason=exc.strerror or exc)
            ) from exc
        except (paramiko.SSHException, NoValidConnectionsError, EOFError, OSError) as exc:
            raise self._broken(exc) from exc


class _Trusted(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]
    """Lets a server be the one with this fingerprint, and no other."""

    def __init__(self, fingerprint: str) -> None:
        self._fingerprint = fingerprint

    def missing_host_key(self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey) -> None:  # noqa: ARG002
        """See what is known of a server that no file of known hosts has."""
        found = fingerprint(key)
        if found != self._fingerprint:
            raise UnknownHostError(hostname, found)


def fingerprint(key: paramiko.PKey) -> str:
    """A key as OpenSSH shows it: the sha256 of its public part."""
    digest = hashlib.sha256(key.asbytes()).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")
