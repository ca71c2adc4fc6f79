"""`playertag export`: answers as CSV files, and codes for Photo Mechanic."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.cli.options import (
    DEFAULT,
    AllOption,
    JsonOption,
    LibraryOption,
    SomeGalleryOption,
    group,
    pairs_of,
    scope_of,
)
from core.cli.terminal import Terminal
from core.library import Library

export = group("Answers as CSV files.")


@export.command("photos")
def export_photos(
    file: Path,
    gallery: SomeGalleryOption = None,
    everything: AllOption = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Who is in which photo, a line for each, and whom of them a person confirmed."""
    with Library.open(library, create=False) as opened:
        lines = opened.export.photos(file, scope_of(opened, gallery, everything))
    _written(as_json, file, lines)


@export.command("tags")
def export_tags(
    file: Path,
    candidates: Annotated[
        int, typer.Option("--candidates", min=0, help="The K best players of each face instead.")
    ] = 0,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Every face with its label: photo, face_id, player, state, probability, similarity, x, y, w, h."""
    with Library.open(library, create=False) as opened:
        lines = opened.export.tags(file, candidates)
    _written(as_json, file, lines)


@export.command("clusters")
def export_clusters(
    file: Path,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Only what 'cluster --all' made of all galleries together."),
    ] = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Every face with its cluster: photo, face_id, cluster (empty for none).

    Where a face is in a cluster of its gallery and in one of all galleries together, it is the gallery's.
    """
    with Library.open(library, create=False) as opened:
        lines = opened.export.clusters(file, everything)
    _written(as_json, file, lines)


@export.command("roster")
def export_roster(file: Path, library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Every player, a line for each season, as `players import` reads it."""
    with Library.open(library, create=False) as opened:
        lines = opened.export.roster(file)
    _written(as_json, file, lines)


@export.command("codes")
def export_codes(
    file: Path,
    prefix: Annotated[
        list[str] | None,
        typer.Option(
            "--prefix", help="Of a team's codes (repeatable); only these teams.", metavar="TEAM=PREFIX"
        ),
    ] = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Players with a number as Photo Mechanic's code replacements: r7, the name, the team."""
    prefixes = pairs_of("prefix", prefix) if prefix else None
    with Library.open(library, create=False) as opened:
        lines = opened.export.codes(file, prefixes)
    _written(as_json, file, lines)


def _written(as_json: bool, file: Path, lines: int) -> None:
    Terminal(as_json).answer({"file": file, "lines": lines}, f"{lines} lines in {file}.")
