"""Copying off a card: what is new, where it goes, and what happens where the world does not play along."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image
from PIL.ExifTags import IFD, Base

from core import copying
from core.errors import CancelledError, CardError, InvalidValueError, LibraryError, NoRoomError
from core.jobs import JobContext, Progress
from core.library import Library
from core.types import CardPlan, CardReport
from tests.fakes.disk import no_larger_files_than

TAKEN = "2026:05:01 10:00:0{n}"
CAMERA = "Canon EOS R5"
FOLDER = f"2026-05-01/{CAMERA}"


def shot(path: Path, number: int, **others: str) -> Path:
    """A JPEG with EXIF; `others` are files of its name, by their endings."""
    path.parent.mkdir(parents=True, exist_ok=True)
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Model] = "Canon", CAMERA
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = TAKEN.format(n=number)
    Image.new("RGB", (32, 24), (number, 0, 0)).save(path, exif=exif)
    for ending, content in others.items():
        path.with_suffix(f".{ending}").write_text(f"{content}{number}")
    return path


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """A card with three shots, one of them with all that may belong to one, and a film."""
    folder = tmp_path / "card"
    shot(folder / "DCIM" / "100CANON" / "IMG_0001.JPG", 1, CR3="raw", xmp="<x/>", WAV="note")
    shot(folder / "DCIM" / "100CANON" / "IMG_0002.JPG", 2)
    shot(folder / "DCIM" / "101CANON" / "IMG_0003.JPG", 3)
    (folder / "DCIM" / "101CANON" / "MVI_0004.MP4").write_bytes(b"film")
    return folder


@pytest.fixture
def disks(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders for copies."""
    made = tmp_path / "first", tmp_path / "second"
    for folder in made:
        folder.mkdir()
    return made


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def copy(library: Library, plan: CardPlan) -> CardReport:
    return library.cards.copy(plan, JobContext())


def after(files: int, act: Callable[[JobContext], object]) -> JobContext:
    """A context that does something when so many shots were copied, and nothing a second time."""
    done: list[Progress] = []

    def report(progress: Progress) -> None:
        if progress.done == files and not done:
            done.append(progress)
            act(context)

    context = JobContext(report)
    return context


@pytest.fixture(autouse=True)
def _every_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.jobs.REPORT_INTERVAL_S", 0.0)


def test_what_is_new_goes_to_both_disks_with_what_belongs_to_it(
    library: Library, card: Path, disks: tuple[Path, Path]
) -> None:
    plan = CardPlan(card, disks)
    preview = library.cards.preview(plan, JobContext())
    assert (preview.new, preview.known, preview.left, preview.failures) == (4, 0, 1, ())
    assert preview.first == disks[0] / FOLDER / "IMG_0001.CR3"
    assert not any(map(files_in, disks))

    report = copy(library, plan)

    assert (report.copied, report.known, report.left, report.failures) == (4, 0, 1, ())
    expected = {
        f"{FOLDER}/{path.name}": path.read_bytes() for path in card.rglob("*.*") if path.suffix != ".MP4"
    }
    assert [files_in(disk) for disk in disks] == [expected, expected]
    assert report.size == preview.size == sum(map(len, expected.values()))
    assert set(report.places) == {
        disks[0] / FOLDER / name for name in ("IMG_0001.JPG", "IMG_0001.CR3", "IMG_0002.JPG", "IMG_0003.JPG")
    }
    source = card / "DCIM" / "100CANON" / "IMG_0002.JPG"
    assert (disks[1] / FOLDER / "IMG_0002.JPG").stat().st_mtime_ns == source.stat().st_mtime_ns


