"""From when until when photos were taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import cast

from PySide6.QtCore import QDateTime, Signal, Slot
from PySide6.QtWidgets import QDateTimeEdit, QDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.types import PhotoFilter
from desktop.models.conditions import day
from desktop.views.parts import button, label, level_labels

FORMAT = "yyyy-MM-dd HH:mm:ss"


class TimeDialog(QDialog):
    """Two moments by the cameras' clocks."""

    wanted = Signal(object)
    """The `PhotoFilter` with these moments."""

    def __init__(self, wanted: PhotoFilter, days: Sequence[date], parent: QWidget) -> None:
        super().__init__(parent)
        self._filter = wanted
        self.setWindowTitle(self.tr("Photos taken from … until …"))
        first, last = (days[0], days[-1]) if days else (date.today(), date.today())
        self.since = moment_edit(wanted.since or day(first)[0], self.tr("From"))
        self.until = moment_edit(wanted.until or day(last)[1], self.tr("Until"))
        self.problem = label("", "quiet")
        self.show_button = button(self.tr("Show them"), self._accept, "primary")
        self.show_button.setDefault(True)
        form = QFormLayout()
        form.addRow(self.tr("From"), self.since)
        form.addRow(self.tr("Until"), self.until)
        level_labels(form)
        buttons = QHBoxLayout()
        buttons.addWidget(self.problem, 1)
        buttons.addWidget(button(self.tr("Cancel"), self.reject))
        buttons.addWidget(self.show_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.addLayout(form)
        layout.addSpacing(8)
        layout.addLayout(buttons)
        self.since.dateTimeChanged.connect(self._update)
        self.until.dateTimeChanged.connect(self._update)
        self.setMinimumWidth(360)

    @Slot()
    def _update(self) -> None:
        sound = moment_of(self.since) < moment_of(self.until)
        self.problem.setText("" if sound else self.tr("The end is before the start."))
        self.show_button.setEnabled(sound)

    @Slot()
    def _accept(self) -> None:
        self.accept()
        self.wanted.emit(replace(self._filter, since=moment_of(self.since), until=moment_of(self.until)))


def moment_edit(moment: datetime, name: str) -> QDateTimeEdit:
    """A field for a moment, with a calendar."""
    made = QDateTimeEdit(QDateTime(moment))  # type: ignore[call-overload]
    made.setDisplayFormat(FORMAT)
    made.setCalendarPopup(True)
    made.setAccessibleName(name)
    return made


def moment_of(field: QDateTimeEdit) -> datetime:
    """The moment in a field."""
    return cast("datetime", field.dateTime().toPython())


def whole(moment: datetime) -> datetime:
    """A moment to the second, which is what a field shows."""
    return moment.replace(microsecond=0)


SECOND = timedelta(seconds=1)
