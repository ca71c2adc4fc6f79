"""Handing photos out, with photos of made-up people, the real ExifTool and real servers."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from core import cli
from core.db.schema import PartnerFileRow
from core.delivery.copies import _finished
from core.delivery.deliveries import MANIFEST
from core.delivery.names import Names
from core.errors import CancelledError, InvalidValueError, LineBrokenError, NotFoundError, UnknownHostError
from core.imaging.decode import decode_photo
from core.jobs import JobContext
from core.library import Library
from core.metadata.exiftool import ExifTool
from core.metadata.tags import READ, FileTags, tags_of
from core.recognition.history import Decision, record
from core.storage.destination import Login
from core.types import (
    BatchId,
    Box,
    Consent,
    DeliveryId,
    DeliveryOrder,
    GalleryId,
    Photo,
    PlayerId,
    PlayerUpdate,
    Recipients,
    Source,
    Verdict,
    WithheldReason,
)
from core.vision.engine import FaceEngine
from tests.conftest import Person, open_copy
from tests.fakes.disk import no_larger_files_than
from tests.fakes.exif import warnings_of
from tests.fakes.file_servers import PASSWORD, USER, FtpsServer, SftpServer
from tests.fakes.profiles import ADOBE_RGB, profile
from tests.fakes.proxy import BreakingLine
from tests.fakes.s3 import S3Server

NAMES = {"P001": "Ada Byron", "P002": "Grace Hopper", "P003": "Emmy Noether"}


@pytest.fixture(scope="module")
def made(
    people: dict[str, Person], tool: ExifTool, engine: FaceEngine, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A library of a gallery (see `fill`) in a folder, with the card beside it."""
    folder = tmp_path_factory.mktemp("made")
    with Library.open(folder / "library") as library:
        library._engine = engine
        fill(library, folder / "card", people, tool)
    return folder


@pytest.fixture
def library(made: Path, tmp_path: Path, engine: FaceEngine) -> Iterator[Library]:
    """A copy of that library; the card is shared by all tests, which leave it alone."""
    with open_copy(made / "library", tmp_path / "library", engine) as opened:
        yield opened


@pytest.fixture
def gallery(library: Library) -> GalleryId:
    (found,) = library.galleries.all()
    return found.id


def fill(library: Library, card: Path, people: dict[str, Person], tool: ExifTool) -> GalleryId:
    """A photo of each of three who agreed, and one of the first two together, all confirmed."""
    card.mkdir()
    for number, person in enumerate(NAMES, start=1):
        time = f"-EXIF:DateTimeOriginal=2026:06:01 10:0{number}:00"
        tool.write(people[person].selfie, card / f"IMG_{number}.JPG", [time])
    both = [cv2.resize(picture_of(people[one]), (600, 600)) for one in ("P001", "P002")]
    cv2.imwrite(str(card / "IMG_4.JPG"), np.hstack(both))
    library.indexing.import_photos([card], "Day 1", JobContext())
    (found,) = library.galleries.all()
    players = {
        person: add(library, name, team) for (person, name), team in zip(NAMES.items(), "AAB", strict=True)
    }
    for photo in library.galleries.photos(library.galleries.photo_ids(found.id)):
        shown = {"IMG_1": ["P001"], "IMG_2": ["P002"], "IMG_3": ["P003"], "IMG_4": ["P001", "P002"]}
        for face, person in zip(photo.faces, shown[photo.path.stem], strict=True):
            library.review.confirm([face.id], players[person])
    return found.id


def add(library: Library, name: str, team: str = "", consent: Consent = Consent.GIVEN) -> PlayerId:
    (player,) = library.players.add(name, team=team).players
    library.players.update(player, PlayerUpdate(consent=consent))
    return player


def write_tags(tool: ExifTool, path: Path, *arguments: str) -> None:
    """Have a file or a sidecar say something, as another program would."""
    written = path.with_name(f"written {path.name}")
    tool.write(path if path.exists() else written, written, arguments)
    written.replace(path)


def send(library: Library, order: DeliveryOrder) -> tuple[int, int]:
    report = library.deliveries.send(order, JobContext())
    assert report.failures == ()
    return report.sent, report.there


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def manifest_in(folder: Path) -> list[dict[str, str]]:
    with (folder / MANIFEST).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def picture_of(person: Person) -> np.ndarray:
    found = cv2.imread(str(person.selfie))
    assert found is not None
    return found


@pytest.fixture
def own(
    people: dict[str, Person], tool: ExifTool, engine: FaceEngine, tmp_path: Path
) -> Iterator[tuple[Library, GalleryId, Path]]:
    """A library, its gallery and a card of its own, on which a test may change files."""
    card = tmp_path / "card"
    with Library.open(tmp_path / "own") as library:
        library._engine = engine
        yield library, fill(library, card, people, tool), card


def photo_called(library: Library, gallery: GalleryId, stem: str) -> Photo:
    photos = library.galleries.photos(library.galleries.photo_ids(gallery))
    return next(photo for photo in photos if photo.path.stem == stem)


def tags_in(tool: ExifTool, path: Path) -> FileTags:
    return tags_of(tool.read([path], READ)[path])


