from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from core.library import Library
from core.types import (
    Box,
    Candidate,
    CurvePoint,
    Face,
    FaceId,
    Faces,
    FaceState,
    Gallery,
    GalleryId,
    LeftOutReason,
    PhotoFilter,
    PhotoId,
    Player,
    PlayerId,
    PlayerReadiness,
    Question,
    QuestionKind,
    SessionId,
    TrainingSession,
    TrainingStatus,
)
from desktop.document import Document
from desktop.models import photo_grid, roles
from desktop.models.conditions import camera_words
from desktop.models.face_grid import FaceGridModel, QuestionModel, percent_sure
from desktop.models.film import FilmModel
from desktop.models.galleries import GalleriesModel
from desktop.models.names import Names, NamesModel
from desktop.models.photo_grid import PhotoGridModel
from desktop.models.players import PlayersModel
from desktop.models.sessions import ReadinessModel, SessionsModel, percent, point_at
from desktop.thumbnails import Pictures
from desktop.verdicts import Chosen, once_a_photo
from desktop.views.candidates import pooled, runner_up
from desktop.views.face_boxes import face_words


def checked(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def face(number: int, state: FaceState = FaceState.UNKNOWN, player: str = "", photo: str = "") -> Face:
    return Face(
        FaceId(f"f{number}"),
        PhotoId(photo or f"p{number}"),
        Box(0.1, 0.1, 0.2, 0.2),
        state,
        0.9,
        80.0,
        PlayerId(player) if player else None,
        player or None,
        0.8 if player else None,
    )


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    return QObject()


@pytest.fixture
def crops(document: Document, owner: QObject) -> Pictures:
    return Pictures(document, lambda library, key: library.images.crop(FaceId(key)), 64, owner)


@pytest.mark.parametrize(
    ("share", "text"), [(0.995, "99.5 %"), (0.9999, "99.99 %"), (1.0, "100.0 %"), (0.0, "0.0 %")]
)
def test_a_share_of_not_quite_all_does_not_look_like_all(share: float, text: str) -> None:
    assert percent(share) == text


def test_the_film_strip_says_which_photo_of_the_burst_it_is(document: Document, owner: QObject) -> None:
    pictures = Pictures(document, lambda library, key: library.images.thumbnail(PhotoId(key)), 64, owner)
    model = FilmModel(pictures, owner)
    tester = checked(model)
    model.set_photos([PhotoId(f"p{number}") for number in range(3)])
    words = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert words == ["1 of 3", "2 of 3", "3 of 3"]
    model.set_photos([])
    assert tester.model() is model


def test_faces_read_anew_stay_where_they_are(crops: Pictures, owner: QObject, qtbot: QtBot) -> None:
    model = FaceGridModel(crops, owner)
    tester = checked(model)
    model.renew([face(1), face(2)])
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.renew([face(1, FaceState.CONFIRMED, "A"), face(2)])
    assert [one.state for one in model.faces()] == [FaceState.CONFIRMED, FaceState.UNKNOWN]
    with qtbot.waitSignal(model.modelReset):
        model.renew([face(2)])
    assert tester.model() is model


def test_the_photo_grid_reads_its_rows_when_asked(
    document: Document, sample_library: Library, sample_gallery: GalleryId, qtbot: QtBot
) -> None:
    sample = Document(sample_library)
    owner = QObject()
    pictures = Pictures(sample, lambda lib, key: lib.images.thumbnail(PhotoId(key)), 64, owner)
    model = PhotoGridModel(sample, pictures, owner)
    _ = checked(model)
    at_once: list[object] = []
    model.modelReset.connect(lambda: at_once.append(model.index(3).data(roles.PHOTO)))
    model.show_gallery(sample_gallery, PhotoFilter())
    qtbot.waitUntil(lambda: model.rowCount() == 12)
    assert at_once == [None]
    qtbot.waitUntil(lambda: model.index(3).data(roles.PHOTO) is not None)
    assert model.index(3).data(roles.PHOTO).id == model.photo_ids()[3]
    model.show_gallery(sample_gallery, PhotoFilter(frozenset({FaceState.IGNORED})))
    qtbot.waitUntil(lambda: model.rowCount() == 0)
    sample.close()


def test_the_first_photos_do_not_wait_for_all(
    sample_library: Library, sample_gallery: GalleryId, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photo_grid, "FIRST", 5)
    sample = Document(sample_library)
    owner = QObject()
    pictures = Pictures(sample, lambda lib, key: lib.images.thumbnail(PhotoId(key)), 64, owner)
    model = PhotoGridModel(sample, pictures, owner)
    _ = checked(model)
    shown: list[int] = []
    model.listed.connect(lambda: shown.append(model.rowCount()))
    model.show_gallery(sample_gallery, PhotoFilter())
    qtbot.waitUntil(lambda: shown == [5, 12])
    assert model.photo_ids() == sample_library.galleries.photo_ids(sample_gallery)
    unseen = PhotoFilter(unreviewed=True)
    wanted = sample_library.galleries.photo_ids(sample_gallery, unseen)
    assert sample_library.galleries.photo_ids(sample_gallery, unseen, limit=2) == wanted[:2]
    sample.close()


def test_photos_that_come_later_leave_the_rows_before_them_where_they_are(
    document: Document, owner: QObject, crops: Pictures
) -> None:
    model = PhotoGridModel(document, crops, owner)
    _ = checked(model)
    model._set_ids([PhotoId("a"), PhotoId("b")])
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    model._set_ids([PhotoId("a"), PhotoId("b"), PhotoId("c")])
    assert model.photo_ids() == ["a", "b", "c"]
    assert model.row_of(PhotoId("c")) == 2
    assert not resets


def test_a_question_shrinks_goes_and_comes_back(owner: QObject, crops: Pictures) -> None:
    model = QuestionModel(crops, owner)
    _ = checked(model)
    model.set_questions(
        [Question(f"group {n}", QuestionKind.GROUP, Faces.of([face(n), face(n + 1)])) for n in (1, 3)]
    )
    before = model.questions()[0]
    model.settle(before.key, {FaceId("f1")})
    assert [f.id for f in model.questions()[0].faces] == ["f2"]
    model.settle(before.key, {FaceId("f2")})
    assert model.row_of(before.key) is None
    model.restore(before, 0)
    assert model.questions()[0] == before
    assert model.index(0).data(Qt.ItemDataRole.DisplayRole) == "Who is this?"


def test_a_question_that_comes_back_takes_its_faces_out_of_others(owner: QObject, crops: Pictures) -> None:
    model = QuestionModel(crops, owner)
    _ = checked(model)
    suggested = Question("suggested", QuestionKind.SUGGESTED, Faces.of([face(1)]))
    model.set_questions([suggested])
    model.settle(suggested.key, {FaceId("f1")})
    model.set_questions([Question("alone", QuestionKind.ALONE, Faces.of([face(1), face(2)]))])
    model.restore(suggested, 0)
    assert {one.key: [f.id for f in one.faces] for one in model.questions()} == {
        "suggested": ["f1"],
        "alone": ["f2"],
    }
    assert model.faces == 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.integers(0, 3), st.sets(st.integers(0, 11), min_size=1)), max_size=20))
