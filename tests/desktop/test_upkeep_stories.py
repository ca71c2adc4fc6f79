"""Players edited, sessions compared and deleted, groups rejected and reviewed across galleries."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.jobs import JobContext
from core.types import WHOLE_LIBRARY, Consent, FaceState, RejectReason, TrainingStatus
from desktop.models import roles
from desktop.models.face_grid import QuestionKind
from desktop.views.comparison import ComparisonDialog
from desktop.views.merge_dialog import MergeDialog
from desktop.views.player_dialog import PlayerDialog
from tests.desktop.conftest import Driver
from tests.desktop.test_stories import ask, faces_of, ids

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
REVIEW, PLAYERS, TRAINING = 1, 2, 3


def test_a_player_is_edited_and_consent_is_said_with_a_mark(sample: Driver) -> None:
    sample.go_to(PLAYERS)
    view = sample.window.players
    view.table.setCurrentIndex(view.shown.index(0, 0))
    player = view.chosen()
    assert player is not None
    QTest.keyClick(view.table, Qt.Key.Key_F2)
    sample.until_idle()
    dialog = view.findChild(PlayerDialog)
    assert dialog is not None
    dialog.name.setText("Zoë Ånd")
    dialog.consent.setCurrentIndex(dialog.consent.findData(Consent.GIVEN))
    dialog.limited.setChecked(True)
    QTest.mouseClick(dialog.save_button, LEFT)
    sample.until_idle()
    changed = sample.library.players.get(player.id)
    assert (changed.name, changed.consent) == ("Zoë Ånd", Consent.GIVEN)
    assert changed.consent_until is not None
    assert changed.consent_until > date(2026, 1, 1)
    words = [view.players.index(row, 3).data() for row in range(view.players.rowCount())]
    assert f"✓  given until {changed.consent_until}" in words


def test_two_players_are_merged_and_separated_again(sample: Driver) -> None:
    sample.library.players.add("Jose Ibanez")
    sample.go_to(PLAYERS)
    view = sample.window.players
    sample.until(lambda: any(player.name == "Jose Ibanez" for player in view.players.players()))
    count = view.shown.rowCount()
    view.table.selectAll()
    assert not view.merge_button.isEnabled()
    QTest.keyClicks(view.search, "ibanez")
    sample.until(lambda: view.shown.rowCount() == 2)
    view.table.selectAll()
    QTest.mouseClick(view.merge_button, LEFT)
    dialog = view.findChild(MergeDialog)
    assert dialog is not None
    assert dialog.choices[0].text().startswith("José Ibáñez")
    QTest.mouseClick(dialog.merge_button, LEFT)
    sample.until(lambda: view.shown.rowCount() == 1)
    sample.until_idle()
    assert [player.name for player in sample.library.players.search("ibanez").items] == ["José Ibáñez"]
    QTest.mouseClick(view.undo_button, LEFT)
    view.search.clear()
    sample.until(lambda: view.shown.rowCount() == count)
    assert not view.undo_button.isVisible()
    sample.until_idle()


def test_the_search_ignores_accents_and_a_team_is_shown_alone(sample: Driver) -> None:
    sample.go_to(PLAYERS)
    view = sample.window.players
    everybody = view.shown.rowCount()
    QTest.keyClicks(view.search, "ibanez")
    sample.until(lambda: view.shown.rowCount() == 1)
    assert view.shown.index(0, 0).data() == "José Ibáñez"
    view.team_filter.setCurrentIndex(1)
    sample.until_idle()
    team = view.team_filter.currentData()
    assert 0 < view.shown.rowCount() < everybody
    assert {view.shown.index(row, 2).data() for row in range(view.shown.rowCount())} == {team}
    assert not view.search.text()


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


def test_a_session_of_another_process_is_watched_to_its_end(sample: Driver) -> None:
    training = sample.library.training
    settings = sample.library.settings
    session_id = training._begin(settings.pack, settings)
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
    assert {one.cluster_id for one in groups} == {one.id for one in sample.library.clusters.of(WHOLE_LIBRARY)}
    assert groups
    review.side.everything.setChecked(False)
    sample.until_idle()
    assert review.side.name_label.text() == "SAMPLE"
    assert review.list.currentIndex().data(roles.QUESTION) is not None
