from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select

from core.db.schema import EmbeddingRow, FaceRow, GalleryPhotoRow, PhotoFileRow, PhotoRow
from core.errors import CancelledError, InvalidValueError, NotFoundError
from core.imaging.decode import Picture
from core.importing import as_large
from core.jobs import JobContext, Progress
from core.library import Library
from core.metadata.exiftool import ExifTool
from core.types import Box, FaceId, FaceState
from core.vision.engine import FaceObservation
from tests.conftest import CHECKOUT, Person
from tests.fakes.engine import PixelEngine, pixel_engine, write_picture
from tests.fakes.pictures import copy_of, small_photo

Counts = dict[str, int]


@pytest.fixture
def card(tmp_path: Path, people: dict[str, Person]) -> Path:
    """A memory card with six photos of one face each."""
    folder = tmp_path / "card" / "DCIM"
    for number, person in enumerate(list(people.values())[:6]):
        small_photo(person.selfie, folder / f"IMG_{number:04d}.jpg")
    return folder


def counts(library: Library) -> Counts:
    tables = (PhotoRow, PhotoFileRow, FaceRow, EmbeddingRow, GalleryPhotoRow)
    with library._database.read() as session:
        return {
            table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
            for table in tables
        }


def test_a_picture_that_comes_twice_at_once_with_other_metadata_is_one_photo(
    library: Library, card: Path, tool: ExifTool
) -> None:
    for path in list(card.iterdir()):
        tool.write(path, path.with_name(f"named {path.name}"), ["-IPTC:Keywords=goal"])
    report = library.indexing.import_photos([card], "Day 1", JobContext())
    assert (report.added, report.known, report.failures) == (6, 6, ())
    assert counts(library) == {
        "photo": 6,
        "photo_file": 12,
        "face": 6,
        "embedding": 6,
        "gallery_photo": 6,
    }


def test_only_what_is_stored_has_pictures(library: Library, card: Path) -> None:
    for path in list(card.iterdir()):
        shutil.copy(path, path.with_name(f"again {path.name}"))
    stopped = JobContext(lambda progress: stopped.cancel() if progress.done else None)
    with pytest.raises(CancelledError):
        library.indexing.import_photos([card], "Day 1", stopped)
    assert pictures_beyond(library) == set()
    library.indexing.import_photos([card], "Day 1", JobContext())
    assert pictures_beyond(library) == set()
    assert counts(library)["face"] == 6


def pictures_beyond(library: Library) -> set[str]:
    """The names of the crops and thumbnails in the cache of things that the library doesn't know."""
    with library._database.read() as session:
        known = {*session.scalars(select(FaceRow.id)), *session.scalars(select(PhotoRow.id))}
    return {path.stem for path in library.images._cache.rglob("*.jpg")} - known


def test_every_photo_and_its_face_come_in(library: Library, card: Path) -> None:
    report = library.indexing.import_photos([card], "Day 1", JobContext())

    assert (report.added, report.known, report.faces, report.failures) == (6, 0, 6, ())
    photos = library.galleries.photos(library.galleries.photo_ids(report.gallery_id))
    assert sorted(photo.path.name for photo in photos) == sorted(path.name for path in card.iterdir())
    for photo in photos:
        (face,) = photo.faces
        assert face.state is FaceState.UNKNOWN
        assert 0 <= face.box.x <= face.box.x + face.box.w <= 1
        assert 0 <= face.quality <= 1
        assert library.images.crop(face.id).is_file()


def test_the_same_card_twice_adds_nothing(library: Library, card: Path) -> None:
    library.indexing.import_photos([card], "Day 1", JobContext())
    before = counts(library)

    again = library.indexing.import_photos([card], "Day 1", JobContext())

    assert (again.added, again.known, again.faces, again.changes.photos) == (0, 6, 0, frozenset())
    assert counts(library) == before


def test_a_card_that_was_copied_elsewhere_adds_nothing(library: Library, card: Path, tmp_path: Path) -> None:
    library.indexing.import_photos([card], "Day 1", JobContext())
    before = counts(library)
    for path in sorted(card.iterdir()):
        copy_of(path, tmp_path / "disk" / f"copy of {path.name}")

    again = library.indexing.import_photos([tmp_path / "disk"], "Day 1", JobContext())

    assert (again.added, again.known) == (0, 6)
    assert counts(library) == before | {"photo_file": 12}


