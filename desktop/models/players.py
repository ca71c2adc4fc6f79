"""The roster as a table with faces, sorted by any column."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCollator, QCoreApplication, QLocale, QMimeData, QObject, Qt, Signal, Slot

from core.types import Consent, FaceId, Player, PlayerId
from desktop.models import roles
from desktop.models.roles import Index
from desktop.models.table import RIGHT, TableModel
from desktop.thumbnails import Pictures

translate = QCoreApplication.translate

NAME = 0
FIRST_COUNT = 4
FILES = "text/uri-list"
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
MARKS = {Consent.UNKNOWN: "–", Consent.GIVEN: "✓", Consent.REFUSED: "✕"}


class PlayersModel(TableModel[Player]):
    """Players with their best face; picture files that are dropped on one are for them."""

    dropped = Signal(object, object)
    """A `Player`, and the paths that were dropped on them."""

    def __init__(self, pictures: Pictures, parent: QObject) -> None:
        super().__init__(parent, roles.PLAYER)
        self._pictures = pictures
        self._of_face: dict[FaceId, int] = {}
        self._column, self._order = NAME, Qt.SortOrder.AscendingOrder
        # The locale "C" knows an order of bytes only.
        own = QLocale()
        plain = own.language() is QLocale.Language.C
        self._collator = QCollator(QLocale(QLocale.Language.English) if plain else own)
        self._collator.setNumericMode(True)
        self._collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        pictures.ready.connect(self._on_picture)

    def titles(self) -> tuple[str, ...]:
        """Name, number, team, consent, and three counts."""
        return (
            self.tr("Name"),
            self.tr("No."),
            self.tr("Team"),
            self.tr("Consent"),
            self.tr("Photos"),
            self.tr("Refs"),
            self.tr("Open"),
        )

    def tips(self) -> tuple[str, ...]:
        """What the columns are, where the title is short."""
        return (
            self.tr("Name"),
            self.tr("Number"),
            self.tr("Team"),
            self.tr("Consent to be recognised"),
            self.tr("Photos that they are named in"),
            self.tr("Reference photos"),
            self.tr("Suggestions that wait for an answer"),
        )

    def fields(self, row: Player) -> tuple[str | int, ...]:
        """A player, column by column."""
        # Who was not asked has a dash: the words would take the room of the name.
        consent = "–" if row.consent is Consent.UNKNOWN else consent_of(row)
        return (row.name, row.number, row.team, consent, row.photos, row.references, row.suggestions)

    def tip(self, row: Player) -> str:
        """All that is known of a player in a few words."""
        known = (row.name, row.number, row.team, consent_of(row))
        faces = self.tr("Named faces: {n}").format(n=row.faces)
        return "  ·  ".join(part for part in (*known, faces) if part)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' titles on the side of what is below, and what they mean where the pointer rests."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return self.tips()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section >= FIRST_COUNT else LEFT
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Also the best face of a player, and the side that counts stand at."""
        if not index.isValid():
            return None
        if role == roles.PICTURE:
            portrait = self._rows[index.row()].portrait
            return self._pictures.get(portrait) if portrait is not None else None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() >= FIRST_COUNT:
            return RIGHT
        return super().data(index, role)

    def players(self) -> list[Player]:
        """The players in the order shown."""
        return self.rows()

    def row_of(self, player_id: PlayerId) -> int | None:
        """The row of a player; None where they are not shown."""
        return next((row for row, player in enumerate(self._rows) if player.id == player_id), None)

    def set_players(self, players: Sequence[Player]) -> None:
        """Show other players; where they are the same in the same order, the rows stay."""
        ordered = self._sorted(players)
        same = [player.id for player in ordered] == [player.id for player in self._rows]
        self._of_face = {one.portrait: row for row, one in enumerate(ordered) if one.portrait is not None}
        if not same:
            self._show(ordered)
        elif ordered:
            self._rows = ordered
            self.dataChanged.emit(self.index(0, 0), self.index(len(ordered) - 1, self.columnCount() - 1))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, of the same by name; who is selected stays so."""
        self._column, self._order = column, order
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        players = [self._rows[index.row()].id for index in before]
        self._rows = self._sorted(self._rows)
        place = {player.id: row for row, player in enumerate(self._rows)}
        self._of_face = {one.portrait: row for row, one in enumerate(self._rows) if one.portrait is not None}
        after = [self.index(place[one], old.column()) for one, old in zip(players, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _sorted(self, players: Sequence[Player]) -> list[Player]:
        words = self._collator.sortKey
        by_name = sorted(players, key=lambda player: words(player.name))
        column = self._column
        if column == NAME:
            ordered = by_name
        elif column < FIRST_COUNT:
            ordered = sorted(by_name, key=lambda player: words(str(self.fields(player)[column])))
        else:
            ordered = sorted(by_name, key=lambda player: int(self.fields(player)[column]))
        return ordered[::-1] if self._order is Qt.SortOrder.DescendingOrder else ordered

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Files may be dropped on a player."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDropEnabled if index.isValid() else flags

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802
        """Files stay where they are."""
        return Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:  # noqa: N802
        """Files."""
        return [FILES]

    def dropMimeData(  # noqa: N802
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Tell who gets which files."""
        del action, row, column  # the whole row is the player
        paths = files_of(data)
        if not parent.isValid() or not paths:
            return False
        self.dropped.emit(self._rows[parent.row()], paths)
        return True

    @Slot(str)
    def _on_picture(self, key: str) -> None:
        row = self._of_face.get(FaceId(key))
        if row is not None:
            index = self.index(row, NAME)
            self.dataChanged.emit(index, index, [roles.PICTURE])


def files_of(data: QMimeData) -> list[Path]:
    """The files and folders of this computer that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def consent_words(consent: Consent) -> str:
    """A consent in words."""
    return {
        Consent.UNKNOWN: translate("players", "not asked"),
        Consent.GIVEN: translate("players", "given"),
        Consent.REFUSED: translate("players", "refused"),
    }[consent]


def consent_of(player: Player) -> str:
    """A player's consent in words, with a mark that doesn't need colour, and until when."""
    words, until = f"{MARKS[player.consent]}  {consent_words(player.consent)}", player.consent_until
    if until is None:
        return words
    if player.consent_ended:
        return translate("players", "△  {consent} until {day}, over").format(consent=words, day=until)
    return translate("players", "{consent} until {day}").format(consent=words, day=until)
