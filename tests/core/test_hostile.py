"""What strangers may put into names, captions and folders, and what must not come of it."""

from __future__ import annotations

import csv
import os
import re
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.errors import InvalidValueError
from core.export import _harmless, write_csv
from core.file_names import safe_name
from core.files import beside, write_whole
from core.library import Library
from core.metadata.captions import FIELDS, filled, require_template
from core.metadata.edits import arguments, merge, region_tag
from core.metadata.exiftool import ExifTool
from core.metadata.tags import READ, FileTags, Region, tags_of
from core.scanning import scan
from core.storage.folder import FolderDestination
from core.table_files import cells_of
from core.types import WHOLE_LIBRARY, Box, FileTag, RosterField, TagField
from core.words import said
from tests.conftest import CHECKOUT
from tests.fakes.planter import Planter

INJECTED = "{players.__class__.__init__.__globals__} {0} {} {file!r:>9} [{court}] %s $HOME"
HOSTILE_NAMES = (
    "-delete_original!",
    "-execute",
    "Ann\n-execute\n-delete_original!\n",
    "<=/etc/hostname",
    "Ann}]},RegionList=[{Name=Eve",
    "Ann|},{|",
    "#[CSTR]-execute\\n",
    "{ready}",
    INJECTED,
)
FORMULAS = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", '=HYPERLINK("http://x")'),
    *("＝1+1", "＋1", "－1", "＠x", " =1"),
)
# What begins with one where something else than a comma separates.
WITHIN = (
    *("A;=1+1", "A;=1+1;B", "A; =1", "A\t+1", "A|@x", "A\n-1", "A\r\n=1"),
    *('A;"=1+1"', "A;'=1", "A;＝1", ";=1", "A;\t=1;-1"),
)
# What a spreadsheet runs, as it may take spaces off first.
RUN = re.compile(r"\s*[=+\-@＝＋－＠]")


def picture(path: Path) -> Path:
    Image.fromarray(np.arange(96 * 64 * 3, dtype=np.uint8).reshape(64, 96, 3)).save(path, "JPEG")
    return path


@pytest.mark.skipif(os.name == "nt", reason="Windows takes no such names")
@pytest.mark.parametrize(
    "name",
    [
        *(
            "-execute",
            "-o",
            "@args",
            "#x",
            " x",
            "a\nb",
            "a\n-execute\nb",
            "%d%f",
            "~",
            "*",
            "{ready}",
            "$(id)",
            "`id`",
        )
    ],
)
def test_a_file_whose_name_is_an_argument_of_exiftool_is_a_file(
    tool: ExifTool, tmp_path: Path, name: str
) -> None:
    path = picture(tmp_path / f"{name}.jpg")
    made = tmp_path / f"{name} with names.jpg"
    tool.write(path, made, ["-XMP-dc:Subject=sport"])
    assert tags_of(tool.read([made], READ)[made]).keywords == ("sport",)
    assert sorted(tmp_path.iterdir()) == sorted([path, made])


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_name_that_looks_like_an_order_is_written_as_a_name(
    tool: ExifTool, tmp_path: Path, name: str
) -> None:
    path = picture(tmp_path / "photo.jpg")
    before = path.read_bytes()
    line = " ".join(name.split())
    wanted = (
        FileTag(TagField.PERSON, line),
        FileTag(TagField.KEYWORD, line),
        FileTag(TagField.CAPTION, name.strip()),
        region_tag(Region(line, Box(0.25, 0.125, 0.25, 0.25))),
    )
    edit = merge(FileTags(), (), wanted, (96, 64))
    tool.write(path, tmp_path / "named.jpg", arguments(edit, FileTags(), (96, 64)))
    found = tags_of(tool.read([tmp_path / "named.jpg"], READ)[tmp_path / "named.jpg"])
    assert (found.persons, found.keywords, found.caption) == ((line,), (line,), name.strip())
    assert [region.name for region in found.regions] == [line]
    assert path.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == sorted([path, tmp_path / "named.jpg"])


def test_a_name_is_filled_into_a_template_and_never_taken_for_one() -> None:
    values = dict.fromkeys(FIELDS, "") | {"players": INJECTED, "match": "Final"}
    assert filled("{players} at {match}[, {court}]", values) == f"{INJECTED} at Final"
    assert said("There is no {kind} here.", kind=INJECTED) == f"There is no {INJECTED} here."
    assert said("a {b}", b=said("{c}", c=INJECTED)).in_language(str) == f"a {INJECTED}"


@pytest.mark.parametrize(
    "template",
    [
        "{players.__class__}",
        "{0}",
        "{}",
        "{players!r}",
        "{players:>9}",
        "{players[0]}",
        "{{players}}",
        "{PLAYERS}",
    ],
)
def test_a_template_has_fields_and_nothing_else(template: str) -> None:
    with pytest.raises(InvalidValueError):
        require_template("caption", template)


@pytest.mark.parametrize(
    "text", ["../../x", "..", "/etc/passwd", "C:\\x", "a/../../b", "\x00", "CON", ".ssh", "~/x"]
)
def test_a_name_of_somebody_is_the_name_of_one_file_in_one_folder(tmp_path: Path, text: str) -> None:
    name = safe_name(text, "otherwise")
    assert name
    assert len(Path(name).parts) == 1
    assert (tmp_path / name).resolve().parent == tmp_path
    assert name not in {".", ".."}


