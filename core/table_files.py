"""From the bytes of a table to its lines: which letters they are, and what separates the values."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice, pairwise
from pathlib import Path
from typing import Generic

from core.decoder import LINES, WORKBOOK
from core.decoders import DecoderError, decoders
from core.errors import TableError
from core.types import (
    TABLE_ENCODINGS,
    Column,
    FieldChange,
    RowOutcome,
    TableMapping,
    TablePreview,
    TableRow,
)
from core.words import said

# A spreadsheet takes a cell that begins so for a formula and runs it; an apostrophe before it says that
# it is text. `core.export` writes it, and a table is read without it.
GUARDED = re.compile(r"""(^|[;|\t\r\n])'(?=(?:[^\S\t\r\n]|["'])*[=+\-@\t\r＝＋－＠])""")
DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%Y/%m/%d")
SEPARATORS = ",;\t|"
# So many lines tell what separates the values, so many characters which letters they are.
LINES_TO_JUDGE = 20
LETTERS_TO_JUDGE = 20_000
UTF_8, UTF_16, *LEGACY = TABLE_ENCODINGS
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# XLSX and ODS are ZIP files; XLS, and XLSX that is locked, are compound files with named streams.
WORKBOOK_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
LOCKED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table as text: its headers, and each line with the number of its first line in the file.

    Of a workbook the `sheets` are named and there is no `encoding`.
    """

    path: Path
    headers: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str | None
    guessed: bool = False
    sheet: str | None = None
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that can't be taken: which value is at fault, by its header, and why."""

    line: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class PlannedLine(Generic[Column]):
    """What is done with a line: the id of what it is about, and what it changes of that."""

    line: int
    outcome: RowOutcome
    thing: str = ""
    changes: tuple[FieldChange[Column], ...] = ()
    refusal: Refusal | None = None


def guess_columns(headers: Sequence[str], names: Mapping[Column, str], other: Column) -> list[Column]:
    """What columns with these headers probably are, by the names of each field, a bar between them."""
    field_of = {name: field for field, listed in names.items() for name in listed.split("|")}
    words = [" ".join(re.findall(r"\w+", header.casefold().replace("_", " "))) for header in headers]
    return [
        field_of.get(said_so) or field_of.get(header.strip(), other)
        for header, said_so in zip(headers, words, strict=True)
    ]


def column_problem(
    headers: Sequence[str], columns: Sequence[Column], other: Column
) -> tuple[str, str] | None:
    """The header and the reason for which columns can't be what is said; None where they can."""
    if len(columns) != len(headers):
        return "", said("There are {there} columns, not {said}.", there=len(headers), said=len(columns))
    first: dict[Column, str] = {}
    for header, field in zip(headers, columns, strict=True):
        if field is not other and field in first:
            words = said("'{first}' is the same already; two columns can't be.", first=first[field])
            return header, words
        first.setdefault(field, header)
    return None


def cells_of(line: int, values: Sequence[str], columns: Sequence[Column]) -> dict[Column, str] | Refusal:
    """The values of a line by what they are."""
    if len(values) < len(columns) or any(value.strip() for value in values[len(columns) :]):
        reason = said(
            "There are {values} values for {columns} columns.", values=len(values), columns=len(columns)
        )
        return Refusal(line, "", reason)
    return {field: _unguarded(value) for field, value in zip(columns, values, strict=False)}


def read_day(text: str) -> date | None:
    """The day that a value says, also where a workbook has it with the hour 0; None where it is no day."""
    for form in DAYS:
        try:
            return datetime.strptime(text.removesuffix(" 00:00:00"), form).date()
        except ValueError:
            continue
    return None


def _unguarded(value: str) -> str:
    return GUARDED.sub(r"\1", value).strip()


def preview_of(
    table: TableFile, mapping: TableMapping[Column], planned: Sequence[PlannedLine[Column]], problem: str = ""
) -> TablePreview[Column]:
    """A table with what an import would do with each line: nothing with any, where there is a problem."""
    done = planned or [PlannedLine(line, RowOutcome.REFUSED) for line, _ in table.lines]
    rows = tuple(
        TableRow(
            line=one.line,
            values=values,
            outcome=one.outcome,
            changes=one.changes,
            column=one.refusal.column if one.refusal else "",
            reason=one.refusal.reason if one.refusal else "",
        )
        for one, (_, values) in zip(done, table.lines, strict=True)
    )
    return TablePreview(table.headers, mapping, rows, table.guessed, table.sheets, problem)


def require_lines(table: TableFile, planned: Sequence[PlannedLine[Column]], *, skip_refused: bool) -> None:
    """Refuse a table with a line that can't be taken, unless those are left out.

    Raises:
        TableError: which line and column is wrong.
    """
    for one in planned:
        if one.refusal is not None and not skip_refused:
            raise TableError(table.path, one.line, one.refusal.column, one.refusal.reason)


def read_table(path: Path, encoding: str | None = None, sheet: str | None = None) -> TableFile:
    """The lines of a table with a header: of a workbook (XLSX, ODS, XLS), or of text.

    In text comma, semicolon, tab or bar separate. What it is tells the content, not the file's name.

    Args:
        path: the file.
        encoding: of its letters; None finds it out.
        sheet: of the workbook; None takes the first with anything on it.

    Raises:
        TableError: it can't be read, or is empty.
    """
    data = _bytes_of(path)
    if data.startswith(WORKBOOK_MARKS):
        return _sheet_of(path, data, sheet)
    text, found, guessed = read_text(path, encoding)
    lines = list(_lines(path, text))
    return _table(TableFile(path, (), tuple(lines), found, guessed))


