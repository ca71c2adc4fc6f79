"""`playertag galleries`: imported sets of photos."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.filters import (
    CameraOption,
    DescendingOption,
    MatchOption,
    NoFacesOption,
    PlayerOption,
    RatingOption,
    RejectedOption,
    SinceOption,
    SortOption,
    StateOption,
    TeamOption,
    TextOption,
    UnreviewedOption,
    UntilOption,
    people_of,
    photo_filter,
)
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
from core.cli.terminal import Terminal, counted, rows, table
from core.errors import InvalidValueError
from core.library import Library
from core.types import REJECTED_PHOTO, Choice, Face, Gallery, Page, Photo, PhotoFilter, PhotoSort, SortKey
from core.words import said

if TYPE_CHECKING:
    from core.importing import ImportReport

galleries = group("Imported sets of photos.")

NameArgument = Annotated[str, typer.Argument(help="The gallery's name or id.")]


@galleries.command("list")
def list_galleries(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """The galleries, with counts."""
    with Library.open(library, create=False) as opened:
        found = opened.galleries.all()
    lines = [(g.name, g.photos, g.faces, g.failures, _states(g)) for g in found]
    Terminal(as_json).answer(found, rows(table("gallery", "photos", "faces", "failed", "states"), lines))


def _states(gallery: Gallery) -> str:
    counted = [f"{count} {state}" for state, count in sorted(gallery.by_state.items())]
    return ", ".join([*counted, "import stopped"] if gallery.stopped else counted)


@galleries.command("results")
def gallery_results(
    name: NameArgument,
    saved: Annotated[str | None, typer.Option("--filter", help="A saved filter, instead of these:")] = None,
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
    offset: OffsetOption = 0,
    limit: LimitOption = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """The photos of a gallery, who is in each, and the files that could not be used."""
    terminal = Terminal(as_json)
    wanted = photo_filter(
        state, team, match, unreviewed, no_faces, rating, rejected, camera, since, until, text
    )
    order = PhotoSort(sort, descending)
    with Library.open(library, create=False) as opened:
        wanted = people_of(opened, wanted, player)
        if saved is not None:
            if (wanted, order) != (PhotoFilter(), PhotoSort()):
                raise InvalidValueError("filter", said("a saved filter stands alone: leave out the others."))
            found = opened.saved_filters.find(saved)
            wanted, order = found.wanted, found.sort
        gallery = opened.galleries.find(name)
        results = opened.galleries.results(gallery.id, wanted, Page(offset, limit), order)
    photos = results.photos.items
    lines = [line for photo in photos for line in _lines(photo, results.gallery)]
    faces = [face for photo in photos for face in photo.faces]
    terminal.answer(
        results,
        rows(table("photo", "player", "state", "probability", "face px", "face"), lines),
        f"{len(photos)} of {counted(results.photos.total, 'photo')}, {counted(faces, 'face')}.",
    )
    terminal.failures(results.failures)


@galleries.command("choices")
def gallery_choices(
    name: NameArgument, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """What the photos of a gallery can be filtered by, with the photos of each."""
    with Library.open(library, create=False) as opened:
        found = opened.galleries.choices(opened.galleries.find(name).id)
    kinds: dict[str, tuple[Choice[Any], ...]] = {
        "player": found.players,
        "team": found.teams,
        "match": found.matches,
        "camera": found.cameras,
        "day": found.days,
    }
    lines = [(kind, one.name, one.photos, one.value) for kind, them in kinds.items() for one in them]
    Terminal(as_json).answer(found, rows(table("", "name", "photos", "value"), lines))


@galleries.command("rate")
def rate_photos(
    photos: Annotated[list[str], typer.Argument(help="Photos, by file or id.", metavar="PHOTO...")],
    rating: Annotated[
        int, typer.Option("--rating", min=REJECTED_PHOTO, max=5, help="Stars; 0 for none, -1 to reject.")
    ],
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Give photos stars, or reject them; the files are not touched."""
    with Library.open(library, create=False) as opened:
        chosen = list(dict.fromkeys(opened.galleries.find_photo(one) for one in photos))
        done = opened.galleries.rate(dict.fromkeys(chosen, rating))
    Terminal(as_json).answer({"before": done.before}, f"{counted(chosen, 'photo')} rated {rating}.")


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
        f"{counted(grouped.players, 'photo')} of {counted(lines, 'player')}, "
        f"{counted(grouped.nobody, 'photo')} of nobody.",
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
    if everybody and (player or team):
        raise InvalidValueError("everybody", said("name players and teams, or say --everybody; not both."))
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
    """Go on with an import that was stopped, and try the files again that failed."""
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened, terminal.job() as context:
        report = opened.indexing.process(opened.galleries.find(name).id, context)
    answer_import(terminal, name, report)


def _lines(photo: Photo, gallery: Gallery) -> list[tuple[object, ...]]:
    """A line for each face of a photo, and one for a photo without any."""
    if not photo.faces:
        return [(photo.file_name, None, "no face", None, None, None)]
    return [
        (
            photo.file_name,
            face.player,
            _state(face, gallery),
            face.probability,
            round(face.size_px),
            face.id,
        )
        for face in photo.faces
    ]


def _state(face: Face, gallery: Gallery) -> str:
    stranger = bool(gallery.roster) and face.player_id not in {None, *gallery.roster}
    return f"{face.state}, not on the roster" if stranger else face.state.value


def answer_import(terminal: Terminal, gallery: str, report: ImportReport) -> None:
    """Tell what an import did, and end the command with its exit code."""
    terminal.answer(*import_answer(gallery, report))
    terminal.failures(report.failures)
    exit_with(SOME_FILES_FAILED if report.failures else DONE)


def import_answer(gallery: str, report: ImportReport) -> tuple[dict[str, object], str]:
    """What an import did, as counts and as a line."""
    counts: dict[str, object] = {
        "gallery": gallery,
        "added": report.added,
        "known": report.known,
        "faces": report.faces,
        "references": report.references,
        "nameless": report.nameless,
        "failures": report.failures,
    }
    photos, faces = counted(report.added, "photo"), counted(report.faces, "face")
    line = f"{photos} added with {faces}, {report.known} already there."
    if report.references:
        line += f" Reference photos of players, left out: {report.references}; --references takes them."
    if report.nameless:
        line += (
            " Names in the files were not read: ExifTool is not on this computer ('playertag doctor'). "
            "With it, 'playertag metadata read' reads them."
        )
    return counts, line
