"""Files from strangers: damaged copies of real ones, each read in a process that is watched.

    python -m benchmarks.mutations PHOTOS [--whole DIR] [--count 5000] [--seed 1] [--keep DIR] [--json FILE]

PHOTOS is a folder of real pictures of any kinds; kinds that it lacks are made of its JPEGs. Each kind gets
as many mutations as every other: bits flipped anywhere or in the header, lengths and counts at their limits,
blocks swapped, doubled, taken out or filled, ends cut off, the tail of another file. The files of `--whole`
are read as they are, before. What must not be, of a process with those that it starts: it dies; it hangs, 10
seconds on the clock in which it takes less than a tenth of a second of a processor; it takes over 10 seconds
of a processor, or over 1 GB of memory; an error that is not a `PhotoError`. Who hangs or is slow is ended.
Seconds of a processor are what a file takes on a computer with nothing else to do: on a busy one the clock
says how busy that is, and only somebody who waits for nothing stands still there. Such files go to `--keep`.
The watching is Linux's.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import select
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from PIL import Image

from benchmarks.report import print_table, write_json

LIMIT_S, LIMIT_MB = 10.0, 1024.0
# A decoder that is ended at its own ten seconds is no hang, so there is one more; who takes no more of a
# processor than IDLE_S in that time stands still.
SILENT_S, IDLE_S, LOOK_S = LIMIT_S + 1, 0.1, 0.5
# A larger original makes the run long and the mutations no better.
LARGEST_BYTES = 4_000_000
HEADER_BYTES = 2048
BLOCK_BYTES = 512
# What a length or a count is in a header of somebody who means harm.
EXTREMES = (0, 1, 2, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000)
# How a photo is written in kinds that a folder may lack: the name's ending, Pillow's kind, mode, options.
MADE: Sequence[tuple[str, str, str, Mapping[str, object]]] = (
    (".gif", "GIF", "RGB", {}),
    (".png", "PNG", "RGBA", {}),
    (".bmp", "BMP", "RGB", {}),
    (".ppm", "PPM", "RGB", {}),
    (".webp", "WEBP", "RGB", {"lossless": True}),
    (".jp2", "JPEG2000", "RGB", {}),
    (".avif", "AVIF", "RGB", {}),
    (".lzw.tif", "TIFF", "RGB", {"compression": "tiff_lzw"}),
    (".jpeg.tif", "TIFF", "RGB", {"compression": "jpeg"}),
    (".deep.tif", "TIFF", "I;16", {"compression": "tiff_adobe_deflate"}),
    (".progressive.jpg", "JPEG", "RGB", {"progressive": True}),
    (".cmyk.jpg", "JPEG", "CMYK", {}),
)
MADE_PX = 1200
FAULTS = ("bug", "died", "hung")

Mutation = Callable[[bytearray, random.Random, bytes], None]
"""Damages a file's content in place; the last is another file's of the same kind."""


def flip_bits(content: bytearray, chance: random.Random, _: bytes) -> None:
    """Up to 64 bits anywhere."""
    for _i in range(chance.randint(1, 64)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def flip_header(content: bytearray, chance: random.Random, _: bytes) -> None:
    """Up to 8 bytes at the beginning."""
    for _i in range(chance.randint(1, 8)):
        content[chance.randrange(min(len(content), HEADER_BYTES))] = chance.randrange(256)


def set_length(content: bytearray, chance: random.Random, _: bytes) -> None:
    """Up to 4 numbers at the beginning, of one to four bytes."""
    for _i in range(chance.randint(1, 4)):
        at, size = chance.randrange(min(len(content), HEADER_BYTES)), chance.choice((1, 2, 4))
        order = chance.choice(("little", "big"))
        number = (chance.choice(EXTREMES) % (1 << 8 * size)).to_bytes(size, order)  # type: ignore[arg-type]
        content[at : at + size] = number


def cut_off(content: bytearray, chance: random.Random, _: bytes) -> None:
    """The end is missing."""
    del content[chance.randrange(1, len(content) + 1) :]


def swap_blocks(content: bytearray, chance: random.Random, _: bytes) -> None:
    """Two blocks have changed places."""
    first, second = _block(content, chance), _block(content, chance)
    content[first], content[second] = content[second], content[first]


def fill_block(content: bytearray, chance: random.Random, _: bytes) -> None:
    """A block is of one value, as of a bad sector."""
    place = _block(content, chance)
    content[place] = bytes([chance.choice((0, 0xFF))]) * len(content[place])


def double_block(content: bytearray, chance: random.Random, _: bytes) -> None:
    """A block is there twice."""
    place = _block(content, chance)
    content[place.start : place.start] = content[place]


def drop_block(content: bytearray, chance: random.Random, _: bytes) -> None:
    """A block is missing."""
    del content[_block(content, chance)]


def other_tail(content: bytearray, chance: random.Random, other: bytes) -> None:
    """It ends as another file, as after a file system's mistake."""
    at = chance.randrange(len(content))
    content[at:] = other[at:]


