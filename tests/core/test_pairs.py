"""RAW and JPEG of one shot: one photo, of whichever came first, and names for both."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image
from PIL.ExifTags import IFD, Base

from core.errors import CancelledError
from core.hot_folder import Arrived
from core.jobs import JobContext
from core.library import Library
from core.types import FaceState
from tests.conftest import Person
from tests.fakes.pictures import small_photo


def taken(path: Path, source: Path, second: int, mark: int) -> Path:
    """A photo taken at some second; of a RAW ending, what LibRaw would find in it is its preview."""
    small_photo(source, path.with_name("made.jpg"), mark=mark)
    exif = Image.Exif()
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = f"2026:05:01 10:00:{second:02}"
    with Image.open(path.with_name("made.jpg")) as picture:
        picture.save(path, "JPEG", exif=exif, quality=92)
    path.with_name("made.jpg").unlink()
    return path


@pytest.fixture
def pair(tmp_path: Path, people: dict[str, Person]) -> tuple[Path, Path]:
    """The JPEG and the RAW file of one shot, of different content."""
    (tmp_path / "card").mkdir()
    source = people["P001"].selfie
    jpeg = taken(tmp_path / "card" / "IMG_1.JPG", source, 3, 0)
    return jpeg, taken(tmp_path / "card" / "IMG_1.CR3", source, 4, 9)


def photos(library: Library) -> list[str]:
    """The files of the photos of the gallery, as they are seen."""
    ids = library.galleries.photo_ids(library.galleries.find("Day 1").id)
    return [photo.file_name for photo in library.galleries.photos(ids)]


def test_a_pair_is_one_photo_and_the_jpeg_is_what_is_seen(library: Library, pair: tuple[Path, Path]) -> None:
    jpeg, raw = pair
    report = library.indexing.import_photos([jpeg.parent], "Day 1", JobContext())
    assert (report.added, report.faces, report.failures) == (1, 1, ())
    assert photos(library) == ["IMG_1.JPG"]
    (photo,) = report.changes.photos
    for known in (jpeg, raw):
        assert library.galleries.find_photo(str(known)) == photo
        assert library.galleries.find_photo(known.name) == photo
    again = library.indexing.import_photos([jpeg.parent], "Day 1", JobContext())
    assert (again.added, again.known) == (0, 1)


@pytest.mark.parametrize("jpeg_first", [True, False])
def test_the_one_that_comes_later_joins_the_other(
    library: Library, pair: tuple[Path, Path], jpeg_first: bool
) -> None:
    first, second = pair if jpeg_first else reversed(pair)
    assert library.indexing.import_photos([first], "Day 1", JobContext()).added == 1
    assert library.indexing.import_photos([second], "Day 1", JobContext()).added == 0
    assert photos(library) == [first.name]
    assert library.galleries.find_photo(str(second)) == library.galleries.find_photo(str(first))


def test_two_shots_of_one_name_are_two_photos(
    library: Library, pair: tuple[Path, Path], people: dict[str, Person]
) -> None:
    jpeg, raw = pair
    taken(raw, people["P002"].selfie, 30, 9)
    assert library.indexing.import_photos([jpeg.parent], "Day 1", JobContext()).added == 2


def test_where_the_jpeg_cannot_be_used_the_raw_file_is(library: Library, pair: tuple[Path, Path]) -> None:
    jpeg, _ = pair
    whole = jpeg.read_bytes()
    jpeg.write_bytes(whole[:3000])
    report = library.indexing.import_photos([jpeg.parent], "Day 1", JobContext())
    assert (report.added, [one.path for one in report.failures]) == (1, [jpeg])
    assert photos(library) == ["IMG_1.CR3"]
    jpeg.write_bytes(whole)
    assert library.indexing.import_photos([jpeg.parent], "Day 1", JobContext()).failures == ()
    assert photos(library) == ["IMG_1.CR3"]
    assert library.galleries.find("Day 1").failures == 0


def test_a_raw_file_that_cannot_be_read_belongs_to_the_photo_of_its_name(
    library: Library, pair: tuple[Path, Path]
) -> None:
    jpeg, raw = pair
    raw.write_bytes(b"of a camera that LibRaw does not know")
    report = library.indexing.import_photos([jpeg.parent], "Day 1", JobContext())
    assert (report.added, report.failures) == (1, ())


def test_names_go_into_the_jpeg_and_beside_the_raw_file_and_are_read_from_there(
    library: Library, pair: tuple[Path, Path]
) -> None:
    if shutil.which("exiftool") is None:
        pytest.skip("ExifTool is not on this computer")
    jpeg, raw = pair
    before = {path: path.read_bytes() for path in pair}
    (photo,) = library.indexing.import_photos([jpeg.parent], "Day 1", JobContext()).changes.photos
    (shown,) = library.galleries.photos([photo])
    (ada,) = library.players.add("Ada Byron").players
    confirmed = library.review.confirm([shown.faces[0].id], ada)
    report = library.metadata.write([photo], JobContext())
    assert {change.target for change in report.changed} == {jpeg, raw.with_suffix(".xmp")}
    assert b"Ada Byron" in jpeg.read_bytes()
    assert raw.read_bytes() == before[raw]
    assert "Ada Byron" in raw.with_suffix(".xmp").read_text()
    assert report.batch is not None
    sidecar = raw.with_suffix(".xmp").read_bytes()
    library.metadata.undo(report.batch, JobContext())
    assert {path: path.read_bytes() for path in pair} == before
    assert not raw.with_suffix(".xmp").exists()

    assert confirmed.batch is not None
    library.review.undo(confirmed.batch)
    raw.with_suffix(".xmp").write_bytes(sidecar)
    assert library.names.read([photo], JobContext()).named == 1
    (shown,) = library.galleries.photos([photo])
    assert [(face.player, face.state) for face in shown.faces] == [("Ada Byron", FaceState.CONFIRMED)]


def test_a_hot_folder_takes_both_and_neither_again(library: Library, pair: tuple[Path, Path]) -> None:
    jpeg, _ = pair
    for expected in (["IMG_1.JPG"], []):
        context, came = JobContext(), list[str]()
        other = small_photo(jpeg, jpeg.with_name(f"Z{len(expected)}.jpg"), mark=50 + len(expected))

        def told(arrived: Arrived, context: JobContext = context, came: list[str] = came) -> None:
            came += [photo.file_name for photo in arrived.photos]
            if came:
                context.cancel()

        with pytest.raises(CancelledError):
            library.hot_folder.watch(jpeg.parent, "Day 1", context, told)
        assert came == [*expected, other.name]
