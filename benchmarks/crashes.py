"""The program is killed at random moments, and what is left is looked through.

    python -m benchmarks.crashes [--kills 200] [--seed 1] [--tournament DIR] [--json FILE]

A child process (see `benchmarks.crash_acts`) imports, recognises, reviews, trains, writes names into files,
syncs with a real PostgreSQL, makes backups, erases players, goes back to a backup in which one still is and
repairs a damaged file, on a copy of a small library of the sample tournament, and is ended by SIGKILL after a
random time. Then: SQLite's whole check, references, counts and labels against the history; every answer and
erasure that was shown as done; the photos' files; the backups. Then the same act goes on to its end, and the
end is looked at: all photos with all their faces, files that can be taken back to the byte, the other library
of the team with every answer, nobody who was erased. The first thing that is wrong ends the run.

A tournament that is there already (`core.sample`, of twelve photos) saves a minute. A kill is not a power
cut: what the system had not brought to the disk is not lost by it.

It forks, so it runs where the system does that; what takes threads is done in processes of its own.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import NoReturn

import keyring
from keyring.backends.fail import Keyring as NoKeyring
from sqlalchemy import exists, func, select, text

from benchmarks.crash_acts import ACTS, ERASED, GALLERY, Scene, answer_all
from benchmarks.report import print_table, write_json
from core import recovery
from core.db.backups import read_only, require_whole
from core.db.schema import DecisionRow, FaceRow
from core.db.tombstones import TO_DO
from core.errors import LibraryError
from core.jobs import JobContext
from core.jpeg import picture_digest
from core.library import Library
from core.recognition.erasing import graves_in
from core.recognition.history import labels
from core.sample import build_sample
from core.types import Role
from tests.fakes.postgres import PostgresServer

BEGUN = "begun"
# What the acts import, here and not in each child: most of a kill's time otherwise.
AHEAD = (
    *("cv2", "faiss", "hdbscan", "onnxruntime", "psycopg", "scipy.sparse.csgraph", "scipy.special"),
    *("core.importing", "core.recognition.clusters", "core.recognition.matching", "core.recognition.review"),
    *("core.recognition.training", "core.sync.team", "core.vision.engine", "core.writing"),
    *("alembic.command", "core.privacy", "core.recovery"),
)

PHOTOS = 12
# An import of so few photos takes no longer; the other acts go on for ever.
WITHIN_S = {"import": 2.5}
OTHERS_S = 1.0
RULES = {
    "photos count their faces": "SELECT count(*) FROM photo WHERE face_count <> "
    "(SELECT count(*) FROM face WHERE photo_id = photo.id) OR named_count <> (SELECT count(*) FROM face "
    "WHERE photo_id = photo.id AND state IN ('confirmed', 'tagged'))",
    "galleries count their faces": "SELECT count(*) FROM gallery_count c WHERE faces <> "
    "(SELECT count(*) FROM gallery_photo JOIN face USING (photo_id) "
    "WHERE gallery_id = c.gallery_id AND face.state = c.state)",
    "who was erased is gone": "SELECT count(*) FROM player JOIN tombstone USING (id)",
    "a photo is stored with its faces": "SELECT count(*) FROM face WHERE NOT EXISTS "
    "(SELECT 1 FROM embedding WHERE face_id = face.id)",
}


class BrokenError(Exception):
    """Something is not as it should be after a kill."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What the acts begin with: the photos as they were built and where the libraries have them; libraries.

    One of those has players and references, one all photos with names, and one of these is in a team.
    """

    built: Path
    photos: Path
    enrolled: Path
    done: Path
    member: Path
    other: Path
    faces: int

    def library(self, act: str, copy: Path) -> Path:
        """The library that an act begins with: a copy, but of the team's the one that there is."""
        self.renew_photos()
        if act == "sync":
            return self.member
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.enrolled if act == "import" else self.done, copy)
        return copy

    def renew_photos(self) -> None:
        """The photos as they were built."""
        shutil.rmtree(self.photos, ignore_errors=True)
        shutil.copytree(self.built, self.photos)


def main(arguments: Sequence[str] | None = None) -> None:
    """Kill, look, and print how often what was killed."""
    parser = argparse.ArgumentParser(description="Kill the program at random moments.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--tournament", type=Path)
    options = parser.parse_args(arguments)
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    scratch = Path(tempfile.mkdtemp(prefix="playertag-crashes-"))
    with PostgresServer() as server:
        tournament = options.tournament or scratch / "tournament"
        counts, saved = run(scratch, tournament, server, options.kills, options.seed)
    shutil.rmtree(scratch)  # what broke stays, to be looked at
    rows = [(act, str(counts[act])) for act in ACTS]
    print_table(
        f"{saved} answers and erasures were shown as done, and are", ("act", "killed in its midst"), rows
    )
    if options.json:
        write_json(options.json, {"seed": options.seed, "answers": saved, "kills": dict(counts)})


