"""The operations of a team, on the real server, with photos of made-up people."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from sqlalchemy import text

from core.auth import credentials
from core.errors import CancelledError, InvalidValueError, NotAllowedError, ServerError
from core.jobs import JobContext
from core.library import Library
from core.sync.connecting import address as checked_address
from core.sync.connecting import secret_name
from core.sync.inviting import Invitation
from core.sync.watching import Watched
from core.types import FaceState, PlayerUpdate, Role
from tests.fakes.keyring import MemoryKeyring
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
    for login, words in (
        ("ann@home@example.org", "as name@example.org is one"),
        (f"{'a' * 60}@example.org", "more than 63 letters"),
    ):
        with pytest.raises(InvalidValueError, match=words):
            library.team.create(address, "Cup", login)
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


def lets_in(invitation: str, address: str) -> bool:
    """Whether the password of an invitation is good."""
    invited = Invitation.read(invitation)
    try:
        psycopg.connect(make_conninfo(address, user=invited.login, password=invited.password)).close()
    except psycopg.OperationalError as exc:
        return "password" not in str(exc)
    return True


def test_an_invitation_lets_in_once_and_a_member_brings_another_computer(
    library: Library, other: Library, address: str, tmp_path: Path, a_keyring: MemoryKeyring
) -> None:
    with pytest.raises(NotAllowedError, match="in no team"):
        library.team.own_invitation()
    library.team.create(address, "Cup", "once-op@example.org")
    invitation = library.team.invite(REVIEWER.format(5), Role.REVIEWER)
    assert lets_in(invitation, address)
    other.team.join(invitation)
    assert not lets_in(invitation, address)
    other.team.sync(JobContext())
    with Library.open(tmp_path / "late") as late:
        credentials.forget(secret_name(checked_address(address), REVIEWER.format(5)))
        with pytest.raises(NotAllowedError, match=r"one lets in once.*own-invitation"):
            late.team.join(invitation)
    other.team.join(library.team.renew(REVIEWER.format(5)))
    for owner in (library, other):
        lasting = owner.team.own_invitation()
        with Library.open(tmp_path / f"second of {owner.paths.root.name}") as second:
            with pytest.raises(InvalidValueError, match="made yourself"):
                second.team.join(lasting)
            second.team.join(lasting, own=True)
            second.team.sync(JobContext())
        assert lets_in(lasting, address)
        owner.team.sync(JobContext())
    a_keyring.kept.clear()
    with pytest.raises(NotAllowedError, match="does not have the password"):
        library.team.own_invitation()


def test_a_password_that_broke_off_on_its_way_lets_in_by_the_same_invitation(
    library: Library, other: Library, address: str, a_keyring: MemoryKeyring
) -> None:
    library.team.create(address, "Cup", "broke-op@example.org")
    login = REVIEWER.format(6)
    invitation = library.team.invite(login, Role.REVIEWER)
    name = secret_name(checked_address(address), login)
    credentials.keep(name, "kept before the server was told of it")
    other.team.join(invitation)
    assert not lets_in(invitation, address)
    other.team.leave()
    other.team.join(invitation)  # the server knows by now what is kept
    other.team.sync(JobContext())
    credentials.keep(name, "something else")
    with pytest.raises(NotAllowedError, match="password"):
        other.team.join(invitation)


def test_whoever_else_is_in_by_an_invitation_is_cut_off(
    library: Library, other: Library, address: str, a_keyring: MemoryKeyring
) -> None:
    library.team.create(address, "Cup", "cut-op@example.org")
    invitation = library.team.invite(REVIEWER.format(7), Role.REVIEWER)
    invited = Invitation.read(invitation)
    with psycopg.connect(make_conninfo(address, user=invited.login, password=invited.password)) as early:
        other.team.join(invitation)
        with pytest.raises(psycopg.OperationalError):
            early.execute("SELECT 1")


def test_a_password_of_the_environment_stays_as_it_is(
    library: Library, other: Library, address: str, a_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.team.create(address, "Cup", "environment-op@example.org")
    invitation = library.team.invite(REVIEWER.format(8), Role.REVIEWER)
    monkeypatch.setenv(credentials.PASSWORD_VARIABLE, Invitation.read(invitation).password)
    other.team.join(invitation)
    assert lets_in(invitation, address)
    other.team.sync(JobContext())


def test_an_invitation_that_was_lost_before_it_was_used_is_made_anew(
    library: Library, other: Library, address: str, a_keyring: MemoryKeyring
) -> None:
    library.team.create(address, "Cup", "lost-op@example.org")
    login = REVIEWER.format(10)
    lost = library.team.invite(login, Role.REVIEWER)
    anew = library.team.invite(login, Role.REVIEWER)
    assert not lets_in(lost, address)
    other.team.join(anew)
    other.team.sync(JobContext())
    assert Invitation.read(library.team.invite(login, Role.REVIEWER)).password == ""
    other.team.sync(JobContext())


def test_an_owner_is_not_made_less_by_an_invitation(library: Library, other: Library, address: str) -> None:
    library.team.create(address, "Cup", "less-op@example.org")
    login = REVIEWER.format(9)
    other.team.join(library.team.invite(login, Role.OWNER))
    with pytest.raises(NotAllowedError, match="is an owner: dismiss them"):
        library.team.invite(login, Role.VIEWER)
    for role in Role:
        with pytest.raises(NotAllowedError, match="already, as its owner"):
            library.team.invite("less-op@example.org", role)
    library.team.dismiss(login)
    library.team.invite(login, Role.VIEWER)
    assert {member.login: member.role for member in library.team.members()}[login] is Role.VIEWER


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
