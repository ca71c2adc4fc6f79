from __future__ import annotations

from collections.abc import Sequence
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete

from core.db.schema import EmbeddingRow, FaceNumberRow, GalleryPhotoRow
from core.db.vectors import unit
from core.errors import InvalidValueError, NotFoundError, TrainingError
from core.jobs import JobContext, Progress
from core.library import Library
from core.recognition.calibration import Calibration, lift
from core.recognition.comparing import Match, likely
from core.recognition.matching import assign
from core.recognition.numbers import NumberEvidence, plain
from core.recognition.templates import Templates, calibration_in, load_templates
from core.types import Consent, FaceId, FaceState, GalleryId, PlayerId, PlayerUpdate, RejectReason, SessionId
from tests.fakes.planter import Planter

TEAM = ("Ann", "Bea", "Cleo", "Dora")


@pytest.fixture
def trained(library: Library, planter: Planter) -> Planter:
    """A library with a trained team, and a photo of two of them with a stranger."""
    planter.enrolled(*TEAM)
    planter.photo("Ann", "Bea", "a stranger")
    library.training.execute(JobContext())
    return planter


def recognise(planter: Planter, threshold: float | None = None) -> dict[str | None, FaceState]:
    library = planter.library
    library.recognition.batch_recognize([planter.gallery()], threshold, JobContext())
    (photo,) = library.galleries.photos(library.galleries.photo_ids(planter.gallery()))
    return {face.player: face.state for face in photo.faces}


def test_players_are_tagged_and_a_stranger_stays_unknown(trained: Planter) -> None:
    assert recognise(trained) == {
        "Ann": FaceState.TAGGED,
        "Bea": FaceState.TAGGED,
        None: FaceState.UNKNOWN,
    }


def test_below_the_threshold_a_player_is_only_suggested(trained: Planter) -> None:
    assert recognise(trained, 1.0)["Ann"] is FaceState.SUGGESTED


def test_by_two_faces_of_two_people_nobody_is_tagged(library: Library, planter: Planter) -> None:
    planter.enrolled("Ann", "Bea")
    before = library.training.execute(JobContext()).session
    (one,), (other,) = planter.photo("Cleo", gallery="One"), planter.photo("Dora", gallery="One")
    library.review.confirm([one, other], library.players.ensure("Cleo"))
    (plan,) = (player for player in library.training.prepare().players if player.player == "Cleo")
    assert plan.doubtful
    doubted = library.training.execute(JobContext()).session
    assert (doubted.trials, doubted.threshold) == (before.trials, before.threshold), "nobody else suffers"
    assert (before.doubtful, doubted.doubtful) == (0, 1)
    planter.photo("Ann", "Cleo")
    assert recognise(planter, 0.6) == {"Ann": FaceState.TAGGED, "Cleo": FaceState.SUGGESTED}
    more = [planter.photo("Cleo", gallery="One")[0] for _ in range(2)]
    library.review.confirm(more, library.players.find("Cleo").id)
    library.training.execute(JobContext())
    assert recognise(planter, 0.6)["Cleo"] is FaceState.TAGGED


def test_with_one_face_each_a_training_does_not_tell_how_many_are_found(planter: Planter) -> None:
    planter.enrolled("Ann", "Bea", references=1)
    alone = planter.library.training.execute(JobContext()).session
    assert (alone.trials, alone.tried, alone.tells_recall) == (2, 0, False)
    planter.enrolled("Cleo", references=2)
    together = planter.library.training.execute(JobContext()).session
    assert (together.trials, together.tried, together.tells_recall) == (6, 2, True)


def test_a_second_run_changes_nothing(trained: Planter) -> None:
    recognise(trained)
    report = trained.library.recognition.batch_recognize([trained.gallery()], None, JobContext())
    assert (report.tagged, report.unknown) == (2, 1)
    assert report.changes.faces == frozenset()


