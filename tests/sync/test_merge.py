"""The rules of merging, for any history that libraries can have."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hypothesis import given
from hypothesis import strategies as st

from core.recognition.labels import BY_MACHINE, FINAL, Event
from core.sync.clock import MOST_COUNT, NEVER, STAMP, stamp
from core.sync.merge import Answer, conflict, in_order, label
from core.types import FaceState, PlayerId, Source, Verdict

PEOPLE = ("ann@x", "bob@x", "cyd@x")
PLAYERS = (PlayerId("p"), PlayerId("q"))
SAID = [
    *((verdict, player) for verdict in (Verdict.CONFIRM, Verdict.REJECT) for player in PLAYERS),
    *((verdict, None) for verdict in (Verdict.IGNORE, Verdict.NOT_A_FACE, Verdict.UNSURE)),
    *((Verdict.TAG, player) for player in PLAYERS),
]


@dataclass
class Library:
    """What one person's library knows of a face."""

    who: str
    replica: str
    heard: str = NEVER
    seen: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)


@st.composite
def histories(draw: st.DrawFn) -> list[Answer]:
    """A face's rows as they are at the end, when everybody has told and heard everything.

    Libraries answer by clocks that are anything, and tell and hear whenever they do.
    """
    libraries = [Library(who, f"{number:012x}") for number, who in enumerate(PEOPLE)]
    feed: list[Answer] = []
    steps = st.tuples(
        st.sampled_from(libraries),
        st.one_of(st.sampled_from(["tell", "hear"]), st.sampled_from(SAID)),
        st.integers(0, 2 * 10**12),
    )
    for number, (library, act, at) in enumerate(draw(st.lists(steps, max_size=14)), start=1):
        if act == "tell":
            tell(library, feed)
        elif act == "hear":
            hear(library, feed)
        else:
            assert isinstance(act, tuple)
            verdict, player = act
            library.heard = stamp(at, library.heard, library.replica)
            source = Source.MACHINE if verdict in BY_MACHINE else Source.PERSON
            said = Answer(library.heard, library.who, source, Event(number, verdict, player), library.seen)
            library.answers[said.stamp] = said
    for library in libraries:
        tell(library, feed)
    return feed


def tell(library: Library, feed: list[Answer]) -> None:
    for answer in in_order(library.answers.values()):
        if answer.feed is None:
            told = replace(answer, feed=len(feed) + 1)
            feed.append(told)
            library.answers[told.stamp] = told


def hear(library: Library, feed: list[Answer]) -> None:
    library.answers |= {answer.stamp: answer for answer in feed}
    library.seen = len(feed)
    library.heard = max([library.heard, *(answer.stamp for answer in feed)])


@given(histories(), st.data())
def test_the_order_in_which_rows_come_and_repetition_change_nothing(
    answers: list[Answer], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(answers))
    assert label(shuffled) == label(answers)
    assert conflict(shuffled) == conflict(answers)


@given(histories())
def test_an_answer_comes_after_all_that_it_knew_of(answers: list[Answer]) -> None:
    for one in answers:
        assert not one.knows(one)
        for other in answers:
            if one.knows(other):
                assert one.stamp > other.stamp
                assert not other.knows(one)


@given(histories())
def test_whoever_knows_what_somebody_knew_knows_that_too(answers: list[Answer]) -> None:
    for one in answers:
        for other in answers:
            for third in answers:
                if one.knows(other) and other.knows(third):
                    assert one.knows(third)


@given(histories())
def test_a_conflict_is_of_different_people_who_did_not_know_of_each_other(answers: list[Answer]) -> None:
    ends = conflict(answers)
    assert not ends or len({end.who for end in ends}) > 1
    for one in ends:
        assert one.source is Source.PERSON
        assert not any(other.knows(one) for other in answers if other.source is Source.PERSON)