def test_each_player_gets_a_folder_and_names_stand_in_the_copies(
    library: Library, gallery: GalleryId, made: Path, tool: ExifTool, tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for path in (made / "card").iterdir()}
    out = tmp_path / "out"
    order = DeliveryOrder(gallery, str(out))
    plan = library.deliveries.preview(order)
    assert [(one.name, one.photos) for one in plan.recipients] == [
        ("Ada Byron", 2),
        ("Emmy Noether", 1),
        ("Grace Hopper", 2),
    ]
    assert not out.exists()
    assert send(library, order) == (6, 0)
    assert files_in(out) == {
        "Ada Byron/IMG_1.JPG",
        "Ada Byron/IMG_4.JPG",
        "Emmy Noether/IMG_3.JPG",
        "Grace Hopper/IMG_2.JPG",
        "Grace Hopper/IMG_4.JPG",
        MANIFEST,
    }
    assert tags_in(tool, out / "Ada Byron/IMG_4.JPG").persons == ("Ada Byron", "Grace Hopper")
    assert {path: path.read_bytes() for path in before} == before
    lines = manifest_in(out)
    assert {(line["recipient"], line["file"]) for line in lines} == {
        (name.partition("/")[0], name) for name in files_in(out) - {MANIFEST}
    }
    assert send(library, order) == (0, 6)
    (again, first) = library.deliveries.history()
    assert (
        (first.recipients, first.photos, first.to)
        == (3, 5, str(out))
        == (
            again.recipients,
            again.photos,
            again.to,
        )
    )
    got = {(one.recipient, one.name) for one in library.deliveries.received(first.id)}
    assert got == {(line["recipient"], line["file"]) for line in lines}
    with pytest.raises(NotFoundError):
        library.deliveries.received(DeliveryId("nothing"))


@pytest.mark.parametrize(
    ("consent", "until", "reason"),
    [
        (Consent.REFUSED, None, WithheldReason.REFUSED),
        (Consent.GIVEN, date.today() - timedelta(days=1), WithheldReason.ENDED),
        (Consent.UNKNOWN, None, WithheldReason.NOT_ASKED),
    ],
)
@pytest.mark.parametrize("by", [Recipients.PLAYER, Recipients.TEAM])
def test_who_did_not_agree_is_on_no_photo_that_anybody_gets(
    library: Library,
    gallery: GalleryId,
    tmp_path: Path,
    consent: Consent,
    until: date | None,
    reason: WithheldReason,
    by: Recipients,
) -> None:
    grace = library.players.find("Grace Hopper").id
    update = PlayerUpdate(consent=consent, consent_until=until) if until else PlayerUpdate(consent=consent)
    library.players.update(grace, update)
    order = DeliveryOrder(gallery, str(tmp_path / "out"), by)
    plan = library.deliveries.preview(order)
    (withheld,) = plan.withheld
    assert (withheld.player_id, withheld.reason, withheld.photos) == (grace, reason, 2)
    assert plan.left_out == 2
    assert send(library, order) == (3, 0)
    assert {Path(name).name for name in files_in(tmp_path / "out")} == {"IMG_1.JPG", "IMG_3.JPG", MANIFEST}
    asked = replace(order, unasked=True, to=str(tmp_path / "all"))
    assert send(library, asked)[0] == (
        6
        if reason is WithheldReason.NOT_ASKED and by is Recipients.PLAYER
        else 5
        if reason is WithheldReason.NOT_ASKED
        else 3
    )


def test_who_is_only_suggested_is_asked_first_too(
    library: Library, gallery: GalleryId, tmp_path: Path
) -> None:
    order = DeliveryOrder(gallery, str(tmp_path / "out"))
    grace = library.players.find("Grace Hopper").id
    library.players.update(grace, PlayerUpdate(consent=Consent.UNKNOWN))
    before = library.deliveries.preview(order)
    alone = photo_called(library, gallery, "IMG_3")
    library.faces.draw(alone.id, Box(0.01, 0.01, 0.06, 0.08))
    drawn = next(face for face in photo_called(library, gallery, "IMG_3").faces if face.player_id is None)
    suggested = Decision(drawn.id, Verdict.SUGGEST, Source.MACHINE, grace, probability=0.6)
    with library._database.write() as session:
        record(session, [suggested], BatchId("it was suggested"))
    after = library.deliveries.preview(order)
    (withheld,) = after.withheld
    assert (withheld.name, withheld.photos) == ("Grace Hopper", before.withheld[0].photos + 1)
    assert after.left_out == before.left_out + 1
    assert library.deliveries.preview(replace(order, unasked=True)).left_out == 0


def test_a_logo_that_is_not_there_is_said_beforehand(
    library: Library, gallery: GalleryId, tmp_path: Path
) -> None:
    order = DeliveryOrder(gallery, str(tmp_path / "out"), as_jpeg=True, logo=tmp_path / "club.png")
    with pytest.raises(InvalidValueError, match=r"the logo club\.png: The file is not there"):
        library.deliveries.preview(order)
    assert library.deliveries.preview(replace(order, as_jpeg=False)).recipients


def test_only_what_somebody_confirmed_if_that_is_wanted(
    library: Library, gallery: GalleryId, tmp_path: Path
) -> None:
    ada = library.players.find("Ada Byron").id
    for order, photos in (
        (DeliveryOrder(gallery, str(tmp_path / "out"), players=frozenset({ada})), 2),
        (DeliveryOrder(gallery, str(tmp_path / "out"), players=frozenset({ada}), tagged=False), 2),
    ):
        (only,) = library.deliveries.preview(order).recipients
        assert (only.name, only.photos, only.player_id) == ("Ada Byron", photos, ada)


def test_a_folder_for_each_match(library: Library, gallery: GalleryId, tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match="no photo that anybody may get"):
        library.deliveries.send(DeliveryOrder(gallery, str(tmp_path / "out"), Recipients.MATCH), JobContext())
    began = datetime(2026, 6, 1, 10, 2)
    library.matches.add(gallery, "Final: A/B?", began, began + timedelta(minutes=5), "Court 2")
    order = DeliveryOrder(gallery, str(tmp_path / "out"), Recipients.MATCH)
    plan = library.deliveries.preview(order)
    assert (plan.nameless, plan.placeless) == (0, 2), "one was before the match, and one has no time"
    send(library, order)
    folder = "Final- A-B-, Court 2"
    assert files_in(tmp_path / "out") == {f"{folder}/IMG_2.JPG", f"{folder}/IMG_3.JPG", MANIFEST}