def test_faces_that_were_named_after_the_training_are_counted(trained: Planter) -> None:
    def named_since() -> int:
        return library.recognition.batch_recognize([trained.gallery()], None, JobContext()).named_since

    library = trained.library
    recognise(trained)
    first, second = library.review.suggestions(trained.gallery())
    assert first.player_id is not None
    assert named_since() == 0, "what a machine says is no answer"
    confirmed = library.review.confirm([first.id], first.player_id)
    library.review.reject([second.id])
    assert named_since() == 1
    assert confirmed.batch is not None
    library.review.undo(confirmed.batch)
    assert named_since() == 0
    library.review.confirm([first.id], first.player_id)
    library.training.execute(JobContext())
    assert named_since() == 0


def test_faces_of_somebody_merged_after_the_training_are_counted(planter: Planter) -> None:
    library = planter.library
    ann, bea = planter.enrolled("Ann", "Bea")
    planter.enrolled("Cleo")
    planter.photo("Ann")
    library.training.execute(JobContext())

    def named_since() -> int:
        return library.recognition.batch_recognize([planter.gallery()], None, JobContext()).named_since

    assert named_since() == 0
    merged = library.players.merge(ann, bea)
    assert named_since() == 3, "Bea's references"
    assert merged.batch is not None
    library.review.undo(merged.batch)
    assert named_since() == 0
    library.players.merge(ann, bea)
    library.training.execute(JobContext())
    assert named_since() == 0


def test_a_rejected_player_does_not_come_back_after_another_training(trained: Planter) -> None:
    library = trained.library
    recognise(trained)
    (face,) = (f for f in library.review.suggestions(trained.gallery()) if f.player == "Ann")
    library.review.reject([face.id])

    for _ in range(2):
        library.training.execute(JobContext())
        recognise(trained, 0.01)
        assert trained.face(face.id).player != "Ann"


def twin(trained: Planter) -> FaceId:
    """A face that may be Ann's and, in a library trained anew, Anna's, who looks like her."""
    library = trained.library
    (anna,) = library.players.add("Anna").players
    looks_like_ann = [trained.photo("Ann", gallery="References", noise=0.3)[0] for _ in range(3)]
    library.review.confirm(looks_like_ann, anna)
    library.training.execute(JobContext())
    (face,) = trained.photo("Ann", gallery="Twins")
    return face


def test_after_a_rejection_the_next_likeliest_player_is_offered(trained: Planter) -> None:
    library, face = trained.library, twin(trained)
    gallery = trained.gallery("Twins")
    library.recognition.batch_recognize([gallery], 0.01, JobContext())
    first = trained.face(face)
    library.review.reject([face])

    library.recognition.batch_recognize([gallery], 0.01, JobContext())

    assert {first.player, trained.face(face).player} == {"Ann", "Anna"}


def test_that_it_is_not_the_one_speaks_for_the_other(trained: Planter) -> None:
    library, face = trained.library, twin(trained)
    first, second = library.recognition.candidates([face], 2)[face]
    assert {first.player, second.player} == {"Ann", "Anna"}
    library.recognition.batch_recognize([trained.gallery("Twins")], 0.01, JobContext())
    library.review.reject([face])
    (left, *_) = library.recognition.candidates([face], 2)[face]
    assert left.player == second.player
    assert left.probability == pytest.approx(second.probability / (1 - first.probability), rel=1e-3)
    library.recognition.batch_recognize([trained.gallery("Twins")], left.probability - 0.01, JobContext())
    assert trained.face(face).player == second.player
    assert trained.face(face).probability == pytest.approx(left.probability)


def test_an_answer_of_a_person_is_left_alone(trained: Planter) -> None:
    library = trained.library
    (photo,) = library.galleries.photos(library.galleries.photo_ids(trained.gallery()))
    ann, bea, stranger = (face.id for face in photo.faces)
    dora = library.players.find("Dora").id
    library.review.confirm([ann], dora)
    library.review.ignore([bea])
    library.review.not_a_face([stranger])

    recognise(trained, 0.01)

    assert [(f.state, f.player) for f in trained.faces([ann, bea, stranger])] == [
        (FaceState.CONFIRMED, "Dora"),
        (FaceState.IGNORED, None),
        (FaceState.NOT_A_FACE, None),
    ]


