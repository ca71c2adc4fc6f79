"""Two players who are one person: which of them stays, and what becomes of what is known of both."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QRadioButton, QVBoxLayout, QWidget

from core.errors import PlayertagError
from core.types import MergePreview, Player
from desktop import rostering
from desktop.document import Document, Latest
from desktop.language import in_user_language
from desktop.models.players import consent_of
from desktop.models.table import Values, ValuesModel
from desktop.thumbnails import Pictures
from desktop.views.parts import button, label
from desktop.views.player_detail import Portrait
from desktop.views.tables import plain_table


class MergeDialog(QDialog):
    """Both with what is known of them; the one that is chosen keeps name, number and team."""

    wanted = Signal(object, object)
    """The `Player` who stays, and the one who becomes them."""

    def __init__(
        self, document: Document, crops: Pictures, first: Player, second: Player, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("One person"))
        self.resize(680, 560)
        # The one with more photos is more often the one to keep.
        self._players = sorted((first, second), key=lambda player: -player.photos)
        self._preview = Latest(document, self)
        self.choices = [QRadioButton(self._words(player)) for player in self._players]
        self.figures = ValuesModel(
            ("", self.tr("Stays"), self.tr("Becomes them"), self.tr("Afterwards")), self
        )
        self.table = plain_table(self.figures, self.tr("What becomes of both"))
        self.problem = label("", "problem")
        self.problem.setWordWrap(True)
        self.merge_button = button(self.tr("Merge"), self._merge, "primary")
        self.merge_button.setDefault(True)
        self._lay_out(crops)
        for choice in self.choices:
            choice.toggled.connect(self._ask)
        self.choices[0].setChecked(True)

    def _lay_out(self, crops: Pictures) -> None:
        sides = QHBoxLayout()
        sides.setSpacing(24)
        for player, choice in zip(self._players, self.choices, strict=True):
            sides.addLayout(_side(crops, player, choice), 1)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setSelectionMode(self.table.SelectionMode.NoSelection)
        why = label(
            self.tr("Every face and answer of the other is theirs then. Undo separates them."), "quiet"
        )
        why.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.addWidget(why, 1)
        buttons.addWidget(button(self.tr("Cancel"), self.reject))
        buttons.addWidget(self.merge_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(label(self.tr("Both are one person. Which entry stays?"), "title"))
        layout.addLayout(sides)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.problem)
        layout.addLayout(buttons)

    def _words(self, player: Player) -> str:
        return "  ·  ".join(part for part in (player.name, player.number, player.team) if part)

    def _pair(self) -> tuple[Player, Player]:
        """Who stays, and who becomes them."""
        keep, other = self._players if self.choices[0].isChecked() else reversed(self._players)
        return keep, other

    @Slot(bool)
    def _ask(self, chosen: bool) -> None:
        if chosen:
            self.merge_button.setEnabled(False)
            keep, other = self._pair()
            self._preview.ask(rostering.preview_merge(keep.id, other.id), self._on_preview, self._on_failed)

    @Slot(object)
    def _on_preview(self, preview: MergePreview) -> None:
        sides = (preview.kept, preview.other, preview.result)
        self.figures.set_rows(self._rows(sides))
        together = preview.confirmed_together
        words = self.tr("Photos in which both are confirmed: {n}. They are two people.")
        self.problem.setText(words.format(n=together) if together else "")
        self.problem.setVisible(together > 0)
        self.merge_button.setEnabled(not together)

    @Slot(object)
    def _on_failed(self, error: PlayertagError) -> None:
        self.problem.setText(in_user_language(error.words))
        self.problem.show()

    def _rows(self, sides: tuple[Player, ...]) -> list[Values]:
        return [
            (self.tr("Name"), *(one.name for one in sides)),
            (self.tr("Number"), *(one.number for one in sides)),
            (self.tr("Team"), *(one.team for one in sides)),
            (self.tr("Seasons"), *(", ".join(s.season for s in one.seasons) for one in sides)),
            (self.tr("External id"), *(one.external_id for one in sides)),
            (self.tr("Consent"), *(consent_of(one) for one in sides)),
            (self.tr("Named faces"), *(one.faces for one in sides)),
            (self.tr("Photos"), *(one.photos for one in sides)),
            (self.tr("References"), *(one.references for one in sides)),
        ]

    @Slot()
    def _merge(self) -> None:
        self.accept()
        self.wanted.emit(*self._pair())


def _side(crops: Pictures, player: Player, choice: QRadioButton) -> QVBoxLayout:
    portrait = Portrait(crops)
    portrait.show_player(player)
    side = QVBoxLayout()
    side.addWidget(portrait)
    side.addWidget(choice)
    return side
