from __future__ import annotations

import subprocess
import sys

import pytest

from core.memory import NEW_OBJECTS

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
