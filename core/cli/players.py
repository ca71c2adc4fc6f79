"""`playertag players`: players and their reference photos."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
    pairs_of,
)
from core.cli.tables import (
    DryRunOption,
    EncodingOption,
    SheetOption,
    SkipRefusedOption,
    answer_table,
    map_option,
    planned,
)
from core.cli.terminal import Terminal, counted, rows, table, undo_line
from core.errors import InvalidValueError
from core.library import Library
from core.types import (
    NO_END,
    Consent,
    MergePreview,
    Page,
    Player,
    PlayerUpdate,
    Reference,
    RosterField,
    Season,
)
from core.words import said

if TYPE_CHECKING:
    from core.importing import EnrolReport

players = group("Players and their reference photos.")

PlayerArgument = Annotated[str, typer.Argument(help="Name or id.")]


@players.command("list")
def list_players(
    search: Annotated[str, typer.Option("--search", help="Any part of a name, number or team.")] = "",
    team: Annotated[str, typer.Option("--team", help="Only those who are in it.")] = "",
    season: Annotated[str, typer.Option("--season", help="Only those who played then, as they did.")] = "",
    offset: OffsetOption = 0,
    limit: LimitOption = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """The players, with their references and photos."""
    with Library.open(library, create=False) as opened:
        found = opened.players.search(search, Page(offset, limit), team=team, season=season)
    lines = [
        (p.name, p.number, p.team, _consent(p), p.references, p.photos, p.faces, p.suggestions, p.id)
        for p in found.items
    ]
    head = table(
        "name", "number", "team", "consent", "references", "photos", "named faces", "suggested", "id"
    )
    Terminal(as_json).answer(found, rows(head, lines), f"{len(lines)} of {counted(found.total, 'player')}.")


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
    player: PlayerArgument,
    name: Annotated[str | None, typer.Option("--name", help="A new name; it stays the same player.")] = None,
    number: Annotated[str | None, typer.Option("--number")] = None,
    team: Annotated[str | None, typer.Option("--team")] = None,
    external_id: Annotated[str | None, typer.Option("--external-id")] = None,
    consent: Annotated[
        Consent | None, typer.Option("--consent", help="Who refused is never recognised.")
    ] = None,
    consent_until: Annotated[datetime | None, typer.Option("--consent-until", formats=["%Y-%m-%d"])] = None,
    without_end: Annotated[
        bool, typer.Option("--consent-without-end", help="The consent holds for good.")
    ] = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Change what is known of a player; what is not named stays."""
    if without_end and consent_until:
        raise InvalidValueError("consent_until", said("it has an end or it has none: leave out one of them."))
    until = NO_END if without_end else consent_until.date() if consent_until else None
    changed = PlayerUpdate(name, number, team, external_id, consent, until)
    with Library.open(library, create=False) as opened:
        player_id = opened.players.find(player).id
        opened.players.update(player_id, changed)
        found = opened.players.get(player_id)
    fields = [field for field, value in asdict(changed).items() if value is not None]
    now = ", ".join(f"{field.replace('_', ' ')} {getattr(found, field) or 'none'}" for field in fields)
    Terminal(as_json).answer(
        found, f"{found.name} has now: {now}." if now else f"Nothing was to change of {found.name}."
    )


