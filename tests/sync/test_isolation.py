"""What members can do with plain SQL: for each role and table, generated from the schema that is there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

import psycopg
import pytest
from psycopg import errors

from core.errors import NotAllowedError
from core.sync import lots, wire
from core.sync.server.lots import lots_schema
from core.sync.server.migrate import create_tournament, upgrade
from core.types import Role
from tests.fakes.postgres import PostgresServer

PASSWORD = "made-up"
_databases = count(1)
REPLICA = "a" * 12
FACE, PHOTO = "00000000-0000-7000-8000-00000000000{}", "{0}" * 64
STAMP = "1700000000000-000{}-" + REPLICA
VALUES = {
    "photo": "('{photo}', 10, 10, 1, NULL, '', 'opencv', now())",
    "gallery_photo": "('{face}', '{photo0}', '')",
    "face": "('{face}', '{photo0}', 0, 0, 0.1, 0.1, array_fill(0.1, ARRAY[10]), 1, 1, 1)",
    "embedding": "('{face0}', 'pack {n}', array_fill(sqrt(1/128.0), ARRAY[128])::halfvec, NULL)",
    "revision": "('{stamp}', 'player', '{face}', 'name', '\"Ann\"')",
    "decision": "('{stamp}', '{face}', '{face0}', NULL, 'ignore', 'person', '', now(), NULL, NULL, NULL, 0)",
    "picture": "('crop', '{pictured}', repeat('a', 64), 10)",
}
"""A row of each table; everything but decisions is of the first photo and face."""
FEED = {table.name: table for table in wire.TABLES}
ORDER = ("photo", "gallery_photo", "face", "embedding", "revision", "decision", "picture")
DRAWN = 1 + list(Role).index(Role.REVIEWER)
"""A reviewer drew the face of this number."""
PICTURED = 10
"""There is such a face for each row of `picture`, from this number on."""
WRITES = {
    Role.OWNER: set(FEED),
    Role.PHOTOGRAPHER: set(FEED),
    Role.REVIEWER: {"face", "embedding", "revision", "decision", "picture"},
    Role.VIEWER: set[str](),
}
SERVERS_OWN = {"tournament", "member", "replica", "work"}
BRINGERS = (Role.OWNER, Role.PHOTOGRAPHER)
WORK = b"INSERT INTO playertag.work (tournament_id, photo_id, path) VALUES (%s, %s, '/IMG_1.JPG')"


def face_with_picture(number: int) -> str:
    return f"{FACE[:-3]}{PICTURED + number}"


def pictured(tournament: str, number: int) -> bytes:
    """A face of which there may be a picture."""
    return insert("face", tournament, number).replace(
        FACE.format(number).encode(), face_with_picture(number).encode()
    )


def insert(table: str, tournament: str, number: int) -> bytes:
    values = VALUES[table].format(
        face=FACE.format(number),
        face0=FACE.format(0),
        pictured=face_with_picture(number),
        photo=PHOTO.format(number),
        photo0=PHOTO.format(0),
        stamp=STAMP.format(number),
        n=number,
    )
    columns = ", ".join(FEED[table].columns)
    return (
        f"INSERT INTO playertag.{table} (tournament_id, replica, {columns}) "
        f"VALUES ('{tournament}', '{REPLICA}', {values[1:-1]})"
    ).encode()


@dataclass(frozen=True)
class Cups:
    """Two tournaments, each with a row in every table, and a member of every role in the first."""

    server: PostgresServer
    database: str
    own: str
    other: str

    def as_member(self, login: str) -> psycopg.Connection:
        return psycopg.connect(
            host=self.server.host,
            port=self.server.port,
            user=login,
            password=PASSWORD,
            dbname=self.database,
            autocommit=True,
        )


@pytest.fixture(scope="module")
def cups(postgres: PostgresServer) -> Cups:
    database = f"isolation_{next(_databases)}"
    with postgres.connect() as admin:
        admin.execute(f"CREATE DATABASE {database}".encode())
    with postgres.connect(database) as admin:
        upgrade(admin)
        own, other = (create_tournament(admin, name, f"{name}@x.org", PASSWORD) for name in ("own", "other"))
        for role in Role:
            admin.execute("SELECT playertag.admit(%s, %s, %s, %s)", (own, f"{role}@x.org", role, PASSWORD))
    cups = Cups(postgres, database, own, other)
    for name, tournament in (("own", own), ("other", other)):
        with cups.as_member(f"{name}@x.org") as owner:
            for table in ORDER[:-1]:
                owner.execute(insert(table, tournament, 0))
            for number in range(10):
                if tournament != own or number != DRAWN:
                    owner.execute(pictured(tournament, number))
            owner.execute(insert("picture", tournament, 0))
            owner.execute("SELECT playertag.remember(%s, %s, %s)", (tournament, REPLICA, STAMP.format(0)))
            owner.execute(WORK, (tournament, PHOTO.format(0)))
            with owner.transaction():
                lots.hand_out(owner, tournament, "queue", {})
    with cups.as_member("reviewer@x.org") as reviewer:
        reviewer.execute(pictured(own, DRAWN))
    return cups


def tables(cups: Cups, *, partitions: bool) -> set[str]:
    with cups.server.connect(cups.database) as admin:
        rows = admin.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'playertag'::regnamespace "
            "AND relkind IN ('r', 'p') AND relispartition = %s",
            (partitions,),
        )
        return {name for (name,) in rows}


def test_every_table_has_a_policy_and_no_way_round_it(cups: Cups) -> None:
    named = tables(cups, partitions=False) - {"alembic_version"}
    assert named == SERVERS_OWN | FEED.keys()
    with cups.server.connect(cups.database) as admin:
        secured = admin.execute(
            "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'playertag'::regnamespace "
            "AND c.relrowsecurity AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)"
        )
        assert {name for (name,) in secured} == named
        granted = admin.execute(
            "SELECT table_name, privilege_type FROM information_schema.role_table_grants "
            "WHERE table_schema = 'playertag' AND grantee IN ('playertag_member', 'PUBLIC')"
        ).fetchall()
    expected = {(name, "SELECT") for name in {*named, "alembic_version"}} | {
        (name, "INSERT") for name in FEED
    }
    assert set(granted) == expected


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("table", sorted(SERVERS_OWN | FEED.keys()))
def test_a_member_sees_their_own_tournament_only(cups: Cups, role: Role, table: str) -> None:
    column = "id" if table == "tournament" else "tournament_id"
    with cups.as_member(f"{role}@x.org") as member:
        rows = member.execute(f"SELECT DISTINCT {column}::text FROM playertag.{table}".encode()).fetchall()
    assert rows == [(cups.own,)]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("table", ORDER)
def test_a_member_adds_what_their_role_may(cups: Cups, role: Role, table: str) -> None:
    number = 1 + list(Role).index(role)
    with cups.as_member(f"{role}@x.org") as member:
        if table in WRITES[role]:
            member.execute(insert(table, cups.own, number))
            key = ", ".join(FEED[table].key)
            written = member.execute(
                f"SELECT login, feed > 0, {key} FROM playertag.{table} ORDER BY feed DESC LIMIT 1".encode()
            ).fetchall()
            assert written[0][:2] == (f"{role}@x.org", True)
        else:
            with pytest.raises(errors.InsufficientPrivilege):
                member.execute(insert(table, cups.own, number))
        with pytest.raises((errors.InsufficientPrivilege, errors.ForeignKeyViolation)):
            member.execute(insert(table, cups.other, number + 4))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("table", sorted(SERVERS_OWN | FEED.keys()))
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET {column} = {column}", "TRUNCATE {}"])
def test_nobody_changes_or_deletes_what_is_there(cups: Cups, role: Role, table: str, statement: str) -> None:
    column = "name" if table == "tournament" else "login"
    with cups.as_member(f"{role}@x.org") as member, pytest.raises(errors.InsufficientPrivilege):
        member.execute(statement.format(f"playertag.{table}", column=column).encode())


@pytest.mark.parametrize("role", Role)
def test_partitions_are_no_way_in(cups: Cups, role: Role) -> None:
    for part in tables(cups, partitions=True):
        with cups.as_member(f"{role}@x.org") as member, pytest.raises(errors.InsufficientPrivilege):
            member.execute(f"SELECT FROM playertag.{part}".encode())


@pytest.mark.parametrize("role", Role)
def test_only_an_owner_invites_dismisses_and_chooses_the_store(cups: Cups, role: Role) -> None:
    with cups.as_member(f"{role}@x.org") as member:
        for call, first in (
            ("SELECT playertag.invite(%s, %s, 'viewer', '')", f"by-{role}@x.org"),
            ("SELECT playertag.dismiss(%s, %s)", "nobody@x.org"),
            ("SELECT playertag.set_store(%s, %s)", ""),
        ):
            if role is Role.OWNER:
                member.execute(call.encode(), (cups.own, first))
            else:
                with pytest.raises(errors.InsufficientPrivilege):
                    member.execute(call.encode(), (cups.own, first))
            with pytest.raises(errors.InsufficientPrivilege):
                member.execute(call.encode(), (cups.other, first))


VERIFIER = "SCRAM-SHA-256$4096:c2FsdA==$c3RvcmVk:c2VydmVy"
RENEW = b"SELECT playertag.renew(%s, %s, %s)"


def renew(cups: Cups, owner: str, tournament: str, login: str, verifier: str = VERIFIER) -> None:
    with cups.as_member(f"{owner}@x.org") as member:
        member.execute(RENEW, (tournament, f"{login}@x.org", verifier))


@pytest.fixture
def lost(cups: Cups) -> str:
    """A reviewer of the first tournament who was in nothing else."""
    name = f"lost{next(_databases)}"
    with cups.as_member("own@x.org") as owner:
        owner.execute(
            "SELECT playertag.invite(%s, %s, 'reviewer', %s)", (cups.own, f"{name}@x.org", PASSWORD)
        )
    return name


def admit(cups: Cups, tournament: str, login: str, role: str) -> None:
    with cups.server.connect(cups.database) as admin:
        admin.execute("SELECT playertag.admit(%s, %s, %s, '')", (tournament, f"{login}@x.org", role))


def test_an_owner_gives_a_member_a_new_password_and_the_old_one_is_over(cups: Cups, lost: str) -> None:
    with cups.as_member(f"{lost}@x.org") as connected:
        renew(cups, "own", cups.own, lost)
        with pytest.raises(psycopg.OperationalError):
            connected.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="password"):
        cups.as_member(f"{lost}@x.org")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OWNER])
def test_nobody_but_an_owner_gives_a_new_password(cups: Cups, lost: str, role: Role) -> None:
    with pytest.raises(errors.InsufficientPrivilege, match="only an owner"):
        renew(cups, role, cups.own, lost)


def test_an_owner_takes_over_nobody(cups: Cups, lost: str) -> None:
    for who, tournament, login, why in (
        ("other", cups.own, lost, "only an owner"),
        ("other", cups.other, lost, "not a member"),
        ("own", cups.own, "own", "for an owner"),
        ("own", cups.own, "owner", "for an owner"),
        ("own", cups.own, "nobody", "not a member"),
    ):
        with pytest.raises(errors.InsufficientPrivilege, match=why):
            renew(cups, who, tournament, login)
    with pytest.raises(psycopg.Error, match="does not come here"):
        renew(cups, "own", cups.own, lost, "a password")
    with cups.as_member("own@x.org") as owner:
        owner.execute("SELECT playertag.dismiss(%s, %s)", (cups.own, f"{lost}@x.org"))
    with pytest.raises(errors.InsufficientPrivilege, match="not a member"):
        renew(cups, "own", cups.own, lost)
    cups.as_member(f"{lost}@x.org").close()


@pytest.mark.parametrize("active", [True, False])
def test_who_is_in_a_tournament_of_somebody_else_keeps_their_password(
    cups: Cups, lost: str, active: bool
) -> None:
    admit(cups, cups.other, lost, "viewer")
    if not active:
        with cups.as_member("other@x.org") as owner:
            owner.execute("SELECT playertag.dismiss(%s, %s)", (cups.other, f"{lost}@x.org"))
    for owner_of, tournament in (("own", cups.own), ("other", cups.other)):
        with pytest.raises(errors.InsufficientPrivilege):
            renew(cups, owner_of, tournament, lost)
    cups.as_member(f"{lost}@x.org").close()


def test_who_owns_all_their_tournaments_may(cups: Cups, lost: str) -> None:
    admit(cups, cups.other, lost, "viewer")
    admit(cups, cups.other, "own", "owner")
    renew(cups, "own", cups.own, lost)
    with cups.server.connect(cups.database) as admin:
        admin.execute(
            "DELETE FROM playertag.member WHERE tournament_id = %s AND login = 'own@x.org'", (cups.other,)
        )


def test_a_login_of_another_database_or_made_by_hand_is_nobodys_to_renew(cups: Cups, lost: str) -> None:
    with cups.server.connect() as admin:
        admin.execute(f"CREATE ROLE \"hand-{lost}@x.org\" LOGIN SUPERUSER PASSWORD '{PASSWORD}'".encode())
        elsewhere = f"elsewhere_{lost}"
        admin.execute(f"CREATE DATABASE {elsewhere}".encode())
    with cups.server.connect(elsewhere) as admin:
        upgrade(admin)
        admin.execute("SELECT playertag.create_tournament('League', %s, '')", (f"{lost}@x.org",))
    admit(cups, cups.own, f"hand-{lost}", "viewer")
    for login in (lost, f"hand-{lost}"):
        with pytest.raises(errors.InsufficientPrivilege, match="beyond your tournaments"):
            renew(cups, "own", cups.own, login)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(
    "call", ["create_tournament('x', 'x@x.org', '')", "admit('{own}', 'x@x.org', 'owner', '')"]
)
def test_nobody_makes_themselves_an_owner(cups: Cups, role: Role, call: str) -> None:
    with cups.as_member(f"{role}@x.org") as member, pytest.raises(errors.InsufficientPrivilege):
        member.execute(f"SELECT playertag.{call.format(own=cups.own)}".encode())


def test_a_reviewer_deletes_no_photo_and_a_photographer_does(cups: Cups) -> None:
    revision = (
        "INSERT INTO playertag.revision (tournament_id, replica, stamp, kind, thing, field, value) "
        "VALUES (%s, %s, %s, 'photo', %s, 'deleted', 'true')"
    )
    photo = PHOTO.format(9)
    with cups.as_member("photographer@x.org") as photographer:
        photographer.execute(insert("photo", cups.own, 9))
        with cups.as_member("reviewer@x.org") as reviewer, pytest.raises(errors.InsufficientPrivilege):
            reviewer.execute(revision, (cups.own, REPLICA, STAMP.format(8), photo))
        photographer.execute(revision, (cups.own, REPLICA, STAMP.format(9), photo))
        count = f"SELECT count(*) FROM playertag.photo WHERE id = '{photo}'".encode()
        assert photographer.execute(count).fetchone() == (0,)
        photographer.execute(insert("photo", cups.own, 9))
        assert photographer.execute(count).fetchone() == (0,), "what is deleted was brought back"


def test_what_runs_as_its_owner_looks_for_names_where_nobody_else_puts_any(cups: Cups) -> None:
    with cups.server.connect(cups.database) as admin:
        settings = admin.execute(
            "SELECT proname, proconfig FROM pg_proc WHERE prosecdef "
            "AND pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)"
        ).fetchall()
    assert len(settings) > 10
    for name, config in settings:
        (path,) = config or [""]
        assert path.startswith("search_path=pg_catalog, "), name
        assert path.endswith("pg_temp"), name


def test_a_type_of_a_member_s_own_is_not_taken_for_that_of_the_server(cups: Cups) -> None:
    with cups.as_member("viewer@x.org") as viewer:
        viewer.execute(
            "CREATE FUNCTION pg_temp.rise(pg_catalog.text) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN "
            "IF current_user <> session_user THEN EXECUTE 'ALTER ROLE \"viewer@x.org\" SUPERUSER'; END IF; "
            "RETURN true; END $$"
        )
        viewer.execute("CREATE DOMAIN pg_temp.text AS pg_catalog.text CHECK (pg_temp.rise(VALUE))")
        viewer.execute("SELECT * FROM playertag.my_roles()")
        viewer.execute("SELECT playertag.remember(%s, %s, %s)", (cups.own, "b" * 12, STAMP.format(1)))
        risen = viewer.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    assert risen == (False,)


def test_a_reviewer_sends_crops_only(cups: Cups) -> None:
    preview = insert("picture", cups.own, 5).replace(b"'crop'", b"'preview'")
    preview = preview.replace(face_with_picture(5).encode(), PHOTO.format(0).encode())
    with cups.as_member("reviewer@x.org") as reviewer, pytest.raises(errors.InsufficientPrivilege):
        reviewer.execute(preview)
    with cups.as_member("photographer@x.org") as photographer:
        photographer.execute(preview)


def test_a_reviewer_speaks_of_the_crops_of_their_own_faces_only(cups: Cups) -> None:
    with cups.as_member("reviewer@x.org") as reviewer, pytest.raises(errors.InsufficientPrivilege):
        reviewer.execute(insert("picture", cups.own, 8))


@pytest.mark.parametrize("who", ["other", "viewer", "gone"])
def test_who_may_add_nothing_locks_nothing_and_learns_nothing(cups: Cups, who: str) -> None:
    with cups.as_member("own@x.org") as owner:
        owner.execute("SELECT playertag.invite(%s, 'gone@x.org', 'reviewer', %s)", (cups.own, PASSWORD))
        owner.execute("SELECT playertag.dismiss(%s, 'gone@x.org')", (cups.own,))
    nothing = insert("picture", cups.own, 6).replace(face_with_picture(6).encode(), FACE.format(9).encode())
    for statement in (insert("picture", cups.own, 7), nothing.replace(b"00009'", b"99999'")):
        with cups.as_member(f"{who}@x.org") as outsider:
            outsider.execute("BEGIN")
            with pytest.raises(errors.InsufficientPrivilege):
                outsider.execute(statement)
            with cups.as_member("owner@x.org") as owner, owner.transaction(force_rollback=True):
                owner.execute("SET LOCAL lock_timeout = '2s'")
                owner.execute(insert("picture", cups.own, 9))


def test_nobody_holds_the_row_of_another_s_library(cups: Cups) -> None:
    with cups.as_member("viewer@x.org") as viewer, viewer.transaction(force_rollback=True):
        viewer.execute("SELECT playertag.remember(%s, %s, %s)", (cups.own, REPLICA, STAMP.format(0)))
        with cups.as_member("own@x.org") as owner:
            owner.execute("SET lock_timeout = '2s'")
            owner.execute("SELECT playertag.remember(%s, %s, %s)", (cups.own, REPLICA, STAMP.format(1)))


def test_a_picture_of_nothing_is_not_kept(cups: Cups) -> None:
    nothing = insert("picture", cups.own, 6).replace(face_with_picture(6).encode(), FACE.format(9).encode())
    with cups.as_member("owner@x.org") as owner:
        assert owner.execute(nothing.replace(b"00009'", b"99999'")).rowcount == 0


@pytest.mark.parametrize(
    ("table", "good", "bad"),
    [
        ("face", "', 0, 0, 0.1", "', 'NaN', 0, 0.1"),
        ("face", "', 0, 0, 0.1", "', 0, 'Infinity', 0.1"),
        ("face", "', 0, 0, 0.1", "', 0, 0, -0.1"),
        ("face", "array_fill(0.1, ARRAY[10])", "array_fill(0.1, ARRAY[9])"),
        ("face", "array_fill(0.1, ARRAY[10])", "array_fill('NaN'::float8, ARRAY[10])"),
        ("embedding", "array_fill(sqrt(1/128.0), ARRAY[128])", "array_fill(1.0, ARRAY[128])"),
        ("embedding", ", NULL", ", array_fill(sqrt(1/512.0), ARRAY[512])::halfvec"),
        ("revision", "'name'", "repeat('x', 300)"),
        ("revision", "'\"Ann\"'", "'no json'"),
        ("decision", "'ignore'", "'believe'"),
        ("decision", "'person'", "'oracle'"),
        ("decision", ", 0)", ", 999999999)"),
        ("decision", "NULL, 0)", "repeat('x', 100000), 0)"),
        ("photo", ", 10, 10,", ", 0, 10,"),
        ("picture", "repeat('a', 64)", "'../../a'"),
        ("picture", ", 10)", ", 900000000)"),
    ],
)
def test_what_could_not_have_been_seen_is_refused(cups: Cups, table: str, good: str, bad: str) -> None:
    statement = insert(table, cups.own, 5).decode()
    assert good in statement
    with cups.as_member("owner@x.org") as owner, pytest.raises((errors.IntegrityError, errors.DataError)):
        owner.execute(statement.replace(good, bad).encode())


def test_a_member_can_not_pretend_to_be_another_or_from_the_future(cups: Cups) -> None:
    with cups.as_member("reviewer@x.org") as reviewer:
        forged = insert("decision", cups.own, 7).replace(b"(tournament_id,", b"(login, feed, tournament_id,")
        reviewer.execute(forged.replace(b"VALUES (", b"VALUES ('owner@x.org', 1, "))
        last = reviewer.execute(
            "SELECT login, feed FROM playertag.decision ORDER BY feed DESC LIMIT 1"
        ).fetchone()
        assert last is not None
        assert last[0] == "reviewer@x.org"
        assert last[1] > 1
        future = insert("decision", cups.own, 6).replace(b"1700000000000", b"9700000000000")
        with pytest.raises(psycopg.Error, match="ahead"):
            reviewer.execute(future)
        other = insert("decision", cups.own, 6).replace(REPLICA.encode() + b"', '0", b"b" * 12 + b"', '0")
        with pytest.raises(psycopg.Error, match="library"):
            reviewer.execute(other)


def lots_tables(cups: Cups) -> list[tuple[str, str, bool, bool]]:
    """Each table of every tournament's lots: whether it has row-level security, and a policy."""
    with cups.server.connect(cups.database) as admin:
        return admin.execute(
            "SELECT n.nspname, c.relname, c.relrowsecurity, "
            "EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = '*') "
            "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname LIKE 'playertag\\_lots\\_%' AND c.relkind IN ('r', 'p')"
        ).fetchall()


