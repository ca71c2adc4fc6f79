from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.jobs import JobContext
from core.library import Library
from core.recognition import guessing
from core.recognition.calibration import Calibration, Trials, fit
from core.recognition.guessing import Guess
from core.recognition.questions import PAGE, Taken, Unit, best_first, plans_of, worth
from core.types import (
    Box,
    ClusterId,
    Face,
    FaceId,
    Faces,
    FaceState,
    PhotoId,
    PlayerId,
    Question,
    QuestionKind,
)
from tests.fakes.planter import Planter

LEAST = 0.5
CHANCES = st.floats(0, 1)
PLAYERS = st.sampled_from(["Ann", "Bea", "Cem"])


def face(
    number: int, state: FaceState = FaceState.UNKNOWN, player: str = "", chance: float | None = None
) -> Face:
    return Face(
        FaceId(f"f{number:04d}"),
        PhotoId(f"p{number // 3:04d}"),
        Box((number % 3) / 4, 0.1, 0.2, 0.2),
        state,
        0.9,
        80.0,
        PlayerId(player) if player else None,
        player or None,
        chance,
    )


GROUP = ClusterId("c")


def guess(player: str, chance: float, *odd: Face) -> Guess:
    return Guess(PlayerId(player), player, chance, frozenset(one.id for one in odd))


def questions_of(faces: Faces, units: list[Unit], taken: Taken, least: float) -> list[Question]:
    return [plan.question(faces) for plan in plans_of(faces, units, taken, least)]


@st.composite
def open_faces(draw: st.DrawFn) -> tuple[Faces, list[Unit]]:
    """Faces with the units of those unknown, as a library may have them: nobody is twice in a photo."""
    faces: list[Face] = []
    units: list[Unit] = []
    labelled: set[tuple[PhotoId, str]] = set()
    for number in range(draw(st.integers(0, 40))):
        what = draw(st.sampled_from(["suggested", "tagged", "alone", "next"]))
        if what in ("suggested", "tagged"):
            player, chance = draw(PLAYERS), draw(CHANCES)
            one = face(number, FaceState(what), player, chance)
            if (one.photo_id, player) not in labelled:
                labelled.add((one.photo_id, player))
                faces.append(one)
            continue
        found = guess(draw(PLAYERS), draw(CHANCES)) if draw(st.booleans()) else None
        if what == "next" and units and units[-1].cluster_id is not None:
            units[-1] = replace(units[-1], rows=[*units[-1].rows, len(faces)])
        else:
            units.append(Unit([len(faces)], ClusterId(f"c {number}") if what == "next" else None, found))
        faces.append(face(number))
    return Faces.of(faces), units


@given(st.sampled_from(QuestionKind), st.lists(CHANCES), CHANCES)
def test_another_face_never_makes_a_question_worth_less(
    kind: QuestionKind, chances: list[float], chance: float
) -> None:
    assert worth(kind, [*chances, chance]) >= worth(kind, chances) >= 0


@given(st.lists(CHANCES, min_size=1), st.integers(0), CHANCES)
def test_a_question_whose_answer_is_known_better_comes_later(
    chances: list[float], at: int, surer: float
) -> None:
    at %= len(chances)
    sure = [*chances]
    sure[at] = max(surer, chances[at])
    assert worth(QuestionKind.TAGGED, sure) <= worth(QuestionKind.TAGGED, chances)


def test_a_group_too_poor_to_tell_who_it_is_comes_after_a_suggestion_of_fewer_faces() -> None:
    blurred = [replace(face(number), quality=0.01) for number in range(4)]
    clear = [face(number) for number in range(4, 7)]
    suggested = [face(number, FaceState.SUGGESTED, "Ann", 0.7) for number in (9, 12)]
    faces = Faces.of([*blurred, *clear, *suggested])
    units = [Unit(range(4), ClusterId("blurred")), Unit(range(4, 7), ClusterId("clear"))]
    found = best_first(questions_of(faces, units, set(), LEAST))
    assert [one.cluster_id or one.player for one in found] == ["clear", "Ann", "blurred"]


