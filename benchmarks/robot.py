"""A reviewer who is a program: looks at the window, knows the people, presses keys and clicks.

It sees what a person sees: what is asked, the crops in their order, the names on the digits, the
completions. It knows who each crop shows. All that it does goes through Qt's event loop, and each key
press and each click is counted.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication

from core.types import FaceId, FaceState, Question, QuestionKind
from desktop.app import Session
from desktop.models import roles
from desktop.verdicts import Answer
from desktop.views.candidates import likeliest

Key: TypeAlias = Qt.Key
Modifier: TypeAlias = Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton
NO_MODIFIER = Modifier.NoModifier
IDLE_WITHIN_S = 120.0
LOOK_MS = 20
# Who the selected faces may be is looked up once a selection rests.
READ_MS = 100
# What a reviewer knows of a face that gets no name.
STRANGER, NO_FACE = "a stranger", "no face"


@dataclass(slots=True)
class Count:
    """What a review took: key presses, clicks, answers.

    `settled` has for each answer the actions until then, the faces that are settled by then, and those
    of them that had no name before and were given one.
    """

    keys: int = 0
    clicks: int = 0
    acts: int = 0
    settled: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def actions(self) -> int:
        """Key presses and clicks together."""
        return self.keys + self.clicks


@dataclass(frozen=True, slots=True)
class Step:
    """Faces of a page, by their places, that are one person; none is selected where it is all of it."""

    who: str
    runs: tuple[tuple[int, int], ...]
    everything: bool

    @property
    def places(self) -> list[int]:
        """The places of the faces."""
        return [place for first, last in self.runs for place in range(first, last + 1)]

    @property
    def clicks(self) -> int:
        """Clicks that the selection takes: two for a run of several, one for a single face."""
        return 0 if self.everything else sum(1 if first == last else 2 for first, last in self.runs)


def next_step(page: Sequence[str]) -> Step:
    """What to answer of a page: who is selected with the fewest clicks; the last ones are all the page."""
    people = list(dict.fromkeys(page))
    if len(people) == 1:
        return Step(people[0], ((0, len(page) - 1),), everything=True)
    steps = [Step(who, runs_of(page, who), everything=False) for who in people]
    return min(steps, key=lambda step: step.clicks)


def runs_of(page: Sequence[str], who: str) -> tuple[tuple[int, int], ...]:
    """The first and the last place of each run of a person."""
    runs: list[tuple[int, int]] = []
    for place, person in enumerate(page):
        if person != who:
            continue
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return tuple(runs)


class Robot(QObject):
    """Reviews one window until nothing is left to answer."""

    def __init__(self, session: Session, knowledge: Mapping[FaceId, str]) -> None:
        super().__init__()
        self.count = Count()
        self._document = session.document
        self._window = session.window
        self._view = session.window.review
        self._knowledge = knowledge
        session.parts.answers.given.connect(self._on_given)

    def review(self) -> Count:
        """Answer everything that is asked, in the order in which it is asked."""
        if not QTest.qWaitForWindowActive(self._window):
            raise TimeoutError("the window does not get the keyboard")
        self._press(Key.Key_2, Modifier.ControlModifier)
        self._settle()
        while (question := self._asked()) is not None:
            self._answer(question)
        return self.count

    def _asked(self) -> Question | None:
        """The question on screen; the faces are those in the grid."""
        question = self._view.list.currentIndex().data(roles.QUESTION)
        return question if isinstance(question, Question) else None

    def _answer(self, question: Question) -> None:
        """Answer for one person on the page: for all of it, or for the faces that are selected."""
        answers = self.count.acts
        page = [self._seen(face.id, question.kind) for face in self._view.faces.faces()]
        step = next_step(page)
        self._select(step, question)
        if step.who == STRANGER:
            self._press(Key.Key_X)
        elif step.who == NO_FACE:
            self._press(Key.Key_N)
        elif step.who == question.player:
            self._press(Key.Key_Return)
        else:
            self._name(step.who, question.mixed)
        self._settle()
        if self.count.acts == answers:
            raise RuntimeError(f"no answer was taken: {question.kind} {question.player} {step}")

    def _seen(self, face: FaceId, kind: QuestionKind) -> str:
        """Who a face shows; of faces alone, what is none is ignored with the strangers as the rest."""
        who = self._knowledge[face]
        return STRANGER if kind is QuestionKind.ALONE and who == NO_FACE else who

    def _select(self, step: Step, question: Question) -> None:
        """Select the faces; where all are meant, only on a page on which each has its own answer."""
        selected = sorted(index.row() for index in self._view.grid.selectedIndexes())
        if (step.everything and not question.mixed) or selected == step.places:
            return
        if step.everything:
            self._press(Key.Key_A, Modifier.ControlModifier)
            return
        for number, (first, last) in enumerate(step.runs):
            self._click_item(self._view.grid, first, Modifier.ControlModifier if number else NO_MODIFIER)
            if last > first:
                self._click_item(self._view.grid, last, Modifier.ShiftModifier)

    def _name(self, person: str, mixed: bool) -> None:
        """Confirm as somebody: the likeliest by a key, others by digit, or by as many letters as it takes."""
        QTest.qWait(READ_MS)
        self._settle()
        shown = self._view.candidates.shown
        names = [candidate.player for candidate in shown]
        first = likeliest(shown, mixed=mixed)
        if first is not None and first.player == person:
            self._press(Key.Key_J)
            return
        if person in names:
            self._press(Key(Key.Key_1 + names.index(person)))
        else:
            self._type(person)
        self._press(Key.Key_Return)

    def _type(self, person: str) -> None:
        """Type a name until it is the only one that is offered, and take that."""
        self._press(Key.Key_Slash)
        completer = self._view.name.completer()
        for letter in person:
            self._press(Key.Key_unknown, letter=letter)
            if completer.completionCount() == 1:
                break
        self._press(Key.Key_Down)

    def _press(self, key: Key, modifier: Modifier = NO_MODIFIER, letter: str = "") -> None:
        """One key, where the keyboard is."""
        self.count.keys += 1
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or self._window
        if letter:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, key, modifier, letter))
        else:
            QTest.keyClick(target, key, modifier)
        QTest.qWait(LOOK_MS)
        if not self._window.isActiveWindow():
            # Without a screen completions take the window's place as the active one, as nowhere else.
            self._window.activateWindow()
            QTest.qWaitForWindowActive(self._window)

    def _click_item(self, view: QAbstractItemView, row: int, modifier: Modifier = NO_MODIFIER) -> None:
        self.count.clicks += 1
        index = view.model().index(row, 0)
        view.scrollTo(index)
        QTest.mouseClick(view.viewport(), LEFT, modifier, view.visualRect(index).center())

    @Slot(object)
    def _on_given(self, answer: Answer) -> None:
        self.count.acts += 1
        _, settled, named = self.count.settled[-1] if self.count.settled else (0, 0, 0)
        if answer.state is FaceState.CONFIRMED:
            named += sum(1 for face in answer.faces if face.state is not FaceState.TAGGED)
        self.count.settled.append((self.count.actions, settled + len(answer.faces), named))

    def _settle(self) -> None:
        """Wait as a person does until the window has done what it was asked for."""
        deadline = time.monotonic() + IDLE_WITHIN_S
        QTest.qWait(LOOK_MS)
        while self._document.busy:
            if time.monotonic() > deadline:
                raise TimeoutError("the window does not come to rest")
            QTest.qWait(LOOK_MS)
