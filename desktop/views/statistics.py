"""Figures about the library: what is in it, and how far it is named."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.changes import Changes
from core.types import Amount, FaceState, LibraryFigures
from desktop import upkeep
from desktop.document import Document, Latest
from desktop.models.sessions import when
from desktop.models.table import ValuesModel
from desktop.readings import Figures
from desktop.views.parts import MARKS, Place, bar, column, fill, label, state_words
from desktop.views.plots import Bar, BarsPlot
from desktop.views.tables import plain_table

COLOURS = {
    FaceState.CONFIRMED: "confirmed",
    FaceState.TAGGED: "tagged",
    FaceState.SUGGESTED: "suggested",
    FaceState.UNKNOWN: "unknown",
    FaceState.REJECTED: "unknown",
}


class StatisticsView(Place):
    """Cards with the totals, then what they are made of by state, player, gallery and day.

    Each as a plot or, for those who want every number, as a table.
    """

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._reading = Latest(document, self)
        self.states = ValuesModel((self.tr("State"), self.tr("Faces")), self)
        self.players = ValuesModel((self.tr("Player"), self.tr("Named faces")), self)
        counted = (self.tr("Photos"), self.tr("Faces"), self.tr("Named"))
        self.galleries = ValuesModel((self.tr("Gallery"), *counted), self)
        self.days = ValuesModel((self.tr("Day"), *counted), self)
        nothing = self.tr("Nothing to count yet")
        self.plots = [
            BarsPlot(name, nothing)
            for name in (
                self.tr("Faces by state"),
                self.tr("Named faces by player"),
                self.tr("Faces by gallery, those with a name first"),
                self.tr("Faces by day, those with a name first"),
            )
        ]
        self._build()

    def _build(self) -> None:
        self.words = label("", "quiet")
        self.cards = {
            name: StatCard(title)
            for name, title in (
                ("photos", self.tr("photos")),
                ("faces", self.tr("faces")),
                ("named", self.tr("of them named")),
                ("players", self.tr("players")),
                ("speed", self.tr("faces reviewed an hour")),
                ("failures", self.tr("files that failed")),
            )
        }
        cards = QHBoxLayout()
        cards.setSpacing(12)
        for card in self.cards.values():
            cards.addWidget(card)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.addLayout(cards)
        layout.addSpacing(10)
        layout.addLayout(self._tables(), 1)
        self.as_tables = QCheckBox(self.tr("As tables"))
        self.as_tables.toggled.connect(self._on_as_tables)
        header = bar("header", label(self.tr("Statistics"), "title"), None, self.words, self.as_tables)
        fill(self, column(header, body, grows=body))

    def _tables(self) -> QGridLayout:
        self._panels: list[QStackedWidget] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        for place, (title, model) in enumerate(
            (
                (self.tr("BY STATE"), self.states),
                (self.tr("BY PLAYER"), self.players),
                (self.tr("BY GALLERY"), self.galleries),
                (self.tr("BY DAY"), self.days),
            )
        ):
            row, side = divmod(place, 2)
            grid.addWidget(label(title, "section"), 2 * row, side)
            panel = QStackedWidget()
            panel.addWidget(self.plots[place])
            panel.addWidget(plain_table(model, title.capitalize()))
            self._panels.append(panel)
            grid.addWidget(panel, 2 * row + 1, side)
            grid.setRowStretch(2 * row + 1, 1)
            grid.setColumnStretch(side, 1)
        return grid

    def concerns(self, changes: Changes, initiator: object) -> bool:  # noqa: ARG002
        """Everything that is counted."""
        return bool(
            changes.photos or changes.faces or changes.players or changes.galleries
            or changes.sessions or changes.settings
        )  # fmt: skip

    def reload(self) -> None:
        """Count."""
        self._reading.ask(upkeep.read_figures(), self._on_read)

    @Slot(object)
    def _on_read(self, figures: Figures) -> None:
        counts = figures.counts
        speed = counts.review.faces_per_hour
        for name, value in (
            ("photos", str(counts.photos)),
            ("faces", str(counts.faces)),
            ("named", str(sum(one.faces for one in counts.by_player))),
            ("players", str(counts.players)),
            ("speed", "–" if speed is None else str(round(speed))),
            ("failures", str(counts.failures)),
        ):
            self.cards[name].show_value(value)
        self.words.setText(self._words(figures))
        self.states.set_rows(
            [(f"{MARKS[state]}  {state_words(state)}", count) for state, count in counts.by_state.items()]
        )
        self.players.set_rows([(one.player, one.faces) for one in counts.by_player])
        self.galleries.set_rows([(name, *_cells(amount)) for name, amount in counts.by_gallery.items()])
        self.days.set_rows([(day.isoformat(), *_cells(amount)) for day, amount in counts.by_day.items()])

        self._show_plots(counts)

    def _show_plots(self, counts: LibraryFigures) -> None:
        states, players, galleries, days = self.plots
        states.show_bars(
            [
                Bar(f"{MARKS[state]}  {state_words(state)}", ((count, COLOURS.get(state, "quiet")),))
                for state, count in counts.by_state.items()
            ]
        )
        players.show_bars([Bar(one.player, ((one.faces, "confirmed"),)) for one in counts.by_player])
        galleries.show_bars([_bar(name, amount) for name, amount in counts.by_gallery.items()])
        days.show_bars([_bar(day.isoformat(), amount) for day, amount in counts.by_day.items()])

    @Slot(bool)
    def _on_as_tables(self, wanted: bool) -> None:
        for panel in self._panels:
            panel.setCurrentIndex(int(wanted))

    def _words(self, figures: Figures) -> str:
        """The model pack and the training session in use."""
        pack = self.tr("Model pack {pack}").format(pack=figures.counts.pack)
        if figures.session is None:
            trained = self.tr("nothing trained yet")
        else:
            trained = self.tr("trained {when}").format(when=when(figures.session))
        return f"{pack}  ·  {trained}"


def _cells(amount: Amount) -> tuple[int, int, int]:
    return amount.photos, amount.faces, amount.named


def _bar(name: str, amount: Amount) -> Bar:
    return Bar(name, ((amount.named, "confirmed"), (amount.faces - amount.named, "edge")))


class StatCard(QFrame):
    """A number, large, and what it counts."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self._title = title
        self.value: QLabel = label("–", "figure")
        words = label(title, "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(2)
        for one in (self.value, words):
            one.setAlignment(Qt.AlignmentFlag.AlignLeft)
            layout.addWidget(one)

    def show_value(self, value: str) -> None:
        """Show a number."""
        self.value.setText(value)
        self.setAccessibleName(f"{value} {self._title}")
