"""`playertag players erase`: people out of a library for good."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from core.cli.options import DEFAULT, JsonOption, LibraryOption
from core.cli.players import PlayerArgument
from core.cli.players import players as players
from core.cli.tables import DryRunOption
from core.cli.terminal import Terminal, counted, plain, rows, table
from core.errors import InvalidValueError
from core.files import write_whole
from core.library import Library
from core.receipts import receipt_text, what_goes, what_stays
from core.types import Player, Traces


@players.command("erase")
def erase_player(
    player: PlayerArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    keep_in_files: Annotated[
        bool, typer.Option("--keep-in-files", help="Leave the name in the files that it was written into.")
    ] = False,
    receipt: Annotated[
        Path | None, typer.Option("--receipt", help="A file for the receipt, as JSON; it names nobody.")
    ] = None,
    dry_run: DryRunOption = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Take a player out of the library and its backups for good. It can't be taken back."""
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened:
        found = opened.players.find(player)
        traces = opened.privacy.preview_erase(found.id)
        if dry_run:
            terminal.answer(traces, *_preview(traces))
            return
        if not yes:
            _ask(terminal, found, traces)
        with terminal.job() as context:
            done = opened.privacy.erase(found.id, context, files=not keep_in_files).receipt
    if receipt is not None:
        write_whole(receipt, json.dumps(plain(done), indent=1).encode())
    terminal.answer(done, *receipt_text(done))


@players.command("export")
def export_player(
    player: PlayerArgument,
    folder: Annotated[Path, typer.Argument(help="A folder for a text, every row as JSON, and crops.")],
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Write all that the library keeps of one player into a folder."""
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened, terminal.job() as context:
        done = opened.privacy.export(opened.players.find(player).id, folder, context)
    terminal.answer(
        done, f"{counted(done.rows, 'row')} and {counted(done.crops, 'crop')} are in {done.folder}."
    )


def forget(
    days: Annotated[int, typer.Option("--days", help="Of photos that came so many days ago, or before.")],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    dry_run: DryRunOption = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Take faces that nobody named out of the library for good, with embeddings and crops."""
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened:
        count = opened.privacy.unnamed(days)
        if dry_run:
            terminal.answer({"faces": count}, f"{counted(count, 'face')} would be forgotten.")
            return
        asked = f"Forget {counted(count, 'face')} that nobody named? This can't be taken back."
        if not yes and (as_json or not typer.confirm(asked, err=True)):
            raise InvalidValueError("yes", "nothing was forgotten. Say --yes to forget without being asked.")
        with terminal.job() as context:
            done = opened.privacy.forget(days, context)
    terminal.answer({"faces": done.faces}, f"{counted(done.faces, 'face')} forgotten.")


def _preview(traces: Traces) -> list[Table]:
    parts = (("goes", [*what_goes(traces)]), ("stays", [*what_stays(traces)]))
    return [rows(table(title, ""), lines) for title, lines in parts if lines]


def _ask(terminal: Terminal, found: Player, traces: Traces) -> None:
    """Have the name typed.

    Raises:
        InvalidValueError: it was not.
    """
    if not terminal.as_json:
        for words, count in (*what_goes(traces), *what_stays(traces)):
            terminal.error(f"{words}: {count}")
        typed = typer.prompt("This can't be taken back. Type the player's name to erase them", err=True)
        if typed.strip() == found.name:
            return
    raise InvalidValueError("yes", "nothing was erased. Say --yes to erase without being asked.")
