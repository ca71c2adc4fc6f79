"""`playertag review`: a person's answers about faces."""

from __future__ import annotations

from typing import Annotated

import typer

from core import ids
from core.changes import Changes
from core.cli.options import DEFAULT, GalleryOption, JsonOption, LibraryOption, group
from core.cli.terminal import Terminal, counted, rows, table, undo_line
from core.library import Library
from core.types import RejectReason

review = group("Your answers about faces; each can be taken back.")

FacesArgument = Annotated[list[str], typer.Argument(help="Ids of faces.", metavar="FACE...")]


@review.command("list")
def list_suggestions(
    gallery: GalleryOption, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """The faces that wait for an answer because the recogniser named them, the surest first."""
    with Library.open(library, create=False) as opened:
        found = opened.review.suggestions(opened.galleries.find(gallery).id)
    lines = [(face.id, face.player, face.state.value, face.probability) for face in found]
    Terminal(as_json).answer(
        found, rows(table("face", "player", "state", "probability"), lines), f"{counted(found, 'face')}."
    )


@review.command("confirm")
def confirm_faces(
    faces: FacesArgument,
    player: Annotated[str, typer.Option("--player", help="Who it is, by name or id.")],
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """These faces show this player."""
    chosen = [ids.face_id(face) for face in faces]
    with Library.open(library, create=False) as opened:
        done = opened.review.confirm(chosen, opened.players.find(player).id)
    _answer(as_json, done, f"{counted(chosen, 'face')} confirmed as {player}.")


@review.command("reject")
def reject_faces(
    faces: FacesArgument,
    player: Annotated[
        str | None, typer.Option("--player", help="Who it is not; else whoever each is named as.")
    ] = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """These faces do not show this player, and are never suggested to them again."""
    chosen = [ids.face_id(face) for face in faces]
    with Library.open(library, create=False) as opened:
        player_id = opened.players.find(player).id if player is not None else None
        done = opened.review.reject(chosen, player_id)
    _answer(as_json, done, f"{counted(chosen, 'name')} rejected.")


@review.command("ignore")
def ignore_faces(
    faces: FacesArgument,
    reason: Annotated[RejectReason, typer.Option("--reason")] = RejectReason.IGNORE,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """These faces need no name."""
    chosen = [ids.face_id(face) for face in faces]
    with Library.open(library, create=False) as opened:
        done = opened.review.ignore(chosen, reason)
    _answer(as_json, done, f"{counted(chosen, 'face')} will not be asked again.")


@review.command("not-a-face")
def no_faces(faces: FacesArgument, library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """These are not faces."""
    chosen = [ids.face_id(face) for face in faces]
    with Library.open(library, create=False) as opened:
        done = opened.review.not_a_face(chosen)
    _answer(as_json, done, f"{counted(chosen, 'detection')} marked as not a face.")


@review.command("undo")
def undo_answers(
    batch: Annotated[str, typer.Argument(help="What an answer printed as its batch.")],
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Take back an act, all of it; undoing that undo does it again."""
    batch_id = ids.batch_id(batch)
    with Library.open(library, create=False) as opened:
        done = opened.review.undo(batch_id)
    _answer(as_json, done, f"Taken back for {counted(done.faces, 'face')}.")


def _answer(as_json: bool, done: Changes, line: str) -> None:
    value = {"faces": done.faces, "photos": done.photos, "batch": done.batch}
    Terminal(as_json).answer(value, f"{line} {undo_line(done)}")