def _block(content: bytearray, chance: random.Random) -> slice:
    at = chance.randrange(len(content))
    return slice(at, at + BLOCK_BYTES)


MUTATIONS: Sequence[Mutation] = (
    flip_bits,
    flip_header,
    set_length,
    cut_off,
    swap_blocks,
    fill_block,
    double_block,
    drop_block,
    other_tail,
)


def mutated(original: bytes, other: bytes, chance: random.Random) -> tuple[str, bytes]:
    """A damaged copy, and by what: one mutation or two."""
    content = bytearray(original)
    chosen = chance.sample(MUTATIONS, chance.choice((1, 1, 2)))
    for mutation in chosen:
        if content:
            mutation(content, chance, other)
    return "+".join(mutation.__name__ for mutation in chosen), bytes(content)


def originals(folder: Path, made: Path, chance: random.Random) -> dict[str, list[Path]]:
    """The pictures of a folder by kind, and kinds made of its JPEGs."""
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and 0 < path.stat().st_size <= LARGEST_BYTES:
            found.setdefault(path.suffix.lower(), []).append(path)
    found = {kind: paths for kind, paths in found.items() if kind not in {".csv", ".md", ".xmp", ".txt"}}
    photos = chance.sample(found[".jpg"], min(len(found[".jpg"]), 4))
    for suffix, kind, mode, options in MADE:
        for number, path in enumerate(photos):
            target = made / f"{number}{suffix}"
            with Image.open(path) as image:
                image.thumbnail((MADE_PX, MADE_PX))
                if mode == "I;16":
                    picture = image.convert("L").convert("I").point(lambda value: value * 257).convert("I;16")
                else:
                    picture = image.convert(mode)
                file = io.BytesIO()
                picture.save(file, kind, **options)
            target.write_bytes(file.getvalue())
            found.setdefault(suffix, []).append(target)
    return found


def mutations(
    kinds: Mapping[str, Sequence[Path]], count: int, chance: random.Random
) -> Iterator[tuple[str, str, bytes]]:
    """So many damaged files, kind after kind: the ending, by what, the content."""
    names = sorted(kinds)
    for number in range(count):
        kind = names[number % len(names)]
        original, other = (chance.choice(kinds[kind]).read_bytes() for _ in range(2))
        by, content = mutated(original, other, chance)
        yield kind, by, content


@dataclass(frozen=True, slots=True)
class Read:
    """How reading a file went: by step; in seconds of a processor; with so much memory, in MB."""

    told: Mapping[str, str]
    seconds: float
    peak_mb: float

    @property
    def faults(self) -> list[str]:
        """What must not have been."""
        bad = [f"{step}: {said}" for step, said in self.told.items() if said.startswith(FAULTS)]
        if self.seconds > LIMIT_S:
            bad.append(f"slow: {self.seconds:.0f} s")
        if self.peak_mb > LIMIT_MB:
            bad.append(f"memory: {self.peak_mb:.0f} MB")
        return bad


