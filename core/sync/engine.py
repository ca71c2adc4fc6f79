"""A library meets the others of its team: what they did comes in, what it did goes out.

Each part is a transaction on both sides, and taking in or adding something twice changes nothing: a line that
breaks anywhere, or a program that is killed, loses nothing, and the next run goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.engine import Database
from core.db.schema import DecisionRow, TeamRow, now
from core.errors import InvalidValueError, NotAllowedError, PlayertagError, TeamError
from core.jobs import JobContext
from core.recognition.merging import merge_players
from core.sync import wire
from core.sync.adopting import adopt_players
from core.sync.clock import NEVER
from core.sync.doubles import TRIED, find_doubles
from core.sync.intake import take_in
from core.sync.outbox import (
    Noted,
    be_another,
    cursor,
    move_cursor,
    noted_by_now,
    sent,
    stamp_new,
    unsent,
    unsent_faces,
)
from core.sync.remote import Held, Remote
from core.sync.roles import may_add
from core.sync.wire import Entry, Key, Table
from core.types import Role
from core.words import said

AFTER_PHOTOS = (wire.GALLERY_PHOTO, wire.FACE, wire.EMBEDDING, wire.DECISION, wire.PICTURE)


@dataclass(frozen=True, slots=True)
class PictureReport:
    """Pictures that came from the team's store, and pictures that went.

    `failed` has for each that could not be moved the reason, while the others did; `problem` is why none can
    be: the store's, not the server's.
    """

    received: int = 0
    sent: int = 0
    failed: tuple[PlayertagError, ...] = ()
    problem: TeamError | None = None

    def __or__(self, other: PictureReport) -> PictureReport:
        """Both, one after the other."""
        return PictureReport(
            self.received + other.received,
            self.sent + other.sent,
            self.failed + other.failed,
            other.problem or self.problem,
        )


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did: rows that came, rows that went, what changed in this library, and pictures."""

    received: int = 0
    sent: int = 0
    changes: Changes = field(default_factory=Changes)
    pictures: PictureReport = field(default_factory=PictureReport)

    @property
    def anything(self) -> bool:
        """Whether something came or went, or could not."""
        return bool(self.received or self.sent) or self.pictures != PictureReport()

    def __or__(self, other: SyncReport) -> SyncReport:
        """Both, one after the other."""
        return SyncReport(
            self.received + other.received,
            self.sent + other.sent,
            self.changes | other.changes,
            self.pictures | other.pictures,
        )


