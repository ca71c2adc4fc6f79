from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from benchmarks import mutations
from benchmarks.mutations import MUTATIONS, Mutation, Read, Watched, mutated
from benchmarks.read_files import outcome
from core.errors import PhotoError

ORIGINAL = bytes(range(256)) * 20


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_mutation_changes_a_file_and_the_same_seed_gives_the_same(mutation: Mutation) -> None:
    made = []
    for _ in range(2):
        content = bytearray(ORIGINAL)
        mutation(content, random.Random(5), ORIGINAL[::-1])
        made.append(bytes(content))
    assert made[0] == made[1] != ORIGINAL


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_file_of_one_byte_can_be_mutated(mutation: Mutation) -> None:
    for seed in range(20):
        mutation(bytearray(b"x"), random.Random(seed), b"y")


def test_what_a_mutated_file_was_damaged_by_is_told() -> None:
    names = {
        name for seed in range(60) for name in mutated(ORIGINAL, b"z" * 9, random.Random(seed))[0].split("+")
    }
    assert names == {mutation.__name__ for mutation in MUTATIONS}


@pytest.mark.parametrize(
    ("read", "faults"),
    [
        (Read({"imported": "photo", "named": "exiftool"}, 9.9, 1000), []),
        (Read({"imported": "bug: KeyError"}, 1, 100), ["imported: bug: KeyError"]),
        (Read({"process": "died"}, 1, 100), ["process: died"]),
        (Read({"imported": "damaged"}, 10.1, 1025), ["slow: 10 s", "memory: 1025 MB"]),
    ],
)
def test_what_must_not_be_is_a_fault(read: Read, faults: list[str]) -> None:
    assert read.faults == faults


def test_an_error_that_is_no_reason_is_a_bug(tmp_path: Path) -> None:
    def fail(_: Path) -> None:
        raise KeyError("a tag")

    def refuse(_: Path) -> None:
        raise PhotoError("damaged", "")

    assert outcome(fail, tmp_path) == "bug: KeyError: 'a tag'"
    assert outcome(refuse, tmp_path) == "bug: no reason"
    assert outcome(lambda _: None, tmp_path) == "photo"


@pytest.mark.skipif(sys.platform != "linux", reason="the watching is Linux's")
def test_a_process_that_dies_of_a_file_is_told_and_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo, text = tmp_path / "photo.jpg", tmp_path / "text.jpg"
    Image.new("RGB", (3000, 3000)).save(photo)
    text.write_text("no photo")
    watched = Watched()
    read = watched.read(photo)
    assert (read.told["imported"], read.told["looked_at"], read.faults) == ("photo", "photo", [])
    assert read.seconds > 0
    assert 27 < read.peak_mb < 1024
    assert watched.read(text).told["imported"] == "not-a-photo"
    with monkeypatch.context() as patch:
        patch.setattr(mutations, "_waited", lambda *_: "hung")
        assert watched.read(photo).faults == ["process: hung"]
    assert watched.read(photo).told["imported"] == "photo"
    watched.close()


@pytest.mark.skipif(sys.platform != "linux", reason="the watching is Linux's")
@pytest.mark.parametrize(
    ("lines", "ended"),
    [("import time; time.sleep(60)", "hung"), ("while True: pass", "slow"), ("print('an answer')", "")],
)
def test_who_takes_nothing_of_a_processor_hangs_and_who_takes_much_is_slow(
    lines: str, ended: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mutations, "LIMIT_S", 3.0)
    monkeypatch.setattr(mutations, "SILENT_S", 3.0)
    with subprocess.Popen([sys.executable, "-c", lines], stdout=subprocess.PIPE, text=True) as process:
        assert mutations._waited(process, mutations._taken_s(process)) == ended
        process.kill()


@pytest.mark.skipif(sys.platform != "linux", reason="the watching is Linux's")
def test_a_process_is_seen_while_its_threads_come_and_go() -> None:
    busy = "import threading\nprint(flush=True)\nwhile True: threading.Thread(target=int).start()"
    with subprocess.Popen([sys.executable, "-c", busy], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        seen = [mutations._family(process.pid) for _ in range(3000)]
        process.kill()
    assert all(family[0] == process.pid for family in seen)
