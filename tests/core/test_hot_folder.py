"""Photos that come into a folder while it is watched: real files, as cameras write them."""

from __future__ import annotations

import os
import queue
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Self

import pytest
from watchdog.observers import Observer

from core import arrivals, hot_folder
from core.db.schema import FileFailureRow
from core.errors import CancelledError, InvalidValueError, LibraryDamagedError, PlayertagError
from core.hot_folder import Arrived
from core.jobs import JobContext
from core.library import Library
from core.sample import SampleTournament
from core.types import NAMED, FaceState, Photo
from tests.conftest import Person
from tests.fakes.disk import no_larger_files_than
from tests.fakes.pictures import small_photo

WITHIN_S = 30.0
BURST = int(os.environ.get("PLAYERTAG_BURST", "100"))


class Watching:
    """A library that watches a folder, on a thread of its own, with what it tells."""

    def __init__(self, library: Library, folder: Path, gallery: str = "Hot") -> None:
        self.error: PlayertagError | None = None
        self.asked_for_way = 0
        self._told: queue.Queue[Arrived] = queue.Queue()
        self._library, self._folder, self._gallery = library, folder, gallery
        self._context = JobContext(awaited=self._awaited)
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._context.cancel()
        self._thread.join()
        assert isinstance(self.error, CancelledError)

    def _awaited(self) -> bool:
        self.asked_for_way += 1
        return False

    def _run(self) -> None:
        try:
            self._library.hot_folder.watch(self._folder, self._gallery, self._context, self._told.put)
        except PlayertagError as exc:
            self.error = exc

    def next(self) -> Arrived:
        return self._told.get(timeout=WITHIN_S)

    def until(self, condition: Callable[[Arrived], bool]) -> Arrived:
        """The next that is told of which something is so."""
        while not condition(told := self.next()):
            pass
        return told

    def photos(self, count: int) -> list[Photo]:
        """The next photos, as they were told."""
        found: list[Photo] = []
        while len(found) < count:
            found += self.next().photos
        assert len(found) == count
        return found


@pytest.fixture
def hot(tmp_path: Path) -> Path:
    folder = tmp_path / "hot"
    folder.mkdir()
    return folder


@pytest.fixture
def shots(sample_tournament: SampleTournament, tmp_path: Path) -> list[Path]:
    """New photos of three players, one in each; not in any library."""
    folders = sorted(sample_tournament.references.iterdir())[:3]
    return [
        small_photo(min(folder.iterdir()), tmp_path / "shots" / f"IMG_{number}.jpg", 900, 99)
        for number, folder in enumerate(folders)
    ]


@pytest.fixture
def _short_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "REST_S", 0.4)


def test_photos_are_named_as_they_come_and_in_order(
    sample_library: Library, hot: Path, shots: list[Path]
) -> None:
    shutil.copy(shots[0], hot / "Z.JPG")
    with Watching(sample_library, hot) as watching:
        photos = watching.photos(1)
        for path in shots[1:]:
            shutil.copy(path, hot / path.name)
            photos += watching.photos(1)
    assert [photo.file_name for photo in photos] == ["Z.JPG", *(path.name for path in shots[1:])]
    assert watching.asked_for_way == len(photos), "each gives way to whoever uses the window"
    tagged = [face for photo in photos for face in photo.faces if face.state is FaceState.TAGGED]
    assert len(tagged) == len(shots)
    assert {face.player for face in tagged} == {name for photo in photos for name in photo.names}
    gallery = sample_library.galleries.find("Hot")
    assert gallery.photos == len(shots)
    assert gallery.by_state[FaceState.TAGGED] == len(tagged)


