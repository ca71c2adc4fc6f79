"""Photo Mechanic's code replacements: a line a player, the code, a tab, and what it becomes.

A code is short and ends with the player's number, after letters that say the team: "r7". More tabs lead to
alternatives. Codes are case-sensitive; "=" encloses them where they are typed, and "#" counts alternatives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from core.errors import InvalidValueError
from core.recognition.rosters import RosterEntry
from core.table_files import Refusal, TableFile, read_text
from core.types import Player, RosterField
from core.words import said

COLUMNS = (RosterField.IGNORE, RosterField.NAME, RosterField.NUMBER, RosterField.TEAM)
NUMBERED = re.compile(r"(.*?)(\d+)")
# What a code can't hold: it would end there, or mean something else.
FORBIDDEN = re.compile(r"[\s=#]")


def read_codes(path: Path, teams: Mapping[str, str], encoding: str | None = None) -> TableFile:
    """The lines of a file of codes as those of a roster: code, name, number, team.

    Args:
        path: the file.
        teams: the team of each prefix.
        encoding: of its letters; None finds it out.

    Raises:
        TableError: it can't be read, or is empty.
    """
    text, found, guessed = read_text(path, encoding)
    lines: list[tuple[int, tuple[str, ...]]] = []
    for line, written in enumerate(text.splitlines(), 1):
        code, _, rest = written.partition("\t")
        prefix, number = split_code(code.strip())
        if written.strip():
            name = rest.partition("\t")[0].strip()
            lines.append((line, (code.strip(), name, number, teams.get(prefix, ""))))
    headers = (said("Code"), said("Name"), said("Number"), said("Team"))
    return TableFile(path, headers, tuple(lines), found, guessed)


def split_code(code: str) -> tuple[str, str]:
    """A code's prefix and the number at its end, which is empty where there is none."""
    found = NUMBERED.fullmatch(code)
    return (found[1], found[2]) if found else (code, "")


def code_entries(table: TableFile) -> list[RosterEntry | Refusal]:
    """The players that the lines of a file of codes name, each code once."""
    first: dict[str, int] = {}
    found: list[RosterEntry | Refusal] = []
    for line, (code, name, number, team) in table.lines:
        if not name:
            found.append(Refusal(line, "", said("There is nothing after a tab.")))
        elif not number:
            found.append(Refusal(line, table.headers[0], said("The code does not end with a number.")))
        elif first.setdefault(code, line) != line:
            reason = said("'{value}' is already on line {line}.", value=code, line=first[code])
            found.append(Refusal(line, table.headers[0], reason))
        else:
            found.append(RosterEntry(line, name, number, team, by_number=bool(team)))
    return found


def prefixes_of(teams: Sequence[str]) -> dict[str, str]:
    """A prefix for each team: as few of its letters as no other one begins with."""
    letters = {team: "".join(filter(str.isalpha, team.lower())) or team.lower() for team in teams}
    found: dict[str, str] = {}
    for team, word in letters.items():
        others = [other for one, other in letters.items() if one != team]
        lengths = (n for n in range(1, len(word)) if not any(o.startswith(word[:n]) for o in others))
        found[team] = word[: next(lengths, len(word))]
    return found


def code_lines(players: Sequence[Player], prefixes: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """A line for each player of a team with a prefix who has a number: the code, the name, the team.

    Raises:
        InvalidValueError: a code would be that of two, or could not be typed.
    """
    names: dict[str, str] = {}
    lines: list[tuple[str, str, str]] = []
    for player in players:
        if not player.number or player.team not in prefixes:
            continue
        code = f"{prefixes[player.team]}{player.number}"
        if FORBIDDEN.search(code):
            raise InvalidValueError("code", said("'{code}' can't be typed: no blanks, = or #.", code=code))
        if code in names:
            both = {"first": names[code], "second": player.name}
            raise InvalidValueError(
                "code", said("'{code}' would be both {first} and {second}.", code=code, **both)
            )
        names[code] = player.name
        lines.append((code, " ".join(player.name.split()), " ".join(player.team.split())))
    return lines
