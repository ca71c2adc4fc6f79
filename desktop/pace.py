"""How fast the reviewer is: what was answered since the window was opened, and how long the rest takes."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLocale, QObject, Signal, Slot

from core.types import FaceId
from desktop.answers import Answers
from desktop.verdicts import Answer

# A reviewer who gave no answer for so long was not reviewing.
PAUSE_S = 60.0
# A speed of fewer answers or fewer seconds of reviewing than these says nothing of an hour.
LEAST = 10
LEAST_S = 60.0
# The last so many answers tell how fast the reviewer is now.
LAST = 60


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast somebody reviews."""

    faces_per_hour: float
    answers_per_minute: float


class Pace(QObject):
    """Counts answers as they are given, and no longer when they are taken back or refused."""

    changed = Signal()

    def __init__(
        self, answers: Answers, parent: QObject, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._given: list[tuple[float, Answer]] = []
        self._times: Counter[FaceId] = Counter()
        """How many answers there were about each face."""
        answers.given.connect(self._on_given)
        answers.taken_back.connect(self._on_taken_back)
        answers.failed.connect(self._on_taken_back)

    @property
    def answered(self) -> int:
        """Faces answered for and not taken back; one that was put aside and answered later is one."""
        return len(self._times)

    @property
    def speed(self) -> Speed | None:
        """Of the last answers, pauses left out; None where there is too little to tell."""
        last = self._given[-LAST:]
        gaps = [(at - before, len(answer.faces)) for (before, _), (at, answer) in pairwise(last)]
        reviewing = [(seconds, faces) for seconds, faces in gaps if seconds <= PAUSE_S]
        seconds = sum(one for one, _ in reviewing)
        if len(reviewing) < LEAST or seconds < LEAST_S:
            return None
        faces = sum(faces for _, faces in reviewing)
        return Speed(3600 * faces / seconds, 60 * len(reviewing) / seconds)

    def words(self, left: int, answers: int) -> str:
        """The figures in a line; `left` are the faces still asked about, by so many `answers`.

        How long it takes is told by the answers: the first ones are about many faces, the last about one.
        """
        number = QLocale().toString
        parts = [
            self.tr("Answered: {n}").format(n=number(self.answered)),
            self.tr("Left: {n}").format(n=number(left)),
        ]
        speed = self.speed
        if speed is not None:
            parts.append(self.tr("{n} an hour").format(n=number(round(speed.faces_per_hour))))
            minutes = max(1, round(answers / speed.answers_per_minute))
            if left:
                parts.append(self.tr("about {n} min").format(n=number(minutes)))
        return "   ·   ".join(parts)

    @Slot(object)
    def _on_given(self, answer: Answer) -> None:
        if answer.call is not None and not answer.regroups:
            self._given.append((self._clock(), answer))
            self._times.update(face.id for face in answer.faces)
        self.changed.emit()

    @Slot(object)
    def _on_taken_back(self, answer: Answer) -> None:
        left = [one for one in self._given if one[1] is not answer]
        if len(left) < len(self._given):
            self._given = left
            self._times -= Counter(face.id for face in answer.faces)
        self.changed.emit()
