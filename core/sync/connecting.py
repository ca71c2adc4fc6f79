"""Coming to a team's server: by TLS, with a schema that this program speaks, as a member."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import errors
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from core.auth import credentials
from core.auth.account import Account
from core.db.engine import Database
from core.db.schema import TeamRow
from core.errors import (
    InvalidValueError,
    NotAllowedError,
    ServerError,
    ServerVersionError,
    SignInError,
    SomebodyElseError,
)
from core.hosts import is_loopback
from core.sync.engine import the_team
from core.sync.postgres import translated_errors
from core.sync.server.migrate import SCHEMA, newest_revision
from core.types import Role
from core.words import said

CONNECT_WITHIN_S = 10
DEAD_LINE = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""A line that is gone without a word is noticed in seconds (the last in ms), not after hours."""
ENCRYPTED = ("verify-full", "verify-ca", "require")
SYSTEMS_OWN = {"verify-full": "system"}
"""Who verifies a certificate where the address names nobody; libpq takes the system's in no other mode."""
PROGRAM = "playertag"
# A laptop that drops off the net in the middle is to hold up the others for no longer than that.
PATIENCE = "-c idle_in_transaction_session_timeout=60s -c lock_timeout=30s"
POSTGRES_PORT = 5432


def address(text: str) -> URL:
    """The address of a server, postgresql://[user[:password]@]host[:port]/database.

    Raises:
        InvalidValueError: it is none, or asks for a line that is not encrypted.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as exc:
        raise InvalidValueError("server", FORM) from exc
    if "@" in (url.host or ""):  # or part of a password would be taken for a host, and shown
        raise InvalidValueError("server", said("an @ in the password is to be written %40."))
    if url.get_backend_name() != "postgresql" or not url.host or not url.database:
        raise InvalidValueError("server", FORM)
    if not is_loopback(url.host) and _sslmode(url) not in ENCRYPTED:
        raise InvalidValueError("server", said("without TLS only a server on this computer is spoken to."))
    return url.set(drivername="postgresql")


FORM = said("an address is postgresql://host/database.")


def without_password(url: URL) -> str:
    """An address as it may be stored and shown: without who and their password."""
    bare = URL.create(url.drivername, None, None, url.host, url.port, url.database, url.query)
    return bare.render_as_string()


def connect(url: URL, login: str, password: str | None) -> psycopg.Connection:
    """A connection to a server, in no transaction.

    Args:
        url: from `address`.
        login: the role of the database.
        password: None for the one in libpq's own password file.

    Raises:
        NotAllowedError: the password is wrong, or the login not known.
        ServerError: the server can't be reached.
    """
    try:
        return psycopg.connect(conninfo(url, login, password), autocommit=True)
    except psycopg.OperationalError as exc:
        reason = _reason(exc)
        if "password" in reason or "authentication" in reason or f'role "{login}"' in reason:
            if password is None:
                raise NotAllowedError(
                    said(
                        "{host} does not let {login} in: their password is not on this computer. {variable} "
                        "can hold it. Else a computer that has it makes an invitation for this one ('Another "
                        "computer…'), or an owner makes a new one.",
                        host=url.host,
                        login=login,
                        variable=credentials.PASSWORD_VARIABLE,
                    )
                ) from exc
            raise NotAllowedError(
                said(
                    "{host} does not let {login} in: the password is wrong or not on this computer, or they "
                    "are not known there. {variable} can hold it; else ask an owner for a new invitation.",
                    host=url.host,
                    login=login,
                    variable=credentials.PASSWORD_VARIABLE,
                )
            ) from exc
        raise ServerError(
            said("The team's server {host} can't be reached: {reason}", host=url.host, reason=reason)
        ) from exc


def connect_admin(url: URL) -> psycopg.Connection:
    """A connection as who an address names, with the password in it: whoever looks after the server.

    Raises:
        NotAllowedError: the password is wrong, or the name not known.
        ServerError: the server can't be reached.
    """
    try:
        return connect(url, url.username or "", url.password)
    except NotAllowedError as exc:
        raise NotAllowedError(
            said(
                "{host} does not let '{login}' in: that name or its password is wrong. It is to be somebody "
                "who may make roles and extensions there.",
                host=url.host,
                login=url.username or "",
            )
        ) from exc


def _reason(exc: psycopg.OperationalError) -> str:
    """Why there was no connection, of libpq's words about where and how."""
    first = str(exc).strip().splitlines()[0]
    return first.rpartition(" failed: ")[2].removeprefix("FATAL:").strip()


