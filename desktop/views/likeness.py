"""A word of warning where the faces in question look like another player too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from core.types import Face, Player, Reference
from desktop import rostering
from desktop.document import Document, Latest
from desktop.thumbnails import Pictures
from desktop.views.parts import button, label

SIDE = 36


class LikenessBar(QFrame):
    """Names the look-alike with their best picture; it never stands in the way of an answer."""

    def __init__(self, document: Document, crops: Pictures) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._crops = crops
        self._other: Player | None = None
        self._face: Face | None = None
        self._reading = Latest(document, self)
        self.picture = QLabel()
        self.picture.setFixedSize(SIDE, SIDE)
        self.words = label("", "sentence")
        self.compare_button = button(self.tr("Compare"), lambda: None, "link")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 4, 14, 4)
        layout.addWidget(self.picture)
        layout.addWidget(self.words)
        layout.addWidget(self.compare_button)
        layout.addStretch(1)
        crops.ready.connect(self._on_picture)
        self.hide()

    def show_other(self, other: Player | None) -> None:
        """Warn of this player; of nobody, hide."""
        self.setVisible(other is not None)
        if other == self._other:
            return
        self._other, self._face = other, None
        self.picture.clear()
        if other is None:
            self._reading.drop()
            return
        self.words.setText(self.tr("△  Looks like {name} too").format(name=other.name))
        self._reading.ask(rostering.read_references(other.id), self._on_references, self._on_nobody)

    @Slot(object)
    def _on_references(self, references: Sequence[Reference]) -> None:
        if references:
            self._face = references[0].face
            self._on_picture(self._face.id)

    @Slot(object)
    def _on_nobody(self, _: object) -> None:
        """They were erased or merged meanwhile: the warning goes with the next training."""

    @Slot(str)
    def _on_picture(self, key: str) -> None:
        if self._face is None or self._face.id != key:
            return
        picture = self._crops.get(key)
        if picture is not None:
            size = QSize(SIDE, SIDE) * self.devicePixelRatioF()
            scaled = picture.scaled(
                size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            scaled.setDevicePixelRatio(self.devicePixelRatioF())
            self.picture.setPixmap(scaled)
