"""What replicas make of what they heard: pure rules, the same whatever came first, twice or late.

A face's label is what its history says by the order of the stamps (`core.recognition.labels`): people's
answers before machines', later ones before earlier ones, and every row is kept. Where two people answered
without knowing of each other and left the face as different things, that is a conflict; whoever answers
next, knowing both, settles it.

What was written to a field of a thing is what was written last, by the stamps; what is deleted stays so.

Who knew of what follows from the server's feed: it numbers all that it takes in, and a replica has heard of
what came up to the number that it had read then, and of all that is its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.recognition.labels import FINAL, Event, Label, label_of, undone
from core.sync.clock import replica_of
from core.types import FaceState, Source, Verdict

NO_PERSON = frozenset({Source.MACHINE, Source.FILE})
"""What people never disagree with: they are asked because of it."""
DELETED = "deleted"
"""The field that is written when a thing is deleted: whatever is written of it elsewhere, it stays so."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of a face's history as the team sees it.

    `seen` is up to where its replica had read the feed, `feed` its own number there, None before it has one.
    """

    stamp: str
    who: str
    source: Source
    event: Event
    seen: int
    feed: int | None = None

    def knows(self, other: Answer) -> bool:
        """Whether whoever gave this answer knew of the other one."""
        if replica_of(self.stamp) == replica_of(other.stamp):
            return self.stamp > other.stamp
        return other.feed is not None and other.feed <= self.seen


def in_order(answers: Iterable[Answer]) -> list[Answer]:
    """The history in the order that everybody agrees on."""
    return sorted(answers, key=lambda answer: answer.stamp)


def label(answers: Iterable[Answer]) -> Label:
    """The label that a history gives its face."""
    return label_of([answer.event for answer in in_order(answers)])


def conflict(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The latest answers of people who disagree about a face; none where nobody does.

    Of each branch of the history that nobody followed up, the last answer. One that was taken back settles
    nothing, and neither does taking it back.
    """
    gone = undone([answer.event for answer in in_order(answers)])
    of_people = [
        answer
        for answer in answers
        if answer.source not in NO_PERSON
        and answer.event.verdict is not Verdict.UNDO
        and answer.event.id not in gone
    ]
    ends = in_order(answer for answer in of_people if not any(later.knows(answer) for later in of_people))
    if len({end.who for end in ends}) < 2:
        return ()
    left = [label(answer for answer in answers if answer == end or end.knows(answer)) for end in ends]
    disagreeing = {
        place
        for i, one in enumerate(left)
        for j, other in enumerate(left)
        if ends[i].who != ends[j].who and _disagree(one, other)
        for place in (i, j)
    }
    return tuple(ends[place] for place in sorted(disagreeing))


def _disagree(one: Label, other: Label) -> bool:
    """Whether two people left a face as different things."""
    if one.state in FINAL and other.state in FINAL:
        return (one.state, one.player_id) != (other.state, other.player_id)
    return any(
        ours.state is FaceState.CONFIRMED and ours.player_id in theirs.rejected
        for ours, theirs in ((one, other), (other, one))
    )
