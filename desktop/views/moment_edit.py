"""A moment or a day as a text that is read as a whole, with a calendar."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QPoint, Qt, Slot
from PySide6.QtGui import QFocusEvent, QIcon, QMouseEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit

from core.paths import resources
from desktop.moments import read_day, read_moment


class MomentEdit(QLineEdit):
    """What is typed or pasted replaces all; what it says is written out when the field is left."""

    FORM, WIDTH = "%Y-%m-%d %H:%M:%S", 190

    def __init__(self, name: str, moment: datetime | None = None) -> None:
        super().__init__()
        self._clicked_into = False
        self.calendar: QCalendarWidget | None = None
        self.setAccessibleName(name)
        self.setFixedWidth(self.WIDTH)
        below = self.addAction(
            QIcon(str(resources() / "styles" / "down.svg")), QLineEdit.ActionPosition.TrailingPosition
        )
        below.setText(self.tr("Calendar"))
        below.setToolTip(self.tr("Calendar (Alt+Down)"))
        below.setShortcut(Qt.Modifier.ALT | Qt.Key.Key_Down)
        below.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        below.triggered.connect(self.open_calendar)
        self.editingFinished.connect(self._write_out)
        if moment is not None:
            self.show_moment(moment)

    @property
    def moment(self) -> datetime | None:
        """What the text says; None where that is no moment."""
        return read_moment(self.text())

    @property
    def problem(self) -> str:
        """How to write it, where what is written says nothing."""
        words = self.tr("Write it as {moment}.")
        example = datetime(2026, 12, 31, 14, 30)
        return "" if self.moment is not None else words.format(moment=f"{example:{self.FORM}}")

    def show_moment(self, moment: datetime) -> None:
        """Show a moment."""
        self.setText(f"{moment:{self.FORM}}")

    @Slot()
    def open_calendar(self) -> None:
        """Offer the days below the field; typing is for the field."""
        shown = self.moment or datetime.now()
        self.calendar = QCalendarWidget(self)
        self.calendar.setWindowFlag(Qt.WindowType.Popup)
        self.calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.calendar.setDateEditEnabled(False)
        self.calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self.calendar.clicked.connect(self._take)
        self.calendar.activated.connect(self._take)
        self.calendar.destroyed.connect(self._forget)
        self.calendar.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self.calendar.show()
        self.calendar.setFocus()

    @Slot(QDate)
    def _take(self, day: QDate) -> None:
        """The day of the calendar, at the hour that the field says."""
        if self.calendar is not None and self.calendar.close():
            clock = (self.moment or datetime.min).time()
            self.show_moment(datetime.combine(date(day.year(), day.month(), day.day()), clock))
            self.editingFinished.emit()

    @Slot()
    def _forget(self) -> None:
        self.calendar = None

    @Slot()
    def _write_out(self) -> None:
        if self.moment is not None:
            self.show_moment(self.moment)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """By a click all is selected, as it is by Tab; the next click goes to a place in the text."""
        super().focusInEvent(event)
        self._clicked_into = event.reason() is Qt.FocusReason.MouseFocusReason

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The click that the field came into focus by is over."""
        super().mouseReleaseEvent(event)
        if self._clicked_into and not self.hasSelectedText():
            self.selectAll()
        self._clicked_into = False


class DayEdit(MomentEdit):
    """A day; its moment is the beginning of it."""

    FORM, WIDTH = "%Y-%m-%d", 130

    @property
    def moment(self) -> datetime | None:
        """The beginning of the day that the text says; None where it says none."""
        return read_day(self.text())
