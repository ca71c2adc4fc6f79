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
)
from core.cli.terminal import Terminal
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
