"""Who is expected in the photos of a gallery where its matches say more than its roster."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal, Slot

from core.changes import Changes
from core.types import Gallery, GalleryId, PhotoId, PlayerId
from desktop import browsing
from desktop.document import Document, Latest, patiently

Narrower = Mapping[PhotoId, frozenset[PlayerId]]
"""Who is expected in a photo, of those in which it is fewer than the roster."""
NOWHERE: Narrower = {}


class Expected(QObject):
    """Reads it when the gallery is another one, or what was played, when, or by whom."""

    changed = Signal()
    """Others are expected now, in some photos."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self.narrower: Narrower = NOWHERE
        self._gallery_id: GalleryId | None = None
        self._reading = Latest(document, self)
        document.changed.connect(self._on_changed)

    def show_gallery(self, gallery: Gallery | None) -> None:
        """Say it of this gallery from now on."""
        before, self._gallery_id = self._gallery_id, gallery.id if gallery is not None else None
        if self._gallery_id != before:
            self.narrower = NOWHERE
            self._read()

    def _read(self) -> None:
        if self._gallery_id is not None:
            self._reading.ask(patiently(browsing.read_expected(self._gallery_id)), self._on_read)

    @Slot(object)
    def _on_read(self, narrower: Narrower) -> None:
        if narrower != self.narrower:
            self.narrower = narrower
            self.changed.emit()

    @Slot(object, object)
    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if changes.matches or changes.cameras or changes.players or changes.galleries:
            self._read()
