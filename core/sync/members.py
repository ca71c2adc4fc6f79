"""The members of a tournament, as `Library.team` has them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors

from core.auth import credentials
from core.auth.account import Account
from core.db.engine import Database
from core.db.schema import TeamRow
from core.errors import InvalidValueError, NotAllowedError
from core.storage.address import BucketKey
from core.sync.connecting import address, as_member, password_of
from core.sync.engine import the_team
from core.sync.inviting import Invitation, checked_login, new_password, verifier_of
from core.sync.pictures import key_name
from core.sync.postgres import PostgresRemote, translated_errors
from core.types import Member, Role
from core.words import said


class Members:
    """Who is in the tournament, who comes in and who goes."""

    def __init__(self, database: Database, account: Account) -> None:
        self._database, self._account = database, account

    def invite(
        self, login: str, role: Role, key: BucketKey | None = None, *, change_role: bool = False
    ) -> str:
        """Make somebody a member; the invitation to give to them, which nobody can make out again.

        Who was invited and never came is given a new one in its place.

        Args:
            login: their e-mail address.
            role: what they may do.
            key: one for the team's store that is theirs, to go with the invitation.
            change_role: whether a member with another role is to have this one from now on.

        Raises:
            InvalidValueError: no e-mail address; or they are a member with another role, which is to stay.
            NotAllowedError: the library is in no team, or not an owner's.
            ServerError: the server can't be reached.
        """
        login = checked_login(login)
        password = new_password()
        with self._changing() as (connection, team):
            if not change_role:
                _require_role(connection, team, login, role)
            verifier = verifier_of(connection, login, password)
            row = connection.execute(
                "SELECT playertag.invite(%s, %s, %s, %s)", (team.tournament_id, login, role.value, verifier)
            ).fetchone()
            assert row is not None
            fresh = row[0] or _never_came(connection, team, login, verifier)
        invited = password if fresh else ""
        return Invitation(
            team.server, team.tournament_id, login, invited, key.as_text() if key else ""
        ).as_text()

    def renew(self, login: str) -> str:
        """Make a new password for a member who has lost theirs; the invitation to give to them.

        The old one is no longer good at once. It is for an owner to do, and for nobody who is an owner or is
        known on the server beyond the tournaments of whoever asks: they would be let into those as them.

        Raises:
            InvalidValueError: no e-mail address.
            NotAllowedError: the library is in no team, or not an owner's, or it is not for them to do.
            ServerError: the server can't be reached.
        """
        login = checked_login(login)
        password = new_password()
        with as_member(self._database, self._account) as (connection, team), translated_errors():
            verifier = verifier_of(connection, login, password)
            connection.execute("SELECT playertag.renew(%s, %s, %s)", (team.tournament_id, login, verifier))
        return Invitation(team.server, team.tournament_id, login, password).as_text()

    def own_invitation(self) -> str:
        """What brings another computer of this member's into the team; it has their password. Asks nobody.

        Raises:
            NotAllowedError: the library is in no team, or this computer does not know the password.
        """
        with self._database.read() as session:
            team = the_team(session)
            session.expunge(team)
        if (password := password_of(address(team.server), team.login)) is None:
            raise NotAllowedError(
                said(
                    "This computer does not have the password of {login}: do this on the one that has.",
                    login=team.login,
                )
            )
        key = credentials.find(key_name(team)) or ""
        return Invitation(team.server, team.tournament_id, team.login, password, key, lasting=True).as_text()

    def dismiss(self, login: str) -> bool:
        """Take somebody out of the tournament; whether they were in it. What they did stays.

        Raises:
            NotAllowedError: the library is in no team, or not an owner's.
            ServerError: the server can't be reached.
        """
        with self._changing() as (connection, team):
            row = connection.execute(
                "SELECT playertag.dismiss(%s, %s)", (team.tournament_id, login)
            ).fetchone()
        return bool(row and row[0])

    def members(self) -> list[Member]:
        """Who is in the tournament, or was.

        Raises:
            TeamError: the library is in no team, or the server can't be reached.
        """
        with as_member(self._database, self._account) as (connection, team), translated_errors():
            rows = connection.execute(
                "SELECT login, role, active, added_at, login = session_user OR EXISTS (SELECT FROM "
                "playertag.replica r WHERE r.tournament_id = m.tournament_id AND r.login = m.login) "
                "FROM playertag.member m WHERE tournament_id = %s ORDER BY active DESC, login",
                (team.tournament_id,),
            ).fetchall()
        return [Member(login, Role(role), *rest) for login, role, *rest in rows]

    @contextmanager
    def _changing(self) -> Iterator[tuple[psycopg.Connection, TeamRow]]:
        """A connection to change by who is in the tournament; then everybody looks how they stand."""
        with as_member(self._database, self._account) as (connection, team), translated_errors():
            yield connection, team
            PostgresRemote(connection, team.tournament_id).tell_others()


def _never_came(connection: psycopg.Connection, team: TeamRow, login: str, verifier: str) -> bool:
    """Give a new password to somebody whose invitation was lost before they used it; whether that is so.

    Of who is known on the server beyond the tournaments of whoever asks nothing is changed.
    """
    seen = connection.execute(
        "SELECT FROM playertag.replica WHERE tournament_id = %s AND login = %s", (team.tournament_id, login)
    ).fetchone()
    if seen is not None:
        return False
    try:
        connection.execute("SELECT playertag.renew(%s, %s, %s)", (team.tournament_id, login, verifier))
    except errors.InsufficientPrivilege:
        return False
    return True


def _require_role(connection: psycopg.Connection, team: TeamRow, login: str, role: Role) -> None:
    """See that an invitation makes a member nothing else than they are.

    Raises:
        InvalidValueError: it does.
    """
    row = connection.execute(
        "SELECT role FROM playertag.member WHERE tournament_id = %s AND login = %s AND active",
        (team.tournament_id, login),
    ).fetchone()
    if row is not None and row[0] not in (role.value, Role.OWNER.value):
        raise InvalidValueError(
            "role",
            said(
                "{login} is a member as {now} already. Say so if they are to be {wanted} from now on.",
                login=login,
                now=row[0],
                wanted=role.value,
            ),
        )
