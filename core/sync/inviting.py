"""Invitations into a team, and what a server keeps of a member."""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from typing import Any

import psycopg

from core.db.schema import TeamRow
from core.errors import InvalidValueError
from core.storage.address import BucketKey
from core.words import said

INVITATION = "playertag-invitation:"
PASSWORD_BYTES = 24


def new_password() -> str:
    """A password that nobody guesses."""
    return secrets.token_urlsafe(PASSWORD_BYTES)


def checked_login(login: str) -> str:
    """A member's login: their e-mail address, in small letters.

    Raises:
        InvalidValueError: it is none.
    """
    login = login.strip().lower()
    before, at, after = login.partition("@")
    if not (before and at and after) or any(letter.isspace() for letter in login) or len(login.encode()) > 63:
        raise InvalidValueError(
            "login", said("'{login}' is no e-mail address of at most 63 letters.", login=login)
        )
    return login


def verifier_of(connection: psycopg.Connection, login: str, password: str) -> str:
    """What the server keeps of a password, by which nobody can log in (SCRAM, RFC 5802)."""
    made = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return made.decode()


def invitation(team: TeamRow, login: str, password: str, key: BucketKey | None = None) -> str:
    """What lets somebody in: it is like a password.

    Args:
        team: the tournament, and where it is.
        login: whom it is for.
        password: theirs on the server; empty where they have one already.
        key: theirs to the team's store of pictures.
    """
    invited = {
        "server": team.server,
        "tournament": team.tournament_id,
        "login": login,
        "password": password,
        "key": key.as_text() if key else "",
    }
    return INVITATION + base64.urlsafe_b64encode(json.dumps(invited).encode()).decode()


def read_invitation(given: str) -> dict[str, str]:
    """Its server, tournament, login, password and key, each as text.

    Raises:
        InvalidValueError: it is no invitation.
    """
    try:
        found: Any = json.loads(base64.urlsafe_b64decode(given.strip().removeprefix(INVITATION)))
        return {field: str(found[field]) for field in ("server", "tournament", "login", "password", "key")}
    except (ValueError, KeyError, TypeError, binascii.Error) as exc:
        raise InvalidValueError(
            "invitation", said("this is no invitation; it begins with {start}.", start=INVITATION)
        ) from exc
