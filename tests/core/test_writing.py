"""Names into files and out of them again, with photos of made-up people and the real ExifTool."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageOps
from PIL.ExifTags import Base

from core import writing
from core.errors import NotFoundError
from core.jobs import JobContext
from core.library import Library
from core.metadata.exiftool import ExifTool
from core.metadata.tags import READ, FileTags, tags_of
from core.types import Box, Consent, Face, FaceState, FileTag, PhotoId, PlayerUpdate, TagField, WriteReport
from tests.conftest import Person
from tests.fakes.exiftool import failing_exiftool
from tests.fakes.pictures import small_photo


def read(tool: ExifTool, path: Path) -> FileTags:
    return tags_of(tool.read([path], READ).get(path, {}))


@pytest.fixture
def photo(library: Library, people: dict[str, Person], tmp_path: Path, tool: ExifTool) -> Path:
    """A photo of one face, imported and confirmed as Ada."""
    path = tmp_path / "card" / "IMG_1.JPG"
    path.parent.mkdir()
    shutil.copy(people["P001"].selfie, path)
    library.indexing.import_photos([path], "Day 1", JobContext())
    (ada,) = library.players.add("Ada Byron", team="Blue").players
    (shown,) = library.galleries.photos(ids_of(library))
    library.review.confirm([face.id for face in shown.faces], ada)
    return path


def ids_of(library: Library) -> list[PhotoId]:
    (gallery,) = library.galleries.all()
    return library.galleries.photo_ids(gallery.id)


def faces_of(library: Library) -> list[Face]:
    return [face for one in library.galleries.photos(ids_of(library)) for face in one.faces]


def write(library: Library) -> WriteReport:
    return library.metadata.write(ids_of(library), JobContext())


def test_names_go_in_and_come_out_to_the_byte(library: Library, photo: Path, tool: ExifTool) -> None:
    before = photo.read_bytes()
    planned = library.metadata.preview(ids_of(library), JobContext())
    assert photo.read_bytes() == before
    report = write(library)
    assert report.changed == planned.changed
    (change,) = report.changed
    assert (change.path, change.target) == (photo, photo)
    assert FileTag(TagField.PERSON, "Ada Byron") in change.added
    found = read(tool, photo)
    assert found.persons == found.keywords == ("Ada Byron",)
    assert found.hierarchy == ("Players|Blue|Ada Byron",)
    (shown,) = library.galleries.photos(ids_of(library))
    (region,) = found.regions
    assert region.box.overlap(shown.faces[0].box) > 0.99
    assert write(library).unchanged == 1
    (run,) = library.metadata.history()
    assert (run.batch, run.files) == (report.batch, 1)
    assert report.batch is not None
    library.metadata.undo(report.batch, JobContext())
    assert photo.read_bytes() == before
    assert library.metadata.history() == []
    with pytest.raises(NotFoundError):
        library.metadata.undo(report.batch, JobContext())
    assert write(library).changed == report.changed


def turned(picture: Image.Image, orientation: int) -> Image.Image:
    """A stored picture upright, by another library than the program's own way."""
    marked = picture.copy()
    marked.getexif()[Base.Orientation] = orientation
    return ImageOps.exif_transpose(marked)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_region_lies_on_the_face_however_the_picture_is_stored(
    library: Library, people: dict[str, Person], tool: ExifTool, tmp_path: Path, orientation: int
) -> None:
    upright = small_photo(people["P001"].selfie, tmp_path / "upright.jpg", 600)
    with Image.open(upright) as picture:
        ImageOps.expand(picture, (0, 0, 300, 100)).save(upright)  # the face is not in the middle
    library.indexing.import_photos([upright], "Day 1", JobContext())
    (face,) = faces_of(library)
    stored = upright.with_name("stored.jpg")
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    with Image.open(upright) as picture:
        # Turning the other way is what turns back.
        turned(picture, {6: 8, 8: 6}.get(orientation, orientation)).save(stored, quality=95, exif=exif)
    gallery = library.indexing.import_photos([stored], "Day 2", JobContext()).gallery_id
    (photo,) = library.galleries.photos(library.galleries.photo_ids(gallery))
    (ada,) = library.players.add("Ada Byron").players
    library.review.confirm([one.id for one in photo.faces], ada)
    assert len(library.metadata.write([photo.id], JobContext()).changed) == 1
    (region,) = read(tool, stored).regions
    with Image.open(stored) as picture:
        assert picture.getexif()[Base.Orientation] == orientation
        mask = Image.new("L", picture.size)
    box, (width, height) = region.box, mask.size
    left, top = round(box.x * width), round(box.y * height)
    mask.paste(255, (left, top, left + round(box.w * width), top + round(box.h * height)))
    shown = turned(mask, orientation)
    left, top, right, bottom = shown.getbbox() or (0, 0, 0, 0)
    width, height = shown.size
    drawn = Box(left / width, top / height, (right - left) / width, (bottom - top) / height)
    assert drawn.overlap(face.box) > 0.85


