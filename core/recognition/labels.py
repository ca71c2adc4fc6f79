"""What the history of a face says: a pure function from its rows to its present label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.types import FaceState, PlayerId, Verdict

FINAL = frozenset({FaceState.CONFIRMED, FaceState.IGNORED, FaceState.NOT_A_FACE})
"""Answers of a person, which no machine changes."""

MACHINE_STATES = {Verdict.SUGGEST: FaceState.SUGGESTED, Verdict.TAG: FaceState.TAGGED}
FINAL_STATES = {
    Verdict.CONFIRM: FaceState.CONFIRMED,
    Verdict.IGNORE: FaceState.IGNORED,
    Verdict.NOT_A_FACE: FaceState.NOT_A_FACE,
}


@dataclass(frozen=True, slots=True)
class Event:
    """One row of a face's history, oldest first in a sequence of them."""

    id: int
    verdict: Verdict
    player_id: PlayerId | None = None
    probability: float | None = None
    similarity: float | None = None
    undoes: int | None = None


@dataclass(slots=True)
class Label:
    """The present label of a face. `rejected` are the players that it is known not to be."""

    state: FaceState = FaceState.UNKNOWN
    player_id: PlayerId | None = None
    probability: float | None = None
    similarity: float | None = None
    rejected: set[PlayerId] = field(default_factory=set)

    def clear(self) -> None:
        """Nobody is named any more."""
        self.state = FaceState.REJECTED if self.rejected else FaceState.UNKNOWN
        self.player_id = self.probability = self.similarity = None


def effective(events: Sequence[Event]) -> list[Event]:
    """The events that stand: no later undo takes them back, or that undo was itself undone."""
    undone: set[int] = set()
    for event in reversed(events):
        if event.verdict is Verdict.UNDO and event.id not in undone and event.undoes is not None:
            undone.add(event.undoes)
    return [e for e in events if e.id not in undone and e.verdict is not Verdict.UNDO]


def label_of(events: Sequence[Event]) -> Label:
    """The label that a face's history gives it.

    A person's answer stands against every machine row, later ones too; among people the later
    answer stands. A rejected pair is never suggested again unless a person confirms it.
    """
    label = Label()
    for event in effective(events):
        _apply(label, event)
    return label


def _apply(label: Label, event: Event) -> None:
    if event.verdict is Verdict.REJECT:
        _reject(label, event.player_id)
    elif event.verdict in FINAL_STATES:
        label.state = FINAL_STATES[event.verdict]
        if label.player_id != event.player_id:
            label.probability = label.similarity = None  # these were for somebody else
        label.player_id = event.player_id
        if event.player_id is not None:
            label.rejected.discard(event.player_id)
    elif label.state in FINAL:
        return
    elif event.verdict is Verdict.UNKNOWN:
        label.clear()
    elif event.player_id not in label.rejected:
        label.state = MACHINE_STATES[event.verdict]
        label.player_id = event.player_id
        label.probability, label.similarity = event.probability, event.similarity


def _reject(label: Label, player_id: PlayerId | None) -> None:
    if player_id is None:
        return
    label.rejected.add(player_id)
    if label.player_id == player_id or label.state in {FaceState.UNKNOWN, FaceState.REJECTED}:
        label.clear()
