"""`playertag search`: players and photos by one line of text."""

from __future__ import annotations

from typing import Annotated

import typer

from core.cli.options import DEFAULT, JsonOption, LibraryOption
from core.cli.terminal import Terminal, counted, rows, table
from core.library import Library


def search(
    text: Annotated[list[str], typer.Argument(help="Players, teams, days, parts of file names.")],
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="So many photos at most.")] = 50,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Find photos: "Ada and Grace 2026-05-01" are both in one photo of that day."""
    with Library.open(library, create=False) as opened:
        found = opened.search.find(" ".join(text))
        photos = opened.galleries.photos(found.photos[:limit])
        players = [opened.players.get(player_id) for player_id in found.players]
    understood = ", ".join(f"{term.text} ({term.kind.value})" for term in found.terms)
    named = [sorted({face.player for face in photo.faces if face.player}) for photo in photos]
    lines = [
        (photo.called, photo.taken_at, ", ".join(names)) for photo, names in zip(photos, named, strict=True)
    ]
    Terminal(as_json).answer(
        {"terms": found.terms, "players": players, "total": len(found.photos), "photos": photos},
        rows(table("photo", "taken", "players"), lines),
        f"Understood: {understood}." if understood else "Nothing was searched for.",
        f"{counted(found.photos, 'photo')}, {counted(lines, 'line')} shown.",
    )
