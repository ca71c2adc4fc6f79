"""A server on loopback that speaks TLS with a certificate that nobody trusts, and says nothing."""

from __future__ import annotations

import socketserver
import ssl
import threading
from contextlib import suppress
from pathlib import Path
from typing import Self

CERTIFICATE = Path(__file__).with_suffix(".pem")
"""Signed by itself, with its key: it is nobody's."""


class TlsServer:
    """`with` starts and stops it."""

    def __init__(self) -> None:
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Silent)
        self._thread = threading.Thread(target=self._server.serve_forever, name="tls", daemon=True)

    @property
    def place(self) -> str:
        """Its host and port."""
        host, port = self._server.server_address[:2]
        return f"{host!s}:{port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Silent(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        with suppress(OSError):  # as whoever calls does not trust it, or speaks plainly
            context.wrap_socket(self.request, server_side=True).close()
