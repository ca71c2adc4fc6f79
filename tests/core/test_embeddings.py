"""Embeddings as they are read: in the order asked, in however many parts, and never damaged ones."""

from __future__ import annotations

import numpy as np
import pytest
from sqlalchemy import delete, update

from core.db import queries
from core.db.queries import embedding_parts, embeddings
from core.db.schema import EmbeddingRow
from core.errors import LibraryError
from core.library import Library
from core.types import FaceId
from tests.fakes.planter import DIMENSION, PACK, Planter


@pytest.fixture(params=[2, 1000])
def faces(request: pytest.FixtureRequest, planter: Planter, monkeypatch: pytest.MonkeyPatch) -> list[FaceId]:
    """Nine faces, which are read two or all at a time."""
    monkeypatch.setattr(queries, "CHUNK", request.param)
    return [planter.photo(f"Player {number}")[0] for number in range(9)]


def test_embeddings_come_in_the_order_asked_in_however_many_parts(
    library: Library, faces: list[FaceId]
) -> None:
    lacking, asked = faces[4], faces[::-1]
    with library._database.write() as session:
        session.execute(delete(EmbeddingRow).where(EmbeddingRow.face_id == lacking))
    with library._database.read() as session:
        ids, matrix = embeddings(session, asked, PACK, DIMENSION)
        one_by_one = [found for face in ids for _, found in embedding_parts(session, [face], PACK, DIMENSION)]
    assert ids == [face for face in asked if face != lacking]
    assert np.array_equal(matrix, np.concatenate(one_by_one))


def test_a_damaged_embedding_is_told_whichever_part_it_is_in(library: Library, faces: list[FaceId]) -> None:
    with library._database.write() as session:
        session.execute(update(EmbeddingRow).where(EmbeddingRow.face_id == faces[3]).values(vector=b"none"))
    with library._database.read() as session, pytest.raises(LibraryError, match="damaged"):
        embeddings(session, faces, PACK, DIMENSION)
