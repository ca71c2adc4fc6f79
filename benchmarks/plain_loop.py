"""The loop that most programs run over a folder of photos: read, find the faces, embed each.

    python -m benchmarks.plain_loop PACK MODELS DEVICE PATH...

Prints the boxes of the faces of each photo that could be read, in its pixels, as JSON. It stores
nothing, so it is the least that any program with these models can do in a single thread of Python.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import get_args

from benchmarks.dataset import read_image
from benchmarks.measures import Box
from benchmarks.packs import find_pack
from benchmarks.plain import Device, open_faces, quiet_opencv

# The one size of nearly every tutorial. FaceAnalysis' own default looks at 128 as well, which finds
# faces that fill the photo and costs the loop some time: the faster one is the fairer rival.
SIDES = (640,)


def main(arguments: Sequence[str]) -> None:
    """Run the loop once."""
    pack_id, models, wanted, *paths = arguments
    device: Device = next(name for name in get_args(Device) if name == wanted)
    quiet_opencv()
    boxes: dict[str, list[Box]] = {}
    with open_faces(find_pack(pack_id, Path(models)), SIDES, device) as finder:
        for photo in photos_in(map(Path, paths)):
            image = read_image(photo)
            if image is not None:
                boxes[str(photo.absolute())] = [face.box for face in finder.faces(image)]
    print(json.dumps(boxes))


def photos_in(paths: Iterable[Path]) -> list[Path]:
    """The files among `paths` and below those that are folders, in the order of their names."""
    found: list[Path] = []
    for path in paths:
        found += sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