def run(
    scratch: Path, tournament: Path, server: PostgresServer, kills: int, seed: int
) -> tuple[Counter[str], int]:
    """Kill so often, each act in its turn; how often each was killed in its midst, and the answers it told.

    Raises:
        BrokenError: something was not as it should be after a kill.
    """
    for module in AHEAD:
        import_module(module)
    stage = _prepared(scratch, tournament, server)
    counts: Counter[str] = Counter()
    answers: dict[str, list[str]] = {act: [] for act in ACTS}
    for number, act in enumerate(islice(cycle(ACTS), kills)):
        library = stage.library(act, scratch / "copy")
        told, killed = _killed(act, library, stage, Random(seed * 1_000_003 + number))
        answers[act] += told
        try:
            if act != "repair":  # else the file is damaged still
                look_through(library, answers["sync"] if act == "sync" else told)
            _finished(lambda act=act, library=library: GOING_ON[act](library, stage))  # type: ignore[misc]
            look_through(library, answers["sync"] if act == "sync" else told)
        except BrokenError as exc:
            raise BrokenError(f"kill {number} of seed {seed}, {act}, in {scratch}: {exc}") from exc
        counts[act] += killed
        print(f"\r{number + 1} of {kills}", end="", file=sys.stderr, flush=True)
    return counts, sum(map(len, answers.values()))


def _prepared(scratch: Path, folder: Path, server: PostgresServer) -> Stage:
    _finished(lambda: build_sample(folder, JobContext(), photos=PHOTOS))
    tournament = build_sample(folder, JobContext(), photos=PHOTOS)  # it is there
    enrolled, done, member = (scratch / name for name in ("enrolled", "done", "member"))
    stage = Stage(tournament.photos, scratch / "photos", enrolled, done, member, scratch / "other", 0)
    stage.renew_photos()

    def enrol() -> None:
        with Library.open(enrolled) as library:
            library.update_settings(pack="opencv", device="cpu", read_names=False)
            library.players.import_roster(tournament.roster)
            library.indexing.enroll(tournament.references, JobContext())

    def finish() -> None:
        with Library.open(done) as library:
            library.indexing.import_photos([stage.photos], GALLERY, JobContext())
            scene = Scene(library, stage.photos, Random(0), lambda _: None)
            library.training.execute(JobContext())
            library.recognition.batch_recognize([scene.gallery], None, JobContext())
            answer_all(scene)

    _finished(enrol)
    shutil.copytree(enrolled, done)
    _finished(finish)
    shutil.copytree(done, member)
    with Library.open(member) as library, Library.open(stage.other) as other:
        library.team.create(server.address(), "Cup", "owner@example.org")
        other.team.join(library.team.invite("other@example.org", Role.REVIEWER))
        with library._database.read() as session:  # noqa: SLF001
            faces = session.scalar(select(func.count()).select_from(FaceRow)) or 0
    return replace(stage, faces=faces)


