"""Libraries of a team that meet on a real PostgreSQL."""

from __future__ import annotations

import gc
import shutil
import time
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from core.db.schema import file_name_in, now, sort_key_of
from core.errors import (
    InvalidValueError,
    LibraryError,
    NotAllowedError,
    ServerError,
    ServerRefusedError,
    ServerVersionError,
)
from core.jobs import JobContext
from core.library import Library
from core.sync import connecting
from core.sync.connecting import address as address_of
from core.sync.connecting import as_member
from core.sync.engine import Sync
from core.sync.postgres import PostgresRemote
from core.sync.server.migrate import upgrade
from core.types import WHOLE_LIBRARY, Consent, FaceState, PlayerUpdate, Role
from tests.fakes.planter import Planter
from tests.fakes.postgres import PostgresServer
from tests.fakes.team import Team
from tests.sync.replicas import snapshot

HOLD = """
    INSERT INTO playertag.revision (tournament_id, replica, stamp, kind, thing, field, value)
    VALUES (%s, '0123456789ab', '1700000000000-0000-0123456789ab', 'player', 'p', 'name', '"Held"')
"""
NO_PATIENCE = b"""
    CREATE OR REPLACE FUNCTION playertag.patience() RETURNS interval LANGUAGE sql IMMUTABLE AS $$
        SELECT interval '0 seconds'
    $$
"""


BY_HAND = """
    INSERT INTO playertag.revision (tournament_id, replica, stamp, kind, thing, field, value)
    VALUES (%s, 'bbbbbbbbbbbb', %s, %s, %s, %s, %s)
"""


def sync(*libraries: Library) -> None:
    for library in libraries:
        library.team.sync(JobContext())


def address_in(team: Team) -> str:
    """The address of a team's server, as its administrator."""
    server = team.server
    return server.address(team.database)


def login(library: Library) -> str:
    status = library.team.status()
    assert status is not None
    return status.login


def test_what_one_library_has_the_others_get(team: Team) -> None:
    planter = Planter(team.owner)
    (ann,) = planter.enrolled("Ann")
    face, other = planter.photo("Ann", "Bea")
    team.owner.review.confirm([face], ann)
    team.owner.review.ignore([other])
    sync(team.owner)
    bob = team.member("bob")
    sync(bob, team.owner)
    assert snapshot(bob) == snapshot(team.owner)
    assert Planter(bob).face(face).state is FaceState.CONFIRMED
    status = team.owner.team.status()
    assert status is not None
    assert status.waiting == 0


def test_two_different_answers_are_a_conflict_that_the_next_one_settles(team: Team) -> None:
    planter = Planter(team.owner)
    ann, bea = planter.enrolled("Ann", "Bea")
    (face,) = planter.photo("Ann")
    sync(team.owner)
    bob, cyd = team.member("bob"), team.member("cyd")
    sync(bob, cyd)
    bob.review.confirm([face], ann)
    cyd.review.confirm([face], bea)
    sync(bob, cyd, bob, team.owner)
    for library in (bob, cyd, team.owner):
        (conflict,) = library.team.conflicts()
        assert conflict.face.id == face
        assert {(said.who, said.player_id) for said in conflict.answers} == {
            (login(bob), ann),
            (login(cyd), bea),
        }
    team.owner.review.confirm([face], ann)
    assert team.owner.team.conflicts() == []
    sync(team.owner, bob, cyd)
    for library in (bob, cyd):
        assert library.team.conflicts() == []
        assert Planter(library).face(face).player_id == ann


