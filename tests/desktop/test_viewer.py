"""A photo in the window: drawing who was missed, putting boxes right, stepping, the burst."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.db.schema import PhotoRow
from core.jobs import JobContext
from core.library import Library
from core.types import Box, Face, FaceId, FaceState, Photo, PhotoId
from desktop.models.conditions import camera_words
from desktop.photo_loader import SCREEN_SIDE, PhotoLoader, Sharpness
from desktop.views.lookup import LookupDialog
from desktop.views.photo_canvas import Boxes
from desktop.views.photo_viewer import PhotoViewer
from tests.desktop.conftest import Driver, OpenWindow
from tests.fakes.planter import Planter
from tests.fakes.team import Team

LEFT = Qt.MouseButton.LeftButton
NOBODY = Box(0.02, 0.02, 0.06, 0.08)
"""A corner of the sample's photos in which there is nobody."""


def photos_of(library: Library) -> list[Photo]:
    gallery = library.galleries.find("Sample")
    return library.galleries.photos(library.galleries.photo_ids(gallery.id))


def stored(driver: Driver, face_id: FaceId) -> Face:
    """A face as the library has it."""
    driver.until_idle()
    faces = {face.id: face for photo in photos_of(driver.library) for face in photo.faces}
    return faces[face_id]


def open_photo(
    driver: Driver, fits: Callable[[Photo], bool] = lambda photo: bool(photo.faces)
) -> PhotoViewer:
    """Open the first photo that fits by a double click, and wait until all of it is there."""
    view = driver.window.galleries
    row = next(row for row, photo in enumerate(photos_of(driver.library)) if fits(photo))
    driver.click_item(view.grid, view.photos.index(row))
    QTest.keyClick(view.grid, Qt.Key.Key_Return)
    driver.until_idle()
    assert view.viewer.title.text()
    return view.viewer


def drag(canvas: QWidget, first: QPoint, last: QPoint, keys: Qt.KeyboardModifier | None = None) -> None:
    modifiers = keys if keys is not None else Qt.KeyboardModifier.NoModifier
    QTest.mousePress(canvas, LEFT, modifiers, first)
    QTest.mouseMove(canvas, (first + last) / 2)
    QTest.mouseMove(canvas, last)
    QTest.mouseRelease(canvas, LEFT, modifiers, last)


def drag_box(viewer: PhotoViewer, box: Box, keys: Qt.KeyboardModifier | None = None) -> None:
    """Draw a box with the mouse."""
    place = viewer.canvas._box(box)
    drag(viewer.canvas, place.topLeft().toPoint(), place.bottomRight().toPoint(), keys)


def chosen(viewer: PhotoViewer) -> Face:
    face = viewer.panel.face()
    assert face is not None
    return face


def test_a_missed_face_is_drawn_and_named_and_all_of_it_undone(sample: Driver) -> None:
    viewer = open_photo(sample)
    before = viewer.faces.rowCount()
    QTest.mouseClick(viewer.draw_button, LEFT)
    drag_box(viewer, NOBODY)
    face = chosen(viewer)
    assert viewer.faces.rowCount() == before + 1, "it is there before it is written"
    assert face.box.overlap(NOBODY) > 0.8
    assert QApplication.focusWidget() is viewer.name
    assert not viewer.draw_button.isChecked()
    QTest.keyClicks(viewer.name, "Ola Berg")
    QTest.keyClick(viewer.name, Qt.Key.Key_Return)
    now = stored(sample, face.id)
    assert (now.state, now.player) == (FaceState.CONFIRMED, "Ola Berg")
    sample.until(lambda: sample.session.parts.crops.get(face.id) is not None)

    QTest.mouseClick(viewer.undo_button, LEFT)
    assert [f.player for f in viewer.faces.faces() if f.id == face.id] == [None]
    QTest.keyClick(viewer.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert face.id not in [one.id for one in viewer.faces.faces()]
    assert stored(sample, face.id).state is FaceState.NOT_A_FACE
    QTest.mouseClick(viewer.redo_button, LEFT)
    assert viewer.faces.rowCount() == before + 1
    assert stored(sample, face.id).state is FaceState.UNKNOWN


def test_a_missed_face_is_drawn_by_keys(sample: Driver) -> None:
    viewer = open_photo(sample)
    before = viewer.faces.rowCount()
    QTest.keyClick(viewer.list, Qt.Key.Key_D)
    canvas = viewer.canvas
    assert QApplication.focusWidget() is canvas
    assert "arrows" in canvas.hint()
    begun = waiting_box(viewer)
    assert canvas._box(begun).center() == QRectF(canvas.rect()).center()
    way = (Qt.Key.Key_Left, Qt.Key.Key_Up) * 30
    for key in way:
        QTest.keyClick(canvas, key)
    corner = waiting_box(viewer)
    assert (corner.x, corner.y) == (0, 0), "it stays on the photo"
    assert (corner.w, corner.h) == pytest.approx((begun.w, begun.h))
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down):
        QTest.keyClick(canvas, key, Qt.KeyboardModifier.ShiftModifier)
    assert waiting_box(viewer).w < corner.w
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    face = chosen(viewer)
    assert viewer.faces.rowCount() == before + 1
    assert QApplication.focusWidget() is viewer.name
    assert not viewer.draw_button.isChecked()
    QTest.keyClicks(viewer.name, "Ola Berg")
    QTest.keyClick(viewer.name, Qt.Key.Key_Return)
    assert stored(sample, face.id).player == "Ola Berg"


