"""What a roster does to the players of a library: worked out in memory, then shown or written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from core.db.queries import chunks
from core.db.schema import PlayerRow, PlayerSeasonRow, TombstoneRow, new_id
from core.db.tombstones import PLAYER
from core.folding import folded
from core.recognition.rosters import RosterEntry
from core.recognition.seasons import latest_first, read_seasons
from core.table_files import PlannedLine, Refusal
from core.types import Consent, FieldChange, PlayerId, RosterField, RowOutcome, Season
from core.words import said

COLUMNS = ("id", "name", "number", "team", "external_id", "consent_until")


@dataclass(slots=True)
class Draft:
    """A player as a roster leaves them."""

    id: str
    name: str = ""
    number: str = ""
    team: str = ""
    external_id: str = ""
    consent: Consent = Consent.UNKNOWN
    consent_until: date | None = None
    seasons: dict[str, Season] = field(default_factory=dict)
    new: bool = False
    on_roster: bool = True
    changed: bool = False

    def take(self, entry: RosterEntry) -> tuple[FieldChange[RosterField], ...]:
        """Bring the player up to date by a line; what it does not tell stays."""
        before = self._fields(), dict(self.seasons)
        self.name = entry.name
        self.external_id = entry.external_id or self.external_id
        self.consent = entry.consent or self.consent
        until = entry.consent_until or self.consent_until
        self.consent_until = until if self.consent is not Consent.UNKNOWN else None
        self._take_team(entry)
        changes = tuple(_changes(*before, self._fields(), self.seasons))
        self.changed |= bool(changes)
        return changes

    def _take_team(self, entry: RosterEntry) -> None:
        if entry.season:
            old = self.seasons.get(entry.season, Season(entry.season))
            self._set(replace(old, team=entry.team or old.team, number=entry.number or old.number))
        elif self.seasons:
            latest = latest_first(self.seasons.values())[0]
            self._set(replace(latest, team=entry.team or latest.team, number=entry.number or latest.number))
        else:
            self.team, self.number = entry.team or self.team, entry.number or self.number

    def _set(self, season: Season) -> None:
        self.seasons[season.season] = season
        latest = latest_first(self.seasons.values())[0]
        self.team, self.number = latest.team, latest.number

    def plays_as(self, entry: RosterEntry) -> bool:
        """Whether a line has this player's number and team, of now or of a season."""
        known = {(one.team, one.number) for one in self.seasons.values()} | {(self.team, self.number)}
        return (entry.team, entry.number) in known

    def _fields(self) -> dict[RosterField, str]:
        return {
            RosterField.NAME: self.name,
            RosterField.NUMBER: self.number,
            RosterField.TEAM: self.team,
            RosterField.EXTERNAL_ID: self.external_id,
            RosterField.CONSENT: "" if self.consent is Consent.UNKNOWN else self.consent.value,
            RosterField.CONSENT_UNTIL: str(self.consent_until or ""),
        }


def _changes(
    fields: dict[RosterField, str],
    seasons: dict[str, Season],
    fields_now: dict[RosterField, str],
    seasons_now: dict[str, Season],
) -> Iterable[FieldChange[RosterField]]:
    for told, now in fields_now.items():
        if now != fields[told]:
            yield FieldChange(told, fields[told], now)
    latest = latest_first(seasons_now.values())[:1]
    for name, season in seasons_now.items():
        old = seasons.get(name)
        if old is None:
            yield FieldChange(RosterField.SEASON, "", name)
        elif season != old and season not in latest:  # the latest one's are the player's own
            yield FieldChange(RosterField.SEASON, _in_words(old), _in_words(season))


def _in_words(season: Season) -> str:
    return " ".join(filter(None, (season.season, season.team, season.number)))


Line = PlannedLine[RosterField]


