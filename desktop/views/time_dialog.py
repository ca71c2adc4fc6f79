"""From when until when photos were taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.types import PhotoFilter
from desktop.models.conditions import day
from desktop.views.moment_edit import MomentEdit
from desktop.views.parts import button, label, level_labels


class TimeDialog(QDialog):
    """Two moments by the cameras' clocks."""

    wanted = Signal(object)
    """The `PhotoFilter` with these moments."""

    def __init__(self, wanted: PhotoFilter, days: Sequence[date], parent: QWidget) -> None:
        super().__init__(parent)
        self._filter = wanted
        self.setWindowTitle(self.tr("Photos taken from … until …"))
        first, last = (days[0], days[-1]) if days else (date.today(), date.today())
        self.since = MomentEdit(self.tr("From"), wanted.since or day(first)[0])
        self.until = MomentEdit(self.tr("Until"), wanted.until or day(last)[1])
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
        self.since.textChanged.connect(self._update)
        self.until.textChanged.connect(self._update)
        self.setMinimumWidth(360)

    @Slot()
    def _update(self) -> None:
        problem = self.since.problem or self.until.problem
        since, until = self.since.moment, self.until.moment
        if since is not None and until is not None and since >= until:
            problem = self.tr("The end is before the start.")
        self.problem.setText(problem)
        self.show_button.setEnabled(not problem)

    @Slot()
    def _accept(self) -> None:
        self.accept()
        self.wanted.emit(replace(self._filter, since=self.since.moment, until=self.until.moment))


def whole(moment: datetime) -> datetime:
    """A moment to the second, which is what a field shows."""
    return moment.replace(microsecond=0)


SECOND = timedelta(seconds=1)
