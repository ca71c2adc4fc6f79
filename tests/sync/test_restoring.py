"""A library of a team that goes back to a backup, and meets the others on a real PostgreSQL."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from random import Random

import pytest
from sqlalchemy import text

from core import recovery
from core.errors import InvalidValueError, NotFoundError, ServerError
from core.jobs import JobContext
from core.library import Library
from core.sync.engine import Sync
from core.types import Backup, FaceState, Role
from tests.fakes.planter import Planter
from tests.fakes.team import Team
from tests.sync.replicas import Replica, snapshot

STEPS = 120
SEEDS = range(int(os.environ.get("PLAYERTAG_TEAMS", "3")))


def sync(*libraries: Library) -> None:
    for library in libraries:
        library.team.sync(JobContext())


def go_back(library: Library, backup: Backup) -> None:
    recovery.restore(library.paths.root, backup.path)


def settle(*libraries: Library) -> None:
    """Let all meet until nobody has anything new, and see that they are the same."""
    for _ in range(3):
        sync(*libraries)
    first, *others = map(snapshot, libraries)
    for one in others:
        assert one == first


def said_twice(library: Library) -> list[tuple[str, ...]]:
    """Answers that are there more than once."""
    with library._database.read() as session:
        rows = session.execute(text("SELECT batch_id, face_id, verdict, player_id FROM decision")).all()
    return [tuple(row) for row, times in Counter(map(tuple, rows)).items() if times > 1]


def test_what_both_sides_said_after_the_backup_is_there_again(team: Team) -> None:
    planter = Planter(team.owner)
    ann, bea = planter.enrolled("Ann", "Bea")
    faces = [planter.photo("Ann")[0] for _ in range(4)]
    bob = team.member("bob")
    sync(team.owner, bob)
    backup = team.owner.backups.make()
    team.owner.review.confirm(faces[:1], ann)
    bob.review.reject(faces[1:2], bea)
    sync(team.owner, bob, team.owner)
    with team.owner._database.read() as session:
        latest = session.scalar(text("SELECT max(stamp) FROM decision"))
    go_back(team.owner, backup)
    assert planter.face(faces[0]).state is not FaceState.CONFIRMED
    team.owner.review.confirm(faces[2:3], bea)
    settle(team.owner, bob)
    for library in (team.owner, bob):
        with library._database.read() as session:
            stamps = session.execute(text("SELECT face_id, stamp FROM decision")).all()
        assert Planter(library).face(faces[0]).player_id == ann
        assert Planter(library).face(faces[2]).player_id == bea
        assert [stamp > latest for face, stamp in stamps if face == faces[2]] == [True]
        assert len({stamp for _, stamp in stamps}) == len(stamps)


def test_photos_that_the_others_have_from_here_come_back(team: Team) -> None:
    planter = Planter(team.owner)
    (ann,) = planter.enrolled("Ann")
    planter.photo("Ann")
    bob = team.member("bob")
    sync(team.owner, bob)
    backup = team.owner.backups.make()
    (late,) = planter.photo("Ann")
    sync(team.owner, bob)
    go_back(team.owner, backup)  # nothing was said since, which would have told the server of it
    bob.review.confirm([late], ann)
    sync(bob)
    settle(team.owner, bob)
    assert planter.face(late).player_id == ann


def test_answers_that_went_before_the_line_broke_come_back(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    planter = Planter(team.owner)
    (ann,) = planter.enrolled("Ann")
    faces = [planter.photo("Ann")[0] for _ in range(2)]
    bob = team.member("bob")
    sync(team.owner, bob)
    backup = team.owner.backups.make()
    team.owner.review.confirm(faces[:1], ann)

    def broken(_: Sync) -> None:
        raise ServerError("the line broke")

    with monkeypatch.context() as patch:
        patch.setattr(Sync, "_be_remembered", broken)
        with pytest.raises(ServerError):
            sync(team.owner)
    go_back(team.owner, backup)
    team.owner.review.ignore(faces[1:])
    settle(team.owner, bob)
    assert planter.face(faces[0]).player_id == ann
    assert planter.face(faces[1]).state is FaceState.IGNORED


def test_an_answer_that_was_taken_back_stays_so(team: Team) -> None:
    planter = Planter(team.owner)
    (ann,) = planter.enrolled("Ann")
    (face,) = planter.photo("Ann")
    bob = team.member("bob")
    sync(team.owner, bob)
    done = team.owner.review.confirm([face], ann)
    backup = team.owner.backups.make()  # the answer is in it, and nobody was told
    sync(team.owner)
    assert done.batch is not None
    team.owner.review.undo(done.batch)
    sync(team.owner, bob)
    before = Planter(bob).face(face)
    go_back(team.owner, backup)
    settle(team.owner, bob)
    for library in (team.owner, bob):
        assert Planter(library).face(face) == before
        assert not said_twice(library)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_answer_that_was_told_is_lost_whoever_goes_back(seed: int, team: Team) -> None:
    random = Random(seed)
    bob = team.member("bob", Role.OWNER)
    replicas = [Replica(library, Random(seed * 10 + n)) for n, library in enumerate((team.owner, bob))]
    told: set[tuple[str, str, str, str | None]] = set()
    for _ in range(STEPS):
        one = random.choice(replicas)
        chance = random.random()
        if chance < 0.1:
            sync(one.library)
            told |= one.human()
        elif chance < 0.15:
            one.library.backups.make()
        elif chance < 0.18 and (backups := one.library.backups.all()):
            go_back(one.library, random.choice(backups))
        else:
            with suppress(InvalidValueError, NotFoundError):
                one.act()
    settle(*(one.library for one in replicas))
    for one in replicas:
        assert told <= one.human()
        assert not said_twice(one.library)
        one.library.check_database()