def _killed(act: str, library: Path, stage: Stage, random: Random) -> tuple[list[str], bool]:
    """Start an act and kill it after a while; what it told was saved, and whether it was still at it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os.setsid()
        _child(lambda tell: _act(act, library, stage, random, tell), writer)
    os.close(writer)
    with os.fdopen(reader, "r", encoding="utf-8") as told:
        if told.readline() != f"{BEGUN}\n":
            raise BrokenError(f"the act {act} did not begin")
        time.sleep(random.uniform(0, WITHIN_S.get(act, OTHERS_S)))
        # With ExifTool, as where the power goes: alone it would end what it is at when others have begun.
        os.killpg(child, signal.SIGKILL)
        # Half a line is an answer that was not told to its end.
        lines = [line[:-1] for line in told if line.endswith("\n")]
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise BrokenError(f"the act {act} failed before it was killed")
    return lines, os.WIFSIGNALED(status)


def _act(act: str, library: Path, stage: Stage, random: Random, tell: Callable[[str], None]) -> None:
    with Library.open(library) as opened:
        if act == "import":
            opened.device()  # the models are open: what is killed is the import
        tell(BEGUN)
        ACTS[act](Scene(opened, stage.photos, random, tell))


def _child(call: Callable[[Callable[[str], None]], object], writer: int) -> NoReturn:
    """Do something in this process, and end it without a way back."""
    code = 1
    try:
        call(lambda words: _say(writer, words))
        code = 0
    except BaseException:  # noqa: BLE001 - nothing is to come out of a child, and each is told
        traceback.print_exc()
    finally:
        os._exit(code)


def _say(writer: int, words: str) -> None:
    os.write(writer, f"{words}\n".encode())


def _finished(call: Callable[[], object]) -> None:
    """Do something in a process of its own, since the models take threads, which a fork loses.

    Raises:
        BrokenError: it failed.
    """
    child = os.fork()
    if child == 0:
        _child(lambda _: call(), -1)
    _, status = os.waitpid(child, 0)
    if status:
        raise BrokenError("what goes on after the kill failed; the reason is above")


def look_through(root: Path, told: Sequence[str]) -> None:
    """Look for anything that a kill broke.

    Raises:
        BrokenError: it did.
    """
    with Library.open(root, create=False) as library:
        library.check_database()
        with library._database.read() as session:  # noqa: SLF001
            for rule, query in RULES.items():
                if wrong := session.scalar(text(query)):
                    raise BrokenError(f"{wrong} times not so: {rule}")
            rows = session.execute(select(FaceRow.id, FaceRow.state, FaceRow.player_id)).all()
            found = labels(session, [row.id for row in rows])
            for row in rows:
                if (found[row.id].state, found[row.id].player_id) != (row.state, row.player_id):
                    raise BrokenError(f"face {row.id} is {row.state}, its history says {found[row.id]}")
            there = set(session.scalars(select(DecisionRow.batch_id).distinct()))
            there |= {f"{ERASED}{player}" for player in graves_in(session).players}
        if lost := set(told) - there:
            raise BrokenError(f"{len(lost)} of {len(told)} answers that were shown as saved are gone")
        for backup in library.backups.all():
            require_whole(backup.path)


def _import_on(root: Path, stage: Stage) -> None:
    with Library.open(root) as library:
        report = library.indexing.import_photos([stage.photos], GALLERY, JobContext())
        _require(not report.failures, f"files failed: {report.failures}")
        gallery = library.galleries.find(GALLERY)
        _require(gallery.photos == PHOTOS, f"{gallery.photos} photos of {PHOTOS}")
        with library._database.read() as session:  # noqa: SLF001
            faces = session.scalar(select(func.count()).select_from(FaceRow))
        _require(faces == stage.faces, f"{faces} faces of {stage.faces}")


def _train_on(root: Path, _: Stage) -> None:
    with Library.open(root) as library:
        library.training.execute(JobContext())
        library.recognition.batch_recognize([library.galleries.find(GALLERY).id], None, JobContext())
        library.clusters.cluster(library.galleries.find(GALLERY).id, JobContext(), 2)


def _recognise_on(root: Path, _: Stage) -> None:
    with Library.open(root) as library:
        library.recognition.batch_recognize([library.galleries.find(GALLERY).id], None, JobContext())


def _write_on(root: Path, stage: Stage) -> None:
    for built in stage.built.iterdir():
        content = (stage.photos / built.name).read_bytes()
        _require(picture_digest(content) == picture_digest(built.read_bytes()), f"{built.name} is broken")
    with Library.open(root) as library:
        photos = library.galleries.photo_ids(library.galleries.find(GALLERY).id)
        report = library.metadata.write(photos, JobContext())
        _require(not report.failures, f"files failed: {report.failures}")
        again = library.metadata.preview(photos, JobContext())
        _require(not again.changed, f"not written: {again.changed}")
        for run in library.metadata.history():
            library.metadata.undo(run.batch, JobContext())
    left = {path.name: path.read_bytes() for path in stage.photos.iterdir()}
    _require(left == {path.name: path.read_bytes() for path in stage.built.iterdir()}, "taken back to others")


def _sync_on(root: Path, stage: Stage) -> None:
    with Library.open(root) as member, Library.open(stage.other) as other:
        member.team.sync(JobContext())
        other.team.sync(JobContext())
        said = select(DecisionRow.stamp, DecisionRow.face_id, DecisionRow.verdict)
        with member._database.read() as here, other._database.read() as there:  # noqa: SLF001
            told, heard = set(here.execute(said)), set(there.execute(said))
        lost, others = len(told - heard), len(heard - told)
        _require(told == heard, f"{lost} answers have not come, {others} are not ours")


def _back_up_on(root: Path, _: Stage) -> None:
    with Library.open(root) as library:
        made = library.backups.make()
        unfinished = [path.name for path in made.path.parent.iterdir() if path.name.startswith(".")]
        _require(not unfinished, f"left: {unfinished}")


def _erase_on(root: Path, _: Stage) -> None:
    with Library.open(root) as library:
        library.backups.make()  # ends what was begun
        with library._database.read() as session:  # noqa: SLF001
            _require(not session.scalar(select(exists().where(TO_DO))), "erasing was not ended")
            erased = graves_in(session).players
        for backup in library.backups.all():
            with closing(read_only(backup.path, unused=True)) as connection:
                there = {player for (player,) in connection.execute("SELECT id FROM player")}
            _require(not there & erased, f"{backup.path.name} has who was erased")
    unfinished = [path.name for path in root.iterdir() if path.name.startswith(".")]
    _require(not unfinished, f"left: {unfinished}")


def _repair_on(root: Path, _: Stage) -> None:
    with suppress(LibraryError):  # it is whole
        recovery.repair(root)


GOING_ON = {
    "import": _import_on,
    "recognise": _train_on,
    "review": _recognise_on,
    "train": _train_on,
    "write names": _write_on,
    "sync": _sync_on,
    "back up": _back_up_on,
    "erase": _erase_on,
    "go back": _erase_on,
    "repair": _repair_on,
}


def _require(so: bool, otherwise: str) -> None:
    if not so:
        raise BrokenError(otherwise)


if __name__ == "__main__":
    main()
