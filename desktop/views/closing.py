"""Closing the window without losing anything: asks while jobs run, waits for them, and says what failed."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.errors import PlayertagError
from desktop import upkeep
from desktop.document import Document
from desktop.language import in_user_language
from desktop.live_sync import LiveSync
from desktop.models.activity import Activity, Entry
from desktop.profile import Profile
from desktop.views.parts import bar, button, label
from desktop.views.team_invitation import ForgottenDialog

# What ends sooner needs no words.
SAY_AFTER_MS = 300


class Wish(Enum):
    """What becomes of the window."""

    OPEN = "open"
    LATER = "later"
    """It closes when the jobs are done."""
    STOPPING = "stopping"
    OVER = "over"
    """Nothing runs any more: it may go."""


class Closing(QObject):
    """Decides when the window may close."""

    over = Signal()
    """Nothing runs any more: close now."""
    kept = Signal()
    """The user goes on working."""

    def __init__(
        self, document: Document, profile: Profile, activity: Activity, live: LiveSync, window: QWidget
    ) -> None:
        super().__init__(window)
        self._document, self._profile = document, profile
        self._activity = activity
        self._live = live
        self._window = window
        self._wish = Wish.OPEN
        self.dialog: CloseDialog | None = None
        self.forgotten: ForgottenDialog | None = None
        self.no_backup: NoBackupDialog | None = None
        self.note = ClosingNote()
        self.note.keep_button.clicked.connect(self.keep)
        document.idle.connect(self._look)
        activity.updated.connect(self._on_activity)

    @property
    def may_close(self) -> bool:
        """Whether nothing would be lost by closing now."""
        return self._wish is Wish.OVER

    def ask(self) -> None:
        """The window is to close: at once where nothing runs and nothing is forgotten, else ask."""
        team = self._live.standing.team
        if self._wish is Wish.STOPPING or self.forgotten is not None:
            return
        if team is not None and team.forgotten:
            self.forgotten = ForgottenDialog(self._document, self._profile, team, self._window)
            self.forgotten.accepted.connect(self._ask_of_jobs)
            self.forgotten.rejected.connect(self.keep)
            self.forgotten.finished.connect(self._on_answered)
            self.forgotten.open()
        else:
            self._ask_of_jobs()

    @Slot()
    def _on_answered(self) -> None:
        if self.forgotten is not None:
            self.forgotten.deleteLater()
            self.forgotten = None

    @Slot()
    def _ask_of_jobs(self) -> None:
        if not self._activity.live:
            self.stop()
        elif self.dialog is None:
            self._open()

    def _open(self) -> None:
        self.dialog = CloseDialog(self._activity, self._window)
        self.dialog.stop_button.clicked.connect(self.stop)
        self.dialog.later_button.clicked.connect(self.wait)
        self.dialog.rejected.connect(self.keep)
        self.dialog.open()

    @Slot()
    def stop(self) -> None:
        """Stop the jobs at their next checkpoint, finish the writes, then close."""
        self._wish = Wish.STOPPING
        self._back_up()
        self._document.stop()
        if not self._document.stopped:
            QTimer.singleShot(SAY_AFTER_MS, self, self._say)
        self._look()

    @Slot()
    def _back_up(self) -> None:
        job = self._document.job(upkeep.back_up_at_the_end())
        job.failed.connect(self._on_no_backup)
        job.start()

    @Slot(object)
    def _on_no_backup(self, error: PlayertagError) -> None:
        self.no_backup = NoBackupDialog(error, self._window)
        self.no_backup.accepted.connect(self._back_up)
        self.no_backup.finished.connect(self._on_read)
        self.no_backup.open()

    @Slot()
    def _on_read(self) -> None:
        if self.no_backup is not None:
            self.no_backup.deleteLater()
            self.no_backup = None
        self._look()

    @Slot()
    def wait(self) -> None:
        """Close when the jobs are done; until then everything works as before."""
        self._wish = Wish.LATER
        self._dismiss()
        self.note.show()
        self._look()

    @Slot()
    def keep(self) -> None:
        """Do not close."""
        if self._wish in (Wish.OPEN, Wish.LATER):
            self._wish = Wish.OPEN
            self._dismiss()
            self.note.hide()
            self.kept.emit()

    @Slot()
    def _say(self) -> None:
        if self._wish is Wish.STOPPING:
            if self.dialog is None:
                self._open()
            if self.dialog is not None:
                self.dialog.show_stopping()

    @Slot()
    def _on_activity(self) -> None:
        # What follows on a job that has just ended begins in this turn of the event loop.
        QTimer.singleShot(0, self, self._look)

    @Slot()
    def _look(self) -> None:
        asked = self._wish is Wish.LATER or self.dialog is not None
        if self._wish in (Wish.OPEN, Wish.LATER) and asked and not self._activity.live:
            self.stop()
        elif self._wish is Wish.STOPPING and self._document.stopped and self.no_backup is None:
            self._wish = Wish.OVER
            self._dismiss()
            # A window can't be closed from within its own close event.
            QTimer.singleShot(0, self, self._tell)

    @Slot()
    def _tell(self) -> None:
        self.over.emit()

    def _dismiss(self) -> None:
        if self.dialog is not None:
            dialog, self.dialog = self.dialog, None
            dialog.accept()
            dialog.deleteLater()


class CloseDialog(QDialog):
    """Names each job and how far it is, and asks what to do."""

    def __init__(self, activity: Activity, parent: QWidget) -> None:
        super().__init__(parent)
        self._activity = activity
        self.setWindowTitle(self.tr("Close Playertag?"))
        self.setMinimumWidth(560)
        self.title = label(self.tr("These are still running:"), "title")
        self.title.setWordWrap(True)
        self.jobs: list[QLabel] = []
        self._list = QVBoxLayout()
        self.words = label(
            self.tr(
                "What is finished is kept, and answers are always written. An import that is stopped can go "
                "on where it was when Playertag is started again."
            ),
            "quiet",
        )
        self.words.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Stopping"))
        self.progress.hide()
        self.stop_button = button(self.tr("Stop them and close"), self.show_stopping)
        self.later_button = button(self.tr("Close when they are done"), self.accept)
        self.keep_button = button(self.tr("Keep working"), self.reject, "primary")
        self.keep_button.setDefault(True)
        self._lay_out()
        activity.updated.connect(self.show_jobs)
        self.show_jobs()
        self.keep_button.setFocus()

    def _lay_out(self) -> None:
        self.buttons = QFrame()
        line = QHBoxLayout(self.buttons)
        line.setContentsMargins(0, 8, 0, 0)
        line.addWidget(self.stop_button)
        line.addWidget(self.later_button)
        line.addStretch(1)
        line.addWidget(self.keep_button)
        inside = QWidget()
        inside.setLayout(self._list)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setAccessibleName(self.tr("These are still running:"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.setSpacing(10)
        layout.addWidget(self.title)
        layout.addWidget(area, 1)
        layout.addWidget(self.words)
        layout.addWidget(self.progress)
        layout.addWidget(self.buttons)

    @Slot()
    def show_jobs(self) -> None:
        """Say how far each job is now."""
        texts = [_line(entry) for entry in self._activity.live]
        while len(self.jobs) < len(texts):
            self.jobs.append(label("", "sentence"))
            self.jobs[-1].setWordWrap(True)
            self._list.addWidget(self.jobs[-1])
        for number, shown in enumerate(self.jobs):
            shown.setVisible(number < len(texts))
            if number < len(texts):
                shown.setText(texts[number])

    @Slot()
    def show_stopping(self) -> None:
        """There is nothing more to choose: the jobs are coming to a checkpoint."""
        self.title.setText(self.tr("Stopping… the photo at hand and your answers are being finished."))
        self.progress.show()
        self.buttons.hide()

    def reject(self) -> None:
        """Escape keeps working, as long as there is a choice."""
        if not self.buttons.isHidden():
            super().reject()


class NoBackupDialog(QDialog):
    """Says why no backup was made at the end; accepted where it is to be tried again."""

    def __init__(self, error: PlayertagError, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("No backup was made"))
        self.setMinimumWidth(560)
        self.words = label(in_user_language(error.words), "sentence")
        quiet = self.tr("Your answers are in the library; what is new since the last backup is nowhere else.")
        self.close_button = button(self.tr("Close without a backup"), self.reject)
        self.again_button = button(self.tr("Try again"), self.accept, "primary")
        self.again_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.setSpacing(10)
        for one in (label(self.tr("⚠  No backup was made"), "title"), self.words, label(quiet, "quiet")):
            one.setWordWrap(True)
            layout.addWidget(one)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.close_button)
        line.addWidget(self.again_button)
        layout.addLayout(line)
        self.again_button.setFocus()


def _line(entry: Entry) -> str:
    return f"●  {entry.title}\n     {entry.words()}"


class ClosingNote(QFrame):
    """A line at the top of the window that is going to close."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.words = label(self.tr("Playertag closes when all jobs are done."), "note")
        self.keep_button = button(self.tr("Keep it open"), self.hide, "link")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(bar("plainBar", self.words, None, self.keep_button, margins=(14, 4)))
        self.hide()
