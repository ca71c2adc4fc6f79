"""The numbers that people wear, on pictures of people who don't exist."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core.db.schema import FaceNumberRow
from core.demo import match_truth
from core.errors import CancelledError, NotFoundError
from core.jobs import JobContext, Progress
from core.library import Library
from core.numbers import NumberReport
from core.sample import SampleTournament
from core.types import FaceState, GalleryId, PhotoId

Named = Counter[tuple[FaceState, bool]]


def named(library: Library, sample: SampleTournament, gallery: GalleryId) -> Named:
    """How many faces are named in which state, rightly or not."""
    truth = match_truth(library, sample, gallery)
    return Counter((face.state, face.player == true.person) for true, face in truth.items() if face.player)


@pytest.fixture
def read(sample_library: Library, sample_gallery: GalleryId) -> NumberReport:
    """The numbers of the sample, read."""
    return sample_library.numbers.read(sample_gallery, JobContext())


def test_numbers_are_read_once_and_are_those_of_who_wears_them(
    sample_library: Library,
    sample_gallery: GalleryId,
    sample_tournament: SampleTournament,
    read: NumberReport,
) -> None:
    assert read.photos
    assert not read.failures
    with sample_library._database.read() as session:
        rows = session.execute(select(FaceNumberRow.face_id, FaceNumberRow.digits)).all()
    digits = {row.face_id: row.digits for row in rows}
    assert len(digits) == read.faces
    assert sum(number != "" for number in digits.values()) == read.numbers
    numbers = {one.name: one.number for one in sample_library.players.search("").items}
    truth = match_truth(sample_library, sample_tournament, sample_gallery)
    players = {face.id: numbers[true.person] for true, face in truth.items() if true.person in numbers}
    seen = [digits[face] == number for face, number in players.items() if digits[face]]
    assert len(seen) >= len(players) / 2
    assert sum(seen) >= 0.9 * len(seen)
    photos = sample_library.galleries.photo_ids(sample_gallery)
    assert sample_library.numbers.of(photos) == {face: number for face, number in digits.items() if number}
    with pytest.raises(NotFoundError):
        sample_library.numbers.of([PhotoId("nothing")])
    again = sample_library.numbers.read(sample_gallery, JobContext())
    assert (again.photos, again.faces, again.numbers) == (0, 0, 0)


def test_with_numbers_more_are_named_and_none_wrongly(
    sample_library: Library,
    sample_gallery: GalleryId,
    sample_tournament: SampleTournament,
    read: NumberReport,
) -> None:
    before = named(sample_library, sample_tournament, sample_gallery)
    sample_library.recognition.batch_recognize([sample_gallery], None, JobContext())
    after = named(sample_library, sample_tournament, sample_gallery)
    assert read.numbers
    assert after[FaceState.TAGGED, True] > before[FaceState.TAGGED, True]
    assert after[FaceState.TAGGED, False] <= before[FaceState.TAGGED, False]


def test_a_number_alone_tags_nobody(
    sample_library: Library,
    sample_gallery: GalleryId,
    sample_tournament: SampleTournament,
    read: NumberReport,
) -> None:
    numbers = sorted(one.number for one in sample_library.players.search("").items if one.number)
    with sample_library._database.write() as session:  # everybody wears the number of somebody else
        for row in session.scalars(select(FaceNumberRow)):
            row.digits = numbers[0]
    sample_library.recognition.batch_recognize([sample_gallery], None, JobContext())
    assert named(sample_library, sample_tournament, sample_gallery)[FaceState.TAGGED, False] == 0


def test_a_stop_keeps_what_was_read_and_the_rest_is_read_the_next_time(
    sample_library: Library, sample_gallery: GalleryId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.jobs.REPORT_INTERVAL_S", 0.0)
    context = JobContext()

    def stop(progress: Progress) -> None:
        if progress.done:
            context.cancel()

    context = JobContext(stop)
    with pytest.raises(CancelledError):
        sample_library.numbers.read(sample_gallery, context)
    with sample_library._database.read() as session:
        kept = session.scalar(select(func.count()).select_from(FaceNumberRow)) or 0
    rest = sample_library.numbers.read(sample_gallery, JobContext())
    photos = sample_library.galleries.results(sample_gallery).photos.items
    assert kept
    assert kept + rest.faces == sum(len(photo.faces) for photo in photos)
    with pytest.raises(NotFoundError):
        sample_library.numbers.read(GalleryId("nothing"), JobContext())


def test_a_photo_that_is_gone_is_told_and_the_others_are_read(
    sample_library: Library, sample_gallery: GalleryId
) -> None:
    photos = [one for one in sample_library.galleries.results(sample_gallery).photos.items if one.faces]
    path = Path(photos[0].path)
    kept = path.read_bytes()
    path.unlink()
    try:
        report = sample_library.numbers.read(sample_gallery, JobContext())
    finally:
        path.write_bytes(kept)
    assert [failure.code for failure in report.failures] == ["vanished"]
    assert report.photos == len(photos) - 1


def test_a_file_that_holds_another_photo_by_now_is_not_read(
    sample_library: Library, sample_gallery: GalleryId
) -> None:
    one, other, *_ = [
        photo for photo in sample_library.galleries.results(sample_gallery).photos.items if photo.faces
    ]
    path = Path(one.path)
    kept = path.read_bytes()
    path.write_bytes(Path(other.path).read_bytes())
    try:
        report = sample_library.numbers.read(sample_gallery, JobContext())
    finally:
        path.write_bytes(kept)
    assert [failure.code for failure in report.failures] == ["changed"]
    assert not {face.id for face in one.faces} & sample_library.numbers.of([one.id]).keys()


def test_the_number_of_a_face_goes_with_it(
    sample_library: Library, sample_gallery: GalleryId, read: NumberReport
) -> None:
    sample_library.descriptors.regenerate_unknown(sample_gallery, JobContext())
    photos = sample_library.galleries.results(sample_gallery).photos.items
    faces = {face.id for photo in photos for face in photo.faces}
    with sample_library._database.read() as session:
        of_numbers = set(session.scalars(select(FaceNumberRow.face_id)))
    assert read.faces
    assert of_numbers <= faces