def waiting_box(viewer: PhotoViewer) -> Box:
    """The box that keys move."""
    box = viewer.canvas.placed
    assert box is not None
    return box


def test_a_box_that_keys_move_is_never_out_of_sight_and_escape_leaves_drawing_only(sample: Driver) -> None:
    viewer = open_photo(sample)
    canvas = viewer.canvas
    for _ in range(6):
        QTest.keyClick(viewer.list, Qt.Key.Key_Plus)
    QTest.keyClick(canvas, Qt.Key.Key_D)
    for _ in range(20):
        QTest.keyClick(canvas, Qt.Key.Key_Right)
    room = QRectF(canvas.rect()).adjusted(-1, -1, 1, 1)
    assert room.contains(canvas._box(waiting_box(viewer)))
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert room.contains(canvas._box(waiting_box(viewer)).center()), "it is zoomed in on the box"
    photo = viewer.photo_id
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.placed is None
    assert viewer.isVisible()
    assert viewer.photo_id == photo
    assert sample.session.parts.answers.next_undo is None


def test_arrows_move_a_zoomed_photo_and_step_where_all_of_it_is_seen(sample: Driver) -> None:
    viewer = open_photo(sample)
    first = viewer.photo_id
    for _ in range(4):
        QTest.keyClick(viewer.list, Qt.Key.Key_Plus)
    corner = viewer.canvas._to_photo(QPointF(0, 0))
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Right)
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Down)
    moved = viewer.canvas._to_photo(QPointF(0, 0))
    assert moved.x() > corner.x()
    assert moved.y() > corner.y()
    assert viewer.photo_id == first
    QTest.keyClick(viewer.canvas, Qt.Key.Key_PageDown)
    second = viewer.photo_id
    assert second != first
    QTest.keyClick(viewer.list, Qt.Key.Key_Plus)
    QTest.keyClick(viewer.canvas, Qt.Key.Key_0)
    QTest.keyClick(viewer.list, Qt.Key.Key_Left)
    assert viewer.photo_id == first
    sample.until_idle()


def test_the_number_that_a_person_wears_stands_beside_them(sample: Driver, worn: dict[FaceId, str]) -> None:
    viewer = open_photo(sample, lambda photo: any(face.id in worn for face in photo.faces))
    sample.until_idle()
    for face in viewer.faces.faces():
        viewer.panel.choose(face.id)
        assert viewer.panel.number.isVisible() == (face.id in worn)
        assert face.id not in worn or viewer.panel.number.text() == f"Number read: {worn[face.id]}"
    sample.until_idle()


