"""The same roster on several laptops before they met."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from core.errors import InvalidValueError
from core.jobs import JobContext
from core.library import Library
from core.recognition.history import labels
from core.recognition.identity import became
from core.sync.engine import Sync
from core.types import (
    BatchId,
    Consent,
    FaceState,
    PhotoFilter,
    Player,
    PlayerUpdate,
    Role,
    SavedFilter,
)
from tests.fakes.feed import Feed, FeedLine
from tests.fakes.planter import GALLERY, Planter
from tests.fakes.team import Team
from tests.sync.replicas import Replica, enter, snapshot

SEEDS = int(os.environ.get("PLAYERTAG_TEAMS", "8"))

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


def test_what_was_known_of_one_s_own_comes_along(team: Team) -> None:
    bob = Library.open(team.folder / "bob")
    team.libraries.append(bob)
    roster(team.owner, "name,number,team,season\nAda,7,Blue,2026\n")
    roster(bob, "name,number,team,external id,season\nAda,6,Red,A-1,2025\nAda,7,Blue,A-1,2026\n")
    planter = Planter(bob)
    face, other = planter.photo("Ada", "Bea")
    own = bob.players.find("Ada").id
    bob.review.confirm([face], own)
    bob.review.reject([other], own)
    bob.galleries.set_roster(planter.gallery(), {own})
    bob.saved_filters.save(SavedFilter("Ada", PhotoFilter(players=frozenset({own}))))
    (twin,) = bob.players.add("Ada B.").players
    bob.players.merge(own, twin)
    bob.training.execute(JobContext())
    bob.team.join(team.invitation("bob", Role.PHOTOGRAPHER))
    team.owner.team.sync(JobContext())
    meet(bob, team.owner)
    theirs = team.owner.players.find("Ada").id
    for library in (bob, team.owner):
        (ada,) = library.players.search().items
        assert (ada.id, ada.external_id) == (theirs, "A-1")
        assert [season.season for season in ada.seasons] == ["2026", "2025"]
        assert library.galleries.find(GALLERY).roster == {theirs}
        assert Planter(library).face(face).player_id == theirs
        with library._database.read() as session:
            assert labels(session, [other])[other].rejected == {theirs}
    assert snapshot(bob) == snapshot(team.owner)
    assert bob.saved_filters.find("Ada").wanted.players == {theirs}
    assert [one.player_id for one in bob.recognition.candidates([face])[face]] == [theirs]


def test_who_was_made_beside_somebody_alike_stays_another_one(team: Team) -> None:
    roster(team.owner, "name\nAda\n")
    bob = team.member("bob", Role.PHOTOGRAPHER)
    meet(team.owner, bob)
    bob.players.add("Ada")
    meet(bob, team.owner, bob)
    team.owner.players.add("Bea")
    meet(team.owner, bob, team.owner)
    assert names(bob) == names(team.owner) == ["Ada", "Ada", "Bea"]


class LateLine(FeedLine):
    """A line on which news are of before others told some, who tell at the same time; `late` is how often."""

    def __init__(self, feed: Feed, login: str, random: Random, *, late: float, cuts: float = 0.0) -> None:
        super().__init__(feed, login, random, cuts)
        self._random, self.late, self._heard = random, late, 0

    def latest(self) -> int:
        latest = super().latest()
        if self._random.random() >= self.late:
            self._heard = latest
        return self._heard


def test_what_two_told_at_the_same_time_is_merged_and_stays_separated_once_it_was(tmp_path: Path) -> None:
    feed, libraries = Feed(), [Library.open(tmp_path / name) for name in ("ann", "bob")]
    lines = [LateLine(feed, name, Random(1), late=1) for name in ("ann", "bob")]
    for library, line in zip(libraries, lines, strict=True):
        roster(library, "name,number,team\nAda,7,Blue\n")
        enter(library, line.login)

    def meet_again(late: float) -> None:
        for library, line in list(zip(libraries, lines, strict=True)) * 3:
            line.late = late
            Sync(library._database, line, Role.OWNER).run(JobContext())

    meet_again(late=1)
    assert [names(library) for library in libraries] == [["Ada 7"]] * 2
    meet_again(late=0)
    assert [names(library) for library in libraries] == [["Ada 7"]] * 2
    assert snapshot(libraries[0]) == snapshot(libraries[1])
    with libraries[0]._database.read() as session:
        batch = session.scalar(text("SELECT merged_by FROM player WHERE merged"))
    libraries[0].review.undo(BatchId(str(batch)))
    meet_again(late=0)
    assert [names(library) for library in libraries] == [["Ada 7"] * 2] * 2
    for library in libraries:
        library.close()


def test_a_viewer_s_own_players_become_those_of_the_others(team: Team) -> None:
    vic = Library.open(team.folder / "vic")
    team.libraries.append(vic)
    for library in (team.owner, vic):
        roster(library, "name,number,team\nAda,7,Blue\n")
    vic.team.join(team.invitation("vic", Role.VIEWER))
    team.owner.team.sync(JobContext())
    meet(vic, team.owner)
    assert snapshot(vic) == snapshot(team.owner)
    assert names(vic) == ["Ada 7"]


Line = tuple[str, str, str, str]
LINES: list[Line] = [
    ("Ada", "7", "Blue", ""),
    ("Ada", "8", "Blue", ""),
    ("Bea", "", "", ""),
    ("Cyd", "1", "Red", "C-1"),
    ("Cyd", "", "Green", "C-2"),
    ("Dora", "3", "Red", ""),
]
BEFORE = (Replica._photo, Replica._confirm, Replica._reject, Replica._recognise, Replica._roster)


def line_of(player: Player) -> Line:
    return player.name, player.number, player.team, player.external_id


def lines_of(library: Library) -> dict[str, Line]:
    """Of each player the line of the roster, and of who was merged into another one that one's."""
    columns = "id, name, number, team, external_id"
    with library._database.read() as session:
        lines = {row[0]: tuple(row[1:]) for row in session.execute(text(f"SELECT {columns} FROM player"))}
        return {player: lines[became(session).get(player, player)] for player in lines}


