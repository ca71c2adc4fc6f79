"""The answers below the review grid; each button says what it would do to how many faces."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QVBoxLayout

from core.types import Face, RejectReason
from desktop.models.face_grid import QuestionKind
from desktop.verdicts import Chosen, once_a_photo
from desktop.views.candidates import CandidateBar
from desktop.views.name_field import NameField, NamesModel
from desktop.views.parts import bar, menu_button


class AnswerBar(QFrame):
    """The candidates, the name and the buttons; what they do is the review view's business."""

    reason_given = Signal(object)
    """A `RejectReason`: why the faces of a group are nobody to be named."""

    def __init__(self, names: NamesModel) -> None:
        super().__init__()
        self.setObjectName("actions")
        self.candidates = CandidateBar()
        self.name = NameField(names)
        self.name.setMinimumWidth(170)
        self.confirm_button = _button()
        self.confirm_button.setProperty("kind", "primary")
        self.reject_button = _button()
        self.ignore_button = _button()
        self.not_face_button = _button()
        self.reasons = QMenu(self)
        self.reason_button = menu_button(self.tr("Reject as"), self.reasons)
        for reason, words in self._reasons().items():
            self.reasons.addAction(words, partial(self.reason_given.emit, reason))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(8)
        layout.addWidget(self.candidates)
        layout.addWidget(self._answers())

    def _reasons(self) -> dict[RejectReason, str]:
        return {
            RejectReason.NOT_A_PLAYER: self.tr("Not a player"),
            RejectReason.NOT_A_FACE: self.tr("Not a face") + "\tN",
            RejectReason.IGNORE: self.tr("Needs no name") + "\tX",
        }

    def _answers(self) -> QFrame:
        return bar(
            "answers",
            self.name,
            self.confirm_button,
            self.reject_button,
            self.reason_button,
            self.ignore_button,
            self.not_face_button,
            None,
            margins=(0, 0),
        )

    def say(self, kind: QuestionKind, faces: list[Face], everything: bool, chosen: Chosen | None) -> None:
        """Say what each button would do to these faces: all of the question, or the selected ones."""
        count = len(faces)
        self._say_confirm(faces, chosen)
        leaves_out = kind is QuestionKind.GROUP and not everything
        reject = self.tr("Leave out {n}   Del") if leaves_out else self.tr("Reject {n}   Del")
        self.reject_button.setText(reject.format(n=count))
        self.reason_button.setVisible(kind is QuestionKind.GROUP)
        self.reason_button.setText(self.tr("Reject {n} as").format(n=count))
        self.ignore_button.setText(self.tr("Ignore {n}   X").format(n=count))
        self.not_face_button.setText(self.tr("Not a face {n}   N").format(n=count))

    def _say_confirm(self, faces: list[Face], chosen: Chosen | None) -> None:
        once = once_a_photo(faces)
        words = self.tr("Confirm {n} as …")
        if chosen is not None:
            new = chosen.player_id is None
            words = self.tr("Add {name}, confirm {n}") if new else self.tr("Confirm {n} as {name}")
        name = chosen.name if chosen else ""
        self.confirm_button.setText(words.format(n=len(once), name=name))
        self.confirm_button.setEnabled(chosen is not None)
        twice = self.tr("One face a photo: nobody is in a photo twice.")
        self.confirm_button.setToolTip(twice if len(once) < len(faces) else "")


def _button(text: str = "") -> QPushButton:
    made = QPushButton(text)
    made.setAutoDefault(False)
    return made
