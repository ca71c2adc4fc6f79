"""Training: who is ready, a run, and what each session is worth."""

from __future__ import annotations

from math import ceil, floor

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from core.changes import Changes
from core.jobs import Progress
from core.types import Gallery, TrainingPlan, TrainingSession
from desktop import operations, upkeep
from desktop.document import Document, Latest
from desktop.jobs import Job
from desktop.models.sessions import ReadinessModel, percent, point_at
from desktop.readings import Training
from desktop.views.parts import Place, bar, button, column, fill, label, leave_keys
from desktop.views.plots import BarsPlot, CurvePlot, pair_bars
from desktop.views.tables import fitted_table
from desktop.views.training_sessions import SessionsPanel

STEPS = 1000


class TrainingView(Place):
    """Readiness at the left; at the right the sessions, the curve of one, and what it means."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._reading = Latest(document, self)
        self._job: Job | None = None
        self._session: TrainingSession | None = None
        self._gallery: Gallery | None = None
        self._ready = 0
        self.readiness = ReadinessModel(self)
        self.sessions = SessionsPanel(document)
        self._build()
        self._listen()

    def _build(self) -> None:
        left, right = self._left(), self._right()
        body = QWidget()
        layout = QHBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        # Of a wide window the names get their part; in a small one the sessions get less.
        layout.addWidget(left, 8)
        layout.addWidget(right, 9)
        fill(self, column(self._header(), body, grows=body))

    def _header(self) -> QFrame:
        self.target = QDoubleSpinBox()
        self.target.setRange(50.0, 99.99)
        self.target.setDecimals(2)
        self.target.setSingleStep(0.1)
        self.target.setValue(99.5)
        self.target.setSuffix(" %")
        self.target.setFixedWidth(84)
        self.target.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.target.setAccessibleName(self.tr("Precision of automatic tags"))
        leave_keys(self.target)
        self.target.setToolTip(self.tr("Of 100 automatic tags, at least so many shall be right."))
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(180)
        self.step = label("", "quiet")
        self.train_button = button(self.tr("Train"), self.train, "primary")
        self.cancel_button = button(self.tr("Cancel"), self.cancel)
        title = label(self.tr("Training"), "title")
        words = label(self.tr("Tags shall be right in"), "quiet")
        header = bar(
            "header",
            title,
            None,
            self.step,
            self.progress,
            self.cancel_button,
            words,
            self.target,
            self.train_button,
        )
        self._show_running(False)
        return header

    def _left(self) -> QWidget:
        self.readiness_table = fitted_table(self.readiness, self.tr("Readiness of the players"))
        # Long names are cut before the other columns are.
        self.readiness_table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.readiness_words = label("", "quiet")
        self.readiness_words.setWordWrap(True)
        panel = QFrame()
        panel.setObjectName("side")
        panel.setMinimumWidth(440)
        layout = QVBoxLayout(panel)
        layout.setContentsMargins(14, 12, 1, 12)
        layout.addWidget(label(self.tr("WHO IS READY"), "section"))
        layout.addWidget(self.readiness_words)
        layout.addSpacing(4)
        layout.addWidget(self.readiness_table, 1)
        return panel

    def _right(self) -> QWidget:
        self.curve = CurvePlot()
        self.pairs = BarsPlot(
            self.tr("Easily confused"),
            "",
            decimals=2,
            long_names=True,
        )
        self.threshold = QSlider(Qt.Orientation.Horizontal)
        self.threshold.setRange(0, STEPS)
        self.threshold.setAccessibleName(self.tr("Tag from this probability"))
        self.recognise_button = button("", self.recognise)
        self.sentence = label("", "sentence")
        self.sentence.setWordWrap(True)
        panel = QWidget()
        layout = QVBoxLayout(panel)
        layout.setContentsMargins(18, 12, 18, 14)
        setting = bar("plainBar", self.threshold, self.recognise_button, margins=(0, 0))
        for one, grows in (
            (self.sessions, 2),
            (self._plots(), 3),
            (setting, 0),
            (self.sentence, 0),
        ):
            layout.addWidget(one, grows)
        return panel

    def _plots(self) -> QWidget:
        """What to expect, and beside it who is easily confused."""
        expect = column(label(self.tr("WHAT TO EXPECT"), "section"), self.curve, grows=self.curve)
        confused = column(label(self.tr("EASILY CONFUSED"), "section"), self.pairs, grows=self.pairs)
        panel = QWidget()
        layout = QHBoxLayout(panel)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(18)
        layout.addWidget(expect, 1)
        layout.addWidget(confused, 1)
        return panel

    def _listen(self) -> None:
        self.curve.threshold_moved.connect(self._on_line)
        self.sessions.current_changed.connect(self._show_session)
        self.sessions.ended.connect(self.reload_later)
        self.threshold.valueChanged.connect(self._on_threshold)
        self._show_session(None)

    def concerns(self, changes: Changes, initiator: object) -> bool:  # noqa: ARG002
        """Confirmed faces, players, sessions, and the model pack in the settings."""
        return bool(changes.faces or changes.players or changes.sessions or changes.settings)

    def reload(self) -> None:
        """Read the plan and the history."""
        self._reading.ask(upkeep.read_training(), self._on_read)

    @Slot(object)
    def _on_read(self, read: Training) -> None:
        chosen = self._session.id if self._session else None
        self.readiness.set_rows(read.plan.players)
        self.sessions.show_sessions(read.history, chosen)
        self._show_readiness(read.plan)

    def _show_readiness(self, plan: TrainingPlan) -> None:
        self._ready = plan.ready
        words = self.tr("Players with faces to train on: {ready} of {all}, with few of them: {few}.")
        none = self.tr("Confirm some faces or enrol players first: there is nothing to train on.")
        counted = words.format(ready=plan.ready, all=len(plan.players), few=plan.few)
        self.readiness_words.setText(counted if plan.ready else none)
        self._show_running(self._job is not None)

    @Slot()
    def train(self) -> None:
        """Start a run."""
        job = self.document.job(upkeep.train(self.target.value() / 100))
        self._job = job
        job.progressed.connect(self._on_progress)
        job.succeeded.connect(self._on_trained)
        job.ended.connect(self._on_ended)
        self._show_running(True)
        self.progress.setRange(0, 0)
        self.step.setText(self.tr("Training…"))
        job.start()

    @Slot()
    def cancel(self) -> None:
        """Ask the run to stop."""
        if self._job is not None:
            self.step.setText(self.tr("Stopping…"))
            self._job.cancel()

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        self.progress.setRange(0, progress.total)
        self.progress.setValue(progress.done)
        self.step.setText(progress.step)

    @Slot(object)
    def _on_trained(self, _report: object) -> None:
        # The new session is the newest: show it.
        self._session = None

    @Slot(object)
    def _on_ended(self, _job: Job) -> None:
        self._job = None
        self._show_running(False)

    def _show_running(self, running: bool) -> None:
        pressed, other = self.train_button, self.cancel_button
        if not running:
            pressed, other = other, pressed
        had_focus = pressed.hasFocus()
        for one in (self.progress, self.cancel_button, self.step):
            one.setVisible(running)
        self.train_button.setEnabled(not running and self._ready > 0)
        if had_focus:
            other.setFocus()  # what was pressed is gone, or can't be pressed

    @Slot(object)
    def _show_session(self, session: TrainingSession | None) -> None:
        self._session = session
        self.threshold.setEnabled(session is not None)
        self.threshold.setValue(round(session.threshold * STEPS) if session else 0)
        self._on_threshold()
        nobody, untrained = self.tr("Nobody is easily confused."), self.tr("Not known before a training")
        self.pairs.words.setText(nobody if session is not None else untrained)
        self.pairs.show_bars(pair_bars(session.confusable) if session else [])

    @Slot(float)
    def _on_line(self, threshold: float) -> None:
        self.threshold.setValue(round(threshold * STEPS))

    @Slot()
    def _on_threshold(self) -> None:
        session = self._session
        at = self.threshold.value() / STEPS
        self.curve.show_session(session, at)
        self.sentence.setText(self._sentence(session, at) if session else "")
        self.curve.setAccessibleDescription(self.sentence.text())
        self._update_recognise()

    def _sentence(self, session: TrainingSession, at: float) -> str:
        """What a threshold means, in numbers that need no statistics."""
        point = point_at(session, at)
        if point is None or not session.tells_recall:
            return self.tr("Too few faces to foretell how good the tags will be.")
        words = self.tr(
            "Tagging from {threshold}: of 100 tags {least} to {most} will be wrong. Of 100 faces as clear as "
            "the confirmed ones {tagged} are tagged (measured on {trials})."
        )
        if not point.foretold:
            words = self.tr(
                "Tagging from {threshold}: of 100 faces as clear as the confirmed ones {tagged} are tagged "
                "(measured on {trials}). Train again to learn how many tags will be wrong."
            )
        own = self.tr("This is the session's own setting.")
        said = words.format(
            threshold=percent(at),
            least=floor(100 * point.least_wrong),
            most=ceil(100 * point.most_wrong),
            tagged=round(100 * point.recall),
            trials=session.trials,
        )
        return f"{said} {own}" if abs(at - session.threshold) < 1 / STEPS else said

    @Slot(object)
    def show_gallery(self, gallery: Gallery | None) -> None:
        """The gallery in view is the one that can be recognised with the slider's setting."""
        self._gallery = gallery
        self._update_recognise()

    def _update_recognise(self) -> None:
        session, gallery = self._session, self._gallery
        words = self.tr("Recognise {gallery} with this setting")
        self.recognise_button.setText(words.format(gallery=gallery.name if gallery else "…"))
        active = session is not None and session.active
        self.recognise_button.setEnabled(active and gallery is not None and self.threshold.value() > 0)
        self.recognise_button.setToolTip("" if active else self.tr("Make this session active first."))

    @Slot()
    def recognise(self) -> None:
        """Recognise the gallery in view, tagging from the slider's probability."""
        gallery = self._gallery
        if gallery is not None:
            at = self.threshold.value() / STEPS
            self.document.run(operations.recognise(gallery.id, gallery.name, at))
