"""Libraries that do anything, over lines that break, with clocks that are wrong: all end equal."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from core.library import Library
from tests.fakes.feed import Feed, FeedLine
from tests.sync.replicas import Replica, enter, snapshot

SEEDS = int(os.environ.get("PLAYERTAG_TEAMS", "8"))
STEPS = 80
SKEWS = (0, 0, -3, 5, 40)
"""Days that a laptop's clock may be wrong."""


@pytest.mark.parametrize("seed", range(SEEDS))
def test_all_libraries_end_equal_and_no_answer_is_lost(seed: int, tmp_path: Path) -> None:
    random, feed = Random(seed), Feed()
    lines = [FeedLine(feed, f"{n}@example.org", random, cuts=0.15) for n in range(random.randint(2, 4))]
    replicas = [
        Replica(Library.open(tmp_path / line.login), random, timedelta(days=random.choice(SKEWS)))
        for line in lines
    ]
    for replica, line in zip(replicas, lines, strict=True):
        enter(replica.library, line.login)
    said = set()
    for _ in range(STEPS):
        replica, line = random.choice(list(zip(replicas, lines, strict=True)))
        if random.random() < 0.25:
            replica.sync_over(line)
        else:
            replica.act()
            said |= replica.human()
    for line in lines:
        line.cuts = 0
    for replica, line in list(zip(replicas, lines, strict=True)) * 3:
        replica.sync_over(line)
    first, *others = [snapshot(replica.library) for replica in replicas]
    for other in others:
        for table, rows in first.items():
            assert other[table] == rows, table
    assert said
    for replica in replicas:
        assert replica.human() >= said
        replica.library.close()
