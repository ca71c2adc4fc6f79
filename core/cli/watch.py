"""`playertag watch`: a folder into which photos keep coming."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.options import DEFAULT, GalleryOption, JsonOption, LibraryOption, keep_backed_up
from core.cli.terminal import Terminal
from core.library import Library

if TYPE_CHECKING:
    from core.hot_folder import Arrived

TOLD = ("photos", "failures", "waiting", "there", "nameless", "untrained", "trouble")


def watch(
    folder: Annotated[Path, typer.Argument(help="The folder into which photos come.")],
    gallery: GalleryOption,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Take photos into a gallery as they come into a folder, and name who is in them, until Ctrl+C."""
    terminal = Terminal(as_json)
    wrong: list[str] = []

    def tell(arrived: Arrived) -> None:
        lines = [f"{photo.file_name}: {', '.join(photo.names) or '–'}" for photo in arrived.photos]
        terminal.answer({name: getattr(arrived, name) for name in TOLD}, *lines)
        before, wrong[:] = list(wrong), _wrong(arrived)
        for line in [] if as_json else wrong:
            if line not in before:
                terminal.error(line)
        keep_backed_up(opened)

    with Library.open(library) as opened, terminal.job() as context:
        opened.hot_folder.watch(folder, gallery, context, tell)


def _wrong(arrived: Arrived) -> list[str]:
    """What is wrong now, in words."""
    told = [] if arrived.there else ["The folder is not there; watching goes on when it is back."]
    if arrived.trouble:
        told.append(f"Photos wait, and are taken in by themselves when this is over: {arrived.trouble}")
    if arrived.untrained:
        told.append("Faces get no names: nothing was trained yet with this model pack.")
    if arrived.nameless:
        told.append("Names in the files are not read: ExifTool is not on this computer ('playertag doctor').")
    return told + [f"Waiting for {one.path}: {one.reason}" for one in arrived.failures]
