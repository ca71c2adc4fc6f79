"""Photos that several computers of the team process: how they stand, working on them, sharing more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QDialog, QHeaderView, QLabel, QProgressBar, QVBoxLayout, QWidget

from core.errors import PlayertagError
from core.types import StationsStatus
from desktop import teamwork
from desktop.document import Document, Latest, Operation
from desktop.jobs import Job
from desktop.models.table import ValuesModel
from desktop.profile import Profile
from desktop.views.import_dialog import ImportDialog
from desktop.views.parts import EmptyState, bar, button, label
from desktop.views.tables import fitted_table
from desktop.views.team_dialogs import refusal

LOOK_AGAIN_MS = 3000


class StationsDialog(QDialog):
    """Figures, the photos that failed, and what this computer does about it."""

    def __init__(self, document: Document, profile: Profile, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Stations"))
        self.resize(760, 480)
        self._document = document
        self._profile = profile
        self._job: Job | None = None
        self._reading = Latest(document, self)
        self.hint = label(
            self.tr(
                "Several computers of the team can process one gallery, each photo once. Originals go "
                "through the team's store; those that this computer takes are kept in the library's cache."
            ),
            "quiet",
        )
        self.photos, self.stations = label("", "sentence"), label(self.tr("Asking the server…"), "quiet")
        self.given_up = label(
            self.tr(
                "⚠  Some photos were given up: computers ended again and again while they worked on them. "
                "Share their folder again where it is, and that computer imports them."
            ),
            "problem",
        )
        self.unread, self.problem = label("", "problem"), label("", "problem")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Photos that are done"))
        self.empty = EmptyState(
            self.tr("No photos are handed out"),
            self.tr(
                "“Share a folder…” hands its photos out to the computers of all who work on shared "
                "galleries, this one among them."
            ),
        )
        self.failures = ValuesModel((self.tr("File"), self.tr("Reason")), self)
        self.table = fitted_table(self.failures, self.tr("Files that failed"))
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.share_button = button(self.tr("Share a folder…"), self.ask_folder)
        self.work_button = button(self.tr("Work on shared galleries"), self.work, "primary")
        self.stop_button = button(self.tr("Stop"), self.stop)
        self._lay_out()
        again = QTimer(self)
        again.timeout.connect(self._read)
        again.start(LOOK_AGAIN_MS)
        self._update()
        self._read()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(label(self.windowTitle(), "title"))
        for shown in (
            self.hint,
            self.photos,
            self.progress,
            self.stations,
            self.given_up,
            self.unread,
            self.problem,
        ):
            layout.addWidget(shown)
            if isinstance(shown, QLabel):
                shown.setWordWrap(True)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.table, 1)
        layout.addStretch()
        for one in (self.progress, self.given_up, self.unread, self.problem, self.empty, self.table):
            one.hide()
        close = button(self.tr("Close"), self.reject)
        layout.addWidget(
            bar(
                "plainBar", self.share_button, None, close, self.stop_button, self.work_button, margins=(0, 0)
            )
        )

    @Slot()
    def _read(self) -> None:
        if not self._reading.busy:
            self._reading.ask(teamwork.read_stations(), self._on_read, self._on_unread)

    @Slot(object)
    def _on_read(self, status: StationsStatus) -> None:
        ended = status.done + status.failed
        words = self.tr("Photos handed out: {photos}, done: {done}, failed: {failed}, to do: {left}")
        self.photos.setText(
            words.format(
                photos=status.photos, done=status.done, failed=status.failed, left=status.photos - ended
            )
        )
        self.progress.setRange(0, status.photos)
        self.progress.setValue(ended)
        for one in (self.photos, self.progress):
            one.setVisible(status.photos > 0)
        self.empty.setVisible(status.photos == 0)
        self.stations.setVisible(bool(status.photos or status.stations))
        self.given_up.setVisible(status.lots_failed > 0)
        self.unread.hide()
        names = ", ".join(status.stations)
        self.stations.setText(
            self.tr("At work: {names}").format(names=names) if names else self.tr("Nobody is at work.")
        )
        # Of the path on another computer the folder tells most, and the rest would hide the name.
        failures = [(str(Path(*one.path.parts[-2:])), one.reason) for one in status.failures]
        if failures != self.failures.rows():
            self.failures.set_rows(failures)
        self.table.setVisible(bool(status.failures))

    @Slot(object)
    def _on_unread(self, error: PlayertagError) -> None:
        """Until it can be read again."""
        self.unread.setText(refusal(error))
        self.unread.show()

    @Slot(object)
    def _on_refused(self, error: PlayertagError) -> None:
        self.problem.setText(refusal(error))
        self.problem.show()

    @Slot()
    def ask_folder(self) -> None:
        """Ask what is to be shared, and as which gallery."""
        dialog = ImportDialog(self._profile, False, (), "", self)
        dialog.setWindowTitle(self.tr("Share with the stations"))
        dialog.import_button.setText(self.tr("Share"))
        dialog.wanted.connect(self._share)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object, str, bool)
    def _share(self, paths: Sequence[Path], gallery: str, _recognise: bool) -> None:
        self._begin(teamwork.share_photos(paths, gallery))

    @Slot()
    def work(self) -> None:
        """Work until nothing is left; it goes on when the dialog is closed."""
        self._begin(teamwork.work_on_shared())

    @Slot()
    def stop(self) -> None:
        """Stop what this dialog began."""
        if self._job is not None:
            self._job.cancel()

    def _begin(self, operation: Operation) -> None:
        self.problem.hide()
        self._job = job = self._document.job(operation)
        job.failed.connect(self._on_refused)
        job.ended.connect(self._on_ended)
        job.start()
        self._update()

    @Slot(object)
    def _on_ended(self, _: Job) -> None:
        self._job = None
        self._update()
        self._read()

    def _update(self) -> None:
        self.work_button.setEnabled(self._job is None)
        self.share_button.setEnabled(self._job is None)
        self.stop_button.setEnabled(self._job is not None)
