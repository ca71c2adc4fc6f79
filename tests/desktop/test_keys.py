from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.keys import CATALOGUE, Keymap, is_single
from desktop.profile import RECENT, Profile
from desktop.views.keys import KeysDialog, KeysPage
from tests.desktop.conftest import Driver


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "window.ini")


class Pressed(QObject):
    def __init__(self, keymap: Keymap, owner: QWidget, name: str) -> None:
        super().__init__(owner)
        self.times = 0
        keymap.bind(name, owner, self.act)

    def act(self) -> None:
        self.times += 1


@pytest.fixture
def widget(qtbot: QtBot) -> QWidget:
    """A window with a button in it, which has the focus."""
    shown = QWidget()
    qtbot.addWidget(shown)
    button = QPushButton("inside", shown)
    with qtbot.waitExposed(shown):
        shown.show()
    button.setFocus()
    return shown


@pytest.fixture
def inside(widget: QWidget) -> QPushButton:
    """The button in `widget`."""
    button = widget.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    return button


def test_no_key_does_two_things_in_one_place(profile: Profile, qapp: QObject) -> None:
    keymap = Keymap(profile, qapp)
    for key in CATALOGUE.values():
        for sequence in keymap.sequences(key.name):
            assert keymap.taken(key.name, sequence) is None, (key.name, sequence)


def test_which_keys_are_single() -> None:
    assert all(map(is_single, ("X", "/", "1", "+", "Shift+?")))
    assert not any(map(is_single, ("Space", "Return", "Ctrl+X", "Alt+1", "F2", "Delete", "Right")))


def test_a_key_acts_and_single_keys_can_be_turned_off(
    profile: Profile, widget: QWidget, inside: QPushButton
) -> None:
    keymap = Keymap(profile, widget)
    ignored = Pressed(keymap, widget, "review.ignore")
    undone = Pressed(keymap, widget, "review.undo")
    QTest.keyClick(inside, Qt.Key.Key_X)
    assert ignored.times == 1
    keymap.set_single_keys(False)
    QTest.keyClick(inside, Qt.Key.Key_X)
    QTest.keyClick(inside, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (ignored.times, undone.times) == (1, 1)
    assert keymap.hint("review.ignore") == ""
    profile.save()
    again = Keymap(Profile(Path(profile._settings.fileName())), widget)
    assert not again.single_keys


def test_a_key_is_bound_anew_in_the_settings_and_kept(
    profile: Profile, widget: QWidget, inside: QPushButton, qtbot: QtBot
) -> None:
    keymap = Keymap(profile, widget)
    ignored = Pressed(keymap, widget, "review.ignore")
    page = KeysPage(keymap)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    row = page.rows["review.ignore"]
    row.edit.setKeySequence("G")
    row.edit.editingFinished.emit()
    assert keymap.sequences("review.ignore") == ("G",)
    page.hide()
    widget.activateWindow()
    qtbot.waitUntil(lambda: widget.isActiveWindow() and inside.hasFocus())
    QTest.keyClick(inside, Qt.Key.Key_X)
    QTest.keyClick(inside, Qt.Key.Key_G)
    assert ignored.times == 1
    profile.save()
    again = Keymap(Profile(Path(profile._settings.fileName())), widget)
    assert again.sequences("review.ignore") == ("G",)
    QTest.mouseClick(page.reset_button, Qt.MouseButton.LeftButton)
    assert keymap.sequences("review.ignore") == ("X",)
    assert row.edit.keySequence().toString() == "X"


def test_a_key_that_does_something_else_already_is_not_taken(
    profile: Profile, qapp: QObject, qtbot: QtBot
) -> None:
    keymap = Keymap(profile, qapp)
    page = KeysPage(keymap)
    qtbot.addWidget(page)
    page.show()
    row = page.rows["review.ignore"]
    row.edit.setKeySequence("N")
    row.edit.editingFinished.emit()
    assert keymap.sequences("review.ignore") == ("X",)
    assert row.problem.text().endswith("N already does: Not a face")
    assert row.edit.keySequence().toString() == "X"


def test_the_keys_of_a_place_are_shown_with_those_that_work_everywhere(
    profile: Profile, widget: QWidget, qtbot: QtBot
) -> None:
    keymap = Keymap(profile, widget)
    dialog = KeysDialog(keymap, ("review",), widget)
    lines = dict(dialog.lines("review"))
    assert ("1 – 9", "Choose a candidate") in dialog.lines("review")
    assert "X" in lines
    assert lines["Shift+arrows"] == "Select on the way"
    assert lines["Enter"] == "Confirm"
    assert dict(dialog.lines("gallery"))["Enter"] == "Open the photo"
    assert ("Arrows", "Drawing a face: move the box") in dialog.lines("viewer")
    keymap.set_single_keys(False)
    assert "X" not in dict(dialog.lines("review"))


def test_a_question_mark_shows_the_keys_of_where_one_is(sample: Driver) -> None:
    sample.go_to(1)
    QTest.keyClick(sample.window.review.grid, Qt.Key.Key_Question)
    dialog = sample.window.findChild(KeysDialog)
    assert dialog is not None
    titles = [words.text() for words in dialog.findChildren(QLabel, "section")]
    assert titles == ["REVIEW", "EVERYWHERE"]
    dialog.reject()
    sample.window.activateWindow()
    sample.until(lambda: QApplication.activeWindow() is sample.window)
    sample.go_to(3)
    target = sample.window.training.target
    target.setFocus()
    target.selectAll()
    QTest.keyClicks(target, "98?")
    assert target.value() == 98, "a number is typed as ever"
    dialog = next(one for one in sample.window.findChildren(KeysDialog) if one.isVisible())
    dialog.reject()
    sample.go_to(0)
    QTest.mouseClick(sample.window.bar.keys_button, Qt.MouseButton.LeftButton)
    shown = [one for one in sample.window.findChildren(KeysDialog) if one.isVisible()]
    titles = [words.text() for one in shown for words in one.findChildren(QLabel, "section")]
    assert titles == ["GALLERIES", "EVERYWHERE"]


def test_the_profile_keeps_libraries_and_states(tmp_path: Path, profile: Profile) -> None:
    libraries = [tmp_path / f"library {number}" for number in range(RECENT + 2)]
    for folder in libraries:
        folder.mkdir()
        profile.remember_library(folder)
    profile.remember_library(libraries[3])
    profile.remember_state("window", QByteArray(b"abc"))
    profile.save()
    again = Profile(tmp_path / "window.ini")
    assert again.recent_libraries()[:2] == [libraries[3], libraries[-1]]
    assert len(again.recent_libraries()) == RECENT
    assert again.state("window") == QByteArray(b"abc")
    assert again.state("other") is None


def test_a_key_that_is_held_answers_once(sample: Driver) -> None:
    sample.go_to(1)
    held = [one.autoRepeat() for one in sample.window.review.findChildren(QShortcut)]
    assert held
    assert not any(held)
