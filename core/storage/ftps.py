"""A folder on a server, by FTP over TLS (RFC 4217, explicit)."""

from __future__ import annotations

import ftplib
import hashlib
import hmac
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from socket import socket
from typing import Self

from core.errors import DestinationError, UnknownHostError
from core.storage.base import GoingOn
from core.storage.pace import CHUNK
from core.storage.server_folder import TIMEOUT_S, ServerFolder
from core.words import said

WRONG_LOGIN = "530"


class FtpsDestination(ServerFolder):
    """A folder on a server whose certificate the system or the login's fingerprint vouches for."""

    def __enter__(self) -> Self:
        self._ftp = _Ftp(self._login.trusted)
        try:
            with self._translated_errors():
                self._ftp.connect(self._address.host, self._address.port, TIMEOUT_S)
                self._secure()
                self._ftp.login(self._user, self._login.password)
                self._ftp.prot_p()
                self._ftp.voidcmd("TYPE I")
        except BaseException:
            self._ftp.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(*ftplib.all_errors):
            self._ftp.quit()
        self._ftp.close()

    def _secure(self) -> None:
        """Begin TLS.

        Raises:
            UnknownHostError: nothing vouches for the server's certificate.
        """
        try:
            self._ftp.auth()
        except ssl.SSLCertVerificationError as exc:
            raise UnknownHostError(self._address.host, self._seen_fingerprint()) from exc

    def _seen_fingerprint(self) -> str:
        """What the server's certificate would be known by; nothing else is told to the server."""
        with _Ftp("?") as asked:
            asked.connect(self._address.host, self._address.port, TIMEOUT_S)
            try:
                asked.auth()
            except UnknownHostError as exc:
                return exc.fingerprint
        raise AssertionError("no certificate has this fingerprint")

    def _size(self, path: PurePosixPath) -> int | None:
        with self._translated_errors():
            try:
                return self._ftp.size(str(path))
            except ftplib.error_perm:
                return None

    def _is_there(self, folder: PurePosixPath) -> bool:
        with self._translated_errors():
            home = self._ftp.pwd()
            try:
                self._ftp.cwd(str(folder))
            except ftplib.error_perm:
                return False
            self._ftp.cwd(home)
            return True

    def _make_one(self, folder: PurePosixPath) -> None:
        with self._translated_errors():
            self._ftp.mkd(str(folder))

    def _send(self, source: Path, unfinished: PurePosixPath, going_on: GoingOn) -> None:
        begun, whole = self._size(unfinished) or 0, source.stat().st_size
        start = begun if begun <= whole else 0
        with self._translated_errors(), source.open("rb") as read:
            read.seek(start)
            self._ftp.storbinary(
                f"STOR {unfinished}", read, CHUNK, callback=lambda _: going_on(), rest=start or None
            )

    def _forget(self, unfinished: PurePosixPath) -> None:
        with self._translated_errors():
            self._ftp.delete(str(unfinished))

    def _replace(self, unfinished: PurePosixPath, target: PurePosixPath) -> None:
        with self._translated_errors():
            if self._size(target) is not None:
                self._ftp.delete(str(target))
            self._ftp.rename(str(unfinished), str(target))

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
        except ftplib.error_perm as exc:
            words = (
                said("{host} does not let you in: wrong user or password.", host=host)
                if str(exc).startswith(WRONG_LOGIN)
                else said("{host} does not take it: {reason}.", host=host, reason=exc)
            )
            raise DestinationError(words) from exc
        except ftplib.all_errors as exc:
            raise self._broken(exc) from exc


class _Ftp(ftplib.FTP_TLS):
    """FTP over TLS whose data go over the same session, as many servers ask for (RFC 4217, 10.2)."""

    def __init__(self, trusted: str) -> None:
        """Make one.

        Args:
            trusted: the fingerprint of the certificate; the system's authorities vouch where empty.
        """
        context = ssl.create_default_context()
        if trusted:
            # What vouches for it is the fingerprint, of each line that is opened.
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        super().__init__(context=context, encoding="utf-8")
        self._trusted = trusted

    def auth(self) -> str:
        """Begin TLS.

        Raises:
            UnknownHostError: the certificate is another one than the trusted one.
        """
        answer = super().auth()
        self._require_trusted(self.sock)
        return answer

    def ntransfercmd(self, cmd: str, rest: int | str | None = None) -> tuple[socket, int | None]:
        """Open a line for data."""
        line, size = ftplib.FTP.ntransfercmd(self, cmd, rest)  # noqa: S321 - it is encrypted below
        assert isinstance(self.sock, ssl.SSLSocket)
        secured = self.context.wrap_socket(line, server_hostname=self.host, session=self.sock.session)
        self._require_trusted(secured)
        return secured, size

    def _require_trusted(self, line: socket | None) -> None:
        assert isinstance(line, ssl.SSLSocket)
        if not self._trusted:
            return
        found = fingerprint(line.getpeercert(binary_form=True) or b"")
        if not hmac.compare_digest(found, self._trusted):
            line.close()
            raise UnknownHostError(self.host, found)


def fingerprint(certificate: bytes) -> str:
    """A certificate's sha256, as browsers show it."""
    return hashlib.sha256(certificate).digest().hex(":").upper()
