"""The files of model packs as they are published, for programs that know nothing of our mended ones."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from core.vision.model_packs import PackManifest, pack_files, published_packs

# YuNet is also the ruler by which photos are scaled, whatever the pack that is measured.
RULER_PACK = "opencv"
PACKS = ("opencv", "buffalo_s")


class PackError(Exception):
    """A pack that is unknown."""


@dataclass(frozen=True, slots=True)
class PackFiles:
    """The two models of a pack as they were published."""

    pack_id: str
    detector: Path
    recogniser: Path


def find_pack(pack_id: str, folder: Path) -> PackFiles:
    """The files of a pack in `folder` or below it; fetched into it where they are not there.

    Raises:
        PackError: there is no published pack of this id.
        ModelPackError: the pack can't be fetched.
    """
    manifest = published_packs().get(pack_id)
    if manifest is None:
        raise PackError(f"There is no pack {pack_id}; there are {', '.join(published_packs())}.")
    names = [Path(entry.source).name for entry in (manifest.detector, manifest.recogniser)]
    found = [next(iter(sorted(folder.rglob(name))), None) for name in names]
    if None in found:
        _fetch(manifest, folder / pack_id)
        found = [folder / pack_id / name for name in names]
    detector, recogniser = (path.resolve() for path in found if path is not None)
    return PackFiles(pack_id, detector, recogniser)


def _fetch(manifest: PackManifest, place: Path) -> None:
    """Put the files of a pack in place, all or none."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as scratch, pack_files(manifest, None) as files:
        fresh = Path(scratch) / manifest.id
        fresh.mkdir()
        for entry in (manifest.detector, manifest.recogniser):
            shutil.copy(files / entry.source, fresh)
        fresh.rename(place)


def parser_of(program: str, words: str | None) -> argparse.ArgumentParser:
    """What a benchmark asks that measures labelled photos with each pack."""
    parser = argparse.ArgumentParser(prog=program, description=words)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("folder", metavar="DIR", type=Path, help="the labelled photos")
    parser.add_argument("--pack", action="append", choices=PACKS, help="only with this pack (repeatable)")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    return parser