def test_a_player_is_in_a_photo_once(trained: Planter) -> None:
    faces = trained.photo("Cleo", "Cleo", gallery="Twins")
    trained.library.recognition.batch_recognize([trained.gallery("Twins")], None, JobContext())
    assert sorted(str(face.player) for face in trained.faces(faces)).count("Cleo") == 1


def test_a_player_confirmed_in_a_photo_is_not_suggested_beside(trained: Planter) -> None:
    first, second = trained.photo("Cleo", "Cleo", gallery="Twins")
    trained.library.review.confirm([first], trained.library.players.find("Cleo").id)
    trained.library.recognition.batch_recognize([trained.gallery("Twins")], 0.01, JobContext())
    assert trained.face(second).player != "Cleo"


def test_a_player_whom_an_older_pack_named_in_a_photo_is_not_named_beside(trained: Planter) -> None:
    faces = trained.photo("Cleo", "Cleo", gallery="Twins")
    gallery = trained.gallery("Twins")
    trained.library.recognition.batch_recognize([gallery], 0.01, JobContext())
    named, other = sorted(trained.faces(faces), key=lambda face: face.player != "Cleo")
    assert named.player == "Cleo"
    with trained.library._database.write() as session:
        session.execute(delete(EmbeddingRow).where(EmbeddingRow.face_id == named.id))
    trained.library.recognition.batch_recognize([gallery], 0.01, JobContext())
    assert trained.face(named.id).player == "Cleo"
    assert trained.face(other.id).player != "Cleo"


def test_a_photo_has_the_rosters_of_all_its_galleries_whichever_are_asked_for(trained: Planter) -> None:
    library = trained.library
    (face,) = trained.photo("Cleo", gallery="Final")
    photo = trained.face(face).photo_id
    final, twice = trained.gallery("Final"), trained.gallery()
    with library._database.write() as session:
        session.add(GalleryPhotoRow(gallery_id=twice, photo_id=photo, sort_key=""))
    ann, cleo = (library.players.find(name).id for name in ("Ann", "Cleo"))

    def state_with(*rosters: list[PlayerId]) -> FaceState:
        for gallery, players in zip((final, twice), rosters, strict=True):
            library.galleries.set_roster(gallery, players)
        library.recognition.batch_recognize([final], None, JobContext())
        return trained.face(face).state

    assert state_with([ann], [ann]) is FaceState.SUGGESTED
    assert state_with([ann], [cleo]) is FaceState.TAGGED
    assert state_with([ann], []) is FaceState.TAGGED


@pytest.mark.parametrize("leaves", ["refuses", "is removed", "is merged", "is erased"])
def test_who_leaves_while_it_runs_is_not_named_any_more(trained: Planter, leaves: str) -> None:
    library = trained.library
    ann, bea = (library.players.find(name).id for name in ("Ann", "Bea"))
    references = [reference.face.id for reference in library.players.references(ann)]

    def leave(_: Progress) -> None:
        match leaves:
            case "refuses":
                library.players.update(ann, PlayerUpdate(consent=Consent.REFUSED))
            case "is removed":
                library.review.ignore(references)
                library.players.remove(ann)
            case "is merged":
                library.players.merge(bea, ann)
            case "is erased":
                library.privacy.erase(ann, JobContext())

    once = iter([leave])
    context = JobContext(lambda progress: next(once, lambda _: None)(progress))
    library.recognition.batch_recognize([trained.gallery()], None, context)
    faces = library.galleries.results(trained.gallery()).photos.items[0].faces
    named = [face.player_id for face in faces if face.player_id]
    assert next(once, None) is None
    assert named == [bea]