def test_escape_drops_a_candidate_that_was_chosen_before_it_leaves_the_photo(sample: Driver) -> None:
    viewer = open_photo(sample, lambda photo: any(f.state is FaceState.SUGGESTED for f in photo.faces))
    viewer.panel.choose(next(f.id for f in viewer.faces.faces() if f.state is FaceState.SUGGESTED))
    sample.until(lambda: bool(viewer.panel.candidates.buttons))
    QTest.keyClick(viewer.list, Qt.Key.Key_1)
    assert viewer.name.text()
    QTest.keyClick(viewer.list, Qt.Key.Key_Escape)
    assert viewer.isVisible()
    assert viewer.name.text() == ""
    QTest.keyClick(viewer.list, Qt.Key.Key_Escape)
    assert not viewer.isVisible()


def test_escape_leaves_the_name_before_it_leaves_the_photo(sample: Driver) -> None:
    viewer = open_photo(sample)
    QTest.keyClick(viewer.list, Qt.Key.Key_Slash)
    QTest.keyClicks(viewer.name, "Ola Berg")
    QTest.keyClick(viewer.name, Qt.Key.Key_Escape)
    assert viewer.isVisible()
    assert viewer.name.text() == ""
    assert QApplication.focusWidget() is viewer.list
    QTest.keyClick(viewer.list, Qt.Key.Key_Escape)
    assert not viewer.isVisible()


def test_drawing_around_a_known_face_chooses_it(sample: Driver) -> None:
    viewer = open_photo(sample, lambda photo: len(photo.faces) > 1)
    known = viewer.faces.faces()[1]
    drag_box(viewer, known.box, Qt.KeyboardModifier.ControlModifier)
    assert chosen(viewer).id == known.id
    assert QApplication.focusWidget() is viewer.name
    assert sample.session.parts.answers.next_undo is None


