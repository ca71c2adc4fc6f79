"""The team that a library is in: `Library.team`."""

from __future__ import annotations

import base64
import binascii
import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC
from typing import Any

import psycopg
from sqlalchemy import URL, func, select

from core.auth import credentials
from core.auth.account import Account
from core.db.engine import Database
from core.db.schema import OutboxRow, RevisionRow, TeamRow, now
from core.errors import InvalidValueError, NotAllowedError, ServerError
from core.ids import name as checked_name
from core.jobs import JobContext
from core.sync import noting
from core.sync.clock import NEVER, new_replica
from core.sync.conflicts import find_conflicts
from core.sync.connecting import (
    address,
    check_schema,
    connect,
    require_nobody_else,
    role_in,
    without_password,
)
from core.sync.engine import Sync, SyncReport, the_team
from core.sync.outbox import stamp_new, unsent_decisions
from core.sync.postgres import PostgresRemote, translated_errors
from core.sync.server.migrate import upgrade
from core.types import Conflict, Member, Role, TeamStatus
from core.words import said

INVITATION = "playertag-invitation:"
PASSWORD_BYTES = 24
POSTGRES_PORT = 5432
DIMENSIONS = (128, 512)
LISTEN = b"LISTEN playertag"
LOOK_EVERY_S = 0.5
SHORTEST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 60.0
NOBODY = TeamStatus("", "", "", 0, None)


