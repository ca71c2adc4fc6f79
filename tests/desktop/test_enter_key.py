"""Enter presses the button that has the focus; in the grid of faces it is an answer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.types import FaceState, QuestionKind
from tests.desktop.conftest import Driver
from tests.desktop.test_stories import ask, faces_of, ids
from tests.desktop.test_viewer import open_photo

LEFT = Qt.MouseButton.LeftButton


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_places_and_their_buttons_are_pressed_by_enter(sample: Driver, key: Qt.Key) -> None:
    sample.window.places[3].setFocus()
    QTest.keyClick(sample.window.places[3], key)
    training = sample.window.training
    assert training.isVisible()
    sample.until_idle()
    training.train_button.setFocus()
    QTest.keyClick(training.train_button, key)
    assert QApplication.focusWidget() is training.cancel_button
    QTest.keyClick(training.cancel_button, key)
    sample.until_idle()


def test_in_review_enter_is_the_button_where_one_was_gone_to_and_else_an_answer(sample: Driver) -> None:
    question = ask(sample, QuestionKind.SUGGESTED)
    review = sample.window.review
    review.bar.ignore_button.setFocus()
    QTest.keyClick(review.bar.ignore_button, Qt.Key.Key_Return)
    sample.until_idle()
    assert {face.state for face in faces_of(sample.library, ids(question))} == {FaceState.IGNORED}
    QTest.mouseClick(review.undo_button, LEFT)
    assert QApplication.focusWidget() is review.grid
    sample.until_idle()
    QTest.keyClick(review.grid, Qt.Key.Key_Return)
    sample.until_idle()
    confirmed = faces_of(sample.library, ids(question))
    assert {(face.state, face.player) for face in confirmed} == {(FaceState.CONFIRMED, question.player)}


def test_a_click_in_the_viewer_leaves_enter_to_the_face(sample: Driver) -> None:
    viewer = open_photo(sample, lambda photo: any(f.state is FaceState.TAGGED for f in photo.faces))
    face = next(one for one in viewer.faces.faces() if one.state is FaceState.TAGGED)
    viewer.panel.choose(face.id)
    QTest.mouseClick(viewer.draw_button, LEFT)
    QTest.mouseClick(viewer.draw_button, LEFT)
    QTest.keyClick(QApplication.focusWidget() or viewer, Qt.Key.Key_Return)
    sample.until_idle()
    assert [one.state for one in faces_of(sample.library, {face.id})] == [FaceState.CONFIRMED]