def said(replica: Replica) -> set[tuple[object, ...]]:
    """What people said, and of which lines."""
    lines = lines_of(replica.library)
    return {
        (batch, face, verdict, lines.get(player or "")) for batch, face, verdict, player in replica.human()
    }


@dataclass
class Laptop:
    """One that had a life before the team: how many players it has of each line, and who refuses."""

    replica: Replica
    line: LateLine
    own: Counter[Line]
    refused: Line
    said: set[tuple[object, ...]]

    @classmethod
    def begun(cls, folder: Path, line: LateLine, random: Random) -> Laptop:
        replica = Replica(library := Library.open(folder / line.login), random)
        own = random.sample(LINES, random.randint(1, len(LINES)))
        rows = "".join(f"{','.join(one)}\n" for one in own)
        roster(library, f"name,number,team,external id\n{rows}")
        twins = [one for one in own if not one[-1]][: random.choice((0, 0, 1))]
        for twin in twins:
            library.players.add(*twin)
        for _ in range(8):
            with suppress(InvalidValueError, IndexError):
                random.choice(BEFORE)(replica)
        shy = random.choice(library.players.search().items)
        library.players.update(shy.id, PlayerUpdate(consent=Consent.REFUSED))
        enter(library, line.login)
        return cls(replica, line, Counter(own + twins), line_of(shy), said(replica))

    def sync(self) -> None:
        self.replica.sync_over(self.line)


def expected(line: Line, laptops: list[Laptop], left: int) -> bool:
    """Whether so many players of a line are right: one, unless it is not clear who is whom."""
    of_each = [laptop.own[line] for laptop in laptops]
    if max(of_each) < 2:
        return left == max(of_each)
    return left == sum(of_each) if len(laptops) == 2 else left >= 2


@pytest.mark.parametrize("seed", range(SEEDS))
def test_any_rosters_of_laptops_that_met_late_over_lines_that_break(seed: int, tmp_path: Path) -> None:
    random, feed = Random(seed), Feed()
    logins = [f"{n}@example.org" for n in range(random.randint(2, 3))]
    lines = [LateLine(feed, login, random, late=0.5, cuts=0.2) for login in logins]
    laptops = [Laptop.begun(tmp_path, line, random) for line in lines]
    for _ in range(20):
        random.choice(laptops).sync()
    for line in lines:
        line.cuts = line.late = 0
    for laptop in laptops * 3:
        laptop.sync()
    first, *others = [snapshot(laptop.replica.library) for laptop in laptops]
    for other in others:
        for table, rows in first.items():
            assert other[table] == rows, table
    for laptop in laptops:
        assert said(laptop.replica) >= set().union(*(one.said for one in laptops))
        players = laptop.replica.library.players.search().items
        left = Counter(map(line_of, players))
        assert [line for line in LINES if not expected(line, laptops, left[line])] == []
        shy = {line_of(player) for player in players if player.consent is Consent.REFUSED}
        assert shy == {one.refused for one in laptops}
        laptop.replica.library.close()
