"""A day of eight hours in twenty minutes: a hot folder, a reviewer, a team's sync and backups, and faults.

    python -m benchmarks.long_run [--hour 150] [--tournament DIR] [--json FILE]

The day is a photographer's and a reviewer's, squeezed: an hour of it takes `--hour` seconds, and has the work
of a quiet hour, 100 photos and 600 acts of answering, or what the machine manages of it; the table says how
many there were. What goes by the clock comes more often than in a day: a sync each second, a backup every 20.
So the eight hours have the work of a quiet day, and more of some things, but not its length.

In the first six hours photos of the sample tournament, each another one, come into a hot folder, one in fifty
of them cut off. In the last two none come, as in an evening; what is there is imported again and again.
Somebody answers all day, as many photos in view as a screen has, and the library meets its team over a line
that breaks again and again (a real PostgreSQL behind a proxy). Now and then the hot folder is gone for a
while, the disk is full for a second, and names are written into files. At the end every photo and every
answer is accounted for.

The memory of the process, with what the benchmark keeps itself (the answers' ids, about 1 MB), is looked at
every second. What is held for good is the least of each quarter of an hour: an import and a recognition take
100 MB more while they run, and how often two of them run at once depends on the machine's other work. It has
to be flat: over the second half of the day the line of least squares through it is to rise by no more than 5
MB an hour. Else, and at an error that is not one of `core.errors`, the run ends with an error.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import signal
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from random import Random

import keyring
import numpy as np
from keyring.backends.fail import Keyring as NoKeyring
from sqlalchemy import select

from benchmarks.crash_acts import GALLERY, Scene, answer, answer_all
from benchmarks.crashes import PHOTOS, look_through
from benchmarks.large_photos import numbered
from benchmarks.report import print_table, write_json
from core.db.schema import DecisionRow
from core.errors import CancelledError, PlayertagError
from core.jobs import JobContext
from core.library import Library
from core.memory import spare_memory
from core.sample import SampleTournament, build_sample
from core.types import Face, Role
from tests.fakes.postgres import PostgresServer
from tests.fakes.proxy import BreakingLine

BROKEN_EVERY = 50
GOES_ON_WITHIN_S = 60.0
HOURS, SHOOTING = 8, 6
PHOTOS_AN_HOUR, ACTS_AN_HOUR = 100, 600
ON_SCREEN = 20
FLAT_MB_AN_HOUR = 5.0
PAGE_BYTES = resource.getpagesize()


@dataclass(slots=True)
class Day:
    """What happened: what was told as saved, what failed and how often, and the memory (hours, MB).

    At `dusk` the last photo has come.
    """

    scene: Scene
    hot: Path
    over: threading.Event = field(default_factory=threading.Event)
    dusk: threading.Event = field(default_factory=threading.Event)
    answers: list[str] = field(default_factory=list)
    whole: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    errors: Counter[str] = field(default_factory=Counter)
    bugs: list[BaseException] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    memory: list[tuple[float, float]] = field(default_factory=list)

    def start(self, name: str, pause_s: float, act: Callable[[], object]) -> threading.Thread:
        """Begin to do something again and again, with a pause before each time."""
        thread = threading.Thread(target=self._repeat, args=(name, pause_s, act), name=name)
        thread.start()
        return thread

    def _repeat(self, name: str, pause_s: float, act: Callable[[], object]) -> None:
        """Until its end; errors of ours are counted, a bug ends the day."""
        end = self.dusk if name == "photo" else self.over
        while not end.wait(pause_s):
            try:
                act()
                self.done[name] += 1
            except CancelledError:
                return
            except PlayertagError as exc:
                self.errors[f"{name}: {type(exc).__name__}"] += 1
            except BaseException as exc:  # noqa: BLE001 - it is told at the end
                self.bugs.append(exc)
                self.dusk.set()
                self.over.set()


class Screen(Scene):
    """What a reviewer has in view: the faces of some photos, as the window shows them."""

    def faces(self) -> list[Face]:
        """Those of some photos, of chance."""
        photo_ids = self.library.galleries.photo_ids(self.gallery)
        shown = self.random.sample(photo_ids, min(ON_SCREEN, len(photo_ids)))
        return [face for photo in self.library.galleries.photos(shown) for face in photo.faces]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run, print tables, and write a file where one was named."""
    parser = argparse.ArgumentParser(description="A long day in a short time.")
    parser.add_argument("--hour", type=float, default=150.0, help="seconds that an hour of the day takes")
    parser.add_argument("--tournament", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    spare_memory()
    with tempfile.TemporaryDirectory(prefix="playertag-long-") as scratch, PostgresServer() as server:
        folder = options.tournament or Path(scratch) / "tournament"
        tournament = build_sample(folder, JobContext(), photos=PHOTOS)
        day = _lived(Path(scratch), tournament, server, options.hour)
    print(f"{len(day.whole)} photos and {len(day.answers)} answers: all there")
    if options.json:
        write_json(options.json, {"memory": day.memory, "done": dict(day.done), "errors": dict(day.errors)})
    rise, evening = _rise(day, HOURS / 2), _rise(day, SHOOTING)
    print(f"Memory in the second half: {rise:+.1f} MB an hour; {evening:+.1f} while no photo came")
    if rise > FLAT_MB_AN_HOUR:
        raise SystemExit(f"that is more than {FLAT_MB_AN_HOUR} MB an hour: memory is not flat")


def _lived(scratch: Path, tournament: SampleTournament, server: PostgresServer, hour_s: float) -> Day:
    hot = scratch / "hot"
    hot.mkdir()
    with (
        Library.open(scratch / "library") as library,
        Library.open(scratch / "other") as other,
        BreakingLine(server.host, server.port, 1, longest=400_000) as line,
    ):
        shutil.copytree(tournament.photos, scratch / "photos")  # names are written into them
        _prepare(library, replace(tournament, photos=scratch / "photos"))
        line.breaks = False
        address = server.address().replace(f":{server.port}/", f":{line.port}/")
        library.team.create(address, "Cup", "owner@example.org")
        other.team.join(library.team.invite("other@example.org", Role.REVIEWER))
        line.breaks = True
        answers: list[str] = []
        day = Day(Screen(library, hot, Random(1), answers.append), hot, answers=answers)
        _run(day, tournament, hour_s)
        _tell(day)
        line.breaks = False
        for one in (library, other):
            one.team.sync(JobContext())
        _account(day, other)
    look_through(scratch / "library", day.answers)
    return day


def _tell(day: Day) -> None:
    rows = [(name, str(number)) for name, number in sorted((day.done | day.errors).items())]
    print_table("What was done, and what the world did to it", ("what", "times"), rows)
    hours = [
        [mb for at, mb in day.memory if hour <= at < hour + 1] for hour in range(int(day.memory[-1][0]) + 1)
    ]
    parts = [
        (str(hour), *(f"{one:.0f}" for one in (min(mbs), np.median(mbs), max(mbs))))
        for hour, mbs in enumerate(hours, 1)
        if mbs
    ]
    print_table("Memory of the program, MB", ("hour", "least", "median", "most"), parts)


def _rise(day: Day, since: float) -> float:
    """MB an hour by which what is held rises since an hour of the day, by least squares."""
    least: dict[int, float] = {}
    for at, mb in day.memory:
        if at >= since:
            quarter = int(at * 4)
            least[quarter] = min(mb, least.get(quarter, mb))
    return float(np.polyfit([quarter / 4 for quarter in least], list(least.values()), 1)[0])


def _prepare(library: Library, tournament: SampleTournament) -> None:
    library.update_settings(pack="opencv", device="cpu", read_names=False)
    library.players.import_roster(tournament.roster)
    library.indexing.enroll(tournament.references, JobContext())
    library.indexing.import_photos([tournament.photos], GALLERY, JobContext())
    library.training.execute(JobContext())
    scene = Scene(library, tournament.photos, Random(0), lambda _: None)
    library.recognition.batch_recognize([scene.gallery], None, JobContext())
    answer_all(scene)


def _run(day: Day, tournament: SampleTournament, hour_s: float) -> None:
    library, context = day.scene.library, JobContext()
    photos = _photos(tournament)
    began = time.monotonic()

    def watch() -> None:
        library.hot_folder.watch(day.hot, GALLERY, context, lambda _: None)

    def import_again() -> None:
        library.indexing.import_photos([day.hot], GALLERY, JobContext())

    def look_at_memory() -> None:
        day.memory.append(((time.monotonic() - began) / hour_s, _memory_mb()))

    watching = day.start("watch", 0.1, watch)
    threads = [
        day.start("photo", hour_s / PHOTOS_AN_HOUR, lambda: _come(day, *next(photos))),
        day.start("answer", hour_s / ACTS_AN_HOUR, lambda: answer(day.scene)),
        day.start("sync", 1.0, lambda: library.team.sync(JobContext())),
        day.start("backup", 20.0, lambda: library.backups.make_if_changed(timedelta(0))),
        day.start("names written", 15.0, lambda: _write_some(day)),
        day.start("hot folder gone", 45.0, lambda: _away(day)),
        day.start("disk full", 30.0, lambda: _full(day)),
        day.start("look at memory", 1.0, look_at_memory),
    ]
    day.dusk.wait(hour_s * SHOOTING)
    day.dusk.set()
    _settle(day)
    threads.append(day.start("known photos imported", 10.0, import_again))
    day.over.wait(hour_s * (HOURS - SHOOTING))
    day.over.set()
    for thread in threads:
        thread.join()
    _settle(day)
    context.cancel()
    watching.join()
    if day.bugs:
        raise day.bugs[0]


def _settle(day: Day) -> None:
    """Let what came be taken."""
    taken, since = _taken(day), time.monotonic()
    while taken < len(day.whole) and time.monotonic() - since < GOES_ON_WITHIN_S:
        time.sleep(0.5)
        if _taken(day) > taken:
            taken, since = _taken(day), time.monotonic()


def _taken(day: Day) -> int:
    return day.scene.library.galleries.find(GALLERY).photos - PHOTOS


def _account(day: Day, other: Library) -> None:
    """See that every photo and every answer is where it is to be.

    Raises:
        AssertionError: one is not.
    """
    library = day.scene.library
    photos = library.galleries.photos(library.galleries.photo_ids(day.scene.gallery))
    names = Counter(photo.file_name for photo in photos)
    lost = day.whole - names.keys()
    assert not lost, f"photos that are not there: {sorted(lost)[:5]} of {len(lost)}"
    assert max(names.values()) == 1, "a photo is there twice"
    assert not day.broken & names.keys(), "a broken photo is there"
    said = select(DecisionRow.stamp, DecisionRow.face_id, DecisionRow.verdict)
    with library._database.read() as here, other._database.read() as there:  # noqa: SLF001
        assert set(here.execute(said)) == set(there.execute(said)), "the team has other answers"


def _photos(tournament: SampleTournament) -> Iterator[tuple[str, bytes]]:
    pictures = [path.read_bytes() for path in sorted(tournament.photos.iterdir())]
    for number, picture in enumerate(cycle(pictures)):
        yield f"DSC_{number:05}.jpg", numbered(picture, number // len(pictures))


def _come(day: Day, name: str, content: bytes) -> None:
    """Write a photo as a camera does, in two parts; some are cut off."""
    broken = len(day.whole) % BROKEN_EVERY == BROKEN_EVERY - 1 and f"X{name}" not in day.broken
    try:
        if broken:
            (day.hot / f"X{name}").write_bytes(content[: len(content) // 3])
            day.broken.add(f"X{name}")
        with (day.hot / name).open("wb") as file:
            file.write(content[:10_000])
            file.flush()
            time.sleep(0.02)
            file.write(content[10_000:])
    except OSError:  # the folder is gone, or the disk full: the camera keeps it
        with suppress(OSError):
            (day.hot / name).unlink()
    else:
        day.whole.add(name)


def _write_some(day: Day) -> None:
    photo_ids = day.scene.library.galleries.photo_ids(day.scene.gallery)
    for one in day.scene.random.sample(photo_ids[PHOTOS:], min(5, len(photo_ids) - PHOTOS)):
        day.scene.library.metadata.write([one], JobContext())


def _away(day: Day) -> None:
    elsewhere = day.hot.with_name("elsewhere")
    day.hot.rename(elsewhere)
    time.sleep(2)
    elsewhere.rename(day.hot)


def _full(day: Day) -> None:
    with _small_files(day.scene.library.paths.database.stat().st_size // 2):
        time.sleep(1)


@contextmanager
def _small_files(most_bytes: int) -> Iterator[None]:
    """A disk on which no file gets larger than this, so that writing ends as on a full one."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _memory_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_BYTES / 1e6


if __name__ == "__main__":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    main()
