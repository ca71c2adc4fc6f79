"""`playertag watch`: a folder into which photos keep coming."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.options import DEFAULT, GalleryOption, JsonOption, LibraryOption
from core.cli.terminal import Terminal
from core.library import Library

if TYPE_CHECKING:
    from core.hot_folder import Arrived


def watch(
    folder: Annotated[Path, typer.Argument(help="The folder into which photos come.")],
    gallery: GalleryOption,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Take photos into a gallery as they come into a folder, and name who is in them, until Ctrl+C."""
    terminal = Terminal(as_json)

    def tell(arrived: Arrived) -> None:
        lines = [f"{photo.file_name}: {', '.join(photo.names) or '–'}" for photo in arrived.photos]
        counts = {"photos": arrived.photos, "failures": arrived.failures, "waiting": arrived.waiting}
        terminal.answer(counts, *lines)
        for failure in [] if as_json else arrived.failures:
            terminal.error(f"Waiting for the rest of {failure.path}: {failure.reason}")

    with Library.open(library) as opened, terminal.job() as context:
        opened.hot_folder.watch(folder, gallery, context, tell)
