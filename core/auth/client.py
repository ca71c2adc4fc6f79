"""The client file: by it Google knows which program asks.

Google's console gives it to whoever registers a "Desktop app". What it calls a secret is none, since
everybody who has the program has it; so PKCE is what keeps a sign-in from being taken over.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import SignInError
from core.paths import GOOGLE_CLIENT_VARIABLE, bundled_google_client, google_client
from core.words import said


@dataclass(frozen=True, slots=True)
class Client:
    """What a client file says of the program. Addresses in it are not heeded: they are the provider's own."""

    id: str
    secret: str = field(repr=False)


def client_file() -> Path | None:
    """The client file in use: the one named in the environment, chosen by the user, or of the installer."""
    if named := os.environ.get(GOOGLE_CLIENT_VARIABLE):
        return Path(named)
    return next((path for path in (google_client(), bundled_google_client()) if path.exists()), None)


def find_client() -> Client:
    """The client of the file in use.

    Raises:
        SignInError: there is no such file, or it is none.
    """
    if (file := client_file()) is None:
        raise SignInError(
            said(
                "Signing in needs the client file of a Google project, which does not come with Playertag. "
                "docs/team.md says where to get one."
            )
        )
    return read_client(file)


def use_client(file: Path) -> None:
    """Take over a client file, after a look at it.

    Raises:
        SignInError: it is none, or can't be stored.
    """
    client = read_client(file)
    kept = google_client()
    content = {"installed": {"client_id": client.id, "client_secret": client.secret}}
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(content, indent=1), "utf-8")
    except OSError as exc:
        raise SignInError(
            said("{file} can't be written: {reason}.", file=kept, reason=exc.strerror or exc)
        ) from exc


def read_client(file: Path) -> Client:
    """What a client file says.

    Raises:
        SignInError: it can't be read, is damaged, or is a web application's.
    """
    try:
        found = json.loads(file.read_bytes())
        if "web" in found:
            raise SignInError(
                said(
                    "{file} is of a web application. In Google's console make a client of the kind "
                    "'Desktop app', and choose its file.",
                    file=file.name,
                )
            )
        installed = found["installed"]
        return Client(_text(installed["client_id"]), _text(installed["client_secret"]))
    except OSError as exc:
        raise SignInError(
            said("The client file {file} can't be read: {reason}.", file=file, reason=exc.strerror or exc)
        ) from exc
    except (ValueError, KeyError, TypeError):
        # Without its cause, which may quote what is in the file.
        raise SignInError(
            said(
                "{file} is no client file, or a damaged one. Download it again from Google's console, and "
                "choose it.",
                file=file.name,
            )
        ) from None


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError
    return value
