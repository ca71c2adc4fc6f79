"""The faces about which people of the team disagree."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Slot
from PySide6.QtGui import QIcon, QPixmap

from core.types import Conflict, ConflictingAnswer, Verdict
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
        self.disputes = Disputes()
        crops.ready.connect(self._on_picture)

    def titles(self) -> tuple[str, ...]:
        """Face, answers."""
        return self.tr("Face"), self.tr("Who said what")

    def fields(self, row: Conflict) -> tuple[str, ...]:
        """Words where there is no crop, and the answers."""
        missing = self.tr("no picture") if self._crops.missing(row.face.id) else ""
        return missing, who_said_what(row, self.disputes)

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

    def show_disputes(self, disputes: Disputes) -> None:
        """Show others."""
        self.disputes = disputes
        self._show(disputes.conflicts)

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


def who_said_what(conflict: Conflict, disputes: Disputes) -> str:
    """A line for each of those who disagree."""
    words = translate("answers", "{who}: {what}  ({when})")
    lines = [
        words.format(who=said.who, what=what_is_said(said, disputes), when=moment(said.at))
        for said in conflict.answers
    ]
    if len(lines) == 1:
        lines.append(translate("answers", "on another face of the photo too"))
    return "\n".join(lines)


def what_is_said(said: ConflictingAnswer, disputes: Disputes) -> str:
    """An answer in words."""
    gone = translate("answers", "somebody who is gone")
    player = disputes.names.get(said.player_id, gone) if said.player_id else gone
    return verdict_words(said.verdict).format(player=player)


def verdict_words(verdict: Verdict) -> str:
    """What somebody said of a face, with a place for the player whom they meant."""
    return {
        Verdict.CONFIRM: translate("answers", "it is {player}"),
        Verdict.REJECT: translate("answers", "it is not {player}"),
        Verdict.IGNORE: translate("answers", "to be ignored"),
        Verdict.NOT_A_FACE: translate("answers", "not a face"),
        Verdict.UNSURE: translate("answers", "not sure"),
        Verdict.DRAW: translate("answers", "drew the face"),
    }.get(verdict, verdict.value)
