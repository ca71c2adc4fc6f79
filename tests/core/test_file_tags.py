"""What files say of their pictures, read and written by the real ExifTool."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.errors import PhotoError, ToolMissingError
from core.imaging.decode import ORIENTATION, TRANSPOSITIONS, decode_photo
from core.metadata.edits import arguments, merge, region_tag
from core.metadata.exiftool import ExifTool
from core.metadata.patch import Patch, WrongFileError
from core.metadata.regions import to_stored, to_upright
from core.metadata.tags import READ, FileTags, Region, tags_of
from core.types import Box, FileTag, TagField
from tests.fakes.exif import everything
from tests.fakes.exiftool import failing_exiftool

WIDTH, HEIGHT = 96, 64
SIZE = (WIDTH, HEIGHT)
ODD = "Анна «{x}, y|z]\\ #$ [1"
BOX = Box(0.25, 0.125, 0.25, 0.25)
ALL = (
    FileTag(TagField.PERSON, ODD),
    FileTag(TagField.KEYWORD, ODD),
    FileTag(TagField.HIERARCHY, f"Players|{ODD}"),
    FileTag(TagField.CAPTION, "Two lines\nwith \\n and # in them"),
    FileTag(TagField.HEADLINE, "A headline"),
    region_tag(Region(ODD, BOX)),
)
OTHERS = [
    "-XMP-iptcExt:PersonInImage=Bea",
    "-XMP-dc:Subject=sport",
    "-IPTC:Keywords=sport",
    "-XMP-photoshop:City=Riga",
    f"-XMP-mwg-rs:RegionInfo={{AppliedToDimensions={{W={WIDTH},H={HEIGHT},Unit=pixel}},RegionList=["
    "{Area={X=0.7,Y=0.5,W=0.1,H=0.2,Unit=normalized},Name=Bea,Type=Face,Description=hers},"
    "{Area={X=0.2,Y=0.2,W=0.1,H=0.2,Unit=normalized},Name=Rex,Type=Pet}]}",
]


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "IMG_1.jpg"
    Image.fromarray(np.arange(HEIGHT * WIDTH * 3, dtype=np.uint8).reshape(HEIGHT, WIDTH, 3)).save(path)
    return path


def read(tool: ExifTool, path: Path) -> FileTags:
    return tags_of(tool.read([path], READ)[path])


def written(
    tool: ExifTool, path: Path, wanted: tuple[FileTag, ...], own: frozenset[FileTag] = frozenset()
) -> Path:
    """The file with what is wanted, beside the one it was made of."""
    found = read(tool, path)
    edit = merge(found, own, wanted, SIZE)
    target = path.with_name(f"{path.stem}_{path.suffix}")
    tool.write(path, target, arguments(edit, found, SIZE))
    return target


@pytest.mark.parametrize("suffix", [".jpg", ".xmp"])
def test_what_is_written_is_read_again_whatever_letters_it_has(
    tool: ExifTool, photo: Path, suffix: str
) -> None:
    source = photo if suffix == ".jpg" else photo.with_suffix(".xmp")
    if suffix == ".xmp":
        tool.write(source, source, ["-XMP-photoshop:City=Riga"])
    found = read(tool, written(tool, source, ALL))
    assert found.persons == found.keywords == (ODD,)
    assert found.hierarchy == (f"Players|{ODD}",)
    assert (found.caption, found.headline) == ("Two lines\nwith \\n and # in them", "A headline")
    assert found.regions == (Region(ODD, BOX),)
    assert found.applied_to == SIZE


def test_what_is_there_stays_and_only_ours_goes_again(tool: ExifTool, photo: Path) -> None:
    others = photo.with_name("others.jpg")
    tool.write(photo, others, OTHERS)
    before = everything(others)
    both = written(tool, others, ALL)
    found = read(tool, both)
    assert found.persons == ("Bea", ODD)
    assert found.keywords == ("sport", ODD)
    assert [region.name for region in found.regions] == ["Bea", ODD]
    assert (
        everything(both)["XMP-mwg-rs:RegionInfo"]["RegionList"][:2]
        == before["XMP-mwg-rs:RegionInfo"]["RegionList"]
    )
    assert not merge(found, frozenset(ALL), ALL, SIZE)
    assert everything(written(tool, both, (), frozenset(ALL))) == before


def test_nothing_of_ours_leaves_nothing(tool: ExifTool, photo: Path) -> None:
    assert everything(written(tool, written(tool, photo, ALL), (), frozenset(ALL))) == everything(photo)


def test_a_caption_of_somebody_else_is_left_alone_and_ours_follows_its_template() -> None:
    ours, newer = FileTag(TagField.CAPTION, "ours"), FileTag(TagField.CAPTION, "newer")
    for theirs in (FileTags(caption="theirs"), FileTags(caption="ours")):
        assert not merge(theirs, (), [newer], SIZE)
    edit = merge(FileTags(caption="ours"), [ours], [newer], SIZE)
    assert (edit.added, edit.removed, edit.own) == ((newer,), (ours,), frozenset({newer}))
    assert not merge(FileTags(caption="mended by hand"), [ours], [newer], SIZE)


def test_what_was_there_before_is_never_ours() -> None:
    bea = FileTag(TagField.PERSON, "Bea")
    edit = merge(FileTags(persons=("Bea",)), (), [bea], SIZE)
    assert not edit
    assert edit.own == frozenset()
    assert not merge(FileTags(persons=("Bea",)), edit.own, [], SIZE)


def test_regions_of_a_picture_of_another_shape_are_left_alone() -> None:
    region = region_tag(Region("Ann", BOX))
    edit = merge(FileTags(applied_to=(64.0, 96.0)), (), [region], SIZE)
    assert not edit
    assert edit.regions_left
    assert merge(FileTags(applied_to=(48.0, 32.0)), (), [region], SIZE).added == (region,)


def test_old_blocks_are_kept_in_step_where_they_can_say_it(tool: ExifTool, photo: Path) -> None:
    others = photo.with_name("others.jpg")
    tool.write(photo, others, ["-IPTC:Keywords=sport", "-XMP-dc:Subject=sport"])
    names = (
        FileTag(TagField.KEYWORD, "Ann Smith"),
        FileTag(TagField.KEYWORD, "Анна"),
        FileTag(TagField.KEYWORD, "A" * 65),
    )
    found = everything(written(tool, others, names))
    assert found["XMP-dc:Subject"] == ["sport", "Ann Smith", "Анна", "A" * 65]
    assert found["IPTC:Keywords"] == ["sport", "Ann Smith"]
    assert "IPTC:Keywords" not in everything(written(tool, photo, names))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_region_lies_on_what_it_was_drawn_on_in_every_orientation(
    tool: ExifTool, tmp_path: Path, orientation: int
) -> None:
    """A bright patch in a dark stored picture; its place in the upright photo is written, and found again."""
    stored = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    stored[8:24, 24:48] = 255
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    path = tmp_path / "turned.jpg"
    Image.fromarray(stored).save(path, exif=exif, quality=100, subsampling=0)
    upright = decode_photo(path.read_bytes(), ".jpg").pixels
    rows, columns = np.nonzero(upright[..., 0] > 127)
    high, wide = upright.shape[:2]
    top, left = rows.min(), columns.min()
    box = Box(
        float(left / wide),
        float(top / high),
        float((columns.max() + 1 - left) / wide),
        float((rows.max() + 1 - top) / high),
    )
    mark = region_tag(Region("Ann", to_stored(box, orientation)))
    found = read(tool, written(tool, path, (mark,)))
    assert found.orientation == orientation
    (region,) = found.regions
    assert region.box.overlap(Box(24 / WIDTH, 8 / HEIGHT, 24 / WIDTH, 16 / HEIGHT)) > 0.99
    assert to_upright(region.box, orientation).overlap(box) > 0.99


@given(st.sampled_from(range(1, 9)), *[st.floats(0, 0.5)] * 2, *[st.floats(0.01, 0.5)] * 2)
def test_turning_a_box_is_turning_the_picture(
    orientation: int, x: float, y: float, w: float, h: float
) -> None:
    box = Box(x, y, w, h)
    back = to_stored(to_upright(box, orientation), orientation)
    assert np.allclose([back.x, back.y, back.w, back.h], [x, y, w, h])


@given(st.sampled_from(sorted(TRANSPOSITIONS)), st.integers(0, 5), st.integers(0, 3))
def test_a_box_goes_where_its_pixel_goes(orientation: int, column: int, row: int) -> None:
    picture = np.zeros((4, 6, 3), np.uint8)
    picture[row, column] = 1
    turned = TRANSPOSITIONS[orientation](picture)
    high, wide = turned.shape[:2]
    box = to_upright(Box(column / 6, row / 4, 1 / 6, 1 / 4), orientation)
    assert turned[round(box.y * high), round(box.x * wide)].all()


@given(st.binary(max_size=200), st.binary(max_size=200), st.binary(max_size=60), st.binary(max_size=60))
def test_a_patch_gives_back_every_byte_and_knows_its_file(
    first: bytes, last: bytes, old: bytes, new: bytes
) -> None:
    before, after = first + old + last, first + new + last
    patch = Patch.between(before, after)
    assert patch.undone(after) == before
    with pytest.raises(WrongFileError):
        patch.undone(after + b"!")


def test_a_patch_is_small_beside_its_file() -> None:
    picture = np.random.default_rng(1).bytes(1 << 20)
    assert len(Patch.between(b"old" + picture, b"a new beginning" + picture).stretch) < 20


def test_it_outlives_the_thread_that_was_the_first_to_ask(tool: ExifTool) -> None:
    first = threading.Thread(target=tool.version)
    first.start()
    first.join()
    assert [tool.version() for _ in range(50)] == [tool.version()] * 50


def test_a_file_that_can_not_be_written_says_why_and_makes_none(tool: ExifTool, tmp_path: Path) -> None:
    path = tmp_path / "no.jpg"
    path.write_bytes(b"\0\1\2 no picture")
    target = tmp_path / "target.jpg"
    with pytest.raises(PhotoError, match="ExifTool: "):
        tool.write(path, target, ["-XMP-iptcExt:PersonInImage=Ann"])
    assert not target.exists()
    assert tags_of(tool.read([path], READ)[path]).problem
    assert tool.read([tmp_path / "gone.jpg"], READ) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")
def test_the_one_that_came_with_an_installer_is_preferred(
    tool: ExifTool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundled = tmp_path / "resources" / "exiftool" / "exiftool"
    bundled.parent.mkdir(parents=True)
    bundled.write_text(f'#!/bin/sh\ntouch "{tmp_path}/asked"\nexec exiftool "$@"\n')
    bundled.chmod(0o755)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    ours = ExifTool()
    assert ours.version() == tool.version()
    ours.close()
    assert (tmp_path / "asked").exists()


def test_without_exiftool_it_is_said_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(ToolMissingError, match="libimage-exiftool-perl"):
        ExifTool(str(tmp_path / "exiftool")).version()


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=5) | st.floats(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["RegionList", "Regions", "Area", "X", "Y", "W", "H", "Name", "Rectangle", "Type"]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=20,
    )
)
def test_whatever_a_file_says_is_no_reason_to_stop(value: object) -> None:
    found = tags_of(dict.fromkeys(READ, value))
    assert all(0 < region.box.w <= 1 for region in (*found.regions, *found.people))


@pytest.mark.skipif(os.name == "nt", reason="Windows starts no script by its first line")
@pytest.mark.usefixtures("tool")
def test_a_file_that_exiftool_hangs_at_is_named_and_the_others_are_read(
    photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.metadata.exiftool.LIMIT_S", 2.0)
    hanging = tmp_path / "hangs.jpg"
    hanging.write_bytes(photo.read_bytes())
    asked = ExifTool(failing_exiftool(tmp_path, hangs_at=hanging.name))
    try:
        read_all = asked.read([photo, hanging], READ)
        assert tags_of(read_all[photo]).size == SIZE
        assert tags_of(read_all[hanging]).problem == "it takes more than 2 seconds"
        target = tmp_path / "made.jpg"
        with pytest.raises(PhotoError, match="more than 2 seconds"):
            asked.write(hanging, target, ["-XMP-photoshop:City=Riga"])
        assert not target.exists()
        asked.write(photo, target, ["-XMP-photoshop:City=Riga"])
        assert target.is_file()
    finally:
        asked.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows starts no script by its first line")
# Of a program that has ended by then PyExifTool lets go without closing its pipes.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("program", ["exec sleep 600", "exit 1", "echo no"])
def test_a_program_that_does_not_start_or_is_another_one_is_no_exiftool(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.metadata.exiftool.LIMIT_S", 0.5)
    other = tmp_path / "exiftool"
    other.write_text(f"#!/bin/sh\n{program}\n")
    other.chmod(0o755)
    with pytest.raises(ToolMissingError):
        ExifTool(str(other)).version()
