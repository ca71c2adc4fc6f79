"""From the bytes of a roster file to its lines: which letters they are, and what separates the values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

from core.errors import RosterError
from core.types import ROSTER_ENCODINGS
from core.words import said

SEPARATORS = ",;\t|"
# So many lines tell what separates the values, so many characters which letters they are.
LINES_TO_JUDGE = 20
LETTERS_TO_JUDGE = 20_000
UTF_8, UTF_16, *LEGACY = ROSTER_ENCODINGS
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class RosterTable:
    """A roster file as text: its headers, and each line with the number of its first line in the file."""

    path: Path
    headers: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str
    guessed: bool


def read_table(path: Path, encoding: str | None = None) -> RosterTable:
    """The lines of a CSV file with a header; comma, semicolon, tab or bar separate.

    Args:
        path: the file.
        encoding: of its letters; None finds it out.

    Raises:
        RosterError: it can't be read, or is empty.
    """
    try:
        data = path.read_bytes()
    except OSError as exc:
        reason = said("The file can't be read: {reason}.", reason=exc.strerror)
        raise RosterError(path, 1, "", reason) from exc
    found, guessed = (encoding, False) if encoding else guess_encoding(data)
    text = _decoded(path, data, found)
    lines = list(_lines(path, text))
    if not lines:
        raise RosterError(path, 1, "", said("The file is empty."))
    headers = tuple(value.strip() for value in lines[0][1])
    filled = tuple((line, values) for line, values in lines[1:] if any(value.strip() for value in values))
    return RosterTable(path, headers, filled, found, guessed)


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
        raise RosterError(path, line, "", reason) from exc
    except LookupError as exc:
        reason = said("There is no encoding '{encoding}'.", encoding=encoding)
        raise RosterError(path, 1, "", reason) from exc


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
        raise RosterError(path, reader.line_num, "", reason) from exc


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
