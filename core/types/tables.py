"""Tables in files: rosters and schedules, their columns and what an import makes of each line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

Column = TypeVar("Column", bound=StrEnum)
"""What a column can tell: a `RosterField` or a `ScheduleField`."""

TABLE_ENCODINGS = ("utf-8-sig", "utf-16", "cp1252", "cp1250", "cp1251", "koi8-r", "cp866")
"""The encodings of letters that tables of text come in."""


@dataclass(frozen=True, slots=True)
class TableMapping(Generic[Column]):
    """What each column of a table is, how its letters are encoded, and which sheet of a workbook it is.

    Without columns they are guessed by their headers, English or Russian; without an encoding it is, and
    without a sheet it is the first with anything on it.
    """

    columns: tuple[Column, ...] = ()
    encoding: str | None = None
    sheet: str | None = None


GUESSED: TableMapping[Any] = TableMapping()


class RowOutcome(StrEnum):
    """What an import does with a line of a table."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FieldChange(Generic[Column]):
    """What a line changes; `before` is empty where nothing was known."""

    field: Column
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TableRow(Generic[Column]):
    """A line of a table with its values, and what an import does with it.

    Of a refused one `column` is the header of the value at fault, empty where it is the whole line.
    """

    line: int
    values: tuple[str, ...]
    outcome: RowOutcome
    changes: tuple[FieldChange[Column], ...] = ()
    column: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TablePreview(Generic[Column]):
    """A table as an import would take it; nothing was written.

    `guessed`: the encoding was not told by the file, so the letters may be others. `sheets` are those of a
    workbook. With a `problem` nothing of it can be imported, and `rows` are refused.
    """

    headers: tuple[str, ...]
    mapping: TableMapping[Column]
    rows: tuple[TableRow[Column], ...]
    guessed: bool
    sheets: tuple[str, ...] = ()
    problem: str = ""

    def count(self, outcome: RowOutcome) -> int:
        """How many lines have this outcome."""
        return sum(1 for row in self.rows if row.outcome is outcome)
