"""Fuzzing, led by what code an input reaches: `python -m tests.fuzz [PARSER] [--seconds 60]`.

Without a parser each of them has its turn, in a process of its own, for so many seconds. It begins with
`tests/fuzz/corpus`, goes on with what earlier runs found below build/fuzz, and leaves an input that fails
there as `PARSER-crash-...`; that goes into the corpus once it is mended. Atheris comes with set-up on Linux.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
FOUND = Path("build") / "fuzz"
# An input is to be parsed in so many seconds and MB; longer ones find nothing that these don't.
LIMIT_S, LIMIT_MB, LONGEST = 10, 1024, 4096


def fuzz(name: str, seconds: int) -> None:
    """Fuzz one parser; ends the process."""
    import atheris

    with atheris.instrument_imports(include=["core", "desktop"]):
        from tests.fuzz.parsers import parse
    parse(name, b"")  # what it needs, such as a library, is made before the clock runs
    found = FOUND / name
    found.mkdir(parents=True, exist_ok=True)
    options = [
        f"-max_total_time={seconds}",
        f"-artifact_prefix={FOUND}/{name}-",
        f"-timeout={LIMIT_S}",
        f"-rss_limit_mb={LIMIT_MB}",
        f"-max_len={LONGEST}",
        "-print_final_stats=1",
        "-verbosity=0",
    ]
    atheris.Setup([sys.argv[0], *options, str(found), str(CORPUS / name)], lambda data: parse(name, data))
    atheris.Fuzz()


def main() -> int:
    """Fuzz one parser, or all; the exit code is 1 where something failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("parser", nargs="?")
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    if options.parser:
        fuzz(options.parser, options.seconds)
    failed = []
    for name in sorted(path.name for path in CORPUS.iterdir()):
        command = [sys.executable, "-m", "tests.fuzz", name, "--seconds", str(options.seconds)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, errors="replace")
        lines = (done.stdout + done.stderr).splitlines()
        runs = next((line.split()[-1] for line in lines if "number_of_executed_units" in line), "?")
        print(f"{name:14} {runs:>10} inputs  {'failed' if done.returncode else 'clean'}", flush=True)
        if done.returncode:
            failed.append(name)
            print(*(line for line in lines if not line.startswith(("INFO", "WARNING"))), sep="\n", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
