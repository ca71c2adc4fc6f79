"""The open questions of a gallery or of all, answered by keys and clicks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Slot

from core.types import Face, FaceId, Question, QuestionKind, Regrouping, RejectReason
from desktop import operations, verdicts
from desktop.answers import Answers
from desktop.document import Document, Latest
from desktop.keys import Keymap
from desktop.models.names import Names
from desktop.readings import Others, Where
from desktop.thumbnails import Pictures
from desktop.verdicts import Answer, Chosen
from desktop.views.candidates import likeliest
from desktop.views.face_grid import STEP
from desktop.views.review_page import ReviewPage


class ReviewView(ReviewPage):
    """What the reviewer does with the faces that are shown: by keys, by buttons, by dragging them."""

    def __init__(
        self,
        document: Document,
        answers: Answers,
        thumbnails: Pictures,
        crops: Pictures,
        names: Names,
        keys: Keymap,
    ) -> None:
        super().__init__(document, answers, thumbnails, crops, names, keys)
        self._counting = Latest(document, self)
        self._listen_to_acts()
        for name, act in self._keys().items():
            keys.bind(f"review.{name}", self, act)

    def _listen_to_acts(self) -> None:
        bar = self.bar
        for made, act in (
            (bar.confirm_button, self.confirm),
            (bar.reject_button, self.reject),
            (bar.unsure_button, self.unsure),
            (bar.ignore_button, self.ignore),
            (bar.not_face_button, self.not_a_face),
            (bar.merge_button, self.merge),
            (bar.compare_button, self.compare),
            (self.photo_button, self.show_photo),
            (self.likeness.compare_button, self.compare),
            (self.side.new_group, self.split),
        ):
            made.clicked.connect(act)
        bar.reason_given.connect(self._reject_group)
        bar.others_wanted.connect(self._ask_others)
        self.name.entered.connect(self.confirm)
        self.grid.doubleClicked.connect(self.show_photo)
        self.list.takes = self.grouping.takes
        self.list.faces_dropped.connect(self._on_dropped)
        self.side.new_group.faces_dropped.connect(self._on_new_group)
        self.grouping.prepared.connect(self._write)
        self.tightness.previewed.connect(self._on_previewed)
        self.prompt.ended.connect(self._on_prompt_ended)

    def _keys(self) -> dict[str, Callable[[], None]]:
        digits = range(1, 10)
        size = self.header.size_slider
        return {
            "confirm": self.confirm,
            "reject": self.reject,
            "unsure": self.unsure,
            "likeliest": self.likeliest,
            "ignore": self.ignore,
            "not_a_face": self.not_a_face,
            "others": partial(self._ask_others, Where.PHOTO),
            "split": self.split,
            "merge": self.merge,
            "looser": partial(self.tightness.step, -1),
            "tighter": partial(self.tightness.step, 1),
            "compare": self.compare,
            "aside": self.side.aside_button.toggle,
            "larger": lambda: size.setValue(size.value() + STEP),
            "smaller": lambda: size.setValue(size.value() - STEP),
            "photo": self.show_photo,
            "name": self.name.setFocus,
            "all": self.grid.selectAll,
            "escape": self.escape,
            "next": partial(self._step, 1),
            "previous": partial(self._step, -1),
            "find_people": self.side.find_people,
            "export": self.export_names,
            "undo": self._answers.undo,
            "redo": self._answers.redo,
            **{f"candidate_{digit}": partial(self.candidates.pick, digit) for digit in digits},
        }

    def _step(self, by: int) -> None:
        at = self.list.currentIndex().row() + by
        if 0 <= at < self.open.model.rowCount():
            self._ask(at)

    @Slot()
    def confirm(self) -> None:
        """The faces are the player who is named; without a name, ask for one. Or: yes, do it.

        Where nothing is left to confirm, the names are ready to be exported.
        """
        chosen = self.chosen()
        if self._shown is None:
            self.export_names()
        elif self.prompt.asking:
            self.prompt.accept()
        elif chosen is None:
            self.name.setFocus()
        else:
            self._confirm(chosen)

    def likeliest(self) -> None:
        """The faces are the likeliest player, once it is known who that is; of nobody who is unlikely."""
        if self._shown is None or not self.scope():
            return
        if self.looks_for_candidates():
            self.candidates.say(self.tr("Still looking for who is likely."))
            return
        first = likeliest(self.candidates.shown, mixed=self._shown.mixed)
        if first is None:
            by_digit = self.tr("Nobody is likely enough: choose by a digit, or type a name.")
            typed = self.tr("Nobody is likely enough: type a name.")
            self.candidates.say(by_digit if self.candidates.shown else typed)
        else:
            self._confirm(Chosen(first.player, first.player_id))

    def _confirm(self, chosen: Chosen) -> None:
        shown = self._shown
        if shown is not None:
            others, cluster_id = self.open.left_out(shown), shown.cluster_id
            self._give(
                lambda faces: verdicts.confirm(verdicts.once_a_photo(faces), chosen, cluster_id, others)
            )

    @Slot()
    def reject(self) -> None:
        """The faces are not the player suggested; a group is nobody, or some are not of it."""
        question = self._shown
        if question is None or question.kind is QuestionKind.ASIDE:
            return
        if question.player_id is not None:
            self._give(lambda faces: verdicts.reject(faces, question.player_id))
        elif not self.everything():
            self._give(verdicts.leave_out)
        elif self.grouping.is_group:
            self._reject_group(RejectReason.NOT_A_PLAYER)
        else:
            self._give(verdicts.ignore)

    @Slot()
    def unsure(self) -> None:
        """Nobody can tell yet; those put aside stay there."""
        if self._shown is not None and self._shown.kind is not QuestionKind.ASIDE:
            self._give(verdicts.unsure)

    @Slot()
    def ignore(self) -> None:
        """The faces need no name."""
        if self.grouping.is_group:
            self._reject_group(RejectReason.IGNORE)
        else:
            self._give(verdicts.ignore)

    @Slot()
    def not_a_face(self) -> None:
        """The detector was wrong about the faces."""
        if self.grouping.is_group:
            self._reject_group(RejectReason.NOT_A_FACE)
        else:
            self._give(verdicts.not_a_face)

    @Slot(object)
    def _reject_group(self, reason: RejectReason) -> None:
        """The faces in scope, all of the group or some, are nobody to be named."""
        cluster_id = self._shown.cluster_id if self._shown is not None else None
        if cluster_id is not None:
            self._give(lambda faces: verdicts.reject_cluster(cluster_id, faces, reason))

    def _give(self, prepare: Callable[[list[Face]], Answer]) -> None:
        """Give an answer about the faces in scope."""
        faces = self.scope()
        if faces and not self.prompt.asking:
            self._write(prepare(faces))

    @Slot(object)
    def _write(self, answer: Answer) -> None:
        """Give an answer; the keyboard stays where it can go on, and the next question is in sight."""
        self.name.clear()
        self.grid.clearSelection()
        self._answers.give(answer)
        self.list.scrollTo(self.list.currentIndex())
        self.grid.setFocus()

    @Slot()
    def split(self) -> None:
        """The selected faces are a group of their own."""
        if not self.prompt.asking:
            self.grouping.split(self.grid.selected())

    @Slot(object)
    def _on_new_group(self, ids: Sequence[FaceId]) -> None:
        self.grouping.split(self.grouping.faces(ids))

    @Slot(object, object)
    def _on_dropped(self, ids: Sequence[FaceId], target: Question) -> None:
        self.grouping.drop(target, self.grouping.faces(ids))

    @Slot()
    def merge(self) -> None:
        """Ask with whom the group is merged."""
        if not self.prompt.asking:
            self.grouping.ask_merge(self.open.model.questions())

    @Slot(object)
    def _on_previewed(self, found: Regrouping | None) -> None:
        """Show what the group would be, and ask whether it shall be so."""
        if self._shown is None:
            return
        if found is None or (len(found.parts) == 1 and not found.joined):
            self.prompt.cancel()
            return
        sizes = " + ".join(str(len(part)) for part in found.parts)
        if found.joined:
            more = [face for cluster in found.joined for face in cluster.faces]
            parts = [(self.tr("This group"), found.parts[0]), (self.tr("Would join"), tuple(more))]
            words = self.tr("Faces that would join from other groups: {n}. All one person?")
            accept = self.tr("Join {n}").format(n=len(more))
            words = words.format(n=len(more))
        else:
            title = self.tr("Group {n}: {faces}")
            parts = [
                (title.format(n=n, faces=len(part)), part) for n, part in enumerate(found.parts, start=1)
            ]
            words = self.tr("Groups: {n}, with {sizes} faces. Different people?")
            words = words.format(n=len(found.parts), sizes=sizes)
            accept = self.tr("Split into {n}").format(n=len(found.parts))
        self.faces.show_parts(parts)
        self._prompt(words, accept, partial(self.grouping.regroup, found))

    @Slot(object)
    def _ask_others(self, where: Where) -> None:
        """Count the faces around the current one that nobody has answered, before they are ignored."""
        face, scope = self.grid.current(), self.side.scope
        if face is None or scope is None or self._shown is None or self.prompt.asking:
            return
        keep = [one.id for one in self._shown.faces]
        self._counting.ask(operations.read_others(face, where, scope, keep), self._on_others)

    @Slot(object)
    def _on_others(self, found: Others) -> None:
        count, photos = len(found.faces), len({face.photo_id for face in found.faces})
        if not found.photo_ids:
            self._prompt(self.tr("This photo was taken in no match."))
        elif not found.faces:
            self._prompt(self.tr("Nobody else is left to answer there."))
        else:
            words = self.tr(
                "Ignore all others? Faces: {n}, in photos: {photos}. Named ones and these here stay."
            )
            accept = self.tr("Ignore {n}").format(n=count)
            answer = verdicts.ignore_others(found.faces, found.photo_ids, found.keep)
            self._prompt(words.format(n=count, photos=photos), accept, partial(self._write, answer))

    def _prompt(self, words: str, accept: str = "", act: Callable[[], None] | None = None) -> None:
        """Ask below the grid; without an act, only tell."""
        cancel = self.tr("Cancel") if act is not None else self.tr("Close")
        self.prompt.ask(words, accept, cancel, act)
        self.below.setCurrentWidget(self.prompt)

    @Slot()
    def _on_prompt_ended(self) -> None:
        """The answers again, and the faces as they are."""
        self.below.setCurrentWidget(self.bar)
        self.tightness.reset()
        if self._shown is not None and self.faces.in_parts:
            self.faces.set_faces(self._shown.faces)
            self.grid.come_to(0)
        self._update()

    @Slot()
    def show_photo(self) -> None:
        """The whole photo of the face that has the focus; the grid again if it is shown."""
        face = self.grid.current()
        if self.peek.isVisible():
            self.peek.leave()
        elif face is not None:
            self.peek.open(face)

    @Slot()
    def compare(self) -> None:
        """The face that has the focus beside the players' confirmed ones; the grid again if it is shown."""
        face = self.grid.current()
        if self.compare_panel.isVisible():
            self.compare_panel.leave()
        elif face is not None:
            self.compare_panel.open(face, *self.compared())
            self._on_selected()
            self.grid.setFocus()

    def escape(self) -> None:
        """Leave what lies over the grid or asks below it, or select nothing."""
        if self.prompt.asking:
            self.prompt.cancel()
        elif self.peek.isVisible():
            self.peek.leave()
        elif self.compare_panel.isVisible():
            self.compare_panel.leave()
        else:
            self.grid.clearSelection()
