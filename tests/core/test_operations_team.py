"""The operations of a team, on the real server, with photos of made-up people."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from core.auth import credentials
from core.errors import CancelledError, InvalidValueError, NotAllowedError, ServerError
from core.jobs import JobContext
from core.library import Library
from core.sync.watching import Watched
from core.types import FaceState, PlayerUpdate, Role
from tests.fakes.planter import Planter

OWNER, REVIEWER = "owner-op@example.org", "reviewer-op{}@example.org"


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "other") as opened:
        yield opened


def test_a_team_from_its_making_to_leaving_it(library: Library, other: Library, address: str) -> None:
    planter = Planter(library)
    (ann,) = planter.enrolled("Ann")
    (face,) = planter.photo("Ann")
    assert library.team.status() is None
    with pytest.raises(NotAllowedError, match="in no team"):
        library.team.sync(JobContext())
    with pytest.raises(InvalidValueError, match="address"):
        library.team.create("mysql://somewhere/db", "Cup", OWNER)
    with pytest.raises(InvalidValueError, match="TLS"):
        library.team.create("postgresql://example.org/db?sslmode=disable", "Cup", OWNER)
    with pytest.raises(InvalidValueError, match="e-mail"):
        library.team.create(address, "Cup", "owner")
    library.team.create(address, "Cup", OWNER)
    library.team.upgrade(address)
    with pytest.raises(InvalidValueError, match="already"):
        library.team.create(address, "Cup", OWNER)
    status = library.team.status()
    assert status is not None
    assert (status.name, status.login) == ("Cup", OWNER)
    assert "postgres:" not in status.server
    assert status.waiting > 0

    login = REVIEWER.format(1)
    with pytest.raises(InvalidValueError, match="no invitation"):
        other.team.join("come in")
    other.team.join(library.team.invite(login, Role.REVIEWER))
    assert {(member.login, member.role, member.active) for member in other.team.members()} == {
        (OWNER, Role.OWNER, True),
        (login, Role.REVIEWER, True),
    }
    assert {member.login for member in library.team.members() if not member.came} == {login}
    library.team.sync(JobContext())
    report = other.team.sync(JobContext())
    assert report.received > 0
    assert all(member.came for member in library.team.members())
    assert face in report.changes.faces
    other.review.confirm([face], ann)
    assert other.team.sync(JobContext()).sent == 1
    assert library.team.sync(JobContext()).received == 1
    assert planter.face(face).state is FaceState.CONFIRMED
    assert library.team.conflicts() == []
    assert library.team.index()
    assert not library.team.index()

    with pytest.raises(NotAllowedError, match="owner"):
        other.team.invite("somebody@example.org", Role.OWNER)
    with pytest.raises(NotAllowedError, match="owner"):
        other.team.dismiss(OWNER)
    assert library.team.dismiss(login)
    other.team.leave()
    assert other.team.status() is None
    assert Planter(other).face(face).player_id == ann


def test_a_lost_password_is_replaced_and_the_old_one_is_over(
    library: Library, other: Library, address: str
) -> None:
    library.team.create(address, "Cup", "renew-op@example.org")
    login = REVIEWER.format(4)
    other.team.join(library.team.invite(login, Role.REVIEWER))
    other.players.add("Ann")
    again = library.team.renew(login)
    with pytest.raises(NotAllowedError, match="password"):
        other.team.sync(JobContext())
    other.team.join(again)
    other.team.sync(JobContext())
    assert library.team.sync(JobContext()).received > 0
    for refused in (login, "renew-op@example.org"):
        with pytest.raises(NotAllowedError):
            other.team.renew(refused)
    with pytest.raises(NotAllowedError, match="for an owner"):
        library.team.renew("renew-op@example.org")
    with pytest.raises(InvalidValueError, match="already"):
        library.team.join(again)


def test_one_owner_can_have_several_tournaments_on_a_server(
    library: Library, other: Library, address: str
) -> None:
    login = "several-op@example.org"
    library.team.create(address, "Cup", login)
    other.team.create(address, "League", login)
    for one in (library, other, library):
        one.team.sync(JobContext())
    library.team.leave()
    other.team.sync(JobContext())
    credentials._in_memory.clear()
    with pytest.raises(NotAllowedError, match="does not have"):
        library.team.create(address, "Another", login)


def test_who_comes_back_tells_what_was_done_meanwhile_and_undoes_nothing(
    library: Library, other: Library, address: str
) -> None:
    planter = Planter(library)
    ann, bea = planter.enrolled("Ann", "Bea")
    first, second = planter.photo("Ann", "Bea")
    library.team.create(address, "Cup", "back-op@example.org")
    library.team.sync(JobContext())
    login = REVIEWER.format(3)
    other.team.join(library.team.invite(login, Role.REVIEWER))
    other.team.sync(JobContext())
    other.team.leave()
    library.players.update(ann, PlayerUpdate(name="Anna"))
    library.review.confirm([first], ann)
    library.team.sync(JobContext())
    other.players.update(bea, PlayerUpdate(name="Beata"))
    other.review.confirm([second], bea)
    other.team.join(library.team.invite(login, Role.REVIEWER))
    other.team.sync(JobContext())
    library.team.sync(JobContext())
    for one in (library, other):
        assert [one.players.get(player).name for player in (ann, bea)] == ["Anna", "Beata"]
        assert [Planter(one).face(face).player_id for face in (first, second)] == [ann, bea]
        assert one.team.conflicts() == []
    with library._database.read() as session:
        answers, faces = session.execute(
            text("SELECT count(*), count(DISTINCT face_id) FROM decision WHERE source = 'person'")
        ).one()
        assert answers == faces  # nobody's came a second time
    other.team.leave()
    other.team.create(address, "League", login)
    other.team.sync(JobContext())


def test_an_address_that_is_none_is_not_repeated(library: Library) -> None:
    for wrong in ("postgres//ann:secret@host/db", "mysql://ann:secret@host/db"):
        with pytest.raises(InvalidValueError) as refused:
            library.team.upgrade(wrong)
        assert "secret" not in str(refused.value)


def test_a_server_that_is_not_there_says_so(library: Library) -> None:
    nowhere = "postgresql://nobody@127.0.0.1:1/none"
    with pytest.raises(ServerError, match="can't be reached"):
        library.team.create(nowhere, "Cup", OWNER)
    with pytest.raises(ServerError, match="can't be reached"):
        library.team.upgrade(nowhere)
    assert library.team.status() is None


def test_an_answer_is_on_the_other_screen_in_two_seconds(
    library: Library, other: Library, address: str
) -> None:
    planter = Planter(library)
    (face,) = planter.photo("Ann")
    library.team.create(address, "Cup", "watcher-op@example.org")
    library.team.sync(JobContext())
    other.team.join(library.team.invite(REVIEWER.format(2), Role.REVIEWER))
    came, stop = threading.Event(), JobContext()

    def told(watched: Watched) -> None:
        report = watched.report
        if report and face in report.changes.faces and planter.face(face).state is FaceState.IGNORED:
            came.set()

    def watch() -> None:
        with pytest.raises(CancelledError):
            library.team.watch(stop, told)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        other.team.sync(JobContext())
        other.review.ignore([face])
        other.team.sync(JobContext())
        assert came.wait(2)
    finally:
        stop.cancel()
        watching.join()
