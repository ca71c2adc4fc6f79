"""Coming into a team: by an invitation's password, in whose place another one comes."""

from __future__ import annotations

import psycopg
from sqlalchemy import URL

from core.auth import credentials
from core.errors import NotAllowedError
from core.sync.connecting import connect, password_of, secret_name
from core.sync.inviting import Invitation, change_password, new_password
from core.words import said


def let_in(url: URL, invited: Invitation) -> tuple[psycopg.Connection, str]:
    """A connection as whoever was invited, and the password by which it was let in.

    That is the invitation's, or else the one that this computer keeps, which came in its place.

    Raises:
        NotAllowedError: neither is right, or there is none.
        ServerError: the server can't be reached.
    """
    if not invited.password:
        kept = known_password(url, invited.login)
        return connect(url, invited.login, kept), kept
    try:
        return connect(url, invited.login, invited.password), invited.password
    except NotAllowedError as exc:
        if (other := password_of(url, invited.login)) is None:
            raise NotAllowedError(
                said(
                    "{host} does not let {login} in by this invitation: one lets in once, and this one was "
                    "used, or there is a newer one. Another computer of yours joins by what 'Another "
                    "computer…' or 'playertag team own-invitation' shows on the first; else ask an owner for "
                    "a new one.",
                    host=url.host,
                    login=invited.login,
                )
            ) from exc
        return connect(url, invited.login, other), other


def made_own(connection: psycopg.Connection, url: URL, invited: Invitation) -> str:
    """A password in place of an invitation's, known to nobody else; that one where no other can be kept.

    Raises:
        TeamError: the server can't be reached any more.
    """
    made = new_password()
    # Kept before the server has it: if the line breaks between, one of the two lets in.
    if not credentials.keep(secret_name(url, invited.login), made) or password_of(url, invited.login) != made:
        return invited.password
    change_password(connection, invited.login, made)
    return made


def known_password(url: URL, login: str) -> str:
    """The password of somebody who is in another tournament on a server, which only they have.

    Raises:
        NotAllowedError: this computer does not know it.
    """
    if (password := password_of(url, login)) is None:
        raise NotAllowedError(
            said(
                "{login} is known on this server already, by a password that this computer does not "
                "have. Do this on a computer that has it, or set {variable} to it; else an owner makes a new "
                "invitation for somebody who has lost theirs (Members, or 'team invite --again').",
                login=login,
                variable=credentials.PASSWORD_VARIABLE,
            )
        )
    return password