def test_the_counts_of_all_galleries_of_a_photo_follow_its_answers(trained: Planter) -> None:
    library = trained.library
    (face,) = trained.photo("Cleo", gallery="Final")
    final, twice = trained.gallery("Final"), trained.gallery()
    with library._database.write() as session:
        session.add(GalleryPhotoRow(gallery_id=twice, photo_id=trained.face(face).photo_id, sort_key=""))
    galleries = (final, twice)
    before = [library.galleries.get(gallery).by_state for gallery in galleries]
    done = library.review.confirm([face], library.players.find("Cleo").id)
    assert done.batch is not None
    for gallery, states in zip(galleries, before, strict=True):
        counted = library.galleries.get(gallery).by_state
        assert counted[FaceState.CONFIRMED] == states.get(FaceState.CONFIRMED, 0) + 1
        assert sum(counted.values()) == sum(states.values())
    library.review.undo(done.batch)
    assert [library.galleries.get(gallery).by_state for gallery in galleries] == before


def test_faces_that_can_not_be_compared_are_counted(trained: Planter) -> None:
    library, gallery = trained.library, trained.gallery()
    ann, bea, stranger = (f.id for f in library.galleries.results(gallery).photos.items[0].faces)
    library.review.ignore([bea])
    with library._database.write() as session:
        session.execute(delete(EmbeddingRow).where(EmbeddingRow.face_id.in_([bea, stranger])))
    report = library.recognition.batch_recognize([gallery], None, JobContext())
    assert (report.tagged, report.unknown, report.without_embedding) == (1, 0, 1)
    assert trained.face(ann).player == "Ann"


@pytest.mark.parametrize("threshold", [0.0, -1.0, 1.01, float("nan")])
def test_a_threshold_that_is_no_probability_is_refused(trained: Planter, threshold: float) -> None:
    with pytest.raises(InvalidValueError):
        recognise(trained, threshold)


def test_who_was_named_since_the_training_is_a_candidate_by_their_confirmed_faces(
    library: Library, planter: Planter
) -> None:
    planter.enrolled("Ann", "Bea")
    library.training.execute(JobContext())
    (before,) = planter.photo("Cat")
    others = [planter.photo("Cat")[0] for _ in range(3)]
    assert library.recognition.candidates([before])[before][0].probability < 0.5
    cat = library.players.ensure("Cat")
    library.review.confirm(others, cat)
    first, *_ = library.recognition.candidates([before])[before]
    assert (first.player_id, first.player) == (cat, "Cat")
    assert first.probability > 0.9
    library.players.update(cat, PlayerUpdate(consent=Consent.REFUSED))
    assert cat not in [one.player_id for one in library.recognition.candidates([before])[before]]


def test_without_training_nothing_is_recognised(library: Library, planter: Planter) -> None:
    planter.photo("Ann")
    with pytest.raises(TrainingError):
        recognise(planter)
    with pytest.raises(TrainingError):
        library.training.execute(JobContext())


def test_a_training_of_another_pack_is_refused(trained: Planter) -> None:
    trained.library.update_settings(pack="buffalo_s")
    with pytest.raises(TrainingError, match="Train again"):
        recognise(trained)


def test_an_unknown_gallery_is_refused(trained: Planter) -> None:
    with pytest.raises(NotFoundError):
        trained.library.recognition.batch_recognize([GalleryId("none")], None, JobContext())


def test_candidates_are_the_likeliest_first(trained: Planter) -> None:
    (face,) = trained.photo("Dora", gallery="One")
    candidates = trained.library.recognition.candidates([face], 3)[face]
    assert len(candidates) == 3
    assert candidates[0].player == "Dora"
    probabilities = [candidate.probability for candidate in candidates]
    assert probabilities == sorted(probabilities, reverse=True)
    assert sum(probabilities) <= 1


def test_who_is_tagged_among_players_is_only_suggested_among_strangers(trained: Planter) -> None:
    library = trained.library

    def state() -> FaceState:
        library.recognition.batch_recognize([trained.gallery("Two")], None, JobContext())
        (best,) = library.recognition.candidates([face], 1)[face]
        shown = trained.face(face)
        assert shown.player == best.player == "Ann"
        assert shown.probability == pytest.approx(best.probability, abs=1e-4)
        return shown.state

    (face,) = trained.photo("Ann", gallery="Two", noise=1.48)
    assert state() is FaceState.TAGGED
    trained.photo(*(f"stranger {number}" for number in range(200)), gallery="Two")
    assert state() is FaceState.SUGGESTED


