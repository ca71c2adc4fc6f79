"""A face of the question beside the confirmed faces of who it may be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from core.types import Face, Player, Reference
from desktop import operations, rostering
from desktop.document import Document, Latest
from desktop.models import roles
from desktop.models.face_grid import FaceGridModel
from desktop.theme import colours
from desktop.thumbnails import Pictures
from desktop.views.face_delegates import GAP, CropDelegate, paint_picture
from desktop.views.parts import button, label

# The best pictures of a player; more of them do not help to decide.
MOST = 12
SMALL = 76


class FacePicture(QWidget):
    """One face as large as there is room: the small picture at once, the sharp one when it comes."""

    def __init__(self, document: Document, crops: Pictures, name: str) -> None:
        super().__init__()
        self.setMinimumSize(140, 140)
        self.setAccessibleName(name)
        self._crops = crops
        self._face: Face | None = None
        self._sharp: QPixmap | None = None
        self._reading = Latest(document, self)
        crops.ready.connect(self._on_picture)

    @property
    def face(self) -> Face | None:
        """The face that is shown."""
        return self._face

    def show_face(self, face: Face | None) -> None:
        """Show this face."""
        if face == self._face:
            return
        self._face, self._sharp = face, None
        if face is None:
            self._reading.drop()
        else:
            self._reading.ask(operations.decode_face(face), self._on_sharp, self._on_unreadable)
        self.update()

    @Slot(object)
    def _on_sharp(self, image: QImage) -> None:
        self._sharp = QPixmap.fromImage(image)
        self.update()

    @Slot(object)
    def _on_unreadable(self, _: object) -> None:
        """The photo is gone; the small picture stays."""

    @Slot(str)
    def _on_picture(self, key: str) -> None:
        if self._face is not None and self._face.id == key:
            self.update()

    def _best(self) -> QPixmap | None:
        """The picture with the most pixels."""
        # Of a photo on another computer there is but a preview, whose faces are smaller than their crops.
        small = self._crops.get(self._face.id) if self._face is not None else None
        there = [one for one in (self._sharp, small) if one is not None]
        return max(there, key=QPixmap.width, default=None)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """The picture in the middle, square."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height())
        place = QRect(0, 0, side, side)
        place.moveCenter(self.rect().center())
        theme = colours(self.palette())
        paint_picture(painter, place, self._best(), theme)
        if self._face is not None and self._sharp is None and self._crops.missing(self._face.id):
            painter.setPen(QColor(theme.quiet))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.tr("no picture"))


class PlayerColumn(QWidget):
    """A player's confirmed faces: one large, the others below it."""

    def __init__(self, document: Document, crops: Pictures) -> None:
        super().__init__()
        self._player: Player | None = None
        self._reading = Latest(document, self)
        self.title = label("", "title")
        self.words = label("", "quiet")
        self.picture = FacePicture(document, crops, self.tr("Confirmed face"))
        self.faces = FaceGridModel(crops, self)
        self.strip = QListView()
        self.strip.setModel(self.faces)
        delegate = CropDelegate(self.strip)
        delegate.side = SMALL
        self.strip.setItemDelegate(delegate)
        self.strip.setFlow(QListView.Flow.LeftToRight)
        self.strip.setFixedHeight(SMALL + GAP + 14)
        self.strip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.strip.setAccessibleName(self.tr("More confirmed faces"))
        self.strip.clicked.connect(self._on_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for one in (self.title, self.words):
            layout.addWidget(one)
        layout.addWidget(self.picture, 1)
        layout.addWidget(self.strip)

    def show_player(self, player: Player | None) -> None:
        """Show this player; nobody hides the column."""
        self.setVisible(player is not None)
        if player == self._player:
            return
        self._player = player
        self.faces.set_faces(())
        self.picture.show_face(None)
        if player is None:
            self._reading.drop()
            return
        self.title.setText(player.name)
        self.words.setText("")
        self._reading.ask(rostering.read_references(player.id), self._on_references, self._on_nobody)

    @Slot(object)
    def _on_references(self, references: Sequence[Reference]) -> None:
        faces = [reference.face for reference in references]
        words = self.tr("Confirmed faces: {n}") if faces else self.tr("No confirmed face yet")
        self.words.setText(words.format(n=len(faces)))
        self.faces.set_faces(faces[:MOST])
        self.picture.show_face(faces[0] if faces else None)

    @Slot(object)
    def _on_nobody(self, _: object) -> None:
        self.words.setText(self.tr("No longer on the roster"))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.picture.show_face(index.data(roles.FACE))


class ComparePanel(QFrame):
    """Covers the grid; the arrow keys go on through its faces, and the answers concern the one shown."""

    closed = Signal()

    def __init__(self, document: Document, crops: Pictures, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("peek")
        self._over = over
        self.title = label("", "title")
        self.words = label("", "quiet")
        self.picture = FacePicture(document, crops, self.tr("Face in question"))
        self.players = (PlayerColumn(document, crops), PlayerColumn(document, crops))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, SMALL + GAP + 20)
        for one in (self.title, self.words):
            column.addWidget(one)
        column.addWidget(self.picture, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 8)
        layout.setSpacing(18)
        layout.addWidget(left, 1)
        for player in self.players:
            layout.addWidget(player, 1)
        self.nobody = label(self.tr("Choose or type a name below: their confirmed faces come here."), "quiet")
        self.nobody.setWordWrap(True)
        self.nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.nobody, 1)
        self.close_button = button(self.tr("Close"), self.leave)
        layout.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        over.installEventFilter(self)
        self.hide()

    def open(self, face: Face, first: Player | None, second: Player | None) -> None:
        """Show a face beside one player, or two."""
        self.show_players(first, second)
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.show_face(face, 1, 1)

    def show_face(self, face: Face, number: int, count: int) -> None:
        """Show another face of the question."""
        self.title.setText(self.tr("Face {n} of {all}").format(n=number, all=count))
        self.words.setText(self.tr("{n} pixels high").format(n=round(face.size_px)))
        self.picture.show_face(face)

    def show_players(self, first: Player | None, second: Player | None) -> None:
        """Compare with these."""
        for column, player in zip(self.players, (first, second), strict=True):
            column.show_player(player)
        self.nobody.setVisible(first is None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stay as large as what it lies over."""
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)

    def leave(self) -> None:
        """Back to the grid."""
        self.hide()
        self.closed.emit()
