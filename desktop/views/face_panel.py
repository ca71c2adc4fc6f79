"""The faces of a photo beside it: who each is, and answering for the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QSize, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QListView, QVBoxLayout

from core.types import OPEN_STATES, Candidate, Face, FaceId, FaceState, Photo, Player
from desktop import operations, verdicts
from desktop.answers import Answers
from desktop.document import Document, Latest
from desktop.keys import Keymap
from desktop.models import roles
from desktop.models.conflicts import who_said_what
from desktop.models.face_grid import FaceGridModel
from desktop.models.names import Names
from desktop.readings import Disputes
from desktop.thumbnails import Pictures
from desktop.verdicts import Answer, Chosen
from desktop.views.candidates import CandidateBar, pooled
from desktop.views.face_delegates import FaceRowDelegate
from desktop.views.name_field import NameField
from desktop.views.parts import answer_button, label
from desktop.views.photo_facts import PhotoFacts

WIDTH = 300


class FacePanel(QFrame):
    """Facts, faces, candidates, the name and the answers; one face is chosen."""

    chosen = Signal()
    """Another face is chosen, or none."""

    def __init__(
        self, document: Document, answers: Answers, crops: Pictures, names: Names, keys: Keymap
    ) -> None:
        super().__init__()
        self._answers = answers
        self._crops = crops
        self._hint = keys.hint
        self._wanted: FaceId | None = None
        self._row = 0
        self._disputes = Disputes()
        self._looking = Latest(document, self)
        self._numbers: dict[FaceId, str] = {}
        self._reading = Latest(document, self)
        self.facts = PhotoFacts()
        self.faces = FaceGridModel(crops, self)
        self.list = QListView()
        self.candidates = CandidateBar(upright=True)
        self.name = NameField(names)
        self.dispute = label("", "problem")
        self.number = label("", "quiet")
        self._build()
        self._listen()
        keys.changed.connect(self._update)

    def _build(self) -> None:
        self.setObjectName("sideRight")
        self.setFixedWidth(WIDTH)
        self.list.setModel(self.faces)
        self.list.setItemDelegate(FaceRowDelegate(self.list))
        self.list.setIconSize(QSize(48, 48))
        self.list.setAccessibleName(self.tr("Faces in this photo"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 12, 0, 12)
        layout.setSpacing(0)
        layout.addWidget(self.facts)
        layout.addWidget(self.list, 1)
        layout.addLayout(self._editor())

    def _editor(self) -> QGridLayout:
        self.confirm_button = answer_button("", self.confirm, "primary")
        self.reject_button = answer_button("", self.reject)
        self.ignore_button = answer_button("", self.ignore)
        self.not_face_button = answer_button("", self.not_a_face)
        grid = QGridLayout()
        grid.setContentsMargins(14, 8, 14, 0)
        grid.setSpacing(6)
        self.dispute.setWordWrap(True)
        wide = (
            self.dispute,
            self.number,
            self.candidates,
            self.name,
            self.confirm_button,
            self.reject_button,
        )
        for row, one in enumerate(wide):
            grid.addWidget(one, row, 0, 1, 2)
        grid.addWidget(self.ignore_button, len(wide), 0)
        grid.addWidget(self.not_face_button, len(wide), 1)
        return grid

    def _listen(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.name.changed.connect(self._update)
        self.name.entered.connect(self.confirm)
        self.name.left.connect(self.list.setFocus)
        self.name.installEventFilter(self)
        self.candidates.picked.connect(self._on_candidate)
        self._answers.written.connect(self._on_written)

    def acts(self) -> dict[str, Callable[[], None]]:
        """What the panel's keys do, by the names of the keys."""
        digits = range(1, 10)
        return {
            "name": self.name.setFocus,
            "confirm": self.confirm,
            "reject": self.reject,
            "ignore": self.ignore,
            "not_a_face": self.not_a_face,
            **{f"candidate_{digit}": partial(self.candidates.pick, digit) for digit in digits},
        }

    def face(self) -> Face | None:
        """The face that is chosen."""
        face = self.list.currentIndex().data(roles.FACE)
        return face if isinstance(face, Face) else None

    def show_photo(self, photo: Photo | None) -> None:
        """Show the faces of this photo, the chosen one staying so; none while it is being read."""
        self.facts.show_photo(photo)
        self._reading.drop()
        if photo is None:
            self._wanted, self._row, self._numbers = None, 0, {}
            self.name.clear()
        else:
            self._reading.ask(operations.read_worn_numbers([photo.id]), self._on_numbers)
        self.faces.renew(_in_order(photo.faces) if photo else ())
        self.choose(self._wanted)

    def show_disputes(self, disputes: Disputes) -> None:
        """People of the team disagree about these faces."""
        self._disputes = disputes
        self.faces.set_disputed(frozenset(one.face.id for one in disputes.conflicts))
        self._update()

    def choose(self, face_id: FaceId | None) -> None:
        """Choose a face of the photo; where it is gone, the one that has taken its place in the list."""
        rows = [row for row, face in enumerate(self.faces.faces()) if face.id == face_id]
        index = self.faces.index(rows[0] if rows else min(self._row, self.faces.rowCount() - 1))
        self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._on_current()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, *_: object) -> None:
        face = self.face()
        chosen = face.id if face is not None else None
        self._row = max(self.list.currentIndex().row(), 0)
        if chosen != self._wanted:
            self._wanted = chosen
            self.name.clear()
            self._look()
            self.chosen.emit()
        self._update()

    def _look(self) -> None:
        """Ask who the chosen face may be; of one that is not written yet nothing is known."""
        self.candidates.show_candidates([])
        self._looking.drop()
        face = self.face()
        if face is not None and not self._answers.pending:
            self._looking.ask(operations.read_candidates([face]), self._on_candidates, self._no_candidates)

    @Slot(object)
    def _on_numbers(self, numbers: dict[FaceId, str]) -> None:
        self._numbers = numbers
        self._update()

    @Slot(object)
    def _on_candidates(self, by_face: dict[FaceId, tuple[Candidate, ...]]) -> None:
        self.candidates.show_candidates(pooled(by_face.values()))

    @Slot(object)
    def _no_candidates(self, _: object) -> None:
        """Without a training session nobody is a candidate; names can still be typed."""

    @Slot(object)
    def _on_candidate(self, player: Player) -> None:
        self.name.choose(player)
        self.list.setFocus()

    @Slot()
    def _on_written(self) -> None:
        """Faces that were just drawn have a picture now, and may be compared."""
        for face in self.faces.faces():
            if self._crops.missing(face.id):
                self._crops.try_again(face.id)
        if self.isVisible() and not self.candidates.buttons:
            self._look()

    @Slot()
    def _update(self) -> None:
        """Say on each button what it would do."""
        face, chosen = self.face(), self.name.chosen()
        self._say_dispute(face)
        digits = self._numbers.get(face.id) if face is not None else None
        self.number.setVisible(digits is not None)
        self.number.setText(self.tr("Number read: {digits}").format(digits=digits or ""))
        named = face.player if face is not None else None
        who = chosen.name if chosen is not None else None if self.name.is_open() else named
        confirm = self.tr("Confirm as {name}") if not self.name.is_new() else self.tr("Add {name}")
        words = confirm.format(name=who) if who else self.tr("Confirm")
        self.confirm_button.setText(self._with_key(words, "viewer.confirm"))
        self.confirm_button.setEnabled(face is not None and who is not None)
        reject = self.tr("Not {name}").format(name=named) if named else self.tr("Not them")
        self.reject_button.setText(self._with_key(reject, "viewer.reject" if named else ""))
        self.reject_button.setEnabled(named is not None)
        self.ignore_button.setText(self._with_key(self.tr("Ignore"), "viewer.ignore"))
        self.not_face_button.setText(self._with_key(self.tr("Not a face"), "viewer.not_a_face"))
        for one in (self.ignore_button, self.not_face_button, self.name):
            one.setEnabled(face is not None)

    def _say_dispute(self, face: Face | None) -> None:
        conflict = self._disputes.of(face.id) if face is not None else None
        self.dispute.setVisible(conflict is not None)
        if conflict is not None:
            said = who_said_what(conflict, self._disputes)
            self.dispute.setText(self.tr("⚠  People disagree; the next answer settles it.") + f"\n{said}")

    def _with_key(self, words: str, key: str) -> str:
        hint = self._hint(key) if key else ""
        return f"{words}   {hint}" if hint else words

    def confirm(self) -> None:
        """The chosen face is the player who is named, or the one suggested; without a name, ask for one."""
        face, chosen = self.face(), self.name.chosen()
        if face is None:
            return
        if chosen is None and face.player_id is not None and not self.name.is_open():
            chosen = Chosen(face.player or "", face.player_id)
        if chosen is None:
            self.name.setFocus()
            return
        self._give(verdicts.confirm([face], chosen))
        self._go_on()

    def reject(self) -> None:
        """The chosen face is not who it is labelled as; one without a label is no face."""
        face = self.face()
        if face is not None and face.player is not None:
            self._give(verdicts.reject([face]))
        else:
            self.not_a_face()

    def ignore(self) -> None:
        """The chosen face needs no name."""
        face = self.face()
        if face is not None:
            self._give(verdicts.ignore([face]))
            self._go_on()

    def not_a_face(self) -> None:
        """The chosen box is no face."""
        face = self.face()
        if face is not None:
            self._give(verdicts.not_a_face([face]))

    def _give(self, answer: Answer) -> None:
        self.name.clear()
        self._answers.give(answer)
        self.list.setFocus()

    def _go_on(self) -> None:
        """Choose the next face that waits for an answer; stay where there is none."""
        faces, at = self.faces.faces(), self.list.currentIndex().row()
        for face in (*faces[at + 1 :], *faces[:at]):
            if face.state in OPEN_STATES - {FaceState.TAGGED}:
                self.choose(face.id)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """In an empty name field the digit of a candidate chooses them; others begin a shirt's number."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            digit = event.text()
            return not self.name.text() and digit in self.candidates.digits()
        return super().eventFilter(watched, event)


def _in_order(faces: Sequence[Face]) -> list[Face]:
    """From left to right, the ignored ones last; what is no face is not there."""
    shown = [face for face in faces if face.state is not FaceState.NOT_A_FACE]
    return sorted(shown, key=lambda face: (face.state is FaceState.IGNORED, face.box.x))