def test_an_answer_that_is_taken_back_takes_its_name_out_and_no_other(
    library: Library, people: dict[str, Person], photo: Path, tool: ExifTool
) -> None:
    named = photo.with_name("named.jpg")
    theirs = ["-XMP-iptcExt:PersonInImage=Somebody", "-XMP-dc:Subject=sport"]
    tool.write(people["P002"].selfie, named, theirs)
    library.update_settings(read_names=False)
    library.indexing.import_photos([named], "Day 1", JobContext())
    (face,) = (face for face in faces_of(library) if face.player is None)
    library.review.confirm([face.id], library.players.find("Ada Byron").id)
    write(library)
    assert read(tool, named).persons == ("Somebody", "Ada Byron")
    library.review.ignore([face.id])
    (change,) = write(library).changed
    assert change.added == ()
    assert read(tool, named).persons == ("Somebody",)
    assert read(tool, named).keywords == ("sport",)


def test_what_a_killed_program_left_beside_a_photo_goes(library: Library, photo: Path) -> None:
    nobody = 2**22 + 1  # above what Linux gives
    left = photo.with_name(f".{photo.stem}.{nobody}-1{photo.suffix}")
    left.write_bytes(b"half")
    other = photo.with_name(f".{photo.stem}{photo.suffix}")
    other.write_bytes(b"somebody's")
    write(library)
    assert [path.exists() for path in (left, other)] == [False, True]


def test_the_file_stays_the_photo_that_it_was(library: Library, photo: Path, tool: ExifTool) -> None:
    (before,) = ids_of(library)
    content = photo.read_bytes()
    write(library)
    moved = photo.with_name("moved.jpg")
    photo.replace(moved)
    library.indexing.import_photos([moved], "Day 1", JobContext())
    assert ids_of(library) == [before]
    assert library.images.original(before) == content


def test_a_sidecar_is_made_merged_into_and_gone_again(library: Library, photo: Path, tool: ExifTool) -> None:
    content = photo.read_bytes()
    library.update_settings(write_into="sidecar", caption_template="{players}[ at {match}]")
    sidecar = photo.with_suffix(".xmp")
    made = write(library)
    assert read(tool, sidecar).persons == ("Ada Byron",)
    assert read(tool, sidecar).caption == "Ada Byron"
    assert made.batch is not None
    library.metadata.undo(made.batch, JobContext())
    assert not sidecar.exists()
    theirs = photo.with_name("IMG_1.JPG.xmp")
    tool.write(theirs, theirs, ["-XMP-photoshop:City=Riga"])
    before = theirs.read_bytes()
    again = write(library)
    assert b"Riga" in theirs.read_bytes()
    assert b"Ada Byron" in theirs.read_bytes()
    assert again.batch is not None
    library.metadata.undo(again.batch, JobContext())
    assert theirs.read_bytes() == before
    assert photo.read_bytes() == content


@pytest.mark.parametrize("cut", ["</dc:subject>", "</x:xmpmeta>"])
def test_a_damaged_sidecar_is_said_beforehand_and_left_as_it_is(
    library: Library, photo: Path, tool: ExifTool, cut: str
) -> None:
    library.update_settings(write_into="sidecar")
    sidecar = photo.with_suffix(".xmp")
    tool.write(sidecar, sidecar, ["-XMP-dc:Subject=sport"])
    sidecar.write_text(sidecar.read_text("utf-8").replace(cut, ""), "utf-8")
    before = sidecar.read_bytes()
    for report in (library.metadata.preview(ids_of(library), JobContext()), write(library)):
        assert report.changed == ()
        (failure,) = report.failures
        assert failure.path == photo
        assert failure.reason.startswith(
            "The sidecar IMG_1.xmp is damaged, so it is left as it is. ExifTool: XMP"
        )
        assert "Warning" not in failure.reason
    assert sidecar.read_bytes() == before


def test_a_photo_in_which_xmp_is_damaged_loses_nothing_of_it(
    library: Library, photo: Path, tool: ExifTool
) -> None:
    said_there = photo.with_name("IMG_2.JPG")
    tool.write(photo, said_there, ["-XMP-dc:Subject=sport"])
    content = said_there.read_bytes().replace(b"</dc:subject>", b"<!--       ->")
    photo.write_bytes(content)
    (failure,) = write(library).failures
    assert failure.reason.startswith("IMG_1.JPG is damaged, so it is left as it is. ExifTool: ")
    assert photo.read_bytes() == content


