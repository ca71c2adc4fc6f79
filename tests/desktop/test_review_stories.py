"""The review grid by keys, by mouse and by dragging, on the real library."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.db.schema import MatchRow
from core.errors import InvalidValueError
from core.jobs import JobContext
from core.library import Library
from core.types import (
    WHOLE_LIBRARY,
    Box,
    Candidate,
    ClusterId,
    Face,
    FaceId,
    FaceState,
    GalleryId,
    Question,
    QuestionKind,
    Role,
    TeamStatus,
)
from desktop import upkeep, verdicts
from desktop.document import Operation
from desktop.jobs import Lane
from desktop.models import roles
from desktop.models.face_grid import percent_sure
from desktop.pace import Pace
from desktop.readings import Standing, Where
from desktop.theme import colours
from desktop.views.group_merge import GroupMergeDialog
from desktop.views.review import ReviewView
from tests.desktop.conftest import WITHIN_MS, Driver, OpenWindow
from tests.desktop.test_stories import ask, faces_of, ids

LEFT = Qt.MouseButton.LeftButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
OPEN = {FaceState.UNKNOWN, FaceState.SUGGESTED, FaceState.TAGGED, FaceState.REJECTED}


def press(driver: Driver, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key while the grid has the focus."""
    QTest.keyClick(driver.window.review.grid, key, keys)


def select(driver: Driver, count: int) -> list[Face]:
    """Click the first faces of the question."""
    review = driver.window.review
    driver.click_item(review.grid, review.faces.index(0))
    for row in range(1, count):
        driver.click_item(review.grid, review.faces.index(row), CONTROL)
    return review.grid.selected()


def groups(library: Library) -> dict[str, set[FaceId]]:
    """The groups of the sample."""
    gallery = library.galleries.find("Sample").id
    return {one.id: {face.id for face in one.faces} for one in library.clusters.of(gallery)}


def ask_group(driver: Driver) -> Question:
    """Ask about the group with the most faces."""
    ask(driver, QuestionKind.GROUP)
    review = driver.window.review
    found = [one for one in review.open.model.questions() if one.kind is QuestionKind.GROUP]
    largest = max(found, key=lambda one: len(one.faces))
    row = review.open.model.row_of(largest.key)
    assert row is not None
    driver.click_item(review.list, review.open.model.index(row))
    driver.until_idle()
    return largest


def drop(data: QMimeData, target: QWidget, at: QPoint) -> None:
    """Let go of what is dragged over a widget, with all that Qt tells it on the way."""
    action, point = Qt.DropAction.MoveAction, QPointF(at)
    no_keys = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDragEnterEvent(at, action, data, LEFT, no_keys))
    QApplication.sendEvent(target, QDragMoveEvent(at, action, data, LEFT, no_keys))
    QApplication.sendEvent(target, QDropEvent(point, action, data, LEFT, no_keys))


@contextmanager
def slow_writes(driver: Driver) -> Iterator[None]:
    """What is answered meanwhile is written at the end."""
    goes_on = Event()
    driver.session.document.run(Operation("Wait", Lane.WRITE, lambda _lib, _context: goes_on.wait(20)))
    try:
        yield
    finally:
        goes_on.set()
    driver.until_idle()


def go_to(driver: Driver, cluster_id: ClusterId) -> None:
    """Click the question about a group."""
    review = driver.window.review
    row = review.open.model.row_of(f"group {cluster_id}")
    assert row is not None
    driver.click_item(review.list, review.open.model.index(row))


def in_parts(driver: Driver, *sizes: int) -> list[ClusterId]:
    """The largest group of the sample that looks like no player, in parts of these sizes and the rest."""
    clusters, gallery = driver.library.clusters, driver.library.galleries.find("Sample").id
    before = {one.id for one in clusters.of(gallery)}
    asked = {question.cluster_id for question in driver.library.questions.of(gallery)}
    strangers = [one for one in clusters.of(gallery) if one.id in asked]
    largest = max(strangers, key=lambda one: len(one.faces))
    rest = list(largest.faces.ids)
    parts = []
    for size in sizes:
        parts.append(rest[-size:])
        del rest[-size:]
    clusters.split(largest.id, *parts)
    driver.go_to(1)
    return [largest.id, *(one.id for one in clusters.of(gallery) if one.id not in before)]


def name_shown(driver: Driver, name: str) -> None:
    """Type a name for the faces that are asked about, and take it."""
    QTest.keyClicks(driver.window.review.name, name)
    QTest.keyClick(driver.window.review.name, Qt.Key.Key_Return)


# -- Not sure ------------------------------------------------------------------------------------


def test_faces_put_aside_are_counted_looked_at_and_answered(sample: Driver) -> None:
    question = ask(sample, QuestionKind.SUGGESTED)
    review = sample.window.review
    press(sample, Qt.Key.Key_U)
    assert review.open.model.row_of(question.key) is None
    assert review.side.aside_button.text() == f"Put aside: {len(question.faces)}"
    sample.until_idle()
    faces = faces_of(sample.library, ids(question))
    assert {face.aside for face in faces} == {True}
    assert {face.state for face in faces} <= {FaceState.SUGGESTED, FaceState.UNKNOWN}

    QTest.mouseClick(review.side.aside_button, LEFT)
    assert {face.id for face in review.faces.faces()} == ids(question)
    assert len(review.scope()) == 1, "each face put aside has an answer of its own"
    first = review.scope()[0]
    QTest.keyClicks(review.name, "Nina Vale")
    QTest.keyClick(review.name, Qt.Key.Key_Return)
    sample.until_idle()
    assert [face.player for face in faces_of(sample.library, {first.id})] == ["Nina Vale"]
    assert first.id not in {face.id for face in review.faces.faces()} or len(question.faces) == 1
    press(sample, Qt.Key.Key_Z, CONTROL)
    press(sample, Qt.Key.Key_Z, CONTROL)
    sample.until_idle()
    assert review.open.model.row_of(question.key) is not None
    assert not any(face.aside for face in faces_of(sample.library, ids(question)))
    assert not review.side.aside_button.isVisible()


# -- By mouse --------------------------------------------------------------------------------------


def double_click(driver: Driver, made: QWidget) -> None:
    """As a mouse does it: what the first half brings under the pointer gets the second."""
    at = made.mapTo(driver.window, made.rect().center())
    QTest.mouseDClick(driver.window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, at)


