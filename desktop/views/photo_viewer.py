"""One photo with its faces: who is this, draw who was missed, next and previous, the burst, zoom."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, Signal, Slot
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.changes import Changes
from core.types import Box, FaceId, FaceState, Photo, PhotoId, PlayerId
from desktop import drawing
from desktop.answers import Answers
from desktop.document import Document
from desktop.keys import Keymap
from desktop.models.expected import NOWHERE, Narrower
from desktop.models.names import Names
from desktop.photo_loader import PhotoLoader
from desktop.readings import Disputes
from desktop.thumbnails import Pictures
from desktop.verdicts import Answer
from desktop.views.box_canvas import EditCanvas
from desktop.views.enter_key import leave_focus
from desktop.views.face_panel import WIDTH, FacePanel
from desktop.views.file_preview import FilePreview
from desktop.views.film_strip import FilmStrip
from desktop.views.parts import bar, button, column, fill, label, menu_button, row
from desktop.views.photo_canvas import ZOOM_STEP, Boxes
from desktop.views.photo_menu import PhotoMenu

# A box drawn around a face that has one is meant for that face.
SAME_FACE_OVERLAP = 0.5


class PhotoViewer(QWidget):
    """Shows a photo of a list of photos; a face can be named where it is seen."""

    left = Signal()
    """Back to where the photo was opened from."""
    look_wanted = Signal(object)
    """The path of a photo whose faces are to be looked for elsewhere."""

    def __init__(
        self,
        document: Document,
        answers: Answers,
        thumbnails: Pictures,
        crops: Pictures,
        names: Names,
        keys: Keymap,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._answers = answers
        self._keymap = keys
        self._ids: Sequence[PhotoId] = ()
        self._row = 0
        self._photo_id: PhotoId | None = None
        self._photo: Photo | None = None
        self._late = False
        self._loader = PhotoLoader(document, thumbnails, self)
        self.canvas = EditCanvas()
        self.strip = FilmStrip(document, thumbnails)
        self.panel = FacePanel(document, answers, crops, names, keys)
        self.preview = FilePreview(document, WIDTH)
        self.menu = PhotoMenu(keys, self)
        self.faces, self.list, self.name = self.panel.faces, self.panel.list, self.panel.name
        self._build()
        self._listen(document)
        for name, act in self._acts().items():
            keys.bind(f"viewer.{name}", self, act)
        self._update_words()

    def _build(self) -> None:
        self.position = label("", "quiet")
        self.title = label("", "title")
        # The file's name gives way before the buttons do.
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.draw_button = button("", self._on_draw_button)
        self.draw_button.setCheckable(True)
        self.undo_button = button(self.tr("Undo"), self._answers.undo)
        self.redo_button = button(self.tr("Redo"), self._answers.redo)
        self.previous_button = button("‹", lambda: self.step(-1))
        self.next_button = button("›", lambda: self.step(1))
        self.previous_button.setAccessibleName(self.tr("Previous photo"))
        self.next_button.setAccessibleName(self.tr("Next photo"))
        header = bar(
            "header",
            button(self.tr("‹  Gallery"), self.left.emit),
            self.previous_button,
            self.position,
            self.next_button,
            self.title,
            self.draw_button,
            menu_button(self.tr("More"), self.menu),
            self.undo_button,
            self.redo_button,
        )
        picture = column(self.canvas, self.strip, grows=self.canvas)
        side = column(self.panel, self.preview, grows=self.panel)
        body = row(picture, side, grows=picture)
        fill(self, column(header, body, grows=body))
        leave_focus(self)

    def _listen(self, document: Document) -> None:
        self._loader.read.connect(self._on_read)
        self._loader.shown.connect(self.canvas.show_image)
        self._loader.said.connect(self.canvas.show_message)
        self.canvas.zoomed.connect(self._loader.sharpen)
        self.canvas.face_clicked.connect(self._on_face_clicked)
        self.canvas.box_drawn.connect(self._on_box_drawn)
        self.canvas.box_changed.connect(self._on_box_changed)
        self.panel.chosen.connect(self._show_faces)
        self.strip.wanted.connect(self._on_strip)
        self.menu.boxes_wanted.connect(self._show_boxes)
        self.menu.look_wanted.connect(self.look_wanted)
        self.menu.file.toggled.connect(self.preview.show_part)
        self._keymap.changed.connect(self._update_words)
        document.changed.connect(self._on_changed)
        self._answers.given.connect(self._on_given)
        self._answers.taken_back.connect(self._on_taken_back)
        self._answers.written.connect(self._on_written)

    def _acts(self) -> dict[str, Callable[[], object]]:
        return {
            "next": lambda: self.step(1),
            "previous": lambda: self.step(-1),
            "first": lambda: self.step(-self._row),
            "last": lambda: self.step(len(self._ids) - 1 - self._row),
            "burst_next": lambda: self.strip.step(1),
            "burst_previous": lambda: self.strip.step(-1),
            "leave": self._leave,
            "zoom_in": lambda: self._zoom(ZOOM_STEP),
            "zoom_out": lambda: self._zoom(1 / ZOOM_STEP),
            "fit": self._fit,
            "keep_zoom": self.menu.keep_zoom.trigger,
            "file": self.menu.file.trigger,
            "draw": self.draw_button.click,
            "boxes": lambda: self._show_boxes(self.menu.next_boxes),
            "copy_names": self.menu.copy_names,
            "clock": self.menu.set_clock,
            "undo": self._answers.undo,
            "redo": self._answers.redo,
            **self.panel.acts(),
        }

    def set_roster(self, roster: frozenset[PlayerId], narrower: Narrower = NOWHERE) -> None:
        """Players who are not on it, or not expected in a photo, are said to be so; empty takes everybody."""
        self.faces.set_roster(roster, narrower)
        self.name.set_roster(roster)

    def open(self, ids: Sequence[PhotoId], row: int) -> None:
        """Show the photo in this row of a list of photos."""
        self._ids, self._row = ids, row
        ahead = [ids[at] for at in (row + 1, row - 1, row + 2) if 0 <= at < len(ids)]
        self._show(ids[row], ahead)

    def _show(self, photo_id: PhotoId, ahead: Sequence[PhotoId]) -> None:
        self._photo_id, self._photo = photo_id, None
        self.title.setText("")
        self.panel.show_photo(None)
        self.menu.show_photo(None)
        self.canvas.show_faces((), None)
        self.canvas.show_image(None, 3, 2)
        self._stop_drawing()
        if not self.menu.keep_zoom.isChecked():
            self._fit()
        elif not self.canvas.hasFocus():
            self.list.setFocus()
        self._loader.show(photo_id, ahead)
        self.strip.show_photo(photo_id)
        self._update_words()

    def _zoom(self, factor: float) -> None:
        """Zoom by keys: the arrows move the photo then, or the box that is drawn."""
        self.canvas.zoom_by(factor)
        self._give_arrows()

    def _fit(self) -> None:
        """Show the whole photo."""
        self.canvas.fit()
        self._give_arrows()

    def _give_arrows(self) -> None:
        """The arrows are the photo's where they do something there, and choose a face where not."""
        drawing = self.draw_button.isChecked()
        (self.canvas if drawing or self.canvas.is_zoomed else self.list).setFocus()

    def step(self, by: int) -> None:
        """The next photo, or the one before, of the list."""
        if 0 <= self._row + by < len(self._ids):
            self.open(self._ids, self._row + by)

    @property
    def photo_id(self) -> PhotoId | None:
        """The photo that is shown."""
        return self._photo_id

    @Slot(str)
    def _on_strip(self, photo_id: PhotoId) -> None:
        """A photo of the burst, which need not be in the list: a filter may have left it out."""
        if photo_id in self._ids:
            self.open(self._ids, self._ids.index(photo_id))
        else:
            self._show(photo_id, [self._ids[self._row]])

    @Slot()
    def _update_words(self) -> None:
        """Where one is in the list, and the keys, which may be others by now."""
        listed = self._row < len(self._ids) and self._ids[self._row] == self._photo_id
        words = self.tr("{n} of {count}") if listed else self.tr("not in the list")
        self.position.setText(words.format(n=self._row + 1, count=len(self._ids)))
        hint = self._keymap.hint
        for made, key in ((self.previous_button, "viewer.previous"), (self.next_button, "viewer.next")):
            made.setToolTip(f"{made.accessibleName()}   {hint(key)}".strip())
        draw = self.tr("Draw a face")
        self.draw_button.setText(f"{draw}   {hint('viewer.draw')}".strip())
        for made, answer in (
            (self.undo_button, self._answers.next_undo),
            (self.redo_button, self._answers.next_redo),
        ):
            made.setEnabled(answer is not None)
            made.setToolTip(answer.title if answer is not None else "")

    @Slot(object)
    def show_disputes(self, disputes: Disputes) -> None:
        """People of the team disagree about these faces."""
        self.panel.show_disputes(disputes)

    @Slot(object)
    def _on_read(self, photo: Photo) -> None:
        if self._photo is not None and self._answers.pending:
            self._late = True  # this may be from before the answers that are painted
            return
        self.title.setText(photo.file_name)
        self.title.setToolTip(photo.called)
        self._paint(photo)
        self.preview.show_photo(photo.id)

    def _paint(self, photo: Photo) -> None:
        self._photo = photo
        self.menu.show_photo(photo)
        self.panel.show_photo(photo)
        self._show_faces()

    @Slot()
    def _show_faces(self) -> None:
        face = self.panel.face()
        faces = self._photo.faces if self._photo is not None else ()
        self.canvas.show_faces(faces, face.id if face is not None else None)

    @Slot(str)
    def _on_face_clicked(self, face_id: FaceId) -> None:
        self.panel.choose(face_id)
        self.name.setFocus()

    @Slot(object)
    def _show_boxes(self, which: Boxes) -> None:
        self.menu.show_boxes(which)
        self.canvas.show_boxes(which)

    @Slot()
    def _on_draw_button(self) -> None:
        self.canvas.set_drawing(self.draw_button.isChecked())
        self._give_arrows()

    def _stop_drawing(self) -> None:
        self.draw_button.setChecked(False)
        self.canvas.set_drawing(False)

    def _leave(self) -> None:
        """Let go of a box, end drawing, drop a name that was chosen, or go back."""
        if self.canvas.cancel():
            return
        if self.draw_button.isChecked():
            self.draw_button.click()
        elif self.name.text():
            self.name.clear()
            self.list.setFocus()
        else:
            self.left.emit()

    @Slot(object)
    def _on_box_drawn(self, box: Box) -> None:
        """A face is there: name it. Where there is one already, that is the one to be named."""
        self._stop_drawing()
        if self._photo is None:
            return
        known = [face for face in self._photo.faces if face.state is not FaceState.NOT_A_FACE]
        there = max(known, key=lambda face: face.box.overlap(box), default=None)
        if there is not None and there.box.overlap(box) >= SAME_FACE_OVERLAP:
            self.panel.choose(there.id)
        else:
            self._draw(drawing.draw(self._photo, box))
        self.name.setFocus()

    @Slot(str, object)
    def _on_box_changed(self, face_id: FaceId, box: Box) -> None:
        face = self.panel.face()
        if face is not None and face.id == face_id:
            self._draw(drawing.redraw(face, box))

    def _draw(self, answer: Answer) -> None:
        self._answers.give(answer)
        if answer.drawn is not None:
            self.panel.choose(answer.drawn.id)

    @Slot(object)
    def _on_given(self, answer: Answer) -> None:
        """Paint an answer at once; what the library makes of it is read when it is written."""
        self._repaint(answer, drawing.painted)

    @Slot(object)
    def _on_taken_back(self, answer: Answer) -> None:
        self._repaint(answer, drawing.unpainted)

    def _repaint(self, answer: Answer, paint: Callable[[Photo, Answer], Photo]) -> None:
        photo = paint(self._photo, answer) if self._photo is not None else None
        if photo is not None and photo != self._photo:
            self._late = True
            self._paint(photo)
        self._update_words()

    @Slot()
    def _on_written(self) -> None:
        if self._late:
            self._late = False
            self._loader.read_faces()
        self._update_words()

    @Slot(object, object)
    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if self._photo_id not in changes.photos and not changes.players:
            return
        if self._answers.pending:
            self._late = True
        else:
            self._loader.read_faces()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """The menu, for the photo and the face under the pointer."""
        at = QPointF(self.canvas.mapFromGlobal(event.globalPos()))
        face = self.canvas.face_at(at) if self.canvas.rect().contains(at.toPoint()) else None
        if face is not None:
            self.panel.choose(face.id)
        self.menu.popup(event.globalPos())
