"""The answers below the review grid; each button says what it would do to how many faces."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QVBoxLayout

from core.types import Face, QuestionKind, RejectReason
from desktop.keys import Keymap
from desktop.models.names import Names
from desktop.readings import Where
from desktop.verdicts import Chosen, once_a_photo
from desktop.views.candidates import CandidateBar
from desktop.views.name_field import NameField
from desktop.views.parts import CutAnswer, answer_button, bar, menu_button


@dataclass(frozen=True, slots=True)
class Scope:
    """What an answer would concern."""

    kind: QuestionKind
    faces: list[Face]
    everything: bool
    """All that the question asks about; else the faces that are selected, or the one compared."""
    chosen: Chosen | None
    off_roster: bool
    """Whoever is chosen does not play in the gallery."""


class AnswerBar(QFrame):
    """The candidates, the name and the buttons; what they do is the review view's business.

    The three answers stand beside the name: different, not sure, and the one whose words are as long as
    who is named, so that the others stay where they are. Below them what is rarer.
    """

    reason_given = Signal(object)
    """A `RejectReason`: why the faces of a group are nobody to be named."""
    others_wanted = Signal(object)
    """A `Where`: the other faces there are to be ignored."""

    def __init__(self, names: Names, keys: Keymap) -> None:
        super().__init__()
        self._keys = keys
        self.setObjectName("actions")
        self.candidates = CandidateBar()
        self.name = NameField(names, upwards=True)
        self.name.setFixedWidth(220)
        self.confirm_button = CutAnswer("primary")
        self.reject_button, self.unsure_button = _button(), _button()
        self.unsure_button.setToolTip(self.tr("Put aside, to be answered later"))
        self.ignore_button, self.not_face_button = _button("quiet"), _button("quiet")
        self.ignore_button.setToolTip(self.tr("They need no name: not asked about again"))
        self.not_face_button.setToolTip(self.tr("Found by mistake: there is no face"))
        self.merge_button, self.compare_button = _button("quiet"), _button("quiet")
        self.reasons, self.others = QMenu(self), QMenu(self)
        self.reason_button = menu_button(self.tr("Reject as"), self.reasons)
        self.others_button = menu_button(self.tr("Ignore others"), self.others)
        for made in (self.reason_button, self.others_button):
            made.setProperty("kind", "quiet")
        for reason, words in self._reasons().items():
            self.reasons.addAction(words, partial(self.reason_given.emit, reason))
        for where, words in self._places().items():
            self.others.addAction(words, partial(self.others_wanted.emit, where))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 8)
        layout.setSpacing(7)
        for one in (self.candidates, self._answers(), self._rarer()):
            layout.addWidget(one)

    def _reasons(self) -> dict[RejectReason, str]:
        return {
            RejectReason.NOT_A_PLAYER: self.tr("Not a player"),
            RejectReason.NOT_A_FACE: self.tr("Not a face"),
            RejectReason.IGNORE: self.tr("Needs no name"),
        }

    def _places(self) -> dict[Where, str]:
        return {
            Where.PHOTO: self.tr("In this photo…"),
            Where.MATCH: self.tr("In this match…"),
            Where.GALLERY: self.tr("In this gallery…"),
        }

    def _answers(self) -> QFrame:
        three = (self.reject_button, self.unsure_button, self.confirm_button)
        return bar("answers", self.name, *three, None, margins=(0, 0))

    def _rarer(self) -> QFrame:
        return bar(
            "rarer",
            self.ignore_button,
            self.not_face_button,
            self.reason_button,
            self.others_button,
            None,
            self.merge_button,
            self.compare_button,
            margins=(0, 0),
        )

    def say(self, scope: Scope) -> None:
        """Say what each button would do to these faces."""
        count = len(scope.faces)
        group = scope.kind is QuestionKind.GROUP
        self._say_confirm(scope)
        of_nobody = group or scope.kind is QuestionKind.ALONE
        leaves_out = not scope.everything and of_nobody
        two = (self.tr("Leave out {n}"), self.tr("Reject {n}"))
        for words in reversed(two) if leaves_out else two:  # it has room for both
            self._say(self.reject_button, words, "reject", count)
        self._say(self.unsure_button, self.tr("Not sure {n}"), "unsure", count)
        self._say(self.ignore_button, self.tr("Ignore {n}"), "ignore", count)
        self._say(self.not_face_button, self.tr("Not a face {n}"), "not_a_face", count)
        self._say(self.merge_button, self.tr("Merge…"), "merge", count)
        self._say(self.compare_button, self.tr("Compare"), "compare", count)
        self.reject_button.setToolTip(self._rejecting(of_nobody, leaves_out))
        self.reject_button.setEnabled(count > 0 and scope.kind is not QuestionKind.ASIDE)
        self.unsure_button.setEnabled(count > 0 and scope.kind is not QuestionKind.ASIDE)
        self.reason_button.setEnabled(group and count > 0)
        self.merge_button.setEnabled(group and count > 0)
        self.reason_button.setText(self.tr("Reject {n} as").format(n=count))

    def _rejecting(self, of_nobody: bool, leaves_out: bool) -> str:
        if leaves_out:
            return self.tr("Somebody else than the rest: asked about on their own")
        if of_nobody:
            return self.tr("Nobody whose name is wanted: not asked about again")
        return self.tr("Not this player: who else it is will be asked")

    def _say(self, made: QPushButton, words: str, key: str, count: int) -> None:
        hint = self._keys.hint(f"review.{key}")
        made.setText(f"{words.format(n=count)}   {hint}".rstrip())
        # Never narrower than it was, or what stands beside it would move under the pointer.
        made.setMinimumWidth(max(made.minimumWidth(), made.sizeHint().width()))
        made.setEnabled(count > 0)

    def _say_confirm(self, scope: Scope) -> None:
        chosen, once = scope.chosen, once_a_photo(scope.faces)
        words = self.tr("Confirm {n} as …")
        if chosen is not None:
            new = chosen.player_id is None
            words = self.tr("Add {name}, confirm {n}") if new else self.tr("Confirm {n} as {name}")
        words = words.format(n=len(once), name=chosen.name if chosen else "")
        twice, left = "", len(scope.faces) - len(once)
        if left:
            words = self.tr("{confirm}, one a photo").format(confirm=words)
            twice = self.tr(
                "Nobody is in a photo twice: of faces in one photo the first is confirmed. Left open: {n}."
            )
        words = f"△  {words}" if scope.off_roster else words
        self.confirm_button.setText(f"{words}   {self._keys.hint('review.confirm')}".rstrip())
        self.confirm_button.setEnabled(chosen is not None and bool(once))
        off = self.tr("△  Not on the roster of this gallery.") if scope.off_roster else ""
        self.confirm_button.setToolTip("\n".join(filter(None, (off, twice.format(n=left)))))


def _button(kind: str = "") -> QPushButton:
    return answer_button("", lambda: None, kind)
