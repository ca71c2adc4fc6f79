"""Libraries that do anything, over lines that break, with clocks that are wrong: all end equal."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest

from core.jobs import JobContext
from core.library import Library
from core.sync import wire
from core.sync.engine import Sync
from core.sync.remote import Held
from core.sync.wire import Key, Row, Table
from core.types import Role
from tests.fakes.feed import Feed, FeedLine
from tests.fakes.planter import Planter
from tests.sync.replicas import Replica, enter, snapshot

SEEDS = int(os.environ.get("PLAYERTAG_TEAMS", "8"))
STEPS = 120
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
    said: set[tuple[str, str, str, str | None]] = set()
    acts = count(1)
    while next(acts) <= STEPS or not said:
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


class BusyLine(FeedLine):
    """The line of somebody who does something while photos go out."""

    def __init__(self, feed: Feed, login: str, act: Callable[[], object]) -> None:
        super().__init__(feed, login)
        self._act = act

    def add(self, table: Table, rows: Sequence[Row], replica: str) -> Mapping[Key, Held]:
        if table is wire.PHOTO:
            self._act()
        return super().add(table, rows, replica)


def test_who_is_added_and_named_while_others_are_told_gets_to_them(tmp_path: Path) -> None:
    ann, bob = (Library.open(tmp_path / name) for name in ("ann", "bob"))
    enter(ann, "ann")
    enter(bob, "bob")
    (face,) = Planter(ann).photo("Ada")

    def name() -> None:
        (ada,) = ann.players.add("Ada").players
        ann.review.confirm([face], ada)
        ann.team.conflicts()  # as a window asks for now and then, which gives all a stamp

    feed = Feed()
    for library, line in (
        (ann, BusyLine(feed, "ann", name)),
        (bob, FeedLine(feed, "bob")),
        (ann, FeedLine(feed, "ann")),
        (bob, FeedLine(feed, "bob")),
    ):
        Sync(library._database, line, Role.OWNER).run(JobContext())
    assert Planter(bob).face(face).player == "Ada"
    assert snapshot(bob) == snapshot(ann)
    ann.close()
    bob.close()