def test_photos_without_a_name_or_a_team_are_counted(
    library: Library, gallery: GalleryId, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (face,) = photo_called(library, gallery, "IMG_3").faces
    library.review.ignore([face.id])
    library.players.update(library.players.find("Grace Hopper").id, PlayerUpdate(team=""))
    for by, placeless in ((Recipients.PLAYER, 0), (Recipients.TEAM, 1), (Recipients.MATCH, 3)):
        plan = library.deliveries.preview(DeliveryOrder(gallery, "", by))
        assert (plan.nameless, plan.placeless) == (1, placeless)
    to = [str(tmp_path / "out"), "--gallery", "Day 1", "--by", "team"]
    assert cli.main(["deliver", "send", *to, "--library", str(library.paths.root)]) == 0
    told = capsys.readouterr().out
    assert "1 photo left out, as nobody is named on them." in told
    assert "1 photo left out, as they are of no team or match." in told


def test_names_of_files_by_a_template(library: Library, gallery: GalleryId, tmp_path: Path) -> None:
    order = DeliveryOrder(
        gallery, str(tmp_path / "out"), Recipients.TEAM, file_template="{gallery}/{number}[ {court}] {team}"
    )
    send(library, order)
    assert files_in(tmp_path / "out") == {
        "A/Day 1/001 A.JPG",
        "A/Day 1/002 A.JPG",
        "A/Day 1/003 A.JPG",
        "B/Day 1/001 B.JPG",
        MANIFEST,
    }
    same = replace(order, file_template="photo", to=str(tmp_path / "same"))
    send(library, same)
    assert {"A/photo.JPG", "A/photo (2).JPG", "A/photo (3).JPG"} < files_in(tmp_path / "same")
    with pytest.raises(InvalidValueError, match=r"no field \{nobody\}; there are: .*\{number\}"):
        library.deliveries.preview(replace(order, file_template="{nobody}"))


def test_pictures_made_anew_are_upright_small_marked_and_named(
    library: Library, gallery: GalleryId, people: dict[str, Person], tool: ExifTool, tmp_path: Path
) -> None:
    turned = tmp_path / "turned.jpg"
    cv2.imwrite(str(turned), cv2.rotate(picture_of(people["P003"]), cv2.ROTATE_90_COUNTERCLOCKWISE))
    tool.write(turned, tmp_path / "IMG_5.JPG", ["-IFD0:Orientation=6", "-IFD0:Artist=Ida"])
    library.indexing.import_photos([tmp_path / "IMG_5.JPG"], "Day 1", JobContext())
    (face,) = photo_called(library, gallery, "IMG_5").faces
    library.review.confirm([face.id], library.players.find("Emmy Noether").id)
    logo = np.zeros((40, 80, 4), np.uint8)
    logo[:, :, 2] = 255
    logo[:, :40, 3] = 255
    cv2.imwrite(str(tmp_path / "logo.png"), logo)
    order = DeliveryOrder(
        gallery,
        str(tmp_path / "out"),
        as_jpeg=True,
        longest_px=400,
        sharpen=True,
        watermark="© Ida, 2026",
        logo=tmp_path / "logo.png",
        sheet=True,
    )
    send(library, order)
    made = tmp_path / "out" / "Ada Byron" / "IMG_4.jpg"
    pixels = decode_photo(made.read_bytes(), ".jpg").pixels
    assert pixels.shape == (200, 400, 3)
    assert tags_in(tool, made).persons == ("Ada Byron", "Grace Hopper")
    assert tags_in(tool, made).applied_to == (400, 200)
    for folder, stem in (("Ada Byron", "IMG_4"), ("Emmy Noether", "IMG_5")):
        found = tags_in(tool, tmp_path / "out" / folder / f"{stem}.jpg")
        assert found.orientation == 1
        for face, region in zip(photo_called(library, gallery, stem).faces, found.regions, strict=True):
            assert region.box.overlap(face.box) > 0.99
    # The first one has times in its EXIF, the second one only what is in its first directory.
    for original, copy in (("Ada Byron/IMG_1.jpg", "IMG_1"), ("Emmy Noether/IMG_5.jpg", "IMG_5")):
        source = photo_called(library, gallery, copy).path
        assert warnings_of(tool, tmp_path / "out" / original) <= warnings_of(tool, source), copy
    (size,) = tool.read([tmp_path / "out" / "Ada Byron" / "IMG_1.jpg"], ["ExifIFD:ExifImageWidth"]).values()
    assert 0 < int(size["ExifIFD:ExifImageWidth"]) <= 400
    (artist,) = tool.read([tmp_path / "out" / "Emmy Noether" / "IMG_5.jpg"], ["IFD0:Artist"]).values()
    assert artist["IFD0:Artist"] == "Ida"
    red = pixels[160:188, 12:40]  # the logo's left half; its right half is clear
    assert red[:, :, 0].min() > 200
    assert red[:, :, 1:].max() < 60
    assert pixels[160:188, 48:80, 1:].max() > 60
    sheet = (tmp_path / "out" / "Ada Byron" / "contact sheet.pdf").read_bytes()
    assert sheet.startswith(b"%PDF")
    assert send(library, order)[0] == 0
    assert send(library, replace(order, watermark="© Ida"))[0] == 6


def test_a_picture_made_anew_has_the_colours_of_srgb_and_no_other_profile(
    library: Library, gallery: GalleryId, people: dict[str, Person], tool: ExifTool, tmp_path: Path
) -> None:
    wide = profile(*ADOBE_RGB[0], ADOBE_RGB[1])
    (tmp_path / "adobe.icc").write_bytes(wide)
    source = tmp_path / "IMG_5.JPG"
    tool.write(people["P004"].selfie, source, [f"-ICC_Profile<={tmp_path / 'adobe.icc'}"])
    library.indexing.import_photos([source], "Day 1", JobContext())
    (face,) = photo_called(library, gallery, "IMG_5").faces
    emmy = library.players.find("Emmy Noether").id
    library.review.confirm([face.id], emmy)
    order = DeliveryOrder(gallery, str(tmp_path / "out"), players=frozenset({emmy}), as_jpeg=True)
    send(library, order)
    with Image.open(tmp_path / "out" / "Emmy Noether" / "IMG_5.jpg") as picture:
        assert "icc_profile" not in picture.info
        delivered = np.asarray(picture.convert("RGB"), np.int16)
    with Image.open(source) as picture:
        assert picture.info["icc_profile"] == wide
        stored = np.asarray(picture.convert("RGB"), np.int16)
        own, srgb = ImageCms.ImageCmsProfile(BytesIO(wide)), ImageCms.createProfile("sRGB")
        converted = np.asarray(ImageCms.profileToProfile(picture, own, srgb), np.int16)
    assert np.abs(delivered - converted).mean() < np.abs(converted - stored).mean() / 4


@pytest.mark.parametrize("shape", [(900, 600), (600, 900), (40, 60), (3, 2000)])
def test_marks_fit_any_shape(shape: tuple[int, int]) -> None:
    order = DeliveryOrder(GalleryId(""), "", as_jpeg=True, sharpen=True, watermark="Имя фотографа " * 6)
    pixels = np.full((*shape, 3), 128, np.uint8)
    logo = np.full((30, 300, 4), 255, np.uint8)
    assert _finished(pixels, order, logo).shape == pixels.shape
    assert (pixels == 128).all()


def test_the_list_keeps_what_earlier_deliveries_brought_to_the_same_place(
    library: Library, gallery: GalleryId, made: Path, tmp_path: Path
) -> None:
    ada = library.players.find("Ada Byron").id
    library.indexing.import_photos([made / "card" / "IMG_3.JPG"], "Day 2", JobContext())
    second = library.galleries.find("Day 2").id
    out = tmp_path / "out"
    send(library, DeliveryOrder(gallery, str(out), players=frozenset({ada})))
    send(library, DeliveryOrder(second, str(out), file_template="{gallery} {file}"))
    listed = {line["file"]: line for line in manifest_in(out)}
    assert listed.keys() == files_in(out) - {MANIFEST}
    assert len(listed) == 3
    photo = photo_called(library, gallery, "IMG_1")
    assert listed["Ada Byron/IMG_1.JPG"] == {
        "recipient": "Ada Byron",
        "file": "Ada Byron/IMG_1.JPG",
        "photo": "IMG_1.JPG",
        "taken": "2026-06-01 10:01:00",
        "players": "Ada Byron",
        "match": "",
        "court": "",
        "photo_id": photo.id,
    }


def test_a_zip_for_each(library: Library, gallery: GalleryId, tmp_path: Path) -> None:
    order = DeliveryOrder(gallery, str(tmp_path / "out"), zipped=True, sheet=True)
    assert send(library, order) == (4, 0)
    with zipfile.ZipFile(tmp_path / "out" / "Ada Byron.zip") as file:
        assert file.testzip() is None
        assert set(file.namelist()) == {
            "Ada Byron/IMG_1.JPG",
            "Ada Byron/IMG_4.JPG",
            "Ada Byron/contact sheet.pdf",
        }
    assert send(library, order) == (0, 4)
    assert library.deliveries.history()[0].photos == 5


def test_what_is_not_ours_is_left_and_what_is_ours_replaced(
    library: Library, gallery: GalleryId, tmp_path: Path
) -> None:
    theirs = tmp_path / "out" / "Ada Byron" / "IMG_1.JPG"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"somebody else's")
    order = DeliveryOrder(gallery, str(tmp_path / "out"))
    report = library.deliveries.send(order, JobContext())
    (failure,) = report.failures
    assert failure.path.name == "IMG_1.JPG"
    assert "did not put there" in failure.reason
    assert theirs.read_bytes() == b"somebody else's"
    assert "Ada Byron/IMG_1.JPG" not in (tmp_path / "out" / MANIFEST).read_text("utf-8-sig")
    theirs.unlink()
    assert send(library, order) == (2, 4)
    theirs.write_bytes(theirs.read_bytes()[:-1])
    assert send(library, order) == (1, 5)


