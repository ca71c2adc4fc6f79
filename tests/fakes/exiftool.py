"""A program to be asked instead of ExifTool: it asks that, and something goes wrong after each write.

Or it hangs at a file, with half of what it was to write written.
"""

from __future__ import annotations

import sys
from pathlib import Path

PROGRAM = """#!{python}
import subprocess
import sys
import time
from pathlib import Path

real = subprocess.Popen(["exiftool", *sys.argv[1:]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
asked = []
for line in sys.stdin.buffer:
    real.stdin.write(line)
    asked.append(line.decode().rstrip("\\n"))
    if line.startswith(b"-execute"):
        if {hangs_at!r} and any(argument.endswith({hangs_at!r}) for argument in asked):
            real.kill()
            if "-o" in asked:
                Path(asked[asked.index("-o") + 1]).write_bytes(b"half")
            time.sleep(600)
        real.stdin.flush()
        told = []
        while not (told and told[-1].startswith(b"{{ready")):
            told.append(real.stdout.readline())
        if "-o" in asked:
            target, source = map(Path, asked[asked.index("-o") + 1 :][:2])
            {wrong}
        asked = []
        sys.stdout.buffer.writelines(told)
        sys.stdout.flush()
real.communicate()
"""


def failing_exiftool(folder: Path, wrong: str = "pass", hangs_at: str = "") -> str:
    """Where that program is.

    Args:
        folder: where it is to be.
        wrong: a line of Python about `source` and `target`, each a Path.
        hangs_at: how the name of a file ends of which no answer comes.
    """
    program = folder / "failing-exiftool"
    program.write_text(PROGRAM.format(python=sys.executable, wrong=wrong, hangs_at=hangs_at))
    program.chmod(0o755)
    return str(program)
