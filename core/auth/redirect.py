"""The end of the way through the browser: a server on loopback that takes one answer (RFC 8252, 7.3)."""

from __future__ import annotations

import hmac
import html
import time
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from core.errors import SignInError
from core.jobs import JobContext
from core.words import said

LOOPBACK = "127.0.0.1"
LOOK_EVERY_S = 0.1
# Browsers open connections ahead on which nothing comes; they must not keep the real answer waiting.
SILENT_FOR_S = 0.3
PAGE = (
    "<!doctype html><meta charset='utf-8'><title>Playertag</title>"
    "<body style='font: 18px sans-serif; max-width: 34em; margin: 4em auto; padding: 0 1em'><p>{words}</p>"
)


class RedirectServer(TCPServer):
    """Listens on a free port; `with` closes it. What is not the answer is turned away and changes nothing."""

    def __init__(self, say: Callable[[str], str]) -> None:
        super().__init__((LOOPBACK, 0), _Handler)
        self.timeout = LOOK_EVERY_S
        self.state = ""
        """What the answer is known by; until it is set nothing is taken for one."""
        self.answer: dict[str, str] | None = None
        self.say = say

    @property
    def address(self) -> str:
        """Where the browser is to be sent."""
        return f"http://{LOOPBACK}:{self.server_address[1]}/"

    def wait(self, context: JobContext, seconds: float) -> str:
        """Wait for the answer: the code in it.

        Raises:
            CancelledError: a stop was asked for.
            SignInError: it was no, or did not come in time.
        """
        until = time.monotonic() + seconds
        while self.answer is None:
            context.checkpoint()
            if time.monotonic() > until:
                raise SignInError(
                    said("Nobody signed in within {minutes} minutes. Try again.", minutes=round(seconds / 60))
                )
            self.handle_request()
        if code := self.answer.get("code"):
            return code
        raise SignInError(
            said("Google was told no, and nobody was signed in ({reason}).", reason=self.answer["error"])
        )

    def take(self, path: str) -> bool:
        """Whether a request is the answer, which is then kept."""
        parts = urlsplit(path)
        found = {name: values[0] for name, values in parse_qs(parts.query).items()}
        known = bool(self.state) and hmac.compare_digest(found.get("state", "").encode(), self.state.encode())
        if parts.path != "/" or not known or not (found.get("code") or found.get("error")):
            return False
        self.answer = found
        return True

    def handle_error(self, *_: Any) -> None:
        """Whoever hangs up in the middle is of no interest."""


class _Handler(BaseHTTPRequestHandler):
    server: RedirectServer
    timeout = SILENT_FOR_S

    def do_GET(self) -> None:
        """Take the answer, or turn the request away."""
        if not self.server.take(self.path):
            self._show(HTTPStatus.NOT_FOUND, said("This is not the answer that Playertag waits for."))
        elif self.server.answer and "code" in self.server.answer:
            self._show(
                HTTPStatus.OK,
                said(
                    "Google has answered. Close this page, and go on in Playertag: it says who is signed in."
                ),
            )
        else:
            self._show(
                HTTPStatus.OK,
                said("Nobody was signed in to Playertag, and nothing was changed. You can close this page."),
            )

    def _show(self, status: HTTPStatus, words: str) -> None:
        page = PAGE.format(words=html.escape(self.server.say(words))).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        """Nothing: the answer is in the address."""
