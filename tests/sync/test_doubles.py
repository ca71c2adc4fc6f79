"""The same roster on several laptops before they met."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import text

from core.errors import ServerError
from core.jobs import JobContext
from core.library import Library
from core.types import BatchId, Consent, FaceState, PlayerUpdate, Role
from tests.fakes.planter import Planter
from tests.fakes.team import Team
from tests.sync.replicas import snapshot

ROSTER = """name,number,team,external id
Ada Byron,7,Blue,
Bea Arthur,8,Blue,B-8
Bea Arthur,9,Red,B-9
Cleo,,,
"""


def roster(library: Library, content: str = ROSTER) -> None:
    path = library.paths.root.parent / f"{library.paths.root.name}.csv"
    path.write_text(content, "utf-8")
    library.players.import_roster(path)


def meet(*libraries: Library) -> None:
    """Until nobody has news."""
    while max(library.team.sync(JobContext()).anything for library in libraries):
        pass


def names(library: Library) -> list[str]:
    return sorted(f"{one.name} {one.number}".strip() for one in library.players.search().items)


ONCE = ["Ada Byron 7", "Bea Arthur 8", "Bea Arthur 9", "Cleo"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_roster_imported_by_each_before_they_met_is_there_once(
    team: Team, order: tuple[int, ...], tmp_path: Path
) -> None:
    others = [Library.open(tmp_path / name) for name in ("ann", "bea")]
    team.libraries.extend(others)
    libraries = [team.owner, *others]
    for library in libraries:
        roster(library)
    planter = Planter(others[0])
    planter._photos = 1000
    (face,) = planter.photo("Ada")
    others[0].review.confirm([face], others[0].players.find("Ada Byron").id)
    others[1].players.update(others[1].players.find("Cleo").id, PlayerUpdate(consent=Consent.REFUSED))
    for other, name in zip(others, ("ann", "bea"), strict=True):
        other.team.join(team.invitation(name, Role.PHOTOGRAPHER))
    for place in order:
        libraries[place].team.sync(JobContext())
    meet(*libraries)
    assert [names(library) for library in libraries] == [ONCE] * 3
    assert snapshot(libraries[0]) == snapshot(libraries[1]) == snapshot(libraries[2])
    for library in libraries:
        shown = Planter(library).face(face)
        assert (shown.state, shown.player) == (FaceState.CONFIRMED, "Ada Byron")
        assert library.players.find("Cleo").consent is Consent.REFUSED


def test_who_can_not_be_told_apart_is_left_to_people(team: Team) -> None:
    bob = Library.open(team.folder / "bob")
    team.libraries.append(bob)
    roster(team.owner, "name,number,team\nAda,7,Blue\nDora,1,Blue\nEve,2,Blue\n")
    team.owner.players.add("Dora", "1", "Blue")
    roster(bob, "name,number,team\nAda,7,Blue\nDora,1,Blue\nEve,3,Blue\n")
    bob.team.join(team.invitation("bob", Role.PHOTOGRAPHER))
    team.owner.team.sync(JobContext())
    meet(bob, team.owner)
    assert names(bob) == names(team.owner) == ["Ada 7", "Dora 1", "Dora 1", "Dora 1", "Eve 2", "Eve 3"]


def test_who_is_in_one_photo_twice_is_left_to_people(team: Team) -> None:
    bob = team.member("bob", Role.PHOTOGRAPHER)
    faces = Planter(team.owner).photo("Ada", "Ada's sister")
    meet(team.owner, bob)
    for library, face in zip((team.owner, bob), faces, strict=True):
        (ada,) = library.players.add("Ada", "7", "Blue").players
        library.review.confirm([face], ada)
    meet(team.owner, bob, team.owner)
    assert names(bob) == names(team.owner) == ["Ada 7"] * 2
    assert {Planter(bob).face(face).state for face in faces} == {FaceState.CONFIRMED}


def test_who_was_added_on_purpose_beside_somebody_alike_stays(team: Team) -> None:
    bob = team.member("bob", Role.PHOTOGRAPHER)
    team.owner.players.add("Ada", "7", "Blue")
    meet(team.owner, bob)
    bob.players.add("Ada", "7", "Blue")
    meet(bob, team.owner)
    for library in (team.owner, bob):  # and somebody else comes
        library.players.add(f"New to {library.paths.root.name}")
    meet(team.owner, bob, team.owner)
    assert [name for name in names(bob) if name.startswith("Ada")] == ["Ada 7"] * 2
    assert names(bob) == names(team.owner)


def test_a_line_that_breaks_between_leaves_no_doubles(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    bob = Library.open(team.folder / "bob")
    team.libraries.append(bob)
    for library in (team.owner, bob):
        roster(library)
    bob.team.join(team.invitation("bob", Role.PHOTOGRAPHER))
    team.owner.team.sync(JobContext())

    def breaks(*_: object) -> None:
        raise ServerError("The line broke.")

    with monkeypatch.context() as patched:
        patched.setattr("core.sync.engine.Sync._merge_doubles", breaks)
        with pytest.raises(ServerError):
            bob.team.sync(JobContext())
    meet(bob, team.owner)
    assert names(bob) == names(team.owner) == ONCE


def test_what_was_separated_again_stays_so(team: Team) -> None:
    bob = Library.open(team.folder / "bob")
    team.libraries.append(bob)
    for library in (team.owner, bob):
        roster(library, "name,number,team\nAda,7,Blue\n")
    bob.team.join(team.invitation("bob", Role.PHOTOGRAPHER))
    team.owner.team.sync(JobContext())
    meet(bob, team.owner)
    assert names(bob) == names(team.owner) == ["Ada 7"]
    with bob._database.read() as session:
        batch = session.scalar(text("SELECT merged_by FROM player WHERE merged"))
    bob.review.undo(BatchId(str(batch)))
    meet(bob, team.owner, bob)
    assert names(bob) == names(team.owner) == ["Ada 7"] * 2


def test_a_viewer_merges_nobody(team: Team) -> None:
    vic = Library.open(team.folder / "vic")
    team.libraries.append(vic)
    for library in (team.owner, vic):
        roster(library, "name,number,team\nAda,7,Blue\n")
    vic.team.join(team.invitation("vic", Role.VIEWER))
    team.owner.team.sync(JobContext())
    meet(vic, team.owner)
    assert (names(vic), names(team.owner)) == (["Ada 7"] * 2, ["Ada 7"])
