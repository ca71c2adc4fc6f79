"""`playertag filters`: filters of photos under a name, and what every verb with a filter takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated

import typer

from core import ids
from core.cli.options import DEFAULT, TIMES, JsonOption, LibraryOption, group
from core.cli.terminal import Terminal, plain, rows, table
from core.errors import InvalidValueError
from core.library import Library
from core.types import (
    OPEN_MATCH,
    REJECTED_PHOTO,
    FaceState,
    MatchId,
    PhotoFilter,
    PhotoSort,
    PlayerId,
    SavedFilter,
    SortKey,
)

filters = group("Filters of photos under a name.")

StateOption = Annotated[
    list[FaceState] | None, typer.Option("--state", help="Photos with such a face (repeatable).")
]
PlayerOption = Annotated[
    list[str] | None, typer.Option("--player", help="Photos of them all, by name or id (repeatable).")
]
TeamOption = Annotated[str | None, typer.Option("--team", help="Photos of somebody of it.")]
MatchOption = Annotated[
    str | None, typer.Option("--match", help="Of this match, by its id; open: of one of several.")
]
UnreviewedOption = Annotated[bool, typer.Option("--unreviewed", help="With a face that waits for an answer.")]
NoFacesOption = Annotated[bool, typer.Option("--no-faces", help="Without any face.")]
RatingOption = Annotated[
    int, typer.Option("--rating", min=REJECTED_PHOTO, max=5, help="Rated so or better; 0: not rejected.")
]
RejectedOption = Annotated[bool, typer.Option("--rejected", help="Only rejected ones.")]
CameraOption = Annotated[str | None, typer.Option("--camera", help="Photos of this camera.")]
SinceOption = Annotated[datetime | None, typer.Option("--since", formats=TIMES, help="Taken then or later.")]
UntilOption = Annotated[datetime | None, typer.Option("--until", formats=TIMES, help="Taken before.")]
TextOption = Annotated[str, typer.Option("--text", help="Part of the file's name.")]
SortOption = Annotated[SortKey, typer.Option("--sort", help="What to order by.")]
DescendingOption = Annotated[bool, typer.Option("--descending", help="The greatest first.")]


def people_of(library: Library, wanted: PhotoFilter, names: list[str] | None) -> PhotoFilter:
    """The filter with the players of these names or ids.

    Raises:
        NotFoundError: there is no such player.
        InvalidValueError: the name is that of several.
    """
    return replace(wanted, players=frozenset(library.players.find(name).id for name in names or ()))


@filters.command("list")
def list_filters(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """The saved filters."""
    with Library.open(library, create=False) as opened:
        found = opened.saved_filters.all()
        names = {player.id: player.name for player in opened.players.search().items}
    lines = [(one.name, conditions(one.wanted, names), order(one.sort)) for one in found]
    Terminal(as_json).answer(found, rows(table("filter", "photos", "order"), lines))


@filters.command("save")
def save_filter(
    name: Annotated[str, typer.Argument(help="What to call it.")],
    state: StateOption = None,
    player: PlayerOption = None,
    team: TeamOption = None,
    match: MatchOption = None,
    unreviewed: UnreviewedOption = False,
    no_faces: NoFacesOption = False,
    rating: RatingOption = REJECTED_PHOTO,
    rejected: RejectedOption = False,
    camera: CameraOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    text: TextOption = "",
    sort: SortOption = SortKey.TIME,
    descending: DescendingOption = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Save a filter under a name, in place of the one of that name."""
    wanted = photo_filter(
        state, team, match, unreviewed, no_faces, rating, rejected, camera, since, until, text
    )
    with Library.open(library, create=False) as opened:
        saved = SavedFilter(name, people_of(opened, wanted, player), PhotoSort(sort, descending))
        opened.saved_filters.save(saved)
    Terminal(as_json).answer(saved, f"Saved as '{name}'.")


@filters.command("delete")
def delete_filter(name: str, library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Delete a saved filter; no photo is touched."""
    with Library.open(library, create=False) as opened:
        opened.saved_filters.delete(name)
    Terminal(as_json).answer({"deleted": name}, f"Deleted '{name}'.")


def photo_filter(
    state: list[FaceState] | None,
    team: str | None,
    match: str | None,
    unreviewed: bool,
    no_faces: bool,
    rating: int,
    rejected: bool,
    camera: str | None,
    since: datetime | None,
    until: datetime | None,
    text: str,
) -> PhotoFilter:
    """The filter of what was said on the command line, but for the players.

    Raises:
        InvalidValueError: the match's id is none, or no photo can be so.
    """
    if rejected and rating != REJECTED_PHOTO:
        raise InvalidValueError("rejected", "a photo is rejected or it has stars; say one of them.")
    if since is not None and until is not None and until <= since:
        raise InvalidValueError("until", "it is not after --since.")
    if no_faces and (state or team is not None or unreviewed):
        raise InvalidValueError("no-faces", "a photo without faces shows nobody; say one of them.")
    wanted = PhotoFilter(
        states=frozenset(state) if state else None,
        team=team,
        match_id=_match(match),
        unreviewed=unreviewed,
        no_faces=no_faces,
        least_rating=rating,
        camera=camera,
        since=since,
        until=until,
        text=text,
    )
    return replace(wanted, least_rating=-1, most_rating=REJECTED_PHOTO) if rejected else wanted


def _match(text: str | None) -> MatchId | None:
    return OPEN_MATCH if text == OPEN_MATCH else None if text is None else ids.match_id(text)


def conditions(wanted: PhotoFilter, names: Mapping[PlayerId, str]) -> str:
    """The conditions of a filter in a line, with the players by name."""
    every, this = plain(PhotoFilter()), plain(wanted)
    if wanted.players:
        this["players"] = " and ".join(sorted(names.get(one, one) for one in wanted.players))
    said_so = {name: value for name, value in this.items() if value != every[name]}
    return ", ".join(f"{name} {_listed(value)}" for name, value in said_so.items()) or "all"


def _listed(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def order(sort: PhotoSort) -> str:
    """An order in words."""
    return f"{sort.by}, descending" if sort.descending else sort.by.value
