"""Erasing a player of a team: from its server, its bucket and each of its libraries, byte by byte."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from core.errors import NotAllowedError
from core.files import file_digest
from core.jobs import JobContext
from core.library import Library
from core.sample import SampleTournament
from core.storage.address import BucketKey
from core.types import BatchId, FaceId, PlayerUpdate, Role
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
    apart = next(iter(sample_library.players.add("Somebody apart").players))
    merged = sample_library.players.merge(star, apart).batch
    sample_library.team.sync(JobContext())
    sample_library.review.undo(merged or BatchId(""))
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


def test_faces_that_are_forgotten_go_from_server_bucket_and_every_library_and_stay_away(
    sample_library: Library, shared: Team, s3: S3Server, bucket: str
) -> None:
    key = BucketKey(s3.key.id, s3.key.secret)
    sample_library.team.sync(JobContext())
    reviewer = shared.member("reviewer", key=key)
    away = shared.member("away", Role.PHOTOGRAPHER, key=key)
    for library in (reviewer, away):
        library.team.sync(JobContext())
    with sample_library._database.write() as session:
        session.execute(text("UPDATE photo SET added_at = '2020-01-01 00:00:00.000000'"))
    unnamed = faces_in(sample_library, "state NOT IN ('confirmed', 'tagged', 'not_a_face')")
    named = faces_in(sample_library, "state IN ('confirmed', 'tagged')")
    crops = [sample_library.images.crop(FaceId(face)) for face in unnamed]
    traces = {
        "server's embedding": vectors_on_the_server(shared, unnamed),
        "id": {face.encode() for face in unnamed},
        "crop": {part for crop in crops for part in (crop.read_bytes(), file_digest(crop).encode())},
    }
    assert kinds_in(on_the_server(shared), traces) >= {"server's embedding", "id"}
    assert "crop" in kinds_in(in_the_bucket(s3, bucket), traces)
    # While nobody hears of it, somebody else says of one of them who it is.
    away.review.confirm([FaceId(unnamed[0])], away.players.search().items[0].id)
    with pytest.raises(NotAllowedError, match="Only owners"):
        reviewer.privacy.forget(365, JobContext())

    assert sample_library.privacy.forget(365, JobContext()).faces == len(unnamed)
    for library in (sample_library, away, reviewer, sample_library, away):
        library.team.sync(JobContext())
    late = shared.member("late", key=key)
    late.team.sync(JobContext())
    assert vectors_on_the_server(shared, unnamed) == set()
    del traces["id"]  # which stays, in tombstones
    assert kinds_in(on_the_server(shared), traces) == set()
    assert kinds_in(in_the_bucket(s3, bucket), traces) == set()
    for library in (sample_library, away, reviewer, late):
        assert set(faces_in(library)).isdisjoint(unnamed)
        assert set(faces_in(library)) >= set(named)
        assert found_in(library.paths.root, {"crop": traces["crop"]}) == {}
        assert library.check_database().startswith("whole")


def faces_in(library: Library, which: str = "true") -> list[str]:
    with library._database.read() as session:
        return list(session.scalars(text(f"SELECT id FROM face WHERE {which} ORDER BY id")))
