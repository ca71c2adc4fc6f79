"""One face about which people disagree, and a button for each thing that it may be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout

from core.types import Conflict, ConflictingAnswer, Face, Verdict
from desktop import verdicts
from desktop.document import Document
from desktop.keys import Keymap
from desktop.language import capitalised
from desktop.models.conflicts import what_is_said
from desktop.models.names import Names
from desktop.readings import Disputes
from desktop.thumbnails import Pictures
from desktop.verdicts import Answer
from desktop.views.compare import FacePicture
from desktop.views.name_field import NameField
from desktop.views.parts import answer_button, label

PICTURE_PX = 150


class ConflictCard(QFrame):
    """The face, each side with who takes it, and what there is besides."""

    answered = Signal(object)
    """An `Answer` that is to be given."""

    def __init__(self, document: Document, crops: Pictures, names: Names, keys: Keymap) -> None:
        super().__init__()
        self.setObjectName("card")
        self._hint = keys.hint
        self._face: Face | None = None
        self.picture = FacePicture(document, crops, self.tr("The face"))
        self.picture.setFixedSize(PICTURE_PX, PICTURE_PX)
        self.sides: list[QPushButton] = []
        self._sides = QGridLayout()
        self._sides.setColumnStretch(1, 1)
        self.ignore_button = answer_button("", partial(self._give, verdicts.ignore))
        self.not_face_button = answer_button("", partial(self._give, verdicts.not_a_face))
        self.name = NameField(names)
        self.name.entered.connect(self._on_named)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        neither = QHBoxLayout()
        neither.addWidget(label(self.tr("Neither:"), "quiet"))
        neither.addWidget(self.ignore_button)
        neither.addWidget(self.not_face_button)
        neither.addWidget(self.name, 1)
        right = QVBoxLayout()
        right.addLayout(self._sides)
        right.addStretch(1)
        right.addLayout(neither)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(14)
        layout.addWidget(self.picture)
        layout.addLayout(right, 1)

    def acts(self) -> dict[str, Callable[[], object]]:
        """What the card's keys do, by the names of the keys."""
        return {
            "ignore": self.ignore_button.click,
            "not_a_face": self.not_face_button.click,
            "name": self.name.setFocus,
            **{f"take_{digit}": partial(self._take, digit) for digit in range(1, 10)},
        }

    def show_conflict(self, conflict: Conflict | None, disputes: Disputes) -> None:
        """Show this one."""
        face = conflict.face if conflict is not None else None
        if face is None or self._face is None or face.id != self._face.id:
            self.name.clear()
        self._face = face
        self.setVisible(face is not None)
        self.picture.show_face(face)
        self._clear()
        if conflict is not None:
            for said, who in _sides(conflict):
                self._add_side(conflict.face, said, who, disputes)
        said_by_some = {said.verdict for said in conflict.answers} if conflict is not None else set()
        self.ignore_button.setVisible(Verdict.IGNORE not in said_by_some)
        self.not_face_button.setVisible(Verdict.NOT_A_FACE not in said_by_some)
        self.ignore_button.setText(self._with_key(self.tr("Ignore"), "ignore"))
        self.not_face_button.setText(self._with_key(self.tr("Not a face"), "not_a_face"))

    def _clear(self) -> None:
        while (item := self._sides.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.sides = []

    def _add_side(self, face: Face, said: ConflictingAnswer, who: str, disputes: Disputes) -> None:
        answer = verdicts.side(face, said, disputes.names)
        if answer is None:
            return
        row, words = len(self.sides), what_is_said(said, disputes)
        text = self._with_key(capitalised(words), f"take_{row + 1}")
        self.sides.append(answer_button(text, partial(self.answered.emit, answer)))
        self._sides.addWidget(self.sides[-1], row, 0)
        self._sides.addWidget(label(who, "quiet"), row, 1)

    def _take(self, digit: int) -> None:
        if digit <= len(self.sides):
            self.sides[digit - 1].click()

    def _give(self, verdict: Callable[[list[Face]], Answer]) -> None:
        if self._face is not None:
            self.answered.emit(verdict([self._face]))

    @Slot()
    def _on_named(self) -> None:
        chosen = self.name.chosen()
        if chosen is not None:
            self._give(partial(verdicts.confirm, chosen=chosen))

    def _with_key(self, words: str, key: str) -> str:
        return f"{words}   {self._hint(f'conflicts.{key}')}".rstrip()


def _sides(conflict: Conflict) -> Iterator[tuple[ConflictingAnswer, str]]:
    """Each thing that the face is said to be, and by whom.

    Where a player is in the photo twice it is asked whether this one is not them: the other one may not be.
    """
    if len(conflict.answers) == 1:
        said = conflict.answers[0]
        yield replace(said, verdict=Verdict.REJECT), ""
        return
    who: dict[tuple[Verdict, object], list[ConflictingAnswer]] = {}
    for said in conflict.answers:
        who.setdefault((said.verdict, said.player_id), []).append(said)
    for same in who.values():
        yield same[0], ", ".join(said.who for said in same)
