"""`playertag faces`: faces drawn by hand, and the photos of a burst."""

from __future__ import annotations

from typing import Annotated

import typer

from core import ids
from core.changes import Changes
from core.cli.options import DEFAULT, BoxOption, JsonOption, LibraryOption, box_of, group
from core.cli.terminal import Terminal, counted, rows, table, undo_line
from core.library import Library

faces = group("Faces that the detector missed, or put into a wrong box.")

PhotoArgument = Annotated[str, typer.Argument(help="A photo, by its file or id.", metavar="PHOTO")]


@faces.command("draw")
def draw_face(
    photo: PhotoArgument, box: BoxOption, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """Add a face that was not found."""
    place = box_of(box)
    with Library.open(library, create=False) as opened:
        done = opened.faces.draw(opened.galleries.find_photo(photo), place)
    _answer(as_json, done, f"Face {', '.join(done.faces)} drawn.")


@faces.command("redraw")
def redraw_face(
    face: Annotated[str, typer.Argument(help="Id of a face.", metavar="FACE")],
    box: BoxOption,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Put the box of a face right; its answers are kept."""
    old, place = ids.face_id(face), box_of(box)
    with Library.open(library, create=False) as opened:
        done = opened.faces.redraw(old, place)
    _answer(as_json, done, f"Face {old} is face {', '.join(done.faces - {old})} now.")


@faces.command("burst")
def photos_of_burst(
    photo: PhotoArgument, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """The photos that were taken with one, in a burst."""
    with Library.open(library, create=False) as opened:
        found = opened.galleries.photos(opened.faces.burst(opened.galleries.find_photo(photo)))
    lines = [(one.id, one.taken_at, one.called) for one in found]
    value = [{"photo": one.id, "taken_at": one.taken_at, "path": one.path} for one in found]
    Terminal(as_json).answer(
        value, rows(table("photo", "taken", "file"), lines), f"{counted(found, 'photo')}."
    )


def _answer(as_json: bool, done: Changes, line: str) -> None:
    value = {"faces": done.faces, "photos": done.photos, "batch": done.batch}
    Terminal(as_json).answer(value, f"{line} {undo_line(done)}")
