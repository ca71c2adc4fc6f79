from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.types import Box, Face, FaceId, Faces, FaceState, PhotoId, Question, QuestionKind
from desktop.readings import AskedIn

NUMBERS = st.integers(0, 30)


def question(key: int, faces: list[int]) -> Question:
    box = Box(0, 0, 1, 1)
    made = [Face(FaceId(f"f{one}"), PhotoId("p"), box, FaceState.UNKNOWN, 1.0, 80.0) for one in faces]
    return Question(f"q{key}", QuestionKind.GROUP, Faces.of(made))


@given(
    st.lists(NUMBERS, unique=True),
    st.lists(st.integers(1, 5), max_size=6),
    st.lists(st.tuples(st.sets(NUMBERS), st.sampled_from(["moved", "back"]))),
    st.sets(NUMBERS),
)
def test_a_face_is_known_by_the_question_that_asks_about_it_last(
    faces: list[int], sizes: list[int], moves: list[tuple[set[int], str]], wanted: set[int]
) -> None:
    parts = [faces[sum(sizes[:number]) : sum(sizes[: number + 1])] for number in range(len(sizes))]
    asked = AskedIn([question(number, part) for number, part in enumerate(parts)])
    expected = {face: f"q{number}" for number, part in enumerate(parts) for face in part}
    for moved, key in moves:
        asked.move([FaceId(f"f{one}") for one in moved], key)
        expected |= dict.fromkeys(moved, key)
    found = asked.keys(FaceId(f"f{one}") for one in wanted)
    assert found == {expected[one] for one in wanted if one in expected}
