"""How tables in files, rosters and schedules, are told on the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Annotated, Any

import typer

from core.cli.terminal import Terminal, rows, table
from core.errors import InvalidValueError
from core.types import Column, FieldChange, RowOutcome, TableMapping, TablePreview, TableRow

EncodingOption = Annotated[str | None, typer.Option("--encoding", help="Of the file's letters.")]
SheetOption = Annotated[str | None, typer.Option("--sheet", help="Of a workbook; the first with anything.")]
SkipRefusedOption = Annotated[
    bool, typer.Option("--skip-refused", help="Leave out the lines that can't be taken.")
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Only show what would happen.")]


def map_option(fields: type[Column]) -> Any:
    """The option by which columns are told to be these fields."""
    return typer.Option("--map", help=f"What a column is: {_names_of(fields)}.", metavar="FIELD=COLUMN")


def planned(
    look: Callable[[TableMapping[Column]], TablePreview[Column]],
    fields: type[Column],
    mapped: Sequence[str] | None,
    encoding: str | None,
    sheet: str | None,
) -> tuple[TableMapping[Column], TablePreview[Column]]:
    """How a table is to be read, its columns as they are guessed where nothing was said; and it read so.

    Args:
        look: what reads it.
        fields: what columns can be.
        mapped: what was said of columns, as FIELD=COLUMN.
        encoding: that was said.
        sheet: that was said.

    Raises:
        InvalidValueError: there is no such field or column.
        TableError: the file can't be read.
    """
    told: TableMapping[Column] = TableMapping(encoding=encoding, sheet=sheet)
    mapping = _mapping_of(look(told), fields, mapped or (), told)
    return mapping, look(mapping)


def _names_of(fields: type[Column]) -> str:
    return ", ".join(field.value for field in fields)


def _mapping_of(
    preview: TablePreview[Column],
    fields: type[Column],
    mapped: Sequence[str],
    told: TableMapping[Column],
) -> TableMapping[Column]:
    columns = list(preview.mapping.columns)
    for words in mapped:
        name, _, header = words.partition("=")
        if name not in set(fields):
            raise InvalidValueError("map", f"'{name}' is none of: {_names_of(fields)}.")
        if header not in preview.headers:
            known = ", ".join(preview.headers)
            raise InvalidValueError("map", f"there is no column '{header}'; there are: {known}.")
        field = fields(name)
        columns = [fields("ignore") if one is field else one for one in columns]
        columns[preview.headers.index(header)] = field
    return replace(told, columns=tuple(columns))


def answer_table(terminal: Terminal, preview: TablePreview[Column]) -> None:
    """Print what an import would do."""
    said = zip(preview.headers, preview.mapping.columns, strict=True)
    columns = ", ".join(f"{header}: {field.value}" for header, field in said)
    counts = ", ".join(f"{preview.count(outcome)} {outcome.value}" for outcome in RowOutcome)
    guess = f"The letters are probably {preview.mapping.encoding}; --encoding names another."
    sheets = f"This is the sheet '{preview.mapping.sheet}' of: {', '.join(preview.sheets)}."
    lines = [(row.line, row.outcome.value, "; ".join(row.values), _words(row)) for row in preview.rows]
    terminal.answer(
        preview,
        f"Columns: {columns}.",
        *([guess] if preview.guessed else []),
        *([sheets] if len(preview.sheets) > 1 else []),
        rows(table("line", "", "values", "what"), lines),
        preview.problem or f"{counts}. Nothing was written.",
    )


def _words(row: TableRow[Column]) -> str:
    if row.outcome is RowOutcome.REFUSED:
        return f"{row.column}: {row.reason}" if row.column else row.reason
    return ", ".join(map(_change, row.changes)) if row.outcome is RowOutcome.CHANGED else ""


def _change(change: FieldChange[Column]) -> str:
    return f"{change.field.value} {change.before or '–'} → {change.after or '–'}"
