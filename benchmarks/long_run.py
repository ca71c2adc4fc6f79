"""A long day in a short time: a hot folder, a reviewer, a team's sync and backups at once, and faults.

    python -m benchmarks.long_run [--minutes 10] [--every 0.25] [--tournament DIR] [--json FILE]

Photos of the sample tournament, each another one, come into a hot folder, one in fifty of them cut off.
Somebody answers as fast as the library takes it, and the library meets its team every second over a line that
breaks again and again (a real PostgreSQL behind a proxy). Now and then the hot folder is gone for a while,
the disk is full for a second, and names are written into files. At the end every photo and every answer is
accounted for. The memory of the program is looked at all along; an error that is not one of `core.errors`
ends the run.
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
from core.types import Role
from tests.fakes.postgres import PostgresServer
from tests.fakes.proxy import BreakingLine

BROKEN_EVERY = 50
GOES_ON_WITHIN_S = 60.0
PARTS = 10
PAGE_BYTES = resource.getpagesize()


@dataclass(slots=True)
class Day:
    """What happened: what was told as saved, what failed and how often, and the memory (s, MB)."""

    scene: Scene
    hot: Path
    over: threading.Event = field(default_factory=threading.Event)
    answers: list[str] = field(default_factory=list)
    whole: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    errors: Counter[str] = field(default_factory=Counter)
    bugs: list[BaseException] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    memory: list[tuple[float, float]] = field(default_factory=list)

    def repeat(self, name: str, pause_s: float, act: Callable[[], object]) -> None:
        """Do something again and again until the day is over; errors of ours are counted, a bug ends it."""
        while not self.over.wait(pause_s):
            try:
                act()
                self.done[name] += 1
            except CancelledError:
                return
            except PlayertagError as exc:
                self.errors[f"{name}: {type(exc).__name__}"] += 1
            except BaseException as exc:  # noqa: BLE001 - it is told at the end
                self.bugs.append(exc)
                self.over.set()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run, print tables, and write a file where one was named."""
    parser = argparse.ArgumentParser(description="A long day in a short time.")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--every", type=float, default=0.25, help="seconds between photos")
    parser.add_argument("--tournament", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    spare_memory()
    with tempfile.TemporaryDirectory(prefix="playertag-long-") as scratch, PostgresServer() as server:
        folder = options.tournament or Path(scratch) / "tournament"
        tournament = build_sample(folder, JobContext(), photos=PHOTOS)
        day = _lived(Path(scratch), tournament, server, options.minutes * 60, options.every)
    print(f"{len(day.whole)} photos and {len(day.answers)} answers: all there")
    if options.json:
        write_json(options.json, {"memory": day.memory, "done": dict(day.done), "errors": dict(day.errors)})


def _lived(
    scratch: Path, tournament: SampleTournament, server: PostgresServer, seconds: float, every_s: float
) -> Day:
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
        day = Day(Scene(library, hot, Random(1), answers.append), hot, answers=answers)
        _run(day, tournament, seconds, every_s)
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
    step = max(len(day.memory) // PARTS, 1)
    parts = [(f"{at:.0f} s", f"{used:.0f}") for at, used in day.memory[::step]]
    print_table("Memory of the program", ("at", "MB"), parts)


def _prepare(library: Library, tournament: SampleTournament) -> None:
    library.update_settings(pack="opencv", device="cpu", read_names=False)
    library.players.import_roster(tournament.roster)
    library.indexing.enroll(tournament.references, JobContext())
    library.indexing.import_photos([tournament.photos], GALLERY, JobContext())
    library.training.execute(JobContext())
    scene = Scene(library, tournament.photos, Random(0), lambda _: None)
    library.recognition.batch_recognize([scene.gallery], None, JobContext())
    answer_all(scene)


def _run(day: Day, tournament: SampleTournament, seconds: float, every_s: float) -> None:
    library, context = day.scene.library, JobContext()
    photos = _photos(tournament)
    began = time.monotonic()
    acts: dict[str, tuple[float, Callable[[], object]]] = {
        "photo": (every_s, lambda: _come(day, *next(photos))),
        "watch": (0.1, lambda: library.hot_folder.watch(day.hot, GALLERY, context, lambda _: None)),
        "answer": (0.05, lambda: answer(day.scene)),
        "sync": (1.0, lambda: library.team.sync(JobContext())),
        "backup": (20.0, lambda: library.backups.make_if_changed(timedelta(0))),
        "names written": (15.0, lambda: _write_some(day)),
        "hot folder gone": (45.0, lambda: _away(day)),
        "disk full": (30.0, lambda: _full(day)),
        "look at memory": (1.0, lambda: day.memory.append((time.monotonic() - began, _memory_mb()))),
    }
    threads = [
        threading.Thread(target=day.repeat, args=(name, *act), name=name) for name, act in acts.items()
    ]
    for thread in threads:
        thread.start()
    day.over.wait(seconds)
    watching = next(thread for thread in threads if thread.name == "watch")
    day.over.set()
    for thread in threads:
        if thread is not watching:
            thread.join()
    _settle(day, watching, context)
    if day.bugs:
        raise day.bugs[0]


def _settle(day: Day, watching: threading.Thread, context: JobContext) -> None:
    """Let what came be taken, or watch once more where watching ended by a fault."""
    if not watching.is_alive():
        day.over.clear()
        watching = threading.Thread(
            target=day.repeat,
            args=("watch", 0.1, lambda: day.scene.library.hot_folder.watch(day.hot, GALLERY, context, print)),
        )
        watching.start()
    taken, since = _taken(day), time.monotonic()
    while taken < len(day.whole) and time.monotonic() - since < GOES_ON_WITHIN_S:
        time.sleep(0.5)
        if _taken(day) > taken:
            taken, since = _taken(day), time.monotonic()
    day.over.set()
    context.cancel()
    watching.join()


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
