"""The command line: every verb is one call of the library, as the window makes it.

Exit codes: 0 done; 1 it could not be done, and why is on standard error; 2 wrong usage; 3 done, but
some files could not be used; 130 stopped by Ctrl+C, what was finished is kept.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core import doctor as check_up
from core.cli.account import account
from core.cli.cameras import cameras
from core.cli.card import card
from core.cli.clusters import clusters
from core.cli.deliveries import deliver
from core.cli.export import export
from core.cli.faces import faces
from core.cli.filters import filters
from core.cli.galleries import answer_import, galleries
from core.cli.lookup import lookup
from core.cli.matches import matches
from core.cli.metadata import metadata
from core.cli.models import models
from core.cli.numbers import numbers
from core.cli.options import (
    DEFAULT,
    DONE,
    FAILED,
    STOPPED,
    AllOption,
    GalleryOption,
    JsonOption,
    LibraryOption,
    NamedLibraryOption,
    SomeGalleryOption,
    exit_with,
    scope_of,
)
from core.cli.privacy import forget, players
from core.cli.review import review
from core.cli.safety import backup, check, repair, restore
from core.cli.search import search
from core.cli.stations import stations
from core.cli.store import store
from core.cli.team import sync, team
from core.cli.terminal import Terminal, counted, rows, table
from core.cli.training import train
from core.cli.upkeep import descriptors, index, settings
from core.cli.watch import watch
from core.errors import CancelledError, InvalidValueError, PlayertagError
from core.library import Library
from core.paths import LIBRARY_VARIABLE, LibraryPaths, demo_folder
from core.types import Amount, ReviewSpeed
from core.words import said

if TYPE_CHECKING:
    from core.demo import DemoReport

OpenWindow = Callable[[Path | None, str | None], int]
"""Opens the window on a library, if one was named, and a gallery; the exit code when it is closed."""

app = typer.Typer(
    help="Finds every player in a tournament's pictures by face, offline.",
    add_completion=False,
    pretty_exceptions_enable=False,
)
for name, part in (
    ("models", models),
    ("players", players),
    ("galleries", galleries),
    ("numbers", numbers),
    ("card", card),
    ("matches", matches),
    ("cameras", cameras),
    ("filters", filters),
    ("train", train),
    ("clusters", clusters),
    ("review", review),
    ("faces", faces),
    ("lookup", lookup),
    ("export", export),
    ("metadata", metadata),
    ("deliver", deliver),
    ("descriptors", descriptors),
    ("index", index),
    ("settings", settings),
    ("account", account),
    ("team", team),
    ("store", store),
    ("stations", stations),
):
    app.add_typer(part, name=name)


def main(arguments: Sequence[str] | None = None, open_window: OpenWindow | None = None) -> int:
    """Run one command; without one, open the window where there is one. Returns the exit code."""
    chosen = list(sys.argv[1:] if arguments is None else arguments)
    try:
        _refuse_what_is_no_text(chosen)
        app(chosen, prog_name="playertag", obj=open_window)
    except SystemExit as exc:
        return exc.code if isinstance(exc.code, int) else DONE
    except CancelledError as exc:
        Terminal(as_json=False).error(str(exc))
        return STOPPED
    except PlayertagError as exc:
        Terminal(as_json=False).error(str(exc))
        return FAILED
    return DONE


def _refuse_what_is_no_text(arguments: Sequence[str]) -> None:
    """Refuse bytes that are no text, except as the name of a file that is there."""
    for argument in arguments:
        if not argument.isascii() and not Path(argument).exists():
            try:
                argument.encode()
            except UnicodeEncodeError as exc:
                raise InvalidValueError(
                    "argument", said("it is no text: {bytes}", bytes=repr(argument))
                ) from exc


@contextmanager
def _library_is(folder: Path) -> Iterator[None]:
    """Have the commands, which look there, find this library in the environment."""
    before = os.environ.get(LIBRARY_VARIABLE)
    os.environ[LIBRARY_VARIABLE] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[LIBRARY_VARIABLE]
        else:
            os.environ[LIBRARY_VARIABLE] = before


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(check_up.package_version("playertag"))
        raise typer.Exit


@app.callback(invoke_without_command=True)
def window(
    context: typer.Context,
    library: NamedLibraryOption = None,
    version: Annotated[  # noqa: ARG001 - its callback answers
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Without a command: open the window."""
    opener: OpenWindow | None = context.obj
    if context.invoked_subcommand is not None:
        if library is not None:  # before the command it means the same as behind it
            context.with_resource(_library_is(library))
        return
    if opener is None:
        typer.echo(context.get_help())
        Terminal(as_json=False).error("There is no display here to open the window on.")
        exit_with(FAILED)
    else:
        exit_with(opener(library, None))


for verb in (backup, restore, check, repair, forget):
    app.command()(verb)
app.command("search")(search)
app.command("sync")(sync)
app.command("watch")(watch)


