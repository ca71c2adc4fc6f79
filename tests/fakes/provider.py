"""A provider to sign in with, on loopback: npm's `oidc-provider`; and a browser that uses its pages."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable
from dataclasses import replace
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from core.auth.client import Client
from core.auth.google import Provider
from tests.fakes.postgres import free_port

SCRIPT = Path(__file__).parent / "oidc" / "server.mjs"
CLIENT = Client("playertag-tests", "not-really-secret-in-a-program-that-is-installed")
ANN = "ann@example.org"
TIMEOUT_S = 10.0


def why_there_is_none() -> str:
    """Why the provider can't be started here; empty where it can."""
    if shutil.which("node") is None:
        return "Node.js, 20 or newer, is not installed: no provider to sign in with"
    if not (SCRIPT.parent / "node_modules" / "oidc-provider").is_dir():
        return "npm's oidc-provider is not installed: `make setup-dev` does it, where there is npm and a line"
    return ""


class OidcServer:
    """The provider; `with` starts and stops it. Its ids of people are their e-mail addresses."""

    def __init__(self) -> None:
        port = free_port()
        self.base = f"http://127.0.0.1:{port}"
        self.provider = Provider(
            frozenset({self.base}),
            f"{self.base}/auth",
            f"{self.base}/token",
            f"{self.base}/certs",
            f"{self.base}/token/revocation",
        )
        self._command = ["node", str(SCRIPT), str(port)]

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            self._command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        if self._process.stdout.readline() != "ready\n":
            raise RuntimeError(f"the provider did not start: {self._process.communicate()[1]}")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def faulty(self, fault: str) -> Provider:
        """The same provider, with a fault in each id_token (see server.mjs)."""
        return replace(self.provider, token=f"{self.provider.token}?fault={fault}")

    def knows(self, token: str) -> bool:
        """Whether a token is worth anything, by the provider's own word."""
        given = {"token": token, "client_id": CLIENT.id, "client_secret": CLIENT.secret}
        with urllib.request.urlopen(
            f"{self.base}/token/introspection", urlencode(given).encode(), TIMEOUT_S
        ) as answer:
            return bool(json.load(answer)["active"])


class Browser(webbrowser.BaseBrowser):
    """A user at a browser: signs in at the provider as somebody, says no, or does not come.

    Attributes:
        login: who they are; empty says no, None is away from the keyboard.
        change: what becomes of the address before it is opened.
        last: the page that the browser shows in the end.
        errors: what went wrong on the way, which a test can look at.
    """

    def __init__(self) -> None:
        super().__init__("of the tests")
        self.login: str | None = ANN
        self.change: Callable[[str], str] = str
        self.opened: list[str] = []
        self.last = ""
        self.errors: list[str] = []
        self._walks: list[threading.Thread] = []

    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
        """Go, while the program goes on."""
        self.opened.append(url)
        if self.login is not None:
            walk = threading.Thread(target=self._walk, args=(self.change(url), self.login))
            self._walks.append(walk)
            walk.start()
        return True

    def _walk(self, url: str, login: str) -> None:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        try:
            with opener.open(url, timeout=TIMEOUT_S) as page:
                asked = page.geturl()
            with opener.open(asked, urlencode({"login": login}).encode(), TIMEOUT_S) as page:
                self.last = page.read().decode()
        except urllib.error.HTTPError as exc:
            with exc:
                self.last = exc.read().decode()
            self.errors.append(f"{exc.code}")
        except OSError as exc:  # nobody listens any more
            self.errors.append(str(exc))

    def close(self) -> None:
        """Wait until the user is done."""
        for walk in self._walks:
            walk.join(TIMEOUT_S)


def with_query(url: str, **values: str) -> str:
    """An address with other values in its query."""
    parts = urlsplit(url)
    query = {name: found[0] for name, found in parse_qs(parts.query).items()} | values
    return parts._replace(query=urlencode(query)).geturl()


def register(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make it the system's browser."""
    browsers: dict[str, list[Any]] = {browser.name: [None, browser]}
    monkeypatch.setattr(webbrowser, "_browsers", browsers)
    monkeypatch.setattr(webbrowser, "_tryorder", [browser.name])