class Watched:
    """A process that reads files; another takes its place when it died, or had to be ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def read(self, path: Path) -> Read:
        """Have a file read."""
        process = self._process or self._start()
        for one in _family(process.pid):
            _forget_peak(one)
        before = _taken_s(process)
        assert process.stdin is not None
        assert process.stdout is not None
        with suppress(BrokenPipeError):
            process.stdin.write(json.dumps(str(path)) + "\n")
            process.stdin.flush()
        ended = _waited(process, before)
        line = "" if ended else process.stdout.readline()
        seconds, peak = _taken_s(process) - before, sum(map(_peak_mb, _family(process.pid)))
        if line:
            return Read(json.loads(line), seconds, peak)
        ended = ended or "died"
        self._process = None
        with suppress(BrokenPipeError), process:
            process.kill()
        return Read({"process": ended}, seconds, peak)

    def close(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.communicate()

    def _start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "benchmarks.read_files"]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert process.stdout is not None
        process.stdout.readline()  # it is ready
        self._process = process
        return process


def _waited(process: subprocess.Popen[str], before: float) -> str:
    """Wait for a process to say something, or to end; why it should rather be ended, if so."""
    assert process.stdout is not None
    taken, quiet_since = before, monotonic()
    while not select.select([process.stdout], [], [], LOOK_S)[0]:
        now = _taken_s(process)
        if now - taken > IDLE_S:
            taken, quiet_since = now, monotonic()
        if now - before > LIMIT_S:
            return "slow"
        if monotonic() - quiet_since > SILENT_S:
            return "hung"
    return ""


def _taken_s(process: subprocess.Popen[str]) -> float:
    """Seconds of a processor that a process took, with all that came of it."""
    return sum(map(_processor_s, _family(process.pid)))


def _family(process: int) -> list[int]:
    """A process and all that came of it, as Linux tells."""
    try:
        threads = [*Path(f"/proc/{process}/task").iterdir()]
    except OSError:
        return []
    return [process, *(one for thread in threads for child in _children(thread) for one in _family(child))]


def _children(thread: Path) -> list[int]:
    """The processes that a thread began; none of one that has ended by now."""
    try:
        return [*map(int, (thread / "children").read_text().split())]
    except OSError:
        return []


def _processor_s(process: int) -> float:
    """Seconds of a processor that a process took, with its children that have ended (proc_pid_stat(5))."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _forget_peak(process: int) -> None:
    Path(f"/proc/{process}/clear_refs").write_text("5")


def _peak_mb(process: int) -> float:
    """The most memory that a process had since its peak was forgotten (proc_pid_status(5))."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("photos", type=Path)
    parser.add_argument("--whole", type=Path)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run(options, Path(folder))


def run(options: argparse.Namespace, folder: Path) -> None:
    """Read all, and tell."""
    watched, chance = Watched(), random.Random(options.seed)
    outcomes: Counter[str] = Counter()
    slowest = largest = 0.0
    faults: list[tuple[str, str]] = []

    def see(path: Path, name: str) -> None:
        nonlocal slowest, largest
        read = watched.read(path)
        outcomes.update([read.told.get("imported", "process")])
        slowest, largest = max(slowest, read.seconds), max(largest, read.peak_mb)
        if read.faults:
            faults.append((name, "; ".join(read.faults)))
            print(name, *read.faults, sep="\n  ", flush=True)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / name).write_bytes(path.read_bytes())

    for path in sorted(options.whole.rglob("*")) if options.whole else ():
        if path.is_file():
            see(path, path.name)
    made = folder / "made"
    made.mkdir()
    kinds = originals(options.photos, made, chance)
    for number, (kind, by, content) in enumerate(mutations(kinds, options.count, chance)):
        path = folder / f"{number}{kind}"
        path.write_bytes(content)
        see(path, f"{number}-{by}{kind}")
        path.unlink()
    watched.close()
    rows = [(code, f"{count:,}") for code, count in outcomes.most_common()]
    print_table(f"{outcomes.total():,} files, {len(kinds)} kinds", ("an import says", "files"), rows)
    print(f"slowest {slowest:.1f} s of a processor, most memory {largest:.0f} MB, {len(faults)} with faults")
    if options.json:
        write_json(
            options.json,
            {
                "files": outcomes.total(),
                "outcomes": dict(outcomes),
                "slowest_s": slowest,
                "most_mb": largest,
                "faults": dict(faults),
            },
        )


if __name__ == "__main__":
    main()