def test_a_box_is_put_right_by_its_corner_and_moved_by_its_edge(sample: Driver) -> None:
    viewer = open_photo(sample, lambda photo: any(f.state is FaceState.TAGGED for f in photo.faces))
    face = next(one for one in viewer.faces.faces() if one.state is FaceState.TAGGED)
    viewer.panel.choose(face.id)
    QTest.keyClick(viewer.list, Qt.Key.Key_Return)
    viewer.panel.choose(face.id)
    sample.until_idle()
    zoom_to(viewer, face)
    box = viewer.canvas._box(face.box)
    corner = box.bottomRight().toPoint()
    drag(viewer.canvas, corner, corner + QPoint(30, 40))
    larger = chosen(viewer)
    assert larger.id != face.id
    assert (larger.state, larger.player) == (FaceState.CONFIRMED, face.player)
    assert larger.box.w > face.box.w
    assert larger.box.x == pytest.approx(face.box.x, abs=0.01)
    now = stored(sample, larger.id)
    assert (now.player, now.state) == (face.player, FaceState.CONFIRMED)
    assert now.box.overlap(larger.box) > 0.99
    assert stored(sample, face.id).state is FaceState.NOT_A_FACE

    edge = viewer.canvas._box(larger.box)
    middle = QPointF(edge.left(), edge.center().y()).toPoint()
    drag(viewer.canvas, middle, middle + QPoint(25, 0))
    moved = chosen(viewer)
    assert moved.box.x > larger.box.x
    assert moved.box.w == pytest.approx(larger.box.w, rel=0.01)
    for _ in range(2):
        QTest.keyClick(viewer.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    now = stored(sample, face.id)
    assert (now.player, now.state) == (face.player, FaceState.CONFIRMED)
    assert [one.id for one in viewer.faces.faces()].count(face.id) == 1
    assert stored(sample, moved.id).state is stored(sample, larger.id).state is FaceState.NOT_A_FACE


def zoom_to(viewer: PhotoViewer, face: Face) -> None:
    """Zoom in until the face's box can be taken hold of."""
    while viewer.canvas._box(face.box).width() < 80:
        at = viewer.canvas.place_of(face.id)
        assert at is not None
        viewer.canvas.zoom_by(1.5, at)


def test_escape_lets_go_of_a_box_then_ends_drawing_then_goes_back(sample: Driver) -> None:
    viewer = open_photo(sample)
    QTest.keyClick(viewer.list, Qt.Key.Key_D)
    assert viewer.draw_button.isChecked()
    QTest.mousePress(viewer.canvas, LEFT, pos=QPoint(20, 20))
    QTest.mouseMove(viewer.canvas, QPoint(90, 90))
    QTest.keyClick(viewer.list, Qt.Key.Key_Escape)
    QTest.mouseRelease(viewer.canvas, LEFT, pos=QPoint(90, 90))
    assert viewer.draw_button.isChecked()
    assert sample.session.parts.answers.next_undo is None
    QTest.keyClick(viewer.list, Qt.Key.Key_Escape)
    assert not viewer.draw_button.isChecked()
    assert viewer.isVisible()
    QTest.keyClick(viewer.list, Qt.Key.Key_Escape)
    assert not viewer.isVisible()


def test_a_box_is_removed_and_brought_back(sample: Driver) -> None:
    viewer = open_photo(sample, lambda photo: any(f.state is FaceState.UNKNOWN for f in photo.faces))
    face = next(one for one in viewer.faces.faces() if one.state is FaceState.UNKNOWN)
    for key in (Qt.Key.Key_N, Qt.Key.Key_Delete):
        viewer.panel.choose(face.id)
        QTest.keyClick(viewer.list, key)
        assert face.id not in [one.id for one in viewer.faces.faces()]
        assert stored(sample, face.id).state is FaceState.NOT_A_FACE
        QTest.mouseClick(viewer.undo_button, LEFT)
        assert face.id in [one.id for one in viewer.faces.faces()]
        assert stored(sample, face.id).state is FaceState.UNKNOWN


def test_delete_takes_a_name_back_and_the_face_stays(sample: Driver) -> None:
    viewer = open_photo(sample, lambda photo: any(f.state is FaceState.TAGGED for f in photo.faces))
    face = next(one for one in viewer.faces.faces() if one.state is FaceState.TAGGED)
    viewer.panel.choose(face.id)
    QTest.keyClick(viewer.list, Qt.Key.Key_Delete)
    now = stored(sample, face.id)
    assert (now.state, now.player) == (FaceState.REJECTED, None)


def test_a_digit_in_the_empty_name_field_picks_a_candidate(sample: Driver) -> None:
    viewer = open_photo(sample, lambda photo: any(f.state is FaceState.SUGGESTED for f in photo.faces))
    face = next(one for one in viewer.faces.faces() if one.state is FaceState.SUGGESTED)
    at = viewer.canvas.place_of(face.id)
    assert at is not None
    QTest.mouseClick(viewer.canvas, LEFT, pos=at.toPoint())
    assert QApplication.focusWidget() is viewer.name
    sample.until(lambda: bool(viewer.panel.candidates.buttons))
    QTest.keyClick(viewer.name, Qt.Key.Key_1)
    assert viewer.name.text()
    assert viewer.name.text() in viewer.panel.candidates.buttons[0].text()
    viewer.name.setText("Player ")
    viewer.name.setFocus()
    QTest.keyClick(viewer.name, Qt.Key.Key_1)
    assert viewer.name.text() == "Player 1"


def test_a_name_half_typed_stays_when_the_library_changes(sample: Driver) -> None:
    viewer = open_photo(sample, lambda photo: len(photo.faces) > 1)
    viewer.panel.choose(viewer.faces.faces()[1].id)
    QTest.keyClicks(viewer.name, "Ola")
    other = viewer.faces.faces()[0]
    changes = sample.library.review.ignore([other.id])
    sample.session.document.changed.emit(changes, None)
    sample.until_idle()
    assert viewer.name.text() == "Ola"
    assert chosen(viewer).id != other.id


def test_an_answer_that_fails_is_taken_off_the_photo(sample: Driver) -> None:
    viewer = open_photo(sample)
    photo = next(photo for photo in photos_of(sample.library) if photo.id == viewer.photo_id)
    content = photo.path.read_bytes()
    photo.path.unlink()
    before = viewer.faces.rowCount()
    drag_box(viewer, NOBODY, Qt.KeyboardModifier.ControlModifier)
    assert viewer.faces.rowCount() == before + 1
    sample.until_idle()
    assert viewer.faces.rowCount() == before
    assert "no longer" in sample.window.banner.text.text()
    photo.path.write_bytes(content)  # other tests' photos


def test_the_next_photo_is_there_at_once(sample: Driver) -> None:
    viewer = open_photo(sample)
    loader = viewer._loader
    took = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left):
        started = time.perf_counter()
        QTest.keyClick(viewer.list, key)
        viewer.canvas.grab()
        took.append(time.perf_counter() - started)
        assert loader._sharpness is Sharpness.SCREEN
        sample.until_idle()
    assert min(took) < 0.1, "the machine may be busy, but not each time"
    assert len(loader._kept) <= 5
    QTest.keyClick(viewer.list, Qt.Key.Key_End)
    assert viewer.position.text() == "12 of 12"
    QTest.keyClick(viewer.list, Qt.Key.Key_Home)
    assert viewer.position.text() == "1 of 12"
    sample.until_idle()
    assert viewer.title.text() == photos_of(sample.library)[0].path.name


