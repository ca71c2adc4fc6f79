"""Two players who are one person: what was said of either is said of who is kept, while they are one."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from core.errors import InvalidValueError
from core.jobs import JobContext
from core.library import Library
from core.types import BatchId, FaceId, FaceState, PlayerId, PlayerUpdate, Source
from tests.fakes.planter import Planter


@pytest.fixture
def two(planter: Planter) -> tuple[PlayerId, PlayerId]:
    """Ann, and Bea, who will turn out to be Ann."""
    ann, bea = planter.enrolled("Ann", "Bea")
    return ann, bea


def label(planter: Planter, face: FaceId) -> tuple[FaceState, str | None]:
    now = planter.face(face)
    return now.state, now.player


def recognised(planter: Planter) -> None:
    planter.library.training.execute(JobContext())
    planter.library.recognition.batch_recognize([planter.gallery()], 0.01, JobContext())


def batch(found: BatchId | None) -> BatchId:
    assert found is not None
    return found


def test_who_was_rejected_under_the_other_name_is_no_longer_tagged(
    library: Library, planter: Planter, two: tuple[PlayerId, PlayerId]
) -> None:
    ann, bea = two
    (face,) = planter.photo("Ann")
    recognised(planter)
    assert label(planter, face) == (FaceState.TAGGED, "Ann")
    library.review.reject([face], bea)

    merged = library.players.merge(ann, bea)

    assert label(planter, face) == (FaceState.REJECTED, None)
    recognised(planter)
    assert planter.face(face).player != "Ann"
    library.review.undo(batch(merged.batch))
    assert label(planter, face) == (FaceState.TAGGED, "Ann")


def test_an_answer_undone_after_a_merge_is_gone(
    library: Library, planter: Planter, two: tuple[PlayerId, PlayerId]
) -> None:
    ann, bea = two
    (face,) = planter.photo("somebody")
    said = library.review.confirm([face], bea)
    library.players.merge(ann, bea)
    assert label(planter, face) == (FaceState.CONFIRMED, "Ann")

    library.review.undo(batch(said.batch))

    assert label(planter, face) == (FaceState.UNKNOWN, None)


def test_an_answer_that_comes_back_after_a_merge_is_of_who_was_kept(
    library: Library, planter: Planter, two: tuple[PlayerId, PlayerId]
) -> None:
    ann, bea = two
    (cleo,) = library.players.add("Cleo").players
    first, second = planter.photo("somebody", "somebody else")
    (alone,) = planter.photo("a third")
    for face in (first, alone):
        library.review.confirm([face], bea)
    as_cleo = [batch(library.review.confirm([face], cleo).batch) for face in (first, alone)]
    library.review.confirm([second], ann)
    library.players.merge(ann, bea)

    library.review.undo(as_cleo[1])
    assert label(planter, alone) == (FaceState.CONFIRMED, "Ann")
    with pytest.raises(InvalidValueError, match="twice"):
        library.review.undo(as_cleo[0])
    assert [label(planter, face)[1] for face in (first, second)] == ["Cleo", "Ann"]


def test_a_machine_no_longer_sees_who_is_confirmed_beside(
    library: Library, planter: Planter, two: tuple[PlayerId, PlayerId]
) -> None:
    ann, bea = two
    seen, confirmed = planter.photo("Ann", "Bea")
    recognised(planter)
    library.review.confirm([confirmed], bea)

    merged = library.players.merge(ann, bea)

    assert [label(planter, face)[1] for face in (seen, confirmed)] == [None, "Ann"]
    library.review.undo(batch(merged.batch))
    assert [label(planter, face)[1] for face in (seen, confirmed)] == ["Ann", "Bea"]


def test_two_who_are_confirmed_in_one_photo_are_two_people(
    library: Library, planter: Planter, two: tuple[PlayerId, PlayerId]
) -> None:
    ann, bea = two
    first, second = planter.photo("Ann", "Bea")
    library.review.confirm([first], ann)
    library.review.confirm([second], bea)
    with pytest.raises(InvalidValueError, match="both are confirmed in 1 photos, so they are two people"):
        library.players.merge(ann, bea)
    assert [label(planter, face)[1] for face in (first, second)] == ["Ann", "Bea"]


def test_references_of_both_are_references_of_who_was_kept(
    library: Library, two: tuple[PlayerId, PlayerId], planter: Planter
) -> None:
    ann, bea = two
    (face,) = planter.photo("Bea")
    library.review.confirm([face], bea, Source.ENROLMENT)
    photos = library.players.get(ann).photos + library.players.get(bea).photos
    assert library.players.get(bea).references == 1
    library.players.merge(ann, bea)
    assert library.players.get(ann).references == 1
    assert library.players.get(ann).photos == photos
    assert library.training.prepare().players[0].faces == photos


def test_three_become_one_and_are_separated_in_any_order(
    library: Library, planter: Planter, two: tuple[PlayerId, PlayerId]
) -> None:
    ann, bea = two
    (cleo,) = library.players.add("Cleo").players
    (face,) = planter.photo("somebody")
    library.review.confirm([face], bea)
    into_ann = batch(library.players.merge(ann, bea).batch)
    into_cleo = batch(library.players.merge(cleo, ann).batch)
    assert label(planter, face) == (FaceState.CONFIRMED, "Cleo")

    apart = batch(library.review.undo(into_ann).batch)
    assert label(planter, face) == (FaceState.CONFIRMED, "Bea")
    library.review.undo(apart)
    assert label(planter, face) == (FaceState.CONFIRMED, "Cleo")
    library.review.undo(into_cleo)
    assert label(planter, face) == (FaceState.CONFIRMED, "Ann")


def test_a_merge_that_is_undone_leaves_nothing_of_either_with_the_other_and_is_done_again(
    library: Library, two: tuple[PlayerId, PlayerId]
) -> None:
    ann, bea = two
    library.players.update(bea, PlayerUpdate(number="77"))
    for _ in range(2):
        apart = batch(library.review.undo(batch(library.players.merge(ann, bea).batch)).batch)
        with library._database.read() as session:
            assert session.scalars(text("SELECT took_over FROM player")).all() == [None, None]
        again = batch(library.review.undo(apart).batch)
        assert library.players.get(ann).number == "77"
        library.review.undo(again)
        assert library.players.get(ann).number == ""


def test_two_are_not_merged_into_each_other(
    library: Library, planter: Planter, two: tuple[PlayerId, PlayerId]
) -> None:
    ann, bea = two
    apart = batch(library.review.undo(batch(library.players.merge(ann, bea).batch)).batch)
    library.players.merge(bea, ann)
    with pytest.raises(InvalidValueError, match="was merged"):
        library.review.undo(apart)
    assert planter.library.players.search().total == 1


def test_an_undo_does_not_bring_a_machine_label_back_beside_another(
    library: Library, planter: Planter, two: tuple[PlayerId, PlayerId]
) -> None:
    first, second = planter.photo("Ann", "Ann")
    recognised(planter)
    tagged = first if planter.face(first).player == "Ann" else second
    ignored = library.review.ignore([tagged])
    recognised(planter)
    assert sorted(str(face.player) for face in planter.faces([first, second])).count("Ann") == 1

    library.review.undo(batch(ignored.batch))

    assert sorted(str(face.player) for face in planter.faces([first, second])).count("Ann") == 1


def test_an_undo_does_not_bring_back_who_was_taken_off_the_roster(
    library: Library, planter: Planter, two: tuple[PlayerId, PlayerId]
) -> None:
    (cleo,) = library.players.add("Cleo").players
    (face,) = planter.photo("somebody")
    library.review.confirm([face], cleo)
    as_ann = library.review.confirm([face], two[0])
    library.players.remove(cleo)
    with pytest.raises(InvalidValueError, match="not on the roster"):
        library.review.undo(batch(as_ann.batch))
    assert label(planter, face) == (FaceState.CONFIRMED, "Ann")
