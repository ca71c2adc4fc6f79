"""What several verbs take, and what they return."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from core.cli.terminal import Terminal
from core.errors import InvalidValueError, LibraryError
from core.library import Library
from core.paths import LIBRARY_VARIABLE, default_library
from core.types import WHOLE_LIBRARY, Box, Face, GalleryId, Photo, PhotoId, WholeLibrary

DONE, FAILED, SOME_FILES_FAILED, STOPPED = 0, 1, 3, 130


def _backed_up_at_the_end(context: typer.Context, library: Path) -> Path:
    """Have the library backed up when the command is over, where it is due."""

    def back_up() -> None:
        # That a library does not open the command has said.
        with suppress(LibraryError), Library.open(library, create=False) as opened:
            keep_backed_up(opened)

    context.call_on_close(back_up)
    return library


def keep_backed_up(library: Library) -> None:
    """Make a backup where one is due; that none could be made stops nothing, and is said."""
    try:
        library.backups.make_if_changed()
    except LibraryError as exc:
        Terminal(as_json=False).error(f"No backup was made: {exc}")


LibraryOption = Annotated[
    Path,
    typer.Option(
        "--library",
        envvar=LIBRARY_VARIABLE,
        help="The library's folder.",
        callback=_backed_up_at_the_end,
    ),
]
NamedLibraryOption = Annotated[
    Path | None,
    typer.Option(
        "--library", envvar=LIBRARY_VARIABLE, help="The library's folder; the one used last if none."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
GalleryOption = Annotated[str, typer.Option("--gallery", help="The gallery's name or id.")]
OffsetOption = Annotated[int, typer.Option("--offset", min=0, help="Leave out so many first.")]
LimitOption = Annotated[int | None, typer.Option("--limit", min=1, help="So many at most.")]
SomeGalleryOption = Annotated[str | None, typer.Option("--gallery", help="The gallery's name or id.")]
BoxOption = Annotated[str, typer.Option("--box", help="x,y,w,h in fractions of the upright photo.")]
AllOption = Annotated[bool, typer.Option("--all", help="Every gallery together.")]
DEFAULT = default_library()
# Said by name: without them a number would be taken for seconds since 1970.
TIMES = ["%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


def scope_of(library: Library, gallery: str | None, everything: bool) -> GalleryId | WholeLibrary:
    """The gallery that was named, or the whole library where that was said.

    Raises:
        InvalidValueError: neither was, or both were.
        NotFoundError: there is no such gallery.
    """
    if (gallery is None) is not everything:
        raise InvalidValueError("gallery", "name one with --gallery, or say --all.")
    return WHOLE_LIBRARY if gallery is None else library.galleries.find(gallery).id


def pairs_of(option: str, texts: Iterable[str]) -> dict[str, str]:
    """What was said as NAME=VALUE, each name once.

    Raises:
        InvalidValueError: something was not, or a name twice.
    """
    found: dict[str, str] = {}
    for text in texts:
        name, sign, value = text.rpartition("=")
        if not sign or name in found:
            raise InvalidValueError(option, f"'{text}' is no NAME=VALUE, or the name is there twice.")
        found[name] = value
    return found


def box_of(text: str) -> Box:
    """A box as it is written: four fractions of the photo.

    Raises:
        InvalidValueError: it is none.
    """
    try:
        x, y, w, h = map(float, text.split(","))
    except ValueError as exc:
        raise InvalidValueError("box", f"'{text}' is none; four numbers x,y,w,h are needed.") from exc
    if not (0 <= x < 1 and 0 <= y < 1 and 0 < w <= 1 and 0 < h <= 1):
        raise InvalidValueError("box", "x, y, w and h are fractions of the photo, from 0 to 1.")
    return Box(x, y, w, h)


def place_of(box: Box) -> str:
    """A box as `box_of` reads it."""
    return ",".join(f"{value:.4f}" for value in (box.x, box.y, box.w, box.h))


def photos_of(library: Library, faces: Iterable[Face]) -> dict[PhotoId, Photo]:
    """The photo of each face."""
    photos = library.galleries.photos(list(dict.fromkeys(face.photo_id for face in faces)))
    return {photo.id: photo for photo in photos}


def group(text: str) -> typer.Typer:
    """A verb with verbs of its own."""
    return typer.Typer(help=text, no_args_is_help=True)


def exit_with(code: int) -> None:
    """End the command with an exit code; `DONE` lets it go on to its end."""
    if code != DONE:
        raise typer.Exit(code)
