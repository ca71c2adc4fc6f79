"""Staying in touch with a team: sync, and again whenever somebody has something new."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

import psycopg

from core.db.engine import Database
from core.db.schema import TeamRow
from core.errors import LibraryDamagedError, LibraryError, ServerError
from core.jobs import JobContext
from core.sync.engine import SyncReport, require_same, the_team
from core.sync.outbox import waiting
from core.sync.pictures import Pictures
from core.sync.postgres import translated_errors
from core.types import Line

LISTEN = b"LISTEN playertag"
# Also how long somebody who stops it waits.
LOOK_EVERY_S = 0.2
SHORTEST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 60.0

Told = Callable[[SyncReport], None]


@dataclass(frozen=True, slots=True)
class Watched:
    """What a watch tells: how it is doing now, and what a sync that has just ended did.

    Where it can't go on it tries again in `pause_s` seconds.
    """

    line: Line
    report: SyncReport | None = None
    pause_s: float = 0.0


class Watch:
    """One library that stays in touch."""

    def __init__(
        self,
        database: Database,
        connected: Callable[[], AbstractContextManager[tuple[psycopg.Connection, TeamRow]]],
        meet: Callable[[psycopg.Connection, TeamRow, JobContext, Told], SyncReport],
        pictures: Callable[[], Pictures],
        told: Callable[[Watched], None],
    ) -> None:
        """Make one.

        Args:
            database: the library's.
            connected: a connection to the team's server, as its member.
            meet: one sync over a connection, which says what it did, also where it broke off.
            pictures: makes what moves these.
            told: hears how it is doing.
        """
        self._database, self._connected = database, connected
        self._meet, self._pictures, self._told = meet, pictures, told
        self._pause = SHORTEST_PAUSE_S

    def run(self, context: JobContext) -> None:
        """Stay in touch until stopped; a line that breaks, and a disk that is full, are tried again.

        Raises:
            CancelledError: a stop was asked for.
            LibraryDamagedError: the library's file is damaged.
            TeamError: the library is in no team, or the server does not let them.
        """
        while True:
            self._told(Watched(Line.SYNCING))
            try:
                with (
                    self._connected() as (connection, team),
                    self._database.commits() as commits,
                    self._pictures() as pictures,
                ):
                    with translated_errors():
                        connection.execute(LISTEN)
                    self._sync_on_news(connection, team, pictures, commits, context)
            except LibraryDamagedError:
                raise
            except (ServerError, LibraryError) as exc:
                line = Line.OFFLINE if isinstance(exc, ServerError) else Line.NO_DISK
                self._told(Watched(line, pause_s=self._pause))
                wait(self._pause, context)
                self._pause = min(2 * self._pause, LONGEST_PAUSE_S)

    def _sync_on_news(
        self,
        connection: psycopg.Connection,
        team: TeamRow,
        pictures: Pictures,
        commits: Callable[[], int],
        context: JobContext,
    ) -> None:
        news, known, seen, moving = True, -1, -1, False
        while True:
            context.checkpoint()
            # Counting what waits takes milliseconds in a large library: only after something was written.
            written = commits()
            count = known if written == seen else self._waiting(team)
            seen = written
            # What a member's role may not add waits for ever: only more of it is news. What was done while
            # a sync ran makes the count another one than what that sync has left.
            if news or count != known:
                known, moving = count - self._sync(connection, team, context), True
            moving = (moving or pictures.due(written)) and self._move(pictures, context)
            news = _hear(connection, team, 0 if moving else LOOK_EVERY_S)

    def _waiting(self, team: TeamRow) -> int:
        """How much the others do not have yet.

        Raises:
            NotAllowedError: the library is not in this team any more.
        """
        with self._database.read() as session:
            require_same(the_team(session), team.tournament_id)
            return waiting(session)

    def _sync(self, connection: psycopg.Connection, team: TeamRow, context: JobContext) -> int:
        """Meet the others; how many rows went."""
        self._told(Watched(Line.SYNCING))
        report = self._meet(connection, team, context, self._tell)
        self._told(Watched(Line.UP_TO_DATE))
        self._pause = SHORTEST_PAUSE_S
        return report.sent

    def _move(self, pictures: Pictures, context: JobContext) -> bool:
        """Move pictures for a moment; whether there are more."""
        report = pictures.step(context)
        if report.anything:
            self._told(Watched(Line.SYNCING if pictures.busy else Line.UP_TO_DATE, report))
        return pictures.busy

    def _tell(self, report: SyncReport) -> None:
        if report.anything:
            self._told(Watched(Line.SYNCING, report))


def _hear(connection: psycopg.Connection, team: TeamRow, wait_s: float) -> bool:
    """Wait a moment for news; whether there are some. What was told over this connection is none."""
    with translated_errors():
        heard = list(connection.notifies(timeout=wait_s, stop_after=1))
    own = connection.info.backend_pid
    return any(notice.payload == team.tournament_id and notice.pid != own for notice in heard)


def wait(seconds: float, context: JobContext) -> None:
    """Wait, unless a stop is asked for.

    Raises:
        CancelledError: it was.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        context.checkpoint()
        time.sleep(LOOK_EVERY_S / 2)
