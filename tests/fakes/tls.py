"""Certificates that nobody trusts, and a server on loopback that speaks TLS with one and says nothing."""

from __future__ import annotations

import datetime as dt
import ipaddress
import socketserver
import ssl
import threading
from contextlib import suppress
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class TlsServer:
    """`with` starts and stops it."""

    def __init__(self, scratch: Path) -> None:
        pem = scratch / "tls.pem"
        pem.write_bytes(self_signed()[1])
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        handler = type("Handler", (_Silent,), {"context": context})
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
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
    context: ssl.SSLContext

    def handle(self) -> None:
        with suppress(OSError):  # as whoever calls does not trust it, or speaks plainly
            self.context.wrap_socket(self.request, server_side=True).close()


def self_signed() -> tuple[bytes, bytes]:
    """A certificate in DER, and it with its key in PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "files")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return (
        made.public_bytes(serialization.Encoding.DER),
        private + made.public_bytes(serialization.Encoding.PEM),
    )
