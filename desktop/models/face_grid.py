"""The review screen's models: the open questions, and the faces of the one that is shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    Qt,
    Slot,
)

from core.types import Cluster, ClusterId, Face, FaceId, FaceState, PlayerId
from desktop.models import roles
from desktop.models.roles import ROOT, Index
from desktop.thumbnails import Pictures


class QuestionKind(StrEnum):
    """What is asked."""

    SUGGESTED = "suggested"
    """Is this that player?"""
    GROUP = "group"
    """Who is this? The faces look like one unknown person."""
    TAGGED = "tagged"
    """The recogniser was sure; is it right?"""


@dataclass(frozen=True, slots=True)
class Question:
    """Faces that one answer can settle. The key outlives a re-reading of the questions."""

    key: str
    kind: QuestionKind
    faces: tuple[Face, ...]
    player_id: PlayerId | None = None
    player: str = ""
    cluster_id: ClusterId | None = None
    whole: bool = True
    """No face of it has been answered or put aside since it was read."""

    def without(self, faces: Collection[FaceId]) -> Question:
        """The question with these faces gone."""
        rest = tuple(face for face in self.faces if face.id not in faces)
        return replace(self, faces=rest, whole=False)


_KINDS = {FaceState.SUGGESTED: QuestionKind.SUGGESTED, FaceState.TAGGED: QuestionKind.TAGGED}


def questions(clusters: Sequence[Cluster], suggestions: Sequence[Face]) -> list[Question]:
    """Suggestions by player, then unknown groups, then tags by player; most faces first."""
    by_player = _by_player(suggestions)
    groups = [
        Question(f"group {cluster.id}", QuestionKind.GROUP, cluster.faces, cluster_id=cluster.id)
        for cluster in clusters
        if cluster.faces
    ]
    suggested = [one for one in by_player if one.kind is QuestionKind.SUGGESTED]
    tagged = [one for one in by_player if one.kind is QuestionKind.TAGGED]
    return suggested + groups + tagged


def _by_player(faces: Sequence[Face]) -> list[Question]:
    groups: dict[tuple[FaceState, PlayerId], list[Face]] = {}
    for face in faces:
        if face.player_id is not None and face.state in _KINDS:
            groups.setdefault((face.state, face.player_id), []).append(face)
    found = [
        Question(f"{state} {player_id}", _KINDS[state], tuple(of), player_id, of[0].player or "")
        for (state, player_id), of in groups.items()
    ]
    return sorted(found, key=lambda question: -len(question.faces))


class QuestionModel(QAbstractListModel):
    """The open questions; each row's picture is the first face of the question."""

    def __init__(self, pictures: Pictures, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._questions: list[Question] = []
        pictures.ready.connect(self._on_picture)

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """Open questions."""
        return 0 if parent.isValid() else len(self._questions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The question, its picture, and its title."""
        if not index.isValid():
            return None
        question = self._questions[index.row()]
        if role == roles.QUESTION:
            return question
        if role == roles.PICTURE:
            return self._pictures.get(question.faces[0].id)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(question)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.title(question)}, {len(question.faces)}"
        return None

    def title(self, question: Question) -> str:
        """What is asked, in words."""
        if question.kind is QuestionKind.SUGGESTED:
            return self.tr("{player}?").format(player=question.player)
        if question.kind is QuestionKind.TAGGED:
            return self.tr("{player}, tagged").format(player=question.player)
        return self.tr("Who is this?")

    def questions(self) -> list[Question]:
        """The open questions in order."""
        return list(self._questions)

    def set_questions(self, found: list[Question]) -> None:
        """Show other questions."""
        self.beginResetModel()
        self._questions = found
        self.endResetModel()

    def row_of(self, key: str) -> int | None:
        """The row of the question with this key, None where it is settled."""
        rows = (row for row, question in enumerate(self._questions) if question.key == key)
        return next(rows, None)

    def settle(self, key: str, faces: Collection[FaceId]) -> None:
        """Take answered faces out of a question, and the question out when none is left."""
        row = self.row_of(key)
        if row is None:
            return
        rest = self._questions[row].without(faces)
        if rest.faces:
            self._questions[row] = rest
            self.dataChanged.emit(self.index(row), self.index(row))
        else:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._questions[row]
            self.endRemoveRows()

    def restore(self, question: Question, row: int) -> None:
        """Put a question back as it was before an answer; `row` is where, if it had gone."""
        present = self.row_of(question.key)
        if present is not None:
            self._questions[present] = question
            self.dataChanged.emit(self.index(present), self.index(present))
            return
        row = min(row, len(self._questions))
        self.beginInsertRows(QModelIndex(), row, row)
        self._questions.insert(row, question)
        self.endInsertRows()

    @Slot(str)
    def _on_picture(self, key: str) -> None:
        for row, question in enumerate(self._questions):
            if question.faces[0].id == key:
                self.dataChanged.emit(self.index(row), self.index(row), [roles.PICTURE])


class FaceGridModel(QAbstractListModel):
    """The faces of one question, with their crops."""

    def __init__(self, pictures: Pictures, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._faces: list[Face] = []
        self._roster: frozenset[PlayerId] = frozenset()
        pictures.ready.connect(self._on_picture)

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """Faces of the question."""
        return 0 if parent.isValid() else len(self._faces)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The face, its crop, and what is known of it in words."""
        if not index.isValid():
            return None
        face = self._faces[index.row()]
        if role == roles.FACE:
            return face
        if role == roles.PICTURE:
            return self._pictures.get(face.id)
        if role == roles.PICTURE_MISSING:
            return self._pictures.missing(face.id)
        if role == roles.ROSTER:
            return self._roster
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(face)
        return None

    def faces(self) -> list[Face]:
        """The faces in order."""
        return list(self._faces)

    def set_roster(self, roster: frozenset[PlayerId]) -> None:
        """Players who are not on it are said to be so; an empty one takes everybody."""
        self._roster = roster

    def set_faces(self, faces: Sequence[Face]) -> None:
        """Show other faces."""
        self.beginResetModel()
        self._faces = list(faces)
        self.endResetModel()

    def renew(self, faces: Sequence[Face]) -> None:
        """Show faces as they are now; where they are the same ones, all stays where it is on screen."""
        if [face.id for face in faces] != [face.id for face in self._faces]:
            self.set_faces(faces)
        elif self._faces:
            self._faces = list(faces)
            self.dataChanged.emit(self.index(0), self.index(len(self._faces) - 1))

    def remove(self, gone: Collection[FaceId]) -> None:
        """Take faces out, the rest staying where they are on screen."""
        for row in reversed(range(len(self._faces))):
            if self._faces[row].id in gone:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._faces[row]
                self.endRemoveRows()

    def _words(self, face: Face) -> str:
        size = self.tr("{height} pixels high").format(height=round(face.size_px))
        if face.probability is None or face.player is None:
            return size
        words = self.tr("{player}, {percent} % sure")
        return f"{words.format(player=face.player, percent=round(face.probability * 100))}, {size}"

    @Slot(str)
    def _on_picture(self, key: str) -> None:
        for row, face in enumerate(self._faces):
            if face.id == key:
                self.dataChanged.emit(self.index(row), self.index(row), [roles.PICTURE])
                return
