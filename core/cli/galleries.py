"""`playertag galleries`: imported sets of photos."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from core.cli.options import (
    DEFAULT,
    DONE,
    SOME_FILES_FAILED,
    JsonOption,
    LibraryOption,
    LimitOption,
    OffsetOption,
    exit_with,
    group,
)
from core.cli.terminal import Terminal, rows, table
from core.importing import ImportReport
from core.library import Library
from core.types import Face, FaceState, Gallery, Page, PhotoFilter

galleries = group("Imported sets of photos.")

NameArgument = Annotated[str, typer.Argument(help="The gallery's name or id.")]


@galleries.command("list")
def list_galleries(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """The galleries, with counts."""
    with Library.open(library, create=False) as opened:
        found = opened.galleries.all()
    lines = [
        (g.name, g.photos, g.faces, g.failures, ", ".join(f"{n} {s}" for s, n in sorted(g.by_state.items())))
        for g in found
    ]
    Terminal(as_json).answer(found, rows(table("gallery", "photos", "faces", "failed", "states"), lines))


@galleries.command("results")
def gallery_results(
    name: NameArgument,
    state: Annotated[
        list[FaceState] | None, typer.Option("--state", help="Photos with such a face (repeatable).")
    ] = None,
    player: Annotated[str | None, typer.Option("--player", help="Photos of them, by name or id.")] = None,
    camera: Annotated[str | None, typer.Option("--camera", help="Photos of this camera.")] = None,
    since: Annotated[datetime | None, typer.Option("--since", help="Taken then or later.")] = None,
    until: Annotated[datetime | None, typer.Option("--until", help="Taken before.")] = None,
    offset: OffsetOption = 0,
    limit: LimitOption = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """The photos of a gallery, who is in each, and the files that could not be used."""
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened:
        player_id = opened.players.find(player).id if player is not None else None
        states = frozenset(state) if state else None
        wanted = PhotoFilter(states, player_id, camera, since, until)
        gallery = opened.galleries.find(name)
        results = opened.galleries.results(gallery.id, wanted, Page(offset, limit))
    lines = [
        (
            photo.path.name,
            face.player or "–",
            _state(face, results.gallery),
            face.probability,
            round(face.size_px),
            face.id,
        )
        for photo in results.photos.items
        for face in photo.faces
    ]
    shown = len(results.photos.items)
    terminal.answer(
        results,
        rows(table("photo", "player", "state", "probability", "face px", "face"), lines),
        f"{shown} of {results.photos.total} photos, {len(lines)} faces.",
    )
    terminal.failures(results.failures)


@galleries.command("players")
def gallery_players(
    name: NameArgument, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """A gallery by player: how many photos of each, with whom, and how many of nobody."""
    with Library.open(library, create=False) as opened:
        grouped = opened.galleries.by_player(opened.galleries.find(name).id)
    names = {entry.player_id: entry.player for entry in grouped.groups}
    lines = [
        (
            entry.player,
            len(entry.photo_ids),
            ", ".join(f"{names[other]} {count}" for other, count in list(entry.together.items())[:5]),
        )
        for entry in grouped.groups
    ]
    Terminal(as_json).answer(
        grouped,
        rows(table("player", "photos", "most often with"), lines),
        f"{len(grouped.players)} photos of {len(lines)} players, {len(grouped.nobody)} photos of nobody.",
    )


@galleries.command("roster")
def gallery_roster(
    name: NameArgument,
    player: Annotated[
        list[str] | None, typer.Option("--player", help="Plays here, by name or id (repeatable).")
    ] = None,
    team: Annotated[list[str] | None, typer.Option("--team", help="All of it plays (repeatable).")] = None,
    everybody: Annotated[bool, typer.Option("--everybody", help="Take every player again.")] = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Say who plays in a gallery, or show it: others are suggested at most, never tagged."""
    with Library.open(library, create=False) as opened:
        gallery = opened.galleries.find(name)
        chosen = {opened.players.find(one).id for one in player or ()}
        for one in team or ():
            chosen |= {found.id for found in opened.players.of_team(one)}
        if chosen or everybody:
            opened.galleries.set_roster(gallery.id, chosen)
        listed = opened.galleries.get(gallery.id).roster
        names = sorted(opened.players.get(player_id).name for player_id in listed)
    Terminal(as_json).answer(
        {"roster": sorted(listed)},
        *([f"{len(names)} players: {', '.join(names)}."] if names else ["Every player may be in it."]),
    )


@galleries.command("process")
def process_gallery(
    name: NameArgument, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """Try the files again that the last import could not use."""
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened, terminal.job() as context:
        report = opened.indexing.process(opened.galleries.find(name).id, context)
    answer_import(terminal, name, report)


def _state(face: Face, gallery: Gallery) -> str:
    stranger = bool(gallery.roster) and face.player_id not in {None, *gallery.roster}
    return f"{face.state}, not on the roster" if stranger else face.state.value


def answer_import(terminal: Terminal, gallery: str, report: ImportReport) -> None:
    """Tell what an import did, and end the command with its exit code."""
    terminal.answer(
        {
            "gallery": gallery,
            "added": report.added,
            "known": report.known,
            "faces": report.faces,
            "failures": report.failures,
        },
        f"{report.added} photos added with {report.faces} faces, {report.known} were already there.",
    )
    terminal.failures(report.failures)
    exit_with(SOME_FILES_FAILED if report.failures else DONE)
