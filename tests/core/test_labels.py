from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.recognition.labels import BY_MACHINE, FINAL, TRANSITIONS, Event, effective, label_of
from core.types import FaceState, PlayerId, Verdict

ANN, BEA = PlayerId("ann"), PlayerId("bea")
MACHINE = (
    (Verdict.SUGGEST, ANN),
    (Verdict.SUGGEST, BEA),
    (Verdict.TAG, ANN),
    (Verdict.TAG, BEA),
    (Verdict.UNKNOWN, None),
)
FINAL_ANSWERS = (
    (Verdict.CONFIRM, ANN),
    (Verdict.CONFIRM, BEA),
    (Verdict.IGNORE, None),
    (Verdict.NOT_A_FACE, None),
)
REJECTIONS = ((Verdict.REJECT, ANN), (Verdict.REJECT, BEA))
ACTS = MACHINE + FINAL_ANSWERS + REJECTIONS
Act = tuple[Verdict, PlayerId | None]

histories = st.lists(st.sampled_from(ACTS), max_size=8)
machine_runs = st.lists(st.sampled_from(MACHINE), max_size=5)


def events(*acts: Act, first: int = 1) -> list[Event]:
    return [
        Event(number, verdict, player, *((0.8, 0.4) if verdict in {Verdict.SUGGEST, Verdict.TAG} else ()))
        for number, (verdict, player) in enumerate(acts, start=first)
    ]


def undo(*rows: Event, first: int) -> list[Event]:
    """The rows that take a batch back."""
    return [
        Event(number, Verdict.UNDO, row.player_id, undoes=row.id)
        for number, row in enumerate(rows, start=first)
    ]


def test_the_table_says_what_follows_every_state_and_verdict() -> None:
    assert TRANSITIONS.keys() == set(FaceState)
    for state, following in TRANSITIONS.items():
        assert following.keys() == set(Verdict) - {Verdict.UNDO}
        for verdict, after in following.items():
            assert after is state or state not in FINAL or verdict not in BY_MACHINE
            assert (
                after not in {FaceState.SUGGESTED, FaceState.TAGGED}
                or state is after
                or verdict in BY_MACHINE
            )


def test_a_face_without_history_is_unknown() -> None:
    assert label_of([]).state is FaceState.UNKNOWN


@pytest.mark.parametrize("answer", FINAL_ANSWERS)
@pytest.mark.parametrize("before", [(), *((act,) for act in ACTS)])
@pytest.mark.parametrize("after", [(), *((act,) for act in MACHINE)])
def test_an_answer_of_a_person_stands_before_and_after_any_run(
    before: tuple[Act, ...], answer: Act, after: tuple[Act, ...]
) -> None:
    label = label_of(events(*before, answer, *after))
    state = {
        Verdict.CONFIRM: FaceState.CONFIRMED,
        Verdict.IGNORE: FaceState.IGNORED,
        Verdict.NOT_A_FACE: FaceState.NOT_A_FACE,
    }[answer[0]]
    assert (label.state, label.player_id) == (state, answer[1])


@given(histories, st.sampled_from(FINAL_ANSWERS), machine_runs)
def test_no_run_of_the_machine_changes_an_answer_of_a_person(
    before: list[Act], answer: Act, after: list[Act]
) -> None:
    assert label_of(events(*before, answer, *after)) == label_of(events(*before, answer))


@given(histories, st.sampled_from([ANN, BEA]), machine_runs)
def test_a_rejected_player_never_comes_back_from_the_machine(
    before: list[Act], player: PlayerId, after: list[Act]
) -> None:
    label = label_of(events(*before, (Verdict.REJECT, player), *after))
    assert label.player_id != player
    assert player in label.rejected


@given(histories)
def test_a_label_is_never_of_a_rejected_player(acts: list[Act]) -> None:
    label = label_of(events(*acts))
    assert label.player_id not in label.rejected


@given(histories)
def test_a_label_names_somebody_exactly_in_the_states_that_do(acts: list[Act]) -> None:
    label = label_of(events(*acts))
    names = label.state in {FaceState.SUGGESTED, FaceState.TAGGED, FaceState.CONFIRMED}
    assert (label.player_id is not None) == names
    if label.state is FaceState.REJECTED:
        assert label.rejected
    if label.state is FaceState.UNKNOWN:
        assert not label.rejected


def test_only_a_person_takes_a_rejection_back_by_confirming() -> None:
    label = label_of(events((Verdict.REJECT, ANN), (Verdict.CONFIRM, ANN)))
    assert (label.state, label.player_id, label.rejected) == (FaceState.CONFIRMED, ANN, set())


def test_rejecting_a_confirmed_player_opens_the_face_again() -> None:
    label = label_of(events((Verdict.CONFIRM, ANN), (Verdict.REJECT, ANN)))
    assert (label.state, label.player_id) == (FaceState.REJECTED, None)


def test_rejecting_one_player_leaves_a_label_of_another() -> None:
    for verdict, state in ((Verdict.TAG, FaceState.TAGGED), (Verdict.CONFIRM, FaceState.CONFIRMED)):
        label = label_of(events((verdict, ANN), (Verdict.REJECT, BEA)))
        assert (label.state, label.player_id, label.rejected) == (state, ANN, {BEA})