def test_what_is_left_to_ask_is_known_without_counting(
    acts: list[tuple[int, set[int]]], owner: QObject, crops: Pictures
) -> None:
    model = QuestionModel(crops, owner)
    kinds = (QuestionKind.GROUP, QuestionKind.ALONE, QuestionKind.SUGGESTED)
    asked = [
        Question(f"q{n}", kind, Faces.of([face(4 * n + one) for one in range(4)]))
        for n, kind in enumerate(kinds)
    ]
    model.set_questions(list(asked))
    for number, faces in acts:
        if number < len(asked):
            model.settle(f"q{number}", {FaceId(f"f{one}") for one in faces})
        else:
            model.restore(asked[min(faces) // 4], 0)
        questions = model.questions()
        assert model.faces == sum(len(one.faces) for one in questions)
        assert model.answers == sum(len(one.faces) if one.mixed else 1 for one in questions)
    model.deleteLater()


def test_faces_are_taken_out_one_by_one(owner: QObject, crops: Pictures) -> None:
    model = FaceGridModel(crops, owner)
    _ = checked(model)
    model.set_faces([face(n) for n in range(6)])
    model.remove({FaceId("f1"), FaceId("f4")})
    assert [one.id for one in model.faces()] == ["f0", "f2", "f3", "f5"]


def test_tables_are_sound(owner: QObject, crops: Pictures) -> None:
    players, names, galleries = PlayersModel(crops, owner), Names(owner), GalleriesModel(owner)
    readiness, sessions = ReadinessModel(owner), SessionsModel(owner)
    completions = NamesModel(owner)
    testers = [checked(model) for model in (players, completions, galleries, readiness, sessions)]
    roster = [Player(PlayerId("1"), "Ana", "7", "North"), Player(PlayerId("2"), "Ana", "9")]
    players.set_players(roster)
    names.set_players(roster)
    assert [one.id for one in names.named("ana")] == ["1", "2"]
    completions.set_players(roster, "An")
    assert completions.index(0).data() == "Ana  ·  7  ·  North"
    assert completions.index(2).data() == "New player: An"
    assert galleries.set_galleries([Gallery(GalleryId("g"), "Cup", 3, 4, 0)])
    assert not galleries.set_galleries([Gallery(GalleryId("g"), "Cup", 5, 6, 0)])
    readiness.set_rows(
        (
            PlayerReadiness(PlayerId("1"), "Ana", 5, {}, ()),
            PlayerReadiness(PlayerId("2"), "Bo", 2, {LeftOutReason.LOW_QUALITY: (FaceId("a"),) * 2}, ()),
            PlayerReadiness(PlayerId("3"), "Cy", 5, {}, (FaceId("f"),)),
            PlayerReadiness(PlayerId("4"), "Di", 2, {}, ()),
        )
    )
    states = [readiness.index(row, 1).data() for row in range(4)]
    assert states == ["✕  No face yet", "△  Few faces", "✓  Ready", "!  Check the odd ones"]
    sessions.set_sessions((_session(),))
    cells = [sessions.index(0, column).data() for column in range(sessions.columnCount())]
    assert cells[0] == "● active"
    assert cells[4:] == ["90.0 %", "99.0 %", "80.0 %"]
    assert len(testers) == 5


def _session() -> TrainingSession:
    curve = (CurvePoint(0.5, 0.9, 0.95, 50, 5), CurvePoint(0.9, 0.99, 0.8, 40, 0))
    when = datetime(2026, 5, 1, 12, tzinfo=UTC)
    return TrainingSession(
        SessionId("s"),
        "opencv",
        when,
        TrainingStatus.DONE,
        precision_target=0.99,
        players=2,
        faces=9,
        threshold=0.9,
        trials=60,
        curve=curve,
        active=True,
    )


def test_the_point_of_a_threshold_is_the_nearest_one() -> None:
    point = point_at(_session(), 0.6)
    assert point is not None
    assert point.threshold == 0.5


def test_one_face_a_photo_is_confirmed_the_first_one() -> None:
    faces = [face(1, photo="a"), face(2, photo="a"), face(3, photo="b")]
    assert [one.id for one in once_a_photo(faces)] == ["f1", "f3"]


def test_candidates_of_a_group_are_means_over_all_its_faces() -> None:
    ana = Candidate(PlayerId("1"), "Ana", 0.9, 0.8)
    bo = Candidate(PlayerId("2"), "Bo", 0.6, 0.5)
    found = pooled([(ana, bo), (ana,), (bo,)])
    assert [(one.player, round(one.probability, 2)) for one in found] == [("Ana", 0.6), ("Bo", 0.4)]


def test_only_who_is_right_once_in_ten_times_is_warned_of() -> None:
    def other(chances: dict[str, float], chosen: str | None = "ann") -> str | None:
        of = [Candidate(PlayerId(one), one.title(), chance, 0.5) for one, chance in chances.items()]
        found = runner_up(of, Chosen("Ann", PlayerId(chosen) if chosen else None))
        return found.name if found is not None else None

    assert other({"ann": 0.6, "bea": 0.2, "cat": 0.1}) == "Bea"
    assert other({"bea": 0.6, "ann": 0.2}) == "Bea", "the likelier one all the more"
    assert other({"bea": 0.6}) == "Bea"
    assert other({"ann": 0.9, "bea": 0.06}) is None
    assert other({"bea": 0.03, "ann": 0.02}) is None, "like nobody"
    assert other({"bea": 0.6}, None) is None, "somebody new"
    assert runner_up([], None) is None


def test_the_make_of_a_camera_is_said_once() -> None:
    assert camera_words("Canon Canon EOS R6 012345") == "Canon EOS R6 012345"
    assert camera_words("Norlys Norlys N7 NL700412") == "Norlys N7 NL700412"
    assert camera_words("NIKON CORPORATION NIKON D850 1") == "NIKON D850 1"
    assert camera_words("Canon EOS R5") == "Canon EOS R5"
    assert camera_words("Pixel") == "Pixel"
    assert camera_words("") == "unknown camera"


def test_no_figure_of_the_machine_stands_beside_a_persons_answer() -> None:
    faces = [face(1, state, "ann") for state in (FaceState.TAGGED, FaceState.CONFIRMED)]
    tagged, confirmed = (replace(one, player="Ann", probability=0.71) for one in faces)
    assert [percent_sure(tagged), percent_sure(confirmed)] == ["71 %", ""]
    assert face_words(confirmed, in_full=True) == "✓ Ann  ·  confirmed"


def test_a_picture_is_loaded_at_the_size_asked_for_and_one_that_is_not_there_is_missing(
    document: Document, owner: QObject, two_portraits: Path, qtbot: QtBot
) -> None:
    pictures = Pictures(document, lambda _, key: two_portraits / key, 64, owner)
    assert pictures.get("P001.jpg") is None
    assert pictures.get("nobody.jpg") is None
    qtbot.waitUntil(lambda: pictures.get("P001.jpg") is not None and pictures.missing("nobody.jpg"))
    picture = pictures.get("P001.jpg")
    assert picture is not None
    assert max(picture.width(), picture.height()) == 64
    pictures.set_side(32)
    assert not pictures.missing("nobody.jpg")
    at_once = pictures.get("P001.jpg")
    assert at_once is not None
    assert at_once.size() == picture.size()
    qtbot.waitUntil(lambda: not document.busy)
    loaded = pictures.get("P001.jpg")
    assert loaded is not None
    assert max(loaded.width(), loaded.height()) == 32
