"""What the columns of a schedule are, and what its lines make of the matches of a gallery."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import ids
from core.db.schedule import read_schedule
from core.db.schema import MatchRow, PlayerRow, new_id
from core.errors import InvalidValueError
from core.folding import folded
from core.table_files import (
    PlannedLine,
    Refusal,
    TableFile,
    cells_of,
    column_problem,
    guess_columns,
    read_day,
)
from core.types import FieldChange, GalleryId, Match, MatchId, RowOutcome, ScheduleField
from core.words import said

HEADERS: Mapping[ScheduleField, str] = {
    ScheduleField.MATCH: "match|name|game|fixture|match name|event|матч|игра|встреча|название",
    ScheduleField.COURT: "court|field|pitch|venue|hall|place|location|rink|корт|поле|площадка|зал|место",
    ScheduleField.TEAMS: "teams|команды|соперники",
    ScheduleField.FIRST_TEAM: "team 1|team1|team a|first team|home|home team|команда 1|команда а|хозяева",
    ScheduleField.SECOND_TEAM: "team 2|team2|team b|second team|away|away team|guests|opponent|команда 2"
    "|команда б|гости",
    ScheduleField.DATE: "date|day|дата|день",
    ScheduleField.START: "start|starts|starts at|start time|time|begin|kick off|kickoff|from|начало|время|с",
    ScheduleField.END: "end|ends|ends at|end time|finish|until|to|конец|окончание|до|по",
    ScheduleField.MINUTES: "minutes|duration|length|минуты|минут|длительность|продолжительность",
}
CLOCKS = ("%H:%M", "%H:%M:%S", "%H.%M", "%I:%M %p", "%I:%M%p")
# A week is the longest that anything is played.
MOST_MINUTES = 10_000
BETWEEN_TEAMS = re.compile(r"\s+(?:[-–—:]|vs?\.?|против)\s+", re.IGNORECASE)
Line = PlannedLine[ScheduleField]
Cells = Mapping[ScheduleField, str]


@dataclass(frozen=True, slots=True)
class ScheduleEntry:
    """One line of a schedule; of its `match` the id is nobody's yet."""

    line: int
    match: Match


def guess_schedule(headers: Sequence[str]) -> tuple[ScheduleField, ...]:
    """What columns with these headers, English or Russian, probably are."""
    return tuple(guess_columns(headers, HEADERS, ScheduleField.IGNORE))


def problem_of(headers: Sequence[str], columns: Sequence[ScheduleField]) -> tuple[str, str] | None:
    """The header and the reason for which no line can be taken; None where nothing is wrong."""
    if problem := column_problem(headers, columns, ScheduleField.IGNORE):
        return problem
    known = {*columns}
    if not known & {ScheduleField.MATCH, ScheduleField.TEAMS, ScheduleField.FIRST_TEAM}:
        return "match", said("No column is the match or its teams.")
    if ScheduleField.START not in known:
        return "start", said("No column is the start.")
    if not known & {ScheduleField.END, ScheduleField.MINUTES}:
        return "end", said("No column is the end, or how many minutes it takes.")
    return None


def known_teams(session: Session) -> dict[str, str]:
    """The teams that players are in, as they are written, by how they are compared."""
    teams = select(PlayerRow.team).where(~PlayerRow.merged, PlayerRow.team != "").distinct()
    return {folded(team): team for team in session.scalars(teams.order_by(PlayerRow.team))}