@pytest.mark.parametrize(("more", "expected"), [(0, FaceState.TAGGED), (2, FaceState.SUGGESTED)])
def test_of_a_photo_s_galleries_the_smallest_tells_how_many_of_its_faces_are_known(
    trained: Planter, more: int, expected: FaceState
) -> None:
    library = trained.library
    (face,) = trained.photo("Ann", gallery="Two", noise=1.48)
    for _ in range(more):
        trained.photo("Ann", gallery="Two")
    trained.photo(*(f"stranger {number}" for number in range(200)), gallery="Strangers")
    with library._database.write() as session:
        photo = trained.face(face).photo_id
        session.add(GalleryPhotoRow(gallery_id=trained.gallery("Strangers"), photo_id=photo, sort_key=""))
    galleries = [trained.gallery("Two"), trained.gallery("Strangers")]
    for asked in ([galleries[0]], [galleries[1]], galleries, galleries[::-1]):
        library.recognition.batch_recognize(asked, None, JobContext())
        (best,) = library.recognition.candidates([face], 1)[face]
        assert trained.face(face).state is expected
        assert trained.face(face).probability == pytest.approx(best.probability, abs=1e-4)


def test_who_is_expected_and_the_number_worn_count_for_candidates(trained: Planter) -> None:
    library = trained.library

    def first() -> tuple[str, float]:
        best, *_ = library.recognition.candidates([face], 2)[face]
        return best.player, best.probability

    def wears(number: str) -> None:
        with library._database.write() as session:
            session.merge(FaceNumberRow(face_id=face, digits=number, score=0.9))

    (face,) = trained.photo("Ann", gallery="Two", noise=1.48)
    who, as_anybody = first()
    ann, cleo = library.players.find("Ann").id, library.players.find("Cleo").id
    library.galleries.set_roster(trained.gallery("Two"), [ann])
    assert (who, first()[0]) == ("Ann", "Ann")
    assert first()[1] > as_anybody, "she plays"
    library.galleries.set_roster(trained.gallery("Two"), [cleo])
    assert first()[1] < as_anybody, "she does not"
    library.galleries.set_roster(trained.gallery("Two"), [])
    library.players.update(ann, PlayerUpdate(number="7"))
    library.players.update(cleo, PlayerUpdate(number="9"))
    wears("7")
    assert first() > ("Ann", as_anybody)
    wears("9")
    assert first()[1] < as_anybody


def test_a_reference_that_is_in_no_gallery_has_candidates(trained: Planter) -> None:
    (reference,) = trained.photo("Ann", gallery="Gone")
    with trained.library._database.write() as session:
        photo = trained.face(reference).photo_id
        session.execute(delete(GalleryPhotoRow).where(GalleryPhotoRow.photo_id == photo))
    (best,) = trained.library.recognition.candidates([reference], 1)[reference]
    assert best.player == "Ann"


def test_who_was_rejected_for_a_face_is_no_candidate_for_it(trained: Planter) -> None:
    face, other = trained.photo("Cleo", "Dora", gallery="One")
    trained.library.recognition.batch_recognize([trained.gallery("One")], None, JobContext())
    trained.library.review.reject([face])
    candidates = trained.library.recognition.candidates([face, other], 2)
    assert "Cleo" not in [one.player for one in candidates[face]]
    assert [len(found) for found in candidates.values()] == [2, 2]
    assert candidates[other][0].player == "Dora"


def options(rows: Sequence[Sequence[float]]) -> list[list[Match]]:
    """Whom faces may show, of probabilities by face and column; 0 for what is ruled out."""
    return [[Match(column, p, p) for column, p in enumerate(line) if p] for line in rows]