def test_a_known_photo_joins_another_gallery_without_being_searched_again(
    library: Library, card: Path
) -> None:
    library.indexing.import_photos([card], "Day 1", JobContext())
    before = counts(library)

    report = library.indexing.import_photos([card], "Best of", JobContext())

    assert report.added == 6
    assert counts(library) == before | {"gallery_photo": 12}


def test_two_files_of_one_content_are_one_photo(library: Library, card: Path) -> None:
    first = card / "IMG_0000.jpg"
    copy_of(first, card / "IMG_0000 copy.jpg")

    report = library.indexing.import_photos([card], "Day 1", JobContext())

    assert (report.added, report.known, report.faces) == (6, 1, 6)
    assert counts(library) == {
        "photo": 6,
        "photo_file": 7,
        "face": 6,
        "embedding": 6,
        "gallery_photo": 6,
    }


@pytest.mark.parametrize("name", ["Final.jpg", "Last.jpg"])
def test_a_renamed_photo_is_the_same_photo_and_is_found_where_it_is(
    library: Library, card: Path, name: str
) -> None:
    gallery = library.indexing.import_photos([card], "Day 1", JobContext()).gallery_id
    before = library.galleries.photo_ids(gallery)
    (card / "IMG_0000.jpg").rename(card / name)
    (renamed,) = (p for p in library.galleries.photos(before) if p.path.name == "IMG_0000.jpg")

    library.indexing.import_photos([card], "Day 1", JobContext())

    assert sorted(library.galleries.photo_ids(gallery)) == sorted(before)
    assert library.images.photo(renamed.id, 100).shape[0] == 100
    assert library.galleries.photos([renamed.id])[0].path == card / name


def test_a_place_that_can_not_be_looked_at_stops_no_import(library: Library, card: Path) -> None:
    gallery = library.indexing.import_photos([card], "Day 1", JobContext()).gallery_id
    (photo, *_) = library.galleries.photos(library.galleries.photo_ids(gallery))
    with library._database.write() as session:  # to look at it is an error, as on a share that is lost
        session.add(PhotoFileRow(path=f"/{'x' * 300}", photo_id=photo.id, size=1, mtime_ns=1))
    photo.path.rename(card / "Last.jpg")
    assert library.indexing.import_photos([card], "Day 1", JobContext()).failures == ()
    assert library.galleries.photos([photo.id])[0].path == card / "Last.jpg"


def test_a_file_that_was_edited_in_place_is_a_new_photo(
    library: Library, card: Path, people: dict[str, Person]
) -> None:
    library.indexing.import_photos([card], "Day 1", JobContext())
    small_photo(people["P009"].selfie, card / "IMG_0000.jpg")

    report = library.indexing.import_photos([card], "Day 1", JobContext())

    assert (report.added, report.known) == (1, 5)


def test_originals_are_not_touched(library: Library, card: Path) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in card.iterdir()}

    library.indexing.import_photos([card], "Day 1", JobContext())

    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in card.iterdir()} == before


def test_a_bad_file_is_listed_with_its_reason_and_the_others_come_in(library: Library, card: Path) -> None:
    (card / "IMG_0002.jpg").write_bytes(b"")
    (card / "IMG_0004.jpg").write_text("not a picture")

    report = library.indexing.import_photos([card], "Day 1", JobContext())

    assert report.added == 4
    assert {failure.path.name: failure.code for failure in report.failures} == {
        "IMG_0002.jpg": "empty",
        "IMG_0004.jpg": "not-a-photo",
    }
    assert library.galleries.results(report.gallery_id).failures == report.failures
    assert all(failure.reason for failure in report.failures)


