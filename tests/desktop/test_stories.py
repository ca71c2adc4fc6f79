"""One test for each thing that a user comes for, by clicks and keys on the real library."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.jobs import JobContext
from core.library import Library
from core.types import Face, FaceId, FaceState, GalleryId, Question, QuestionKind
from desktop.models import roles
from desktop.views.import_dialog import ImportDialog
from tests.desktop.conftest import Driver, OpenWindow, endless

LEFT = Qt.MouseButton.LeftButton


def faces_of(library: Library, ids: set[FaceId]) -> list[Face]:
    """The present state of these faces."""
    return [
        face
        for gallery in library.galleries.all()
        for photo in library.galleries.photos(library.galleries.photo_ids(gallery.id))
        for face in photo.faces
        if face.id in ids
    ]


def ask(driver: Driver, kind: QuestionKind) -> Question:
    """Click the first question of a kind."""
    driver.go_to(1)
    review = driver.window.review
    row = next(i for i, one in enumerate(review.open.model.questions()) if one.kind is kind)
    driver.click_item(review.list, review.open.model.index(row))
    driver.until_idle()
    return review.open.model.questions()[row]


def ids(question: Question) -> set[FaceId]:
    return {face.id for face in question.faces}


def test_a_folder_is_imported_and_its_thumbnails_appear(
    open_window: OpenWindow, library: Library, two_portraits: Path
) -> None:
    driver = open_window(library)
    view = driver.window.galleries
    QTest.mouseClick(view.empty_import_button, LEFT)
    dialog = view.findChild(ImportDialog)
    assert dialog is not None
    assert not dialog.import_button.isEnabled()
    QTest.keyClicks(dialog.folder, str(two_portraits))
    assert dialog.gallery.text() == "Saturday"
    assert view.empty.title.text() == "No photos yet"
    QTest.mouseClick(dialog.import_button, LEFT)
    assert view.empty.title.text() == "Photos are on their way"
    driver.until(lambda: view.photos.rowCount() == 2)
    driver.until_idle()
    for row in range(2):
        index = view.photos.index(row)
        driver.until(lambda index=index: index.data(roles.PICTURE) is not None)  # type: ignore[misc]
        assert len(index.data(roles.PHOTO).faces) == 1
    assert view.header.title.text() == "Saturday"
    said = [(one.title, one.words()) for one in driver.window.activity.entries]
    assert said == [
        ("Find unknown people in Saturday", "Groups: 0, faces in them: 0, alone: 2"),
        ("Import into Saturday", "Photos: 2 new, 0 known before. Faces: 2"),
    ]


def test_an_import_ends_with_names_and_with_groups_of_those_who_have_none(
    sample: Driver, two_portraits: Path
) -> None:
    sample.window.galleries.tasks.import_photos([two_portraits], "Saturday", True)
    sample.until_idle()
    titles = [one.title for one in reversed(sample.window.activity.entries)]
    assert titles == [
        "Import into Saturday",
        "Recognise players in Saturday",
        "Find unknown people in Saturday",
    ]


def test_an_unknown_person_is_named_by_typing(sample: Driver) -> None:
    question = ask(sample, QuestionKind.GROUP)
    review = sample.window.review
    QTest.keyClick(review.grid, Qt.Key.Key_Slash)
    assert QApplication.focusWidget() is review.name
    QTest.keyClicks(review.name, "Nina Vale")
    once = len({face.photo_id for face in question.faces})
    assert review.bar.confirm_button.text() == f"Add Nina Vale, confirm {once}   Enter"
    QTest.keyClick(review.name, Qt.Key.Key_Return)
    sample.until_idle()
    confirmed = [f for f in faces_of(sample.library, ids(question)) if f.state is FaceState.CONFIRMED]
    assert {face.player for face in confirmed} == {"Nina Vale"}
    assert len(confirmed) == once
    assert QApplication.focusWidget() is review.grid


def test_a_new_name_that_is_given_twice_is_one_player_and_is_completed(sample: Driver) -> None:
    ask(sample, QuestionKind.GROUP)
    review = sample.window.review
    named: set[FaceId] = set()
    for _ in range(2):
        # One face of each group: a person is in a photo once.
        seen = {face.photo_id for face in faces_of(sample.library, named)}
        faces = review.faces.faces()
        row = next(row for row, face in enumerate(faces) if face.photo_id not in seen)
        named.add(faces[row].id)
        sample.click_item(review.grid, review.faces.index(row))
        QTest.keyClick(review.grid, Qt.Key.Key_Slash)
        QTest.keyClicks(review.name, "Nina Vale")
        QTest.keyClick(review.name, Qt.Key.Key_Return)
    sample.until_idle()
    assert {face.player for face in faces_of(sample.library, named)} == {"Nina Vale"}
    assert sample.library.players.search("Nina Vale").total == 1
    QTest.keyClick(review.grid, Qt.Key.Key_Slash)
    QTest.keyClicks(review.name, "Nin")
    assert review.name.completer().completionCount() == 1


def test_a_completed_name_is_taken_by_enter_and_the_completions_go(sample: Driver) -> None:
    question = ask(sample, QuestionKind.GROUP)
    review = sample.window.review
    QTest.keyClick(review.grid, Qt.Key.Key_Slash)
    QTest.keyClicks(review.name, "Sel")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert QApplication.activePopupWidget() is None
    assert QApplication.focusWidget() is review.grid
    sample.until_idle()
    confirmed = [f for f in faces_of(sample.library, ids(question)) if f.state is FaceState.CONFIRMED]
    assert {face.player for face in confirmed} == {"Selam Tesfaye"}


def test_a_suggestion_is_confirmed_by_a_key_and_the_next_question_is_asked(sample: Driver) -> None:
    question = ask(sample, QuestionKind.SUGGESTED)
    review = sample.window.review
    before = review.open.model.rowCount()
    QTest.keyClick(review.grid, Qt.Key.Key_Return)
    # On screen before it is written.
    assert review.open.model.row_of(question.key) is None
    assert review.open.model.rowCount() == before - 1
    sample.until_idle()
    faces = faces_of(sample.library, ids(question))
    assert {(face.state, face.player) for face in faces} == {(FaceState.CONFIRMED, question.player)}
    assert review.title.text() != f"Is this {question.player}?"


def test_an_answer_is_taken_back_and_given_again(sample: Driver) -> None:
    question = ask(sample, QuestionKind.SUGGESTED)
    review = sample.window.review
    shown = [face.id for face in review.faces.faces()]
    assert set(shown) == ids(question)
    QTest.keyClick(review.grid, Qt.Key.Key_Delete)
    sample.until_idle()
    assert {face.state for face in faces_of(sample.library, ids(question))} == {FaceState.REJECTED}
    QTest.keyClick(review.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert review.open.model.row_of(question.key) is not None
    assert [face.id for face in review.faces.faces()] == shown
    sample.until_idle()
    faces = faces_of(sample.library, ids(question))
    before = {(face.id, face.state, face.player) for face in question.faces}
    assert {(face.id, face.state, face.player) for face in faces} == before
    QTest.keyClick(review.grid, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert review.open.model.row_of(question.key) is None
    sample.until_idle()
    assert {face.state for face in faces_of(sample.library, ids(question))} == {FaceState.REJECTED}


def test_only_the_selected_faces_are_answered_and_the_button_says_so(sample: Driver) -> None:
    question = ask(sample, QuestionKind.GROUP)
    review = sample.window.review
    count = len(question.faces)
    sample.click_item(review.grid, review.faces.index(0))
    sample.click_item(review.grid, review.faces.index(1), Qt.KeyboardModifier.ControlModifier)
    assert review.bar.ignore_button.text() == "Ignore 2   X"
    QTest.keyClick(review.grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert review.bar.ignore_button.text() == f"Ignore {count}   X"
    sample.click_item(review.grid, review.faces.index(0))
    first = review.faces.faces()[0]
    QTest.keyClick(review.grid, Qt.Key.Key_X)
    assert len(review.faces.faces()) == count - 1
    sample.until_idle()
    assert [f.state for f in faces_of(sample.library, {first.id})] == [FaceState.IGNORED]
    assert review.open.model.row_of(question.key) is not None


def test_a_group_is_rejected_whole_and_stays_away(sample: Driver) -> None:
    question = ask(sample, QuestionKind.GROUP)
    QTest.keyClick(sample.window.review.grid, Qt.Key.Key_N)
    sample.until_idle()
    assert {f.state for f in faces_of(sample.library, ids(question))} == {FaceState.NOT_A_FACE}
    QTest.mouseClick(sample.window.galleries.header.find_button, LEFT)
    sample.go_to(1)
    open_faces = {f.id for one in sample.window.review.open.model.questions() for f in one.faces}
    assert ids(question).isdisjoint(open_faces)


def test_a_candidate_is_picked_by_its_digit(sample: Driver) -> None:
    ask(sample, QuestionKind.SUGGESTED)
    review = sample.window.review
    sample.until(lambda: bool(review.candidates.buttons))
    QTest.keyClick(review.grid, Qt.Key.Key_1)
    chosen = review.chosen()
    assert chosen is not None
    assert chosen.player_id is not None
    assert chosen.name in review.candidates.buttons[0].text()
    assert "%" in review.candidates.buttons[0].toolTip()


def click_in_photo(driver: Driver, question: int, beside: FaceId, face: FaceId) -> None:
    """Look at the whole photo of one face of a question, and click another one there."""
    review = driver.window.review
    driver.click_item(review.list, review.open.model.index(question))
    driver.until_idle()
    review.grid.pick({beside})
    QTest.keyClick(review.grid, Qt.Key.Key_Space)
    driver.until(lambda: review.peek.canvas.rect_of(face) is not None)
    driver.until_idle()
    place = review.peek.canvas.rect_of(face)
    assert place is not None
    QTest.mouseClick(review.peek.canvas, LEFT, pos=place.center().toPoint())


def test_a_click_on_a_face_in_the_whole_photo_asks_about_it_or_says_what_it_is(sample: Driver) -> None:
    sample.go_to(1)
    review = sample.window.review
    questions = review.open.model.questions()
    row_of = {face.id: row for row, one in enumerate(questions) for face in one.faces}
    photo = next(
        photo
        for photo in sample.library.galleries.photos(
            list({face.photo_id for one in questions for face in one.faces})
        )
        if len({row_of[face.id] for face in photo.faces if face.id in row_of}) > 1
    )
    beside, *others = (face.id for face in photo.faces if face.id in row_of)
    other = next(face for face in others if row_of[face] != row_of[beside])
    click_in_photo(sample, row_of[beside], beside, other)
    assert not review.peek.isVisible()
    assert review.list.currentIndex().row() == row_of[other]
    assert [face.id for face in review.grid.selected()] == [other]
    assert QApplication.focusWidget() is review.grid
    QTest.keyClicks(review.name, "Nina Vale")
    QTest.keyClick(review.name, Qt.Key.Key_Return)
    sample.until_idle()
    click_in_photo(sample, review.open.model.rows_with([beside])[0], beside, other)
    assert review.peek.isVisible(), "it is asked no more"
    assert review.peek.title.text() == f"{photo.file_name}   Nina Vale   confirmed"


def test_space_shows_the_whole_photo_and_hides_it(sample: Driver) -> None:
    ask(sample, QuestionKind.SUGGESTED)
    review = sample.window.review
    QTest.keyClick(review.grid, Qt.Key.Key_Space)
    assert review.peek.isVisible()
    sample.until(lambda: ".jpg" in review.peek.title.text())
    QTest.keyClick(review.grid, Qt.Key.Key_Space)
    assert not review.peek.isVisible()
    QTest.keyClick(review.grid, Qt.Key.Key_Space)
    QTest.mouseClick(review.peek.close_button, LEFT)
    assert not review.peek.isVisible()
    assert QApplication.focusWidget() is review.grid


def test_a_beginning_that_only_one_name_has_is_completed(sample: Driver) -> None:
    ask(sample, QuestionKind.GROUP)
    field = sample.window.review.name
    name, beginning = unlike_all_others(sample.library)
    QTest.keyClicks(field, beginning.lower())
    assert (field.text(), field.selectedText()) == (name, name[len(beginning) :])
    assert not field.is_new()
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.text() == beginning
    assert not field.is_new(), "whoever is new is added by the list"
    QTest.keyClicks(field, name[len(beginning) :] + "e")
    assert field.text() == f"{name}e"
    assert field.is_new()


def unlike_all_others(library: Library) -> tuple[str, str]:
    """A player's name and a beginning of it that no other name has."""
    names = [player.name for player in library.players.search().items]
    return next(
        (name, name[:3])
        for name in names
        if sum(one.lower().startswith(name[:3].lower()) for one in names) == 1
    )