def conninfo(url: URL, login: str, password: str | None) -> str:
    """What libpq is told of a connection; the password is in it."""
    assert url.host is not None
    place = {"host": url.host, "port": url.port, "dbname": url.database, "user": login, "password": password}
    if not is_loopback(url.host):
        place |= {"sslmode": _sslmode(url)}
        if authority := str(url.query.get("sslrootcert", SYSTEMS_OWN.get(_sslmode(url), ""))):
            place |= {"sslrootcert": authority}
    settings = {"application_name": PROGRAM, "options": PATIENCE, **DEAD_LINE, **place}
    return make_conninfo("", connect_timeout=CONNECT_WITHIN_S, **settings)


def require_nobody_else(account: Account, login: str) -> None:
    """Whoever is signed in acts in a team as themselves only; who is not signed in, by the password alone.

    Raises:
        NotAllowedError: somebody else is, or Google no longer says that it is them.
    """
    try:
        who = account.renew()
    except SignInError as exc:
        raise NotAllowedError(exc.words) from exc
    if who is not None and who.email != login:
        raise SomebodyElseError(who.email, login)


def check_schema(connection: psycopg.Connection) -> None:
    """See that the server's schema is this program's.

    Raises:
        ServerVersionError: it is older or newer, or there is none.
    """
    with translated_errors():
        try:
            row = connection.execute(f"SELECT version_num FROM {SCHEMA}.alembic_version".encode()).fetchone()
        except (errors.UndefinedTable, errors.InvalidSchemaName) as exc:
            raise ServerVersionError(said("There is no team on this server yet: make one first.")) from exc
    found = row[0] if row else ""
    if found < newest_revision():
        raise ServerVersionError(
            said(
                "The team's server is of an older Playertag (revision {found}). Whoever looks after it "
                "is to bring it up to date; nothing was sent.",
                found=found,
            )
        )
    if found > newest_revision():
        raise ServerVersionError(
            said(
                "The team's server is of a newer Playertag (revision {found}). Update Playertag to sync; "
                "nothing was sent.",
                found=found,
            )
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """What a member may do in a tournament, and the address of its store of pictures, empty without one."""

    role: Role
    store: str


def standing_in(connection: psycopg.Connection, tournament_id: str) -> Standing:
    """How the member that a connection is of stands in a tournament.

    Raises:
        NotAllowedError: they are not in the tournament, or no longer.
    """
    with translated_errors():
        row = connection.execute(
            "SELECT r.role, t.store FROM playertag.my_roles() r JOIN playertag.tournament t "
            "ON t.id = r.tournament_id WHERE t.id = %s",
            (tournament_id,),
        ).fetchone()
    if row is None:
        raise NotAllowedError(
            said(
                "You are not, or no longer, a member of this tournament: an owner can invite you (again). "
                "Your library stays whole as it is."
            )
        )
    return Standing(Role(row[0]), row[1])


@contextmanager
def as_member(database: Database, account: Account) -> Iterator[tuple[psycopg.Connection, TeamRow]]:
    """A connection to the server of a library's team, as its member.

    Raises:
        TeamError: the library is in no team, or the server can't be reached or does not let them.
    """
    with database.read() as session:
        team = the_team(session)
        session.expunge(team)
    require_nobody_else(account, team.login)
    url = address(team.server)
    with connect(url, team.login, password_of(url, team.login)) as connection:
        check_schema(connection)
        standing_in(connection, team.tournament_id)  # or the server would say less clearly what is wrong
        yield connection, team


def password_of(url: URL, login: str) -> str | None:
    """The password of somebody on a server; None where this computer does not know it."""
    return credentials.find(secret_name(url, login), credentials.PASSWORD_VARIABLE)


def secret_name(url: URL, login: str) -> str:
    """What a password is kept by: a login is of a server, not of one of its databases."""
    return f"{login} at {url.host}:{url.port or POSTGRES_PORT}"


def _sslmode(url: URL) -> str:
    return str(url.query.get("sslmode", ENCRYPTED[0]))
