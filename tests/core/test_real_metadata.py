"""Names into and out of real files that other programs wrote, which are not part of the project."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from core.jobs import JobContext
from core.library import Library
from core.metadata.exiftool import ExifTool
from core.metadata.tags import READ, tags_of
from core.types import RAW_SUFFIXES, Box, Consent, DeliveryOrder, FaceState, PhotoId, PlayerUpdate
from tests.fakes.exif import everything, lost, warnings_of

ODD = "Анна «{x}, y|z]\\ #$ [1"
MARK = Box(0.6, 0.6, 0.3, 0.3)
"""A face drawn on each photo, so that there is somebody to write of."""
ON_FACES = {
    ("exifmwg__sample1.jpg", "Barack Obama"): (0.317, 0.303),
    ("exifmwg__sample2.jpg", "Barack Obama"): (0.493, 0.278),
    ("exifmwg__sample3.jpg", "Barack Obama"): (0.333, 0.39),
    ("exifmwg__sample3.jpg", "Denis McDonough"): (0.489, 0.144),
    ("exifmwg__sample3.jpg", "Hillary Clinton"): (0.781, 0.484),
    ("exifmwg__sample3.jpg", "Joseph R Biden"): (0.092, 0.419),
    ("exifmwg__sample4.jpg", "Barack Obama"): (0.466, 0.187),
    ("exiv2__DSC_3079.jpg", "America"): (0.826, 0.38),
    ("metadata-extra__metadata-extractor-dotnet_issue_51.jpg", "Bill Murray"): (0.499, 0.475),
    ("test-assets__portrait.jpg", "Marie Curie"): (0.368, 0.308),
    ("test-assets__portrait.jpg", "Pierre Curie"): (0.688, 0.239),
    ("test-assets__portrait-orientation-6.jpg", "Marie Curie"): (0.368, 0.308),
    ("test-assets__portrait-orientation-6.jpg", "Pierre Curie"): (0.688, 0.239),
}
"""The middle of each region by Picasa, digiKam and Windows that is on a face which the detector finds, in
shares of the upright photo's sides."""
DRAWN = {
    ("exifr__IMG_5910.jpg", "Alvin the Squirrel"): (0.572, 0.423),
    ("exifr__issue-exifr-59.jpg", "Alvin the Squirrel"): (0.418, 0.589),
    ("librephotos__niaz.jpg", "Niaz Faridani-Rad"): (0.498, 0.368),
}
"""The same by Lightroom: on a squirrel, and in a sidecar whose picture is not there."""


@pytest.fixture
def files(data: Path, tmp_path: Path) -> list[Path]:
    """Copies of all files, with a picture beside each sidecar that has none."""
    folder = tmp_path / "metadata"
    shutil.copytree(data / "metadata", folder, copy_function=shutil.copyfile)
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    assert {path.suffix for path in found} == {".jpg", ".tif", ".webp", ".xmp"}
    for number, path in enumerate(path for path in found if path.suffix == ".xmp"):
        picture = path.with_suffix(".jpg")
        if not picture.exists():
            Image.new("RGB", (720, 540), (number, 90, 9)).save(picture)
    return found


@pytest.fixture
def photos(library: Library, files: list[Path]) -> list[PhotoId]:
    """All of them in the library, with what they say."""
    library.update_settings(read_names=False)
    report = library.indexing.import_photos([files[0].parents[1]], "Others", JobContext())
    assert report.failures == ()
    found = library.galleries.photo_ids(report.gallery_id)
    assert library.names.read(found, JobContext()).named == len(ON_FACES | DRAWN)
    return found


@pytest.mark.usefixtures("tool")
def test_regions_of_other_programs_name_the_faces_that_they_are_drawn_on(
    library: Library, photos: list[PhotoId]
) -> None:
    found = {
        (photo.path.name, face.player or ""): face
        for photo in library.galleries.photos(photos)
        for face in photo.faces
        if face.state is FaceState.CONFIRMED
    }
    assert {one for one, face in found.items() if face.quality > 0} == ON_FACES.keys()
    assert {one for one, face in found.items() if face.quality == 0} == DRAWN.keys()
    for one, (x, y) in (ON_FACES | DRAWN).items():
        box = found[one].box
        assert abs(box.x + box.w / 2 - x) < box.w / 4, one
        assert abs(box.y + box.h / 2 - y) < box.h / 4, one


@pytest.mark.parametrize("into", ["file", "sidecar"])
def test_real_files_survive_writing_and_taking_back_with_all_that_they_said(
    library: Library,
    photos: list[PhotoId],
    files: list[Path],
    tool: ExifTool,
    into: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("core.drawing.LEAST_PX", 1)  # some are of eight pixels
    library.update_settings(write_into=into, caption_template="{players} here", headline_template="{players}")
    (player,) = library.players.add(ODD).players
    for photo_id in photos:
        library.review.confirm(list(library.faces.draw(photo_id, MARK).faces), player)
    before = {path: path.read_bytes() for path in files}
    said = {path: (everything(path), warnings_of(tool, path)) for path in files}
    there = set(files[0].parents[1].rglob("*"))
    planned = library.metadata.preview(photos, JobContext())
    report = library.metadata.write(photos, JobContext())
    assert {change.photo_id for change in report.changed} == set(photos)
    assert (report.unchanged, report.failures) == (0, ())
    assert report.changed == planned.changed
    targets = {change.target for change in report.changed}
    made = targets - there
    assert {path for path in files if path.read_bytes() != before[path]} == targets & set(files)
    in_place = {".jpg"} if into == "file" else {".xmp"}
    assert {path.suffix for path in targets & set(files)} == in_place
    for target in targets:
        found = tags_of(tool.read([target], READ)[target])
        assert {ODD} <= {*found.persons} & {*found.keywords}, target.name
        if target in said:
            fields, warnings = said[target]
            assert list(lost(fields, everything(target))) == []
            assert warnings_of(tool, target) <= warnings, target.name
        else:
            assert not warnings_of(tool, target), target.name
    (run,) = library.metadata.history()
    assert (run.batch, run.files) == (report.batch, len(report.changed))
    library.metadata.undo(run.batch, JobContext())
    assert {path: path.read_bytes() for path in files} == before
    assert {path for path in targets if not path.exists()} == made, "sidecars that were made go"


def test_pictures_made_anew_of_raw_files_have_nothing_wrong_with_them_that_these_had_not(
    library: Library, data: Path, tool: ExifTool, tmp_path: Path
) -> None:
    files = {path.stem: path for path in (data / "camera").rglob("*") if path.suffix.lower() in RAW_SUFFIXES}
    gallery = library.indexing.import_photos(list(files.values()), "RAW", JobContext()).gallery_id
    photos = library.galleries.photo_ids(gallery)
    assert len(photos) > 4, "most are cut to their headers, and can't be read"
    (player,) = library.players.add("Ada Byron").players
    for photo_id in photos:
        library.review.confirm(list(library.faces.draw(photo_id, MARK).faces), player)
    library.players.update(player, PlayerUpdate(consent=Consent.GIVEN))
    order = DeliveryOrder(gallery, str(tmp_path / "out"), as_jpeg=True)
    assert library.deliveries.send(order, JobContext()).failures == ()
    made = sorted((tmp_path / "out").rglob("*.jpg"))
    assert len(made) == len(photos)
    for path in made:
        assert warnings_of(tool, path) <= warnings_of(tool, files[path.stem]), path.name
