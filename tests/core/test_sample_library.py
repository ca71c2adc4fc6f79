"""The sample tournament through every step, against its truth."""

from __future__ import annotations

from core.library import Library
from core.sample import SampleTournament
from core.types import Face, FaceState, GalleryId, Photo


def person_at(face: Face, photo: Photo, tournament: SampleTournament) -> str | None:
    """Whose face it is by the truth: the one that its middle lies in."""
    x, y = face.box.x + face.box.w / 2, face.box.y + face.box.h / 2
    for known in tournament.faces:
        if known.photo == photo.path.name and 0 <= x - known.x <= known.w and 0 <= y - known.y <= known.h:
            return known.person
    return None


def test_every_tag_is_right_and_nobody_is_in_a_photo_twice(
    sample_library: Library, sample_gallery: GalleryId, sample_tournament: SampleTournament
) -> None:
    photos = sample_library.galleries.photos(sample_library.galleries.photo_ids(sample_gallery))
    tagged = [(f, p) for p in photos for f in p.faces if f.state is FaceState.TAGGED]
    assert len(photos) == 12
    assert tagged
    assert [person_at(face, photo, sample_tournament) for face, photo in tagged] == [
        face.player for face, _ in tagged
    ]
    for photo in photos:
        named = [face.player for face in photo.faces if face.player]
        assert len(named) == len(set(named))


def test_most_faces_of_the_truth_were_found(
    sample_library: Library, sample_gallery: GalleryId, sample_tournament: SampleTournament
) -> None:
    photos = sample_library.galleries.photos(sample_library.galleries.photo_ids(sample_gallery))
    found = {(p.path.name, person_at(f, p, sample_tournament)) for p in photos for f in p.faces}
    truth = {(face.photo, face.person) for face in sample_tournament.faces}
    assert len(truth & found) >= 0.9 * len(truth)


def test_all_references_are_enrolled_and_the_figures_add_up(
    sample_library: Library, sample_gallery: GalleryId
) -> None:
    assert {player.references for player in sample_library.players.search().items} == {3}
    gallery = sample_library.galleries.get(sample_gallery)
    figures = sample_library.statistics.figures()
    assert figures.photos == gallery.photos + 3 * figures.players
    assert sum(figures.by_state.values()) == figures.faces
    assert sum(gallery.by_state.values()) == gallery.faces
