"""What the review place shows: the questions, the faces of one, and what an answer would concern."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from core.changes import Changes
from core.types import Candidate, Face, FaceId, Player, Question, QuestionKind, Role
from desktop import operations
from desktop.answers import Answers
from desktop.document import OTHERS, Document, Latest, patiently
from desktop.keys import Keymap
from desktop.models import roles
from desktop.models.expected import Expected
from desktop.models.face_grid import FaceGridModel
from desktop.models.names import Names
from desktop.models.open_questions import OpenQuestions
from desktop.readings import Standing
from desktop.thumbnails import Pictures
from desktop.verdicts import Answer, Chosen
from desktop.views.answer_bar import AnswerBar, Scope
from desktop.views.candidates import pooled, runner_up
from desktop.views.compare import ComparePanel
from desktop.views.enter_key import leave_focus
from desktop.views.face_delegates import CROP
from desktop.views.face_grid import FaceGrid
from desktop.views.likeness import LikenessBar
from desktop.views.parts import EmptyState, Place, button, column, fill, row
from desktop.views.photo_peek import PhotoPeek
from desktop.views.prompt_bar import PromptBar
from desktop.views.review_grouping import Grouping
from desktop.views.review_header import ReviewHeader
from desktop.views.review_side import QuestionSide
from desktop.views.tightness import TightnessBar

# A rubber band selects face by face: who they may be is asked when it rests.
CANDIDATES_AFTER_MS = 80


class ReviewPage(Place):
    """Questions at the left, the faces of one in the middle, the answers below.

    An answer concerns the selected faces, or all that are shown where none is selected; the buttons
    say how many. What the answers do is in `desktop.views.review`.
    """

    export_wanted = Signal(object, str)
    """The scope whose names are to be exported, and what it is called."""
    gallery_wanted = Signal()
    """There is none yet."""
    import_wanted = Signal()

    def __init__(
        self,
        document: Document,
        answers: Answers,
        thumbnails: Pictures,
        crops: Pictures,
        names: Names,
        keys: Keymap,
    ) -> None:
        super().__init__(document)
        self._answers = answers
        self._crops = crops
        self._map = keys
        self._shown: Question | None = None
        self._looks_only = False
        self._unforeseen = self._held = ""
        """Why the next questions may not be those that were meant, and why an answer waits for what is."""
        self._seen: frozenset[FaceId] = frozenset()
        """The faces whose candidates are shown."""
        self._looked_at: frozenset[FaceId] = frozenset()
        """Those whose candidates are asked for."""
        self._candidates, self._numbers = Latest(document, self), Latest(document, self)
        self._candidates_later = QTimer(self)
        self._candidates_later.setSingleShot(True)
        self._candidates_later.setInterval(CANDIDATES_AFTER_MS)
        self._candidates_later.timeout.connect(self._ask_candidates)
        self.open = OpenQuestions(document, answers, crops, self)
        self.side = QuestionSide(self.open.model)
        self.list = self.side.list
        self.faces = FaceGridModel(crops, self)
        self.expected = Expected(document, self)
        self.bar = AnswerBar(names, keys)
        self.name = self.bar.name
        self.candidates = self.bar.candidates
        self.tightness = TightnessBar(document)
        self.prompt = PromptBar()
        self.likeness = LikenessBar(document, crops)
        self.header = ReviewHeader(answers, keys, self.tightness)
        self.title, self.scope_words = self.header.title, self.header.scope_words
        self.photo_button = self.header.photo_button
        self.undo_button, self.redo_button = self.header.undo_button, self.header.redo_button
        self._build()
        self.peek = PhotoPeek(document, thumbnails, self.middle)
        self.compare_panel = ComparePanel(document, crops, self.stage)
        self.grouping = Grouping(document, crops, self)
        self._listen()
        self._refresh()

    def _build(self) -> None:
        self.pages = QStackedWidget()
        self.empty = EmptyState("", "")
        self.export_button = button(self.tr("Export names…"), self.export_names, "primary")
        self.import_button = button(self.tr("Import photos…"), self.import_wanted.emit, "primary")
        self.empty.add(self.export_button)
        self.empty.add(self.import_button)
        self.empty_undo = button(self.tr("Undo"), self._answers.undo, "link")
        self.empty_undo.hide()
        self.empty.add(self.empty_undo)
        self.grid = FaceGrid(self.faces)
        self.stage = QWidget()
        fill(self.stage, self.grid)
        self.below = QStackedWidget()
        self.below.addWidget(self.bar)
        self.below.addWidget(self.prompt)
        self.middle = column(self.header, self.stage, self.likeness, self.below, grows=self.stage)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.middle)
        fill(self, row(self.side, self.pages, grows=self.pages))
        leave_focus(self.side)
        leave_focus(self.middle)
        self.setFocusProxy(self.grid)

    def _listen(self) -> None:
        self.side.scope_changed.connect(self._on_scope)
        self.side.aside_button.toggled.connect(self._on_aside)
        self.list.selectionModel().currentChanged.connect(self._on_list)
        self.list.clicked.connect(self._on_list)
        self.open.loaded.connect(self._on_loaded)
        self.expected.changed.connect(self._set_roster)
        self.open.restored.connect(self._on_restored)
        self.open.aside.modelReset.connect(self._refresh)
        self._answers.given.connect(self._refresh)
        self._answers.taken_back.connect(self._on_back)
        self._answers.failed.connect(self._on_refused)
        self._answers.written.connect(self._on_written)
        self.grid.selectionModel().selectionChanged.connect(self._on_selected)
        self.grid.selectionModel().currentChanged.connect(self._on_current)
        self.header.select_button.clicked.connect(self.grid.select_all_or_none)
        self.header.size_slider.valueChanged.connect(self._on_size)
        self.name.changed.connect(self._update)
        self.name.left.connect(self.grid.setFocus)
        self.candidates.picked.connect(self._on_candidate)
        self.peek.closed.connect(self.grid.setFocus)
        self.peek.face_clicked.connect(self._on_face_in_photo)
        self.compare_panel.closed.connect(self._on_compared)
        self._map.changed.connect(self._update)

    def concerns(self, changes: Changes, initiator: object) -> bool:
        """The reviewer's own answers are on screen already."""
        if initiator is self._answers:
            return False
        if initiator is OTHERS:
            self._unforeseen = self.tr("Somebody else answered: select what you mean")
        return bool(
            changes.clusters or changes.faces or changes.players or changes.galleries or changes.sessions
        )

    def reload(self) -> None:
        """Read the questions; the first gallery may have come while nobody looked."""
        if self.side.scope is None:
            self.gallery_wanted.emit()
        self.open.reload()

    @Slot()
    def _on_scope(self) -> None:
        self._set_roster()
        self.side.aside_button.setChecked(False)
        self.open.show(self.side.scope)
        self._refresh()
        self.reload_later()

    @Slot()
    def _set_roster(self) -> None:
        self.expected.show_gallery(self.side.gallery)
        self.faces.set_roster(self.side.roster, self.expected.narrower)
        self.name.set_roster(self.side.roster)

    @Slot()
    def _on_loaded(self) -> None:
        """Stay at the question that was shown, or at the one that its faces are asked about in now.

        What others of the team answered meanwhile is never to widen what the next key does, nor is an answer
        that was refused to make it another question's.
        """
        shown, chosen = self._shown, bool(self.grid.selectedIndexes())
        why, self._unforeseen = self._unforeseen, ""
        at = self.open.model.row_like(shown) if shown is not None else None
        if at is not None or not self.list.currentIndex().isValid():
            self._ask(at or 0)
        self._set_roster()
        self._refresh()
        self._ask_candidates()
        if why and shown is not None and self._shown is not None:
            taken = chosen and not self.grid.selectedIndexes()
            self._held = why if taken or self._shown.key != shown.key else ""
            self._update()

    @Slot(str)
    def _on_restored(self, key: str) -> None:
        at = self.open.model.row_of(key)
        if at is not None:
            self.side.aside_button.setChecked(False)
            self._ask(at)

    @Slot()
    def _on_list(self) -> None:
        """A question was chosen: what is put aside goes back into its drawer."""
        if self.open.loading:
            return  # the list moves on from a question that may have become another one
        self._held = ""
        self.side.aside_button.setChecked(False)
        if not self.open.answering:  # what the answer leaves is shown once, when it is all there
            self._refresh()

    @Slot(str)
    def _on_face_in_photo(self, face_id: FaceId) -> None:
        """Ask who the face is that was clicked, where that is still to be asked."""
        rows = self.open.model.rows_with([face_id])
        if rows:
            self.peek.leave()
            self.side.aside_button.setChecked(False)
            self._ask(rows[0])
            self.grid.pick({face_id})

    @Slot()
    def _on_aside(self) -> None:
        self._refresh()
        self.grid.setFocus()

    def _ask(self, at: int) -> None:
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(self.open.model.index(at), flag)

    def _asked(self) -> Question | None:
        """The question to be shown at present."""
        aside = self.open.aside.questions()
        if self.side.aside_button.isChecked() and aside:
            return aside[0]
        question = self.list.currentIndex().data(roles.QUESTION)
        return question if isinstance(question, Question) else None

    @Slot()
    def _refresh(self) -> None:
        """Show the question that is asked at present, as it is at present."""
        if self.side.aside_button.isChecked() and not self.open.aside.rowCount():
            self.side.aside_button.setChecked(False)  # comes back here
            return
        question = self._asked()
        focused = self.isAncestorOf(QApplication.focusWidget() or self)
        there = self.empty.isAncestorOf(QApplication.focusWidget() or self)
        self.pages.setCurrentIndex(0 if question is None else 1)
        next_button = self.import_button if self.side.scope is None else self.export_button
        self.setFocusProxy(next_button if question is None else self.grid)
        if (focused and question is None and self._shown is not None) or (there and question is not None):
            self.setFocus()  # what to do next is a key away
        if question is None:
            self._shown = self.grouping.shown = None
            self._say_nothing_left()
        elif question != self._shown:
            self._show(question)
        self._update()

    def show_standing(self, standing: Standing) -> None:
        """What the member of the library's team may do."""
        team = standing.team
        self._looks_only = team is not None and not team.may(Role.REVIEWER)
        self._update()

    @Slot(object)
    def _on_back(self, answer: Answer) -> None:
        """Where faces are picked one by one those are picked again that were."""
        self._refresh()
        if self._shown is not None and self._shown.mixed:
            self.grid.pick({face.id for face in answer.faces})

    @Slot(object)
    def _on_refused(self, answer: Answer) -> None:
        """Nothing of the answer was written: the question is asked again."""
        self._unforeseen = self.tr("Nothing was changed: select what you mean")
        self._on_back(answer)

    def _say_nothing_left(self) -> None:
        self.export_button.setVisible(self.side.scope is not None)
        self.import_button.setVisible(self.side.scope is None)
        last = self._answers.next_undo
        self.empty_undo.setVisible(last is not None)
        if last is not None:
            self.empty_undo.setText(self.tr("Undo: {what}").format(what=last.title))
        if self.side.scope is None:
            self.empty.say(self.tr("No gallery"), self.tr("Import photos first."))
        else:
            self.empty.say(
                self.tr("Nothing left to answer in {name}").format(name=self.side.scope_name),
                self._what_is_left(),
            )

    def _what_is_left(self) -> str:
        words = self.tr(
            "The names can go into a table now. Was a face overlooked? Open its photo in Galleries and draw "
            "a box around it: {key}."
        )
        return words.format(key=self._map.hint("viewer.draw") or self.tr("Draw a face"))

    @Slot()
    def export_names(self) -> None:
        """Ask for the file that the names so far go into."""
        if self.side.scope is not None:
            self.export_wanted.emit(self.side.scope, self.side.scope_name)

    def _show(self, question: Question) -> None:
        before, self._shown = self._shown, question
        self.grouping.shown = question
        if before is None or before.key != question.key or self.faces.in_parts:
            self.prompt.cancel()
        if before is not None and before.key == question.key:
            chosen = {face.id for face in self.grid.selected()}
            self.faces.update_faces(question.faces)
            self.grid.select_faces(chosen)
        else:
            self.faces.set_faces(question.faces)
            self.grid.come_to(0)
            self.name.empty()
            self._seen = frozenset()
            self.candidates.show_candidates([])
            photos = list(dict.fromkeys(question.faces.photo_ids))
            self._numbers.ask(patiently(operations.read_worn_numbers(photos)), self.faces.set_numbers)
        if question.mixed and not self.grid.selected():
            # The one that the arrow keys go on from, or what is ticked would be elsewhere.
            current = self.grid.current()
            self.grid.offer(current.id if current is not None else question.faces.ids[0])
        self.tightness.show_group(question.cluster_id)
        self._ask_candidates()

    @Slot()
    def _on_written(self) -> None:
        """What the answers make another matter: how tight a group can be, and who may be meant."""
        if self._shown is not None and not self.prompt.asking:
            self.tightness.show_group(self._shown.cluster_id)
        self._ask_candidates()

    @Slot()
    def _ask_candidates(self) -> None:
        """Ask who the faces may be, now or when the last answer has been written: it may name one of them."""
        self._candidates_later.stop()
        self._candidates.drop()
        faces = self.scope()
        if faces and not self._answers.pending:
            self._looked_at = frozenset(face.id for face in faces)
            operation = operations.read_candidates(faces)
            self._candidates.ask(operation, self._on_candidates, self._no_candidates)

    @Slot(object)
    def _on_candidates(self, by_face: dict[FaceId, tuple[Candidate, ...]]) -> None:
        grows = bool(self._seen) and self._seen <= self._looked_at
        self._seen = self._looked_at
        each = len(self._seen) == 1
        self.candidates.show_candidates(pooled(by_face.values()), keep=grows, percent=each)
        self._update()

    @Slot(object)
    def _no_candidates(self, _: object) -> None:
        """Without a training session nobody is a candidate; names can still be typed."""

    def looks_for_candidates(self) -> bool:
        """Whether it is yet to be known who the faces may be."""
        return self._answers.pending or self._candidates.busy or self._candidates_later.isActive()

    @Slot(object)
    def _on_candidate(self, player: Player) -> None:
        self.name.choose(player)
        self.grid.setFocus()

    @Slot()
    def _on_selected(self) -> None:
        self._held = ""
        self._candidates_later.start()
        self._update()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, _current: QModelIndex, _before: QModelIndex) -> None:
        """What lies over the grid goes along with the arrow keys."""
        face = self.grid.current()
        if face is not None and self.peek.isVisible():
            self.peek.open(face)
        if self.compare_panel.isVisible():
            self._show_compared()
            self._on_selected()

    @Slot(int)
    def _on_size(self, side: int) -> None:
        self.grid.set_side(side)
        self._crops.set_side(round(max(side, CROP) * self.devicePixelRatioF()))

    def scope(self) -> list[Face]:
        """The faces that an answer would concern: the selected ones, or all; or the one compared.

        None where nothing is asked, though the grid still has the faces that were answered last, and none
        where others have answered what was meant, until something is selected. A viewer answers nothing.
        """
        if self._shown is None or self._held or self._looks_only:
            return []
        current = self.grid.current()
        if self.compare_panel.isVisible():
            return [current] if current is not None else []
        selected = self.grid.selected()
        if selected or self._shown.mixed:
            return selected
        return self.faces.faces()

    def everything(self) -> bool:
        """Whether an answer would concern all that is shown."""
        return not (
            self._held or self._looks_only or self.compare_panel.isVisible() or self.grid.selectedIndexes()
        )

    def chosen(self) -> Chosen | None:
        """Who `confirm` would name: the one in the field, or the one suggested."""
        question = self._shown
        if self.name.text().strip() or question is None or question.player_id is None:
            return self.name.chosen()
        return Chosen(question.player, question.player_id)

    @Slot()
    def _update(self) -> None:
        """Say on each button what it would do to how many."""
        question, scope = self._shown, self.scope()
        aside = sum(len(one.faces) for one in self.open.aside.questions())
        selected = len(self.grid.selectedIndexes())
        self.side.say(self.grouping.is_group, selected, aside, self._map.hint("review.split"))
        if question is None:
            return
        chosen, roster = self.chosen(), self.side.roster
        off = chosen is not None and bool(roster) and chosen.player_id not in {None, *roster}
        words = self.tr("{n} in all") if self.everything() else self.tr("{n} of {all} selected")
        words = words.format(n=len(scope), all=self.faces.rowCount())
        if self.everything() and question.kind is QuestionKind.SUGGESTED:
            words = f"{words}: {self.open.model.counts(question)}"
        if self._held:
            words = self._held
        if self._looks_only:
            words = self.tr("You are a viewer in this team, who only looks")
        all_selected = self.grid.all_selected
        self.header.say(self._ask_words(question), words, self.open, all_selected=all_selected)
        self.bar.say(Scope(question.kind, scope, self.everything(), chosen, off))
        self.likeness.show_other(runner_up(self.candidates.shown, chosen))
        self._show_compared()

    def _ask_words(self, question: Question) -> str:
        if question.kind is QuestionKind.GROUP:
            return self.tr("Who is this?")
        if question.kind is QuestionKind.ASIDE:
            return self.tr("Put aside: who is the selected one?")
        if question.kind is QuestionKind.ALONE:
            return self.tr("Name those you know, ignore the rest")
        if question.kind is QuestionKind.TAGGED:
            return self.tr("Tagged as {name}: right?").format(name=question.player)
        return self.tr("Is this {name}?").format(name=question.player)

    def compared(self) -> tuple[Player | None, Player | None]:
        """Who the faces are compared with: who would be named or is likeliest, and the next one."""
        likely = [Player(one.player_id, one.player) for one in self.candidates.shown]
        chosen = self.chosen()
        if chosen is not None and chosen.player_id is not None:
            likely.insert(0, Player(chosen.player_id, chosen.name))
        first, second, *_ = [*{player.id: player for player in likely}.values(), None, None]
        return first, second

    def _show_compared(self) -> None:
        face = self.grid.current()
        if face is not None and self.compare_panel.isVisible():
            self.compare_panel.show_players(*self.compared())
            number = self.grid.currentIndex().row() + 1
            self.compare_panel.show_face(face, number, self.faces.rowCount())

    @Slot()
    def _on_compared(self) -> None:
        """Back in the grid an answer concerns all of the question again."""
        self.grid.clearSelection()
        self._update()
        self.grid.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The photo over the grid stays as large as the grid."""
        super().resizeEvent(event)
        self.peek.cover()