def test_pages_of_faces_alone_are_numbered_where_there_are_several() -> None:
    def pages(count: int) -> list[int]:
        faces = Faces.of(face(number) for number in range(count))
        units = [Unit([row]) for row in range(count)]
        return [one.page for one in questions_of(faces, units, set(), LEAST)]

    assert pages(PAGE) == [0]
    assert pages(PAGE + 1) == [1, 2]


@given(open_faces())
def test_every_face_is_asked_about_once(given_faces: tuple[Faces, list[Unit]]) -> None:
    faces, units = given_faces
    found = questions_of(faces, units, set(), LEAST)
    assert Counter(one for question in found for one in question.faces.ids) == Counter(faces.ids)
    assert len({question.key for question in found}) == len(found)
    for question in found:
        if question.player_id is not None:
            photos = [one.photo_id for one in question.faces]
            assert len(set(photos)) == len(photos), "nobody is in a photo twice"


@given(open_faces(), st.randoms(use_true_random=False))
def test_the_order_is_total_and_does_not_depend_on_how_faces_came(
    given_faces: tuple[Faces, list[Unit]], random: object
) -> None:
    found = questions_of(*given_faces, set(), LEAST)
    first = best_first(found)
    random.shuffle(found)  # type: ignore[attr-defined]
    assert best_first(found) == first
    tagged = [question.kind is QuestionKind.TAGGED for question in first]
    assert tagged == sorted(tagged)
    for part in (True, False):
        worths = [one.worth for one in first if (one.kind is QuestionKind.TAGGED) is part]
        assert worths == sorted(worths, reverse=True)


def shown(questions: list[Question]) -> list[tuple[QuestionKind, str, list[str]]]:
    return [(one.kind, one.player, [f.id for f in one.faces]) for one in questions]


def test_a_group_that_looks_like_a_player_joins_what_is_suggested_for_them() -> None:
    faces = Faces.of([face(0), face(3), face(6), face(9, FaceState.SUGGESTED, "Ann", 0.7)])
    found = questions_of(faces, [Unit([0, 1, 2], GROUP, guess("Ann", 0.9, face(6)))], set(), LEAST)
    assert shown(best_first(found)) == [
        (QuestionKind.SUGGESTED, "Ann", ["f0000", "f0003", "f0009"]),
        (QuestionKind.ALONE, "", ["f0006"]),
    ]
    assert [one.probability for one in found[0].faces] == [0.9, 0.9, 0.7]
    assert found[0].worth == pytest.approx(0.9 + 0.9 + 0.7)


def test_a_group_that_looks_like_nobody_is_asked_about_as_a_group() -> None:
    faces = Faces.of([face(0), face(3), face(6)])
    (found,) = questions_of(faces, [Unit([0, 1, 2], GROUP, guess("Ann", 0.4))], set(), LEAST)
    assert (found.kind, found.cluster_id, found.worth) == (QuestionKind.GROUP, GROUP, 3)


def test_a_face_beside_the_player_in_its_photo_is_not_asked_about_as_them() -> None:
    faces = Faces.of([face(0), face(3), face(1, FaceState.TAGGED, "Ann", 0.95)])
    units = [Unit([0], guess=guess("Ann", 0.9)), Unit([1], guess=guess("Ann", 0.8))]
    confirmed = {(face(3).photo_id, PlayerId("Ann"))}
    found = best_first(questions_of(faces, units, confirmed, LEAST))
    assert shown(found) == [
        (QuestionKind.ALONE, "", ["f0000", "f0003"]),
        (QuestionKind.TAGGED, "Ann", ["f0001"]),
    ]


def test_faces_alone_come_in_pages_and_those_alike_beside_each_other() -> None:
    likely = [guess("Ann", 0.1), guess("Bea", 0.3), guess("Ann", 0.2), None]
    units = [Unit([n], guess=likely[n] if n < len(likely) else None) for n in range(PAGE + 1)]
    first, second = questions_of(Faces.of(map(face, range(PAGE + 1))), units, set(), LEAST)
    assert [one.id for one in first.faces[:3]] == ["f0002", "f0000", "f0001"]
    assert (len(first.faces), len(second.faces)) == (PAGE, 1)


