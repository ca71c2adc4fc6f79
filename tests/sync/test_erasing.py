"""Erasing a player of a team: from its server, its bucket and each of its libraries, byte by byte."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from core.errors import NotAllowedError
from core.jobs import JobContext
from core.library import Library
from core.sample import SampleTournament
from core.storage.address import BucketKey
from core.types import PlayerUpdate, Role
from tests.fakes.s3 import S3Server
from tests.fakes.star import found_in, kinds_in, make_star, traces_of
from tests.fakes.team import Team

import pytest  # isort: skip


def on_the_server(team: Team) -> bytes:
    """Every row of every table of the server, as text."""
    with team.server.connect(team.database) as admin:
        tables = admin.execute(
            "SELECT schemaname, tablename FROM pg_tables "
            "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        rows = [
            str(row)
            for schema, table in tables
            for (row,) in admin.execute(f'SELECT t::text FROM "{schema}"."{table}" t'.encode()).fetchall()
        ]
    return "\n".join(rows).encode()


def vectors_on_the_server(team: Team, faces: list[str]) -> set[bytes]:
    with team.server.connect(team.database) as admin:
        found = admin.execute(
            "SELECT v128::text FROM playertag.embedding WHERE face_id::text = ANY(%s)", (faces,)
        ).fetchall()
    return {str(vector).encode() for (vector,) in found}


def in_the_bucket(s3: S3Server, bucket: str) -> bytes:
    contents = s3.contents(bucket.rpartition("/")[2])
    return b"\n".join(part for name, content in contents.items() for part in (name.encode(), content))


def test_who_is_erased_is_gone_from_server_bucket_and_every_library(
    sample_library: Library,
    sample_tournament: SampleTournament,
    shared: Team,
    s3: S3Server,
    bucket: str,
    tmp_path: Path,
) -> None:
    key = BucketKey(s3.key.id, s3.key.secret)
    star = make_star(sample_library, sample_tournament, tmp_path)
    sample_library.team.sync(JobContext())
    sample_library.store.deliver(star)
    reviewer = shared.member("reviewer", key=key)
    away = shared.member("away", Role.PHOTOGRAPHER, key=key)
    for library in (reviewer, away):
        library.team.sync(JobContext())
    traces = traces_of(sample_library, star)
    with sample_library._database.read() as session:
        named = text("SELECT id FROM face WHERE player_id = :id AND state = 'confirmed'")
        faces = list(session.scalars(named, {"id": star}))
    traces["server's embedding"] = vectors_on_the_server(shared, faces)
    everywhere = {"name", "number", "team", "external id"}
    assert kinds_in(on_the_server(shared), traces) >= {*everywhere, "server's embedding"}
    assert kinds_in(in_the_bucket(s3, bucket), traces) >= {"name", "crop"}
    for library in (reviewer, away):
        assert set(found_in(library.paths.root, traces)) >= {*everywhere, "embedding", "crop"}
    # While nobody hears of it, somebody else answers about the player, and changes what is known of them.
    unknown = next(
        face.id
        for photo in away.galleries.photos(away.galleries.photo_ids(away.galleries.find("Sample").id))
        for face in photo.faces
        if face.player_id is None
    )
    away.review.confirm([unknown], star)
    away.players.update(star, PlayerUpdate(team="Elsewhere United"))
    traces |= {"new team": {b"Elsewhere United"}}
    with pytest.raises(NotAllowedError, match="Only owners"):
        reviewer.privacy.erase(star, JobContext())

    done = sample_library.privacy.erase(star, JobContext())
    assert done.receipt.team
    assert done.receipt.pictures_waiting >= len(faces)
    assert sample_library.team.sync(JobContext()).pictures.problem is None
    assert kinds_in(on_the_server(shared), traces) == set()
    assert kinds_in(in_the_bucket(s3, bucket), traces) == set()
    for library in (away, reviewer, sample_library, away, away):
        library.team.sync(JobContext())
    assert kinds_in(on_the_server(shared), traces) == set()
    assert kinds_in(in_the_bucket(s3, bucket), traces) == set()
    for library in (sample_library, reviewer, away):
        assert found_in(library.paths.root, traces) == {}
        assert library.check_database().startswith("whole")
    # The face that only the one who was away knew to be theirs is gone for all.
    for library in (sample_library, reviewer, away):
        with library._database.read() as session:
            assert session.scalar(text("SELECT count(*) FROM face WHERE id = :id"), {"id": unknown}) == 0
