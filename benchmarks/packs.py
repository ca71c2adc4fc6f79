"""Where the published files of a model pack are, for programs that know nothing of our packs."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from core.paths import resources

# YuNet is also the ruler by which photos are scaled, whatever the pack that is measured.
RULER_PACK = "opencv"


class PackError(Exception):
    """A pack that is unknown, or whose files are not there."""


@dataclass(frozen=True, slots=True)
class PackFiles:
    """The two models of a pack as they were published, not as Playertag mends them."""

    pack_id: str
    detector: Path
    recogniser: Path


def find_pack(pack_id: str, folder: Path) -> PackFiles:
    """The files of `pack_id` in `folder` or below it, by the names in the manifest.

    Raises:
        PackError: The manifest has no such pack, or one of its files is not there.
    """
    manifest = tomllib.loads((resources() / "model_packs.toml").read_text(encoding="utf-8"))
    if pack_id not in manifest:
        raise PackError(f"There is no pack {pack_id}; there are {', '.join(manifest)}.")
    detector, recogniser = (
        _find(Path(manifest[pack_id][role]["source"]).name, folder) for role in ("detector", "recogniser")
    )
    return PackFiles(pack_id, detector, recogniser)


def _find(name: str, folder: Path) -> Path:
    found = next(iter(sorted(folder.rglob(name))), None)
    if found is None:
        raise PackError(f"{name} is not in {folder}; name the folder it is in with --models.")
    return found.resolve()
