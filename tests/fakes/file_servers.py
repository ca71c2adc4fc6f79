"""Servers of files on loopback: SFTP by asyncssh, and FTP over TLS by pyftpdlib."""

from __future__ import annotations

import asyncio
import threading
import warnings
from pathlib import Path
from typing import Any, Self

import asyncssh

from tests.fakes.tls import self_signed

USER, PASSWORD = "ada", "engine-1843"


class SftpServer:
    """A folder by SFTP, for one user. `with` starts and stops it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
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
            return asyncssh.SFTPServer(channel, chroot=folder)

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


class FtpsServer:
    """A folder by FTP over TLS, with a certificate that nobody vouches for. `with` starts and stops it."""

    def __init__(self, folder: Path, scratch: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # it uses asyncore where there still is one
            from pyftpdlib.authorizers import DummyAuthorizer
            from pyftpdlib.handlers import TLS_FTPHandler
            from pyftpdlib.servers import ThreadedFTPServer

        self.certificate, pem = self_signed()
        file = scratch / "ftps.pem"
        file.write_bytes(pem)
        users = DummyAuthorizer()
        users.add_user(USER, PASSWORD, str(folder), perm="elradfmwMT")
        handler: Any = type("Handler", (TLS_FTPHandler,), {})
        handler.authorizer, handler.certfile = users, str(file)
        handler.tls_control_required = handler.tls_data_required = True
        handler.log_prefix = ""
        self._server = ThreadedFTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="ftps")

    @property
    def address(self) -> str:
        """Its address, with the user."""
        return f"ftps://{USER}@127.0.0.1:{self._server.socket.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close_all()
        self._thread.join()
