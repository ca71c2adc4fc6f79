"""The team that a library is in: `Library.team`."""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from sqlalchemy import URL, func, select, text

from core.auth import credentials
from core.db.engine import Database
from core.db.schema import OutboxRow, RevisionRow, TeamRow
from core.errors import InvalidValueError
from core.ids import name as checked_name
from core.jobs import JobContext
from core.sync import noting
from core.sync.clock import NEVER, new_replica
from core.sync.connecting import address, check_schema, connect, role_in, without_password
from core.sync.engine import Sync, SyncReport, the_team
from core.sync.outbox import unsent_decisions
from core.sync.postgres import PostgresRemote, translated_errors
from core.sync.roles import Role
from core.sync.server.migrate import upgrade
from core.words import said

INVITATION = "playertag-invitation:"
PASSWORD_BYTES = 24


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the tournament. `active` is False for who was dismissed."""

    login: str
    role: Role
    active: bool
    added_at: datetime


@dataclass(frozen=True, slots=True)
class TeamStatus:
    """The team of a library. `waiting` are rows that the others do not have yet."""

    name: str
    server: str
    login: str
    waiting: int


class Team:
    """The tournament that a library shares with others, if it does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def status(self) -> TeamStatus | None:
        """The team of this library; None where it is in none. Asks nobody."""
        with self._database.read() as session:
            team = session.scalar(select(TeamRow))
            if team is None:
                return None
            noted = session.scalar(select(func.count()).select_from(OutboxRow)) or 0
            written = session.scalar(select(func.count()).where(RevisionRow.feed.is_(None))) or 0
            return TeamStatus(team.name, team.server, team.login, noted + written + unsent_decisions(session))

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
        upgrade(url)
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        with connect(url, url.username or "", url.password) as admin, translated_errors():
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
        url = address(invited["server"])
        with connect(url, invited["login"], invited["password"]) as connection:
            check_schema(connection)
            role_in(connection, invited["tournament"])
            with translated_errors():
                row = connection.execute(
                    "SELECT name FROM playertag.tournament WHERE id = %s", (invited["tournament"],)
                ).fetchone()
        assert row is not None
        self._enter(url, invited["tournament"], row[0], invited["login"], invited["password"])

    def leave(self) -> None:
        """Take this library out of its team; all that is in it stays.

        Raises:
            NotAllowedError: it is in none.
        """
        with self._database.write() as session:
            team = the_team(session)
            credentials.forget(_secret_name(team))
            noting.end(session)
            session.execute(text("DELETE FROM cursor"))
            session.execute(text("UPDATE decision SET stamp = NULL, seen = NULL, feed = NULL"))
            session.delete(team)

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
            remote = PostgresRemote(connection, team.tournament_id)
            return Sync(self._database, remote).run(context)

    @contextmanager
    def _connected(self) -> Iterator[tuple[psycopg.Connection, TeamRow]]:
        """A connection to the team's server as this library's member."""
        with self._database.read() as session:
            team = the_team(session)
            session.expunge(team)
        with connect(address(team.server), team.login, credentials.find(_secret_name(team))) as connection:
            check_schema(connection)
            role_in(connection, team.tournament_id)
            yield connection, team

    def _require_none(self) -> None:
        if (status := self.status()) is not None:
            raise InvalidValueError(
                "team", said("this library is in the team {name} already.", name=status.name)
            )

    def _enter(self, url: URL, tournament_id: str, name: str, login: str, password: str) -> None:
        team = TeamRow(
            tournament_id=tournament_id,
            name=name,
            server=without_password(url),
            login=login,
            replica=new_replica(),
            heard=NEVER,
            remembered=NEVER,
            applying=False,
        )
        credentials.keep(_secret_name(team), password)
        with self._database.write() as session:
            session.add(team)
            session.flush()
            noting.begin(session)


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


def _secret_name(team: TeamRow) -> str:
    return f"{team.login} at {team.server}"


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
