"""`playertag review`: a person's answers about faces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from core import ids
from core.changes import Changes
from core.cli.options import (
    DEFAULT,
    AllOption,
    GalleryOption,
    JsonOption,
    LibraryOption,
    SomeGalleryOption,
    group,
    photos_of,
    place_of,
    scope_of,
)
from core.cli.terminal import Terminal, counted, rows, table, undo_line
from core.errors import InvalidValueError
from core.library import Library
from core.types import Face, PhotoId, RejectReason
from core.words import said

review = group("Your answers about faces; each can be taken back.")

FacesArgument = Annotated[list[str], typer.Argument(help="Ids of faces.", metavar="FACE...")]


@review.command("questions")
def list_questions(
    gallery: SomeGalleryOption = None,
    everything: AllOption = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """What is to be asked about a gallery, or about all together, the question worth most first."""
    with Library.open(library, create=False) as opened:
        found = opened.questions.of(scope_of(opened, gallery, everything))
    lines = [
        (one.kind.value, one.player or None, len(one.faces), one.worth, one.cluster_id, one.faces[0].id)
        for one in found
    ]
    Terminal(as_json).answer(
        found,
        rows(table("question", "player", "faces", "worth", "cluster", "first face"), lines),
        f"{counted(found, 'question')}, {counted([f for one in found for f in one.faces], 'face')}.",
    )


@review.command("list")
def list_suggestions(
    gallery: GalleryOption, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """The faces that wait for an answer because the recogniser named them, the surest first."""
    with Library.open(library, create=False) as opened:
        found = opened.review.suggestions(opened.galleries.find(gallery).id)
        _list(as_json, opened, found)


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
        found = opened.players.find(player)
        done = opened.review.confirm(chosen, found.id)
    _answer(as_json, done, f"{counted(chosen, 'face')} confirmed as {found.name}.")


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


@review.command("unsure")
def unsure_of_faces(
    faces: FacesArgument, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """Nobody can tell who these are; they are asked about again when something new is known."""
    chosen = [ids.face_id(face) for face in faces]
    with Library.open(library, create=False) as opened:
        done = opened.review.unsure(chosen)
    _answer(as_json, done, f"{counted(chosen, 'face')} put aside.")


@review.command("aside")
def list_aside(
    gallery: SomeGalleryOption = None,
    everything: AllOption = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """The faces that somebody was not sure of."""
    with Library.open(library, create=False) as opened:
        found = opened.review.aside(scope_of(opened, gallery, everything))
        _list(as_json, opened, found)


PhotoOption = Annotated[
    list[str] | None, typer.Option("--photo", help="This photo, by its file or id (repeatable).")
]
MatchOption = Annotated[
    str | None, typer.Option("--match-of", help="Every photo of the match that this photo was taken in.")
]
KeepOption = Annotated[list[str] | None, typer.Option("--keep", help="Leave this face alone (repeatable).")]


@review.command("others")
def list_others(
    photo: PhotoOption = None,
    match_of: MatchOption = None,
    gallery: SomeGalleryOption = None,
    keep: KeepOption = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """The faces of some photos that nobody has answered and that are not tagged."""
    with Library.open(library, create=False) as opened:
        wanted = _photos(opened, photo, match_of, gallery)
        found = opened.review.others(wanted, [ids.face_id(face) for face in keep or ()])
        _list(as_json, opened, found)


@review.command("ignore-others")
def ignore_others(
    photo: PhotoOption = None,
    match_of: MatchOption = None,
    gallery: SomeGalleryOption = None,
    keep: KeepOption = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """The faces of some photos that nobody has answered and that are not tagged need no name."""
    with Library.open(library, create=False) as opened:
        wanted = _photos(opened, photo, match_of, gallery)
        done = opened.review.ignore_others(wanted, [ids.face_id(face) for face in keep or ()])
    _answer(as_json, done, f"{counted(done.faces, 'face')} ignored in {counted(done.photos, 'photo')}.")


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
    touched = counted(done.faces, "face") if done.faces else counted(done.players, "player")
    _answer(as_json, done, f"Taken back for {touched}.")


def _photos(
    library: Library, photos: list[str] | None, match_of: str | None, gallery: str | None
) -> list[PhotoId]:
    """The photos that were named one by one, or by a match or a gallery.

    Raises:
        InvalidValueError: not one of the three was used.
        NotFoundError: what was named is not there.
    """
    if sum(named is not None for named in (photos, match_of, gallery)) != 1:
        raise InvalidValueError(
            "photo", said("name photos with --photo, a match with --match-of, or a --gallery.")
        )
    if match_of is not None:
        photo_id = library.galleries.find_photo(match_of)
        if not (found := library.review.photos_of_match(photo_id)):
            raise InvalidValueError("match-of", said("that photo was taken in no match."))
        return found
    if gallery is not None:
        return library.galleries.photo_ids(library.galleries.find(gallery).id)
    return [library.galleries.find_photo(photo) for photo in photos or ()]


def _list(as_json: bool, library: Library, found: Sequence[Face]) -> None:
    photos = photos_of(library, found)
    lines = [
        (
            photos[face.photo_id].file_name,
            place_of(face.box),
            face.player,
            face.state.value,
            face.probability,
            face.id,
        )
        for face in found
    ]
    Terminal(as_json).answer(
        found,
        rows(table("photo", "box", "player", "state", "probability", "face"), lines),
        f"{counted(found, 'face')}.",
    )


def _answer(as_json: bool, done: Changes, line: str) -> None:
    value = {"faces": done.faces, "photos": done.photos, "batch": done.batch}
    Terminal(as_json).answer(value, f"{line} {undo_line(done)}")
