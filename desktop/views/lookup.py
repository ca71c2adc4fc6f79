"""Looking at a picture that need not be of the library: who is in it, and who looks like that."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QListView, QListWidget, QVBoxLayout, QWidget

from core.errors import PlayertagError
from core.types import Box, Candidate
from desktop import operations
from desktop.document import Document, Latest
from desktop.models.alike import AlikeModel
from desktop.models.sessions import percent
from desktop.models.table import ValuesModel
from desktop.photo_loader import SCREEN_SIDE
from desktop.readings import Alike, Seen
from desktop.thumbnails import Pictures
from desktop.views.box_canvas import BoxCanvas
from desktop.views.face_delegates import AlikeDelegate
from desktop.views.parts import button, label
from desktop.views.tables import plain_table


class LookupDialog(QDialog):
    """The picture with its faces; of the chosen one the likeliest players and the faces most like it.

    Nothing of the picture is stored.
    """

    def __init__(self, document: Document, crops: Pictures, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._path = path
        self._seen: list[Seen] = []
        self._decoding = Latest(document, self)
        self._looking = Latest(document, self)
        self._comparing = Latest(document, self)
        self.setWindowTitle(path.name)
        self.resize(1160, 760)
        self.canvas = BoxCanvas()
        self.faces = QListWidget()
        self.faces.setAccessibleName(self.tr("Faces in the picture"))
        self.players = ValuesModel((self.tr("Player"), self.tr("Probability")), self)
        self.alike = AlikeModel(crops, self)
        self.words = label(self.tr("Looking for faces…"), "quiet")
        self.words.setWordWrap(True)
        self._build()
        self._listen()
        self.canvas.show_message(self.tr("Opening…"))
        self._decoding.ask(operations.decode_file(path, SCREEN_SIDE), self._on_decoded, self._on_unreadable)
        self._looking.ask(operations.look_at(path), self._on_seen, self._on_problem)

    def _build(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self._side())

    def _side(self) -> QFrame:
        self.similar = QListView()
        self.similar.setObjectName("faces")
        self.similar.setModel(self.alike)
        self.similar.setItemDelegate(AlikeDelegate(self.similar))
        self.similar.setFlow(QListView.Flow.LeftToRight)
        self.similar.setWrapping(True)
        self.similar.setResizeMode(QListView.ResizeMode.Adjust)
        self.similar.setUniformItemSizes(True)
        self.similar.setAccessibleName(self.tr("Similar faces in the library"))
        self.table = plain_table(self.players, self.tr("Who it may be"))
        side = QFrame()
        side.setObjectName("sideRight")
        side.setFixedWidth(448)
        layout = QVBoxLayout(side)
        layout.setContentsMargins(14, 12, 14, 12)
        for title, part, grows in (
            (self.tr("FACES"), self.faces, 2),
            (self.tr("WHO IT MAY BE"), self.table, 3),
            (self.tr("SIMILAR FACES IN THE LIBRARY"), self.similar, 4),
        ):
            layout.addWidget(label(title, "section"))
            layout.addWidget(part, grows)
        layout.addWidget(self.words)
        layout.addWidget(button(self.tr("Close"), self.reject), 0, Qt.AlignmentFlag.AlignRight)
        return side

    def _listen(self) -> None:
        self.canvas.face_clicked.connect(self._on_clicked)
        self.canvas.box_drawn.connect(self._on_box)
        self.faces.currentRowChanged.connect(self._on_row)

    @Slot(object)
    def _on_decoded(self, image: QImage) -> None:
        self.canvas.show_message("")
        self.canvas.show_image(image, image.width(), image.height())

    @Slot(object)
    def _on_unreadable(self, error: PlayertagError) -> None:
        self.canvas.show_message(str(error))

    @Slot(object)
    def _on_problem(self, error: PlayertagError) -> None:
        self.words.setText(f"⚠  {error}")

    @Slot(object)
    def _on_seen(self, seen: tuple[Seen, ...]) -> None:
        self._seen = list(seen)
        with QSignalBlocker(self.faces):
            self.faces.clear()
            self.faces.addItems([self._line(number, one) for number, one in enumerate(seen, 1)])
        hint = self.tr("Click a face, or draw a box around one. Nothing of this picture is stored.")
        self.words.setText(hint if seen else self.tr("No face was found in this picture."))
        self._choose(0 if seen else -1)
        self.faces.setFocus()

    def _line(self, number: int, seen: Seen) -> str:
        face = seen.face
        if face.player is None or face.probability is None:
            return self.tr("{number}   nobody likely").format(number=number)
        return f"{number}   {face.player}   {round(face.probability * 100)} %"

    def _choose(self, row: int) -> None:
        with QSignalBlocker(self.faces):
            self.faces.setCurrentRow(row)
        self._on_row(row)

    @Slot(str)
    def _on_clicked(self, face_id: str) -> None:
        self._choose(next(row for row, one in enumerate(self._seen) if one.face.id == face_id))

    @Slot(int)
    def _on_row(self, row: int) -> None:
        shown = self._seen[row] if 0 <= row < len(self._seen) else None
        self.canvas.show_faces([one.face for one in self._seen], shown.face.id if shown else None)
        self._show_players(shown.candidates if shown else ())
        self.alike.set_faces(())
        if shown is not None:
            self._comparing.ask(operations.find_alike(shown), self._on_alike, self._on_problem)

    @Slot(object)
    def _on_alike(self, alike: Alike) -> None:
        self._show_players(alike.candidates)
        self.alike.set_faces(alike.faces)

    def _show_players(self, candidates: tuple[Candidate, ...]) -> None:
        self.players.set_rows([(one.player, percent(one.probability)) for one in candidates])

    @Slot(object)
    def _on_box(self, box: Box) -> None:
        self.words.setText(self.tr("Looking for a face there…"))
        self._looking.ask(operations.look_at_box(self._path, box), self._on_seen_in_box, self._on_problem)

    @Slot(object)
    def _on_seen_in_box(self, seen: Seen) -> None:
        """The face in the box is one of those that were found in the whole picture."""
        self.words.setText("")
        rows = [row for row, one in enumerate(self._seen) if one.face.box == seen.face.box]
        if rows:
            self._choose(rows[0])
