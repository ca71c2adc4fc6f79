"""Going back to a backup: which there are, what one holds, what would be lost; and what a repair saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from core import recovery
from core.errors import PlayertagError
from core.recovery import Repaired
from core.types import Backup, Contents, RestorePlan
from desktop.jobs import Job, Jobs, Lane
from desktop.language import in_user_language
from desktop.models.table import ValuesModel, moment
from desktop.views.parts import bar, button, label
from desktop.views.tables import plain_table

MB = 1_000_000


class RestoreDialog(QDialog):
    """The backups of a library, which need not be open; the one that is chosen is looked into."""

    restore_wanted = Signal(object)
    """The plan of what to go back to, which was told."""

    def __init__(self, jobs: Jobs, root: Path, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Go back to a backup"))
        self.resize(640, 440)
        self._jobs, self._root = jobs, root
        self._looking: Job | None = None
        self._plan: RestorePlan | None = None
        self.backups = ValuesModel((self.tr("Backup"), self.tr("Made"), self.tr("MB")), self)
        self.table = plain_table(self.backups, self.tr("Backups"))
        self.words = label(self.tr("Looking for backups…"), "sentence")
        self.words.setWordWrap(True)
        self.restore_button = button(self.tr("Go back to it"), self._restore)
        self.restore_button.setEnabled(False)
        self.file_button = button(self.tr("Another file…"), self._ask)
        self.close_button = button(self.tr("Close"), self.reject, "primary")
        self._found: tuple[Backup, ...] = ()
        buttons = bar(
            "plainBar", self.file_button, None, self.restore_button, self.close_button, margins=(0, 0)
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        for part in (self.table, self.words, buttons):
            layout.addWidget(part)
        self.table.selectionModel().currentRowChanged.connect(self._on_chosen)
        job = jobs.make(self.tr("Look for backups"), Lane.READ, lambda _: recovery.backups_of(root))
        job.succeeded.connect(self._on_found)
        job.start()

    @Slot(object)
    def _on_found(self, found: tuple[Backup, ...]) -> None:
        self._found = found
        self.backups.set_rows([(one.path.name, moment(one.at), f"{one.size / MB:.1f}") for one in found])
        self.table.setFocus()
        if found:
            self.table.selectRow(0)
        else:
            self.words.setText(self.tr("There is no backup where this library keeps them."))

    @Slot(QModelIndex)
    def _on_chosen(self, current: QModelIndex) -> None:
        if current.isValid():
            self._look_into(self._found[current.row()].path)

    @Slot()
    def _ask(self) -> None:
        title, kind = self.tr("Backup of a library"), self.tr("Libraries (*.sqlite)")
        file, _ = QFileDialog.getOpenFileName(self, title, str(self._root), kind)
        if file:
            self._look_into(Path(file))

    def _look_into(self, backup: Path) -> None:
        if self._looking is not None:
            self._looking.drop()
        self._plan = None
        self.restore_button.setEnabled(False)
        self.words.setText(self.tr("Looking into {file}…").format(file=backup.name))
        self._looking = self._jobs.make(
            self.tr("Look into a backup"), Lane.READ, lambda _: recovery.plan_restore(self._root, backup)
        )
        self._looking.succeeded.connect(self._on_looked)
        self._looking.failed.connect(self._on_unusable)
        self._looking.start()

    @Slot(object)
    def _on_looked(self, plan: RestorePlan) -> None:
        self._plan, self._looking = plan, None
        holds = self.tr("{file} holds {contents}.").format(
            file=plan.backup.name, contents=self._words(plan.holds)
        )
        lines = [holds, self._lost(plan)]
        if plan.there:
            lines.append(self.tr("What there is now is kept, so that it can be taken back."))
        if plan.another:
            lines.append(
                self.tr("⚠  It is a backup of another library, which would take the place of this one.")
            )
        self.words.setText("\n".join(lines))
        self.restore_button.setEnabled(True)

    def _lost(self, plan: RestorePlan) -> str:
        if not plan.there:
            return self.tr("There is no library there now: one is made from the backup.")
        if plan.lost is None:
            return self.tr("What is in the library can't be counted: its file is damaged.")
        return self.tr("In the library and not in it: {contents}.").format(contents=self._words(plan.lost))

    @Slot(object)
    def _on_unusable(self, error: PlayertagError) -> None:
        self._looking = None
        self.words.setText(f"⚠  {in_user_language(error.words)}")

    def _words(self, contents: Contents) -> str:
        words = self.tr("photos: {photos}, players: {players}, answers: {answers}")
        return words.format(photos=contents.photos, players=contents.players, answers=contents.answers)

    @Slot()
    def _restore(self) -> None:
        if self._plan is not None:
            self.accept()
            self.restore_wanted.emit(self._plan)


class RepairedDialog(QDialog):
    """What was saved of a damaged library."""

    def __init__(self, done: Repaired, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("This library was repaired"))
        self.setMinimumWidth(560)
        lines = [
            self.tr("Rows that were saved: {rows}. Rows from a backup: {backup}.").format(
                rows=done.rows, backup=done.from_backup
            )
        ]
        if done.damaged:
            lines.append(
                self.tr("Damaged: {tables}. Look whether something is missing there.").format(
                    tables=", ".join(done.damaged)
                )
            )
        if done.lost_answers:
            words = self.tr("Answers to faces that are lost, which could not be kept: {n}.")
            lines.append(words.format(n=done.lost_answers))
        lines.append(self.tr("The damaged file: {file}").format(file=done.aside))
        self.words = label("\n".join(lines), "sentence")
        self.words.setWordWrap(True)
        self.close_button = button(self.tr("Close"), self.accept, "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.setSpacing(10)
        layout.addWidget(self.words)
        layout.addWidget(bar("plainBar", None, self.close_button, margins=(0, 0)))
        self.close_button.setFocus()
