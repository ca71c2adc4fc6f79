"""`playertag matches`: what was played when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated

import typer

from core import ids
from core.cli.options import DEFAULT, TIMES, GalleryOption, JsonOption, LibraryOption, group
from core.cli.terminal import Terminal, rows, table
from core.library import Library

matches = group("Matches: what was played when.")

MatchArgument = Annotated[str, typer.Argument(help="The match's id.", metavar="MATCH")]


@matches.command("list")
def list_matches(
    gallery: GalleryOption, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """The matches of a gallery by time."""
    with Library.open(library, create=False) as opened:
        found = opened.matches.of(opened.galleries.find(gallery).id)
    lines = [(one.id, one.name, one.court, one.starts_at, one.ends_at) for one in found]
    Terminal(as_json).answer(found, rows(table("match", "name", "court", "start", "end"), lines))


@matches.command("add")
def add_match(
    gallery: GalleryOption,
    name: Annotated[str, typer.Argument(help="What it is called.")],
    start: Annotated[
        datetime, typer.Option("--start", formats=TIMES, help="When it starts, by the cameras' clocks.")
    ],
    end: Annotated[datetime, typer.Option("--end", formats=TIMES, help="When it is over.")],
    court: Annotated[str, typer.Option("--court", help="Where it is played.")] = "",
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Add a match: the photos taken from its start on and before its end."""
    with Library.open(library, create=False) as opened:
        done = opened.matches.add(opened.galleries.find(gallery).id, name, start, end, court)
    (match_id,) = done.matches
    Terminal(as_json).answer({"match": match_id}, f"Added {name} as {match_id}.")


@matches.command("change")
def change_match(
    match: MatchArgument,
    name: Annotated[str | None, typer.Option("--name", help="Another name.")] = None,
    start: Annotated[datetime | None, typer.Option("--start", formats=TIMES, help="Another start.")] = None,
    end: Annotated[datetime | None, typer.Option("--end", formats=TIMES, help="Another end.")] = None,
    court: Annotated[str | None, typer.Option("--court", help="Another court.")] = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Change a match; what is not named stays."""
    with Library.open(library, create=False) as opened:
        before = opened.matches.get(ids.match_id(match))
        changed = replace(
            before,
            name=before.name if name is None else name,
            starts_at=start or before.starts_at,
            ends_at=end or before.ends_at,
            court=before.court if court is None else court,
        )
        opened.matches.save(changed)
    Terminal(as_json).answer(changed, f"Changed {changed.name}.")


@matches.command("delete")
def delete_match(match: MatchArgument, library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Delete a match; its photos stay."""
    chosen = ids.match_id(match)
    with Library.open(library, create=False) as opened:
        opened.matches.delete(chosen)
    Terminal(as_json).answer({"deleted": chosen}, f"Deleted {chosen}.")
