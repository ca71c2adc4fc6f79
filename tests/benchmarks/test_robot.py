from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.reviewer import Outcome, at_random, by_size
from benchmarks.robot import Count, next_step, runs_of
from core.types import Box, Face, FaceId, Faces, FaceState, PhotoId, Question, QuestionKind

PAGES = st.lists(st.sampled_from(["Ann", "Bea", "Cem"]), min_size=1, max_size=12)


def test_a_page_of_one_person_takes_no_selection() -> None:
    step = next_step(["Ann", "Ann"])
    assert (step.who, step.everything, step.clicks) == ("Ann", True, 0)


def test_whoever_is_selected_with_the_fewest_clicks_is_answered_first() -> None:
    step = next_step(["Ann", "Bea", "Ann", "Ann", "Ann", "Cem", "Cem"])
    assert (step.who, step.runs, step.clicks) == ("Bea", ((1, 1),), 1)


@given(PAGES)
def test_every_face_is_answered_as_who_it_is(page: list[str]) -> None:
    left = list(page)
    answered = 0
    while left:
        step = next_step(left)
        places = {place for first, last in step.runs for place in range(first, last + 1)}
        assert {left[place] for place in places} == {step.who}
        left = [who for place, who in enumerate(left) if place not in places]
        answered += 1
    assert answered == len(set(page))


@given(PAGES, st.sampled_from(["Ann", "Bea"]))
def test_runs_are_as_long_as_can_be(page: list[str], who: str) -> None:
    runs = runs_of(page, who)
    assert [place for first, last in runs for place in range(first, last + 1)] == [
        place for place, one in enumerate(page) if one == who
    ]
    assert all(after[0] > before[1] + 1 for before, after in pairwise(runs))


def test_other_orders_ask_the_same_questions() -> None:
    faces = [
        Face(FaceId(str(n)), PhotoId(str(n)), Box(0, 0, 1, 1), FaceState.UNKNOWN, 1, 99) for n in range(9)
    ]
    questions = [Question(str(n), QuestionKind.GROUP, Faces.of(faces[: n + 1])) for n in range(9)]
    assert by_size(questions) == questions[::-1]
    assert at_random(questions) != questions
    assert sorted(at_random(questions), key=questions.index) == questions


def test_an_outcome_counts_keys_and_clicks_and_tells_when_what_was_done() -> None:
    count = Count(keys=5, clicks=1, acts=3, settled=[(2, 4, 0), (4, 8, 4), (6, 10, 5)])
    outcome = Outcome("best", count, faces=10, wrong=0, unanswered=0, unnamed=0)
    assert outcome.actions_a_face == 0.6
    assert (outcome.settled_after(0.5), outcome.named_after(0.5)) == (4, 4)
    assert outcome.named_after(0.9) == 6
