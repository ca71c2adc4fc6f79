"""How the library is doing with its team, in the window's status line."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.errors import PlayertagError
from core.types import Line, TeamStatus
from desktop.errors import reason_of
from desktop.live_sync import LiveSync
from desktop.views.parts import button

# A meeting that ends sooner would only flicker.
SAY_AFTER_MS = 400
COUNT_EVERY_MS = 1_000
NAME_WIDTH, REASON_WIDTH = 160, 560


class TeamLine(QWidget):
    """By shape and words; nothing where the library is in no team."""

    team_wanted = Signal()
    """What can be done about it is to be shown."""

    conflicts_wanted = Signal()
    """About which faces people disagree is to be shown."""

    def __init__(self, live: LiveSync) -> None:
        super().__init__()
        self._live = live
        self.state_button = button("", self.team_wanted.emit, "quiet")
        self.conflicts_button = button("", self.conflicts_wanted.emit, "link")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.state_button)
        layout.addWidget(self.conflicts_button)
        self._syncing = QTimer(self)
        self._syncing.setSingleShot(True)
        self._syncing.setInterval(SAY_AFTER_MS)
        self._syncing.timeout.connect(self._say)
        self._counting = QTimer(self)
        self._counting.setInterval(COUNT_EVERY_MS)
        self._counting.timeout.connect(self._say)
        live.changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        team, conflicts = self._live.standing.team, len(self._live.standing.disputes.conflicts)
        self.setVisible(team is not None)
        self.conflicts_button.setVisible(conflicts > 0)
        self.conflicts_button.setText(self.tr("⚠ Conflicts: {n}").format(n=conflicts))
        waiting, syncing = self._live.line in (Line.OFFLINE, Line.NO_DISK), self._live.line is Line.SYNCING
        if waiting != self._counting.isActive():
            (self._counting.start if waiting else self._counting.stop)()
        if not syncing:
            self._syncing.stop()
            self._say()
        elif not self._syncing.isActive():
            self._syncing.start()

    @Slot()
    def _say(self) -> None:
        team = self._live.standing.team
        if team is None:
            return
        name = self._cut(team.name, NAME_WIDTH)
        self.state_button.setText(self._words().format(team=name, n=self._live.retry_s, why=self._why()))
        self.state_button.setToolTip(self._more(team))

    def _words(self) -> str:
        if self._live.error is not None:
            return self.tr("! {team}: {why}")
        if self._live.line is Line.UP_TO_DATE and self._live.pictures_problem is not None:
            return self.tr("◐ {team}: pictures wait: {why}")
        return {
            Line.UP_TO_DATE: self.tr("● {team}: up to date"),
            Line.SYNCING: self.tr("↻ {team}: syncing"),
            Line.OFFLINE: self.tr("○ {team}: offline, tried again in {n} s"),
            Line.NO_DISK: self.tr("○ {team}: the library can't be written to, tried again in {n} s"),
            None: self.tr("○ {team}: synced when you ask"),
        }[self._live.line]

    def _why(self) -> str:
        """Why it is over, in its first sentence."""
        return self._cut(self._reason().partition(". ")[0].rstrip("."), REASON_WIDTH)

    def _reason(self) -> str:
        if isinstance(self._live.trouble, PlayertagError):
            return reason_of(self._live.trouble)
        return self.tr("not synced any more, by a fault of Playertag")

    def _more(self, team: TeamStatus) -> str:
        if self._live.trouble is not None:
            return self._reason()
        return self.tr("Waiting to be sent: {n}").format(n=team.waiting)

    def _cut(self, words: str, width: int) -> str:
        return self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width)
