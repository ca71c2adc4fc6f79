"""`playertag lookup`: one photo or one face, without putting anything into the library."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
import typer
from rich.table import Table

from core.cli.options import DEFAULT, BoxOption, JsonOption, LibraryOption, box_of, group, photos_of, place_of
from core.cli.terminal import Terminal, counted, rows, table
from core.db.vectors import Vectors
from core.errors import InvalidValueError
from core.library import Library
from core.types import Candidate
from core.words import said

if TYPE_CHECKING:
    from core.lookup import SeenFace

lookup = group("One photo or one face; nothing is put into the library.")

PhotoArgument = Annotated[Path, typer.Argument(help="A picture file.")]
CandidatesOption = Annotated[int, typer.Option("--candidates", min=1, help="Players for each face.")]
EmbeddingArgument = Annotated[
    Path,
    typer.Argument(
        help="A JSON file: the numbers of an embedding of the pack in use, or what 'lookup face --json' or, "
        "for a photo with one face, 'lookup faces --json' printed."
    ),
]


@lookup.command("faces")
def faces_in_photo(
    photo: PhotoArgument,
    candidates: CandidatesOption = 5,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """The faces in a photo, and who each may be."""
    with Library.open(library, create=False) as opened:
        found = opened.lookup.faces(photo, candidates)
    Terminal(as_json).answer(found, _face_table(found), f"{counted(found, 'face')}.")


@lookup.command("face")
def face_in_box(
    photo: PhotoArgument,
    box: BoxOption,
    candidates: CandidatesOption = 9,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """The face in a box of a photo, and who it may be."""
    with Library.open(library, create=False) as opened:
        found = opened.lookup.face(photo, box_of(box), candidates)
    Terminal(as_json).answer(found, _face_table([found]), _candidates(found.candidates))


@lookup.command("players")
def players_like(
    embedding: EmbeddingArgument,
    candidates: CandidatesOption = 9,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """The players that an embedding may be of."""
    with Library.open(library, create=False) as opened:
        found = opened.lookup.players_like(_embedding(embedding), candidates)
    Terminal(as_json).answer(found, _candidates(found))


@lookup.command("similar")
def faces_like(
    embedding: EmbeddingArgument,
    count: Annotated[int, typer.Option("--count", min=1, help="How many.")] = 20,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """The library's faces that are most like an embedding."""
    with Library.open(library, create=False) as opened:
        found = dict(opened.lookup.faces_like(_embedding(embedding), count))
        faces = opened.galleries.faces(list(found))
        photos = photos_of(opened, faces)
    value = [
        {
            "face": face.id,
            "similarity": found[face.id],
            "photo": photos[face.photo_id].called,
            "box": face.box,
        }
        for face in faces
    ]
    lines = [
        (photos[face.photo_id].file_name, place_of(face.box), face.player, found[face.id], face.id)
        for face in faces
    ]
    Terminal(as_json).answer(value, rows(table("photo", "box", "player", "similarity", "face"), lines))


def _face_table(faces: Sequence[SeenFace]) -> Table:
    lines = [
        (
            place_of(face.box),
            round(face.size_px),
            face.quality,
            face.candidates[0].player if face.candidates else "–",
            face.candidates[0].probability if face.candidates else None,
        )
        for face in faces
    ]
    return rows(table("box", "px", "quality", "likeliest", "probability"), lines)


def _candidates(candidates: Sequence[Candidate]) -> Table:
    lines = [(c.player, c.probability, c.similarity, c.player_id) for c in candidates]
    return rows(table("player", "probability", "similarity", "id"), lines)


def _embedding(path: Path) -> Vectors:
    try:
        numbers = np.array(_numbers(json.loads(path.read_text("utf-8"))))
        if numbers.dtype.kind not in "iuf":  # what NumPy would make a number of: truths, digits in quotes
            raise TypeError
        with np.errstate(over="ignore"):  # beyond what float32 holds is no number either
            return numbers.astype(np.float32)
    except OSError as exc:
        raise InvalidValueError(
            "embedding", said("{file} can't be read: {reason}.", file=path, reason=exc.strerror)
        ) from exc
    except (KeyError, ValueError, TypeError, OverflowError, RecursionError) as exc:
        raise InvalidValueError(
            "embedding", said("{file} is not a JSON list of numbers.", file=path)
        ) from exc


def _numbers(read: Any) -> Any:
    """The embedding of the one face that a lookup printed, or the numbers themselves."""
    faces = [read] if isinstance(read, dict) else [one for one in read if isinstance(one, dict)]
    if len(faces) > 1:
        reason = said("there are {n} faces in it; look one up by 'lookup face --box'.", n=len(faces))
        raise InvalidValueError("embedding", reason)
    return faces[0]["embedding"] if faces else read
