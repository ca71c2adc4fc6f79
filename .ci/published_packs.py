"""Puts the files of model packs as they are published into `models/`, for the benchmarks.

An installed pack has mended files; the plain programs that Playertag is compared with take the originals.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from core.vision.model_packs import pack_files, published_packs

MODELS = Path(__file__).resolve().parent.parent / "models"


def main() -> None:
    """Fetch what is not there yet."""
    for pack in ("opencv", "buffalo_s"):
        place = MODELS / pack
        if place.exists():
            continue
        part = MODELS / f"{pack}.part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        manifest = published_packs()[pack]
        with pack_files(manifest, None) as files:
            for entry in (manifest.detector, manifest.recogniser):
                shutil.copy(files / entry.source, part)
        part.rename(place)


if __name__ == "__main__":
    main()