def require_teams(teams: Sequence[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """Teams as they are written on the roster.

    Raises:
        InvalidValueError: no player is in one of them.
    """
    for team in teams:
        if folded(team) not in known:
            raise InvalidValueError("team", said("no player is in the team '{team}'.", team=team))
    return tuple(known[folded(team)] for team in teams)


class SchedulePlan:
    """The matches of a gallery, and what the lines of a schedule make of them.

    A match is there already where its name and its start are the same, or where nothing else has its name, in
    the file and in the gallery: then it was put off.
    """

    def __init__(
        self, session: Session, gallery_id: GalleryId, table: TableFile, columns: Sequence[ScheduleField]
    ) -> None:
        self._gallery_id = gallery_id
        self._matches = [match_of(row) for row in read_schedule(session, gallery_id).matches]
        self._teams = known_teams(session)
        self._header_of = dict(zip(columns, table.headers, strict=True))
        self._made: dict[MatchId, Match] = {}
        self._first: dict[tuple[str, datetime], int] = {}
        entries = [self._entry(line, values, columns) for line, values in table.lines]
        self._names = Counter(one.match.name for one in entries if isinstance(one, ScheduleEntry))
        self.lines = [self._planned(entry) for entry in entries]

    def write(self, session: Session) -> frozenset[MatchId]:
        """Write what is new or changed; the matches that the lines name."""
        for match in self._made.values():
            session.merge(row_of(match))
        return frozenset(self._made)

    def _entry(
        self, line: int, values: Sequence[str], columns: Sequence[ScheduleField]
    ) -> ScheduleEntry | Refusal:
        """What a line says."""
        cells = cells_of(line, values, columns)
        if isinstance(cells, Refusal):
            return cells
        column = ScheduleField.DATE
        try:
            day = _day(cells)
            column = ScheduleField.START
            starts_at = _moment(cells[column], day)
            column = ScheduleField.END if cells.get(ScheduleField.END) else ScheduleField.MINUTES
            ends_at = _end(cells, starts_at)
            teams: tuple[str, ...] = ()
            for of_team, team in _teams_in(cells):
                column = of_team
                teams += require_teams([team], self._teams)
            column = ScheduleField.MATCH
            name = ids.name("match", cells.get(column) or " – ".join(teams))
        except InvalidValueError as exc:
            return Refusal(line, self._header_of.get(column, ""), exc.reason)
        court = cells.get(ScheduleField.COURT, "")
        match = Match(MatchId(""), self._gallery_id, name, starts_at, ends_at, court, teams)
        return ScheduleEntry(line, match)

    def _planned(self, entry: ScheduleEntry | Refusal) -> Line:
        if isinstance(entry, Refusal):
            return PlannedLine(entry.line, RowOutcome.REFUSED, refusal=entry)
        match = entry.match
        if (line := self._first.setdefault((match.name, match.starts_at), entry.line)) != entry.line:
            reason = said("'{value}' is already on line {line}.", value=match.name, line=line)
            refusal = Refusal(entry.line, self._header_of.get(ScheduleField.MATCH, ""), reason)
            return PlannedLine(entry.line, RowOutcome.REFUSED, refusal=refusal)
        known = self._find(match)
        if known is None:
            made = replace(match, id=MatchId(new_id()))
            self._made[made.id] = made
            return PlannedLine(entry.line, RowOutcome.NEW, made.id)
        court, teams = match.court or known.court, match.teams or known.teams
        made = replace(match, id=known.id, court=court, teams=teams)
        self._made[made.id] = made
        changes = tuple(_changes(known, made))
        return PlannedLine(entry.line, RowOutcome.CHANGED if changes else RowOutcome.SAME, made.id, changes)

    def _find(self, match: Match) -> Match | None:
        """The match that a line is of; None where it is a new one."""
        named = [one for one in self._matches if one.name == match.name]
        same = [one for one in named if one.starts_at == match.starts_at]
        alone = len(named) == 1 and self._names[match.name] == 1
        return same[0] if same else named[0] if alone else None


def match_of(row: MatchRow) -> Match:
    """A match's row as a domain type, its photos not counted."""
    return Match(
        id=MatchId(row.id),
        gallery_id=GalleryId(row.gallery_id),
        name=row.name,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        court=row.court,
        teams=tuple(row.teams),
    )


def row_of(match: Match) -> MatchRow:
    """A match as its row."""
    return MatchRow(
        id=match.id,
        gallery_id=match.gallery_id,
        name=match.name,
        court=match.court,
        starts_at=match.starts_at,
        ends_at=match.ends_at,
        teams=list(match.teams),
    )


def _teams_in(cells: Cells) -> Iterator[tuple[ScheduleField, str]]:
    """The teams of a line, each with the column that it stands in."""
    for column in (ScheduleField.TEAMS, ScheduleField.FIRST_TEAM, ScheduleField.SECOND_TEAM):
        text = cells.get(column, "")
        for team in BETWEEN_TEAMS.split(text) if column is ScheduleField.TEAMS else [text]:
            if team:
                yield column, team


def _day(cells: Cells) -> date | None:
    """The day of a line; None where it says none."""
    text = cells.get(ScheduleField.DATE, "")
    day = read_day(text)
    if text and day is None:
        raise InvalidValueError("date", said("'{text}' is no day; write it as 2026-12-31.", text=text))
    return day


def _moment(text: str, day: date | None) -> datetime:
    """The moment that a cell says, of a day where it says an hour only."""
    first, _, rest = text.replace("T", " ").partition(" ")
    own_day = read_day(first)
    for form in CLOCKS:
        try:
            hour = datetime.strptime(rest.strip() if own_day else text, form).time()
        except ValueError:
            continue
        if (of := own_day or day) is None:
            raise InvalidValueError("date", said("'{text}' is of no day; say the date, too.", text=text))
        return datetime.combine(of, hour)
    raise InvalidValueError("time", said("'{text}' is no time; write it as 2026-12-31 14:30.", text=text))


def _end(cells: Cells, starts_at: datetime) -> datetime:
    """When a match ends: at an hour of the day of its start, or after so many minutes."""
    if end := cells.get(ScheduleField.END):
        ends_at = _moment(end, starts_at.date())
        if ends_at <= starts_at:
            raise InvalidValueError("end", said("The end is not after the start."))
        return ends_at
    text = cells.get(ScheduleField.MINUTES, "")
    if not text:
        raise InvalidValueError("end", said("It does not say when the match ends."))
    if not text.isdecimal() or not 0 < int(text) <= MOST_MINUTES:
        reason = said("'{text}' is no number of minutes from 1 to {most}.", text=text, most=MOST_MINUTES)
        raise InvalidValueError("minutes", reason)
    return starts_at + timedelta(minutes=int(text))


def _changes(before: Match, after: Match) -> Iterator[FieldChange[ScheduleField]]:
    for field, old, new in (
        (ScheduleField.COURT, before.court, after.court),
        (ScheduleField.TEAMS, " – ".join(before.teams), " – ".join(after.teams)),
        (ScheduleField.START, f"{before.starts_at:%Y-%m-%d %H:%M}", f"{after.starts_at:%Y-%m-%d %H:%M}"),
        (ScheduleField.END, f"{before.ends_at:%Y-%m-%d %H:%M}", f"{after.ends_at:%Y-%m-%d %H:%M}"),
    ):
        if old != new:
            yield FieldChange(field, old, new)
