"""The field that names a player, by mouse alone and by keys, on the real library."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from core.library import Library
from core.types import FaceState, Player, PlayerId, QuestionKind
from desktop.models.names import Names
from desktop.views.name_field import NameField
from tests.desktop.conftest import Driver
from tests.desktop.test_stories import ask, faces_of, ids
from tests.desktop.test_viewer import open_photo

LEFT = Qt.MouseButton.LeftButton
PEOPLE = (
    ("ana", "Ana Silva", "4", "Harbour Falcons"),
    ("ann", "Ann Lee", "44", "Harbour Falcons"),
    ("irina", "Ирина Мельник", "9", "Волна"),
    ("joanna", "Joanna Reed", "5", "Red Kites"),
    ("jose", "José Ibáñez", "23", "Harbour Falcons"),
    ("zoe", "Zoe Adams", "4", "Red Kites"),
)


def open_list() -> QListView:
    """The list that is open."""
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QListView)
    return popup


def lines() -> list[str]:
    """What the open list offers."""
    model = open_list().model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def choose(line: str) -> None:
    """Click a line of the open list."""
    popup = open_list()
    index = popup.model().index(lines().index(line), 0)
    popup.scrollTo(index)
    QTest.mouseClick(popup.viewport(), LEFT, pos=popup.visualRect(index).center())


@pytest.fixture
def field(qtbot: QtBot, qapp: QObject) -> NameField:
    """A field of a made-up roster; Zoe and Joanna play in the gallery."""
    names = Names(qapp)
    names.set_players([Player(PlayerId(one), name, number, team) for one, name, number, team in PEOPLE])
    made = NameField(names)
    made.set_roster(frozenset({PlayerId("zoe"), PlayerId("joanna")}))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    return made


def type_any(field: NameField, text: str) -> None:
    """Type letters that QTest has no keys for."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def who(field: NameField) -> str:
    """The id of who is meant, the text of a new name, or nothing."""
    chosen = field.chosen()
    return "" if chosen is None else chosen.player_id or f"new {chosen.name}"


def test_a_group_is_named_by_mouse_alone(sample: Driver) -> None:
    question = ask(sample, QuestionKind.GROUP)
    review = sample.window.review
    QTest.mouseClick(review.name, LEFT)
    players = sample.library.players.search().items
    assert len(lines()) == len(players)
    line = lines()[-1]
    choose(line)
    assert QApplication.activePopupWidget() is None
    QTest.mouseClick(review.bar.confirm_button, LEFT)
    sample.until_idle()
    confirmed = [one for one in faces_of(sample.library, ids(question)) if one.state is FaceState.CONFIRMED]
    assert {face.player for face in confirmed} == {line.split("  ·  ")[0]}


def test_a_click_on_confirm_beside_the_open_list_confirms(sample: Driver) -> None:
    question = ask(sample, QuestionKind.GROUP)
    review, player = sample.window.review, sample.library.players.search().items[0]
    sample.window.move(-400, 0)  # the screen is narrower than the window
    QTest.keyClicks(review.name, player.name[:3])
    assert open_list().isVisible()
    made = review.bar.confirm_button
    at = made.mapTo(sample.window, made.rect().center())
    QTest.mouseClick(sample.window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, at)
    sample.until_idle()
    assert QApplication.activePopupWidget() is None
    confirmed = [one for one in faces_of(sample.library, ids(question)) if one.state is FaceState.CONFIRMED]
    assert {face.player for face in confirmed} == {player.name}


def test_a_face_in_its_photo_is_named_by_mouse_alone(sample: Driver) -> None:
    viewer = open_photo(sample, lambda photo: any(f.state is FaceState.UNKNOWN for f in photo.faces))
    face = next(one for one in viewer.faces.faces() if one.state is FaceState.UNKNOWN)
    viewer.panel.choose(face.id)
    sample.until_idle()
    QTest.mouseClick(viewer.name, LEFT)
    line = lines()[0]
    choose(line)
    QTest.mouseClick(viewer.panel.confirm_button, LEFT)
    sample.until_idle()
    assert [one.player for one in faces_of(sample.library, {face.id})] == [line.split("  ·  ")[0]]


def test_those_who_play_are_offered_first_then_all_by_name(field: NameField) -> None:
    QTest.mouseClick(field, LEFT)
    assert [line.split()[0] for line in lines()] == ["Joanna", "Zoe", "Ana", "Ann", "José", "Ирина"]
    popup = open_list()
    assert popup.width() > field.fontMetrics().horizontalAdvance("José Ibáñez  ·  23  ·  Harbour Falcons")
    assert not popup.horizontalScrollBar().isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert len(lines()) == len(PEOPLE)
    QTest.keyClick(open_list(), Qt.Key.Key_Down)
    assert who(field) == "joanna"


def test_the_key_that_leads_into_the_field_is_no_beginning_of_a_name(field: NameField) -> None:
    QTest.keyClicks(field, "/zoe")
    assert who(field) == "zoe"
    field.setText("Ana/Zoe")
    assert field.text() == "Ana/Zoe"


def test_a_number_finds_who_wears_it(field: NameField) -> None:
    QTest.keyClicks(field, "4")
    assert [line.split()[0] for line in lines()] == ["Zoe", "Ana", "Ann", "New"]
    assert who(field) == "", "two wear it"
    QTest.keyClicks(open_list(), "4")
    assert who(field) == "ann"
    field.clear()
    QTest.keyClicks(field, "2")
    assert who(field) == "", "the beginning of a number is nobody's"


def test_a_name_is_found_in_the_other_alphabet(field: NameField) -> None:
    for text in ("irina", "melnik", "ирина", "Мел"):
        field.clear()
        type_any(field, text)
        assert who(field) == "irina"
    field.clear()
    type_any(field, "зое")
    assert who(field) == "zoe"


def test_a_new_player_whose_name_begins_like_another_is_added_only_when_chosen(
    field: NameField,
) -> None:
    entered: list[str] = []
    field.entered.connect(lambda: entered.append(who(field)))
    QTest.keyClicks(field, "An")
    QTest.keyClick(open_list(), Qt.Key.Key_Return)
    assert entered == []
    assert field.is_open()
    for _ in ("Ana", "Ann", "New player"):
        QTest.keyClick(open_list(), Qt.Key.Key_Down)
    QTest.keyClick(open_list(), Qt.Key.Key_Return)
    assert entered == ["new An"]
    field.clear()
    QTest.keyClicks(field, "re")
    QTest.keyClick(open_list(), Qt.Key.Key_Return)
    assert entered == ["new An", "joanna"]
    field.clear()
    QTest.keyClicks(field, "Nina Vale")
    assert QApplication.activePopupWidget() is None
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert entered[-1] == "new Nina Vale"


def test_half_a_name_is_not_taken_for_the_suggested_one(sample: Driver, sample_library: Library) -> None:
    question = ask(sample, QuestionKind.SUGGESTED)
    review = sample.window.review
    sample_library.players.add("Quentin Ash")
    sample_library.players.add("Quincy Bell")
    sample.window._names.set_players(sample_library.players.search().items)
    QTest.keyClicks(review.name, "qu")
    assert review.chosen() is None
    assert not review.bar.confirm_button.isEnabled()
    QTest.keyClick(open_list(), Qt.Key.Key_Return)
    assert review.open.model.row_of(question.key) is not None