@pytest.fixture
def enrolled(library: Library, planter: Planter) -> PlayerId:
    """Ann, Bea and Cem are enrolled and trained; the id is Ann's."""
    ann, _, _ = planter.enrolled("Ann", "Bea", "Cem")
    library.training.execute(JobContext())
    return ann


def asked(library: Library, planter: Planter, wanted: FaceId) -> Question:
    """The question that a face is in."""
    (found,) = [one for one in library.questions.of(planter.gallery()) if wanted in [f.id for f in one.faces]]
    return found


@pytest.mark.usefixtures("enrolled")
def test_faces_are_asked_about_together_as_who_they_look_like(library: Library, planter: Planter) -> None:
    ann = [planter.photo("Ann", noise=1.0)[0] for _ in range(4)]
    (stranger,) = planter.photo("Zoe")
    question = asked(library, planter, ann[0])
    assert (question.kind, question.player) == (QuestionKind.SUGGESTED, "Ann")
    assert {one.id for one in question.faces} == set(ann)
    assert asked(library, planter, stranger).kind is QuestionKind.ALONE


def test_a_rejected_player_is_not_asked_about_again(
    library: Library, planter: Planter, enrolled: PlayerId
) -> None:
    ((first,), (second,)) = planter.photo("Ann"), planter.photo("Ann")
    library.review.reject([first], enrolled)
    assert asked(library, planter, first).kind is QuestionKind.ALONE
    assert asked(library, planter, second).player == "Ann"


def test_a_player_who_is_named_by_hand_is_known_at_once(library: Library, planter: Planter) -> None:
    ((first,), (second,)) = planter.photo("Zoe"), planter.photo("Zoe")
    assert asked(library, planter, second).kind is QuestionKind.ALONE
    library.review.confirm([first], library.players.ensure("Zoe"))
    assert asked(library, planter, second).player == "Zoe"


def test_before_a_training_people_who_look_alike_are_not_asked_about_as_the_first_who_was_named(
    library: Library, planter: Planter
) -> None:
    beside = [f"{one} like Ann" for one in ("Bea", "Cleo", "Dora")]
    ann = [planter.photo("Ann", *beside)[0] for _ in range(6)]
    zoe = [planter.photo("Zoe like Ann")[0] for _ in range(5)]
    library.clusters.cluster(planter.gallery(), JobContext())
    library.review.confirm(ann[:3], library.players.ensure("Ann"))
    question = asked(library, planter, ann[5])
    assert question.player == "Ann"
    assert {one.id for one in question.faces} == set(ann[3:])
    assert asked(library, planter, zoe[0]).kind is QuestionKind.GROUP


def test_before_a_training_no_more_is_tried_than_there_is_memory_for(
    library: Library, planter: Planter, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[tuple[int, ...]] = []

    def noted(trials: Trials, prior: Calibration, worth: float) -> Calibration:
        assert trials.others is not None
        tried.extend([trials.similarities.shape, trials.others.shape])
        return fit(trials, prior, worth)

    planter.enrolled("Ann", "Bea", "Cleo", references=4)
    for _ in range(9):
        named, _ = planter.photo("Ann", "Zoe")
        library.review.confirm([named], library.players.ensure("Ann"))
    monkeypatch.setattr(guessing, "fit", noted)
    monkeypatch.setattr(guessing, "MOST_TRIED", 36)
    library.questions.of(planter.gallery())
    assert [rows * players <= 18 for rows, players in tried] == [True, True]
    assert all(rows for rows, _ in tried)


def test_who_is_not_on_the_roster_of_the_gallery_is_less_likely(
    library: Library, planter: Planter, enrolled: PlayerId
) -> None:
    faces = [planter.photo("Ann", noise=1.3)[0] for _ in range(3)]
    before = asked(library, planter, faces[0])
    assert before.player == "Ann"
    others = [player.id for player in library.players.search().items if player.id != enrolled]
    library.galleries.set_roster(planter.gallery(), others)
    after = asked(library, planter, faces[0])
    assert (after.kind is QuestionKind.ALONE) or after.worth < before.worth
