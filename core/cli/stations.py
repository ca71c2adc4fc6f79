"""`playertag stations`: several computers of a team that process one gallery."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.cli.options import (
    DEFAULT,
    DONE,
    SOME_FILES_FAILED,
    GalleryOption,
    JsonOption,
    LibraryOption,
    SomeGalleryOption,
    exit_with,
    group,
)
from core.cli.terminal import Terminal, counted
from core.library import Library
from core.types import FileFailure

stations = group("Processing a gallery on several computers of the team.")

DEAD_AFTER_S = 30.0


@stations.command("share")
def share(
    paths: Annotated[list[Path], typer.Argument(help="Photos and folders.")],
    gallery: GalleryOption,
    work: Annotated[
        bool, typer.Option(help="Work along until all are done, and import them here; else hand out only.")
    ] = True,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Hand out photos to all stations of the team, each to one. Originals go into the team's store."""
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened, terminal.job() as context:
        report = opened.stations.share(paths, gallery, context, work=work)
    imported = report.imported
    failures = imported.failures if imported else report.failures
    answer: dict[str, object] = {
        "gallery_id": report.gallery_id,
        "added": report.added,
        "known": report.known,
        "failures": failures,
    }
    lines = [f"{counted(report.added, 'photo')} handed out, {report.known} known before."]
    if imported:
        answer |= {"imported": imported.added, "imported_known": imported.known}
        lines.append(f"All are done; {counted(imported.known, 'file')} found to be known here.")
    terminal.answer(answer, *lines)
    _end(terminal, failures)


@stations.command("work")
def work(
    gallery: SomeGalleryOption = None,
    until_done: Annotated[
        bool, typer.Option(help="End when nothing is left for any station; else wait for more.")
    ] = True,
    dead_after: Annotated[
        float,
        typer.Option("--dead-after", min=1.0, help="Seconds without a word after which a station is dead."),
    ] = DEAD_AFTER_S,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Take photos that were handed out, find the faces in them, and tell the team."""
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened, terminal.job() as context:
        gallery_id = opened.galleries.find(gallery).id if gallery else None
        report = opened.stations.work(
            context, gallery_id, until_done=until_done, taken_over_after_s=dead_after
        )
    answer = {
        "processed": report.processed,
        "known": report.known,
        "faces": report.faces,
        "failures": report.failures,
    }
    terminal.answer(
        answer, f"{counted(report.processed, 'photo')} processed, {counted(report.faces, 'face')} found."
    )
    _end(terminal, report.failures)


@stations.command("status")
def status(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """How the photos stand that were handed out, and whose stations work."""
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened:
        found = opened.stations.status()
    terminal.answer(
        found,
        f"{counted(found.photos, 'photo')} handed out: {found.done} done, {found.failed} failed.",
        f"{counted(found.lots_waiting, 'lot')} waiting, {found.lots_running} running, "
        f"{found.lots_done} done, {found.lots_failed} given up.",
        f"At work: {', '.join(found.stations) or 'nobody'}.",
    )
    terminal.failures(found.failures)


def _end(terminal: Terminal, failures: list[FileFailure] | tuple[FileFailure, ...]) -> None:
    terminal.failures(failures)
    exit_with(SOME_FILES_FAILED if failures else DONE)
