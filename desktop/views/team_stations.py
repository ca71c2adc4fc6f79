"""Photos that several computers of the team process: how they stand, working on them, sharing more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from core.errors import PlayertagError
from core.types import StationsStatus
from desktop import teamwork
from desktop.document import Document, Latest, Operation
from desktop.jobs import Job
from desktop.models.table import ValuesModel
from desktop.profile import Profile
from desktop.views.import_dialog import ImportDialog
from desktop.views.parts import bar, button, label
from desktop.views.tables import plain_table
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
        self.photos, self.lots, self.stations = label("", ""), label("", "quiet"), label("", "quiet")
        self.problem = label("", "problem")
        self.failures = ValuesModel((self.tr("File"), self.tr("Reason")), self)
        self.table = plain_table(self.failures, self.tr("Files that failed"))
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
        for words in (self.hint, self.photos, self.lots, self.stations, self.problem):
            words.setWordWrap(True)
            layout.addWidget(words)
        self.problem.hide()
        layout.addWidget(self.table, 1)
        close = button(self.tr("Close"), self.reject)
        layout.addWidget(
            bar(
                "plainBar", self.share_button, None, close, self.stop_button, self.work_button, margins=(0, 0)
            )
        )

    @Slot()
    def _read(self) -> None:
        if not self._reading.busy:
            self._reading.ask(teamwork.read_stations(), self._on_read, self._on_refused)

    @Slot(object)
    def _on_read(self, status: StationsStatus) -> None:
        words = self.tr("Photos handed out: {photos}, done: {done}, failed: {failed}")
        self.photos.setText(words.format(photos=status.photos, done=status.done, failed=status.failed))
        words = self.tr(
            "Lots waiting: {waiting}, being worked on: {running}, done: {done}, given up: {failed}"
        )
        self.lots.setText(
            words.format(
                waiting=status.lots_waiting,
                running=status.lots_running,
                done=status.lots_done,
                failed=status.lots_failed,
            )
        )
        names = ", ".join(status.stations)
        self.stations.setText(
            self.tr("At work: {names}").format(names=names) if names else self.tr("Nobody is at work.")
        )
        # Of the path on another computer the folder tells most, and the rest would hide the name.
        self.failures.set_rows([(str(Path(*one.path.parts[-2:])), one.reason) for one in status.failures])
        self.table.setVisible(bool(status.failures))

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
