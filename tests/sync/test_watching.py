"""Libraries that stay in touch: what goes by itself, and what ends it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Self

import pytest

from core.errors import NotAllowedError, PlayertagError
from core.jobs import JobContext
from core.library import Library
from core.sync.watching import Watched
from core.types import FaceState, Line, Role
from tests.fakes.disk import no_larger_files_than
from tests.fakes.planter import Planter
from tests.fakes.proxy import BreakingLine
from tests.fakes.team import Team, password_of, through
from tests.sync.replicas import snapshot
from tests.sync.test_postgres import login, sync

AT_ONCE_S, SOON_S, QUIET_S = 0.6, 10.0, 0.7


class Watching:
    """A library that stays in touch, on a thread of its own, with all that it tells."""

    def __init__(self, library: Library) -> None:
        self.told: list[Watched] = []
        self.error: PlayertagError | None = None
        self._library, self._context = library, JobContext()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._context.cancel()
        self._thread.join()

    def _run(self) -> None:
        try:
            self._library.team.watch(self._context, self.told.append)
        except PlayertagError as exc:
            self.error = exc

    @property
    def line(self) -> Line | None:
        return self.told[-1].line if self.told else None

    def until_up_to_date(self) -> None:
        until(lambda: self.line is Line.UP_TO_DATE)

    def ended(self) -> bool:
        return not self._thread.is_alive()


def until(condition: Callable[[], bool], within_s: float = SOON_S) -> None:
    end = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_answers_go_both_ways_by_themselves(team: Team) -> None:
    planter = Planter(team.owner)
    (ann,) = planter.enrolled("Ann")
    first, second = planter.photo("Ann", "Bea")
    bob = team.member("bob")
    with Watching(team.owner) as ours, Watching(bob) as theirs:
        ours.until_up_to_date()
        theirs.until_up_to_date()
        until(
            lambda: any(watched.report and second in watched.report.changes.faces for watched in theirs.told)
        )
        team.owner.review.confirm([first], ann)
        until(lambda: Planter(bob).face(first).player_id == ann, 2)
        bob.review.ignore([second])
        until(lambda: planter.face(second).state is FaceState.IGNORED, 2)
        began = time.monotonic()
    assert time.monotonic() - began < AT_ONCE_S


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.VIEWER])
def test_what_a_role_may_not_add_keeps_nobody_awake(team: Team, role: Role) -> None:
    members = [team.member(name, role) for name in ("bob", "cyd")]
    for number, member in enumerate(members, start=5):
        theirs = Planter(member)
        theirs._photos = 100 * number
        (own,) = theirs.photo("Dan", gallery=f"{number}")
        if role is Role.REVIEWER:
            member.review.ignore([own])
    with Watching(members[0]) as one, Watching(members[1]) as other:
        one.until_up_to_date()
        other.until_up_to_date()
        time.sleep(QUIET_S)
        before = len(one.told), len(other.told)
        time.sleep(QUIET_S)
        assert (len(one.told), len(other.told)) == before
        (face,) = Planter(team.owner).photo("Ann")
        sync(team.owner)
        until(lambda: any(watched.report and face in watched.report.changes.faces for watched in one.told))


def test_a_line_that_breaks_is_tried_again(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYERTAG_TEAM_PASSWORD", password_of(team.owner))
    with BreakingLine(team.server.host, team.server.port, 1, longest=2_000) as proxy:
        through(team.owner, proxy.port)
        with Watching(team.owner) as watching:
            until(lambda: any(watched.line is Line.OFFLINE for watched in watching.told))
            assert all(watched.pause_s >= 1 for watched in watching.told if watched.line is Line.OFFLINE)
            proxy.breaks = False
            watching.until_up_to_date()


def test_a_full_disk_is_waited_for(team: Team) -> None:
    planter = Planter(team.owner)
    for _ in range(60):
        planter.photo("Ann", "Bea", "Cyd")
    sync(team.owner)
    bob = team.member("bob")
    with ExitStack() as full:
        full.enter_context(no_larger_files_than(4_000))
        with Watching(bob) as watching:
            until(lambda: watching.line is Line.NO_DISK)
            full.close()
            watching.until_up_to_date()
    assert snapshot(bob) == snapshot(team.owner)


def test_who_is_dismissed_is_told_at_once(team: Team) -> None:
    bob = team.member("bob")
    with Watching(bob) as watching:
        watching.until_up_to_date()
        team.owner.team.dismiss(login(bob))
        until(watching.ended, 2)
        assert isinstance(watching.error, NotAllowedError)
        assert "no longer" in str(watching.error)


def test_who_is_invited_who_comes_and_who_is_made_something_else_is_heard_of(team: Team) -> None:
    bob = team.member("bob")
    with Watching(team.owner) as watching:

        def is_heard_of(change: Callable[[], object]) -> None:
            watching.until_up_to_date()
            before = len(watching.told)
            change()
            until(lambda: len(watching.told) > before, 2)

        is_heard_of(lambda: team.invitation("eve", Role.VIEWER))
        is_heard_of(lambda: sync(bob))
        is_heard_of(lambda: team.owner.team.invite(login(bob), Role.VIEWER, change_role=True))


def test_leaving_ends_it(team: Team) -> None:
    with Watching(team.owner) as watching:
        watching.until_up_to_date()
        team.owner.team.leave()
        until(watching.ended, 2)
        assert isinstance(watching.error, NotAllowedError)


def test_two_syncs_of_one_library_wait_for_each_other(team: Team) -> None:
    planter = Planter(team.owner)
    with Watching(team.owner) as watching:
        for _ in range(5):
            planter.photo("Ann")
            sync(team.owner)
        watching.until_up_to_date()
        until(lambda: (team.owner.team.status() or pytest.fail("no team")).waiting == 0)
