"""What would be written into the file of the photo in view, beside it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout

from core.errors import PlayertagError
from core.types import FileChange, FileTag, PhotoId, TagField, WriteReport
from desktop import filing
from desktop.document import Document, Latest
from desktop.errors import reason_of
from desktop.language import in_user_language
from desktop.views.parts import label

# Keywords and those above them are names, which the person says already.
SHOWN = (TagField.PERSON, TagField.HEADLINE, TagField.CAPTION)


class FilePreview(QFrame):
    """A line for each value that comes or goes; it reads only while it is seen."""

    def __init__(self, document: Document, width: int) -> None:
        super().__init__()
        self.setObjectName("sideRight")
        self.setFixedWidth(width)
        self._photo_id: PhotoId | None = None
        self._reading = Latest(document, self)
        self.title = label(self.tr("INTO THE FILE"), "section")
        self.words = label("", "quiet")
        self.words.setWordWrap(True)
        self.words.setAccessibleName(self.tr("What would be written into the file"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(15, 8, 14, 12)
        layout.addWidget(self.title)
        layout.addWidget(self.words)
        self.hide()

    def show_photo(self, photo_id: PhotoId | None) -> None:
        """Of this photo from now on, as it is labelled now."""
        self._photo_id = photo_id
        if self.isHidden() or photo_id is None:
            self._reading.drop()
            self.words.clear()
            return
        self._reading.ask(filing.preview_photo(photo_id), self._on_read, self._on_unread)

    @Slot(bool)
    def show_part(self, shown: bool) -> None:
        """Whether it is seen."""
        self.setVisible(shown)
        self.show_photo(self._photo_id)

    @Slot(object)
    def _on_read(self, report: WriteReport) -> None:
        lines = [line for change in report.changed for line in self._lines(change)]
        lines += [in_user_language(failure.reason) for failure in report.failures]
        if report.withheld:
            lines.append(
                self.tr("Not named: {n}, who do not agree to be recognised.").format(n=report.withheld)
            )
        self.words.setText("\n".join(lines) or self.tr("Nothing: it says all of it already."))

    def _lines(self, change: FileChange) -> list[str]:
        marked = [("+", tag) for tag in change.added] + [("−", tag) for tag in change.removed]
        faces = sum(tag.field is TagField.REGION for tag in change.added)
        lines = [_line(sign, tag) for sign, tag in marked if tag.field in SHOWN]
        if faces:
            lines.append("+  " + self.tr("places of faces: {n}").format(n=faces))
        if change.target != change.path:
            lines.append(self.tr("in {file}").format(file=change.target.name))
        return lines

    @Slot(object)
    def _on_unread(self, error: PlayertagError) -> None:
        self.words.setText(f"⚠  {reason_of(error)}")


def _line(sign: str, tag: FileTag) -> str:
    return f"{sign}  {tag.value}"
