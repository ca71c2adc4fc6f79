"""Choosing photos, rating them, matches and saved filters, on pictures of people through the models."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.db.schema import SavedFilterRow
from core.errors import InvalidValueError, NotFoundError
from core.jobs import JobContext
from core.library import Library
from core.metadata.exiftool import ExifTool
from core.types import (
    REJECTED_PHOTO,
    FaceState,
    GalleryId,
    MatchId,
    Page,
    Photo,
    PhotoFilter,
    PhotoId,
    PhotoSort,
    RowOutcome,
    SavedFilter,
    SortKey,
)
from tests.conftest import Person
from tests.fakes.pictures import small_photo


@pytest.fixture
def photos(sample_library: Library, sample_gallery: GalleryId) -> list[Photo]:
    """The photos of the sample by time."""
    return list(sample_library.galleries.results(sample_gallery).photos.items)


def chosen(
    library: Library, gallery: GalleryId, wanted: PhotoFilter, sort: PhotoSort | None = None
) -> list[PhotoId]:
    return library.galleries.photo_ids(gallery, wanted, sort or PhotoSort())


def test_what_is_offered_counts_what_the_filter_then_gives(
    sample_library: Library, sample_gallery: GalleryId, photos: list[Photo]
) -> None:
    noon = photos[6].taken_at
    assert noon is not None
    sample_library.matches.add(sample_gallery, "Morning", noon - timedelta(days=1), noon, "Court 1")
    offered = sample_library.galleries.choices(sample_gallery)
    assert offered.players
    assert offered.teams
    assert offered.cameras
    for player in offered.players:
        found = chosen(sample_library, sample_gallery, PhotoFilter(players=frozenset({player.value})))
        assert len(found) == player.photos
    for team in offered.teams:
        assert len(chosen(sample_library, sample_gallery, PhotoFilter(team=team.value))) == team.photos
    for camera in offered.cameras:
        assert len(chosen(sample_library, sample_gallery, PhotoFilter(camera=camera.value))) == camera.photos
    (match,) = offered.matches
    assert (match.name, match.photos) == ("Morning", 6)
    of_match = chosen(sample_library, sample_gallery, PhotoFilter(match_id=match.value))
    assert of_match == [photo.id for photo in photos[:6]]
    assert sum(day.photos for day in offered.days) == len(photos)
    assert offered.days[0].value == (photos[0].taken_at or datetime.min).date()
    with pytest.raises(NotFoundError):
        sample_library.galleries.choices(GalleryId("nowhere"))


def test_photos_of_several_players_together_and_of_answers_still_to_give(
    sample_library: Library, sample_gallery: GalleryId, photos: list[Photo]
) -> None:
    together = next(photo for photo in photos if len(photo.faces) > 2)
    pair = [player.id for player in sample_library.players.search().items[:2]]
    for face, player in zip(together.faces, pair, strict=False):
        sample_library.review.confirm([face.id], player)
    both = PhotoFilter(players=frozenset(pair))
    assert together.id in chosen(sample_library, sample_gallery, both)
    for photo in sample_library.galleries.results(sample_gallery).photos.items:
        assert (photo.id in chosen(sample_library, sample_gallery, both)) == (
            set(pair) <= {face.player_id for face in photo.faces}
        )
    asked = chosen(sample_library, sample_gallery, PhotoFilter(unreviewed=True))
    assert together.id in asked
    sample_library.review.not_a_face([face.id for face in together.faces])
    assert chosen(sample_library, sample_gallery, PhotoFilter(unreviewed=True)) == [
        one for one in asked if one != together.id
    ]
    assert chosen(sample_library, sample_gallery, PhotoFilter(no_faces=True)) == [together.id]


def test_photos_are_rated_rejected_ordered_and_rated_as_before(
    sample_library: Library, sample_gallery: GalleryId, photos: list[Photo]
) -> None:
    first, second, third, *rest = (photo.id for photo in photos)
    galleries = sample_library.galleries
    galleries.rate({first: 2, second: 5})
    done = galleries.rate({second: 4, third: REJECTED_PHOTO})
    assert done.before == {second: 5, third: 0}
    assert done.changes.photos == {second, third}
    assert [photo.rating for photo in galleries.photos([first, second, third])] == [2, 4, -1]
    best = PhotoSort(SortKey.RATING, descending=True)
    assert chosen(sample_library, sample_gallery, PhotoFilter(), best) == [second, first, *rest, third]
    assert chosen(sample_library, sample_gallery, PhotoFilter(least_rating=3)) == [second]
    assert chosen(sample_library, sample_gallery, PhotoFilter(most_rating=REJECTED_PHOTO)) == [third]
    assert len(chosen(sample_library, sample_gallery, PhotoFilter(least_rating=0))) == len(photos) - 1
    galleries.rate(done.before)
    assert [photo.rating for photo in galleries.photos([first, second, third])] == [2, 5, 0]
    with pytest.raises(InvalidValueError, match=r"^rating: 6"):
        galleries.rate({first: 6})
    with pytest.raises(NotFoundError):
        galleries.rate({first: 1, PhotoId("nothing"): 1})
    assert galleries.photos([first])[0].rating == 2


def test_matches_are_added_changed_deleted_and_brought_back(
    sample_library: Library, sample_gallery: GalleryId
) -> None:
    matches = sample_library.matches
    start = datetime(2026, 5, 1, 14)
    (second,) = matches.add(sample_gallery, "Final", start, start + timedelta(hours=1)).matches
    (first,) = matches.add(sample_gallery, "Semi", start - timedelta(hours=2), start, "Court 2").matches
    assert [one.id for one in matches.of(sample_gallery)] == [first, second]
    final = matches.get(second)
    changed = matches.save(replace(final, name=" The final ", court="Court 1"))
    assert changed.galleries == {sample_gallery}
    assert (matches.get(second).name, matches.get(second).court) == ("The final", "Court 1")
    matches.delete(second)
    assert [one.id for one in matches.of(sample_gallery)] == [first]
    matches.save(final)
    assert matches.get(second) == final
    with pytest.raises(InvalidValueError, match="after its start"):
        matches.add(sample_gallery, "Never", start, start)
    with pytest.raises(InvalidValueError, match="name"):
        matches.add(sample_gallery, " ", start, start + timedelta(hours=1))
    with pytest.raises(NotFoundError):
        matches.delete(MatchId("nothing"))
    with pytest.raises(NotFoundError):
        matches.of(GalleryId("nowhere"))
    gone = PhotoFilter(match_id=MatchId("nothing"))
    with pytest.raises(NotFoundError, match="match 'nothing'"):
        chosen(sample_library, sample_gallery, gone)


def test_a_schedule_and_clocks_that_are_put_right_say_of_which_match_photos_are(
    sample_library: Library, sample_gallery: GalleryId, tmp_path: Path
) -> None:
    cameras, matches = sample_library.cameras, sample_library.matches
    photos = sample_library.galleries.photos(chosen(sample_library, sample_gallery, PhotoFilter()))
    first = photos[0]
    assert first.taken_at is not None
    later = first.taken_at + timedelta(days=1)
    camera = cameras.by_photo(sample_gallery, first.id, later)
    assert camera.name == first.camera
    done = cameras.save(camera)
    of_camera = {photo.id for photo in photos if photo.camera == first.camera}
    assert done.photos == of_camera
    assert {one.name: one.photos for one in cameras.of(sample_gallery)}[first.camera] == len(of_camera)
    path = tmp_path / "schedule.csv"
    path.write_text(f"Match,Start,Minutes\nFinal,{later:%Y-%m-%d %H:%M},9999\n")
    assert matches.preview_schedule(sample_gallery, path).count(RowOutcome.NEW) == 1
    (final,) = matches.import_schedule(sample_gallery, path).matches
    of_final = PhotoFilter(match_id=final)
    assert set(chosen(sample_library, sample_gallery, of_final)) == of_camera
    others = {photo.id for photo in photos} - of_camera
    put = matches.put(sample_gallery, dict.fromkeys(others, final))
    assert len(chosen(sample_library, sample_gallery, of_final)) == len(photos)
    matches.put(sample_gallery, put.before)
    cameras.save(replace(camera, clock=timedelta()))
    assert chosen(sample_library, sample_gallery, of_final) == []
    assert chosen(sample_library, sample_gallery, PhotoFilter()) == [photo.id for photo in photos]


def test_files_of_two_cameras_seven_minutes_apart_come_into_order_and_their_matches(
    library: Library, tool: ExifTool, people: dict[str, Person], tmp_path: Path
) -> None:
    start = datetime(2026, 5, 2, 10)
    for number in range(6):
        for name, model, slow in (("A", "EOS R6", 0), ("B", "Z 8", 7)):
            at = start + timedelta(minutes=2 * number + (name == "B") - slow)
            made = tmp_path / "made.jpg"
            small_photo(people["P001"].selfie, made, side=320, mark=100 * slow + number)
            target = tmp_path / "card" / f"{name}_{number}.JPG"
            target.parent.mkdir(exist_ok=True)
            time = f"-ExifIFD:DateTimeOriginal={at:%Y:%m:%d %H:%M:%S}"
            tool.write(made, target, [f"-IFD0:Model={model}", time])
            made.unlink()
    gallery = library.indexing.import_photos([tmp_path / "card"], "Final day", JobContext()).gallery_id
    library.matches.add(gallery, "Early", start, start + timedelta(minutes=5.5))

    def names(wanted: PhotoFilter) -> list[str]:
        found = library.galleries.photos(chosen(library, gallery, wanted))
        return [photo.path.stem for photo in found]

    early = PhotoFilter(match_id=library.matches.of(gallery)[0].id)
    assert names(PhotoFilter())[:4] == ["B_0", "B_1", "B_2", "A_0"]
    assert set(names(early)) == {"A_0", "A_1", "A_2", "B_3", "B_4", "B_5"}
    known = library.galleries.photos(chosen(library, gallery, PhotoFilter()))[2]
    library.cameras.save(library.cameras.by_photo(gallery, known.id, start + timedelta(minutes=5)))
    assert names(PhotoFilter()) == [f"{name}_{number}" for number in range(6) for name in "AB"]
    assert names(early) == ["A_0", "B_0", "A_1", "B_1", "A_2", "B_2"]


def test_a_filter_is_saved_with_its_order_and_asks_the_same_again(
    sample_library: Library, sample_gallery: GalleryId
) -> None:
    library = sample_library
    player = library.galleries.choices(sample_gallery).players[0].value
    wanted = PhotoFilter(
        states=frozenset({FaceState.SUGGESTED, FaceState.TAGGED}),
        players=frozenset({player}),
        least_rating=0,
        since=datetime(2020, 1, 1),
    )
    assert library.saved_filters.save(SavedFilter(" Mine ", wanted, PhotoSort(SortKey.FACES, True))).filters
    library.saved_filters.save(SavedFilter("All", PhotoFilter()))
    assert [one.name for one in library.saved_filters.all()] == ["All", "Mine"]
    again = library.saved_filters.find("Mine")
    assert again == SavedFilter("Mine", wanted, PhotoSort(SortKey.FACES, True))
    results = library.galleries.results(sample_gallery, again.wanted, Page(0, 1), again.sort)
    assert results.photos.total == len(chosen(library, sample_gallery, wanted)) > 0
    library.saved_filters.save(SavedFilter("Mine", PhotoFilter()))
    assert library.saved_filters.find("Mine").wanted == PhotoFilter()
    library.saved_filters.delete("Mine")
    with pytest.raises(NotFoundError):
        library.saved_filters.delete("Mine")
    with pytest.raises(InvalidValueError, match="name"):
        library.saved_filters.save(SavedFilter("", wanted))


def test_a_saved_filter_that_another_version_kept_can_be_replaced_and_deleted(library: Library) -> None:
    with library._database.write() as session:
        asked = {"wanted": {}, "sort": {"by": "depth"}}
        session.add_all(SavedFilterRow(name=name, value={"name": name, **asked}) for name in ("Old", "Odd"))
    library.saved_filters.save(SavedFilter("Mine", PhotoFilter()))
    assert [one.name for one in library.saved_filters.all()] == ["Mine"]
    with pytest.raises(InvalidValueError, match="another version"):
        library.saved_filters.find("Odd")
    library.saved_filters.save(SavedFilter("Odd", PhotoFilter()))
    assert library.saved_filters.find("Odd").sort == PhotoSort()
    library.saved_filters.delete("Old")
    with pytest.raises(NotFoundError):
        library.saved_filters.find("Old")


def test_what_is_no_face_is_not_counted(sample_library: Library, photos: list[Photo]) -> None:
    gallery = sample_library.galleries.find("Sample")
    face = next(face for photo in photos for face in photo.faces if face.state is FaceState.UNKNOWN)
    sample_library.review.not_a_face([face.id])
    now = sample_library.galleries.get(gallery.id)
    assert now.faces == gallery.faces - 1
    assert now.by_state[FaceState.NOT_A_FACE] == gallery.by_state.get(FaceState.NOT_A_FACE, 0) + 1