def test_a_failed_file_is_tried_again_and_leaves_the_list_when_it_is_mended(
    library: Library, card: Path, people: dict[str, Person]
) -> None:
    (card / "IMG_0002.jpg").write_bytes(b"")
    gallery = library.indexing.import_photos([card], "Day 1", JobContext()).gallery_id
    small_photo(people["P003"].selfie, card / "IMG_0002.jpg")

    again = library.indexing.import_photos([card], "Day 1", JobContext())

    assert (again.added, again.failures) == (1, ())
    assert library.galleries.results(gallery).failures == ()


def test_a_failed_file_that_is_gone_leaves_the_list(library: Library, card: Path) -> None:
    (card / "IMG_0002.jpg").write_bytes(b"")
    gallery = library.indexing.import_photos([card], "Day 1", JobContext()).gallery_id
    (card / "IMG_0002.jpg").unlink()

    library.indexing.import_photos([card], "Day 1", JobContext())

    assert library.galleries.results(gallery).failures == ()


def test_a_file_that_vanishes_during_the_run_is_listed(
    library: Library, card: Path, people: dict[str, Person]
) -> None:
    for number in range(6, 14):
        small_photo(people["P001"].selfie, card / f"IMG_{number:04d}.jpg", mark=number)
    last = card / "IMG_0013.jpg"

    def remove_last(_: Progress) -> None:
        last.unlink(missing_ok=True)

    report = library.indexing.import_photos([card], "Day 1", JobContext(report=remove_last))

    assert report.added == 13
    assert [(failure.path, failure.code) for failure in report.failures] == [(last, "vanished")]


def test_an_import_of_nothing_that_is_there_is_refused_and_makes_no_gallery(
    library: Library, tmp_path: Path
) -> None:
    for paths in ([tmp_path / "nope"], [tmp_path / "nope", tmp_path / "file" / "below"]):
        with pytest.raises(InvalidValueError, match="nope"):
            library.indexing.import_photos(paths, "Day 1", JobContext())
    assert library.galleries.all() == []


def stopped_after(photos: int) -> JobContext:
    """A job that is asked to stop when it has done so many photos."""
    context = JobContext()

    def stop(progress: Progress) -> None:
        if progress.done >= photos:
            context.cancel()

    context.report = stop
    return context


