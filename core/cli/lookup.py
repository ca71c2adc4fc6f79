"""`playertag lookup`: one photo or one face, without putting anything into the library."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer
from rich.table import Table

from core.cli.options import DEFAULT, BoxOption, JsonOption, LibraryOption, box_of, group
from core.cli.terminal import Terminal, counted, rows, table
from core.db.vectors import Vectors
from core.errors import InvalidValueError
from core.library import Library
from core.types import Candidate

if TYPE_CHECKING:
    from core.lookup import SeenFace

lookup = group("One photo or one face; nothing is put into the library.")

PhotoArgument = Annotated[Path, typer.Argument(help="A picture file.")]
CandidatesOption = Annotated[int, typer.Option("--candidates", min=1, help="Players for each face.")]
EmbeddingArgument = Annotated[
    Path, typer.Argument(help="A JSON file with the numbers of an embedding of the pack in use.")
]


@lookup.command("faces")
def faces_in_photo(
    photo: PhotoArgument,
    candidates: CandidatesOption = 5,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """The faces in a photo, and who each may be."""
    with Library.open(library) as opened:
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
    with Library.open(library) as opened:
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
    with Library.open(library) as opened:
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
    with Library.open(library) as opened:
        found = opened.lookup.faces_like(_embedding(embedding), count)
    value = [{"face": face, "similarity": similarity} for face, similarity in found]
    Terminal(as_json).answer(value, rows(table("face", "similarity"), found))


def _face_table(faces: Sequence[SeenFace]) -> Table:
    lines = [
        (
            ",".join(f"{value:.4f}" for value in (face.box.x, face.box.y, face.box.w, face.box.h)),
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
        return np.array(json.loads(path.read_text("utf-8")), np.float32)
    except OSError as exc:
        raise InvalidValueError("embedding", f"{path} can't be read: {exc.strerror}.") from exc
    except (ValueError, TypeError) as exc:
        raise InvalidValueError("embedding", f"{path} is not a JSON list of numbers.") from exc
