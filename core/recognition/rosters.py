"""What the columns of a roster file are, and the players that its lines name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core import ids
from core.errors import InvalidValueError
from core.table_files import Refusal, TableFile, cells_of, column_problem, guess_columns, read_day
from core.types import Consent, RosterField
from core.words import said

HEADERS: Mapping[RosterField, str] = {
    RosterField.NAME: "name|player|player name|full name|fullname|athlete|игрок|имя и фамилия|фамилия и имя"
    "|имя фамилия|фамилия имя|фио|спортсмен|имя игрока",
    RosterField.FIRST_NAME: "first name|firstname|first|given name|forename|имя",
    RosterField.LAST_NAME: "last name|lastname|last|surname|family name|фамилия",
    RosterField.NUMBER: "number|no|nr|num|jersey|jersey number|shirt|shirt number|bib|bib number|start number"
    "|номер|номер игрока|игровой номер|стартовый номер|#|№",
    RosterField.TEAM: "team|team name|club|squad|school|команда|клуб|сборная|школа",
    RosterField.SEASON: "season|year|сезон|год",
    RosterField.EXTERNAL_ID: "external id|externalid|id|player id|licence|license|licence number"
    "|license number|внешний id|ид|код|лицензия|номер лицензии",
    RosterField.CONSENT: "consent|permission|согласие|разрешение",
    RosterField.CONSENT_UNTIL: "consent until|valid until|согласие до|действует до",
    RosterField.ID: "playertag id",
}
CONSENTS = {
    **dict.fromkeys(
        ["given", "yes", "y", "true", "1", "✓", "да", "есть", "дано", "согласен", "согласна"], Consent.GIVEN
    ),
    **dict.fromkeys(["refused", "no", "n", "false", "0", "✕", "нет", "отказ", "против"], Consent.REFUSED),
    # Says nothing, so that a list from before somebody was asked takes no answer away.
    **dict.fromkeys(("", "unknown", "not asked", "-", "–", "?", "не спрошено", "неизвестно"), None),
}


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One line of a roster: a player, or a season of one; what is empty or None is not told."""

    line: int
    name: str
    number: str = ""
    team: str = ""
    season: str = ""
    external_id: str = ""
    consent: Consent | None = None
    consent_until: date | None = None
    id: str = ""
    by_number: bool = False
    """Team and number say who it is, whatever the name."""


def guess_roster(headers: Sequence[str]) -> tuple[RosterField, ...]:
    """What columns with these headers, English or Russian, probably are."""
    found = guess_columns(headers, HEADERS, RosterField.IGNORE)
    if RosterField.NAME not in found and RosterField.LAST_NAME not in found:
        # A first name alone is what the players go by.
        found = [RosterField.NAME if one is RosterField.FIRST_NAME else one for one in found]
    if RosterField.NAME in found:
        halves = (RosterField.FIRST_NAME, RosterField.LAST_NAME)
        found = [RosterField.IGNORE if one in halves else one for one in found]
    return tuple(found)


def problem_of(headers: Sequence[str], columns: Sequence[RosterField]) -> tuple[str, str] | None:
    """The header and the reason for which no line can be taken; None where nothing is wrong."""
    if problem := column_problem(headers, columns, RosterField.IGNORE):
        return problem
    if not {RosterField.NAME, RosterField.FIRST_NAME, RosterField.LAST_NAME} & {*columns}:
        return "name", said("No column is the name.")
    return None


def entries(table: TableFile, columns: Sequence[RosterField]) -> list[RosterEntry | Refusal]:
    """The lines of a roster, each number once in a team and season, each external id once a season."""
    seen: dict[tuple[str, ...], int] = {}
    header_of = dict(zip(columns, table.headers, strict=True))
    found: list[RosterEntry | Refusal] = []
    for line, values in table.lines:
        entry = _entry(line, values, columns, header_of)
        if isinstance(entry, RosterEntry):
            entry = _repeated(entry, seen, header_of) or entry
        found.append(entry)
    return found


def _entry(
    line: int,
    values: Sequence[str],
    columns: Sequence[RosterField],
    header_of: Mapping[RosterField, str],
) -> RosterEntry | Refusal:
    """What a line says."""
    cells = cells_of(line, values, columns)
    if isinstance(cells, Refusal):
        return cells
    halves = (cells.get(RosterField.FIRST_NAME, ""), cells.get(RosterField.LAST_NAME, ""))
    name = cells.get(RosterField.NAME) or " ".join(filter(None, halves))
    column = RosterField.NAME
    try:
        if not name:
            raise InvalidValueError("name", said("The name is empty."))
        column = RosterField.CONSENT
        consent = _consent(cells.get(column, ""))
        column = RosterField.CONSENT_UNTIL
        until = _day(cells.get(column, ""))
        column = RosterField.ID
        player_id = ids.player_id(cells[column]) if cells.get(column) else ""
    except InvalidValueError as exc:
        return Refusal(line, header_of.get(column, "name"), exc.reason)
    return RosterEntry(
        line=line,
        name=name,
        number=cells.get(RosterField.NUMBER, ""),
        team=cells.get(RosterField.TEAM, ""),
        season=cells.get(RosterField.SEASON, ""),
        external_id=cells.get(RosterField.EXTERNAL_ID, ""),
        consent=consent,
        consent_until=until,
        id=player_id,
    )


def _consent(text: str) -> Consent | None:
    try:
        return CONSENTS[text.casefold()]
    except KeyError:
        raise InvalidValueError("consent", said("'{text}' is neither yes nor no.", text=text)) from None


def _day(text: str) -> date | None:
    day = read_day(text)
    if text and day is None:
        reason = said("'{text}' is no day; write it as 2026-12-31.", text=text)
        raise InvalidValueError("consent_until", reason)
    return day


def _repeated(
    entry: RosterEntry, seen: dict[tuple[str, ...], int], header_of: Mapping[RosterField, str]
) -> Refusal | None:
    """Why a line can't stand beside those before it."""
    for field, key in _claims(entry):
        if (first := seen.setdefault((field.value, *key), entry.line)) != entry.line:
            reason = said("'{value}' is already on line {line}.", value=key[-1], line=first)
            return Refusal(entry.line, header_of.get(field, "name"), reason)
    return None


def _claims(entry: RosterEntry) -> Iterator[tuple[RosterField, tuple[str, ...]]]:
    """What a line has for itself in the whole file."""
    if entry.id:  # says who it is better than all the rest
        yield RosterField.ID, (entry.season, entry.id)
        return
    team = entry.team.casefold()
    if entry.number:
        yield RosterField.NUMBER, (team, entry.season, entry.number)
    if entry.external_id:
        yield RosterField.EXTERNAL_ID, (entry.season, entry.external_id)
    if not (entry.number or entry.external_id):  # nothing tells two of one name apart
        yield RosterField.NAME, (team, entry.season, entry.name)
