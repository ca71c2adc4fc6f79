"""The schema of lots, which is procrastinate's: made, brought up to date, and left to who knows it better."""

from __future__ import annotations

from itertools import count

import psycopg
import pytest

from core.errors import ServerVersionError
from core.sync.server import lots
from core.sync.server.lots import lots_schema, newest_version
from core.sync.server.migrate import create_tournament, upgrade
from tests.fakes.postgres import PostgresServer

_names = count(1)
BEFORE_HEARTBEATS = "03.01.00_01"
COLUMNS = (
    "SELECT table_name, column_name, data_type, column_default IS NULL FROM information_schema.columns "
    "WHERE table_schema = %s ORDER BY table_name, column_name"
)
FUNCTIONS = (
    "SELECT p.proname, pg_get_function_identity_arguments(p.oid), p.proacl::text FROM pg_proc p "
    "WHERE p.pronamespace = %s::regnamespace ORDER BY 1, 2"
)


@pytest.fixture
def admin(postgres: PostgresServer, address: str) -> psycopg.Connection:
    return postgres.connect(address.rpartition("/")[2])


def made(admin: psycopg.Connection) -> str:
    return create_tournament(admin, "Cup", f"lots{next(_names)}@example.org", "made-up")


def shape(admin: psycopg.Connection, schema: str) -> tuple[object, set[object]]:
    """The tables of a schema, and its functions without the schema's name in their types."""
    functions = admin.execute(FUNCTIONS, (schema,)).fetchall()
    return (
        admin.execute(COLUMNS, (schema,)).fetchall(),
        {tuple(str(part).replace(f"{schema}.", "") for part in one) for one in functions},
    )


def test_an_older_one_is_brought_to_what_a_new_one_is(admin: psycopg.Connection) -> None:
    with admin:
        upgrade(admin)
        old, new = made(admin), made(admin)
        schema = lots_schema(old)
        admin.execute(
            f"DROP SCHEMA {schema} CASCADE; CREATE SCHEMA {schema}; SET search_path TO {schema}".encode()
        )
        done = [path for path in lots._migrations() if path.stem < BEFORE_HEARTBEATS]
        for path in done:
            admin.execute(path.read_text("utf-8").encode())
        admin.execute("RESET search_path")
        admin.execute(f"COMMENT ON SCHEMA {schema} IS '{done[-1].stem}'".encode())
        with pytest.raises(ServerVersionError, match="up to date"):
            lots.check_lots(admin, old)
        upgrade(admin)
        lots.check_lots(admin, old)
        tables, functions = shape(admin, schema)
        new_tables, new_functions = shape(admin, lots_schema(new))
        assert functions >= new_functions
        # What was before stations had a column of ours is no server of Playertag's.
        login = ("procrastinate_workers", "login", "text", False)
        assert [*tables, login] == sorted(new_tables, key=lambda column: column == login)  # type: ignore[call-overload,misc]


def test_a_newer_one_is_not_touched_and_nothing_else_is_either(admin: psycopg.Connection) -> None:
    with admin:
        upgrade(admin)
        tournament = made(admin)
        schema = lots_schema(tournament)
        admin.execute(f"COMMENT ON SCHEMA {schema} IS '99.00.00_01_from_the_future'".encode())
        with pytest.raises(ServerVersionError, match="newer Playertag"):
            upgrade(admin)
        with pytest.raises(ServerVersionError, match="newer Playertag"):
            lots.check_lots(admin, tournament)
        assert admin.info.transaction_status == psycopg.pq.TransactionStatus.IDLE


def test_a_server_from_before_there_were_lots_gets_them(admin: psycopg.Connection) -> None:
    with admin:
        upgrade(admin)
        tournament = made(admin)
        admin.execute(f"DROP SCHEMA {lots_schema(tournament)} CASCADE".encode())
        upgrade(admin)
        lots.check_lots(admin, tournament)
        assert admin.execute("SHOW search_path").fetchone() == ('"$user", public',)
    assert newest_version() >= "03.04.00_50"
