"""What looks after a library: descriptors, search index, database, backups; each with how it stands."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from core.errors import PlayertagError
from core.types import Backup
from desktop import upkeep
from desktop.document import Document, Latest
from desktop.jobs import Job
from desktop.language import in_user_language
from desktop.models.table import moment
from desktop.readings import Upkeep
from desktop.views.parts import button, label


class UpkeepBox(QFrame):
    """A button for each, and words beside it."""

    restore_wanted = Signal()
    """The user thinks of going back to a backup."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._reading = Latest(document, self)
        self._backing_up = Latest(document, self)
        self._checking = Latest(document, self)
        self.descriptor_words = label("", "quiet")
        self.index_words = label("", "quiet")
        self.database_words = label(self.tr("Not checked since the window opened."), "quiet")
        self.descriptors_button = button(self.tr("Make missing descriptors"), self.make_descriptors)
        self.index_button = button(self.tr("Rebuild the search index"), self.rebuild_index)
        self.database_button = button(self.tr("Check the database"), self.check_database)
        self.backup_words = label("", "quiet")
        self.restore_words = label(
            self.tr("What there is now is kept, so that it can be taken back."), "quiet"
        )
        self.backup_button = button(self.tr("Back up now"), self.back_up)
        self.restore_button = button(self.tr("Go back to a backup…"), self.restore_wanted.emit)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[QWidget, QLabel], ...] = (
            (self.descriptors_button, self.descriptor_words),
            (self.index_button, self.index_words),
            (self.database_button, self.database_words),
            (self.backup_button, self.backup_words),
            (self.restore_button, self.restore_words),
        )
        for row, (act, words) in enumerate(rows):
            words.setWordWrap(True)
            grid.addWidget(act, row, 0)
            grid.addWidget(words, row, 1)

    def reload(self) -> None:
        """Read how things stand."""
        self._reading.ask(upkeep.read_upkeep(), self._on_read)

    @Slot(object)
    def _on_read(self, read: Upkeep) -> None:
        words = self.tr("Faces with a descriptor of the model pack in use: {embedded} of {faces}.")
        self.descriptor_words.setText(words.format(embedded=read.embedded, faces=read.faces))
        self.descriptors_button.setEnabled(read.embedded < read.faces)
        self.index_words.setText(
            self.tr("Search index: {words}.").format(words=in_user_language(read.index).rstrip("."))
        )

        self._show_backups(read.backups)

    def _show_backups(self, backups: tuple[Backup, ...]) -> None:
        self.restore_button.setEnabled(bool(backups))
        if not backups:
            self.backup_words.setText(
                self.tr("There is no backup yet. One is made when the window is closed.")
            )
            return
        words = self.tr("Backups: {n}. The last one is of {when}.")
        self.backup_words.setText(words.format(n=len(backups), when=moment(backups[0].at)))

    @Slot()
    def make_descriptors(self) -> None:
        """Describe the faces that lack a descriptor."""
        self._document.run(upkeep.make_descriptors())

    @Slot()
    def rebuild_index(self) -> None:
        """Build the search index anew."""
        job = self._document.job(upkeep.rebuild_index())
        job.ended.connect(self._on_rebuilt)
        job.start()

    @Slot(object)
    def _on_rebuilt(self, _job: Job) -> None:
        self.reload()

    @Slot()
    def check_database(self) -> None:
        """Let SQLite look through the file."""
        self.database_words.setText(self.tr("Checking…"))
        self._checking.ask(upkeep.check_database(), self._on_checked, self._on_damaged)

    @Slot(object)
    def _on_checked(self, words: str) -> None:
        self.database_words.setText(
            self.tr("✓  The database is {words}.").format(words=in_user_language(words))
        )

    @Slot(object)
    def _on_damaged(self, error: PlayertagError) -> None:
        self.database_words.setText(f"⚠  {in_user_language(error.words)}")

    @Slot()
    def back_up(self) -> None:
        """Make a backup now."""
        self.backup_words.setText(self.tr("Making a backup…"))
        self._backing_up.ask(upkeep.back_up(), self._on_backed_up, self._on_not_backed_up)

    @Slot(object)
    def _on_backed_up(self, _made: Backup) -> None:
        self.reload()

    @Slot(object)
    def _on_not_backed_up(self, error: PlayertagError) -> None:
        self.backup_words.setText(f"⚠  {in_user_language(error.words)}")
