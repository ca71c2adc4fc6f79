"""What is done with a gallery from its menu, and looking at a picture, on the real library."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from core.jobs import JobContext
from core.library import Library
from core.types import WHOLE_LIBRARY, Photo
from desktop.models import roles
from desktop.readings import waiting
from desktop.views.lookup import LookupDialog
from desktop.views.people import PeopleDialog
from desktop.views.photo_delegate import named
from desktop.views.roster import TICKED, RosterDialog
from tests.conftest import Person
from tests.desktop.conftest import Driver, OpenWindow
from tests.fakes.planter import Planter

LEFT = Qt.MouseButton.LeftButton
Dialog = TypeVar("Dialog", bound=QDialog)


def opened(driver: Driver, kind: type[Dialog]) -> Dialog:
    """The dialog that has just been opened, when it has read what it shows."""
    driver.until_idle()
    dialog = driver.window.findChild(kind)
    assert dialog is not None
    return dialog


def test_the_faces_that_wait_are_a_click_away(sample: Driver) -> None:
    view = sample.window.galleries
    assert view.gallery is not None
    waiting = sum(len(one.faces) for one in sample.library.questions.of(view.gallery.id))
    assert view.header.review_button.text() == f"Faces to review: {waiting}"
    QTest.mouseClick(view.header.review_button, LEFT)
    sample.until_idle()
    assert sample.window.pages.currentWidget() is sample.window.review


def test_people_are_listed_and_one_of_them_filters_the_grid(sample: Driver) -> None:
    view = sample.window.galleries
    view.header.menu.people.trigger()
    dialog = opened(sample, PeopleDialog)
    assert "Photos without a name" in dialog.words.text()
    name, count, *_ = dialog.people.rows()[0]
    assert isinstance(count, int)
    QTest.mouseClick(dialog.show_button, LEFT)
    sample.until_idle()
    player = view.filters.conditions["players"]
    assert player.button.text() == f"Player: {name}"
    # Suggested faces count for the filter, named ones for the list.
    assert count <= view.photos.rowCount() <= 12
    QTest.mouseClick(player.remove, LEFT)
    sample.until(lambda: view.photos.rowCount() == 12)
    assert not player.remove.isVisible()
    sample.until_idle()


def test_who_plays_is_ticked_and_others_are_said_to_be_off_the_roster(sample: Driver) -> None:
    view = sample.window.galleries
    view.header.menu.roster.trigger()
    dialog = opened(sample, RosterDialog)
    assert "everybody" in dialog.words.text()
    by_name = {player.name: player for player in sample.library.players.search().items}
    photo = next(photo for photo in photos(sample) if any(face.player for face in photo.faces))
    off = by_name[next(face.player for face in photo.faces if face.player)]
    for item in dialog.items:
        if not item.text(0).startswith(off.name):
            item.setCheckState(0, TICKED)
    assert dialog.words.text().endswith(f"{len(by_name) - 1} of {len(by_name)}.")
    QTest.mouseClick(dialog.save_button, LEFT)
    sample.until_idle()
    gallery = sample.library.galleries.find("Sample")
    assert gallery.roster == {player.id for player in by_name.values()} - {off.id}
    row = view.photos.row_of(photo.id)
    assert row is not None
    index = view.photos.index(row)
    sample.until(lambda: index.data(roles.ROSTER) == gallery.roster)
    roster = index.data(roles.ROSTER)
    assert any("not expected here" in name for name in named(photo, roster))


def photos(driver: Driver) -> list[Photo]:
    gallery = driver.library.galleries.find("Sample")
    return driver.library.galleries.photos(driver.library.galleries.photo_ids(gallery.id))


def test_files_that_failed_are_listed_and_tried_again(
    open_window: OpenWindow, library: Library, two_portraits: Path, people: dict[str, Person]
) -> None:
    broken = two_portraits / "broken.jpg"
    broken.write_bytes(b"no picture")
    library.indexing.import_photos([two_portraits], "Saturday", JobContext())
    driver = open_window(library)
    view = driver.window.galleries
    assert view.header.menu.failures.text() == "Files that failed (1)"
    view.header.menu.failures.trigger()
    driver.until_idle()
    assert view.failures.isVisible()
    assert view.failures.files.rows()[0][0] == str(broken)
    assert view.failures.words.text() == "Failed: 1. In the gallery: 2."
    QTest.mouseClick(view.failures.again_button, LEFT)
    assert view.grid.isVisible()
    driver.until(lambda: bool(driver.window.panel.cards) and not driver.window.activity.live)
    QTest.mouseClick(driver.window.activity_button, LEFT)
    card = driver.window.panel.cards[0]
    assert card.offer_button.text() == "Try again"
    broken.write_bytes(people["P003"].selfie.read_bytes())
    QTest.mouseClick(card.offer_button, LEFT)
    driver.until(lambda: view.photos.rowCount() == 3)
    driver.until_idle()
    assert not card.offer_button.isVisible()
    assert not view.header.menu.failures.isEnabled()


def test_numbers_are_read_and_recognition_with_them_is_offered(sample: Driver) -> None:
    sample.window.toggle_activity()
    sample.window.galleries.header.menu.read_numbers.trigger()
    sample.until_idle()
    read = sample.window.activity.entries[0]
    assert read.words().startswith("Numbers read: ")
    card = sample.window.panel.cards[0]
    assert card.offer_button.text() == "Recognise with them"
    QTest.mouseClick(card.offer_button, LEFT)
    sample.until_idle()
    assert " tagged, " in sample.window.activity.entries[0].words()


def test_unknown_faces_are_looked_at_again_and_answers_are_exported(
    sample: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = sample.window.galleries
    view.header.menu.look_again.trigger()
    sample.until_idle()
    assert "photos:" in sample.window.activity.entries[0].words()
    view.tasks.export_names(tmp_path / "names.csv", WHOLE_LIBRARY)
    view.tasks.export_tags(tmp_path / "tags.csv")
    view.tasks.export_clusters(tmp_path / "groups.csv")
    sample.until_idle()
    assert (tmp_path / "names.csv").read_text("utf-8-sig").startswith("gallery,photo,taken,players")
    assert (tmp_path / "tags.csv").read_text("utf-8").startswith("photo,face_id,player")
    assert (tmp_path / "groups.csv").read_text("utf-8").startswith("photo,face_id,cluster")
    assert sample.window.activity.entries[0].words().startswith("Lines written: ")
    assert sample.window.activity.entries[0].words().endswith(f", in {tmp_path}")
    folders: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: folders.append(url.toLocalFile()))
    assert sample.window.notices.notice.offer_button.text() == "Open folder"
    QTest.mouseClick(sample.window.notices.notice.offer_button, LEFT)
    assert folders == [str(tmp_path)]


def test_names_are_exported_from_the_gallery_and_where_nothing_is_left_to_answer(
    sample: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def choose(_parent: QWidget, _title: str, path: str, _kinds: str) -> tuple[str, str]:
        offered.append(Path(path).name)
        return str(tmp_path / f"{len(offered)}.csv"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    QTest.mouseClick(sample.window.galleries.header.export_button, LEFT)
    sample.until_idle()
    waits = waiting(sample.library.galleries.find("Sample"))
    assert waits
    only = "of these only tagged ones have their name in it"
    words = f"Faces still to review: {waits}; {only}. Lines written: 12"
    assert sample.window.activity.entries[0].words().startswith(words)
    sample.go_to(1)
    sample.until_idle()
    QTest.keyClick(sample.window.review.grid, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    sample.until_idle()
    sample.library.review.ignore([face.id for one in photos(sample) for face in one.faces])
    sample.window.review.reload()
    sample.until_idle()
    export_button = sample.window.review.export_button
    assert sample.window.review.focusProxy() is export_button
    assert "draw a box around it: D" in sample.window.review.empty.words.text()
    QTest.keyClick(export_button, Qt.Key.Key_Return)
    sample.until_idle()
    assert offered == ["Sample.csv"] * 3
    for name in ("1.csv", "2.csv", "3.csv"):
        assert len((tmp_path / name).read_text("utf-8-sig").splitlines()) == 13


def test_a_picture_is_looked_at_without_being_stored(sample: Driver) -> None:
    view = sample.window.galleries
    photo = next(photo for photo in photos(sample) if len(photo.faces) > 1)
    before = sample.library.count_embeddings()
    view.tasks.look_at(photo.path)
    dialog = opened(sample, LookupDialog)
    assert dialog.faces.count() >= 2
    assert dialog.players.rowCount() > 0
    sample.until(lambda: dialog.alike.rowCount() > 0)
    # The face itself is of the library, so nothing is more alike.
    assert dialog.alike.index(0).data(roles.COSINE) > 0.95
    sample.until(lambda: dialog.alike.index(0).data(roles.PICTURE) is not None)
    QTest.keyClick(dialog.faces, Qt.Key.Key_Down)
    assert dialog.faces.currentRow() == 1
    sample.until_idle()
    draw_around(dialog, 0)
    sample.until(lambda: dialog.faces.currentRow() == 0)
    sample.until_idle()
    QTest.mousePress(dialog.canvas, LEFT, pos=QPoint(3, 3))
    QTest.mouseMove(dialog.canvas, QPoint(2, 40))
    QTest.mouseRelease(dialog.canvas, LEFT, pos=QPoint(2, 40))
    dialog.reject()
    sample.until_idle()
    assert sample.library.count_embeddings() == before


def draw_around(dialog: LookupDialog, row: int) -> None:
    """Draw a box around a face with the mouse."""
    canvas, face = dialog.canvas, dialog._seen[row].face
    middle = canvas.place_of(face.id)
    assert middle is not None
    box = canvas._box(face.box)
    first, last = box.topLeft().toPoint(), box.bottomRight().toPoint()
    QTest.mousePress(canvas, LEFT, pos=first)
    QTest.mouseMove(canvas, middle.toPoint())
    QTest.mouseRelease(canvas, LEFT, pos=last)


def test_a_file_that_is_no_picture_is_explained(sample: Driver, tmp_path: Path) -> None:
    path = tmp_path / "notes.jpg"
    path.write_bytes(b"no picture")
    sample.window.galleries.tasks.look_at(path)
    dialog = opened(sample, LookupDialog)
    assert dialog.canvas.message
    assert dialog.words.text().startswith("⚠")
    assert not sample.window.banner.isVisible()
    dialog.reject()
    sample.until_idle()


def test_a_gallery_is_shown_as_soon_as_it_is_imported_into(
    sample: Driver, people: dict[str, Person], tmp_path: Path
) -> None:
    card = tmp_path / "card"
    card.mkdir()
    (card / "one.jpg").write_bytes(people["P001"].selfie.read_bytes())
    view = sample.window.galleries
    view.tasks.import_photos([card], "Late", False)
    sample.until(lambda: view.gallery is not None and view.gallery.name == "Late")
    sample.until_idle()
    QTest.mouseClick(sample.window.activity_button, LEFT)
    assert sample.window.panel.isVisible()
    QTest.mouseClick(sample.window.panel.close_button, LEFT)
    assert not sample.window.panel.isVisible()


def test_a_recognition_that_found_nobody_says_what_to_do(
    open_window: OpenWindow, library: Library, planter: Planter
) -> None:
    planter.enrolled("Ann", "Bea")
    library.training.execute(JobContext())
    planter.photo("somebody", "somebody else")
    driver = open_window(library)
    view = driver.window.galleries
    assert view.gallery is not None
    QTest.mouseClick(view.header.recognise_button, LEFT)
    driver.until_idle()
    said = [one.words() for one in driver.window.activity.entries]
    assert "0 tagged, 0 suggested, 2 unknown: name some of them in Review, then recognise again" in said
