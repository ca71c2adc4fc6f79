"""What is asked of a reviewer, on pictures of people."""

from __future__ import annotations

from collections import Counter

import pytest

from core.demo import match_truth
from core.errors import NotFoundError
from core.library import Library
from core.sample import SampleTournament
from core.types import WHOLE_LIBRARY, FaceState, GalleryId, QuestionKind

OPEN = {FaceState.UNKNOWN, FaceState.REJECTED, FaceState.SUGGESTED, FaceState.TAGGED}


def test_every_open_face_is_asked_about_once_and_tags_last(
    sample_library: Library, sample_gallery: GalleryId
) -> None:
    found = sample_library.questions.of(sample_gallery)
    photos = sample_library.galleries.results(sample_gallery).photos.items
    still_open = {face.id for photo in photos for face in photo.faces if face.state in OPEN}
    assert Counter(face.id for one in found for face in one.faces) == Counter(still_open)
    tagged = [one.kind is QuestionKind.TAGGED for one in found]
    assert tagged == sorted(tagged)
    asked = [one.worth for one in found if one.kind is not QuestionKind.TAGGED]
    assert asked == sorted(asked, reverse=True)
    assert [one.key for one in sample_library.questions.of(WHOLE_LIBRARY) if one.kind is QuestionKind.TAGGED]
    with pytest.raises(NotFoundError):
        sample_library.questions.of(GalleryId("nothing"))


def test_a_face_left_unknown_is_asked_about_as_who_it_looks_like(
    sample_library: Library, sample_gallery: GalleryId, sample_tournament: SampleTournament
) -> None:
    truth = match_truth(sample_library, sample_tournament, sample_gallery)
    person = {face.id: true.person for true, face in truth.items()}
    suggested = [
        one for one in sample_library.questions.of(sample_gallery) if one.kind is QuestionKind.SUGGESTED
    ]
    guessed = [(one.player, f) for one in suggested for f in one.faces if f.state is FaceState.UNKNOWN]
    assert guessed
    assert all(person.get(face.id) == player for player, face in guessed)


def test_answered_faces_are_not_asked_about(sample_library: Library, sample_gallery: GalleryId) -> None:
    first, *_ = sample_library.questions.of(sample_gallery)
    sample_library.review.ignore([face.id for face in first.faces])
    left = {face.id for one in sample_library.questions.of(sample_gallery) for face in one.faces}
    assert left.isdisjoint(face.id for face in first.faces)
