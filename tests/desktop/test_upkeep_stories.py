"""Sessions compared and deleted, groups rejected and reviewed across galleries."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from sqlalchemy import text

from core.jobs import JobContext
from core.types import (
    WHOLE_LIBRARY,
    FaceId,
    FaceState,
    PlayerId,
    PlayerReadiness,
    QuestionKind,
    RejectReason,
    TrainingStatus,
)
from desktop.models import roles
from desktop.views.comparison import ComparisonDialog
from tests.desktop.conftest import Driver
from tests.desktop.test_stories import ask, faces_of, ids

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
REVIEW, TRAINING, SETTINGS = 1, 3, 6


def test_two_sessions_are_compared_and_one_is_deleted_and_brought_back(sample: Driver) -> None:
    sample.library.training.execute(JobContext(), 0.9)
    sample.go_to(TRAINING)
    panel = sample.window.training.sessions
    assert not panel.compare_button.isEnabled()
    panel.table.selectAll()
    QTest.mouseClick(panel.compare_button, LEFT)
    sample.until_idle()
    dialog = panel.findChild(ComparisonDialog)
    assert dialog is not None
    assert ("Precision asked for", "99.5 %", "90.0 %") in dialog.figures.rows()
    dialog.reject()
    panel.table.selectRow(1)
    QTest.mouseClick(panel.delete_button, LEFT)
    sample.until(lambda: panel.model.rowCount() == 1)
    assert panel.undo_button.text().startswith("Bring back the session of")
    QTest.mouseClick(panel.undo_button, LEFT)
    sample.until(lambda: panel.model.rowCount() == 2)
    assert not panel.undo_button.isVisible()
    sample.until_idle()


def test_faces_that_nobody_named_are_forgotten_once_it_is_agreed(sample: Driver) -> None:
    with sample.library._database.write() as session:
        session.execute(text("UPDATE photo SET added_at = '2020-01-01 00:00:00.000000'"))
    count = sample.library.privacy.unnamed(365)
    assert count > 0
    sample.go_to(SETTINGS)
    box = sample.window.settings.privacy
    sample.until(box.forget_button.isEnabled)
    assert box.unnamed.text() == str(count)
    QTest.mouseClick(box.forget_button, LEFT)
    asked = box.findChild(QMessageBox)
    assert asked is not None
    assert str(count) in asked.text()
    assert sample.library.privacy.unnamed(365) == count
    (agreed,) = (one for one in asked.buttons() if one.text() == "Forget them")
    QTest.mouseClick(agreed, LEFT)
    sample.until(lambda: box.unnamed.text() == "0")
    assert not box.forget_button.isEnabled()
    assert sample.library.privacy.unnamed(365) == 0
    sample.until_idle()


def test_a_session_of_another_process_is_watched_to_its_end(sample: Driver) -> None:
    training = sample.library.training
    settings = sample.library.settings
    session_id = training._begin(settings.pack, settings, 0)
    sample.go_to(TRAINING)
    panel = sample.window.training.sessions
    assert panel.model.index(0, 0).data().startswith("… running")
    assert not panel.delete_button.isEnabled()
    training._fail(session_id, ValueError("no light"))
    panel._look()
    sample.until(lambda: panel.model.sessions()[0].status is TrainingStatus.FAILED)
    assert panel.model.index(0, 0).data() == "✕ failed"
    assert "no light" in panel.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    sample.until_idle()


def test_a_gallery_is_recognised_with_the_sliders_setting(sample: Driver) -> None:
    sample.go_to(TRAINING)
    view = sample.window.training
    assert view.recognise_button.text() == "Recognise Sample with this setting"
    view.threshold.setValue(1000)
    QTest.mouseClick(view.recognise_button, LEFT)
    sample.until_idle()
    assert sample.window.activity.entries[0].words().startswith("0 tagged")


def test_part_of_a_group_is_rejected_with_a_reason_and_taken_back(sample: Driver) -> None:
    question = ask(sample, QuestionKind.GROUP)
    review = sample.window.review
    sample.click_item(review.grid, review.faces.index(0))
    first = review.faces.faces()[0]
    assert review.bar.reason_button.text() == "Reject 1 as"
    reason = list(RejectReason).index(RejectReason.NOT_A_FACE)
    review.bar.reasons.actions()[reason].trigger()
    sample.until_idle()
    assert [face.state for face in faces_of(sample.library, {first.id})] == [FaceState.NOT_A_FACE]
    rest = ids(question) - {first.id}
    assert {face.state for face in faces_of(sample.library, rest)} <= {FaceState.UNKNOWN, FaceState.REJECTED}
    QTest.keyClick(review.grid, Qt.Key.Key_Z, CONTROL)
    sample.until_idle()
    assert [face.state for face in faces_of(sample.library, {first.id})] == [first.state]


def test_faces_left_out_of_a_group_are_not_named_with_it(sample: Driver) -> None:
    question = ask(sample, QuestionKind.GROUP)
    review = sample.window.review
    sample.click_item(review.grid, review.faces.index(0))
    first = review.faces.faces()[0]
    QTest.keyClick(review.grid, Qt.Key.Key_Delete)
    QTest.keyClicks(review.name, "Nina Vale")
    QTest.keyClick(review.name, Qt.Key.Key_Return)
    sample.until_idle()
    named = [face for face in faces_of(sample.library, ids(question)) if face.player == "Nina Vale"]
    assert named
    assert first.id not in {face.id for face in named}
    (left_out,) = faces_of(sample.library, {first.id})
    assert left_out.state is FaceState.REJECTED
    QTest.keyClick(review.grid, Qt.Key.Key_Z, CONTROL)
    sample.until_idle()
    assert faces_of(sample.library, {first.id}) == [first]


def test_all_galleries_are_clustered_and_reviewed_together(sample: Driver) -> None:
    sample.go_to(REVIEW)
    review = sample.window.review
    review.side.everything.setChecked(True)
    sample.until_idle()
    assert review.side.name_label.text() == "ALL GALLERIES"
    sample.library.update_settings(min_cluster_size=2)
    QTest.mouseClick(review.side.find_button, LEFT)
    sample.until_idle()
    assert sample.window.activity.entries[0].title == "Find unknown people in all galleries"
    groups = [one for one in review.open.model.questions() if one.kind is QuestionKind.GROUP]
    found = {one.id for one in sample.library.clusters.of(WHOLE_LIBRARY)}
    # One that looks like a player is asked about as that player.
    assert groups
    assert {one.cluster_id for one in groups} <= found
    review.side.everything.setChecked(False)
    sample.until_idle()
    assert review.side.name_label.text() == "SAMPLE"
    assert review.list.currentIndex().data(roles.QUESTION) is not None


def test_names_have_room_beside_the_widest_state(sample: Driver) -> None:
    sample.window.resize(1360, 860)
    sample.go_to(3)
    view = sample.window.training
    odd = PlayerReadiness(PlayerId("1"), "Konstantina Featherstone", 5, {}, (FaceId("f"),))
    view.readiness.set_rows((odd,))
    sample.until_idle()
    table = view.readiness_table
    wanted = table.fontMetrics().horizontalAdvance(odd.player)
    assert table.columnWidth(0) > wanted
    assert not table.horizontalScrollBar().isVisible()