@players.command("refuse")
def refuse(
    player: PlayerArgument,
    gallery: Annotated[str, typer.Argument(help="A gallery's name or id.")],
    take_back: Annotated[bool, typer.Option("--take-back", help="They agree after all.")] = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Say that a player is not to be recognised in a gallery; elsewhere their consent holds."""
    with Library.open(library, create=False) as opened:
        who, where = opened.players.find(player), opened.galleries.find(gallery)
        opened.players.refuse_for(who.id, where.id, not take_back)
        found = opened.players.get(who.id)
    words = "agrees again to be recognised" if take_back else "is not recognised any more"
    Terminal(as_json).answer(found, f"{found.name} {words} in {where.name}.")


@players.command("seasons")
def set_seasons(
    player: PlayerArgument,
    seasons: Annotated[
        list[str], typer.Argument(help="All of them, each as SEASON:TEAM:NUMBER.", metavar="SEASON...")
    ],
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Say in which team and with which number a player was, season by season."""
    wanted = [Season(*f"{season}::".split(":")[:3]) for season in seasons]
    with Library.open(library, create=False) as opened:
        player_id = opened.players.find(player).id
        opened.players.set_seasons(player_id, wanted)
        found = opened.players.get(player_id)
    lines = [(one.season, one.team, one.number) for one in found.seasons]
    Terminal(as_json).answer(found, rows(table("season", "team", "number"), lines))


@players.command("references")
def list_references(
    player: PlayerArgument, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """The confirmed faces of a player, the best first, and which of them training uses."""
    with Library.open(library, create=False) as opened:
        found = opened.players.references(opened.players.find(player).id)
    lines = [
        (one.face.id, one.face.quality, "reference photo" if one.enrolled else "", _use(one)) for one in found
    ]
    Terminal(as_json).answer(found, rows(table("face", "quality", "", "training"), lines))


@players.command("add-references")
def add_references(
    player: PlayerArgument,
    paths: Annotated[list[Path], typer.Argument(help="Photos and folders of this one player.")],
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Enrol one player from reference photos; in each the largest face counts."""
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened, terminal.job() as context:
        report = opened.indexing.enroll_player(opened.players.find(player).id, paths, context)
    _answer_enrolment(terminal, report)


@players.command("merge")
def merge_players(
    keep: Annotated[str, typer.Argument(help="Who stays, by name or id.")],
    other: Annotated[str, typer.Argument(help="Who is the same person, by name or id.")],
    dry_run: DryRunOption = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Two players are one person: the second becomes the first, with every answer about them."""
    with Library.open(library, create=False) as opened:
        kept, gone = opened.players.find(keep), opened.players.find(other)
        if dry_run:
            _answer_merge_preview(Terminal(as_json), opened.players.preview_merge(kept.id, gone.id))
            return
        done = opened.players.merge(kept.id, gone.id)
        faces = opened.players.find(kept.id).faces
    Terminal(as_json).answer(
        {"kept": kept.id, "merged": gone.id, "faces": done.faces, "batch": done.batch},
        f"{gone.name} is {kept.name} now, with {counted(faces, 'face')}. {undo_line(done)}",
        *_withdrawn(kept.faces + gone.faces - faces, gone),
    )


@players.command("remove")
def remove_player(
    player: PlayerArgument, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """Take a player off the roster whom no face is confirmed as."""
    with Library.open(library, create=False) as opened:
        found = opened.players.find(player)
        done = opened.players.remove(found.id)
    Terminal(as_json).answer(
        {"removed": found.id, "faces": done.faces, "batch": done.batch},
        f"{found.name} is off the roster. {undo_line(done)}",
    )


@players.command("import")
def import_roster(
    roster: Path,
    mapped: Annotated[list[str] | None, map_option(RosterField)] = None,
    encoding: EncodingOption = None,
    sheet: SheetOption = None,
    skip_refused: SkipRefusedOption = False,
    dry_run: DryRunOption = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Add the players of a roster (XLSX, CSV, TSV); those already there are brought up to date."""
    terminal = Terminal(as_json)
    with Library.open(library) as opened:
        look = partial(opened.players.preview_roster, roster)
        mapping, preview = planned(look, RosterField, mapped, encoding, sheet)
        if dry_run:
            answer_table(terminal, preview)
            return
        done = opened.players.import_roster(roster, mapping, skip_refused=skip_refused)
    terminal.answer({"players": done.players}, f"{counted(done.players, 'player')} added or updated.")


@players.command("import-codes")
def import_codes(
    codes: Path,
    teams: Annotated[
        list[str] | None,
        typer.Option("--team", help="The team of a prefix (repeatable).", metavar="PREFIX=TEAM"),
    ] = None,
    encoding: EncodingOption = None,
    skip_refused: SkipRefusedOption = False,
    dry_run: DryRunOption = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Add the players of Photo Mechanic's code replacements: r7, a tab, the name."""
    terminal, by_prefix = Terminal(as_json), pairs_of("team", teams or ())
    with Library.open(library) as opened:
        preview = opened.players.preview_codes(codes, by_prefix, encoding)
        if dry_run:
            answer_table(terminal, preview)
            return
        done = opened.players.import_codes(codes, by_prefix, encoding, skip_refused=skip_refused)
    terminal.answer({"players": done.players}, f"{counted(done.players, 'player')} added or updated.")


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
    _answer_enrolment(terminal, report)


def _use(reference: Reference) -> str:
    """What training makes of a reference, in words."""
    if not reference.embedded:
        return "no descriptor"
    used = "used" if reference.left_out is None else f"left out: {reference.left_out.value}"
    return f"{used}, looks like somebody else" if reference.outlier else used


def _consent(player: Player) -> str:
    """A player's consent, and until when."""
    if player.consent_until is None:
        return player.consent.value
    over = ", over" if player.consent_ended else ""
    return f"{player.consent} until {player.consent_until}{over}"


def _answer_enrolment(terminal: Terminal, report: EnrolReport) -> None:
    lines = list(report.enrolled.items())
    terminal.answer(
        {"enrolled": report.enrolled, "known": report.known, "failures": report.failures},
        rows(table("player", "new references"), lines),
        f"{counted(sum(report.enrolled.values()), 'new reference')} of {counted(lines, 'player')}, "
        f"{report.known} known before.",
    )
    terminal.failures(report.failures)
    exit_with(SOME_FILES_FAILED if report.failures else DONE)


def _answer_merge_preview(terminal: Terminal, preview: MergePreview) -> None:
    sides = [preview.kept, preview.other, preview.result]
    lines = [
        (title, *(getattr(player, title) for player in sides))
        for title in ("name", "number", "team", "consent", "consent_until", "faces", "photos", "references")
    ]
    refused = f"Both are confirmed in {preview.confirmed_together} photos: they are two people."
    terminal.answer(
        preview,
        rows(table("", "stays", "becomes them", "afterwards"), lines),
        *([refused] if preview.confirmed_together else []),
        *_withdrawn(preview.kept.faces + preview.other.faces - preview.result.faces, preview.other),
    )


def _withdrawn(faces: int, gone: Player) -> list[str]:
    """What becomes of the names that only the recogniser gave to the player who goes."""
    if not faces:
        return []
    return [
        f"{counted(faces, 'face')} that only the recogniser took for {gone.name} "
        f"{'is' if faces == 1 else 'are'} without a name then; 'playertag recognize' looks again."
    ]