def statements_on(schema: str, table: str) -> list[str]:
    """What can be tried on a table whatever is in it."""
    name = f"{schema}.{table}"
    return [
        f"SELECT FROM {name}",
        f"INSERT INTO {name} SELECT * FROM {name}",
        f"UPDATE {name} SET id = DEFAULT",
        f"DELETE FROM {name}",
        f"TRUNCATE {name}",
        f"LOCK TABLE {name} IN ACCESS SHARE MODE",
    ]


def test_every_table_of_lots_has_a_policy(cups: Cups) -> None:
    found = lots_tables(cups)
    assert {schema for schema, *_ in found} == {lots_schema(cups.own), lots_schema(cups.other)}
    assert [(schema, table) for schema, table, *walls in found if walls != [True, True]] == []


@pytest.mark.parametrize("role", Role)
def test_only_who_brings_photos_comes_to_the_lots_and_to_those_of_their_tournament(
    cups: Cups, role: Role
) -> None:
    with cups.as_member(f"{role}@x.org") as member:
        for schema, table, *_ in lots_tables(cups):
            if schema == lots_schema(cups.own) and role in BRINGERS:
                member.execute(f"SELECT FROM {schema}.{table}".encode())
                continue
            for statement in statements_on(schema, table):
                with pytest.raises(errors.InsufficientPrivilege), member.transaction():
                    member.execute(statement.encode())
        if role in BRINGERS:
            with member.transaction():
                lots.hand_out(member, cups.own, "queue", {})
            assert lots.figures(member, cups.own).waiting > 0
        else:
            with pytest.raises(NotAllowedError), member.transaction():
                lots.hand_out(member, cups.own, "queue", {})


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.VIEWER])
def test_behind_the_first_wall_there_is_a_second_one(cups: Cups, role: Role) -> None:
    own = lots_schema(cups.own)
    with cups.server.connect(cups.database) as admin, cups.as_member(f"{role}@x.org") as member:
        admin.execute(f'GRANT USAGE ON SCHEMA {own} TO "{role}@x.org"'.encode())
        try:
            for schema, table, *_ in lots_tables(cups):
                if schema == own:
                    assert member.execute(f"SELECT FROM {own}.{table}".encode()).rowcount == 0
                    assert member.execute(f"DELETE FROM {own}.{table}".encode()).rowcount == 0
            with pytest.raises(NotAllowedError), member.transaction():
                lots.hand_out(member, cups.own, "queue", {})
        finally:
            admin.execute(f'REVOKE USAGE ON SCHEMA {own} FROM "{role}@x.org"'.encode())