def test_photos_stepped_past_are_not_decoded_and_the_last_one_is_shown(sample: Driver) -> None:
    viewer = open_photo(sample)
    for _ in range(7):
        QTest.keyClick(viewer.list, Qt.Key.Key_Right)
    for _ in range(3):
        QTest.keyClick(viewer.list, Qt.Key.Key_Left)
    sample.until_idle()
    assert viewer._loader._sharpness is Sharpness.SCREEN
    assert viewer._loader._kept.keys() >= {viewer.photo_id}
    assert not viewer.canvas.message


def test_the_zoom_is_kept_where_that_is_wanted(sample: Driver) -> None:
    viewer = open_photo(sample)
    viewer.canvas.zoom_by(3)
    zoomed = viewer.canvas.scale
    QTest.keyClick(viewer.list, Qt.Key.Key_Z)
    QTest.keyClick(viewer.list, Qt.Key.Key_Right)
    sample.until_idle()
    assert viewer.canvas._zoom == pytest.approx(3)
    QTest.keyClick(viewer.list, Qt.Key.Key_Z)
    QTest.keyClick(viewer.list, Qt.Key.Key_Left)
    sample.until_idle()
    assert viewer.canvas.scale < zoomed


def test_boxes_are_seen_as_wanted_and_named_under_the_pointer(sample: Driver) -> None:
    viewer = open_photo(sample, lambda photo: len(photo.faces) > 1)
    canvas, face = viewer.canvas, viewer.faces.faces()[1]
    at = canvas.place_of(face.id)
    assert at is not None
    without = canvas.grab().toImage()
    QTest.mouseMove(canvas, at.toPoint())
    assert canvas._hovered == face.id
    assert canvas.grab().toImage() != without
    seen = []
    for _ in Boxes:
        QTest.keyClick(viewer.list, Qt.Key.Key_B)
        seen.append(canvas.boxes)
    assert seen == [Boxes.NONE, Boxes.NAMES, Boxes.HOVER]
    viewer.menu.boxes[Boxes.NONE].trigger()
    assert canvas.place_of(face.id) is None


def in_a_burst(library: Library, *photo_ids: PhotoId) -> None:
    """Let these photos be taken by one camera, a second between two."""
    with library._database.write() as session:
        for second, photo_id in enumerate(photo_ids):
            row = session.get_one(PhotoRow, photo_id)
            row.camera, row.taken_at = "One", datetime(2026, 1, 1) + timedelta(seconds=second)