class Team:
    """The tournament that a library shares with others, if it does."""

    def __init__(self, database: Database, account: Account) -> None:
        self._database = database
        self._account = account

    def status(self) -> TeamStatus | None:
        """The team of this library; None where it is in none. Asks nobody."""
        with self._database.read() as session:
            team = session.scalar(select(TeamRow).where(~TeamRow.left))
            if team is None:
                return None
            noted = session.scalar(select(func.count()).select_from(OutboxRow)) or 0
            written = session.scalar(select(func.count()).where(RevisionRow.feed.is_(None))) or 0
            waiting = noted + written + unsent_decisions(session)
            synced_at = team.synced_at and team.synced_at.replace(tzinfo=UTC)
            unkept = credentials.unkept(_secret_name(address(team.server), team.login))
            who = self._account.who()
            verified = who is not None and who.email == team.login
            return TeamStatus(team.name, team.server, team.login, waiting, synced_at, verified, unkept)

    def create(self, server: str, name: str, login: str) -> None:
        """Make a tournament on a server, its schema too where there is none, and be its owner.

        Args:
            server: its address as somebody who may make roles and extensions there.
            name: of the tournament.
            login: the e-mail address of who owns it.

        Raises:
            TeamError: the server can't be reached, or does not let them.
            InvalidValueError: no address, name or login, or the library is in a team already.
        """
        self._require_none()
        url, name, login = address(server), checked_name("tournament", name), checked_login(login)
        require_nobody_else(self._account, login)
        with connect(url, url.username or "", url.password) as admin, translated_errors():
            upgrade(admin)
            known = admin.execute("SELECT FROM pg_roles WHERE rolname = %s", (login,)).fetchone() is not None
            password = self._known_password(url, login) if known else secrets.token_urlsafe(PASSWORD_BYTES)
            row = admin.execute(
                "SELECT playertag.create_tournament(%s, %s, %s)",
                (name, login, _verifier(admin, login, password)),
            ).fetchone()
        assert row is not None
        self._enter(url, str(row[0]), name, login, password)

    def join(self, invitation: str) -> None:
        """Bring this library into the tournament that an invitation is for.

        Raises:
            InvalidValueError: it is no invitation, or the library is in a team already.
            TeamError: the server can't be reached, or no longer knows them.
        """
        self._require_none()
        invited = _read_invitation(invitation)
        url, login = address(invited["server"]), invited["login"]
        require_nobody_else(self._account, login)
        password = invited["password"] or self._known_password(url, login)
        with connect(url, login, password) as connection:
            check_schema(connection)
            role_in(connection, invited["tournament"])
            with translated_errors():
                row = connection.execute(
                    "SELECT name FROM playertag.tournament WHERE id = %s", (invited["tournament"],)
                ).fetchone()
        assert row is not None
        self._enter(url, invited["tournament"], row[0], login, password)

    def _known_password(self, url: URL, login: str) -> str:
        """The password of somebody who is in another tournament on a server, which only they have.

        Raises:
            NotAllowedError: this computer does not know it.
        """
        if (password := _password(url, login)) is None:
            raise NotAllowedError(
                said(
                    "{login} is known on this server already, by a password that this computer does not "
                    "have. Do this where they are in another team, or set {variable} to it.",
                    login=login,
                    variable=credentials.PASSWORD_VARIABLE,
                )
            )
        return password

    def leave(self) -> None:
        """Take this library out of its team; all that is in it stays.

        So do the password, since other libraries may be in other tournaments on the server, and the notes of
        what is done, in case it comes back.

        Raises:
            NotAllowedError: it is in none.
        """
        with self._database.write() as session:
            the_team(session).left = True

    def invite(self, login: str, role: Role) -> str:
        """Make somebody a member; the invitation to give to them, which nobody can make out again.

        Raises:
            InvalidValueError: no e-mail address, or they have a login on this server already.
            NotAllowedError: the library is in no team, or not an owner's.
            ServerError: the server can't be reached.
        """
        login = checked_login(login)
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        with self._connected() as (connection, team), translated_errors():
            row = connection.execute(
                "SELECT playertag.invite(%s, %s, %s, %s)",
                (team.tournament_id, login, role.value, _verifier(connection, login, password)),
            ).fetchone()
            assert row is not None
        invited = {"server": team.server, "tournament": team.tournament_id, "login": login}
        return _invitation({**invited, "password": password if row[0] else ""})

    def dismiss(self, login: str) -> bool:
        """Take somebody out of the tournament; whether they were in it. What they did stays.

        Raises:
            NotAllowedError: the library is in no team, or not an owner's.
            ServerError: the server can't be reached.
        """
        with self._connected() as (connection, team), translated_errors():
            row = connection.execute(
                "SELECT playertag.dismiss(%s, %s)", (team.tournament_id, login)
            ).fetchone()
        return bool(row and row[0])

    def members(self) -> list[Member]:
        """Who is in the tournament, or was.

        Raises:
            TeamError: the library is in no team, or the server can't be reached.
        """
        with self._connected() as (connection, team), translated_errors():
            rows = connection.execute(
                "SELECT login, role, active, added_at FROM playertag.member WHERE tournament_id = %s "
                "ORDER BY active DESC, login",
                (team.tournament_id,),
            ).fetchall()
        return [Member(login, Role(role), active, at) for login, role, active, at in rows]

    def sync(self, context: JobContext) -> SyncReport:
        """Take in what the others did, and tell them what was done here.

        Raises:
            CancelledError: a stop was asked for; what was done until then is done.
            TeamError: the library is in no team, the server can't be reached, or does not let them.
        """
        with self._connected() as (connection, team):
            return self._sync(connection, team, context)

    def _sync(self, connection: psycopg.Connection, team: TeamRow, context: JobContext) -> SyncReport:
        remote, role = PostgresRemote(connection, team.tournament_id), role_in(connection, team.tournament_id)
        return Sync(self._database, remote, role).run(context)

    def watch(self, context: JobContext, told: Callable[[SyncReport], None]) -> None:
        """Sync, and again whenever somebody of the team or this library has something new; until stopped.

        A line that breaks is tried again after a while.

        Args:
            context: to stop it.
            told: is called after each sync in which something came or went.

        Raises:
            CancelledError: a stop was asked for.
            TeamError: the library is in no team, or the server does not let them.
        """
        pause = SHORTEST_PAUSE_S
        while True:
            try:
                with self._connected() as (connection, team):
                    connection.execute(LISTEN)
                    pause = SHORTEST_PAUSE_S
                    self._sync_on_news(connection, team, context, told)
            except ServerError:
                wait(pause, context)
                pause = min(2 * pause, LONGEST_PAUSE_S)

    def _sync_on_news(
        self,
        connection: psycopg.Connection,
        team: TeamRow,
        context: JobContext,
        told: Callable[[SyncReport], None],
    ) -> None:
        news, waiting = True, 0
        while True:
            # What a member's role may not add waits for ever: only more of it is news.
            if news or (self.status() or NOBODY).waiting != waiting:
                report = self._sync(connection, team, context)
                waiting = (self.status() or NOBODY).waiting
                if report.received or report.sent:
                    told(report)
            context.checkpoint()
            with translated_errors():
                heard = list(connection.notifies(timeout=LOOK_EVERY_S, stop_after=1))
            news = any(notice.payload == team.tournament_id for notice in heard)

    def index(self) -> bool:
        """Have the server index the embeddings of the tournament, once it has enough; whether it did so now.

        Raises:
            TeamError: the library is in no team, or the server can't be reached.
        """
        with self._connected() as (connection, team), translated_errors():
            made = [
                connection.execute(
                    "SELECT playertag.index_embeddings(%s, %s)", (team.tournament_id, dimension)
                ).fetchall()
                for dimension in DIMENSIONS
            ]
        return [(True,)] in made

    def conflicts(self) -> list[Conflict]:
        """The faces about which people of the team disagree. Asks nobody.

        Raises:
            NotAllowedError: the library is in no team.
        """
        with self._database.write() as session:
            stamp_new(session, the_team(session), now())
            return find_conflicts(session)

    def upgrade(self, server: str) -> None:
        """Bring a server's schema up to date.

        Args:
            server: its address as somebody who may make roles and extensions there.

        Raises:
            InvalidValueError: it is no address.
            TeamError: it can't be reached, or does not let them.
        """
        url = address(server)
        with connect(url, url.username or "", url.password) as admin, translated_errors():
            upgrade(admin)

    @contextmanager
    def _connected(self) -> Iterator[tuple[psycopg.Connection, TeamRow]]:
        """A connection to the team's server as this library's member."""
        with self._database.read() as session:
            team = the_team(session)
            session.expunge(team)
        require_nobody_else(self._account, team.login)
        url = address(team.server)
        with connect(url, team.login, _password(url, team.login)) as connection:
            check_schema(connection)
            role_in(connection, team.tournament_id)  # or the server would say less clearly what is wrong
            yield connection, team

    def _require_none(self) -> None:
        if (status := self.status()) is not None:
            raise InvalidValueError(
                "team", said("this library is in the team {name} already.", name=status.name)
            )

    def _enter(self, url: URL, tournament_id: str, name: str, login: str, password: str) -> None:
        credentials.keep(_secret_name(url, login), password)
        with self._database.write() as session:
            if (known := session.get(TeamRow, tournament_id)) is not None:
                known.name, known.server, known.login, known.left = name, without_password(url), login, False
                return
            if session.scalar(select(TeamRow)) is not None:  # one that was left for good, by this
                noting.end(session)
            session.add(
                TeamRow(
                    tournament_id=tournament_id,
                    name=name,
                    server=without_password(url),
                    login=login,
                    replica=new_replica(),
                    heard=NEVER,
                    remembered=NEVER,
                )
            )
            session.flush()
            noting.begin(session)