def test_each_player_goes_to_one_face_the_surest_first() -> None:
    assert assign(options([[0.9, 0.2], [0.95, 0.6]])) == {1: Match(0, 0.95, 0.95), 0: Match(1, 0.2, 0.2)}
    assert assign(options([[0, 0], [0, 0]])) == {}
    assert assign([]) == {}


@given(
    rows=st.integers(1, 4).flatmap(
        lambda players: st.lists(
            st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=players, max_size=players),
            min_size=1,
            max_size=4,
        )
    )
)
def test_the_surest_pair_of_a_photo_comes_first(rows: list[list[float]]) -> None:
    pairs = sorted((-p, row, column) for row, line in enumerate(rows) for column, p in enumerate(line) if p)
    expected: dict[int, int] = {}
    for _, row, column in pairs:
        if row not in expected and column not in expected.values():
            expected[row] = column
    assert {face: match.column for face, match in assign(options(rows)).items()} == expected


@given(seed=st.integers(0, 99), faces=st.integers(0, 40), least=st.sampled_from([0.01, 0.2, 0.5]))
def test_whom_a_face_may_show_is_everybody_who_is_likely_enough(seed: int, faces: int, least: float) -> None:
    random = np.random.default_rng(seed)
    people, seen = (unit(random.normal(size=(n, 16)).astype(np.float32)) for n in (30, faces))
    players = tuple((PlayerId(str(number)), "") for number in range(30))
    templates = Templates(SessionId(""), "pack", 0.9, Calibration(9.0, -3.0), players, people)
    prior, quality = templates.prior(frozenset()), random.uniform(size=faces)
    with patch("core.recognition.comparing.COMPARED_AT_ONCE", 100):
        found = likely(templates, seen, quality, prior, least, {})
    whole = templates.calibration.probabilities(seen @ people.T, prior, lifts=lift(quality))
    assert [[match.column for match in matches] for matches in found] == [
        np.flatnonzero(row >= np.float32(least)).tolist() for row in whole
    ]


DIGITS = st.sampled_from(["", "7", "07", "12", "No 3"])


@given(theirs=st.lists(DIGITS, min_size=1, max_size=5), read=st.lists(DIGITS, min_size=1, max_size=5))
def test_a_number_speaks_for_who_wears_it_and_against_who_wears_another(
    theirs: list[str], read: list[str]
) -> None:
    evidence = NumberEvidence([*map(plain, theirs)], 3.0, -1.5)
    weights = evidence.of([*map(plain, read)])
    for row, seen in enumerate(map(plain, read)):
        for column, number in enumerate(map(plain, theirs)):
            expected = 0.0 if "" in (seen, number) else 3.0 if seen == number else -1.5
            assert weights[row, column] == expected


@given(
    seed=st.integers(0, 99),
    read=st.lists(st.sampled_from(["", "1", "2", "40"]), min_size=5, max_size=5),
    same=st.floats(0.1, 5),
)
def test_a_number_makes_its_player_likelier_and_the_others_less(
    seed: int, read: list[str], same: float
) -> None:
    random = np.random.default_rng(seed)
    people, seen = (unit(random.normal(size=(n, 16)).astype(np.float32)) for n in (30, 5))
    numbers = [str(number) for number in range(30)]
    weights = NumberEvidence(numbers, same, -same).of(read)
    calibration = Calibration(9.0, -3.0)
    before = calibration.probabilities(seen @ people.T)
    after = calibration.probabilities(seen @ people.T, evidence=weights)
    for row, digits in enumerate(read):
        own = np.array([digits == number for number in numbers])
        if own.any():
            assert (after[row, own] >= before[row, own]).all()
        elif not digits:
            assert np.allclose(after[row], before[row], atol=1e-6)
        else:
            assert after[row].sum() <= before[row].sum() + 1e-6, "it is likelier a person on no roster"


@pytest.mark.parametrize(
    ("number", "same_as"),
    [("07", "7"), ("#12", "12"), ("№ 5", "5"), ("000", "0"), ("GK", ""), ("", ""), ("1a", "")],
)
def test_numbers_are_compared_without_what_stands_around_them(number: str, same_as: str) -> None:
    assert plain(number) == same_as


