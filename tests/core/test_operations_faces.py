"""Faces drawn by hand, on pictures of people, through the models."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select, text

from core import ids
from core.db.schema import DecisionRow, EmbeddingRow, FaceRow, PhotoRow
from core.errors import InvalidValueError, NotFoundError, PhotoError
from core.jobs import JobContext
from core.library import Library
from core.types import (
    Box,
    Consent,
    DeliveryOrder,
    Face,
    FaceId,
    FaceState,
    GalleryId,
    Photo,
    PhotoFilter,
    PhotoId,
    PlayerUpdate,
    Source,
    Verdict,
)
from tests.fakes.planter import Planter

NEVER_SEEN = Box(0.02, 0.02, 0.05, 0.07)
"""A corner of the sample's photos in which there is nobody."""


@pytest.fixture
def photos(sample_library: Library, sample_gallery: GalleryId) -> list[Photo]:
    """The sample's photos."""
    return list(sample_library.galleries.results(sample_gallery).photos.items)


def faces_of(library: Library, photo_id: PhotoId) -> dict[FaceId, Face]:
    (photo,) = library.galleries.photos([photo_id])
    return {face.id: face for face in photo.faces}


def missed(library: Library, photos: list[Photo]) -> Face:
    """A player's face that the detector finds, as if it had not."""
    named = (face for photo in photos for face in photo.faces if face.player_id)
    face = max(named, key=lambda face: face.quality)
    with library._database.write() as session:
        session.execute(text("DROP TRIGGER decision_delete"))
        for table in (DecisionRow, EmbeddingRow):
            session.execute(delete(table).where(table.face_id == face.id))
        session.execute(delete(FaceRow).where(FaceRow.id == face.id))
    return face


def wider(box: Box, by: float) -> Box:
    """The box with a margin, in sides of it, on each side."""
    return Box(box.x - by * box.w, box.y - by * box.h, box.w * (1 + 2 * by), box.h * (1 + 2 * by))


def test_a_missed_face_is_drawn_undone_and_drawn_again(sample_library: Library, photos: list[Photo]) -> None:
    known = missed(sample_library, photos)
    before = faces_of(sample_library, known.photo_id)
    done = sample_library.faces.draw(known.photo_id, wider(known.box, 0.1))
    (face_id,) = done.faces
    drawn = faces_of(sample_library, known.photo_id)[face_id]
    assert (drawn.state, drawn.player_id) == (FaceState.UNKNOWN, None)
    assert drawn.quality > 0.1, "its landmarks were found"
    assert sample_library.images.crop(face_id).exists()
    likeliest = sample_library.recognition.candidates([face_id])[face_id][0]
    assert likeliest.player_id == known.player_id

    assert done.batch is not None
    undone = sample_library.review.undo(done.batch)
    assert faces_of(sample_library, known.photo_id)[face_id].state is FaceState.NOT_A_FACE
    assert undone.batch is not None
    sample_library.review.undo(undone.batch)
    now = faces_of(sample_library, known.photo_id)
    assert now[face_id].state is FaceState.UNKNOWN
    assert now.keys() == before.keys() | {face_id}


def test_a_box_drawn_roughly_closes_in_on_the_face(sample_library: Library, photos: list[Photo]) -> None:
    known = missed(sample_library, photos)
    (face_id,) = sample_library.faces.draw(known.photo_id, wider(known.box, 0.5)).faces
    assert faces_of(sample_library, known.photo_id)[face_id].box.overlap(known.box) > 0.8


def test_a_face_that_no_detector_finds_can_be_named(sample_library: Library, photos: list[Photo]) -> None:
    player = sample_library.players.search().items[0].id
    photo = next(p for p in photos if all(f.player_id != player for f in p.faces))
    mine = ids.new_face_id()
    assert sample_library.faces.draw(photo.id, NEVER_SEEN, mine).faces == {mine}
    face = faces_of(sample_library, photo.id)[mine]
    assert (face.quality, face.box) == (0.0, NEVER_SEEN)
    sample_library.review.confirm([mine], player)
    assert faces_of(sample_library, photo.id)[mine].state is FaceState.CONFIRMED
    with pytest.raises(InvalidValueError, match="already"):
        sample_library.faces.draw(photo.id, replace(NEVER_SEEN, x=0.2), mine)


