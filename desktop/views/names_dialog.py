"""Names into the files of a gallery: what would change in each, and writing it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from core.errors import PlayertagError
from core.types import FileChange, FileTag, Gallery, TagField, WriteReport
from desktop import filing
from desktop.document import Document, Latest
from desktop.errors import reason_of
from desktop.language import in_user_language
from desktop.models.table import ValuesModel
from desktop.views.parts import bar, button, label
from desktop.views.tables import plain_table

# Regions and words above a name say nothing that the name beside them does not.
SHOWN = (TagField.PERSON, TagField.KEYWORD, TagField.CAPTION, TagField.HEADLINE)


class NamesDialog(QDialog):
    """A file a row, with what comes and what goes."""

    wanted = Signal(object)
    """The `Gallery`: its names are to be written into its files."""

    def __init__(self, document: Document, gallery: Gallery, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Names in the files of {gallery}").format(gallery=gallery.name))
        self.resize(820, 560)
        self._gallery = gallery
        self.words = label(self.tr("Reading the files…"), "sentence")
        self.words.setWordWrap(True)
        self.problem = label("", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        titles = (self.tr("File"), self.tr("Comes"), self.tr("Goes"))
        self.changes = ValuesModel(titles, self)
        self.table = plain_table(self.changes, self.tr("Changes"))
        self.write_button = button(self.tr("Write"), self.write, "primary")
        self.write_button.setDefault(True)
        self.write_button.setEnabled(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.words)
        layout.addWidget(self.problem)
        layout.addWidget(self.table, 1)
        close = button(self.tr("Close"), self.reject)
        layout.addWidget(bar("plainBar", None, close, self.write_button, margins=(0, 0)))
        self._previewing = Latest(document, self)
        self._previewing.ask(filing.preview_names(gallery.id, gallery.name), self._on_read, self._on_unread)

    @Slot(object)
    def _on_read(self, report: WriteReport) -> None:
        self.changes.set_rows([_row(change) for change in report.changed])
        lines = [self.tr("Files that change: {n}.").format(n=len(report.changed))]
        if report.unchanged:
            words = self.tr("Files with nothing to write, as they say it already or nobody is named: {n}.")
            lines.append(words.format(n=report.unchanged))
        if report.withheld:
            words = self.tr("Players whom no file names, as they do not agree to be recognised: {n}.")
            lines.append(words.format(n=report.withheld))
        if report.failures:
            first = report.failures[0]
            words = self.tr("Files that can't be written: {n}. {file}: {reason}")
            lines.append(
                words.format(
                    n=len(report.failures), file=first.path.name, reason=in_user_language(first.reason)
                )
            )
        lines.append(self.tr("What others wrote stays. Settings, Files, says what is written, and where."))
        self.words.setText(" ".join(lines))
        self.write_button.setText(self.tr("Write into files ({n})").format(n=len(report.changed)))
        self.write_button.setEnabled(bool(report.changed))

    @Slot(object)
    def _on_unread(self, error: PlayertagError) -> None:
        self.words.hide()
        self.problem.setText(f"⚠  {reason_of(error)}")
        self.problem.show()

    @Slot()
    def write(self) -> None:
        """Have it written; how far that is, is in the activity area."""
        self.accept()
        self.wanted.emit(self._gallery)


def _row(change: FileChange) -> tuple[str, str, str]:
    return change.target.name, _in_words(change.added), _in_words(change.removed)


def _in_words(tags: tuple[FileTag, ...]) -> str:
    """Each value once; where only places of faces change, so many."""
    values = dict.fromkeys(tag.value for tag in tags if tag.field in SHOWN)
    faces = sum(tag.field is TagField.REGION for tag in tags)
    return ", ".join(values) or ("▢ " * faces).strip()