class RosterPlan:
    """The players of a library, and what the lines of a roster make of them.

    A player is in the library already when the id is theirs, or the external id; or, where there is none
    to say otherwise, when name, team and number are the same, or when nobody else has the name, in that
    season of the file and in the library: then it is their number or team that changed.
    """

    def __init__(self, session: Session, entries: Sequence[RosterEntry | Refusal]) -> None:
        self._by_id: dict[str, Draft] = {}
        self._by_external: dict[str, Draft] = {}
        self._by_name: dict[str, list[Draft]] = {}
        self._by_number: dict[tuple[str, str], Draft] = {}
        self._erased = frozenset(session.scalars(select(TombstoneRow.id).where(TombstoneRow.kind == PLAYER)))
        self._load(session)
        told = [entry for entry in entries if isinstance(entry, RosterEntry)]
        self._names = Counter((entry.season, entry.name) for entry in told)
        self.lines = [self._planned(entry) for entry in entries]

    def write(self, session: Session) -> frozenset[PlayerId]:
        """Write what changed; the players that the lines name."""
        named = frozenset(PlayerId(line.thing) for line in self.lines if line.thing)
        drafts = [self._by_id[player_id] for player_id in sorted(named)]
        _write(session, [draft for draft in drafts if draft.new or draft.changed])
        return named

    def _load(self, session: Session) -> None:
        columns = [getattr(PlayerRow, name) for name in (*COLUMNS, "consent", "merged")]
        rows = session.execute(select(*columns)).all()
        seasons = read_seasons(session, [row.id for row in rows])
        for row in rows:
            draft = Draft(
                row.id,
                row.name,
                row.number,
                row.team,
                row.external_id,
                Consent(row.consent),
                row.consent_until,
                {one.season: one for one in seasons.get(row.id, ())},
                on_roster=not row.merged,
            )
            self._by_id[row.id] = draft
            if draft.on_roster:
                self._index(draft)

    def _index(self, draft: Draft) -> None:
        self._by_name.setdefault(draft.name, []).append(draft)
        self._by_number.setdefault((folded(draft.team), draft.number), draft)
        if draft.external_id:
            self._by_external.setdefault(draft.external_id, draft)

    def _planned(self, entry: RosterEntry | Refusal) -> Line:
        if isinstance(entry, Refusal):
            return PlannedLine(entry.line, RowOutcome.REFUSED, refusal=entry)
        if entry.id in self._erased:
            reason = said("this player was erased. Whoever is to be on the roster again has no id yet.")
            return PlannedLine(entry.line, RowOutcome.REFUSED, refusal=Refusal(entry.line, "id", reason))
        draft = self._find(entry)
        if draft is None:
            return self._added(entry)
        if not draft.on_roster:
            reason = said("{name} was merged into another player or removed.", name=draft.name)
            return PlannedLine(entry.line, RowOutcome.REFUSED, refusal=Refusal(entry.line, "", reason))
        changes = draft.take(entry)
        outcome = RowOutcome.CHANGED if changes else RowOutcome.SAME
        return PlannedLine(entry.line, RowOutcome.NEW if draft.new else outcome, draft.id, changes)

    def _added(self, entry: RosterEntry) -> Line:
        draft = Draft(entry.id or new_id(), new=True)
        changes = draft.take(entry)
        self._by_id[draft.id] = draft
        self._index(draft)
        return PlannedLine(entry.line, RowOutcome.NEW, draft.id, changes)

    def _find(self, entry: RosterEntry) -> Draft | None:
        """Whose line it is; None where it is somebody new."""
        if entry.id:
            return self._by_id.get(entry.id)
        if entry.by_number and (one := self._by_number.get((folded(entry.team), entry.number))):
            return one
        if entry.external_id in self._by_external:
            return self._by_external[entry.external_id]
        named = [one for one in self._by_name.get(entry.name, ()) if _same_or_none(one, entry)]
        same = [one for one in named if one.plays_as(entry)]
        if same:
            return same[0]
        alone = self._names[entry.season, entry.name] == 1 and len(self._by_name.get(entry.name, ())) == 1
        return named[0] if named and alone else None


def _same_or_none(draft: Draft, entry: RosterEntry) -> bool:
    """Whether no external id says that the line is of somebody else."""
    return not (draft.external_id and entry.external_id)


def _write(session: Session, drafts: Sequence[Draft]) -> None:
    """Write players with their seasons, all at once: one by one takes thousands of statements."""
    for statement, new in ((insert(PlayerRow), True), (update(PlayerRow), False)):
        rows = [_row(draft) for draft in drafts if draft.new is new]
        if rows:
            session.execute(statement, rows)
    for part in chunks([draft.id for draft in drafts]):
        session.execute(delete(PlayerSeasonRow).where(PlayerSeasonRow.player_id.in_(part)))
    seasons = [{"player_id": draft.id, **asdict(one)} for draft in drafts for one in draft.seasons.values()]
    if seasons:
        session.execute(insert(PlayerSeasonRow), seasons)


def _row(draft: Draft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in COLUMNS} | {"consent": draft.consent.value}
