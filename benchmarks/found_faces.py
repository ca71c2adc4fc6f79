"""The boxes of the faces in each photo of a library, in pixels, as JSON.

    python -m benchmarks.found_faces LIBRARY GALLERY

A process of its own, for a program that is to stay small.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.ours import pixels_of
from core.library import Library


def main(folder: str, gallery: str) -> None:
    """Print them."""
    with Library.open(Path(folder)) as library:
        ids = library.galleries.photo_ids(library.galleries.find(gallery).id)
        photos = library.galleries.photos(ids)
    boxes = {str(photo.path): [pixels_of(photo, face) for face in photo.faces] for photo in photos}
    print(json.dumps(boxes))


if __name__ == "__main__":
    main(*sys.argv[1:])
