from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from core.changes import Changes
from core.db.schema import DecisionRow
from core.errors import InvalidValueError, NotFoundError
from core.jobs import JobContext
from core.library import Library
from core.types import BatchId, FaceId, FaceState, PlayerId, Verdict
from tests.fakes.planter import Planter


def player(library: Library, name: str) -> PlayerId:
    (player_id,) = library.players.add(name).players
    return player_id


def batch(changes_batch: BatchId | None) -> BatchId:
    assert changes_batch is not None
    return changes_batch


def test_a_confirmed_face_is_locked_and_told_in_the_changes(library: Library, planter: Planter) -> None:
    (face,) = planter.photo("Ann")
    ann = player(library, "Ann")

    changes = library.review.confirm([face], ann)

    now = planter.face(face)
    assert (now.state, now.player_id) == (FaceState.CONFIRMED, ann)
    assert changes.faces == frozenset({face})
    assert changes.players == frozenset({ann})
    assert changes.photos == frozenset({now.photo_id})


def test_a_person_is_not_confirmed_twice_in_a_photo(library: Library, planter: Planter) -> None:
    first, second = planter.photo("Ann", "Bea")
    ann = player(library, "Ann")
    with pytest.raises(InvalidValueError, match="twice"):
        library.review.confirm([first, second], ann)
    library.review.confirm([first], ann)
    with pytest.raises(InvalidValueError, match=r"confirmed in 0001\.jpg already"):
        library.review.confirm([second], ann)
    assert [face.state for face in planter.faces([first, second])] == [FaceState.CONFIRMED, FaceState.UNKNOWN]


def test_a_refused_answer_leaves_no_trace(library: Library, planter: Planter) -> None:
    (face,) = planter.photo("Ann")
    ann = player(library, "Ann")
    with pytest.raises(NotFoundError):
        library.review.confirm([face, FaceId("none")], ann)
    with pytest.raises(NotFoundError):
        library.review.confirm([face], PlayerId("nobody"))
    with pytest.raises(InvalidValueError):
        library.review.reject([face])
    with library._database.read() as session:
        assert session.scalar(select(func.count()).select_from(DecisionRow)) == 0


def test_history_is_only_added_to(library: Library, planter: Planter) -> None:
    (face,) = planter.photo("Ann")
    ann = player(library, "Ann")
    rows: list[tuple[int, Verdict, str | None]] = []
    acts: list[Callable[[], Changes]] = [
        lambda: library.review.confirm([face], ann),
        lambda: library.review.reject([face]),
        lambda: library.review.ignore([face]),
        lambda: library.review.undo(batch(library.review.not_a_face([face]).batch)),
    ]
    for act in acts:
        act()
        with library._database.read() as session:
            now = [(row.id, row.verdict, row.player_id) for row in session.scalars(select(DecisionRow))]
        assert now[: len(rows)] == rows
        assert len(now) > len(rows)
        rows = now


def test_undo_takes_a_batch_back_and_undoing_that_is_a_redo(library: Library, planter: Planter) -> None:
    faces = [planter.photo("Ann")[0] for _ in range(3)]
    changes = library.review.confirm(faces, player(library, "Ann"))

    undone = library.review.undo(batch(changes.batch))
    assert {face.state for face in planter.faces(faces)} == {FaceState.UNKNOWN}
    assert undone.faces == frozenset(faces)
    library.review.undo(batch(undone.batch))
    assert {face.state for face in planter.faces(faces)} == {FaceState.CONFIRMED}


def test_an_answer_about_no_face_is_refused(library: Library) -> None:
    ann = player(library, "Ann")
    acts: tuple[Callable[[], Changes], ...] = (
        lambda: library.review.confirm([], ann),
        lambda: library.review.reject([], ann),
        lambda: library.review.ignore([]),
        lambda: library.review.not_a_face([]),
        lambda: library.review.unsure([]),
    )
    for act in acts:
        with pytest.raises(InvalidValueError, match="no face"):
            act()


def test_a_batch_is_undone_once_and_again_after_it_was_done_again(library: Library, planter: Planter) -> None:
    (face,) = planter.photo("Ann")
    confirmed = batch(library.review.confirm([face], player(library, "Ann")).batch)
    undone = batch(library.review.undo(confirmed).batch)
    with pytest.raises(InvalidValueError, match="taken back already"):
        library.review.undo(confirmed)
    redone = batch(library.review.undo(undone).batch)
    with pytest.raises(InvalidValueError, match="taken back already"):
        library.review.undo(undone)
    assert planter.face(face).state is FaceState.CONFIRMED
    library.review.undo(confirmed)
    assert planter.face(face).state is FaceState.UNKNOWN
    with pytest.raises(InvalidValueError, match="taken back already"):
        library.review.undo(confirmed)
    assert redone != undone


def test_undo_of_no_batch_is_refused(library: Library) -> None:
    with pytest.raises(NotFoundError):
        library.review.undo(BatchId("none"))


def test_ignoring_and_not_a_face_are_final(library: Library, planter: Planter) -> None:
    first, second = planter.photo("Ann", "Bea")
    library.review.ignore([first])
    library.review.not_a_face([second])
    assert [f.state for f in planter.faces([first, second])] == [FaceState.IGNORED, FaceState.NOT_A_FACE]


def test_a_redo_does_not_put_a_person_into_a_photo_twice(library: Library, planter: Planter) -> None:
    first, second = planter.photo("Ann", "Bea")
    ann = player(library, "Ann")
    undone = library.review.undo(batch(library.review.confirm([first], ann).batch))
    library.review.confirm([second], ann)

    with pytest.raises(InvalidValueError, match="twice"):
        library.review.undo(batch(undone.batch))

    assert [face.state for face in planter.faces([first, second])] == [FaceState.UNKNOWN, FaceState.CONFIRMED]


def test_an_undo_does_not_bring_a_label_back_beside_a_confirmed_face(
    library: Library, planter: Planter
) -> None:
    (ann,) = planter.enrolled("Ann")
    first, second = planter.photo("Ann", "Bea")
    library.training.execute(JobContext())
    library.recognition.batch_recognize([planter.gallery()], None, JobContext())
    assert planter.face(first).player == "Ann"
    ignored = library.review.ignore([first])
    library.review.confirm([second], ann)

    library.review.undo(batch(ignored.batch))

    assert [face.player for face in planter.faces([first, second])] == [None, "Ann"]
