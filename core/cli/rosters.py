"""How rosters and references are told on the command line."""

from __future__ import annotations

from collections.abc import Sequence

from core.cli.terminal import Terminal, rows, table
from core.errors import InvalidValueError
from core.types import (
    FieldChange,
    Reference,
    RosterField,
    RosterMapping,
    RosterPreview,
    RosterRow,
    RowOutcome,
)

FIELDS = ", ".join(field.value for field in RosterField)


def mapping_of(preview: RosterPreview, mapped: Sequence[str], encoding: str | None) -> RosterMapping:
    """What a roster's columns are: as was said by FIELD=COLUMN, the others as they were guessed.

    Raises:
        InvalidValueError: there is no such field or column.
    """
    columns = list(preview.mapping.columns)
    for words in mapped:
        name, _, header = words.partition("=")
        if name not in set(RosterField):
            raise InvalidValueError("map", f"'{name}' is none of: {FIELDS}.")
        if header not in preview.headers:
            known = ", ".join(preview.headers)
            raise InvalidValueError("map", f"there is no column '{header}'; there are: {known}.")
        field = RosterField(name)
        columns = [RosterField.IGNORE if one is field else one for one in columns]
        columns[preview.headers.index(header)] = field
    return RosterMapping(tuple(columns), encoding)


def answer_roster(terminal: Terminal, preview: RosterPreview) -> None:
    """Print what an import would do."""
    said = zip(preview.headers, preview.mapping.columns, strict=True)
    columns = ", ".join(f"{header}: {field.value}" for header, field in said)
    counts = ", ".join(f"{preview.count(outcome)} {outcome.value}" for outcome in RowOutcome)
    guess = f"The letters are probably {preview.mapping.encoding}; --encoding names another."
    lines = [(row.line, row.outcome.value, "; ".join(row.values), _words(row)) for row in preview.rows]
    terminal.answer(
        preview,
        f"Columns: {columns}.",
        *([guess] if preview.guessed else []),
        rows(table("line", "", "values", "what"), lines),
        preview.problem or f"{counts}. Nothing was written.",
    )


def use_of(reference: Reference) -> str:
    """What training makes of a reference, in words."""
    if not reference.embedded:
        return "no descriptor"
    used = "used" if reference.left_out is None else f"left out: {reference.left_out.value}"
    return f"{used}, looks like somebody else" if reference.outlier else used


def _words(row: RosterRow) -> str:
    if row.outcome is RowOutcome.REFUSED:
        return f"{row.column}: {row.reason}" if row.column else row.reason
    return ", ".join(map(_change, row.changes)) if row.outcome is RowOutcome.CHANGED else ""


def _change(change: FieldChange) -> str:
    return f"{change.field.value} {change.before or '–'} → {change.after or '–'}"
