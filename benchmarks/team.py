"""How long a library of a team takes to meet the others, on a real PostgreSQL on this machine.

    python -m benchmarks.team [--faces 100000] [--players 2000] [--json FILE]

The library is that of `benchmarks.operations`. It is pushed to an empty server, pulled by a second library,
then a thousand answers are given in one and synced to the other. The server writes to the disk as it does by
default. The index of neighbours, which the server makes once it has enough embeddings, is timed apart.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import keyring
from keyring.backends.fail import Keyring as NoKeyring
from sqlalchemy import select

from benchmarks.operations import plant
from benchmarks.report import print_table, write_json
from core.db.schema import FaceRow
from core.jobs import JobContext
from core.library import Library
from core.memory import spare_memory
from core.paths import LibraryPaths
from core.types import FaceId, Role
from tests.fakes.postgres import PostgresServer

ANSWERS = 1_000
LIMITS = {"push": 60.0, "pull": 60.0, "1,000 answers, both ways": 1.0}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print a table, and write a file where one was named."""
    chosen = parsed("How long a team's libraries take to meet.", arguments)
    with prepared(durable=True) as (server, scratch):
        timings = dict(measure(server, scratch, chosen.faces, chosen.players))
    rows = [
        (name, f"{seconds:.2f} s", f"{LIMITS[name]:.0f} s" if name in LIMITS else "")
        for name, seconds in timings.items()
    ]
    print_table(f"{chosen.faces:,} faces, {chosen.players:,} players", ("", "measured", "limit"), rows)
    if chosen.json:
        write_json(chosen.json, {"faces": chosen.faces, "players": chosen.players, "seconds": timings})


def parsed(description: str, arguments: Sequence[str] | None) -> argparse.Namespace:
    """How large the library is to be, and where the figures go."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--faces", type=int, default=100_000)
    parser.add_argument("--players", type=int, default=2_000)
    parser.add_argument("--json", type=Path, help="Also write the figures to this file.")
    return parser.parse_args(arguments)


@contextmanager
def prepared(*, durable: bool = False) -> Iterator[tuple[PostgresServer, Path]]:
    """A server, and a folder for libraries; passwords are kept in memory."""
    spare_memory()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    with tempfile.TemporaryDirectory() as scratch, PostgresServer(durable=durable) as server:
        yield server, Path(scratch)


def measure(server: PostgresServer, scratch: Path, faces: int, players: int) -> Iterator[tuple[str, float]]:
    """The seconds of each step, in their order."""
    plant(LibraryPaths(scratch / "first"), faces, players)
    with Library.open(scratch / "first") as first, Library.open(scratch / "second") as second:
        first.team.create(server.address(), "Cup", "first@example.org")
        yield "push", _seconds(lambda: first.team.sync(JobContext()))
        second.team.join(first.team.invite("second@example.org", Role.REVIEWER))
        yield "pull", _seconds(lambda: second.team.sync(JobContext()))
        with second._database.read() as session:  # noqa: SLF001 - any faces will do
            unknown = select(FaceRow.id).where(FaceRow.state == "unknown").limit(ANSWERS)
            asked = [FaceId(face) for face in session.scalars(unknown)]
        for face in asked:
            second.review.ignore([face])
        yield "1,000 answers, out", (out := _seconds(lambda: second.team.sync(JobContext())))
        yield "1,000 answers, in", (into := _seconds(lambda: first.team.sync(JobContext())))
        yield "1,000 answers, both ways", out + into
        yield "index of neighbours", _seconds(first.team.index)


def _seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