def test_only_new_files_are_copied_the_next_time(
    library: Library, card: Path, disks: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = CardPlan(card, disks[:1])
    copy(library, plan)
    shot(card / "DCIM" / "101CANON" / "IMG_0005.JPG", 5)
    shutil.copy2(card / "DCIM" / "101CANON" / "IMG_0005.JPG", card / "DCIM" / "101CANON" / "again.JPG")
    before = files_in(disks[0])
    read: list[Path] = []
    parts = copying._parts

    def noted(file: Path, context: JobContext) -> Iterator[bytes]:
        read.append(file)
        return parts(file, context)

    monkeypatch.setattr(copying, "_parts", noted)
    preview = library.cards.preview(plan, JobContext())
    assert (preview.new, preview.known) == (2, 4)
    report = copy(library, plan)
    assert (report.copied, report.known) == (1, 5)
    assert len(files_in(disks[0])) == len(before) + 1
    assert {path.name for path in read if path.is_relative_to(card)} == {"IMG_0005.JPG", "again.JPG"}


def test_what_the_library_has_is_not_copied_unless_it_is_only_on_the_card(
    library: Library, card: Path, disks: tuple[Path, Path]
) -> None:
    elsewhere = Path(shutil.copy(card / "DCIM" / "100CANON" / "IMG_0002.JPG", disks[1] / "kept.jpg"))
    in_place = card / "DCIM" / "101CANON" / "IMG_0003.JPG"
    library.indexing.import_photos([elsewhere, in_place], "Day 1", JobContext())
    plan = CardPlan(card, disks[:1])
    assert library.cards.preview(plan, JobContext()).known == 1
    report = copy(library, plan)
    assert (report.copied, report.known) == (3, 1)
    assert f"{FOLDER}/IMG_0002.JPG" not in files_in(disks[0])
    assert disks[0] / FOLDER / "IMG_0003.JPG" in report.places


def test_a_copy_that_is_gone_is_made_again(library: Library, card: Path, disks: tuple[Path, Path]) -> None:
    plan = CardPlan(card, disks[:1])
    copy(library, plan)
    (disks[0] / FOLDER / "IMG_0002.JPG").unlink()
    assert copy(library, plan).copied == 1
    assert (disks[0] / FOLDER / "IMG_0002.JPG").is_file()


def test_copies_are_imported_once_and_those_of_an_earlier_run_too(
    library: Library, card: Path, disks: tuple[Path, Path]
) -> None:
    plan = CardPlan(card, disks[:1])
    with pytest.raises(CancelledError):
        library.cards.copy(plan, after(1, JobContext.cancel))
    report = copy(library, plan)
    assert report.copied == 2
    assert len(report.places) == 4
    pictures = [place for place in report.places if place.suffix == ".JPG"]
    library.indexing.import_photos(pictures, "Day 1", JobContext())
    raw = disks[0] / FOLDER / "IMG_0001.CR3"
    assert copy(library, plan).places == (raw,)
    library.indexing.import_photos([raw], "Day 1", JobContext())
    assert copy(library, plan).places == ()


def test_two_pictures_of_one_name_both_stay(library: Library, card: Path, disks: tuple[Path, Path]) -> None:
    shot(card / "DCIM" / "102CANON" / "IMG_0001.JPG", 7, xmp="<y/>")
    (disks[1] / "IMG_0002.JPG").write_bytes(b"of somebody else")
    copy(library, CardPlan(card, disks, "{name}"))
    names = {"IMG_0001.JPG", "IMG_0001.CR3", "IMG_0001.xmp", "IMG_0001.WAV", "IMG_0001-2.JPG"}
    names |= {"IMG_0001-2.xmp", "IMG_0002-2.JPG", "IMG_0003.JPG"}
    assert files_in(disks[0]).keys() == names
    assert files_in(disks[1]).keys() == names | {"IMG_0002.JPG"}
    assert (disks[0] / "IMG_0001-2.xmp").read_text() == "<y/>7"
    assert (disks[1] / "IMG_0002.JPG").read_bytes() == b"of somebody else"


def test_a_card_that_is_pulled_out_leaves_nothing_half_written(
    library: Library, card: Path, disks: tuple[Path, Path]
) -> None:
    plan, away = CardPlan(card, disks), card.with_name("pulled out")
    with pytest.raises(CardError, match="put it in again"):
        library.cards.copy(plan, after(2, lambda _: card.rename(away)))
    assert not [name for disk in disks for name in files_in(disk) if Path(name).name.startswith(".")]
    whole = files_in(away)
    for disk in disks:
        for name, content in files_in(disk).items():
            assert whole[f"DCIM/100CANON/{Path(name).name}"] == content
    away.rename(card)
    assert copy(library, plan).copied == 1
    assert len(files_in(disks[0])) == len(files_in(disks[1])) == 6


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_copied(
    library: Library, card: Path, disks: tuple[Path, Path]
) -> None:
    (card / "DCIM" / "100CANON" / "IMG_0002.JPG").unlink()
    (card / "DCIM" / "100CANON" / "IMG_0002.JPG").symlink_to(card / "nowhere")
    plan = CardPlan(card, disks[:1])
    assert [one.code for one in library.cards.preview(plan, JobContext()).failures] == ["vanished"]
    report = copy(library, plan)
    assert [(one.path.name, one.code) for one in report.failures] == [("IMG_0002.JPG", "vanished")]
    assert report.copied == 3


def test_a_full_disk_leaves_nothing_half_written_and_the_next_run_goes_on(
    library: Library, card: Path, disks: tuple[Path, Path]
) -> None:
    large = card / "DCIM" / "100CANON" / "IMG_0002.NEF"
    large.write_bytes(os.urandom(40_000_000))
    plan = CardPlan(card, disks)
    with no_larger_files_than(30_000_000), pytest.raises(LibraryError, match="Make room") as caught:
        copy(library, plan)
    assert str(disks[0]) in str(caught.value)
    for disk in disks:
        assert {Path(name).name for name in files_in(disk)} == {
            "IMG_0001.JPG", "IMG_0001.CR3", "IMG_0001.xmp", "IMG_0001.WAV",
        }  # fmt: skip
    assert copy(library, plan).copied == 3
    assert (disks[1] / FOLDER / "IMG_0002.NEF").read_bytes() == large.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows takes room for a file with nothing in it")
def test_a_disk_without_room_is_told_beforehand_and_nothing_is_copied(
    library: Library, card: Path, disks: tuple[Path, Path]
) -> None:
    plan = CardPlan(card, disks)
    preview = library.cards.preview(plan, JobContext())
    assert [(room.folder, room.needed) for room in preview.rooms] == [
        (one, 2 * preview.size) for one in disks
    ]
    assert preview.short is None
    free = shutil.disk_usage(disks[0]).free
    with (card / "DCIM" / "100CANON" / "IMG_0002.NEF").open("wb") as large:
        large.truncate(free * 2 // 3)
    assert library.cards.preview(CardPlan(card, disks[:1]), JobContext()).short is None
    short = library.cards.preview(plan, JobContext()).short
    assert short is not None, "both are on one disk"
    assert short.folder == disks[0]
    with pytest.raises(NoRoomError, match=f"no room at {disks[0]}: .* MiB are needed there, and .* are free"):
        library.cards.copy(plan, JobContext())
    assert not any(map(files_in, disks))


@pytest.mark.skipif(os.name == "nt", reason="Windows does not tell which program has ended")
def test_what_a_killed_copy_left_is_gone_after_the_next_one(
    library: Library, card: Path, disks: tuple[Path, Path]
) -> None:
    folder = disks[0] / FOLDER
    folder.mkdir(parents=True)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    running = f".IMG_0009.{os.getppid()}-1.JPG"
    names = {running, f".IMG_0001.{os.getpid()}-1.JPG", ".IMG_0001.JPG", ".hidden.12.JPG", "IMG.1-1.JPG"}
    for name in (f".IMG_0001.{ended.pid}-140.JPG", f".note.{ended.pid}-140", *names):
        (folder / name).write_bytes(b"half")
    copy(library, CardPlan(card, disks[:1]))
    assert {path.name for path in folder.iterdir() if path.read_bytes() == b"half"} == names


def test_a_stop_in_the_middle_of_a_file_leaves_nothing_of_it(
    library: Library, card: Path, disks: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "PART_BYTES", 100)
    context = JobContext()
    read = 0
    parts = copying._parts

    def stopping(file: Path, given: JobContext) -> Iterator[bytes]:
        nonlocal read
        for part in parts(file, given):
            read += 1
            if read == 3:
                context.cancel()
            yield part

    monkeypatch.setattr(copying, "_parts", stopping)
    with pytest.raises(CancelledError):
        library.cards.copy(CardPlan(card, disks), context)
    assert not any(map(files_in, disks))


def test_a_copy_that_is_not_what_was_read_is_not_kept(
    library: Library, card: Path, disks: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = copying.copied

    def bad_disk(source: Path, to: list[Path], context: JobContext) -> copying.Copy:
        made = copied(source, to, context)
        if source.name == "IMG_0003.JPG":
            with made.made[1].open("r+b") as file:
                file.write(b"\0")
        return made

    monkeypatch.setattr("core.cards.copied", bad_disk)
    report = copy(library, CardPlan(card, disks))
    assert [(one.path.name, one.code) for one in report.failures] == [("IMG_0003.JPG", "not-verified")]
    assert f"{FOLDER}/IMG_0003.JPG" not in files_in(disks[0]) | files_in(disks[1])


def test_places_are_made_of_what_every_system_takes(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "aux"
    picture = shot(folder / "IMG: 1?.JPG", 1)
    noon = datetime(2026, 6, 2, 12, 0, 0).timestamp()
    Image.new("RGB", (8, 8)).save(folder / "plain.png")
    os.utime(folder / "plain.png", (noon, noon))
    copies = tmp_path / "copies"
    copies.mkdir()
    template = "../{folder}/{year}[ by {camera}]/{time} {name}"
    report = copy(library, CardPlan(folder, (copies,), template))
    assert {place.relative_to(copies).as_posix() for place in report.places} == {
        f"_aux/2026 by {CAMERA}/10-00-01 IMG- 1-.JPG",
        "_aux/2026/12-00-00 plain.png",
    }
    assert picture.is_file()


def test_a_plan_that_cannot_be_is_refused(library: Library, card: Path, disks: tuple[Path, Path]) -> None:
    for template, why in (
        ("{player}/{name}", r"no field \{player\}; there are: \{date\}"),
        ("{name", "open"),
    ):
        with pytest.raises(InvalidValueError, match=why):
            library.cards.copy(CardPlan(card, disks, template), JobContext())
    for plan, why in (
        (CardPlan(card / "none", disks), "there is no folder"),
        (CardPlan(card, (disks[0], disks[1] / "unplugged")), "there is no folder"),
        (CardPlan(card, (card / "DCIM",)), "another place"),
        (CardPlan(card, (disks[0], disks[0] / "..") + (disks[0],)), "are one"),
    ):
        with pytest.raises(InvalidValueError, match=why):
            library.cards.preview(plan, JobContext())
    assert not any(map(files_in, disks))
