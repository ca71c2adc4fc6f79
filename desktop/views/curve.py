"""A session's precision and recall over the threshold, painted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.types import CurvePoint, TrainingSession
from desktop.theme import Colours, colours

MARGIN_LEFT, MARGIN_RIGHT, MARGIN_BELOW, MARGIN = 46, 24, 38, 14


class CurveView(QWidget):
    """Precision (solid) and recall (dashed) of tags made at a threshold and above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(280, 190)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._session: TrainingSession | None = None
        self._threshold = 0.0

    def show_session(self, session: TrainingSession | None, threshold: float) -> None:
        """Show a session's curve with a line at a threshold."""
        self._session = session
        self._threshold = threshold
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        """Axes, curves, threshold, legend."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = colours(self.palette())
        plot = QRectF(self.rect()).adjusted(MARGIN_LEFT, MARGIN + 16, -MARGIN_RIGHT, -MARGIN_BELOW)
        self._paint_axes(painter, plot, theme)
        session = self._session
        if session is None or not session.curve:
            painter.setPen(QColor(theme.quiet))
            painter.drawText(plot, Qt.AlignmentFlag.AlignCenter, self.tr("No curve yet"))
            return
        at = _x(plot, self._threshold)
        painter.setPen(QPen(QColor(theme.edge), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(at, plot.top()), QPointF(at, plot.bottom()))
        self._paint_line(painter, plot, lambda point: point.recall, _recall_pen(theme))
        self._paint_line(painter, plot, lambda point: point.precision, _precision_pen(theme))
        self._paint_legend(painter, plot, theme)

    def _paint_axes(self, painter: QPainter, plot: QRectF, theme: Colours) -> None:
        metrics = painter.fontMetrics()
        for fifth in range(6):
            share = fifth / 5
            y = plot.bottom() - share * plot.height()
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(theme.quiet))
            words = f"{fifth * 20} %"
            left = plot.left() - metrics.horizontalAdvance(words) - 6
            painter.drawText(QPointF(left, y + metrics.ascent() / 2 - 1), words)
            x = _x(plot, share) - metrics.horizontalAdvance(words) / 2
            painter.drawText(QPointF(x, plot.bottom() + metrics.height() + 1), words)
        title = self.tr("tagged from this probability")
        x = plot.center().x() - metrics.horizontalAdvance(title) / 2
        painter.drawText(QPointF(x, plot.bottom() + 2 * metrics.height() + 2), title)

    def _paint_line(
        self,
        painter: QPainter,
        plot: QRectF,
        value: Callable[[CurvePoint], float],
        pen: QPen,
    ) -> None:
        points = sorted(self._session.curve, key=lambda one: one.threshold) if self._session else []
        line = QPolygonF(
            [QPointF(_x(plot, one.threshold), plot.bottom() - value(one) * plot.height()) for one in points]
        )
        painter.setPen(pen)
        painter.drawPolyline(line)

    def _paint_legend(self, painter: QPainter, plot: QRectF, theme: Colours) -> None:
        metrics = painter.fontMetrics()
        x, y = plot.left(), float(MARGIN)
        for words, pen in (
            (self.tr("precision"), _precision_pen(theme)),
            (self.tr("recall"), _recall_pen(theme)),
        ):
            painter.setPen(pen)
            painter.drawLine(QPointF(x, y), QPointF(x + 24, y))
            painter.setPen(QColor(theme.text))
            painter.drawText(QPointF(x + 30, y + metrics.ascent() / 2 - 1), words)
            x += 30 + metrics.horizontalAdvance(words) + 22


def _x(plot: QRectF, share: float) -> float:
    return plot.left() + share * plot.width()


def _precision_pen(theme: Colours) -> QPen:
    return QPen(QColor(theme.confirmed), 2)


def _recall_pen(theme: Colours) -> QPen:
    return QPen(QColor(theme.tagged), 2, Qt.PenStyle.DashLine)
