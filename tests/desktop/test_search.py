"""One field for everything, by clicks and keys on the sample's pictures."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from core.types import FaceState, Photo
from desktop.models import roles
from desktop.views.lookup import LookupDialog
from desktop.views.search import SearchView
from tests.conftest import Person
from tests.desktop.conftest import Driver


@pytest.fixture
def search(sample: Driver) -> SearchView:
    QTest.keyClick(sample.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    sample.until_idle()
    return sample.window.search


def named(driver: Driver) -> dict[str, list[Photo]]:
    """The photos of each player who is named in the sample."""
    gallery = driver.library.galleries.find("Sample").id
    found: dict[str, list[Photo]] = {}
    for photo in driver.library.galleries.photos(driver.library.galleries.photo_ids(gallery)):
        for face in photo.faces:
            if face.player and face.state in (FaceState.CONFIRMED, FaceState.TAGGED):
                found.setdefault(face.player, []).append(photo)
    return found


def test_a_player_is_found_while_typing_and_a_photo_opened(sample: Driver, search: SearchView) -> None:
    name, photos = max(named(sample).items(), key=lambda item: len(item[1]))
    typed = name.split()[0][:4]
    if typed.isascii():
        QTest.keyClicks(search.field, typed)
    else:
        search.field.setText(typed)
    sample.until(lambda: search.photos.rowCount() >= len(photos))
    assert name in [player.name for player in search.players.players()]
    search.grid.setFocus()
    search.grid.setCurrentIndex(search.photos.index(0))
    QTest.keyClick(search.grid, Qt.Key.Key_Return)
    assert search.pages.currentWidget() is search.viewer
    sample.until_idle()
    QTest.keyClick(search.viewer, Qt.Key.Key_Escape)
    assert search.pages.currentIndex() == 0


def test_two_together_and_a_click_on_one_of_them(sample: Driver, search: SearchView) -> None:
    found = named(sample)
    ids = {name: {photo.id for photo in photos} for name, photos in found.items()}
    pairs = combinations(ids, 2)
    one, other = next((pair for pair in pairs if ids[pair[0]] & ids[pair[1]]), (*ids,)[:2])
    together = ids[one] & ids[other]
    search.search_for(f'"{one}" and "{other}"')
    sample.until_idle()
    assert together <= set(search.photos.photo_ids())
    row = [player.name for player in search.players.players()].index(one)
    sample.click_item(search.list, search.players.index(row))
    sample.until_idle()
    assert search.field.text() == f'"{one}"'
    assert ids[one] <= set(search.photos.photo_ids())


def test_nothing_found_says_what_to_do(sample: Driver, search: SearchView) -> None:
    search.search_for("nobody-is-called-so")
    sample.until_idle()
    assert search.results.currentWidget() is search.empty
    assert search.words.text() == "file name with: nobody-is-called-so"
    search.field.clear()
    sample.until(lambda: search.words.text() == "")


def test_faces_like_those_of_a_dropped_picture(
    sample: Driver, search: SearchView, people: dict[str, Person]
) -> None:
    picture: Path = people["P001"].selfie
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    search.dropEvent(QDropEvent(QPoint(5, 5), actions, data, buttons, none))
    dialogs = sample.window.findChildren(LookupDialog)
    assert [dialog.windowTitle() for dialog in dialogs] == [picture.name]
    sample.until(lambda: dialogs[0].alike.rowCount() > 0)
    assert dialogs[0].alike.index(0).data(roles.COSINE) > 0
    dialogs[0].reject()
