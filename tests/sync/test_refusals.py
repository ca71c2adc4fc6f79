"""A player who refused for one gallery: what one member of a team was told holds for all."""

from __future__ import annotations

from core.jobs import JobContext
from core.types import FaceState
from tests.fakes.planter import Planter
from tests.fakes.team import Team


def test_what_a_reviewer_was_told_of_a_gallery_holds_for_all_and_goes_with_who_is_erased(team: Team) -> None:
    owner, planter = team.owner, Planter(team.owner)
    ann, _ = planter.enrolled("Ann", "Bea")
    (face,), (final,) = planter.photo("Ann"), planter.photo("Ann", gallery="Final")
    day = planter.gallery()
    owner.training.execute(JobContext())
    owner.team.sync(JobContext())
    reviewer = team.member("reviewer")
    reviewer.team.sync(JobContext())

    reviewer.players.refuse_for(ann, day)
    for library in (reviewer, owner):
        library.team.sync(JobContext())
    assert owner.players.get(ann).refused_for == {day}
    owner.recognition.batch_recognize([day, planter.gallery("Final")], None, JobContext())
    assert (planter.face(face).state, planter.face(final).player) == (FaceState.UNKNOWN, "Ann")

    owner.players.refuse_for(ann, day, refused=False)
    for library in (owner, reviewer):
        library.team.sync(JobContext())
    assert reviewer.players.get(ann).refused_for == frozenset()

    owner.privacy.erase(ann, JobContext())
    owner.team.sync(JobContext())
    reviewer.players.refuse_for(ann, day)  # who has not heard of it
    reviewer.team.sync(JobContext())
    with team.server.connect(team.database) as admin:
        said = admin.execute("SELECT field FROM playertag.revision WHERE kind = 'refusal'").fetchall()
    assert said == []
