"""The team that a library is in: `Library.team`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC
from functools import partial

import psycopg
from sqlalchemy import URL, select

from core.auth import credentials
from core.auth.account import Account
from core.db.engine import Database
from core.db.schema import TeamRow, now
from core.errors import InvalidValueError, NotAllowedError
from core.ids import name as checked_name
from core.images import Images
from core.jobs import JobContext
from core.settings import Settings
from core.sync import noting, wire
from core.sync.clock import NEVER, new_replica
from core.sync.conflicts import find_conflicts
from core.sync.connecting import (
    Standing,
    address,
    as_member,
    check_schema,
    connect_admin,
    require_nobody_else,
    secret_name,
    standing_in,
    without_password,
)
from core.sync.engine import Sync, SyncReport, the_team
from core.sync.entering import known_password, let_in, made_own
from core.sync.inviting import Invitation, checked_login, new_password, verifier_of
from core.sync.members import Members
from core.sync.outbox import stamp_new, waiting
from core.sync.pictures import Pictures, kept_key, key_name
from core.sync.postgres import PostgresRemote, translated_errors
from core.sync.server.migrate import create_tournament, upgrade
from core.sync.watching import LOOK_EVERY_S, Watch, Watched
from core.types import Conflict, Role, TeamStatus
from core.words import said

NOT_OWN = said(
    "this one keeps its password, as one does that you made yourself for another computer of yours. Say so "
    "if you did. If somebody else gave it to you they could act as you: ask them for another one."
)


class Team(Members):
    """The tournament that a library shares with others, if it does."""

    def __init__(
        self,
        database: Database,
        account: Account,
        images: Images,
        read_settings: Callable[[], Settings],
        tidy: Callable[[], object],
    ) -> None:
        """Make one.

        Args:
            database: the library's.
            account: who is signed in.
            images: the library's.
            read_settings: gives the library's.
            tidy: takes what others erased out of the library's files, if there is anything.
        """
        super().__init__(database, account)
        self._images, self._read_settings, self._tidy = images, read_settings, tidy
        self._meeting = threading.Lock()

    def status(self) -> TeamStatus | None:
        """The team of this library; None where it is in none. Asks nobody."""
        with self._database.read() as session:
            team = session.scalar(select(TeamRow).where(~TeamRow.left))
            if team is None:
                return None
            synced_at = team.synced_at and team.synced_at.replace(tzinfo=UTC)
            who, key = self._account.who(), kept_key(team) if team.store else None
            return TeamStatus(
                team.name,
                team.server,
                team.login,
                waiting(session),
                synced_at,
                Role(team.role) if team.role else None,
                team.store,
                verified=who is not None and who.email == team.login,
                unkept_password=credentials.unkept(secret_name(address(team.server), team.login)),
                store_key=key.id if key else "",
                unkept_key=bool(key and credentials.unkept(key_name(team))),
            )

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
        with connect_admin(url) as admin, translated_errors():
            upgrade(admin)
            known = admin.execute("SELECT FROM pg_roles WHERE rolname = %s", (login,)).fetchone() is not None
            password = known_password(url, login) if known else new_password()
            made = create_tournament(admin, name, login, verifier_of(admin, login, password))
        self._enter(url, made, name, login, password)

    def join(self, invitation: str, *, own: bool = False) -> None:
        """Bring this library into the tournament that an invitation is for; who is in it has a new password.

        Whoever made the invitation knows its password, so another one takes its place, where this computer
        has a keyring to keep it in: an invitation lets in once.

        Args:
            invitation: what somebody was given.
            own: they made it themselves, on another computer of theirs (see `own_invitation`).

        Raises:
            InvalidValueError: it is no invitation, or the library is in another team already; or it says that
                it is their own, and they do not.
            TeamError: the server can't be reached, or no longer knows them.
        """
        invited = Invitation.read(invitation)
        if invited.lasting and not own:
            raise InvalidValueError("own", NOT_OWN)
        if not self._is_in(invited.tournament, invited.login):
            self._require_none()
        url = address(invited.server)
        require_nobody_else(self._account, invited.login)
        connection, password = let_in(url, invited)
        with connection:
            check_schema(connection)
            standing = standing_in(connection, invited.tournament)
            with translated_errors():
                row = connection.execute(
                    "SELECT name FROM playertag.tournament WHERE id = %s", (invited.tournament,)
                ).fetchone()
            if password == invited.password and not invited.lasting:
                password = made_own(connection, url, invited)
        assert row is not None
        self._enter(url, invited.tournament, row[0], invited.login, password)
        team = self._remember(standing)
        if invited.key:
            credentials.keep(key_name(team), invited.key)

    def leave(self) -> None:
        """Take this library out of its team; all that is in it stays.

        So do the password, since other libraries may be in other tournaments on the server, and the notes of
        what is done, in case it comes back.

        Raises:
            NotAllowedError: it is in none.
        """
        with self._database.write() as session:
            the_team(session).left = True

    def sync(self, context: JobContext) -> SyncReport:
        """Take in what the others did, and tell them what was done here.

        Raises:
            CancelledError: a stop was asked for; what was done until then is done.
            TeamError: the library is in no team, the server can't be reached, or does not let them.
        """
        with self.meetings(context) as meet:
            return meet()

    @contextmanager
    def meetings(self, context: JobContext) -> Iterator[Callable[[], SyncReport]]:
        """Several syncs over one line: each call of what it gives is one, from whichever thread.

        It raises what `sync` raises, and so do they.
        """
        one_at_a_time = threading.Lock()
        with (
            as_member(self._database, self._account) as (connection, team),
            self._pictures() as pictures,
        ):

            def meet() -> SyncReport:
                with one_at_a_time:
                    report = self._sync(connection, team, context) | pictures.step(context)
                    while pictures.busy:
                        report |= pictures.step(context)
                    if report.pictures.sent:  # what the store has by now is told too
                        report |= self._sync(connection, team, context)
                    return report

            yield meet

    def _sync(
        self,
        connection: psycopg.Connection,
        team: TeamRow,
        context: JobContext,
        told: Callable[[SyncReport], None] = lambda _: None,
    ) -> SyncReport:
        """One sync; `told` hears what it did, also where it broke off."""
        require_nobody_else(self._account, team.login)  # somebody may have signed in since the line was made
        standing = standing_in(connection, team.tournament_id)
        self._remember(standing)
        sync = Sync(self._database, PostgresRemote(connection, team.tournament_id), standing.role)
        with self._alone(context):
            try:
                report = sync.run(context)
            except NotAllowedError:
                standing_in(connection, team.tournament_id)  # who was dismissed meanwhile is told so
                raise
            else:
                self._tidy()
                return report
            finally:
                told(sync.report)

    def _remember(self, standing: Standing) -> TeamRow:
        with self._database.write() as session:
            team = the_team(session)
            team.role, team.store = standing.role.value, standing.store
            session.flush()
            session.expunge(team)
            return team

    def _pictures(self) -> Pictures:
        return Pictures(self._database, self._images, self._read_settings)

    @contextmanager
    def _alone(self, context: JobContext) -> Iterator[None]:
        """Two syncs of a library at once would set back how far each has read."""
        while not self._meeting.acquire(timeout=LOOK_EVERY_S):
            context.checkpoint()
        try:
            yield
        finally:
            self._meeting.release()

    def watch(self, context: JobContext, told: Callable[[Watched], None]) -> None:
        """Sync, and again whenever somebody of the team or this library has something new; until stopped.

        A line that breaks is tried again after a while.

        Args:
            context: to stop it.
            told: hears how it is doing, and what each sync did in which something came or went.

        Raises:
            CancelledError: a stop was asked for.
            TeamError: the library is in no team, or the server does not let them.
        """
        connected = partial(as_member, self._database, self._account)
        Watch(self._database, connected, self._sync, self._pictures, told).run(context)

    def index(self) -> bool:
        """Have the server index the embeddings of the tournament, once it has enough; whether it did so now.

        Raises:
            TeamError: the library is in no team, or the server can't be reached.
        """
        with as_member(self._database, self._account) as (connection, team), translated_errors():
            made = [
                connection.execute(
                    "SELECT playertag.index_embeddings(%s, %s)", (team.tournament_id, dimension)
                ).fetchall()
                for dimension in wire.DIMENSIONS
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
        with connect_admin(url) as admin, translated_errors():
            upgrade(admin)

    def _is_in(self, tournament_id: str, login: str) -> bool:
        with self._database.read() as session:
            team = session.get(TeamRow, tournament_id)
            return team is not None and team.login == login and not team.left

    def _require_none(self) -> None:
        if (status := self.status()) is not None:
            raise InvalidValueError(
                "team", said("this library is in the team {name} already.", name=status.name)
            )

    def _enter(self, url: URL, tournament_id: str, name: str, login: str, password: str) -> None:
        credentials.keep(secret_name(url, login), password)
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
