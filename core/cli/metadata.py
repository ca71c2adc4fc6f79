"""`playertag metadata`: the names of people in the files of their photos."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from core.cli.options import (
    DEFAULT,
    DONE,
    SOME_FILES_FAILED,
    JsonOption,
    LibraryOption,
    SomeGalleryOption,
    exit_with,
    group,
)
from core.cli.terminal import Terminal, counted, rows, table
from core.errors import InvalidValueError
from core.library import Library
from core.types import BatchId, FileChange, PhotoId, WriteReport

metadata = group("The names of people in the files of their photos.")

PhotosArgument = Annotated[
    list[str] | None, typer.Argument(help="Photos, by file or id; or name a gallery.", metavar="PHOTO…")
]


@metadata.command("preview")
def preview(
    photos: PhotosArgument = None,
    gallery: SomeGalleryOption = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """What 'write' would change in each file; nothing is written."""
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened, terminal.job() as context:
        report = opened.metadata.preview(_chosen(opened, photos, gallery), context)
    _answer(terminal, report, "would change", (line for one in report.changed for line in _lines(one)))


@metadata.command("write")
def write(
    photos: PhotosArgument = None,
    gallery: SomeGalleryOption = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Write who is in the photos into their files, beside what these say already; 'undo' takes it back."""
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened, terminal.job() as context:
        report = opened.metadata.write(_chosen(opened, photos, gallery), context)
    taken_back = [f"'playertag metadata undo {report.batch}' takes it back."] if report.batch else []
    _answer(terminal, report, "changed", taken_back)


@metadata.command("undo")
def undo(
    batch: Annotated[str, typer.Argument(help="What 'write' or 'history' printed.")],
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Take a run of writing back: its files are what they were before, to the byte."""
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened, terminal.job() as context:
        report = opened.metadata.undo(BatchId(batch), context)
    _answer(terminal, report, "are as they were", [])


@metadata.command("read")
def read(
    photos: PhotosArgument = None,
    gallery: SomeGalleryOption = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Name faces by what the files say that other programs wrote, and the sidecars beside them."""
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened, terminal.job() as context:
        report = opened.names.read(_chosen(opened, photos, gallery), context)
    answer = {"named": report.named, "drawn": report.drawn, "failures": report.failures}
    terminal.answer(answer, f"{counted(report.named, 'face')} named, {report.drawn} of them drawn.")
    terminal.failures(report.failures)
    exit_with(SOME_FILES_FAILED if report.failures else DONE)


@metadata.command("history")
def history(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """The runs of writing that can be taken back."""
    with Library.open(library, create=False) as opened:
        found = opened.metadata.history()
    lines = [(one.batch, f"{one.at:%Y-%m-%d %H:%M}", str(one.files)) for one in found]
    Terminal(as_json).answer(found, rows(table("run", "when (UTC)", "files"), lines))


def _chosen(library: Library, photos: list[str] | None, gallery: str | None) -> list[PhotoId]:
    if bool(photos) is (gallery is not None):
        raise InvalidValueError("photos", "name some, or a gallery with --gallery.")
    if gallery is not None:
        return library.galleries.photo_ids(library.galleries.find(gallery).id)
    return [library.galleries.find_photo(photo) for photo in photos or []]


def _lines(change: FileChange) -> list[str]:
    """A file, and below it what comes and what goes."""
    marked = [("+", tag) for tag in change.added] + [("-", tag) for tag in change.removed]
    left = ["  (its regions are of a picture of another shape: no faces are marked)"]
    return [
        str(change.target),
        *(f"  {sign} {tag.field}: {tag.value}" for sign, tag in marked),
        *(left if change.regions_left else []),
    ]


def _answer(terminal: Terminal, report: WriteReport, verb: str, lines: Iterable[str]) -> None:
    withheld = f"Players whom no file names, as they do not agree to be recognised: {report.withheld}."
    terminal.answer(
        report,
        *lines,
        f"{counted(len(report.changed), 'file')} {verb}; {report.unchanged} "
        "needed nothing, as they say it already or nobody is named.",
        *([withheld] if report.withheld else []),
    )
    terminal.failures(report.failures)
    exit_with(SOME_FILES_FAILED if report.failures else DONE)
