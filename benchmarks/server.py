"""How large a tournament is on a team's server: the sums of docs/scaling.md, on a real PostgreSQL.

    python -m benchmarks.server [--faces 100000] [--players 2000] [--json FILE]

The library of `benchmarks.operations` is pushed to an empty server, with crops and previews said to be in a
store. Then each table and index of the tournament is looked at, and what members who only listen cost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg
from sqlalchemy import text

from benchmarks.operations import plant
from benchmarks.report import print_table, write_json
from benchmarks.team import parsed, prepared
from core.jobs import JobContext
from core.library import Library
from core.paths import LibraryPaths
from tests.fakes.postgres import PostgresServer

LISTENERS = 50
KB = 1024
# What is in a store once all was synced: a crop of each face, a preview and an original of each photo.
TO_STORE = "INSERT INTO picture (kind, thing, digest, size) SELECT"
IN_STORE = (
    f"{TO_STORE} 'crop', id, printf('%064d', rowid), 6000 FROM face",
    f"{TO_STORE} 'preview', id, id, 60000 FROM photo",
    f"{TO_STORE} 'original', id, id, 9000000 FROM photo",
)
SIZES = """
    SELECT parent.relname, part.reltuples::bigint, pg_table_size(part.oid), pg_indexes_size(part.oid)
    FROM pg_class part JOIN pg_inherits i ON i.inhrelid = part.oid
    JOIN pg_class parent ON parent.oid = i.inhparent
    WHERE parent.relnamespace = 'playertag'::regnamespace AND parent.relkind = 'p' ORDER BY 1
"""
HNSW = """
    SELECT sum(pg_relation_size(oid))::bigint, max(reltuples)::bigint FROM pg_class
    WHERE relname ~ '^embedding_.*_v128$' AND relkind = 'i'
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print tables, and write a file where one was named."""
    chosen = parsed("How large a tournament is on a team's server.", arguments)
    with prepared() as (server, scratch):
        push(server, scratch, chosen.faces, chosen.players)
        with server.connect() as admin:
            admin.execute("VACUUM ANALYZE")
            sizes = admin.execute(SIZES).fetchall()
            ((hnsw, embeddings),) = admin.execute(HNSW).fetchall()
        listener_kb = listening(server)
    title = f"{chosen.faces:,} faces, {chosen.players:,} players"
    print_table(title, ("table", "rows", "bytes a row", "its indexes", "MB"), list(_lines(sizes)))
    print(f"index of neighbours: {hnsw / KB**2:.0f} MB, {hnsw / embeddings:.0f} bytes an embedding")
    print(f"a member who listens: {listener_kb:.0f} kB of the server's memory")
    if chosen.json:
        found = {name: {"rows": rows, "table": table, "indexes": index} for name, rows, table, index in sizes}
        write_json(chosen.json, {"tables": found, "hnsw": hnsw, "listener_kb": listener_kb})


def push(server: PostgresServer, scratch: Path, faces: int, players: int) -> None:
    """A tournament with all that the library has, and its index of neighbours."""
    plant(LibraryPaths(scratch / "library"), faces, players)
    with Library.open(scratch / "library") as library:
        library.team.create(server.address(), "Cup", "owner@example.org")
        with library._database.write() as session:  # noqa: SLF001 - nothing is really in a store
            for statement in IN_STORE:
                session.execute(text(statement))
        library.team.sync(JobContext())
        library.team.index()


def listening(server: PostgresServer) -> float:
    """What a connection that only listens takes of the server's memory, in kB, where the system tells."""
    with server.connect() as admin:
        connections = [server.connect() for _ in range(LISTENERS)]
        for connection in connections:
            connection.execute("LISTEN playertag")
        taken = [_own_memory_kb(connection) for connection in connections]
        for connection in connections:
            connection.close()
        admin.execute("SELECT 1")
    return sum(taken) / LISTENERS


def _own_memory_kb(connection: psycopg.Connection) -> float:
    """The memory that a server's process shares with nobody."""
    rollup = Path(f"/proc/{connection.info.backend_pid}/smaps_rollup")
    if not rollup.exists():
        return float("nan")
    lines = [line.split() for line in rollup.read_text().splitlines()]
    return sum(float(line[1]) for line in lines if line[0] in ("Private_Clean:", "Private_Dirty:"))


def _lines(sizes: Sequence[tuple[str, int, int, int]]) -> Iterator[tuple[str, str, str, str, str]]:
    for name, rows, table, index in sizes:
        if rows > 0:
            yield (
                name,
                f"{rows:,}",
                f"{table / rows:.0f}",
                f"{index / rows:.0f}",
                f"{(table + index) / KB**2:.0f}",
            )


if __name__ == "__main__":
    main()
