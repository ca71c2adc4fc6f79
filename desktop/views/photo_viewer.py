"""One photo with its faces: who is this, next and previous, zoom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from core.changes import Changes
from core.types import OPEN_STATES, Face, FaceId, Photo, PhotoId, PlayerId
from desktop import verdicts
from desktop.answers import Answers
from desktop.document import Document
from desktop.keys import Keymap
from desktop.models import roles
from desktop.models.face_grid import FaceGridModel
from desktop.photo_loader import PhotoLoader
from desktop.thumbnails import Pictures
from desktop.verdicts import Answer
from desktop.views.face_delegates import FaceRowDelegate
from desktop.views.name_field import NameField, NamesModel
from desktop.views.parts import bar, button, label
from desktop.views.photo_canvas import ZOOM_STEP, PhotoCanvas


class PhotoViewer(QWidget):
    """Shows a photo of a list of photos; a face can be named where it is seen."""

    left = Signal()
    """Back to where the photo was opened from."""

    def __init__(
        self,
        document: Document,
        answers: Answers,
        thumbnails: Pictures,
        crops: Pictures,
        names: NamesModel,
        keys: Keymap,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._answers = answers
        self._thumbnails = thumbnails
        self._ids: Sequence[PhotoId] = ()
        self._row = 0
        self._photo: Photo | None = None
        self._image: QImage | None = None
        self._wanted: FaceId | None = None
        self._loader = PhotoLoader(document, self)
        self.canvas = PhotoCanvas()
        self.name = NameField(names)
        self.faces = FaceGridModel(crops, self)
        self.list = QListView()
        self._build()
        self._listen(document)
        for name, act in self._keys().items():
            keys.bind(f"viewer.{name}", self, act)

    def _build(self) -> None:
        self.position = label("", "quiet")
        self.title = label("", "title")
        self.facts = label("", "quiet")
        self.facts.setWordWrap(True)
        header = bar(
            "header",
            button(self.tr("‹  Gallery"), self.left.emit),
            self.title,
            self.position,
            None,
            button(self.tr("Previous  ←"), lambda: self.step(-1)),
            button(self.tr("Next  →"), lambda: self.step(1)),
        )
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.canvas, 1)
        body.addWidget(self._side())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(header)
        layout.addLayout(body, 1)

    def _side(self) -> QFrame:
        self.list.setModel(self.faces)
        self.list.setItemDelegate(FaceRowDelegate(self.list))
        self.list.setIconSize(QSize(48, 48))
        self.list.setAccessibleName(self.tr("Faces in this photo"))
        side = QFrame()
        side.setObjectName("sideRight")
        side.setFixedWidth(300)
        layout = QVBoxLayout(side)
        layout.setContentsMargins(1, 12, 0, 12)
        self.facts.setContentsMargins(14, 0, 14, 6)
        layout.addWidget(self.facts)
        layout.addWidget(self.list, 1)
        layout.addLayout(self._editor())
        return side

    def _editor(self) -> QGridLayout:
        self.confirm_button = button(self.tr("Confirm"), self.confirm, "primary")
        self.reject_button = button(self.tr("Not them"), self._reject)
        self.ignore_button = button(self.tr("Ignore"), self._ignore)
        self.not_face_button = button(self.tr("Not a face"), self._not_a_face)
        grid = QGridLayout()
        grid.setContentsMargins(14, 8, 14, 0)
        grid.setSpacing(6)
        grid.addWidget(self.name, 0, 0, 1, 2)
        grid.addWidget(self.confirm_button, 1, 0, 1, 2)
        grid.addWidget(self.reject_button, 2, 0, 1, 2)
        grid.addWidget(self.ignore_button, 3, 0)
        grid.addWidget(self.not_face_button, 3, 1)
        return grid

    def _listen(self, document: Document) -> None:
        self._loader.read.connect(self._on_read)
        self._loader.decoded.connect(self._on_decoded)
        self._loader.failed.connect(self.canvas.show_message)
        self.canvas.face_clicked.connect(self._on_face_clicked)
        self.canvas.zoomed.connect(self._on_zoomed)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.name.changed.connect(self._update_buttons)
        self.name.entered.connect(self.confirm)
        self.name.left.connect(self.list.setFocus)
        document.changed.connect(self._on_changed)
        self._answers.given.connect(self._on_given)

    def _keys(self) -> dict[str, Callable[[], None]]:
        return {
            "next": lambda: self.step(1),
            "previous": lambda: self.step(-1),
            "leave": self.left.emit,
            "name": self.name.setFocus,
            "confirm": self.confirm,
            "reject": self._reject,
            "ignore": self._ignore,
            "not_a_face": self._not_a_face,
            "zoom_in": lambda: self.canvas.zoom_by(ZOOM_STEP),
            "zoom_out": lambda: self.canvas.zoom_by(1 / ZOOM_STEP),
            "fit": self.canvas.fit,
            "undo": self._answers.undo,
            "redo": self._answers.redo,
        }

    def set_roster(self, roster: frozenset[PlayerId]) -> None:
        """Players who are not on it are said to be so; an empty one takes everybody."""
        self.faces.set_roster(roster)

    def open(self, ids: Sequence[PhotoId], row: int) -> None:
        """Show the photo in this row of a list of photos."""
        self._ids, self._row = ids, row
        self._photo = None
        self._image = None
        self._wanted = None
        self.title.setText("")
        self.facts.setText("")
        self.faces.set_faces(())
        self.canvas.show_faces((), None)
        self.canvas.fit()
        self._show_thumbnail()
        self._loader.show(ids[row])
        self.position.setText(self.tr("{n} of {count}").format(n=row + 1, count=len(ids)))
        self.list.setFocus()
        self._update_buttons()

    def _show_thumbnail(self) -> None:
        """Something to look at until the photo is decoded."""
        picture = self._thumbnails.get(self._ids[self._row])
        self.canvas.show_message(self.tr("Opening…") if picture is None else "")
        self.canvas.show_image(None, 3, 2)
        if picture is not None:
            self._image = picture.toImage()
            self.canvas.show_image(self._image, picture.width(), picture.height())

    def step(self, by: int) -> None:
        """The next photo, or the one before."""
        if 0 <= self._row + by < len(self._ids):
            self.open(self._ids, self._row + by)

    @property
    def photo_id(self) -> PhotoId | None:
        """The photo that is shown."""
        return self._ids[self._row] if self._ids else None

    def face(self) -> Face | None:
        """The face that is chosen."""
        face = self.list.currentIndex().data(roles.FACE)
        return face if isinstance(face, Face) else None

    @Slot(object)
    def _on_read(self, photo: Photo) -> None:
        self._photo = photo
        self.title.setText(photo.path.name)
        self.title.setToolTip(str(photo.path))
        self.facts.setText(self._facts(photo))
        if self._image is not None:
            self.canvas.show_image(self._image, photo.width, photo.height)
        self._show_faces(photo.faces)

    def _facts(self, photo: Photo) -> str:
        when = photo.taken_at.strftime("%Y-%m-%d  %H:%M:%S") if photo.taken_at else ""
        size = f"{photo.width} × {photo.height}"
        return "\n".join(part for part in (when, photo.camera, size) if part)

    def _show_faces(self, faces: Sequence[Face]) -> None:
        chosen = self.face()
        wanted = chosen.id if chosen else self._wanted
        ordered = sorted(faces, key=lambda face: (face.state not in OPEN_STATES, face.box.x))
        self.faces.set_faces(ordered)
        rows = [row for row, face in enumerate(ordered) if face.id == wanted]
        if ordered:
            self._choose(rows[0] if rows else 0)
        self.canvas.show_faces(faces, self._wanted)
        self._update_buttons()

    def _choose(self, row: int) -> None:
        self.list.selectionModel().setCurrentIndex(
            self.faces.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    @Slot(object)
    def _on_decoded(self, image: QImage) -> None:
        self._image = image
        self.canvas.show_message("")
        photo = self._photo
        size = (photo.width, photo.height) if photo else (image.width(), image.height())
        self.canvas.show_image(image, *size)
        if self._row + 1 < len(self._ids):
            self._loader.look_ahead(self._ids[self._row + 1])

    @Slot(float)
    def _on_zoomed(self, scale: float) -> None:
        if self._photo is not None and self._image is not None:
            shown = self._image.width() / self._photo.width
            if scale > shown:
                self._loader.sharpen(self._photo)

    @Slot(str)
    def _on_face_clicked(self, face_id: str) -> None:
        for row, face in enumerate(self.faces.faces()):
            if face.id == face_id:
                self._choose(row)
                self.name.setFocus()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, _current: QModelIndex, _before: QModelIndex) -> None:
        face = self.face()
        self._wanted = face.id if face else None
        self.name.clear()
        if self._photo is not None:
            self.canvas.show_faces(self._photo.faces, self._wanted)
        self._update_buttons()

    @Slot()
    def _update_buttons(self) -> None:
        face = self.face()
        chosen = self.name.chosen()
        who = chosen.name if chosen else (face.player if face else None)
        words = self.tr("Confirm as {name}") if not self.name.is_new() else self.tr("Add {name}")
        self.confirm_button.setText(words.format(name=who) if who else self.tr("Confirm"))
        self.confirm_button.setEnabled(face is not None and who is not None)
        self.reject_button.setEnabled(face is not None and face.player is not None)
        not_them = self.tr("Not {name}").format(name=face.player) if face and face.player else ""
        self.reject_button.setText(not_them or self.tr("Not them"))
        for one in (self.ignore_button, self.not_face_button, self.name):
            one.setEnabled(face is not None)

    def confirm(self) -> None:
        """The chosen face is the player who is named, or the one suggested."""
        face = self.face()
        if face is None:
            return
        chosen = self.name.chosen()
        if chosen is None and face.player_id is not None:
            chosen = verdicts.Chosen(face.player or "", face.player_id)
        if chosen is not None:
            self._give(verdicts.confirm([face], chosen))
            self.list.setFocus()

    def _reject(self) -> None:
        face = self.face()
        if face is not None and face.player_id is not None:
            self._give(verdicts.reject([face], face.player_id))

    def _ignore(self) -> None:
        face = self.face()
        if face is not None:
            self._give(verdicts.ignore([face]))

    def _not_a_face(self) -> None:
        face = self.face()
        if face is not None:
            self._give(verdicts.not_a_face([face]))

    def _give(self, answer: Answer) -> None:
        self.name.clear()
        self._answers.give(answer)

    @Slot(object)
    def _on_given(self, answer: Answer) -> None:
        """Paint an answer at once; what the library makes of it is read when it is written."""
        ids = {face.id for face in answer.faces}
        if self._photo is None or answer.call is None:
            return
        if ids.isdisjoint(face.id for face in self._photo.faces):
            return
        faces = tuple(
            replace(face, state=answer.state, player=answer.player) if face.id in ids else face
            for face in self._photo.faces
        )
        self._photo = replace(self._photo, faces=faces)
        self._show_faces(faces)

    @Slot(object, object)
    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if self._photo is not None and (self._photo.id in changes.photos or changes.players):
            self._loader.read_faces()
