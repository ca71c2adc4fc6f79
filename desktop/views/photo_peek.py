"""The whole photo over the review grid while a key asks for it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from core.types import Face, Photo
from desktop.document import Document
from desktop.photo_loader import PhotoLoader
from desktop.thumbnails import Pictures
from desktop.views.parts import bar, button, label
from desktop.views.photo_canvas import PhotoCanvas


class PhotoPeek(QFrame):
    """Covers its parent with the photo that a face is in."""

    closed = Signal()

    def __init__(self, document: Document, thumbnails: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("peek")
        self._over = parent
        self._face: Face | None = None
        self._loader = PhotoLoader(document, thumbnails, self)
        self.canvas = PhotoCanvas()
        self._loader.read.connect(self._on_read)
        self._loader.shown.connect(self.canvas.show_image)
        self._loader.said.connect(self.canvas.show_message)
        self.canvas.zoomed.connect(self._loader.sharpen)
        self.title = label("", "quiet")
        self.close_button = button(self.tr("Close"), self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(bar("actions", self.title, None, self.close_button, margins=(14, 6)))
        self.hide()

    def open(self, face: Face) -> None:
        """Show the photo of this face."""
        self._face = face
        self.title.setText("")
        self.canvas.show_faces((), None)
        self.canvas.show_image(None, 3, 2)
        self.canvas.fit()
        self._loader.show(face.photo_id)
        self.cover()
        self.show()
        self.raise_()

    def cover(self) -> None:
        """Fill the parent."""
        self.setGeometry(self._over.rect())

    def leave(self) -> None:
        """Back to the grid."""
        self.hide()
        self.closed.emit()

    @Slot(object)
    def _on_read(self, photo: Photo) -> None:
        self.title.setText(photo.file_name)
        if self._face is not None:
            self.canvas.show_faces(photo.faces, self._face.id)