def test_the_burst_is_a_strip_to_step_through(sample: Driver) -> None:
    ids = [photo.id for photo in photos_of(sample.library)]
    in_a_burst(sample.library, ids[0], ids[4], ids[2])
    with sample.library._database.write() as session:
        session.get_one(PhotoRow, ids[6]).taken_at = None
    viewer = open_photo(sample, lambda photo: photo.id == ids[0])
    assert viewer.strip.isVisible()
    assert viewer.strip.photos.photo_ids() == (ids[0], ids[4], ids[2])
    QTest.keyClick(viewer.list, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert viewer.photo_id == ids[4]
    assert viewer.position.text() == "5 of 12"
    sample.click_item(viewer.strip.list, viewer.strip.photos.index(2))
    assert viewer.photo_id == ids[2]
    QTest.keyClick(viewer.list, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert viewer.photo_id == ids[2], "it is the last one"
    sample.until_idle()
    viewer.open([ids[2]], 0)
    QTest.keyClick(viewer.list, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert viewer.photo_id == ids[4]
    assert viewer.position.text() == "not in the list"
    sample.until_idle()
    assert viewer.title.text()
    viewer.open(ids, 6)
    sample.until_idle()
    assert not viewer.strip.isVisible()


class _Opened(QObject):
    """What would be shown in the system's file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self.urls.append(url)


def test_names_are_copied_the_folder_opened_and_similar_faces_looked_for(sample: Driver) -> None:
    viewer = open_photo(sample, lambda photo: any(f.state is FaceState.TAGGED for f in photo.faces))
    photo = next(photo for photo in photos_of(sample.library) if photo.id == viewer.photo_id)
    QTest.keyClick(viewer.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    named = [face.player for face in photo.faces if face.state is FaceState.TAGGED]
    assert re.split(", | and ", QGuiApplication.clipboard().text()) == [name for name in named if name]
    opened = _Opened()
    # It takes a text, whatever its stub says.
    QDesktopServices.setUrlHandler("file", opened, "show")  # type: ignore[arg-type]
    viewer.menu.folder.trigger()
    QDesktopServices.unsetUrlHandler("file")
    assert [url.toLocalFile() for url in opened.urls] == [str(photo.path.parent)]
    viewer.menu.similar.trigger()
    dialog = sample.window.galleries.findChild(LookupDialog)
    assert dialog is not None
    sample.until_idle()
    dialog.reject()
    sample.until_idle()


def test_a_photo_on_another_computer_is_named_and_no_file_of_it_is_offered(
    team: Team, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    Planter(team.owner).photo("Ann")
    bob = team.member("bob")
    bob.update_settings(sync_by_itself=False)
    for library in (team.owner, bob):
        library.team.sync(JobContext())
    driver = open_window(bob)
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    grid = driver.window.galleries.grid
    driver.click_item(grid, driver.window.galleries.photos.index(0))
    driver.until_idle()
    menu = driver.window.galleries.selection.menu()
    (folder,) = [action for action in menu.actions() if "folder" in action.text()]
    assert not folder.isEnabled()
    for key in (Qt.Key.Key_O, Qt.Key.Key_C):
        QTest.keyClick(grid, key, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        driver.until_idle()
    assert not opened
    notice = driver.window.notices.notice
    assert notice.words.text() == "0001.jpg is on another computer of the team"
    assert notice.isVisible()
    assert QGuiApplication.clipboard().text() == "0001.jpg"
    QTest.keyClick(grid, Qt.Key.Key_Return)
    driver.until_idle()
    viewer = driver.window.galleries.viewer
    assert viewer.title.text() == viewer.title.toolTip() == "0001.jpg"
    assert not viewer.menu.folder.isEnabled()
    assert not viewer.menu.similar.isEnabled()


def test_the_facts_of_a_photo_are_said(sample: Driver) -> None:
    photo = photos_of(sample.library)[0]
    with sample.library._database.write() as session:
        session.get_one(PhotoRow, photo.id).rating = 3
    viewer = open_photo(sample, lambda one: one.id == photo.id)
    facts = viewer.panel.facts
    assert facts.file.text() == photo.path.name
    assert facts.pixels.text() == f"{photo.width} × {photo.height} pixels"
    assert facts.camera.text() == camera_words(photo.camera)
    assert photo.taken_at is not None
    assert str(photo.taken_at.year) in facts.time.text()
    assert facts.rating.text() == "★★★☆☆"


def test_zooming_in_decodes_the_whole_photo_and_a_missing_one_is_explained(sample: Driver) -> None:
    viewer = open_photo(sample)
    photo = next(photo for photo in photos_of(sample.library) if photo.id == viewer.photo_id)
    viewer.canvas.zoom_by(16)
    sample.until_idle()
    assert max(photo.width, photo.height) > SCREEN_SIDE
    assert viewer._loader._sharpness is Sharpness.FULL
    owner = QObject()
    loader = PhotoLoader(sample.session.document, sample.session.parts.thumbnails, owner)
    said: list[str] = []
    loader.said.connect(said.append)
    content = photo.path.read_bytes()
    photo.path.unlink()
    loader.show(photo.id)
    sample.until_idle()
    photo.path.write_bytes(content)
    assert "not there any more" in said[-1]
    assert loader._sharpness is Sharpness.THUMBNAIL
