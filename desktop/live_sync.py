"""Staying in touch with the team while the window is open, unless the library's settings say otherwise."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.changes import Changes
from core.errors import PlayertagError
from core.types import Line
from desktop import teamwork
from desktop.document import Document, Latest, patiently
from desktop.jobs import Job, JobState
from desktop.readings import Standing

if TYPE_CHECKING:
    from core.sync.watching import Watched

# A burst of answers is one look at how the team stands.
LOOK_AFTER_MS = 300
# When the session that was to end goes on after all.
GO_ON_AFTER_MS = 5_000


class LiveSync(QObject):
    """Meets the others whenever there is news, and knows how that goes."""

    changed = Signal()
    """How the library stands with its team, or how the line is doing, is another thing now."""
    met = Signal()
    """The others were met: who they are, and what each may do, may be another thing now."""
    disputed = Signal(object)
    """The `Disputes` there are now."""
    _told = Signal(object)
    """A `Watched`, emitted on the watching thread."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self.standing = Standing(None)
        self.line: Line | None = None
        """How the line is doing; None where nothing is watched."""
        self.error: BaseException | None = None
        """Why nothing is watched, where it should be."""
        self.pictures_problem: PlayertagError | None = None
        """Why pictures do not move, while all else does."""
        self._document = document
        self._job: Job | None = None
        self._retry_at = 0.0
        self._reading = Latest(document, self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LOOK_AFTER_MS)
        self._later.timeout.connect(self.look)
        self._told.connect(self._on_told)
        document.changed.connect(self._on_changed)

    @property
    def retry_s(self) -> int:
        """Seconds until a line that broke is tried again."""
        return max(0, round(self._retry_at - time.monotonic()))

    @property
    def trouble(self) -> BaseException | None:
        """What keeps this library from all that the others have, where trying again does not help."""
        return self.error or self.pictures_problem

    @Slot()
    def look(self) -> None:
        """See how the library stands with its team, and begin or end to stay in touch by that."""
        self._reading.ask(patiently(teamwork.read_standing()), self._on_standing)

    @Slot()
    def retry(self) -> None:
        """Try a line at once that is down: somebody has just met the others over it."""
        if self.error is not None or self.line in (Line.OFFLINE, Line.NO_DISK):
            self._stop()
            self._follow()

    @Slot(object, object)
    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if changes.settings:
            # Who is signed in may be another, or nobody, by now, and there may be a key to the pictures.
            if self.trouble is not None:
                self._stop()
            self.look()
        elif self.standing.team is not None:
            self._later.start()

    @Slot(object)
    def _on_standing(self, standing: Standing) -> None:
        before, self.standing = self.standing, standing
        if _place(before) != _place(standing) or before.by_itself != standing.by_itself:
            self._stop()
        self._follow()
        self.changed.emit()
        if before.disputes != standing.disputes:
            self.disputed.emit(standing.disputes)

    def _follow(self) -> None:
        wanted = self.standing.team is not None and self.standing.by_itself
        if wanted and self._job is None and self.error is None:
            self._job = self._document.job(teamwork.watch(self._told.emit))
            self._job.ended.connect(self._on_ended)
            self._job.start()

    def _stop(self) -> None:
        job, self._job = self._job, None
        self.line = self.error = self.pictures_problem = None
        if job is not None:
            job.drop()

    @Slot(object)
    def _on_told(self, told: Watched) -> None:
        if told.report is not None:
            self._document.tell(told.report.changes)
            pictures = told.report.pictures
            trouble = pictures.problem or next(iter(pictures.failed), None)
            if trouble or pictures.received or pictures.sent:
                self.pictures_problem = trouble
        if self._job is not None:
            self.line, self._retry_at = told.line, time.monotonic() + told.pause_s
            self.changed.emit()
            if told.line is Line.UP_TO_DATE:
                self.met.emit()
                self._later.start()

    @Slot(object)
    def _on_ended(self, job: Job) -> None:
        if job is not self._job:
            return
        self._job = self.line = None
        if job.state is JobState.CANCELLED:
            QTimer.singleShot(GO_ON_AFTER_MS, self, self.look)
        else:
            self.error = job.error
        self.changed.emit()


def _place(standing: Standing) -> tuple[str, str, str] | None:
    """Which team is meant, and as whom."""
    team = standing.team
    return (team.name, team.server, team.login) if team else None
