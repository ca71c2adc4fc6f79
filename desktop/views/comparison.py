"""Two training sessions side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from core.types import ConfusablePair, SessionComparison, TrainingSession
from desktop.models.sessions import percent, when
from desktop.models.table import ValuesModel
from desktop.views.parts import button, label
from desktop.views.tables import plain_table


class ComparisonDialog(QDialog):
    """The figures of both in a table, and below it whom only one knows or confuses."""

    def __init__(self, comparison: SessionComparison, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Compare training sessions"))
        self.resize(620, 420)
        first, second = comparison.first, comparison.second
        self.figures = ValuesModel(("", when(first), when(second)), self)
        self.figures.set_rows(
            [
                (title, one, other)
                for title, one, other in zip(self._titles(), _figures(first), _figures(second), strict=True)
            ]
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.addWidget(plain_table(self.figures, self.tr("Figures of both sessions")), 1)
        self.differences = [line for line in self._differences(comparison) if line]
        for line in self.differences or [self.tr("Both know the same players and confuse the same pairs.")]:
            words = label(line, "quiet")
            words.setWordWrap(True)
            layout.addWidget(words)
        layout.addWidget(button(self.tr("Close"), self.reject), 0, Qt.AlignmentFlag.AlignRight)

    def _titles(self) -> tuple[str, ...]:
        return (
            self.tr("Model pack"),
            self.tr("Players"),
            self.tr("Faces"),
            self.tr("Precision asked for"),
            self.tr("Tags from"),
            self.tr("Wrong tags to be expected"),
            self.tr("Recall"),
        )

    def _differences(self, comparison: SessionComparison) -> tuple[str, ...]:
        first, second = when(comparison.first), when(comparison.second)
        players, pairs = self.tr("Only {when} knows: {what}"), self.tr("Only {when} confuses: {what}")
        return (
            _line(players, first, comparison.only_first),
            _line(players, second, comparison.only_second),
            _line(pairs, first, _names(comparison.confusable_only_first)),
            _line(pairs, second, _names(comparison.confusable_only_second)),
        )


def _line(words: str, session: str, what: tuple[str, ...]) -> str:
    return words.format(when=session, what=", ".join(what)) if what else ""


def _names(pairs: tuple[ConfusablePair, ...]) -> tuple[str, ...]:
    return tuple(f"{pair.first} – {pair.second}" for pair in pairs)


def _figures(session: TrainingSession) -> tuple[str | int, ...]:
    point = session.at_threshold
    return (
        session.pack_id,
        session.players,
        session.faces,
        percent(session.precision_target),
        percent(session.threshold),
        f"{percent(point.least_wrong)} – {percent(point.most_wrong)}" if point and point.foretold else "–",
        percent(point.recall) if point and session.tells_recall else "–",
    )