@pytest.mark.usefixtures("_short_rest")
def test_a_writer_that_stalls_is_waited_for(sample_library: Library, hot: Path, shots: list[Path]) -> None:
    content = shots[0].read_bytes()
    with Watching(sample_library, hot) as watching:
        with (hot / "IMG_1.JPG").open("wb") as file:
            file.write(content[: len(content) // 2])
            file.flush()
            told = watching.until(lambda arrived: bool(arrived.failures))
            assert [(one.path, one.code) for one in told.failures] == [(hot / "IMG_1.JPG", "truncated")]
            assert (told.photos, told.waiting) == ((), 1)
            shutil.copy(shots[1], hot / "IMG_2.JPG")
            assert [photo.file_name for photo in watching.photos(1)] == ["IMG_2.JPG"], "it is in nobody's way"
            file.write(content[len(content) // 2 :])
        told = watching.until(lambda arrived: bool(arrived.photos))
        assert (told.failures, told.waiting) == ((), 0)
    assert [photo.file_name for photo in told.photos] == ["IMG_1.JPG"]
    assert sample_library.galleries.find("Hot").photos == 2
    with sample_library._database.read() as session:
        assert session.query(FileFailureRow).all() == []


def test_what_came_while_nobody_watched_is_taken_by_the_next_run(
    sample_library: Library, hot: Path, shots: list[Path]
) -> None:
    shutil.copy(shots[0], hot)
    with Watching(sample_library, hot) as watching:
        watching.photos(1)
    shutil.copy(shots[1], hot)
    with Watching(sample_library, hot) as watching:
        (photo,) = watching.photos(1)
    assert photo.file_name == shots[1].name


def test_what_a_killed_run_did_not_name_the_next_one_does(
    sample_library: Library, hot: Path, shots: list[Path]
) -> None:
    shutil.copy(shots[0], hot)
    shutil.copy(shots[1], hot)
    sample_library.indexing.import_photos([hot / shots[0].name], "Hot", JobContext())
    with Watching(sample_library, hot) as watching:
        assert watching.next().changes.faces, "it is told, or the window would show what was before"
        watching.photos(1)
    assert FaceState.TAGGED in sample_library.galleries.find("Hot").by_state
    (first, _) = sample_library.galleries.photos(
        sample_library.galleries.photo_ids(sample_library.galleries.find("Hot").id)
    )
    assert any(face.state in NAMED for face in first.faces)


def test_a_folder_of_which_nothing_is_told_is_looked_at_by_itself(
    sample_library: Library, hot: Path, shots: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(_: object) -> None:
        raise OSError("inotify watch limit reached")

    monkeypatch.setattr(Observer, "start", start)
    with Watching(sample_library, hot) as watching:
        for path in shots[:2]:
            shutil.copy(path, hot)
            assert [photo.file_name for photo in watching.photos(1)] == [path.name]


def test_a_share_that_goes_away_and_comes_back_is_watched_on(
    sample_library: Library, hot: Path, shots: list[Path]
) -> None:
    with Watching(sample_library, hot) as watching:
        shutil.copy(shots[0], hot)
        watching.photos(1)
        away = hot.rename(hot.with_name("away"))
        watching.until(lambda arrived: not arrived.there)
        shutil.copy(shots[1], away)
        away.rename(hot)
        assert watching.until(lambda arrived: arrived.there).photos == ()
        assert [photo.file_name for photo in watching.photos(1)] == [shots[1].name]


@pytest.fixture
def _tried_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hot_folder, "AGAIN_AFTER_S", 0.2)


@pytest.mark.usefixtures("_tried_soon")
# It ends before anything is written, at the photo, after it, and at its names.
@pytest.mark.parametrize("room_bytes", [0, 70_000, 100_000, 135_000])
def test_a_full_disk_is_waited_for_and_everybody_gets_a_name(
    sample_library: Library, hot: Path, shots: list[Path], room_bytes: int
) -> None:
    with Watching(sample_library, hot) as watching:
        shutil.copy(shots[0], hot)
        watching.photos(1)
        sample_library._database.close()  # what is written next begins a new log
        with no_larger_files_than(room_bytes):
            shots[1].rename(hot / shots[1].name)
            told = watching.until(lambda arrived: bool(arrived.trouble))
            assert "disk is not full" in told.trouble
            assert (told.photos, told.failures, told.waiting) == ((), (), 1)
        told = watching.until(lambda arrived: not arrived.trouble)
        assert [photo.file_name for photo in told.photos] == [shots[1].name]
        assert told.changes.photos == {told.photos[0].id}
        assert told.photos[0].names
        shots[2].rename(hot / shots[2].name)
        assert [photo.file_name for photo in watching.photos(1)] == [shots[2].name]
    assert sample_library.galleries.find("Hot").photos == len(shots)


@pytest.mark.usefixtures("_tried_soon")
def test_a_library_whose_disk_was_pulled_out_takes_photos_when_it_is_back(
    sample_library: Library, hot: Path, shots: list[Path]
) -> None:
    root = sample_library.paths.root
    with Watching(sample_library, hot) as watching:
        shutil.copy(shots[0], hot)
        watching.photos(1)
        sample_library._database.close()
        pulled = root.rename(root.with_name("pulled"))
        shutil.copy(shots[1], hot)
        told = watching.until(lambda arrived: bool(arrived.trouble))
        assert told.waiting == 1
        pulled.rename(root)
        told = watching.until(lambda arrived: not arrived.trouble)
        assert [photo.file_name for photo in told.photos] == [shots[1].name]
    assert sample_library.galleries.find("Hot").photos == 2


def test_a_library_that_is_damaged_is_not_waited_for(
    sample_library: Library, hot: Path, shots: list[Path]
) -> None:
    def damage(_: Arrived) -> None:
        sample_library._database._damage = LibraryDamagedError("a page")

    shutil.copy(shots[0], hot)
    sample_library.indexing.import_photos([hot], "Hot", JobContext())
    shutil.copy(shots[1], hot)
    with pytest.raises(LibraryDamagedError):
        sample_library.hot_folder.watch(hot, "Hot", JobContext(), damage)


@pytest.mark.usefixtures("_short_rest")
def test_what_is_wrong_is_told_until_it_is_so_no_longer(
    sample_library: Library, hot: Path, shots: list[Path]
) -> None:
    broken = hot / "broken.jpg"
    with Watching(sample_library, hot) as watching:
        broken.write_text("no picture at all")
        told = watching.until(lambda arrived: bool(arrived.failures))
        assert [(one.path, one.code) for one in told.failures] == [(broken, "not-a-photo")]
        assert sample_library.galleries.find("Hot").failures == 1
        shutil.copy(shots[0], hot)
        told = watching.until(lambda arrived: bool(arrived.photos))
        assert [one.path for one in told.failures] == [broken], "it is still so"
        broken.unlink()
        told = watching.until(lambda arrived: not arrived.failures)
        assert (told.waiting, len(told.changes.galleries)) == (0, 1)
        assert sample_library.galleries.find("Hot").failures == 0


def test_a_raw_file_that_comes_after_its_jpeg_waits_no_longer(
    sample_library: Library, hot: Path, shots: list[Path]
) -> None:
    with Watching(sample_library, hot) as watching:
        shutil.copy(shots[0], hot / "IMG_1.JPG")
        watching.photos(1)
        shutil.copy(shots[1], hot / "IMG_1.CR3")
        assert watching.until(lambda arrived: arrived.waiting == 1).photos == ()
        assert watching.until(lambda arrived: arrived.waiting == 0).photos == ()


def test_without_a_training_photos_come_in_without_names(
    library: Library, hot: Path, people: dict[str, Person]
) -> None:
    with Watching(library, hot) as watching:
        small_photo(people["P001"].selfie, hot / "Court 1" / "IMG_1.JPG")
        (hot / "notes.txt").write_text("no picture")
        (hot / ".IMG_2.JPG").write_bytes(b"hidden")
        (photo,) = watching.photos(1)
    assert [face.state for face in photo.faces] == [FaceState.UNKNOWN]
    with pytest.raises(InvalidValueError, match="there is no folder"):
        library.hot_folder.watch(hot / "none", "Hot", JobContext(), lambda _: None)


def test_what_came_before_the_training_is_named_after_it(
    library: Library, hot: Path, people: dict[str, Person]
) -> None:
    with Watching(library, hot) as watching:
        small_photo(people["P001"].selfie, hot / "IMG_1.JPG")
        told = watching.until(lambda told: bool(told.photos))
        assert told.untrained
        for player in ("P001", "P002"):
            (found,) = library.players.add(player).players
            references = [people[player].portrait, people[player].posture]
            library.indexing.enroll_player(found, references, JobContext())
        library.training.execute(JobContext())
        small_photo(people["P002"].selfie, hot / "IMG_2.JPG")
        told = watching.until(lambda told: bool(told.photos))
    assert not told.untrained
    assert told.changes.photos >= {photo.id for photo in told.photos}
    gallery = library.galleries.find("Hot")
    photos = library.galleries.photos(library.galleries.photo_ids(gallery.id))
    assert {photo.file_name: photo.names for photo in photos} == {
        "IMG_1.JPG": ["P001"],
        "IMG_2.JPG": ["P002"],
    }


@pytest.mark.usefixtures("_short_rest")
def test_a_burst_with_a_writer_that_stalls_comes_in_whole_named_and_in_order(
    sample_library: Library, hot: Path, shots: list[Path], tmp_path: Path
) -> None:
    names = [f"IMG_{number:04}.JPG" for number in range(BURST)]
    late = names[BURST // 2]
    made = [
        small_photo(shots[number % len(shots)], tmp_path / name, 240, number // len(shots))
        for number, name in enumerate(names)
    ]
    contents = {path.name: path.read_bytes() for path in made}
    half = len(contents[late]) // 2
    with Watching(sample_library, hot) as watching:
        with (hot / late).open("wb") as stalling:
            for name, content in contents.items():
                if name == late:
                    stalling.write(content[:half])
                    stalling.flush()
                else:
                    (hot / name).write_bytes(content)
            photos = watching.photos(BURST - 1)
            stalling.write(contents[late][half:])
        photos += watching.photos(1)
    assert [photo.file_name for photo in photos] == [*(name for name in names if name != late), late]
    assert [photo.names for photo in photos[:-1]] == [
        photos[number % len(shots)].names for number, name in enumerate(names) if name != late
    ]
    assert len({name for photo in photos for name in photo.names}) == len(shots)
    assert sample_library.galleries.find("Hot").by_state[FaceState.TAGGED] == BURST
