"""The open questions of a gallery or of all, answered by keys and clicks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStackedWidget

from core.changes import Changes
from core.types import Candidate, Face, FaceId, Player, RejectReason
from desktop import operations, verdicts
from desktop.answers import Answers
from desktop.document import Document, Latest
from desktop.keys import Keymap
from desktop.models import roles
from desktop.models.face_grid import FaceGridModel, Question, QuestionKind
from desktop.models.open_questions import OpenQuestions
from desktop.thumbnails import Pictures
from desktop.verdicts import Answer, Chosen
from desktop.views.answer_bar import AnswerBar
from desktop.views.candidates import pooled
from desktop.views.face_delegates import CropDelegate
from desktop.views.name_field import NamesModel
from desktop.views.parts import EmptyState, Place, bar, button, column, fill, label, row
from desktop.views.photo_peek import PhotoPeek
from desktop.views.review_side import QuestionSide


class ReviewView(Place):
    """Questions at the left, the faces of one in the middle, the answers below.

    An answer concerns the selected faces, or all that are shown where none is selected; the button
    says how many.
    """

    def __init__(
        self,
        document: Document,
        answers: Answers,
        thumbnails: Pictures,
        crops: Pictures,
        names: NamesModel,
        keys: Keymap,
    ) -> None:
        super().__init__(document)
        self._answers = answers
        self._shown: Question | None = None
        self._candidates = Latest(document, self)
        self.open = OpenQuestions(document, answers, crops, self)
        self.side = QuestionSide(self.open.model)
        self.list = self.side.list
        self.faces = FaceGridModel(crops, self)
        self.bar = AnswerBar(names)
        self.name = self.bar.name
        self.candidates = self.bar.candidates
        self._build()
        self.peek = PhotoPeek(document, thumbnails, self.middle)
        self._listen()
        for name, act in self._keys().items():
            keys.bind(f"review.{name}", self, act)

    def _build(self) -> None:
        self.pages = QStackedWidget()
        self.empty = EmptyState("", "")
        self.find_button = button(self.tr("Find unknown people"), self.side.find_people, "primary")
        self.empty.add(self.find_button)
        self.grid = self._make_grid()
        self.middle = column(self._header(), self.grid, self.bar, grows=self.grid)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.middle)
        fill(self, row(self.side, self.pages, grows=self.pages))
        self.setFocusProxy(self.grid)

    def _header(self) -> QFrame:
        self.title = label("", "title")
        self.scope_words = label("", "quiet")
        self.photo_button = button(self.tr("Whole photo   Space"), self.show_photo)
        self.undo_button = button(self.tr("Undo"), self._answers.undo)
        self.redo_button = button(self.tr("Redo"), self._answers.redo)
        return bar(
            "header",
            self.title,
            self.scope_words,
            None,
            self.photo_button,
            self.undo_button,
            self.redo_button,
        )

    def _make_grid(self) -> QListView:
        grid = QListView()
        grid.setModel(self.faces)
        grid.setItemDelegate(CropDelegate(grid))
        grid.setFlow(QListView.Flow.LeftToRight)
        grid.setWrapping(True)
        grid.setResizeMode(QListView.ResizeMode.Adjust)
        grid.setUniformItemSizes(True)
        grid.setMovement(QListView.Movement.Static)
        grid.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        grid.setSelectionRectVisible(True)
        grid.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        grid.setObjectName("faces")
        grid.setAccessibleName(self.tr("Faces of the question"))
        return grid

    def _listen(self) -> None:
        self.side.scope_changed.connect(self._on_scope)
        self.open.loaded.connect(self._on_loaded)
        self.open.restored.connect(self._on_restored)
        self._answers.given.connect(self._on_answers)
        self._answers.taken_back.connect(self._on_answers)
        self.list.selectionModel().currentChanged.connect(self._on_question)
        self.grid.selectionModel().selectionChanged.connect(self._update)
        self.grid.doubleClicked.connect(self.show_photo)
        self.bar.confirm_button.clicked.connect(self.confirm)
        self.bar.reject_button.clicked.connect(self.reject)
        self.bar.ignore_button.clicked.connect(self.ignore)
        self.bar.not_face_button.clicked.connect(self.not_a_face)
        self.bar.reason_given.connect(self._reject_group)
        self.name.changed.connect(self._update)
        self.name.entered.connect(self.confirm)
        self.name.left.connect(self.grid.setFocus)
        self.candidates.picked.connect(self._on_candidate)
        self.peek.closed.connect(self.grid.setFocus)

    def _keys(self) -> dict[str, Callable[[], None]]:
        digits = range(1, 10)
        return {
            "confirm": self.confirm,
            "reject": self.reject,
            "ignore": self.ignore,
            "not_a_face": self.not_a_face,
            "photo": self.show_photo,
            "name": self.name.setFocus,
            "all": self.grid.selectAll,
            "escape": self.escape,
            "next": lambda: self._step(1),
            "previous": lambda: self._step(-1),
            "undo": self._answers.undo,
            "redo": self._answers.redo,
            **{f"candidate_{digit}": partial(self.candidates.pick, digit) for digit in digits},
        }

    @Slot()
    def _on_scope(self) -> None:
        self.open.show(self.side.scope)
        self._show_page()

    def concerns(self, changes: Changes, initiator: object) -> bool:
        """The reviewer's own answers are on screen already."""
        if initiator is self._answers:
            return False
        return bool(changes.clusters or changes.faces or changes.players or changes.galleries)

    def reload(self) -> None:
        """Read the questions."""
        self.open.reload()

    @Slot()
    def _on_loaded(self) -> None:
        """Stay at the question that was shown, where it is still open."""
        self._show_page()
        key = self._shown.key if self._shown else ""
        at = self.open.model.row_of(key)
        self._ask(at if at is not None else 0)

    @Slot(str)
    def _on_restored(self, key: str) -> None:
        at = self.open.model.row_of(key)
        if at is not None:
            self._ask(at)

    @Slot()
    def _on_answers(self) -> None:
        self._show_page()
        current = self.list.currentIndex()
        if current.isValid():
            self._on_question(current, current)
        self._update()

    def _show_page(self) -> None:
        asking = self.open.model.rowCount() > 0
        self.pages.setCurrentIndex(1 if asking else 0)
        if asking:
            return
        self._shown = None
        self.find_button.setVisible(self.side.scope is not None)
        if self.side.scope is None:
            self.empty.say(self.tr("No gallery"), self.tr("Import photos first: Galleries."))
        else:
            self.empty.say(
                self.tr("Nothing left to answer in {name}").format(name=self.side.scope_name),
                self.tr("Find unknown people groups the faces that nobody has named yet."),
            )

    def _ask(self, at: int) -> None:
        self.list.selectionModel().setCurrentIndex(
            self.open.model.index(at), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def _step(self, by: int) -> None:
        at = self.list.currentIndex().row() + by
        if 0 <= at < self.open.model.rowCount():
            self._ask(at)

    @Slot(QModelIndex, QModelIndex)
    def _on_question(self, current: QModelIndex, _before: QModelIndex) -> None:
        question = current.data(roles.QUESTION)
        if not isinstance(question, Question) or question is self._shown:
            return
        before, self._shown = self._shown, question
        if before is not None and before.key == question.key and _fewer(question, before):
            self.faces.remove({face.id for face in before.faces} - _ids(question))
        else:
            self.faces.set_faces(question.faces)
            self.grid.setCurrentIndex(self.faces.index(0))
            self.grid.clearSelection()
            self.name.clear()
            self.candidates.show_candidates([])
            self._candidates.ask(
                operations.read_candidates(question.faces), self._on_candidates, self._no_candidates
            )
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
        self.grid.setFocus()

    def scope(self) -> list[Face]:
        """The faces that an answer would concern: the selected ones, or all."""
        rows = sorted(index.row() for index in self.grid.selectedIndexes())
        faces = self.faces.faces()
        return [faces[at] for at in rows] if rows else faces

    def chosen(self) -> Chosen | None:
        """Who `confirm` would name: the one in the field, or the one suggested."""
        chosen = self.name.chosen()
        question = self._shown
        if chosen is None and question is not None and question.player_id is not None:
            return Chosen(question.player, question.player_id)
        return chosen

    @Slot()
    def _update(self) -> None:
        """Say on each button what it would do to how many."""
        question = self._shown
        if question is None:
            return
        count, everything = len(self.scope()), not self.grid.selectedIndexes()
        self.title.setText(self._ask_words(question))
        words = self.tr("{n} faces") if everything else self.tr("{n} of {all} selected")
        self.scope_words.setText(words.format(n=count, all=self.faces.rowCount()))
        self.bar.say(question.kind, self.scope(), everything, self.chosen())
        self._update_history()

    def _update_history(self) -> None:
        undo, redo = self._answers.next_undo, self._answers.next_redo
        self.undo_button.setEnabled(undo is not None)
        self.undo_button.setToolTip(f"{undo.title}   Ctrl+Z" if undo else "")
        self.redo_button.setEnabled(redo is not None)
        self.redo_button.setToolTip(f"{redo.title}   Ctrl+Y" if redo else "")

    def _ask_words(self, question: Question) -> str:
        if question.kind is QuestionKind.GROUP:
            return self.tr("Who is this?")
        if question.kind is QuestionKind.TAGGED:
            return self.tr("Tagged as {name}: right?").format(name=question.player)
        return self.tr("Is this {name}?").format(name=question.player)

    def confirm(self) -> None:
        """The faces are the player who is named; without a name, ask for one."""
        chosen = self.chosen()
        if chosen is None:
            self.name.setFocus()
        else:
            group = self._group
            whole = group is not None and group.whole and not self.grid.selectedIndexes()
            cluster_id = group.cluster_id if group is not None and whole else None
            self._give(lambda faces: verdicts.confirm(verdicts.once_a_photo(faces), chosen, cluster_id))

    def reject(self) -> None:
        """The faces are not the player suggested; a group is nobody, or some are not of it."""
        question = self._shown
        if question is None:
            return
        if question.kind is not QuestionKind.GROUP:
            self._give(lambda faces: verdicts.reject(faces, question.player_id))
        elif self.grid.selectedIndexes():
            self._give(verdicts.leave_out)
        else:
            self._reject_group(RejectReason.NOT_A_PLAYER)

    def ignore(self) -> None:
        """The faces need no name."""
        if self._group is not None:
            self._reject_group(RejectReason.IGNORE)
        else:
            self._give(verdicts.ignore)

    def not_a_face(self) -> None:
        """The detector was wrong about the faces."""
        if self._group is not None:
            self._reject_group(RejectReason.NOT_A_FACE)
        else:
            self._give(verdicts.not_a_face)

    @property
    def _group(self) -> Question | None:
        """The question that is shown, where it is a group."""
        question = self._shown
        return question if question is not None and question.kind is QuestionKind.GROUP else None

    @Slot(object)
    def _reject_group(self, reason: RejectReason) -> None:
        """The faces in scope, all of the group or some, are nobody to be named."""
        cluster_id = self._group.cluster_id if self._group is not None else None
        if cluster_id is not None:
            self._give(lambda faces: verdicts.reject_cluster(cluster_id, faces, reason))

    def _give(self, prepare: Callable[[list[Face]], Answer]) -> None:
        """Give an answer about the faces in scope; the keyboard stays where it can go on."""
        faces = self.scope()
        if faces:
            answer = prepare(faces)
            self.name.clear()
            self.grid.clearSelection()
            self._answers.give(answer)
            self.grid.setFocus()

    @Slot()
    def show_photo(self) -> None:
        """The whole photo of the face that has the focus; the grid again if it is shown."""
        if self.peek.isVisible():
            self.peek.leave()
            return
        face = self.grid.currentIndex().data(roles.FACE)
        if isinstance(face, Face):
            self.peek.open(face)

    def escape(self) -> None:
        """Close the photo, or select nothing."""
        if self.peek.isVisible():
            self.peek.leave()
        else:
            self.grid.clearSelection()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The photo over the grid stays as large as the grid."""
        super().resizeEvent(event)
        self.peek.cover()


def _ids(question: Question) -> set[FaceId]:
    return {face.id for face in question.faces}


def _fewer(question: Question, before: Question) -> bool:
    return _ids(question) < _ids(before)