def test_one_player_on_two_faces_of_a_photo_is_a_conflict(team: Team) -> None:
    planter = Planter(team.owner)
    (ann,) = planter.enrolled("Ann")
    left, right = planter.photo("Ann", "Bea")
    sync(team.owner)
    bob = team.member("bob")
    sync(bob)
    team.owner.review.confirm([left], ann)
    bob.review.confirm([right], ann)
    sync(bob, team.owner, bob)
    for library in (bob, team.owner):
        assert {conflict.face.id: conflict.answers[0].who for conflict in library.team.conflicts()} == {
            left: login(team.owner),
            right: login(bob),
        }
    bob.review.reject([right], ann)
    sync(bob, team.owner)
    assert team.owner.team.conflicts() == bob.team.conflicts() == []


def test_an_answer_that_knows_the_other_one_is_no_conflict(team: Team) -> None:
    planter = Planter(team.owner)
    ann, bea = planter.enrolled("Ann", "Bea")
    (face,) = planter.photo("Ann")
    team.owner.review.confirm([face], bea)
    sync(team.owner)
    bob = team.member("bob")
    sync(bob)
    bob.review.confirm([face], ann)
    sync(bob, team.owner)
    assert team.owner.team.conflicts() == bob.team.conflicts() == []
    assert Planter(team.owner).face(face).player_id == ann


def test_the_same_photo_in_two_libraries_has_its_faces_once(team: Team) -> None:
    """Both imported the same card before they met: the planter's photos have the same content."""
    bob = team.member("bob", Role.PHOTOGRAPHER)
    ours, theirs = Planter(team.owner), Planter(bob)
    first, second = ours.photo("Ann", "Bea")
    same, _ = theirs.photo("Ann", "Bea")
    (ann,) = theirs.enrolled("Ann")
    bob.review.confirm([same], ann)
    sync(team.owner, bob, team.owner)
    assert snapshot(bob) == snapshot(team.owner)
    assert ours.face(first).player_id == ann
    assert ours.face(second).state is FaceState.UNKNOWN


def test_a_viewer_answers_nothing_until_they_may(team: Team) -> None:
    planter = Planter(team.owner)
    (ann,) = planter.enrolled("Ann")
    (face,) = planter.photo("Ann")
    sync(team.owner)
    vic = team.member("vic", Role.VIEWER)
    sync(vic)
    with pytest.raises(NotAllowedError, match="a viewer, who only looks"):
        vic.review.confirm([face], ann)
    assert Planter(vic).face(face).state is FaceState.UNKNOWN
    (photo,) = {Planter(vic).face(face).photo_id}
    with pytest.raises(NotAllowedError, match="a viewer, who only looks"):
        vic.galleries.rate({photo: 5})
    (seen,) = vic.galleries.photos([photo])
    assert seen.rating == 0
    with pytest.raises(InvalidValueError, match="member as viewer already"):
        team.owner.team.invite(login(vic), Role.REVIEWER)
    team.owner.team.invite(login(vic), Role.REVIEWER, change_role=True)
    sync(vic)
    vic.review.confirm([face], ann)
    sync(vic, team.owner)
    assert planter.face(face).state is FaceState.CONFIRMED


def test_what_a_role_may_not_add_waits_until_it_may(team: Team) -> None:
    """A reviewer with photos of their own answers for the team's all the same."""
    planter = Planter(team.owner)
    (ann,) = planter.enrolled("Ann")
    (face,) = planter.photo("Ann")
    sync(team.owner)
    bob = team.member("bob")
    theirs = Planter(bob)
    theirs._photos = 500
    (own,) = theirs.photo("Dan", gallery="Bob's")
    bob.review.ignore([own])
    sync(bob)
    bob.review.confirm([face], ann)
    sync(bob, team.owner)
    assert planter.face(face).state is FaceState.CONFIRMED
    assert "Bob's" not in [gallery.name for gallery in team.owner.galleries.all()]
    team.owner.team.invite(login(bob), Role.PHOTOGRAPHER, change_role=True)
    sync(bob, team.owner)
    assert snapshot(bob) == snapshot(team.owner)
    assert planter.face(own).state is FaceState.IGNORED
    assert planter.face(face).state is FaceState.CONFIRMED


