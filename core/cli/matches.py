"""`playertag matches`: what was played when, where and by whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from core import ids
from core.cli.options import DEFAULT, TIMES, GalleryOption, JsonOption, LibraryOption, group
from core.cli.tables import (
    DryRunOption,
    EncodingOption,
    SheetOption,
    SkipRefusedOption,
    answer_table,
    map_option,
    planned,
)
from core.cli.terminal import Terminal, counted, rows, table
from core.library import Library
from core.types import ScheduleField

matches = group("Matches: what was played when.")

MatchArgument = Annotated[str, typer.Argument(help="The match's id.", metavar="MATCH")]


TeamsOption = Annotated[
    list[str] | None, typer.Option("--team", help="A team that plays (repeatable); empty for none.")
]


@matches.command("list")
def list_matches(
    gallery: GalleryOption, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """The matches of a gallery by time."""
    with Library.open(library, create=False) as opened:
        found = opened.matches.of(opened.galleries.find(gallery).id)
    lines = [
        (m.id, m.name, m.court, ", ".join(m.teams), m.starts_at, m.ends_at, m.photos, m.open_photos)
        for m in found
    ]
    head = table("match", "name", "court", "teams", "start", "end", "photos", "open")
    Terminal(as_json).answer(found, rows(head, lines))


@matches.command("add")
def add_match(
    gallery: GalleryOption,
    name: Annotated[str, typer.Argument(help="What it is called.")],
    start: Annotated[
        datetime, typer.Option("--start", formats=TIMES, help="When it starts, by clocks that are right.")
    ],
    end: Annotated[datetime, typer.Option("--end", formats=TIMES, help="When it is over.")],
    court: Annotated[str, typer.Option("--court", help="Where it is played.")] = "",
    team: TeamsOption = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Add a match: the photos taken from its start on and before its end, of its teams' players."""
    with Library.open(library, create=False) as opened:
        done = opened.matches.add(opened.galleries.find(gallery).id, name, start, end, court, team or ())
    (match_id,) = done.matches
    Terminal(as_json).answer({"match": match_id}, f"Added {name} as {match_id}.")


@matches.command("change")
def change_match(
    match: MatchArgument,
    name: Annotated[str | None, typer.Option("--name", help="Another name.")] = None,
    start: Annotated[datetime | None, typer.Option("--start", formats=TIMES, help="Another start.")] = None,
    end: Annotated[datetime | None, typer.Option("--end", formats=TIMES, help="Another end.")] = None,
    court: Annotated[str | None, typer.Option("--court", help="Another court.")] = None,
    team: TeamsOption = None,
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
            teams=before.teams if team is None else tuple(filter(None, team)),
        )
        opened.matches.save(changed)
    Terminal(as_json).answer(changed, f"Changed {changed.name}.")


@matches.command("import")
def import_schedule(
    schedule: Path,
    gallery: GalleryOption,
    mapped: Annotated[list[str] | None, map_option(ScheduleField)] = None,
    encoding: EncodingOption = None,
    sheet: SheetOption = None,
    skip_refused: SkipRefusedOption = False,
    dry_run: DryRunOption = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Add the matches of a schedule (XLSX, CSV, TSV); those already there are brought up to date."""
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened:
        of = opened.galleries.find(gallery).id
        look = partial(opened.matches.preview_schedule, of, schedule)
        mapping, preview = planned(look, ScheduleField, mapped, encoding, sheet)
        if dry_run:
            answer_table(terminal, preview)
            return
        done = opened.matches.import_schedule(of, schedule, mapping, skip_refused=skip_refused)
    terminal.answer({"matches": done.matches}, f"{counted(done.matches, 'match')} added or updated.")


@matches.command("put")
def put_photos(
    photos: Annotated[list[str], typer.Argument(help="Photos, by path or id.", metavar="PHOTO...")],
    gallery: GalleryOption,
    match: Annotated[
        str | None, typer.Option("--match", help="The match's id; none leaves it to time and camera again.")
    ] = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Say of which match photos are, whatever their time."""
    chosen = ids.match_id(match) if match is not None else None
    with Library.open(library, create=False) as opened:
        of = opened.galleries.find(gallery).id
        done = opened.matches.put(of, {opened.galleries.find_photo(photo): chosen for photo in photos})
    Terminal(as_json).answer(
        {"photos": done.changes.photos, "before": done.before}, f"{counted(done.before, 'photo')} put."
    )


@matches.command("delete")
def delete_match(match: MatchArgument, library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Delete a match; its photos stay."""
    chosen = ids.match_id(match)
    with Library.open(library, create=False) as opened:
        opened.matches.delete(chosen)
    Terminal(as_json).answer({"deleted": chosen}, f"Deleted {chosen}.")