def test_a_photo_that_is_gone_or_another_one_by_now_is_said(
    own: tuple[Library, GalleryId, Path], people: dict[str, Person], tmp_path: Path
) -> None:
    library, gallery, card = own
    (card / "IMG_1.JPG").unlink()
    shutil.copy(people["P001"].selfie, card / "IMG_3.JPG")
    for zipped in (False, True):
        order = DeliveryOrder(gallery, str(tmp_path / f"out{zipped}"), zipped=zipped)
        report = library.deliveries.send(order, JobContext())
        assert {one.path.name for one in report.failures} == {"IMG_1.JPG", "IMG_3.JPG"}
        assert library.deliveries.history()[0].photos == 3


def test_without_exiftool_all_but_the_names_is_done_and_that_is_said(
    library: Library, gallery: GalleryId, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.deliveries._tool.close()
    monkeypatch.setattr(library.deliveries._tool, "_program", "no-such-program")
    add(library, MARIE, consent=Consent.REFUSED)
    order = DeliveryOrder(gallery, str(tmp_path / "out"))
    plan = library.deliveries.preview(order)
    assert (plan.tool_missing, plan.files_unread) == (True, False)
    assert library.deliveries.send(order, JobContext()).plan == plan
    card, out = made / "card", tmp_path / "out"
    assert (out / "Emmy Noether/IMG_3.JPG").read_bytes() == (card / "IMG_3.JPG").read_bytes()


def test_without_exiftool_what_files_are_called_is_looked_at(
    own: tuple[Library, GalleryId, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, gallery, card = own
    (card / "IMG_1.JPG").rename(card / "Curie, Marie.JPG")
    library.indexing.import_photos([card], "Day 1", JobContext())
    library.deliveries._tool.close()
    monkeypatch.setattr(library.deliveries._tool, "_program", "no-such-program")
    add(library, MARIE, consent=Consent.REFUSED)
    report = library.deliveries.send(DeliveryOrder(gallery, str(tmp_path / "out")), JobContext())
    assert not [name for name in files_in(tmp_path / "out") if "Marie" in name]
    assert [path.name for one in report.plan.withheld for path in one.files] == ["Curie, Marie.JPG"]


def test_who_got_something_and_refuses_later_is_in_no_new_list(
    own: tuple[Library, GalleryId, Path], tmp_path: Path
) -> None:
    library, gallery, _ = own
    order = DeliveryOrder(gallery, str(tmp_path / "out"))
    send(library, order)
    before = {line["recipient"] for line in manifest_in(tmp_path / "out")}
    assert "Emmy Noether" in before
    library.players.update(library.players.find("Emmy Noether").id, PlayerUpdate(consent=Consent.REFUSED))
    send(library, order)
    after = {line["recipient"] for line in manifest_in(tmp_path / "out")}
    assert after == before - {"Emmy Noether"}
    assert "Noether" not in (tmp_path / "out/manifest.csv").read_text("utf-8-sig")


def test_a_jpeg_under_another_ending_gets_its_names_too(
    own: tuple[Library, GalleryId, Path], tool: ExifTool, tmp_path: Path
) -> None:
    library, gallery, card = own
    (card / "IMG_1.JPG").rename(card / "IMG_1.png")
    library.indexing.import_photos([card], "Day 1", JobContext())
    send(library, DeliveryOrder(gallery, str(tmp_path / "out")))
    handed = (tmp_path / "out/Ada Byron/IMG_1.png").rename(tmp_path / "IMG_1.jpg")
    assert tags_in(tool, handed).persons == ("Ada Byron",)


MARIE = "Marie Curie"
PERSON = "{PersonDisplayName=Marie Curie,Rectangle=.1|, .1|, .1|, .1}"
REGION = "{Area={X=0.7,Y=0.5,W=0.1,H=0.2,Unit=normalized},Name=marie  CURIE,Type=Face}"


@pytest.mark.parametrize(
    "said",
    [
        {
            "IMG_1.JPG": f"-XMP-mwg-rs:RegionInfo={{RegionList=[{REGION}]}}",
            "IMG_2.JPG": f"-IPTC:Keywords={MARIE}",
            "IMG_3.xmp": f"-XMP-iptcExt:PersonInImage={MARIE}",
        },
        {
            "IMG_1.JPG": f"-XMP-lr:HierarchicalSubject=Players|Blue|{MARIE}",
            "IMG_2.xmp": f"-XMP-dc:Subject={MARIE}",
            "IMG_3.JPG": f"-XMP-MP:RegionInfoMP={{Regions=[{PERSON}]}}",
        },
        {
            "IMG_1.JPG": f"-XMP-MP:RegionInfoMP={{Regions=[{{PersonDisplayName={MARIE}}}]}}",
            "IMG_2.JPG": f"-XMP-iptcExt:PersonInImageWDetails=[{{PersonName={MARIE}}}]",
            "IMG_3.JPG": f"-XMP-mwg-rs:RegionInfo={{RegionList=[{{Name={MARIE},Type=Pet}}]}}",
        },
        {
            "IMG_1.JPG": f"-XMP-digiKam:TagsList=People/{MARIE}",
            "IMG_2.JPG": f"-XMP-dc:Subject={MARIE}, Ada Byron",
            "IMG_3.JPG": "-IFD0:XPKeywords=goal;Curie, Marie",
        },
        {
            "IMG_1.JPG": "-XMP-mwg-rs:RegionInfo={RegionList=[{Name=marie_curie,Area={X=9,Unit=pixel}}]}",
            "IMG_2.JPG.xmp": "-XMP-dc:Subject=final",
            "IMG_2.xmp": f"-XMP-microsoft:LastKeywordXMP={MARIE}",
            "IMG_3.JPG": "-IPTC:Keywords=Marie Sklodowska",
        },
    ],
)
def test_a_photo_whose_file_names_somebody_who_refused_goes_to_nobody(
    own: tuple[Library, GalleryId, Path], tool: ExifTool, tmp_path: Path, said: dict[str, str]
) -> None:
    library, gallery, card = own
    (marie,) = library.players.add(MARIE).players
    (maiden,) = library.players.add("Marie Skłodowska").players
    library.players.merge(marie, maiden)
    library.players.update(marie, PlayerUpdate(consent=Consent.REFUSED))
    for name, argument in said.items():
        write_tags(tool, card / name, argument)
    for number, order in enumerate(
        (
            DeliveryOrder(gallery, "", sheet=True),
            DeliveryOrder(gallery, "", names=False),
            DeliveryOrder(gallery, "", as_jpeg=True, zipped=True),
        )
    ):
        out = tmp_path / f"out{number}"
        report = library.deliveries.send(replace(order, to=str(out)), JobContext())
        assert not report.failures
        (withheld,) = report.plan.withheld
        assert (withheld.name, withheld.photos, report.plan.left_out) == (MARIE, 3, 3)
        assert [path.name for path in withheld.files] == ["IMG_1.JPG", "IMG_2.JPG", "IMG_3.JPG"]
        assert library.deliveries.preview(order).files_unread
        assert not report.plan.files_unread
        got = library.deliveries.received(library.deliveries.history()[0].id)
        assert {one.photo_id for one in got} == {photo_called(library, gallery, "IMG_4").id}


def test_a_name_that_playertag_wrote_and_no_longer_holds_keeps_a_photo_back_until_it_is_written_anew(
    own: tuple[Library, GalleryId, Path], tool: ExifTool, tmp_path: Path
) -> None:
    library, gallery, _ = own
    marie = add(library, MARIE, "A")
    photo = photo_called(library, gallery, "IMG_3")
    library.review.confirm([photo.faces[0].id], marie)
    library.metadata.write([photo.id], JobContext())
    library.review.confirm([photo.faces[0].id], library.players.find("Emmy Noether").id)
    library.players.update(marie, PlayerUpdate(consent=Consent.REFUSED))
    order = DeliveryOrder(gallery, str(tmp_path / "out"))
    (withheld,) = library.deliveries.send(order, JobContext()).plan.withheld
    assert [path.name for path in withheld.files] == ["IMG_3.JPG"]
    library.metadata.write([photo.id], JobContext())
    send(library, order)
    assert tags_in(tool, tmp_path / "out/Emmy Noether/IMG_3.JPG").persons == ("Emmy Noether",)


def test_who_else_is_named_by_a_partners_sidecar_or_the_files_name_is_found(
    own: tuple[Library, GalleryId, Path], tool: ExifTool, tmp_path: Path
) -> None:
    library, gallery, card = own
    for name in (MARIE, "Lise Meitner"):
        add(library, name, consent=Consent.REFUSED)
    raw = card / "raw" / "IMG_3.nef"
    raw.parent.mkdir()
    raw.touch()
    with library._database.write() as session:
        photo = photo_called(library, gallery, "IMG_3")
        session.add(PartnerFileRow(path=str(raw), photo_id=photo.id, size=0, mtime_ns=0))
    said = [f"-XMP-dc:Subject={MARIE}", "-XMP-digiKam:TagsList=Lise Meitner"]
    tool.write(raw.with_suffix(".xmp"), raw.with_suffix(".xmp"), said)
    (card / "IMG_1.JPG").rename(card / "Meitner Lise 1.JPG")
    library.indexing.import_photos([card / "Meitner Lise 1.JPG"], "Day 1", JobContext())
    plan = library.deliveries.send(DeliveryOrder(gallery, str(tmp_path / "out")), JobContext()).plan
    assert {one.name: [path.name for path in one.files] for one in plan.withheld} == {
        MARIE: ["IMG_3.JPG"],
        "Lise Meitner": ["Meitner Lise 1.JPG", "IMG_3.JPG"],
    }


def test_a_name_in_a_file_is_of_the_namesake_who_is_shown(
    own: tuple[Library, GalleryId, Path], tool: ExifTool, tmp_path: Path
) -> None:
    library, gallery, card = own
    add(library, "Ada Byron", "B", Consent.REFUSED)
    for name in ("IMG_1.JPG", "IMG_3.JPG"):
        write_tags(tool, card / name, "-IPTC:Keywords=Ada Byron")
    plan = library.deliveries.send(DeliveryOrder(gallery, str(tmp_path / "out")), JobContext()).plan
    (withheld,) = plan.withheld
    assert [path.name for path in withheld.files] == ["IMG_3.JPG"], "where no Ada is seen it may be any"


def test_where_every_file_names_somebody_withheld_nothing_is_delivered(
    own: tuple[Library, GalleryId, Path], tool: ExifTool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library, gallery, card = own
    add(library, MARIE, consent=Consent.REFUSED)
    for path in sorted(card.iterdir()):
        write_tags(tool, path, f"-IPTC:Keywords={MARIE}")
    with pytest.raises(InvalidValueError, match="the files themselves name Marie Curie"):
        library.deliveries.send(DeliveryOrder(gallery, str(tmp_path / "out")), JobContext())
    assert library.deliveries.history() == []
    order = [
        "deliver",
        "send",
        str(tmp_path / "out"),
        "--gallery",
        "Day 1",
        "--library",
        str(library.paths.root),
    ]
    assert cli.main(order) == 1
    assert "the files themselves name Marie Curie" in capsys.readouterr().err


def test_the_command_line_tells_which_files_name_somebody_withheld(
    own: tuple[Library, GalleryId, Path], tool: ExifTool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library, _, card = own
    add(library, MARIE, consent=Consent.REFUSED)
    order = [
        str(tmp_path / "out"),
        "--gallery",
        "Day 1",
        "--file",
        "{number}",
        "--library",
        str(library.paths.root),
    ]
    assert cli.main(["deliver", "send", *order]) == 0
    assert "5 photos delivered: 6 files sent, 0 there already." in capsys.readouterr().out
    before = files_in(tmp_path / "out")
    write_tags(tool, card / "IMG_1.JPG", f"-IPTC:Keywords={MARIE}")
    assert cli.main(["deliver", "preview", *order]) == 0
    assert "Photos whose own files name somebody who is withheld are left out, too" in capsys.readouterr().out
    assert cli.main(["deliver", "send", *order]) == 0
    told = capsys.readouterr().out
    assert "IMG_1.JPG was left out: the file itself names Marie Curie." in told
    assert "Marie Curie is withheld (refused), on 1 photo." in told
    assert files_in(tmp_path / "out") == before, "no photo went out under another number"


def test_what_tells_of_the_event_or_of_who_made_the_picture_keeps_nothing_back(
    own: tuple[Library, GalleryId, Path], tool: ExifTool, tmp_path: Path
) -> None:
    library, gallery, card = own
    for name in (MARIE, "Face"):
        add(library, name, consent=Consent.REFUSED)
    said = {
        "IMG_1.JPG": [f"-XMP-dc:Description=Ada Byron v {MARIE}", f"-IPTC:Headline={MARIE}"],
        "IMG_2.JPG": [f"-EXIF:Artist={MARIE}", f"-XMP-dc:Creator={MARIE}", f"-XMP-dc:Rights={MARIE}"],
        "IMG_3.JPG": ["-XMP-mwg-rs:RegionInfo={RegionList=[{Name=Emmy,Type=Face}]}"],
    }
    for name, arguments in said.items():
        write_tags(tool, card / name, *arguments)
    assert send(library, DeliveryOrder(gallery, str(tmp_path / "out"))) == (6, 0)


def test_a_photo_of_which_nobody_can_tell_whom_it_names_is_not_delivered(
    own: tuple[Library, GalleryId, Path], tool: ExifTool, tmp_path: Path
) -> None:
    library, gallery, card = own
    sidecar = card / "IMG_3.xmp"
    write_tags(tool, sidecar, f"-XMP-dc:Subject={MARIE}")
    sidecar.write_bytes(sidecar.read_bytes().partition(MARIE.encode())[0])
    order = DeliveryOrder(gallery, str(tmp_path / "out"))
    assert send(library, order) == (6, 0), "everybody may be handed out"
    add(library, MARIE, consent=Consent.REFUSED)
    report = library.deliveries.send(replace(order, to=str(tmp_path / "later")), JobContext())
    assert [(one.path.name, one.code) for one in report.failures] == [("IMG_3.JPG", "damaged-names")]
    assert "IMG_3.xmp is damaged" in report.failures[0].reason
    assert not (tmp_path / "later/Emmy Noether").exists()


def test_what_was_delivered_before_somebody_refused_is_told(
    library: Library, gallery: GalleryId, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = DeliveryOrder(gallery, str(tmp_path / "out"))
    assert library.deliveries.send(order, JobContext()).out_before == 0
    library.players.update(library.players.find("Grace Hopper").id, PlayerUpdate(consent=Consent.REFUSED))
    assert library.deliveries.send(order, JobContext()).out_before == 2, "one alone, and one with Ada"
    elsewhere = replace(order, to=str(tmp_path / "elsewhere"))
    assert library.deliveries.send(elsewhere, JobContext()).out_before == 0
    where = ["--gallery", "Day 1", "--library", str(library.paths.root)]
    assert cli.main(["deliver", "send", str(tmp_path / "out"), *where]) == 0
    assert (
        "2 photos left out now were delivered there before: they are still there." in capsys.readouterr().out
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ann Lee", {"ann lee"}),
        ("goal by ANN  LEE, and others", {"ann lee"}),
        ("Lee, Ann", {"ann lee"}),
        ("LEE Ann", {"ann lee"}),
        ("del Potro, Juan Martín", {"juan martin del potro"}),
        ("People|Blue|Ann Lee", {"ann lee"}),
        ("Ann_Lee_0017", {"ann lee"}),
        ("#AnnLee", {"ann lee"}),
        ("Ann-Lee's", {"ann lee"}),
        ("Joann Leeds", set()),
        ("Ann Lee Park", set()),
        ("Mia Ann, Lee Wong", set()),
        ("Bea Lee, Ann Wong", set()),
        ("May", {"may"}),
        ("Players/May; June", {"may"}),
        ("#10 MAY (BRA)", {"may"}),
        ("goal, May & June", {"may"}),
        ('<Categories><Category Assigned="1">May</Category></Categories>', {"may"}),
        ("in May she may", set()),
        ("", set()),
    ],
)
def test_names_are_found_in_what_says_who_is_shown(text: str, found: set[str]) -> None:
    wanted = ["ann lee", "may", "juan martin del potro"]
    assert Names(wanted, ["ann lee park", "june", "bea lee"]).within(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Player 12", {"player 12"}),
        ("#7 Player 12; goal", {"player 12"}),
        ("12, Player", {"player 12"}),
        ("Player, 12", {"player 12"}),
        ("Player 13", set()),
        ("player", set()),
        ("May 12", {"may"}),
        ("10 may", {"may"}),
    ],
)
def test_numbers_are_of_a_name_that_has_them(text: str, found: set[str]) -> None:
    assert Names(["player 12", "may"], ["player 13"]).within(text) == found


@given(
    st.lists(st.sampled_from(["ab", "cd", "ef"]), min_size=1, max_size=3),
    st.sampled_from([", ", "; ", "|", " & "]),
)
def test_a_name_is_found_among_any_others(others: list[str], between: str) -> None:
    line = between.join([*others, "Ann Lee", *others])
    assert Names(["ann lee"], others).within(line) == {"ann lee"}
    assert Names(["ann lee"], others).within(between.join([*others, *others])) == set()


def test_a_stop_leaves_whole_files_only(
    library: Library, gallery: GalleryId, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.jobs.REPORT_INTERVAL_S", 0.0)
    order = DeliveryOrder(gallery, str(tmp_path / "out"))
    context = JobContext()
    context.report = lambda progress: context.cancel() if progress.done else None
    with pytest.raises(CancelledError):
        library.deliveries.send(order, context)
    sent = files_in(tmp_path / "out")
    assert sent < {"Ada Byron/IMG_1.JPG", "Ada Byron/IMG_4.JPG", "Emmy Noether/IMG_3.JPG"}
    assert library.deliveries.history()[0].photos == len(sent)
    assert send(library, order) == (6 - len(sent), len(sent))


@pytest.mark.parametrize(
    ("how", "code", "told"),
    [
        (["--no-names"], 1, "IMG_5.JPG can't be written: File too large. Make room on the disk"),
        (["--no-names", "--zip"], 1, "delivery.zip can't be written: File too large. Make room"),
        (["--no-names", "--jpeg"], 1, "can't be written: File too large. Make room on the disk"),
        (["--names"], 3, "IMG_5.JPG: ExifTool: it broke off"),
    ],
)
def test_a_full_disk_leaves_whole_files_only_and_the_next_run_goes_on(
    library: Library,
    gallery: GalleryId,
    people: dict[str, Person],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    how: list[str],
    code: int,
    told: str,
) -> None:
    picture = picture_of(people["P003"])
    noise = np.random.default_rng(1).integers(0, 255, picture.shape, np.uint8)
    cv2.imwrite(str(tmp_path / "IMG_5.JPG"), cv2.addWeighted(picture, 0.7, noise, 0.3, 0))
    library.indexing.import_photos([tmp_path / "IMG_5.JPG"], "Day 1", JobContext())
    (face,) = photo_called(library, gallery, "IMG_5").faces
    library.review.confirm([face.id], library.players.find("Grace Hopper").id)
    asked = ["deliver", "send", "--gallery", "Day 1", *how, "--library", str(library.paths.root)]
    assert cli.main([*asked, str(tmp_path / "whole")]) == 0
    whole = contents(tmp_path / "whole")
    capsys.readouterr()
    limit = max(map(len, whole.values())) - 1
    with no_larger_files_than(limit):
        assert cli.main([*asked, str(tmp_path / "out")]) == code
    assert told in capsys.readouterr().err
    small = {name: content for name, content in whole.items() if len(content) <= limit}
    assert contents(tmp_path / "out") | {MANIFEST: b""} == small | {MANIFEST: b""}
    assert cli.main([*asked, str(tmp_path / "out")]) == 0
    assert contents(tmp_path / "out") == whole


@dataclass(frozen=True, slots=True)
class Far:
    """A folder at the other end of a line that breaks, whom it lets in, and what it holds."""

    line: BreakingLine
    address: str
    login: Login
    received: Callable[[], dict[str, bytes]]


@pytest.fixture(params=["sftp", "ftps", "s3"])
def far(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Far]:
    """A server of each kind; lines break so often that a file takes several."""
    (there := tmp_path / "there").mkdir()
    if request.param == "sftp":
        with SftpServer(there) as sftp, BreakingLine("127.0.0.1", sftp.port, 7, longest=3_000_000) as line:
            login = Login(password=PASSWORD, trusted=sftp.fingerprint)
            yield Far(line, f"sftp://{USER}@127.0.0.1:{line.port}", login, lambda: contents(there))
    elif request.param == "ftps":
        ftps = FtpsServer(there, tmp_path)
        with ftps, BreakingLine("127.0.0.1", ftps.port, 7, longest=5000) as line:
            ftps.breaks_after = 300_000
            login = Login(password=PASSWORD, trusted=ftps.fingerprint)
            yield Far(line, f"ftps://{USER}@127.0.0.1:{line.port}", login, lambda: contents(there))
    else:
        s3: S3Server = request.getfixturevalue("s3")
        name = request.getfixturevalue("bucket").rpartition("/")[2]
        with BreakingLine(s3.host, s3.port, 7, longest=1_000_000) as line:
            login = Login(s3.key.id, s3.key.secret)
            yield Far(line, f"http://127.0.0.1:{line.port}/{name}", login, lambda: s3.contents(name))


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in files_in(folder)}


def test_over_a_line_that_breaks_it_goes_on(
    library: Library,
    gallery: GalleryId,
    far: Far,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("core.delivery.sending.WAITS_S", (0.01,) * 60)
    far.line.breaks = False
    order = DeliveryOrder(gallery, f"{far.address}/day one")
    library.deliveries.sign_in(order.to, far.login)
    far.line.breaks = True
    assert send(library, order) == (6, 0)
    assert len(far.line._lines) > 4, "it broke, and more than once"
    far.line.breaks = False
    assert send(library, order) == (0, 6)
    send(library, replace(order, to=str(tmp_path / "here")))
    assert far.received() == {f"day one/{name}": one for name, one in contents(tmp_path / "here").items()}
    caplog.clear()  # the server's, of lines that broke


def test_a_line_that_stays_broken_is_given_up(
    library: Library, gallery: GalleryId, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.delivery.sending.WAITS_S", (0.01,))
    with SftpServer(tmp_path) as server:
        to = server.address
        with pytest.raises(UnknownHostError) as told:
            library.deliveries.sign_in(to, Login(password=PASSWORD))
        trusting = Login(password=PASSWORD, trusted=told.value.fingerprint)
        assert library.deliveries.sign_in(to, trusting) is False, "no keyring keeps it"
    with pytest.raises(LineBrokenError, match="trying again goes on"):
        library.deliveries.send(DeliveryOrder(gallery, to), JobContext())


def test_the_command_line_hands_out_and_tells(
    library: Library, gallery: GalleryId, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library.players.update(library.players.find("Grace Hopper").id, PlayerUpdate(consent=Consent.REFUSED))
    where = ["--library", str(library.paths.root)]
    to = [str(tmp_path / "out"), "--gallery", "Day 1", "--by", "team"]
    assert cli.main(["deliver", "preview", *to, *where]) == 0
    told = capsys.readouterr().out
    assert "Grace Hopper is withheld (refused), on 2 photos." in told
    assert "Grace Hopper refused and is not looked for: look yourself for photos of them." in told
    assert "2 photos left out" in told
    assert cli.main(["deliver", "send", *to, "--zip", "--longest", "300", "--json", *where]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["photos"], told["sent"]) == (2, 3)
    assert files_in(tmp_path / "out") == {"A.zip", "B.zip", MANIFEST}
    assert cli.main(["deliver", "history", "--json", *where]) == 0
    (kept,) = json.loads(capsys.readouterr().out)
    assert cli.main(["deliver", "received", kept["id"], *where]) == 0
    assert "A/IMG_1.jpg" in capsys.readouterr().out


def test_the_command_line_keeps_a_login(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYERTAG_DELIVERY_PASSWORD", PASSWORD)
    with SftpServer(tmp_path) as server:
        asked = ["deliver", "login", server.address, "--json", "--library", str(library.paths.root)]
        assert cli.main(asked) == 1
        assert server.fingerprint in capsys.readouterr().err
        assert cli.main([*asked, "--trust", server.fingerprint]) == 0
        assert json.loads(capsys.readouterr().out) == {"kept": False}
