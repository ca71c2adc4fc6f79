"""The activity area: each job with its rate and time left, its failures, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.jobs import JobState
from desktop.language import breakable, in_user_language
from desktop.models.activity import Activity, Entry
from desktop.views.parts import bar, button, label


class JobCard(QFrame):
    """One job."""

    def __init__(self, entry: Entry, activity: Activity, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.entry = entry
        self._activity = activity
        self.words = label("", "quiet")
        self.words.setWordWrap(True)
        self.device = label("", "quiet")
        self.device.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.pause_button = button(self.tr("Pause"), self._pause, "link")
        self.cancel_button = button(self.tr("Cancel"), entry.cancel, "link")
        self.failures_button = button("", self._toggle_failures, "link")
        self.offer_button = button("", entry.take_up, "link")
        self.failures = QListWidget()
        self.failures.setAccessibleName(self.tr("Files that failed"))
        self.failures.setWordWrap(True)
        self.failures.hide()
        self._lay_out()
        entry.updated.connect(self._update)
        activity.device_changed.connect(self._update)
        self._show_entry()

    def _lay_out(self) -> None:
        title = QLabel(breakable(self.entry.title))
        title.setWordWrap(True)
        buttons = QHBoxLayout()
        for one in (self.pause_button, self.cancel_button, self.failures_button, self.offer_button):
            buttons.addWidget(one)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 6)
        layout.setSpacing(5)
        layout.addWidget(title)
        layout.addWidget(self.progress)
        layout.addWidget(self.words)
        layout.addWidget(self.device)
        layout.addLayout(buttons)
        layout.addWidget(self.failures)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """As the job is by now."""
        self._show_entry()
        super().showEvent(event)

    @Slot()
    def _update(self) -> None:
        if self.isVisible():
            self._show_entry()

    def _show_entry(self) -> None:
        entry = self.entry
        self.words.setText(breakable(entry.words()))
        self.setAccessibleName(f"{entry.title}: {entry.words()}")
        self.progress.setVisible(entry.live and entry.state is JobState.RUNNING)
        progress = entry.progress
        self.progress.setRange(0, progress.total if progress else 0)
        self.progress.setValue(progress.done if progress else 0)
        self.pause_button.setVisible(entry.state is JobState.RUNNING and not entry.stopping)
        self.pause_button.setText(self.tr("Go on") if entry.paused else self.tr("Pause"))
        self.cancel_button.setVisible(entry.live and not entry.stopping)
        self.offer_button.setVisible(entry.offer is not None)
        self.offer_button.setText(entry.offer.words if entry.offer is not None else "")
        self._say_device()
        self._show_failures()

    def _say_device(self) -> None:
        device = self._activity.device
        self.device.setVisible(bool(device) and self.entry.on_device)
        self.device.setText(self.tr("Runs on {device}").format(device=device))

    def _show_failures(self) -> None:
        failures = self.entry.failures
        self.failures_button.setVisible(bool(failures))
        self.failures_button.setText(self.tr("Files that failed: {n}").format(n=len(failures)))
        if len(failures) != self.failures.count():
            self.failures.clear()
            self.failures.addItems([f"{one.path.name}: {in_user_language(one.reason)}" for one in failures])
            self.failures.setMaximumHeight(160)

    @Slot()
    def _pause(self) -> None:
        self.entry.pause(not self.entry.paused)

    @Slot()
    def _toggle_failures(self) -> None:
        self.failures.setVisible(self.failures.isHidden())


class ActivityPanel(QFrame):
    """The cards of all jobs, the newest on top."""

    def __init__(self, activity: Activity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sideRight")
        self.setFixedWidth(320)
        self._activity = activity
        self.cards: list[JobCard] = []
        self.nothing = label(self.tr("Nothing is running."), "quiet")
        inside = QWidget()
        self._layout = QVBoxLayout(inside)
        self._layout.setContentsMargins(12, 0, 12, 12)
        self._layout.addWidget(self.nothing)
        self._layout.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setAccessibleName(self.tr("Activity"))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        self.clear_button = button(self.tr("Clear finished"), activity.clear_finished, "link")
        self.close_button = button(self.tr("Close"), self.hide, "link")
        title = label(self.tr("ACTIVITY"), "section")
        head = bar("plainBar", title, None, self.clear_button, self.close_button, margins=(14, 0))
        layout.addWidget(head)
        layout.addWidget(area, 1)
        activity.added.connect(self._add)
        activity.removed.connect(self._remove)
        activity.updated.connect(self._update)
        self._update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    @Slot(object)
    def _add(self, entry: Entry) -> None:
        card = JobCard(entry, self._activity, self)
        self.cards.insert(0, card)
        self._layout.insertWidget(0, card)

    @Slot(object)
    def _remove(self, entry: Entry) -> None:
        for card in [card for card in self.cards if card.entry is entry]:
            self.cards.remove(card)
            card.deleteLater()

    @Slot()
    def _update(self) -> None:
        entries = self._activity.entries
        self.nothing.setVisible(not entries)
        self.clear_button.setVisible(any(not entry.live for entry in entries))
