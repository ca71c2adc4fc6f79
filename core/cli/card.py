"""`playertag card`: copying off a camera's card what is new on it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.cli.galleries import import_answer
from core.cli.options import DEFAULT, DONE, SOME_FILES_FAILED, JsonOption, LibraryOption, exit_with, group
from core.cli.terminal import Terminal, counted
from core.errors import MIB, NoRoomError
from core.library import Library
from core.types import CARD_TEMPLATE, CardPlan

card = group("Copying off a camera's card what is new on it.")

CardArgument = Annotated[Path, typer.Argument(help="The card, or a folder of it.", metavar="SOURCE")]
DestinationArgument = Annotated[Path, typer.Argument(help="The folder for the copies.", metavar="DEST")]
SecondOption = Annotated[Path | None, typer.Option("--second", help="A folder for a second copy of each.")]
TemplateOption = Annotated[
    str,
    typer.Option(
        "--template",
        help="The path of a copy: {date}, {time}, {year}, {month}, {day}, {camera}, {folder}, {name}.",
    ),
]


@card.command("preview")
def preview(
    source: CardArgument,
    destination: DestinationArgument,
    second: SecondOption = None,
    template: TemplateOption = CARD_TEMPLATE,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """How much on a card is new, and where it would go; nothing is copied."""
    terminal = Terminal(as_json)
    with Library.open(library) as opened, terminal.job() as context:
        found = opened.cards.preview(_plan(source, destination, second, template), context)
    terminal.answer(
        found,
        f"{counted(found.new, 'picture')} new, {found.known} known; {found.size / MIB:,.0f} MiB to copy.",
        *_left(found.left),
        *([f"The first would be {found.first}"] if found.first else []),
        *(
            f"{one.folder}: {one.needed / MIB:,.0f} MiB needed, {one.free / MIB:,.0f} MiB free."
            for one in found.rooms
        ),
    )
    terminal.failures(found.failures)
    if found.short is not None:
        raise NoRoomError(found.short.folder, found.short.needed, found.short.free)
    exit_with(SOME_FILES_FAILED if found.failures else DONE)


@card.command("copy")
def copy(
    source: CardArgument,
    destination: DestinationArgument,
    second: SecondOption = None,
    template: TemplateOption = CARD_TEMPLATE,
    gallery: Annotated[
        str | None, typer.Option("--gallery", help="Then put the copies into this gallery.")
    ] = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Copy the new pictures of a card; each copy is read back and compared."""
    terminal = Terminal(as_json)
    with Library.open(library) as opened, terminal.job() as context:
        done = opened.cards.copy(_plan(source, destination, second, template), context)
        imported = None
        if gallery is not None and done.places:
            imported = opened.indexing.import_photos(done.places, gallery, context)
    failures, counts = done.failures, None
    lines = [
        f"{counted(done.copied, 'picture')} copied, {done.known} known; {done.size / MIB:,.0f} MiB.",
        *_left(done.left),
    ]
    if gallery is not None and imported is not None:
        counts, line = import_answer(gallery, imported)
        lines, failures = [*lines, line], (*failures, *imported.failures)
    terminal.answer({"copy": done, "import": counts}, *lines)
    terminal.failures(failures)
    exit_with(SOME_FILES_FAILED if failures else DONE)


def _plan(card: Path, destination: Path, second: Path | None, template: str) -> CardPlan:
    return CardPlan(card, (destination, *([second] if second else [])), template)


def _left(files: int) -> list[str]:
    return [f"Left on the card: {counted(files, 'file')} that belong to no picture."] if files else []