def test_a_face_that_was_ignored_stays_so_when_a_player_is_rejected() -> None:
    assert label_of(events((Verdict.IGNORE, None), (Verdict.REJECT, ANN))).state is FaceState.IGNORED


@pytest.mark.parametrize(("first", "second"), [*product(FINAL_ANSWERS, FINAL_ANSWERS)])
def test_among_people_the_later_answer_stands(first: Act, second: Act) -> None:
    assert label_of(events(first, second)).player_id == second[1]


@pytest.mark.parametrize(("first", "second"), [*product(MACHINE, MACHINE)])
def test_among_runs_the_later_one_stands(first: Act, second: Act) -> None:
    assert label_of(events(first, second)) == label_of(events(second))


def test_a_confirmed_face_shows_no_score_of_the_machine_for_another_player() -> None:
    label = label_of(events((Verdict.TAG, ANN), (Verdict.CONFIRM, BEA)))
    assert (label.probability, label.similarity) == (None, None)


@given(histories, st.lists(st.sampled_from(FINAL_ANSWERS + REJECTIONS), min_size=1, max_size=4))
def test_undoing_a_batch_gives_the_label_as_if_it_had_never_been(before: list[Act], batch: list[Act]) -> None:
    old = events(*before)
    new = events(*batch, first=len(old) + 1)
    taken_back = undo(*new, first=100)
    assert label_of(old + new + taken_back) == label_of(old)


@given(histories, st.lists(st.sampled_from(FINAL_ANSWERS + REJECTIONS), min_size=1, max_size=4))
def test_undoing_the_undo_is_a_redo(before: list[Act], batch: list[Act]) -> None:
    old = events(*before)
    new = events(*batch, first=len(old) + 1)
    back = undo(*new, first=100)
    redone = undo(*back, first=200)
    assert label_of(old + new + back + redone) == label_of(old + new)


@given(histories, st.sampled_from(FINAL_ANSWERS), st.integers(1, 12))
def test_undo_and_redo_alternate_however_often(before: list[Act], answer: Act, times: int) -> None:
    history = events(*before, answer)
    plain, answered = label_of(history[:-1]), label_of(history)
    last = history[-1]
    for number in range(times):
        history += undo(last, first=100 + number)
        last = history[-1]
    assert label_of(history) == (plain if times % 2 else answered)


def test_undoing_an_older_answer_leaves_a_newer_one() -> None:
    history = events((Verdict.CONFIRM, ANN), (Verdict.CONFIRM, BEA))
    assert label_of(history + undo(history[0], first=3)).player_id == BEA
    assert label_of(history + undo(history[1], first=3)).player_id == ANN


def test_what_a_run_said_while_an_answer_stood_counts_when_the_answer_is_undone() -> None:
    history = events((Verdict.CONFIRM, ANN), (Verdict.TAG, BEA))
    label = label_of(history + undo(history[0], first=3))
    assert (label.state, label.player_id, label.probability) == (FaceState.TAGGED, BEA, 0.8)


@given(histories)
def test_no_undo_row_is_ever_an_event_that_stands(acts: list[Act]) -> None:
    history = events(*acts)
    history += undo(*history[:2], first=100)
    standing = effective(history)
    assert all(event.verdict is not Verdict.UNDO for event in standing)
    assert standing == history[2 : len(acts)]


@given(histories)
def test_being_unsure_changes_no_label_and_lasts_until_something_new_is_known(acts: list[Act]) -> None:
    before = label_of(events(*acts))
    unsure = label_of(events(*acts, (Verdict.UNSURE, None)))
    assert (unsure.state, unsure.player_id, unsure.rejected) == (
        before.state,
        before.player_id,
        before.rejected,
    )
    assert unsure.aside
    answered = label_of(events(*acts, (Verdict.UNSURE, None), (Verdict.CONFIRM, ANN)))
    assert answered.aside == ((before.state, before.player_id) == (FaceState.CONFIRMED, ANN))


def test_a_run_that_finds_nothing_new_leaves_a_face_aside() -> None:
    same = events((Verdict.SUGGEST, ANN), (Verdict.UNSURE, None), (Verdict.SUGGEST, ANN))
    assert label_of(same).aside
    assert not label_of([*same, *events((Verdict.SUGGEST, BEA), first=4)]).aside


@given(histories, st.integers(1, 12))
def test_a_drawn_face_is_none_while_the_drawing_is_taken_back(acts: list[Act], times: int) -> None:
    history = events((Verdict.DRAW, None), *acts)
    assert label_of(history[:1]).state is FaceState.UNKNOWN
    assert label_of(history) == label_of(events(*acts))
    last: list[Event] = history
    for number in range(times):
        last = undo(*last, first=100 * (number + 1))
        history = history + last
    assert (label_of(history).state is FaceState.NOT_A_FACE) == (
        bool(times % 2) or label_of(events(*acts)).state is FaceState.NOT_A_FACE
    )


def test_final_states_are_those_that_no_machine_changes() -> None:
    assert {FaceState.CONFIRMED, FaceState.IGNORED, FaceState.NOT_A_FACE} == FINAL