@pytest.mark.parametrize("role", Role)
def test_photos_are_written_down_as_work_by_who_brings_them(cups: Cups, role: Role) -> None:
    photo = PHOTO.format(1 + list(Role).index(role))
    fail = "UPDATE playertag.work SET failed = 'damaged' WHERE tournament_id = %s"
    with cups.as_member(f"{role}@x.org") as member:
        with pytest.raises(errors.InsufficientPrivilege):
            member.execute(WORK, (cups.other, photo))
        with pytest.raises(errors.InsufficientPrivilege):
            member.execute("INSERT INTO playertag.work (tournament_id, photo_id, path, login) "
                           "VALUES (%s, %s, '', 'somebody@x.org')", (cups.own, photo))  # fmt: skip
        assert member.execute(fail.encode(), (cups.other,)).rowcount == 0
        if role in BRINGERS:
            member.execute(WORK, (cups.own, photo))
            wrote = member.execute(
                "SELECT login FROM playertag.work WHERE photo_id = %s", (photo,)
            ).fetchone()
            assert wrote == (f"{role}@x.org",)
            assert member.execute(fail.encode(), (cups.own,)).rowcount > 0
        else:
            with pytest.raises(errors.InsufficientPrivilege):
                member.execute(WORK, (cups.own, photo))
            assert member.execute(fail.encode(), (cups.own,)).rowcount == 0


def test_who_becomes_a_photographer_comes_to_the_lots_and_who_is_dismissed_no_more(
    cups: Cups, lost: str
) -> None:
    look = f"SELECT FROM {lots_schema(cups.own)}.procrastinate_jobs".encode()
    with cups.as_member(f"{lost}@x.org") as member:
        with pytest.raises(errors.InsufficientPrivilege):
            member.execute(look)
        admit(cups, cups.own, lost, "photographer")
        assert member.execute(look).rowcount > 0
        with cups.as_member("own@x.org") as owner:
            owner.execute("SELECT playertag.dismiss(%s, %s)", (cups.own, f"{lost}@x.org"))
        with pytest.raises(errors.InsufficientPrivilege):
            member.execute(look)
