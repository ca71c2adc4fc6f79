"""The whole photo over the review grid while a key asks for it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from core.types import Face, FaceId, Photo
from desktop.document import Document
from desktop.photo_loader import PhotoLoader
from desktop.thumbnails import Pictures
from desktop.views.parts import GAP, bar, button, label, state_words
from desktop.views.photo_canvas import PhotoCanvas


class PhotoPeek(QFrame):
    """Covers its parent with the photo that a face is in."""

    closed = Signal()
    face_clicked = Signal(str)
    """The id of a face in the photo, which the title says something of now."""

    def __init__(self, document: Document, thumbnails: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("peek")
        self._over = parent
        self._face: Face | None = None
        self._photo: Photo | None = None
        self._loader = PhotoLoader(document, thumbnails, self)
        self.canvas = PhotoCanvas()
        self._loader.read.connect(self._on_read)
        self._loader.shown.connect(self.canvas.show_image)
        self._loader.said.connect(self.canvas.show_message)
        self.canvas.zoomed.connect(self._loader.sharpen)
        self.canvas.face_clicked.connect(self._on_face_clicked)
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
        self._face, self._photo = face, None
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
        self._photo = photo
        self.title.setText(photo.file_name)
        if self._face is not None:
            self.canvas.show_faces(photo.faces, self._face.id)

    @Slot(str)
    def _on_face_clicked(self, face_id: FaceId) -> None:
        photo = self._photo
        clicked = [face for face in photo.faces if face.id == face_id] if photo is not None else []
        if photo is not None and clicked:
            self.canvas.show_faces(photo.faces, face_id)
            said = filter(None, (photo.file_name, clicked[0].player, state_words(clicked[0].state)))
            self.title.setText(GAP.join(said))
            self.face_clicked.emit(face_id)
