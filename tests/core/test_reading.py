"""Names out of files, as other programs wrote them, with photos of made-up people and the real ExifTool."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from core import cli
from core.errors import CancelledError
from core.jobs import JobContext
from core.library import Library
from core.metadata.exiftool import ExifTool
from core.metadata.placing import placed
from core.metadata.regions import to_stored
from core.metadata.tags import FileTags, Region
from core.types import Box, Consent, Face, FaceState, PlayerUpdate
from tests.conftest import Person
from tests.fakes.exiftool import failing_exiftool

FACES = (Box(0.1, 0.1, 0.2, 0.25), Box(0.6, 0.3, 0.2, 0.25))
NEAR = (Box(0.08, 0.05, 0.24, 0.32), Box(0.62, 0.33, 0.15, 0.2))
"""As somebody else would have drawn them."""
SIZE = (6000, 4000)


def faces_of(library: Library) -> list[Face]:
    (gallery,) = library.galleries.all()
    photos = library.galleries.photos(library.galleries.photo_ids(gallery.id))
    return [face for photo in photos for face in photo.faces]


def region(name: str, box: Box) -> str:
    x, y = box.x + box.w / 2, box.y + box.h / 2
    return f"{{Area={{X={x},Y={y},W={box.w},H={box.h},Unit=normalized}},Name={name},Type=Face}}"


def named(tool: ExifTool, source: Path, target: Path, *regions: str) -> Path:
    """A photo with regions, as another program leaves it."""
    target.parent.mkdir(exist_ok=True)
    tool.write(source, target, [f"-XMP-mwg-rs:RegionInfo={{RegionList=[{','.join(regions)}]}}"])
    return target


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["as the standard says", "upright", "turned by another program"])
def test_a_region_names_the_face_that_it_is_of_whoever_wrote_it(orientation: int, kind: str) -> None:
    way = 1 if kind == "upright" else orientation
    regions = tuple(Region(name, to_stored(box, way)) for name, box in zip(("Ann", "Bea"), NEAR, strict=True))
    size = SIZE if orientation < 5 else SIZE[::-1]
    found = FileTags(regions=regions, applied_to=size)
    if kind == "turned by another program":
        size, orientation = (1000, 990), 1
    assert [(one.name, one.face) for one in placed(found, size, orientation, FACES)] == [
        ("Ann", 0),
        ("Bea", 1),
    ]


def test_a_region_where_no_face_is_stays_where_it_is_said_to_be() -> None:
    found = FileTags(regions=(Region("Ann", Box(0.4, 0.7, 0.1, 0.1)),), applied_to=SIZE)
    (one,) = placed(found, SIZE, 1, FACES)
    assert (one.name, one.face, one.box) == ("Ann", None, Box(0.4, 0.7, 0.1, 0.1))
    assert placed(FileTags(regions=found.regions, applied_to=(4000, 6000)), SIZE, 1, FACES) == []


def test_one_face_has_one_name() -> None:
    found = FileTags(regions=(Region("Ann", NEAR[0]), Region("Bea", FACES[0]), Region("", FACES[1])))
    assert [(one.name, one.face) for one in placed(found, SIZE, 1, FACES)] == [("Ann", None), ("Bea", 0)]


def test_names_come_in_with_the_photos_and_give_way_to_people(
    library: Library, people: dict[str, Person], tmp_path: Path, tool: ExifTool
) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    shutil.copy(people["P001"].selfie, plain)
    library.indexing.import_photos([plain], "Day 1", JobContext())
    (face,) = faces_of(library)
    with Library.open(tmp_path / "other") as other:
        other.players.add("Ada Byron", team="Blue")
        box = Box(face.box.x - 0.02, face.box.y - 0.05, face.box.w + 0.04, face.box.h + 0.08)
        photo = named(tool, people["P001"].selfie, tmp_path / "card" / "1.jpg", region("ADA BYRON", box))
        report = other.indexing.import_photos([photo], "Day 1", JobContext())
        assert (report.named, report.failures) == (1, ())
        (found,) = faces_of(other)
        assert (found.state, found.player) == (FaceState.CONFIRMED, "Ada Byron")
        assert len(other.players.search().items) == 1
        other.review.ignore([found.id])
        other.names.read([found.photo_id], JobContext())
        assert faces_of(other)[0].state is FaceState.IGNORED


@pytest.mark.skipif(os.name == "nt", reason="Windows starts no script by its first line")
def test_a_file_that_exiftool_hangs_at_is_told_and_holds_nobody_up(
    library: Library,
    people: dict[str, Person],
    tmp_path: Path,
    tool: ExifTool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mascot = region("The Mascot", Box(0.02, 0.02, 0.1, 0.1))
    card = tmp_path / "card"
    named(tool, people["P001"].selfie, card / "good.jpg", mascot)
    hanging = named(tool, people["P002"].selfie, card / "hangs.jpg", mascot)
    monkeypatch.setattr("core.metadata.exiftool.LIMIT_S", 2.0)
    monkeypatch.setattr(library._exiftool, "_program", failing_exiftool(tmp_path, hangs_at=hanging.name))
    report = library.indexing.import_photos([card], "Day 1", JobContext())
    assert (report.added, report.named) == (2, 1)
    (failure,) = report.failures
    assert (failure.path, failure.code) == (hanging, "names-not-read")
    assert failure.reason == "ExifTool: it takes more than 2 seconds"


def test_a_place_where_no_face_was_found_becomes_one(
    library: Library, people: dict[str, Person], tmp_path: Path, tool: ExifTool
) -> None:
    photo = named(
        tool,
        people["P001"].selfie,
        tmp_path / "card" / "1.jpg",
        region("The Mascot", Box(0.02, 0.02, 0.1, 0.1)),
    )
    report = library.indexing.import_photos([photo], "Day 1", JobContext())
    assert (report.named, report.faces) == (1, 2)
    assert [face.player for face in faces_of(library) if face.state is FaceState.CONFIRMED] == ["The Mascot"]
    (photo_id,) = {face.photo_id for face in faces_of(library)}
    assert library.names.read([photo_id], JobContext()).named == 0


def test_a_sidecar_is_read_and_a_player_who_refused_is_not_named(
    library: Library, people: dict[str, Person], tmp_path: Path, tool: ExifTool
) -> None:
    photo = tmp_path / "IMG_1.jpg"
    shutil.copy(people["P001"].selfie, photo)
    library.update_settings(read_names=False)
    assert library.indexing.import_photos([photo], "Day 1", JobContext()).named == 0
    (face,) = faces_of(library)
    tool.write(
        photo.with_suffix(".xmp"),
        photo.with_suffix(".xmp"),
        [f"-XMP-mwg-rs:RegionInfo={{RegionList=[{region('Ann', face.box)}]}}"],
    )
    (ann,) = library.players.add("Ann").players
    library.players.update(ann, PlayerUpdate(consent=Consent.REFUSED))
    report = library.names.read([face.photo_id], JobContext())
    assert (report.named, len(report.failures)) == (0, 1)
    assert "does not agree" in report.failures[0].reason
    library.players.update(ann, PlayerUpdate(consent=Consent.GIVEN))
    assert library.names.read([face.photo_id], JobContext()).named == 1
    assert faces_of(library)[0].player == "Ann"


def test_somebody_named_without_a_place_is_the_one_face_that_is_left(
    library: Library, people: dict[str, Person], tmp_path: Path, tool: ExifTool
) -> None:
    library.players.add("Bea Lovelace")
    files = {
        "person.jpg": ["-XMP-iptcExt:PersonInImage=Ann"],
        "keyword.jpg": ["-XMP-dc:Subject=bea lovelace", "-XMP-dc:Subject=sport"],
        "sport.jpg": ["-XMP-dc:Subject=sport"],
        "two.jpg": ["-XMP-iptcExt:PersonInImage=Cid", "-XMP-iptcExt:PersonInImage=Dan"],
    }
    for (file, edits), person in zip(files.items(), ("P001", "P002", "P003", "P005"), strict=True):
        tool.write(people[person].selfie, tmp_path / file, edits)
    report = library.indexing.import_photos([tmp_path / file for file in files], "Day 1", JobContext())
    assert (report.named, report.failures) == (2, ())
    (gallery,) = library.galleries.all()
    photos = library.galleries.photos(library.galleries.photo_ids(gallery.id))
    assert {photo.file_name: [face.player for face in photo.faces] for photo in photos} == {
        "person.jpg": ["Ann"],
        "keyword.jpg": ["Bea Lovelace"],
        "sport.jpg": [None],
        "two.jpg": [None],
    }


def test_what_playertag_wrote_itself_names_nobody_again(
    library: Library, people: dict[str, Person], tmp_path: Path, tool: ExifTool
) -> None:
    photo = tmp_path / "1.jpg"
    shutil.copy(people["P001"].selfie, photo)
    library.indexing.import_photos([photo], "Day 1", JobContext())
    (face,) = faces_of(library)
    (ann,) = library.players.add("Ann").players
    answer = library.review.confirm([face.id], ann)
    library.metadata.write([face.photo_id], JobContext())
    assert answer.batch is not None
    library.review.undo(answer.batch)
    assert library.names.read([face.photo_id], JobContext()).named == 0
    assert faces_of(library)[0].player is None


@pytest.mark.parametrize("step", ["Finding faces", "Reading names"])
@pytest.mark.parametrize("again", ["import", "process"])
def test_names_come_in_however_often_an_import_is_stopped(
    library: Library,
    tool: ExifTool,
    people: dict[str, Person],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    again: str,
) -> None:
    monkeypatch.setattr("core.jobs.REPORT_INTERVAL_S", 0.0)
    monkeypatch.setattr("core.indexing.LOOKED_AHEAD", 1)
    photos = tmp_path / "photos"
    for name, person in zip(("Ann", "Bea", "Cem"), people.values(), strict=False):
        named(tool, person.selfie, photos / f"{name}.jpg", region(name, Box(0.0, 0.0, 1.0, 1.0)))
    context = JobContext(
        lambda progress: context.cancel() if (progress.step, progress.done) == (step, 1) else None
    )
    with pytest.raises(CancelledError):
        library.indexing.import_photos([photos], "Sample", context)
    (gallery,) = library.galleries.all()
    assert gallery.stopped
    if again == "import":
        library.indexing.import_photos([photos], "Sample", JobContext())
    else:
        library.indexing.process(gallery.id, JobContext())
    assert {face.player for face in faces_of(library) if face.player} == {"Ann", "Bea", "Cem"}


def test_an_import_without_exiftool_says_that_names_were_not_read(
    library: Library,
    people: dict[str, Person],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    card = tmp_path / "card"
    card.mkdir()
    shutil.copy(people["P001"].selfie, card)
    assert library.indexing.import_photos([card], "Day 1", JobContext()).nameless
    assert not library.indexing.import_photos([card], "Day 1", JobContext()).nameless, "none was new"
    where = ["--library", str(library.paths.root)]
    assert cli.main(["import", str(card), "--gallery", "Day 2", *where]) == 0
    assert "Names in the files were not read: ExifTool is not on" in capsys.readouterr().out
    assert cli.main(["import", str(card), "--gallery", "Day 3", "--json", *where]) == 0
    assert json.loads(capsys.readouterr().out)["nameless"] is True
    library.update_settings(read_names=False)
    assert not library.indexing.import_photos([card], "Day 4", JobContext()).nameless, "nobody wanted it"