def test_a_click_beside_the_completions_is_a_click(sample: Driver) -> None:
    question = ask(sample, QuestionKind.GROUP)
    review = sample.window.review
    name, beginning = unlike_all_others(sample.library)
    sample.window.move(-400, 0)  # the screen is narrower than the window
    QTest.keyClicks(review.name, beginning)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    confirm = review.bar.confirm_button
    at = confirm.mapToGlobal(confirm.rect().center())
    QTest.mousePress(popup, LEFT, pos=popup.mapFromGlobal(at))
    assert not popup.isVisible()
    QTest.mouseRelease(confirm, LEFT)
    sample.until_idle()
    assert {face.player for face in faces_of(sample.library, ids(question))} >= {name}


def test_an_answer_that_cannot_be_written_is_said_and_taken_off_the_screen(sample: Driver) -> None:
    question = ask(sample, QuestionKind.SUGGESTED)
    photo = sample.library.galleries.photos([question.faces[0].photo_id])[0]
    others = [face for face in photo.faces if face.id != question.faces[0].id]
    if not others:
        pytest.skip("the first suggestion is alone in its photo")
    assert question.player_id is not None
    # Somebody else confirms the same player on another face of that photo.
    sample.library.review.confirm([others[0].id], question.player_id)
    review = sample.window.review
    left = review.open.faces
    QTest.keyClick(review.grid, Qt.Key.Key_Return)
    assert review.open.model.row_of(question.key) is None
    sample.until(lambda: sample.window.banner.isVisible())
    assert f"confirmed in {photo.file_name} already" in sample.window.banner.text.text()
    assert "face:" not in sample.window.banner.text.text()
    assert sample.session.parts.answers.next_undo is None
    assert review.open.model.row_of(question.key) is not None
    assert review.header.pace_words.text() == f"Answered: 0   ·   Left: {left}"
    sample.until_idle()


