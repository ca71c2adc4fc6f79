"""A program to be asked instead of ExifTool: it asks that, and something goes wrong after each write."""

from __future__ import annotations

import sys
from pathlib import Path

PROGRAM = """#!{python}
import subprocess
import sys
from pathlib import Path

real = subprocess.Popen(["exiftool", *sys.argv[1:]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
asked = []
for line in sys.stdin.buffer:
    real.stdin.write(line)
    asked.append(line.decode().rstrip("\\n"))
    if line.startswith(b"-execute"):
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


def failing_exiftool(folder: Path, wrong: str) -> str:
    """Where that program is; `wrong` is a line of Python about `source` and `target`, each a Path."""
    program = folder / "failing-exiftool"
    program.write_text(PROGRAM.format(python=sys.executable, wrong=wrong))
    program.chmod(0o755)
    return str(program)