@pytest.mark.parametrize(
    ("box", "why"),
    [
        (Box(0.9, 0.5, 0.2, 0.2), "not within"),
        (Box(-0.1, 0.5, 0.2, 0.2), "not within"),
        (Box(0.1, float("nan"), 0.2, 0.2), "not within"),
        (Box(0.5, 0.5, 0.001, 0.1), "pixels"),
        (Box(0.5, 0.5, -0.1, -0.1), "pixels"),
    ],
)
def test_a_box_that_can_be_no_face_is_refused(
    sample_library: Library, photos: list[Photo], box: Box, why: str
) -> None:
    with pytest.raises(InvalidValueError, match=why):
        sample_library.faces.draw(photos[0].id, box)


def test_a_face_that_is_there_is_not_drawn_twice(sample_library: Library, photos: list[Photo]) -> None:
    face = next(face for photo in photos for face in photo.faces if face.player)
    for by in (0.0, 0.1, 0.6):
        with pytest.raises(InvalidValueError, match=f"{face.player}.*{face.id}"):
            sample_library.faces.draw(face.photo_id, wider(face.box, by))
    sample_library.review.not_a_face([face.id])
    assert sample_library.faces.draw(face.photo_id, face.box).faces
    with pytest.raises(NotFoundError):
        sample_library.faces.draw(PhotoId("0" * 64), face.box)


def test_who_refused_is_withheld_from_deliveries_in_another_box_too(
    sample_library: Library, sample_gallery: GalleryId, photos: list[Photo]
) -> None:
    face = next(f for p in photos for f in p.faces if f.state is FaceState.TAGGED)
    assert face.player_id is not None
    sample_library.players.update(face.player_id, PlayerUpdate(consent=Consent.REFUSED))
    before = sample_library.deliveries.preview(DeliveryOrder(sample_gallery, "")).withheld
    sample_library.faces.redraw(face.id, wider(face.box, 0.3))
    assert before[0].photos
    assert sample_library.deliveries.preview(DeliveryOrder(sample_gallery, "")).withheld == before


def test_an_old_answer_does_not_put_a_person_into_a_photo_twice(
    sample_library: Library, photos: list[Photo]
) -> None:
    first, second = next(photo.faces[:2] for photo in photos if len(photo.faces) > 1)
    player = sample_library.players.search().items[0].id
    sample_library.review.confirm([first.id], player)
    sample_library.review.not_a_face([first.id])
    sample_library.review.confirm([second.id], player)
    known = faces_of(sample_library, first.photo_id).keys()
    with pytest.raises(InvalidValueError, match="twice"):
        sample_library.faces.redraw(first.id, first.box)
    assert faces_of(sample_library, first.photo_id).keys() == known


def test_a_photo_that_is_gone_says_so(sample_library: Library, photos: list[Photo]) -> None:
    with sample_library._database.write() as session:
        for file in session.get_one(PhotoRow, photos[0].id).files:
            session.delete(file)
    with pytest.raises(PhotoError):
        sample_library.faces.draw(photos[0].id, NEVER_SEEN)


def test_a_box_is_put_right_and_keeps_every_answer(sample_library: Library, photos: list[Photo]) -> None:
    face = next(f for p in photos for f in p.faces if f.state is FaceState.TAGGED)
    others = [one.id for one in sample_library.players.search().items if one.id != face.player_id]
    assert face.player_id is not None
    sample_library.review.reject([face.id], others[0])
    sample_library.review.confirm([face.id], face.player_id, Source.ENROLMENT)
    references = sample_library.players.get(face.player_id).references
    place = wider(face.box, 0.3)
    done = sample_library.faces.redraw(face.id, place)
    (new,) = done.faces - {face.id}
    now = faces_of(sample_library, face.photo_id)
    assert now[face.id].state is FaceState.NOT_A_FACE
    assert (now[new].state, now[new].player_id) == (FaceState.CONFIRMED, face.player_id)
    assert now[new].box.overlap(place) > 0.99, "the box is the one drawn"
    assert sample_library.players.get(face.player_id).references == references
    assert said_of(sample_library, new) == [Verdict.DRAW, Verdict.REJECT, Verdict.CONFIRM]

    assert done.batch is not None
    undone = sample_library.review.undo(done.batch)
    now = faces_of(sample_library, face.photo_id)
    assert now[new].state is FaceState.NOT_A_FACE
    assert (now[face.id].state, now[face.id].player_id) == (FaceState.CONFIRMED, face.player_id)
    assert undone.batch is not None
    sample_library.review.undo(undone.batch)
    now = faces_of(sample_library, face.photo_id)
    assert (now[face.id].state, now[new].player_id) == (FaceState.NOT_A_FACE, face.player_id)