def test_a_face_is_named_in_its_photo(sample: Driver) -> None:
    view = sample.window.galleries
    index = _photo_with(sample, FaceState.UNKNOWN)
    sample.click_item(view.grid, index)
    QTest.mouseDClick(view.grid.viewport(), LEFT, pos=view.grid.visualRect(index).center())
    viewer = view.viewer
    sample.until(lambda: viewer.faces.rowCount() > 0)
    face = next(f for f in viewer.faces.faces() if f.state is FaceState.UNKNOWN)
    at = viewer.canvas.place_of(face.id)
    assert at is not None
    QTest.mouseClick(viewer.canvas, LEFT, pos=at.toPoint())
    assert viewer.panel.face() == face
    QTest.keyClicks(viewer.name, "Ola Berg")
    QTest.keyClick(viewer.name, Qt.Key.Key_Return)
    assert next(f for f in viewer.faces.faces() if f.id == face.id).player == "Ola Berg"
    sample.until_idle()
    assert [f.player for f in faces_of(sample.library, {face.id})] == ["Ola Berg"]
    QTest.keyClick(viewer.list, Qt.Key.Key_Escape)
    assert view.grid.isVisible()


def test_photos_are_stepped_through_by_arrows(sample: Driver) -> None:
    view = sample.window.galleries
    sample.click_item(view.grid, view.photos.index(0))
    QTest.keyClick(view.grid, Qt.Key.Key_Return)
    first = view.viewer.photo_id
    QTest.keyClick(view.viewer.list, Qt.Key.Key_Right)
    assert view.viewer.photo_id == view.photos.photo_ids()[1]
    QTest.keyClick(view.viewer.list, Qt.Key.Key_Left)
    assert view.viewer.photo_id == first
    sample.until_idle()


