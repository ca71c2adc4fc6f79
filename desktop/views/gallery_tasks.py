"""What is done with a whole gallery: import into it, recognise in it, group its unknown faces."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from core.types import Gallery, GalleryId
from desktop import operations
from desktop.document import Document
from desktop.jobs import Job, JobState
from desktop.views.import_dialog import ImportDialog


class GalleryTasks(QObject):
    """Starts the long operations of galleries, and those that follow on others."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._window = parent
        self._imports: dict[Job, tuple[str, bool]] = {}
        self.trained = False
        """Whether there is an active training session to recognise with."""

    def ask_import(self, folder: Path | None = None) -> None:
        """Ask what to import."""
        dialog = ImportDialog(self.trained, folder, self._window)
        dialog.wanted.connect(self.import_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object, str, bool)
    def import_folder(self, folder: Path, gallery: str, then_recognise: bool) -> None:
        """Import a folder's photos."""
        job = self._document.job(operations.import_photos([folder], gallery))
        self._imports[job] = (gallery, then_recognise)
        job.ended.connect(self._on_imported)
        job.start()

    @property
    def importing(self) -> bool:
        """Whether photos are coming in."""
        return bool(self._imports)

    def recognise(self, gallery_id: GalleryId, name: str) -> None:
        """Tag and suggest the players that are known."""
        self._document.run(operations.recognise(gallery_id, name))

    def find_unknown(self, gallery: Gallery) -> None:
        """Group the faces that are still unknown."""
        self._document.run(operations.find_unknown_people(gallery.id, gallery.name))

    @Slot(object)
    def _on_imported(self, job: Job) -> None:
        name, then_recognise = self._imports.pop(job)
        if then_recognise and job.state is JobState.DONE:
            self.recognise(job.result.gallery_id, name)