def said_of(library: Library, face_id: FaceId) -> list[Verdict]:
    with library._database.read() as session:
        rows = select(DecisionRow.verdict).where(DecisionRow.face_id == face_id).order_by(DecisionRow.id)
        return [Verdict(verdict) for verdict in session.scalars(rows)]


def test_what_was_taken_back_is_not_said_of_the_new_box(sample_library: Library, photos: list[Photo]) -> None:
    face = next(f for p in photos for f in p.faces if f.state is FaceState.UNKNOWN)
    done = sample_library.review.ignore([face.id])
    assert done.batch is not None
    sample_library.review.undo(done.batch)
    (new,) = sample_library.faces.redraw(face.id, wider(face.box, 0.2)).faces - {face.id}
    assert faces_of(sample_library, face.photo_id)[new].state is FaceState.UNKNOWN
    sample_library.review.ignore([new])
    (newer,) = sample_library.faces.redraw(new, wider(face.box, 0.1)).faces - {new}
    assert faces_of(sample_library, face.photo_id)[newer].state is FaceState.IGNORED
    other = next(f for p in photos for f in p.faces if f.id != face.id and f.photo_id == face.photo_id)
    with pytest.raises(InvalidValueError, match=other.id):
        sample_library.faces.redraw(newer, other.box)


def test_looking_again_and_importing_again_neither_lose_nor_double_a_drawn_face(
    sample_library: Library, photos: list[Photo]
) -> None:
    found = missed(sample_library, photos)
    rough = Box(found.box.x, found.box.y, found.box.w, found.box.h * 0.55)
    (seen,) = sample_library.faces.draw(found.photo_id, rough).faces
    (unseen,) = sample_library.faces.draw(found.photo_id, NEVER_SEEN).faces
    wrong = next(f for p in photos for f in p.faces if f.state is FaceState.UNKNOWN and f.id != found.id)
    (right,) = sample_library.faces.redraw(wrong.id, wider(wrong.box, 0.3)).faces - {wrong.id}
    paths = [photo.path for photo in photos if photo.id in (found.photo_id, wrong.photo_id)]
    gallery = sample_library.indexing.import_photos(paths, "Few", JobContext()).gallery_id
    before = everything(sample_library, gallery)
    assert {seen, unseen, right} <= before.keys()

    sample_library.descriptors.regenerate_unknown(gallery, JobContext())
    assert everything(sample_library, gallery) == before
    sample_library.update_settings(pack="buffalo_s")
    report = sample_library.indexing.import_photos(paths, "Few", JobContext())
    assert (report.added, report.failures) == (0, ())
    assert sample_library.count_embeddings()[1] == len(before)
    sample_library.descriptors.regenerate_unknown(gallery, JobContext())
    after = everything(sample_library, gallery)
    assert {key: after[key] for key in (seen, unseen, right)} == {k: before[k] for k in (seen, unseen, right)}
    there = [one.id for one in faces_of(sample_library, found.photo_id).values() if is_near(one, found)]
    assert there == [seen]


def is_near(face: Face, other: Face) -> bool:
    return face.state is not FaceState.NOT_A_FACE and face.box.overlap(other.box) > 0.2


def everything(library: Library, gallery_id: GalleryId) -> dict[FaceId, tuple[FaceState, Box]]:
    photos = library.galleries.results(gallery_id, PhotoFilter()).photos.items
    return {face.id: (face.state, face.box) for photo in photos for face in photo.faces}


def test_a_burst_is_what_one_camera_took_at_once(planter: Planter) -> None:
    start = datetime(2026, 5, 1, 10)
    times = (0.0, 1.5, 3.4, 5.5, 5.5, 9.0)
    shots: dict[tuple[str, int], PhotoId] = {}
    for camera in ("A", "B"):
        for at in times:
            taken = start + timedelta(seconds=at)
            (face,) = planter.photo("P", taken_at=taken, camera=camera)
            shots[camera, len(shots)] = planter.face(face).photo_id
    (undated,) = planter.photo("P", camera="A")
    of_a = [photo for (camera, _), photo in shots.items() if camera == "A"]
    bursts = planter.library.faces.burst
    assert [bursts(photo) for photo in of_a[:3]] == [tuple(of_a[:3])] * 3
    assert bursts(of_a[4]) == tuple(of_a[3:5])
    assert bursts(of_a[5]) == (of_a[5],)
    alone = planter.face(undated).photo_id
    assert bursts(alone) == (alone,)
    with pytest.raises(NotFoundError):
        bursts(PhotoId("0" * 64))
