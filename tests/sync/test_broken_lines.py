"""Three laptops at once, each a process, over lines that break anywhere; and one that is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from core.jobs import JobContext
from core.library import Library
from core.sync import wire
from core.types import Role
from tests.conftest import CHECKOUT
from tests.fakes.planter import Planter
from tests.fakes.postgres import PostgresServer
from tests.fakes.proxy import BreakingLine
from tests.fakes.team import Team, password_of, through
from tests.sync.replicas import snapshot

STEPS = int(os.environ.get("PLAYERTAG_TEAM_STEPS", "40"))
FIRST_KILL_BYTES, MOST_KILLS = 60_000, 20


def start(folder: Path, seed: int, password: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.sync.laptop", str(folder), str(seed), str(STEPS)],
        cwd=CHECKOUT,
        env={**os.environ, "PLAYERTAG_TEAM_PASSWORD": password},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("seed", [1])
def test_three_laptops_over_breaking_lines_end_equal(
    team: Team, postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    planter = Planter(team.owner)
    planter.enrolled("Ann", "Bea", "Cyd")
    for people in ("AB", "CA", "B"):
        planter.photo(*people)
    team.owner.team.sync(JobContext())
    libraries = [team.owner, *(team.member(name, Role.PHOTOGRAPHER) for name in ("second", "third"))]
    for library in libraries[1:]:
        library.team.sync(JobContext())
    passwords = [password_of(library) for library in libraries]
    with BreakingLine(postgres.host, postgres.port, seed) as line:
        for library in libraries:
            through(library, line.port)
        laptops = [
            start(library.paths.root, seed * 10 + number, passwords[number])
            for number, library in enumerate(libraries)
        ]
        outputs = [laptop.communicate(timeout=300)[0] for laptop in laptops]
        assert [laptop.returncode for laptop in laptops] == [0, 0, 0]
        line.breaks = False
        for _ in range(3):
            for library, password in zip(libraries, passwords, strict=True):
                monkeypatch.setenv("PLAYERTAG_TEAM_PASSWORD", password)
                library.team.sync(JobContext())
    first, *others = map(snapshot, libraries)
    for other in others:
        for table, rows in first.items():
            assert other[table] == rows, table
    said = {tuple(row) for output in outputs for row in json.loads(output)}
    kept = {(row[1], row[2], row[4], row[3]) for row in first["decision"]}
    assert len(said) > STEPS / 2
    assert said <= kept


def kill_and_go_on(library: Library, password: str, line: BreakingLine) -> int:
    """Sync in a process that is killed, each time twice as far on, until one ends; how many were killed."""
    for kills in range(MOST_KILLS):
        last = line.passed + FIRST_KILL_BYTES * 2**kills
        process = subprocess.Popen(
            [sys.executable, "-m", "core", "sync", "--library", str(library.paths.root)],
            cwd=CHECKOUT,
            env={**os.environ, "PLAYERTAG_TEAM_PASSWORD": password},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while process.poll() is None and line.passed < last:
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
        if (ended := process.wait()) == 0:
            return kills
        assert ended == -signal.SIGKILL
    raise AssertionError("it never came to its end")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_what_is_killed_while_it_sends_or_receives_goes_on(team: Team) -> None:
    planter = Planter(team.owner)
    planter.enrolled("Ann", "Bea")
    for _ in range(200):
        planter.photo("Ann", "Bea", "Cyd")
    second = team.member("second")
    passwords = {library: password_of(library) for library in (team.owner, second)}
    with BreakingLine(team.server.host, team.server.port, 1) as line:
        line.breaks = False
        for library, password in passwords.items():
            through(library, line.port)
            assert kill_and_go_on(library, password, line) > 1
    assert snapshot(second) == snapshot(team.owner)
    with team.server.connect(team.database) as admin:
        for table in wire.TABLES:
            key = ", ".join(table.key)
            row = admin.execute(
                f"SELECT count(*), count(DISTINCT ({key})) FROM playertag.{table.name}".encode()
            ).fetchone()
            assert row is not None
            with team.owner._database.read() as session:
                here = session.scalar(text(f"SELECT count(*) FROM {table.name}"))
            assert row == (here, here), table.name