def read_text(path: Path, encoding: str | None = None) -> tuple[str, str, bool]:
    """A text with its encoding, and whether that was guessed.

    Raises:
        TableError: it can't be read, or is empty.
    """
    data = _bytes_of(path)
    found, guessed = (encoding, False) if encoding else guess_encoding(data)
    text = _decoded(path, data, found)
    if not text.strip():
        raise TableError(path, None, "", said("The file is empty."))
    return text, found, guessed


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as exc:
        reason = said("The file can't be read: {reason}.", reason=exc.strerror)
        raise TableError(path, None, "", reason) from exc


def _table(read: TableFile) -> TableFile:
    """What was read with its first line as headers, and without empty lines."""
    headers, *lines = read.lines
    filled = tuple((line, values) for line, values in lines if any(value.strip() for value in values))
    return replace(read, headers=tuple(value.strip() for value in headers[1]), lines=filled)


def _sheet_of(path: Path, data: bytes, wanted: str | None) -> TableFile:
    """A sheet of a workbook.

    Another process reads it: what a cell far away asks for is more than any computer has, and the library
    that reads workbooks ends where there is no memory.

    Raises:
        TableError: it is locked, damaged or too large, or has no such sheet, or nothing is on it.
    """
    if LOCKED in data:
        words = said("The workbook is locked with a password. Save it without one, or as CSV.")
        raise TableError(path, None, "", words)
    try:
        found, body = decoders.ask(WORKBOOK, data, wanted)
    except DecoderError as exc:
        words = said(
            "The workbook is damaged, too large, or none: {reason}. Copy the list into a new one, or save it "
            "as CSV.",
            reason=exc.reason,
        )
        raise TableError(path, None, "", words) from exc
    sheets = tuple(found["sheets"])
    if found["found"] == LINES:
        lines = tuple((line, tuple(values)) for line, values in json.loads(body))
        return _table(TableFile(path, (), lines, None, sheet=found["sheet"], sheets=sheets))
    raise TableError(path, None, "", _nothing_on(wanted, sheets))


def _nothing_on(wanted: str | None, sheets: Sequence[str]) -> str:
    if wanted is None:
        return said("The file is empty.")
    if wanted in sheets:
        return said("The sheet '{sheet}' is empty.", sheet=wanted)
    there = ", ".join(sheets)
    return said("There is no sheet '{sheet}'; there are: {sheets}.", sheet=wanted, sheets=there)


def guess_encoding(data: bytes) -> tuple[str, bool]:
    """The encoding of a text, and whether it is only the likeliest one."""
    if data.startswith(UTF_16_MARKS):
        return UTF_16, False
    # Letters of Latin in UTF-16 without a mark: every second byte is zero.
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = data[start::2]
        if half and half.count(0) * 2 > len(half):
            return encoding, False
    try:
        data.decode(UTF_8)
    except UnicodeDecodeError:
        return max(LEGACY, key=lambda encoding: _plausibility(data, encoding)), True
    return UTF_8, False


def _plausibility(data: bytes, encoding: str) -> float:
    """How much a text looks like names when it is read in an encoding of one byte a letter."""
    try:
        text = data[:LETTERS_TO_JUDGE].decode(encoding)
    except UnicodeDecodeError:
        return float("-inf")
    return sum(_fits(before, char) for before, char in pairwise(f" {text}") if not char.isascii())


def _fits(before: str, char: str) -> int:
    """Whether a letter beyond ASCII is likely after another character."""
    if not char.isalpha() or (before.islower() and char.isupper()):
        return -2
    if not before.isalpha():
        return 1
    if _cyrillic(char) != _cyrillic(before):
        return -2
    # Letters with marks follow each other in Cyrillic all the time, in Latin hardly ever.
    return 1 if _cyrillic(char) or before.isascii() else -1


def _cyrillic(char: str) -> bool:
    return "\u0400" <= char <= "\u04ff"


def _decoded(path: Path, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as exc:
        line = data[: exc.start].count(b"\n") + 1
        reason = said("The line is not in {encoding}. Choose another encoding.", encoding=encoding)
        raise TableError(path, line, "", reason) from exc
    except LookupError as exc:
        reason = said("There is no encoding '{encoding}'.", encoding=encoding)
        raise TableError(path, None, "", reason) from exc


def _lines(path: Path, text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The values of each row, with the line of the file that it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    line = 1
    try:
        for values in reader:
            yield line, tuple(values)
            line = reader.line_num + 1
    except csv.Error as exc:
        reason = said("The line can't be read: {reason}.", reason=exc)
        raise TableError(path, reader.line_num, "", reason) from exc


def _separator(text: str) -> str:
    """What cuts the first lines into as many values each as the header has, and into most."""

    def agreement(separator: str) -> tuple[bool, int, int]:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        try:
            widths = [len(row) for row in islice(rows, LINES_TO_JUDGE) if row]
        except csv.Error:
            widths = []  # told with its line when it is read for good
        head = widths[0] if widths else 0
        return head > 1, widths.count(head), head

    return max(SEPARATORS, key=agreement)
