"""Servers of files on loopback: SFTP by asyncssh, and FTP over TLS by pyftpdlib."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
import warnings
from pathlib import Path
from typing import Any, Self

import asyncssh
from OpenSSL import SSL

from core.storage.ftps import fingerprint
from tests.fakes.proxy import HARD_CLOSE
from tests.fakes.tls import self_signed

USER, PASSWORD = "ada", "engine-1843"


class SftpServer:
    """A folder by SFTP, for one user. `with` starts and stops it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.loses_after: int | None = None
        """What of a file comes after so many bytes is lost, and nobody is told."""
        self._key = asyncssh.generate_private_key("ssh-ed25519")
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="sftp")
        self._lines: set[asyncssh.SSHServerConnection] = set()
        self.port = 0

    @property
    def address(self) -> str:
        """Its address, with the user."""
        return f"sftp://{USER}@127.0.0.1:{self.port}"

    @property
    def fingerprint(self) -> str:
        """That of its key."""
        return str(self._key.get_fingerprint())

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        self.port = self._server.get_port()
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _listen(self) -> asyncssh.SSHAcceptor:
        folder = str(self.folder).encode()

        def files(channel: Any) -> asyncssh.SFTPServer:
            return _Files(self, channel, folder)

        return await asyncssh.listen(
            "127.0.0.1",
            0,
            server_host_keys=[self._key],
            server_factory=lambda: _Login(self._lines),
            sftp_factory=files,
        )

    async def _stop(self) -> None:
        self._server.close()
        await self._server.wait_closed()
        for line in list(self._lines):
            line.abort()
            await line.wait_closed()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


class _Login(asyncssh.SSHServer):
    def __init__(self, lines: set[asyncssh.SSHServerConnection]) -> None:
        self._lines = lines

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self._lines.add(conn)

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == (USER, PASSWORD)


class _Files(asyncssh.SFTPServer):
    def __init__(self, server: SftpServer, channel: Any, folder: bytes) -> None:
        super().__init__(channel, chroot=folder)
        self._server = server

    def write(self, file_obj: object, offset: int, data: bytes) -> Any:
        if self._server.loses_after is not None and offset + len(data) > self._server.loses_after:
            return len(data)
        return super().write(file_obj, offset, data)


class FtpsServer:
    """A folder by FTP over TLS, with a certificate that nobody vouches for. `with` starts and stops it."""

    def __init__(self, folder: Path, scratch: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # it uses asyncore where there still is one
            from pyftpdlib.authorizers import DummyAuthorizer
            from pyftpdlib.handlers import TLS_DTPHandler, TLS_FTPHandler
            from pyftpdlib.servers import ThreadedFTPServer

        logging.getLogger("pyftpdlib").setLevel(logging.CRITICAL)
        self.loses_after: int | None = None
        """What of a file comes after so many bytes is lost, and nobody is told."""
        self.breaks_after: int | None = None
        """A line for data breaks after so many bytes."""
        self.shows_other = False
        """Whether a line for data shows the other certificate."""
        self.certificate, context = _identity(scratch / "ftps.pem")
        self.other_certificate, self._other = _identity(scratch / "other.pem")
        users = DummyAuthorizer()
        users.add_user(USER, PASSWORD, str(folder), perm="elradfmwMT")
        handler: Any = type("Handler", (TLS_FTPHandler,), {})
        handler.authorizer, handler.ssl_context = users, context
        handler.dtp_handler = type("DataLine", (_DataLine, TLS_DTPHandler), {"ftps": self})
        handler.tls_control_required = handler.tls_data_required = True
        handler.log_prefix = ""
        self._server = ThreadedFTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="ftps")

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self._server.socket.getsockname()[1]
        return port

    @property
    def address(self) -> str:
        """Its address, with the user."""
        return f"ftps://{USER}@127.0.0.1:{self.port}"

    @property
    def fingerprint(self) -> str:
        """That of its certificate."""
        return fingerprint(self.certificate)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close_all()
        self._thread.join()


class _DataLine:
    """What goes wrong with a line for data of pyftpdlib, which is mixed in."""

    ftps: FtpsServer
    socket: Any
    tot_bytes_received: int

    def secure_connection(self, context: SSL.Context) -> None:
        super().secure_connection(self.ftps._other if self.ftps.shows_other else context)  # type: ignore[misc]

    def recv(self, size: int) -> bytes:
        received: bytes = super().recv(size)  # type: ignore[misc]
        if self._is_past(self.ftps.breaks_after):
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, HARD_CLOSE)
            raise ConnectionResetError
        return b"" if self._is_past(self.ftps.loses_after) else received

    def _is_past(self, limit: int | None) -> bool:
        return limit is not None and self.tot_bytes_received > limit


def _identity(file: Path) -> tuple[bytes, SSL.Context]:
    """A new certificate in DER, and what a server shows it by."""
    certificate, pem = self_signed()
    file.write_bytes(pem)
    context = SSL.Context(SSL.TLS_SERVER_METHOD)
    context.use_certificate_chain_file(str(file))
    context.use_privatekey_file(str(file))
    return certificate, context
