"""`playertag numbers`: the numbers that people wear."""

from __future__ import annotations

from core.cli.options import (
    DEFAULT,
    DONE,
    SOME_FILES_FAILED,
    GalleryOption,
    JsonOption,
    LibraryOption,
    exit_with,
    group,
    place_of,
)
from core.cli.terminal import Terminal, counted, rows, table
from core.library import Library

numbers = group("Numbers on shirts and bibs.")


@numbers.command("read")
def read_numbers(
    gallery: GalleryOption, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """Read the number that each person in a gallery wears, for the next recognition to take into account."""
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened, terminal.job() as context:
        report = opened.numbers.read(opened.galleries.find(gallery).id, context)
    value = {
        "photos": report.photos,
        "faces": report.faces,
        "numbers": report.numbers,
        "failures": report.failures,
    }
    line = f"{report.numbers} numbers read at {report.faces} faces of {report.photos} photos."
    terminal.answer(value, line)
    terminal.failures(report.failures)
    exit_with(SOME_FILES_FAILED if report.failures else DONE)


@numbers.command("list")
def list_numbers(
    gallery: GalleryOption, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """The numbers that were read in a gallery, photo by photo, from left to right."""
    with Library.open(library, create=False) as opened:
        photos = opened.galleries.results(opened.galleries.find(gallery).id).photos.items
        read = opened.numbers.of([photo.id for photo in photos])
    found = [(photo, face, read[face.id]) for photo in photos for face in photo.faces if face.id in read]
    value = [
        {
            "photo": photo.id,
            "file_name": photo.file_name,
            "face": face.id,
            "box": face.box,
            "number": digits,
            "player": face.player,
        }
        for photo, face, digits in found
    ]
    lines = [
        (photo.file_name, place_of(face.box), digits, face.player or "") for photo, face, digits in found
    ]
    shown = rows(table("photo", "box", "number", "player"), lines)
    Terminal(as_json).answer(value, shown, f"{counted(found, 'number')}.")