@app.command("import")
def import_photos(
    paths: Annotated[list[Path], typer.Argument(help="Photos and folders.")],
    gallery: GalleryOption,
    references: Annotated[
        bool, typer.Option("--references", help="Take photos too that players were enrolled from.")
    ] = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Put photos into a gallery and find the faces in them."""
    terminal = Terminal(as_json)
    with Library.open(library) as opened, terminal.job() as context:
        report = opened.indexing.import_photos(paths, gallery, context, references=references)
    answer_import(terminal, gallery, report)


@app.command()
def recognize(
    gallery: Annotated[list[str], typer.Option("--gallery", help="By name or id (repeatable).")],
    threshold: Annotated[
        float | None, typer.Option("--threshold", help="Probability from which a face is tagged.")
    ] = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Name the faces of a gallery that nobody has answered for yet."""
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened, terminal.job() as context:
        gallery_ids = [opened.galleries.find(name).id for name in gallery]
        report = opened.recognition.batch_recognize(gallery_ids, threshold, context)
    counts = {
        "tagged": report.tagged,
        "suggested": report.suggested,
        "unknown": report.unknown,
        "without_embedding": report.without_embedding,
        "named_since": report.named_since,
    }
    tagged, left_out = counted(report.tagged, "face"), report.without_embedding
    lines = [f"{tagged} tagged, {report.suggested} suggested, {report.unknown} unknown."]
    if left_out:
        lines.append(
            f"Not compared: {counted(left_out, 'face')} that the model pack in use has not seen. "
            "'playertag descriptors generate' makes up for it."
        )
    if report.named_since:
        lines.append(
            f"The training is older than the names of {counted(report.named_since, 'face')}: "
            "'playertag train execute' learns them, then recognise again."
        )
    terminal.answer(counts, *lines)


@app.command()
def cluster(
    gallery: SomeGalleryOption = None,
    everything: AllOption = False,
    min_cluster_size: Annotated[
        int | None, typer.Option("--min-cluster-size", min=2, help="Faces that make a cluster.")
    ] = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Put the unknown faces of a gallery, or of all, into clusters that look like one person each."""
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened, terminal.job() as context:
        scope = scope_of(opened, gallery, everything)
        report = opened.clusters.cluster(scope, context, min_cluster_size)
    counts = {"clusters": report.clusters, "clustered": report.clustered, "noise": report.noise}
    clusters, faces = counted(report.clusters, "cluster"), counted(report.clustered, "face")
    line = f"{clusters} of {faces}; {counted(report.noise, 'face')} in none."
    terminal.answer(counts, line)


@app.command()
def stats(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Figures about the library."""
    with Library.open(library, create=False) as opened:
        figures = opened.statistics.figures()
    undated = figures.photos - sum(day.photos for day in figures.by_day.values())
    Terminal(as_json).answer(
        figures,
        f"{counted(figures.photos, 'photo')}, {counted(figures.faces, 'face')}, "
        f"{counted(figures.players, 'player')}, {counted(figures.by_gallery, 'gallery')}, "
        f"{counted(figures.failures, 'file')} that could not be used.",
        f"Model pack {figures.pack}, training session {figures.session_id or 'none'}.",
        _review_line(figures.review),
        f"{counted(undated, 'photo')} without a time, which no day counts.",
        rows(table("state", "faces"), [(s.value, n) for s, n in figures.by_state.items()]),
        rows(table("player", "named faces"), [(one.player, one.faces) for one in figures.by_player]),
        rows(table("gallery", "photos", "faces", "named"), _amounts(figures.by_gallery)),
        rows(table("day", "photos", "faces", "named"), _amounts(figures.by_day)),
    )


def _amounts(figures: Mapping[Any, Amount]) -> list[tuple[object, ...]]:
    return [(key, amount.photos, amount.faces, amount.named) for key, amount in figures.items()]


def _review_line(review: ReviewSpeed) -> str:
    if review.faces_per_hour is None:
        return f"{review.acts} answers in review."
    return f"{review.acts} answers in review, {review.faces_per_hour:.0f} faces an hour."


@app.command()
def doctor(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Check versions, the device really used, model packs, database and stored embeddings."""
    there = LibraryPaths(library.absolute()).database.exists()
    with Library.open(library) if there else nullcontext() as opened:
        checks = check_up.examine(opened)
    lines = [("ok" if c.ok else "PROBLEM", c.name, c.detail) for c in checks]
    Terminal(as_json).answer(checks, rows(table("", "check", "finding"), lines))
    exit_with(DONE if all(check.ok for check in checks) else FAILED)


@app.command()
def demo(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Option("--folder", help="Where to build it.")] = None,
    photos: Annotated[int, typer.Option("--photos", min=12, help="Photos of the tournament.")] = 120,
    window: Annotated[bool, typer.Option(help="Open the window on it at the end.")] = True,
    as_json: JsonOption = False,
) -> None:
    """Build a small tournament of synthetic people and do the whole job on it."""
    from core.demo import run_demo

    _refuse_a_library(context)

    terminal = Terminal(as_json)
    with terminal.job() as job:
        report = run_demo(folder or demo_folder(), job, photos)
    _answer_demo(terminal, report)
    if window and context.obj is not None and not as_json:
        opener: OpenWindow = context.obj
        exit_with(opener(report.library, report.gallery))


def _refuse_a_library(context: typer.Context) -> None:
    """Refuse a library that was named on the command line for what makes one of its own."""
    source = context.parent and context.parent.get_parameter_source("library")
    if source and source.name == "COMMANDLINE":  # one in the environment is for the other commands
        raise InvalidValueError("--library", "the demo makes a library of its own; say where with --folder.")


def _answer_demo(terminal: Terminal, report: DemoReport) -> None:
    lines = [
        (line.person, line.role, line.photos, line.found, line.right, line.wrong, line.asked)
        for line in report.lines
    ]
    head = table("person", "", "in photos", "found", "tagged right", "tagged wrong", "asked")
    terminal.answer(
        report,
        rows(head, lines),
        f"One cluster of {report.named_faces} faces was named {report.named}.",
        f"{report.seconds:.0f} s. Contact sheet: {report.contact_sheet}",
        f"Tags: {report.tags}",
    )
