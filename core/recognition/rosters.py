"""Reading a roster from a CSV file: all of it, or none and the line and column that is wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.errors import RosterError

COLUMNS = ("name", "number", "team", "external_id")
# utf-8-sig also reads what spreadsheets write with a byte order mark.
ENCODING = "utf-8-sig"


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One player as a roster names them."""

    name: str
    number: str = ""
    team: str = ""
    external_id: str = ""


def read_roster(path: Path) -> list[RosterEntry]:
    """The players of a roster file.

    A CSV file in UTF-8 with a header; `name` is needed, `number`, `team` and `external_id` may be
    there. Comma, semicolon and tab separate.

    Raises:
        RosterError: which line and column is wrong, and why.
    """
    lines = _lines(path)
    if not lines:
        raise RosterError(path, 1, "", "The file is empty.")
    header = [column.strip().casefold() for column in lines[0][1]]
    for column in header:
        if column not in COLUMNS:
            known = ", ".join(COLUMNS)
            raise RosterError(path, 1, column, f"This column is not known (there are: {known}).")
        if header.count(column) > 1:
            raise RosterError(path, 1, column, "The column is there twice.")
    if "name" not in header:
        raise RosterError(path, 1, "name", "The column is missing.")
    entries = list(_entries(path, header, lines[1:]))
    if not entries:
        raise RosterError(path, 2, "", "There is no player in the file.")
    return entries


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    """The values of each row, with the line of the file that it begins on."""
    text = _read_text(path)
    reader = csv.reader(io.StringIO(text, newline=""), _dialect(text))
    lines, line = [], 1
    try:
        for values in reader:
            lines.append((line, values))
            line = reader.line_num + 1
    except csv.Error as exc:
        raise RosterError(path, reader.line_num, "", f"The line can't be read: {exc}.") from exc
    return lines


def _entries(path: Path, header: list[str], lines: list[tuple[int, list[str]]]) -> Iterator[RosterEntry]:
    """The players line by line, each number once in a team and each external id once."""
    seen: dict[tuple[str, ...], int] = {}
    for number, values in lines:
        if not any(value.strip() for value in values):
            continue
        if len(values) != len(header):
            reason = f"There are {len(values)} values for {len(header)} columns."
            raise RosterError(path, number, "", reason)
        entry = RosterEntry(**dict(zip(header, (v.strip() for v in values), strict=True)))
        if not entry.name:
            raise RosterError(path, number, "name", "The name is empty.")
        team = entry.team.casefold()
        _refuse_repeat(path, number, "number", seen, (team, entry.number))
        _refuse_repeat(path, number, "external_id", seen, ("", entry.external_id))
        if not (entry.number or entry.external_id):  # nothing tells two of one name apart
            _refuse_repeat(path, number, "name", seen, ("", team, entry.name))
        yield entry


def _refuse_repeat(
    path: Path, line: int, column: str, seen: dict[tuple[str, ...], int], key: tuple[str, ...]
) -> None:
    if not key[-1]:
        return
    if (first := seen.setdefault(key, line)) != line:
        reason = f"'{key[-1]}' is already on line {first}."
        raise RosterError(path, line, column, reason)


def _read_text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as exc:
        raise RosterError(path, 1, "", f"The file can't be read: {exc.strerror}.") from exc
    try:
        return data.decode(ENCODING)
    except UnicodeDecodeError as exc:
        line = data[: exc.start].count(b"\n") + 1
        reason = "The file is not in UTF-8. Save it as 'CSV UTF-8' and try again."
        raise RosterError(path, line, "", reason) from exc


def _dialect(text: str) -> type[csv.Dialect]:
    """What separates the values, judged by the header, where no value can hold a separator."""
    header = text.split("\n", 1)[0]

    class Roster(csv.excel):
        delimiter = max(",;\t", key=header.count)

    return Roster