def test_training_runs_by_a_click_and_an_older_session_is_made_active(sample: Driver) -> None:
    sample.go_to(3)
    view = sample.window.training
    assert view.readiness.rowCount() == len(sample.library.players.search().items)
    view.train_button.setFocus()
    QTest.keyClick(view.train_button, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is view.cancel_button
    # The new session is listed while it runs, and active when it is done.
    sample.until(lambda: [one.active for one in view.sessions.model.sessions()] == [True, False])
    sample.until_idle()
    assert QApplication.focusWidget() is view.train_button
    newest, oldest = view.sessions.model.sessions()
    assert newest.active
    assert not view.sessions.activate_button.isEnabled()
    assert "of 100 tags 0 to " in view.sentence.text()
    at = view.sessions.table.visualRect(view.sessions.model.index(1, 1)).center()
    QTest.mouseClick(view.sessions.table.viewport(), LEFT, pos=at)
    QTest.mouseClick(view.sessions.activate_button, LEFT)
    sample.until(lambda: [one.active for one in view.sessions.model.sessions()] == [False, True])
    assert sample.library.training.status(oldest.id).active


def test_recognition_is_run_by_a_click(sample: Driver) -> None:
    QTest.mouseClick(sample.window.galleries.header.recognise_button, LEFT)
    sample.until_idle()
    entry = sample.window.activity.entries[0]
    assert entry.title == "Recognise players in Sample"
    assert "tagged" in entry.words()


def test_a_training_that_is_older_than_the_answers_is_said_to_be_so_and_made_anew(sample: Driver) -> None:
    question = ask(sample, QuestionKind.SUGGESTED)
    QTest.keyClick(sample.window.review.grid, Qt.Key.Key_Return)
    sample.until_idle()
    sample.go_to(0)
    header, notice = sample.window.galleries.header, sample.window.notices.notice
    QTest.mouseClick(header.recognise_button, LEFT)
    sample.until_idle()
    words = f"Trained before the last {len(question.faces)} faces were named."
    assert sample.window.activity.entries[0].words().endswith(words)
    assert words in notice.words.text()
    assert notice.offer_button.text() == "Train and recognise"
    before = sample.library.training.history()[0]
    QTest.mouseClick(notice.offer_button, LEFT)
    sample.until_idle()
    titles = [one.title for one in sample.window.activity.entries[:2]]
    assert titles == ["Recognise players in Sample", "Train"]
    assert sample.library.training.history()[0].id != before.id
    assert "Trained before" not in sample.window.activity.entries[0].words()
    assert not notice.offer_button.isVisible()


def test_recognition_learns_first_where_nothing_was_learnt(
    open_window: OpenWindow, library: Library, two_portraits: Path
) -> None:
    driver = open_window(library)
    driver.window.galleries.tasks.import_photos([two_portraits], "Saturday", False)
    driver.until_idle()
    (gallery,) = library.galleries.all()
    first = library.galleries.photos(library.galleries.photo_ids(gallery.id))[0].faces[0]
    library.review.confirm([first.id], library.players.ensure("Ann"))
    QTest.mouseClick(driver.window.galleries.header.recognise_button, LEFT)
    driver.until_idle()
    titles = [one.title for one in driver.window.activity.entries[:2]]
    assert titles == ["Recognise players in Saturday", "Train"]


@pytest.fixture
def endless_clustering(sample_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Clustering that only a cancel ends."""

    def cluster(_: GalleryId, context: JobContext) -> None:
        endless(context)

    monkeypatch.setattr(sample_library.clusters, "cluster", cluster)


@pytest.mark.usefixtures("endless_clustering")
def test_a_running_job_is_paused_and_cancelled(sample: Driver) -> None:
    QTest.mouseClick(sample.window.galleries.header.find_button, LEFT)
    QTest.mouseClick(sample.window.activity_button, LEFT)
    card = sample.window.panel.cards[0]
    sample.until(lambda: card.pause_button.isVisible())
    QTest.mouseClick(card.pause_button, LEFT)
    assert card.words.text() == "Paused"
    QTest.mouseClick(card.pause_button, LEFT)
    QTest.mouseClick(card.cancel_button, LEFT)
    sample.until(lambda: not card.entry.live)
    assert "Stopped" in card.words.text()
    assert not sample.window.banner.isVisible()


def test_an_answer_given_just_before_closing_is_written(sample: Driver, sample_library: Library) -> None:
    question = ask(sample, QuestionKind.SUGGESTED)
    QTest.keyClick(sample.window.review.grid, Qt.Key.Key_Return)
    root = sample_library.paths.root
    sample.window.close()
    sample.until(lambda: not sample.window.isVisible())
    with Library.open(root) as again:
        assert {f.state for f in faces_of(again, ids(question))} == {FaceState.CONFIRMED}


def test_the_device_and_the_privacy_are_said(sample: Driver) -> None:
    assert sample.window.local.text() == "All processing is local"
    sample.until(lambda: sample.window.device.text() == "Runs on CPU")


def test_the_theme_is_changed_by_a_click_and_remembered(sample: Driver) -> None:
    before = sample.window.palette().window().color()
    QTest.mouseClick(sample.window.bar.theme_button, LEFT)
    sample.until_idle()
    assert sample.window.palette().window().color() != before
    assert sample.profile.user.theme in ("light", "dark")


def test_a_photo_whose_file_is_gone_says_so(
    open_window: OpenWindow, library: Library, two_portraits: Path
) -> None:
    library.indexing.import_photos([two_portraits], "Saturday", JobContext())
    for path in two_portraits.iterdir():
        path.unlink()
    driver = open_window(library)
    view = driver.window.galleries
    driver.click_item(view.grid, view.photos.index(0))
    QTest.keyClick(view.grid, Qt.Key.Key_Return)
    driver.until_idle()
    assert view.viewer.canvas.message
    assert not driver.window.banner.isVisible()


def _photo_with(driver: Driver, state: FaceState) -> QModelIndex:
    view = driver.window.galleries
    for row in range(view.photos.rowCount()):
        index = view.photos.index(row)
        driver.until(lambda index=index: index.data(roles.PHOTO) is not None)  # type: ignore[misc]
        if any(face.state is state for face in index.data(roles.PHOTO).faces):
            return index
    raise AssertionError(f"no photo with a face that is {state}")
