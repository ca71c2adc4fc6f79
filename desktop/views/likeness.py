"""A word of warning where the player in question is easily taken for another one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from core.changes import Changes
from core.types import ConfusablePair, Face, Player, Reference
from desktop import operations, rostering
from desktop.document import Document, Latest, patiently
from desktop.models.names import Names
from desktop.thumbnails import Pictures
from desktop.views.parts import button, label

SIDE = 36


class LookAlikes(QObject):
    """Who looks like whom, by the training session in use."""

    changed = Signal()

    def __init__(self, document: Document, names: Names, parent: QObject) -> None:
        super().__init__(parent)
        self._names = names
        self._pairs: tuple[ConfusablePair, ...] = ()
        self._reading = Latest(document, self)
        document.changed.connect(self._on_changed)
        self.read()

    def read(self) -> None:
        """Read the pairs."""
        self._reading.ask(patiently(operations.read_look_alikes()), self._on_read)

    def other(self, name: str) -> Player | None:
        """Who is most like a player; None where nobody is. Where two have that name it is the first."""
        like = {pair.second: pair.similarity for pair in self._pairs if pair.first == name}
        like |= {pair.first: pair.similarity for pair in self._pairs if pair.second == name}
        players = self._names.named(max(like, key=lambda one: like[one])) if like else []
        return players[0] if players else None

    @Slot(object, object)
    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if changes.sessions or changes.players:
            self.read()

    @Slot(object)
    def _on_read(self, pairs: tuple[ConfusablePair, ...]) -> None:
        self._pairs = pairs
        self.changed.emit()


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

    @property
    def other(self) -> Player | None:
        """The look-alike that is named."""
        return self._other

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