def wait(seconds: float, context: JobContext) -> None:
    """Wait, unless a stop is asked for.

    Raises:
        CancelledError: it was.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        context.checkpoint()
        time.sleep(LOOK_EVERY_S / 5)


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


def _password(url: URL, login: str) -> str | None:
    return credentials.find(_secret_name(url, login), credentials.PASSWORD_VARIABLE)


def _secret_name(url: URL, login: str) -> str:
    """What a password is kept by: a login is of a server, not of one of its databases."""
    return f"{login} at {url.host}:{url.port or POSTGRES_PORT}"


def _verifier(connection: psycopg.Connection, login: str, password: str) -> str:
    """What the server keeps of a password, by which nobody can log in (SCRAM, RFC 5802)."""
    made = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return made.decode()


def _invitation(invited: dict[str, str]) -> str:
    return INVITATION + base64.urlsafe_b64encode(json.dumps(invited).encode()).decode()


def _read_invitation(invitation: str) -> dict[str, str]:
    try:
        found: Any = json.loads(base64.urlsafe_b64decode(invitation.strip().removeprefix(INVITATION)))
        return {field: str(found[field]) for field in ("server", "tournament", "login", "password")}
    except (ValueError, KeyError, TypeError, binascii.Error) as exc:
        raise InvalidValueError(
            "invitation", said("this is no invitation; it begins with {start}.", start=INVITATION)
        ) from exc