@given(histories(), st.sampled_from(SAID[:6]), st.sampled_from(PEOPLE))
def test_the_next_answer_that_knows_of_all_settles_it(
    answers: list[Answer], said: tuple[Verdict, PlayerId | None], who: str
) -> None:
    latest = max((answer.stamp for answer in answers), default=NEVER)
    event = Event(len(answers) + 100, *said)
    settled = Answer(stamp(0, latest, "f" * 12), who, Source.PERSON, event, len(answers))
    assert conflict([*answers, settled]) == ()
    if said[0] is not Verdict.REJECT:
        assert label([*answers, settled]).player_id == said[1]


@given(histories())
def test_people_stand_against_machines(answers: list[Answer]) -> None:
    of_people = label(answer for answer in answers if answer.source is Source.PERSON)
    if of_people.state in FINAL:
        assert (label(answers).state, label(answers).player_id) == (of_people.state, of_people.player_id)


@given(st.lists(st.integers(-(10**14), 10**12), min_size=1, max_size=20))
def test_stamps_only_go_forward_whatever_the_clock_says(clock: list[int]) -> None:
    heard = NEVER
    for at in clock:
        made = stamp(at, heard, "0" * 12)
        assert made > heard
        assert STAMP.fullmatch(made)
        heard = made


def test_a_full_counter_goes_over_into_the_milliseconds() -> None:
    full = f"{5:013}-{MOST_COUNT:04}-{'a' * 12}"
    assert stamp(0, full, "b" * 12) == f"{6:013}-{0:04}-{'b' * 12}"


def said(by: str, number: int, verdict: Verdict, player: PlayerId | None = None) -> Answer:
    """An answer of somebody who had heard of nothing."""
    replica = f"{PEOPLE.index(by):012x}"
    made = stamp(number, NEVER, replica)
    return Answer(made, by, Source.PERSON, Event(number, verdict, player), 0, number)


def test_what_is_and_what_is_no_disagreement() -> None:
    ann, bob, cyd = PEOPLE
    confirm, reject = Verdict.CONFIRM, Verdict.REJECT
    p, q = PLAYERS
    assert len(conflict([said(ann, 1, confirm, p), said(bob, 2, confirm, q)])) == 2
    assert len(conflict([said(ann, 1, confirm, p), said(bob, 2, reject, p)])) == 2
    assert len(conflict([said(ann, 1, confirm, p), said(bob, 2, Verdict.IGNORE)])) == 2
    assert not conflict([said(ann, 1, confirm, p), said(bob, 2, confirm, p)])
    assert not conflict([said(ann, 1, confirm, p), said(bob, 2, reject, q)])
    assert not conflict([said(ann, 1, reject, p), said(bob, 2, reject, q)])
    assert not conflict([said(ann, 1, confirm, p), said(bob, 2, Verdict.UNSURE)])
    three = [said(ann, 1, confirm, p), said(bob, 2, confirm, q), said(cyd, 3, reject, q)]
    assert {answer.who for answer in conflict(three)} == {ann, bob, cyd}


def test_an_answer_that_is_taken_back_settles_nothing() -> None:
    ann, bob, _ = PEOPLE
    two = [said(ann, 1, Verdict.CONFIRM, PLAYERS[0]), said(bob, 2, Verdict.CONFIRM, PLAYERS[1])]

    def next_one(after: list[Answer], event: Event) -> list[Answer]:
        heard = max(answer.stamp for answer in after)
        made = stamp(0, heard, f"{0:012x}")
        return [*after, Answer(made, ann, Source.PERSON, event, len(after), len(after) + 1)]

    settled = next_one(two, Event(3, Verdict.IGNORE))
    assert not conflict(settled)
    back = next_one(settled, Event(4, Verdict.UNDO, undoes=3))
    assert conflict(back) == conflict(two)
    again = next_one(back, Event(5, Verdict.UNDO, undoes=4))
    assert not conflict(again)
    assert label(again).state is FaceState.IGNORED
    alone = next_one(two[1:], Event(6, Verdict.UNDO, undoes=2))
    assert not conflict([*two[:1], *alone])
