"""What the history of a face says: a pure function from its rows to its present label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.types import FaceState, PlayerId, Verdict

FINAL = frozenset({FaceState.CONFIRMED, FaceState.IGNORED, FaceState.NOT_A_FACE})
"""Answers of a person, which no machine changes."""

_UNKNOWN, _SUGGESTED, _TAGGED = FaceState.UNKNOWN, FaceState.SUGGESTED, FaceState.TAGGED
_CONFIRMED, _REJECTED = FaceState.CONFIRMED, FaceState.REJECTED
_IGNORED, _NOT_A_FACE = FaceState.IGNORED, FaceState.NOT_A_FACE

_COLUMNS: tuple[Verdict, ...] = tuple(
    verdict for verdict in Verdict if verdict not in {Verdict.UNSURE, Verdict.DRAW, Verdict.UNDO}
)
# The state that follows, by the state before and what is said. "Reject" is of whoever the face is
# labelled as, or of anybody where it is labelled as nobody; of somebody else it changes no state.
_TABLE = {
    # unknown, suggest, tag, confirm, reject, ignore, not a face
    _UNKNOWN: (_UNKNOWN, _SUGGESTED, _TAGGED, _CONFIRMED, _REJECTED, _IGNORED, _NOT_A_FACE),
    _SUGGESTED: (_UNKNOWN, _SUGGESTED, _TAGGED, _CONFIRMED, _REJECTED, _IGNORED, _NOT_A_FACE),
    _TAGGED: (_UNKNOWN, _SUGGESTED, _TAGGED, _CONFIRMED, _REJECTED, _IGNORED, _NOT_A_FACE),
    _REJECTED: (_REJECTED, _SUGGESTED, _TAGGED, _CONFIRMED, _REJECTED, _IGNORED, _NOT_A_FACE),
    _CONFIRMED: (_CONFIRMED, _CONFIRMED, _CONFIRMED, _CONFIRMED, _REJECTED, _IGNORED, _NOT_A_FACE),
    _IGNORED: (_IGNORED, _IGNORED, _IGNORED, _CONFIRMED, _IGNORED, _IGNORED, _NOT_A_FACE),
    _NOT_A_FACE: (_NOT_A_FACE, _NOT_A_FACE, _NOT_A_FACE, _CONFIRMED, _NOT_A_FACE, _IGNORED, _NOT_A_FACE),
}
TRANSITIONS = {
    state: {
        **dict(zip(_COLUMNS, row, strict=True)),
        Verdict.UNSURE: state,
        # A face that was drawn is none until it is (see `label_of`).
        Verdict.DRAW: _UNKNOWN if state is _NOT_A_FACE else state,
    }
    for state, row in _TABLE.items()
}

BY_MACHINE = frozenset({Verdict.UNKNOWN, Verdict.SUGGEST, Verdict.TAG})


@dataclass(frozen=True, slots=True)
class Event:
    """One row of a face's history, oldest first in a sequence of them."""

    id: int
    verdict: Verdict
    player_id: PlayerId | None = None
    probability: float | None = None
    similarity: float | None = None
    undoes: int | None = None
    from_file: bool = False
    """It is of a photo's metadata: it stands against the machine, and gives way to people here."""


@dataclass(slots=True)
class Label:
    """The present label of a face. `rejected` are the players that it is known not to be."""

    state: FaceState = FaceState.UNKNOWN
    player_id: PlayerId | None = None
    probability: float | None = None
    similarity: float | None = None
    rejected: set[PlayerId] = field(default_factory=set)
    aside: bool = False
    """A person was not sure, and the label is still what they saw."""


def undone(events: Sequence[Event]) -> set[int]:
    """The ids of the events that a later undo takes back, unless that undo was itself undone."""
    found: set[int] = set()
    for event in reversed(events):
        if event.verdict is Verdict.UNDO and event.id not in found and event.undoes is not None:
            found.add(event.undoes)
    return found


def effective(events: Sequence[Event]) -> list[Event]:
    """The events that stand: those that were not undone."""
    gone = undone(events)
    return [e for e in events if e.id not in gone and e.verdict is not Verdict.UNDO]


def label_of(events: Sequence[Event]) -> Label:
    """The label that a face's history gives it.

    A person's answer stands against every machine row and whatever a file says, later ones too; among people
    the later answer stands. A rejected pair is never suggested again unless a person confirms it. A face that
    was drawn is no face once the drawing was taken back.
    """
    drawn = any(event.verdict is Verdict.DRAW for event in events)
    label = Label(_NOT_A_FACE if drawn else _UNKNOWN)
    for event in effective(events):
        before = (label.state, label.player_id)
        _apply(label, event)
        label.aside = event.verdict is Verdict.UNSURE or (
            label.aside and before == (label.state, label.player_id)
        )
    return label


def _apply(label: Label, event: Event) -> None:
    """Move a label on by one event."""
    if event.verdict is Verdict.UNSURE:
        return
    gives_way = event.verdict in BY_MACHINE or (event.from_file and event.verdict is Verdict.CONFIRM)
    if gives_way and (label.state in FINAL or event.player_id in label.rejected):
        return
    if event.verdict is Verdict.REJECT and event.player_id is not None:
        label.rejected.add(event.player_id)
        if label.player_id not in {None, event.player_id}:
            return
    label.state = TRANSITIONS[label.state][event.verdict]
    if label.state is FaceState.UNKNOWN and label.rejected:
        label.state = FaceState.REJECTED
    _name(label, event)


def _name(label: Label, event: Event) -> None:
    """Who the label is of after the event, and on what grounds."""
    if event.verdict in {Verdict.SUGGEST, Verdict.TAG}:
        label.probability, label.similarity = event.probability, event.similarity
    elif event.verdict is not Verdict.CONFIRM or label.player_id != event.player_id:
        label.probability = label.similarity = None  # these were for somebody else
    nobody = event.verdict in {Verdict.REJECT, Verdict.UNKNOWN}
    label.player_id = None if nobody else event.player_id
    if label.player_id is not None:
        label.rejected.discard(label.player_id)
