"""The faces about which people of the team disagree."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Slot
from PySide6.QtGui import QIcon, QPixmap

from core.types import Conflict, ConflictingAnswer, PlayerId, Verdict
from desktop.models import roles
from desktop.models.roles import Index
from desktop.models.table import TableModel, moment
from desktop.readings import Disputes
from desktop.thumbnails import Pictures

translate = QCoreApplication.translate

FACE = 0


class ConflictsModel(TableModel[Conflict]):
    """A face a row: its crop, and who said what of it, a line for each."""

    def __init__(self, crops: Pictures, parent: QObject) -> None:
        super().__init__(parent, roles.CONFLICT)
        self._crops = crops
        self._names: dict[PlayerId, str] = {}
        crops.ready.connect(self._on_picture)

    def titles(self) -> tuple[str, ...]:
        """Face, answers."""
        return self.tr("Face"), self.tr("Who said what")

    def fields(self, row: Conflict) -> tuple[str, ...]:
        """Words where there is no crop, and the answers."""
        missing = self.tr("no picture") if self._crops.missing(row.face.id) else ""
        lines = [self._line(answer) for answer in row.answers]
        if len(lines) == 1:
            lines.append(self.tr("on another face of the photo too"))
        return missing, "\n".join(lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As every table; the crop too."""
        if not index.isValid() or index.column() != FACE:
            return super().data(index, role)
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DecorationRole:
            return _icon(self._crops.get(row.face.id))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.fields(row)[1]
        return super().data(index, role)

    def show_disputes(self, read: Disputes) -> None:
        """Show others."""
        self._names = read.names
        self._show(read.conflicts)

    def _line(self, answer: ConflictingAnswer) -> str:
        words = self.tr("{who}: {what}  ({when})")
        return words.format(who=answer.who, what=self._what(answer), when=moment(answer.at))

    def _what(self, answer: ConflictingAnswer) -> str:
        gone = self.tr("somebody who is gone")
        player = self._names.get(answer.player_id, gone) if answer.player_id else gone
        return verdict_words(answer.verdict).format(player=player)

    @Slot(str)
    def _on_picture(self, key: str) -> None:
        for number, row in enumerate(self._rows):
            if row.face.id == key:
                self.dataChanged.emit(self.index(number, FACE), self.index(number, FACE))


def _icon(picture: QPixmap | None) -> QIcon | None:
    """A crop that is not tinted where it is selected: it is to be looked at."""
    if picture is None:
        return None
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon


def verdict_words(verdict: Verdict) -> str:
    """What somebody said of a face, with a place for the player whom they meant."""
    return {
        Verdict.CONFIRM: translate("answers", "it is {player}"),
        Verdict.REJECT: translate("answers", "it is not {player}"),
        Verdict.IGNORE: translate("answers", "to be ignored"),
        Verdict.NOT_A_FACE: translate("answers", "not a face"),
        Verdict.UNSURE: translate("answers", "not sure"),
        Verdict.DRAW: translate("answers", "drew the face"),
        Verdict.UNDO: translate("answers", "took an answer back"),
    }.get(verdict, verdict.value)