def test_processing_goes_on_with_an_import_that_was_stopped(
    library: Library, card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.jobs.REPORT_INTERVAL_S", 0.0)
    with pytest.raises(CancelledError):
        library.indexing.import_photos([card], "Day 1", stopped_after(2))
    gallery = library.galleries.find("Day 1").id
    assert 0 < library.galleries.get(gallery).photos < 6
    assert library.galleries.get(gallery).stopped

    with pytest.raises(CancelledError):
        library.indexing.process(gallery, stopped_after(3))
    report = library.indexing.process(gallery, JobContext())

    assert library.galleries.get(gallery).photos == 6
    assert not library.galleries.get(gallery).stopped
    assert report.failures == ()
    again = library.indexing.process(gallery, JobContext())
    assert (again.added, again.known) == (0, 0), "what came to its end is not gone through again"


def test_an_import_that_was_stopped_and_whose_card_is_gone_is_done_with(
    library: Library, card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.jobs.REPORT_INTERVAL_S", 0.0)
    with pytest.raises(CancelledError):
        library.indexing.import_photos([card], "Day 1", stopped_after(2))
    card.rename(card.with_name("taken out"))
    gallery = library.galleries.find("Day 1").id
    assert library.indexing.process(gallery, JobContext()).added == 0


def test_a_file_that_is_named_and_not_there_is_listed(library: Library, card: Path) -> None:
    report = library.indexing.import_photos([card, card / "no.jpg"], "Day 1", JobContext())

    assert [failure.code for failure in report.failures] == ["vanished"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_file_is_listed_and_not_waited_for(library: Library, card: Path) -> None:
    os.mkfifo(card / "pipe.jpg")

    report = library.indexing.import_photos([card], "Day 1", JobContext())

    assert report.added == 6
    assert [failure.path.name for failure in report.failures] == ["pipe.jpg"]


def test_a_name_in_bad_unicode_is_listed_and_the_others_come_in(library: Library, card: Path) -> None:
    bad = os.fsencode(card) + b"/\xff\xfe.jpg"
    try:
        Path(os.fsdecode(bad)).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system takes no such names")

    report = library.indexing.import_photos([card], "Day 1", JobContext())

    assert report.added == 6
    assert [failure.code for failure in library.galleries.results(report.gallery_id).failures] == ["bad-name"]


def test_an_import_that_was_cancelled_goes_on_where_it_was(library: Library, card: Path) -> None:
    context = JobContext()

    def cancel_at_two(progress: Progress) -> None:
        if progress.done >= 2:
            context.cancel()

    context.report = cancel_at_two
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.jobs.REPORT_INTERVAL_S", 0.0)
        patch.setattr("core.indexing.LOOKED_AHEAD", 1)  # else all six may be ready to be stored at once
        with pytest.raises(CancelledError):
            library.indexing.import_photos([card], "Day 1", context)
    stopped = counts(library)

    again = library.indexing.import_photos([card], "Day 1", JobContext())

    assert 0 < stopped["photo"] < 6
    assert stopped["photo"] == stopped["face"] == stopped["embedding"]
    assert again.added + stopped["gallery_photo"] == 6
    assert counts(library)["face"] == 6


IMPORT = """
import sys
from pathlib import Path
from core.jobs import JobContext
from core.library import Library

with Library.open(Path(sys.argv[1])) as library:
    library.indexing.import_photos([Path(sys.argv[2])], "Day 1", JobContext())
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system can't kill a process outright")
def test_an_import_that_was_killed_goes_on_where_it_was(
    library: Library, people: dict[str, Person], tmp_path: Path
) -> None:
    card = tmp_path / "big card"
    faces = [person.selfie for person in people.values()][:6]
    for number in range(24):
        small_photo(faces[number % len(faces)], card / f"IMG_{number:04d}.jpg", mark=number)
    database = library.paths.database
    process = subprocess.Popen(
        [sys.executable, "-c", IMPORT, str(library.paths.root), str(card)], cwd=CHECKOUT
    )
    try:
        wait_for_photos(database, 5)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    killed = counts(library)

    report = library.indexing.import_photos([card], "Day 1", JobContext())

    assert 5 <= killed["photo"] < 24
    assert killed["photo"] == killed["photo_file"] == killed["face"] == killed["embedding"]
    assert report.added == 24 - killed["gallery_photo"]
    assert counts(library) == dict.fromkeys(counts(library), 24)
    with library._database.read() as session:
        faces_a_photo = Counter(session.scalars(select(FaceRow.photo_id)))
    assert set(faces_a_photo.values()) == {1}
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def wait_for_photos(database: Path, wanted: int, within_s: float = 60) -> None:
    deadline = time.monotonic() + within_s
    with closing(sqlite3.connect(database)) as connection:
        while connection.execute("SELECT count(*) FROM photo").fetchone()[0] < wanted:
            assert time.monotonic() < deadline, "the import did not get under way"
            time.sleep(0.005)


def test_another_pack_embeds_the_known_faces_without_finding_them_twice(library: Library, card: Path) -> None:
    gallery = library.indexing.import_photos([card], "Day 1", JobContext()).gallery_id
    before = counts(library)
    library.update_settings(pack="buffalo_s")

    library.indexing.import_photos([card], "Day 1", JobContext())

    assert counts(library) == before | {"embedding": 12}
    with library._database.read() as session:
        packs = Counter(session.scalars(select(EmbeddingRow.pack_id)))
    assert packs == {"opencv": 6, "buffalo_s": 6}
    assert library.galleries.get(gallery).faces == 6


def test_a_gallery_needs_a_name(library: Library, card: Path) -> None:
    with pytest.raises(InvalidValueError) as raised:
        library.indexing.import_photos([card], "  ", JobContext())
    assert raised.value.field == "gallery"


def test_an_empty_folder_is_refused_and_makes_no_gallery(library: Library, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InvalidValueError, match="there is no picture in"):
        library.indexing.import_photos([tmp_path / "empty"], "Day 1", JobContext())
    assert library.galleries.all() == []


def test_progress_ends_with_every_file_done(library: Library, card: Path) -> None:
    seen: list[Progress] = []
    library.indexing.import_photos([card], "Day 1", JobContext(report=seen.append))
    assert (seen[-1].done, seen[-1].total) == (6, 6)


def references(folder: Path, people: dict[str, Person], *names: str) -> Path:
    for name, person in zip(names, people.values(), strict=False):
        small_photo(person.selfie, folder / name / "1.jpg")
        small_photo(person.portrait, folder / name / "2.jpg")
    return folder


def test_enrolling_confirms_a_face_of_each_reference(
    library: Library, people: dict[str, Person], tmp_path: Path
) -> None:
    folder = references(tmp_path / "refs", people, "Zoë Ünal", "Ирина Мельник")

    report = library.indexing.enroll(folder, JobContext())

    assert report.enrolled == {"Zoë Ünal": 2, "Ирина Мельник": 2}
    assert {player.name: player.references for player in library.players.search().items} == report.enrolled
    assert library.galleries.all() == []


def test_references_among_the_photos_are_left_out_and_told_unless_they_are_wanted(
    library: Library, people: dict[str, Person], tmp_path: Path
) -> None:
    photos = tmp_path / "Saturday"
    references(photos / "players", people, "Ann", "Bea")
    small_photo(list(people.values())[3].selfie, photos / "IMG_1.jpg")
    library.indexing.enroll(photos / "players", JobContext())

    first = library.indexing.import_photos([photos], "Day 1", JobContext())
    assert (first.added, first.known, first.references) == (1, 0, 4)
    assert library.galleries.get(first.gallery_id).photos == 1

    everything = library.indexing.import_photos([photos], "Day 1", JobContext(), references=True)
    assert (everything.added, everything.known, everything.references) == (4, 1, 0)
    again = library.indexing.import_photos([photos], "Day 2", JobContext())
    assert (again.added, again.references) == (5, 0), "a photo of a gallery is a photo"


def test_what_is_a_reference_no_longer_is_a_photo(
    library: Library, people: dict[str, Person], tmp_path: Path
) -> None:
    folder = references(tmp_path / "refs", people, "Ann")
    library.indexing.enroll(folder, JobContext())
    (ann,) = library.players.search().items
    library.review.reject([one.face.id for one in library.players.references(ann.id)], ann.id)
    report = library.indexing.import_photos([folder], "Day 1", JobContext())
    assert (report.added, report.references) == (2, 0)


def test_enrolling_twice_changes_nothing(library: Library, people: dict[str, Person], tmp_path: Path) -> None:
    folder = references(tmp_path / "refs", people, "Ann", "Bea")
    library.indexing.enroll(folder, JobContext())

    again = library.indexing.enroll(folder, JobContext())

    assert (again.enrolled, again.failures, again.changes.batch) == ({}, (), None)
    assert [player.references for player in library.players.search().items] == [2, 2]


def test_enrolling_takes_players_from_the_roster_by_name(
    library: Library, people: dict[str, Person], tmp_path: Path
) -> None:
    (player_id,) = library.players.add("Ann", number="7").players

    library.indexing.enroll(references(tmp_path / "refs", people, "Ann"), JobContext())

    assert [player.id for player in library.players.search().items] == [player_id]
    assert library.players.get(player_id).references == 2


def test_a_reference_without_a_face_is_reported(
    library: Library, people: dict[str, Person], tmp_path: Path
) -> None:
    folder = references(tmp_path / "refs", people, "Ann")
    grey = folder / "Ann" / "3.png"
    Image.new("RGB", (300, 300), "grey").save(grey)

    report = library.indexing.enroll(folder, JobContext())

    assert [(failure.path, failure.code) for failure in report.failures] == [(grey, "no-face")]
    assert report.enrolled == {"Ann": 2}


def test_in_a_reference_with_several_faces_the_largest_counts(
    library: Library, people: dict[str, Person], tmp_path: Path
) -> None:
    large, small = (
        Image.open(small_photo(people[p].selfie, tmp_path / f"{p}.png")) for p in ("P001", "P002")
    )
    page = Image.new("RGB", (960, 480), "grey")
    page.paste(small.resize((240, 240)), (0, 0))
    page.paste(large, (480, 0))
    (tmp_path / "refs" / "Ann").mkdir(parents=True)
    page.save(tmp_path / "refs" / "Ann" / "1.png")

    library.indexing.enroll(tmp_path / "refs", JobContext())

    with library._database.read() as session:
        states = {row.state: row.x for row in session.scalars(select(FaceRow))}
    assert states.keys() == {FaceState.CONFIRMED.value, FaceState.UNKNOWN.value}
    assert states[FaceState.CONFIRMED.value] > 0.5


def test_a_folder_without_players_is_refused(library: Library, tmp_path: Path) -> None:
    (tmp_path / "refs").mkdir()
    for folder in (tmp_path / "refs", tmp_path / "absent"):
        with pytest.raises(InvalidValueError):
            library.indexing.enroll(folder, JobContext())


def test_a_deleted_cache_is_made_again(library: Library, card: Path) -> None:
    gallery = library.indexing.import_photos([card], "Day 1", JobContext()).gallery_id
    shutil.rmtree(library.paths.thumbnails)
    for photo in library.galleries.photos(library.galleries.photo_ids(gallery)):
        assert library.images.thumbnail(photo.id).is_file()
        assert library.images.crop(photo.faces[0].id).is_file()


def test_a_picture_of_what_is_not_there_is_refused(library: Library) -> None:
    with pytest.raises(NotFoundError):
        library.images.crop(FaceId("nobody"))


def test_a_photo_that_another_process_stores_meanwhile_is_taken_as_known(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = tmp_path / "one.png"
    write_picture(picture, "AB", 1)
    observe = PixelEngine.observe
    with Library.open(library.paths.root) as other:
        library._engine = other._engine = pixel_engine()

        def slow(engine: PixelEngine, image: Picture) -> list[FaceObservation]:
            monkeypatch.setattr(PixelEngine, "observe", observe)
            assert other.indexing.import_photos([picture], "Day 1", JobContext()).added == 1
            return observe(engine, image)

        monkeypatch.setattr(PixelEngine, "observe", slow)
        report = library.indexing.import_photos([picture], "Day 1", JobContext())
    assert report.failures == ()
    assert library.galleries.get(report.gallery_id).faces == 2


def test_one_reference_of_two_players_is_told(library: Library, tmp_path: Path) -> None:
    library._engine = pixel_engine()
    for player in ("Ann", "Bob"):
        (tmp_path / "references" / player).mkdir(parents=True)
        write_picture(tmp_path / "references" / player / "same.png", "A", 1)
    report = library.indexing.enroll(tmp_path / "references", JobContext())
    assert report.enrolled == {"Ann": 1}
    assert [(failure.code, failure.path.parent.name) for failure in report.failures] == [
        ("other-player", "Bob")
    ]


def test_a_place_that_may_not_be_looked_into_is_listed(
    library: Library, card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(path: Path, *_: object, **__: object) -> os.stat_result:
        raise PermissionError(13, "Permission denied", str(path))

    gallery = library.indexing.import_photos([card], "Day 1", JobContext()).gallery_id
    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", forbidden)
        report = library.indexing.import_photos([card], "Day 1", JobContext())
        assert [failure.code for failure in report.failures] == ["unreadable-folder"]
        library.indexing.import_photos([card / "locked" / "a.jpg"], "Day 1", JobContext())
    library.indexing.import_photos([card], "Day 1", JobContext())
    assert library.galleries.results(gallery).failures == (), "a folder that opens again is forgotten"


@pytest.mark.parametrize("name", ["\udcff", "  "])
def test_a_name_that_is_no_text_is_refused(library: Library, card: Path, name: str) -> None:
    with pytest.raises(InvalidValueError):
        library.indexing.import_photos([card], name, JobContext())
    with pytest.raises(InvalidValueError):
        library.players.add(name)


def test_two_looks_at_one_face_are_no_two_faces() -> None:
    face = Box(0.31, 0.37, 0.44, 0.47)
    assert not as_large(face, Box(0.27, 0.14, 0.42, 0.46))
    left, right = Box(0.1, 0.2, 0.2, 0.3), Box(0.6, 0.2, 0.19, 0.29)
    assert as_large(left, right)
    assert not as_large(left, Box(0.6, 0.2, 0.1, 0.15))
