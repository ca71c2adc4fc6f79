"""Each library of a team trains by itself: the same answers give the same result."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core.jobs import JobContext
from core.library import Library
from core.types import FaceId, PlayerId, Role, SessionId, TrainingSession
from tests.fakes.planter import Planter
from tests.fakes.team import Team

PEOPLE = ("Ann", "Bea", "Cleo", "Dora", "Eve")
START = datetime(2026, 5, 1, 10)
FAR = 1_000
"""From which photo on one planter's are not the other's."""


def meet(*libraries: Library) -> None:
    for library in (*libraries, *libraries):
        library.team.sync(JobContext())


def confirm_burst(planter: Planter, player: PlayerId, person: str) -> None:
    """Faces of which training takes one, as good as each other."""
    for second in range(8):
        taken = START + timedelta(seconds=second)
        (face,) = planter.photo(person, taken_at=taken, camera="One", noise=0.8)
        planter.library.review.confirm([face], player)


def trained(library: Library) -> TrainingSession:
    """A new session, as far as it is not this library's own."""
    session = library.training.execute(JobContext()).session
    return replace(session, id=SessionId(""), created_at=START)


def probabilities(library: Library, faces: list[FaceId]) -> dict[FaceId, list[tuple[str, float, float]]]:
    found = library.recognition.candidates(faces, len(PEOPLE))
    return {face: [(one.player_id, one.probability, one.similarity) for one in found[face]] for face in faces}


def test_two_laptops_that_have_met_train_to_the_same(team: Team) -> None:
    ann_s = Planter(team.owner)
    ann, *_ = ann_s.enrolled(*PEOPLE[:4])
    (namesake,) = team.owner.players.add("Ann", "9").players
    meet(team.owner)
    bob = team.member("bob", Role.PHOTOGRAPHER)
    meet(bob)
    bob_s = Planter(bob)
    bob_s._photos = FAR
    for planter in (ann_s, bob_s):
        confirm_burst(planter, ann, "Ann")
        confirm_burst(planter, namesake, "Ann's sister")
        planter.enrolled("Cleo", "Dora", references=4)
    bob_s.enrolled("Eve")
    asked = [*bob_s.photo(*PEOPLE), *ann_s.photo(*PEOPLE)]
    before = trained(team.owner)
    meet(team.owner, bob)
    first, second = trained(team.owner), trained(bob)
    assert first == second
    assert first.faces > before.faces
    assert probabilities(team.owner, asked) == probabilities(bob, asked)
