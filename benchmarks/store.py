"""How fast originals go to a team's bucket, beside boto3's own transfer, on a real S3 server on this machine.

    python -m benchmarks.store [--megabytes 200] [--rounds 5] [--json FILE]

Files of 10 MB, in turn by `core.sync.exchange` (which reads each from the disk, checks that it is what was
imported, names it by its hash, sends checksums with every part, and notes in the library what is there) and
by boto3's TransferManager with all files given to it at once, each with a client that is open already. Each
round has a bucket of its own.
"""

from __future__ import annotations

import argparse
import hashlib
import statistics
import tempfile
import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from random import Random

from s3transfer.manager import TransferConfig, TransferManager

from benchmarks.report import print_table, write_json
from core.db.schema import PhotoFileRow, PhotoRow, PictureRow
from core.jobs import JobContext
from core.library import Library
from core.memory import spare_memory
from core.storage.address import BucketKey, open_store
from core.sync.exchange import PictureExchange
from core.types import PictureKind
from tests.fakes.s3 import S3Server

FILE_BYTES = 10_000_000
LIMIT = 0.8
_buckets = count(1)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print a table, and write a file where one was named."""
    parser = argparse.ArgumentParser(description="How fast originals go to a team's bucket.")
    parser.add_argument("--megabytes", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, help="Also write the figures to this file.")
    chosen = parser.parse_args(arguments)
    spare_memory()
    size = chosen.megabytes * 1_000_000
    with tempfile.TemporaryDirectory() as scratch, S3Server() as server:
        files = make_files(Path(scratch) / "photos", size // FILE_BYTES)
        with Library.open(Path(scratch) / "library") as library:
            plant(library, files)
            rounds = [
                (by_playertag(library, server), by_boto3(server, files)) for _ in range(chosen.rounds + 1)
            ][1:]
    ratios = [size / ours / (size / theirs) for ours, theirs in rounds]
    rate = [f"{size / statistics.median(times) / 1e6:.0f} MB/s" for times in zip(*rounds, strict=True)]
    spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
    print_table(
        f"{chosen.megabytes} MB of originals",
        ("", "measured", "limit"),
        [
            ("Playertag", rate[0], ""),
            ("boto3's TransferManager", rate[1], ""),
            ("ratio", f"median {statistics.median(ratios):.2f}, {spread}", f"{LIMIT}"),
        ],
    )
    if chosen.json:
        write_json(chosen.json, {"megabytes": chosen.megabytes, "seconds": rounds, "ratios": ratios})


def make_files(folder: Path, number: int) -> list[Path]:
    """Files that can't be compressed."""
    folder.mkdir()
    random = Random(1)
    files = [folder / f"{index:04}.cr3" for index in range(number)]
    for file in files:
        file.write_bytes(random.randbytes(FILE_BYTES))
    return files


def plant(library: Library, files: Sequence[Path]) -> None:
    """Have a library know the files as photos of its own."""
    with library._database.write() as session:  # noqa: SLF001 - nothing is to be detected in them
        for file in files:
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            photo = {"width": 6000, "height": 4000, "orientation": 1, "camera": "", "detected_by": "opencv"}
            session.add(PhotoRow(id=digest, **photo))
            session.flush()
            session.add(PhotoFileRow(path=str(file), photo_id=digest, size=FILE_BYTES, mtime_ns=1))


def by_playertag(library: Library, server: S3Server) -> float:
    """Seconds that sending all takes."""
    with library._database.write() as session:  # noqa: SLF001 - a bucket that is new has nothing
        session.query(PictureRow).delete()
    address = f"{server.endpoint}/{server.make_bucket(f'ours-{next(_buckets)}')}"
    key = BucketKey(server.key.id, server.key.secret)
    database = library._database  # noqa: SLF001
    with (
        open_store(address, key, "cup") as store,
        PictureExchange(database, library.images, store, [PictureKind.ORIGINAL]) as exchange,
    ):
        started = time.perf_counter()
        exchange.step(JobContext())
        while exchange.busy:
            exchange.step(JobContext())
        return time.perf_counter() - started


def by_boto3(server: S3Server, files: Sequence[Path]) -> float:
    """Seconds that sending all takes."""
    bucket, client = server.make_bucket(f"theirs-{next(_buckets)}"), server.client()
    started = time.perf_counter()
    with TransferManager(client, TransferConfig()) as manager:
        sent = [manager.upload(str(file), bucket, file.name) for file in files]
        for one in sent:
            one.result()
    took = time.perf_counter() - started
    client.close()
    return took


if __name__ == "__main__":
    main()
