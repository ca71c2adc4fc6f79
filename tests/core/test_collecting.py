from __future__ import annotations

import subprocess
import sys

from core.collecting import NEW_OBJECTS

SAY = "import gc, sys; sys.argv[1:] = ['--help']; {call}; print(gc.get_threshold()[0])"


def threshold(call: str) -> int:
    """What the collector waits for in a process of its own, after this call."""
    command = [sys.executable, "-c", SAY.format(call=call)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1])


def test_the_program_looks_for_cycles_seldom_and_a_library_in_another_program_leaves_that_alone() -> None:
    assert threshold("from desktop.__main__ import main; main()") == NEW_OBJECTS
    assert threshold("import core.library") == threshold("pass") != NEW_OBJECTS
