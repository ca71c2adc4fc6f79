from __future__ import annotations

import mmap
import subprocess
import sys
from pathlib import Path

import pytest

from core.memory import NEW_OBJECTS, let_go_of_files

SAY = "import gc, sys; sys.argv[1:] = ['--help']; {call}; print(gc.get_threshold()[0])"


def threshold(call: str) -> int:
    """What the collector waits for in a process of its own, after this call."""
    command = [sys.executable, "-c", SAY.format(call=call)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1])


def test_the_program_looks_for_cycles_seldom_and_a_library_in_another_program_leaves_that_alone() -> None:
    assert threshold("from desktop.__main__ import main; main()") == NEW_OBJECTS
    assert threshold("import core.library") == threshold("pass") != NEW_OBJECTS


LET_GO = """
from pathlib import Path
{call}
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
block = b"x" * 10_000_000
del block  # from here on the C library would keep such blocks
small = [bytes([n]) * 2_000_000 for n in range(10)]
pin = b"x" * 1000  # above them, or the top of the heap would go back
before = resident()
small.clear()
print(before - resident())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="how glibc keeps memory")
def test_large_blocks_go_back_to_the_system() -> None:
    command = [sys.executable, "-c", LET_GO.format(call="from core.memory import *; spare_memory()")]
    freed = int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert freed > 15_000_000


def resident_kb(path: Path) -> int:
    """How much of a mapped file this process has in memory."""
    kept, inside = 0, False
    for line in Path("/proc/self/smaps").read_text("utf-8", "surrogateescape").split("\n"):
        if not line.split(" ", 1)[0].endswith(":"):
            inside = line.endswith(str(path))
        elif inside and line.startswith("Rss:"):
            kept += int(line.split()[1])
    return kept


@pytest.mark.skipif(sys.platform != "linux", reason="how Linux keeps memory")
@pytest.mark.parametrize("name", ["with  spaces ", "line\u2028 \x85\x0c\v", "of\udcff", "plain"])
def test_mapped_files_of_a_folder_take_no_memory_until_they_are_read_again(tmp_path: Path, name: str) -> None:
    folder, other, linked = tmp_path / name, tmp_path / "other", tmp_path / "linked"
    folder.mkdir()
    linked.symlink_to(folder)
    paths = folder / "ours", folder / "written", other
    mapped: list[mmap.mmap] = []
    for path, kind in zip(paths, (mmap.ACCESS_READ, mmap.ACCESS_COPY, mmap.ACCESS_READ), strict=True):
        path.write_bytes(b"playertag" * 100_000)
        with path.open("rb") as file:
            mapped.append(mmap.mmap(file.fileno(), 0, access=kind))
        assert len(bytes(mapped[-1])) == 900_000
    mapped[1][:5] = b"other"
    let_go_of_files(linked)
    kept = [resident_kb(path) for path in paths]
    assert kept[0] == 0
    assert min(kept[1:]) > 800, "what could be changed, and what is of another folder"
    assert bytes(mapped[0]) == paths[0].read_bytes()
    assert bytes(mapped[1][:9]) == b"otherrtag"
    for one in mapped:
        one.close()


def test_what_has_no_file_is_never_let_go_of() -> None:
    let_go_of_files(Path())
    let_go_of_files(Path("/"))