@pytest.mark.parametrize("text", FORMULAS)
def test_no_spreadsheet_runs_what_is_exported(tmp_path: Path, text: str) -> None:
    write_csv(tmp_path / "a.csv", ("one", "two"), [("plain", text), (text, 5)])
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for line in csv.reader(file) for cell in line]
    assert cells[:3] == ["one", "two", "plain"]
    assert cells[5] == "5"
    assert cells[3] == cells[4]
    assert cells[3].startswith("'")
    assert cells_of(1, cells[3:4], [RosterField.NAME]) == {RosterField.NAME: text.strip()}


@pytest.mark.parametrize("text", [*FORMULAS, *WITHIN])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_no_spreadsheet_runs_what_is_exported_whatever_separates_there(
    tmp_path: Path, text: str, separator: str
) -> None:
    write_csv(tmp_path / "a.csv", ("one", "two"), [(text, "x"), ("x", text), (f"{text};", text)])
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for line in csv.reader(file, delimiter=separator) for cell in line]
    assert not [cell for cell in cells if RUN.match(cell)]


def test_a_long_cell_is_looked_at_once() -> None:
    start = time.process_time()
    for text in ("\t'" * 60_000, ";" + " " * 120_000, ";'" * 60_000 + "="):
        cells_of(1, [str(_harmless(text))], [RosterField.NAME])
    assert time.process_time() - start < 2


@given(st.text(alphabet=";|\t\r\n ='\"-＝a", max_size=12))
def test_what_was_made_harmless_is_read_as_it_was(text: str) -> None:
    assert cells_of(1, [str(_harmless(text))], [RosterField.NAME]) == {RosterField.NAME: text.strip()}


def test_in_every_export_what_a_spreadsheet_would_run_is_harmless(
    library: Library, planter: Planter, tmp_path: Path
) -> None:
    (face,) = planter.photo("Ann")
    (player,) = library.players.add("=1+1", number="-7", team="@x").players
    library.review.confirm([face], player)
    paths = [tmp_path / f"{name}.csv" for name in ("photos", "tags", "clusters", "roster")]
    library.export.photos(paths[0], WHOLE_LIBRARY)
    library.export.tags(paths[1])
    library.export.clusters(paths[2])
    library.export.roster(paths[3])
    cells = []
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells += [cell for line in csv.reader(file) for cell in line]
    assert {"'=1+1", "'-7", "'@x"} <= {*cells}
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r")) or cell == "-7"]


def test_every_csv_file_is_written_by_what_makes_it_harmless() -> None:
    """But the sample's, of which every word is ours."""
    modules = [path.relative_to(CHECKOUT / "core") for path in (CHECKOUT / "core").rglob("*.py")]
    writing = [path for path in modules if "csv.writer" in (CHECKOUT / "core" / path).read_text("utf-8")]
    assert sorted(path.as_posix() for path in writing) == ["export.py", "sample/build.py"]


def test_a_link_that_somebody_put_where_a_file_is_made_is_not_written_through(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.write_text("mine")
    shared = tmp_path / "shared"
    shared.mkdir()
    beside(shared / "list.csv").symlink_to(private)
    write_whole(shared / "list.csv", b"ours")
    (shared / "target.jpg").symlink_to(private)
    write_whole(shared / "target.jpg", b"ours")
    assert private.read_text() == "mine"
    assert (shared / "list.csv").read_bytes() == (shared / "target.jpg").read_bytes() == b"ours"
    assert not (shared / "target.jpg").is_symlink()


def test_a_delivery_goes_through_no_link_of_somebody_else(tmp_path: Path) -> None:
    private, source, place = tmp_path / "private", tmp_path / "source.jpg", tmp_path / "place"
    private.write_text("mine")
    source.write_bytes(b"a picture")
    place.mkdir()
    digest = "a" * 64
    (place / f".{digest[:16]}.part").symlink_to(private)
    (place / "photo.jpg").symlink_to(private)
    with FolderDestination(place) as destination:
        destination.put("photo.jpg", source, digest, lambda: None)
    assert private.read_text() == "mine"
    assert (place / "photo.jpg").read_bytes() == b"a picture"
    assert [path.name for path in place.iterdir()] == ["photo.jpg"]


def test_links_in_a_folder_of_photos_are_read_and_never_run_in_circles(tmp_path: Path) -> None:
    folder, other = tmp_path / "hot", tmp_path / "other"
    folder.mkdir()
    other.mkdir()
    picture(other / "linked.jpg")
    (folder / "photo.jpg").symlink_to(other / "linked.jpg")
    (folder / "around").symlink_to(folder, target_is_directory=True)
    (folder / "loop.jpg").symlink_to(folder / "loop.jpg")
    (folder / "device.jpg").symlink_to("/dev/zero")
    found = list(scan([folder]))
    assert sorted(path.name for path in found if isinstance(path, Path)) == [
        "device.jpg",
        "loop.jpg",
        "photo.jpg",
    ]
