"""Every operation of docs/operations.md on pictures of people, through the models, once.

What is special about one is tested where it lives; here each does its job.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from core.changes import Changes
from core.db.queries import rows_of
from core.db.schema import FaceRow
from core.db.vectors import unit
from core.errors import InvalidValueError, LibraryError, NotFoundError
from core.jobs import JobContext
from core.library import Library
from core.sample import SampleTournament
from core.types import (
    WHOLE_LIBRARY,
    Box,
    Consent,
    Face,
    FaceState,
    GalleryId,
    LeftOutReason,
    Page,
    PhotoFilter,
    Player,
    PlayerUpdate,
    RejectReason,
    TrainingStatus,
)
from tests.conftest import Person


@pytest.fixture
def faces(sample_library: Library, sample_gallery: GalleryId) -> list[Face]:
    """The faces of the sample's gallery."""
    photos = sample_library.galleries.results(sample_gallery).photos.items
    return [face for photo in photos for face in photo.faces]


def in_state(faces: list[Face], state: FaceState) -> list[Face]:
    found = [face for face in faces if face.state is state]
    assert found
    return found


def state_of(library: Library, face: Face) -> FaceState:
    (photo,) = library.galleries.photos([face.photo_id])
    return next(one.state for one in photo.faces if one.id == face.id)


def somebody(library: Library) -> Player:
    return library.players.search().items[0]


# -- Players -------------------------------------------------------------------------------------


def test_players_are_added_found_changed_and_enrolled(
    sample_library: Library, people: dict[str, Person], tmp_path: Path
) -> None:
    players = sample_library.players
    (player_id,) = players.add("Zoë Nováková", "77", "Falcons").players
    assert [found.id for found in players.search("novak").items] == [player_id]
    everybody = players.search()
    assert players.search(page=Page(2, 3)).items == everybody.items[2:5]
    assert players.search(page=Page(2, 3)).total == everybody.total

    players.update(player_id, PlayerUpdate(name="Zoe Novak", consent=Consent.GIVEN))
    players.update(player_id, PlayerUpdate(consent_until=date(2027, 1, 1)))
    changed = players.get(player_id)
    assert (changed.name, changed.number, changed.consent) == ("Zoe Novak", "77", Consent.GIVEN)
    assert changed.consent_until == date(2027, 1, 1)
    with pytest.raises(InvalidValueError, match="name"):
        players.update(player_id, PlayerUpdate(name="  "))

    folder = tmp_path / "references" / "Zoe Novak"
    folder.mkdir(parents=True)
    (folder / "1.jpg").write_bytes(people["P009"].portrait.read_bytes())
    assert sample_library.indexing.enroll(folder.parent, JobContext()).enrolled == {"Zoe Novak": 1}
    assert players.get(player_id).references == 1

    roster = tmp_path / "roster.csv"
    roster.write_text("name,number\nNew One,5\n", "utf-8")
    assert len(players.import_roster(roster).players) == 1


def test_two_players_who_are_one_are_merged_and_separated(
    sample_library: Library, sample_gallery: GalleryId, faces: list[Face]
) -> None:
    keep, other, *_ = sample_library.players.search().items
    unknown = in_state(faces, FaceState.UNKNOWN)
    mine, no_longer_mine = unknown[0], next(f for f in unknown if f.photo_id != unknown[0].photo_id)
    sample_library.review.confirm([mine.id], other.id)
    sample_library.review.reject([no_longer_mine.id], other.id)
    done = sample_library.players.merge(keep.id, other.id)
    assert other.id not in [player.id for player in sample_library.players.search().items]
    assert sample_library.players.get(keep.id).photos > keep.photos
    (photo,) = sample_library.galleries.photos([mine.photo_id])
    assert next(face.player_id for face in photo.faces if face.id == mine.id) == keep.id
    with pytest.raises(InvalidValueError, match="merged into another"):
        sample_library.review.confirm([unknown[-1].id], other.id)
    sample_library.training.execute(JobContext())
    sample_library.recognition.batch_recognize([sample_gallery], 0.01, JobContext())
    (photo,) = sample_library.galleries.photos([no_longer_mine.photo_id])
    assert keep.id not in {face.player_id for face in photo.faces if face.id == no_longer_mine.id}

    assert done.batch is not None
    sample_library.review.undo(done.batch)
    assert sample_library.players.get(other.id) in sample_library.players.search().items
    (photo,) = sample_library.galleries.photos([mine.photo_id])
    assert next(face.player_id for face in photo.faces if face.id == mine.id) == other.id