def test_the_name_of_somebody_who_does_not_agree_goes_into_no_file(
    library: Library, photo: Path, tool: ExifTool
) -> None:
    write(library)
    ada = library.players.find("Ada Byron")
    library.players.update(ada.id, PlayerUpdate(consent=Consent.REFUSED))
    report = write(library)
    assert report.withheld == 1
    assert read(tool, photo).persons == ()


def test_what_nobody_confirmed_goes_in_only_where_that_is_wanted(
    library: Library, photo: Path, tool: ExifTool
) -> None:
    (face,) = faces_of(library)
    assert face.state is FaceState.CONFIRMED
    library.update_settings(write_tagged=False, write_keywords=False, write_regions=False)
    write(library)
    found = read(tool, photo)
    assert (found.persons, found.keywords, found.regions) == (("Ada Byron",), (), ())


def test_what_another_program_said_since_is_kept_and_not_taken_back(
    library: Library, photo: Path, tool: ExifTool
) -> None:
    report = write(library)
    assert report.batch is not None
    newer = photo.with_name("newer.jpg")
    tool.write(photo, newer, ["-XMP-photoshop:City=Riga"])
    newer.replace(photo)
    content = photo.read_bytes()
    (failure,) = library.metadata.undo(report.batch, JobContext()).failures
    assert "written to since" in failure.reason
    assert photo.read_bytes() == content
    library.review.ignore([face.id for face in faces_of(library)])
    write(library)
    assert read(tool, photo).persons == ()
    assert b"Riga" in photo.read_bytes()


def test_another_picture_in_the_place_of_a_photo_is_left_alone(
    library: Library, photo: Path, people: dict[str, Person]
) -> None:
    shutil.copy(people["P003"].selfie, photo)
    (failure,) = write(library).failures
    assert "Import it again" in failure.reason
    assert photo.read_bytes() == people["P003"].selfie.read_bytes()


def test_a_file_is_known_again_by_its_picture(library: Library, photo: Path, tool: ExifTool) -> None:
    before = ids_of(library)
    for name, said in (("rated.jpg", "-XMP-xmp:Rating=5"), ("turned.jpg", "-IFD0:Orientation#=6")):
        tool.write(photo, photo.with_name(name), [said])
    library.indexing.import_photos([photo.with_name("rated.jpg")], "Day 1", JobContext())
    assert ids_of(library) == before
    assert library.images.photo(before[0], 64).size
    library.indexing.import_photos([photo.with_name("turned.jpg")], "Day 1", JobContext())
    assert len(ids_of(library)) == 2