def test_a_sync_leaves_nothing_in_memory(team: Team) -> None:
    def classes() -> int:
        gc.collect()
        return sum(isinstance(one, type) for one in gc.get_objects())

    sync(team.owner, team.owner)
    before = classes()
    sync(*[team.owner] * 3)
    assert classes() == before


def test_a_copied_folder_becomes_a_library_of_its_own(team: Team) -> None:
    planter = Planter(team.owner)
    (ann,) = planter.enrolled("Ann")
    faces = [planter.photo("Ann")[0] for _ in range(3)]
    sync(team.owner)
    team.owner.close()
    shutil.copytree(team.folder / "owner", team.folder / "copy")
    owner, copy = Library.open(team.folder / "owner"), Library.open(team.folder / "copy")
    team.libraries[:] = [owner, copy]
    owner.review.confirm(faces[:1], ann)
    copy.review.confirm(faces[1:2], ann)
    sync(owner, copy, owner, copy)
    assert snapshot(owner) == snapshot(copy)
    assert replica(owner) != replica(copy)
    for face in faces[:2]:
        assert Planter(copy).face(face).state is FaceState.CONFIRMED


def replica(library: Library) -> str:
    with library._database.read() as session:
        return str(session.scalar(text("SELECT replica FROM team")))


def test_a_dismissed_member_is_told_and_keeps_their_library(team: Team) -> None:
    planter = Planter(team.owner)
    (face,) = planter.photo("Ann")
    bob = team.member("bob")
    sync(team.owner, bob)
    bob.review.ignore([face])
    assert team.owner.team.dismiss(login(bob))
    assert not team.owner.team.dismiss(login(bob))
    with pytest.raises(NotAllowedError, match="no longer"):
        sync(bob)
    assert Planter(bob).face(face).state is FaceState.IGNORED
    bob.team.leave()
    assert bob.team.status() is None
    bob.check_database()


def test_a_photo_on_another_computer_has_its_file_s_name_and_no_more_of_its_path(
    team: Team, tmp_path: Path
) -> None:
    planter = Planter(team.owner)
    face, _ = planter.photo("Ann", "Bea")
    for path, taken in (("/home/ann/card/A B.JPG", None), ("/home/ann/card/C.JPG", datetime(2026, 5, 1, 10))):
        assert file_name_in(sort_key_of(taken, path)) == Path(path).name
        assert "ann" not in sort_key_of(taken, path)
    sync(team.owner)
    bob = team.member("bob")
    sync(bob)
    (here,) = team.owner.galleries.photos([planter.face(face).photo_id])
    (there,) = bob.galleries.photos([here.id])
    assert there.file_name == here.file_name == here.path.name
    assert there.path.name == ""
    assert bob.galleries.find_photo(here.file_name) == here.id
    for library in (team.owner, bob):
        library.export.photos(tmp_path / "photos.csv", WHOLE_LIBRARY)
        library.export.tags(tmp_path / "tags.csv")
        for file in ("photos.csv", "tags.csv"):
            assert here.file_name in (tmp_path / file).read_text("utf-8-sig")


