"""What several verbs take, and what they return."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.paths import default_library

DONE, FAILED, SOME_FILES_FAILED, STOPPED = 0, 1, 3, 130

LibraryOption = Annotated[
    Path, typer.Option("--library", envvar="PLAYERTAG_LIBRARY", help="The library's folder.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
GalleryOption = Annotated[str, typer.Option("--gallery", help="The gallery's name.")]
DEFAULT = default_library()


def group(text: str) -> typer.Typer:
    """A verb with verbs of its own."""
    return typer.Typer(help=text, no_args_is_help=True)


def exit_with(code: int) -> None:
    """End the command with an exit code; `DONE` lets it go on to its end."""
    if code != DONE:
        raise typer.Exit(code)
