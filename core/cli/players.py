"""`playertag players`: players and their reference photos."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
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
from core.cli.terminal import Terminal, counted, rows, table, undo_line
from core.library import Library
from core.types import Consent, Page, PlayerUpdate

players = group("Players and their reference photos.")


@players.command("list")
def list_players(
    search: Annotated[str, typer.Option("--search", help="Any part of a name, number or team.")] = "",
    offset: OffsetOption = 0,
    limit: LimitOption = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """The players, with their references and photos."""
    with Library.open(library, create=False) as opened:
        found = opened.players.search(search, Page(offset, limit))
    lines = [(p.name, p.number, p.team, p.consent, p.references, p.photos, p.id) for p in found.items]
    head = table("name", "number", "team", "consent", "references", "photos", "id")
    Terminal(as_json).answer(found, rows(head, lines), f"{len(lines)} of {found.total} players.")


@players.command("add")
def add_player(
    name: str,
    number: Annotated[str, typer.Option("--number")] = "",
    team: Annotated[str, typer.Option("--team")] = "",
    external_id: Annotated[str, typer.Option("--external-id")] = "",
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Add one player."""
    with Library.open(library) as opened:
        player_id = next(iter(opened.players.add(name, number, team, external_id).players))
    Terminal(as_json).answer({"id": player_id}, f"Added {name}, {player_id}.")


@players.command("update")
def update_player(
    player: Annotated[str, typer.Argument(help="Name or id.")],
    name: Annotated[str | None, typer.Option("--name", help="A new name; it stays the same player.")] = None,
    number: Annotated[str | None, typer.Option("--number")] = None,
    team: Annotated[str | None, typer.Option("--team")] = None,
    external_id: Annotated[str | None, typer.Option("--external-id")] = None,
    consent: Annotated[
        Consent | None, typer.Option("--consent", help="Who refused is never recognised.")
    ] = None,
    consent_until: Annotated[datetime | None, typer.Option("--consent-until", formats=["%Y-%m-%d"])] = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Change what is known of a player; what is not named stays."""
    until = consent_until.date() if consent_until else None
    changed = PlayerUpdate(name, number, team, external_id, consent, until)
    with Library.open(library, create=False) as opened:
        player_id = opened.players.find(player).id
        opened.players.update(player_id, changed)
        found = opened.players.get(player_id)
    Terminal(as_json).answer(found, f"{found.name}, {found.id}, is up to date.")


@players.command("merge")
def merge_players(
    keep: Annotated[str, typer.Argument(help="Who stays, by name or id.")],
    other: Annotated[str, typer.Argument(help="Who is the same person, by name or id.")],
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Two players are one person: the second becomes the first, with every answer about them."""
    with Library.open(library, create=False) as opened:
        kept, gone = opened.players.find(keep), opened.players.find(other)
        done = opened.players.merge(kept.id, gone.id)
    Terminal(as_json).answer(
        {"kept": kept.id, "merged": gone.id, "faces": done.faces, "batch": done.batch},
        f"{gone.name} is {kept.name} now, with {counted(done.faces, 'face')}. {undo_line(done)}",
    )


@players.command("import")
def import_roster(roster: Path, library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Add the players of a CSV roster with the columns name, number, team, external_id."""
    with Library.open(library) as opened:
        done = opened.players.import_roster(roster)
    Terminal(as_json).answer({"players": done.players}, f"{len(done.players)} players added or updated.")


@players.command("enroll")
def enroll_players(
    folder: Annotated[Path, typer.Argument(help="A folder with one folder of photos a player.")],
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Enrol players from reference photos: FOLDER/PLAYER/*.jpg."""
    terminal = Terminal(as_json)
    with Library.open(library) as opened, terminal.job() as context:
        report = opened.indexing.enroll(folder, context)
    lines = list(report.enrolled.items())
    terminal.answer(
        {"enrolled": report.enrolled, "failures": report.failures},
        rows(table("player", "new references"), lines),
        f"{sum(report.enrolled.values())} new references of {len(lines)} players.",
    )
    terminal.failures(report.failures)
    exit_with(SOME_FILES_FAILED if report.failures else DONE)