class Sync:
    """One library and its team's feed."""

    def __init__(
        self, database: Database, remote: Remote, role: Role, clock: Callable[[], datetime] = now
    ) -> None:
        """Make one.

        Args:
            database: the library's.
            remote: the team's feed.
            role: the member's; what it may not add is kept for when it may.
            clock: what the time is, in UTC.
        """
        self._database = database
        self._remote = remote
        self._role = role
        self._clock = clock
        self._replica = self._tournament = ""
        self._came = False
        self._received = self._sent = self._noted = self._answered = 0
        self._changes = Changes()

    @property
    def report(self) -> SyncReport:
        """What was done until now, also where the line broke then."""
        return SyncReport(self._received, self._sent, self._changes)

    def run(self, context: JobContext) -> SyncReport:
        """Take in what others did, and tell them what was done here.

        Raises:
            CancelledError: a stop was asked for; what was done until then is done.
            TeamError: the server can't be reached, or does not let this member.
        """
        self._be_oneself()
        self._receive(context)
        self._join_doubles(context)
        if self._send_photos(context):  # others brought the same ones meanwhile: their faces are to be known
            self._receive(context)
        for table in AFTER_PHOTOS:
            self._send(context, table)
        self._be_remembered()
        if self._sent or self._came:
            self._remote.tell_others()
        return self.report

    def _be_oneself(self) -> None:
        """A folder that was copied finds here that another one told more as the same library."""
        with self._database.read() as session:
            team = the_team(session)
            self._replica, remembered = team.replica, team.remembered
            self._tournament = team.tournament_id
        # Nobody who writes to the library waits for the server: it is asked between transactions.
        known = self._remote.remember(self._replica, remembered)
        self._came = known is None
        if (known or "") > remembered:
            with self._database.write() as session:
                team = self._team(session)
                be_another(team)
                self._replica = team.replica

    def _be_remembered(self) -> None:
        with self._database.read() as session:
            heard = self._team(session).heard
        self._remote.remember(self._replica, heard)
        with self._database.write() as session:
            team = self._team(session)
            team.remembered, team.synced_at = heard, self._clock()

    def _team(self, session: Session) -> TeamRow:
        """The team that this sync is with.

        Raises:
            NotAllowedError: the library has left it meanwhile: another one's feed is not to be mixed with it.
        """
        team = the_team(session)
        require_same(team, self._tournament)
        return team

    def _receive(self, context: JobContext) -> None:
        upto = self._remote.latest()
        for table in wire.TABLES:
            with self._database.read() as session:
                first = cursor(session, table.name)
            if first == upto:
                continue
            for part in self._remote.entries(table, first, upto, self._replica):
                self._take_in(table, part, part[-1].feed)
                context.progress(said("Receiving"), part[-1].feed - first, upto - first)
            self._take_in(table, [], upto)

    def _take_in(self, table: Table, part: Sequence[Entry], upto: int) -> None:
        with self._database.write() as session:
            team = self._team(session)
            stamp_new(session, team, self._clock())
            team.applying = True
            session.flush()
            changes = take_in(session, table, part) if part else Changes()
            team.applying = False
            if "stamp" in table.columns:
                team.heard = max(team.heard, *(entry.row[0] for entry in part), NEVER)
            move_cursor(session, table.name, upto)
        self._received += len(part)
        self._changes |= changes

    def _join_doubles(self, context: JobContext) -> None:
        """Have one player where this library and others made one each."""
        with self._database.read() as session:
            doubles = find_doubles(session, self._replica)
        if not all(double.told for double in doubles):
            with self._database.write() as session:
                team, doubles = self._team(session), find_doubles(session, self._replica)
                if untold := {double.own: double.other for double in doubles if not double.told}:
                    self._changes |= adopt_players(session, team, untold)
        for double in doubles:
            if double.told and may_add(self._role, wire.REVISION):
                context.checkpoint()
                with suppress(InvalidValueError), self._database.write() as session:
                    self._changes |= merge_players(session, double.other, double.own)

    def _send_photos(self, context: JobContext) -> bool:
        """Tell of new photos, each together with its faces; whether others told of some of them before."""
        with self._database.write() as session:
            stamp_new(session, self._team(session), self._clock())
            self._noted = noted_by_now(session)
            self._answered = session.scalar(select(func.max(DecisionRow.id))) or 0
        self._send(context, wire.REVISION)
        found_by_others, last = False, 0
        while photos := self._unsent(wire.PHOTO, last):
            context.checkpoint()
            with self._database.read() as session:
                faces = unsent_faces(session, [noted.row[0] for noted in photos], self._noted)
            rows = [noted.row for noted in photos], [noted.row for noted in faces]
            held, held_faces = self._remote.add_photos(*rows, self._replica)
            self._sent += len(held) + len(held_faces)
            self._mark(wire.PHOTO, photos, held)
            self._mark(wire.FACE, faces, held_faces)
            found_by_others |= any(photo.replica != self._replica for photo in held.values())
            last = photos[-1].number
        return found_by_others

    def _send(self, context: JobContext, table: Table) -> None:
        last = 0
        while rows := self._unsent(table, last):
            self._mark(table, rows, self._add(context, table, rows))
            last = rows[-1].number

    def _unsent(self, table: Table, last: int) -> list[Noted]:
        if not may_add(self._role, table):
            return []
        with self._database.read() as session:
            rows = unsent(session, table, last, self._noted, reviewing=self._role is Role.REVIEWER)
        # What was answered meanwhile may be of players whom the others are told of next time.
        return rows if table is not wire.DECISION else [row for row in rows if row.number <= self._answered]

    def _add(self, context: JobContext, table: Table, rows: Sequence[Noted]) -> Mapping[Key, Held]:
        context.checkpoint()
        if table is wire.REVISION and rows:
            with self._database.write() as session:
                move_cursor(session, TRIED, max(cursor(session, TRIED), rows[-1].number))
        held = self._remote.add(table, [noted.row for noted in rows], self._replica) if rows else {}
        self._sent += len(held)  # what refers to something that the others do not have yet waits for it
        return held

    def _mark(self, table: Table, rows: Sequence[Noted], held: Mapping[Key, Held]) -> None:
        with self._database.write() as session:
            self._team(session)
            sent(session, table, rows, {key: entry.feed for key, entry in held.items()})


def require_same(team: TeamRow, tournament_id: str) -> None:
    """See that the library has not gone into another tournament.

    Raises:
        NotAllowedError: it has.
    """
    if team.tournament_id != tournament_id:
        raise NotAllowedError(said("This library is in another team by now."))


def the_team(session: Session) -> TeamRow:
    """The team of a library that is in one.

    Raises:
        NotAllowedError: it is in none.
    """
    team: TeamRow | None = session.scalar(select(TeamRow).where(~TeamRow.left))
    if team is None:
        raise NotAllowedError(said("This library is in no team. Join one with an invitation, or make one."))
    return team