def test_who_holds_up_the_others_is_cut_off(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    bob = team.member("bob", Role.PHOTOGRAPHER)
    monkeypatch.setattr(connecting, "PATIENCE", "-c lock_timeout=100ms")
    team.owner.players.add("Ann")
    with as_member(bob._database, bob.account) as (connection, member), connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(HOLD, (member.tournament_id,))
        with pytest.raises(ServerError, match="Somebody else of the team is sending"):
            sync(team.owner)
        with team.server.connect(team.database) as admin:
            admin.execute(NO_PATIENCE)
        with pytest.raises(ServerError, match=f"{member.login} held up the team"):
            sync(team.owner)
        sync(team.owner)
        with pytest.raises(psycopg.OperationalError):
            cursor.execute("SELECT 1")


def test_who_is_dismissed_leaves_nothing_open(team: Team) -> None:
    bob = team.member("bob", Role.PHOTOGRAPHER)
    with as_member(bob._database, bob.account) as (connection, member), connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(HOLD, (member.tournament_id,))
        team.owner.team.dismiss(member.login)
        with pytest.raises(psycopg.OperationalError):
            cursor.execute("SELECT 1")
    sync(team.owner)


def test_a_wrong_password_and_a_server_that_is_not_there_say_so(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYERTAG_TEAM_PASSWORD", "wrong")
    with pytest.raises(NotAllowedError, match="password"):
        sync(team.owner)
    monkeypatch.delenv("PLAYERTAG_TEAM_PASSWORD")
    with team.owner._database.write() as session:
        session.execute(text("UPDATE team SET server = 'postgresql://127.0.0.1:1/none'"))
    with pytest.raises(ServerError, match=r"127\.0\.0\.1 can't be reached: Connection refused$"):
        sync(team.owner)


def test_a_wrong_password_of_who_looks_after_the_server_says_whose(team: Team, address: str) -> None:
    wrong = address_of(address).set(password="wrong").render_as_string(hide_password=False)
    with pytest.raises(NotAllowedError, match="does not let 'postgres' in: that name or its password"):
        team.owner.team.upgrade(wrong)
    team.owner.team.leave()
    with pytest.raises(NotAllowedError, match="does not let 'postgres' in: that name or its password"):
        team.owner.team.create(wrong, "Cup", "ann@example.org")


@pytest.mark.parametrize(("revision", "words"), [("0000", "older"), ("9999", "newer")])
def test_a_server_of_another_version_gets_nothing(
    team: Team, address: str, revision: str, words: str
) -> None:
    with psycopg.connect(address, autocommit=True) as admin:
        admin.execute("UPDATE playertag.alembic_version SET version_num = %s", (revision,))
    with pytest.raises(ServerVersionError, match=words):
        sync(team.owner)


def test_a_server_without_pgvector_says_so_and_is_left_as_it_was(tmp_path: Path) -> None:
    with PostgresServer() as server, Library.open(tmp_path / "library") as library:
        vector = server.extension("vector")
        if vector is None:
            pytest.skip("the programs of the server are not a copy of the tests' own")
        vector.unlink()
        address = server.address()
        with pytest.raises(ServerRefusedError, match="pgvector"):
            library.team.create(address, "Cup", "ann@example.org")
        assert library.team.status() is None
        with server.connect() as admin:
            assert admin.execute("SELECT FROM pg_namespace WHERE nspname = 'playertag'").rowcount == 0


def test_a_full_disk_while_it_syncs_leaves_the_library_whole(team: Team) -> None:
    planter = Planter(team.owner)
    planter.enrolled("Ann", "Bea")
    for _ in range(300):
        planter.photo("Ann", "Bea", "Cyd")
    sync(team.owner)
    other = team.member("other")
    with other._database.write() as session:
        used = session.scalar(text("PRAGMA page_count"))
        session.execute(text(f"PRAGMA max_page_count = {used + 20}"))
    with pytest.raises(LibraryError, match="full"):
        sync(other)
    other._database.check()
    with other._database.write() as session:
        session.execute(text("PRAGMA max_page_count = 1000000"))
    sync(other)
    assert snapshot(other) == snapshot(team.owner)


def test_a_server_of_the_first_schema_is_brought_up_to_date_with_what_is_on_it(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as admin:
        upgrade(admin, "0001")
        made = admin.execute("SELECT playertag.create_tournament('Cup', 'old@x.org', 'made-up')").fetchone()
        assert made is not None
        upgrade(admin)
        inherits = (
            "SELECT relname FROM pg_inherits JOIN pg_class ON oid = inhrelid WHERE inhparent = %s::regclass"
        )
        (part,) = admin.execute(inherits, ("playertag.picture",)).fetchall()
        assert part == (f"picture_{str(made[0]).replace('-', '')}",)
        assert admin.execute("SELECT name, store FROM playertag.tournament").fetchall() == [("Cup", "")]


def test_a_time_that_no_calendar_has_and_an_embedding_of_no_pack_break_nothing(team: Team) -> None:
    planter = Planter(team.owner)
    (face, other) = planter.photo("Ann", "Bea")
    sync(team.owner)
    with team.server.connect(team.database) as admin:
        admin.execute("ALTER TABLE playertag.photo DISABLE TRIGGER USER")
        admin.execute("UPDATE playertag.photo SET taken_at = '294276-12-31', added_at = '294276-12-31'")
        admin.execute("DELETE FROM playertag.embedding WHERE face_id = %s", (face,))
    with as_member(team.owner._database, team.owner.account) as (connection, _):
        connection.execute(
            "INSERT INTO playertag.embedding (tournament_id, replica, face_id, pack_id, v512) SELECT "
            "tournament_id, replica, id, 'opencv', array_fill(sqrt(1/512.0), ARRAY[512])::halfvec "
            "FROM playertag.face WHERE id = %s",
            (face,),
        )
    reader = team.member("reader")
    sync(reader)
    (photo,) = reader.galleries.photos(reader.galleries.photo_ids(reader.galleries.all()[0].id))
    assert photo.taken_at is None
    with reader._database.read() as session:
        assert session.scalars(text("SELECT face_id FROM embedding")).all() == [other]


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("photo", "id", "[1]"),
        ("photo", "id", '"another"'),
        ("photo", "thing", "{}"),
        ("player", "id", "7"),
        ("player", "consent", '"x"'),
        ("player", "name", "7"),
        ("player", "merged", '"yes"'),
        ("season", "2026", '"no list"'),
    ],
)
def test_what_a_member_writes_by_hand_into_any_field_stops_nobody(
    team: Team, kind: str, field: str, value: str
) -> None:
    planter = Planter(team.owner)
    (ann,) = planter.enrolled("Ann")
    team.owner.players.update(ann, PlayerUpdate(consent=Consent.REFUSED))
    photo = planter.face(planter.photo("Ann")[0]).photo_id
    team.owner.galleries.rate({photo: 2})
    sync(team.owner)
    hostile = team.member("hostile")
    sync(hostile)
    thing = photo if kind == "photo" else ann
    with as_member(hostile._database, hostile.account) as (connection, member):
        for number, (named, said) in enumerate([("rating", "3"), (field, value)]):
            connection.execute(
                BY_HAND,
                (member.tournament_id, f"2000000000000-000{number}-{'b' * 12}", kind, thing, named, said),
            )
    sync(team.owner, team.owner)
    reader = team.member("reader")
    sync(reader)
    shown = [
        (library.players.get(ann), library.galleries.photos([photo])) for library in (team.owner, reader)
    ]
    assert {(player.name, player.consent) for player, _ in shown} == {("Ann", Consent.REFUSED)}
    assert len({photos[0].rating for _, photos in shown}) == 1


def test_what_was_written_first_gives_way_also_where_it_is_told_last(team: Team) -> None:
    (ann,) = team.owner.players.add("Ann").players
    bob = team.member("bob")
    sync(team.owner, bob)
    bob.players.update(ann, PlayerUpdate(name="Anne", consent=Consent.GIVEN))
    written = time.time()
    while time.time() < written + 0.002:
        pass
    team.owner.players.update(ann, PlayerUpdate(consent=Consent.REFUSED))
    sync(team.owner, bob, team.owner)
    assert snapshot(bob) == snapshot(team.owner)
    player = bob.players.get(ann)
    assert (player.name, player.consent) == ("Anne", Consent.REFUSED)


def test_who_comes_back_by_way_of_another_tournament_undoes_nothing_and_says_nothing_twice(
    team: Team, tmp_path: Path
) -> None:
    planter = Planter(team.owner)
    ann, bea = planter.enrolled("Ann", "Bea")
    face, other = planter.photo("Ann", "Cleo")
    team.owner.review.confirm([face], ann)
    sync(team.owner)
    bob = team.member("bob", Role.PHOTOGRAPHER)
    sync(bob)
    member = login(bob)
    bob.team.leave()
    with Library.open(tmp_path / "league") as league:
        league.team.create(address_in(team), "League", f"league-{member}")
        bob.team.join(league.team.invite(member, Role.PHOTOGRAPHER))
        bob.review.ignore([other])
        sync(bob, league)
        assert Planter(league).face(face).player_id == ann
    bob.team.leave()
    team.owner.players.update(ann, PlayerUpdate(name="Anna", consent=Consent.REFUSED))
    team.owner.review.confirm([face], bea)
    sync(team.owner)
    bob.team.join(team.owner.team.invite(member, Role.PHOTOGRAPHER))
    sync(bob, team.owner, bob)
    player = team.owner.players.get(ann)
    assert (player.name, player.consent) == ("Anna", Consent.REFUSED)
    assert Planter(bob).face(face).player_id == bea
    assert team.owner.team.conflicts() == bob.team.conflicts() == []
    with as_member(team.owner._database, team.owner.account) as (connection, cup):
        query = "SELECT login, face_id::text, verdict FROM playertag.decision WHERE tournament_id = %s"
        said = connection.execute(query, (cup.tournament_id,)).fetchall()
    assert [one[1:] for one in said if one[0] == member] == [(other, "ignore")]
    assert len(said) == len(set(said)) + 1  # the owner's two answers about one face


def test_a_clock_that_was_years_ahead_is_forgotten_once_it_is_right(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong_now() -> datetime:
        return now() + timedelta(days=12 * 366)

    (face, other) = Planter(team.owner).photo("Ann", "Bea")
    sync(team.owner)
    team.owner.review.ignore([face])
    team.owner.players.add("Ann")
    with as_member(team.owner._database, team.owner.account) as (connection, member):
        remote = PostgresRemote(connection, member.tournament_id)
        with monkeypatch.context() as patched:
            patched.setattr("core.recognition.history.now", wrong_now)
            team.owner.review.ignore([other])
        with pytest.raises(ServerRefusedError, match="ten years ahead"):
            Sync(team.owner._database, remote, Role.OWNER, wrong_now).run(JobContext())
    sync(team.owner)
    bob = team.member("bob")
    sync(bob)
    assert snapshot(bob) == snapshot(team.owner)
    assert {one.state for one in Planter(bob).faces([face, other])} == {FaceState.IGNORED}


def test_who_may_only_look_says_nothing_of_the_libraries_of_others(team: Team) -> None:
    sync(team.owner)
    with team.owner._database.read() as session:
        replica, tournament, heard = session.execute(
            text("SELECT replica, tournament_id, heard FROM team")
        ).one()
    viewer = team.member("viewer", Role.VIEWER)
    later = f"{9999999999999:013}-0000-{replica}"
    with as_member(viewer._database, viewer.account) as (connection, _):
        for stamp in (later, "zzzz"):
            with suppress(psycopg.Error):
                connection.execute("SELECT playertag.remember(%s, %s, %s)", (tournament, replica, stamp))
        kept = connection.execute("SELECT stamp FROM playertag.replica WHERE id = %s", (replica,)).fetchone()
    assert kept == (heard,)


def test_an_address_that_can_be_misread_is_refused_without_a_word_of_the_password() -> None:
    for text_ in ("postgresql://admin:s3c@retpw@127.0.0.1:1/cup", "postgresql://admin:pw@127.0.0.1:abc/cup"):
        with pytest.raises(InvalidValueError) as refused:
            address_of(text_)
        assert "pw" not in str(refused.value)