@pytest.mark.parametrize(
    ("kind", "does"),
    [(QuestionKind.SUGGESTED, "who else it is"), (QuestionKind.GROUP, "not asked about again")],
)
def test_the_pointer_on_reject_is_told_what_becomes_of_the_faces(
    sample: Driver, kind: QuestionKind, does: str
) -> None:
    ask(sample, kind)
    assert does in sample.window.review.bar.reject_button.toolTip()


def test_after_an_answer_that_was_refused_the_next_key_answers_no_other_question(
    sample: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    question, library = ask(sample, QuestionKind.GROUP), sample.library

    def refuse(*_: object) -> None:
        library.review.ignore(question.faces.ids)  # somebody else was quicker
        raise InvalidValueError("face", "Nothing was changed.")

    monkeypatch.setattr(library.clusters, "reject", refuse)
    review, answers = sample.window.review, sample.session.parts.answers
    press(sample, Qt.Key.Key_Delete)
    sample.until(lambda: "Nothing was changed" in review.scope_words.text())
    sample.until_idle()
    before = answers.next_undo
    press(sample, Qt.Key.Key_X)
    sample.until_idle()
    assert answers.next_undo is before
    monkeypatch.undo()
    review.grid.selectAll()
    press(sample, Qt.Key.Key_X)
    sample.until_idle()
    assert answers.next_undo is not before


def test_a_double_click_on_an_answer_is_one_answer(sample: Driver) -> None:
    review, answers = sample.window.review, sample.session.parts.answers
    ask(sample, QuestionKind.SUGGESTED)
    bar = review.bar
    for made in (bar.confirm_button, bar.reject_button, bar.ignore_button, bar.not_face_button):
        last = answers.next_undo
        double_click(sample, made)
        sample.until_idle()
        given = answers.next_undo
        assert given is not None
        assert given is not last
        press(sample, Qt.Key.Key_Z, CONTROL)
        assert answers.next_undo is last, made.text()
        sample.until_idle()


def tick_of(driver: Driver, row: int) -> QPoint:
    """Where the mark of a face is."""
    grid = driver.window.review.grid
    return grid.visualRect(driver.window.review.faces.index(row)).topLeft() + QPoint(16, 16)


def test_a_click_on_the_tick_of_a_face_adds_it_to_those_selected(sample: Driver) -> None:
    ask_group(sample)
    review = sample.window.review
    grid = review.grid
    index = review.faces.index(1)
    bare = grid.grab(grid.visualRect(index)).toImage()
    QTest.mouseMove(grid.viewport(), grid.visualRect(index).center())
    sample.until(lambda: grid.grab(grid.visualRect(index)).toImage() != bare)
    for row in (1, 0):
        QTest.mouseClick(grid.viewport(), LEFT, pos=tick_of(sample, row))
    assert [face.id for face in grid.selected()] == [review.faces.faces()[row].id for row in (0, 1)]
    QTest.mouseClick(grid.viewport(), LEFT, pos=tick_of(sample, 1))
    assert [face.id for face in grid.selected()] == [review.faces.faces()[0].id]
    QTest.mouseDClick(grid.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, tick_of(sample, 1))
    assert not review.peek.isVisible(), "two clicks on a tick show no photo"


def test_of_faces_alone_several_are_selected_by_mouse(sample: Driver) -> None:
    ask(sample, QuestionKind.ALONE)
    review = sample.window.review
    grid, faces = review.grid, review.faces
    assert [face.id for face in grid.selected()] == [faces.faces()[0].id], "the one that is offered"
    first, third = (grid.visualRect(faces.index(row)).center() for row in (0, 2))
    QTest.mousePress(grid.viewport(), LEFT, pos=first)
    for at in (first + QPoint(20, 0), (first + third) / 2, third):
        QTest.mouseMove(grid.viewport(), at)
    QTest.mouseRelease(grid.viewport(), LEFT, pos=third)
    assert len(grid.selected()) == 3
    QTest.mousePress(grid.viewport(), LEFT, pos=first)
    assert grid.dragEnabled(), "what was picked is dragged out"
    QTest.mouseRelease(grid.viewport(), LEFT, pos=first)
    sample.click_item(grid, faces.index(3), CONTROL)
    assert [index.row() for index in grid.selectedIndexes()] == [0, 3]
    sample.click_item(grid, faces.index(1))
    sample.click_item(grid, faces.index(3), SHIFT)
    assert sorted(index.row() for index in grid.selectedIndexes()) == [1, 2, 3]


def test_a_tick_picks_the_face_alone_that_is_offered_and_its_candidates_are_there(sample: Driver) -> None:
    ask(sample, QuestionKind.ALONE)
    review = sample.window.review
    QTest.mouseClick(review.grid.viewport(), LEFT, pos=tick_of(sample, 0))
    QTest.mouseClick(review.grid.viewport(), LEFT, pos=tick_of(sample, 1))
    assert sorted(index.row() for index in review.grid.selectedIndexes()) == [0, 1]
    for row in range(review.faces.rowCount()):
        sample.click_item(review.grid, review.faces.index(row))
        sample.until(lambda: not review._candidates_later.isActive())
        sample.until_idle()
        assert review.candidates.buttons, "somebody is most like any face"
    QTest.mouseClick(review.candidates.buttons[0], LEFT)
    assert review.name.text() == review.candidates.shown[0].player
    one = sample.library.players.search().items[0]
    review.candidates.show_candidates([Candidate(one.id, one.name, 0.001, 0.1)])
    press(sample, Qt.Key.Key_J)
    assert sample.session.parts.answers.next_undo is None, "nobody is likely"


def test_each_part_of_the_grid_begins_a_row(sample: Driver) -> None:
    question = ask_group(sample)
    review = sample.window.review
    grid, faces, cell = review.grid, list(question.faces), review.grid.visualRect(review.faces.index(0))
    width = grid.width()
    for more in range(cell.width()):  # a pixel decides how many a row has
        grid.setFixedWidth(width - more)
        review.faces.show_parts([("Surely", faces[:2]), ("Maybe", faces[2:3]), ("No match", faces[3:])])
        grid.doItemsLayout()
        cells = [grid.visualRect(review.faces.index(row)) for row in range(len(faces))]
        assert cells[0].left() == cells[2].left() == cells[3].left(), more
        assert cells[1].top() < cells[2].top() < cells[3].top()
        assert cells[1].top() == cells[0].top()
        assert {one.width() for one in cells} == {cell.width()}
    beside = QPoint(cells[2].right() + 20, cells[2].center().y())
    assert not grid.indexAt(beside).isValid(), "the rest of the row is a gap"


def test_the_numbers_that_people_wear_stand_on_their_faces(sample: Driver, worn: dict[FaceId, str]) -> None:
    review = sample.window.review
    sample.go_to(1)
    rows = review.open.model.rows_with(list(worn))
    assert rows, "somebody is asked about who wears a number"
    for row in rows:
        review.list.setCurrentIndex(review.open.model.index(row))
        sample.until_idle()
        shown = {face.id: review.faces.index(at) for at, face in enumerate(review.faces.faces())}
        for face_id, index in shown.items():
            assert index.data(roles.NUMBER) == worn.get(face_id, "")
            told = f"wears {worn.get(face_id)}" in index.data(Qt.ItemDataRole.ToolTipRole)
            assert told == (face_id in worn)


# -- Groups by hand ------------------------------------------------------------------------------


def test_selected_faces_become_a_group_by_a_key_and_go_back(sample: Driver) -> None:
    question = ask_group(sample)
    review = sample.window.review
    before = groups(sample.library)
    (first,) = select(sample, 1)
    assert review.side.new_group.text() == "New group of 1   S"
    press(sample, Qt.Key.Key_S)
    assert first.id not in {face.id for face in review.faces.faces()}
    sample.until_idle()
    after = groups(sample.library)
    assert {first.id} in after.values()
    assert f"group {next(name for name, of in after.items() if of == {first.id})}" in {
        one.key for one in review.open.model.questions()
    }
    assert review.list.currentIndex().data(roles.QUESTION).key == question.key
    press(sample, Qt.Key.Key_Z, CONTROL)
    sample.until_idle()
    assert groups(sample.library) == before
    assert {face.id for face in review.faces.faces()} == ids(question)


def test_faces_are_dragged_into_a_new_group_and_onto_another_one(sample: Driver) -> None:
    question = ask_group(sample)
    review = sample.window.review
    (first,) = select(sample, 1)
    data = review.faces.mimeData(review.grid.selectedIndexes())
    drop(data, review.side.new_group, QPoint(10, 10))
    sample.until_idle()
    made = next(name for name, of in groups(sample.library).items() if of == {first.id})

    (second,) = select(sample, 1)
    data = review.faces.mimeData(review.grid.selectedIndexes())
    row = review.open.model.row_of(f"group {made}")
    assert row is not None
    review.list.scrollTo(review.open.model.index(row))
    target = review.list.visualRect(review.open.model.index(row)).center()
    drop(data, review.list.viewport(), target)
    sample.until_idle()
    assert groups(sample.library)[made] == {first.id, second.id}
    assert ids(question) - {first.id, second.id} == {face.id for face in review.faces.faces()}


def test_faces_dropped_on_a_player_are_confirmed_as_them(sample: Driver) -> None:
    ask_group(sample)
    review = sample.window.review
    (first,) = select(sample, 1)
    named = [one for one in review.open.model.questions() if one.player_id is not None]
    photos = {face.photo_id for face in faces_of(sample.library, {first.id})}
    target = next(one for one in named if photos.isdisjoint(face.photo_id for face in one.faces))
    data = review.faces.mimeData(review.grid.selectedIndexes())
    row = review.open.model.row_of(target.key)
    assert row is not None
    review.list.scrollTo(review.open.model.index(row))
    drop(data, review.list.viewport(), review.list.visualRect(review.open.model.index(row)).center())
    sample.until_idle()
    assert [face.player for face in faces_of(sample.library, {first.id})] == [target.player]


def test_a_drag_takes_the_selected_faces_and_a_press_elsewhere_selects(sample: Driver) -> None:
    ask_group(sample)
    review = sample.window.review
    select(sample, 1)
    first, last = review.faces.index(0), review.faces.index(review.faces.rowCount() - 1)
    grid = review.grid
    QTest.mousePress(grid.viewport(), LEFT, pos=grid.visualRect(first).center())
    assert grid.dragEnabled()
    QTest.mouseRelease(grid.viewport(), LEFT, pos=grid.visualRect(first).center())
    QTest.mousePress(grid.viewport(), LEFT, pos=grid.visualRect(last).center())
    assert not grid.dragEnabled()
    QTest.mouseMove(grid.viewport(), grid.visualRect(first).center())
    QTest.mouseMove(grid.viewport(), grid.visualRect(first).topLeft() + QPoint(3, 3))
    QTest.mouseRelease(grid.viewport(), LEFT, pos=grid.visualRect(first).topLeft() + QPoint(3, 3))
    count = len(grid.selected())
    assert count > 1, "a rubber band"
    assert review.bar.ignore_button.text() == f"Ignore {count}   X"


def test_faces_are_selected_by_clicks_a_button_and_a_frame_from_the_margin(sample: Driver) -> None:
    question = ask_group(sample)
    review = sample.window.review
    grid, count = review.grid, len(question.faces)
    sample.click_item(grid, review.faces.index(0))
    sample.click_item(grid, review.faces.index(2), SHIFT)
    sample.click_item(grid, review.faces.index(1), CONTROL)
    assert [face.id for face in grid.selected()] == [question.faces[row].id for row in (0, 2)]
    made = review.header.select_button
    assert made.text() == "Select all"
    QTest.mouseClick(made, LEFT)
    assert len(grid.selected()) == count
    assert made.text() == "Select nothing"
    assert QApplication.focusWidget() is grid
    QTest.mouseClick(made, LEFT)
    assert not grid.selected()

    first, third = (grid.visualRect(review.faces.index(row)) for row in (0, 2))
    margin = grid.viewport().mapTo(sample.window, first.center() - QPoint(first.width() // 2 + 4, 0))
    last = grid.viewport().mapTo(sample.window, third.center())
    whole = sample.window.windowHandle()
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(whole, LEFT, none, margin)
    for at in (margin + QPoint(2, 2), (margin + last) / 2, last):
        QTest.mouseMove(whole, at)
    QTest.mouseRelease(whole, LEFT, none, last)
    assert len(grid.selected()) == 3


def test_it_is_said_why_fewer_faces_are_confirmed_than_selected(sample: Driver) -> None:
    question = ask(sample, QuestionKind.ALONE)
    review = sample.window.review
    photos = {face.photo_id for face in question.faces}
    left = len(question.faces) - len(photos)
    assert left, "the sample has two unknown faces in one photo"
    QTest.mouseClick(review.header.select_button, LEFT)
    QTest.keyClick(review.grid, Qt.Key.Key_Slash)
    QTest.keyClicks(review.name, "Nina Vale")
    assert review.bar.confirm_button.text() == f"Add Nina Vale, confirm {len(photos)}, one a photo   Enter"
    assert review.bar.confirm_button.toolTip().endswith(f"Left open: {left}.")


def test_a_group_is_tightened_by_keys_looked_at_and_split(sample: Driver) -> None:
    one, another, *_ = sample.library.clusters.of(sample.library.galleries.find("Sample").id)
    sample.library.clusters.merge(one.id, another.id)
    question = ask_group(sample)
    review = sample.window.review
    before = groups(sample.library)
    press(sample, Qt.Key.Key_Period)
    sample.until(lambda: review.prompt.asking)
    assert review.prompt.isVisible()
    assert len({review.faces.index(row).data(roles.SECTION) for row in range(review.faces.rowCount())}) > 1
    assert groups(sample.library) == before, "looked at only"
    press(sample, Qt.Key.Key_Escape)
    assert review.bar.isVisible()
    assert review.tightness.slider.value() == 0
    assert {face.id for face in review.faces.faces()} == ids(question)

    press(sample, Qt.Key.Key_Period)
    sample.until(lambda: review.prompt.asking)
    press(sample, Qt.Key.Key_Return)
    sample.until_idle()
    assert len(groups(sample.library)) > len(before)
    press(sample, Qt.Key.Key_Z, CONTROL)
    sample.until_idle()
    assert groups(sample.library) == before


def test_two_groups_are_merged_with_both_in_sight(sample: Driver) -> None:
    question = ask_group(sample)
    review = sample.window.review
    before = groups(sample.library)
    QTest.mouseClick(review.bar.merge_button, LEFT)
    sample.until_idle()
    dialog = review.findChild(GroupMergeDialog)
    assert dialog is not None
    target = dialog.target()
    assert target is not None
    assert target.kind is QuestionKind.GROUP, "what is most alike comes first"
    here, there = len(question.faces), len(target.faces)
    assert dialog.merge_button.text() == f"Merge {here} and {there}"
    assert [face.id for face in dialog.there.faces()] == [face.id for face in target.faces]
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    sample.until_idle()
    assert question.cluster_id is not None
    assert groups(sample.library)[question.cluster_id] == ids(question) | ids(target)
    assert {face.id for face in review.faces.faces()} == ids(question) | ids(target)
    assert review.undo_button.toolTip().startswith(f"Undo: Merge groups: {there} more")
    QTest.mouseClick(review.undo_button, LEFT)
    sample.until_idle()
    assert groups(sample.library) == before


# -- Who is it -----------------------------------------------------------------------------------


def test_the_likeliest_player_is_confirmed_by_one_key(sample: Driver) -> None:
    question = ask(sample, QuestionKind.SUGGESTED)
    review = sample.window.review
    sample.until(lambda: bool(review.candidates.shown))
    likeliest = review.candidates.shown[0].player
    (first,) = select(sample, 1)
    sample.until_idle()
    press(sample, Qt.Key.Key_J)
    sample.until_idle()
    assert first.id in ids(question)
    assert [(f.state, f.player) for f in faces_of(sample.library, {first.id})] == [
        (FaceState.CONFIRMED, likeliest)
    ]


def test_a_face_is_compared_with_the_confirmed_ones_and_answered_there(sample: Driver) -> None:
    question = ask(sample, QuestionKind.TAGGED)
    review = sample.window.review
    panel = review.compare_panel
    press(sample, Qt.Key.Key_C)
    assert panel.isVisible()
    sample.until(lambda: panel.players[0].picture.face is not None)
    assert panel.players[0].title.text() == question.player
    assert question.player_id is not None
    assert panel.players[0].picture.face == sample.library.players.references(question.player_id)[0].face
    press(sample, Qt.Key.Key_Right)
    shown = panel.picture.face
    assert shown is not None
    assert [face.id for face in review.scope()] == [shown.id]
    assert review.bar.confirm_button.text() == f"Confirm 1 as {question.player}   Enter"
    press(sample, Qt.Key.Key_Return)
    sample.until_idle()
    confirmed = [f.id for f in faces_of(sample.library, ids(question)) if f.state is FaceState.CONFIRMED]
    assert confirmed == [shown.id]
    assert panel.isVisible()
    press(sample, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert QApplication.focusWidget() is review.grid
    assert review.everything()


def test_a_look_alike_is_named_and_stands_in_nobodys_way(sample: Driver) -> None:
    ask(sample, QuestionKind.GROUP)
    review = sample.window.review
    first, second, third, *_ = sample.library.players.search().items
    QTest.keyClicks(review.name, first.name)
    sample.until_idle()
    chances = ((first, 0.6), (second, 0.2), (third, 0.1))
    alike = [Candidate(one.id, one.name, chance, 0.5) for one, chance in chances]
    review.candidates.show_candidates(alike)
    review._update()
    assert review.likeness.isVisible()
    assert review.likeness.words.text() == f"△  Looks like {second.name} too"
    QTest.mouseClick(review.likeness.compare_button, LEFT)
    assert [column.title.text() for column in review.compare_panel.players] == [first.name, second.name]
    QTest.mouseClick(review.compare_panel.close_button, LEFT)
    assert not review.compare_panel.isVisible()
    assert QApplication.focusWidget() is review.grid
    sample.until_idle()


def test_the_question_that_is_shown_is_in_sight(sample: Driver) -> None:
    review = sample.window.review
    sample.go_to(1)
    review.list.setFixedHeight(130)
    review.list.scrollToBottom()
    press(sample, Qt.Key.Key_X)
    at = review.list.visualRect(review.list.currentIndex())
    assert review.list.viewport().rect().contains(at.center())


def test_what_is_put_aside_does_not_wait_for_review(sample: Driver) -> None:
    header = sample.window.galleries.header
    before = int(header.review_button.text().split()[-1])
    question = ask(sample, QuestionKind.SUGGESTED)
    press(sample, Qt.Key.Key_U)
    sample.until_idle()
    sample.go_to(0)
    assert header.review_button.text() == f"Faces to review: {before - len(question.faces)}"


# -- All others ----------------------------------------------------------------------------------


def test_all_others_of_a_photo_are_counted_then_ignored_then_brought_back(sample: Driver) -> None:
    review, question, others = _with_others(sample)
    press(sample, Qt.Key.Key_O)
    sample.until(lambda: review.prompt.asking)
    assert review.prompt.accept_button.text() == f"Ignore {len(others)}"
    assert f"Faces: {len(others)}, in photos: 1" in review.prompt.words.text()
    assert {face.state for face in faces_of(sample.library, others)} <= OPEN
    QTest.mouseClick(review.prompt.accept_button, LEFT)
    assert not review.prompt.asking
    sample.until_idle()
    assert {face.state for face in faces_of(sample.library, others)} == {FaceState.IGNORED}
    assert {face.state for face in faces_of(sample.library, ids(question))} <= OPEN
    assert review.undo_button.toolTip().startswith(f"Undo: Ignore others: {len(others)}")
    press(sample, Qt.Key.Key_Z, CONTROL)
    sample.until_idle()
    assert {face.state for face in faces_of(sample.library, others)} <= OPEN


def test_all_others_of_a_match_and_of_a_gallery(
    sample: Driver, sample_library: Library, sample_gallery: GalleryId
) -> None:
    review, question, others = _with_others(sample)
    review.bar.others.actions()[list(Where).index(Where.MATCH)].trigger()
    sample.until(lambda: review.prompt.asking)
    assert review.prompt.words.text() == "This photo was taken in no match."
    QTest.mouseClick(review.prompt.cancel_button, LEFT)

    face = review.grid.current()
    assert face is not None
    (photo,) = sample_library.galleries.photos([face.photo_id])
    assert photo.taken_at is not None
    end = photo.taken_at + timedelta(microseconds=1)
    with sample_library._database.write() as session:
        session.add(MatchRow(gallery_id=sample_gallery, name="A", starts_at=photo.taken_at, ends_at=end))
    review.bar.others.actions()[list(Where).index(Where.MATCH)].trigger()
    sample.until(lambda: review.prompt.asking)
    assert review.prompt.accept_button.text() == f"Ignore {len(others)}"
    press(sample, Qt.Key.Key_Escape)

    everywhere = sample_library.review.others(
        sample_library.galleries.photo_ids(sample_gallery), ids(question)
    )
    review.bar.others.actions()[list(Where).index(Where.GALLERY)].trigger()
    sample.until(lambda: review.prompt.asking)
    assert review.prompt.accept_button.text() == f"Ignore {len(everywhere)}"
    press(sample, Qt.Key.Key_Return)
    sample.until_idle()
    assert {f.state for f in faces_of(sample_library, {f.id for f in everywhere})} == {FaceState.IGNORED}


def _with_others(driver: Driver) -> tuple[ReviewView, Question, set[FaceId]]:
    """Ask about a face in a photo with others that nobody has answered."""
    driver.go_to(1)
    review = driver.window.review
    for row, question in enumerate(review.open.model.questions()):
        photo = question.faces[0].photo_id
        others = driver.library.review.others([photo], ids(question))
        if others:
            driver.click_item(review.list, review.open.model.index(row))
            driver.until_idle()
            review.grid.setFocus()
            return review, question, {face.id for face in others}
    raise AssertionError("every photo has one open face")


# -- All along -----------------------------------------------------------------------------------


def test_faces_left_out_stay_out_when_the_questions_are_read_again(sample: Driver) -> None:
    ask_group(sample)
    review = sample.window.review
    (first,) = select(sample, 1)
    press(sample, Qt.Key.Key_Delete)
    review.reload()
    sample.until_idle()
    assert first.id not in {face.id for face in review.faces.faces()}
    press(sample, Qt.Key.Key_Z, CONTROL)
    assert first.id in {face.id for face in review.faces.faces()}
    review.reload()
    sample.until_idle()
    assert first.id in {face.id for face in review.faces.faces()}


def test_a_face_left_out_is_asked_about_when_the_rest_is_answered(sample: Driver) -> None:
    ask_group(sample)
    review = sample.window.review
    (first,) = select(sample, 1)
    press(sample, Qt.Key.Key_Delete)
    press(sample, Qt.Key.Key_X)
    sample.until_idle()
    assert first.id in {face for one in review.open.model.questions() for face in one.faces.ids}


def test_the_keyboard_is_at_the_faces_when_review_is_first_seen(sample: Driver) -> None:
    QTest.mouseClick(sample.window.galleries.header.review_button, Qt.MouseButton.LeftButton)
    sample.until_idle()
    assert QApplication.focusWidget() is sample.window.review.grid


def test_keys_with_ctrl_work_wherever_the_focus_is_in_the_window(sample: Driver) -> None:
    ask_group(sample)
    review = sample.window.review
    (first,) = select(sample, 1)
    press(sample, Qt.Key.Key_X)
    sample.window.library.setFocus()
    QTest.keyClick(sample.window.library, Qt.Key.Key_Z, CONTROL)
    assert first.id in {face.id for face in review.faces.faces()}
    sample.until_idle()


def test_the_last_answer_is_taken_back_where_nothing_is_left(sample: Driver) -> None:
    sample.go_to(1)
    review = sample.window.review
    sample.until_idle()
    while review.open.model.rowCount():
        review.grid.selectAll()
        press(sample, Qt.Key.Key_X)
        sample.until_idle()
    assert review.empty_undo.isVisible()
    assert "unknown" not in review.empty.words.text(), "nobody is left to be found"
    last = sample.session.parts.answers.next_undo
    for key in (Qt.Key.Key_X, Qt.Key.Key_N, Qt.Key.Key_U, Qt.Key.Key_J, Qt.Key.Key_Delete):
        QTest.keyClick(review.export_button, key)
    assert sample.session.parts.answers.next_undo is last, "the faces answered last are not asked about"
    QTest.mouseClick(review.empty_undo, Qt.MouseButton.LeftButton)
    assert review.open.model.rowCount() == 1
    sample.until_idle()


def test_after_an_answer_the_ticked_face_is_the_one_that_the_arrow_keys_go_on_from(sample: Driver) -> None:
    sample.go_to(1)
    review = sample.window.review
    row = next(i for i, one in enumerate(review.open.model.questions()) if one.kind is QuestionKind.ALONE)
    sample.click_item(review.list, review.open.model.index(row))
    sample.until_idle()
    sample.click_item(review.grid, review.faces.index(4))
    QTest.keyClick(review.grid, Qt.Key.Key_X)
    sample.until_idle()
    current = review.grid.current()
    assert current is not None
    assert [face.id for face in review.grid.selected()] == [current.id]
    assert review.grid.currentIndex().row() > 0


def test_what_was_learnt_asks_anew(sample: Driver, qtbot: QtBot) -> None:
    ask(sample, QuestionKind.ALONE)
    review = sample.window.review
    with qtbot.waitSignal(review.open.loaded, timeout=WITHIN_MS):
        sample.session.document.run(upkeep.train())
    sample.until_idle()
    assert review.candidates.buttons, "they are asked for anew"


def test_a_reading_moves_neither_selection_nor_scroll_nor_focus(sample: Driver) -> None:
    ask_group(sample)
    review = sample.window.review
    # The groups are gone: other questions go from the list.
    sample.library.clusters.cluster(sample.library.galleries.find("Sample").id, JobContext(), 99)
    suggested = next(i for i, one in enumerate(review.open.model.questions()) if one.player_id is not None)
    sample.click_item(review.list, review.open.model.index(suggested))
    sample.until_idle()
    review.grid.setFocus()
    chosen = [face.id for face in select(sample, 1)]
    key = review.list.currentIndex().data(roles.QUESTION).key
    review.reload()
    sample.until_idle()
    assert review.list.currentIndex().data(roles.QUESTION).key == key
    assert [face.id for face in review.grid.selected()] == chosen
    assert QApplication.focusWidget() is review.grid


def test_the_size_of_the_faces_and_the_speed_are_shown(sample: Driver) -> None:
    ask(sample, QuestionKind.SUGGESTED)
    review = sample.window.review
    before = review.grid.visualRect(review.faces.index(0)).width()
    press(sample, Qt.Key.Key_Plus)
    assert review.grid.visualRect(review.faces.index(0)).width() > before
    left = review.open.faces
    assert review.header.pace_words.text() == f"Answered: 0   ·   Left: {left}"
    count = len(review.scope())
    press(sample, Qt.Key.Key_Return)
    assert review.header.pace_words.text() == f"Answered: {count}   ·   Left: {left - count}"
    sample.until_idle()


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_speed_leaves_pauses_out_and_is_told_when_there_is_enough_to_tell(sample: Driver) -> None:
    clock = Clock()
    answers = sample.session.parts.answers
    pace = Pace(answers, sample.window, clock)
    faces = [face for one in sample.library.questions.of(WHOLE_LIBRARY) for face in one.faces][:13]
    for number, face in enumerate(faces):
        assert pace.words(36, 36) == f"Answered: {number}   ·   Left: 36", "of too few it says nothing"
        clock.now += 600 if number == 5 else 10
        answers.give(verdicts.ignore([face]))
        if number == 11:
            break
    assert pace.speed is not None
    assert pace.speed.faces_per_hour == pytest.approx(360)
    assert pace.words(36, 36) == "Answered: 12   ·   Left: 36   ·   360 an hour   ·   about 6 min"
    answers.undo()
    assert pace.answered == 11
    sample.until_idle()


def test_faces_that_are_not_who_was_thought_are_asked_about_when_the_rest_is_settled(sample: Driver) -> None:
    review = sample.window.review
    sample.go_to(1)
    sample.until_idle()
    question = next(one for one in review.open.model.questions() if one.kind is QuestionKind.SUGGESTED)
    answers = sample.session.parts.answers
    answers.give(verdicts.reject(list(question.faces), question.player_id))
    sample.until_idle()
    for other in review.open.model.questions():
        answers.give(verdicts.ignore(list(other.faces)))
    assert review.open.faces == 0
    sample.until(lambda: review.open.faces == len(question.faces))
    sample.until_idle()
    again = {face.id: face.player_id for one in review.open.model.questions() for face in one.faces}
    assert again == dict.fromkeys(question.faces.ids)


def test_undo_in_the_empty_name_field_takes_an_answer_back_and_no_old_name(sample: Driver) -> None:
    ask_group(sample)
    review = sample.window.review
    QTest.keyClicks(review.name, "Nobody yet")
    QTest.keyClick(review.name, Qt.Key.Key_Escape)
    before = review.open.faces
    answers = sample.session.parts.answers
    answers.give(verdicts.ignore(review.grid.selected() or review.faces.faces()))
    assert review.open.faces < before
    review.name.setFocus()
    QTest.keyClick(review.name, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    sample.until_idle()
    assert review.name.text() == ""
    assert review.open.faces == before


def test_a_face_that_is_put_aside_and_then_answered_is_one_face(sample: Driver) -> None:
    answers = sample.session.parts.answers
    pace = Pace(answers, sample.window)
    first, second = [face for one in sample.library.questions.of(WHOLE_LIBRARY) for face in one.faces][:2]
    answers.give(verdicts.unsure([first]))
    answers.give(verdicts.ignore([first, second]))
    assert pace.answered == 2
    answers.undo()
    assert pace.answered == 1, "it is put aside"
    answers.undo()
    assert pace.answered == 0
    sample.until_idle()


def test_someone_off_the_roster_is_said_to_be_so(open_window: OpenWindow, sample_library: Library) -> None:
    gallery = sample_library.galleries.find("Sample").id
    everybody = sample_library.players.search().items
    named = {face.player_id for face in sample_library.review.suggestions(gallery)}
    out = next(player for player in everybody if player.id in named)
    sample_library.galleries.set_roster(gallery, {one.id for one in everybody} - {out.id})
    driver = open_window(sample_library)
    driver.go_to(1)
    review = driver.window.review
    row = next(i for i, one in enumerate(review.open.model.questions()) if one.player_id == out.id)
    driver.click_item(review.list, review.open.model.index(row))
    driver.until_idle()
    assert review.bar.confirm_button.text().startswith("△")
    assert "not on the roster" in review.faces.index(0).data(Qt.ItemDataRole.ToolTipRole)


def test_a_face_that_was_only_offered_is_not_among_those_that_are_ticked(sample: Driver) -> None:
    ask(sample, QuestionKind.ALONE)
    review = sample.window.review
    assert [index.row() for index in review.grid.selectedIndexes()] == [0], "offered"
    for row in (2, 3):
        QTest.mouseClick(review.grid.viewport(), LEFT, pos=tick_of(sample, row))
    assert sorted(index.row() for index in review.grid.selectedIndexes()) == [2, 3]


def test_a_candidate_keeps_the_digit_while_more_faces_are_selected(sample: Driver) -> None:
    ask(sample, QuestionKind.ALONE)
    review = sample.window.review
    ada, bea, cid = sample.library.players.search().items[:3]
    review.candidates.show_candidates([Candidate(ada.id, ada.name, 0.3, 0.5)])
    more = [Candidate(one.id, one.name, chance, 0.5) for one, chance in ((bea, 0.6), (ada, 0.3), (cid, 0.1))]
    review.candidates.show_candidates(more, keep=True)
    assert [chip.text().split(maxsplit=1)[1] for chip in review.candidates.buttons] == [
        ada.name,
        bea.name,
        cid.name,
    ]
    assert review.candidates.shown[0].player == bea.name, "the likeliest is still known"
    press(sample, Qt.Key.Key_1)
    assert review.name.text() == ada.name


def test_after_undo_and_after_a_refusal_those_are_selected_that_were(sample: Driver) -> None:
    ask(sample, QuestionKind.ALONE)
    review = sample.window.review
    for row in (2, 3):
        QTest.mouseClick(review.grid.viewport(), LEFT, pos=tick_of(sample, row))
    meant = {face.id for face in review.grid.selected()}
    press(sample, Qt.Key.Key_X)
    sample.until_idle()
    press(sample, Qt.Key.Key_Z, CONTROL)
    sample.until_idle()
    assert {face.id for face in review.grid.selected()} == meant
    current = review.grid.current()
    assert current is not None
    assert current.id in meant
    first = review.grid.selected()[0]
    (photo,) = sample.library.galleries.photos([first.photo_id])
    other = next((face for face in photo.faces if face.id not in meant), None)
    drawn = Box(0.01, 0.9, 0.05, 0.08)
    other_id = other.id if other is not None else next(iter(sample.library.faces.draw(photo.id, drawn).faces))
    player = sample.library.players.search().items[0]
    sample.library.review.confirm([other_id], player.id)
    review.name.choose(player)
    press(sample, Qt.Key.Key_Return)
    sample.until_idle()
    assert photo.file_name in sample.window.banner.text.text()
    assert {face.id for face in review.grid.selected()} == meant


def test_a_face_that_is_asked_about_again_has_its_old_place(sample: Driver) -> None:
    ask(sample, QuestionKind.SUGGESTED)
    review = sample.window.review
    before = [
        (face.id, review.faces.index(row).data(roles.SECTION))
        for row, face in enumerate(review.faces.faces())
    ]
    sample.click_item(review.grid, review.faces.index(0))
    press(sample, Qt.Key.Key_X)
    sample.until_idle()
    assert len(review.faces.faces()) == len(before) - 1
    press(sample, Qt.Key.Key_Z, CONTROL)
    sample.until_idle()
    after = [
        (face.id, review.faces.index(row).data(roles.SECTION))
        for row, face in enumerate(review.faces.faces())
    ]
    assert after == before


def test_the_small_picture_is_shown_where_the_large_one_has_fewer_pixels(sample: Driver) -> None:
    ask(sample, QuestionKind.TAGGED)
    panel = sample.window.review.compare_panel
    press(sample, Qt.Key.Key_C)
    sample.until_idle()
    picture = panel.picture
    small = sample.window.review.faces.index(0).data(roles.PICTURE)
    picture._on_sharp(QImage(24, 24, QImage.Format.Format_RGB32))  # as of a preview
    best = picture._best()
    assert best is not None
    assert best.width() == small.width()
    picture._on_sharp(QImage(900, 900, QImage.Format.Format_RGB32))
    best = picture._best()
    assert best is not None
    assert best.width() == 900


def test_a_viewer_is_offered_no_answer(sample: Driver) -> None:
    ask(sample, QuestionKind.SUGGESTED)
    review = sample.window.review
    team = TeamStatus("Cup", "localhost", "vic@example.org", 0, None, Role.VIEWER)
    review.show_standing(Standing(team))
    for one in (review.bar.confirm_button, review.bar.reject_button, review.bar.ignore_button):
        assert not one.isEnabled()
    assert "who only looks" in review.scope_words.text()
    press(sample, Qt.Key.Key_X)
    assert sample.session.parts.answers.next_undo is None
    review.show_standing(Standing(None))
    assert review.bar.reject_button.isEnabled()


# -- After an answer -----------------------------------------------------------------------------


def test_candidates_are_those_of_after_the_answer(sample: Driver) -> None:
    first, second = in_parts(sample, 2)
    review = sample.window.review
    go_to(sample, first)
    sample.until_idle()
    with slow_writes(sample):
        name_shown(sample, "Kai Ito")
        go_to(sample, second)
        press(sample, Qt.Key.Key_J)
        assert review.candidates.words.text() == "Still looking for who is likely."
        assert not review.candidates.shown
    assert review.candidates.shown[0].player == "Kai Ito"
    assert not review.candidates.words.text()
    faces = groups(sample.library)[second]
    press(sample, Qt.Key.Key_J)
    sample.until_idle()
    assert {face.player for face in faces_of(sample.library, faces)} == {"Kai Ito"}


def test_candidates_asked_for_before_an_answer_are_not_shown_after_it(sample: Driver) -> None:
    first, second = in_parts(sample, 2)
    review = sample.window.review
    go_to(sample, first)
    sample.until_idle()
    go_to(sample, second)
    assert review.looks_for_candidates()
    with slow_writes(sample):
        press(sample, Qt.Key.Key_X)
        sample.until(lambda: not review._candidates.busy)
        assert not review.candidates.shown


def test_a_merge_stays_at_the_faces_though_they_look_like_somebody_now(sample: Driver) -> None:
    first, second, third = in_parts(sample, 2, 2)
    review = sample.window.review
    before = groups(sample.library)
    go_to(sample, first)
    name_shown(sample, "Kai Ito")
    sample.until_idle()
    go_to(sample, second)
    sample.until_idle()
    press(sample, Qt.Key.Key_M)
    sample.until_idle()
    dialog = review.findChild(GroupMergeDialog)
    assert dialog is not None
    target = dialog.target()
    assert target is not None
    assert target.cluster_id == third
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    sample.until_idle()
    assert review.title.text() == "Is this Kai Ito?"
    assert {face.id for face in review.faces.faces()} <= before[second] | before[third]
    row = review.open.model.row_like(target)
    assert review.list.currentIndex().row() == row


def test_of_faces_alone_the_likeliest_is_confirmed_from_an_even_chance_on(sample: Driver) -> None:
    ask(sample, QuestionKind.ALONE)
    review, answers = sample.window.review, sample.session.parts.answers
    one = sample.library.players.search().items[0]
    review.candidates.show_candidates([Candidate(one.id, one.name, 0.4, 0.5)], percent=True)
    assert review.candidates.buttons[0].text() == f"1   {one.name}   40 %"
    press(sample, Qt.Key.Key_J)
    assert answers.next_undo is None
    assert review.candidates.words.text().startswith("Nobody is likely enough")
    review.candidates.show_candidates([Candidate(one.id, one.name, 0.6, 0.5)])
    press(sample, Qt.Key.Key_J)
    assert answers.next_undo is not None
    assert answers.next_undo.player == one.name
    sample.until_idle()


# -- What stands where ---------------------------------------------------------------------------


def test_buttons_stay_where_they_are_whoever_is_asked_about(sample: Driver) -> None:
    sample.go_to(1)
    review = sample.window.review
    bar = review.bar
    buttons = (bar.reject_button, bar.unsure_button, bar.confirm_button, bar.ignore_button, bar.others_button)
    places, tops = set(), set()
    for row in range(review.open.model.rowCount()):
        sample.click_item(review.list, review.open.model.index(row))
        sample.until_idle()
        places.add(tuple(made.x() for made in buttons))
        tops.add(review.side.list.height())
        assert review.side.new_group.isEnabled() == review.grouping.is_group
    assert len(places) == 1
    assert len(tops) == 1, "the list does not jump"


def test_a_long_name_is_cut_on_its_button_and_moves_nothing(sample: Driver) -> None:
    ask_group(sample)
    bar = sample.window.review.bar
    before = bar.reject_button.pos(), bar.unsure_button.pos(), sample.window.width()
    QTest.keyClicks(sample.window.review.name, "Maria " * 60)
    sample.until_idle()
    assert (bar.reject_button.pos(), bar.unsure_button.pos(), sample.window.width()) == before
    assert bar.confirm_button.geometry().right() < bar.width()


def test_the_list_says_the_same_counts_as_the_gallery_and_the_grid(sample: Driver) -> None:
    sample.go_to(1)
    review = sample.window.review
    gallery = sample.library.galleries.find("Sample")
    asked = [one for one in review.open.model.questions() if one.kind is QuestionKind.SUGGESTED]
    suggested = [face for one in asked for face in one.faces if face.state is FaceState.SUGGESTED]
    assert len(suggested) == gallery.by_state[FaceState.SUGGESTED] > 0


def test_faces_that_nothing_suggests_are_maybe_a_players(sample: Driver) -> None:
    sample.library.update_settings(suggest_probability=0.9)
    QTest.mouseClick(sample.window.galleries.header.recognise_button, LEFT)
    sample.until_idle()
    sample.go_to(1)
    review = sample.window.review
    asked = [one for one in review.open.model.questions() if one.kind is QuestionKind.SUGGESTED]
    maybe = next(one for one in asked if all(face.state is FaceState.UNKNOWN for face in one.faces))
    row = review.open.model.row_of(maybe.key)
    assert row is not None
    index = review.open.model.index(row)
    count = len(maybe.faces)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == f"{maybe.player}?, {count} maybe"
    sample.click_item(review.list, index)
    sample.until_idle()
    assert review.scope_words.text() == f"{count} in all: {count} maybe"
    first = review.faces.index(0)
    assert first.data(roles.SECTION_TITLE) == f"Maybe: {count}"
    sure = percent_sure(maybe.faces[0])
    words = first.data(Qt.ItemDataRole.ToolTipRole)
    assert words.startswith(f"{sure} sure by the player's faces named so far, ")
    sample.click_item(review.grid, review.faces.index(0))
    press(sample, Qt.Key.Key_X)
    sample.until_idle()
    title = review.faces.index(0).data(roles.SECTION_TITLE)
    assert title == f"Maybe: {count - 1}"


def test_what_looks_ticked_stays_ticked(sample: Driver) -> None:
    ask(sample, QuestionKind.ALONE)
    grid, faces = sample.window.review.grid, sample.window.review.faces

    def has_tick(row: int) -> bool:
        at = tick_of(sample, row)
        pixel = grid.grab(QRect(grid.viewport().mapTo(grid, at) - QPoint(-3, 4), QSize(1, 1))).toImage()
        return pixel.pixelColor(0, 0) == QColor(colours(grid.palette()).accent)

    assert [face.id for face in grid.selected()] == [faces.faces()[0].id]
    assert not has_tick(0), "it is only offered"
    press(sample, Qt.Key.Key_Right)
    assert has_tick(1)
    QTest.mouseClick(grid.viewport(), LEFT, pos=tick_of(sample, 3))
    assert [has_tick(row) for row in range(5)] == [False, True, False, True, False]
    assert sorted(index.row() for index in grid.selectedIndexes()) == [1, 3]


def test_the_time_that_is_left_is_told_by_the_answers_that_are_left(sample: Driver) -> None:
    clock = Clock()
    answers = sample.session.parts.answers
    pace = Pace(answers, sample.window, clock)
    faces = [face for one in sample.library.questions.of(WHOLE_LIBRARY) for face in one.faces]
    answers.give(verdicts.ignore(faces[:12]))
    for face in faces[12:24]:
        clock.now += 30
        answers.give(verdicts.ignore([face]))
    assert pace.words(149, 8).endswith("about 4 min")
    assert pace.words(91, 4).endswith("about 2 min")
    sample.until_idle()


def test_names_are_offered_above_the_field_and_hide_no_answer(sample: Driver) -> None:
    ask_group(sample)
    review = sample.window.review
    completer = review.name.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    for letter in "am":
        QTest.keyClicks(review.name, letter)
        sample.until_idle()
        assert popup.isVisible()
        assert popup.frameGeometry().bottom() < review.name.mapToGlobal(QPoint(0, 0)).y()
    popup.hide()
