"""What the window can ask of players and rosters; like `desktop.operations`, nothing is run here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from core.changes import Changes
from core.files import write_whole
from core.library import Library
from core.receipts import receipt_text
from core.types import GalleryId, Player, PlayerId, PlayerUpdate, RosterMapping, Season
from desktop.document import Operation, again, reading, task, writing
from desktop.jobs import Lane
from desktop.language import in_user_language

translate = QCoreApplication.translate


def list_players(text: str, team: str, season: str) -> Operation:
    """tuple[Player, ...] with the text in name, number or team, of a team, as they were in a season."""
    title = translate("operations", "List the players")
    return reading(title, lambda lib: lib.players.search(text, team=team, season=season).items)


def anybody_known() -> Operation:
    """bool: whether some player has a confirmed face."""
    title = translate("operations", "List the players")
    return reading(title, lambda lib: any(one.portrait is not None for one in lib.players.search().items))


def read_references(player_id: PlayerId) -> Operation:
    """tuple[Reference, ...] of a player, the best first."""
    title = translate("operations", "Read the references")
    return reading(title, lambda lib: lib.players.references(player_id), quiet=True)


def add_player(player: Player) -> Operation:
    """Put a player on the roster; of the argument the id is not looked at."""
    return writing(
        translate("operations", "Add {name}").format(name=player.name),
        lambda lib: lib.players.add(player.name, player.number, player.team, player.external_id),
    )


def update_player(player_id: PlayerId, changed: PlayerUpdate) -> Operation:
    """Change what is known of a player."""
    title = translate("operations", "Change the player")
    return writing(title, lambda lib: lib.players.update(player_id, changed))


def refuse_for(player_id: PlayerId, gallery_id: GalleryId, refused: bool) -> Operation:
    """Say whether a player does not agree to be recognised in a gallery."""
    title = translate("operations", "Change the consent for a gallery")
    return writing(title, lambda lib: lib.players.refuse_for(player_id, gallery_id, refused))


def set_seasons(player_id: PlayerId, seasons: Sequence[Season]) -> Operation:
    """Say in which team and with which number a player was, season by season."""
    title = translate("operations", "Change the seasons")
    return writing(title, lambda lib: lib.players.set_seasons(player_id, seasons))


def preview_merge(keep: PlayerId, other: PlayerId) -> Operation:
    """The MergePreview of two players."""
    title = translate("operations", "Look at both players")
    return reading(title, lambda lib: lib.players.preview_merge(keep, other), quiet=True)


def preview_erase(player_id: PlayerId) -> Operation:
    """The Traces of a player."""
    title = translate("operations", "Look at what there is of the player")
    return Operation(title, Lane.WRITE, lambda lib, _: lib.privacy.preview_erase(player_id), quiet=True)


def erase(player_id: PlayerId, *, files: bool) -> Operation:
    """Take a player out of the library for good: an Erased."""
    return task(
        translate("operations", "Erase a player"),
        Lane.ENGINE,
        lambda lib, context: lib.privacy.erase(player_id, context, files=files),
        lambda erased: in_user_language(next(receipt_text(erased.receipt))),
    )


def export_player(player_id: PlayerId, folder: Path) -> Operation:
    """Write all that is kept of a player into a folder: an OwnDataReport."""
    words = translate("operations", "Rows: {rows}, crops: {crops}, in {folder}")
    return Operation(
        translate("operations", "Export all about a player"),
        Lane.FILES,
        lambda lib, context: lib.privacy.export(player_id, folder, context),
        summary=lambda done: words.format(rows=done.rows, crops=done.crops, folder=done.folder),
        shown=True,
    )


def save_receipt(path: Path, text: str) -> Operation:
    """Write a receipt into a file."""
    title = translate("operations", "Save the receipt")
    return Operation(title, Lane.FILES, lambda *_: write_whole(path, text.encode()))


def preview_roster(path: Path, mapping: RosterMapping) -> Operation:
    """The RosterPreview of a file."""
    title = translate("operations", "Look at the roster {name}").format(name=path.name)
    return reading(title, lambda lib: lib.players.preview_roster(path, mapping), quiet=True)


def import_roster(path: Path, mapping: RosterMapping, skip_refused: bool) -> Operation:
    """Put the players of a file on the roster."""
    return Operation(
        translate("operations", "Import the roster {name}").format(name=path.name),
        Lane.WRITE,
        lambda lib, _: lib.players.import_roster(path, mapping, skip_refused=skip_refused),
        changes=lambda changes: changes,
        summary=_listed,
        shown=True,
    )


def preview_codes(path: Path, teams: Mapping[str, str], encoding: str | None) -> Operation:
    """The RosterPreview of a file of codes, with the teams of their prefixes."""
    title = translate("operations", "Look at the codes {name}").format(name=path.name)
    return reading(title, lambda lib: lib.players.preview_codes(path, teams, encoding), quiet=True)


def import_codes(path: Path, teams: Mapping[str, str], encoding: str | None, skip_refused: bool) -> Operation:
    """Put the players of a file of codes on the roster."""
    return Operation(
        translate("operations", "Import the codes {name}").format(name=path.name),
        Lane.WRITE,
        lambda lib, _: lib.players.import_codes(path, teams, encoding, skip_refused=skip_refused),
        changes=lambda changes: changes,
        summary=_listed,
        shown=True,
    )


def export_codes(path: Path) -> Operation:
    """Every player with a team and a number as a code of Photo Mechanic's: the number of lines."""
    return _exporting(path, lambda lib: lib.export.codes(path))


def export_roster(path: Path) -> Operation:
    """Every player into a CSV file: the number of lines."""
    return _exporting(path, lambda lib: lib.export.roster(path))


def _exporting(path: Path, call: Callable[[Library], int]) -> Operation:
    return Operation(
        translate("operations", "Export {name}").format(name=path.name),
        Lane.READ,
        lambda lib, _: call(lib),
        summary=lambda lines: translate("operations", "Lines: {n}").format(n=lines),
        shown=True,
    )


def enroll(folder: Path) -> Operation:
    """Reference photos from a folder with a folder per player: an EnrolReport."""
    return task(
        translate("operations", "Enrol players from {name}").format(name=folder.name),
        Lane.ENGINE,
        lambda lib, context: lib.indexing.enroll(folder, context),
        _enrolled,
        lambda report: again(report, enroll(folder)),
    )


def enroll_player(player: Player, paths: Sequence[Path]) -> Operation:
    """Reference photos of one player, files and folders: an EnrolReport."""
    return task(
        translate("operations", "Add reference photos of {name}").format(name=player.name),
        Lane.ENGINE,
        lambda lib, context: lib.indexing.enroll_player(player.id, paths, context),
        _enrolled,
        lambda report: again(report, enroll_player(player, [failure.path for failure in report.failures])),
    )


# A count in words for the activity area.
def _listed(changes: Changes) -> str:
    return translate("operations", "Players: {n}").format(n=len(changes.players))


def _enrolled(report: Any) -> str:
    words = translate("operations", "New references: {references}, players: {players}, known before: {known}")
    enrolled = report.enrolled
    return words.format(references=sum(enrolled.values()), players=len(enrolled), known=report.known)
