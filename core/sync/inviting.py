"""Invitations into a team, and what a server keeps of a member."""

from __future__ import annotations

import base64
import binascii
import json
import re
import secrets
from dataclasses import asdict, dataclass, field
from typing import Any

import psycopg
from psycopg.sql import SQL

from core.errors import InvalidValueError
from core.sync.postgres import translated_errors
from core.words import said

INVITATION = "playertag-invitation:"
PASSWORD_BYTES = 24
ADDRESS = re.compile(r"[^\s@]+@[^\s@]+")
LONGEST_LOGIN = 63
"""Bytes of the name of a role of PostgreSQL's."""
CUT_OFF_OTHERS = b"""
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE usename = current_user AND pid <> pg_backend_pid()
"""


def new_password() -> str:
    """A password that nobody guesses."""
    return secrets.token_urlsafe(PASSWORD_BYTES)


def checked_login(login: str) -> str:
    """A member's login: their e-mail address, in small letters.

    Raises:
        InvalidValueError: it is none.
    """
    login = login.strip().lower()
    if not ADDRESS.fullmatch(login):
        raise InvalidValueError(
            "login", said("'{login}' is no e-mail address, as name@example.org is one.", login=login)
        )
    if len(login.encode()) > LONGEST_LOGIN:
        raise InvalidValueError(
            "login",
            said(
                "'{login}' is too long: a server knows nobody by more than {most} letters.",
                login=login,
                most=LONGEST_LOGIN,
            ),
        )
    return login


def verifier_of(connection: psycopg.Connection, login: str, password: str) -> str:
    """What the server keeps of a password, by which nobody can log in (SCRAM, RFC 5802)."""
    made = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return made.decode()


def change_password(connection: psycopg.Connection, login: str, password: str) -> None:
    """Give the member that a connection is of another password; whoever else is in by the old one is cut off.

    Raises:
        TeamError: the server can't be reached, or does not let them.
    """
    verifier = verifier_of(connection, login, password)
    with translated_errors():
        connection.execute(SQL("ALTER ROLE CURRENT_USER PASSWORD {}").format(verifier))
        connection.execute(CUT_OFF_OTHERS)


@dataclass(frozen=True, slots=True)
class Invitation:
    """What lets somebody into a tournament: it is like a password.

    `password` is theirs on the server, empty where they have one already; `key` is theirs to the team's store
    of pictures, as text, or empty. One that is `lasting` says that they made it themselves, for another
    computer, so that its password is theirs to keep: only they know whether that is true. The password of any
    other is known to whoever made it, until they come in.
    """

    server: str
    tournament: str
    login: str
    password: str = field(default="", repr=False)
    key: str = field(default="", repr=False)
    lasting: bool = False

    @classmethod
    def read(cls, given: str) -> Invitation:
        """What somebody was given.

        Raises:
            InvalidValueError: it is no invitation.
        """
        try:
            found: Any = json.loads(base64.urlsafe_b64decode(given.strip().removeprefix(INVITATION)))
            words = {name: str(found[name]) for name in ("server", "tournament", "login", "password", "key")}
            return cls(**words, lasting=bool(found["lasting"]))
        except (ValueError, KeyError, TypeError, binascii.Error) as exc:
            why = (
                said("part of this invitation is missing, as a rule its end. Copy all of it.")
                if given.strip().startswith(INVITATION)
                else said("this is no invitation; it begins with {start}.", start=INVITATION)
            )
            raise InvalidValueError("invitation", why) from exc

    def as_text(self) -> str:
        """It as one word, to be given to them."""
        return INVITATION + base64.urlsafe_b64encode(json.dumps(asdict(self)).encode()).decode()
