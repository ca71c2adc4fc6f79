"""The review screen's models: the open questions, and the faces of the one that is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    Qt,
    Slot,
)

from core.types import NAMED, Face, FaceId, FaceState, PlayerId, Question, QuestionKind
from desktop.models import roles
from desktop.models.counted import CountedModel
from desktop.models.expected import NOWHERE, Narrower
from desktop.models.roles import ROOT, Index
from desktop.models.row_order import RowOrder
from desktop.readings import AskedIn
from desktop.thumbnails import Pictures

# What is dragged from the grid: ids of faces, a line each.
FACES = "application/x-playertag-faces"


class _Section(IntEnum):
    """The parts of the grid, the surest first."""

    TAGGED = 0
    SUGGESTED = 1
    MAYBE = 2
    """The recogniser does not know them; among these photos they look like the player.

    How surely is told by all faces that bear the player's name by now, and may be more than for a suggestion:
    that is told by the training, and what is surer than its threshold is tagged.
    """
    NO_MATCH = 3


TOLD = frozenset({_Section.SUGGESTED, _Section.MAYBE})
"""The parts that are told apart even where there is one of them only."""


class QuestionModel(CountedModel):
    """The open questions; each row's picture is the first face of the question."""

    def __init__(self, pictures: Pictures, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._questions: list[Question] = []
        self._order: RowOrder | None = None
        """Of the questions' keys; None until a row is looked for."""
        self._asked_in = AskedIn()
        self.faces = self.answers = 0
        """Faces that are asked about, and answers that would settle all of them."""
        self._coming: list[Question] = []
        # Before any view is told, like the rows that go.
        self.rowsInserted.connect(self._on_rows_inserted)
        pictures.ready.connect(self._on_picture)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The question, its picture, and its title."""
        if not index.isValid():
            return None
        question = self._questions[index.row()]
        if role == roles.QUESTION:
            return question
        if role == roles.PICTURE:
            return self._pictures.get(question.faces.ids[0])
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(question)
        if role == roles.COUNTS:
            return self.counts(question)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{self.title(question)}, {self.counts(question)}"
        return None

    def counts(self, question: Question) -> str:
        """Of how many faces it is asked, in words."""
        count = len(question.faces)
        suggested = sum(question.faces.state(row) is FaceState.SUGGESTED for row in range(count))
        both = self.tr("{n} suggested, {m} maybe") if suggested else self.tr("{m} maybe")
        words = {
            QuestionKind.SUGGESTED: both if suggested < count else self.tr("{n} suggested"),
            QuestionKind.GROUP: self.tr("group of {n}"),
            QuestionKind.ALONE: self.tr("{n} like no other"),
            QuestionKind.TAGGED: self.tr("{n} to check"),
            QuestionKind.ASIDE: self.tr("{n} put aside"),
        }[question.kind]
        one_kind = question.kind is not QuestionKind.SUGGESTED
        return words.format(n=count if one_kind else suggested, m=count - suggested)

    def title(self, question: Question) -> str:
        """What is asked, in words."""
        if question.kind is QuestionKind.SUGGESTED:
            return self.tr("{player}?").format(player=question.player)
        if question.kind is QuestionKind.TAGGED:
            return self.tr("{player}, tagged").format(player=question.player)
        if question.kind is QuestionKind.ASIDE:
            return self.tr("Put aside")
        if question.kind is QuestionKind.ALONE:
            numbered = self.tr("Faces alone, page {n}").format(n=question.page)
            return numbered if question.page else self.tr("Faces alone")
        return self.tr("Who is this?")

    def questions(self) -> list[Question]:
        """The open questions in order."""
        return list(self._questions)

    def set_questions(self, found: list[Question], faces: AskedIn | None = None) -> None:
        """Show other questions; what stays of the list keeps its place on screen.

        `faces` tells which of them a face is in, where that was worked out before.
        """
        self._asked_in = AskedIn(found) if faces is None else faces
        self.faces = self.answers = 0
        self._count(found, 1)
        keys = [question.key for question in found]
        before = [question.key for question in self._questions]
        if set(keys).isdisjoint(before):
            self._questions, self._order = found, None
            self.count_anew(len(found))
            return
        if keys != before:
            self._have(found, frozenset(keys), frozenset(before))
            self._rearrange(found)
        else:
            self._questions = found
            self.dataChanged.emit(self.index(0), self.index(len(found) - 1))

    def _count(self, questions: Iterable[Question], sign: int) -> None:
        """Add what these ask to what is asked, or take it away."""
        for question in questions:
            faces = len(question.faces)
            self.faces += sign * faces
            self.answers += sign * (faces if question.mixed else 1)

    def _have(self, found: list[Question], keys: frozenset[str], before: frozenset[str]) -> None:
        """Let the questions go that are settled, and take in those that are new."""
        for row in reversed(range(len(self._questions))):
            if self._questions[row].key not in keys:
                self._remove(row)
        new = [question for question in found if question.key not in before]
        if new:
            self._insert(len(self._questions), new)

    def _rearrange(self, found: list[Question]) -> None:
        """Put the questions, which have the same keys, in another order."""
        self.layoutAboutToBeChanged.emit()
        rows = {question.key: row for row, question in enumerate(found)}
        old = self.persistentIndexList()
        new = [self.index(rows[self._questions[index.row()].key]) for index in old]
        self._questions, self._order = found, None
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _remove(self, row: int) -> None:
        self.removeRows(row, 1)

    def let_go(self, first: int, last: int) -> None:
        """Forget questions that have been removed."""
        del self._questions[first : last + 1]
        if self._order is not None:
            self._order.remove(first, last)

    def _insert(self, row: int, questions: list[Question]) -> None:
        self._coming = questions
        self.insertRows(row, len(questions))

    def _on_rows_inserted(self, _parent: Index, first: int, _last: int) -> None:
        self._questions[first:first] = self._coming
        key = self._coming[0].key
        if len(self._coming) == 1 and self._order is not None and self._order.place(key) == first:
            self._order.bring_back(key)
        else:
            self._order = None

    def rows_with(self, faces: Collection[FaceId]) -> list[int]:
        """The rows of the questions that ask about any of these faces."""
        rows = {row for key in self._asked_in.keys(faces) if (row := self.row_of(key)) is not None}
        return sorted(row for row in rows if not _ids(self._questions[row]).isdisjoint(faces))

    def question(self, row: int) -> Question:
        """The question in a row."""
        return self._questions[row]

    def row_like(self, question: Question) -> int | None:
        """The row of a question, or of the one that asks about most of its faces; None where none does."""
        faces = _ids(question)
        rows = [self.row_of(question.key)] if self.row_of(question.key) is not None else self.rows_with(faces)
        return max(rows, key=lambda row: len(faces & _ids(self._questions[row])), default=None)

    def row_of(self, key: str) -> int | None:
        """The row of the question with this key, None where it is settled."""
        return self._rows().row(key)

    def _rows(self) -> RowOrder:
        if self._order is None:
            self._order = RowOrder(question.key for question in self._questions)
        return self._order

    def settle(self, key: str, faces: Collection[FaceId]) -> None:
        """Take answered faces out of a question, and the question out when none is left."""
        row = self.row_of(key)
        if row is None:
            return
        rest = self._questions[row].without(faces)
        self._count([self._questions[row]], -1)
        if rest.faces:
            self._count([rest], 1)
            self._questions[row] = rest
            self.dataChanged.emit(self.index(row), self.index(row))
        else:
            self._remove(row)

    def restore(self, question: Question, row: int) -> None:
        """Put a question back as it was before an answer; `row` is where, if it had gone.

        Its faces are taken out of those in which they have been asked about since.
        """
        faces = _ids(question)
        for key in self._asked_in.keys(faces) - {question.key}:
            self.settle(key, faces)
        present = self.row_of(question.key)
        self._asked_in.move(faces, question.key)
        self._count([question], 1)
        if present is not None:
            self._count([self._questions[present]], -1)
            self._questions[present] = question
            self.dataChanged.emit(self.index(present), self.index(present))
            return
        place = self._rows().place(question.key)
        self._insert(min(row, len(self._questions)) if place is None else place, [question])

    @Slot(str)
    def _on_picture(self, key: str) -> None:
        for row in self.rows_with([FaceId(key)]):
            if self._questions[row].faces.ids[0] == key:
                self.dataChanged.emit(self.index(row), self.index(row), [roles.PICTURE])


def _ids(question: Question) -> set[FaceId]:
    return set(question.faces.ids)


class FaceGridModel(QAbstractListModel):
    """The faces of one question with their crops, in parts where they are of several kinds."""

    def __init__(self, pictures: Pictures, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._faces: list[Face] = []
        self._sections: list[str] = []
        self._in_parts = False
        self._roster: frozenset[PlayerId] = frozenset()
        self._narrower: Narrower = NOWHERE
        self._disputed: frozenset[FaceId] = frozenset()
        self._numbers: Mapping[FaceId, str] = {}
        pictures.ready.connect(self._on_picture)

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """Faces of the question."""
        return 0 if parent.isValid() else len(self._faces)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The face, its crop, its part, and what is known of it in words."""
        if not index.isValid():
            return None
        row, face = index.row(), self._faces[index.row()]
        if role == roles.FACE:
            return face
        if role == roles.PICTURE:
            return self._pictures.get(face.id)
        if role == roles.PICTURE_MISSING:
            return self._pictures.missing(face.id)
        if role == roles.ROSTER:
            return self._expected_with(face)
        if role == roles.DISPUTED:
            return face.id in self._disputed
        if role == roles.NUMBER:
            return self._numbers.get(face.id, "")
        if role in (roles.SECTION, roles.SECTION_TITLE, roles.SECTION_ENDS):
            return self._part(row, role)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(face)
        return None

    def _part(self, row: int, role: int) -> str | int:
        """What the part of a row is called, its title where it begins, how many it has where it ends."""
        words = self._sections[row]
        if role == roles.SECTION:
            return words
        if role == roles.SECTION_TITLE:
            starts = row == 0 or self._sections[row - 1] != words
            return words.format(n=self._sections.count(words)) if starts else ""
        ends = words and self._sections[row + 1 : row + 2] != [words]
        return self._sections.count(words) if ends else 0

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Faces can be dragged to another question."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def mimeTypes(self) -> list[str]:  # noqa: N802
        """Faces by their ids."""
        return [FACES]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802
        """What is dragged: the ids of these faces."""
        ids = [self._faces[index.row()].id for index in indexes]
        data = QMimeData()
        data.setData(FACES, QByteArray("\n".join(ids).encode()))
        return data

    def faces(self) -> list[Face]:
        """The faces in order."""
        return list(self._faces)

    def set_roster(self, roster: frozenset[PlayerId], narrower: Narrower = NOWHERE) -> None:
        """Players who are not on it, or not expected in a photo, are said to be so; empty takes everybody."""
        other = roster != self._roster or narrower is not self._narrower
        self._roster, self._narrower = roster, narrower
        if other:
            self._tell(roles.ROSTER)

    def _expected_with(self, face: Face) -> frozenset[PlayerId]:
        return self._narrower.get(face.photo_id, self._roster)

    def set_disputed(self, faces: frozenset[FaceId]) -> None:
        """People of the team disagree about these."""
        self._disputed = faces
        self._tell(roles.DISPUTED)

    @Slot(object)
    def set_numbers(self, numbers: Mapping[FaceId, str]) -> None:
        """The digits that were read below faces."""
        other = numbers != self._numbers
        self._numbers = numbers
        if other:
            self._tell(roles.NUMBER)

    def _tell(self, *changed: int) -> None:
        """Of all faces what these roles answer has changed; without any, what all do."""
        if self._faces:
            self.dataChanged.emit(self.index(0), self.index(len(self._faces) - 1), list(changed))

    def set_faces(self, faces: Sequence[Face]) -> None:
        """Show other faces: in parts by probability, where they are of several kinds."""
        self._in_parts = False
        self._show(self._by_section(faces))

    def _by_section(self, faces: Sequence[Face]) -> list[tuple[str, Face]]:
        """Faces by what is known of them, each with what its part is called, where that needs to be said."""
        ordered = sorted(faces, key=_section)
        kinds = {_section(face) for face in ordered}
        told = len(kinds) > 1 or not kinds.isdisjoint(TOLD)
        return [(self._section_words(_section(face)) if told else "", face) for face in ordered]

    @property
    def in_parts(self) -> bool:
        """Whether what is shown are parts that somebody asked for (`show_parts`)."""
        return self._in_parts

    def show_parts(self, parts: Sequence[tuple[str, Sequence[Face]]]) -> None:
        """Show faces in these parts."""
        self._in_parts = True
        self._show([(words, face) for words, faces in parts for face in faces])

    def update_faces(self, faces: Sequence[Face]) -> None:
        """Show what a question has become: those that stay stay, those that come have their places."""
        wanted = {face.id for face in faces}
        self.remove({face.id for face in self._faces} - wanted)
        present = {face.id for face in self._faces}
        if present >= wanted:
            return
        rows = self._by_section(faces)
        in_sections = any(self._sections)
        if not in_sections and any(words for words, _ in rows):
            self._show(rows)  # there are several kinds now
            return
        before: FaceId | None = None
        for _, face in rows:
            if face.id not in present:
                at = [one.id for one in self._faces].index(before) + 1 if before is not None else 0
                self.beginInsertRows(QModelIndex(), at, at)
                self._faces.insert(at, face)
                self._sections.insert(at, self._section_words(_section(face)) if in_sections else "")
                self.endInsertRows()
            before = face.id

    def renew(self, faces: Sequence[Face]) -> None:
        """Show faces as they are now; where they are the same ones, all stays where it is on screen."""
        if [face.id for face in faces] != [face.id for face in self._faces]:
            self.set_faces(faces)
        else:
            self._faces = list(faces)
            self._tell()

    def remove(self, gone: Collection[FaceId]) -> None:
        """Take faces out, the rest staying where they are on screen."""
        for row in reversed(range(len(self._faces))):
            if self._faces[row].id in gone:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._faces[row], self._sections[row]
                self.endRemoveRows()

    def _show(self, rows: Sequence[tuple[str, Face]]) -> None:
        self.beginResetModel()
        self._sections = [words for words, _ in rows]
        self._faces = [face for _, face in rows]
        self.endResetModel()

    def _section_words(self, section: _Section) -> str:
        return {
            _Section.TAGGED: self.tr("Tagged: {n}"),
            _Section.SUGGESTED: self.tr("Suggested: {n}"),
            _Section.MAYBE: self.tr("Maybe: {n}"),
            _Section.NO_MATCH: self.tr("No match: {n}"),
        }[section]

    def _words(self, face: Face) -> str:
        size = self.tr("{height} pixels high").format(height=round(face.size_px))
        if face.id in self._disputed:
            size = self.tr("{words}, people disagree").format(words=size)
        if digits := self._numbers.get(face.id):
            size = self.tr("{words}, wears {digits}").format(words=size, digits=digits)
        sure = percent_sure(face)
        if face.player is None:
            alike = self.tr("{percent} sure by the player's faces named so far").format(percent=sure)
            return f"{alike}, {size}" if sure else size
        words = self.tr("{player}, {percent} sure") if sure else face.player
        words = words.format(player=face.player, percent=sure)
        if off_roster(face, self._expected_with(face)):
            of_match = face.photo_id in self._narrower
            off = (
                self.tr("{words}, in no team of this match")
                if of_match
                else self.tr("{words}, not on the roster")
            )
            words = off.format(words=words)
        return f"{words}, {size}"

    @Slot(str)
    def _on_picture(self, key: str) -> None:
        for row, face in enumerate(self._faces):
            if face.id == key:
                self.dataChanged.emit(self.index(row), self.index(row), [roles.PICTURE])
                return


def percent_sure(face: Face) -> str:
    """How sure the recogniser is; nothing where it does not know, or a person has answered."""
    if face.probability is None or face.state is FaceState.CONFIRMED:
        return ""
    return f"{round(face.probability * 100)} %"


def off_roster(face: Face, roster: frozenset[PlayerId]) -> bool:
    """Whether a face's player is not among those who play in the gallery."""
    return bool(roster) and face.player_id is not None and face.player_id not in roster


def _section(face: Face) -> _Section:
    if face.state in NAMED:
        return _Section.TAGGED
    if face.state is FaceState.SUGGESTED:
        return _Section.SUGGESTED
    return _Section.NO_MATCH if face.probability is None else _Section.MAYBE