def test_files_that_can_not_be_written_are_listed_and_the_others_are(
    library: Library, photo: Path, tool: ExifTool, people: dict[str, Person]
) -> None:
    other = photo.with_name("IMG_2.JPG")
    shutil.copy(people["P002"].selfie, other)
    library.indexing.import_photos([other], "Day 1", JobContext())
    (bea,) = library.players.add("Bea").players
    faces = [
        face for one in library.galleries.photos(ids_of(library)) for face in one.faces if not face.player
    ]
    library.review.confirm([face.id for face in faces], bea)
    photo.chmod(0o444)
    report = write(library)
    assert [change.path for change in report.changed] == [other]
    (failure,) = report.failures
    assert failure.path == photo
    assert "may only be read" in failure.reason
    photo.unlink()
    (failure,) = write(library).failures
    assert "not there" in failure.reason
    assert not list(photo.parent.glob(".*"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of files")
def test_where_there_is_no_room_nothing_is_half_written_and_that_is_said(
    library: Library, photo: Path, tool: ExifTool, tmp_path: Path
) -> None:
    before = photo.read_bytes()
    assert len(before) > 32 << 10
    small = tmp_path / "exiftool-on-a-small-disk"
    small.write_text('#!/bin/sh\nulimit -f 64\ntrap "" XFSZ\nexec exiftool "$@"\n')
    small.chmod(0o755)
    library.metadata._tool = ExifTool(str(small))
    (failure,) = write(library).failures
    library.metadata._tool.close()
    assert failure.code == "no-room"
    assert "Make room" in failure.reason
    assert list(photo.parent.iterdir()) == [photo]
    assert photo.read_bytes() == before
    library.metadata._tool = tool
    assert len(write(library).changed) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows starts no script by its first line")
@pytest.mark.usefixtures("tool")
@pytest.mark.parametrize(
    ("wrong", "code", "reason", "theirs"),
    [
        (
            "c = bytearray(target.read_bytes()); c[-1000] ^= 1; target.write_bytes(c)",
            "not-written",
            "would have changed the picture",
            b"",
        ),
        ("target.write_bytes(target.read_bytes()[:200])", "not-written", "would have changed", b""),
        ("real.kill(); sys.exit()", "not-written", "ExifTool: it broke off", b""),
        ("source.open('ab').write(b'newer')", "changed", "Another program is writing", b"newer"),
    ],
    ids=["another picture", "no picture", "ExifTool killed", "another program"],
)
def test_what_goes_wrong_while_a_file_is_written_leaves_it_as_it_is(
    library: Library,
    photo: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    wrong: str,
    code: str,
    reason: str,
    theirs: bytes,
) -> None:
    before = photo.read_bytes()
    library._exiftool.close()
    monkeypatch.setattr(library._exiftool, "_program", failing_exiftool(tmp_path, wrong))
    report = write(library)
    (failure,) = report.failures
    assert (failure.path, failure.code, report.changed) == (photo, code, ())
    assert reason in failure.reason
    assert photo.read_bytes() == before + theirs
    assert list(photo.parent.iterdir()) == [photo]
    library.metadata.preview(ids_of(library), JobContext())
    assert library.metadata.history() == []


@pytest.mark.skipif(os.name == "nt", reason="Windows starts no script by its first line")
@pytest.mark.usefixtures("tool")
@pytest.mark.parametrize(
    "at",
    [
        {"hangs_at": "IMG_1.JPG"},
        {
            "wrong": "source.name == 'IMG_1.JPG' and "
            "(real.kill(), target.write_bytes(b'half'), time.sleep(600))"
        },
    ],
    ids=["while it is read", "while it is written"],
)
def test_a_file_that_exiftool_hangs_at_stays_as_it_is_and_the_next_one_is_written(
    library: Library, photo: Path, tmp_path: Path, at: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    second = photo.with_name("IMG_2.JPG")
    second.write_bytes(photo.read_bytes() + b"another")
    library.indexing.import_photos([second], "Day 1", JobContext())
    (ada,) = library.players.search("Ada").items
    library.review.confirm([face.id for face in faces_of(library)], ada.id)
    before = photo.read_bytes()
    library._exiftool.close()
    monkeypatch.setattr("core.metadata.exiftool.LIMIT_S", 2.0)
    monkeypatch.setattr(library._exiftool, "_program", failing_exiftool(tmp_path, **at))
    report = write(library)
    (failure,), (change,) = report.failures, report.changed
    assert (failure.path, failure.code, change.path) == (photo, "not-written", second)
    assert "more than 2 seconds" in failure.reason
    assert photo.read_bytes() == before
    assert set(photo.parent.iterdir()) == {photo, second}
    assert [run.files for run in library.metadata.history()] == [1]


@pytest.mark.parametrize("put", [False, True])
def test_what_was_begun_when_a_program_was_killed_is_known(
    library: Library, photo: Path, tool: ExifTool, put: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = photo.read_bytes()
    killed = RuntimeError("killed")

    def die(*_: object) -> None:
        raise killed

    with monkeypatch.context() as patched:
        patched.setattr("core.writing.Writing._finish" if put else "core.writing._put", die)
        with pytest.raises(RuntimeError, match="killed"):
            write(library)
    assert (photo.read_bytes() == before) is not put
    library.metadata.preview(ids_of(library), JobContext())
    assert len(library.metadata.history()) == int(put)
    if put:
        (run,) = library.metadata.history()
        library.metadata.undo(run.batch, JobContext())
    assert photo.read_bytes() == before
    assert list(photo.parent.iterdir()) == [photo]


def test_what_was_written_as_the_disk_was_pulled_out_can_be_taken_back_when_it_is_back(
    library: Library, photo: Path, tool: ExifTool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before, folder, pulled = photo.read_bytes(), photo.parent, tmp_path / "pulled"
    put = writing._put

    def put_and_pull(*what: Any) -> None:
        put(*what)
        folder.rename(pulled)

    with monkeypatch.context() as patched:
        patched.setattr("core.writing._put", put_and_pull)
        write(library)
    library.metadata.preview(ids_of(library), JobContext())
    pulled.rename(folder)
    assert photo.read_bytes() != before
    (run,) = library.metadata.history()
    library.metadata.undo(run.batch, JobContext())
    assert photo.read_bytes() == before


def test_a_write_of_which_nobody_knows_the_end_is_asked_about_when_its_disk_is_back(
    library: Library, photo: Path, tool: ExifTool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before, folder, pulled = photo.read_bytes(), photo.parent, tmp_path / "pulled"

    def die(*_: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr("core.writing.Writing._finish", die)
        with pytest.raises(RuntimeError, match="killed"):
            write(library)
    folder.rename(pulled)
    library.metadata.preview(ids_of(library), JobContext())
    pulled.rename(folder)
    library.metadata.preview(ids_of(library), JobContext())
    (run,) = library.metadata.history()
    library.metadata.undo(run.batch, JobContext())
    assert photo.read_bytes() == before