def test_training_twice_gives_the_same_session(trained: Planter) -> None:
    first, second = (trained.library.training.execute(JobContext()).session for _ in range(2))
    assert (first.curve, first.threshold, first.confusable) == (
        second.curve,
        second.threshold,
        second.confusable,
    )


@pytest.mark.parametrize("precision", [0.0, 0.4, 1.0])
def test_a_precision_that_can_not_be_asked_for_is_refused(trained: Planter, precision: float) -> None:
    sessions = trained.library.training.history()
    with pytest.raises(InvalidValueError, match="precision_target"):
        trained.library.training.execute(JobContext(), precision)
    assert trained.library.training.history() == sessions


def test_every_session_is_kept_and_any_can_be_made_active(trained: Planter) -> None:
    training = trained.library.training
    newest = training.execute(JobContext()).session
    history = training.history()
    assert [session.active for session in history] == [True, False]
    assert history[0].id == newest.id
    training.activate(history[1].id)
    assert [session.active for session in training.history()] == [False, True]


def test_the_plan_tells_how_many_faces_each_player_has(trained: Planter) -> None:
    plan = trained.library.training.prepare()
    assert {player.player: player.usable for player in plan.players} == dict.fromkeys(TEAM, 3)
    assert plan.ready == 4


def test_the_plan_shows_a_mislabelled_face(trained: Planter) -> None:
    (wrong,) = trained.photo("somebody else", gallery="Wrong")
    trained.library.review.confirm([wrong], trained.library.players.find("Ann").id)
    plan = trained.library.training.prepare()
    assert {player.player: player.outliers for player in plan.players if player.outliers} == {"Ann": (wrong,)}


def test_a_cluster_is_of_one_person_and_can_be_named(trained: Planter) -> None:
    library = trained.library
    for _ in range(5):
        trained.photo("Eve", "Fay", gallery="Others", noise=0.2)
    gallery = trained.gallery("Others")
    report = library.clusters.cluster(gallery, JobContext(), 3)
    clusters = library.clusters.of(gallery)
    assert (report.clusters, report.clustered, report.noise) == (2, 10, 0)
    (eve,) = library.players.add("Eve").players
    faces = [face.id for face in clusters[0].faces]
    library.clusters.name(clusters[0].id, eve)
    assert {face.player for face in trained.faces(faces)} == {"Eve"}
    assert [cluster.id for cluster in library.clusters.of(gallery)] == [clusters[1].id]


@pytest.mark.parametrize("reason", RejectReason)
def test_the_faces_of_a_rejected_cluster_do_not_come_back(trained: Planter, reason: RejectReason) -> None:
    library = trained.library
    for _ in range(5):
        trained.photo("Eve", "Fay", noise=0.2)
    library.clusters.cluster(trained.gallery(), JobContext(), 3)
    cluster, _ = library.clusters.of(trained.gallery())
    library.clusters.reject(cluster.id, reason)
    library.clusters.cluster(trained.gallery(), JobContext(), 3)
    again = {face.id for c in library.clusters.of(trained.gallery()) for face in c.faces}
    assert again.isdisjoint(face.id for face in cluster.faces)


def test_a_cluster_of_one_face_is_refused(trained: Planter) -> None:
    with pytest.raises(InvalidValueError):
        trained.library.clusters.cluster(trained.gallery(), JobContext(), 1)


def test_what_is_no_face_is_no_stranger(library: Library, planter: Planter) -> None:
    planter.enrolled("Ann", "Bea")
    planter.photo("Ann", "Bea")
    trees = planter.photo(*(f"Tree {number}" for number in range(100)))
    library.training.execute(JobContext())

    def known_share() -> float:
        with library._database.read() as session:
            templates = load_templates(session, library._traits())
            return calibration_in(session, templates, planter.gallery()).known_share

    among_strangers = known_share()
    library.review.not_a_face(trees)
    assert known_share() > 1.5 * among_strangers