def test_a_player_who_refused_is_neither_trained_nor_named(
    sample_library: Library, sample_gallery: GalleryId, faces: list[Face]
) -> None:
    named = [face for face in faces if face.state is FaceState.TAGGED]
    player_id = named[0].player_id
    assert player_id is not None
    name = sample_library.players.get(player_id).name
    sample_library.players.update(player_id, PlayerUpdate(consent=Consent.REFUSED))
    sample_library.recognition.batch_recognize([sample_gallery], None, JobContext())
    after = sample_library.galleries.results(sample_gallery, PhotoFilter(players=frozenset({player_id})))
    assert after.photos.total == 0
    assert name not in [player.player for player in sample_library.training.prepare().players]


# -- Galleries -----------------------------------------------------------------------------------


def test_photos_are_added_and_those_that_failed_are_tried_again(
    sample_library: Library, people: dict[str, Person], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff not a picture")
    report = sample_library.indexing.import_photos([broken], "Late", JobContext())
    assert [failure.path for failure in report.failures] == [broken]
    assert "Late" in [gallery.name for gallery in sample_library.galleries.all()]

    broken.write_bytes(people["P001"].selfie.read_bytes())
    again = sample_library.indexing.process(report.gallery_id, JobContext())
    assert (again.added, again.faces, again.failures) == (1, 1, ())
    assert sample_library.galleries.results(report.gallery_id).failures == ()


def test_results_are_filtered_and_paged(sample_library: Library, sample_gallery: GalleryId) -> None:
    galleries = sample_library.galleries
    everything = galleries.results(sample_gallery)
    assert everything.photos.total == len(everything.photos.items) == everything.gallery.photos
    page = galleries.results(sample_gallery, page=Page(3, 4))
    assert page.photos.items == everything.photos.items[3:7]
    tagged = galleries.results(sample_gallery, PhotoFilter(frozenset({FaceState.TAGGED})))
    assert 0 < tagged.photos.total < everything.photos.total
    for photo in tagged.photos.items:
        assert FaceState.TAGGED in [face.state for face in photo.faces]
    camera = everything.photos.items[0].camera
    of_camera = galleries.results(sample_gallery, PhotoFilter(camera=camera))
    assert {photo.camera for photo in of_camera.photos.items} == {camera}
    middle = everything.photos.items[6].taken_at
    late = galleries.results(sample_gallery, PhotoFilter(since=middle))
    early = galleries.results(sample_gallery, PhotoFilter(until=middle))
    assert late.photos.total + early.photos.total == everything.photos.total


def test_a_gallery_is_grouped_by_player(sample_library: Library, sample_gallery: GalleryId) -> None:
    photos = sample_library.galleries.results(sample_gallery).photos.items
    named = {FaceState.TAGGED, FaceState.CONFIRMED}
    who = {photo.id: {face.player_id for face in photo.faces if face.state in named} for photo in photos}
    grouped = sample_library.galleries.by_player(sample_gallery)
    assert set(grouped.nobody) == {photo for photo, players in who.items() if not players}
    assert {photo: set(players) for photo, players in grouped.players.items()} == {
        photo: players for photo, players in who.items() if players
    }
    for group in grouped.groups:
        assert set(group.photo_ids) == {photo for photo, players in who.items() if group.player_id in players}
        for other, count in group.together.items():
            assert count == sum({group.player_id, other} <= players for players in who.values())


def test_a_player_off_the_roster_is_suggested_at_most(
    sample_library: Library, sample_gallery: GalleryId, faces: list[Face]
) -> None:
    tagged = in_state(faces, FaceState.TAGGED)
    left_out = tagged[0].player_id
    others = {player.id for player in sample_library.players.search().items} - {left_out}
    sample_library.galleries.set_roster(sample_gallery, others)
    assert sample_library.galleries.get(sample_gallery).roster == others
    sample_library.recognition.batch_recognize([sample_gallery], None, JobContext())
    photos = sample_library.galleries.results(sample_gallery).photos.items
    states = {face.state for photo in photos for face in photo.faces if face.player_id == left_out}
    assert states <= {FaceState.SUGGESTED}

    sample_library.galleries.set_roster(sample_gallery, [])
    sample_library.recognition.batch_recognize([sample_gallery], None, JobContext())
    assert state_of(sample_library, tagged[0]) is FaceState.TAGGED


def test_names_and_clusters_are_exported(
    sample_library: Library, sample_gallery: GalleryId, faces: list[Face], tmp_path: Path
) -> None:
    assert sample_library.export.tags(tmp_path / "tags.csv") == len(faces)
    assert sample_library.export.photos(tmp_path / "names.csv", sample_gallery) == 12
    assert sample_library.export.clusters(tmp_path / "clusters.csv") == len(faces)
    sample_library.clusters.cluster(WHOLE_LIBRARY, JobContext(), 2)
    again = sample_library.export.clusters(tmp_path / "clusters.csv")
    assert again == len(faces), "a face that is in two clusters is one line"
    with (tmp_path / "tags.csv").open(encoding="utf-8") as file:
        assert {line["face_id"] for line in csv.DictReader(file)} == {face.id for face in faces}


# -- Training and recognition --------------------------------------------------------------------


def test_a_training_is_prepared_run_compared_and_taken_back(sample_library: Library) -> None:
    training = sample_library.training
    plan = training.prepare()
    assert plan.ready == len(plan.players)
    assert all(
        player.usable + sum(map(len, player.left_out.values())) == player.faces for player in plan.players
    )
    (first,) = training.history()
    second = training.execute(JobContext(), 0.9).session
    assert training.status(second.id) == second
    assert second.status is TrainingStatus.DONE
    assert second.active
    assert [session.id for session in training.history()] == [second.id, first.id]

    compared = training.compare(first.id, second.id)
    assert (compared.first.precision_target, compared.second.precision_target) == (0.995, 0.9)
    assert compared.only_first == compared.only_second == ()

    with pytest.raises(InvalidValueError, match="in use"):
        training.delete(second.id)
    training.activate(first.id)
    training.delete(second.id)
    assert [session.id for session in training.history()] == [first.id]
    with pytest.raises(InvalidValueError, match="deleted"):
        training.activate(second.id)
    training.restore(second.id)
    assert len(training.history()) == 2


def test_nearly_the_same_picture_twice_is_trained_on_once(
    sample_library: Library, people: dict[str, Person], tmp_path: Path
) -> None:
    from PIL import Image

    folder = tmp_path / "references" / "Twice"
    folder.mkdir(parents=True)
    picture = Image.open(people["P008"].selfie)
    exif = Image.Exif()
    exif[0x0110] = "Camera"
    for number in range(3):
        exif.get_ifd(0x8769)[0x9003] = f"2026:05:01 10:00:0{number}"
        picture.save(folder / f"{number}.jpg", quality=90 - number, exif=exif)
    sample_library.indexing.enroll(folder.parent, JobContext())
    (twice,) = [player for player in sample_library.training.prepare().players if player.player == "Twice"]
    assert len(twice.left_out[LeftOutReason.DUPLICATE]) == 2
    assert (twice.faces, twice.usable, twice.few) == (3, 1, True)


def test_one_photo_is_looked_at_without_being_kept(
    sample_library: Library, sample_tournament: SampleTournament, faces: list[Face]
) -> None:
    before = sample_library.statistics.figures().photos
    reference = next(sample_tournament.references.rglob("*.jpg"))
    seen = sample_library.lookup.faces(reference, 3)
    face = max(seen, key=lambda one: one.size_px)
    assert face.candidates[0].player == reference.parent.name
    assert len(face.candidates) == 3
    assert len(face.landmarks) == 5
    again = sample_library.lookup.face(reference, face.box, 1)
    assert again.candidates == face.candidates[:1]
    with pytest.raises(InvalidValueError, match="no face was found there"):
        sample_library.lookup.face(reference, Box(0.0, 0.0, 0.02, 0.02))

    alike = sample_library.lookup.players_like(face.embedding, 3, face.quality)
    assert [one.player_id for one in alike] == [one.player_id for one in face.candidates]
    assert alike[0].probability == pytest.approx(face.candidates[0].probability, abs=1e-4)
    nearest = sample_library.lookup.faces_like(face.embedding, 5)
    assert nearest[0][1] == pytest.approx(1, abs=1e-3)
    assert [similarity for _, similarity in nearest] == sorted((s for _, s in nearest), reverse=True)
    assert sample_library.statistics.figures().photos == before


@pytest.mark.parametrize("wrong", [np.ones(3), np.full(128, np.nan), np.zeros(128)])
def test_an_embedding_that_is_none_is_refused_by_name(sample_library: Library, wrong: np.ndarray) -> None:
    vector = wrong.astype(np.float32)
    with pytest.raises(InvalidValueError, match=r"^embedding: "):
        sample_library.lookup.players_like(vector)
    with pytest.raises(InvalidValueError, match=r"^embedding: "):
        sample_library.lookup.faces_like(vector)


# -- Review --------------------------------------------------------------------------------------


def test_each_answer_is_kept_and_can_be_taken_back(
    sample_library: Library, sample_gallery: GalleryId, faces: list[Face]
) -> None:
    review = sample_library.review
    waiting = review.suggestions(sample_gallery)
    assert waiting
    first = waiting[0]
    assert first.player_id is not None
    answers: dict[FaceState, Callable[[], Changes]] = {
        FaceState.CONFIRMED: partial(review.confirm, [first.id], first.player_id),
        FaceState.REJECTED: partial(review.reject, [first.id]),
        FaceState.IGNORED: partial(review.ignore, [first.id]),
        FaceState.NOT_A_FACE: partial(review.not_a_face, [first.id]),
    }
    for expected, answer in answers.items():
        done = answer()
        assert state_of(sample_library, first) is expected
        assert done.batch is not None
        review.undo(done.batch)
        assert state_of(sample_library, first) is first.state


def test_clusters_of_a_gallery_and_of_all_are_named_and_rejected(
    sample_library: Library, sample_gallery: GalleryId
) -> None:
    clusters = sample_library.clusters
    everywhere = clusters.cluster(WHOLE_LIBRARY, JobContext(), 2)
    assert everywhere.clusters
    assert len(clusters.of(WHOLE_LIBRARY)) == everywhere.clusters
    assert clusters.of(sample_gallery), "those of the gallery stay"
    first, *_ = clusters.of(sample_gallery)
    part = [first.faces[0].id]
    done = clusters.reject(first.id, RejectReason.NOT_A_PLAYER, part)
    assert done.faces == set(part)
    assert done.batch is not None
    sample_library.review.undo(done.batch)
    with pytest.raises(NotFoundError, match="open face of this cluster"):
        clusters.reject(
            first.id, RejectReason.IGNORE, [sample_library.review.suggestions(sample_gallery)[0].id]
        )
    named = clusters.name(first.id, somebody(sample_library).id)
    assert named.faces
    left = {face.id for cluster in clusters.of(sample_gallery) for face in cluster.faces}
    assert not left & named.faces


# -- Upkeep --------------------------------------------------------------------------------------


def test_descriptors_of_another_pack_are_generated_and_searched(sample_library: Library) -> None:
    before = sample_library.index.rebuild(JobContext())
    as_told = qualities(sample_library)
    sample_library._engine = None
    sample_library.update_settings(pack="buffalo_s")
    faces, embedded = sample_library.count_embeddings()
    assert embedded == 0
    report = sample_library.descriptors.generate(JobContext())
    assert (report.faces, report.failures) == (faces, ())
    assert sample_library.count_embeddings() == (faces, faces)
    after = sample_library.index.rebuild(JobContext())
    assert (after.faces, after.pack_id) == (before.faces, "buffalo_s")
    assert after.checksum != before.checksum
    assert "up to date" in sample_library.index.check()
    assert sample_library.descriptors.generate(JobContext()).photos == 0
    anew = qualities(sample_library).items() - as_told.items()
    assert dict(anew).keys() >= {face for face, quality in as_told.items() if 0 < quality < 1}


def qualities(library: Library) -> dict[str, float]:
    """Of all faces that a detector found, by id."""
    with library._database.read() as session:
        return dict(rows_of(session, select(FaceRow.id, FaceRow.quality).where(FaceRow.detection_score > 0)))


def test_looking_again_keeps_every_answer(
    sample_library: Library, sample_gallery: GalleryId, faces: list[Face]
) -> None:
    unknown = in_state(faces, FaceState.UNKNOWN)
    confirmed = unknown[0]
    sample_library.review.confirm([confirmed.id], somebody(sample_library).id)
    report = sample_library.descriptors.regenerate_unknown(sample_gallery, JobContext())
    assert report.photos
    assert (report.faces, report.failures) == (0, ()), "the same models find the same faces"
    photos = sample_library.galleries.results(sample_gallery).photos.items
    after = {face.id: face for photo in photos for face in photo.faces}
    assert after.keys() == {face.id for face in faces}
    assert after[confirmed.id].state is FaceState.CONFIRMED
    assert all(after[face.id].box == face.box for face in faces)


def test_a_search_answers_nothing_by_an_index_that_is_cut_or_nonsense(
    sample_library: Library,
) -> None:
    probe = unit(np.random.default_rng(1).normal(size=128).astype(np.float32))
    found = sample_library.lookup.faces_like(probe, 10)
    (data,) = sample_library.paths.index.glob("*.vectors")
    data.write_bytes(data.read_bytes()[:1000])
    assert sample_library.lookup.faces_like(probe, 10) == found, "built anew"
    (data,) = sample_library.paths.index.glob("*.vectors")
    content = data.read_bytes()
    third = len(content) // 3
    for damaged in (
        content[:third] + b"\xff" * (len(content) - third),
        b"\xff" * third + content[third:],
        content[: -2 * 256] + content[-256:] + content[-2 * 256 : -256],
    ):
        data.write_bytes(damaged)
        with pytest.raises(LibraryError, match="index rebuild"):
            sample_library.lookup.faces_like(probe, 10)


def test_the_index_is_renewed_when_faces_come_and_when_it_is_damaged(
    sample_library: Library, people: dict[str, Person]
) -> None:
    probe = unit(np.random.default_rng(1).normal(size=128).astype(np.float32))
    count = sample_library.count_embeddings()[1]
    assert len(sample_library.lookup.faces_like(probe, 10_000)) == count
    sample_library.indexing.import_photos([people["P002"].selfie], "More", JobContext())
    assert "older than the library" in sample_library.index.check()
    assert len(sample_library.lookup.faces_like(probe, 10_000)) == count + 1
    (data,) = sample_library.paths.index.glob("*.vectors")
    data.write_bytes(data.read_bytes()[:-1] + b"x")
    with pytest.raises(Exception, match="damaged"):
        sample_library.index.check()
    sample_library.index.rebuild(JobContext())
    assert "up to date" in sample_library.index.check()


def test_figures_settings_device_and_database(
    sample_library: Library, sample_gallery: GalleryId, faces: list[Face]
) -> None:
    figures = sample_library.statistics.figures()
    gallery = sample_library.galleries.get(sample_gallery)
    named = gallery.by_state.get(FaceState.TAGGED, 0) + gallery.by_state.get(FaceState.CONFIRMED, 0)
    assert figures.by_gallery[gallery.name].faces == len(faces)
    assert figures.by_gallery[gallery.name].named == named
    assert sum(day.photos for day in figures.by_day.values()) == gallery.photos
    assert sum(day.named for day in figures.by_day.values()) == named
    assert figures.session_id == sample_library.training.history()[0].id
    for face in in_state(faces, FaceState.UNKNOWN)[:3]:
        sample_library.review.ignore([face.id])
    assert sample_library.statistics.figures().review.acts == 3

    sample_library.update_settings(min_cluster_size=5)
    assert sample_library.settings.min_cluster_size == 5
    assert [pack.commercial for pack in sample_library.packs() if pack.id == "opencv"] == [True]
    with pytest.raises(InvalidValueError, match=r"^pack: .*playertag models install nothing$"):
        sample_library.update_settings(pack="nothing")
    assert sample_library.device().name
    assert "whole" in sample_library.check_database()
    made = sample_library.backups.make()
    assert sample_library.backups.all() == (made,)
    assert made.size == made.path.stat().st_size
    assert f"{figures.photos} of {figures.photos} photos" in sample_library.images.check()
