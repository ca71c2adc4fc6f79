"""Where files are handed to: a folder, a server by SFTP or FTPS, or a bucket."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Self
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit
from urllib.request import url2pathname

from core.errors import InvalidValueError
from core.storage.base import GoingOn
from core.words import said

FORM = said(
    "an address is a folder, sftp://host/folder, ftps://host/folder, s3://bucket or https://host/bucket."
)
PASSWORD_VARIABLE = "PLAYERTAG_DELIVERY_PASSWORD"  # noqa: S105 - the name of a variable
PORTS = {"sftp": 22, "ftps": 21}


@dataclass(frozen=True, slots=True)
class Login:
    """By whom a server is asked; the user may be part of the address as well.

    `trusted` is the fingerprint of the server's key or certificate, where nothing else vouches for it.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    trusted: str = ""

    def as_text(self) -> str:
        """For a keyring."""
        return json.dumps([self.user, self.password, self.trusted])

    @classmethod
    def from_text(cls, text: str) -> Login:
        """From a keyring."""
        return cls(*json.loads(text))


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A folder on a server of files; `user` is empty where the address names none."""

    scheme: str
    host: str
    port: int
    user: str
    folder: str


class Destination(Protocol):
    """Files by their names, which may have folders in them with / between. Used from one thread.

    Every method may raise `LineBrokenError` (it can't be reached, or broke off) and `DestinationError` (it
    does not take something, and why).
    """

    def __enter__(self) -> Self:
        """Open it.

        Raises:
            UnknownHostError: nothing vouches for the server.
        """

    def __exit__(self, *_: object) -> None:
        """Let go of its line."""

    def size(self, name: str) -> int | None:
        """How many bytes a file has; None where there is none."""

    def put(self, name: str, source: Path, digest: str, going_on: GoingOn) -> None:
        """Have a file there, whole or not at all, in the place of one of its name.

        What broke off is gone on with: `digest`, the sha256 of the content, tells whether it is the same.
        """


def destination_address(text: str) -> Path | ServerAddress | SplitResult:
    """What an address means: a folder here, one on a server, or a bucket.

    Raises:
        InvalidValueError: it is none, holds a password, or asks for a line that is not encrypted.
    """
    stripped = text.strip()
    try:
        parts = urlsplit(stripped)
        port = parts.port
    except ValueError as exc:
        raise InvalidValueError("destination", FORM) from exc
    if not unquote(stripped).isprintable():
        raise InvalidValueError("destination", FORM)
    if parts.password:
        raise InvalidValueError("destination", said("the password is not part of the address."))
    if parts.scheme == "ftp":
        raise InvalidValueError("destination", said("FTP is not encrypted; use ftps:// or sftp://."))
    if parts.scheme in PORTS:
        if not parts.hostname:
            raise InvalidValueError("destination", FORM)
        # A second / makes it one of the whole server's; else it is below the folder that the login leads to.
        folder = unquote(parts.path)[1:].rstrip("/")
        port = port or PORTS[parts.scheme]
        return ServerAddress(parts.scheme, parts.hostname, port, unquote(parts.username or ""), folder)
    if parts.scheme in ("s3", "https", "http"):
        return parts
    if parts.scheme == "file" and not parts.netloc and len(parts.path) > 1:
        return Path(url2pathname(parts.path))
    if not stripped or "://" in stripped:
        raise InvalidValueError("destination", FORM)
    return _folder_here(stripped)


def _folder_here(text: str) -> Path:
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError as exc:  # ~ of somebody who is not on this computer
        raise InvalidValueError("destination", FORM) from exc


def called(text: str) -> str:
    """An address as it is kept and shown: the same one in the same words."""
    address = destination_address(text)
    if isinstance(address, Path):
        return str(address)
    if isinstance(address, SplitResult):
        return urlunsplit(address).rstrip("/")
    return f"{server_of(text)}/{address.folder}"


def server_of(text: str) -> str:
    """An address without its folder: that of the server, and of whom it names. A bucket is its server's."""
    address = destination_address(text)
    if isinstance(address, Path):
        return str(address)
    if isinstance(address, SplitResult):
        return f"{address.scheme}://{address.netloc}"
    user = f"{address.user}@" if address.user else ""
    host = f"[{address.host}]" if ":" in address.host else address.host
    port = "" if address.port == PORTS[address.scheme] else f":{address.port}"
    return f"{address.scheme}://{user}{host}{port}"


def user_of(text: str) -> str:
    """Whom the address of a server names; empty where it names nobody, or is none."""
    try:
        address = destination_address(text)
    except InvalidValueError:
        return ""
    return address.user if isinstance(address, ServerAddress) else ""


def open_destination(text: str, login: Login) -> Destination:
    """Where an address leads; nothing is asked yet.

    Raises:
        InvalidValueError: it is no address, or there is nobody to ask as.
    """
    address = destination_address(text)
    if isinstance(address, Path):
        from core.storage.folder import FolderDestination

        return FolderDestination(address)
    if isinstance(address, SplitResult):
        from core.storage.bucket import BucketDestination  # boto3 takes long to be imported

        return BucketDestination(address, login)
    if not (address.user or login.user):
        raise InvalidValueError("destination", said("the server wants to know who asks: user@host."))
    if address.scheme == "sftp":
        from core.storage.sftp import SftpDestination  # so does paramiko

        return SftpDestination(address, login)
    from core.storage.ftps import FtpsDestination

    return FtpsDestination(address, login)
